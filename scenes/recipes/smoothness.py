"""What becomes of the cost, and of learning, when neurons get harder: sigma(k z) from k = 1 to a switch.

The same weights throughout, with another gain k: on the line between two trained networks, on the plane through three; and
trainings from the start, with as many steps for each k.
"""

from itertools import pairwise

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import NETWORK, first
from scenes.recipes._valleys import EXAMPLES, reach, trained_apart

GAINS = 1, 2, 4, 8, 16, 32, 64
HARD = [f"sigmoid({k})" for k in GAINS] + ["step"]
OCTAVE = 8                          # gains from one to twice as much, along the line


class Smoothness(Recipe):
    """One network learns, its two neighbours on a plane do, too; then their neurons are hardened, and hard ones are trained."""

    examples = 20                           # digits of the landscapes: the cost of switches then has steps that can be seen
    line, points = (-0.2, 1.2), 1601        # what is seen of the line, of w
    wide, high = (-1.6, 1.5), (-1.05, 1.4)  # and of the plane, in R: as the recording "plane"
    dent = 0.25                             # of the line is kept to both sides of the ball, as seen from there
    level = 0.1                             # a slope below it is almost none
    rates = 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001
    starts, batch_size, epochs = 3, 10, 10  # of the trainings
    reads, guesses = 0.8, 0.3               # who reads more than that of its digits has learned; less is near to guessing
    reach, nudge = 1.0, 0.1                 # a weight is turned so far to both sides, and by so much at a time
    constants = {
        "examples": "digits of the landscapes", "gain": "the gains", "fine_gain": "and those along the line", "gains": "how many",
        "race_rates": "how many rates are tried", "race_starts": "starts", "race_epochs": "epochs", "race_digits": "training digits",
        "race_tries": "the rates themselves", "race_batch": "digits a step", "network_w": "where the two networks stand on their line",
        "race_silent": "the cost where every output is 0, and only the digit's own is wrong",
        "race_same": "and where the same one is always 1, whichever: two are wrong unless it is the digit's own",
        "curve_z": "sums of any size", "curve_a": "and what a neuron makes of them", "kink_z": "small sums", "kink_a": "a kinked one",
        "flat_level": "a slope below it is almost none", "nudge_start": "the weight as it is",
        "nudge_by": "how far one weight is turned at a time", "nudges": "and how often",
    }
    words = {"race_middle": "digits read right at the end, middle of three starts", "ball_slope": "slope"}

    def train(self, train, seed, quick, quiet):
        seeds = [10 * seed + s for s in (11, 12, 13)]
        with bar("training three networks", 4, quiet) as done:
            thetas = trained_apart(train, seeds, quick, done)
            run = nncore.train(nncore.Network(NETWORK), train, 1.5, 100, epochs=15 if quick else 60, seed=seeds[0], record=[0])
        return run.with_arrays(corner_theta=thetas)

    def derive(self, run, train, test, quick, quiet):
        """One weight that is turned; curves of the neurons; the cost along the line and over the plane; the trainings."""
        data, corners = first(train, self.examples), run["corner_theta"].astype("float64")
        return {
            "examples": len(data), "gain": GAINS, "gains": len(GAINS), "network_w": [0.0, 1.0],
            **self._one_weight(run, train, data),
            **self._along_line(data, corners, 1 if quick else OCTAVE),
            **self._over_plane(data, corners, quick),
            **self._race(first(train, 150) if quick else first(train, EXAMPLES), run.recipe["seed"] - 11, quick, quiet),
        }

    # -- one neuron -------------------------------------------------------------------------------------

    def _one_weight(self, run, train, data):
        """One weight of the last layer is turned, in a network with smooth neurons and in one with switches: the sum z of its
        neuron for one digit, its answer a, and the cost over all digits. It is the weight of the steepest slope, a third of the
        way through the training of the first network, turned to both sides of where it stands."""
        step, recipe = max(1, len(run.batch_cost) // 3), run.recipe
        theta = nncore.train(run.network, train, recipe["learning_rate"], recipe["batch_size"], steps=step, seed=recipe["seed"]).trained
        theta, nets = theta.astype("float64"), [nncore.Network(NETWORK, name) for name in ("sigmoid", "step")]
        slopes = nets[0].layers(nets[0].gradient(theta, data.x, data.y))[-1][0]
        row, column = np.unravel_index(np.argmax(np.abs(slopes)), slopes.shape)
        i = int(nets[0].layers(np.arange(len(theta), dtype=float))[-1][0][row, column])
        w = theta[i] + self.reach * np.linspace(-1, 1, 20 * round(self.reach / self.nudge) + 1)
        turned = np.tile(theta, (len(w), 1))
        turned[:, i] = w
        costs = np.array([[net.cost(each, data.x, data.y) for each in turned] for net in nets])
        W, b = nets[0].layers(theta)[-1]
        before = np.array([net.forward(theta, data.x)[1][-2] for net in nets])                      # (nets, digits, neurons)
        z = (before @ W[row] + b[row])[:, None] + (w - theta[i])[:, None] * before[:, None, :, column]          # (nets, K, digits)
        digit = self._telling(z)
        answers = [_answers(name, each[:, digit]) for name, each in zip(("sigmoid", "step"), z)]
        return {"nudge_w": w, "nudge_cost": costs, "nudge_by": self.nudge, "nudge_theta": theta, "nudge_weight": i, "nudge_step": step,
                "nudge_changes": np.count_nonzero(np.diff(costs[:, ::10]), axis=1), "nudges": len(w) // 10, "nudge_start": len(w) // 2,
                "nudge_z": z[..., digit], "nudge_a": answers, "nudge_x": data.x[digit], "nudge_label": data.labels[digit],
                "nudge_digit": digit, "nudge_neuron": int(row)}

    def _telling(self, z):
        """The digit for which the switch flips, not too near the ends of the way, and at its start both sums are most alike: of z
        (nets, K, digits)."""
        middle = z[1, len(z[1]) // 8:-len(z[1]) // 8]
        flips = (middle >= 0).any(axis=0) & (middle < 0).any(axis=0)
        return max(range(z.shape[2]), key=lambda digit: (flips[digit], -np.ptp(z[:, z.shape[1] // 2, digit])))

    # -- the same weights, harder neurons ------------------------------------------------------------------

    def _along_line(self, data, corners, octave):
        """The cost over w for finer gains, 1 to 64 and the switch, and the slope at one place; the treads of the switch."""
        a, b, c = corners
        gains = 2.0 ** (np.arange((len(GAINS) - 1) * octave + 1) / octave)
        names, w = [f"sigmoid({k:.6f})" for k in gains] + ["step"], np.linspace(*self.line, self.points)
        z = np.linspace(-4, 4, 401)
        over = nncore.Plane(a, c - a, b - a)            # its second direction is the line's: the fast way over a plane
        costs = np.array([nncore.slice_cost(nncore.Network(NETWORK, name), data, over, [0], w).cost[0] for name in names])
        ball, treads = _treads(w, costs[-1], costs[0])
        here = int(np.abs(w - ball).argmin())
        jumps = np.flatnonzero(np.diff(costs[-1])[here:])
        line = nncore.Line(a, b)
        at = [nncore.gradient_within(nncore.Network(NETWORK, name), data, line, ball) for name in names]
        slopes = np.array([float(slope[0]) for _, slope in at])
        turned, near = _turned(slopes), np.abs(w - ball) < self.dent
        return {"fine_gain": gains, "kink_z": z / z[-1], "kink_a": [_answers("relu", z / z[-1])],
                "curve_z": z, "curve_a": [_answers(name, z) for name in names],
                "line_w": w, "line_cost": costs, "ball_w": ball, "ball_at": here, "ball_tread": jumps.min(initial=len(w) - here - 1),
                "ball_cost": [cost for cost, _ in at], "ball_slope": slopes,
                "ball_turned": turned, "dent_w": w[near] - ball, "dent_cost": costs[turned, near] - at[turned][0],
                **treads, **self._flat(w, costs)}

    def _flat(self, w, costs):
        """Where on the line the cost is flat: from one recorded place to the next it changes by less than `level` for each
        change of w. How much of the line that is, all of it that is seen, and its steepest change, for each gain; a switch has no
        slope but 0. And whether smooth neurons are flat only around their highest and lowest places."""
        slopes = np.abs(np.diff(costs) / np.diff(w))
        flat = slopes < self.level
        shares, steepest = flat.mean(axis=1), slopes.max(axis=1)
        shares[-1], steepest[-1] = 1, 0
        return {"flat": flat.astype(np.uint8), "flat_share": shares, "flat_level": self.level, "steepest": steepest,
                "flat_at_turns": _all_hold_a_turn(flat[0], costs[0])}

    def _over_plane(self, data, corners, quick):
        """The cost over the plane for every gain; a ball that rolls down with smooth neurons, and the land around its start."""
        plane = nncore.Plane.through_points(*corners)
        at, R = plane.project(corners)[0], reach(plane, corners)
        points = (41, 41) if quick else (257, 257)       # as many as the mesh that a landscape is drawn on
        alphas, betas = (R * np.linspace(*ends, n) for ends, n in zip((self.wide, self.high), points))
        nets = [nncore.Network(NETWORK, name) for name in HARD]
        costs = [nncore.slice_cost(net, data, plane, alphas, betas).cost for net in nets]
        start = at[0] + 0.38 * (at[1] - at[0])
        way = nncore.train(nets[0], data, float(f"{0.1 * R**2:.2g}"), None, steps=40, theta=plane.point(*start), within=plane, record=1)
        path = plane.project(way.theta)[0]
        near = [start[i] + R * np.linspace(-0.12, 0.12, 41 if quick else 257) for i in (0, 1)]
        slopes = [nncore.gradient_within(net, data, plane, *start)[1] for net in (nets[0], nets[-1])]
        slow = nncore.train(nets[0], data, float(0.0056 * R / np.linalg.norm(slopes[0])), None, steps=10, theta=plane.point(*start),
                            within=plane, record=1)
        rows, columns = (np.abs(side[:, None] - there).argmin(axis=0) for side, there in zip((alphas, betas), at.T))
        smooth_and_switch = [nncore.slice_cost(net, data, plane, *near).cost for net in (nets[0], nets[-1])]
        return {"map_alphas": alphas, "map_betas": betas, "map_cost": np.array(costs, np.float32), "corners": at, "way": path,
                "valleys_stay": costs[-1][rows, columns].max() < np.quantile(costs[-1], 0.2),      # with switches, too
                "way_cost": [nets[0].cost(theta, data.x, data.y) for theta in way.theta], "way_slope": slopes,
                "way_steep": np.linalg.norm(slopes, axis=1), "near_way": plane.project(slow.theta)[0], "near_alphas": near[0],
                "near_betas": near[1], "near_cost": np.array(smooth_and_switch, np.float32)}

    # -- trained with hard neurons -------------------------------------------------------------------------

    def _race(self, data, seed, quick, quiet):
        """For every gain all rates are tried from one start; the best of them from two more starts: the cost after every epoch.
        Every gain has the same starts: the same weights, not smaller ones for a higher gain."""
        rates, epochs = (self.rates[2:8:2], 2) if quick else (self.rates, self.epochs)
        found = []
        with bar("training hard neurons", len(GAINS), quiet) as done:
            for i, k in enumerate(GAINS):
                net = nncore.Network(NETWORK, f"sigmoid({k})")
                tries = [self._trained(net, data, rate, epochs, seed) for rate in rates]
                best = int(np.argmin([costs[-1] for costs, _ in tries]))
                others = [self._trained(net, data, rates[best], epochs, seed + s) for s in range(1, self.starts)]
                ends, rights = zip(*((costs[-1], right) for costs, right in tries))
                found.append((rates[best], ends, max(rights), *zip(tries[best], *others)))
                done(i + 1)
        switch = nncore.Network(NETWORK, "step")
        starts, alone = zip(*(self._trained(switch, data, 1.0, epochs, seed + s) for s in range(self.starts)))
        best, tried, most, costs, right = zip(*found)
        costs, right = np.array([*costs, starts]), np.array([*right, alone])            # (gains and the switch, starts, ...)
        most = np.maximum([*most, 0], right.max(axis=1))
        return {"race_rate": best, "race_tried": tried, "race_cost": costs, "race_end": costs[..., -1], "race_right": right,
                "race_middle": np.median(right, axis=1), "race_epoch": np.arange(epochs + 1), "race_epochs": epochs,
                "race_rates": len(rates), "race_tries": rates, "race_starts": self.starts, "race_digits": len(data),
                "race_batch": self.batch_size, "race_silent": 1.0, "race_same": 2 * (1 - 1 / data.y.shape[1]), **self._far(right, most)}

    def _far(self, right, most):
        """down: up to which gain all starts learn to read; stuck: from which on none reads more than a few, at any rate that was
        tried, the switch included; and how many the best of them reads."""
        low = [k for i, k in enumerate(GAINS) if right[:i + 1].min() > self.reads]
        high = [(k, most[i:].max()) for i, k in enumerate(GAINS) if most[i:].max() < self.guesses]
        stuck, best = min(high, default=(0, 1.0))
        return {"race_down": max(low, default=0), "race_stuck": stuck, "race_most": best}

    def _trained(self, net, data, rate, epochs, seed):
        """(the cost (epochs + 1,) over the data before the first epoch and after each, the share of them read right at the end)."""
        per = -(-len(data) // self.batch_size)
        try:
            run = nncore.train(net, data, rate, self.batch_size, epochs=epochs, seed=seed, record=[per * e for e in range(epochs + 1)])
        except nncore.Diverged as error:
            run = error.run
        after = run.evaluate(data)
        return np.append(after.cost, np.full(epochs + 1 - len(after.cost), after.cost[-1])), after.accuracy[-1]


def _turned(slopes):
    """The first row from which on a slope points the other way than at first, and there the steepest; 0: it never does."""
    other = slopes * slopes[0] < 0
    if not other.any():
        return 0
    first = int(other.argmax())
    last = first + int(np.append(~other[first:], True).argmax())
    return first + int(np.abs(slopes[first:last]).argmax())


def _all_hold_a_turn(flat, y):
    """Whether every flat stretch of a curve y (K,) holds a place where it turns up or down, or runs off an end; flat (K - 1,)."""
    turns, edges = np.diff(np.sign(np.diff(y))) != 0, np.flatnonzero(np.diff(np.concatenate([[0], flat.astype(int), [0]]))).reshape(-1, 2)
    return all(start == 0 or end == len(flat) or turns[max(start - 1, 0):end].any() for start, end in edges)


def _answers(name, z):
    """What a neuron of this activation answers to the sums z."""
    return nncore.Network((1, 1), name).output([1.0, 0.0], z[:, None])[:, 0]


def _treads(w, switch, smooth):
    """(where the ball stands, what is counted of the stairs): switch and smooth are costs (K,) over w (K,).

    The ball stands in the middle of one of the ten widest treads between the networks: where the smooth curve climbs most."""
    edges = np.flatnonzero(np.diff(switch)) + 1
    treads = [(start, end) for start, end in pairwise((0, *edges, len(w)))]
    middles = np.array([(start + end - 1) // 2 for start, end in treads])
    widths = np.array([end - start for start, end in treads])
    inside = np.flatnonzero((w[middles] > 0.15) & (w[middles] < 0.85))
    widest = inside[np.argsort(-widths[inside], kind="stable")[:10]]
    climb = np.gradient(smooth, w)
    ball = middles[max(widest, key=lambda i: climb[middles[i]])]
    return float(w[ball]), {"tread_count": len(treads), "level_count": len(np.unique(np.round(switch, 4)))}
