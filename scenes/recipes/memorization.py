"""Memorising: one network learns digits with their own labels, its twin with labels that were handed on at random."""

import itertools

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import MOST, NETWORK, first

FEW, SHORT = 700, (400, 200, 100)                    # digits of a quick run, and of its shorter lists
OWN, SWAPPED = 0, 1                                  # the two trainings
GUESS = 1 / NETWORK[-1]                              # one of ten


class Memorizing(Recipe):
    """784-16-16-10 learns digits twice, from several starts; then it learns shorter lists of swapped labels, and other networks one.

    The recording is the training with the own labels from the first start. Arrays with a row for each training: own labels, swapped ones.
    """

    learning_rate, batch_size, epochs = 1.5, 10, 100
    starts = 3
    lists, widths, shown = (800, 400, 100), (4, 64), 16
    kept = (*np.arange(0, 3, 1 / 6), *np.arange(3, 6, 1 / 2), *range(6, 20), *range(20, 101, 2))        # epochs whose states are kept
    drawn = (0, 1 / 3, 2 / 3, 1, 5 / 3, 3, 4, 5, 7, 9, 12, 15, 18, *range(22, 101, 6))     # of them, those whose weights are drawn
    constants = {
        "examples": "training digits", "unseen": "unseen digits", "wall_count": "digits whose labels are seen on their way",
        "epoch": "of the states kept", "picture_epoch": "of the states drawn", "epochs": "of each training", "steps": "of each training",
        "starts": "of each training", "guess": "one of ten",
        "plateau": "the cost of one answer to everything", "plateau_terms": "of it", "others": "than the digit itself",
        "list_passes": "through a list in all steps", "list_size": "labels to learn", "list_weights": "and biases of the network",
        "net_size": "labels that networks of several sizes learn", "net_weights": "and biases of each",
    }
    words = {f"{each}_{what}": words for each in ("list", "net") for what, words in (
        ("share", "of the labels answered right"), ("new", "of unseen digits read"))}

    def train(self, train, seed, quick, quiet):
        data, epochs = first(train, FEW if quick else MOST), 12 if quick else self.epochs
        with bar("training memorization", 1, quiet):
            return self._train(NETWORK, data, seed, epochs * self._a_round(data), self._steps(data, epochs))

    def _a_round(self, data):
        return -(-len(data) // self.batch_size)

    def _steps(self, data, epochs):
        """The steps whose states are kept."""
        return sorted({round(epoch * self._a_round(data)) for epoch in self.kept if epoch <= epochs})

    def _train(self, sizes, data, seed, steps, record=(0,)):
        return nncore.train(nncore.Network(sizes), data, self.learning_rate, self.batch_size, steps=steps, seed=seed, record=record)

    def derive(self, run, train, test, quick, quiet):
        """Who hands a label to whom; costs and shares of both trainings; what fits; and the weights of the first layer on the way."""
        data, seed = first(train, run.recipe["data"]["examples"]), run.recipe["seed"]
        unseen, seeds = first(test, len(data)), [seed + 100 * k for k in range(2 if quick else self.starts)]
        lists, steps = SHORT if quick else self.lists, int(run.step[-1])
        with bar("memorising labels", len(seeds) * (len(lists) + len(self.widths) + 1), quiet) as done:
            learned = _counted(done)
            runs = [self._both(run, data, each, seed, learned) for each in seeds]
            curves = self._curves(runs, data, seeds, unseen)
            full = np.stack([curves["known"][SWAPPED], curves["right"][SWAPPED]], axis=1)
            fits = self._fits(data, unseen, seeds, lists, steps, full, learned)
        swapped = _swapped(data, seed, self.shown)
        return {**swapped, **curves, **_answers(runs[0], data, unseen, swapped), **_inside(runs, data, self.drawn),
                **fits, **_plateau(runs[0][SWAPPED], data),
                "examples": len(data), "unseen": len(unseen), "wall_count": self.shown, "starts": len(seeds), "steps": steps,
                "epochs": steps // self._a_round(data), "guess": GUESS}

    def _both(self, run, data, start, seed, learned):
        """The trainings with own and with swapped labels from one start."""
        own = run if start == seed else self._train(NETWORK, data, start, int(run.step[-1]), run.step)
        swapped = self._train(NETWORK, swap(data, start), start, int(run.step[-1]), run.step)
        return own, learned(swapped)

    def _curves(self, runs, data, seeds, unseen):
        """Of both trainings from all starts: cost (2, S, K); known, right (2, S), the shares of learned labels and of unseen digits
        answered right at the end."""
        measured = [[run.evaluate(labels) for run, labels in zip(both, (data, swap(data, start)), strict=True)]
                    for both, start in zip(runs, seeds, strict=True)]
        cost, known = (np.array([[getattr(each[t], what) for each in measured] for t in (OWN, SWAPPED)]) for what in ("cost", "accuracy"))
        right = [[_score(both[t], unseen) for both in runs] for t in (OWN, SWAPPED)]
        return {"epoch": runs[0][OWN].step / self._a_round(data), "cost": cost, "own_cost": cost[OWN, 0], "swapped_cost": cost[SWAPPED, 0],
                "known": known[:, :, -1], "right": np.array(right)}

    def _fits(self, data, unseen, seeds, lists, steps, full, learned):
        """Lists of swapped labels, the full one first, learned by one network; the longest shorter one, by networks of several sizes:
        list_known (L, S), net_known (N, S): the shares known after all steps; *_right (L, S), (N, S): those of unseen digits read;
        *_share, *_new (L,), (N,): of both, that of the training in the middle; list_passes (L,): how often each is gone through."""
        def scores(sizes, n):
            return np.array([self._learned(sizes, data.take(range(n)), unseen, seed, steps, learned) for seed in seeds])

        listed = [full, *(scores(NETWORK, n) for n in lists)]
        nets = [(NETWORK[0], width, width, NETWORK[-1]) for width in (self.widths[0], NETWORK[1], *self.widths[1:])]
        by_net = [listed[1] if net == NETWORK else scores(net, lists[0]) for net in nets]
        sizes = [len(data), *lists]
        return {"list_size": sizes, "list_passes": [steps // self._a_round(range(size)) for size in sizes],
                "list_weights": len(sizes) * [nncore.Network(NETWORK).n_parameters],
                "net_size": len(nets) * [lists[0]], "net_weights": [nncore.Network(net).n_parameters for net in nets],
                **_measured("list", np.array(listed)), **_measured("net", np.array(by_net))}

    def _learned(self, sizes, data, unseen, seed, steps, learned):
        """The shares of the labels that are known, and of unseen digits that are read."""
        labels = swap(data, seed)
        run = learned(self._train(sizes, labels, seed, steps))
        return _score(run, labels), _score(run, unseen)


def _measured(name, scores):
    """Of scores (n, S, 2)."""
    known, right = scores[..., 0], scores[..., 1]
    return {f"{name}_known": known, f"{name}_right": right, f"{name}_share": _middle(known), f"{name}_new": _middle(right)}


def _score(run, digits):
    return run.network.accuracy(run.trained, digits.x, digits.labels)


def _counted(done):
    """learned(run) is the run, and counts it on a bar."""
    count = itertools.count(1)

    def learned(run):
        done(next(count))
        return run

    return learned


def givers(data, seed):
    """(n,): whose label each example gets."""
    return np.random.default_rng(seed).permutation(len(data))


def swap(data, seed):
    """The same pictures, each with the label of its giver."""
    who = givers(data, seed)
    return nncore.Dataset(data.x, data.y[who], labels=data.labels[who], image_shape=data.image_shape)


def _plateau(swapped, data):
    """The cost of answering one tenth to everything, whatever the picture, and its two terms: (1 - 1/10)^2 for the digit itself, (1/10)^2
    for each other; off_guess (K,): how far from one tenth the answers of the swapped training are, on average, at each state."""
    terms, others = ((1 - GUESS) ** 2, GUESS ** 2), NETWORK[-1] - 1
    return {"plateau": terms[0] + others * terms[1], "plateau_terms": terms, "others": others,
            "off_guess": [np.abs(swapped.network.output(theta, data.x) - GUESS).mean() for theta in swapped.theta]}


def _swapped(data, seed, shown):
    """All digits with their own and their new labels; and a stretch of the permutation, each with the label of the next."""
    who, labels, plain = givers(data, seed), data.labels, _plain(data)
    changed = labels[who] != labels
    stretch = max((_follow(who, start, shown) for start in range(len(data))),
                  key=lambda those: _telling(labels[those], those, plain[those]))
    return {
        "pictures": _bytes(data.x), "label": labels, "given": labels[who], "changed": changed, "changed_count": changed.sum(),
        "kept_count": (~changed).sum(), "changed_so_far": np.concatenate([[0], changed.cumsum()]),
        "wall": stretch[:-1], "wall_x": _bytes(data.x[stretch[:-1]]), "wall_label": labels[stretch[:-1]], "wall_given": labels[stretch[1:]],
    }


def _follow(who, start, count):
    """An example, its giver, the giver of that, and so on: so many, and one more."""
    chain = [start]
    for _ in range(count):
        chain.append(who[chain[-1]])
    return np.array(chain)


def _plain(data):
    """(n,): whether a picture is nearest to the mean picture of its own digit, and so easily read."""
    means = np.array([data.x[data.labels == digit].mean(axis=0) for digit in range(NETWORK[-1])])
    return (data.x @ means.T - np.square(means).sum(axis=1) / 2).argmax(axis=1) == data.labels


def _telling(labels, chain, plain):
    """How well a stretch shows what happens: nobody twice, the first one changes, one or two keep their label, all ten digits occur, and
    are plain."""
    same = np.count_nonzero(labels[1:] == labels[:-1])
    return len(set(chain.tolist())), labels[0] != labels[1], same in (1, 2), len(set(labels.tolist())), np.count_nonzero(plain)


def _answers(both, data, unseen, swapped):
    """Three digits of the list, of those whose labels are seen on their way, and three unseen ones: three, new (3,), which; *_label,
    *_given (3,), the labels by which both networks are marked; *_own, *_swapped (3,), what they answer; *_x (3, 784)."""
    found = {}
    listed = [i for i in swapped["wall"] if swapped["changed"][i]]
    for name, digits, among in (("three", data, listed), ("new", unseen, range(len(unseen)))):
        answers = np.array([run.network.output(run.trained, digits.x).argmax(axis=1) for run in both])
        wanted = np.array([digits.labels, swapped["given"] if name == "three" else digits.labels])
        those = _three(answers == wanted, among, digits.labels)
        found |= {f"{name}_{what}": row[those] for what, row in zip(("label", "given", "own", "swapped"), (*wanted, *answers), strict=True)}
        found |= {name: those, f"{name}_x": _bytes(digits.x[those])}
    return found


def _three(right, among, labels):
    """Three of those digits, of which each network has as many right as there are among three on average (right (2, n)), of different
    labels if possible."""
    often, chosen = np.round(3 * right.mean(axis=1)), []
    for place in range(3):
        chosen.append(max((i for i in among if i not in chosen), key=lambda i: (
            np.count_nonzero(right[:, i] == (place < often)), labels[i] not in labels[chosen])))
    return np.array(chosen)


def _inside(runs, data, drawn):
    """own_W, swapped_W (M, n_1, 784): the weights of the first layer at the drawn states, 0 where no digit is ever lit; typical (2, M),
    their root mean square, and alike (2, M), the correlation of the weights of neighbours; at_end (2, S): that of all trainings."""
    lit, epoch = data.x.max(axis=0) > 0, runs[0][OWN].step / -(-len(data) // Memorizing.batch_size)
    rows = sorted({int(np.abs(epoch - at).argmin()) for at in drawn})
    W = np.array([[run.network.layers(theta)[0][0] for theta in run.theta[rows]] for run in runs[0]]) * lit
    ends = np.array([[run.network.layers(run.trained)[0][0] for run in both] for both in runs]) * lit      # (S, 2, n_1, 784)
    return {"picture_epoch": epoch[rows], "own_W": W[OWN].astype("float16"), "swapped_W": W[SWAPPED].astype("float16"),
            "typical": np.sqrt(np.square(W[..., lit]).mean(axis=(2, 3))),
            **{name: [[_alike(W, lit, data.image_shape) for W in each] for each in those]
               for name, those in (("alike", W), ("at_end", ends.swapaxes(0, 1)))}}


def _alike(W, lit, shape):
    """The correlation of the weights of pixels side by side, or one below the other, both of which are lit in some digit."""
    W, lit = W.reshape(-1, *shape), lit.reshape(shape)
    pairs = [(W[:, :, :-1], W[:, :, 1:], lit[:, :-1] & lit[:, 1:]), (W[:, :-1], W[:, 1:], lit[:-1] & lit[1:])]
    one, other = (np.concatenate([pair[side][:, pair[2]].ravel() for pair in pairs]) for side in (0, 1))
    return np.corrcoef(one, other)[0, 1]


def _middle(shares):
    """Of (n, S) the one in the middle of every row; of two, the lower."""
    return np.sort(shares, axis=1)[:, (np.shape(shares)[1] - 1) // 2]


def _bytes(x):
    return np.round(255 * x).astype(np.uint8)
