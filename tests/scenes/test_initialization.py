"""The film of the start, played without rendering: what it draws and says, against the recording."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.stage import theme
from scenes.stage.answer_field import AnswerField
from scenes.stage.chart import Chart
from scenes.stage.dial import Dial
from scenes.stage.histogram import Histogram
from scenes.stage.matching import Matching
from scenes.stage.neuron_row import NeuronRow
from scenes.stage.text import Live, Words
from scenes.stage.twins import Twins
from scenes.stage.walks import Walks
from scenes.stage.weight_pictures import WeightPictures
from tests.audits.plays import play_once, witness
from tests.scenes.looking import parts_of


def seen(film):
    """What a frame shows of neurons, pictures, fields and charts; numbers as {(key, index): value}."""
    those = parts_of(film)
    return SimpleNamespace(
        section=film.renderer.section,
        said="" if film.sentence is None else film.sentence.said,
        twins=[[[edge.get_stroke_width() for edge in edges] for edges in (each.into, each.out)] for each in those(Twins)],
        rows=[(each.answer, each.slope, each.answered, each.felt) for each in those(NeuronRow)],
        pictures=[(each.get_y(), each.W) for each in those(WeightPictures)],
        fields=[each.answers for each in those(AnswerField)],
        bars=[(each.get_x(), each.get_y(), each.shares) for each in those(Histogram)],
        dials=[each.value for each in those(Dial)],
        charts=[(each.plot.series, each.plot.rows) for each in those(Chart)],
        walks=[([line.y for line in each.plot.series], each.plot.rows) for each in those(Walks)],
        threads=[(each.one.places, each.other.middles, each.order, [(line.get_start()[0], line.get_end()[0]) for line in each.threads],
                  each.get_x()) for each in those(Matching)],
        numbers={(fact.key.partition(".")[2], fact.index): fact.value for text in those((Words, Live)) for fact in text.facts
                 if hasattr(fact, "key")})


FRAMES = witness("initialization", seen)


@pytest.fixture
def run(recordings):
    return play_once("initialization", recordings).recorded["initialization"]


def test_both_rows_show_the_same_digit_and_pixel(run):
    frame = FRAMES.of("The same slope", "rows")[-1]
    assert [row[2:] for row in frame.rows] == [(1, 1), (1, 1)]
    for (answer, slope, *_), recorded in zip(frame.rows, zip(run.pair_answer, run.pair_slope)):
        assert np.array_equal([answer, slope], recorded)


def test_pictures_and_costs_of_both_starts_stand_at_one_moment(run):
    moments = []
    for frame in FRAMES.of("One neuron sixteen times", "charts"):
        pairs = sorted(frame.pictures, key=lambda pair: -pair[0])
        found = [[k for k, W in enumerate(recorded) if np.array_equal(W, shown)] for recorded, (_, shown) in
                 zip((run.equal_w, run.usual_w), pairs)]
        (series, rows), = frame.charts
        assert found[0] == found[1] and all(abs(row - 4 * found[0][0]) < 4 for row in rows)
        assert [np.array_equal(each.y, cost) for each, cost in zip(series, (run.equal_cost, run.usual_cost))] == [True, True]
        moments.append(found[0][0])
    assert moments == sorted(moments) and moments[-1] == len(run.picture_epoch) - 1


def test_field_histograms_dial_and_number_tell_of_one_size(run):
    for section in ("Too small too large", "The slopes too"):
        for frame in FRAMES.of(section, "bars"):
            said = [index[0] for key, index in frame.numbers if key == "size_factor"]
            if len(frame.bars) not in (3, 6) or len(said) != 1:       # one picture is on its way to the next
                continue
            row, columns = said[0], sorted({round(x, 2) for x, *_ in frame.bars})
            for name, x in zip(("size_bins", "size_felt"), columns):
                bars = sorted((bar for bar in frame.bars if abs(bar[0] - x) < 0.02), key=lambda bar: -bar[1])
                assert all(np.array_equal(shares, recorded) for (*_, shares), recorded in zip(bars, getattr(run, name)[row]))
            assert all(np.array_equal(field, run.size_answers[row]) for field in frame.fields)
            assert all(10**value == pytest.approx(run.size_factor[row], rel=0.13) for value in frame.dials)
        assert row == (len(run.size_factor) - 1 if section == "Too small too large" else 0)


def test_sentences_on_sizes_are_said_where_the_dial_stands(run):
    factors = {}
    for section in ("Too small too large", "The slopes too"):
        for frame in (frame for frame in FRAMES.of(section, "dials") if len(frame.dials) == 1):      # of two, one is leaving
            opening = next((words for words in ("Far too small", "The usual size", "Larger", "Now the slopes")
                            if words in frame.said), "")
            factors.setdefault(opening, []).extend(10**value for value in frame.dials)
    assert factors["Far too small"][0] == pytest.approx(run.size_factor[0]) and max(factors["Far too small"]) <= 1 + 1e-6
    assert factors["The usual size"] == pytest.approx(len(factors["The usual size"]) * [1])
    assert min(factors["Larger"]) >= 1 - 1e-6 and min(factors["Now the slopes"]) >= 1 - 1e-6


def test_both_twins_have_the_recorded_weights_and_so_the_same(run):
    full = max(np.abs(run.twin_in).max(), np.abs(run.twin_out).max())
    for frame in FRAMES.of("Two equal neurons", "twins"):
        rows = [index[0] for key, index in frame.numbers if key == "picture_epoch"]
        if rows and rows[0] > 0:
            for widths, weights in zip(frame.twins[0], (run.twin_in[rows[0]], run.twin_out[rows[0]])):
                assert widths == pytest.approx(theme.stroke(theme.weight_width(weights.ravel(), full)))
                assert widths[:len(widths) // 2] == widths[len(widths) // 2:]
    assert rows[0] == len(run.picture_epoch) - 1


def test_sums_grow_from_the_first_neuron_to_all_and_end_in_units_of_the_root(run):
    frames = FRAMES.of("Why a root", "walks")
    for frame in frames:
        for lines, rows in frame.walks:
            unit = int(np.array_equal(lines[0], run.walk[1][0]))
            assert np.array_equal(lines, [*run.walk[unit], *run.walk_hull[unit]])
            order = [-1 if row is None else row for row in rows]
            assert order == sorted(order, reverse=True)
    assert unit == 1 and set(rows) == {len(run.walk_n) - 1}


def test_scores_are_drawn_up_to_the_epoch_that_is_named(run):
    rows = []
    for frame in FRAMES.of("Twenty draws", "charts"):
        said = [index[0] for key, index in frame.numbers if key == "twenty_epoch"]
        if said and len(frame.charts[-1][0]) == run.twenty:
            series, drawn = frame.charts[-1]
            assert np.array_equal([each.y for each in series], run.twenty_score.T) and {int(row) for row in drawn} <= {said[0]}
            assert frame.pictures and any(np.array_equal(W, run.twenty_w[said[0]]) for _, W in frame.pictures)
            rows.append(said[0])
    assert rows[0] == 0 and sorted(set(rows)) == list(range(len(run.twenty_epoch)))


def test_only_sizes_that_were_passed_have_dots(run):
    counts = []
    for frame in FRAMES.of("What the start costs", "charts"):
        dots = [(each.x, row) for series, rows in frame.charts for each, row in zip(series, rows) if each.dots]
        if len(dots) == 2:
            counts.append([0 if row is None else row + 1 for _, row in dots])
    assert counts == sorted(counts) and counts[-1] == [len(run.sweep_reached), len(run.sweep_dots)]


def test_threads_lead_to_the_partners_before_and_after_these_move(run):
    straight = []
    for frame in FRAMES.of("Only in another order", "threads"):
        (places, middles, order, threads, x), = frame.threads
        assert np.array_equal(order, run.match_order)
        straight.append(all(abs(start - end) < 1e-6 for start, end in threads))
        for j, (start, _) in enumerate(threads):
            assert start == pytest.approx(places[j][0] + x, abs=1e-3)
    assert np.allclose(middles[order], places) and straight[-1] and not straight[0]


def test_both_hills_are_those_of_the_shown_pair(run):
    (series, rows), = FRAMES.of("Only in another order", "charts")[-1].charts
    assert np.array_equal([each.y for each in series], run.line_cost[0])
    assert set(rows) == {len(run.line_alpha) - 1}
