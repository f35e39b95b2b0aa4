"""What a cost compares: ten outputs as discs and numbers, what they should be, and the outputs for another picture on the other side."""

from manim import DOWN, LEFT, RIGHT, UP, Group, SurroundingRectangle, VGroup

from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.columns import NumberColumn
from scenes.stage.text import Words, align_baselines

PITCH, RADIUS = 0.48, 0.18


class Targets(Group):
    """left, right: (values (n,), the same as Facts); targets: Facts. `sides` are discs, names and outputs, `wanted` the targets,
    `seen` a frame around all that is compared."""

    def __init__(self, left, targets, right):
        columns = [NumberColumn(numbers, PITCH, color=color) for numbers, color in (
            (left[1], None), (targets, theme.WANTED), (right[1], None))]
        VGroup(*columns).arrange(RIGHT, buff=1.5 * theme.GUTTER, aligned_edge=DOWN)
        heads = [Words(text, color=color).next_to(column, UP) for text, color, column in zip(
            ("output", "target", "output"), (theme.INK, theme.WANTED, theme.INK), columns)]
        align_baselines(*heads)
        box = SurroundingRectangle(*columns, *heads, buff=theme.GAP, color=theme.COST, stroke_width=theme.stroke(theme.LINE))
        self.seen = VGroup(box, Words("all that the cost sees", color=theme.COST).next_to(box, DOWN, buff=theme.GAP / 2))
        self.wanted = Group(heads[1], *columns[1])
        self.sides = []
        for (values, _), column, head, way in zip((left, right), columns[::2], heads[::2], (LEFT, RIGHT)):
            answers = Answers(values, 0, PITCH, RADIUS, upright=True).ring(0).next_to(column, way, buff=theme.GUTTER)
            self.sides.append(Group(head, column, answers, answers.names(way, neutral=True)))
        super().__init__(*self.sides, self.wanted, self.seen)
