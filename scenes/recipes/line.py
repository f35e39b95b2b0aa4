"""The cost along the straight line between two separately trained networks: there the network of digits has one parameter.

Descent within the line is exact: nothing that is drawn of it is projected.
"""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import NETWORK, first
from scenes.recipes._valleys import EXAMPLES, trained_apart

TOY_X = np.linspace(-0.5, 4, 100)     # where the toy function is drawn


class AlongALine(Recipe):
    """Descent in one number: along the straight line from one trained network (w = 0) to another (w = 1)."""

    learning_rate, steps, start = 0.02, 30, 0.27
    starts = (-0.32, -0.2, 0.2, 0.32, 0.6, 0.72, 0.84, 1.2, 1.32)
    toy_rate, toy_steps = 0.1, 30   # the worked toy C = (w - 3)^2 from w = 0
    constants = {
        "network_w": "where the two networks stand on their line", "toy_rate": "eta of the toy", "toy_step": "its steps",
        "toy_w": "worked by hand: no run behind it", "toy_slope": "the same", "toy_hop": "the same",
    }

    def train(self, train, seed, quick, quiet):
        data = first(train, EXAMPLES)
        with bar("training line", 2, quiet) as done:
            a, b = trained_apart(train, (10 * seed + 11, 10 * seed + 12), quick, done)
        line = nncore.Line(a, b)
        run = self._descend(line, data, self.start)
        return run.with_arrays(theta_a=a, theta_b=b)

    def _descend(self, line, data, start):
        return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, None, steps=self.steps,
                            theta=line.point(start), within=line, record=1)

    def derive(self, run, train, test, quick, quiet):
        """The curve and its slope, every descent on it (point, cost and slope before each step), and the toy."""
        data, line, net = first(train, EXAMPLES), nncore.Line(run["theta_a"], run["theta_b"]), run.network
        alphas = np.linspace(-0.4, 1.4, 181)
        curve = nncore.slice_cost(net, data, line, alphas)
        paths = [line.project(run.theta)[0]]
        paths += [line.project(self._descend(line, data, start).theta)[0] for start in self.starts]
        on_paths = [nncore.slice_cost(net, data, line, path) for path in paths]
        (w, *w_balls), (cost, *cost_balls) = paths, [on.cost for on in on_paths]
        slope = on_paths[0].slope
        toy_w = 3 - 3 * (1 - 2 * self.toy_rate) ** np.arange(self.toy_steps + 1)
        return {
            "alphas": alphas, "curve": curve.cost, "curve_slope": curve.slope,
            "w": w, "cost": cost, "slope": slope, "hop": -self.learning_rate * slope,
            "balls_w": w_balls, "balls_cost": cost_balls, "balls_slope": [on.slope for on in on_paths[1:]],
            "network_w": [0.0, 1.0],
            "end_accuracy": [net.accuracy(theta, test.x, test.labels) for theta in (run["theta_a"], run["theta_b"])],
            "toy_x": TOY_X, "toy_curve": (TOY_X - 3) ** 2,
            "toy_step": np.arange(self.toy_steps + 1), "toy_w": toy_w, "toy_cost": (toy_w - 3) ** 2, "toy_slope": 2 * (toy_w - 3),
            "toy_hop": -self.toy_rate * 2 * (toy_w - 3), "toy_rate": self.toy_rate,
        }
