"""What the gradient says about each number of an untrained network: how steep, how true, and how far."""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import FEW, MOST, NETWORK, first

TIMES, NEAR = 32, 0.1     # two weights are looked for, the one so many times as steep as the other, and how nearly
STEEPEST = 20             # single numbers that are nudged to find the best of them
READ = 6                  # slopes of either sign that are read off, the largest


class WhatTheGradientSays(Recipe):
    """784-16-16-10 takes its first ten steps, each along the gradient of all training digits; most is about the state before them."""

    learning_rate, steps = 1.5, 10
    far, stops = 0.5, 21                 # how far a weight is wiggled to either side, and how many stops there are on that way
    wide, drawn = 1.0, 5                 # how far the map of two weights reaches to all sides; the arrow on it is so many times as long
    length, directions = 0.5, 1000       # of a nudge of all numbers, and how many random ones there are
    rates = (0.1, learning_rate)         # a short step and a long one
    constants = {
        "examples": "training digits", "wiggle_far": "how far a weight is wiggled", "wiggle_move": "its way there and back",
        "map_alphas": "what the map shows", "map_betas": "the same", "arrow_times": "how much longer than to scale the arrow is drawn",
        "zero_count": "weights of pixels that no training digit lights: it depends on the data alone", "dark": "those pixels",
        "dark_count": "how many", "dark_weights": "weights that a pixel has", "random_count": "directions", "nudge_length": "how far",
        "two_moves": "of two numbers, as far together",
        "trust_rate": "a short step and a long one", "trust_eta": "the step sizes that are tried", "live_count": "all the others",
        "step_count": "steps", "step_number": "the same, one by one",
        "even_answer": "the same answer to everything, all of them together 1", "even_cost": "what that costs",
    }
    words = {"wiggle_times": "times as steep"}

    def train(self, train, seed, quick, quiet):
        data = first(train, FEW if quick else MOST)
        return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, None, steps=self.steps, seed=seed, record=1)

    def derive(self, run, train, test, quick, quiet):
        """Two weights, the plane of both, all slopes, nudges of one length, steps of all lengths, and the first ten steps."""
        data, net, theta = first(train, run.recipe["data"]["examples"]), run.network, run.theta[0].astype("float64")
        gradients = np.array([net.gradient(each, data.x, data.y) for each in run.theta])
        with bar("nudging all numbers at once", 3, quiet) as done:
            found = self._two_weights(net, data, theta, gradients[0], quick)
            done(1)
            found |= self._one_length(net, data, theta, gradients[0], run.recipe["seed"], 200 if quick else self.directions)
            done(2)
            return found | {"examples": len(data), "gradient": gradients, "steepest": np.abs(gradients).max(axis=1),
                            **self._all_slopes(net, data, theta, gradients[0]),
                            **self._steps(net, data, run, gradients), **self._trust(net, data, theta, gradients[0])}

    def _two_weights(self, net, data, theta, gradient, quick):
        """Two weights of _pair; what wiggling each does to the cost, and the cost over the plane of both."""
        pair = self._pair(net, gradient)
        there = np.linspace(0, self.far, self.stops)
        move = np.concatenate([there, there[-2::-1], -there[1:], -there[-2::-1]])
        cost = [[net.cost(_nudged(theta, i, by), data.x, data.y) for by in move] for i in pair]
        grid = np.linspace(-self.wide, self.wide, 9 if quick else 41)
        surface = nncore.slice_cost(net, data, nncore.Plane.parameters(theta, *pair), grid, grid).cost
        return {
            "wiggle_index": pair, "wiggle_edge": [net.locate(i) for i in pair],
            "wiggle_far": self.far, "wiggle_move": move, "wiggle_cost": cost, "wiggle_swing": np.ptp(cost, axis=1),
            "arrow_times": self.drawn, "wiggle_slope": gradient[pair],
            "wiggle_times": abs(gradient[pair[0]] / gradient[pair[1]]),
            "wiggle_way": [np.outer(move, axis) for axis in np.eye(2)], "map_alphas": grid, "map_betas": grid,
            "map_surface": surface, "map_range": (surface.min(), surface.max()),
        }

    def _pair(self, net, gradient):
        """A weight of the last layer and one of the layer before it, the first 32 times as steep as the second: of all pairs of
        which that is true within a tenth, the one whose first is the steepest; both uphill to the same side, if there is one."""
        last, before = (_weights_of(net, l) for l in (net.depth, net.depth - 1))
        with np.errstate(divide="ignore"):
            times = np.divide.outer(gradient[last], gradient[before])
        for off in (np.abs(times - TIMES), np.abs(times + TIMES)):
            steep = np.where(off.min(axis=1) < NEAR, np.abs(gradient[last]), 0)
            if steep.any():
                return [last[steep.argmax()], before[off[steep.argmax()].argmin()]]
        raise nncore.RecordingError(f"no weight of its last layer is {TIMES} times as steep as one of the layer before it")

    def _all_slopes(self, net, data, theta, gradient):
        """How many are above 0, below 0 and exactly 0, the largest of each sign and of each block, and
        how many outputs are higher on average than they should be; three of different sizes and signs, and their squares."""
        dark, order = ~data.x.any(axis=0), np.argsort(-gradient, kind="stable")
        read = np.array([order[:READ], order[:-READ - 1:-1]])
        blocks = [np.abs(block).max() for layer in net.layers(gradient) for block in layer]
        last = np.concatenate([block.ravel() for block in net.layers(gradient)[-1]])
        told = [read[0, 0], self._pair(net, gradient)[0], read[1, 0]]
        return {
            "up_count": (gradient > 0).sum(), "down_count": (gradient < 0).sum(), "zero_count": (gradient == 0).sum(),
            "live_count": np.count_nonzero(gradient), "dark": dark.astype(np.uint8), "dark_count": dark.sum(), "dark_weights": net.sizes[1],
            "read_index": read, "read_slope": gradient[read], "read_place": [[_place(net, i) for i in side] for side in read],
            "told_slope": gradient[told], "told_move": -gradient[told], "told_square": np.square(gradient[told]),
            "told_place": [_place(net, i) for i in told],
            "block_largest": blocks, "last_up": np.mean(last > 0),
            "too_high": (net.output(theta, data.x).mean(axis=0) > data.y.mean(axis=0)).sum(),
        }

    def _one_length(self, net, data, theta, gradient, seed, count):
        """What nudges of one length do to the cost: in random directions, of the best single number, and against the gradient;
        how often the random ones made the cost fall, and rise, as they came."""
        here, rng = net.cost(theta, data.x, data.y), np.random.default_rng(seed)

        def change(nudge):
            return net.cost(theta + self.length * nudge / np.linalg.norm(nudge), data.x, data.y) - here

        random = np.array([change(rng.standard_normal(net.n_parameters)) for _ in range(count)])
        steepest = np.argsort(-np.abs(gradient), kind="stable")[:STEEPEST]
        single = [change(-np.sign(gradient[i]) * np.eye(1, net.n_parameters, i)[0]) for i in steepest]
        best = steepest[np.argmin(single)]
        return {
            "nudge_length": self.length, "two_moves": np.array([0.6, 0.8]) * self.length,
            "random_count": count, "random_change": random, "random_best": random.min(),
            "random_fell": (random < 0).cumsum(), "random_rose": (random >= 0).cumsum(), "single_index": best,
            "single_place": _place(net, best), "single_change": min(single), "against_change": change(-gradient.astype("float64")),
            "against_said": -self.length * np.linalg.norm(gradient.astype("float64")),
        }

    def _trust(self, net, data, theta, gradient):
        """The cost after one step against the gradient, of every size, and what the slope alone says that it would be."""
        gradient = gradient.astype("float64")
        here, steep = net.cost(theta, data.x, data.y), gradient @ gradient
        eta, rate = np.linspace(0, 2, 121), np.array(self.rates)
        cost, after = ([net.cost(theta - by * gradient, data.x, data.y) for by in rates] for rates in (eta, rate))
        return {"trust_eta": eta, "trust_cost": cost, "trust_line": here - eta * steep, "trust_steep": steep,
                "trust_rate": rate, "trust_after": after,
                "trust_said": rate * steep, "trust_fell": here - np.array(after), "trust_promised": here - rate * steep,
                "trust_short": np.array(after) - here + rate * steep,
                "trust_kept": (here - np.array(after)) / (rate * steep)}

    def _steps(self, net, data, run, gradients):
        """Of each step how far the cost fell, how far the slope said it would, and how many slopes changed their sign; how far
        apart all answers are after the last one, and what it would cost to answer the same to everything."""
        cost = np.array([net.cost(theta, data.x, data.y) for theta in run.theta.astype("float64")])
        said = self.learning_rate * np.square(gradients[:-1].astype("float64")).sum(axis=1)
        answers, even = net.output(run.theta[-1], data.x), np.full_like(data.y, 1 / net.sizes[-1])
        return {"train_cost": cost, "step_count": len(said), "step_said": said, "step_fell": -np.diff(cost),
                "step_kept": -np.diff(cost) / said, "step_number": np.arange(1, len(said) + 1), "step_cost": cost[1:],
                "answer_range": (answers.min(), answers.max()),
                "even_answer": 1 / net.sizes[-1], "even_cost": np.square(even - data.y).sum(axis=1).mean(),
                "flipped": (np.sign(gradients[1:]) != np.sign(gradients[:-1])).sum(axis=1)}


def _weights_of(net, l):
    """Which of all numbers are the weights of a layer."""
    return np.arange(net.index(l, 0, 0), net.index(l, 0))


def _place(net, i):
    """(layer, j, k) of the weight of input k, (layer, j, 0) of a bias; all counted from 1, but the last layer's neurons are digits."""
    layer, j, *k = net.locate(int(i))
    return layer, j + (layer < net.depth), k[0] + 1 if k else 0


def _nudged(theta, i, by):
    """theta with its i-th number moved so far."""
    moved = theta.copy()
    moved[i] += by
    return moved
