"""What the recipe of "cost" adds to its run is true: each array against plain loops over the network itself."""

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes.cost import CostOfDigits, _pile
from scenes.stage.facts import Run
from scenes.studio.audits.recordings import SEEDS, record


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "cost"))


@pytest.fixture(scope="module")
def digits(made):
    return Run(nncore.Recording.load(made / "digits"))


@pytest.fixture(scope="module")
def pile(run):
    """[(x, wish, label)] of the piled digits, found among the unseen ones by their pixels."""
    _, test = runs.data()
    rows = {np.round(255 * x).astype(np.uint8).tobytes(): i for i, x in enumerate(test.x)}
    found = [rows[x.tobytes()] for x in run.pile_x]
    assert len(set(found)) == len(found) == run.piled
    return [(test.x[i], test.y[i], test.labels[i]) for i in found]


@pytest.fixture(scope="module")
def box():
    """[(x, wish, label)] of the first digits that it learns from: a quick recording has 500 in its box."""
    train, _ = runs.data()
    return list(zip(train.x[:500], train.y[:500], train.labels[:500]))


def mean_cost(net, theta, digits):
    return np.mean([cost_and_guess(net, theta, x, y)[0] for x, y, _ in digits])


def cost_and_guess(net, theta, x, y):
    outputs = net.output(theta, x[None])[0].astype("float64")
    return sum((a - wish) ** 2 for a, wish in zip(outputs, y)), max(range(len(outputs)), key=lambda j: outputs[j])


def test_it_is_the_run_of_the_digits_and_their_digit_comes_first(run, digits):
    assert np.array_equal(run.theta, digits.theta) and np.array_equal(run.step, digits.step)
    assert run.pile_x[0] / 255 == pytest.approx(digits.example_x, abs=0.002)
    assert run.pile_cost[:, 0] == pytest.approx(digits.example_cost, rel=1e-5)


def test_every_digit_costs_its_ten_squares_in_every_state(run, pile):
    for row in (0, 7, -1):
        costs, guesses = zip(*(cost_and_guess(run.network, run.theta[row], x, y) for x, y, _ in pile))
        assert run.pile_cost[row] == pytest.approx(costs, rel=1e-4, abs=1e-6)
        assert run.pile_guess[row].tolist() == list(guesses)
        wrong = [guess != label for guess, (_, _, label) in zip(guesses, pile)]
        assert run.pile_wrong[row].tolist() == wrong and run.pile_missed[row] == sum(wrong)
        assert run.pile_mean[row] == pytest.approx(sum(costs) / len(costs), rel=1e-5)
    assert run.pile_label.tolist() == [label for *_, label in pile]


def test_the_flat_state_says_the_same_to_all_and_its_errors_cancel_most(run, pile):
    x, y, _ = pile[0]
    sums = {}
    for row, theta in enumerate(run.theta):
        outputs = run.network.output(theta, x[None])[0].astype("float64")
        if max(outputs) - min(outputs) <= 0.02:
            sums[row] = abs(sum(outputs - y))
    assert run.flat_like and run.flat_row == min(sums, key=sums.get) and run.flat_step == run.step[run.flat_row]
    errors = run.network.output(run.theta[run.flat_row], x[None])[0].astype("float64") - y
    up, down = [e for e in errors if e > 0], [e for e in errors if e < 0]
    assert (run.flat_up, run.flat_down, run.flat_left) == pytest.approx((sum(up), sum(down), sum(errors)))
    assert (run.flat_ups, run.flat_downs) == (len(up), len(down)) == (9, 1)
    assert (run.flat_small, run.flat_large) == pytest.approx((sum(e * e for e in up), sum(e * e for e in down)))
    assert run.learned == len(runs.data()[0]) and run.flat_size == -run.flat_down
    assert run.flat_cost == pytest.approx(run.flat_small + run.flat_large) and run.flat_answer == pytest.approx(np.mean(errors + y))


def test_what_those_that_are_read_wrong_in_the_end_make_up_of_the_cost_and_which_costs_most(run):
    last = run.pile_cost[-1]
    assert run.wrong_share == pytest.approx(sum(last[i] for i, wrong in enumerate(run.pile_wrong[-1]) if wrong) / sum(last))
    worst = max(range(run.piled), key=lambda i: last[i])
    assert (run.worst, run.worst_label) == (worst, run.pile_label[worst]) and run.middle_step == run.step[run.middle_row]


def test_the_pile_begins_with_the_digit_and_then_come_those_that_cost_most(run):
    assert run.pile_cost[-1, 1:].tolist() == sorted(run.pile_cost[-1, 1:].tolist(), reverse=True)


def test_the_ruler_is_what_three_answers_cost_whichever_digit_it_is(run, pile):
    n = len(pile[0][1])
    for _, wish, label in pile:
        other = np.eye(n)[(label + 3) % n]                                      # sure, and wrong
        assert run.ruler == pytest.approx([sum((a - y) ** 2 for a, y in zip(answer, wish)) for answer in (wish, [1 / n] * n, other)])
    assert run.vague == 1 / n


