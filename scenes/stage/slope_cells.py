"""The slopes of all numbers of a network at once: sorted by size, or each on its own weight, and on the way from one to the other."""

from itertools import pairwise

import cairo
import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes.stage import theme
from scenes.stage.cells import COLOURS, Cells
from scenes.stage.facts import Mark
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.text import Words, align_baselines

AXIS, ROOM = 1.3, 0.15         # free on the left for ticks; between the columns that point up and those that point down
HIGH, ZEROS, LOW = 0.385, 0.075, 0.35    # of the height: the columns of one sign, and the strip of zeros; free below that
SMALL = 0.32                   # of its size it has beside something
LATER = 0.6                    # of a flight passes before the first layer's slopes follow the last one's
SEEN, SOON = 0.014, 5          # side of what flies, at least; so many times as fast as it flies it takes its new size


class SlopeCells(Painting):
    """gradients (K, P) of a network of these sizes, a cell for each number: red where raising it raises the cost, green
    where it lowers the cost, grey where the slope is exactly 0.

    show(row)        another gradient
    reveal(share)    sorted: so many of the columns, the largest first; zeros(share): of the strip of zeros
    zoom(share)      sorted: from 0, all columns on a log scale, to 1, the first `few` fill the width, on a linear one
    fly(share)       from 0, sorted, to 1, each on its own weight, the last layer first
    brighten(share)  on their weights: 0 one scale for all, 1 one for each layer's weights and one for its biases
    turn(share)      from 0, in the colours of the row before, to 1, in those of this row; what changes its sign passes through 0
    """

    def __init__(self, gradients, sizes, width, height, few=4):
        super().__init__(width, height)
        self.cells, self.few = Cells(np.asarray(gradients), sizes, width, height), few
        self.row, self.revealed, self.zeroed, self.zoomed = 0, 0.0, 0.0, 0.0
        self.flown, self.bright, self.turned = 0.0, 0.0, 1.0

    def show(self, row):
        self.row = int(row)
        return self

    def reveal(self, share):
        self.revealed = share
        return self

    def zeros(self, share):
        self.zeroed = share
        return self

    def zoom(self, share):
        self.zoomed = share
        return self

    def fly(self, share):
        self.flown = share
        return self

    def brighten(self, share):
        self.bright = share
        return self

    def turn(self, share):
        self.turned = share
        return self

    def shown(self):
        sizes, layers = self.cells.sizes, self.cells.layers(self.cells.gradients[self.row])
        return {**{f"neurons {l}": np.arange(n) for l, n in enumerate(sizes)}, **{f"weights {l}": W for l, (W, _) in enumerate(layers, 1)}}

    # -- sorted ------------------------------------------------------------------------------------------------------

    def pitch(self):
        """From one column to the next, in units of the frame."""
        every = self.room / max(map(len, self.cells.sorted(self.row)))
        return every ** (1 - self.zoomed) * (self.room / self.few) ** self.zoomed

    @property
    def room(self):
        return self.extent[0] - AXIS

    def bases(self):
        """How high the columns of either sign stand on, and the middle of the strip of zeros."""
        high = self.extent[1] / 2 - HIGH * self.extent[1]
        return high, high - ROOM, LOW + (ZEROS - 1) / 2 * self.extent[1]

    def end(self, sign, rank):
        """The end of a column in the scene: of the positive ones (0) or the negative ones (1) the rank-th largest."""
        i = self.cells.sorted(self.row)[sign][rank]
        x, y, _, height = self._columns()[i]
        return self.place(x, y + (1 - 2 * sign) * height / 2)

    def spot(self, i):
        """The end of the column of the i-th number in the scene."""
        sign = next(k for k, group in enumerate(self.cells.sorted(self.row)) if i in group)
        return self.end(sign, int(np.flatnonzero(self.cells.sorted(self.row)[sign] == i)[0]))

    def mark(self, i):
        """A slim column in the colour of the gradient, where the i-th number has its own."""
        sign = next(k for k, group in enumerate(self.cells.sorted(self.row)) if i in group)
        end, base = self.spot(i), self.place(0, self.bases()[sign])
        return column(3 * theme.LINE, abs(end - base)[1]).move_to((end + [end[0], base[1], 0]) / 2)

    def floor(self):
        """The line that the columns that point up stand on."""
        y, half = self.bases()[0], self.extent[0] / 2
        return Line(self.place(AXIS - half, y), self.place(half, y), color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))

    def inside(self, sign):
        """Where the name of the columns of one sign stands, near their base; of the zeros (2), in their strip."""
        base = self.bases()[sign] + (0.45, -0.45, 0)[sign]
        return self.place(-self.extent[0] / 2 + AXIS + 0.25, base)

    def counted(self, film, name, *texts):
        """How many slopes of recording `name` are above 0, below 0 and exactly 0, each said in its columns."""
        counts = [film.fact(f"{name}.{key}_count", form=",") for key in ("up", "down", "zero")]
        colors = theme.BACKGROUND, theme.BACKGROUND, theme.INK
        return [Words(text, count, color=color).move_to(self.inside(k), aligned_edge=LEFT)
                for k, (text, count, color) in enumerate(zip(texts, counts, colors))]

    def read(self, film, name):
        """The first columns of either sign, zoomed: the slope of each as recorded, and to which number it belongs."""
        texts = []
        for sign, rank in np.ndindex(2, self.few):
            end, away = self.end(sign, rank), (UP, DOWN)[sign]
            number = Words("{}", film.fact(f"{name}.read_slope", sign, rank, form="+.3f")).next_to(end, away, buff=theme.GAP / 2)
            place = Words(*self.named(film, f"{name}.read_place", sign, rank), color=(theme.BACKGROUND, theme.INK)[sign])
            texts.append(VGroup(number, place.next_to((end, number)[sign], DOWN, buff=theme.GAP)))
        return texts

    def named(self, film, key, *index, parted="\n"):
        """What a number of the network at a recorded place (layer, j, k, or 0 of a bias) is called, and the Facts in that."""
        layer, j, k = (film.fact(key, *index, i) for i in range(3))
        last, first = layer.value == len(self.cells.sizes) - 1, layer.value == 1
        of = "last layer" if last else "first layer" if first else "middle layer"
        which = "bias of" if not k.value else "pixel {} to" if first else "input {} of"
        owner = "digit {}" if last else "neuron {}"
        return f"{of}{parted}{which}{parted if parted.isspace() else ' '}{owner}", *([k] if k.value else []), j

    def free(self):
        """The middle of the room beside the columns of the rarer sign, in the scene."""
        sign = int(np.argmin([len(group) for group in self.cells.sorted(self.row)[:2]]))
        left = self.pitch() * len(self.cells.sorted(self.row)[sign]) - self.room / 2 + AXIS / 2
        return self.place((left + self.extent[0] / 2) / 2, self.bases()[sign] + (1 - 2 * sign) * HIGH * self.extent[1] / 2)

    def ticks(self):
        """Powers of ten at the left of the columns, to both sides."""
        texts = _Ticks()
        for power in range(1, self.cells.powers, 2):
            value = 10.0 ** (np.floor(np.log10(self.cells.top)) - power + 1)
            for sign, base in enumerate(self.bases()[:2]):
                y = base + (1 - 2 * sign) * HIGH * self.extent[1] * self.cells.heights(value)
                spot = self.place(AXIS - self.extent[0] / 2, y)
                texts.add(Words("{}", Mark(value, f".{round(-np.log10(value))}f"), size=theme.LABEL, color=theme.FAINT)
                          .next_to(spot, LEFT, buff=theme.GAP))
        return texts

    def _columns(self):
        """(P, 4): x, y of the middle, width and height of every column."""
        places, pitch, left = np.zeros((len(self.cells.home), 4)), self.pitch(), AXIS - self.extent[0] / 2
        slopes = self.cells.gradients[self.row]
        shares = (1 - self.zoomed) * self.cells.heights(slopes) + self.zoomed * np.abs(slopes) / self.cells.top
        heights = HIGH * self.extent[1] * shares
        for sign, (group, base) in enumerate(zip(self.cells.sorted(self.row), self.bases())):
            x = left + (np.arange(len(group)) + 0.5) * pitch
            tall = heights[group] if sign < 2 else np.full(len(group), ZEROS * self.extent[1])
            y = base + (0.5, -0.5, 0)[sign] * tall
            places[group] = np.column_stack([x, y, np.full(len(group), pitch), tall])
        return places

    # -- on their weights --------------------------------------------------------------------------------------------

    def block(self, b):
        """(middle, width, height) of a block in the scene: of the first layer's weights, its biases, the next one's weights ..."""
        x, y, width, height = self.cells.boxes[b]
        grow = np.linalg.norm(self.points[3] - self.points[0]) / self.extent[0]
        return self.place(x, y), grow * width, grow * height

    def over(self, b, text):
        """A text above a block."""
        middle, _, height = self.block(b)
        return text.move_to(middle).shift((middle[1] + height / 2 + 1.5 * theme.GAP - text.baseline) * UP)

    def heads(self):
        """The names of all blocks, above them."""
        depth = len(self.cells.sizes) - 1
        layers = "first layer", *["middle layer"] * (depth - 2), "last layer"
        return VGroup(*(self.over(2 * l, Words(name)) for l, name in enumerate(layers)),
                      *(self.over(2 * l + 1, Words("biases")).shift(theme.GAP * RIGHT) for l in range(depth)))

    def under(self, b, text):
        """A text below a block."""
        middle, _, height = self.block(b)
        return text.next_to(middle + height / 2 * DOWN, DOWN, buff=theme.GAP)

    def feet(self, film, name):
        """The largest slopes of every layer's weights and biases in recording `name`, below its weights."""
        return VGroup(*(self.under(2 * l, Words("weights up to {}\nbiases up to {}", *(
            film.fact(f"{name}.block_largest", 2 * l + i, form=".2g") for i in range(2)))) for l in range(len(self.cells.sizes) - 1)))

    def homes(self, l):
        """Where the weights (n_out, n_in, 4) and the biases (n_out, 4) of layer l have their cells: x, y, width, height."""
        return self.cells.layers(self.cells.home)[l - 1]

    def frame(self, *homes, room=theme.LINE):
        """A frame around cells, so far from them."""
        x, y, width, height = np.concatenate([each.reshape(-1, 4) for each in homes]).T
        low = self.place((x - width / 2).min() - room, (y - height / 2).min() - room)
        high = self.place((x + width / 2).max() + room, (y + height / 2).max() + room)
        return Rectangle(width=high[0] - low[0], height=high[1] - low[1], color=theme.INK,
                         stroke_width=theme.stroke(1.5 * theme.LINE)).move_to((low + high) / 2)

    def parts(self, pixels):
        """What a picture of the first layer is, and what rows and columns of the second one are, each framed and named."""
        (first, _), (second, _) = self.homes(1), self.homes(2)
        return [VGroup(self.under(0, Words("a picture: the {} weights\nof one neuron", pixels)), self.frame(first[0])),
                VGroup(self.under(2, Words("a row: one neuron\na column: one input")), self.frame(second[0]), self.frame(second[:, 0]))]

    def framed(self, film, name, sign):
        """The cell of the largest slope of one sign in recording `name`, framed, and that slope below its block."""
        layer, _, k = film.runs[name].read_place[sign, 0]
        slope = Words("{}", film.fact(f"{name}.read_slope", sign, 0, form="+.3f"))
        return VGroup(self.under(2 * layer - 1 - (k > 0), slope), self.frame(self.cells.home[film.runs[name].read_index[sign, 0]]))

    @staticmethod
    def key(room):
        """What the colours of the cells mean, in the upper right corner of a room."""
        texts = ("raise it:", theme.INK), ("cost rises", theme.COST), ("cost falls", theme.FALLS), ("grey: no slope", theme.FAINT)
        align_baselines(*(key := VGroup(*(Words(text, color=color) for text, color in texts)).arrange(RIGHT).move_to(room, RIGHT + UP)))
        return key

    # -- beside something --------------------------------------------------------------------------------------------

    def small(self, spot, share=SMALL):
        """So much of the size that it was made in, its middle at a spot."""
        return self.scale(share * self.extent[0] / self.width).move_to(spot)

    def large(self, spot):
        """As large as it was made."""
        return self.small(spot, 1.0)

    # -- painting ----------------------------------------------------------------------------------------------------

    def paint(self, ctx):
        (self._paint_sorted if self.flown <= 0 else self._paint_cells)(ctx)

    def _paint_sorted(self, ctx):
        left, right, places = AXIS - self.extent[0] / 2, self.extent[0] / 2, self._columns()
        ctx.save()
        ctx.rectangle(left, -self.extent[1] / 2, right - left, self.extent[1])
        ctx.clip()
        shares = self.revealed, self.revealed, self.zeroed
        for sign, (group, base, share) in enumerate(zip(self.cells.sorted(self.row), self.bases(), shares)):
            seen = group[:int(np.ceil(min(share * len(group), self.room / self.pitch() + 1)))]
            if len(seen) and share:
                self._paint_group(ctx, places[seen], base - (sign == 2) * ZEROS * self.extent[1] / 2, sign)
        ctx.restore()

    def _paint_group(self, ctx, places, base, sign):
        x, y, width, tall = places.T
        ends = base + (1, -1, 1)[sign] * tall
        ctx.new_path()
        ctx.move_to(x[0] - width[0] / 2, base)
        for at, wide, end in zip(x, width, ends):
            ctx.line_to(at - wide / 2, end)
            ctx.line_to(at + wide / 2, end)
        ctx.line_to(x[-1] + width[-1] / 2, base)
        ctx.close_path()
        ink(ctx, COLOURS[sign], 1 - self.zoomed if sign == 2 else 1)
        ctx.fill()
        if self.zoomed and sign < 2 and width[0] > 10 * theme.LINE:
            for at, wide, end in zip(x, width, ends):
                paint_line(ctx, at + wide / 2, base, at + wide / 2, end, 2 * theme.LINE, BACKGROUND)

    def _paint_cells(self, ctx):
        places, colours = self._on_the_way()
        shades = np.arange(len(places))         # on their way one may cover another: each is painted by itself
        if self.flown >= 1:                     # at home all of one colour are one path; 8 bits of it, as cairo rounds them
            shades = ((65535 * colours + 0.5).astype(int) >> 8) @ (1 << 16, 1 << 8, 1)
        order = np.lexsort((shades, self.cells.gradients[self.row] != 0))       # what is exactly 0 covers nothing
        boxes = np.column_stack([places[:, :2] - places[:, 2:] / 2, places[:, 2:]])[order].tolist()
        starts = np.flatnonzero(np.diff(shades[order], prepend=-1))
        ctx.save()
        ctx.set_antialias(cairo.ANTIALIAS_NONE)
        for (start, end), color in zip(pairwise([*starts.tolist(), len(order)]), colours[order[starts]].tolist()):
            ink(ctx, color)
            for box in boxes[start:end]:
                ctx.rectangle(*box)
            ctx.fill()
        ctx.restore()

    def _on_the_way(self):
        """(P, 4) where every cell is, and (P, 3) what colour it has."""
        cells, colours = self.cells, self.cells.colours(self.row, self.bright)
        places = cells.home
        if self.flown < 1:
            t = _eased(self.flown, cells.delay)
            sorted_ = self._columns()
            sizes = sorted_[:, 2:] + np.minimum(1, SOON * t) * (places - sorted_)[:, 2:]     # small soon: tall slivers would cross
            places = np.hstack([sorted_[:, :2] + t * (places - sorted_)[:, :2], sizes])
            colours = cells.plain(self.row) * (1 - t) + colours * t
            gone = np.where(cells.gradients[self.row] == 0, 1 - np.abs(2 * t[:, 0] - 1), 0)[:, None]   # zeros would fly as skewed rings
            colours = colours + gone * (np.array(BACKGROUND) - colours)
        if self.turned < 1:
            before, signs = cells.colours(self.row - 1, self.bright), np.sign(cells.gradients[self.row - 1:self.row + 1])
            turns = signs[0] != signs[1]
            going, coming = (np.where(turns, max(0, 2 * share - 1), share)[:, None] for share in (1 - self.turned, self.turned))
            colours = going * before + coming * colours
        return np.column_stack([places[:, :2], np.maximum(places[:, 2:], SEEN)]), colours


def column(width, height):
    """A bar in the colour of the gradient."""
    return Rectangle(width=width, height=height, stroke_width=0, fill_color=theme.GRADIENT, fill_opacity=1)


class _Ticks(VGroup):
    """The powers of ten beside sorted columns."""


def _eased(share, delay):
    """How far each is on its way (n, 1), those of delay 1 the last to leave."""
    t = np.clip((share * (1 + LATER) - LATER * delay), 0, 1)
    return t * t * (3 - 2 * t)


BACKGROUND = theme.BACKGROUND.to_rgb()
