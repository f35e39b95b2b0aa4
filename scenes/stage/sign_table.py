"""The weights of a layer as a table of squares, each in the colour of its sign and as bright as it is large."""

import numpy as np
from manim import (
    DOWN, LEFT, PI, RIGHT, UP, Line, Rectangle, Square, SurroundingRectangle, UpdateFromAlphaFunc, VGroup, linear, smooth,
)

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.text import Words

SIDE, PITCH = 1.15, 1.22
FIRST = 0.5             # of the time that it takes a row to become a column, it takes so much to get there
FAINTEST = 0.25         # a weight of 0 has so much of its colour


class SignTable(VGroup):
    """facts[j][k], the weight to neuron j from neuron k, in row j and column k: squares[j][k] and numbers[j][k].

    across, down  words over the columns and, where there is a word, beside the rows; size: of the numbers
    """

    def __init__(self, facts, across, down="", size=None):
        full = max(abs(fact.value) for row in facts for fact in row)
        self.squares = [[_square(fact.value, full).move_to((k * RIGHT + j * DOWN) * PITCH) for k, fact in enumerate(row)]
                        for j, row in enumerate(facts)]
        self.numbers = [[Words("{}", fact, size=size, color=theme.INK if abs(fact.value) < 0.6 * full else theme.BACKGROUND).move_to(square)
                         for fact, square in zip(*rows)] for rows in zip(facts, self.squares)]
        body = VGroup(*(square for row in self.squares for square in row))
        self.brackets = brackets(body)
        self.rows = [Words("{}", Mark(j)).next_to(row[0], LEFT, buff=0.45) for j, row in enumerate(self.squares)]
        self.columns = [Words("{}", Mark(k)).next_to(square, UP, buff=0.3) for k, square in enumerate(self.squares[0])]
        self.heads = VGroup(Words(across).next_to(VGroup(*self.columns), UP))
        if down:
            self.heads.add(Words(down).next_to(VGroup(*self.rows), LEFT))
        self.frame = VGroup(self.brackets, *self.rows, *self.columns, self.heads)
        self.marks = [SurroundingRectangle(*squares, buff=(PITCH - SIDE) / 2, color=theme.INK, stroke_width=theme.stroke(theme.BOLD),
                                           stroke_opacity=0) for squares in zip(*self.squares)]
        super().__init__(body, *(number for row in self.numbers for number in row), self.frame, *self.marks)

    def key(self, name):
        """What it is called, and what its colours mean, below it."""
        signs = VGroup(Words("above 0", color=theme.POSITIVE), Words("below 0", color=theme.NEGATIVE)).arrange(RIGHT, buff=theme.GUTTER)
        return VGroup(Words(name), signs).arrange(DOWN).next_to(self, DOWN)

    def cell(self, j, k):
        """A square and its number."""
        return VGroup(self.squares[j][k], self.numbers[j][k])

    def row(self, j):
        """A row with its index."""
        return VGroup(*(self.cell(j, k) for k in range(len(self.squares[j]))), self.rows[j])

    def mark(self, k=None):
        """The animation that frames one column, or none."""
        before, after = [frame.get_stroke_opacity() for frame in self.marks], [float(n == k) for n in range(len(self.marks))]

        def turn(_, t):
            for frame, old, new in zip(self.marks, before, after):
                frame.set_stroke(opacity=(1 - t) * old + t * new)

        return UpdateFromAlphaFunc(self, turn)

    def turned(self, left):
        """The animations that turn it, the first column then beginning at this x: one for each row, which swings down and is a
        column then, with its index on top; and one for what stands around them."""
        corner = self.squares[0][0].get_center()
        there = np.array([left + SIDE / 2, *corner[1:]])
        size = len(self.squares), len(self.squares[0])
        goals = VGroup(*(Square(SIDE).move_to(there + (j * RIGHT + k * DOWN) * PITCH) for j, k in np.ndindex(size)))
        far = abs(self.columns[0].get_y() - corner[1]), abs(self.rows[0].get_x() - corner[0])
        frame = VGroup(brackets(goals), *(name.copy().move_to(there + k * PITCH * DOWN + far[1] * LEFT)
                                          for k, name in enumerate(self.columns)))
        return [*(self._swing(j, there + j * PITCH * RIGHT, far[0]) for j in range(size[0])), self._leap(frame)]

    def _leap(self, there):
        """The animation in which brackets and the indices of columns go out where they are, and come where they will be."""
        frame = VGroup(self.brackets, *self.columns)
        here = frame.copy()

        def turn(frame, t):
            frame.become(here if t < 0.5 else there)
            share = abs(2 * t - 1)
            for part in frame.family_members_with_points():
                part.set_stroke(opacity=share * part.get_stroke_opacity()).set_fill(opacity=share * part.get_fill_opacity())

        return UpdateFromAlphaFunc(frame, turn)

    def _swing(self, j, there, far):
        """The animation in which row j goes to this place, and then down, around its first square."""
        start, cells, name = self.squares[j][0].get_center(), [self.cell(j, k) for k in range(len(self.squares[j]))], self.rows[j]
        beside = name.get_center()

        def turn(_, t):
            go, down = smooth(min(1, t / FIRST)), smooth(max(0, (t - FIRST) / (1 - FIRST))) * PI / 2
            along = PITCH * (np.cos(down) * RIGHT + np.sin(down) * DOWN)
            for k, cell in enumerate(cells):
                cell.move_to(start + go * (there - start) + k * along)
            name.move_to(beside + go * (there + far * UP - beside))

        return UpdateFromAlphaFunc(VGroup(*cells, name), turn, rate_func=linear)


def brackets(body):
    """The brackets around what a table or a column holds."""
    return VGroup(*(_bracket(body, side) for side in (LEFT, RIGHT)))


def in_brackets(texts):
    """A column of texts in brackets, with the rows of a SignTable: the brackets, and the texts."""
    wide = max(text.width for text in texts)
    rooms = VGroup(*(Rectangle(width=wide, height=SIDE).move_to(j * PITCH * DOWN) for j in range(len(texts))))
    return VGroup(brackets(rooms), *(text.move_to(room) for text, room in zip(texts, rooms)))


def _bracket(body, side):
    bracket, lip = VGroup(), 0.15 * -side
    upper, lower = (body.get_corner(side + end) + 0.12 * (side + end) for end in (UP, DOWN))
    for ends in ((upper + lip, upper), (upper, lower), (lower, lower + lip)):
        bracket.add(Line(*ends, color=theme.INK, stroke_width=theme.stroke(theme.LINE)))
    return bracket


def _square(value, full):
    share = FAINTEST + (1 - FAINTEST) * abs(value) / full
    color = theme.BACKGROUND.interpolate(theme.weight_colour(value), share)
    return Square(SIDE, stroke_width=0, fill_color=color, fill_opacity=1)
