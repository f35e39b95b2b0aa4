"""The network of digits learns: 784-16-16-10, 13,002 parameters."""

import numpy as np

import nncore
from nncore.progress import Bar

NETWORK = (784, 16, 16, 10)


class Digits:
    """784-16-16-10 learns digits by mini-batches: the run behind most films."""

    batch_size, learning_rate = 100, 1.5

    def train(self, train, seed, quick, quiet):
        epochs = 3 if quick else 60 if len(train) < 10_000 else 10
        steps = epochs * -(-len(train) // self.batch_size)
        with Bar("training digits", steps, quiet) as bar:
            return nncore.train(nncore.Network(NETWORK), train, self.learning_rate, self.batch_size, steps=steps,
                                seed=seed, callback=lambda step, theta, gradient: bar(step))

    def derive(self, run, train, test):
        """Cost and accuracy of every kept state, and all that one unseen digit does to the network meanwhile."""
        unseen = run.evaluate(test)
        i = _telling_example(run, test)
        x, y = test.x[i:i + 1], test.y[i:i + 1]
        a = [run.network.forward(theta, x)[1] for theta in run.theta]
        outputs = np.concatenate([of_state[-1] for of_state in a])  # (K, n_L)
        return {
            "train_cost": run.evaluate(train).cost, "cost": unseen.cost, "accuracy": unseen.accuracy,
            "example_index": test.index[i], "example_label": test.labels[i], "example_x": x[0], "example_y": y[0],
            "example_cost": [run.network.cost(theta, x, y) for theta in run.theta],
            "example_squares": np.square(outputs - y), "example_guess": outputs.argmax(axis=1),
            **{f"example_a{l}": np.concatenate([of_state[l] for of_state in a]) for l in range(1, run.network.depth + 1)},
        }


def _telling_example(run, test):
    """The unseen digit that the first state gets wrong and the last one gets right most clearly."""
    first, last = (run.network.forward(theta, test.x)[1][-1] for theta in (run.theta[0], run.theta[-1]))
    learned = (first.argmax(axis=1) != test.labels) & (last.argmax(axis=1) == test.labels)
    if not learned.any():
        raise nncore.RecordingError("no unseen digit is wrong at first and right at last: this run has learned nothing to film")
    error = np.square(last - test.y).sum(axis=1)
    return int(np.where(learned, error, np.inf).argmin())
