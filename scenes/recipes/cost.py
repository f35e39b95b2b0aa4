"""How wrong the network of digits is: of one digit, of a pile of them in every state, and along one of its numbers."""

import numpy as np

import nncore
from scenes.recipes import Recipe, bar
from scenes.recipes._digits import FEW, MOST, affordable, first, refuse_unless_digits, telling_example
from scenes.recipes.digits import Digits

LIKE = 0.02              # answers that are no further apart are the same to everything
HALF = 0.45              # a pile whose mean is at most half of what it costs to say 0.1 to all is in the middle of training


class CostOfDigits(Recipe):
    """The run of `digits` once more, and what its states cost: 784-16-16-10 learns digits by gradient descent."""

    any_run = True
    piled = 120                                # unseen digits in the pile, at most: so few that each can be made out
    counted = 20                               # digits that it learns from whose mistakes are counted one by one
    reach, turns = 8.0, 161                    # how far a dial is turned, and in how many places it is looked at there and back
    finer = 801                                # for the few, on the way there
    near = 25                                  # of the finer places to both sides of one where a nudge changes no count
    knobs = 8                                 # dials that are shown
    walled = 56                                # digits that it learns from that are shown
    constants = {
        "piled": "so many digits are piled up", "boxed": "digits that it learns from in the box", "walled": "so many are shown",
        "boxed_x": "and their pictures",
        "counted": "digits whose mistakes are counted", "shown": "dials that are drawn",
        "dial_turn": "how far the dial is turned", "learned": "digits that it learns from",
        "middle_row": "a kept state, which one may be the same", "middle_step": "and its step",
        "ruler": "what three answers cost, whatever the digit is", "vague": "each output of the second of them",
    }

    def train(self, train, seed, quick, quiet):
        return Digits().train(train, seed, quick, quiet)

    def derive(self, run, train, test, quick, quiet):
        """What the states cost, and what a network costs when one of its numbers is turned."""
        refuse_unless_digits(run, train, test)
        work = len(run.theta) * run.network.n_parameters
        some = affordable(first(test, Digits.most), work)
        mine = telling_example(run, some)
        data = some.take(np.append(mine, np.delete(np.arange(len(some)), mine)[:self.piled - 1]))
        with bar("looking at what digits cost", 2, quiet) as done:
            found = {"learned": run.recipe["data"]["examples"], **(flat := _flat(run, data)), **_pile(run, data, flat["flat_row"]),
                     **_ruler(data.y)}
            done(1)
            box = first(train, FEW if quick else MOST)
            return found | self._dial(run.network, box, run.trained.astype("float64"))

    def _dial(self, net, data, theta):
        """One bias of the last layer is turned, that with which the cost of the digits it learns from rises most, and so that it rises:
        there and back, what they all cost; finer, what the first few cost and how many are read wrong, on the way there, back to where
        their cost is steepest among the places where a nudge does not change their count, and nudged there: less, more, and back."""
        few, finer = data.take(range(min(self.counted, len(data)))), np.linspace(0, self.reach, self.finer)
        biases = net.n_parameters - np.arange(net.sizes[-1], 0, -1)
        dial, way = max(((dial, way) for dial in biases for way in (1, -1)),
                        key=lambda turned: _turned(net, theta, *turned, [self.reach], data)[0][0])
        turn = self.reach * (1 - np.abs(np.linspace(-1, 1, self.turns)))
        few_cost, missed = _turned(net, theta, dial, way, finer, few)
        slope, inside = np.gradient(few_cost, finer), range(self.near, self.finer - self.near)
        alike = [k for k in inside if np.ptp(missed[k - self.near:k + self.near + 1]) == 0]
        at = max(alike or inside, key=lambda k: abs(slope[k]))
        legs = (np.arange(len(finer)), np.arange(len(finer) - 1, at, -1), np.arange(at, at - self.near, -1),
                np.arange(at - self.near, at + self.near), np.arange(at + self.near, at - 1, -1))
        way_there, stops = np.concatenate(legs), np.cumsum([len(leg) for leg in legs])
        first = net.n_parameters - sum(W.size + b.size for W, b in net.layers(theta)[1:])
        shown = np.append(np.linspace(first % net.n_parameters, net.n_parameters - 11, self.knobs - 1).round().astype(int), dial)
        return {
            "boxed": len(data), "walled": min(self.walled, len(data)), "boxed_x": np.round(255 * data.x[:self.walled]).astype(np.uint8),
            "dial_output": dial - biases[0], "dial_turn": turn, "dial_cost": _turned(net, theta, dial, way, turn, data)[0],
            "dial_values": theta[shown] + way * turn[:, None] * (shown == dial), "shown": len(shown),
            "counted": len(few), "few_turn": finer[way_there], "few_value": theta[dial] + way * finer[way_there],
            "few_cost": few_cost[way_there], "few_missed": missed[way_there], "few_row": at, "few_stops": stops - [1, 0, 0, 0, 1],
            "few_slope": slope[at], "few_alike": bool(alike),
        }


