"""The network of digits learns: 784-16-16-10, 13,002 parameters."""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import NETWORK, affordable, first, refuse_unless_digits
from scenes.recipes._nudges import checked_by_nudges


class Digits(Recipe):
    """784-16-16-10 learns digits by gradient descent: every step looks at all training digits."""

    any_run = True
    learning_rate, steps = 1.5, 1200
    most = 10_000               # training digits, so that a step takes no longer than it is worth waiting for
    points = 41                 # of the surface, each way
    constants = {               # what is the same in every run, and why
        "entries": "so many entries are listed", "learning_rate": "of the first step",
        "zero_share": "weights whose pixel no training digit lights: it depends on the data alone",
        "nudge_done": "entries are counted in even stages", "nudge_entries": "all, or so many that they take no longer than a while",
        "nudge_examples": "so many digits are enough for a check",
        "nudge_zero": "weights whose pixel is dark in all these digits", "nudge_alive": "the others",
    }

    def train(self, train, seed, quick, quiet):
        steps = 60 if quick else self.steps
        data = first(train, self.most)
        with bar("training digits", steps, quiet) as done:
            return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, batch_size=None, steps=steps,
                                seed=seed, callback=lambda step, theta, gradient: done(step))

    def derive(self, run, train, test, quick, quiet):
        """What the films show of the run: its cost and accuracy, one digit, one step, the landscape it walked in."""
        refuse_unless_digits(run, train, test)
        net, states = run.network, len(run.theta)
        data, unseen = (affordable(first(digits, self.most), states * net.n_parameters) for digits in (train, test))
        walked = affordable(first(data, 2000), self.points**2 * net.n_parameters)
        with bar("looking at the states of digits", 3, quiet) as done:
            found = _one_digit(run, unseen) | _one_step(run, train)
            done(1)
            tested = run.evaluate(unseen)
            found |= {"train_cost": run.evaluate(data).cost, "cost": tested.cost, "accuracy": tested.accuracy}
            done(2)
            found |= _surroundings(run, walked, self.points)
        return found | checked_by_nudges(run, train, quiet)


def _one_digit(run, test):
    """All that one unseen digit does to the network, in every kept state."""
    i = _telling_example(run, test)
    x, y = test.x[i:i + 1], test.y[i:i + 1]
    a = [run.network.forward(theta, x)[1] for theta in run.theta]
    outputs = np.concatenate([of_state[-1] for of_state in a])  # (K, n_L)
    return {
        "example_index": test.index[i], "example_label": test.labels[i], "example_x": x[0], "example_y": y[0],
        "example_cost": [run.network.cost(theta, x, y) for theta in run.theta],
        "example_squares": np.square(outputs - y), "example_guess": outputs.argmax(axis=1),
        **{f"example_a{l}": np.concatenate([of_state[l] for of_state in a]) for l in range(1, run.network.depth + 1)},
    }


def _one_step(run, data):
    """The first step, entry by entry: theta before and after, the gradient of its batch, a few entries by name."""
    net, (before, after) = run.network, run.theta[:2]
    if not np.array_equal(run.step[:2], [0, 1]):
        raise nncore.RecordingError("the films show the first step: record states 0 and 1, as the default schedule does")
    eta = float(run.arrays["rate"][0]) if "rate" in run.arrays else run.recipe["learning_rate"]
    batch = data.take(run.batch(0))
    gradient = net.gradient(before, batch.x, batch.y)
    entries = _telling_entries(net, gradient)
    layer, row, column = zip(*((*net.locate(i), "bias")[:3] for i in entries), strict=True)
    return {
        "gradient": gradient, "gradient_length": np.linalg.norm(gradient), "learning_rate": eta,
        "zero_share": net.sizes[1] * np.sum(~data.x.any(axis=0)) / net.n_parameters,      # of the pixels that no digit lights
        "entries": len(entries), "entry_index": entries, "entry_layer": layer, "entry_row": row,
        "entry_column": [str(k) for k in column],
        "entry_before": before[entries], "entry_after": after[entries],
        "entry_step": 0 - eta * gradient[entries],  # 0 - 0 is 0, not -0
    }


def _telling_entries(net, gradient):
    """The first entry of theta and, of the weights of every layer, the one with the largest slope and a middling one;
    and the bias with the largest. In the order of theta."""
    chosen = {0}
    for l in range(1, net.depth + 1):
        weights = np.arange(net.offset(l), net.index(l, 0))
        by_size = weights[np.argsort(np.abs(gradient[weights]), kind="stable")]
        chosen |= {int(by_size[-1]), int(by_size[len(by_size) // 2])}
    biases = np.concatenate([np.arange(net.index(l, 0), net.offset(l + 1)) for l in range(1, net.depth + 1)])
    chosen.add(int(biases[np.abs(gradient[biases]).argmax()]))
    return sorted(chosen)


def _surroundings(run, data, points):
    """The cost over the plane that holds most of the path; where the path is on it, and how far from it."""
    if len(run.theta) < 3:
        raise nncore.RecordingError("the films show the way that it went: record three states at least, as the default schedule does")
    plane = nncore.Plane.pca(run.theta)
    path, distance = plane.project(run.theta)
    low, high = path.min(axis=0), path.max(axis=0)
    middle, half = (low + high) / 2, 0.65 * (high - low).max()
    alphas, betas = (np.linspace(m - half, m + half, points) for m in middle)
    under = [run.network.cost(theta, data.x, data.y) for theta in plane.point(path[:, 0], path[:, 1])]
    return {
        "plane_alphas": alphas, "plane_betas": betas,
        "plane_cost": nncore.slice_cost(run.network, data, plane, alphas, betas).cost,
        "path": path, "path_distance": distance, "path_under": under,
        "plane_share": plane.explained.sum(), "plane_shares": plane.explained,
    }


def _telling_example(run, test):
    """The unseen digit that the first state gets wrong and the last one gets right most clearly."""
    first, last = (run.network.output(theta, test.x) for theta in (run.theta[0], run.theta[-1]))
    learned = (first.argmax(axis=1) != test.labels) & (last.argmax(axis=1) == test.labels)
    if not learned.any():
        raise nncore.RecordingError("no unseen digit is wrong at first and right at last: this run has learned nothing to film")
    error = np.square(last - test.y).sum(axis=1)
    return int(np.where(learned, error, np.inf).argmin())
