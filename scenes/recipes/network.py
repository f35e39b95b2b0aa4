"""The network of digits at work: what one neuron makes of a picture, what all of them do, and all its numbers."""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import NETWORK, first, refuse_unless_digits

SHAPE = 28, 28
GREY, CLEAR, SEEN = 0.8, 0.9, 5     # how bright the shown neuron should be, how sure the answer; what a bias is worth in choosing it
SLIDE = 2, -5, 121                  # how far the bias is turned up and then down; states on the way there and back
HALF = 0.4, 0.9                     # ink of a pixel whose product is worked out: it is neither 0 nor 1
WINDOW = 7                          # pixels on a side of the window whose numbers can be read
STROKE, RIM, WIDE = 4, 3, 10        # rows of the stroke that the hand-made neuron looks for, and around it; its columns


class NetworkAtWork(Recipe):
    """The run of "digits": 784-16-16-10, every step looks at all training digits. What is shown of it are its neurons."""

    any_run = True
    learning_rate, steps, most = 1.5, 1200, 10_000
    label, crowd, dials = 3, 400, 40        # the digit that is followed; unseen digits whose sums are shown; weights shown as dials
    pictures = 24                           # of weights: so many neurons the first layer may have
    constants = {
        "all_count": "digits whose sums are shown", "block_count": "how many numbers each layer has, weights and biases",
        "block_end": "and all before, neuron by neuron in the first layer", "dial_count": "of the dials", "side": "of a picture, in pixels",
        "drawn_count": "pixels of one column",
        "digit_label": "the digit that is followed", "taught_x": "digits to learn from", "taught_label": "their answers",
        "taught_count": "how many there are of them", "unseen": "digits that it has not learned from",
        "dial_at": "which weights of the last layer are dials",
    }
    words = {"neuron_for": "for", "neuron_against": "against"}

    def train(self, train, seed, quick, quiet):
        steps = 300 if quick else self.steps
        with bar("training network", steps, quiet) as done:
            return nncore.train(nncore.Network(NETWORK), first(train, self.most), self.learning_rate, batch_size=None, steps=steps,
                                seed=seed, callback=lambda step, theta, gradient: done(step))

    def derive(self, run, train, test, quick, quiet):
        """One digit on its way, one neuron in detail, one made by hand, two more digits, and all numbers of the last state."""
        self._refuse(run, train, test)
        layers = run.network.layers(run.theta[-1])
        neuron = _shown_neuron(layers[0], test)
        mine = _followed(run, test, self.label, layers[0], neuron)
        x = test.x[mine]
        made_by_hand = _by_hand(x, test)
        return {
            **_on_its_way(run, test, mine), **_one_neuron(layers[0], x, neuron), **made_by_hand, **_others(run, test, mine),
            **_deeper(layers[1], run.network.forward(run.theta[-1], x[None])[1][1][0]),
            **_taught(first(train, self.most), test.labels[mine]),
            **_crowd(layers[0], neuron, test, mine, self.crowd), **_slide(layers[0], x, neuron),
            **_numbers(run, layers), **_dials(run, self.dials), **_close(x, made_by_hand["hand_w"]),
        }

    def _refuse(self, run, train, test):
        """Raise RecordingError for a run that this film cannot show, in a sentence."""
        refuse_unless_digits(run, train, test)
        net = run.network
        for wrong, why in (
                (net.depth < 2, f"the film follows a picture through hidden neurons; {net} has none"),
                (set(net.activations) != {"sigmoid"}, f"the film explains the sigmoid; this network has {', '.join(net.activations)}"),
                (max(net.sizes[1:]) > self.pictures, f"the film shows the weights of every neuron as a picture, of {self.pictures} "
                                                     f"at most in a layer; this one is {net}")):
            if wrong:
                raise nncore.RecordingError(why)


def _shown_neuron(layer, test):
    """Which neuron of the first layer: one with as many sums above 0 as below, and a bias that is large enough to be seen."""
    W, b = layer
    return int((np.abs(np.median(test.x @ W.T + b, axis=0)) - SEEN * np.abs(b)).argmin())


