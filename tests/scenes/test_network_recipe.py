"""What the recipe of the film on the network derives is true: against loops over single neurons, pixels and digits."""

from itertools import pairwise
from math import exp

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes.network import NetworkAtWork
from scenes.stage.facts import Run
from scenes.studio.audits.recordings import SEEDS, record


@pytest.fixture(scope="module")
def run(made):
    return Run(nncore.Recording.load(made / "network"))


@pytest.fixture(scope="module")
def unseen():
    return runs.data()[1]


def through(theta, sizes, x):
    """(sums, activations) of every layer with weights, neuron by neuron, from the flat vector of all numbers."""
    at, sums, greys = 0, [], [list(map(float, x))]
    for n_in, n_out in pairwise(sizes):
        biases = at + n_in * n_out
        z = [sum(float(theta[at + j * n_in + k]) * greys[-1][k] for k in range(n_in)) + float(theta[biases + j]) for j in range(n_out)]
        sums.append(z)
        greys.append([1 / (1 + exp(-each)) for each in z])
        at = biases + n_out
    return sums, greys[1:]


def test_our_digit_and_the_others_go_through_every_neuron(run, unseen):
    sizes, (mine,) = run.network.sizes, np.flatnonzero(unseen.index == run.digit_index)
    assert np.array_equal(unseen.x[mine], run.digit_x) and unseen.labels[mine] == run.digit_label
    for row in (0, int(run.digit_found), -1):
        _, greys = through(run.theta[row], sizes, run.digit_x)
        for l, layer in enumerate(greys, 1):
            assert getattr(run, f"digit_a{l}")[row] == pytest.approx(layer, abs=1e-5)
        assert run.digit_guess[row] == np.argmax(greys[-1]) and run.digit_most[row] == pytest.approx(max(greys[-1]), abs=1e-5)
    for i, x in enumerate(run.other_x):
        _, greys = through(run.theta[-1], sizes, x)
        assert run.other_a3[i] == pytest.approx(greys[-1], abs=1e-5) and run.other_guess[i] == np.argmax(greys[-1])
        (place,) = np.flatnonzero((unseen.x == x).all(axis=1))
        assert run.other_label[i] == unseen.labels[place]
        assert run.other_most[i] == pytest.approx(max(greys[-1]), abs=1e-5)
    assert (run.other_guess == run.other_label).tolist() == [False]
    guesses = [int(np.argmax(run.network.output(run.theta[-1], x[None])[0])) for x in unseen.x]
    assert run.unseen == len(unseen) and run.unseen_right == sum(map(int.__eq__, guesses, map(int, unseen.labels)))
    assert run.digit_label == 3 and run.digit_guess[0] != 3 and set(run.digit_guess[int(run.digit_found):]) == {3}
    assert run.digit_guess[int(run.digit_found) - 1] != 3 and run.found_step == run.step[int(run.digit_found)]


def test_a_neuron_is_what_its_pixels_vote_for_less_what_they_vote_against(run):
    j, n = int(run.neuron) - 1, run.network.sizes[0]
    votes = [float(run.theta[-1][j * n + i]) * float(run.digit_x[i]) for i in range(n)]
    support, against = sum(vote for vote in votes if vote > 0), sum(vote for vote in votes if vote < 0)
    sums, greys = through(run.theta[-1], run.network.sizes, run.digit_x)
    assert (run.neuron_for, run.neuron_against, run.neuron_left) == pytest.approx((support, against, support + against))
    assert run.neuron_z == pytest.approx(sums[0][j]) == support + against + run.neuron_b and run.neuron_a == pytest.approx(greys[0][j])
    assert run.neuron_product == pytest.approx(votes)
    shown = [round(float(part), 2) for part in (run.neuron_for, run.neuron_against, run.neuron_b)]
    assert round(sum(shown), 2) == round(float(run.neuron_z), 2)                          # as displayed
    for i, w, x, product in zip(run.pixel, run.pixel_w, run.pixel_x, run.pixel_wx, strict=True):
        assert (w, x, product) == pytest.approx((run.theta[-1][j * n + i], run.digit_x[i], votes[i]))
        assert round(round(float(w), 2) * round(float(x), 2), 2) == round(float(product), 2)
    assert sorted(np.sign(run.pixel_wx)) == [-1, 0, 1]


def test_a_neuron_of_the_next_layer_adds_up_greys(run):
    sums, greys = through(run.theta[-1], run.network.sizes, run.digit_x)
    j, (n0, n1) = int(run.deep) - 1, run.network.sizes[:2]
    start = n0 * n1 + n1
    terms = [float(run.theta[-1][start + j * n1 + k]) * greys[0][k] for k in range(n1)]
    assert (run.deep_for, run.deep_against) == pytest.approx((sum(t for t in terms if t > 0), sum(t for t in terms if t < 0)))
    assert run.deep_for + run.deep_against + run.deep_b == pytest.approx(run.deep_z) == sums[1][j]
    assert run.deep_a == pytest.approx(greys[1][j], abs=1e-6)
    shown = [round(float(part), 2) for part in (run.deep_for, run.deep_against, run.deep_b)]
    assert round(sum(shown), 2) == round(float(run.deep_z), 2)                            # as displayed


def test_digits_to_learn_from_are_of_the_training_digits_with_their_answers(run):
    train, labels = runs.data()[0], run.taught_label.tolist()
    assert sorted(labels) == list(range(10)) and labels[1] == run.digit_label and run.taught_count == len(train)
    assert not np.array_equal(run.taught_x[1], run.digit_x)                               # another of its kind
    for x, label in zip(run.taught_x, labels, strict=True):
        assert label in train.labels[(train.x == x).all(axis=1)]


