"""The cost over the plane through three separately trained networks: there the network of digits has two parameters.

Descent within the plane is exact: nothing that is drawn of it is projected.
"""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import NETWORK, first
from scenes.recipes._valleys import EXAMPLES, START, reach, trained_apart

SHOWN = 9, 6             # at most so many digits that all of the networks misread, and that one of them alone does


class OverAPlane(Recipe):
    """Descent in two numbers: over the plane through three separately trained networks, from starts near its middle.

    How far the networks lie from the middle, R, is for the data to say: 22 for the digits, 53 for MNIST. The starts and
    the steps keep to it, so that the descents look alike and arrive: a slope is a cost over R, a step of it R at eta = R^2.
    """

    pace, steps = 0.12, 60          # eta in R^2
    starts, radius = 6, 0.14        # so many starts, so far from the middle in R, evenly around it
    nudges, far = 24, 0.09          # from one point in so many directions, so far in R
    wide, high = (-1.6, 1.5), (-1.05, 1.4)       # what the map shows, in R
    constants = {"fan_count": "so many nudges", "unseen": "unseen digits", "path_count": "so many descents"}

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
        """The map, the descents (points and costs), equal nudges from one point all around, and what the valleys misread."""
        data, plane, net = first(train, EXAMPLES), nncore.Plane.through_points(*run["corner_theta"]), run.network
        corners, R = plane.project(run["corner_theta"])[0], reach(plane, run["corner_theta"])
        runs = [run]
        with bar("descending over the plane", self.starts, quiet) as done:
            for which in range(1, self.starts):
                runs.append(self._descend(plane, R, data, which, quick))
                done(which)
        paths = np.array([plane.project(each.theta)[0] for each in runs])                   # (starts, K, 2)
        costs = [[net.cost(theta, data.x, data.y) for theta in each.theta] for each in runs]  # (starts, K)
        points = (33, 28) if quick else (97, 82)
        alphas, betas = (R * np.linspace(*ends, n) for ends, n in zip((self.wide, self.high), points))
        return {
            "map_alphas": alphas, "map_betas": betas, "map_surface": nncore.slice_cost(net, data, plane, alphas, betas).cost,
            "corners": corners, "apart": np.linalg.norm(corners[1] - corners[0]), "paths": paths, "costs": costs, "path_count": self.starts,
            **self._longest(net, data, plane, paths[0]), **self._fan(net, data, plane, corners[0] + START * (corners[1] - corners[0]), R),
            **self._mistakes(net, test, plane, corners, paths),
        }

    def _longest(self, net, data, plane, path):
        """The longest step of a path, and the gradient there."""
        row = int(np.linalg.norm(np.diff(path, axis=0), axis=1).argmax())
        return {"longest_point": path[row], "longest_step": path[row + 1] - path[row],
                "longest_gradient": nncore.gradient_within(net, data, plane, *path[row])[1]}

    def _fan(self, net, data, plane, here, R):
        """The gradient at a point, and the true change of the cost of equal nudges from it, the first along the gradient."""
        cost, gradient = nncore.gradient_within(net, data, plane, *here)
        far = float(f"{self.far * R:.2g}")
        angles = np.arctan2(*gradient[::-1]) + 2 * np.pi * np.arange(self.nudges) / self.nudges
        steps = far * np.column_stack([np.cos(angles), np.sin(angles)])
        changes = [net.cost(plane.point(*(here + step)), data.x, data.y) - cost for step in steps]
        return {"fan_point": here, "fan_cost": cost, "fan_gradient": gradient, "fan_length": far, "fan_steps": steps,
                "fan_changes": changes, "fan_count": self.nudges}

    def _mistakes(self, net, test, plane, corners, paths):
        """For each valley the descent that ended nearest to its network, and which unseen digits it misreads there: those that
        all do, and those that it alone does."""
        ends = paths[:, -1]
        far = np.linalg.norm(ends[None] - corners[:, None], axis=2)                         # (3, starts)
        nearest = far.argmin(axis=1)
        wrong = np.array([net.predict(plane.point(*ends[path]), test.x) != test.labels for path in nearest])
        alone = [np.flatnonzero(mine & (wrong.sum(axis=0) == 1)) for mine in wrong]
        together = np.flatnonzero(wrong.all(axis=0))
        return {
            "valley_path": nearest, "valley_of": far.argmin(axis=0), "valley_count": len(set(far.argmin(axis=0))),
            "valley_right": (~wrong).sum(axis=1), "unseen": len(test), "missed_all": len(together),
            "missed_alone": [len(each) for each in alone], "missed_all_x": test.x[together[:SHOWN[0]]],
            **{f"missed_alone_x{v}": test.x[each[:SHOWN[1]]] for v, each in enumerate(alone)},
        }
