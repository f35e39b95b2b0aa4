"""Mini-batches against the full batch: in the plane of three trained networks, where the stumble is seen, and in all parameters."""

import itertools
from time import perf_counter
from typing import NamedTuple

import numpy as np

import nncore
from scenes.recipes import bar
from scenes.recipes.digits import NETWORK, first
from scenes.recipes.valleys import OverAPlane, trained_apart

EXAMPLES = 1500         # training digits at most: few enough that a wall of them can be looked at
FEW = 500               # in a quick run
BATCH = 10


def looked_at(steps, n, batch_size):
    """How many examples a run has looked at before each of these steps; batch_size None: all n at every step."""
    size = batch_size or n
    epochs, within = np.divmod(steps, -(-n // size))
    return epochs * n + np.minimum(within * size, n)


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
    hover_pace, hover_start = 0.203, (-0.09, 0.09)     # of the hovering, in R^2; in R, from the bottom
    hover_steps, half_life, hover_reach = 240, 40, 0.158
    constants = {
        "race_step": "the steps of the race, counted", "race_mark": "the step where two walkers are compared first",
        "race_rate": "eta in the race, a share of R^2", "race_one_seen": "examples looked at, one a step",
        "race_ten_seen": "ten a step", "race_all_seen": "all of them a step", "mark_seen": "the last two at the mark",
        "hover_step": "the steps near the bottom, counted", "hover_rate": "eta there, a share of R^2",
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
            corners = trained_apart(data, [10 * seed + s for s in (11, 12, 13)], quick, done)
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
        uphill = np.diff(found["race_one_cost"]) > 0
        both = [np.array([found[f"race_{name}_{what}"][self.mark] for name in ("ten", "all")]) for what in ("cost", "seen")]
        return found | {"race_step": steps, "race_rate": eta, "uphill": uphill, "uphill_count": uphill.sum(),
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
            "hover_rate": [[rate(step) for step in range(steps)] for rate in rates],
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
    angles, samples = (1, BATCH, 100), 200              # batch sizes, and how many batches of each
    target = 0.1                                        # the cost over all training digits that a run is to reach
    rates = ((0.03, 0.05, 0.1, 0.2, 0.3, 0.5), (0.3, 0.5, 1, 2, 3, 5), (1, 1.5, 3, 5, 7, 10), (1.5, 3, 5, 7, 10))
    budgets = 12_000, 20_000, 80_000, 900_000           # a run of each size gives up when it has looked at so many digits
    starts, fair_starts = 3, 5                          # of every rate; and others of the best
    points = 200                                        # of a curve, evenly apart in the logarithm of the digits looked at
    constants = {
        "examples": "training digits", "batch_count": "batches in an epoch", "last_batch": "digits in its last one",
        "angle_size": "batch sizes", "angle_step": "the step after the first epoch", "target": "the cost to reach",
        "sweep_size": "batch sizes", "sweep_rate": "the learning rates that are tried", "fair_rates": "how many these are",
        "fair_reached": "starts that reach the cost", "best_rate": "the best of the rates",
    }
    words = {"angle_mean": "degrees off, on average", "fair_median": "digits looked at", "fair_rates": "learning rates tried",
             "fair_ratio": "times as many digits"}

    def train(self, train, seed, quick, quiet):
        data = first(train, FEW if quick else EXAMPLES)
        return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, BATCH, epochs=1, seed=seed, record=1)

    def derive(self, run, train, test):
        """How the digits are dealt, how far off the gradient of a batch is, the fair race, and the time of a step."""
        data, size = first(train, run.recipe["data"]["examples"]), run.recipe["batch_size"]
        quick, count = len(data) <= FEW, -(-len(data) // size)
        return {
            "pictures": np.round(255 * data.x).astype(np.uint8), "label": data.labels, "examples": len(data),
            "epoch_order": np.array(run.arrays["order"][0]), "batch_count": count, "last_batch": len(data) - (count - 1) * size,
            "train_cost": run.evaluate(data).cost, **self._angles(run, data, count, 40 if quick else self.samples),
            **self._fair_race(run, data, test, quick), **_step_times(run.network, data),
        }

    def _angles(self, run, data, epoch, samples):
        """Between the gradient of a batch and that of all, in degrees, at the kept state nearest to the end of the first epoch."""
        row = np.abs(run.step - epoch).argmin()
        found = {}
        for name, size in zip(("one", "ten", "hundred"), self.angles, strict=True):
            noise = nncore.gradient_noise(run.network, data, run.theta[row], size, samples, run.recipe["seed"])
            found[f"angle_{name}"] = np.degrees(np.arccos(np.clip(noise.cosine, -1, 1)))
        return {**found, "angle_size": self.angles, "angle_mean": [each.mean() for each in found.values()], "angle_step": run.step[row]}

    def _fair_race(self, run, data, test, quick):
        """Every batch size at all its learning rates; then, from other starts, at the one with which it needs the fewest digits."""
        rates = [each[-3:-1] if quick else each for each in self.rates]
        starts, others = (2, 3) if quick else (self.starts, self.fair_starts)
        seeds, sizes = 100 * run.recipe["seed"] + np.arange(starts + others), [*self.angles, len(data)]
        swept, fair, best, count = np.full((4, max(map(len, rates)), starts), np.nan), [], [], itertools.count(1)
        with bar("racing batch sizes", sum(map(len, rates)) * starts + 4 * others, quiet=quick) as done:

            def race(size, rate, seeds, budget):
                for seed in seeds:
                    yield _until(self.target, run.network, data, rate, size, int(seed), budget)
                    done(next(count))

            for k, (size, budget) in enumerate(zip(sizes, self.budgets, strict=True)):
                for r, rate in enumerate(rates[k]):
                    swept[k, r] = [each.seen for each in race(size, rate, seeds[:starts], budget)]
                best.append(rates[k][np.median(swept[k, :len(rates[k])], axis=1).argmin()])
                fair.append([*race(size, best[k], seeds[starts:], budget)])
        return {
            "sweep_size": sizes, "sweep_rate": [np.resize([*each, *[np.nan] * 9], swept.shape[1]) for each in rates],
            "sweep_seen": swept, "best_rate": best, "fair_rates": [len(each) for each in rates], "target": self.target,
            **self._summary(run.network, test, fair),
        }

    def _summary(self, net, test, fair):
        """Of the runs at the best rates, five of each size: when they reach the target, which is the median one, their curves."""
        seen, steps = (np.array([[getattr(each, what) for each in runs] for runs in fair]) for what in ("seen", "steps"))
        middle = np.argsort(seen, axis=1, kind="stable")[:, seen.shape[1] // 2]
        median, of_ten = seen[range(4), middle], seen[1, middle[1]]
        curves = {}
        for name, runs in zip(("one", "ten", "hundred", "all"), fair, strict=True):
            some = [_evenly_in_log(each.x, each.y, self.points) for each in runs]
            longest = max(len(x) for x, _ in some)
            for axis, k in (("x", 0), ("y", 1)):
                curves[f"fair_{axis}_{name}"] = [np.pad(each[k], (0, longest - len(each[k])), "edge") for each in some]
        return {
            "fair_seen": seen, "fair_steps": steps, "fair_run": middle, "fair_median": median,
            "fair_median_steps": steps[range(4), middle], "fair_reached": np.isfinite(seen).sum(axis=1),
            "fair_ratio": median[-1] / of_ten, **curves,
            "fair_accuracy": [[net.accuracy(each.theta, test.x, test.labels) for each in runs] for runs in fair],
        }


class _Reached(NamedTuple):
    """One run of the race: digits and steps until the target (inf where it gave up), its curve, and where it stopped."""

    seen: float
    steps: float
    x: np.ndarray           # digits looked at, each time the cost was looked at
    y: np.ndarray           # and the cost over all training digits
    theta: np.ndarray


def _until(target, net, data, rate, size, seed, budget):
    """Train until the cost over all the data is at most `target`. It is looked at after every step, of single digits every ten."""
    every, costs = max(1, BATCH // size), []

    def look(step, theta, gradient):
        if step and step % every == 0:
            costs.append(net.cost(theta, data.x, data.y))
            return costs[-1] <= target

    try:
        run = nncore.train(net, data, rate, None if size == len(data) else size, steps=budget // size, seed=seed, record=[0],
                           callback=look)
    except nncore.Diverged as end:
        run = end.run
    steps = every * np.arange(1, len(costs) + 1)
    x, there = looked_at(steps, len(data), size), bool(costs) and costs[-1] <= target
    return _Reached(x[-1] if there else np.inf, steps[-1] if there else np.inf, x, np.array(costs), run.trained)


def _evenly_in_log(x, y, points):
    """At most so many of the points of a curve, evenly apart in log x; the last one always."""
    rows = np.unique([*np.searchsorted(x, np.geomspace(x[0], x[-1], points)[:-1]), len(x) - 1])
    return x[rows], y[rows]


def _step_times(net, data):
    """The median time of a step with each batch size, on one core of this computer: no other making gives these numbers."""
    seconds = []
    for size in (1, BATCH, 100, None):
        moments, steps = [], min(400, 60_000 // (size or len(data)))
        nncore.train(net, data, 0.1, size, steps=steps, record=[0], callback=lambda *_, at=moments: at.append(perf_counter()))
        seconds.append(np.median(np.diff(moments)))
    return {"step_seconds": seconds, "step_ratio": seconds[1] / seconds[0]}
