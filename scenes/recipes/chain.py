"""The smallest deep network there is: 1-1-1-1, three weights and three biases, learns a toy rule.

Everything is in double precision, so that a nudge of a thousandth can be measured.
"""

import numpy as np

import nncore
from scenes.recipes import Recipe

NETWORK = (1, 1, 1, 1)
W, B = (0, 2, 4), (1, 3, 5)      # where w and b of each layer stand in theta


class Chain(Recipe):
    """1-1-1-1 learns to tell whether x is more than a half, from thirty toy examples."""

    learning_rate, steps, examples = 4.0, 200, 30
    row = 20                                     # the state that is looked at: the biases have moved, much is left to learn
    nudges = 1.0, 0.1, 0.01, 0.001               # of the last weight
    between = 20                                 # recorded nudges from one size to the next
    h = 1e-4                                     # of the central differences
    constants = {
        "shown_step": "the state that is looked at", "nudge_w": "the sizes of the nudges",
        "shrink_w": "the sizes on the way from one to the next", "magnified": "how far the lines are magnified for them",
        "bias_factor": "dz/db, the same in every network", "silent_a": "a neuron from bright to silent",
    }

    def data(self, seed):
        """Thirty x from 0 to 1, and whether each is more than a half: a toy set."""
        x = np.sort(np.random.default_rng(seed).uniform(0, 1, self.examples))[:, None]
        return nncore.Dataset(x, (x > 0.5).astype(float), name="toy")

    def train(self, train, seed, quick, quiet):
        """The run; what it learns from is a toy set of its own, not the digits."""
        seed, net = 235 + 88 * seed, nncore.Network(NETWORK)
        return nncore.train(net, self.data(seed), self.learning_rate, None, steps=60 if quick else self.steps, seed=seed,
                            theta=net.init(seed, dtype="float64", scale=2.0), record=1)

    def derive(self, run, train, test, quick, quiet):
        """What the film shows: one state and one example, every move of a nudge, every factor, all six partials, one step."""
        data, net, theta = self.data(run.recipe["seed"]), run.network, run.theta[self.row]
        voices = net.example_gradients(theta, data.x, data.y)
        i = int(np.abs(voices[:, W[-1]]).argmax())
        x, y = data.x[i:i + 1], data.y[i:i + 1]
        return {
            "row": self.row, "shown_step": run.step[self.row], "here": theta,
            "data_x": data.x[:, 0], "data_y": data.y[:, 0], "example_index": data.index[i], "example_x": x[0], "example_y": y[0],
            "cost": [net.cost(t, data.x, data.y) for t in run.theta],
            **self._forward(net, theta, x, y), **self._shake(net, theta, x, y), **self._nudges(net, theta, x, y),
            **self._factors(net, theta, x, y), **self._six(net, theta, x, y), **self._silence(net, theta, float(y[0, 0])),
            "voices": voices[:, W[-1]], **self._one_step(run, data),
        }

    # -- one example, one state --------------------------------------------------------------

    def _forward(self, net, theta, x, y):
        z, a = net.forward(theta, x)
        return {"z": np.ravel(z[1:]), "a": np.ravel(a), "example_cost": net.cost(theta, x, y)}

    def _moved(self, net, theta, x, y, dw):
        """(len(dw), 4): w, z, a of the last neuron, and C, with every dw added to the last weight."""
        rows = []
        for change in np.ravel(dw):
            moved = theta.copy()
            moved[W[-1]] += change
            z, a = net.forward(moved, x)
            rows.append((moved[W[-1]], z[-1][0, 0], a[-1][0, 0], net.cost(moved, x, y)))
        return np.array(rows)

    def _shake(self, net, theta, x, y):
        """The last weight goes up and down and comes back; how far w, z, a and C are from where they were."""
        dw = 0.5 * np.sin(np.linspace(0, 2 * np.pi, 81))
        moved = self._moved(net, theta, x, y, dw) - self._moved(net, theta, x, y, 0)
        return {f"shake_{name}": column for name, column in zip("wzaC", moved.T)}

    def _nudges(self, net, theta, x, y):
        """Nudges of the last weight from the largest to the smallest, what each moves, and the ratios of the moves;
        the true curves near the point, as wide as each of the nudges."""
        start, end = np.log10([self.nudges[0], self.nudges[-1]])
        dw = np.logspace(start, end, self.between * (len(self.nudges) - 1) + 1)
        here = self._moved(net, theta, x, y, 0)
        shrink = self._moved(net, theta, x, y, dw) - here
        told = self._moved(net, theta, x, y, self.nudges) - here
        told[:, 0], shrink[:, 0] = self.nudges, dw
        near = np.array([self._moved(net, theta, x, y, 4 * size * np.linspace(-1, 1, 161)) - here for size in self.nudges])
        return {
            **{f"shrink_{name}": column for name, column in zip("wzaC", shrink.T)},
            **{f"nudge_{name}": column for name, column in zip("wzaC", told.T)},
            **{f"near_{name}": near[..., column] for column, name in enumerate("wzaC")},
            "ratio_zw": told[:, 1] / told[:, 0], "ratio_az": told[:, 2] / told[:, 1], "ratio_Ca": told[:, 3] / told[:, 2],
            "ratio_Cw": told[:, 3] / told[:, 0], "magnified": self.nudges[0] / np.array(self.nudges),
        }

    def _factors(self, net, theta, x, y):
        """What each arrow of the tree multiplies a nudge by, and the products of them."""
        _, a, delta, dC_da, _ = net.backward(theta, x, y)
        dC_da[0] = delta[1] * theta[W[0]]
        a, slopes = np.ravel(a), np.ravel([a * (1 - a) for a in a[1:]])
        return {"slopes": slopes, "error_factor": 2 * (a[-1] - y[0, 0]), "bias_factor": 1.0,
                "reach_a": np.ravel(dC_da), "reach_z": np.ravel(delta[1:])}

    def _six(self, net, theta, x, y):
        """All six partials of the example's cost, by the chain rule and by nudging."""
        a_nudged = self._central(lambda a: self._from_a(net, theta, a, y), net.forward(theta, x)[1][-2][0, 0])
        return {"partials": net.gradient(theta, x, y), "partials_nudged": self._nudged(net, theta, x, y),
                "reach_a_nudged": a_nudged}

    def _nudged(self, net, theta, x, y):
        return [self._central(lambda t, i=i: net.cost(np.where(np.arange(net.n_parameters) == i, t, theta), x, y), theta[i])
                for i in range(net.n_parameters)]

    def _central(self, f, at):
        return (f(at + self.h) - f(at - self.h)) / (2 * self.h)

    @staticmethod
    def _from_a(net, theta, a, y):
        """The cost when the last neuron but one says a."""
        last = nncore.Network((1, 1))
        return last.cost(theta[W[-1]:], np.array([[a]]), y)

    def _silence(self, net, theta, y):
        """dC/dw of the last weight for every activation of the neuron before it, from silent to bright."""
        last, a = nncore.Network((1, 1)), np.linspace(0, 1, 81)
        slopes = [last.gradient(theta[W[-1]:], np.array([[v]]), np.array([[y]]))[0] for v in a]
        return {"silent_a": a, "silent_slope": slopes}

    # -- all examples ------------------------------------------------------------------------

    def _one_step(self, run, data):
        """The gradient over all examples, each entry checked by a nudge, and the step that was taken with it."""
        net, before, after = run.network, *run.theta[self.row:self.row + 2]
        gradient = net.gradient(before, data.x, data.y)
        return {"gradient": gradient, "gradient_nudged": self._nudged(net, before, data.x, data.y),
                "entry_step": -run.recipe["learning_rate"] * gradient, "after": after,
                "cost_before": net.cost(before, data.x, data.y), "cost_after": net.cost(after, data.x, data.y)}
