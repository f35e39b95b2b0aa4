"""The cost along the straight line between two separately trained networks: there the network of digits has one parameter.

Descent within the line is exact: nothing that is drawn of it is projected.
"""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import NETWORK, first
from scenes.recipes._valleys import EXAMPLES, START, trained_apart

TOY_X = np.linspace(-0.5, 4, 100)     # where the toy function is drawn


class AlongALine(Recipe):
    """Descent in one number: along the straight line from one trained network (w = 0) to another (w = 1)."""

    learning_rate, steps, start, other = 0.02, 60, START, 0.72     # two balls, one on each side of the hill
    factors, leaps = (20, 10, 40, 5), 4                             # of the rate that is too large, and so many leaps with it
    nudges = (0.1, 0.05, 0.01, 0.001)
    toy_rate, toy_steps = 0.1, 30   # the worked toy C = (w - 3)^2 from w = 0
    constants = {
        "network_w": "where the two networks stand on their line", "toy_rate": "eta of the toy", "toy_step": "its steps",
        "toy_w": "worked by hand: no run behind it", "toy_slope": "the same", "toy_size": "the same", "toy_hop": "the same",
        "nudge_run": "how far the ball is nudged", "slide_w": "where the slider stops", "leaps": "so many leaps",
        "leap_factor": "tried one after the other", "leap_rate": "so many times the learning rate",
    }

    def train(self, train, seed, quick, quiet):
        data = first(train, EXAMPLES)
        with bar("training line", 2, quiet) as done:
            a, b = trained_apart(train, (10 * seed + 11, 10 * seed + 12), quick, done)
        line = nncore.Line(a, b)
        run = self._descend(line, data, self.start)
        return run.with_arrays(theta_a=a, theta_b=b)

    def _descend(self, line, data, start, factor=1, steps=None):
        return nncore.train(nncore.Network(NETWORK), data, factor * self.learning_rate, None, steps=steps or self.steps,
                            theta=line.point(start), within=line, record=1)

    def derive(self, run, train, test, quick, quiet):
        """The curve, networks along it, two descents (point, cost and slope before each step), a nudge that
        shrinks, a rate that is too large, and the toy."""
        data, line, net = first(train, EXAMPLES), nncore.Line(run["theta_a"], run["theta_b"]), run.network
        alphas, slide = np.linspace(-0.4, 1.4, 181), np.linspace(0, 1, 51)
        curve, on_slide = (nncore.slice_cost(net, data, line, at).cost for at in (alphas, slide))
        balls = {}
        for name, path in (("", run), ("other_", self._descend(line, data, self.other))):
            w = line.project(path.theta)[0]
            on = nncore.slice_cost(net, data, line, w)
            balls |= {f"{name}w": w, f"{name}cost": on.cost, f"{name}slope": on.slope, f"{name}hop": -self.learning_rate * on.slope}
        toy_w = 3 - 3 * (1 - 2 * self.toy_rate) ** np.arange(self.toy_steps + 1)
        ways = {f"{name}way": np.column_stack([balls[f"{name}w"], balls[f"{name}cost"]]) for name in ("", "other_")}
        return {
            **ways, "toy_way": np.column_stack([toy_w, (toy_w - 3) ** 2]), "alphas": alphas, "curve": curve, **balls,
            **self._nudged(net, data, line), **self._leaping(net, data, line, balls["other_w"][-1]),
            "slide_w": slide, "slide_cost": on_slide, "slide_theta": np.array([line.point(w) for w in slide], np.float32),
            "network_w": [0.0, 1.0],
            "end_accuracy": [net.accuracy(theta, test.x, test.labels) for theta in (run["theta_a"], run["theta_b"])],
            "toy_x": TOY_X, "toy_curve": (TOY_X - 3) ** 2,
            "toy_step": np.arange(self.toy_steps + 1), "toy_w": toy_w, "toy_cost": (toy_w - 3) ** 2, "toy_slope": 2 * (toy_w - 3),
            "toy_size": np.abs(2 * (toy_w - 3)),
            "toy_hop": -self.toy_rate * 2 * (toy_w - 3), "toy_rate": self.toy_rate,
        }

    def _nudged(self, net, data, line):
        """What ever smaller nudges of w do to the cost, measured, and the ratio of both."""
        run = np.array(self.nudges)
        here, *there = np.array([net.cost(line.point(self.start + far), data.x, data.y) for far in (0, *self.nudges)])
        return {"nudge_run": run, "nudge_w": self.start + run, "nudge_cost": there, "nudge_rise": there - here,
                "nudge_ratio": (there - here) / run}

    def _leaping(self, net, data, line, bottom):
        """The other ball with a rate that is so many times too large that every leap crosses the bottom, and the curve that far.

        leap_over  how many of the leaps do cross it, of the first rate that has all of them do so, or of the first one"""
        found = []
        for factor in self.factors:
            w = line.project(self._descend(line, data, self.other, factor, self.leaps).theta)[0]
            found.append((int((np.diff(np.sign(w - bottom)) != 0).sum()) * (np.ptp(w) < 3), factor, w))
        over, factor, w = max(found, key=lambda each: each[0])
        wide = np.linspace(min(-0.4, w.min() - 0.1), max(1.4, w.max() + 0.1), 241)
        on = nncore.slice_cost(net, data, line, w)
        return {"leap_factor": factor, "leap_rate": factor * self.learning_rate, "leap_way": np.column_stack([w, on.cost]),
                "leap_hop": -factor * self.learning_rate * on.slope, "leap_over": over, "leaps": self.leaps,
                "wide_w": wide, "wide_curve": nncore.slice_cost(net, data, line, wide).cost}