def test_the_hand_made_neuron_is_a_stroke_between_two_rims_where_our_digit_has_one(run, unseen):
    w = run.hand_w.reshape(28, 28)
    rows, columns = np.flatnonzero(w.any(axis=1)), np.flatnonzero(w.any(axis=0))
    stamp = w[np.ix_(rows, columns)]
    assert stamp.shape == (10, 10) and (stamp[3:7] == 1).all() and (stamp[[0, 1, 2, 7, 8, 9]] == -1).all()
    picture = run.digit_x.reshape(28, 28)
    best = max(sum(picture[r + i, c + k] * (1 if 3 <= i < 7 else -1) for i in range(10) for k in range(10))
               for r in range(19) for c in range(19))
    assert run.hand_z[0] == pytest.approx(best, abs=1e-4)
    sums = [sum(float(a) * float(b) for a, b in zip(run.hand_w, x)) for x in unseen.x]
    assert run.hand_z[1] == pytest.approx(min(sums)) and np.array_equal(unseen.x[int(np.argmin(sums))], run.hand_rival_x)
    assert run.hand_rival == unseen.labels[int(np.argmin(sums))]
    assert run.hand_a == pytest.approx([1 / (1 + exp(-z)) for z in run.hand_z])
    assert run.hand_for + run.hand_against == pytest.approx(run.hand_z) and (run.hand_for > 0).all() and (run.hand_against < 0).all()


def test_the_crowd_are_all_unseen_digits_ours_last(run, unseen):
    j, theta = int(run.neuron) - 1, run.theta[-1]
    w, b = theta[784 * j:784 * (j + 1)].astype("float64"), float(theta[784 * run.network.sizes[1] + j])
    plain = [sum(w * x) + b for x in unseen.x]
    assert sorted(run.all_z) == pytest.approx(sorted(plain)) and run.all_z[-1] == pytest.approx(float(run.neuron_z))
    assert run.all_a == pytest.approx([1 / (1 + exp(-z)) for z in run.all_z]) and run.all_count == len(unseen)
    assert (run.all_low, run.all_high) == (run.all_z.min(), run.all_z.max())
    assert run.sigmoid_z[0] < run.all_low and run.all_high < run.sigmoid_z[-1]
    assert run.sigmoid_a == pytest.approx([1 / (1 + exp(-z)) for z in run.sigmoid_z])


def test_the_bias_is_turned_up_and_down_and_back_and_nothing_else_is(run):
    rest = sum(float(w) * float(x) for w, x in zip(run.neuron_w, run.digit_x))
    for b, z, a in zip(run.slide_b, run.slide_z, run.slide_a, strict=True):
        assert z == pytest.approx(rest + b) and a == pytest.approx(1 / (1 + exp(-z)))
    assert run.slide_b[0] == run.slide_b[-1] == run.neuron_b
    quarter = len(run.slide_b) // 4
    assert run.slide_b.argmax() == quarter and run.slide_b.argmin() == 3 * quarter


def test_every_number_is_counted_once(run):
    numbers = [*run.final_w1.ravel(), *run.final_b1, *run.final_w2.ravel(), *run.final_b2, *run.final_w3.ravel(), *run.final_b3]
    assert np.array_equal(numbers, run.theta[-1])
    assert run.block_count.tolist() == [12544, 16, 256, 16, 160, 10] and sum(run.block_count) == 13002
    assert run.block_end.tolist() == [*range(0, 12545, 784), 12560, 12816, 12832, 12992, 13002]


def test_dials_are_weights_of_the_last_layer(run):
    last = run.theta[:, -170:-10]
    for dial in run.dials.T:
        assert (last == dial[:, None]).all(axis=0).any()
    assert run.dials.shape == (len(run.step), 40) and len({dial.tobytes() for dial in run.dials.T}) == 40
    assert run.dial_full == np.abs(run.dials).max() and np.array_equal(run.dials, last[:, run.dial_at])


def test_the_column_and_the_window_are_pixels_of_the_digit(run):
    picture, (row, column) = run.digit_x.reshape(28, 28), run.window
    assert np.array_equal(run.digit_x[run.drawn], picture[:, int(run.column)]) and len(run.drawn) == run.drawn_count == 28
    assert run.window_x.tolist() == [picture[row + r, column + c] for r in range(7) for c in range(7)]
    assert run.hand_w.reshape(28, 28)[:, int(run.column)].any()


def test_what_is_the_same_at_other_starts_is_listed_as_constant(made, recordings):
    one, other = (nncore.Recording.load(folder / "network") for folder in (made, record(["network"], SEEDS[1], recordings)))
    same = {key for key in one if np.array_equal(one[key], other[key])}
    same -= {"hand_rival", "hand_rival_x", "other_x", "other_label", "other_guess"}     # two may have one rival, and one mistake
    assert same <= set(NetworkAtWork.constants) <= set(one)


@pytest.mark.parametrize("sizes, activation, why", [
    ((784, 10), "sigmoid", "has none"), ((784, 12, 10), "tanh", "explains the sigmoid"), ((784, 40, 10), "sigmoid", "of 24 at most")])
def test_networks_that_the_film_cannot_show_are_refused_in_words(sizes, activation, why):
    train, test = runs.data()
    own = nncore.train(nncore.Network(sizes, activation), train.take(range(60)), 0.1, 10, steps=3)
    with pytest.raises(nncore.RecordingError, match=why):
        NetworkAtWork().derive(own, train, test, True, True)


def test_another_shape_is_shown_too():
    train, test = runs.data()
    own = nncore.train(nncore.Network((784, 7, 10), "sigmoid"), train, 1.5, 10, epochs=3)
    derived = NetworkAtWork().derive(own, train, test, True, True)
    assert derived["block_end"][-1] == own.network.n_parameters and len(derived["other_x"]) == 1
