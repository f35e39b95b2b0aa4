"""The drawings of gradient descent: a hill and what happens on it, a pile, a fan, numbers that move, and answers."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import DOWN, RIGHT, Dot

from scenes.stage import theme
from scenes.stage.answers import Answers, Called, Counts, State
from scenes.stage.dial import Dial
from scenes.stage.facts import Mark, Run
from scenes.stage.falling import Falling
from scenes.stage.fan import Fan
from scenes.stage.gestures import Through
from scenes.stage.hill import Hill, Look, stairs
from scenes.stage.landscape import PALE, Landscape
from scenes.stage.mistakes import Mistakes
from scenes.stage.movers import DialsAndSlopes, Movers
from scenes.stage.network import SlopesDiagram
from scenes.stage.pile import Pile
from scenes.stage.reader import Reader
from scenes.stage.slide import Slide
from scenes.stage.squares import COLUMNS, ErrorTable
from scenes.stage.surface import Scale
from scenes.stage.text import Words
from scenes.stage.training import Training
from tests.scenes.looking import BACKGROUND, BOWL, COARSE, COST, INK, is_near, places

X = np.linspace(-1, 3, 81)
FALLS, GRADIENT, WEIGHT = (255 * color.to_rgb() for color in (theme.FALLS, theme.GRADIENT, theme.WEIGHT))


def parabola(**view):
    return Hill(X, X**2, 8, 5, **{"x_view": (-1, 3), "y_view": (0, 10), **view})


def test_the_curve_of_a_hill_is_painted_at_its_numbers_and_the_land_only_under_it(still):
    hill = parabola()
    pixels = still.pixels(hill)
    for x in (0.5, 1.0, 2.5):
        assert is_near(still.at(pixels, hill.spot(x, x**2)), COST)
    assert is_near(still.at(pixels, hill.spot(2, 6)), BACKGROUND, 3)
    land = still.at(pixels, hill.spot(2.5, 2)) - BACKGROUND
    assert land[0] > 20 and land == pytest.approx(land[0] / (COST - BACKGROUND)[0] * (COST - BACKGROUND), abs=3)


def test_a_hill_is_drawn_as_far_as_was_reached(still):
    hill = parabola().reach(1)
    pixels = still.pixels(hill)
    assert is_near(still.at(pixels, hill.spot(0.9, 0.81)), COST) and is_near(still.at(pixels, hill.spot(2, 4)), BACKGROUND, 3)
    assert hill.shown()["x"][-1] == pytest.approx(1)


def test_a_look_ends_at_the_part_and_in_the_box_that_was_asked_for():
    hill = parabola()
    look = Look(hill, (0, 1), (0, 2), (-3, -1, 5, 2))
    look.interpolate(1)
    assert hill.spot(0, 0)[:2] == pytest.approx([-3, -1]) and hill.spot(1, 2)[:2] == pytest.approx([5, 2])
    look.interpolate(0)
    assert hill.spot(-1, 0)[:2] == pytest.approx([-4, -2.5]) and hill.spot(3, 10)[:2] == pytest.approx([4, 2.5])


def test_a_tangent_and_a_nudge_lie_where_their_numbers_say(still):
    hill = parabola().touch((1, 1, 2))
    pixels = still.pixels(hill)
    for x in (0.7, 1.3):
        assert is_near(still.at(pixels, hill.spot(x, 1 + 2 * (x - 1))), GRADIENT, 60)
    still.remove(hill)
    hill.touch().nudge((1, 1), (2.5, 6.25))
    pixels = still.pixels(hill)
    assert is_near(still.at(pixels, hill.spot(1.7, 1)), WEIGHT) and is_near(still.at(pixels, hill.spot(2.5, 3)), COST)
    run, rise = hill.run_and_rise()
    assert run.get_top()[1] < hill.spot(1, 1)[1] and rise.get_left()[0] > hill.spot(2.5, 1)[0]


def test_a_ball_goes_level_first_and_then_falls_to_the_curve():
    way = np.array([[0.0, 9], [0.6, 5.76], [1.08, 3.7]])
    assert stairs(way, 1).tolist() == way[:2].tolist()
    assert stairs(way, 0.25)[-1] == pytest.approx([0.3, 9]) and stairs(way, 0.5)[-1] == pytest.approx([0.6, 9])
    assert stairs(way, 1.75)[-1] == pytest.approx([1.08, (5.76 + 3.7) / 2])


def test_balls_stand_at_the_ends_of_their_ways_and_leaps_rise_over_both_ends(still):
    hill = parabola().stand([(0, 0), (1, 1)], [(2.5, 6.25)])
    pixels = still.pixels(hill)
    assert is_near(still.at(pixels, hill.spot(1, 1)), INK) and is_near(still.at(pixels, hill.spot(2.5, 6.25)), INK)
    still.remove(hill)
    hill.stand().leap([(-1, 1), (2, 4), (0, 0)], 1)
    found = places(still.pixels(hill), INK)
    high = found[found[:, 1] > hill.spot(2, 4)[1] + 0.3]
    assert len(high) and high[:, 0].max() < hill.spot(2, 4)[0] and high[:, 1].max() < 2.6
    assert len(hill.shown()["path of leaps"]) == 2


def test_leaps_that_never_settle_are_all_as_high(still):
    hill, tops = parabola(), []
    for count in (1, 7):
        tops.append(places(still.pixels(hill.leap([(-1, 1), (3, 1)] * 4, count)), INK)[:, 1].max())
        still.remove(hill)
    assert tops[0] == pytest.approx(tops[1], abs=0.05)


def test_the_knob_of_a_dial_stands_at_its_value(still):
    dial = Dial(-1, 1, 8, theme.WEIGHT).show(0.5)
    pixels = still.pixels(dial)
    assert dial.spot(0.5)[0] == pytest.approx(2) and is_near(still.at(pixels, dial.spot(0.5) + [0.1, 0, 0]), INK)
    assert is_near(still.at(pixels, dial.spot(0.2)), WEIGHT) and not is_near(still.at(pixels, dial.spot(-0.5)), WEIGHT)


def test_pictures_pile_up_in_columns_for_two_and_the_wedge_is_under_the_mean():
    values = np.array([1.0, 1, 1, 1, 1, 3])
    pile = Pile(np.full((6, 784), 200, np.uint8), values, values.cumsum() / np.arange(1, 7), 8, 4)
    heights = [pile.top(i)[1] for i in range(6)]
    assert heights[0] == heights[1] < heights[2] == heights[3] < heights[4] and heights[5] == heights[0]
    assert pile.show(6).wedge()[0] == pytest.approx(pile.spot(8 / 6, 0)[0]) and pile.shown()["values"].tolist() == values.tolist()
    assert pile.lower_side().tolist() == RIGHT.tolist()
    picture, words, leader = pile.caption(Dot(), Words("ours"))
    assert leader.get_start() == pytest.approx(pile.top(5)) and words.get_left()[0] > picture.get_right()[0]


def fan(changes):
    turns = np.linspace(0, 2 * np.pi, len(changes), endpoint=False)
    steps = 0.5 * np.column_stack([np.cos(turns), np.sin(turns)])
    return Fan(COARSE, COARSE, BOWL, Scale(0, 8), np.zeros(2), steps, np.asarray(changes), 4, 0.4, np.pi / 2, 2)


def test_bars_of_a_fan_are_as_long_as_their_changes_up_or_down(still):
    it = fan([1.0, 0, -0.8, 0]).show(4)
    pixels = still.pixels(it)
    assert it.tip(0) - it.foot(0) == pytest.approx([0, 2, 0]) and it.tip(2) - it.foot(2) == pytest.approx([0, -1.6, 0])
    assert it.foot(0)[0] == pytest.approx(0) and it.foot(0)[1] > it.foot(2)[1]                # the first step heads straight back
    assert is_near(still.at(pixels, (it.tip(0) + it.foot(0)) / 2), COST) and is_near(still.at(pixels, (it.tip(2) + it.foot(2)) / 2), FALLS)
    assert is_near(still.at(pixels, it.tip(0) + [0, 0.2, 0]), BACKGROUND, 3)


def test_a_fan_says_that_nothing_changes_along_the_contour_only_where_it_is_so():
    assert len(fan([1.0, 0, -1, 0]).level().family_members_with_points()) == 1
    assert len(fan([1.0, 0.5, -1, -0.5]).level().family_members_with_points()) == 0


def test_movers_move_all_at_once_each_row_on_its_own_scale(still):
    moves, counts = np.array([-4.0, 2, *np.full(100, 0.1)]), np.array([2, 100])
    movers = Movers(moves, counts, 8, 4)
    before = places(still.pixels(movers.slopes(1)), FALLS)
    still.remove(movers)
    pixels = still.pixels(movers.show(1))
    after, slopes = places(pixels, FALLS), places(pixels, GRADIENT)
    assert len(before) == 0
    assert slopes[(slopes[:, 1] > 0) & (slopes[:, 0] < 0), 1].min() >= 0.98 and slopes[slopes[:, 1] < -0.05, 1].max() <= -0.98
    upper, lower = after[after[:, 1] > 0], after[after[:, 1] < 0]
    assert upper[upper[:, 0] < 0, 1].max() <= 1.02 and upper[upper[:, 0] > 0, 1].min() >= 0.98           # down, and up
    assert lower[:, 1].max() == pytest.approx(-1 + 0.42 * 2, abs=0.05)
    assert [head.said for head in movers.heads()] == ["its slope", "its step against it"]


def test_rows_of_movers_say_how_many_they_have_and_how_far_the_biggest_goes():
    movers, still = Movers(np.array([-4.0, 2, 0.5]), np.array([2, 1]), 8, 4), Mark(7)
    film = SimpleNamespace(fact=lambda key, *row, form: {"mover_count": [Mark(2), Mark(1)], "mover_largest": [Mark(4.0), Mark(0.5)],
                                                         "mover_still": still}[key.split(".")[1]][row[0]] if row else still)
    *reaches, rest = movers.reaches(film, "digits")
    assert [reach.get_y() for reach in reaches] == pytest.approx([1, -1], abs=0.05)
    assert rest.said == "7 stay: their slope is 0" and [text.said for text in reaches] == [
        "largest 2: up to 4.0", "next 1: up to 0.5"]


def test_the_lists_of_dials_and_slopes_name_as_many():
    lists = DialsAndSlopes(Mark(42))
    assert [each[1].said for each in lists] == ["42 dials", "42 slopes"] and lists[0].get_y() > lists[1].get_y()


def test_the_parts_of_a_gradient_go_along_the_dials_and_make_its_arrow(still):
    it = fan([1.0, 0, -0.8, 0])
    assert it.parts().sum(axis=0) == pytest.approx(it.rim[0])
    turns = np.linspace(0, 2 * np.pi, 4, endpoint=False) + 0.5
    it = Fan(COARSE, COARSE, BOWL, Scale(0, 8), np.zeros(2), 0.5 * np.column_stack([np.cos(turns), np.sin(turns)]), np.zeros(4), 4, 0.4)
    assert it.parts().sum(axis=0) == pytest.approx(it.rim[0])
    flat = it.parts() / [1, 0.4]
    assert flat[0] @ flat[1] == pytest.approx(0) and np.linalg.norm(flat, axis=1) == pytest.approx([4 * np.cos(0.5), 4 * np.sin(0.5)])
    pixels = still.pixels(it.part(1))
    assert is_near(still.at(pixels, it.place(*(0.5 * it.parts()[0]))), GRADIENT)
    sums = Fan.sums(Mark(0.2), Mark(0.1))
    assert [text.said for text in sums[:2]] == ["slope of dial 1: 0.2", "slope of dial 2: 0.1"]


def test_a_fan_lies_on_its_landscape_at_its_point_and_as_large_as_its_steps():
    land, it = Landscape(COARSE, COARSE, BOWL, Scale(0, 8), 4, (8, 6), 2), fan([1.0, 0, -1, 0])
    it.to_scale(land)
    assert it.get_center() == pytest.approx(land.at(0, 0)) and it.width / it.extent[0] * 4 == pytest.approx(0.5 * land.unit)


def test_a_column_falls_to_its_share(still):
    fall = Falling(np.array([4.0, 1.0]), 1, 4).show(1)
    pixels = still.pixels(fall)
    assert fall.level() == pytest.approx(1) and fall.middle()[1] == pytest.approx(-1.5)
    assert is_near(still.at(pixels, np.array([0.3, -1.2, 0])), COST) and is_near(still.at(pixels, np.array([0.3, -0.8, 0])), BACKGROUND, 3)
    assert is_near(still.at(pixels, np.array([0, 1.0, 0])), FALLS)


def test_answers_are_as_bright_as_they_are_and_both_rings_where_they_belong(still):
    answers = Answers([0.0, 0.5, 1.0], wanted=1, pitch=2, radius=0.5)
    pixels = still.pixels(answers)
    assert [still.at(pixels, answers.spot(j)).mean() for j in range(3)] == pytest.approx([0, 127.5, 255], abs=2)
    assert is_near(still.at(pixels, answers.spot(2) + [0, 0.59, 0]), COST)
    assert answers.number(2, Mark(1.0)).color == theme.UNLIT and answers.number(0, Mark(0.0)).color == theme.INK


def test_counts_name_the_two_most_frequent():
    counts = Counts(np.array([3, 0, 10, 5]), 0.5, 2)
    assert counts.most == [2, 3] and counts.top(2)[1] - counts.foot(2)[1] == pytest.approx(2)
    assert [text.said for text in counts.said([Mark(count) for count in counts.counts])] == ["10", "5"]


def test_errors_add_up_to_the_area_of_their_squares():
    table = ErrorTable([Mark(1), Mark(0)], [Mark(-0.5), Mark(0.2)], [np.zeros(3), 2 * DOWN])
    squares = table.squares([0.25, 0.04], side=2)
    assert [text.said for text in table[1][1:]] == ["\N{MINUS SIGN}0.5", "0.2"] and [text.said for text in table[0][1:]] == ["1", "0"]
    assert [square.width**2 / 4 for square in squares] == pytest.approx([0.25, 0.04])
    assert squares[1].get_center()[:2] == pytest.approx([COLUMNS[2], table[1][2].get_y()]) and table[1][2].get_y() == pytest.approx(-2)


def test_both_curves_of_a_training_are_drawn_as_far_and_notes_stand_beside_them():
    steps = np.array([1, 10, 100])
    right, cost = np.array([0.1, 0.5, 0.9]), np.array([3, 2, 1.0])
    training = Training(steps, 6, (right, theme.INK, "right", 1, ".0%"), (cost, theme.COST, "cost", 4, "g"))
    assert [chart.plot.rows for chart in training.show(1).charts] == [(1,), (1,)]
    note, band = training.note(1, 1, Mark(2.0), DOWN), training.band(0, 1)
    assert note.get_top()[1] < training.charts[1].spot(10, 2)[1] and note.color == theme.COST
    assert band.get_left()[0] == pytest.approx(training.charts[0].spot(1, 0)[0]) and band.get_right()[0] == pytest.approx(
        training.charts[1].spot(10, 0)[0])


def test_mistakes_leave_out_rows_without_pictures():
    mistakes = Mistakes(*((Words(text), np.zeros((count, 784)), theme.COST) for text, count in (("a", 2), ("b", 0), ("c", 3))))
    assert [row[0].said for row in mistakes] == ["a", "c"]


def test_a_cut_stands_on_the_flat_map_and_lies_on_the_landscape_that_has_risen(still):
    land = Landscape(COARSE, COARSE, BOWL, Scale(0, 8), 4, (8, 6), 2).look(0, 0.6, rise=0)
    points = np.column_stack([np.linspace(-1.5, 1.5, 31), np.full(31, -1.0)])
    heights = points[:, 0] ** 2 + 1
    bare = still.pixels(land)
    still.remove(land)
    cut = still.pixels(land.stand(points, heights, ball=0))
    up = 2 * heights[-4] / 8 * np.cos(0.6)
    top = land.at(*points[-4], 0) + [0, up, 0]
    assert is_near(still.at(cut, top), COST, 60) and not is_near(still.at(bare, top), COST, 60)
    land.look(0, 1.0, rise=1)
    still.remove(land)
    risen = still.pixels(land)
    assert is_near(still.at(risen, land.at(*points[20], heights[20])), COST + PALE * (INK - COST), 60)      # lighter, on the coloured land
    assert land.shown()["cut"].tolist() == heights.tolist()


def test_an_arrow_on_a_landscape_lies_in_the_tangent_plane():
    land = Landscape(COARSE, COARSE, BOWL, Scale(0, 8), 4, (8, 6), 2).look(0.3, 0.6)
    arrow = land.arrow(np.array([1.0, 0.5]), np.array([0.2, 0.1]), np.array([2.0, 1.0]), theme.GRADIENT)
    assert arrow.get_start() == pytest.approx(land.at(1, 0.5, 1.25)) and arrow.get_end() == pytest.approx(land.at(1.2, 0.6, 1.75))


def test_what_was_written_on_a_drawing_can_be_erased():
    hill = parabola().write(words := Words("here"))
    assert words in hill.submobjects
    assert words in hill.erase().submobjects and not hill.submobjects


def test_a_gesture_goes_through_numbers_at_an_even_pace():
    seen = []
    through = Through(Dot(), seen.append, 10, start=4)
    for t in (0, 0.5, 1):
        through.interpolate(t)
    assert seen == pytest.approx([4, 7, 10])


@pytest.fixture
def runs(recording):
    return {"digits": Run(recording)}


def test_a_reader_shows_the_recorded_answers_and_slopes_are_bright_where_they_are_large(runs):
    run = runs["digits"]
    reader = Reader(runs, "digits", 0, run.pile_x)
    assert reader.answers.outputs.tolist() == run.example_a3[0].tolist() and [number.said for number in reader.numbers] == [
        f"{output:.2f}" for output in run.example_a3[0]]
    slopes = reader.slopes(run.gradient, 4, 4)
    assert isinstance(slopes, SlopesDiagram) and np.array_equal(slopes.weights[2], run.network.layers(run.gradient)[2][0])
    sizes = np.concatenate([(np.abs(W) / np.abs(W).max()).ravel() for W in slopes.weights])
    brightness = [sum(color) for _, _, color in sorted(slopes.strokes)]
    assert np.argsort(brightness)[-1] in np.flatnonzero(sizes == 1)


def test_a_slide_shows_the_network_of_the_row_and_keeps_ball_and_knob_at_one_place(runs):
    run = runs["digits"]
    reader, w = Reader(runs, "digits", 0, run.pile_x), np.array([0.0, 0.5, 1])
    layers = [run.network.layers(theta) for theta in run.theta[:3]]
    ends = [reader.empty(theta, 2, 1.5) for theta in (run.theta[0], run.theta[2], run.theta[0])]
    slide = Slide(Hill(X, X**2, 8, 2, (-0.2, 1.2), (0, 2)), w, layers, ends[:2], ends[2]).show(1.5)
    assert slide.dial.value == 0.75 and slide.ball() == pytest.approx(slide.hill.spot(0.75, 0.75**2))
    assert slide.between.get_x() == pytest.approx(slide.ball()[0]) == pytest.approx(slide.knob()[0])
    assert np.array_equal(slide.between.weights[2], layers[1][2][0])


def test_a_state_says_the_numbers_of_its_row(runs):
    run = runs["digits"]
    state = State(runs, "digits", 0, 0.6, 0.25).show(7).write()
    assert [fact.value for text in (state.step, *state.numbers) for fact in text.facts] == [
        run.step[7], run.example_cost[7], run.cost[7], run.accuracy[7]]
    assert state.answers.outputs.tolist() == run.example_a3[7].tolist() and len(state.heads()) == 3
    called = Called(Mark(5), Mark(7), Mark(8), run.pile_x[:24])
    assert called.head.said == "5 of 7 called 8" and len(called.wall.pictures) == 24
