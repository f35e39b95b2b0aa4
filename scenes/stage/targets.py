"""What a cost compares: ten outputs as discs and numbers, what they should be, and the outputs for another picture on the other side."""

from manim import DOWN, LEFT, RIGHT, UP, Group, SurroundingRectangle, VGroup

from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.columns import NumberColumn
from scenes.stage.text import Words

PITCH, RADIUS = 0.48, 0.18


class Targets(Group):
    """left, right: (values (n,), the same as Facts); targets: Facts. `sides` are discs, names and outputs, `wanted` the targets,
    `seen` a frame around all that is compared."""

    def __init__(self, left, targets, right):
        self.sides = [self._side(*left, LEFT), self._side(*right, RIGHT)]
        column = NumberColumn(targets, PITCH, color=theme.WANTED)
        self.wanted = Group(Words("target", color=theme.WANTED).next_to(column, UP), *column)
        Group(self.sides[0], self.wanted, self.sides[1]).arrange(RIGHT, buff=theme.GUTTER, aligned_edge=DOWN)
        compared = [side[0] for side in self.sides]
        box = SurroundingRectangle(self.wanted, *compared, buff=theme.GAP, color=theme.COST, stroke_width=theme.stroke(theme.LINE))
        self.seen = VGroup(box, Words("all that the cost sees", color=theme.COST).next_to(box, DOWN, buff=theme.GAP / 2))
        super().__init__(*self.sides, self.wanted, self.seen)

    @staticmethod
    def _side(values, outputs, way):
        """A column of numbers with its head, and beside it, that way, the discs and the digits that they stand for."""
        column = NumberColumn(outputs, PITCH)
        head = Words("output").next_to(column, UP)
        answers = Answers(values, 0, PITCH, RADIUS, upright=True).ring(0).next_to(column, way, buff=theme.GUTTER / 2)
        return Group(VGroup(head, column), answers, answers.names(way, neutral=True))
