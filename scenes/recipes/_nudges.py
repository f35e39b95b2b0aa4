"""The gradient by brute force: parameters nudged a little both ways, and the cost measured each time."""

from itertools import pairwise
from time import perf_counter

import numpy as np

from nncore.activation import ACTIVATIONS
from nncore.network import feed_forward
from scenes.recipes import bar

NUDGE = 1e-2            # and half of it: from two nudges the curvature is taken out (Richardson)

EXAMPLES, FEWER = 100, 25   # the cost that is nudged is taken over so many examples; and in a quick run
STAGES = 60             # in so many stages the entries are counted
DIGITS = 16             # more a float64 does not hold
WORK = 1e10             # multiplications that may be spent: in a large network, as many entries as these allow,
LEAST = 1000            # but not fewer than so many
PLAIN = 4e10            # the same for the plainest way, where the whole network runs once for each number
STEP, SWEEPS = 1e-5, 60   # of the plainest nudge; of so many sweeps the mean time is kept
FLOW_RATE = 0.3         # of the one step against the slopes of one digit


def checked_by_nudges(run, data, quick, quiet):
    """What the films show of the check of the first state's gradient: of every entry that is not zero both slopes, in the order
    in which it was nudged; to how many digits they agree; and how many entries are exactly zero both ways. Of a large network,
    a sample of the entries, for to nudge all takes work that grows with the square of their number."""
    some, net = data.take(np.arange(min(FEWER if quick else EXAMPLES, len(data)))), run.network
    theta, entries = run.theta[0].astype("float64"), _entries(net, len(some))
    with bar("nudging parameters", sum(net.sizes[1:]), quiet) as tick:
        measured = measured_gradient(net, theta, some.x, some.y, entries=entries, progress=lambda done, _: tick(done))[entries]
    claimed = net.gradient(theta, some.x, some.y)[entries]
    larger = np.maximum(np.abs(claimed), np.abs(measured))
    dead = larger == 0
    relative = np.abs(claimed - measured) / np.where(dead, 1, larger)
    digits = np.clip(-np.log10(np.maximum(relative, 1e-300)), 0.0, DIGITS) + 0.0      # no -0
    done = np.linspace(0, len(entries), STAGES + 1).round().astype(int)
    alive = np.cumsum(~dead)[np.maximum(done, 1) - 1] * (done > 0)
    dark = (some.x == 0).all(axis=0)
    return {
        "nudge_done": done, "nudge_examples": len(some), "nudge_entries": len(entries),
        "nudge_zero": np.sum(dead), "nudge_alive": np.sum(~dead), "nudge_digits": np.floor(digits[~dead].min(initial=DIGITS)),
        "nudge_usual": np.median(digits[~dead]) if not dead.all() else DIGITS,
        "check_nudge": measured[~dead], "check_sweep": claimed[~dead], "check_done": alive, "check_dark": dark.astype(np.uint8),
        "check_pixels": np.sum(dark), "check_weights": net.sizes[1], **_one_by_one(net, theta, some, entries, done, quick, quiet),
    }


