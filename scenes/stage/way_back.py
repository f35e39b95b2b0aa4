"""One digit that a recorded run was asked about: delta runs back from its outputs through the network to its pixels."""

from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.backflow import DigitFlow
from scenes.stage.digit import DigitImage
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.nodes import SAID, ChargeKey
from scenes.stage.text import Words

SIDE = 3.2              # of the digit
FLOW, DISC, BAND = (7.0, 5.7), 0.32, 0.09


class WayBack(Group):
    """Of a run with flow_..., in a room.

    digit, flow, answers and the names of these; fault: which is its answer, and which should be
    picture, the slopes of the pixels, stands on the digit
    keys: what discs and wires mean on the way back, and what wires mean at its end; they stand in the upper left corner
    """

    def __init__(self, run, room):
        self.run, self.label = run, int(run.flow_label)
        self.digit, self.picture = DigitImage(run.flow_x, SIDE), DigitSlopes(run.flow_dx, SIDE)
        Group(self.digit, self.picture).move_to(room, aligned_edge=DOWN + LEFT)
        self.flow = DigitFlow(run, self.digit, *FLOW, DISC, BAND, room.get_center() + theme.GAP * LEFT)
        self.answers = self._answers(self.flow.outputs).next_to(self.flow, RIGHT, buff=theme.GUTTER)
        self.fault = self.answers.fault()
        wires = [Words(text, size=SAID) for text in ("strongest wires:", "weight times delta")]
        back = VGroup(ChargeKey("lift it, and the cost rises", "lift it, and the cost falls"), *wires).arrange(DOWN, aligned_edge=LEFT)
        self.keys = [key.align_to(room, UP + LEFT) for key in (back, Words("strongest wires: slope", color=theme.GRADIENT))]
        super().__init__(self.digit, self.flow, self.answers, self.answers.names(RIGHT), *self.fault)

    def after(self):
        """The outputs after one step, in their place."""
        return self._answers(self.run.flow_after_a).move_to(self.answers)

    def _answers(self, outputs):
        return Answers(outputs, self.label, FLOW[1] / len(outputs), 0.2, upright=True)
