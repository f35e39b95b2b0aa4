"""The smallest deep network there is: 1-1-1-1, three weights and three biases, learns a toy rule.

Everything is in double precision, so that a nudge of a thousandth can be measured. All of it holds for any chain.
"""

import numpy as np

import nncore
from scenes.recipes import Recipe

LAST, BIAS = -2, -1              # where w and b of the last layer stand in theta


class Chain(Recipe):
    """1-1-1-1 learns to tell whether x is more than a half, from thirty toy examples."""

    sizes = (1, 1, 1, 1)
    learning_rate, steps, examples = 4.0, 200, 30
    row = 20                                     # the state that is looked at: the biases have moved, much is left to learn
    nudges = 1.0, 0.1, 0.01, 0.001               # of the last weight
    between = 40                                 # recorded nudges from one size to the next
    rows = 120                                   # of a movement there and back: more than a row a frame at the lowest quality
    clearly = 1 / 50                             # to how much of itself the cost of the example that is followed shrinks, or further
    h = 1e-4                                     # of the central differences
    steep = 2 / 3                                # how steep a tangent is drawn under the lens
    constants = {
        "shown_step": "the state that is looked at", "nudge_w": "the sizes of the nudges",
        "shrink_w": "the sizes on the way from one to the next", "magnified": "how far the lines are magnified for them",
        "bias_factor": "dz/db, the same in every network", "lit_one": "a neuron that says 1",
        "later_step": "the steps at which the curve is kept",
        "steps_left": "from there to the end",
    }

    def data(self, seed):
        """Thirty x from 0 to 1, and whether each is more than a half: a toy set."""
        x = np.sort(np.random.default_rng(seed).uniform(0, 1, self.examples))[:, None]
        return nncore.Dataset(x, (x > 0.5).astype(float), name="toy")

    def train(self, train, seed, quick, quiet):
        """The run; what it learns from is a toy set of its own, not the digits."""
        seed, net = 235 + 88 * seed, nncore.Network(self.sizes)
        return nncore.train(net, self.data(seed), self.learning_rate, None, steps=60 if quick else self.steps, seed=seed,
                            theta=net.init(seed, dtype="float64", scale=2.0), record=1)

    def derive(self, run, train, test, quick, quiet):
        """What the film shows: one state and one example, every move of a nudge, every factor, all partials, one step."""
        data, net, theta = self.data(run.recipe["seed"]), run.network, run.theta[self.row]
        voices = net.example_gradients(theta, data.x, data.y)[:, LAST]
        i = self._hero(run, data, voices)
        x, y = data.x[i:i + 1], data.y[i:i + 1]
        return {
            "row": self.row, "shown_step": run.step[self.row], "here": theta,
            "data_x": data.x[:, 0], "data_y": data.y[:, 0], "example_index": data.index[i], "example_x": x[0], "example_y": y[0],
            "steps_left": run.step[-1] - run.step[self.row],
            "cost": [net.cost(theta, data.x, data.y) for theta in run.theta],
            **self._forward(net, theta, x, y), **self._task(run, x, y), **self._moves(net, theta, x, y),
            **self._nudges(net, theta, x, y), **self._factors(net, theta, x, y), **self._partials(net, theta, x, y),
            **self._sigma(net, theta, x), **self._light(net, theta, x, y), "voices": voices, "mean_voice": voices.mean(),
            **self._one_step(run, data),
        }

    # -- one example, one state --------------------------------------------------------------

    def _hero(self, run, data, voices):
        """The example that is followed: of those that pull against the mean, and whose own cost shrinks clearly until the end (so
        they lie far from the border), the one that pulls hardest; where there is none, the one that shrinks most."""
        now, then = ((self._answers(run.network, theta, data.x) - data.y[:, 0]) ** 2 for theta in run.theta[[self.row, -1]])
        left, against = then / now, voices * voices.mean() < 0
        return int(np.where(against & (left < self.clearly), np.abs(voices), -left - ~against).argmax())

    def _forward(self, net, theta, x, y):
        z, a = net.forward(theta, x)
        return {"z": np.ravel(z[1:]), "a": np.ravel(a), "example_cost": net.cost(theta, x, y),
                "example_error": a[-1][0, 0] - y[0, 0]}

    def _task(self, run, x, y):
        """The curve of answers: now, while the first weight swings, while the last one is raised by 1, and at later steps."""
        net, theta, task = run.network, run.theta[self.row], np.linspace(0, 1, 121)
        swing = theta + np.outer(2.5 * np.sin(np.linspace(0, 2 * np.pi, self.rows + 1)), np.eye(len(theta))[0])
        lift = theta + np.outer(np.linspace(0, self.nudges[0], 2 * self.rows // 3 + 1), np.eye(len(theta))[LAST])
        lifted = self._moved(net, theta, x, y, lift[:, LAST] - theta[LAST])
        later = np.arange(self.row, len(run.theta))
        curves = [[self._answers(net, t, task) for t in thetas] for thetas in (swing, lift, run.theta[later])]
        return {
            "task_x": task, "swing_theta": swing, "swing_answers": curves[0],
            "lift_theta": lift, "lift_answers": curves[1], "lift_a": lifted[:, 2], "lift_C": lifted[:, 3],
            "lift_error": np.abs(lifted[:, 2] - y[0, 0]),
            **{f"{name}_activations": [np.ravel(net.forward(t, x)[1]) for t in thetas]
               for name, thetas in (("swing", swing), ("lift", lift))},
            "later_step": run.step[later], "later_answers": curves[2], **self._own(net, run.theta[later], x, y),
        }

    @staticmethod
    def _own(net, thetas, x, y):
        """The example's answer, its distance from the wish, and its cost, at every step from now on."""
        a = np.array([net.forward(theta, x)[1][-1][0, 0] for theta in thetas])
        return {"later_a": a, "later_error": np.abs(a - y[0, 0]), "later_C": (a - y[0, 0]) ** 2}

    @staticmethod
    def _answers(net, theta, x):
        return net.forward(theta, np.reshape(x, (-1, 1)))[1][-1][:, 0]

    def _moved(self, net, theta, x, y, dw, i=LAST):
        """(len(dw), 4): the number i of the network, z, a of the last neuron, and C, with every dw added to that number."""
        rows = []
        for change in np.ravel(dw):
            moved = theta.copy()
            moved[i] += change
            z, a = net.forward(moved, x)
            rows.append((moved[i], z[-1][0, 0], a[-1][0, 0], net.cost(moved, x, y)))
        return np.array(rows)

    def _moves(self, net, theta, x, y):
        """What follows when the bias, or the activation before, goes up and down and comes back: rows of moves of z, a and C."""
        there_and_back, own = 0.5 * np.sin(np.linspace(0, 2 * np.pi, self.rows + 1)), net.forward(theta, x)[1][-2][0, 0]
        bias = self._moved(net, theta, x, y, there_and_back, BIAS)[:, 1:]
        before = np.array([self._after(theta, own + change / 2, y) for change in there_and_back])
        return {"swing": there_and_back, "half_swing": there_and_back / 2,
                "bias_move": (bias - bias[0]).T, "before_move": (before - before[0]).T}

    @staticmethod
    def _after(theta, a, y):
        """z, a and C of the last neuron when the one before says a."""
        last = nncore.Network((1, 1))
        z, out = last.forward(theta[LAST:], np.array([[a]]))
        return z[-1][0, 0], out[-1][0, 0], last.cost(theta[LAST:], np.array([[a]]), y)

    def _nudges(self, net, theta, x, y):
        """Nudges of the last weight from the largest to the smallest, what each moves, and the ratios of the moves;
        the true curves near the point, as wide as each of the nudges."""
        start, end = np.log10([self.nudges[0], self.nudges[-1]])
        dw = np.logspace(start, end, self.between * (len(self.nudges) - 1) + 1)
        here = self._moved(net, theta, x, y, 0)
        shrink = self._moved(net, theta, x, y, dw) - here
        told = self._moved(net, theta, x, y, self.nudges) - here
        told[:, 0], shrink[:, 0] = self.nudges, dw
        near = np.array([self._moved(net, theta, x, y, 4 * size * np.linspace(-1, 1, 161)) - here for size in self.nudges])
        wide = self._moved(net, theta, x, y, 12 * np.linspace(-1, 1, 241)) - here
        return {
            **{f"shrink_{name}": column for name, column in zip("wzaC", shrink.T)},
            **{f"nudge_{name}": column for name, column in zip("wzaC", told.T)},
            **{f"near_{name}": near[..., column] for column, name in enumerate("wzaC")},
            **{f"wide_{name}": column for name, column in zip("wzaC", wide.T)},
            "ratio_zw": told[:, 1] / told[:, 0], "ratio_az": told[:, 2] / told[:, 1], "ratio_Ca": told[:, 3] / told[:, 2],
            "ratio_Cw": told[:, 3] / told[:, 0], "magnified": self.nudges[0] / np.array(self.nudges),
        }

    def _factors(self, net, theta, x, y):
        """What each link multiplies a nudge by; how much z and a of each layer move the cost; and, from the cost back to
        the first weight, every factor in its turn, and the products so far."""
        _, a, delta, dC_da, _ = net.backward(theta, x, y)
        dC_da[0] = delta[1] * theta[0]
        a, slopes = np.ravel(a), np.ravel([a * (1 - a) for a in a[1:]])
        error = 2 * (a[-1] - y[0, 0])
        links = [factor for layer in range(net.depth, 0, -1)
                 for factor in (slopes[layer - 1], theta[2 * layer - 2] if layer > 1 else x[0, 0])]
        factors = np.array([error, *links])
        return {"slopes": slopes, "error_factor": error, "bias_factor": 1.0, "reach_a": np.ravel(dC_da),
                "reach_z": np.ravel(delta[1:]), "back_factors": factors, "back_products": np.cumprod(factors),
                "stretch": max(1, round(self.steep / abs(delta[-1][0, 0] * a[-2])))}

    def _partials(self, net, theta, x, y):
        """All partials of the example's cost, by the chain rule and by nudging."""
        a_nudged = self._central(lambda a: self._after(theta, a, y)[-1], net.forward(theta, x)[1][-2][0, 0])
        return {"partials": net.gradient(theta, x, y), "partials_nudged": self._nudged(net, theta, x, y),
                "reach_a_nudged": a_nudged}

    def _nudged(self, net, theta, x, y):
        return [self._central(lambda t, i=i: net.cost(np.where(np.arange(net.n_parameters) == i, t, theta), x, y), theta[i])
                for i in range(net.n_parameters)]

    def _central(self, f, at):
        return (f(at + self.h) - f(at - self.h)) / (2 * self.h)

    def _sigma(self, net, theta, x):
        """The curve of sigma, and a point that slides along it and comes back to where the last neuron is, with its slope."""
        last, z = nncore.Network((1, 1)), net.forward(theta, x)[0][-1][0, 0]
        wide, slide = np.linspace(-6, 6, 121), z + 4.6 * np.sin(np.linspace(0, 2 * np.pi, 2 * self.rows + 1))
        a, answer = (self._answers(last, np.array([1.0, 0.0]), each) for each in (wide, slide))
        return {"sigma_z": wide, "sigma_a": a, "slide_z": slide, "slide_a": answer, "slide_slope": answer * (1 - answer),
                "slide_rest": 1 - answer}

    def _light(self, net, theta, x, y):
        """The neuron before goes from what it says to 1, and down to silence, while the two later slopes are held."""
        own, held = net.forward(theta, x)[1][-2][0, 0], net.backward(theta, x, y)[2][-1][0, 0]
        light = np.concatenate([np.linspace(own, 1, self.rows), np.linspace(1, 0, self.rows)[1:]])
        return {"light_a": light, "light_slope": light * held, "lit_one": 1.0, "later_slopes": held}

    # -- all examples ------------------------------------------------------------------------

    def _one_step(self, run, data):
        """The gradient over all examples, each entry checked by a nudge, and the step that was taken with it."""
        net, before, after = run.network, *run.theta[self.row:self.row + 2]
        gradient = net.gradient(before, data.x, data.y)
        return {"gradient": gradient, "gradient_nudged": self._nudged(net, before, data.x, data.y),
                "entry_step": -run.recipe["learning_rate"] * gradient, "after": after,
                "step_numbers": np.stack([before, after], axis=1),
                "cost_before": net.cost(before, data.x, data.y), "cost_after": net.cost(after, data.x, data.y)}
