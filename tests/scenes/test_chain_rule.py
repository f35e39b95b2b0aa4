"""The film of the chain rule, played without rendering: the length of every brace."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import DOWN, UP

from scenes.chain_rule import UNIT
from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.moves import Brace, NamedBrace
from tests.audits.plays import play_once, witness


def measured(film):
    """Of every brace (name, left end, right end, zero, its move, magnified, and the scale that is told)."""
    if not hasattr(film, "braces"):
        return []
    on_screen = {id(part) for top in film.mobjects for part in top.get_family()}
    return [(name, brace.brace.get_left()[0], brace.brace.get_right()[0], line.spot(0)[0], brace.number.facts[0].value,
             line.line.magnified, film.scale.facts[0].value)
            for name, line, brace in zip("wzaC", film.lines, film.braces)
            if id(brace.brace) in on_screen and brace.number is not None]


FRAMES = witness("chain_rule", measured)


@pytest.fixture
def played(recordings):
    """The recording "chain", and of every frame with braces what was measured."""
    run = play_once("chain_rule", recordings).recorded["chain"]
    return SimpleNamespace(run=run, frames=[frame for frame in FRAMES if frame])


def test_every_brace_is_as_long_as_the_move_it_names(played):
    for frame in played.frames:
        for _, left, right, zero, move, magnified, _ in frame:
            assert right - left == pytest.approx(abs(move) * UNIT * magnified, abs=1e-6)
            assert (left if move > 0 else right) == pytest.approx(zero, abs=1e-6)


def test_the_moves_are_those_of_the_network_and_the_magnification_is_the_one_that_is_told(played):
    run, settled = played.run, set()
    for frame in played.frames:
        lengths = {name: right - left for name, left, right, *_ in frame}
        magnified, told = {m for *_, m, _ in frame}, {t for *_, t in frame}
        if len(frame) == 4 and magnified == told and len(set(lengths.values())) > 1:
            dw = lengths["w"] / UNIT / told.pop()
            moved = np.array(run.here)
            moved[4] += dw
            z, a = run.network.forward(moved, run.example_x[None])
            C = run.network.cost(moved, run.example_x[None], run.example_y[None])
            truth = {"z": z[-1] - run.z[-1], "a": a[-1] - run.a[-1], "C": C - run.example_cost}
            for name, move in truth.items():
                assert lengths[name] / lengths["w"] == pytest.approx(abs(np.ravel(move)[0]) / dw, rel=1e-5)
            settled.add(round(dw, 6))
    assert {1, 0.1, 0.01, 0.001} <= settled and len(settled) > 12


def test_a_brace_lies_level_and_points_up():
    brace = Brace(theme.WEIGHT).show(2.0, np.array([1.0, 0.5, 0]), np.array([3.0, 0.5, 0]))
    assert brace.get_left()[0] == pytest.approx(1) and brace.get_right()[0] == pytest.approx(3)
    assert brace.get_edge_center(DOWN)[1] == pytest.approx(0.5) and brace.get_edge_center(UP)[1] > 0.5
    tip = brace.points[brace.points[:, 1].argmax()]
    assert tip[0] == pytest.approx(2)


def test_a_brace_to_the_left_covers_the_same_stretch():
    there, back = (Brace(theme.WEIGHT).show(move, np.array([start, 0.0, 0]), np.array([end, 0.0, 0]))
                   for move, start, end in ((0.7, 0, 0.7), (-0.7, 0.7, 0)))
    assert back.points == pytest.approx(there.points)


def test_the_name_of_a_brace_stands_over_it_and_says_its_move():
    brace = NamedBrace("Delta {{w : w}}", theme.WEIGHT).show(Mark(0.25, ".3f"), np.array([0.0, 0, 0]), np.array([0.25, 0, 0]))
    assert brace.number.said == "= 0.250" and brace.sign.get_bottom()[1] > brace.brace.get_top()[1]
    assert (brace.sign.get_left()[0] + brace.number.get_right()[0]) / 2 == pytest.approx(0.125, abs=1e-6)
