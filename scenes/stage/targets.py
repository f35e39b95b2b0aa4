"""What a cost compares: ten outputs as discs and numbers, and beside each what it should be."""

from manim import DOWN, LEFT, RIGHT, UP, Group, SurroundingRectangle, VGroup

from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.columns import NumberColumn
from scenes.stage.text import Words

PITCH, RADIUS = 0.5, 0.19


class Targets(Group):
    """values (n,), their outputs and targets (Facts): `said` are discs, names and outputs, `wanted` the targets, `seen` a frame."""

    def __init__(self, values, outputs, targets):
        answers = Answers(values, 0, PITCH, RADIUS, upright=True).ring(0)
        columns = [NumberColumn(numbers, PITCH, color=color) for numbers, color in ((outputs, None), (targets, theme.WANTED))]
        VGroup(*columns).arrange(RIGHT, buff=2 * theme.GUTTER, aligned_edge=DOWN).next_to(answers, RIGHT, buff=theme.GUTTER)
        heads = [Words(text, color=color).next_to(column, UP) for text, color, column in
                 zip(("output", "target"), (theme.INK, theme.WANTED), columns)]
        box = SurroundingRectangle(*columns, *heads, buff=theme.GAP, color=theme.COST, stroke_width=theme.stroke(theme.LINE))
        self.seen = VGroup(box, Words("all that\nthe cost sees", color=theme.COST).next_to(box, RIGHT))
        self.said, self.wanted = Group(answers, answers.names(LEFT, neutral=True), columns[0], heads[0]), Group(heads[1], *columns[1])
        super().__init__(self.said, self.wanted, self.seen)
