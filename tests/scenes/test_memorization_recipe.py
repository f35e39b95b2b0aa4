"""What the recipe of memorising records is true: against plain loops over single digits and steps."""

from itertools import pairwise

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import memorization
from scenes.recipes._digits import first
from scenes.recipes.memorization import Memorizing
from scenes.stage.facts import Run
from scenes.studio.audits.recordings import SEEDS, record


@pytest.fixture(scope="module")
def run(recordings):
    return Run(nncore.Recording.load(record(["memorization"], SEEDS[0], recordings) / "memorization"))


@pytest.fixture(scope="module")
def data(run):
    return first(runs.data()[0], run.recipe["data"]["examples"])


@pytest.fixture(scope="module")
def unseen(run):
    return first(runs.data()[1], int(run.unseen))


def plainly(net, x, labels, steps, seed):
    """theta before every step of a training in batches of ten, rate 1.5, in a loop; each epoch deals all digits in a new order."""
    theta, y, rng, seen, rows = net.init(seed=seed), np.eye(10, dtype="float32")[labels], np.random.default_rng((seed, 1)), [], []
    for _ in range(steps):
        rows = rows or [order[start:start + 10] for order in [rng.permutation(len(x))] for start in range(0, len(x), 10)]
        seen.append(theta)
        batch = rows.pop(0)
        theta = theta - np.float32(1.5) * net.gradient(theta, x[batch], y[batch])
    return [*seen, theta]


def read_right(net, theta, x, labels):
    return [int(answers.argmax()) == label for answers, label in zip(net.output(theta, x), labels, strict=True)]


def test_every_label_goes_to_another_digit_and_none_is_lost(run, data):
    who = np.random.default_rng(run.recipe["seed"]).permutation(len(data))
    assert run.given.tolist() == [data.labels[giver] for giver in who] and run.label.tolist() == data.labels.tolist()
    assert np.bincount(run.given).tolist() == np.bincount(run.label).tolist()
    changed, so_far = [one != other for one, other in zip(run.given, run.label, strict=True)], 0
    for i, each in enumerate(changed):
        assert run.changed_so_far[i] == so_far and run.changed[i] == each
        so_far += each
    assert run.changed_count == so_far == run.changed_so_far[-1] and run.kept_count == len(data) - so_far


def test_on_the_wall_each_has_the_label_of_the_next(run, data):
    who = np.random.default_rng(run.recipe["seed"]).permutation(len(data))
    assert len(set(run.wall)) == run.wall_count == 16
    assert all(after == who[before] for before, after in pairwise(run.wall))
    assert run.wall_given.tolist() == [data.labels[who[i]] for i in run.wall] == [*run.wall_label[1:], run.given[run.wall[-1]]]
    assert 1 <= np.count_nonzero(run.wall_label == run.wall_given) <= 2 and run.wall_label[0] != run.wall_given[0]
    assert run.wall_x / 255 == pytest.approx(data.x[run.wall], abs=0.002)


def test_both_trainings_are_plain_loops_from_one_start(run, data, unseen):
    net, seed = run.network, run.recipe["seed"]
    for t, (kind, labels) in enumerate((("own", run.label), ("swapped", run.given))):
        thetas, y = plainly(net, data.x, labels, int(run.steps), seed), np.eye(10)[labels]
        costs = getattr(run, f"{kind}_cost")
        assert [net.cost(thetas[step], data.x, y) for step in run.step] == pytest.approx(costs, rel=0.01)
        assert costs[0] == run.cost[int(kind == "swapped"), 0, 0]
        for which, digits, wanted in (("known", data, labels), ("right", unseen, unseen.labels)):
            share = np.mean(read_right(net, thetas[-1], digits.x, wanted))
            assert share == pytest.approx(getattr(run, which)[t, 0], abs=0.03)
        W = net.layers(thetas[-1])[0][0] * (data.x.max(axis=0) > 0)
        assert getattr(run, f"{kind}_W")[-1] == pytest.approx(W, abs=0.01)
    assert run.epoch == pytest.approx(run.step / 70) and run.epochs == 12 and run.steps == 12 * 70


def test_three_digits_of_each_kind_are_answered_by_both_networks(run, data, unseen):
    for name, digits, own, given in (("three", data, data.labels, run.given), ("new", unseen, unseen.labels, unseen.labels)):
        those = getattr(run, name)
        assert len(set(those.tolist())) == 3 and getattr(run, f"{name}_label").tolist() == own[those].tolist()
        assert getattr(run, f"{name}_given").tolist() == given[those].tolist()
        assert getattr(run, f"{name}_x") / 255 == pytest.approx(digits.x[those], abs=0.002)
        answers = [int(run.network.output(run.trained, digits.x[i:i + 1])[0].argmax()) for i in those]
        assert getattr(run, f"{name}_own").tolist() == answers
    assert set(run.three.tolist()) <= set(run.wall.tolist()) and (run.three_label != run.three_given).all()


def test_three_digits_are_right_as_often_as_all_are():
    right, labels = np.array([[True] * 9 + [False], [False] * 6 + [True] * 4]), np.arange(10) % 4
    chosen = memorization._three(right, range(10), labels)
    assert right[:, chosen].sum(axis=1).tolist() == [3, 1] and len(set(labels[chosen])) == 3
    assert chosen.tolist() == [6, 0, 1]