def _one_by_one(net, theta, some, entries, done, quick, quiet):
    """The plainest way to the same slopes: one number is nudged, and the whole network runs again; and how long that takes, on
    this computer, beside one sweep back that finds them all, on the same arrays and timed in between: whatever slows one of them
    slows both. Of each stage one weight that was nudged is kept, to be shown: of the second layer or later, where every neuron is
    drawn."""
    entries = entries[:LEAST if quick else max(LEAST, int(PLAIN / (2 * len(some) * len(theta))))]
    x, y = some.x.astype("float64"), some.y.astype("float64")
    before, slopes, runs, sweeps = net.cost(theta, x, y), np.empty(len(entries)), np.empty(len(entries)), []
    with bar("running the network for every number", len(entries), quiet) as tick:
        for n, i in enumerate(entries):
            start = perf_counter()
            slopes[n] = (net.cost(theta + STEP * _one(len(theta), i), x, y) - before) / STEP
            runs[n] = perf_counter() - start
            if n % max(1, len(entries) // SWEEPS) == 0:
                tick(n)
                start = perf_counter()
                claimed = net.gradient(theta, x, y)
                sweeps.append(perf_counter() - start)
    seconds, sweep = runs.sum(), np.mean(sweeps)
    places = {int(i): (l, j, k) for l in range(min(2, net.depth), net.depth + 1) for j in range(net.sizes[l])
              for k in range(net.sizes[l - 1]) for i in [net.index(l, j, k)]}
    stages = [[i for i in entries[a:b] if i in places] or [entries[min(a, len(entries) - 1)]] for a, b in pairwise(done)]
    nudged, first = set(entries.tolist()), min(2, net.depth)
    shown = max((i for i in places if i in nudged and places[i][0] == first), key=lambda i: abs(claimed[i]))
    return {
        "plain_runs": len(entries), "plain_seconds": seconds, "sweep_seconds": sweep,
        "plain_ratio": seconds / sweep, "plain_off": np.abs(slopes - claimed[entries]).max(),
        "plain_edge": [places.get(int(stage[0]), (0, 0, 0)) for stage in stages], "shown_edge": places[shown],
        "shown_plain": slopes[list(entries).index(shown)], "shown_sweep": claimed[shown], "first_slopes": claimed,
    }


def _one(n, i):
    one = np.zeros(n)
    one[i] = 1
    return one


def flows_back(run, test, accuracy):
    """How the error of one digit runs back through the network: its activations, every delta, and dC/dx; of each output the factors of
    its delta; and what one step against all the slopes does to this digit.

    The state is the first that reads nine in ten unseen digits right (the last, where none does); the digit the worst answered
    of those that it reads wrongly.
    """
    row = int(np.flatnonzero(np.append(accuracy[:-1] >= 0.9, True))[0])
    net, theta = run.network, run.theta[row].astype("float64")
    answers = net.output(theta, test.x)
    costs, wrong = np.square(answers - test.y).sum(axis=1), answers.argmax(axis=1) != test.labels
    i = int((costs * wrong if wrong.any() else costs).argmax())
    x, y = test.x[i:i + 1].astype("float64"), test.y[i:i + 1].astype("float64")
    back = net.backward(theta, x, y)
    after, (_, slope) = theta - FLOW_RATE * back.gradient, ACTIVATIONS[net.activations[-1]]
    return {
        "flow_cost": costs[i], "flow_after_cost": net.cost(after, x, y), "flow_after_a": net.output(after, x)[0], "flow_rate": FLOW_RATE,
        "flow_twice": 2 * (back.a[-1][0] - y[0]), "flow_sigma": slope(back.z[-1][0], back.a[-1][0]),
        "flow_row": row, "flow_step": run.step[row], "flow_index": test.index[i], "flow_label": test.labels[i],
        "flow_guess": answers[i].argmax(), "flow_x": test.x[i], "flow_y": y[0], "flow_error": back.a[-1][0] - y[0],
        "flow_dx": (back.delta[1] @ net.layers(theta)[0][0])[0],
        **{f"flow_a{l}": back.a[l][0] for l in range(1, net.depth + 1)},
        **{f"flow_delta{l}": back.delta[l][0] for l in range(1, net.depth + 1)},
    }


def _entries(net, examples):
    """Which parameters are nudged, in an order in which every stage has a fair share of all layers."""
    per_entry = 4 * examples * sum(n * m for n, m in zip(net.sizes[1:-1], net.sizes[2:], strict=True))
    most = max(LEAST, int(WORK / max(per_entry, 1)))
    return np.random.default_rng(0).permutation(net.n_parameters)[:most]


def measured_gradient(net, theta, x, y, nudge=NUDGE, entries=None, progress=None):
    """dC/dtheta (P,) in float64 by central differences; no derivative of anything is used. entries: only of these, else NaN.

    A nudge of w_jk or b_j moves only z_j of its layer, so all nudges into one neuron go through the rest of the
    network together. progress is called as progress(done, total) after every neuron.
    """
    theta, x, y = (np.asarray(array, "float64") for array in (theta, x, y))
    z, a = feed_forward(net.layers(theta), net.activations, x)
    slopes, done, neurons = np.full(net.n_parameters, np.nan), 0, sum(net.sizes[1:])
    wanted = np.zeros(net.n_parameters, bool)
    wanted[slice(None) if entries is None else entries] = True
    for l in range(1, net.depth + 1):
        lever = np.column_stack([a[l - 1], np.ones(len(x))]).T     # (n_{l-1} + 1, m): what a nudge does to z_j
        for j in range(net.sizes[l]):
            into = np.append(net.index(l, j, 0) + np.arange(net.sizes[l - 1]), net.index(l, j))
            which = wanted[into]
            near, far = (_slopes_into(net, theta, z[l], y, l, j, h * lever[which]) / (2 * h) for h in (nudge / 2, nudge))
            slopes[into[which]] = (4 * near - far) / 3
            done += 1
            if progress is not None:
                progress(done, neurons)
    return slopes


def _slopes_into(net, theta, z, y, l, j, moves):
    """(n,): C(+) - C(-) for each of these moves (n, m) of z_j in layer l, one way and the other."""
    up, down = (_costs(net, theta, z, y, l, j, sign * moves) for sign in (1, -1))
    return up - down


def _costs(net, theta, z, y, l, j, moves):
    """(n,): the cost after each of these moves (n, m) of z_j in layer l."""
    moved = np.repeat(z[None], len(moves), axis=0)                     # (n, m, n_l)
    moved[:, :, j] += moves
    a = ACTIVATIONS[net.activations[l - 1]][0](moved)
    for (W, b), name in zip(net.layers(theta)[l:], net.activations[l:], strict=True):
        a = ACTIVATIONS[name][0](a @ W.T + b)
    return np.square(a - y).sum(axis=-1).mean(axis=-1)
