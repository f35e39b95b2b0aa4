"""The gradient by brute force: parameters nudged a little both ways, and the cost measured each time."""

import numpy as np

from nncore.activation import ACTIVATIONS
from nncore.network import feed_forward
from scenes.recipes import bar

NUDGE = 1e-2            # and half of it: from two nudges the curvature is taken out (Richardson)

EXAMPLES = 100          # the cost that is nudged is taken over so many examples
STAGES = 60             # in so many stages the entries are counted
DIGITS = (4, 16)        # agreement is counted from so many digits to so many: more a float64 does not hold
WORK = 1e10             # multiplications that may be spent: in a large network, as many entries as these allow,
LEAST = 1000            # but not fewer than so many


def checked_by_nudges(run, data, quiet):
    """What the films show of the check: to how many digits backpropagation and nudges agree in every entry of the first
    state's gradient, counted stage by stage; and how many entries are exactly zero both ways. Of a large network, in a sample
    of the entries, for to nudge all takes work that grows with the square of their number."""
    some, net = data.take(np.arange(min(EXAMPLES, len(data)))), run.network
    theta, entries = run.theta[0].astype("float64"), _entries(net, len(some))
    with bar("nudging parameters", sum(net.sizes[1:]), quiet) as tick:
        measured = measured_gradient(net, theta, some.x, some.y, entries=entries, progress=lambda done, _: tick(done))[entries]
    claimed = net.gradient(theta, some.x, some.y)[entries]
    larger = np.maximum(np.abs(claimed), np.abs(measured))
    dead = larger == 0
    relative = np.abs(claimed - measured) / np.where(dead, 1, larger)
    digits = np.clip(-np.log10(np.maximum(relative, 1e-300)), 0.0, DIGITS[1]) + 0.0      # no -0
    edges = np.linspace(*DIGITS, 2 * (DIGITS[1] - DIGITS[0]) + 1)
    done = np.linspace(0, len(entries), STAGES + 1).round().astype(int)
    counts = [np.histogram(np.maximum(digits[:n][~dead[:n]], DIGITS[0]), edges)[0] for n in done]
    return {
        "nudge_edges": edges, "nudge_counts": counts, "nudge_done": done, "nudge_examples": len(some), "nudge_entries": len(entries),
        "nudge_zero": np.sum(dead), "nudge_alive": np.sum(~dead), "nudge_digits": np.floor(digits[~dead].min(initial=DIGITS[1])),
        "nudge_usual": np.median(digits[~dead]) if not dead.all() else DIGITS[1],
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
