"""The cost between separately trained networks: along the line between two of them, over the plane through three.

There the network of digits has just one parameter, or two, and descent within the line or plane is exact:
nothing that is drawn of it is projected.
"""

import numpy as np

import nncore
from scenes.recipes import bar
from scenes.recipes.digits import NETWORK, first

EXAMPLES = 2000          # the cost of a landscape is taken over so many training examples at most
TOY_X = np.linspace(-0.5, 4, 100)     # where the toy function is drawn
REACH = 1.4              # the map reaches so many times as far as the networks
ANSWERS = 5              # unseen digits that the networks in the valleys are asked


def trained_apart(data, seeds, quick, done):
    """The thetas of networks trained each from its own start."""
    net, epochs = nncore.Network(NETWORK), 15 if quick else 60
    thetas = []
    for seed in seeds:
        thetas.append(nncore.train(net, data, learning_rate=1.5, batch_size=100, epochs=epochs, seed=seed).trained)
        done(len(thetas))
    return thetas


def surroundings(net, data, plane, thetas, quick):
    """Where the networks lie on the plane through them, the grid of its map (each way), and the cost on that."""
    corners, _ = plane.project(thetas)
    half = REACH * np.abs(corners).max()
    grid = np.linspace(-half, half, 25 if quick else 65)
    return corners, grid, nncore.slice_cost(net, data, plane, grid, grid).cost


class AlongALine:
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

    def derive(self, run, train, test):
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


class OverAPlane:
    """Descent in two numbers: over the plane through three separately trained networks, from starts near its middle.

    How far the networks lie from the middle, R, is for the data to say: 22 for the digits, 53 for MNIST. The starts and
    the steps keep to it, so that the descents look alike and arrive: a slope is a cost over R, a step of it R at eta = R^2.
    """

    pace, steps = 0.12, 60          # eta in R^2
    starts, radius = 6, 0.14        # so many starts, so far from the middle in R, evenly around it
    step = 0.5                      # the length of the trial steps in eight directions
    constants = {"trial_length": "of the trial steps", "asked_label": "the digits that the networks in the valleys are asked"}

    def train(self, train, seed, quick, quiet):
        data = first(train, EXAMPLES)
        with bar("training plane", 3, quiet) as done:
            corners = trained_apart(train, [10 * seed + s for s in (11, 12, 13)], quick, done)
        plane = nncore.Plane.through_points(*corners)
        run = self._descend(plane, self._reach(plane, corners), data, 0, quick)
        return run.with_arrays(corner_theta=corners)

    @staticmethod
    def _reach(plane, thetas):
        """R, how far the networks lie from the middle of the plane through them, on average."""
        return np.linalg.norm(plane.project(thetas)[0], axis=1).mean()

    def _descend(self, plane, reach, data, which, quick):
        angle, far = 2 * np.pi * which / self.starts, self.radius * reach
        start = plane.point(far * np.cos(angle), far * np.sin(angle))
        return nncore.train(nncore.Network(NETWORK), data, float(f"{self.pace * reach**2:.2g}"), None,
                            steps=15 if quick else self.steps, theta=start, within=plane, record=1)

    def derive(self, run, train, test):
        """The surface, the descents (points and costs), trial steps in eight directions, and what the valleys answer."""
        data, plane, net = first(train, EXAMPLES), nncore.Plane.through_points(*run["corner_theta"]), run.network
        quick = len(run.batch_cost) < self.steps
        corners, grid, surface = surroundings(net, data, plane, run["corner_theta"], quick)
        reach = self._reach(plane, run["corner_theta"])
        runs = [run, *(self._descend(plane, reach, data, which, quick) for which in range(1, self.starts))]
        paths = np.array([plane.project(each.theta)[0] for each in runs])                   # (starts, K, 2)
        costs = [[net.cost(theta, data.x, data.y) for theta in each.theta] for each in runs]  # (starts, K)
        return {
            "grid": grid, "surface": surface, "corners": corners,
            "paths": paths, "costs": costs,
            **self._trials(net, data, plane, corners[0] / 2),
            **self._answers(net, test, plane, corners, paths),
        }

    def _trials(self, net, data, plane, here):
        """A point half way down to the first network: its gradient, and the true change of cost of eight steps from it."""
        cost, gradient = nncore.gradient_within(net, data, plane, *here)
        angles = np.arange(8) * np.pi / 4
        steps = self.step * np.column_stack([np.cos(angles), np.sin(angles)])
        uphill = self.step * gradient / np.linalg.norm(gradient)

        def change(move):
            return net.cost(plane.point(*(here + move)), data.x, data.y) - cost

        return {
            "trial_point": here, "trial_cost": cost, "trial_gradient": gradient, "trial_steepness": np.linalg.norm(gradient),
            "trial_steps": steps, "trial_changes": [change(move) for move in steps],
            "trial_uphill": change(uphill), "trial_downhill": change(-uphill), "trial_length": self.step,
        }

    def _answers(self, net, test, plane, corners, paths):
        """For each valley the descent that ended nearest to its network, and what it makes of a few unseen digits."""
        ends = paths[:, -1]
        nearest = np.linalg.norm(ends[None] - corners[:, None], axis=2).argmin(axis=1)      # (3,)
        thetas = plane.point(ends[nearest, 0], ends[nearest, 1])
        asked = np.array([np.flatnonzero(test.labels == digit)[0] for digit in range(ANSWERS)])
        return {
            "valley_path": nearest, "valley_accuracy": [net.accuracy(theta, test.x, test.labels) for theta in thetas],
            "valley_cost": [net.cost(theta, test.x, test.y) for theta in thetas],
            "asked_x": test.x[asked], "asked_label": test.labels[asked], "asked_index": test.index[asked],
            "valley_answers": [net.predict(theta, test.x[asked]) for theta in thetas],
        }
