"""How long a step should be: walkers in bowls, in the plane of three networks, and some thirty rates from three starts each."""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import FEW, MOST, NETWORK, first
from scenes.recipes._valleys import reach, trained_apart

BOTTOM, START, HOPS = 3.0, 0.5, 12              # of the bowls C = k/2 (w - 3)^2, whose curvature is k
WIDE = np.linspace(BOTTOM - 8, BOTTOM + 8, 241)
ONE_IN_TEN = 0.1                                # what a network answers that knows only that there are ten digits
LOW = 0.1                                       # in the bay the costs of all starts are below it
NEAR, OUT = 0.1, 0.01                           # so near to that is such an answer; and so near to 0 is one that is stuck there


class LearningRates(Recipe):
    """The border on the parabola, three rates in a landscape, a sweep, the sharpest curvature on the way, and rates that shrink.

    bowl_   descent on (w - 3)^2 from w = 0.5 at five rates
    card_   descent at a short, a good and a long rate on a toy with shelves beside its valley, 1 - exp(-(w - 3)^2 / 2)
    bend_   at one rate in two bowls of different curvature; trough_: in one valley that is sharp across and flat along
    way_    descent in the plane through three networks, at a short, a usual and a giant rate, shares of R^2 (see OverAPlane)
    sweep_  trainings at rates evenly apart in the logarithm, each from the same starts; shrink_: with a rate that is halved twice
    edge_   the sharpest curvature along three trainings of all digits in every step, the second of which is the recording's own run
    """

    rates = tuple(float(f"{10 ** (k / 8):.2g}") for k in range(-10, 15))       # 0.056 to 56, eight to each factor of ten
    shrunk = rates[10:20]                                                      # 1 to 13
    batch_size, epochs, starts, halvings = 25, 20, 3, 2
    edge_rates, tolerance, products = (1.5, 3.0, 6.0), 0.03, 40
    states = (*range(0, 240, 10), *range(240, 601, 30))
    close = 0.1                                                                # so near to its border a curvature stays there
    bowl_rates, card_rates = (0.1, 0.5, 0.9, 1.0, 1.1), (0.05, 1.0, 12.0)
    bend_rate, curvatures, bend_at = 1.1, (2.0, 1.0), (2.0, 3.0, 4.0)
    trough, trough_start, trough_steps = (0.2, 2.0), (-6.0, 0.3), 10           # curvatures along and across
    walks, giants, way_steps = (0.012, 0.12), (1.4, 1.7, 1.2, 1.0, 0.8), 60    # in R^2; the first giant that lands in another valley
    wide, high = (-1.75, 1.75), (-1.3, 1.45)                                   # of the map, in R
    constants = {
        "bowl_rate": "of the toy", "bowl_factor": "worked by hand: no run behind it", "bowl_far": "the same", "bowl_slope": "the same",
        "bowl_hop": "the same", "bowl_way": "the same", "card_rate": "of the toy", "card_way": "worked by hand", "card_y": "the same",
        "bowl_x": "the same", "bowl_y": "the same",
        "bend_rate": "of the toy", "bend_curvature": "the same", "bend_border": "2 / eta", "bend_way": "by hand", "bend_y": "the same",
        "bend_factor": "1 - eta k", "bend_at": "places in the bowls", "bend_slope": "by hand",
        "trough_curvature": "of the toy", "trough_factor": "1 - eta k", "trough_path": "by hand",
        "trough_alphas": "of the map", "trough_betas": "the same", "trough_surface": "by hand",
        "sweep_rate": "the rates that are tried", "sweep_rates": "how many they are", "sweep_starts": "starts at each",
        "sweep_epoch": "epochs, counted", "sweep_epochs": "how many they are", "sweep_at": "the rates, one for each dot",
        "sweep_floor": "zeros: the axis of the rates", "shelf_digit": "outputs, counted",
        "shrink_rate": "the rates that shrink, at first", "shrink_share": "of all steps at the first rate: (1 + 1/2 + 1/4) / 3",
        "saved_rate": "one of those", "spoiled_rate": "another",
        "stairs_epoch": "epochs, counted", "stairs_share": "halved, and halved again",
        "edge_rate": "the rates of the three", "edge_border": "2 / eta", "edge_line": "the same, along the steps",
        "bay_rate": "of the rates tried", "bay_low": "a cost in the bay is below it", "sweep_best_rate": "one of them",
        "shrink_best_rate": "one that shrinks",
        "way_step": "steps, counted", "edge_step": "steps kept",
        "even_cost": "of ten answers of 0.1", "batch_size": "digits a step", "examples": "training digits",
    }
    words = {"sweep_middle": "cost at the end", "shrink_middle": "cost at the end", "edge_curvature": "sharpest curvature"}

    def train(self, train, seed, quick, quiet):
        data = first(train, FEW if quick else MOST)
        with bar("training learning_rate", 3, quiet) as done:
            corners = trained_apart(data, [10 * seed + s for s in (11, 12, 13)], quick, done)
        return self._whole(data, self.edge_rates[1], seed, quick).with_arrays(corner_theta=corners)

    def _whole(self, data, rate, seed, quick):
        """Descent over all the data in every step."""
        states = range(0, 36, 3) if quick else self.states
        return nncore.train(nncore.Network(NETWORK), data, rate, None, steps=states[-1], seed=seed, record=states)

    def derive(self, run, train, test, quick, quiet):
        """The bowls; the walkers and their map; costs at the end, and on the way; curvatures and their borders; shrinking rates."""
        data, seed = first(train, run.recipe["data"]["examples"]), run.recipe["seed"]
        rates, shrunk = (self.rates[::4], self.rates[12:21:4]) if quick else (self.rates, self.shrunk)
        seeds, epochs = 100 * seed + np.arange(2 if quick else self.starts), 3 if quick else self.epochs
        with bar("sweeping learning rates", (len(rates) + len(shrunk)) * len(seeds), quiet) as done:
            sweep = self._sweep(data, rates, seeds, epochs, done)
            shrink = self._shrink(data, shrunk, seeds, epochs, done, len(rates) * len(seeds))
        return {
            **self._bowls(), **self._ways(run, data), **sweep, **shrink, **_saved(sweep, shrink),
            **self._edge(run, data, seed, quick, quiet), "batch_size": self.batch_size, "examples": len(data),
        }

    def _bowls(self):
        """Every hop multiplies the distance to the bottom by 1 - eta k: by hand, there is no rounding in it."""
        at, (k, _) = np.arange(HOPS + 1), self.curvatures
        factors = 1 - k * np.array(self.bowl_rates)
        far = (BOTTOM - START) * np.abs(factors[0]) ** at
        bends = [_way(1 - self.bend_rate * k, k) for k in self.curvatures]
        return {
            "card_rate": self.card_rates, "card_y": _shelves(WIDE)[0], "card_way": [_over_shelves(rate) for rate in self.card_rates],
            "bowl_rate": self.bowl_rates, "bowl_factor": factors, "bowl_way": [_way(factor, k) for factor in factors],
            "bowl_x": WIDE, "bowl_y": k / 2 * (WIDE - BOTTOM) ** 2, "bowl_far": far, "bowl_slope": k * far,
            "bowl_hop": self.bowl_rates[0] * k * far, "bend_rate": self.bend_rate, "bend_curvature": self.curvatures,
            "bend_border": 2 / self.bend_rate, "bend_factor": 1 - self.bend_rate * np.array(self.curvatures),
            "bend_way": bends, "bend_y": [k / 2 * (WIDE - BOTTOM) ** 2 for k in self.curvatures],
            "bend_at": self.bend_at, "bend_slope": np.outer(self.curvatures, np.array(self.bend_at) - BOTTOM), **self._trough(),
        }

    def _trough(self):
        """Descent at the rate of the two bowls where the cost is k/2 alpha^2 + K/2 beta^2: each coordinate has its own factor."""
        bends, steps = np.array(self.trough), np.arange(self.trough_steps + 1)
        alphas, betas = np.linspace(-7, 3.5, 106), np.linspace(-2.6, 2.6, 53)
        return {
            "trough_curvature": bends, "trough_factor": 1 - self.bend_rate * bends,
            "trough_path": self.trough_start * (1 - self.bend_rate * bends) ** steps[:, None],
            "trough_alphas": alphas, "trough_betas": betas, "trough_surface": np.add.outer(*(
                k / 2 * at**2 for k, at in zip(bends, (alphas, betas), strict=True))),
        }

    def _ways(self, run, data):
        """Three walks in the plane from one start: points (3, K, 2), the costs and the nearest networks at their ends (3,); a map."""
        net, plane = run.network, nncore.Plane.through_points(*run["corner_theta"])
        corners, R = plane.project(run["corner_theta"])[0], reach(plane, run["corner_theta"])
        start = plane.point(0.14 * R, 0.0)

        def walk(pace):
            rate = float(f"{pace * R**2:.2g}")
            states = nncore.train(net, data, rate, None, steps=self.way_steps, theta=start, within=plane, record=1).theta
            path = plane.project(states)[0]
            return rate, path, np.linalg.norm(corners - path[-1], axis=1).argmin(), states

        walks = [walk(pace) for pace in self.walks]
        for pace in self.giants:
            giant = walk(pace)
            low, high = giant[1].min(axis=0) / R, giant[1].max(axis=0) / R
            inside = (low > [self.wide[0], self.high[0]]).all() and (high < [self.wide[1], self.high[1]]).all()
            if inside and giant[2] != walks[1][2] and net.cost(giant[3][-1], data.x, data.y) < 0.1:
                break
        rates, paths, ends, states = zip(*walks, giant, strict=True)
        alphas, betas = (R * np.linspace(*ends, n) for ends, n in zip((self.wide, self.high), (97, 76), strict=True))
        return {
            "way_rate": rates, "way_times": np.array(rates) / rates[0], "way_path": paths,
            "way_valley": ends, "way_step": np.arange(self.way_steps + 1),
            "way_end": [net.cost(each[-1], data.x, data.y) for each in states], "corners": corners,
            "map_alphas": alphas, "map_betas": betas, "map_surface": nncore.slice_cost(net, data, plane, alphas, betas).cost,
        }

    def _sweep(self, data, rates, seeds, epochs, done):
        """sweep_cost (R, S) over all the data at the end; sweep_curve (R, S, E + 2): the cost at the start, the mean over the batches
        of every epoch, put in its middle, and the cost at the end; sweep_middle (R,), the start in the middle. shelf_output (2, 10):
        the mean outputs at the shortest and the longest rate; shelf_slope: the gradient at the end of the longest, as a share of that
        at its start."""
        net, n = nncore.Network(NETWORK), len(data)
        a_round = -(-n // self.batch_size)
        sizes = np.diff([*range(0, n, self.batch_size), n])
        curves, shelves, slopes = [], [], []
        for k, rate in enumerate(rates):
            curves.append([])
            for i, seed in enumerate(seeds):
                run = nncore.train(net, data, rate, self.batch_size, epochs=epochs, seed=int(seed), record=[0])
                means = np.average(run.batch_cost.reshape(epochs, a_round), axis=1, weights=sizes)
                curves[-1].append([net.cost(run.theta[0], data.x, data.y), *means, net.cost(run.trained, data.x, data.y)])
                if k in (0, len(rates) - 1):
                    shelves.append(net.output(run.trained, data.x))
                    slopes.append([np.linalg.norm(net.gradient(theta, data.x, data.y)) for theta in (run.trained, run.theta[0])])
                done(k * len(seeds) + i + 1)
        cost = np.array(curves)[:, :, -1]
        middle = np.argsort(cost, axis=1, kind="stable")[:, len(seeds) // 2]       # its costs are those in the middle
        low, high = np.split(np.array(shelves), 2)
        return {
            "sweep_rate": rates, "sweep_rates": len(rates), "sweep_starts": len(seeds), "sweep_epochs": epochs, "sweep_cost": cost,
            "sweep_epoch": [0, *np.arange(epochs) + 0.5, epochs], "sweep_curve": curves, "sweep_run": middle,
            **_summary("sweep", rates, cost), "sweep_at": np.repeat(rates, len(seeds)), "sweep_dots": cost.ravel(),
            "sweep_floor": np.zeros(len(rates)), "bay_rate": _bay(rates, cost), "bay_low": LOW, "even_cost": 0.9**2 + 9 * 0.1**2,
            "shelf_share": [(np.abs(low - ONE_IN_TEN) < NEAR).mean(), (high < OUT).mean()],
            "shelf_digit": np.arange(high.shape[-1]), "shelf_output": [each.mean(axis=(0, 1)) for each in (low, high)],
            "shelf_slope": max(end / start for end, start in slopes[len(seeds):]),
        }

    def _shrink(self, data, rates, seeds, epochs, done, before):
        """shrink_cost (Q, S): as in the sweep, but the rate is halved after each third of the steps; stairs_ (6,): what is left."""
        net, steps = nncore.Network(NETWORK), epochs * -(-len(data) // self.batch_size)
        cost, halved = np.empty((len(rates), len(seeds))), 0.5 ** (np.arange(steps) * (self.halvings + 1) // steps)
        for (k, i) in np.ndindex(cost.shape):
            end = nncore.train(net, data, rates[k] * halved, self.batch_size, steps=steps, seed=int(seeds[i]), record=[0]).trained
            cost[k, i] = net.cost(end, data.x, data.y)
            done(before + k * len(seeds) + i + 1)
        thirds = np.arange(1, self.halvings + 2) / (self.halvings + 1) * epochs
        stairs = np.repeat(0.5 ** np.arange(self.halvings + 1), 2)
        return {"stairs_epoch": [0, *np.repeat(thirds, 2)[:-1]], "stairs_share": stairs, "shrink_rate": rates, "shrink_cost": cost,
                "shrink_share": halved.mean(), **_summary("shrink", rates, cost)}

    def _edge(self, run, data, seed, quick, quiet):
        """edge_curvature (3, K): the largest eigenvalue of the Hessian over all the data at the kept steps; each power iteration begins
        with the direction of the state before. edge_cost (3, K): of the same states. edge_stay (3,): for so many
        steps on end the curvature is within a tenth of the border 2 / eta."""
        found, residuals, costs, rates = [], [], [], np.array(self.edge_rates)
        with bar("measuring curvature", len(rates), quiet) as done:
            for k, rate in enumerate(rates):
                thetas = run.theta if rate == run.recipe["learning_rate"] else self._whole(data, rate, seed, quick).theta
                direction, along = None, []
                for theta in thetas:
                    along.append(nncore.sharpness(run.network, data, theta, self.tolerance, self.products, seed, direction))
                    direction = along[-1].direction
                found.append([each.value for each in along])
                residuals.append([each.residual for each in along])
                costs.append([run.network.cost(theta, data.x, data.y) for theta in thetas])
                done(k + 1)
        curvature, border = np.array(found), 2 / rates
        near = np.abs(curvature / border[:, None] - 1) <= self.close
        return {
            "edge_rate": rates, "edge_border": border, "edge_step": run.step, "edge_curvature": curvature, "edge_cost": costs,
            "edge_residual": residuals, "edge_peak": curvature.max(axis=1), "edge_line": np.tile(border[:, None], len(run.step)),
            "edge_stay": [_longest(each, run.step) for each in near], "edge_over": (curvature > border[:, None]).any(axis=1),
        }


def _way(factor, curvature):
    """(HOPS + 1, 2): w and the cost of a walker in a bowl whose distance to the bottom is multiplied by a factor at every hop."""
    far = (START - BOTTOM) * factor ** np.arange(HOPS + 1)
    return np.column_stack([BOTTOM + far, curvature / 2 * far**2])


def _shelves(w):
    """The cost and the slope over w of a valley between two shelves."""
    far = w - BOTTOM
    hollow = np.exp(-far**2 / 2)
    return 1 - hollow, far * hollow


def _over_shelves(rate):
    """(HOPS + 1, 2): w and the cost of a walker between the shelves."""
    way = [BOTTOM - 1.5]
    for _ in range(HOPS):
        way.append(way[-1] - rate * _shelves(way[-1])[1])
    return np.column_stack([way, _shelves(np.array(way))[0]])


def _summary(name, rates, cost):
    """What is drawn of costs (R, S) at these rates: the middle, the least and the most; and the best rate with its costs, by the middle."""
    middle = _middle(cost)
    best = int(middle.argmin())
    return {f"{name}_middle": middle, f"{name}_least": cost.min(axis=1), f"{name}_most": cost.max(axis=1),
            f"{name}_best_rate": rates[best], f"{name}_best": [middle[best], cost[best].min(), cost[best].max()]}


def _middle(cost):
    """Of costs (R, S) the one in the middle of every row; of two, the higher."""
    return np.sort(cost, axis=1)[:, cost.shape[1] // 2]


def _bay(rates, cost):
    """The first and the last of the rates around the best one where all starts (R, S) end at a low cost; the best twice where not even
    that one does."""
    low, best = np.concatenate([[False], cost.max(axis=1) < LOW, [False]]), int(_middle(cost).argmin())
    left, right = (int(np.argmin(side)) for side in (low[best + 1::-1], low[best + 1:]))
    return [rates[best - max(left, 1) + 1], rates[best + max(right, 1) - 1]]


def _saved(sweep, shrink):
    """Where a rate that shrinks saves most: the rate, and the worst cost of the constant and of the shrinking one; spoiled: the same where
    it harms most beyond that one; steady_: of all constant rates that are tried with shrinking, too."""
    same = [list(sweep["sweep_rate"]).index(rate) for rate in shrink["shrink_rate"]]
    steady = {f"steady_{what}": sweep[f"sweep_{what}"][same] for what in ("middle", "least", "most")}
    gain = steady["steady_most"] / shrink["shrink_most"]
    k = int(gain.argmax())
    for name, at in (("saved", k), ("spoiled", k + int(gain[k:].argmin()))):
        steady |= {f"{name}_rate": shrink["shrink_rate"][at], name: [steady["steady_most"][at], shrink["shrink_most"][at]]}
    return steady


def _longest(near, step):
    """The longest stretch of steps over which it is near."""
    edges = np.flatnonzero(np.diff([0, *near.astype(int), 0]))
    return max((step[end - 1] - step[start] for start, end in zip(edges[::2], edges[1::2], strict=True)), default=0)
