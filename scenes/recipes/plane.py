"""The cost over the plane through three separately trained networks: there the network of digits has two parameters.

Descent within the plane is exact: nothing that is drawn of it is projected.
"""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import NETWORK, first
from scenes.recipes._valleys import EXAMPLES, reach, surroundings, trained_apart

ANSWERS = 5              # unseen digits that the networks in the valleys are asked


class OverAPlane(Recipe):
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
        run = self._descend(plane, reach(plane, corners), data, 0, quick)
        return run.with_arrays(corner_theta=corners)

    def _descend(self, plane, R, data, which, quick):
        angle, far = 2 * np.pi * which / self.starts, self.radius * R
        start = plane.point(far * np.cos(angle), far * np.sin(angle))
        return nncore.train(nncore.Network(NETWORK), data, float(f"{self.pace * R**2:.2g}"), None,
                            steps=15 if quick else self.steps, theta=start, within=plane, record=1)

    def derive(self, run, train, test, quick, quiet):
        """The surface, the descents (points and costs), trial steps in eight directions, and what the valleys answer."""
        data, plane, net = first(train, EXAMPLES), nncore.Plane.through_points(*run["corner_theta"]), run.network
        corners, grid, surface = surroundings(net, data, plane, run["corner_theta"], quick)
        R = reach(plane, run["corner_theta"])
        runs = [run]
        with bar("descending over the plane", self.starts, quiet) as done:
            for which in range(1, self.starts):
                runs.append(self._descend(plane, R, data, which, quick))
                done(which)
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
