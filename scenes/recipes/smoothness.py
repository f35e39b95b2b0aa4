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
    seen, kept, asked = 10, 900, 400        # the step from which neurons are watched, at about so many steps, on so many digits
    crossings, apart = 3, 0.2               # so often a sum crosses 0 at most; and from one to the next at least, in log steps
    line, points = (-0.2, 1.2), 1601        # what is seen of the line, of w
    wide, high = (-1.6, 1.5), (-1.05, 1.4)  # and of the plane, in R: as the recording "plane"
    level = 0.1                             # a slope below it is almost none
    rates = 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001
    starts, batch_size, epochs = 3, 10, 10  # of the trainings
    deep = 0.25                             # a cost that has got down
    reach, nudge = 1.0, 0.1                 # a weight is turned so far to both sides, and by so much at a time
    still, most = 0.02, 0.96                # a neuron is stuck whose answers to most digits are as near to each other as that
    constants = {
        "examples": "digits of the landscapes", "gain": "the gains", "fine_gain": "and those along the line", "gains": "how many",
        "race_rates": "how many rates are tried", "race_starts": "starts", "race_epochs": "epochs", "race_digits": "training digits",
        "race_tries": "the rates themselves", "race_batch": "digits a step", "network_w": "where the two networks stand on their line",
        "curve_z": "sums of any size", "curve_a": "and what a neuron makes of them", "glide_last": "steps of the training",
        "flat_level": "a slope below it is almost none", "flat_w": "places on the line",
        "nudge_by": "how far one weight is turned at a time", "nudges": "and how often",
        "race_one_answer": "cost of the best answer that is one for all",
    }
    words = {"race_middle": "cost at the end, middle of three starts", "ball_slope": "slope"}

    def train(self, train, seed, quick, quiet):
        seeds = [10 * seed + s for s in (11, 12, 13)]
        with bar("training three networks", 4, quiet) as done:
            thetas = trained_apart(train, seeds, quick, done)
            run = nncore.train(nncore.Network(NETWORK), train, 1.5, 100, epochs=15 if quick else 60, seed=seeds[0], record=[0])
        return run.with_arrays(corner_theta=thetas)

    def derive(self, run, train, test, quick, quiet):
        """A neuron while its network learns; curves of the neurons; the cost along the line and over the plane; the trainings."""
        data, corners = first(train, self.examples), run["corner_theta"].astype("float64")
        return {
            "examples": len(data), "gain": GAINS, "gains": len(GAINS), "network_w": [0.0, 1.0],
            **self._glide(run, train, test), **self._one_weight(run, train, data),
            **self._along_line(data, corners, 1 if quick else OCTAVE),
            **self._over_plane(data, corners, quick),
            **self._race(first(train, 150) if quick else first(train, EXAMPLES), run.recipe["seed"] - 11, quick, quiet),
        }

    # -- one neuron -------------------------------------------------------------------------------------

    def _glide(self, run, train, test):
        """The sum z of one neuron for one unseen digit while the first network learns, at some thousand of its steps, and what
        a smooth neuron and a switch say to it. Of all neurons of the first layer and some digits it is the one whose z crosses 0
        three times, or nearly as often, and swings furthest between any two crossings."""
        net, digits, every = run.network, test.x[:self.asked], {}
        stride = max(1, len(run.batch_cost) // self.kept)

        def watch(step, theta, gradient):
            if step % stride == 0:
                W, b = net.layers(theta)[0]
                every[step] = digits @ W.T + b

        nncore.train_like(run, train, callback=watch)
        steps = np.array([step for step in every if step >= self.seen])
        z = np.array([every[step] for step in steps])                               # (K, digits, neurons)
        digit, neuron = max(np.ndindex(z.shape[1:]), key=lambda place: self._worth(steps, z[:, place[0], place[1]]))
        ours = z[:, digit, neuron]
        crossed = steps[_turns(ours)]
        answers = [_answers(name, ours) for name in ("sigmoid", "step")]
        return {"glide_step": steps, "glide_z": ours, "glide_a": answers, "glide_cross": crossed, "glide_crossings": len(crossed),
                "glide_x": digits[digit], "glide_label": test.labels[digit], "glide_neuron": neuron, "glide_last": steps[-1]}

    def _worth(self, steps, z):
        """(crossings of 0, how far z swings from it on the least of its ways): what is good to watch. Crossings too many, or
        too near each other to be told apart, are of no worth."""
        turns = _turns(z)
        if len(turns) > self.crossings or (np.diff(np.log([steps[0], *steps[turns], steps[-1]])) < self.apart).any():
            return 0, 0.0
        return len(turns), min(np.abs(z[start:end]).max() for start, end in pairwise((0, *turns, len(z))))

    def _one_weight(self, run, train, data):
        """The cost over one weight, with smooth neurons and with switches: the weight of the steepest slope, a third of the way
        through the training of the first network, turned to both sides of where it stands."""
        step, recipe = max(1, len(run.batch_cost) // 3), run.recipe
        theta = nncore.train(run.network, train, recipe["learning_rate"], recipe["batch_size"], steps=step, seed=recipe["seed"]).trained
        theta, nets = theta.astype("float64"), [nncore.Network(NETWORK, name) for name in ("sigmoid", "step")]
        slopes = nets[0].gradient(theta, data.x, data.y)
        weights = np.concatenate([W.ravel() for W, _ in nets[0].layers(np.arange(len(theta), dtype=float))]).astype(int)
        i = weights[np.argmax(np.abs(slopes[weights]))]
        w = theta[i] + self.reach * np.linspace(-1, 1, 20 * round(self.reach / self.nudge) + 1)
        turned = np.tile(theta, (len(w), 1))
        turned[:, i] = w
        costs = np.array([[net.cost(each, data.x, data.y) for each in turned] for net in nets])
        return {"nudge_w": w, "nudge_cost": costs, "nudge_by": self.nudge, "nudge_theta": theta, "nudge_weight": int(i), "nudge_step": step,
                "nudge_changes": np.count_nonzero(np.diff(costs[:, ::10]), axis=1), "nudges": len(w) // 10}

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
        line = nncore.Line(a, b)
        at = [nncore.gradient_within(nncore.Network(NETWORK, name), data, line, ball) for name in names]
        slopes = np.array([float(slope[0]) for _, slope in at])
        return {"fine_gain": gains, "curve_z": z, "curve_a": [_answers(name, z) for name in names],
                "line_w": w, "line_cost": costs, "ball_w": ball, "ball_cost": [cost for cost, _ in at], "ball_slope": slopes,
                "ball_turned": _turned(slopes), **treads, **self._flat(data, line)}

    def _flat(self, data, line):
        """Where on the line the cost is flat, its slope below `level`, for each gain and the switch; how much of it that is
        between the networks, and the steepest place there: w, cost and slope."""
        w = np.linspace(*self.line, self.points // 2 + 1)
        slices = [nncore.slice_cost(nncore.Network(NETWORK, name), data, line, w) for name in HARD]
        between = (w >= 0) & (w <= 1)
        flat = np.abs([each.slope for each in slices]) < self.level
        rows = [np.argmax(between * np.abs(each.slope)) for each in slices]
        steep = np.array([(w[row], each.cost[row], each.slope[row]) for row, each in zip(rows, slices)])
        return {"flat_w": w, "flat": flat.astype(float), "flat_share": flat[:, between].mean(axis=1), "flat_level": self.level,
                "steep": steep, "steepest": np.abs(steep[:, 2])}

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
        near = [start[i] + R * np.linspace(-0.06, 0.06, 41 if quick else 257) for i in (0, 1)]
        slopes = [nncore.gradient_within(net, data, plane, *start)[1] for net in (nets[0], nets[-1])]
        slow = nncore.train(nets[0], data, float(0.0045 * R / np.linalg.norm(slopes[0])), None, steps=10, theta=plane.point(*start),
                            within=plane, record=1)
        smooth_and_switch = [nncore.slice_cost(net, data, plane, *near).cost for net in (nets[0], nets[-1])]
        return {"map_alphas": alphas, "map_betas": betas, "map_cost": np.array(costs, np.float32), "corners": at, "way": path,
                "way_cost": [nets[0].cost(theta, data.x, data.y) for theta in way.theta], "way_slope": slopes,
                "way_steep": np.linalg.norm(slopes, axis=1), "near_way": plane.project(slow.theta)[0], "near_alphas": near[0],
                "near_betas": near[1], "near_cost": np.array(smooth_and_switch, np.float32)}

    # -- trained with hard neurons -------------------------------------------------------------------------

    def _race(self, data, seed, quick, quiet):
        """For every gain all rates are tried from one start; the best of them from two more starts: the cost after every epoch."""
        rates, epochs = (self.rates[2:8:2], 2) if quick else (self.rates, self.epochs)
        found = []
        with bar("training hard neurons", len(GAINS), quiet) as done:
            for i, k in enumerate(GAINS):
                net = nncore.Network(NETWORK, f"sigmoid({k})")
                tries = [self._costs(net, data, rate, epochs, seed) for rate in rates]
                best = int(np.argmin([costs[-1] for costs, _ in tries]))
                others = [self._costs(net, data, rates[best], epochs, seed + s) for s in range(1, self.starts)]
                found.append((rates[best], [costs[-1] for costs, _ in tries], *zip(tries[best], *others)))
                done(i + 1)
        switch = nncore.Network(NETWORK, "step")
        starts, thetas = zip(*(self._costs(switch, data, 1.0, epochs, seed + s) for s in range(self.starts)))
        best, tried, costs, trained = zip(*found)
        ways = np.array([[self._sameness(name, theta, data) for theta in row] for name, row in zip(HARD, (*trained, thetas))])
        ends = np.array([*costs, starts])[..., -1]                                  # (gains and the switch, starts)
        return {"race_rate": best, "race_tried": tried, "race_cost": [*costs, starts], "race_end": ends,
                "race_middle": np.median(ends, axis=1), "race_epoch": np.arange(epochs + 1), "race_epochs": epochs,
                "race_rates": len(rates), "race_tries": rates, "race_starts": self.starts, "race_digits": len(data),
                "race_batch": self.batch_size, "switch_range": [ends[-1].min(), ends[-1].max()],
                "race_alike": ways[..., 0], "race_idle": ways[..., 1], "race_one_answer": (alone := float(data.y.var(axis=0).sum())),
                **self._far(ends, tried, alone)}

    def _sameness(self, name, theta, data):
        """(share of the digits that get the commonest answer, in outputs above and below 1/2; share of all neurons that say
        the same to most digits)."""
        activations = nncore.Network(NETWORK, name).forward(theta.astype("float64"), data.x)[1][1:]
        _, counts = np.unique(activations[-1] > 0.5, axis=0, return_counts=True)
        ends = (1 - self.most) / 2, (1 + self.most) / 2
        return counts.max() / len(data), np.mean(np.concatenate([np.ptp(np.quantile(a, ends, axis=0), axis=0) < self.still
                                                                 for a in activations]))

    def _far(self, ends, tried, alone):
        """down: up to which gain all starts end below `deep`; stuck: from which on no rate that was tried gets below `alone`."""
        low = [k for i, k in enumerate(GAINS) if ends[:i + 1].max() < self.deep]
        high = [k for i, k in enumerate(GAINS) if min(np.min(tried[i:]), np.min(ends[i:])) > alone]
        return {"race_down": max(low, default=0), "race_stuck": min(high, default=0)}

    def _costs(self, net, data, rate, epochs, seed):
        """(the cost (epochs + 1,) over the data before the first epoch and after each, the trained theta)."""
        per = -(-len(data) // self.batch_size)
        try:
            run = nncore.train(net, data, rate, self.batch_size, epochs=epochs, seed=seed, record=[per * e for e in range(epochs + 1)])
        except nncore.Diverged as error:
            run = error.run
        costs = run.evaluate(data).cost
        return np.append(costs, np.full(epochs + 1 - len(costs), costs[-1])), run.theta[len(costs) - 1]


def _turns(z):
    """The rows (n,) from which on z (K,) is on the other side of 0."""
    return np.flatnonzero(np.diff(z >= 0)) + 1


def _turned(slopes):
    """The first row from which on a slope points the other way than at first, and there the steepest; 0: it never does."""
    other = slopes * slopes[0] < 0
    if not other.any():
        return 0
    first = int(other.argmax())
    last = first + int(np.append(~other[first:], True).argmax())
    return first + int(np.abs(slopes[first:last]).argmax())


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
    stops = np.sort(widest)
    return float(w[ball]), {
        "tread_count": len(treads), "level_count": len(np.unique(np.round(switch, 4))), "stop_w": w[middles[stops]],
        "stop_cost": switch[middles[stops]], "edge_w": (w[edges] + w[edges - 1]) / 2,
        "edge_cost": np.column_stack([switch[edges - 1], switch[edges]])}
