"""A computation as a tree that lies on its side: every number, what it was made from, and what is made of it."""

from dataclasses import dataclass
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes.stage import theme
from scenes.stage.text import Formula, Number


PITCH = 1.68, 1.45       # from one column to the next, and from one row to the next


@dataclass(frozen=True)
class Place:
    """A number in a tree: its symbol, the Fact, its colour, and where it stands, in columns and rows."""

    math: str
    fact: object
    color: object
    column: float
    row: float


class Node(VGroup):
    """A symbol and its number below it."""

    def __init__(self, place):
        self.symbol, self.number = Formula(place.math), Number(place.fact, theme.LABEL, place.color)
        self.number.next_to(self.symbol, DOWN, buff=theme.GAP)
        self.number.set_x(self.symbol.get_x())
        super().__init__(self.symbol, self.number)


class Tree(VGroup):
    """places {name: Place} and links [(from, to)] between them; nodes[name] and links[from, to] are what is drawn."""

    def __init__(self, places, links):
        self.nodes = {name: Node(place) for name, place in places.items()}
        width, height = PITCH
        for name, place in places.items():
            self.nodes[name].move_to(place.column * width * RIGHT + place.row * height * UP)
        self.links = {link: self._link(*link) for link in links}
        super().__init__(*self.links.values(), *self.nodes.values())
        self.center()

    def path(self, *names, color=None):
        """The way along these nodes, drawn bold: one line for each link."""
        return VGroup(*(Line(line.get_start(), line.get_end(), color=color or theme.GRADIENT,
                             stroke_width=theme.stroke(theme.BOLD))
                        for line in (self.links[link] for link in pairwise(names))))

    def part(self, *names, beyond=False):
        """These nodes and the links between them; `beyond` also those that lead from them to others."""
        links = [line for (start, end), line in self.links.items() if start in names and (beyond or end in names)]
        return VGroup(*sorted([*(self.nodes[name] for name in names), *links], key=lambda part: part.get_x()))

    def _link(self, start, end):
        start, end = self.nodes[start], self.nodes[end]
        return Line(start.get_edge_center(RIGHT) + theme.GAP / 2 * RIGHT, end.get_edge_center(LEFT) + theme.GAP / 2 * LEFT,
                    color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
