"""Film: the gradient as a list: what it says about each of a network's numbers, and how far one may trust it.

Shows "gradient": a network that has learned nothing yet, and its first ten steps, each against the gradient of all digits.
"""

import numpy as np
from manim import (
    DOWN, LEFT, PI, RIGHT, UP, Arrow, Create, DashedLine, FadeIn, FadeOut, Group, GrowArrow, GrowFromEdge, GrowFromPoint, LaggedStart,
    Line, ReplacementTransform, VectorizedPoint, VGroup,
)

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.agreement import Told
from scenes.stage.columns import Table
from scenes.stage.contour_map import ColourKey, ContourMap, Label
from scenes.stage.decimals import decimals
from scenes.stage.film import Film
from scenes.stage.gestures import Nudge, Through, early, late
from scenes.stage.length import Length
from scenes.stage.network import NetworkDiagram
from scenes.stage.paths import Path
from scenes.stage.promises import Kept, Promise, level
from scenes.stage.slope_cells import SlopeCells, column
from scenes.stage.spread import Spread
from scenes.stage.surface import Scale
from scenes.stage.text import Formula, Words, align_baselines, as_symbol
from scenes.stage.wiggle import Wiggle

DRAWN, HEAVY = 10, 0.995          # input neurons that are drawn; a weight larger than so many of them is drawn at full width
PLACES = ".4f", ".5f"             # of the two slopes, which differ 32 times
FEWEST = (3, 3), (4, 3), (4, 4), (5, 4), (5, 3)     # decimals of slopes, and of their squares
ETA = as_symbol("\N{GREEK SMALL LETTER ETA}")
UNTRAINED, OWN_SCALES = "untrained network · all {} training digits", "each block on a scale of its own"


