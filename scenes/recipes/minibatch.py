"""Mini-batches against the full batch: in the plane of three valleys, where the stumble is seen, and in all parameters."""

import numpy as np

import nncore
from scenes.recipes import bar
from scenes.recipes.digits import NETWORK, first
from scenes.recipes.valleys import surroundings, trained_apart

EXAMPLES = 1500         # training digits at most: few enough that a wall of them can be looked at
FEW = 500               # in a quick run
BATCH = 10
PER_EPOCH = 9           # states that are kept of every epoch after the first, of which every step is
OF_THESE = 3            # every third of them is a point of the curves
MARKS = (1, 5, 20)      # the epochs after which the walkers are compared


def kept_steps(n, epochs):
    """The steps of a run in batches of ten that are kept: all of the first epoch, then a few of each."""
    length = -(-n // BATCH)
    return np.array([*range(length), *(step for step in _evenly(length, epochs) if step >= length)])


def curve_steps(n, epochs):
    """Those of the kept steps that are evenly apart, few enough for a curve."""
    return np.array(_evenly(-(-n // BATCH), epochs)[::OF_THESE])


def _evenly(length, epochs):
    some = [round(length * part / PER_EPOCH) for part in range(PER_EPOCH)]
    return [*(epoch * length + step for epoch in range(epochs) for step in some), epochs * length]


def examples_before(steps, n, batch_size):
    """How many examples a run has looked at before each of these steps."""
    epochs, within = np.divmod(steps, -(-n // (batch_size or n)))
    return epochs * n + np.minimum(within * (batch_size or n), n)


def decay(rate, half_life):
    """eta(step) = rate * 2^(-step / half_life): a learning rate that is halved every half_life steps."""
    return lambda step: rate * 2.0 ** (-step / half_life)


class Walkers:
    """Descent in the plane of the three valleys: there the network has two numbers, and nothing drawn is projected."""

    learning_rate, careful_steps = 30.0, 60
    start = 3.0, 0.0                                    # of the two walkers
    margin = 1.5                                        # their map is so many times as wide as what they cross
    reach, pitch, shuffles, shuffle_steps = 1.0, 0.25, 6, 120   # the square near the ridge where a start is sought
    hovers = ((10, 30.0), (10, 100.0), (1, 30.0), (10, decay(100.0, half_life=40)))     # (batch size, rate)
    hover_start, hover_steps, hover_reach = (-2.0, 2.0), 240, 3.5   # from the bottom; how far the map around it reaches
    settled = 0.5                                       # hovering is measured over this last share of the steps

    def train(self, train, seed, quick, quiet):
        data = first(train, FEW if quick else EXAMPLES)
        with bar("training walkers", 3, quiet) as done:
            corners = trained_apart(data, [10 * seed + s for s in (11, 12, 13)], quick, done)
        plane = nncore.Plane.through_points(*corners)
        epochs, length = 3 if quick else MARKS[-1], -(-len(data) // BATCH)
        return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, BATCH, epochs=epochs, seed=seed,
                            theta=plane.point(*self.start), within=plane, record=length).with_arrays(corner_theta=corners)

    def derive(self, run, train, test):
        data, seed = first(train, run.recipe["data"]["examples"]), run.recipe["seed"]
        plane = nncore.Plane.through_points(*run["corner_theta"])
        quick = run.recipe["epochs"] < MARKS[-1]
        corners, grid, surface = surroundings(run.network, data, plane, run["corner_theta"], quick)
        walk = _Walk(run.network, data, plane)
        steps = kept_steps(len(data), run.recipe["epochs"])
        path = walk(self.start, BATCH, self.learning_rate, seed, steps[-1])[steps]
        careful = walk(self.start, None, self.learning_rate, seed, 20 if quick else self.careful_steps)
        seen, careful_seen = examples_before(steps, len(data), BATCH), np.arange(len(careful)) * len(data)
        single = walk(self.start, 1, self.learning_rate, seed, steps[-1] * BATCH)
        single_first, single = single[:len(careful)], single[seen]      # step by step; then where ten stands as well
        costs, careful_costs = walk.costs(path), walk.costs(careful)
        marks = np.array((1, 2, 3) if quick else MARKS)
        at, careful_at = (np.searchsorted(each, marks * len(data), "right") - 1 for each in (seen, careful_seen))
        return {
            "grid": grid, "surface": surface, "corners": corners,
            "path": path, "path_step": steps, "path_seen": seen, "path_cost": costs,
            "careful_path": careful, "careful_step": np.arange(len(careful)), "careful_seen": careful_seen,
            "careful_cost": careful_costs,
            "single_first": single_first, "single_first_cost": walk.costs(single_first),
            "single_path": single, "single_cost": walk.costs(single), "mark_single": walk.costs(single[at]),
            "mark_epoch": marks, "mark_row": at, "mark_seen": seen[at], "mark_cost": costs[at],
            "mark_careful": careful_costs[careful_at],
            **self._where_they_walk(walk, [*path, *careful, *single], quick),
            **self._shuffles(walk, corners, seed, quick), **self._hovering(walk, corners, seed, quick),
        }

    def _where_they_walk(self, walk, points, quick):
        """The part of the map that both walkers cross, and a margin around it."""
        low, high = np.min(points, axis=0), np.max(points, axis=0)
        half = self.margin * (high - low).max() / 2
        alphas, betas = (np.linspace(m - half, m + half, 21 if quick else 65) for m in (low + high) / 2)
        cost = nncore.slice_cost(walk.net, walk.data, walk.plane, alphas, betas).cost
        return {"walk_alphas": alphas, "walk_betas": betas, "walk_surface": cost}

    def _shuffles(self, walk, corners, seed, quick):
        """From one start several shuffles, one digit a step: the start of a grid whose shuffles part the most evenly."""
        reach = np.arange(-self.reach, self.reach + self.pitch / 2, self.reach if quick else self.pitch)
        shuffles, steps = (4, 30) if quick else (self.shuffles, self.shuffle_steps)
        best = None
        for start in ((alpha, beta) for alpha in reach for beta in reach):
            paths = np.array([walk(start, 1, self.learning_rate, 100 * seed + k, steps) for k in range(shuffles)])
            valleys = np.linalg.norm(paths[:, -1, None] - corners, axis=-1).argmin(axis=1)
            evenness = -np.square(np.bincount(valleys, minlength=3)).sum()
            if best is None or evenness > best[0]:
                best = evenness, paths, valleys
        _, paths, valleys = best
        return {"shuffle_paths": paths, "shuffle_valley": valleys, "shuffle_step": np.arange(steps + 1),
                "shuffle_count": shuffles, "valley_count": len(np.unique(valleys))}

    def _hovering(self, walk, corners, seed, quick):
        """Near one bottom: the same start for several batch sizes and rates, and how far from the bottom each stays."""
        bottom = walk(corners[1], None, self.learning_rate, seed, 100)[-1]
        steps = 40 if quick else self.hover_steps
        paths = np.array([walk(bottom + self.hover_start, size, rate, seed, steps) for size, rate in self.hovers])
        late = paths[:, round(steps * (1 - self.settled)):]
        grid = np.linspace(-self.hover_reach, self.hover_reach, 13 if quick else 33)
        alphas, betas = bottom[0] + grid, bottom[1] + grid
        return {
            "hover_distance": np.linalg.norm(paths - bottom, axis=-1),
            "hover_paths": paths, "hover_step": np.arange(steps + 1), "hover_bottom": bottom,
            "hover_spread": np.sqrt(np.square(late - bottom).sum(axis=-1).mean(axis=1)),
            "hover_batch": [size for size, _ in self.hovers],
            "hover_rate": [rate(0) if callable(rate) else rate for _, rate in self.hovers],
            "hover_last_rate": [rate(steps) if callable(rate) else rate for _, rate in self.hovers],
            "hover_alphas": alphas, "hover_betas": betas,
            "hover_surface": nncore.slice_cost(walk.net, walk.data, walk.plane, alphas, betas).cost,
        }


class _Walk:
    """Descent within the plane: the point (alpha, beta) before every step, and where it ended."""

    def __init__(self, net, data, plane):
        self.net, self.data, self.plane = net, data, plane

    def __call__(self, start, batch_size, rate, seed, steps):
        points, D, origin = [], self.plane.directions, self.plane.origin
        run = nncore.train(self.net, self.data, rate, batch_size, steps=int(steps), seed=seed, record=[0],
                           theta=self.plane.point(*start), within=self.plane,
                           callback=lambda step, theta, gradient: points.append(D @ (theta - origin)))
        return np.array([*points, D @ (run.trained - origin)])

    def costs(self, path):
        return np.array([self.net.cost(self.plane.point(*point), self.data.x, self.data.y) for point in path])


class MiniBatches:
    """784-16-16-10 learns digits in batches of 1, 10, 100 and all: equally many examples looked at, from one start."""

    learning_rate, rate_of_one = 1.5, 0.3   # single examples need a smaller one
    restless, half_life = 5.0, 5            # a rate that does not settle; and the epochs in which, decaying, it halves
    early = 5                               # "early" is the state after so many steps; "late" the trained network
    drawn, per_layer = 12, 2                # examples and weights that are shown with their wishes
    samples, bins = 200, np.arange(0, 181, 10)
    error_sizes = (1, 2, 5, 10, 20, 50, 100, 200, 500)
    points = 41

    def train(self, train, seed, quick, quiet):
        data, epochs = first(train, FEW if quick else EXAMPLES), 3 if quick else MARKS[-1]
        steps = kept_steps(len(data), epochs)
        with bar("training minibatch", steps[-1], quiet) as done:
            return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, BATCH, epochs=epochs, seed=seed,
                                record=steps, callback=lambda step, theta, gradient: done(step))

    def derive(self, run, train, test):
        data = first(train, run.recipe["data"]["examples"])
        quick = run.recipe["epochs"] < MARKS[-1]
        return {
            "pictures": np.round(255 * data.x).astype(np.uint8), "label": data.labels, "examples": len(data),
            "epoch_order": np.array(run.arrays["order"][0]), "batch_sizes": [1, BATCH, 100, len(data)],
            "epochs": run.recipe["epochs"],
            "half_life": self.half_life, "rates": [self.rate_of_one, *3 * [self.learning_rate]],
            "looked": examples_before(run.step, len(data), BATCH), "train_ten": run.evaluate(data).cost,
            **self._wishes(run, data), **self._angles(run, data, 40 if quick else self.samples),
            **self._others(run, data, test, quick),
        }

    def _wishes(self, run, data):
        """What every example asks of a few weights: minus its gradient, at the early state; and the mean of the first k."""
        net, theta = run.network, run.theta[self.early]
        full = net.gradient(theta, data.x, data.y)
        chosen = np.concatenate([_strongest(net, full, layer, self.per_layer) for layer in range(1, net.depth + 1)])
        wishes = -np.concatenate([net.example_gradients(theta, data.x[i:i + 250], data.y[i:i + 250])[:, chosen]
                                  for i in range(0, len(data), 250)])
        mean = np.cumsum(wishes, axis=0, dtype="float64") / np.arange(1, len(data) + 1)[:, None]
        places = np.array([net.locate(int(i)) for i in chosen])
        return {"wish_index": chosen, "wish_layer": places[:, 0], "wish_row": places[:, 1], "wish_column": places[:, 2],
                "wishes": wishes[:self.drawn], "wish_full": np.abs(wishes[:self.drawn]).max(axis=0), "wish_mean": mean,
                "wish_step": run.step[self.early], "drawn_x": data.x[:self.drawn],
                "counted": np.arange(1, len(data) + 1), "drawn_count": self.drawn}

    def _angles(self, run, data, samples):
        """Between mini-batch and full gradient, in degrees, early and late, for four batch sizes; and the relative error."""
        sizes = [size for size in self.error_sizes if size < len(data)]
        found = {"angle_bins": self.bins, "angle_sample": np.arange(samples + 1), "error_size": sizes}
        for name, theta in (("early", run.theta[self.early]), ("late", run.trained)):
            noise = {size: nncore.gradient_noise(run.network, data, theta, size, samples, run.recipe["seed"])
                     for size in sizes}
            noise[len(data)] = nncore.gradient_noise(run.network, data, theta, len(data), samples=1)
            for key, size in (("one", 1), ("ten", 10), ("hundred", 100), ("all", len(data))):
                angle = np.degrees(np.arccos(np.clip(noise[size].cosine, -1, 1)))
                angle = np.resize(angle, samples)        # all of them make the same batch every time
                counts = [np.histogram(angle[:k], self.bins)[0] for k in range(samples + 1)]
                found |= {f"angle_{key}_{name}": angle, f"angle_counts_{key}_{name}": counts,
                          f"angle_mean_{key}_{name}": angle.mean(), f"cosine_{key}_{name}": noise[size].cosine.mean()}
            error = np.array([np.sqrt(np.square(noise[size].error).mean()) for size in sizes])
            found |= {f"error_{name}": error, f"error_law_{name}": _spread(run.network, theta, data) / np.sqrt(sizes)}
        return found

    def _others(self, run, data, test, quick):
        """The runs of the other batch sizes, and of a rate that decays; the plane that holds most of two of the paths."""
        net, seed, epochs = run.network, run.recipe["seed"], run.recipe["epochs"]
        steps = curve_steps(len(data), epochs)
        settling = decay(self.restless, half_life=self.half_life * -(-len(data) // BATCH))
        kinds = {
            "one": (1, self.rate_of_one, examples_before(steps, len(data), BATCH)), "ten": (BATCH, self.learning_rate, steps),
            "hundred": (100, self.learning_rate, -(-len(data) // 100) // OF_THESE),
            "steady": (BATCH, self.restless, steps), "decay": (BATCH, settling, steps), "all": (None, self.learning_rate, 1),
        }
        found = {}
        for name, (size, rate, record) in kinds.items():
            other = nncore.train(net, data, rate, size, epochs=epochs, seed=seed, record=record)
            seen, unseen = other.evaluate(data), other.evaluate(test)
            found |= {f"seen_{name}": examples_before(other.step, len(data), size), f"step_{name}": other.step,
                      f"cost_{name}": seen.cost, f"test_cost_{name}": unseen.cost,
                      f"accuracy_{name}": seen.accuracy, f"test_accuracy_{name}": unseen.accuracy}
        return found | {"steady_rate": self.restless} | self._plane(run, other, data, quick)

    def _plane(self, run, careful, data, quick):
        net, plane = run.network, nncore.Plane.pca(np.concatenate([run.theta, careful.theta]))
        path, distance = plane.project(run.theta)
        careful_path, careful_distance = plane.project(careful.theta)
        low, high = path.min(axis=0), path.max(axis=0)
        middle, half = (low + high) / 2, 0.65 * (high - low).max()
        alphas, betas = (np.linspace(m - half, m + half, 13 if quick else self.points) for m in middle)
        return {
            "plane_alphas": alphas, "plane_betas": betas, "plane_share": plane.explained.sum(),
            "plane_cost": nncore.slice_cost(net, data, plane, alphas, betas).cost,
            "path": path, "path_distance": distance, "careful_path": careful_path, "careful_distance": careful_distance,
            "path_angle": _step_angles(run, data),
        }


def _strongest(net, gradient, layer, count):
    """The weights of a layer with the largest derivatives, each into another neuron."""
    chosen, neurons = [], set()
    inside = np.arange(net.offset(layer), net.offset(layer) + net.sizes[layer] * net.sizes[layer - 1])
    for i in inside[np.argsort(-np.abs(gradient[inside]), kind="stable")]:
        _, j, _ = net.locate(int(i))
        if j not in neurons and len(chosen) < count:
            chosen.append(int(i))
            neurons.add(j)
    return sorted(chosen)


def _spread(net, theta, data):
    """How far the gradient of one example is from that of all, in units of the latter: the root mean square over all."""
    theta, total = theta.astype("float64"), 0.0
    full = net.gradient(theta, data.x, data.y)
    for i in range(0, len(data), 250):
        total += np.square(net.example_gradients(theta, data.x[i:i + 250], data.y[i:i + 250]) - full).sum()
    return np.sqrt(total / len(data)) / np.linalg.norm(full)


def _step_angles(run, data):
    """(K,): the angle in degrees between the gradient that each kept step followed and the full one; the last step's again."""
    angles = []
    for theta, step in zip(run.theta[:-1], run.step):
        batch, full = nncore.batch_gradient(run, data, int(step)), run.network.gradient(theta, data.x, data.y)
        angles.append(np.degrees(np.arccos(batch @ full / (np.linalg.norm(batch) * np.linalg.norm(full)))))
    return np.array([*angles, angles[-1]])
