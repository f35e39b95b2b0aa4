"""The film of the chain rule in layers, played without rendering: what it draws, and its arithmetic, from the digits on screen."""

import inspect
import re
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from manim import Square

from scenes.recipes import layers as recipe
from scenes.stage import theme
from scenes.stage.agreement import Agreement, Mask
from scenes.stage.areas import AreaTable
from scenes.stage.backflow import Backflow, DigitFlow
from scenes.stage.deck import BEYOND, NudgedNetwork, SweptNetwork
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.facts import Mark
from scenes.stage.fork import Fork
from scenes.stage.layered import Layered
from scenes.stage.listing import Line, assignments
from scenes.stage.nodes import Neuron
from scenes.stage.one_road import Factors
from scenes.stage.text import Live, Words
from tests.audits.plays import play_once, witness

KINDS = (Layered, Factors, AreaTable, Fork, Backflow, Line, Agreement, Mask, NudgedNetwork, SweptNetwork, Neuron)


def look(film):
    """The drawings of a frame, its numbers as {key: [(index, what is displayed)]}, and what drawings showed at that moment."""
    tops = [part for top in film.mobjects for part in top.get_family()]
    numbers = {}
    for text in [part for part in tops if isinstance(part, (Words, Live))]:
        for fact in text.facts:
            if hasattr(fact, "key"):
                numbers.setdefault(fact.key, []).append((fact.index, str(fact)))
    return SimpleNamespace(
        section=film.renderer.section, numbers=numbers, parts=[part for part in tops if isinstance(part, KINDS)],
        counts=[part.plot.count for part in tops if isinstance(part, Agreement)],
        reached=[(part.reached, part.lit) for part in tops if isinstance(part, DigitFlow)],
        nudged=[part.nudged for part in tops if isinstance(part, NudgedNetwork)],
        greys=[part.disc.get_fill_color().to_rgb()[0] for part in tops if isinstance(part, Neuron)],
        layers=[[[neuron.disc.get_fill_color().to_rgb()[0] for neuron in layer] for layer in part.neurons]
                for part in tops if isinstance(part, Layered)],
        shares=[part.share for part in tops if isinstance(part, SweptNetwork)],
        spent=[part.spent for part in tops if isinstance(part, DigitFlow)], heat=[part for part in tops if isinstance(part, DigitSlopes)],
        squares=[part.width for part in tops if isinstance(part, Square) and part.get_stroke_color() == theme.COST])


FRAMES = witness("chain_rule_layers", look)


@pytest.fixture
def played(recordings):
    return SimpleNamespace(**play_once("chain_rule_layers", recordings).recorded)


def displayed(section, form=max):
    """{(key, index): the number as it stands on the screen}: each of one section, in its longest form, or the shortest (min)."""
    found = {}
    for frame in FRAMES.of(section):
        for key, shown in frame.numbers.items():
            for index, text in shown:
                found.setdefault((key.removeprefix("layers."), index), set()).add(text)
    return {place: Decimal(form(texts, key=len).replace("\N{MINUS SIGN}", "-").replace(",", ""))
            for place, texts in found.items() if re.fullmatch("[+\N{MINUS SIGN}]?[0-9.,]+", form(texts, key=len))}


def as_displayed(number, like):
    return number.quantize(like)


def test_what_is_displayed_adds_and_multiplies_to_what_is_displayed(played):
    j, k, run = int(played.layers.j), int(played.layers.k), played.layers
    chain = displayed("The same three factors")
    made = chain["a1", (k,)] * chain["sigma_slope2", (j,)] * chain["error_slope", (j,)]
    assert as_displayed(made, chain["dW2", (j, k)]) == chain["dW2", (j, k)]
    table = displayed("All weights at once")
    for m, i in product(range(2), range(3)):
        slope = Decimal(f"{run.dW2[m, i]:.{places_of(table)}f}")
        assert as_displayed(table["delta2", (m,)] * table["a1", (i,)], slope) == slope


def places_of(table):
    """Decimals of the slopes in the table of areas."""
    return next(-number.as_tuple().exponent for (key, _), number in table.items() if key == "dW2")


def test_both_paths_multiply_and_add_as_displayed(played):
    n, paths, back = int(played.layers.shown_k), displayed("Two paths"), displayed("One column back")
    for m in range(2):
        made = paths["W2", (m, n)] * paths["delta2", (m,)]
        assert as_displayed(made, paths["paths", (m, n)]) == paths["paths", (m, n)]
    assert sum(paths["paths", (m, n)] for m in range(2)) == paths["dC_da1", (n,)]
    for m in range(2):
        assert as_displayed(back["W2", (m, n)] * back["delta2", (m,)], back["paths", (m, n)]) == back["paths", (m, n)]
    assert back["paths", (0, n)] + back["paths", (1, n)] == back["dC_da1", (n,)] == paths["dC_da1", (n,)]
    made = back["dC_da1", (n,)] * back["sigma_slope1", (n,)]
    assert as_displayed(made, back["delta1", (n,)]) == back["delta1", (n,)]