@pytest.mark.parametrize("i, start", [(3, 0), (3, 1)])
def test_a_short_list_is_learned_as_long_as_the_full_one(run, data, unseen, i, start):
    n, seed = int(run.list_size[i]), run.recipe["seed"] + 100 * start
    labels = data.labels[:n][np.random.default_rng(seed).permutation(n)]
    theta = plainly(run.network, data.x[:n], labels, int(run.steps), seed)[-1]
    assert np.mean(read_right(run.network, theta, data.x[:n], labels)) == pytest.approx(run.list_known[i, start], abs=0.03)
    assert np.mean(read_right(run.network, theta, unseen.x, unseen.labels)) == pytest.approx(run.list_right[i, start], abs=0.03)


def test_other_networks_learn_the_same_list(run):
    assert run.list_size.tolist() == [run.examples, 400, 200, 100] and run.net_size.tolist() == [400, 400, 400]
    for what, of_all in (("known", run.known), ("right", run.right)):
        lists, nets = (getattr(run, f"{name}_{what}") for name in ("list", "net"))
        assert lists[0].tolist() == of_all[1].tolist() and nets[1].tolist() == lists[1].tolist()
    assert run.net_weights.tolist() == [784 * h + h + h * h + h + 10 * h + 10 for h in (4, 16, 64)]
    assert set(run.list_weights.tolist()) == {run.net_weights[1]}


def test_the_training_in_the_middle_stands_for_all(run):
    for name in ("list", "net"):
        for i in range(len(getattr(run, f"{name}_size"))):
            known, new = (sorted(getattr(run, f"{name}_{what}")[i]) for what in ("known", "right"))
            middle = (len(known) - 1) // 2
            assert getattr(run, f"{name}_share")[i] == known[middle] and getattr(run, f"{name}_new")[i] == new[middle]


def test_one_answer_to_everything_costs_nine_tenths_and_the_swapped_training_begins_so(run, data):
    net, seed, y = run.network, run.recipe["seed"], np.eye(10)[run.given]
    assert np.mean([sum((0.1 - wanted) ** 2 for wanted in each) for each in y]) == pytest.approx(run.plateau)
    assert run.plateau_terms.tolist() == pytest.approx([0.81, 0.01]) and run.others == 9
    thetas = plainly(net, data.x, run.given, int(run.step[6]), seed)
    for step, off in zip(run.step[:7], run.off_guess, strict=False):
        answers = net.output(thetas[step], data.x)
        assert sum(abs(answer - 0.1) for each in answers for answer in each) / answers.size == pytest.approx(off, abs=0.002)


def test_a_shorter_list_comes_round_more_often(run):
    assert run.list_passes.tolist() == [int(run.steps) // (size // 10) for size in run.list_size.tolist()]
    assert run.list_passes[0] == run.epochs


def test_a_digit_is_plain_where_it_is_nearest_to_the_mean_of_its_own(data):
    means = [np.mean([x for x, label in zip(data.x, data.labels, strict=True) if label == digit], axis=0) for digit in range(10)]
    plain = memorization._plain(data)
    for x, label, each in zip(data.x[:80], data.labels, plain, strict=False):
        assert each == (int(np.argmin([np.linalg.norm(x - mean) for mean in means])) == label)
    assert 0.7 < plain.mean() < 1


def test_weights_are_those_of_the_states_and_0_where_no_digit_is_lit(run, data):
    lit = [any(x[pixel] > 0 for x in data.x) for pixel in range(784)]
    for row, (epoch, W) in enumerate(zip(run.picture_epoch, run.own_W, strict=True)):
        theta, = run.theta[run.epoch == epoch]
        assert W == pytest.approx(run.network.layers(theta)[0][0] * lit, abs=1e-3)
        squares = [w[pixel] ** 2 for w in W.astype(float) for pixel in range(784) if lit[pixel]]
        assert run.typical[0, row] == pytest.approx(np.sqrt(np.mean(squares)), rel=0.01)
    assert np.array_equal(run.own_W[0], run.swapped_W[0])
    for kind, row, W in ((0, -1, run.own_W[-1]), (1, -1, run.swapped_W[-1]), (0, 5, run.own_W[5]), (1, 0, run.swapped_W[0])):
        pairs = [(w[pixel], w[pixel + step]) for w in W.astype(float) for pixel in range(784) for step in (1, 28)
                 if (step == 28 or pixel % 28 < 27) and pixel + step < 784 and lit[pixel] and lit[pixel + step]]
        assert run.alike[kind, row] == pytest.approx(np.corrcoef(*np.transpose(pairs))[0, 1], abs=0.002)
    assert run.at_end[:, 0] == pytest.approx(run.alike[:, -1])


def test_a_swap_keeps_the_pictures(data):
    swapped = memorization.swap(data, 3)
    assert np.array_equal(swapped.x, data.x) and sorted(swapped.labels) == sorted(data.labels)
    assert np.array_equal(swapped.y.argmax(axis=1), swapped.labels) and (swapped.labels != data.labels).mean() > 0.8


def test_what_is_the_same_at_other_starts_is_listed_as_constant(recordings):
    one, other = (nncore.Recording.load(record(["memorization"], seed, recordings) / "memorization") for seed in SEEDS)
    same = {key for key in one if np.array_equal(one[key], other[key])}
    by_chance = {"changed_count", "kept_count", "new", *(f"new_{what}" for what in ("x", "label", "given", "own", "swapped"))}
    assert same - set(Memorizing.constants) <= {"pictures", "label"} | by_chance
    assert set(Memorizing.constants) <= set(one) and set(Memorizing.words) <= set(one)
