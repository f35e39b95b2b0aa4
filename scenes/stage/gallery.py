"""The gallery: every drawing of the stage once, with its name. `manim -pql scenes/stage/gallery.py`

Look here for the piece that you need; each lives in the file that stands under its name.
"""

from math import tau

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, Group, VGroup

from scenes.stage import theme
from scenes.stage.cards import AnswerCard, Provenance, TitleCard
from scenes.stage.column import NumberColumn
from scenes.stage.compass import Compass
from scenes.stage.contour import ContourMap, Legend
from scenes.stage.curve import Curve
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.graph import Graph
from scenes.stage.heights import Scale
from scenes.stage.landscape import Landscape
from scenes.stage.network import NetworkDiagram
from scenes.stage.number_line import NumberLine
from scenes.stage.table import Table
from scenes.stage.text import Formula, Live, Number, Words
from scenes.stage.track import Track

COLUMNS, ROWS = 3, 2
CELL = 3.6, 2.3               # what a drawing may take up


class Gallery(Film):
    """Every drawing once, six to a page."""

    recordings = ("line", "plane", "digits")

    def construct(self):
        for drawings in (self.networks_and_numbers(), self.curves_and_landscapes(), self.words()):
            page = Group(*(self.cell(*drawing) for drawing in drawings))
            page.arrange_in_grid(ROWS, COLUMNS, buff=theme.GUTTER)
            self.play(FadeIn(page), run_time=theme.BEAT)
            self.wait(2 * theme.READ)
            self.play(FadeOut(page), run_time=theme.BEAT)

    def cell(self, name, place, drawing):
        """A drawing with its name and its file, in a cell of one size."""
        drawing.scale(min(1, CELL[0] / drawing.width, CELL[1] / drawing.height))
        box = VGroup(Words(name, size=theme.LABEL), Words(f"stage/{place}", size=theme.LABEL, color=theme.FAINT))
        box.arrange(DOWN, buff=theme.GAP).next_to(drawing, UP, buff=theme.GAP)
        return Group(box, drawing)

    def networks_and_numbers(self):
        run = self.runs["digits"]
        pixels = np.flatnonzero(run.example_x > 0.5)[::12]
        network = NetworkDiagram(run.network.sizes, float(np.abs(run.theta).max()), *theme.SUBJECT, drawn={0: pixels})
        network.show(run.network.layers(run.theta[-1]), [run.example_x, run.example_a1[-1], run.example_a2[-1], run.example_a3[-1]])
        outputs = [self.fact("digits.example_a3", 0, j, form=".2f") for j in range(3)]
        entries = [[self.fact("digits.entry_index", i), self.fact("digits.entry_before", i, form=".3f")] for i in range(4)]
        heads = [Words(head, size=theme.LABEL, color=theme.FAINT) for head in ("entry", "theta")]
        line = NumberLine("{{a : a}}", 0, 1, CELL[0], theme.ACTIVATION).show(float(run.example_a3[0, 0]))
        return [
            ("NetworkDiagram", "network.py", network),
            ("DigitImage", "digit.py", DigitImage(run.example_x, theme.PICTURE)),
            ("NumberColumn", "column.py", NumberColumn([*outputs, None], theme.ROW)),
            ("Table", "table.py", Table(heads, entries, theme.ROW, theme.LABEL)),
            ("NumberLine", "number_line.py", line),
            ("Number, Live", "text.py", Live("cost {}", self.fact("digits.cost", 0, form=".2f"), color=theme.COST)),
        ]

    def curves_and_landscapes(self):
        line, plane, digits = self.runs["line"], self.runs["plane"], self.runs["digits"]
        graph = Graph(line.alphas, line.curve, "w", "cost", theme.COST, *theme.PANEL)
        graph.show(tangent=(line.w[2], line.cost[2], line.slope[2]), path=np.column_stack([line.w, line.cost]))
        curve = Curve(digits.step, digits.cost, "step", "cost", theme.COST, *theme.PANEL).show(len(digits.step) - 1)
        scale = Scale(0, plane.surface.max())
        tracks = [Track(path) for path in plane.paths]
        chart = ContourMap(plane.grid, plane.grid, plane.surface, scale, theme.PICTURE).show(*tracks)
        legend = Legend(scale, "{{C : C}}", theme.PICTURE)
        land = Landscape(plane.grid, plane.grid, plane.surface, scale, theme.SUBJECT[0], theme.VISTA, theme.RELIEF)
        changes = [self.fact("plane.trial_changes", i, form="+.2f") for i in range(8)]
        return [
            ("Graph", "graph.py", graph), ("Curve", "curve.py", curve), ("ContourMap", "contour.py", chart),
            ("Landscape, Track", "landscape.py, track.py", land.look(tau / 12, tau / 10).show(*tracks)),
            ("Legend", "contour.py", legend),
            ("Compass", "compass.py", Compass(plane.trial_steps, changes, theme.PICTURE / 2)),
        ]

    def words(self):
        size = self.fact("digits.network.size", form=",")
        return [
            ("Words", "text.py", Words("{} numbers", size)),
            ("Formula", "text.py", Formula("{{C : C}} = sum_j ({{a_j : a}} - {{y_j : y}})^2")),
            ("Number", "text.py", Number(self.fact("digits.accuracy", -1, form=".1%"))),
            ("TitleCard", "cards.py", TitleCard("How does it know?")),
            ("AnswerCard", "cards.py", AnswerCard(Words("find the gradient"), Words("step against it"))),
            ("Provenance", "cards.py", Provenance("digits-{}", self.fact("digits.network.size"))),
        ]
