"""Three levers of one output: its bias, one of its weights, a neuron before it. Each is nudged, and the output goes with it."""

import numpy as np
from manim import LEFT, RIGHT, UP, Line, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, fill_disc, ink, paint_arrow, paint_knob, paint_line, paint_ring, trace_box
from scenes.stage.text import Words, as_symbol

ROUND, DISC, KNOB = 0.12, 0.28, (0.62, 0.17)       # of a panel's corners; radius of a disc; size of a knob
OUTPUT, AXIS = 0.02, 0.24                          # where they stand, in widths of the panel
HANDLE = {"bias": -0.28, "weight": -0.24, "neuron": -0.38}
BEFORE = {"weight": -0.42, "neuron": -0.2}         # the neuron before the output
TALL, UNIT, HEAVIEST = 0.5, 5.0, 0.16              # of the axis, in heights of the panel; a lever moves so far for a unit; of an edge


class Lever(VGroup):
    """One panel: a lever through recorded states (K,), and what the output (K,) becomes: show(row). release(share): no hand holds it.

    kind    "bias", "weight" or "neuron": what the knob on its groove sets: an edge from a neuron, or that neuron itself
    weight  of the edge; source: the activation that it comes from, where that stays as it is
    span    of the axis of outputs, the same for all panels
    """

    def __init__(self, head, color, kind, states, outputs, span, width, height, weight=0.0, source=0.0):
        self.view = _Lever(kind, color, states, outputs, span, width, height, weight, source)
        self.head = Words(head, color=color).move_to(self.view.place(0, height / 2 - theme.GUTTER / 1.5))
        answer = Words(f"answer {as_symbol('a')}").next_to(self.view.spot(span[1]), UP)
        ticks = [Words("{}", Mark(v, "g"), size=theme.LABEL, color=theme.FAINT).next_to(self.view.spot(v), LEFT, buff=theme.GAP)
                 for v in span]
        super().__init__(self.view, self.head, answer, *ticks)

    def show(self, row):
        """The lever and the output in this state."""
        self.view.row = row
        return self

    def at(self, row):
        """The same, in the state that is nearest to this one."""
        return self.show(round(row))

    def release(self, share):
        """How far groove and knob are gone."""
        self.view.held = 1 - share
        return self

    def reads(self, before, after):
        """The output before and after, beside the axis."""
        texts = Words("{}", before, size=theme.LABEL, color=theme.FAINT), Words("{}", after)
        return [text.next_to(self.view.spot(fact.value), RIGHT, buff=theme.GAP) for text, fact in zip(texts, (before, after))]

    def source(self):
        """Where the neuron stands in the scene that the weight comes from, or the one that is set."""
        return self.view.source_place()

    def own(self):
        """Edges that lead into the neuron of the third panel: what moves it."""
        end, edge = self.source(), self.view.get_left()[0]
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
        self.weight, self.source, self.row, self.held = weight, source, 0, 1.0

    def shown(self):
        return {"path lever": self.states[[self.row]], "path output": self.outputs[[self.row]]}

    def source_place(self):
        """Where the neuron before the output stands in the scene."""
        return self.place(BEFORE[self.kind] * self.extent[0], 0)

    def output(self):
        """Where the output stands in the scene."""
        return self.place(OUTPUT * self.extent[0], 0)

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
        self._paint_neurons(ctx)
        self._paint_knob(ctx)
        self._paint_axis(ctx)

    def _paint_axis(self, ctx):
        x, (start, now) = AXIS * self.extent[0], (self._level(self.outputs[row]) for row in (0, self.row))
        low, high = map(self._level, self.span)
        paint_line(ctx, x, low, x, high, theme.LINE, FAINT)
        for value in self.span:
            paint_line(ctx, x - 0.08, self._level(value), x + 0.08, self._level(value), theme.LINE, FAINT)
        paint_ring(ctx, x, start, 0.1, theme.LINE, FAINT)
        fill_disc(ctx, x, now, 0.12, WANTED)

    def _paint_knob(self, ctx):
        x, y, reach = HANDLE[self.kind] * self.extent[0], UNIT * (self.states[self.row] - self.states[0]), 0.2 * self.extent[1]
        ctx.push_group()
        paint_line(ctx, x, -reach, x, reach, 0.08, HAIR)
        paint_knob(ctx, x, 0, *KNOB, FAINT, filled=False)
        paint_arrow(ctx, (x, 0), (x, y), 0.13, FAINT)
        paint_knob(ctx, x, y, *KNOB, self.color_)
        ctx.pop_group_to_source()
        ctx.paint_with_alpha(self.held)

    def _paint_neurons(self, ctx):
        """The output, as grey as its answer, and, where there is one, the edge to it, as wide as its weight, and the neuron before."""
        end, state = (OUTPUT * self.extent[0], 0), self.states[self.row]
        if self.kind in BEFORE:
            start = BEFORE[self.kind] * self.extent[0], 0
            weight, grey = (state, self.source) if self.kind == "weight" else (self.weight, state)
            paint_line(ctx, *start, *end, HEAVIEST * min(abs(weight), 1), theme.weight_colour(weight).to_rgb())
            self._paint_disc(ctx, *start, grey, FAINT)
        self._paint_disc(ctx, *end, self.outputs[self.row], WANTED)

    @staticmethod
    def _paint_disc(ctx, x, y, activation, rim):
        fill_disc(ctx, x, y, DISC, 3 * [float(np.clip(activation, 0, 1))])
        paint_ring(ctx, x, y, DISC, theme.BOLD, rim)


def span_of(*outputs):
    """The round axis that holds all of these."""
    low, high = (bound(of) for bound, of in ((min, [each.min() for each in outputs]), (max, [each.max() for each in outputs])))
    room = 0.25 * (high - low)
    return np.floor((low - room) * 20) / 20, np.ceil((high + room) * 20) / 20


PANEL = theme.HAIR.interpolate(theme.BACKGROUND, 0.92).to_rgb()
HAIR, FAINT, WANTED = (color.to_rgb() for color in (theme.HAIR, theme.FAINT, theme.WANTED))
