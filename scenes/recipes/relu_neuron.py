"""One neuron with a ReLU says how large the hole in a digit is: from three measured inputs, then from a single one.

With one input it has two numbers, w and b, so the whole cost can be drawn, and nothing is projected. All in double precision.
"""

from itertools import pairwise

import numpy as np
from scipy.ndimage import binary_fill_holes

import nncore
from scenes.recipes import Recipe

INK = 0.25                      # a pixel counts as ink from this grey on
HUNDREDS, TENS = 100, 10        # the units of the inputs: pixels in hundreds, columns in tens
LESS = 2.0, 1.3                 # what is taken off pixels inside and columns, so that x is about as often above 0 as below
CENTRE = slice(11, 17)          # rows and columns of the centre of a digit


class ReluNeuron(Recipe):
    """max(0, w x + b) learns the size of the hole: zeros have one, ones and sevens have none."""

    kinds, each = (0, 1, 7), 12
    learning_rate, steps = 0.6, 1000
    starts = (0.2, 0.65), (1.75, -0.75), (0.2, -0.32)          # (w, b); the third is silent for every digit
    too_long = 1.2                                          # a learning rate at which the first start is thrown there, too
    slide = 25                                              # places on the straight way of the step from there
    leap = 30                                               # places on the straight way of that step
    three_start, three_rate, three_steps = (0.3, 0.3, 0.1, 0.3), 0.1, 1000
    w_range, b_range, squares = (-0.3, 1.9), (-0.9, 0.75), (89, 67)       # of the surface
    tour = (0.5, 0.2), (1.2, 0.2), (0.7, 0.2), (0.7, -0.2), (0.7, 0.1), (0.4, -0.5), (0.1, -0.5), (0.5, -0.65)
    bend = 24                                               # places on the straight way from the best hinge to where the tour begins
    pace = 0.02                                             # from one row of the tour to the next
    leak, leaks, healed = 0.2, 17, 100                      # a small slope below 0, on the way to it; steps with it
    place_w = 1.2                                           # where two zeros are asked for their slope
    h = 1e-6                                                # of the central differences
    constants = {
        "examples": "how many they are", "each": "how many of each kind", "kinds": "which kinds",
        "holes": "digits with a hole", "leak": "a slope below 0", "leaks": "on the way to it", "healed_step": "steps with it",
        "tour_w": "where the tour goes",
        "tour_leg": "rows at which the tour turns", "place_w": "a place chosen on the surface",
        "rate_ratio": "of those two", "start_b": "of the first start", "rates": "learning rates: the usual one, and one that is too long",
    }
    words = {"ratio": "times the cost"}

    def data(self, train, seed):
        """(pictures, Dataset of x and y, Dataset of three inputs and y): the first twelve of each kind, the next for the next seed."""
        of_kind = [np.flatnonzero(train.labels == kind)[self.each * seed:][:self.each] for kind in self.kinds]
        digits = train.take(np.sort(np.concatenate(of_kind)))
        three, y = measures(digits.x.reshape(-1, 28, 28)), holes(digits.x.reshape(-1, 28, 28))[:, None] / HUNDREDS
        name = f"holes of {len(digits)} digits"
        return digits, nncore.Dataset(three[:, :1], y, name=name), nncore.Dataset(three, y, name=name)

    def train(self, train, seed, quick, quiet):
        """The descent from the first start, its states kept ever more rarely."""
        if train.labels is None or train.image_shape != (28, 28):
            raise nncore.RecordingError("this film measures holes in handwritten digits of 28 x 28 pixels")
        return self._descent(self.data(train, seed)[1], self.starts[0], quick, seed)

    def _descent(self, data, start, quick, seed, rate=None):
        steps = 200 if quick else self.steps
        kept = np.unique(np.round(np.geomspace(1, steps, 60)).astype(int) - 1)
        return nncore.train(nncore.Network((1, 1), "relu"), data, rate or self.learning_rate, None, steps=steps, seed=seed,
                            theta=np.array(start), record=kept.tolist())

    def derive(self, run, train, test, quick, quiet):
        """The digits and what is measured on them, the best line and hinge, the surface, a tour over it, two slopes, three descents."""
        seed = run.recipe["seed"]
        digits, data, three = self.data(train, seed)
        return {
            **(neuron := self._three(three, digits.labels, quick, seed)),
            **self._digits(digits, data, neuron["three_two"][0]), **self._fits(data),
            **self._surface(run.network, data, quick), **(place := self._place(run.network, data)),
            **self._tour(run.network, data, place["place_theta"], place["two"][0]),
            **(descents := self._descents(run, data, quick, seed)), **self._leaky(data, descents["thrown_way"][:, 1], quick),
        }

    def _digits(self, digits, data, shown):
        images = digits.x.reshape(-1, 28, 28)
        filled = np.array([binary_fill_holes(image >= INK) for image in images])
        hole = filled & (images < INK)
        return {
            "data_x": data.x[:, 0], "data_y": data.y[:, 0], "pictures": digits.x, "label": digits.labels, "examples": len(digits),
            "each": self.each, "kinds": self.kinds, "holes": (data.y > 0).sum(), "inside": filled.sum((1, 2)), "hole": hole.sum((1, 2)),
            "telling": [max(np.flatnonzero(digits.labels == kind), key=lambda i: side * data.x[i, 0])
                        for kind, side in zip(self.kinds, (1, -1, 1))],
            "shown": shown, "shown_inside": filled[shown].astype(float).ravel(), "shown_hole": hole[shown].astype(float).ravel(),
        }

    def _three(self, data, labels, quick, seed):
        """The neuron of three inputs, trained, and what it makes of a zero and of a one: at the last step at which that can be read."""
        net = nncore.Network((3, 1), "relu")
        run = nncore.train(net, data, self.three_rate, None, steps=100 if quick else self.three_steps, seed=seed,
                           theta=np.array(self.three_start), record=1)
        theta, two = _readable(run.theta, data.x, [np.flatnonzero(labels == kind) for kind in self.kinds[:2]])
        w, b = theta[:3], theta[3]
        terms, z = data.x * w, data.x @ w + b
        return {"three_w": w, "three_b": b, "three_cost": net.cost(theta, data.x, data.y), "measures": data.x,
                "three_two": two, "three_x": data.x[two], "three_terms": terms[two], "three_z": z[two],
                "three_o": np.maximum(0, z[two]), "three_y": data.y[two, 0]}

    def _fits(self, data):
        """The best line and the best hinge, with their costs."""
        x, y = data.x[:, 0], data.y[:, 0]
        line, hinge = np.polyfit(x, y, 1), best_hinge(x, y)
        costs = np.mean((line[0] * x + line[1] - y) ** 2), hinge_cost(*hinge, x, y)
        return {"line_fit": line[:, None], "hinge_fit": hinge[:, None], "worse_way": np.linspace(hinge, self.tour[0], self.bend).T,
                "line_cost": costs[0], "hinge_cost": costs[1], "ratio": costs[0] / costs[1],
                "hinge_kink": -hinge[1] / hinge[0], "hinge_silent": (hinge[0] * x + hinge[1] <= 0).sum(),
                "hinge_silent_holes": ((hinge[0] * x + hinge[1] <= 0) & (y > 0)).sum()}

    def _surface(self, net, data, quick):
        counts = [side // (4 if quick else 1) for side in self.squares]
        axes = [np.linspace(*span, count) for span, count in zip((self.w_range, self.b_range), counts)]
        plane = nncore.Plane.parameters(np.zeros(2), 0, 1)
        return {"w_axis": axes[0], "b_axis": axes[1], "surface": nncore.slice_cost(net, data, plane, *axes).cost}

    def _tour(self, net, data, end, one):
        """(w, b) on its way over the surface: first w, then b is turned, then the point is dragged onto the plain, and to its end;
        and what one digit is answered at its start."""
        legs = [start + np.linspace(0, 1, 1 + round(np.linalg.norm(end - start) / self.pace))[1:, None] * (end - start)
                for start, end in pairwise(np.array([*self.tour, end]))]
        theta = np.concatenate([[self.tour[0]], *legs])
        silent = [(net.forward(each, data.x)[0][-1] <= 0).sum() for each in theta]
        z, o = (each[-1][0, 0] for each in net.forward(theta[0], data.x[one:one + 1]))
        return {"one_z": z, "one_o": o, "one_square": (data.y[one, 0] - o) ** 2,
                "tour_way": theta.T, "tour_w": theta[:, 0], "tour_b": theta[:, 1], "tour_silent": silent,
                "tour_cost": [net.cost(each, data.x, data.y) for each in theta],
                "tour_leg": np.cumsum([0, *map(len, legs)])}

    def _place(self, net, data):
        """A place where one zero is silent and another speaks, both too low: what all digits say to dC/dw and dC/db there."""
        x, y, zeros = data.x[:, 0], data.y[:, 0], np.flatnonzero(data.y[:, 0] > 0)
        order = zeros[np.argsort(x[zeros], kind="stable")]
        kink = x[order[len(order) // 2 - 1:len(order) // 2 + 1]].mean()
        b = -np.round(self.place_w * kink, 2)
        theta = np.array([self.place_w, b])
        z = self.place_w * x + b
        o, on = np.maximum(0, z), (z > 0).astype(float)
        factor = 2 * (o - y)
        low = [i for i in zeros if o[i] < y[i]]
        silent = max((i for i in low if not on[i]), key=lambda i: y[i])
        speaks = max((i for i in low if on[i]), key=lambda i: y[i] - o[i])
        two = np.array([speaks, silent])
        slopes, nudged = net.gradient(theta, data.x, data.y), [
            (net.cost(theta + e, data.x, data.y) - net.cost(theta - e, data.x, data.y)) / (2 * self.h) for e in self.h * np.eye(2)]
        way = np.linspace(theta, theta - self.learning_rate * slopes, self.slide)
        speaks_at = way[:, :1] * x + way[:, 1:] > 0
        return {
            "place_theta": theta, "place_w": theta[0], "place_b": theta[1], "place_z": z, "place_o": o, "place_factor": factor,
            "place_switch": on, "place_slope_w": factor * on * x, "place_slope_b": factor * on,
            "place_gradient": slopes, "place_nudged": nudged, "place_next": way[-1], "next_way": way.T,
            "next_sorted": speaks_at[:, np.argsort(x, kind="stable")].astype(float), "next_on": speaks_at.sum(axis=1),
            "place_cost": net.cost(theta, data.x, data.y),
            "two": two, "two_x": x[two], "two_y": y[two], "two_z": z[two], "two_o": o[two],
            "two_square": (y[two] - o[two]) ** 2, "two_factor": factor[two], "two_switch": on[two].astype(int)[:, None],
            "two_slope": (factor * on * x)[two] + 0.0,
        }

    def _descents(self, run, data, quick, seed):
        """The other two starts, step by step; and the first step from the first start when the learning rate is too long."""
        net = run.network
        other, dead = (self._descent(data, start, quick, seed) for start in self.starts[1:])
        thrown = nncore.train(net, data, self.too_long, None, steps=20, seed=seed, theta=np.array(self.starts[0]), record=1)
        paths = {"first": run.theta, "other": other.theta, "dead": dead.theta, "thrown": thrown.theta}
        leap = np.linspace(*thrown.theta[:2], self.leap)
        dead_z = net.forward(dead.theta[0], data.x)[0][-1][:, 0]
        return {
            **{f"{name}_way": path.T for name, path in paths.items()},
            **{f"{name}_cost": [net.cost(theta, data.x, data.y) for theta in path] for name, path in paths.items()},
            "ends_apart": np.abs(run.theta[-1] - other.theta[-1]).max(), "end_cost": net.cost(run.theta[-1], data.x, data.y),
            "dead_z": dead_z, "dead_switch": (dead_z > 0).astype(float), "dead_silent": (dead_z < 0).sum(),
            "dead_gradient": net.gradient(dead.theta[0], data.x, data.y) + 0.0, "dead_moved": np.abs(dead.theta - dead.theta[0]).max(),
            "rates": (self.learning_rate, self.too_long), "rate_ratio": self.too_long / self.learning_rate,
            "thrown_silent": (net.forward(thrown.theta[1], data.x)[0][-1] <= 0).sum(),
            "leap_way": leap.T, "leap_cost": [net.cost(theta, data.x, data.y) for theta in leap],
            "start_gradient": net.gradient(thrown.theta[0], data.x, data.y), "start_b": thrown.theta[0, 1], "landed_b": thrown.theta[1, 1],
            "thrown_moved": np.abs(thrown.theta[1:] - thrown.theta[1]).max(),
        }

    def _leaky(self, data, landed, quick):
        """The surface while the slope below 0 grows from 0 to `leak`, and two descents with it: from the third start, and from where
        the first start landed after the long step."""
        x, y, leaks = data.x[:, 0], data.y[:, 0], np.linspace(0, self.leak, self.leaks)
        axes = [np.linspace(*span, count // (4 if quick else 1)) for span, count in zip((self.w_range, self.b_range), self.squares)]
        kept = np.unique(np.round(np.geomspace(1, self.healed + 1, 45)).astype(int) - 1)
        ways = {name: leaky_descent(start, x, y, self.learning_rate, self.healed, self.leak)[kept]
                for name, start in (("healed", self.starts[2]), ("back", landed))}
        return {
            "leak": self.leak, "leaks": leaks,
            "leaky_surface": [leaky_cost(*np.meshgrid(*axes, indexing="ij"), x, y, leak) for leak in leaks],
            "healed_step": kept, **{f"{name}_way": way.T for name, way in ways.items()},
            **{f"{name}_cost": leaky_cost(*way.T, x, y, self.leak) for name, way in ways.items()},
        }


def leaky_cost(w, b, x, y, leak):
    """The mean of (max(leak z, z) - y)^2 with z = w x + b; w and b may be arrays."""
    z = np.multiply.outer(w, x) + np.expand_dims(b, -1)
    return np.mean((np.maximum(leak * z, z) - y) ** 2, axis=-1)


def leaky_descent(theta, x, y, rate, steps, leak):
    """(steps + 1, 2): (w, b) from `theta` on, where the slope of the neuron is 1 above 0 and `leak` below."""
    way = [np.array(theta, float)]
    for _ in range(steps):
        z = way[-1][0] * x + way[-1][1]
        slope = 2 * (np.maximum(leak * z, z) - y) * np.where(z > 0, 1, leak)
        way.append(way[-1] - rate * np.array([np.mean(slope * x), np.mean(slope)]))
    return np.array(way)


def measures(images):
    """(m, 3) of images (m, 28, 28): pixels inside the outline, in hundreds, and columns from left to right, in tens, each less
    a constant; the share of the centre that is ink."""
    ink = images >= INK
    inside = [binary_fill_holes(each).sum() for each in ink]
    width = [np.ptp(np.flatnonzero(each.any(axis=0))) + 1 for each in ink]
    centre = ink[:, CENTRE, CENTRE].mean(axis=(1, 2))
    return np.round(np.stack([np.array(inside) / HUNDREDS - LESS[0], np.array(width) / TENS - LESS[1], centre], axis=1), 10)


def holes(images):
    """(m,): how many pixels of images (m, 28, 28) are enclosed by ink, and are none."""
    return np.array([(binary_fill_holes(image >= INK) & (image < INK)).sum() for image in images])


def hinge_cost(w, b, x, y):
    """The mean of (max(0, w x + b) - y)^2."""
    return np.mean((np.maximum(0, w * x + b) - y) ** 2)


def best_hinge(x, y):
    """(w, b) of the least mean square, exactly: for whichever digits speak, it is their own best line, or its kink is at a digit."""
    found = []
    for side in (1, -1):                                        # a hinge that rises, and one that falls
        for kink in np.unique(x):
            speaks = side * x > side * kink
            ramp = np.maximum(0, side * (x - kink))
            if ramp.any():
                w = ramp @ y / (ramp @ ramp)
                found.append((side * w, -side * w * kink))
            if np.unique(x[speaks]).size > 1:
                found.append(tuple(np.polyfit(x[speaks], y[speaks], 1)))
    return np.array(min(found, key=lambda hinge: hinge_cost(*hinge, x, y)))


def _readable(thetas, x, kinds):
    """The last of thetas (K, 4) at which a digit of the first kind, not silent, and one of the second, silent, have products and sums
    that come out as displayed; and these two rows of x (m, 3). Where there is none, the last theta and the first of each kind."""
    for theta in thetas[::-1]:
        two = [next((i for i in rows if (x[i] @ theta[:3] + theta[3] > 0) == (k == 0) and adds_up(x[i], theta[:3], theta[3])), None)
               for k, rows in enumerate(kinds)]
        if None not in two:
            return theta, list(map(int, two))
    return thetas[-1], [int(rows[0]) for rows in kinds]


def adds_up(x, w, b):
    """Whether the products of x (3,) and w (3,), and their sum with b, come out with two decimals; none of the inputs is 0."""
    shown = [np.round(np.round(a, 2) * np.round(c, 2), 2) for a, c in zip(x, w)]
    return bool(x.all() and np.allclose(shown, np.round(x * w, 2)) and np.isclose(sum(shown) + np.round(b, 2), np.round(x @ w + b, 2)))
