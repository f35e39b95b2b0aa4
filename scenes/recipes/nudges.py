"""What a single training digit asks of every output, weight and neuron; what all digits ask; and what a step does to each."""

import numpy as np

import nncore
from nncore.activation import ACTIVATIONS
from nncore.network import feed_forward
from scenes.recipes import Recipe
from scenes.recipes._digits import MOST, NETWORK, affordable, first, refuse_unless_digits

RIGHT = 0.7                 # the state is the first that reads so many digits right
PLAIN = 0, 1                # a digit that is none of these: outputs are told to go to 0 and to 1
NUDGE, ROWS = 0.2, 21       # of every lever, and how many states there are on its way
PUSH = 0.5                  # of the sums of a whole layer
DRAWN = 16                  # neurons of a layer: all, or those with the largest wishes
BRIGHT, PIXELS = 0.9, 10    # pixels of the digit are so bright, and so many are drawn
WEIGHTS = 3                 # of the table
HEARD = 0.25                # a digit is in it that asks for something so large, as a share of the largest
ZOOMS = 2, 3, 5, 10, 15, 20, 30, 50, 100    # the mean may be drawn so many times as tall, to be as tall as the wishes
FROM, COUNTS = 50, 60       # so many running means, over more and more digits, of so many at first


class Nudges(Recipe):
    """784-16-16-10 learns digits, every step from all of them, until it reads most; then one training digit that it misreads."""

    any_run = True
    learning_rate, steps = 1.5, 300
    constants = {
        "nudge": "of every lever", "push": "of every sum", "step_rate": "of the step for one", "examples": "training digits",
        "table_count": "digits so far", "weights": "rows of the table", "before_size": "neurons in the last hidden layer",
        "before_drawn": "of them, drawn", "others": "outputs but one", "rest": "outputs but two",
        "alike_better": "digits of its kind that a step for one makes better: often all of them",
    }

    def train(self, train, seed, quick, quiet):
        data = first(train, MOST)
        steps = 60 if quick else self.steps
        return nncore.train(nncore.Network(NETWORK), data, self.learning_rate, batch_size=None, steps=steps, seed=seed)

    def derive(self, run, train, test, quick, quiet):
        """The wishes of one digit, layer by layer; a table of those of several; and what two steps of one length do to all."""
        refuse_unless_digits(run, train, test)
        net = run.network
        if net.depth < 2 or {*net.activations} != {"sigmoid"}:
            raise nncore.RecordingError("the film goes back through hidden layers of sigmoids, whose activations are greys from 0 to 1; "
                                        f"this network is {net} of {', '.join(net.activations)}")
        data = affordable(first(train, run.recipe["data"]["examples"]), 10 * net.n_parameters)
        theta, row, right = _half_trained(run, data)
        i = _chosen(net.output(theta, data.x), data.labels)
        x, y = data.x[i:i + 1].astype("float64"), data.y[i:i + 1].astype("float64")
        back, label = net.backward(theta, x, y), int(data.labels[i])
        wishes, table = _wishes(net, theta, back, x[0], y[0], label), _table(net, theta, data, i, run.recipe["seed"])
        return {
            "row": row, "shown_step": run.step[row], "read_right": right, "examples": len(data),
            "digit": i, "label": label, "digit_x": x[0], "digit_y": y[0], **wishes, **table,
            **_levers(net.layers(theta)[-1], back.a[-2][0], label), **_two_steps(net, theta, data, i, back.gradient, self.learning_rate),
        }


def _half_trained(run, data):
    """(theta, its row, its share): the first kept state that reads RIGHT of the digits, or the one that reads the most."""
    shares = []
    for theta in run.theta:
        shares.append(run.network.accuracy(theta, data.x, data.labels))
        if shares[-1] >= RIGHT:
            break
    row = int(np.argmax(shares))
    return run.theta[row].astype("float64"), row, shares[row]


def _chosen(outputs, labels):
    """The digit: of those that are read wrong (of all, where none is) and no PLAIN ones, that whose own output is the brightest."""
    own = outputs[np.arange(len(labels)), labels]
    for among in ((outputs.argmax(axis=1) != labels) & ~np.isin(labels, PLAIN), ~np.isin(labels, PLAIN)):
        if among.any():
            return int(np.where(among, own, -np.inf).argmax())
    raise nncore.RecordingError("the film needs a digit that is neither a 0 nor a 1, and there is none in this data")


