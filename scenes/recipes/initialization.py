"""Where to start: all numbers equal, equal but for a grain, and drawn by lot, from too small to too large; and twenty draws."""

import numpy as np
from scipy.optimize import linear_sum_assignment

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import FEW, MOST, NETWORK, first
from scenes.recipes._together import train_together

SHADES = 24                                     # of the histograms: from an answer of 0 to one of 1
SLOPES = 1e-8, 1.0                              # from the smallest slope to the largest, evenly in the logarithm
BESIDE = 0.08                                   # of a power of ten, to both sides of a size: its dots
PINNED = 0.02                                   # an answer is pinned that is so near to 0 or 1
SEEN = 1e-3                                     # a smaller slope is not asked about
TERMS = 7                                       # so many are added from one recorded sum to the next


class Initialization(Recipe):
    """784-16-16-10 learns digits from many starts, always in the same batches. The recording's own run is the usual start.

    pair_    a start of all 0 and the usual one: what sixteen neurons answer to one digit and feel of it, their weights, cost
    twin_    some weights of two of the neurons that start at 0, all the way
    grain_   a start of all 0 and a grain of chance; stuck_: of all 0.1 and the same grain
    walk_    the weights of the usual start, at size 1, added up input by input
    size_    untrained networks, the usual start times a factor: answers, and histograms of answers and slopes of every layer
    sweep_   trainings from ten such factors, five draws each
    twenty_  trainings from twenty usual draws
    match_   two of them, the neurons of the second in the order of the first, and the cost on the line between them
    """

    rate, batch_size, epochs, per_epoch = 1.5, 10, 60, 2          # states kept of an epoch
    asked = 20                                                    # the epoch after which neurons are asked
    grain, stuck = 1e-6, 0.1
    factors = (0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
    draws, twenty, pairs = 5, 20, 5
    half, low = 0.5, 0.1                                          # costs that are waited for
    shown = 0, 1, 2, 4, 8, 15, 30, 60                             # epochs at which the twenty are shown
    constants = {
        "examples": "training digits", "unseen": "digits that they have not seen", "count": "neurons of the first layer",
        "root": "the usual size of a first weight is 1 over it", "walk_n": "inputs, counted",
        "grain": "the size of the grain", "stuck": "where it does not grow", "low": "a cost", "asked": "epochs before neurons are asked",
        "epoch": "epochs, counted", "picture_epoch": "the same", "size_factor": "sizes of a start", "sweep_factor": "the same",
        "sweep_at": "the same, one for each draw, a little apart", "sweep_draws": "draws of each", "sweep_sizes": "how many sizes",
        "twenty": "how many draws", "twenty_epoch": "epochs, counted",
        "line_alpha": "shares of the way", "match_pairs": "pairs that are matched", "pinned": "so near to 0 or 1",
    }
    words = {"sweep_median": "epochs"}

    def train(self, train, seed, quick, quiet):
        data, epochs = first(train, FEW if quick else MOST), self._epochs(quick)
        return self._run(data, nncore.Network(NETWORK).init(seed), seed, epochs)

    def _epochs(self, quick):
        return 10 if quick else self.epochs

    def _run(self, data, start, seed, epochs):
        """A training from a start, twice an epoch a state."""
        every = -(-len(data) // self.batch_size) // self.per_epoch
        steps = np.arange(self.per_epoch * epochs + 1) * every
        return nncore.train(nncore.Network(NETWORK), data, self.rate, self.batch_size, epochs=epochs, seed=seed, theta=start,
                            record=steps)

    def derive(self, run, train, test, quick, quiet):
        """Everything that the film shows; most of the time goes into the trainings side by side."""
        data, test, seed = first(train, run.recipe["data"]["examples"]), first(test, MOST), run.recipe["seed"]
        net, epochs = run.network, self._epochs(quick)
        zero = net.init(constant=0.0)
        grain = self.grain * np.random.default_rng(seed).standard_normal(net.n_parameters).astype("float32")
        equal, sown, stuck = (self._run(data, start, seed, epochs) for start in (zero, zero + grain, net.init(constant=self.stuck) + grain))
        asked = min(self.asked, epochs // 2)
        return {
            "examples": len(data), "unseen": len(test), "count": net.sizes[1], "asked": asked, "grain": self.grain, "stuck": self.stuck,
            "root": np.sqrt(net.sizes[0]), "low": self.low,
            "epoch": np.arange(len(run.step)) / self.per_epoch, "picture_epoch": np.arange(0, epochs + 1, 2),
            **self._pair(equal, run, data, test, asked), **self._twins(equal), **self._grain(sown, stuck, data),
            **self._walks(run), **self._sizes(net, seed, data, test),
            **self._draws(net, seed, data, test, epochs, quick, quiet),
        }

    # -- all equal, and a grain ----------------------------------------------------------------

    def _pair(self, equal, usual, data, test, asked):
        """Both trainings; and of one unseen digit, asked after some epochs, the answers (2, n_1) of the first layer and the slopes
        (2, n_1) of the weights from its brightest pixel; of the usual start, most of them are seen beside the largest."""
        net, runs, row = equal.network, (equal, usual), self.per_epoch * asked
        slopes = net.example_gradients(usual.theta[row], test.x, test.y)[:, :net.sizes[1] * net.sizes[0]]
        felt = np.abs(slopes).reshape(len(test), net.sizes[1], net.sizes[0]).max(axis=2)
        digit = np.where(felt.max(axis=1) > SEEN, np.median(felt, axis=1) / np.maximum(felt.max(axis=1), SEEN), 0).argmax()
        pixel = test.x[digit].argmax()
        x, y = test.x[[digit]], test.y[[digit]]
        backs = [net.backward(each.theta[row], x, y) for each in runs]
        felt = np.array([net.layers(back.gradient)[0][0][:, pixel] for back in backs])
        return {
            "pair_x": x[0], "pair_pixel": pixel, "pair_answer": [back.a[1][0] for back in backs], "pair_slope": felt,
            "pair_accuracy": [net.accuracy(each.trained, test.x, test.labels) for each in runs],
            "pair_apart": max(apart(net, theta) for theta in equal.theta),
            **{f"{name}_{what}": value for name, each in zip(("equal", "usual"), runs) for what, value in
               self._course(each, data).items()},
        }

    def _course(self, run, data):
        """The first layer's weights (K, n_1, n_0) every two epochs, the largest of them (K,), the cost at every state, and the first
        epoch with a low cost."""
        W, cost = first_weights(run.network, run.theta[::2 * self.per_epoch]), run.evaluate(data).cost
        return {"w": W, "full": np.abs(W).max(axis=(1, 2)), "cost": cost, "low": first_below(cost, self.low) / self.per_epoch}

    def _twins(self, equal):
        """Of its first two neurons, every two epochs: the weights (K, 2, 4) from four pixels, the largest in the end of both signs, and
        (K, 2, 3) to three neurons of the next layer."""
        net, theta = equal.network, equal.theta[::2 * self.per_epoch]
        pixels = np.argsort(net.layers(equal.trained)[0][0][0])[[0, -1, 1, -2]]
        return {"twin_in": [net.layers(each)[0][0][:2, pixels] for each in theta],
                "twin_out": [net.layers(each)[1][0][:3, :2].T for each in theta]}

    def _walks(self, usual):
        """The weights into each first neuron, of size 1 and of the usual size, added up as if every input were 1: the sums (2, n_1, K) of
        the first walk_n (K,), plus and minus the root of so many (2, 2, K); and how far the last are from 0, the root mean square."""
        W = usual.network.layers(usual.theta[0])[0][0].astype("float64")
        n = np.arange(0, W.shape[1] + 1, TERMS)
        root, sums = np.sqrt(W.shape[1]), np.hstack([np.zeros((len(W), 1)), np.cumsum(W, axis=1)])[:, n]
        hull = np.outer((1, -1), np.sqrt(n))
        return {"walk": [root * sums, sums], "walk_hull": [hull, hull / root], "walk_n": n,
                "walk_spread": root * np.sqrt(np.square(sums[:, -1]).mean())}

    def _grain(self, sown, stuck, data):
        """Its course, how far the neurons differ, in units of the start, when that has doubled, and how long it takes from there to
        a thousandfold; how far those differ that begin around another number, and the mean sum of such a neuron at the start."""
        times, other = (np.array([spread_of(each.network, theta) for theta in each.theta]) for each in (sown, stuck))
        times, other = times / times[0], other / other[0]
        doubled, took = growth(times)
        W, b = stuck.network.layers(stuck.theta[0])[0]
        return {**{f"grain_{what}": value for what, value in self._course(sown, data).items()}, "grain_times": times,
                "grain_doubled": doubled / self.per_epoch, "grain_took": took / self.per_epoch, "stuck_times": other,
                "stuck_sum": np.mean(data.x @ W.T + b)}

    # -- the size of a start -------------------------------------------------------------------

    def _sizes(self, net, seed, data, test):
        """Untrained, at sizes evenly apart in the logarithm, R of them: the first layer's answers to ten digits (R, 10, n_1); of
        every layer the shares (R, L, SHADES) of its answers in bins from 0 to 1, and of the sizes of its weights' slopes in bins from
        10^-8 to 1; and the middle one of these sizes (R, L), in units of the usual size's (L, R), and how many times
        smaller it is than that (R, L); and the first layer's sums, the root mean square (R,)."""
        factors, start = 10.0 ** np.linspace(-1.5, 1.5, 61), net.init(seed)
        ten = np.array([np.flatnonzero(test.labels == digit)[0] for digit in range(10)])
        lit = data.x.any(axis=0)
        answers, bins, felt, middle, pinned, spread, sums = [], [], [], [], [], [], []
        for factor in factors:
            theta = (factor * start).astype("float32")
            back = net.backward(theta, data.x, data.y)
            answers.append(net.forward(theta, test.x[ten])[1][1])
            bins.append([np.histogram(a, SHADES, (0, 1))[0] / a.size for a in back.a[1:]])
            dW = [W[:, lit] if l == 0 else W for l, (W, _) in enumerate(net.layers(back.gradient))]
            powers = [np.clip(np.log10(np.maximum(np.abs(W), SLOPES[0])), *np.log10(SLOPES)) for W in dW]    # clip: rounding
            felt.append([np.histogram(each, SHADES, np.log10(SLOPES))[0] / each.size for each in powers])
            middle.append([np.median(np.abs(W)) for W in dW])
            pinned.append(np.mean(np.abs(back.a[1] - 0.5) > 0.5 - PINNED))
            spread.append(back.a[1].std(axis=0).mean())
            sums.append(np.sqrt(np.square(back.z[1]).mean()))
        middle = np.array(middle)
        usual = middle[len(factors) // 2]
        return {"size_factor": factors, "ten_x": test.x[ten], "size_answers": answers, "size_bins": bins, "size_felt": felt,
                "size_middle": middle, "size_share": (middle / usual).T, "size_lost": usual / middle,
                "size_pinned": pinned, "size_spread": spread, "size_sum": sums, "pinned": PINNED}

    # -- many draws ----------------------------------------------------------------------------

    def _draws(self, net, seed, data, test, epochs, quick, quiet):
        """The sweep over sizes and the twenty, all trained side by side; the first of the twenty are the sweep's at factor 1."""
        factors, count = (self.factors[1::2], 6) if quick else (self.factors, self.twenty)
        draws, shown = 3 if quick else self.draws, [epoch for epoch in self.shown if epoch < epochs] + [epochs]
        starts = [net.init(1000 * (seed + 1) + k) for k in range(count)]
        others = [factor for factor in factors if factor != 1]
        scaled = [np.float32(factor) * start for factor in others for start in starts[:draws]]
        with bar("training from many starts", epochs, quiet) as done:
            cost, theta = train_together(net, data, [*starts, *scaled], self.rate, self.batch_size, epochs, seed, shown, done)
        rows = {1.0: range(draws), **{factor: range(count + i * draws, count + (i + 1) * draws) for i, factor in enumerate(others)}}
        return {**self._sweep(net, data, factors, cost, theta[-1], rows), **self._twenty(net, test, shown, theta[:, :count]),
                **self._match(net, data, theta[-1, :count])}

    def _sweep(self, net, data, factors, cost, theta, rows):
        """(R, draws): the epochs until the cost is below a half, and the cost at the end. cost (E, S) is the mean over the batches of an
        epoch, put in its middle."""
        epochs = np.array([[crossing(np.arange(len(cost)) + 0.5, cost[:, s], self.half) for s in rows[factor]] for factor in factors])
        end = np.array([[net.cost(theta[s], data.x, data.y) for s in rows[factor]] for factor in factors])
        at = np.outer(factors, 10 ** np.linspace(-BESIDE, BESIDE, end.shape[1])).ravel()        # side by side
        reached = np.isfinite(epochs.ravel())
        with np.errstate(invalid="ignore"):
            return {"sweep_at": at, "sweep_dots": end.ravel(), "sweep_reached_at": at[reached], "sweep_reached": epochs.ravel()[reached],
                    "sweep_factor": factors, "sweep_sizes": len(factors), "sweep_draws": epochs.shape[1], "sweep_epochs": epochs,
                    "sweep_never": np.isinf(epochs).sum(),
                    "sweep_median": np.median(epochs, axis=1), "sweep_end": end, "sweep_end_median": np.median(end, axis=1)}

    def _twenty(self, net, test, shown, theta):
        """theta (K, N, P): the first neuron's weights of each network at the epochs that are shown, (K, N, n_0); how many of
        the unseen digits it reads (K, N); how alike they are in the end."""
        guesses = np.array([[net.predict(each, test.x) for each in row] for row in theta])                # (K, N, m)
        right, N = guesses == test.labels, theta.shape[1]
        W = np.array([first_weights(net, row)[:, 0] for row in theta])
        score, (one, other) = right.mean(axis=2), np.triu_indices(N, 1)
        moved = theta[-1] - theta[-1].mean(axis=0)
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
        return {
            "twenty": N, "twenty_epoch": shown, "twenty_w": W, "twenty_score": score, "twenty_range": [score[-1].min(), score[-1].max()],
            "twenty_all_miss": np.sum(~right[-1].any(axis=0)), "twenty_one_misses": np.sum(~right[-1].all(axis=0)),
            "twenty_agree": np.mean(guesses[-1][one] == guesses[-1][other]), "twenty_alike": np.abs((moved @ moved.T)[one, other]).max(),
        }

    def _match(self, net, data, theta):
        """The first two, and beside them other pairs: the order (n_1,) of B's first neurons that makes their answers most like A's,
        how alike these are; and the cost (pairs, 2, K) on the lines to B as it is, and to B in that order."""
        alpha, lines = np.linspace(0, 1, 41), []
        for k in range(min(self.pairs, len(theta) // 2)):
            a, b = theta[2 * k], theta[2 * k + 1]
            ordered, order, alike = in_the_order_of(net, a, b, data.x)
            lines.append([nncore.slice_cost(net, data, nncore.Line(a, end), alpha).cost for end in (b, ordered)])
            if k == 0:
                W = first_weights(net, theta[:2])
                found = {"match_a": W[0], "match_b": W[1], "match_order": order, "match_alike": alike, "match_full": np.abs(W).max(
                         axis=(1, 2)), "line_alpha": alpha,
                         "match_same": abs(net.cost(ordered, data.x, data.y) - net.cost(b, data.x, data.y))}
        tops = np.max(lines, axis=2)
        return {**found, "line_cost": lines, "match_top": tops, "match_pairs": len(lines), "match_share": tops[:, 1] / tops[:, 0]}


def first_weights(net, theta):
    """(K, n_1, n_0) of theta (K, P)."""
    return np.array([net.layers(each)[0][0] for each in theta])


def first_below(values, bound):
    """Which of the values is the first that is below; inf where none is."""
    found = np.flatnonzero(np.asarray(values) < bound)
    return found[0] if found.size else np.inf


def growth(times):
    """(where this doubles, on lines through its logarithms; how many rows later it is a thousandfold); inf where it never is."""
    doubled, thousandfold = (crossing(np.arange(len(times)), -np.log(times), -np.log(many)) for many in (2, 1000))
    return doubled, thousandfold - doubled if thousandfold < np.inf else np.inf


def crossing(x, values, bound):
    """Where the line through the values at x first goes below; inf where it never does."""
    k = first_below(values, bound)
    if not 0 < k < np.inf:
        return x[0] if k == 0 else np.inf
    share = (values[k - 1] - bound) / (values[k - 1] - values[k])
    return x[k - 1] + share * (x[k] - x[k - 1])


def neurons(net, theta, l):
    """(n_l, numbers): all numbers of each neuron of hidden layer l, the weights into it, its bias, and the weights out of it."""
    (W, b), (out, _) = net.layers(theta)[l - 1:l + 1]
    return np.hstack([W, b[:, None], out.T])


def apart(net, theta):
    """By how much any number of a hidden neuron differs from that of another in its layer, at most: 0 of copies."""
    return max(float(np.ptp(neurons(net, theta, l), axis=0).max()) for l in range(1, net.depth))


def spread_of(net, theta):
    """How far the neurons of the first layer are from their mean, in weights and bias: the root mean square."""
    W, b = net.layers(theta)[0]
    own = np.hstack([W, b[:, None]]).astype("float64")
    return np.sqrt(np.square(own - own.mean(axis=0)).sum(axis=1).mean())


def in_the_order_of(net, a, b, x):
    """(theta of b with its hidden neurons in the order in which their answers to x are most like those of a, layer by layer; the
    order of the first layer, (n_1,): neuron j of a is partnered with order[j] of b; and the correlation of each pair)."""
    theta, orders = b.copy(), []
    for l in range(1, net.depth):
        one, other = (net.forward(each, x)[1][l].T for each in (a, theta))
        alike = np.corrcoef(one, other)[:len(one), len(one):]
        _, order = linear_sum_assignment(-np.nan_to_num(alike))
        (W, bias), (out, _) = net.layers(theta)[l - 1:l + 1]
        W[:], bias[:], out[:] = W[order], bias[order], out[:, order]
        orders.append((order, alike[range(len(order)), order]))
    return theta, *orders[0]
