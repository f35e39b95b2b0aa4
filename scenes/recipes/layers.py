"""A network small enough to show every number of it: 3-3-2 learns a toy rule. """

import numpy as np

import nncore
from scenes.recipes import Recipe
from scenes.recipes._nudges import measured_gradient

EXAMPLES = 48
TELLING = 0.7           # the state shown is the first whose cost is below this share of the first cost


class Layers(Recipe):
    """3-3-2 learns to compare three numbers. Of one of its states and one example every derivative is shown."""

    learning_rate, steps = 1.5, 400
    nudge = 1e-4

    def train(self, train, seed, quick, quiet):
        return nncore.train(nncore.Network((3, 3, 2)), toy_set(), self.learning_rate, batch_size=None,
                            steps=self.steps, seed=seed, record=1)

    def derive(self, run, train, test, quick, quiet):
        """Of one state and one example: all that goes forward, all that comes back, and what nudges measure."""
        data, net = toy_set(), run.network
        costs = run.evaluate(data).cost
        row = int(np.flatnonzero(costs < TELLING * costs[0])[0])
        theta = run.theta[row].astype("float64")
        i = _telling_example(net, theta, data)
        x, y = data.x[i:i + 1].astype("float64"), data.y[i:i + 1].astype("float64")
        back = net.backward(theta, x, y)
        ((W1, _), (W2, b2)), ((dW1, db1), (dW2, db2)) = net.layers(theta), net.layers(back.gradient)
        z, a, delta, dC_da = ([None if of is None else of[0] for of in each] for each in back[:4])
        squares, paths = np.square(a[2] - y[0]), W2 * delta[2][:, None]
        return {
            "row": row, "shown_step": run.step[row], "example_index": i, "shown_k": int(np.abs(paths).min(axis=0).argmax()),
            "example_x": x[0], "example_y": y[0], "a1": a[1], "a2": a[2], "z1": z[1], "z2": z[2],
            "W1": W1, "W2": W2, "b2": b2, "terms": W2 * a[1], "squares": squares, "example_cost": squares.sum(),
            "error_slope": dC_da[2], "sigma_slope1": a[1] * (1 - a[1]), "sigma_slope2": a[2] * (1 - a[2]),
            "delta1": delta[1], "delta2": delta[2], "dC_da1": dC_da[1], "dW1": dW1, "dW2": dW2, "db1": db1, "db2": db2,
            "paths": paths, "nudge": self.nudge,
            "nudged": measured_gradient(net, theta, x, y),
            "nudged_a1": _nudged_activations(net, theta, a[1], y[0], self.nudge),
        }


def toy_set():
    """48 times three numbers from 0 to 1, by a formula, and two questions: is the first larger than the second, is the
    second larger than the third? 1 is yes."""
    steps = np.array([0.8191725, 0.6710436, 0.5497005])         # powers of one irrational number: spreads points evenly
    x = (0.5 + np.outer(np.arange(1, EXAMPLES + 1), steps)) % 1
    y = x[:, :2] > x[:, 1:]
    return nncore.Dataset(x.astype("float32"), y.astype("float32"), name="toy")


def _telling_example(net, theta, data):
    """The example whose two answers are the most unequally wrong: so that the two paths back can be told apart."""
    wrong = np.abs(net.output(theta, data.x) - data.y)
    return int(np.abs(wrong[:, 0] - wrong[:, 1]).argmax())


def _nudged_activations(net, theta, a, y, h):
    """dC/da_k of the last hidden layer by central differences: that activation is moved, and what follows is run."""
    (W, b) = net.layers(theta)[-1]

    def cost(moved):
        return np.square(1 / (1 + np.exp(-(W @ moved + b))) - y).sum()

    return np.array([(cost(a + h * e) - cost(a - h * e)) / (2 * h) for e in np.eye(len(a))])