def _wishes(net, theta, back, x, y, label):
    """-dC/da of every layer, the terms that it is the sum of, and -dC/dw: what the digit asks for."""
    a, delta, layers = [each[0] for each in back.a], [None, *(each[0] for each in back.delta[1:])], net.layers(theta)
    wish = {l: -back.dC_da[l][0] for l in range(1, net.depth + 1)}
    bright = np.flatnonzero(x >= BRIGHT * x.max())
    drawn = [bright[np.linspace(0, len(bright) - 1, min(PIXELS, len(bright))).round().astype(int)],
             *(_largest(wish[l]) for l in range(1, net.depth)), np.arange(net.sizes[-1])]
    found = {"pixels": drawn[0]}
    for l, (W, _) in enumerate(layers, start=1):
        here = np.ix_(drawn[l], drawn[l - 1])
        found |= {f"a{l}": a[l][drawn[l]], f"wish{l}": wish[l][drawn[l]], f"W{l}": W[here], f"flow{l}": -(delta[l][:, None] * W)[here],
                  f"change{l}": -np.outer(delta[l], a[l - 1])[here], f"bias{l}": -delta[l][drawn[l]]}
    asks, out, others = found[f"flow{net.depth}"], a[-1], np.delete(np.arange(net.sizes[-1]), label)
    rival = int(others[np.abs(delta[-1][others]).argmax()])
    rest = np.setdiff1d(others, [rival])
    three = np.stack([asks[label], asks[rival], asks[rest].sum(axis=0)])
    against = np.where(three[0] * three[1] < 0, np.minimum(np.abs(three[0]), np.abs(three[1])), 0)
    brightest, darkest = a[-2].argmax(), a[-2].argmin()
    change = -delta[-1][label] * a[-2]
    return found | {
        "guess": out.argmax(), "rival": rival, "others": len(others),
        "rest": len(rest), "error": y - out, "output": out, "digit_cost": np.square(out - y).sum(),
        "asks": asks, "asks_three": three, "asks_all": three.sum(axis=0), "column": int(against.argmax()), "cancels": against.max() > 0,
        "before_a": a[-2][drawn[-2]], "before_change": change[drawn[-2]], "before_size": net.sizes[-2], "before_drawn": len(drawn[-2]),
        "line_slope": -delta[-1][label], "ends_a": a[-2][[brightest, darkest]], "ends_change": change[[brightest, darkest]],
        "times": change[brightest] / change[darkest], **_pushed(back.z[-2][0][drawn[-2]]),
    }


def _pushed(z):
    """A layer whose sums z (n,) are all raised by PUSH, in ROWS states: how readily each neuron responds."""
    pushed = ACTIVATIONS["sigmoid"][0](z + PUSH * np.linspace(0, 1, ROWS)[:, None])
    gain = pushed[-1] - pushed[0]
    most, least = int(gain.argmax()), int(gain.argmin())
    return {"push": PUSH, "pushed_a": pushed, "pushed_ends": [most, least], "pushed_gain": gain[[most, least]]}


def _levers(last, before, label):
    """The output's bias, a weight and a neuron before it, moved by NUDGE in ROWS states, and each time what the output becomes."""
    (W, b), k = last, int(before.argmax())
    way = NUDGE * np.linspace(0, 1, ROWS)
    towards = np.sign(W[label])
    free = (before + NUDGE * towards >= 0) & (before + NUDGE * towards <= 1)
    n = int((np.abs(W[label]) * free).argmax())

    def answers(changed):
        return np.array([feed_forward([(weights, biases)], ("sigmoid",), a[None])[1][-1][0, label] for weights, biases, a in changed])

    one, into, single = np.zeros_like(W), np.zeros_like(b), np.zeros_like(before)
    one[label, k] = into[label] = single[n] = 1
    return {
        "nudge": NUDGE, "lever_b": b[label] + way, "lever_w": W[label, k] + way, "lever_a": before[n] + towards[n] * way,
        "lift_b": answers((W, b + far * into, before) for far in way), "lift_w": answers((W + far * one, b, before) for far in way),
        "lift_a": answers((W, b, before + towards[n] * far * single) for far in way), "lever_from": before[k], "lever_by": W[label, n],
    }


