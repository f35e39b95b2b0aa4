"""The network of digits learns: 784-16-16-10, 13,002 parameters."""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import NETWORK, affordable, first, refuse_unless_digits, telling_example
from scenes.recipes._nudges import checked_by_nudges, flows_back

ROWS = 16, 48, 160, 500, 1500     # numbers in the first rows of the movers; the last one has the rest
PILED = 206                        # unseen digits that make a pile


class Digits(Recipe):
    """784-16-16-10 learns digits by gradient descent: every step looks at all training digits."""

    any_run = True
    learning_rate, steps = 1.5, 1200
    most = 10_000               # training digits, so that a step takes no longer than it is worth waiting for
    constants = {               # what is the same in every run, and why
        "unseen": "unseen digits", "piled": "so many are piled up", "after_step": "kept steps but the first",
        "first_same": "before it has learned a network says the same to all", "learning_rate": "of the first step",
        "even_answer": "one of so many", "even_parts": "the squares of that", "even_cost": "and what that costs",
        "mover_count": "numbers in each row", "mover_still": "weights whose pixel no training digit lights: it depends on the data alone",
        "nudge_done": "entries are counted in even stages", "nudge_entries": "all, or so many that they take no longer than a while",
        "nudge_examples": "so many digits are enough for a check",
        "nudge_zero": "weights whose pixel is dark in all these digits", "nudge_alive": "the others",
        "check_done": "of them, after each stage", "check_dark": "pixels that are dark in all these digits",
        "check_pixels": "how many these are", "check_weights": "weights that a pixel has", "plain_runs": "one run for each entry",
        "flow_step": "of a short run that never reads well, the last", "flow_index": "and the same badly written digit",
        "flow_rate": "of the step that is shown",
        "plain_edge": "which are nudged when: it depends on the network's size alone",
    }
    of_this_computer = "plain_seconds", "sweep_seconds", "plain_ratio"

    def train(self, train, seed, quick, quiet):
        steps = 60 if quick else self.steps
        data = first(train, self.most)
        with bar("training digits", steps, quiet) as done:
            return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, batch_size=None, steps=steps,
                                seed=seed, callback=lambda step, theta, gradient: done(step))

    def derive(self, run, train, test, quick, quiet):
        """What the films show of the run: its cost and accuracy, one digit, one step, the landscape it walked in."""
        refuse_unless_digits(run, train, test)
        work = len(run.theta) * run.network.n_parameters
        data, some = (affordable(first(digits, self.most), work) for digits in (train, test))
        with bar("looking at the states of digits", 3, quiet) as done:
            found = _one_digit(run, some) | _one_step(run, train) | _pile(run, some)
            done(1)
            unseen = run.evaluate(some)
            done(2)
            found |= {"train_cost": run.evaluate(data).cost, "cost": unseen.cost, "accuracy": unseen.accuracy,
                      "after_step": run.step[1:], "after_cost": unseen.cost[1:], "after_accuracy": unseen.accuracy[1:],
                      **_dip(run, some, unseen), **_way(run)}
        return found | checked_by_nudges(run, train, quick, quiet) | flows_back(run, some, unseen.accuracy)


def _one_digit(run, test):
    """All that one unseen digit does to the network, in every kept state."""
    i = telling_example(run, test)
    x, y = test.x[i:i + 1], test.y[i:i + 1]
    a = [run.network.forward(theta, x)[1] for theta in run.theta]
    outputs = np.concatenate([of_state[-1] for of_state in a])  # (K, n_L)
    return {
        "example_index": test.index[i], "example_label": test.labels[i], "example_x": x[0], "example_y": y[0],
        "example_cost": [run.network.cost(theta, x, y) for theta in run.theta],
        "example_error": outputs - y, "example_squares": np.square(outputs - y), "example_guess": outputs.argmax(axis=1),
        **{f"example_a{l}": np.concatenate([of_state[l] for of_state in a]) for l in range(1, run.network.depth + 1)},
    }


def _one_step(run, data):
    """The first step: the gradient of its batch, and how far it moved every number, the biggest movers first, in rows."""
    net, (before, after) = run.network, run.theta[:2]
    if not np.array_equal(run.step[:2], [0, 1]):
        raise nncore.RecordingError("the films show the first step: record states 0 and 1, as the default schedule does")
    eta = float(run.arrays["rate"][0]) if "rate" in run.arrays else run.recipe["learning_rate"]
    batch = data.take(run.batch(0))
    gradient = net.gradient(before, batch.x, batch.y)
    moves = after.astype("float64") - before
    moves = moves[np.argsort(-np.abs(moves), kind="stable")]
    moving = np.count_nonzero(moves)
    ends = np.unique(np.minimum([0, *np.cumsum(ROWS), moving], moving))
    return {
        "gradient": gradient, "gradient_length": np.linalg.norm(gradient), "learning_rate": eta,
        "mover": moves[:moving], "mover_count": np.diff(ends), "mover_first": ends[:-1],
        "mover_largest": np.abs(moves[ends[:-1]]), "mover_still": len(moves) - moving,
    }


def _way(run):
    """How long the whole way is, and how far it strays from the plane that holds most of it."""
    if len(run.theta) < 3:
        raise nncore.RecordingError("the films show the way that it went: record three states at least, as the default schedule does")
    _, distance = nncore.Plane.pca(run.theta).project(run.theta)
    return {"way_off": distance.max(), "way_long": np.linalg.norm(run.theta[-1].astype("float64") - run.theta[0])}


def _pile(run, test):
    """What each of some unseen digits costs at first, the digit of _one_digit last among them; and their mean so far."""
    costs, answers = np.square(run.network.output(run.theta[0], test.x) - test.y).sum(axis=1), run.network.output(run.theta[0], test.x)
    mine = telling_example(run, test)
    piled = np.append(np.delete(np.arange(len(test)), mine)[:PILED - 1], mine)
    return {
        "pile_x": np.round(255 * test.x[piled]).astype(np.uint8), "pile_cost": costs[piled], "piled": len(piled),
        "pile_mean": costs[piled].cumsum() / np.arange(1, len(piled) + 1), "unseen": len(test),
        "first_same": np.sum(answers.argmax(axis=1) == answers[mine].argmax()),
    }


def _dip(run, test, unseen):
    """Where the most is lost of what was once read right, after a first step: the kept states before and after, and the answers after."""
    accuracy = unseen.accuracy
    lowest = np.minimum.accumulate(accuracy[::-1])[::-1]
    peak = 1 + int((accuracy - lowest)[1:].argmax())
    low = peak + int(accuracy[peak:].argmin())
    answers = run.network.output(run.theta[low], test.x)
    n = answers.shape[1]
    counts = np.bincount(answers.argmax(axis=1), minlength=n)
    even = np.array([n - 1, 1 / n**2, (1 - 1 / n) ** 2])        # so many outputs that should be 0, and the squared errors of all at 1 / n
    return {"even_answer": 1 / n, "even_parts": even, "even_cost": even[0] * even[1] + even[2],
            "dip_row": [peak, low], "dip_step": run.step[[peak, low]], "dip_accuracy": accuracy[[peak, low]],
            "dip_cost": unseen.cost[[peak, low]], "dip_guess": counts,
            "dip_deep": min(accuracy[peak], accuracy[-1]) - accuracy[low],
            "dip_near": np.mean((answers > 0.05) & (answers < 0.2)), "dip_usual": np.median(answers)}
