"""The film of the chain rule in layers, played without rendering: what stands where on screen."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import nncore
from scenes.stage import theme
from scenes.stage.chart import Histogram
from scenes.stage.columns import Matrix, Outer
from scenes.stage.facts import Mark
from scenes.stage.listing import Code, Line
from tests.audits.plays import play_once, witness


def drawings(film):
    return [part for top in film.mobjects for part in top.get_family() if isinstance(part, (Line, Matrix, Outer))]


FRAMES = witness("chain_rule_layers", drawings)


@pytest.fixture
def played(recordings):
    """The recording "layers", and every line of code, matrix and product that was on screen."""
    run = play_once("chain_rule_layers", recordings).recorded["layers"]
    return SimpleNamespace(run=run, seen=list({id(part): part for frame in FRAMES for part in frame}.values()))


def of(played, kind):
    return [part for part in played.seen if isinstance(part, kind)]


def test_the_lines_of_code_are_those_of_the_library_in_their_order(played):
    source = [line.split("  #")[0].strip() for line in Path(nncore.network.__file__).read_text().splitlines()]
    shown = [line.source for line in of(played, Line)]
    assert len(set(shown)) == 5 and all(source.count(line) == 1 for line in shown)
    places = [source.index(line) for line in dict.fromkeys(shown)]
    assert places == sorted(places)


def test_the_code_is_read_from_the_source_that_runs():
    def function(a):
        b = a      # a comment
        c = [b, "q\\"]
        return c

    code = Code(function, ("b", "c"), pitch=1)
    assert [line.source for line in code.lines] == ["b = a", 'c = [b, "q\\\\"]']
    code.light(1)
    assert [line.family_members_with_points()[0].get_fill_color() for line in code.lines] == [theme.FAINT, theme.LIT]
    with pytest.raises(StopIteration):
        Code(function, ("d",), pitch=1)


def test_weights_on_screen_stand_in_row_j_and_column_k(played):
    run = played.run
    weights = next(m for m in of(played, Matrix) if len(m.entries[0]) == 3 and m.entry(0, 0).facts[0].key == "layers.W2")
    for j in range(2):
        for k in range(3):
            assert weights.entry(j, k).facts[0].value == run.network.layers(run.theta[run.row])[0 + 1][0][j, k]


def test_rows_and_columns_of_a_matrix_are_aligned():
    matrix = Matrix([[Mark(v, ".2f") for v in row] for row in ((1.5, -22.25, 4.0), (0.0, 3.0, 5.0))],
                    indexed=True)
    assert matrix.entry(0, 1).get_right()[0] == pytest.approx(matrix.entry(1, 1).get_right()[0])
    assert matrix.entry(0, 0).baseline == pytest.approx(matrix.entry(0, 1).baseline)
    assert matrix.entry(1, 0).get_y() < matrix.entry(0, 0).get_y() and matrix.entry(0, 0).get_x() < matrix.entry(0, 1).get_x()
    left, right = matrix.brackets
    assert left.get_right()[0] < matrix.column(0).get_left()[0] and right.get_left()[0] > matrix.column(2).get_right()[0]
    ends = [matrix.column(k).get_right()[0] for k in range(3)]
    assert ends[1] - ends[0] == pytest.approx(ends[2] - ends[1])
    assert [index.said for index in matrix.indices[:5]] == ["0", "1", "0", "1", "2"]


def test_a_product_stands_in_the_row_and_column_of_its_factors(played):
    for outer in of(played, Outer):
        for j, left in enumerate(outer.left):
            for k, top in enumerate(outer.top):
                entry = outer.products.entry(j, k)
                assert entry.facts[0].value == pytest.approx(left.facts[0].value * top.facts[0].value)
                assert entry.baseline == pytest.approx(left.baseline, abs=0.02)
                assert entry.get_right()[0] == pytest.approx(top.get_right()[0])


def test_bars_are_as_high_as_their_counts(still):
    counts = np.array([[0, 0, 0], [4, 1, 8]])
    chart = Histogram(np.array([0.0, 1, 2, 3]), counts, "x", "y", theme.GRADIENT, 6, 4)
    pixels = still.pixels(chart.show(1))
    green = (255 * theme.GRADIENT.to_rgb()).round()
    for place, count in enumerate(counts[1]):
        for height in (0.5, 3.5, 7.5):
            colour = still.at(pixels, chart.spot(place + 0.5, height))
            assert (np.abs(colour - green).max() < 3) == (height < count)