def _followed(run, test, label, layer, j):
    """Which unseen digit: one that is wrong at first and clearly right at last, a 3 if there is one, and of these the one that
    makes of neuron j a light grey and whose parts add up as displayed."""
    before, after = (run.network.output(theta, test.x) for theta in (run.theta[0], run.theta[-1]))
    learned = (before.argmax(axis=1) != test.labels) & (after.argmax(axis=1) == test.labels)
    w, bias = layer[0][j].astype("float64"), float(layer[1][j])
    parts = np.array([_parts(w * x, bias) for x in test.x])
    exact = np.round(np.round(parts, 2).sum(axis=1), 2) == np.round(parts.sum(axis=1), 2)
    faults = 100 * ~learned + 30 * (test.labels != label) + 10 * (after.max(axis=1) < CLEAR) + 5 * ~exact
    return int((faults + np.abs(_sigmoid(parts.sum(axis=1)) - GREY)).argmin())


def _on_its_way(run, test, mine):
    """What the digit makes of every neuron in every kept state."""
    a = [run.network.forward(theta, test.x[mine:mine + 1])[1] for theta in run.theta]
    outputs, label = np.concatenate([each[-1] for each in a]), int(test.labels[mine])
    guess = outputs.argmax(axis=1)
    wrong = np.flatnonzero(guess != label)
    found = min(int(wrong[-1]) + 1 if wrong.size else 0, len(guess) - 1)
    return {
        "digit_x": test.x[mine], "digit_label": label, "digit_index": test.index[mine],
        **{f"digit_a{l}": np.concatenate([each[l] for each in a]) for l in range(1, run.network.depth + 1)},
        "digit_guess": guess, "digit_most": outputs.max(axis=1), "digit_found": found, "found_step": run.step[found],
    }


def _one_neuron(layer, x, j):
    """Its weights, their products with the ink, what these add up to, and three of them."""
    w, bias = layer[0][j].astype("float64"), float(layer[1][j])
    product = w * x
    support, against, _ = _parts(product, bias)
    half = (HALF[0] < x) & (x < HALF[1]) & (np.round(np.round(w, 2) * np.round(x, 2), 2) == np.round(product, 2))
    shown = sorted([int(np.where(half, product, 0).argmax()), int(np.where(half, product, 0).argmin()),
             int(np.where(_near(x) & (x == 0), np.abs(w), 0).argmax())])      # from the top down
    z = support + against + bias
    return {
        "neuron": j + 1, "neuron_w": w, "neuron_product": product, "neuron_for": support, "neuron_against": against,
        "neuron_left": support + against, "neuron_b": bias, "neuron_z": z, "neuron_a": _sigmoid(z),
        "pixel": shown, "pixel_w": w[shown], "pixel_x": x[shown], "pixel_wx": product[shown] + 0.0,
    }


def _deeper(layer, a):
    """One neuron of the second layer, and what it adds up of the greys a (n,): the brightest whose parts add up as displayed."""
    W, b = (each.astype("float64") for each in layer)
    parts = np.array([_parts(w * a, bias) for w, bias in zip(W, b)])
    z = parts.sum(axis=1)
    exact = np.round(np.round(parts, 2).sum(axis=1), 2) == np.round(z, 2)
    j = int((exact + _sigmoid(z)).argmax())
    return {"deep": j + 1, **dict(zip(("deep_for", "deep_against", "deep_b"), parts[j])), "deep_z": z[j], "deep_a": _sigmoid(z[j])}


def _taught(train, label):
    """One digit to learn from of each kind, that of the one that is followed second; and how many there are."""
    kinds = [k for k in dict.fromkeys(train.labels.tolist()) if k != label]
    chosen = [int(np.flatnonzero(train.labels == k)[0]) for k in (kinds[0], int(label), *kinds[1:])]
    return {"taught_x": train.x[chosen], "taught_label": train.labels[chosen], "taught_count": len(train)}


def _by_hand(x, test):
    """Weights made by hand: 1 along a stroke, -1 above and below it, where this digit has one; and a digit that has none there."""
    picture, tall = x.reshape(SHAPE), STROKE + 2 * RIM
    stamp = np.full((tall, WIDE), -1.0)
    stamp[RIM:RIM + STROKE] = 1
    places = [(float((picture[r:r + tall, c:c + WIDE] * stamp).sum()), r, c)
              for r in range(SHAPE[0] - tall + 1) for c in range(SHAPE[1] - WIDE + 1)]
    _, row, column = max(places)
    w = np.zeros(SHAPE)
    w[row:row + tall, column:column + WIDE] = stamp
    w = w.ravel()
    rival = int((test.x @ w).argmin())
    return {"hand_w": w, "hand_rival_x": test.x[rival], "hand_rival": test.labels[rival],
            **{f"hand_{name}": [part for each in (x, test.x[rival]) for part in (_parts(w * each, 0.0)[which],)]
               for name, which in (("for", 0), ("against", 1))},
            "hand_z": (z := np.array([w @ x, w @ test.x[rival]])), "hand_a": _sigmoid(z), "hand_product": [w * x, w * test.x[rival]]}