def test_what_each_column_carries_back_makes_its_delta_as_displayed(played):
    table, turned = displayed("One column back"), displayed("Rows become columns")
    for k in range(3):
        carried = sum(table["W2", (m, k)] * table["delta2", (m,)] for m in range(2))
        assert as_displayed(carried, turned["dC_da1", (k,)]) == turned["dC_da1", (k,)]
        made = turned["dC_da1", (k,)] * turned["sigma_slope1", (k,)]
        assert as_displayed(made, turned["delta1", (k,)]) == turned["delta1", (k,)]


def test_a_number_on_the_way_back_is_the_same_wherever_it_stands(played):
    n, sections = int(played.layers.shown_k), ("Two paths", "One column back", "Rows become columns", "One tail")
    seen = {}
    for frame in (FRAMES.of(section)[-1] for section in sections):
        for key in ("W2", "delta2", "dC_da1", "sigma_slope1", "delta1"):
            for index, text in frame.numbers.get(f"layers.{key}", ()):
                seen.setdefault((key, index), set()).add(text)
    assert len(seen) == 6 + 2 + 3 * 3 and {("delta1", (n,)), ("dC_da1", (n,))} <= set(seen)
    assert all(len(texts) == 1 for texts in seen.values())


def test_two_slopes_are_made_of_one_delta_as_displayed(played):
    n, shown = int(played.layers.shown_k), displayed("One tail")
    inputs = {index[1] for key, index in shown if key == "dW1"}
    read = {text for frame in FRAMES.of("One tail", "numbers") for (_, text) in frame.numbers.get("layers.dW1", [])}
    stamps = [[text for index, text in frame.numbers["layers.delta1"] if index == (n,)] for frame in FRAMES.of("One tail")
              if len(frame.numbers.get("layers.dW1", [])) == len(read) == 2]
    assert len(inputs) == 2 and len(stamps) > 5 and all(3 <= len(texts) == texts.count(texts[0]) for texts in stamps)
    for i in inputs:
        slope = shown["dW1", (n, i)]
        assert as_displayed(shown["delta1", (n,)] * shown["example_x", (i,)], slope) == slope


def test_an_error_becomes_delta_as_displayed(played):
    run, shown = played.digits, displayed("The way back")
    for i in map(int, (run.flow_label, run.flow_guess)):
        delta = shown[f"digits.flow_delta{run.network.depth}", (i,)]
        made = shown["digits.flow_twice", (i,)] * shown["digits.flow_sigma", (i,)]
        assert as_displayed(made, delta) == delta


def test_the_square_of_an_error_moves_with_the_nudge_and_keeps_its_scale(played):
    run, j = played.layers, int(played.layers.j)
    moved = [(frame.squares, frame.numbers["layers.turn_a"][0][0][1]) for frame in FRAMES.of("The same three factors", "squares")
             if "layers.turn_a" in frame.numbers]
    other, = {round(widths[1 - j], 6) for widths, _ in moved}
    scale = other / abs(run.a2[1 - j] - run.example_y[1 - j])
    rows = {row for _, row in moved}
    assert 0 in rows and rows <= set(range(len(run.turn_w))) and len(rows) > 15
    for widths, row in moved:
        assert widths[j] == pytest.approx(scale * abs(run.turn_a[j, row] - run.example_y[j]), rel=1e-4)


def of(section, kind):
    """The drawings of a kind in the last frame of a section that has any."""
    return [part for part in [frame for frame in FRAMES.of(section) if any(isinstance(p, kind) for p in frame.parts)][-1].parts
            if isinstance(part, kind)]


def test_highlighting_changes_no_grey(played):
    run, sections = played.layers, ("An index for each neuron", "One column back", "One tail")
    for frame in (frame for section in sections for frame in FRAMES.of(section)):
        for greys in frame.layers:
            for layer, activations in zip(greys, (run.example_x, run.a1, run.a2)):
                assert layer == pytest.approx(activations, abs=0.01)
    names = "a1", "a2", "turn_a", "fork_a", "fork_in", "example_x"
    recorded = {round(float(a), 2) for name in names for a in np.ravel(getattr(played.layers, name))}
    for section in ("The same three factors", "Two paths"):
        greys = {round(grey, 2) for frame in FRAMES.of(section) for grey in frame.greys} - {round(theme.BACKGROUND.to_rgb()[0], 2)}
        assert all(min(abs(grey - a) for a in recorded) <= 0.0101 for grey in greys)


def marks(numbers, form=".4f"):
    return [Mark(float(number), form) for number in numbers]


def test_areas_and_bars_are_as_large_as_their_numbers(played):
    run, n = played.layers, int(played.layers.shown_k)
    table = AreaTable(run.delta2, run.a1, [marks(row) for row in run.dW2])
    areas = np.array([[cell.width * cell.height for cell in row] for row in table.cells])
    assert areas / np.abs(run.dW2) == pytest.approx(np.full((2, 3), areas[0, 0] / abs(run.dW2[0, 0])))
    fork, = of("Two paths", Fork)
    tall = [bar.height for bar in fork.steps.bars] / np.abs([*run.paths[:, n], run.dC_da1[n]])
    assert tall == pytest.approx(tall[0], rel=0.05)


