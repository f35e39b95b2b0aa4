"""A network small enough to show every number of it: 3-3-2 learns a toy rule. """

import numpy as np

import nncore
from scenes.recipes import Recipe
from scenes.recipes._nudges import measured_gradient

EXAMPLES = 48
NETWORK = nncore.Network((3, 3, 2))
J, K = 0, 2             # the weight that is followed, from neuron K to neuron J of the last layer
SPAN, FINE = 2.0, 60    # how far z is moved both ways to see the cost bend, and in how many steps
BEND = 5                # sigma is drawn from minus that far to that far
LONG, ROWS = 0.25, 41   # of a nudge that is seen, and how many states there are on its way there and back
TELLING = 0.7           # the state shown is the first whose cost is below this share of the first cost


class Layers(Recipe):
    """3-3-2 learns to compare three numbers. Of one of its states and one example every derivative is shown."""

    learning_rate, steps = 1.5, 400
    nudge = 1e-4
    constants = {"j": "the weight that is followed leads to this neuron", "k": "and comes from this one", "curve_run": "one unit of z"}

    def train(self, train, seed, quick, quiet):
        return nncore.train(NETWORK, toy_set(), self.learning_rate, batch_size=None,
                            steps=self.steps, seed=seed, record=1)

    def derive(self, run, train, test, quick, quiet):
        """Of one state and one example: all that goes forward, all that comes back, and what nudges measure."""
        if run.network != NETWORK:
            raise nncore.RecordingError(f"the film shows every number of a network {NETWORK} of sigmoids; this one is {run.network}")
        data, net = toy_set(), run.network
        costs = run.evaluate(data).cost
        row = int(np.flatnonzero(costs < TELLING * costs[0])[0])
        theta = run.theta[row].astype("float64")
        i = _telling_example(net, theta, data)
        x, y = data.x[i:i + 1].astype("float64"), data.y[i:i + 1].astype("float64")
        back = net.backward(theta, x, y)
        ((W1, _), (W2, b2)), ((dW1, db1), (dW2, db2)) = net.layers(theta), net.layers(back.gradient)
        z, a, delta, dC_da = ([None if of is None else of[0] for of in each] for each in back[:4])
        paths = W2 * delta[2][:, None]
        k = int(np.abs(paths).min(axis=0).argmax())
        return {
            "row": row, "shown_step": run.step[row], "example_index": i, "shown_k": k,
            "example_x": x[0], "example_y": y[0], "a1": a[1], "a2": a[2], "z1": z[1], "z2": z[2],
            "W1": W1, "W2": W2, "b2": b2, "example_cost": np.square(a[2] - y[0]).sum(),
            "error_slope": dC_da[2], "sigma_slope1": a[1] * (1 - a[1]), "sigma_slope2": a[2] * (1 - a[2]),
            "delta1": delta[1], "delta2": delta[2], "dC_da1": dC_da[1], "dW1": dW1, "dW2": dW2, "db1": db1, "db2": db2,
            "paths": paths, "nudge": self.nudge,
            "nudged": measured_gradient(net, theta, x, y),
            "nudged_a1": _nudged_activations(net, theta, a[1], y[0], self.nudge),
            "j": J, "k": K, "lines_gradient": _by_the_lines(net, theta, x[0], y[0]),
            **_seen_to_move((W2, b2), a[1], y[0], k), **_curves(z[2], y[0]),
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


def _sigma(z):
    return 1 / (1 + np.exp(-z))


def slope(z):
    """The slope of sigma at z."""
    return _sigma(z) * (1 - _sigma(z))


def backpropagate(W, z, a, y, L):
    """The slopes of all biases and weights: four lines, which the film shows as they stand here."""
    delta, db, dW = {}, {}, {}
    delta[L] = 2 * (a[L] - y) * slope(z[L])
    for l in range(L - 1, 0, -1):
        delta[l] = W[l+1].T @ delta[l+1] * slope(z[l])
    for l in range(1, L + 1):
        db[l] = delta[l]
        dW[l] = np.outer(delta[l], a[l-1])
    return dW, db


def _by_the_lines(net, theta, x, y):
    """The gradient as those lines find it, all in one vector."""
    W, z, a = {}, {}, {0: x}
    for l, (weights, b) in enumerate(net.layers(theta), start=1):
        W[l], z[l] = weights, weights @ a[l - 1] + b
        a[l] = _sigma(z[l])
    dW, db = backpropagate(W, z, a, y, net.depth)
    return np.concatenate([part.ravel() for l in W for part in (dW[l], db[l])])


def _there_and_back():
    """(ROWS,) from 0 to 1 and back, slowly at both ends."""
    return np.sin(np.linspace(0, np.pi, ROWS)) ** 2


def _seen_to_move(last, a, y, k):
    """What all that follows does while the weight w_JK goes up by LONG and comes back, and then the activation a_k."""
    (W, b), found = last, {}
    for name, nudged in (("turn", [(W + far * _one(W.shape, (J, K)), a) for far in LONG * _there_and_back()]),
                         ("fork", [(W, a + far * _one(a.shape, k)) for far in LONG * _there_and_back()])):
        z = np.array([W @ a + b for W, a in nudged])
        found |= {f"{name}_z": z.T, f"{name}_a": _sigma(z).T, f"{name}_cost": np.square(_sigma(z) - y).sum(axis=1)}
    return found | {"turn_w": W[J, K] + LONG * _there_and_back(), "fork_in": a[k] + LONG * _there_and_back()}


def _one(shape, place):
    one = np.zeros(shape)
    one[place] = 1
    return one


def _curves(z, y):
    """The cost over each z_j alone, a unit of it taking curve_run steps; and sigma, over a z of its own."""
    moves = np.linspace(-SPAN, SPAN, 2 * FINE + 1)
    costs = [np.square(_sigma(z + move * _one(z.shape, j)) - y).sum() for j in range(len(z)) for move in moves]
    bend = np.linspace(-BEND, BEND, 2 * FINE + 1)
    return {"bend_z": bend, "bend_a": _sigma(bend),
            "curve_z": z[:, None] + moves, "curve_cost": np.reshape(costs, (len(z), -1)), "curve_run": round(FINE / SPAN)}
