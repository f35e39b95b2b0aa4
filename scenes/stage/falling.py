"""A number that falls: a column that sinks from one height to another, and an arrow as long as it has fallen."""

from scenes.stage import theme
from scenes.stage.painting import Painting, ink, paint_arrow

RIM = 1.5 * theme.LINE


class Falling(Painting):
    """From one recorded number to the next, values (2,), with the larger one the whole height; `show(share)`."""

    def __init__(self, values, width, height, color=theme.COST):
        super().__init__(width, height)
        self.values, self.colour = values, color.to_rgb()
        self.show(0)

    def show(self, share):
        """How far it has fallen, 0 to 1."""
        self.share = share
        return self

    def shown(self):
        return {"values": self.values}

    def level(self):
        """How high it stands now, from the lower edge, in units of the frame."""
        first, second = self.values
        return self.extent[1] * (first + self.share * (second - first)) / max(self.values)

    def middle(self):
        """Where the middle of what is left stands in the scene."""
        return self.place(0, (self.level() - self.extent[1]) / 2)

    def paint(self, ctx):
        (width, height), level = self.extent, self.level()
        ink(ctx, self.colour)
        ctx.rectangle(-width / 2, -height / 2, width, level)
        ctx.fill()
        ctx.set_line_width(RIM)
        ctx.rectangle(-width / 2, -height / 2, width, height)
        ctx.stroke()
        top = height / 2 - theme.GAP / 2
        if height / 2 - level > theme.GAP - height / 2:
            paint_arrow(ctx, (0, top), (0, level - height / 2 + theme.GAP / 2), 2 * theme.BOLD, FALLS)


FALLS = theme.FALLS.to_rgb()
