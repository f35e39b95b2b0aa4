"""The film of what was learned, played without rendering: what is drawn in every frame, against the recording."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.stage.chart import Chart
from scenes.stage.digit import DigitImage
from scenes.stage.exam import WAITING, AskedNow, Exam
from scenes.stage.fits import LaidOver
from scenes.stage.hand import Hand
from scenes.stage.mirror import Mirror, Polls
from scenes.stage.parts import Part
from scenes.stage.text import Live, Number, Words
from scenes.stage.weight_pictures import WeightPictures
from tests.audits.plays import play_once, witness


def seen(film):
    """What a frame shows; numbers as {(key, index): value}."""
    parts = [part for top in film.mobjects for part in top.get_family()]

    def those(kind):
        return [part for part in parts if type(part) is kind]

    return SimpleNamespace(
        section=film.renderer.section, said=film.sentence.said if film.sentence else "",
        exams=[(each.count, each.lights, each.quiet) for each in those(Exam)],
        asked=[each.pictures[0] for each in those(AskedNow)],
        hands=[(each.pictures, each.chosen, each.share) for each in those(Hand)],
        parts=[(each.part, each.get_center(), each.side) for each in those(Part)],
        sweeps=[(each.parts, each.part, each.down + each.reach) for each in those(LaidOver)],
        tiles=[(each.W, each.full, [each.spot(i) for i in range(len(each.W))]) for each in those(WeightPictures)],
        polls=[each.counts for each in those(Polls)], mirrors=[(each.sides, each.grown) for each in those(Mirror)],
        words={each.said for each in those(Words)}, pictures=[each.x for each in those(DigitImage)],
        charts=[each.plot.rows for each in those(Chart)],
        numbers={(fact.key.split(".")[1], fact.index): fact.value for kind in (Words, Live, Number) for text in those(kind)
                 for fact in text.facts
                 if hasattr(fact, "key")},
        written={(fact.key.split(".")[1], fact.index): str(fact) for text in those(Number) for fact in text.facts if hasattr(fact, "key")})


FRAMES = witness("what_it_learned", seen)


@pytest.fixture
def run(recordings):
    return play_once("what_it_learned", recordings).recorded["what_it_learned"]


def test_every_unseen_digit_passes_and_the_counter_goes_along(run):
    frames = FRAMES.of("The exam", "asked")
    counts = [frame.exams[0][0] for frame in frames]
    assert counts == sorted(counts) and counts[-1] == run.exam_count
    for frame, count in zip(frames, counts):
        right = [value for (key, _), value in frame.numbers.items() if key == "exam_right_so_far"]
        wrong = [value for (key, _), value in frame.numbers.items() if key == "exam_wrong_so_far"]
        assert right[0] + wrong[0] == count and wrong[0] == run.exam_wrong[:count].sum()
        large = run.exam_large[run.exam_large <= max(1, count)][-1]           # the first five, and then the last one that was misread
        assert np.array_equal(frame.asked[0], run.exam_x[large - 1])
        said = {key: value for (key, _), value in frame.numbers.items() if key.startswith("exam_large")}
        if count and said:
            which = run.exam_large.tolist().index(large)
            assert said == {"exam_large_label": run.exam_large_label[which], "exam_large_guess": run.exam_large_guess[which]}
        lit = np.flatnonzero(frame.exams[0][1] > WAITING)
        assert lit.tolist() == list(range(count))


def test_the_surest_mistakes_come_out_of_their_places_in_the_wall(run):
    frame = FRAMES.of("Its mistakes", "hands")[-1]
    (pictures, chosen, share), = frame.hands
    assert share == 1 and chosen == tuple(run.missed[:3]) and np.array_equal(pictures, run.missed_x[:3])
    assert run.missed_most[0] == run.missed_most.max() and frame.numbers["missed_most", (2,)] == run.missed_most[2]
    assert sorted(frame.exams[0][2]) == sorted(run.missed_quiet)


def test_weights_at_the_start_and_at_the_end_have_one_scale(run):
    frame = [frame for frame in FRAMES.of("No loops no lines", "tiles") if len(frame.tiles) == 2][-1]
    (start, first_scale, _), (end, last_scale, _) = frame.tiles
    assert np.array_equal(start, run.tile_w[0]) and np.array_equal(end, run.tile_w[-1]) and first_scale == last_scale == run.tile_full


def test_the_weights_of_one_neuron_run_through_the_training(run):
    shown = [tiles for frame in FRAMES.of("The real weights", "tiles") for tiles in frame.tiles]
    rows = [next(k for k, W in enumerate(run.tile_w) if np.array_equal(W[:1], W_now)) for W_now, *_ in shown]
    assert rows == sorted(rows) and {0, len(run.tile_w) - 1} <= set(rows) and all(full == run.tile_full for _, full, _ in shown)


def test_all_parts_that_are_tried_go_over_the_pictures_and_the_best_so_far_goes_along(run):
    """What is shown is what was measured: not one loop and one line, while six parts are tried."""
    frames = FRAMES.of("No loops no lines", "sweeps")
    tried = run.hope_part.reshape(-1, 5)
    which = [int(np.flatnonzero((tried == frame.sweeps[0][1]).all(axis=1))[0]) for frame in frames]
    assert sorted(set(which)) == list(range(len(tried))) == list(range(run.fit_part_count)) and which == sorted(which)
    for frame, k in zip(frames, which):
        (key, at), = [number for number in frame.numbers if number[0] == "fit_so_far"]
        assert np.array_equal(frame.sweeps[0][0], tried) and at == (k, int(frame.sweeps[0][2] + 1e-6))
        assert frame.numbers[key, at] == run.fit_so_far[at]


def test_the_best_fit_is_shown_beside_a_whole_match_the_best_before_the_training_and_that_of_chance(run):
    """A match says nothing without what a whole one is, and what chance alone matches, in noise that is as smooth."""
    frame = [frame for frame in FRAMES.of("Where one fits best", "parts") if len(frame.parts) == 4][-1]
    said = next(frame.said for frame in FRAMES.of("Where one fits best") if f"best of {run.tile_count} reaches" in frame.said)
    assert (f"{run.fit_as_well} of {run.fit_draws} draws" in said) == (10 * run.fit_as_well < run.fit_draws)
    rows = [next(row for row in range(4) if any(
        np.array_equal(W, run.fit_w[row]) and np.allclose(spot[:2] + offset(run, row, side), place[:2])
        for W, _, (spot,) in frame.tiles)) for _, place, side in frame.parts]
    assert sorted(rows) == list(range(4))
    for row, (part, _, _) in zip(rows, frame.parts):
        assert np.array_equal(part, run.hope_part.reshape(-1, 5)[run.fit_part[row]])
        assert frame.numbers["fit_share", (row,)] == run.fit_share[row]
    assert all(full == run.tile_full for _, full, _ in frame.tiles)


def offset(run, row, side):
    """How far a part lies from the middle of its picture."""
    down, right = run.fit_shift[row] * side / 28
    return np.array([right, -down])


def test_every_picture_of_noise_is_counted_and_those_that_stand_large_come_calmly(run):
    frames = FRAMES.of("Pictures of nothing", "polls")
    totals = [int(frame.polls[0].sum()) for frame in frames]
    assert totals == sorted(totals) and totals[-1] == run.noise_count
    for frame, count in zip(frames, totals):
        large = run.noise_large[run.noise_large <= max(1, count)][-1]
        assert frame.polls[0].tolist() == run.noise_come[count].tolist()
        assert not frame.asked or np.array_equal(frame.asked[0], run.noise_x[large - 1])
    assert len(run.noise_large) < 30 and not run.noise_x[:, run.lit == 0].any()


def test_of_the_other_networks_those_are_shown_that_are_most_and_least_sure_of_noise(run):
    """Also the one that is nearly always above one half: what holds for this network need not hold for the next."""
    frame = FRAMES.of("Other networks", "mirrors")[-1]
    low = run.noise_low_share
    shown = [0, 1 + int(low[1:].argmin()), 1 + int(low[1:].argmax())]
    sides = [sides for sides, grown in frame.mirrors if grown == (1, 1)]
    for i, (digits, noise) in zip(shown, sides, strict=True):
        assert np.array_equal(digits, run.digits_share[i]) and np.array_equal(noise, run.noise_share[i])
        assert frame.numbers["noise_low_share", (i,)] == low[i]
    assert all(f"{low[i]:.0%}" in frame.said for i in shown[1:])


def test_the_picture_climbs_step_by_step_as_its_output_is_drawn(run):
    rows = []
    for frame in FRAMES.of("Asked to draw", "charts"):
        row = int(frame.charts[0][0])
        assert any(np.array_equal(x, run.climb_x[row]) for x in frame.pictures)
        rows.append(row)
    assert rows == sorted(rows) and rows[-1] == len(run.climb_x) - 1
    for frame in FRAMES.of("Asked to draw", "polls"):
        assert any(np.array_equal(frame.polls[0], answers) for answers in run.climb_answers)


def test_the_smudge_stands_beside_a_real_digit_with_its_outputs_and_what_it_costs(run):
    """That a picture of nothing costs next to nothing is the proof that its looks were never asked about."""
    frame, last = FRAMES.of("What was asked")[-1], len(run.climb_x) - 1
    assert all(any(np.array_equal(x, shown) for shown in frame.pictures) for x in (run.climb_x[-1], run.real_x[run.climb_wish]))
    for j in range(10):
        assert frame.numbers["climb_answers", (last, j)] == run.climb_answers[last, j]
        assert frame.numbers["real_answers", (j,)] == run.real_answers[j] and frame.numbers["real_target", (j,)] == (j == run.climb_wish)
    assert frame.numbers["climb_cost", (last,)] == run.climb_cost[-1] and frame.numbers["real_cost", ()] == run.real_cost
    for key in ("climb_answers", "real_answers"):               # to three decimals, as the costs: who adds the squares finds them
        written = [text for (text_key, *_), text in frame.written.items() if text_key == key]
        assert len(written) == 10 and all(len(text.split(".")[1]) == 3 for text in written)


def test_the_network_is_labelled_untrained_as_long_as_it_is(run):
    for frame in FRAMES.of("The real weights", "tiles"):
        (W, *_), = frame.tiles
        assert ("before training" in frame.words) <= np.array_equal(W, run.tile_w[0][:1])
    assert "before training" in FRAMES.of("The real weights")[2].words


def test_all_ten_are_shown_each_with_a_real_one(run):
    pictures = FRAMES.of("All ten", "pictures")[-1].pictures
    for x in (*run.climb_end, *run.real_x):
        assert sum(np.array_equal(x, shown) for shown in pictures) == 1


def test_the_answer_shows_the_finished_exam_the_trained_weights_and_the_smudge(run):
    frame = FRAMES.of("The answer")[-1]
    assert frame.exams[0][0] == run.exam_count and np.array_equal(frame.tiles[0][0], run.tile_w[-1])
    assert np.array_equal(frame.pictures[-1], run.climb_end[run.climb_wish])          # the last one of the grid, and its output
    wish = int(run.climb_wish)
    assert frame.numbers["climb_end_output", (wish,)] == run.climb_end_output[wish]


def test_what_is_said_in_the_end_is_what_was_shown():
    """It was shown that it cannot draw a digit in one way: not that it knows nothing of what one looks like."""
    said = FRAMES.of("The answer")[-1].said
    assert "in this way" in said and "has not learned" not in said