def test_mistakes_become_more_though_the_cost_falls():
    run = Run(runs.load("cost"))
    rises = [k for k in range(int(run.middle_row), len(run.pile_wrong) - 1)
             if sum(run.pile_wrong[k + 1]) > sum(run.pile_wrong[k]) and np.mean(run.pile_cost[k + 1]) < np.mean(run.pile_cost[k])]
    assert run.yet == bool(rises) and run.yet_row == (rises or [len(run.pile_wrong) - 2])[-1]


def test_the_middle_of_training_is_where_the_pile_costs_half_of_what_a_tenth_for_all_does():
    run = Run(runs.load("cost"))
    costs = [np.mean(costs) for costs in run.pile_cost]
    assert run.middle_row == next(row for row, cost in enumerate(costs) if cost <= 0.45)


def test_the_middle_is_not_before_the_state_that_answers_alike(run):
    rows = len(run.theta)
    assert _pile(run, runs.data()[1].take(range(9)), rows - 1)["middle_row"] == rows - 1


def test_one_dial_is_turned_and_no_other_number(run, box):
    net, theta = run.network, run.trained.astype("float64")
    dial, way = net.n_parameters - 10 + int(run.dial_output), np.sign(run.dial_values[80, -1] - run.dial_values[0, -1])
    for k in (0, 40, 160):
        turned = theta.copy()
        turned[dial] += way * run.dial_turn[k]
        assert run.dial_cost[k] == pytest.approx(mean_cost(net, turned, box), rel=1e-4)
        assert run.dial_values[k, -1] == pytest.approx(turned[dial])
    assert np.ptp(run.dial_values[:, :-1], axis=0).max() == 0
    assert (run.dial_turn[0], run.dial_turn[80], run.dial_turn[160]) == (0, 8, 0) and run.dial_turn == pytest.approx(run.dial_turn[::-1])
    assert set(run.dial_values[0, :-1]) <= set(theta) and run.dial_values.shape[1] == run.shown
    ends = {}
    for other in range(10):
        for sign in (1, -1):
            ends[other, sign] = mean_cost(net, theta + sign * 8 * (np.arange(len(theta)) == net.n_parameters - 10 + other), box[:120])
    highest = max(ends.values())
    assert ends[int(run.dial_output), int(way)] > 0.9 * highest                # of all of them it is the highest


def test_the_box_has_digits_that_it_learns_from(run):
    train = runs.data()[0]
    assert run.boxed == 500 and np.array_equal(run.boxed_x, np.round(255 * train.x[:run.walled]).astype(np.uint8))


def test_mistakes_of_the_few_are_counted_and_their_slope_is_a_difference_of_costs(run, box):
    net, theta, few = run.network, run.trained.astype("float64"), box[:20]
    dial, at = net.n_parameters - 10 + int(run.dial_output), int(run.few_row)
    way = np.sign(run.few_value[-1] - run.few_value[0])

    def look(turn):
        turned = theta.copy()
        turned[dial] += way * turn
        found = [cost_and_guess(net, turned, x, y) for x, y, _ in few]
        return np.mean([cost for cost, _ in found]), sum(guess != label for (_, guess), (*_, label) in zip(found, few))

    for k in (0, at, 500, 800, *run.few_stops[1:]):
        cost, missed = look(run.few_turn[k])
        assert run.few_cost[k] == pytest.approx(cost, rel=1e-4) and run.few_missed[k] == missed
        assert run.few_value[k] == pytest.approx(theta[dial] + way * run.few_turn[k])
    h = 1e-3
    assert run.few_slope == pytest.approx((look(run.few_turn[at] + h)[0] - look(run.few_turn[at] - h)[0]) / (2 * h), rel=0.01)
    assert run.few_alike and len(set(run.few_missed[at - 25:at + 26])) == 1 and run.counted == len(few)
    steep = np.abs(np.gradient(run.few_cost[:801], run.few_turn[:801]))
    flat = [k for k in range(25, 776) if len(set(run.few_missed[k - 25:k + 26])) == 1]
    assert at == max(flat, key=lambda k: steep[k])
    assert run.few_turn[run.few_stops] == pytest.approx([8, *run.few_turn[[at, at - 25, at + 25, at]]])      # there, back, less, more, back
    assert run.few_stops[-1] == len(run.few_turn) - 1 and np.abs(np.diff(run.few_turn)).max() == pytest.approx(0.01)


def test_what_is_the_same_at_other_starts_is_listed_as_constant(made, recordings):
    one, other = (nncore.Recording.load(folder / "cost") for folder in (made, record(["cost"], SEEDS[1], recordings)))
    same = {key for key in one if np.array_equal(one[key], other[key]) and one[key].max() > 9}
    assert same <= set(CostOfDigits.constants) <= set(one)


@pytest.mark.parametrize("net", [nncore.Network((784, 12, 10), ["tanh", "sigmoid"]), nncore.Network((784, 10))])
def test_other_networks_are_measured_too(net):
    train, test = runs.data()
    some = train.take(range(300))
    own = nncore.train(net, some, 0.5, 10, epochs=6)
    derived = own.with_arrays(**CostOfDigits().derive(own, some, test, quick=True, quiet=True))
    assert set(CostOfDigits.constants) <= set(derived) and derived["dial_values"].shape == (161, CostOfDigits.knobs)
