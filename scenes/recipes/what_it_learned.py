"""What the network of digits has learned: its exam, its mistakes, its weights, noise, pictures made for it, and what labels are worth."""

from itertools import product

import numpy as np
from scipy import ndimage

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import FEW, MOST, NETWORK, first, refuse_unless_digits
from scenes.recipes.digits import Digits

SHAPE = 28, 28
LOOP, LINE = 0, 1                       # kinds of parts
HOPED = {9: (LOOP, LINE), 8: (LOOP, LOOP), 7: (LINE, LINE)}        # digits, and the parts that they are said to have
STROKE = 1.5                            # half the width of a drawn stroke, in pixels
INK = 0.3                               # a pixel is ink from there on
SHIFTS = range(-8, 9)                   # a part is laid over the weights of a neuron in so many places, down and across
NEARLY = 0.9                            # so much of a part must lie on pixels that are lit
SURE, HALF, DIM = 0.9, 0.5, 0.1         # outputs


class WhatItLearned(Recipe):
    """The run of "digits" once more, and an exam of its last state: 784-16-16-10 learns digits by gradient descent."""

    any_run = True
    tiles, states = 25, 25                  # neurons whose weights are shown, and kept states in which they are, at most
    noisy, bins = 1000, 20                  # pictures of noise; bins of the outputs, between 0 and 1
    slow, calm = 5, 8                       # the first pictures that stand large, and how many of the rest of the noise do
    climbs, rate, wished = 1000, 0.3, 5     # steps of a picture that climbs, its learning rate, and the digit that is asked for
    beyond, stuck = 15, 120                 # rows that are shown of it: so many after it has arrived, or where it does not
    batch, steps, seeds = 10, Digits.steps, 5       # of the trainings from fewer labels
    draws = 100                             # of smooth noise, as many pictures each as there are of weights
    constants = {
        "exam_count": "digits in the exam", "unseen": "all unseen digits", "noise_large": "which of the noise stand large",
        "exam_name": "the ten answers", "hope_label": "the digits that are taken apart", "lit": "pixels that any training digit lights",
        "tile_count": "pictures of weights", "first_count": "neurons of the first layer", "tile_row": "kept states",
        "tile_step": "of these",
        "noise_x": "pictures by lot: their seed is always 0", "noise_number": "pictures of noise so far",
        "noise_count": "pictures of noise", "fit_draws": "sets of pictures of smooth noise",
        "fit_part_count": "parts that are laid over the weights", "fit_place_count": "places where each is laid",
        "noise_nets": "trained networks that were shown noise", "noise_others": "but for the first",
        "climb_rate": "learning rate of a picture", "climb_steps": "steps of each picture",
        "real_target": "what the cost compares its outputs with",
        "label_sizes": "labelled digits to learn from", "label_at": "the same, once for each training",
        "label_span": "what is seen of them", "label_seeds": "trainings for each", "label_steps": "steps of each",
        "label_batch": "digits a step",
    }

    def train(self, train, seed, quick, quiet):
        if not quick:
            return Digits().train(train, seed, quick, quiet)
        return nncore.train(nncore.Network(NETWORK), first(train, FEW), Digits.learning_rate, self.batch, steps=780, seed=seed, record=60)

    def derive(self, run, train, test, quick, quiet):
        """The hope, the exam, the weights, noise, pictures that climb, and trainings from fewer labels."""
        refuse_unless_digits(run, train, test)
        data, net, theta = first(train, Digits.most), run.network, run.trained.astype("float64")
        with bar("asking what digits have taught", 3, quiet) as done:
            found = {**_hope(first(test, MOST)), **_exam(net, theta, test, self.slow)}
            found |= self._weights(run, data, found["hope_part"], 20 if quick else self.draws)
            done(1)
            found |= self._climb(net, theta, data, test, 150 if quick else self.climbs)
            done(2)
            labels, thetas = self._labels(run, data, test, quick)
            return found | labels | self._noise(net, [theta, *thetas], test, found["lit"], 200 if quick else self.noisy)

    def _weights(self, run, data, parts, draws):
        """The weights of the first neurons as pictures, in some kept states, 0 where no training digit has any ink; and how well
        the hoped-for parts fit them, wherever they are laid. Four rows of each "fit_": before the training, after it, in
        noise that is as smooth as they are then (of many draws the one in the middle), and in the picture of a neuron that
        looks for the part that fits best. fit_so_far (parts, heights): the best so far after the training, height by height."""
        rows = np.unique(np.linspace(0, len(run.theta) - 1, self.states).round().astype(int))
        lit = data.x.max(axis=0) > 0
        W = np.array([run.network.layers(theta)[0][0][:self.tiles] for theta in run.theta[rows]]) * lit
        laid = _Laid(parts.reshape(-1, parts.shape[-1]), lit)
        noise = [_as_smooth_as(W[-1], lit, np.random.default_rng(seed)) for seed in range(draws)]
        chance = [laid.best_fit(w) for w in noise]
        middle = int(np.argsort([fit[0] for fit in chance])[draws // 2])
        full = np.quantile(np.abs(W[-1][:, lit]), 0.99)
        looked_at = W[0], W[-1], noise[middle], full * laid.picture(*laid.best_fit(W[-1])[2:])[None]
        strength, neuron, which, down, right = zip(*map(laid.best_fit, looked_at))
        return {"lit": lit, "tile_w": W, "tile_step": run.step[rows], "tile_full": full, "tile_scale": [-full, 0, full],
                "tile_count": W.shape[1], "first_count": run.network.sizes[1], "tile_row": rows,
                "fit_share": np.square(strength), "fit_neuron": neuron, "fit_part": which, "fit_shift": np.column_stack([down, right]),
                "fit_w": [w[[i]] for w, i in zip(looked_at, neuron)], "fit_smooth": [_neighbours(w, lit).mean() for w in looked_at],
                "fit_draws": draws, "fit_as_well": sum(fit[0] >= strength[1] for fit in chance),
                "fit_so_far": np.square(laid.best_so_far(W[-1])), "fit_part_count": len(laid.masks), "fit_place_count": len(SHIFTS)**2}

    def _climb(self, net, theta, data, test, steps):
        """Pictures that start as even grey and follow -dC/dx, each towards one answer: its output and its cost at every step,
        the ends of all, and all pictures on the way of one; and how much each looks like the mean training digit of its kind."""
        n = net.sizes[-1]
        x, y, outputs, ways = np.full((n, net.sizes[0]), 0.5), np.eye(n), np.empty((steps + 1, n)), []
        for step in range(steps + 1):
            outputs[step] = net.output(theta, x).diagonal()
            if step <= self.stuck:
                ways.append(x)
            if step < steps:
                x = np.clip(x - self.rate * net.input_gradient(theta, x, y), 0, 1)
        arrived = [int(np.flatnonzero(each > SURE)[0]) if (each > SURE).any() else steps for each in outputs.T]
        wished = self.wished if arrived[self.wished] <= self.stuck else int(np.argmin(arrived))
        last = min(arrived[wished] + self.beyond, self.stuck, steps)
        way = np.array(ways)[:last + 1, wished]
        answers = net.output(theta, way)
        squares = np.square(answers - y[wished])
        kinds = np.array([data.x[data.labels == j].mean(axis=0) for j in range(n)])
        real = np.where(test.labels[:, None] == np.arange(n), net.output(theta, test.x), -np.inf).argmax(axis=0)
        real_answers = net.output(theta, test.x[real[[wished]]])[0]
        return {
            "climb_wish": wished, "climb_x": way.astype("float32"), "climb_number": np.arange(last + 1),
            "climb_answers": answers, "climb_output": answers[:, wished], "climb_cost": squares.sum(axis=1),
            "climb_silent_first": _silent_first(answers[:, wished], squares.sum(axis=1) - squares[:, wished]),
            "climb_slope": net.input_gradient(theta, ways[0][:1], y[[wished]])[0],
            "climb_rate": self.rate, "climb_steps": steps, "climb_arrived": min(arrived[wished], last), "climb_end": x.astype("float32"),
            "climb_end_output": outputs[-1], "climb_reached": np.sum(outputs[-1] > SURE),
            "climb_like": [_alike(*pair) for pair in zip(x, kinds)], "real_x": test.x[real],
            "real_answers": real_answers, "real_target": y[wished], "real_cost": np.square(real_answers - y[wished]).sum(),
        }

    def _labels(self, run, data, test, quick):
        """Trainings from fewer digits, drawn by lot: how many unseen ones each reads right; and the thetas of those from all."""
        n, steps, seeds = len(data), 300 if quick else self.steps, 2 if quick else self.seeds
        sizes = [size for size in ((10, 100) if quick else (10, 30, 100, 300, 1000, 3000)) if 2 * size < n] + [n]
        others = (seeds + 1) * run.recipe["seed"] + 1 + np.arange(seeds)      # than that of the run
        rate = float(run.arrays["rate"][0]) if "rate" in run.arrays else run.recipe["learning_rate"]
        thetas = [[self._learn(run.network, data, size, rate, steps, seed) for seed in others] for size in sizes]
        right = np.array([[run.network.accuracy(theta, test.x, test.labels) for theta in of_size] for of_size in thetas])
        return {
            "label_sizes": sizes, "label_right": right, "label_median": np.median(right, axis=1),
            "label_seeds": seeds, "label_steps": steps, "label_batch": self.batch,
            "label_at": np.repeat(sizes, seeds), "label_dots": right.ravel(), "label_span": [0.8 * sizes[0], 1.3 * sizes[-1]],
        }, thetas[-1]

    def _learn(self, net, data, size, rate, steps, seed):
        some = data.take(np.random.default_rng(seed).permutation(len(data))[:size])
        return nncore.train(net, some, rate, self.batch, steps=steps, seed=int(seed), record=steps).trained

    def _noise(self, net, thetas, test, lit, count):
        """What trained networks, the film's own first, say to pictures of noise: every pixel that any training digit lights is drawn
        by lot; and how their largest outputs are spread, beside those for unseen digits."""
        pixels = np.random.default_rng(0).integers(0, 256, (count, net.sizes[0]), dtype=np.uint8) * lit.astype("uint8")
        edges, n = np.linspace(0, 1, self.bins + 1), net.sizes[-1]
        found = {"noise_x": pixels, "noise_count": count, "noise_number": np.arange(count + 1),
                 "noise_nets": len(thetas), "noise_others": len(thetas) - 1}
        for name, x in (("digits", first(test, MOST).x), ("noise", pixels / 255)):
            outputs = [net.output(theta, x) for theta in thetas]
            most, guesses = (np.array([act(each, axis=1) for each in outputs]) for act in (np.max, np.argmax))
            found |= {f"{name}_share": [np.histogram(np.clip(each, 0, 1), edges)[0] / len(each) for each in most],
                      f"{name}_sure_share": np.mean(most > SURE, axis=1), f"{name}_low_share": np.mean(most < HALF, axis=1)}
        counts = np.array([np.bincount(each, minlength=n) for each in guesses])
        come = np.eye(n, dtype=int)[guesses[0]].cumsum(axis=0)
        large = np.unique([*range(1, self.slow), *(self.slow + (count - self.slow) * np.linspace(0, 1, self.calm) ** 2).astype(int)])
        return found | {"noise_large": large, "noise_large_guess": guesses[0][large - 1], "noise_come": np.vstack([0 * come[:1], come]),
                        "noise_favourite": counts.argmax(axis=1), "noise_favourite_count": counts.max(axis=1)}


def _exam(net, theta, test, slow):
    """The unseen digits one after the other: how many were right so far; of the first few, and of all mistakes, what they are called
    ("large": those that stand large, after so many digits); and the mistakes, the surest first."""
    shown = first(test, MOST)
    outputs = net.output(theta, shown.x)
    guess, most = outputs.argmax(axis=1), outputs.max(axis=1)
    wrong = guess != shown.labels
    if not wrong.any():
        raise nncore.RecordingError(f"it reads all {len(shown):,} digits of its exam right, and the film is about its mistakes, too")
    large = np.union1d(np.arange(1, slow + 1), 1 + np.flatnonzero(wrong))
    missed = np.flatnonzero(wrong)[np.argsort(-most[wrong], kind="stable")]
    return {"exam_x": np.round(255 * shown.x).astype(np.uint8), "exam_wrong": wrong,
            "exam_right_so_far": np.append(0, np.cumsum(~wrong)), "exam_wrong_so_far": np.append(0, np.cumsum(wrong)),
            "exam_large": large, "exam_large_label": shown.labels[large - 1], "exam_large_guess": guess[large - 1],
            "exam_count": len(shown), "unseen": len(test),
            "exam_per_hundred": np.round(100 * np.mean(~wrong)).astype(int), "exam_name": np.arange(outputs.shape[1]),
            "missed": missed, "missed_count": len(missed), "missed_x": shown.x[missed], "missed_label": shown.labels[missed],
            "missed_guess": guess[missed], "missed_most": most[missed], "missed_low": np.sum(most[missed] < HALF),
            "missed_quiet": missed[most[missed] < HALF]}


def _hope(test):
    """Three unseen digits, and the parts that they might be made of: of each kind the digit that its parts cover best."""
    found = []
    for label, kinds in HOPED.items():
        some = np.flatnonzero(test.labels == label)
        if not some.size:
            raise nncore.RecordingError(f"the film takes a {label} apart, and among its unseen digits there is none")
        inks = [test.x[i].reshape(SHAPE) > INK for i in some]
        parts = [_parts(ink, kinds) for ink in inks]
        best = int(np.argmax([_covers(ink, each) + _is_whole(ink, kinds) for ink, each in zip(inks, parts)]))
        found.append((some[best], label, parts[best]))
    places, labels, parts = zip(*found)
    return {"hope_x": test.x[list(places)], "hope_label": labels, "hope_part": np.array(parts), "hope_place": places}


def _parts(ink, kinds):
    """(2, 5): of each part its kind, and where it begins and ends: (x, y) in pixels, of a loop the corners of its box."""
    rows, columns = np.nonzero(ink)
    top, low, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    foot = columns[rows >= low - 1].mean()
    if kinds[0] == LINE:
        bar = rows <= top + 3
        x0, x1, y = columns[bar].min() + STROKE, columns[bar].max() - STROKE, top + STROKE
        return [(LINE, x0, y, x1, y), (LINE, x1, y, foot, low - STROKE)]
    middle = (top + low) // 2
    holes = _holes(ink)
    if len(holes) < kinds.count(LOOP):        # it was written without: its halves
        holes = [(left + 2, top + 2, right - 2, middle - 1), (left + 2, middle + 1, right - 2, low - 2)]
    loops = [(LOOP, x0 - STROKE, y0 - STROKE, x1 + STROKE, y1 + STROKE) for x0, y0, x1, y1 in holes[:kinds.count(LOOP)]]
    if kinds[1] == LOOP:
        return loops
    _, _, y0, x1, y1 = loops[0]
    return [loops[0], (LINE, x1, (y0 + y1) / 2, foot, low - STROKE)]


def _holes(ink):
    """[(left, top, right, bottom)] of the holes of two pixels or more, from the top down."""
    places, count = ndimage.label(~ink)
    outer = places[0, 0]
    boxes = [ndimage.find_objects((places == i).astype(int))[0] for i in range(1, count + 1) if i != outer and np.sum(places == i) >= 2]
    return sorted(((across.start, down.start, across.stop - 1, down.stop - 1) for down, across in boxes), key=lambda box: box[1])


def _mask(part):
    """(28, 28): whether a pixel lies under the stroke of a part."""
    kind, x0, y0, x1, y1 = part
    y, x = np.mgrid[:SHAPE[0], :SHAPE[1]]
    if kind == LINE:
        along = np.array([x1 - x0, y1 - y0])
        share = np.clip(((x - x0) * along[0] + (y - y0) * along[1]) / max(along @ along, 1e-9), 0, 1)
        return np.hypot(x - x0 - share * along[0], y - y0 - share * along[1]) <= STROKE
    turn = np.linspace(0, 2 * np.pi, 120)[:, None, None]
    rim = (x0 + x1) / 2 + (x1 - x0) / 2 * np.cos(turn), (y0 + y1) / 2 + (y1 - y0) / 2 * np.sin(turn)
    return np.hypot(x - rim[0], y - rim[1]).min(axis=0) <= STROKE


def _is_whole(ink, kinds):
    """Whether it has as many holes as it should have loops."""
    return len(_holes(ink)) == kinds.count(LOOP)


def _covers(ink, parts):
    """How much ink and strokes have in common, as a share of what either covers."""
    drawn = np.logical_or.reduce([_mask(part) for part in parts])
    return np.sum(drawn & ink) / np.sum(drawn | ink)


def _silent_first(output, others):
    """Whether what the other outputs cost has nearly gone before an output leaps; (K,) each."""
    before = others[output < DIM]
    return len(before) > 0 and before.min() < others[0] / 3 and output[-1] > SURE


class _Laid:
    """The parts (k, 5), laid in every place where they lie on pixels that are lit."""

    def __init__(self, parts, lit):
        reach, self.masks, self.lit = max(SHIFTS), [_mask(part) for part in parts], lit
        wide = [np.pad(mask, reach) for mask in self.masks]
        self.places = [(k, *shift) for k in range(len(parts)) for shift in product(SHIFTS, SHIFTS)]
        laid = np.array([wide[k][reach - down:reach - down + SHAPE[0], reach - right:reach - right + SHAPE[1]].ravel()[lit]
                         for k, down, right in self.places], float)
        there = laid.sum(axis=1) >= NEARLY * np.array([self.masks[k].sum() for k, *_ in self.places])
        self.laid = _standard(laid) * there[:, None]

    def best_fit(self, W):
        """(correlation, neuron, part, down, right): the part, laid over the weights of a neuron, that is most like them, over the
        pixels that are lit."""
        fits = self._fits(W)
        neuron, place = np.unravel_index(fits.argmax(), fits.shape)
        return (fits[neuron, place], neuron, *self.places[place])

    def best_so_far(self, W):
        """(parts, heights): the best correlation with any of W, of all parts and places up to this part and this height."""
        of_height = self._fits(W).max(axis=0).reshape(len(self.masks), len(SHIFTS), len(SHIFTS)).max(axis=2)
        return np.maximum.accumulate(np.maximum(of_height, 0).ravel()).reshape(of_height.shape)

    def picture(self, k, down, right):
        """(784,): 1 under a part where it is laid, on pixels that are lit, and 0 elsewhere."""
        found = np.zeros(self.lit.size)
        found[self.lit] = self.laid[self.places.index((k, down, right))] > 0
        return found

    def _fits(self, W):
        """(n, places): the correlation of each picture of weights with each part in each place."""
        return _standard(W[:, self.lit]) @ self.laid.T / self.lit.sum()


def _standard(rows):
    """Each row with a mean of 0 and a deviation of 1."""
    return (rows - rows.mean(axis=1, keepdims=True)) / np.maximum(rows.std(axis=1, keepdims=True), 1e-9)


def _alike(one, other):
    """The correlation of two rows of numbers; 0 where one of them is the same everywhere."""
    return _standard(np.array([one, other], "float64")).prod(axis=0).mean()


def _neighbours(pictures, lit):
    """(n,): how much neighbouring pixels of a picture correlate, those to the right and those below, where both are lit."""
    at = np.arange(lit.size).reshape(SHAPE)
    pairs = np.vstack([np.column_stack([one.ravel(), other.ravel()]) for one, other in ((at[:, :-1], at[:, 1:]), (at[:-1], at[1:]))])
    one, other = pairs[lit[pairs].all(axis=1)].T
    return np.array([_alike(picture[one], picture[other]) for picture in pictures])


def _as_smooth_as(W, lit, rng):
    """(n, 784): a picture of noise for each of W, blurred until its neighbours correlate as much; 0 where no digit is lit. Noise
    behind a Gaussian of width s has neighbours that correlate by exp(-1 / (4 s^2))."""
    widths = 0.5 / np.sqrt(-np.log(np.clip(_neighbours(W, lit), 0.01, 0.99)))
    noise = [ndimage.gaussian_filter(rng.standard_normal(SHAPE), width, mode="wrap").ravel() for width in widths]
    return np.array([each * full / each.std() for each, full in zip(noise, W[:, lit].std(axis=1))]) * lit
