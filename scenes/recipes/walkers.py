"""Walkers in the plane of three trained networks, where the stumble of a mini-batch is seen: one digit a step, ten, and all."""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import FEW, MOST, NETWORK, first
from scenes.recipes._fair_race import BATCH, looked_at
from scenes.recipes._valleys import reach, trained_apart


def halved_every(half_life, rate):
    """eta(step) = rate * 2^(-step / half_life): a learning rate that shrinks all the time."""
    return lambda step: rate * 2.0 ** (-step / half_life)


class Walkers(Recipe):
    """Descent in the plane through three trained networks: there the network has two numbers, and nothing drawn is projected.

    As in OverAPlane, lengths are shares of R, how far the networks lie from the middle, and learning rates of R^2: R is 22 for
    the digits, which makes the start (3, 0) and the rate 30.
    """

    pace, start = 0.061, (0.135, 0.0)                   # eta in R^2 and the start in R, of the race
    steps, mark = 60, 20                                # so long is it; where ten and all are compared first
    wide, above = 2.75, 0.36                            # the map in widths of the race; the race's middle, in heights from the top
    hover_pace, hover_start = 0.203, (-0.09, 0.09)      # of the hovering, in R^2; in R, from the bottom
    hover_steps, half_life = 240, 40                    # in which the rate that shrinks is halved
    hover_reach = 0.158                                 # from the bottom to each side of its map, in R
    constants = {
        "race_step": "the steps of the race, counted", "race_count": "how many they are",
        "race_mark": "the step where two walkers are compared first",
        "race_rate": "eta in the race, a share of R^2", "race_one_seen": "examples looked at, one a step",
        "race_ten_seen": "ten a step", "race_all_seen": "all of them a step", "mark_seen": "the last two at the mark",
        "hover_step": "the steps near the bottom, counted",
        "hover_late": "the distance is measured over so many last steps", "hover_half_life": "steps in which eta is halved",
    }
    words = {
        "race_one_seen": "digits looked at", "race_ten_seen": "digits looked at", "race_all_seen": "digits looked at",
        "race_one_cost": "cost over all training digits", "uphill_count": "steps uphill", "hand_angle": "degrees apart",
        "hover_spread": "typical distance from the bottom",
    }

    def train(self, train, seed, quick, quiet):
        data = first(train, FEW if quick else MOST)
        with bar("training walkers", 3, quiet) as done:
            corners = trained_apart(data, [10 * seed + s for s in (11, 12, 13)], False, done)
        plane, reach = _plane(corners)
        return nncore.train(nncore.Network(NETWORK), data, _round(self.pace * reach**2), BATCH, steps=self.steps, seed=seed,
                            theta=plane.point(*_round(self.start, reach)), within=plane, record=1).with_arrays(corner_theta=corners)

    def derive(self, run, train, test, quick, quiet):
        """Three walkers and their map, the first hand of the walker of ten, hovering at a bottom, the networks at the corners."""
        data, corners = first(train, run.recipe["data"]["examples"]), run["corner_theta"]
        plane, reach = _plane(corners)
        walk, net, points = _Walk(run.network, data, plane, run.recipe["seed"]), run.network, plane.project(corners)[0]
        race = self._race(walk, reach)
        paths = np.concatenate([race[f"race_{name}"] for name in ("one", "ten", "all")])
        return {
            **race, **self._hand(walk, race), **self._map(walk, paths), **self._hovering(walk, points[1], reach),
            "corners": points, "corner_cost": [net.cost(theta, data.x, data.y) for theta in corners],
            "corner_accuracy": [net.accuracy(theta, test.x, test.labels) for theta in corners],
        }

    def _race(self, walk, reach):
        """One digit a step, ten and all: the points before each step and the end, their costs, the digits looked at by then."""
        eta, steps, found = _round(self.pace * reach**2), np.arange(self.steps + 1), {}
        for name, size in (("one", 1), ("ten", BATCH), ("all", None)):
            path, asked = walk(_round(self.start, reach), size, eta, self.steps)
            found |= {f"race_{name}": path, f"race_{name}_cost": walk.costs(path),
                      f"race_{name}_seen": looked_at(steps, len(walk.data), size)}
            if size == 1:
                found["race_digit"] = np.concatenate(asked)
                found["race_x"] = walk.data.x[found["race_digit"]]
        found["race_all_right"] = [walk.net.accuracy(walk.plane.point(*point), walk.data.x, walk.data.labels)
                                   for point in found["race_all"]]
        uphill = np.diff(found["race_one_cost"]) > 0
        both = [np.array([found[f"race_{name}_{what}"][self.mark] for name in ("ten", "all")]) for what in ("cost", "seen")]
        return found | {"race_step": steps, "race_count": self.steps, "race_rate": eta, "uphill": uphill, "uphill_count": uphill.sum(),
                        "race_mark": self.mark, "mark_cost": both[0], "mark_seen": both[1]}

    def _hand(self, walk, race):
        """The first ten digits of the walker of ten: where each alone would step, their mean, and where all would."""
        start, eta = race["race_ten"][0], race["race_rate"]
        _, (hand,) = walk(start, BATCH, eta, 1)
        pull = np.array([walk.pull(start, eta, [row]) for row in hand])
        step, all_step = pull.mean(axis=0), walk.pull(start, eta, range(len(walk.data)))
        cosine = step @ all_step / (np.linalg.norm(step) * np.linalg.norm(all_step))
        return {"hand": hand, "hand_pull": pull, "hand_step": step, "all_step": all_step,
                "hand_angle": np.degrees(np.arccos(cosine)), "hand_x": walk.data.x[hand]}

    def _map(self, walk, paths):
        """The cost over a frame of 16:9 around the race, which is above its middle, so that there is room below."""
        low, high = paths.min(axis=0), paths.max(axis=0)
        width = self.wide * max(high[0] - low[0], high[1] - low[1])
        height = width * 9 / 16
        middle = (low + high) / 2 - [0, (0.5 - self.above) * height]
        alphas, betas = (m + np.linspace(-side / 2, side / 2, count)
                         for m, side, count in zip(middle, (width, height), (112, 63), strict=True))
        return {"map_alphas": alphas, "map_betas": betas, "map_surface": walk.surface(alphas, betas)}

    def _hovering(self, walk, corner, reach):
        """Near a bottom, ten digits a step: with a steady rate and with one that shrinks, from the same start."""
        eta, steps = _round(self.hover_pace * reach**2), self.hover_steps
        bottom = walk(corner, None, _round(self.pace * reach**2), 100)[0][-1]
        rates = [halved_every(np.inf, eta), halved_every(self.half_life, eta)]
        paths = np.array([walk(bottom + _round(self.hover_start, reach), BATCH, rate, steps)[0] for rate in rates])
        squares = np.square(paths - bottom).sum(axis=-1)
        ring = [[each[max(0, k + 1 - self.half_life):k + 1].mean() for k in range(steps + 1)] for each in squares]
        grid = _round(self.hover_reach * reach) * np.linspace(-1, 1, 65)
        return {
            "hover_path": paths, "hover_step": np.arange(steps + 1), "hover_bottom": bottom, "hover_half_life": self.half_life,
            "hover_rate": [[rate(step) for step in range(steps + 1)] for rate in rates],
            "hover_distance": np.sqrt(squares), "hover_ring": np.sqrt(ring),
            "hover_late": steps // 2, "hover_spread": np.sqrt(squares[:, -(steps // 2):].mean(axis=1)),
            "hover_alphas": bottom[0] + grid, "hover_betas": bottom[1] + grid,
            "hover_surface": walk.surface(bottom[0] + grid, bottom[1] + grid),
        }