def test_the_lines_of_code_stand_as_they_run(played):
    source = [line.split("  #")[0].strip() for line in Path(recipe.__file__).read_text().splitlines()]
    shown = [line.source for line in of("In code", Line)]
    places = [source.index(line) for line in shown]
    assert len(shown) == 6 and places == sorted(places) and all(source.count(line) == 1 for line in shown)
    function = inspect.getsource(recipe.backpropagate).splitlines()       # all of it that loops or assigns, but for the empty ones
    assert shown == [line.strip() for line in function if line.strip().startswith("for ") or (" = " in line and "{}" not in line)]


def test_a_line_of_code_has_the_colours_of_its_symbols():
    line = Line("delta[l] = W[l+1].T @ y")
    colours = [glyph.get_fill_color() for glyph in line.family_members_with_points()]
    assert colours[:8] == 8 * [theme.GRADIENT] and colours[8] == theme.INK
    assert colours[9:15] == 6 * [theme.WEIGHT] and colours[-1] == theme.WANTED
    assert [Line(f"{name}[l] = z")[0].get_fill_color() for name in ("dW", "db", "W")] == [theme.GRADIENT, theme.GRADIENT, theme.WEIGHT]
    with pytest.raises(StopIteration):
        assignments(recipe.backpropagate, ("nothing",))


def test_the_check_counts_up_to_all_and_zeros_have_a_place_of_their_own(played):
    counts = [count for frame in FRAMES.of("Is it right") for count in frame.counts]
    assert counts == sorted(counts) and counts[-1] == played.digits.nudge_alive
    mask, = of("Is it right", Mask)
    assert np.array_equal(mask.mask, played.digits.check_dark) and mask.share == 1


def test_what_agrees_to_digits_is_not_zero_and_both_are_all(played):
    shown, run = displayed_in_words("Is it right"), played.digits
    alive, zero, entries = (int(shown[f"digits.nudge_{name}"].replace(",", "")) for name in ("alive", "zero", "entries"))
    assert alive + zero == entries and alive == len(run.check_nudge) == np.sum(run.check_sweep != 0)
    assert np.abs(run.check_nudge / run.check_sweep - 1).max() < 10.0 ** (1 - float(shown["digits.nudge_digits"]))


def displayed_in_words(section):
    """{key: the number as it stands in a text}: in the last frame of a section."""
    return {key: shown[0][1] for key, shown in FRAMES.of(section)[-1].numbers.items()}


def test_forwards_no_delta_is_known_and_backwards_the_last_come_first(played):
    counts = []
    for frame in FRAMES.of("Why backwards"):
        known = [len({index for index, _ in frame.numbers.get(f"layers.delta{l}", ())}) for l in (2, 1)]
        counts.append(tuple(known))
    order = [count for count, before in zip(counts, [None, *counts]) if count != before]
    assert order[order.index((0, 0)):][:3] == [(0, 0), (2, 0), (2, 1)]


def test_the_same_edge_ends_lit_on_both_cards_with_one_slope(played):
    frame = FRAMES.of("What it saves")[-1]
    assert frame.nudged == [tuple(played.digits.shown_edge)] and of("What it saves", SweptNetwork)[0].share == 1
    plain, swept = (frame.numbers[f"digits.shown_{way}"][0][1] for way in ("plain", "sweep"))
    assert plain == swept


def test_the_sweep_stops_where_a_delta_is_found(played):
    swept, = of("What it saves", SweptNetwork)
    l, _, k = map(int, played.digits.shown_edge)
    stops = [share for frame, after in pairwise(FRAMES.of("What it saves")) for share in set(frame.shares) & set(after.shares)]
    assert {share for share in stops if 0 < share < 1} == {swept.share_at(l)}
    place = swept.extent[0] / 2 + BEYOND - swept.share_at(l) * (swept.extent[0] + 2 * BEYOND)      # where the picture is cut
    assert swept.spots[l - 1][k % 16, 0] < place == pytest.approx(swept.spots[l][0, 0])


def test_what_was_true_before_the_step_is_gone_when_new_outputs_come(played):
    run, shown = played.digits, displayed("The answer")
    after = [frame for frame in FRAMES.of("The answer") if "digits.flow_after_a" in frame.numbers]
    assert after and all(frame.spent == [1] and not frame.heat for frame in after)
    assert {index[0] for key, index in shown if key == "digits.flow_after_a"} == {int(run.flow_label), int(run.flow_guess)}


def test_delta_sweeps_back_once_and_then_every_edge_is_lit(played):
    reached = [state for section in ("The way back", "The answer") for frame in FRAMES.of(section) for state in frame.reached]
    assert reached == sorted(reached) and reached[-1] == (played.digits.network.depth, 1)
    flow, = of("The answer", DigitFlow)
    for l in range(1, 4):
        delta = getattr(played.digits, f"flow_delta{l}")
        radii = [flow.radius(l, j) for j in range(len(delta)) if flow.radius(l, j) > 0.031]
        sizes = [abs(delta[j]) for j in range(len(delta)) if flow.radius(l, j) > 0.031]
        assert np.square(radii) == pytest.approx(np.array(sizes) * flow.unit ** 2)
