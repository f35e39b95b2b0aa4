"""Equal nudges from one point of a map, all around it, and what each does to the height: a disc with a bar at every tip."""

from math import cos, sin, tau

import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.stage import theme
from scenes.stage.columns import Equation
from scenes.stage.facts import Mark
from scenes.stage.ground import Ground
from scenes.stage.inscribed import Inscribed
from scenes.stage.painting import Painting, ink, paint_arrow, paint_dot, paint_line
from scenes.stage.text import Words

BAR = 0.2               # width of a bar
CAP = 0.3               # height of the ellipse that ends it, in widths
PALE = 0.75             # opacity of the bars that are not meant
LEVEL = 1 / 8           # of the largest change is hardly one


class Fan(Inscribed, Painting):
    """The ground (see Ground) within the reach of the steps (n, 2) from a point (2,), seen aslant; changes (n,) as bars.

    radius    of the disc on screen; tilt: its height as a share of its width; heading: where the first step goes, in radians
    tall      how high a bar is for a change of 1
    `show` sends out the first so many; `part` has the gradient's two parts, one along each dial, as arrows; `crown` has the
    first, which is the gradient, as an arrow, and its bar lit.
    """

    def __init__(self, alphas, betas, height, scale, point, steps, changes, radius=4.5, tilt=0.35, heading=0.92, tall=8):
        above, below = (tall * max(0, (sign * changes).max()) for sign in (1, -1))
        super().__init__(2 * radius + BAR, 2 * radius * tilt + above + below)
        self.point, self.steps, self.changes = point, steps, changes
        self.radius, self.tilt, self.tall = radius, tilt, tall
        self.turn = heading - np.arctan2(*steps[0][::-1])
        self.sunk = (above - below) / 2       # how far the middle of the disc lies under that of the box
        reach = np.linalg.norm(steps[0])
        self.ground = Ground(alphas, betas, height, scale, 2 * radius, view=[(x - reach, x + reach) for x in point])
        angles = np.arctan2(*steps.T[::-1]) + self.turn
        self.rim = radius * np.column_stack([np.cos(angles), tilt * np.sin(angles)])
        self.show(0).part(0).crown(0)

    def show(self, count):
        """The first so many nudges were made; 3.5: the fourth is half way, and its bar grows when it has arrived."""
        self.count = count
        return self

    def crown(self, share):
        """How far the arrow of the gradient is grown, 0 to 1, while all but its bar and the one opposite grow pale."""
        self.crowned = share
        return self

    def part(self, count):
        """So many parts of the gradient are grown, one along each axis of the map: together they make its arrow."""
        self.parted = count
        return self

    def parts(self):
        """(2, 2): where the arrows of the parts end, from the middle."""
        (c, s), way = (np.cos(self.turn), np.sin(self.turn)), self.steps[0] / np.linalg.norm(self.steps[0])
        return way[:, None] * self.radius * np.array([(c, self.tilt * s), (-s, self.tilt * c)])

    def dials(self):
        """The names of the dials at the arrows of the parts."""
        return VGroup(*(Words("dial {}", Mark(i + 1), color=theme.GRADIENT).next_to(
            self.place(*(0.75 * part - [0, self.sunk])), side)
            for i, (part, side) in enumerate(zip(self.parts(), (DOWN, LEFT)))))

    @staticmethod
    def sums(*slopes):
        """The slopes along the dials (two Facts), and both as the gradient."""
        words = (Words("slope of dial {}: {}", Mark(i + 1), slope, color=theme.GRADIENT) for i, slope in enumerate(slopes))
        one, two = ((slope, theme.GRADIENT) for slope in slopes)
        return VGroup(*words, Equation("{{gradient C : gradient}} = \\(", one, ",", two, "\\)")).arrange(DOWN, aligned_edge=LEFT)

    def to_scale(self, landscape):
        """As large as it is on a landscape, at the place of its point there."""
        size = landscape.unit * np.linalg.norm(self.steps[0]) / self.radius
        return self.scale(size * self.extent[0] / self.width).move_to(landscape.at(*self.point))

    def shown(self):
        whole = int(self.count)
        return {"changes": self.changes[:whole], "steps": self.steps[:whole]} if whole else {}

    def tip(self, i):
        """Where the bar of nudge i ends in the scene."""
        x, y = self.rim[i]
        return self.place(x, y - self.sunk + self.tall * self.changes[i])

    def foot(self, i):
        """Where nudge i ends in the scene."""
        x, y = self.rim[i]
        return self.place(x, y - self.sunk)

    def key(self):
        """What the bars say, in their colours."""
        words = Words("bar up: the cost rises", color=theme.COST), Words("bar down: it falls", color=theme.FALLS)
        return VGroup(*words).arrange(DOWN, aligned_edge=LEFT)

    def named(self, i, template, fact):
        """Words at the end of a bar, on its outer side, in its colour."""
        side, color = RIGHT if self.rim[i, 0] > 0 else LEFT, theme.COST if self.changes[i] > 0 else theme.FALLS
        return Words(template, fact, color=color).next_to(self.tip(i), side)

    def level(self):
        """Words at the nudge along the contour, to the right of the gradient; none where it does change the cost."""
        n, size = len(self.steps), np.abs(self.changes)
        if size[[n // 4, -n // 4]].max() > LEVEL * size.max():
            return VGroup()
        return Words("along the contour:\nhardly a change", size=theme.LABEL).next_to(self.foot(n - n // 4), DOWN + RIGHT)

    def paint(self, ctx):
        ctx.save()
        ctx.translate(0, -self.sunk)
        grown = np.clip(self.count - np.arange(len(self.steps)), 0, 1)
        behind = self.rim[:, 1] > 0
        for i in np.flatnonzero(behind & (self.changes < 0)):        # what hangs behind the disc
            self._paint_bar(ctx, i, grown[i])
        self._paint_disc(ctx)
        for i in np.argsort(-self.rim[:, 1]):
            if not (behind[i] and self.changes[i] < 0):
                self._paint_bar(ctx, i, grown[i])
        for i, share in enumerate(grown):
            if share:
                paint_arrow(ctx, (0, 0), 0.96 * min(1.0, 2 * share) * self.rim[i], theme.LINE * 1.5 * (1 - 0.35 * self.parted), RAY)
        for i, part in enumerate(self.parts()):
            if (share := np.clip(self.parted - i, 0, 1)):
                ctx.set_dash((theme.LINE, 3 * theme.LINE))
                paint_line(ctx, *part, *(part + self.crowned * (self.rim[0] - part)), 1.5 * theme.LINE, GRADIENT)
                ctx.set_dash(())
                paint_arrow(ctx, (0, 0), share * part, 1.6 * theme.BOLD, GRADIENT)
        if self.crowned:
            paint_arrow(ctx, (0, 0), self.crowned * self.rim[0], 2.4 * theme.BOLD, GRADIENT)
        paint_dot(ctx, 0, 0, 1.3 * theme.BALL, INK)
        ctx.restore()

    def _paint_disc(self, ctx):
        ctx.save()
        ctx.scale(1, self.tilt)
        ctx.rotate(self.turn)
        ctx.new_path()
        ctx.arc(0, 0, self.radius, 0, tau)
        ctx.clip()
        self.ground.paint(ctx)
        ctx.restore()
        for t in np.linspace(0, tau, 180, endpoint=False):
            ctx.line_to(self.radius * cos(t), self.radius * self.tilt * sin(t))
        ctx.close_path()
        ink(ctx, INK)
        ctx.set_line_width(theme.LINE)
        ctx.stroke()

    def _paint_bar(self, ctx, i, share):
        """A bar from the tip of its nudge, up where the cost rises and down where it falls."""
        length = self.tall * self.changes[i] * np.clip(2 * share - 1, 0, 1)
        if not length:
            return
        (x, y), color = self.rim[i], RISES if self.changes[i] > 0 else FALLS
        meant = i in (0, len(self.steps) // 2)
        ctx.push_group()
        paint_line(ctx, x, y, x, y + length, BAR, color)
        for level, tone in ((y, color), (y + length, [0.75 * c + 0.25 for c in color])):
            ctx.save()
            ctx.translate(x, level)
            ctx.scale(BAR / 2, CAP * BAR / 2)
            ctx.new_path()
            ctx.arc(0, 0, 1, 0, tau)
            ctx.restore()
            ink(ctx, tone)
            ctx.fill()
        ctx.pop_group_to_source()
        ctx.paint_with_alpha(1.0 if meant else 1 - self.crowned * (1 - PALE))


INK, GRADIENT, RISES, FALLS = (color.to_rgb() for color in (theme.INK, theme.GRADIENT, theme.COST, theme.FALLS))
RAY = theme.INK.interpolate(theme.BACKGROUND, 0.2).to_rgb()