class ReadingTheGradient(Film):
    """The gradient of a network that was really trained, number by number."""

    wiggles: list                    # from two_weights to two_readings
    bars: VGroup                     # from two_readings to the_whole_list; their numbers and names
    total: Words                     # from what_a_step_promises to how_far_to_trust_it
    recordings = ("gradient",)
    question = "What does the gradient say about\neach of {} numbers?"
    constants = {"0": "the slope of what changes nothing, and the least that a cost can be", "1": "the first of two weights",
                 "2": "the second", "100": "from one mark of a log scale to the next"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.two_weights)
        self.play_section(self.two_readings)
        self.play_section(self.the_whole_list)
        self.play_section(self.folded_back)
        self.play_section(self.a_thousand_directions)
        self.play_section(self.what_a_step_promises)
        self.play_section(self.how_far_to_trust_it)
        self.play_section(self.a_new_list_each_step)
        self.play_section(self.ten_steps)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.run = self.runs["gradient"]
        self.size, self.everyone = self.fact("gradient.network.n_parameters", form=","), self.fact("gradient.examples", form=",")
        self.cells = SlopeCells(self.run.gradient, self.run.network.sizes, self.room.width, self.room.height - theme.GUTTER)
        self.home = self.cells.move_to(self.room).align_to(self.room, DOWN).shift(theme.GAP / 2 * UP).get_center()

    # -- two weights ---------------------------------------------------------------------------------------------------

    def two_weights(self):
        run, network = self.run, self.network().move_to(self.room).align_to(self.room, LEFT)
        reach = 1.25 * np.abs(run.wiggle_cost[0] - run.train_cost[0]).max()
        self.wiggles = [Wiggle(symbol(i), run.map_alphas[[0, -1]], run.wiggle_move, run.wiggle_cost[i], reach) for i in range(2)]
        VGroup(*self.wiggles).arrange(DOWN, buff=theme.GUTTER / 2).next_to(network, RIGHT, buff=theme.GUTTER)
        self.ask(self.size)
        self.say("An untrained network. Its cost over all {} training digits is {}.", self.everyone, self.two("train_cost", 0))
        self.hand_over(comes=[network, self.tag(UNTRAINED + " · blue: a weight above 0, orange: below", self.everyone)])
        self.play(FadeIn(self.wiggles[0].needle), run_time=theme.TURN)
        self.read()
        self.say("Wiggle a first weight $w$, in the last layer: {} up and {} down.", *2 * [self.fact("gradient.wiggle_far")])
        self.wiggle(network, 0)
        self.read()
        self.say("Now a second one, in the layer before, just as far. Does the needle stir?")
        self.play(FadeIn(self.wiggles[1].needle))
        self.wiggle(network, 1)
        self.read()
        self.say("The swing per unit of weight, for a tiny wiggle, is the slope. We chose two that differ {} times.",
                 self.fact("gradient.wiggle_times", form=".0f"))
        for i, wiggle in enumerate(self.wiggles):
            self.play(FadeIn(wiggle.beside(Words("slope {}", self.of_weight("slope", i, "+"), color=theme.GRADIENT), DOWN)))
        self.play(*(move for wiggle in self.wiggles for move in wiggle.goes()), run_time=theme.VERSE)

    def network(self):
        run, theta, lit = self.run, self.run.theta[0], np.flatnonzero(self.run.dark == 0)
        drawn = {0: lit[np.linspace(0, len(lit) - 1, DRAWN).round().astype(int)]}
        network = NetworkDiagram(run.network.sizes, np.quantile(np.abs(theta), HEAVY), 4.5, 5.4, drawn=drawn)
        return network.show(run.network.layers(theta), [np.zeros(n) for n in run.network.sizes]).reach(-1)

    def of_weight(self, key, i, sign=""):
        """What one of both weights does to the cost."""
        return self.fact(f"gradient.wiggle_{key}", i, form=sign + PLACES[i])

    def wiggle(self, network, i):
        """One of the weights goes there and back; its needle goes along."""
        edges = [tuple(map(int, edge)) for edge in self.run.wiggle_edge[:i + 1]]
        line = Line(*network.edge(*edges[i]), color=theme.WEIGHT, stroke_width=theme.stroke(2 * theme.BOLD)).scale(0.94)
        self.play(network.light(edges), Create(line), FadeIn(self.wiggles[i].knob))
        self.play(*self.wiggles[i].goes(), run_time=theme.VERSE + theme.BEAT * (1 - i))
        self.play(FadeIn(self.wiggles[i].beside(Words("swing {}", self.of_weight("swing", i)), UP)))

    def two_readings(self):
        run, scale = self.run, Scale(self.run.map_surface.min(), self.run.map_surface.max(), levels=28)
        land = ContourMap(run.map_alphas, run.map_betas, run.map_surface, scale, 5.0).show(Path(run.wiggle_way[0][:1]))
        (across, up), ends = (each.dial for each in self.wiggles), [self.two("map_range", i) for i in range(2)]
        first, second = (each.change() for each in self.wiggles)
        land.next_to(second.align_to(self.room, LEFT), RIGHT, buff=up.height + theme.GUTTER).align_to(self.room, UP)
        key = VGroup(VGroup(Words("cost", color=theme.COST), ColourKey(scale, 2.2, *ends)).arrange(RIGHT), Words("lines of equal cost"))
        self.right(key.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT), share=0.45).align_to(land, UP).shift(theme.GAP * DOWN)
        self.say("Both weights on one map: each point is a network, its colour the cost.")
        below = across.animate.stretch_to_fit_width(land.width).next_to(land, DOWN, buff=theme.GAP)
        beside = up.animate(path_arc=PI / 2).stretch_to_fit_width(land.height).rotate(PI / 2).next_to(land, LEFT, buff=theme.GAP)
        self.hand_over(across, up, comes=[land, key[0], self.tag(UNTRAINED, self.everyone)], run_time=theme.TURN, moves=[below, beside])
        marks = [Words("{}", self.fact("gradient.map_alphas", end, form="+.0f"), size=theme.LABEL)
                 .next_to(dial.spot(run.map_alphas[end]), side, buff=2 * theme.GAP)
                 for dial, end, side in ((across, 0, LEFT), (across, -1, RIGHT), (up, 0, LEFT), (up, -1, LEFT))]
        self.play(FadeIn(first.next_to(marks[1], RIGHT), second.next_to(up, LEFT), *marks))
        self.read()
        self.say("To the right we cross line after line of equal cost; upwards hardly any.", holds=run.wiggle_times > 20)
        self.play(FadeIn(key[1]))
        up_to, since = np.split(run.map_alphas, [len(run.map_alphas) // 2])
        there = np.concatenate([since, run.map_alphas[::-1], up_to, [0]])
        for axis, dial in zip(np.eye(2), (across, up)):
            self.play(Nudge(land, np.outer(there, axis), lambda at: land.show(Path(at[None])), back=False),
                      Nudge(dial, there, back=False), run_time=theme.PHRASE)
        self.read()
        self.the_arrow_and_the_list(land, key)

    def the_arrow_and_the_list(self, land, key):
        gradient, here = self.run.wiggle_slope * self.run.arrow_times, land.at(0, 0)
        arrow = Arrow(here, land.at(*gradient), buff=0, color=theme.GRADIENT, stroke_width=theme.stroke(3 * theme.BOLD))
        shadows = [column(np.linalg.norm(end - here), 2 * theme.BOLD).rotate(i * PI / 2).move_to((here + end) / 2)
                   for i, end in enumerate(land.at(*part) for part in np.diag(gradient))]
        self.say("Both slopes together are the gradient, $∇C$ (“nabla C”): an arrow straight uphill.")
        self.play(LaggedStart(*(GrowFromPoint(shadow, here) for shadow in shadows), lag_ratio=1), run_time=theme.TURN)
        self.play(GrowArrow(arrow), run_time=theme.TURN)
        one = Words("an arrow: straight uphill\n({} times as long as to scale)", self.fact("gradient.arrow_times"))
        one.next_to(key, DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        self.play(Label(land, Formula("{{gradient C : gradient}}", theme.TITLE).next_to(arrow, UP)), FadeIn(one))
        self.read()
        self.say("It is also a list: how much each weight matters.")
        self.bars = VGroup(*(column(3.2 * share, 0.7) for share in np.abs(gradient) / np.abs(gradient).max()))
        self.bars.arrange(DOWN, theme.GUTTER / 2, aligned_edge=LEFT).next_to(one, DOWN, theme.GUTTER).align_to(key, LEFT).shift(0.8 * RIGHT)
        numbers = [Words("{}", self.of_weight("slope", i, "+"), color=theme.GRADIENT) for i in range(2)]
        self.names = [(symbol(i).next_to(bar, LEFT), numbers[i].next_to(bar, RIGHT)) for i, bar in enumerate(self.bars)]
        for bar, shadow, names in zip(self.bars, shadows, self.names):
            self.play(ReplacementTransform(shadow, bar), run_time=theme.TURN)
            self.play(FadeIn(*names))
        self.wait(theme.READ)

    # -- all of them ---------------------------------------------------------------------------------------------------

    def the_whole_list(self):
        cells = self.cells
        *said, zero = cells.counted(self, "gradient", "{}: raise it, the cost rises", "{}: raise it, the cost falls", "{}: exactly 0")
        notes = "from mark to mark:\n100 times as steep;\nat the foot: a millionth\nof the steepest"
        ticks, steps, log = cells.ticks(), Words(notes).move_to(cells.free()), self.tag(UNTRAINED + " · log scale", self.everyone)
        self.to_a_log_scale(ticks, steps, log)
        self.say("Now all {} numbers, the steepest first: above, the slopes above 0; below, those below 0.", self.size)
        self.play(FadeOut(*sum(self.names, ())), run_time=theme.NOTE)
        self.play(Through(cells, cells.reveal), run_time=theme.VERSE)
        self.play(FadeOut(*self.bars, steps), FadeIn(*said))
        self.read()
        pixels = self.the_zeros(zero)
        self.read()
        self.play(FadeOut(*said, pixels, zero))
        self.the_steepest(ticks, log)

    def to_a_log_scale(self, ticks, steps, log):
        """Both bars once more, upright, as high as on a log scale."""
        run, ends = self.run, [np.sign(slope) * UP for slope in self.run.wiggle_slope]
        self.bars = VGroup(*(self.cells.mark(int(i)) for i in run.wiggle_index))
        self.say("The second bar is hardly there. On a log scale, equal heights are equal factors.",
                 holds=run.wiggle_times > 20, otherwise="On a log scale, equal heights are equal factors.")
        self.wait(theme.READ)
        self.hand_over(*sum(self.names, ()), run_time=theme.NOTE)
        self.play(FadeIn(self.cells.floor(), ticks, log, steps), *(GrowFromEdge(bar, -end) for bar, end in zip(self.bars, ends)), *(
            VGroup(*names).animate.arrange(RIGHT).next_to(bar, end, aligned_edge=LEFT)
            for names, bar, end in zip(self.names, self.bars, ends)), run_time=theme.TURN)
        self.read()

    def the_steepest(self, ticks, log):
        """The first columns of either sign, from near and to scale."""
        cells, texts = self.cells, self.cells.zoom(1).read(self, "gradient")
        self.say("The steepest, now to scale. Each slope belongs to one weight or bias.")
        self.play(Through(cells, cells.zoom), FadeOut(ticks, log, rate_func=early), FadeIn(
            tag := self.tag(UNTRAINED + " · drawn to scale", self.everyone), rate_func=late), run_time=theme.PHRASE)
        self.play(LaggedStart(*map(FadeIn, texts), lag_ratio=0.3), run_time=theme.PHRASE)
        self.wait(theme.READ + theme.NOTE)
        self.play(FadeOut(*texts), run_time=theme.NOTE)
        back = FadeOut(tag, rate_func=early), FadeIn(ticks, self.tag("log scale"), rate_func=late)
        self.play(Through(cells, cells.zoom, 0.0, 1.0), *back, run_time=theme.TURN)
        self.wait(theme.BEAT)

    def the_zeros(self, name):
        """The strip of zeros, and the pixels that are dark in every digit."""
        pixels, weights, count = (self.two(key, form=",") for key in ("dark_count", "dark_weights", "zero_count"))
        told = Told(self.run.dark, 1.9, Words("{} grey pixels:\ndark in every digit", pixels),
                    Words("{} × {} = {}", pixels, weights, count)).move_to(self.cells.free())
        self.say("{} are exactly 0. Their pixels are dark in every training digit: here these weights change nothing.", count,
                 holds=count.value == pixels.value * weights.value, otherwise=("{} are exactly 0.", count))
        self.play(Through(self.cells, self.cells.zeros), run_time=theme.PHRASE)
        self.play(FadeIn(name, told.mask))
        self.play(Through(told.mask, told.mask.show), FadeIn(told.lines), run_time=theme.PHRASE)
        return told

    def folded_back(self):
        run, cells, depth = self.run, self.cells, self.run.network.depth
        self.say("Put each slope back on its own weight or bias.")
        self.hand_over(cells, run_time=theme.NOTE)
        self.play(FadeIn(tag := self.tag(UNTRAINED + " · as bright as the slope is large", self.everyone)),
                  Through(cells, cells.fly), run_time=theme.STANZA)
        self.play(FadeIn(cells.heads()))
        parts = cells.parts(self.fact("gradient.network.sizes", 0))
        self.play(LaggedStart(*map(FadeIn, parts), lag_ratio=1), run_time=theme.PHRASE)
        self.wait(theme.READ)
        self.play(FadeOut(*parts), run_time=theme.NOTE)
        steepest = [cells.framed(self, "gradient", sign) for sign in range(2)]
        self.say("Only the last layer shines, all red: on average each answer is too high, and raising these lifts it.",
                 holds=run.last_up == 1 and run.too_high == run.network.sizes[-1]
                 and run.block_largest[-2:].min() > 2 * run.block_largest[:-2].max(),
                 otherwise="Red: raise it, and the cost rises. Green: raise it, and the cost falls.")
        self.play(Create(frame := cells.frame(*cells.homes(depth), room=theme.GAP / 2)), FadeIn(*steepest))
        self.play(LaggedStart(*map(FadeIn, cells.key(self.room)), lag_ratio=0.6), run_time=theme.VERSE)
        self.read()
        self.play(FadeOut(frame, tag, *steepest))
        self.say("Now each block on a scale of its own. The first layer shows a blur of all digits: no ink, no slope.")
        self.play(Through(cells, cells.brighten), FadeIn(cells.feet(self, "gradient"), self.tag(OWN_SCALES)), run_time=theme.VERSE)

    # -- nudges, and steps ---------------------------------------------------------------------------------------------

    def a_thousand_directions(self):
        run, most = self.run, 1.3 * np.abs(self.run.random_change).max()
        near, far = (-most, most), (1.03 * run.against_said, -0.08 * run.against_said)
        spread = Spread(run.random_change, most / 15, near, self.room.width - theme.GUTTER, 4.2).move_to(self.room).shift(theme.GAP * UP)
        count, clock = self.fact("gradient.random_count", form=","), self.clock("gradient", int(run.random_count))
        ticks, zero = spread.ticks(), DashedLine(spread.spot(0), spread.spot(0, 1.1), color=theme.FAINT)
        axis = Words("change of the cost", color=theme.COST).next_to(ticks, DOWN).align_to(spread, RIGHT)
        clock.drive(spread, lambda row: spread.show(row + 1))
        sides = [self.live(text, self.reading(clock, f"gradient.random_{key}", form=","), color=color, anchor=LEFT)
                 .move_to(spread.spot(x * most, 0.95)) for text, key, color, x in (
                     ("it falls: {}", "fell", theme.FALLS, -0.36), ("it rises: {}", "rose", theme.COST, 0.6))]
        up, along, length = (self.two(key, *i, form=".1f") for key, *i in (("two_moves", 0), ("two_moves", 1), ("nudge_length",)))
        words = Words("length of two moves:\nroot of {}² + {}²;\nof all {}: likewise", up, along, self.size)
        what = VGroup(Length(up, along, length, 2.0), words).arrange(DOWN).move_to(spread.spot(-0.8 * most, 0.6))
        self.say("Nudge all {} numbers at once, in {} random directions, always by the length {}.", self.size, count, length)
        self.hand_over(comes=[spread, ticks, zero, axis, what, self.tag(UNTRAINED, self.everyone)], run_time=theme.TURN)
        self.play(FadeIn(*sides))
        clock.run(self, clock.last, theme.STANZA, rate_func=lambda t: t ** 2)
        self.wait(theme.READ)
        self.say("Put the whole length into one single number, the best one.")
        self.play(FadeOut(what, zero, *sides))
        self.play(spread.walks_back(near, far, ticks), run_time=theme.PHRASE)
        self.against(spread, count)

    def against(self, spread, count):
        """The nudges that are not random, as arrows above the heap."""
        heap = Words("{} random nudges:\n{} at best", count, self.fact("gradient.random_best", form=".3f"))
        self.play(FadeIn(heap.next_to(spread.spot(1.5 * float(self.run.random_best), 0.17), LEFT)))
        which, *numbers = self.cells.named(self, "gradient.single_place", parted=", ")
        texts = f"the best single number:\n{which}: {{}}", "straight against the gradient: {}"
        for key, up, text, also in zip(("single", "against"), (0.46, 0.95), texts, (numbers, ())):
            fact = self.fact(f"gradient.{key}_change", form=".3f")
            arrow = Arrow(spread.spot(0, up), spread.spot(fact.value, up), buff=0, color=theme.FALLS,
                          stroke_width=theme.stroke(3 * theme.BOLD), max_tip_length_to_length_ratio=0.3)
            if key == "against":
                self.read()
                self.say("Move every number against its slope. Nothing here falls as far.",
                         holds=fact.value < min(self.run.single_change, self.run.random_best),
                         otherwise="Move every number against its slope.")
            words = Words(text, *also, fact, color=theme.FALLS)
            words = words.next_to(arrow, LEFT) if key == "single" else words.next_to(arrow, DOWN).align_to(arrow, LEFT)
            self.play(GrowArrow(arrow), run_time=theme.PHRASE)
            self.play(FadeIn(words))
        said = Words("as its slopes promise: {}", promise := self.fact("gradient.against_said", form=".3f"), color=theme.GRADIENT)
        on = DashedLine(arrow.get_end(), spread.spot(promise.value, up), color=theme.GRADIENT, stroke_width=theme.stroke(2 * theme.BOLD))
        self.play(Create(on), FadeIn(said.next_to(words, DOWN, aligned_edge=LEFT)))
        self.wait(theme.STUDY)

    def what_a_step_promises(self):
        """A slope times its move, for three numbers, and for all."""
        slopes, squares = np.abs(self.run.told_slope), self.run.told_square
        places, fewer = decimals([((slope, slope), square) for slope, square in zip(slopes, squares)], choices=FEWEST)
        columns = (("{}", "slope", f"+.{places}f", theme.GRADIENT), (f"{{}} {ETA}", "move", f"+.{places}f", theme.INK),
                   (f"{{}} {ETA}", "square", f".{fewer}f", theme.GRADIENT))
        rows = [[Words(*self.cells.named(self, "gradient.told_place", i, parted=":\n")), *(
            Words(text, self.fact(f"gradient.told_{key}", i, form=form), color=color) for text, key, form, color in columns)]
            for i in range(3)]
        heads = [VectorizedPoint(), *map(Words, ("slope", f"move:\n−{ETA} × slope", f"promised fall:\n{ETA} × slope × slope"))]
        grid = VGroup(*heads, *(part for row in rows for part in row))
        grid.arrange_in_grid(4, 4, (theme.GUTTER, 2 * theme.GAP), col_alignments="lrrr")
        grid.align_to(self.room, LEFT + UP).shift(theme.GUTTER * DOWN)
        for row in (heads, *rows):
            align_baselines(*row[1:])
        bars = [level(share * 2.5, theme.GRADIENT).next_to(row[-1], RIGHT) for share, row in zip(squares / squares.max(), rows)]
        self.total = Words(f"all {{}}: promised fall {{}} {ETA}", self.size, self.two("trust_steep"), color=theme.GRADIENT)
        self.total.next_to(grid, DOWN, buff=theme.GUTTER).align_to(grid, RIGHT)
        self.say("That was a step: every number moves by minus $η$ (eta) times its slope.")
        self.hand_over(comes=[*heads[1:], *grid[4::4], *grid[5::4], self.tag(UNTRAINED, self.everyone)])
        self.play(LaggedStart(*(FadeIn(row[2]) for row in rows), lag_ratio=1), run_time=theme.PHRASE)
        self.read()
        self.say("Slope times move: the promised fall. A square is never negative, so no number hurts; {} stay put.",
                 self.two("zero_count", form=","))
        for row, each in zip(rows, bars):
            self.play(FadeIn(row[3]), GrowFromEdge(each, LEFT), run_time=theme.TURN)
        self.play(FadeIn(self.total), run_time=theme.TURN)
        self.wait(theme.READ)

    def how_far_to_trust_it(self):
        run, (short, long) = self.run, np.searchsorted(self.run.trust_eta, self.run.trust_rate - 1e-9)
        size, tag = self.room.width - 4 * theme.GUTTER, self.tag(UNTRAINED + " · one step against the gradient", self.everyone)
        chart = Promise(run.trust_eta, run.trust_cost, run.trust_line, size, self.room.height - 2 * theme.GUTTER).move_to(self.room)
        self.say("A short step, $η$ = {}: the cost falls almost as far as promised.", self.fact("gradient.trust_rate", 0),
                 holds=run.trust_kept[0] > 0.9, otherwise=("A short step, $η$ = {}.", self.fact("gradient.trust_rate", 0)))
        self.make_room(self.total)
        self.hand_over(self.total, comes=[chart, tag], run_time=theme.TURN,
                       moves=[self.total.animate.align_to(self.room, UP).shift(theme.GUTTER * DOWN).align_to(chart.plot, RIGHT)])
        self.play(Through(chart, chart.promise, len(run.trust_eta) - 1),
                  FadeIn(chart.under_line(Words("promised:\nas steep all the way", color=theme.GRADIENT))), run_time=theme.TURN)
        self.play(Through(chart, chart.walk, short), run_time=theme.TURN)
        pair = Kept([(run.trust_said[0], run.trust_fell[0])], 3.0, theme.GAP).next_to(self.total, DOWN, theme.GUTTER, aligned_edge=RIGHT)
        words = [Words(f"{which} fall: {{}}", self.two(f"trust_{key}", 0, form=".3f"), color=each.get_fill_color()).next_to(each, LEFT)
                 for each, which, key in zip(pair.bars[0], ("promised", "real"), ("said", "fell"))]
        for each, word in zip(pair.bars[0], words):
            self.play(GrowFromEdge(each, LEFT), FadeIn(word))
        self.wait(theme.STUDY)
        eta, cost = self.fact("gradient.trust_rate", 1), self.two("trust_promised", 1)
        self.say("A long step, $η$ = {}, promises a cost of {}. But a slope only holds nearby.", eta, cost, holds=run.trust_kept[1] < 2 / 3)
        self.play(FadeOut(self.total, *pair.bars[0], *words), FadeIn(chart.below_zero(Words("a cost below 0 cannot be"))))
        self.play(Through(chart, chart.walk, long, short), run_time=theme.STANZA)
        self.play(FadeIn(chart.at(long, run.trust_promised[1], Words("{} promised", cost, color=theme.GRADIENT))))
        self.play(FadeIn(chart.at(long, run.trust_after[1], Words("{} real", self.two("trust_after", 1), color=theme.COST))))
        self.play(Create(chart.gap(long)), run_time=theme.TURN)
        self.play(FadeIn(chart.at(long, 0.55 * run.trust_after[1], Words("{} too low", self.two("trust_short", 1)))))
        self.wait(theme.READ)

    def two(self, key, *index, form=".2f"):
        return self.fact(f"gradient.{key}", *index, form=form)

    def a_new_list_each_step(self):
        """The slopes before the step above those after it, block by block."""
        before, after = (self.cells.copy().small(self.room, 0.68) for _ in range(2))
        both = Group(before, after).arrange(DOWN, buff=-theme.GUTTER).move_to(self.room).shift(RIGHT)
        said = [Words(f"{when} the step:\ncost {{}}\nslopes up to {{}}", self.two("train_cost", i), self.two("steepest", i, form=".3f"))
                .next_to(each, LEFT, buff=0) for i, (when, each) in enumerate(zip(("before", "after"), both))]
        self.say("Take that step. A slope depends on all numbers, and they moved: of {} that were not 0, {} changed sign.",
                 self.fact("gradient.live_count", form=","), self.fact("gradient.flipped", 0, form=","))
        self.hand_over(comes=[before, said[0], self.tag(OWN_SCALES)], run_time=theme.TURN)
        self.play(ReplacementTransform(before.copy(), after), run_time=theme.TURN)
        self.play(Through(after.show(1), after.turn), FadeIn(said[1]), run_time=theme.VERSE)

    def ten_steps(self):
        """What some of the steps promised, and how much of that they brought: each in numbers, and against its own promise."""
        run, shown = self.run, [0, 1, 2, int(self.run.step_count) - 1]
        table = Table.worked(self, "gradient", ("step_number", "", None, "step"), ("step_cost", ".3f", None, "cost after it"),
                             ("step_said", ".4f", theme.GRADIENT, "promised fall"), ("step_kept", ".0%", theme.FALLS, "kept"), rows=shown)
        table.move_to(self.room, LEFT).shift(theme.GUTTER * UP)
        pairs = Kept([(run.step_said[i], run.step_fell[i]) for i in shown], self.room.get_right()[0] - table.get_right()[0] - theme.GUTTER)
        self.say("Each step needs a new list. Smaller slopes, shorter moves, truer promises: {} of the fall, at last {}.",
                 *(self.two("step_kept", i, form=".0%") for i in (0, -1)),
                 holds=np.diff(run.step_kept).min() > 0 > np.diff(run.step_said).max(), otherwise="Each step needs a new list.")
        full = Words("each promise: full width").next_to(table.heads[-1], RIGHT, buff=theme.GUTTER)
        self.hand_over(comes=[*table.heads, full, self.tag(f"its first {{}} steps, from a cost of {{}} · each with {ETA} = {{}}",
            self.two("step_count", form=""), self.two("train_cost", 0, form=".3f"), self.two("trust_rate", 1, form=""))])
        for i, each in enumerate(pairs.bars):
            VGroup(*each).next_to(table.row(i), RIGHT, buff=theme.GUTTER)
            self.play(FadeIn(table.row(i)), *(GrowFromEdge(one, LEFT) for one in each), run_time=theme.TURN)
        self.read()
        self.say("Now it answers about {} to everything: cost {}, and hardly any slope left.",
                 self.two("even_answer", form="g"), self.two("even_cost", form=".3g"),
                 holds=np.abs(run.answer_range - run.even_answer).max() < 0.03)
        answers = Words("at the end every answer lies between {} and {}", *(self.two("answer_range", i, form=".3f") for i in (0, 1)))
        self.wait(theme.READ)
        self.play(FadeIn(answers.next_to(table, DOWN, buff=theme.GUTTER).set_x(self.room.get_x())))

    def the_answer(self):
        cells = self.cells.show(0).large(self.home)
        key = VGroup(*(Words(text, self.two(f"{which}_count", form=","), color=color) for text, which, color in (
            ("downhill: lower {} red", "up", theme.COST), ("raise {} green", "down", theme.FALLS), ("{} grey: 0", "zero", theme.INK))))
        key.arrange(RIGHT, buff=theme.GUTTER).move_to(cells).align_to(cells, UP)
        below = cells.under(2, Words("the brighter, the steeper:\neach block on its own scale"))
        nabla = cells.under(2 * self.run.network.depth - 2, Formula("{{gradient C : gradient}}", 1.5 * theme.TITLE))
        self.say("For each of {} numbers the gradient says which way is downhill, and how steep: here, and nearby.", self.size)
        self.hand_over(comes=[cells, nabla, below, self.tag(UNTRAINED, self.everyone)], run_time=theme.TURN)
        self.play(LaggedStart(*map(FadeIn, key), lag_ratio=1), run_time=theme.PHRASE)
        self.wait(theme.STUDY)


def symbol(i):
    """The name of the first (0) or the second (1) of the two weights."""
    return Formula(sym.w(index=str(i + 1)), theme.BODY)
