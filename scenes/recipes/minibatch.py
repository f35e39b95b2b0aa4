"""Mini-batches against the full batch, in all parameters: how far off a batch is, one epoch, a fair race."""

import numpy as np

import nncore
from scenes.recipes import Recipe
from scenes.recipes._digits import FEW, MOST, NETWORK, first, refuse_unless_digits
from scenes.recipes._fair_race import BATCH, NAMES, fair_race, step_times, with_seconds


class MiniBatches(Recipe):
    """784-16-16-10 learns digits in batches of ten, one epoch; and a fair race between batches of 1, 10, 100 and all."""

    any_run = True
    is_long = True
    learning_rate = 1.5
    wall, raced = 3000, 60_000                          # digits of a run of one's own, and its parameters, at most
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
        data = first(train, FEW if quick else MOST)
        return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, BATCH, epochs=1, seed=seed, record=1)

    def derive(self, run, train, test, quick, quiet):
        """How the digits are dealt, how far off the gradient of a batch is, the fair race, and the time of a step."""
        self._refuse(run, train, test)
        data, seed, order = first(train, run.recipe["data"]["examples"]), run.recipe["seed"], np.array(run.arrays["order"][0])
        size = run.recipe["batch_size"]
        count, raced = -(-len(data) // size), first(data, MOST)      # of 60,000 digits a race would take hours
        return {
            "pictures": np.round(255 * data.x).astype(np.uint8), "label": data.labels, "examples": len(data),
            "epoch_order": order, "batch_count": count, "last_batch": len(data) - (count - 1) * size,
            "train_cost": run.evaluate(data).cost, **self._angles(run, data, count, 40 if quick else self.samples),
            **self._sum(run, data, count, seed), **with_seconds(fair_race(run.network, raced, test, seed, quick, quiet),
                                                                 step_times(run.network, raced)),
        }

    def _refuse(self, run, train, test):
        """Raise RecordingError for a run of somebody's own that is no epoch of mini-batches, or too large for the race."""
        refuse_unless_digits(run, train, test)
        n, size, P = run.recipe["data"]["examples"], run.recipe["batch_size"], run.network.n_parameters
        count = 0 if size is None else -(-n // size)
        for wrong, why in (
                (count < 2, "it looks at all digits at every step, and the film shows mini-batches: --batch-size 10"),
                (not np.array_equal(run.step[:count + 1], np.arange(count + 1)),
                 "the film shows every step of the first epoch: --record 1"),
                (n > self.wall, f"the film shows all its digits on a wall, {self.wall:,} at most, and these are {n:,}"),
                (P > self.raced, f"the film races it against itself, which takes hours with {P:,} parameters; up to {self.raced:,}")):
            if wrong:
                raise nncore.RecordingError(why)

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
