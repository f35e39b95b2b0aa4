"""What films of formulas are drawn with: pieces on one line."""

from itertools import pairwise

import pytest

from scenes.stage import theme
from scenes.stage.columns import Equation
from scenes.stage.facts import Mark


def test_the_pieces_of_an_equation_stand_on_one_line_in_order():
    equation = Equation("z =", Mark(1.5, ".2f"), "dot", (Mark(2), theme.COST))
    assert [piece.baseline for piece in equation] == pytest.approx(4 * [equation[0].baseline])
    lefts = [piece.get_left()[0] for piece in equation]
    assert lefts == sorted(lefts) and equation[3].get_fill_color() == theme.COST


def test_a_parenthesis_holds_its_number_closely():
    equation = Equation("2 times \\(", Mark(-1.5, ".1f"), "\\) =", Mark(-3, ".1f"))
    opens, closes, equals = (right.get_left()[0] - left.get_right()[0] for left, right in pairwise(equation))
    assert opens == pytest.approx(closes) and 0 < opens < 0.5 * equals
