"""The gradient by brute force: every parameter nudged a little both ways, and the cost measured each time."""

import numpy as np

from nncore.activation import ACTIVATIONS
from nncore.network import feed_forward
from scenes.recipes import bar

NUDGE = 1e-2            # and half of it: from two nudges the curvature is taken out (Richardson)

EXAMPLES = 100          # the cost that is nudged is taken over so many examples
STAGES = 60             # in so many stages the entries are counted
DIGITS = (4, 16)        # agreement is counted from so many digits to so many: more a float64 does not hold


def checked_by_nudges(run, data, quiet):
    """What the films show of the check: to how many digits backpropagation and nudges agree in every entry of the first
    state's gradient, counted stage by stage; and how many entries are exactly zero both ways."""
    some, net = data.take(np.arange(min(EXAMPLES, len(data)))), run.network
    theta = run.theta[0].astype("float64")
    with bar("nudging all parameters", sum(net.sizes[1:]), quiet) as tick:
        measured = measured_gradient(net, theta, some.x, some.y, progress=lambda done, _: tick(done))
    claimed = net.gradient(theta, some.x, some.y)
    larger = np.maximum(np.abs(claimed), np.abs(measured))
    dead = larger == 0
    relative = np.abs(claimed - measured) / np.where(dead, 1, larger)
    digits = np.clip(-np.log10(np.maximum(relative, 1e-300)), None, DIGITS[1])
    edges = np.linspace(*DIGITS, 2 * (DIGITS[1] - DIGITS[0]) + 1)
    done = np.linspace(0, net.n_parameters, STAGES + 1).round().astype(int)
    order = np.random.default_rng(0).permutation(net.n_parameters)              # every stage a fair share of all layers
    counts = [np.histogram(digits[order[:n]][~dead[order[:n]]], edges)[0] for n in done]
    return {
        "nudge_edges": edges, "nudge_counts": counts, "nudge_done": done, "nudge_examples": len(some),
        "nudge_zero": np.sum(dead), "nudge_alive": np.sum(~dead), "nudge_digits": np.floor(digits[~dead].min()),
        "nudge_usual": np.median(digits[~dead]),
    }


def measured_gradient(net, theta, x, y, nudge=NUDGE, progress=None):
    """dC/dtheta (P,) in float64 by central differences; no derivative of anything is used.

    A nudge of w_jk or b_j moves only z_j of its layer, so all nudges into one neuron go through the rest of the
    network together. progress is called as progress(done, total) after every neuron.
    """
    theta, x, y = (np.asarray(array, "float64") for array in (theta, x, y))
    slopes, done, neurons = np.empty(net.n_parameters), 0, sum(net.sizes[1:])
    for l in range(1, net.depth + 1):
        for j in range(net.sizes[l]):
            near, far = (_slopes_into(net, theta, x, y, l, j, h) for h in (nudge / 2, nudge))
            *weights, slopes[net.index(l, j)] = (4 * near - far) / 3
            slopes[net.index(l, j, 0):][:len(weights)] = weights
            done += 1
            if progress is not None:
                progress(done, neurons)
    return slopes


def _slopes_into(net, theta, x, y, l, j, h):
    """(n_{l-1} + 1,): (C(+h) - C(-h)) / 2h for every weight into neuron j of layer l, and for its bias."""
    z, a = feed_forward(net.layers(theta), net.activations, x)
    lever = np.column_stack([a[l - 1], np.ones(len(x))]).T             # (n_{l-1} + 1, m): what a nudge does to z_j
    up, down = (_costs(net, theta, z[l], y, l, j, sign * h * lever) for sign in (1, -1))
    return (up - down) / (2 * h)


def _costs(net, theta, z, y, l, j, moves):
    """(n,): the cost after each of these moves (n, m) of z_j in layer l."""
    moved = np.repeat(z[None], len(moves), axis=0)                     # (n, m, n_l)
    moved[:, :, j] += moves
    a = ACTIVATIONS[net.activations[l - 1]][0](moved)
    for (W, b), name in zip(net.layers(theta)[l:], net.activations[l:]):
        a = ACTIVATIONS[name][0](a @ W.T + b)
    return np.square(a - y).sum(axis=-1).mean(axis=-1)