def _others(run, test, mine):
    """One more unseen digit in the last state: one that is read wrong; if none is, one of another kind. And how many are read right."""
    outputs = run.network.output(run.theta[-1], test.x)
    guess = outputs.argmax(axis=1)
    chosen = [*np.flatnonzero(guess != test.labels), *np.flatnonzero(test.labels != test.labels[mine])][:1]
    a = run.network.forward(run.theta[-1], test.x[chosen])[1]
    return {"other_x": test.x[chosen], "other_label": test.labels[chosen], "other_guess": guess[chosen],
            "other_most": outputs[chosen].max(axis=1), "unseen": len(test), "unseen_right": int((guess == test.labels).sum()),
            **{f"other_a{l}": a[l] for l in range(1, run.network.depth + 1)}}


def _crowd(layer, j, test, mine, most):
    """The sums of that neuron for many unseen digits, ours last, and the greys that they become."""
    chosen = np.append(np.delete(np.arange(len(test)), mine)[:most - 1], mine)
    z = test.x[chosen].astype("float64") @ layer[0][j].astype("float64") + float(layer[1][j])
    reach = np.ceil(np.abs(z).max()) + 1
    curve = np.linspace(-reach, reach, 161)
    return {"all_z": z, "all_a": _sigmoid(z), "all_count": len(chosen), "all_low": z.min(), "all_high": z.max(),
            "sigmoid_z": curve, "sigmoid_a": _sigmoid(curve)}


def _slide(layer, x, j):
    """The bias of that neuron, set to other values, and what sum and grey our digit has then: up, down and back."""
    w, bias = layer[0][j].astype("float64"), float(layer[1][j])
    high, low, count = SLIDE
    b = bias + np.interp(np.linspace(0, 4, count), (0, 1, 3, 4), (0, high, low, 0))
    return {"slide_b": b, "slide_z": w @ x + b, "slide_a": _sigmoid(w @ x + b)}


def _numbers(run, layers):
    """All numbers of the last state, layer by layer, and how they are counted."""
    counts = [number for W, b in layers for number in (W.size, b.size)]
    pieces = [*([layers[0][0].shape[1]] * len(layers[0][0])), *counts[1:]]
    return {**{f"final_w{l}": W for l, (W, _) in enumerate(layers, 1)}, **{f"final_b{l}": b for l, (_, b) in enumerate(layers, 1)},
            "block_count": counts, "block_end": np.cumsum([0, *pieces])}


def _dials(run, count):
    """Some weights of the last layer in every kept state, evenly chosen."""
    first_one, last_one = run.network.index(run.network.depth, 0, 0), run.network.n_parameters - run.network.sizes[-1] - 1
    chosen = np.linspace(first_one, last_one, count).round().astype(int)
    dials = run.theta[:, chosen]
    return {"dials": dials, "dial_at": chosen - first_one, "dial_full": np.abs(dials).max(), "dial_count": count}


def _close(x, hand):
    """The column with the most ink, of those that the hand-made neuron looks at; a window where the most pixels are grey."""
    picture, starts = x.reshape(SHAPE), range(SHAPE[0] - WINDOW + 1)
    grey = (0.1 < picture) & (picture < 0.9)
    _, row, column = max((int(grey[r:r + WINDOW, c:c + WINDOW].sum()), r, c) for r in starts for c in starts)
    middle = int(np.where(hand.reshape(SHAPE).any(axis=0), picture.sum(axis=0), 0).argmax())
    return {"side": SHAPE[0], "window": [row, column], "window_x": picture[row:row + WINDOW, column:column + WINDOW].ravel(),
            "column": middle, "drawn_count": SHAPE[0], "drawn": middle + SHAPE[1] * np.arange(SHAPE[0])}


def _parts(product, bias):
    """(what speaks for, what speaks against, the bias)."""
    return float(product[product > 0].sum()), float(product[product < 0].sum()), bias


def _near(x):
    """(784,): pixels with ink, and those next to them."""
    ink = np.pad(x.reshape(SHAPE) > 0, 1)
    return np.logical_or.reduce([ink[1 + r:29 + r, 1 + c:29 + c] for r in (-1, 0, 1) for c in (-1, 0, 1)]).ravel()


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))
