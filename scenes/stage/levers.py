"""Three levers of one output: its bias, one of its weights, a neuron before it. Each is nudged, and the output goes with it."""

import numpy as np
from manim import LEFT, RIGHT, UP, Line, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, fill_disc, ink, paint_arrow, paint_knob, paint_line, paint_ring, trace_box
from scenes.stage.text import Words

ROUND, DISC, KNOB = 0.12, 0.28, (0.62, 0.17)       # of a panel's corners; radius of a disc; size of a knob
LEVER, AXIS, BESIDE = -0.22, 0.16, 0.8             # where they stand, in widths of the panel; a neuron so far from its knob
TALL, UNIT = 0.56, 5.0                             # of the axis, in heights of the panel; a lever moves so far for a unit


class Lever(VGroup):
    """One panel: a lever through recorded states (K,), and what the output (K,) becomes: show(row).

    kind    "bias", "weight" or "neuron": a knob on a groove, the same on an edge from a neuron, or that neuron itself
    weight  of the edge; source: the activation that it comes from, where that stays as it is
    span    of the axis of outputs, the same for all panels
    """

    def __init__(self, head, color, kind, states, outputs, span, width, height, weight=0.0, source=0.0):
        self.view = _Lever(kind, color, states, outputs, span, width, height, weight, source)
        self.head = Words(head, color=color).move_to(self.view.place(0, height / 2 - theme.GUTTER / 1.5))
        ticks = [Words("{}", Mark(v, "g"), size=theme.LABEL, color=theme.FAINT).next_to(self.view.spot(v), LEFT, buff=DISC + theme.GAP / 2)
                 for v in span]
        super().__init__(self.view, self.head, *ticks)

    def show(self, row):
        """The lever and the output in this state."""
        self.view.row = row
        return self

    def at(self, row):
        """The same, in the state that is nearest to this one."""
        return self.show(round(row))

    def reads(self, before, after):
        """The output before and after, beside the axis."""
        texts = Words("{}", before, size=theme.LABEL, color=theme.FAINT), Words("{}", after)
        return [text.next_to(self.view.spot(fact.value), RIGHT, buff=DISC + theme.GAP / 2) for text, fact in zip(texts, (before, after))]

    def source(self):
        """Where the neuron stands in the scene that the weight comes from."""
        return self.view.place(LEVER * self.view.extent[0] - BESIDE, 0)

    def own(self):
        """Edges that lead into the neuron of the third panel, and the knobs on them: what moves it."""
        end, edge = self.view.neuron(), self.view.place(-self.view.extent[0] / 2, 0)[0] + theme.GAP / 2
        lines = [Line([edge, end[1] + y, 0], end + DISC * LEFT, color=theme.WEIGHT, stroke_width=theme.stroke(theme.BOLD))
                 for y in theme.GUTTER * np.linspace(-2, 2, 5)]
        return VGroup(*lines)

    def foot(self, words):
        """Words at the foot of the panel, under the lever."""
        return words.next_to(self.view.get_bottom(), UP, buff=theme.GAP)


class _Lever(Painting):
    def __init__(self, kind, color, states, outputs, span, width, height, weight, source):
        super().__init__(width, height)
        self.kind, self.color_, self.states, self.outputs, self.span = kind, color.to_rgb(), states, outputs, span
        self.weight, self.source, self.row = weight, source, 0

    def shown(self):
        return {"path lever": self.states[[self.row]], "path output": self.outputs[[self.row]]}

    def neuron(self):
        """Where the neuron of the third panel stands now, in the scene."""
        return self.place(LEVER * self.extent[0] - BESIDE / 2, UNIT * (self.states[self.row] - self.states[0]))

    def spot(self, value):
        """Where an output stands on the axis, in the scene."""
        return self.place(AXIS * self.extent[0], self._level(value))

    def _level(self, value):
        low, high = self.span
        return TALL * self.extent[1] * ((value - low) / (high - low) - 0.5)

    def paint(self, ctx):
        trace_box(ctx, *self.extent, ROUND)
        ink(ctx, PANEL)
        ctx.fill_preserve()
        ink(ctx, HAIR)
        ctx.set_line_width(theme.LINE)
        ctx.stroke()
        (self._paint_neuron if self.kind == "neuron" else self._paint_knob)(ctx)
        self._paint_axis(ctx)

    def _paint_axis(self, ctx):
        x, (start, now) = AXIS * self.extent[0], (self._level(self.outputs[row]) for row in (0, self.row))
        low, high = map(self._level, self.span)
        paint_line(ctx, x, low, x, high, theme.LINE, FAINT)
        for value in self.span:
            paint_line(ctx, x - 0.08, self._level(value), x + 0.08, self._level(value), theme.LINE, FAINT)
        for row, y in ((0, start), (self.row, now)):
            fill_disc(ctx, x, y, DISC * 0.8, 3 * [float(self.outputs[row])])
            paint_ring(ctx, x, y, DISC * 0.8, theme.LINE if row == 0 else theme.BOLD, FAINT if row == 0 else WANTED)

    def _paint_knob(self, ctx):
        x, reach = LEVER * self.extent[0], 0.2 * self.extent[1]
        if self.kind == "weight":
            self._paint_edge(ctx, x - BESIDE, 0, self.source)
        y = UNIT * (self.states[self.row] - self.states[0])
        paint_line(ctx, x, -reach, x, reach, 0.08, HAIR)
        paint_knob(ctx, x, 0, *KNOB, FAINT, filled=False)
        paint_arrow(ctx, (x, 0), (x, y), 0.13, GRADIENT)
        paint_knob(ctx, x, y, *KNOB, self.color_)

    def _paint_neuron(self, ctx):
        x, y = LEVER * self.extent[0], UNIT * (self.states[self.row] - self.states[0])
        self._paint_edge(ctx, x - BESIDE / 2, y, self.states[self.row])
        paint_ring(ctx, x - BESIDE / 2, 0, DISC, theme.LINE, FAINT, (0.08, 0.08))
        paint_arrow(ctx, (x - BESIDE, 0), (x - BESIDE, y), 0.13, GRADIENT)

    def _paint_edge(self, ctx, x, y, activation):
        """A neuron and the edge from it to the output."""
        end = AXIS * self.extent[0], self._level(self.outputs[self.row])
        paint_line(ctx, x, y, *end, 2 * theme.BOLD, theme.weight_colour(self.weight).to_rgb())
        fill_disc(ctx, x, y, DISC, 3 * [float(np.clip(activation, 0, 1))])
        paint_ring(ctx, x, y, DISC, theme.LINE, FAINT)


def span_of(*outputs):
    """The round axis that holds all of these."""
    low, high = (bound(of) for bound, of in ((min, [each.min() for each in outputs]), (max, [each.max() for each in outputs])))
    room = 0.25 * (high - low)
    return np.floor((low - room) * 20) / 20, np.ceil((high + room) * 20) / 20


PANEL = theme.HAIR.interpolate(theme.BACKGROUND, 0.92).to_rgb()
HAIR, FAINT, WANTED, GRADIENT = (color.to_rgb() for color in (theme.HAIR, theme.FAINT, theme.WANTED, theme.GRADIENT))
