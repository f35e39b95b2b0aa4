"""Mini-batches against the full batch: in the plane of three trained networks, where the stumble is seen, and in all parameters."""

import numpy as np

import nncore
from scenes.recipes import bar
from scenes.recipes.digits import NETWORK, first
from scenes.recipes.fair_race import NAMES, fair_race, looked_at, step_times, with_seconds
from scenes.recipes.valleys import OverAPlane, trained_apart

EXAMPLES = 1500         # training digits at most: few enough that a wall of them can be looked at
FEW = 500               # in a quick run
BATCH = 10


def halved_every(half_life, rate):
    """eta(step) = rate * 2^(-step / half_life): a learning rate that shrinks all the time."""
    return lambda step: rate * 2.0 ** (-step / half_life)


class Walkers:
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
        data = first(train, FEW if quick else EXAMPLES)
        with bar("training walkers", 3, quiet) as done:
            corners = trained_apart(data, [10 * seed + s for s in (11, 12, 13)], False, done)
        plane, reach = _plane(corners)
        return nncore.train(nncore.Network(NETWORK), data, _round(self.pace * reach**2), BATCH, steps=self.steps, seed=seed,
                            theta=plane.point(*_round(self.start, reach)), within=plane, record=1).with_arrays(corner_theta=corners)

    def derive(self, run, train, test):
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
    return plane, OverAPlane._reach(plane, corners)


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


class MiniBatches:
    """784-16-16-10 learns digits in batches of ten, one epoch; and a fair race between batches of 1, 10, 100 and all."""

    learning_rate = 1.5
    added, orders = 400, 20                             # gradients that are added up, and in so many orders
    sizes, samples = (1, BATCH, 100), 200               # of the batches whose gradients are compared, and how many of each
    constants = {
        "pictures": "the training digits", "label": "and what they are", "examples": "how many they are",
        "batch_count": "batches in an epoch", "last_batch": "digits in its last one",
        "angle_size": "batch sizes", "sum_count": "gradients added so far", "sum_added": "gradients added in all", "sum_orders": "orders",
        "angle_count": "gradients of each", "angle_step": "the step after the first epoch",
        "target": "the cost to reach", "fair_starts": "starts of each batch size",
        "fair_cheaper": "how many times more digits a full step looks at than one of ten",
        "fair_level": "the cost to reach, as a line", "fair_axis": "the digits looked at, from ten to the power of ten above them all",
        "sweep_size": "batch sizes", "sweep_rate": "the learning rates that are tried", "fair_rates": "how many these are",
        "fair_reached": "starts that reach the cost",
    }
    words = {"angle_mean": "degrees off, on average", "fair_median": "digits looked at", "fair_rates": "learning rates tried",
             "fair_ratio": "times as many digits"}
    of_this_computer = "step_seconds", "step_ratio", "fair_seconds"     # all else is the same, byte for byte, when it is made again

    def train(self, train, seed, quick, quiet):
        data = first(train, FEW if quick else EXAMPLES)
        return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, BATCH, epochs=1, seed=seed, record=1)

    def derive(self, run, train, test):
        """How the digits are dealt, how far off the gradient of a batch is, the fair race, and the time of a step."""
        data, seed, order = first(train, run.recipe["data"]["examples"]), run.recipe["seed"], np.array(run.arrays["order"][0])
        quick, size = len(data) <= FEW, len(run.batch(0))
        count, raced = -(-len(data) // size), first(data, EXAMPLES)      # of 60,000 digits a race would take hours
        return {
            "pictures": np.round(255 * data.x).astype(np.uint8), "label": data.labels, "examples": len(data),
            "epoch_order": order, "batch_count": count, "last_batch": len(data) - (count - 1) * size,
            "train_cost": run.evaluate(data).cost, **self._angles(run, data, count, 40 if quick else self.samples),
            **self._sum(run, data, count, seed), **with_seconds(fair_race(run.network, raced, test, seed, quick),
                                                                 step_times(run.network, raced)),
        }

    def _sum(self, run, data, epoch, seed):
        """The gradients of single digits, added up one after the other, at the state of _angles: how far the sum has come along
        the mean of all digits, and how far aside, in all other directions together; in lengths of that mean, the root mean
        square over several orders."""
        theta, n = run.theta[np.abs(run.step - epoch).argmin()], min(self.added, len(data))
        mean = run.network.gradient(theta, data.x, data.y).astype("float64")
        each = run.network.example_gradients(theta, data.x, data.y).astype("float64") / np.linalg.norm(mean)
        products, along = each @ each.T, each @ (mean / np.linalg.norm(mean))
        forward, squares = np.zeros((self.orders, n + 1)), np.zeros((self.orders, n + 1))
        for k, order in enumerate(np.random.default_rng(seed).permuted(np.tile(np.arange(len(data)), (self.orders, 1)), axis=1)):
            forward[k, 1:] = np.cumsum(along[order[:n]])
            squares[k, 1:] = np.diag(products[np.ix_(order[:n], order[:n])].cumsum(axis=0).cumsum(axis=1))
        aside = np.sqrt(np.maximum(squares - forward**2, 0).mean(axis=0))
        ahead = np.flatnonzero(forward.mean(axis=0)[1:] > aside[1:])
        return {"sum_count": np.arange(n + 1), "sum_forward": forward.mean(axis=0), "sum_aside": aside, "sum_added": n,
                "sum_orders": self.orders, "sum_ahead": ahead[0] + 1 if ahead.size else n}

    def _angles(self, run, data, epoch, samples):
        """Between the gradient of a batch and that of all, in degrees, at the kept state nearest to the end of the first epoch."""
        row, found = np.abs(run.step - epoch).argmin(), {}
        for name, size in zip(NAMES, self.sizes):
            noise = nncore.gradient_noise(run.network, data, run.theta[row], size, samples, run.recipe["seed"])
            found[f"angle_{name}"] = np.degrees(np.arccos(np.clip(noise.cosine, -1, 1)))
        means = [each.mean() for each in found.values()]
        forward = [np.cos(np.radians(each)).mean() for each in found.values()]
        return {**found, "angle_size": self.sizes, "angle_count": samples, "angle_mean": means, "angle_step": run.step[row],
                "angle_forward": forward, "angle_straighter": forward[2] / forward[1]}