def _plane(corners):
    """The plane through three thetas, and R, how far they lie from its middle."""
    plane = nncore.Plane.through_points(*corners)
    return plane, reach(plane, corners)


def _round(shares, unit=1.0):
    """shares * unit, to two digits: a number to be read, or an array of them."""
    return float(f"{shares * unit:.2g}") if np.isscalar(shares) else np.array([_round(share, unit) for share in shares])


class _Walk:
    """Descent within a plane, every walk with the same shuffle; points are (alpha, beta)."""

    def __init__(self, net, data, plane, seed):
        self.net, self.data, self.plane, self.seed = net, data, plane, seed

    def __call__(self, start, batch_size, rate, steps):
        """The points (steps + 1, 2) before every step and where it ended, and of every step the rows that it looked at."""
        points, D, origin = [], self.plane.directions, self.plane.origin
        run = nncore.train(self.net, self.data, rate, batch_size, steps=steps, seed=self.seed, record=[0],
                           theta=self.plane.point(*start), within=self.plane,
                           callback=lambda step, theta, gradient: points.append(D @ (theta - origin)))
        return np.array([*points, D @ (run.trained - origin)]), [run.batch(step) for step in range(steps)]

    def pull(self, point, eta, rows):
        """-eta dC/d(alpha, beta) of some examples: the step that they ask for."""
        return -eta * nncore.gradient_within(self.net, self.data.take(rows), self.plane, *point)[1]

    def costs(self, path):
        return np.array([self.net.cost(self.plane.point(*point), self.data.x, self.data.y) for point in path])

    def surface(self, alphas, betas):
        return nncore.slice_cost(self.net, self.data, self.plane, alphas, betas).cost
