"""The film on what a network is, played without rendering: what it draws and says, against plain loops over the recording."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import Circle

from scenes.network import DIM, SURE
from scenes.stage.answers import Answers
from scenes.stage.digit import DigitImage
from scenes.stage.machine import Knobs
from scenes.stage.network import NetworkDiagram
from scenes.stage.number_squares import Block
from scenes.stage.odometer import Odometer
from scenes.stage.squash import Squash
from scenes.stage.text import Live, Words
from scenes.stage.unroll import Unroll
from scenes.stage.votes import Votes
from tests.audits.plays import play_once, witness
from tests.scenes.looking import parts_of


def seen(film):
    """What a frame shows of pictures, votes, crowds, networks, blocks and dials; numbers as {key: (index, value)}."""
    those = parts_of(film)
    return SimpleNamespace(
        section=film.renderer.section, sentence=film.sentence and film.sentence.said,
        digits=[each.x for each in those(DigitImage)],
        unrolled=[(each.rolled, each.opened, each.drawn) for each in those(Unroll)],
        votes=[(each.weights, each.ink, each.products, each.bitten, each.left_over) for each in those(Votes)],
        crowds=[(each.rained, each.carried, each.bent) for each in those(Squash)],
        networks=[(each.weights, each.activations, each.reached) for each in those(NetworkDiagram)],
        answers=[each.outputs for each in those(Answers)], rings=[(each.ringed, each.hoped) for each in those(Answers)],
        owns=[each.shown()["path of our own"] for each in those(Squash)], edges=[each.edge_opacity for each in those(NetworkDiagram)],
        discs=[np.ravel(each.fill_rgbas)[0] for each in those(Circle) if np.size(each.fill_rgbas)],
        blocks=[(each.values, each.filled, each.count) for each in those(Block)],
        odometers=[each.facts[0] for each in those(Odometer)],
        knobs=[each.values for each in those(Knobs)],
        said={fact.key: (fact.index, fact.value) for text in those((Words, Live)) for fact in text.facts if hasattr(fact, "key")})


FRAMES = witness("network", seen)


@pytest.fixture
def run(recordings):
    return play_once("network", recordings).recorded["network"]


def test_the_picture_that_becomes_numbers_is_one_digit(run):
    for section in ("A grid of numbers", "One long column"):
        for frame in FRAMES.of(section, "digits"):
            assert all(any(np.array_equal(x, y) for y in (run.digit_x, run.window_x)) for x in frame.digits)
    rolled = [frame.unrolled[0] for frame in FRAMES.of("One long column", "unrolled")]
    assert all(np.all(np.diff(rows) <= 0) for rows, *_ in rolled)
    assert all((rows == 1).all() for rows, opened, _ in rolled if opened)             # nothing opens before all have arrived
    assert rolled[-1][1] == 1 and rolled[-1][2].tolist() == [28 * row + int(run.column) for row in range(28)]


def test_every_product_is_a_weight_times_the_ink_under_it(run):
    for section in ("A neuron made by hand", "Another picture", "A neuron that has learned"):
        for frame in FRAMES.of(section, "votes"):
            for weights, ink, products, _, left in frame.votes:
                assert products == pytest.approx([float(w) * float(x) for w, x in zip(weights, ink)])
                assert left == pytest.approx(float(weights @ ink))
    *_, bitten, left = frame.votes[0]
    shown = {key: round(frame.said[f"network.neuron_{key}"][1], 3) for key in ("for", "against", "left", "b", "z")}      # as displayed
    assert round(shown["for"] + shown["against"], 3) == shown["left"] and round(shown["left"] + shown["b"], 3) == shown["z"]
    assert bitten == 1 and frame.said["network.neuron_z"][1] == pytest.approx(left + run.neuron_b)


def test_the_crowd_is_carried_after_it_has_rained_and_the_curve_is_there(run):
    crowds = [frame.crowds[0] for frame in FRAMES.of("Every sum becomes a grey", "crowds")]
    assert all(rained == run.all_count and bent == 1 for rained, carried, bent in crowds if carried)
    assert crowds[-1] == (run.all_count, run.all_count, 1)


def test_our_own_is_as_grey_as_its_sum_makes_it_while_the_bias_is_turned(run):
    seen = []
    for frame in FRAMES.of("A bias lights it", "owns"):
        if "network.slide_z" in frame.said:
            (z, a), = frame.owns[0]
            assert a == pytest.approx(1 / (1 + np.exp(-z))) and a == frame.said["network.slide_a"][1]
            assert z - frame.said["network.slide_b"][1] == pytest.approx(run.neuron_left, abs=1e-5)
            assert any(np.allclose(grey, a, atol=0.01) for grey in frame.discs)
            seen.append(a)
    assert max(seen) > 0.9 and min(seen) < 0.1 and seen[0] == pytest.approx(seen[-1]) == pytest.approx(float(run.neuron_a), abs=1e-5)


def test_lines_of_the_network_are_its_weights_and_stay_from_picture_to_picture(run):
    whole = [frame.edges[0] for frame in FRAMES.of("All the way through", "networks") if frame.edges[0].max() == 1]
    full = max(whole, key=np.sum)
    late = [frame.edges[0] for frame in FRAMES.of("All the way through", "networks") if frame.networks[0][2] == 3]
    assert len(late) > 3 and all(np.array_equal(edges, full) for edges in late)


def test_what_is_no_answer_has_no_ring_but_what_should_be_it_keeps_its_own(run):
    for frame in FRAMES.of("Training turns the dials", "rings"):
        (outputs, (ring, hoped)), = zip(frame.answers, frame.rings)
        assert (ring > 0) == (outputs.max() > SURE) and hoped == 1


def test_training_is_shown_with_digits_of_all_kinds_to_learn_from(run):
    seen = set()
    for frame in FRAMES.of("Training turns the dials", "knobs"):
        if frame.said.get("network.step", (0, 0))[1] > 0:
            lessons = [i for x in frame.digits for i, taught in enumerate(run.taught_x) if np.array_equal(x, taught)]
            assert len(lessons) in (3, 4) and len(frame.digits) == len(lessons) + 1
            (last,), label = frame.said["network.taught_label"]
            assert last in lessons and label == run.taught_label[last]
            seen |= set(lessons)
    assert seen == set(range(10))                                           # also a 3, another than ours


def test_one_neuron_of_the_next_layer_lights_alone_after_its_sum(run):
    alone = [frame for frame in FRAMES.of("All the way through", "networks") if "network.deep_a" in frame.said]
    for frame in alone:
        assert frame.networks[0][2] == 1.5                                                # the others have not got theirs
        assert {f"network.deep_{key}" for key in ("for", "against", "b", "z")} <= set(frame.said)
    assert any(np.allclose(grey, run.deep_a, atol=0.01) for grey in alone[-1].discs)


def test_the_hand_made_neuron_lights_for_one_picture_and_not_for_the_other(run):
    last = FRAMES.of("Another picture", "votes")[-1]
    assert [grey for grey in last.discs if grey > 0.5] == pytest.approx([run.hand_a[0]], abs=0.01) and run.hand_a[1] < 0.1


def test_greys_on_the_way_are_those_of_the_digit_that_is_shown(run):
    for frame in FRAMES.of("All the way through", "networks"):
        (weights, activations, reached), = frame.networks
        (x,) = (x for x in frame.digits if len(x) == 784)
        assert np.array_equal(activations[0], x[run.drawn])
        a = np.asarray(x, float)
        for l, (W, b) in enumerate(run.network.layers(run.theta[-1]), 1):
            a = 1 / (1 + np.exp(-(W.astype(float) @ a + b)))
            assert activations[l] == pytest.approx(a, abs=1e-4)
        for outputs in frame.answers:
            assert reached == run.network.depth and outputs == pytest.approx(a, abs=1e-4)


def test_outputs_are_said_to_be_dim_at_the_first_step_at_which_all_are(run):
    dim = next(k for k, most in enumerate(run.digit_most) if most < DIM)
    frames = [frame for frame in FRAMES.of("Training turns the dials", "sentence") if "every output is dim" in frame.sentence]
    assert frames[0].said["network.step"][1] == run.step[dim] > 1 and f"After {run.step[dim]} steps" in frames[0].sentence


def test_dials_are_the_numbers_of_the_squares_that_they_come_from_and_then_those_at_random(run):
    turned = [frame.knobs[0] for frame in FRAMES.of("A function with dials", "knobs")]
    assert np.array_equal(turned[0], run.final_w3.ravel()[run.dial_at]) and np.array_equal(turned[-1], run.dials[0])


def test_the_last_picture_learns_once_more_from_the_first_step_to_the_last(run):
    rows = [int(np.flatnonzero([np.array_equal(a[-1], each) for each in run.digit_a3])[0])
            for frame in FRAMES.of("The answer", "networks") for _, a, _ in frame.networks]
    assert (rows[0], rows[-1]) == (0, len(run.step) - 1) and rows == sorted(rows) and len(set(rows)) > 9


def test_the_counter_has_counted_the_blocks_that_are_full(run):
    last = FRAMES.of("Counting", "odometers")[-1]
    for frame in FRAMES.of("Counting", "odometers"):
        full = sum(count for _, filled, count in frame.blocks if filled == count)
        assert frame.odometers[0].value <= full or not full
    assert last.odometers[0].value == sum(count for *_, count in last.blocks) == run.network.n_parameters
    assert sum(filled for _, filled, _ in last.blocks) == run.network.n_parameters
    numbers = np.concatenate([np.ravel(values) for values, *_ in last.blocks])
    assert sorted(numbers) == sorted(run.theta[-1])


def test_the_dials_turn_as_recorded_and_the_answer_is_that_of_their_row(run):
    rows, dim = [], 0
    for frame in FRAMES.of("Training turns the dials", "knobs"):
        if "network.digit_most" in frame.said:
            (row,), most = frame.said["network.digit_most"]
            assert np.array_equal(frame.answers[0], run.digit_a3[row]) and most == np.max(run.digit_a3[row])
            _, guess = frame.said.get("network.digit_guess", (None, None))
            assert guess == (np.argmax(run.digit_a3[row]) if most > SURE else None)         # where none is bright, none is the brightest
            dim += guess is None
            assert frame.said["network.step"] == ((row,), run.step[row])
            low, high = np.sort([run.dials[row], run.dials[min(row + 1, len(run.dials) - 1)]], axis=0)
            assert np.all(low - 1e-6 <= frame.knobs[0]) and np.all(frame.knobs[0] <= high + 1e-6)
            rows.append(row)
    assert rows == sorted(rows) and (rows[0], rows[-1]) == (0, len(run.step) - 1) and dim