def _table(net, theta, data, mine, seed):
    """For WEIGHTS weights and some digits -dC_i/dw, and the mean of it over more and more digits, in random order, to all.

    The weights lead to the last hidden layer, into each neuron one at most: where both our digit and the mean speak clearly, the last
    of them one where these two contradict each other. The digits: ours, and for each weight the two that most want it up and down,
    of kinds that are not there yet, as long as they are HEARD.
    """
    back, l = net.backward(theta, data.x.astype("float64"), data.y.astype("float64")), net.depth - 1
    delta, a = np.asarray(back.delta[l]), np.asarray(back.a[l - 1])
    mean, own = -delta.T @ a / len(data), -np.outer(delta[mine], a[mine])          # (n_l, n_{l-1})
    rows = _telling_weights(mean, own)
    wish = -np.stack([delta[:, j] * a[:, k] for j, k in rows], axis=1)            # (m, WEIGHTS)
    voices = [mine]
    for column in wish.T:
        for order in (np.argsort(-column, kind="stable"), np.argsort(column, kind="stable")):
            new = order[~np.isin(data.labels[order], data.labels[voices])]
            if len(new) and abs(column[new[0]]) >= HEARD * np.abs(column).max():
                voices.append(int(new[0]))
    order = np.random.default_rng(seed).permutation(len(data))
    counts = np.unique(np.geomspace(min(FROM, len(data)), len(data), COUNTS).round().astype(int))
    running = wish[order].cumsum(axis=0)[counts - 1] / counts[:, None]
    smaller = np.abs(wish[voices]).max() / np.abs(running).max()
    return {
        "table_x": data.x[voices], "table_label": data.labels[voices], "table_wish": wish[voices].T, "table_mean": running[-1],
        "table_running": running.T, "table_count": counts, "table_edge": rows, "voices": len(voices), "weights": len(rows),
        "table_weight": [net.layers(theta)[l - 1][0][j, k] for j, k in rows], "table_up": (wish > 0).mean(axis=0),
        "table_zoom": max([1, *(n for n in ZOOMS if n <= smaller)]),
    }


def _telling_weights(mean, own):
    """WEIGHTS pairs (j, k): the clearest where our digit agrees with the mean, and last the clearest where it does not."""
    clear = np.minimum(np.abs(mean) / np.abs(mean).max(), np.abs(own) / np.abs(own).max())
    agrees, found = mean * own > 0, []
    for wanted in (*(WEIGHTS - 1) * [True], False):
        free = ~np.isin(np.arange(len(mean)), [j for j, _ in found])[:, None]
        score = np.where(free, clear + (agrees == wanted), -1)
        found.append(np.unravel_index(score.argmax(), score.shape))
    return found


def _two_steps(net, theta, data, mine, gradient, rate):
    """What each digit's cost becomes after a step for one digit alone, and after one just as long for all."""
    whole = net.gradient(theta, data.x, data.y)
    step = rate * gradient
    length = np.linalg.norm(step)
    before = _costs(net, theta, data)
    found = {"step_length": length, "step_rate": rate, "mean_before": before.mean(), "gradient": whole, "counts": []}
    for name, after in (("one", _costs(net, theta - step, data)),
                        ("all", _costs(net, theta - length * whole / np.linalg.norm(whole), data))):
        change = after - before
        order = np.argsort(-change, kind="stable")
        found |= {f"{name}_change": change[order], f"{name}_place": np.flatnonzero(order == mine)[0],
                  f"{name}_mine": after[mine], f"{name}_mean": after.mean()}
        found["counts"].append([np.sum(change > 0), np.sum(change < 0)])
        if name == "one":
            kinds, alike = data.labels[order], data.labels == data.labels[mine]
            found |= {"worst_kind": kinds[0], "worst_count": np.append(kinds != kinds[0], True).argmax(),
                      "alike_better": np.sum(alike & (change < 0)), "alike": np.sum(alike)}
    return found


def _costs(net, theta, data):
    """(m,): the cost of each digit."""
    return np.square(net.output(theta, data.x) - data.y).sum(axis=1)


def _largest(wish):
    return np.arange(len(wish)) if len(wish) <= DRAWN else np.sort(np.argsort(-np.abs(wish), kind="stable")[:DRAWN])
