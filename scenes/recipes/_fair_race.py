"""A fair race: batches of 1, 10, 100 and all, each size at its own best learning rate, until the network has a certain cost."""

import itertools
from time import perf_counter
from typing import NamedTuple

import numpy as np

import nncore
from scenes.recipes import bar

NAMES, SIZES = ("one", "ten", "hundred", "all"), (1, 10, 100, None)
BATCH = SIZES[1]
RATES = ((0.03, 0.05, 0.1, 0.2, 0.3, 0.5), (0.3, 0.5, 1, 2, 3, 5), (1, 1.5, 3, 5, 7, 10), (1.5, 3, 5, 7, 10))
BUDGETS = 12_000, 20_000, 80_000, 900_000   # a run of each size gives up when it has looked at nearly so many digits
TARGET = 0.1            # the cost over all training digits that is to be reached
STARTS, OTHERS = 3, 5   # starts at every rate, and others at the best
LOOK = 10               # single digits: the cost is looked at every so many steps; else at every one
PARTS = 6               # the cost of a run whose curve is not kept is summed in so many parts, until it is above the target
POINTS = 200            # of a curve at most, evenly apart in the logarithm of the digits looked at


def looked_at(steps, n, batch_size):
    """How many examples a run has looked at before each of these steps; batch_size None: all n at every step."""
    size = batch_size or n
    epochs, within = np.divmod(steps, -(-n // size))
    return epochs * n + within * size


def fair_race(net, data, test, seed, quick, quiet):
    """The arrays of the race: every size at all its rates (the sweep); then at the best of them, from other starts."""
    rates = [each[-3:-1] if quick else each for each in RATES]
    starts, others = (1, 3) if quick else (STARTS, OTHERS)
    first, last = np.split(100 * seed + np.arange(starts + others), [starts])
    swept, best, fair = np.full((4, max(map(len, rates)), starts), np.nan), [], []
    with bar("racing batch sizes", sum(map(len, rates)) * starts + 4 * others, quiet) as done:
        count = itertools.count(1)
        for k, (size, budget) in enumerate(zip(SIZES, BUDGETS, strict=True)):

            def race(rate, seed, parts=1, size=size, budget=budget):
                done(next(count))
                return _until_target(net, data, rate, size, int(seed), budget, parts)

            swept[k, :len(rates[k])] = [[race(rate, seed, PARTS).seen for seed in first] for rate in rates[k]]
            best.append(rates[k][np.median(swept[k, :len(rates[k])], axis=1).argmin()])
            fair.append([race(best[k], seed) for seed in last])
    return {
        "sweep_size": [size or len(data) for size in SIZES], "sweep_seen": swept, "best_rate": best, "target": TARGET,
        "sweep_rate": [[*each, *[np.nan] * (swept.shape[1] - len(each))] for each in rates],
        "fair_rates": [len(each) for each in rates], "fair_starts": others, "fair_cheaper": len(data) / SIZES[1],
        **_summary(fair), **_curves(fair), **_axis(fair),
        "fair_accuracy": [[net.accuracy(each.theta, test.x, test.labels) for each in runs] for runs in fair],
    }


class _Run(NamedTuple):
    """One run of the race: digits and steps until the target, inf where it gave up; its curve; and where it stopped."""

    seen: float
    steps: float
    x: np.ndarray           # digits looked at, whenever the cost was
    y: np.ndarray           # and the cost
    theta: np.ndarray


def _until_target(net, data, rate, size, seed, budget, parts):
    """Train until the cost over all the data is at most TARGET, or the budget is spent; where the cost is summed in parts,
    it is summed only until it is certain to be larger, and the curve is none."""
    every, costs = LOOK if size == 1 else 1, []
    blocks = [data.take(rows) for rows in np.array_split(np.arange(len(data)), parts)]

    def look(step, theta, gradient):
        if step and step % every == 0:
            costs.append(0.0)
            for block in blocks:
                costs[-1] += net.cost(theta, block.x, block.y) * len(block) / len(data)
                if costs[-1] > TARGET:
                    return False
            return True

    try:
        run = nncore.train(net, data, rate, size, steps=budget // (size or len(data)), seed=seed, record=[0], callback=look)
    except nncore.Diverged as end:
        run = end.run
    steps = every * np.arange(1, len(costs) + 1)
    x, reached = looked_at(steps, len(data), size), bool(costs) and costs[-1] <= TARGET
    return _Run(x[-1] if reached else np.inf, steps[-1] if reached else np.inf, x, np.array(costs), run.trained)


@np.errstate(invalid="ignore")      # neither may get there
def _summary(fair):
    """When the runs at the best rates reach the target, and which of each size is the one in the middle."""
    seen, steps = (np.array([[getattr(each, what) for each in runs] for runs in fair]) for what in ("seen", "steps"))
    middle = np.argsort(seen, axis=1, kind="stable")[:, seen.shape[1] // 2]
    median = seen[range(len(seen)), middle]
    taken = steps[range(len(steps)), middle]
    return {"fair_seen": seen, "fair_steps": steps, "fair_run": middle, "fair_median": median,
            "fair_median_steps": taken, "fair_reached": np.isfinite(seen).sum(axis=1),
            "fair_ratio": median[3] / median[1], "fair_more_steps": taken[1] / taken[3]}


def _curves(fair):
    """fair_x_one, fair_y_one (starts, K) ...: digits looked at and cost; shorter curves are filled up with their last point."""
    found = {}
    for name, runs in zip(NAMES, fair, strict=True):
        some = [_evenly_in_log(each.x, each.y) for each in runs]
        longest = max(len(x) for x, _ in some)
        for k, axis in enumerate("xy"):
            found[f"fair_{axis}_{name}"] = [np.pad(each[k], (0, longest - len(each[k])), "edge") for each in some]
    return found


def with_seconds(race, times):
    """The race and the times of a step, and what they make together: the seconds of the middle run of each size."""
    return race | times | {"fair_seconds": race["fair_median_steps"] * np.array(times["step_seconds"])}


def _axis(fair):
    """The ends of an axis of digits looked at that holds all curves, both powers of ten; and the target as a line along it."""
    most = max(each.x[-1] for runs in fair for each in runs)
    return {"fair_axis": [10.0, 10.0 ** np.ceil(np.log10(most))], "fair_level": [TARGET, TARGET]}


def _evenly_in_log(x, y):
    rows = np.unique([*np.searchsorted(x, np.geomspace(x[0], x[-1], POINTS)[:-1]), len(x) - 1])
    return x[rows], y[rows]


def step_times(net, data):
    """The median time of a step with each batch size, in seconds, on one core of this computer: no other making has the same."""
    seconds = []
    for size in SIZES:
        moments, steps = [], min(400, 60_000 // (size or len(data)))
        nncore.train(net, data, 0.1, size, steps=steps, record=[0], callback=lambda *_, at=moments: at.append(perf_counter()))
        seconds.append(np.median(np.diff(moments)))
    return {"step_seconds": seconds, "step_ratio": seconds[1] / seconds[0]}