def _flat(run, data):
    """An early state that says the same to everything, in which the errors of the first digit cancel most: their sum, and that
    of their squares, of those that point up and of the one that points down."""
    outputs = np.concatenate([run.network.output(theta, data.x[:1]) for theta in run.theta]).astype("float64")     # (K, n_L)
    errors = outputs - data.y[0]
    like = np.ptp(outputs, axis=1) <= LIKE
    row = np.where(like, np.abs(errors.sum(axis=1)), np.inf).argmin() if like.any() else np.ptp(outputs, axis=1).argmin()
    up, down = (errors[row][sign * errors[row] > 0] for sign in (1, -1))
    return {
        "flat_row": row, "flat_step": run.step[row], "flat_answer": outputs[row].mean(), "flat_like": bool(like[row]),
        "flat_up": up.sum(), "flat_down": down.sum(), "flat_size": -down.sum(),
        "flat_left": up.sum() + down.sum(), "flat_ups": len(up), "flat_downs": len(down),
        "flat_small": np.square(up).sum(), "flat_large": np.square(down).sum(), "flat_cost": np.square(errors[row]).sum(),
    }


def _pile(run, data, flat):
    """What each digit costs in every kept state, and whether it is read wrong; their mean; the middle of training, not before the
    state `flat`; what those that are read wrong in the end make up of the cost, and which digit costs most then;
    and the last state after which more are read wrong though the mean is lower. The first digit comes first, then those that cost
    most in the end, so that they lie at the bottom of the pile."""
    last = np.square(run.network.output(run.theta[-1], data.x) - data.y).sum(axis=1)
    data = data.take([0, *(i for i in np.argsort(-last, kind="stable") if i)])
    outputs = np.array([run.network.output(theta, data.x) for theta in run.theta])                 # (K, n, n_L)
    costs, guess = np.square(outputs - data.y).sum(axis=2), outputs.argmax(axis=2)
    wrong, mean = guess != data.labels, costs.mean(axis=1)
    half = np.flatnonzero(mean <= HALF)
    middle, worst = max(flat, int(half[0]) if len(half) else len(mean) // 2), int(costs[-1].argmax())
    missed = wrong.sum(axis=1)
    yet = middle + np.flatnonzero((np.diff(missed[middle:]) > 0) & (np.diff(mean[middle:]) < 0))
    return {
        "pile_x": np.round(255 * data.x).astype(np.uint8), "pile_label": data.labels, "piled": len(data),
        "pile_cost": costs, "pile_guess": guess, "pile_wrong": wrong, "pile_mean": mean, "pile_missed": missed,
        "middle_row": middle, "middle_step": run.step[middle], "wrong_share": costs[-1, wrong[-1]].sum() / costs[-1].sum(),
        "worst": worst, "worst_label": data.labels[worst], "yet": bool(len(yet)), "yet_row": yet[-1] if len(yet) else len(mean) - 2,
    }


def _ruler(wishes):
    """What three answers cost, whichever digit it is: the one that is wished for, the same to everything, and a sure and wrong one."""
    same = np.full(wishes.shape[1], 1 / wishes.shape[1])
    return {"ruler": [np.square(answer - wishes[0]).sum() for answer in (wishes[0], same, np.roll(wishes[0], 1))], "vague": same[0]}


def _turned(net, theta, dial, way, turns, data):
    """(costs, counts of those that are read wrong) of the data, with one number of the last layer turned so far, one way or the
    other: what reaches that layer stays, and is computed once."""
    last, reaches = nncore.Network(net.sizes[-2:], net.activations[-1:]), net.forward(theta, data.x)[1][-2]
    found = []
    for turn in turns:
        turned = theta + way * turn * (np.arange(len(theta)) == dial)
        outputs = last.output(turned[-last.n_parameters:], reaches)
        found.append((np.square(outputs - data.y).sum(axis=1).mean(), np.count_nonzero(outputs.argmax(axis=1) != data.labels)))
    return tuple(map(np.array, zip(*found)))
