"""Film: why a neuron must not snap: what a switch in place of a smooth neuron does to the cost, and to learning.

Shows "smoothness": the weights of trained networks with ever harder neurons, and trainings with each.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Circle, FadeIn, FadeOut, LaggedStart, VGroup, rush_from, there_and_back

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.axes import Resize
from scenes.stage.clock import Reading
from scenes.stage.contour_map import ColourKey, Label
from scenes.stage.descents import Descents
from scenes.stage.dial import Dial
from scenes.stage.digit import DigitImage
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.gestures import Nudge, Through
from scenes.stage.hardness import HardHill, HardNeuron, abreast, under_lens
from scenes.stage.hill import HALF, Look
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.terraces import Terraces
from scenes.stage.text import Formula, Live, Words, as_symbol

Z, K, W = (as_symbol(letter) for letter in "zkw")
VIEW, BOX = (-0.2, 1.2), (-2.0, -2.1, 6.6, 1.4)                    # what is seen of the line, of w, and where
CLOSE, WIDER = 0.06, 7                                             # at the end, of it, to both sides of the ball; how much wider
LENS, CLOSER = 1.2, 8                                              # radius of the lens, and how much it enlarges
DISC, WIDE = 2.0, 6.4                                              # radius of the land that a ring holds; how wide all of it would be
SIDE, SEEN, NEAR = (0, 0.04, 0), (-0.15, 0.6, 1), (-0.3, 0.95, 1)  # looks at the landscapes
LINE = "the line through two trained networks · {} digits"
PLANE = "the plane through three trained networks · {} digits"


class Smoothness(Film):
    """From one neuron that snaps to a cost without slopes, and to trainings that do not get down."""

    recordings = ("smoothness",)
    question = "Why must a neuron\nnot snap?"
    constants = {"0": "what a switch says, and where it jumps; a slope", "1": "what a switch says; the gain of the usual neuron",
                 "8": "how much a lens enlarges", "7": "how much wider the last hills are drawn"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.smooth_or_switch)
        self.play_section(self.one_weight)
        self.play_section(self.stairs)
        self.play_section(self.back_to_smooth)
        self.play_section(self.the_dial)
        self.play_section(self.terraces)
        self.play_section(self.who_gets_down)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.run = run = self.runs["smoothness"]
        self.last = len(run.line_cost) - 1
        self.octave = (self.last - 1) // (len(run.gain) - 1)
        self.high, self.seen, self.w = 1.1 * run.line_cost.max(), self.of("examples"), float(run.ball_w)

    def of(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"smoothness.{key}", *index, form=form)

    def neuron(self, row, width=1.7, height=1.3):
        return HardNeuron(self.run.curve_z, self.run.curve_a, width, height, row)

    def smooth_or_switch(self):
        run, start = self.run, int(self.run.nudge_start)
        digit = DigitImage(run.nudge_x, 2.4)
        total = Words(f"sum {Z} = {{}}", self.of("nudge_z", 0, start, form=".2f"), color=theme.SUM, size=theme.TITLE)
        answer = Words("answer {}", self.of("nudge_a", 0, start, form=".2f"), size=theme.TITLE)
        VGroup(digit, total, answer).arrange(RIGHT, buff=1.8).move_to(self.room)
        arrows = [Arrow(a.get_right(), b.get_left(), color=theme.FAINT, buff=theme.GAP, stroke_width=theme.stroke(theme.BOLD),
                        tip_length=theme.GAP) for a, b in ((digit, total), (total, answer))]
        hard, soft = (self.neuron(row, 4.8, 3.0) for row in (self.last, 0))
        for neuron, side, name in ((hard, self.left, Words("a switch")), (soft, self.right, Formula(f"sigma({sym.z()})"))):
            side(name, neuron)
            neuron.add(neuron.names(), name)
        hard.shift((soft.spot(0, 0) - hard.spot(0, 0))[1] * UP)
        place, z = hard.get_center(), float(run.nudge_z[0, start])
        hard.set_x(0)
        self.ask()
        self.say("A neuron adds up its inputs: the sum $z$. Then it turns $z$ into an answer.")
        self.hand_over(comes=[digit, self.tag("the neuron of a network that answers for {}, shown a {}", self.of("nudge_neuron"),
                                              self.of("nudge_label"))])
        for arrow, words in zip(arrows, (total, answer)):
            self.play(FadeIn(arrow, words), run_time=theme.TURN)
        self.read()
        self.say("It could be a switch: 0 when $z$ is below 0, 1 when it is above.")
        self.make_room(total)
        self.play(FadeOut(total), FadeIn(hard.over(z)))
        self.sway(hard, z)
        self.say("Ours is smooth. Its curve is called $σ$ (sigma), and it glides from 0 to 1.")
        self.play(hard.animate.move_to(place))
        self.play(FadeIn(soft.over(z)))
        self.sway(soft, z)
        self.glyphs = soft, hard

    def sway(self, neuron, z):
        """A neuron's ball goes to the far end, on the other side of 0, and back."""
        self.play(Through(neuron, neuron.over, -np.copysign(neuron.z[-1], z), start=z, rate_func=there_and_back),
                  run_time=theme.VERSE)

    def one_weight(self):
        run, start, last = self.run, int(self.run.nudge_start), len(self.run.nudge_w) - 1
        clock = self.clock("smoothness", last + 1, start)
        hills, parts, aside = self.turn_the_weight(clock)
        self.say("Turn one of its weights, and $z$ moves a little. So does a smooth answer. A switch waits, then jumps.",
                 holds=np.ptp(run.nudge_a[1]) == 1, otherwise="Turn one of its weights, and $z$ moves a little. A switch stands still.")
        clock.run(self, last, theme.VERSE)
        clock.run(self, 0, theme.PASSAGE * 0.8, back=True)
        self.say("The cost: how wrong the network is on {} digits. With smooth neurons, every nudge changes it a little.", self.seen,
                 holds=run.nudge_changes[0] == run.nudges, otherwise=("The cost: how wrong the network is on {} digits.", self.seen))
        axes, axis = [hill.costs() for hill in hills], Words(f"one weight {W}", color=theme.WEIGHT).next_to(hills[1], DOWN)
        costs = [self.live("{}", Reading(clock, lambda row, i=i: self.of("nudge_cost", i, row // 10 * 10, form=".4f")), color=theme.COST,
                           anchor=LEFT).next_to(name, RIGHT).align_to(name, UP) for i, (name, *_) in enumerate(axes)]
        self.play(VGroup(*parts).animate.shift(-aside))
        self.play(FadeIn(*hills, *axes, *costs, axis))
        clock.run(self, last // 2, theme.PASSAGE)
        changes = self.of("nudge_changes", 1), self.of("nudges")
        self.say("With switches, only {} of {} nudges change the cost: when some sum crosses 0.", *changes,
                 holds=0 < run.nudge_changes[1] < run.nudges / 2, otherwise=("With switches, {} of {} nudges change the cost.", *changes))
        clock.run(self, last, theme.PASSAGE * 0.8)
        self.wait(theme.TURN)

    def turn_the_weight(self, clock):
        """The weight and its digit, and both neurons: first in the middle, later so far aside; for on the right there come hills.
        Returns (the hills, what is to go aside, how far to the left)."""
        run, knob = self.run, Dial(float(self.run.nudge_w[0]), float(self.run.nudge_w[-1]), 2.4, theme.WEIGHT, float(self.run.nudge_w[0]))
        goals = [self.neuron(row, 3.2, 1.6) for row in (0, self.last)]
        hills = [HardHill(run.nudge_w, run.nudge_cost, 4.4, 1.6, run.nudge_w[[0, -1]], (0, 1.2 * run.nudge_cost.max()), i) for i in (0, 1)]
        columns = VGroup(VGroup(DigitImage(run.nudge_x, theme.PICTURE), knob, Words(f"one weight {W}", color=theme.WEIGHT)).arrange(DOWN),
                         VGroup(*goals).arrange(DOWN, buff=1.4), VGroup(*hills).arrange(DOWN, buff=1.4)).arrange(RIGHT, buff=1.5)
        aside = (self.room.get_center() - columns.move_to(self.room)[:2].get_center())[0] * RIGHT
        columns[:2].shift(aside)
        names = [Words(name).next_to(goal, UP, buff=theme.GAP) for name, goal in zip(("smooth neurons", "switches"), goals)]
        for i, (neuron, hill) in enumerate(zip(self.glyphs, hills)):
            self.remove(*neuron.erase())
            clock.drive(neuron, lambda row, i=i, neuron=neuron: neuron.stand(run.nudge_z[i, row], run.nudge_a[i, row]))
            clock.drive(hill, lambda row, i=i, hill=hill: hill.follow(run.nudge_w[row // 10 * 10]))
            hill.follow(run.nudge_w[0])
            neuron.stand(run.nudge_z[i, clock.row], run.nudge_a[i, clock.row])
        clock.draw(knob, lambda row: knob.show(run.nudge_w[row]))
        self.hand_over(*self.glyphs, run_time=theme.TURN, moves=map(Resize, self.glyphs, goals))
        beside = [*columns[0], *names, *(goal.names() for goal in goals)]
        self.play(FadeIn(*beside, self.tag("the same weights · above, every neuron smooth; below, every neuron a switch")))
        return hills, [*self.glyphs, *beside], aside

    def stairs(self):
        run, costs = self.run, self.run.line_cost[-1]
        self.curve, self.hill = self.glyphs[1], HardHill(run.line_w, run.line_cost, 1, 1, VIEW, (0, self.high), self.last)
        hill, home = self.hill.look(VIEW, (0, self.high), BOX), self.neuron(self.last, 2.7, 2.0)
        self.formula, every = Words("a switch"), Words("every neuron", size=theme.LABEL)
        self.left(self.formula, home, every, share=0.26)
        self.curve.ball = None
        clock, axes = self.clock("smoothness", len(run.line_w)), hill.from_to("network A", "network B", "all weights, from A to B")
        clock.draw(hill, lambda row: hill.follow(run.line_w[row]))
        self.say("Now turn all weights at once: from those of a trained network A to those of another, B.")
        self.hand_over(self.curve, moves=[Resize(self.curve, home)], run_time=theme.TURN,
                       comes=[self.formula, every, hill, axes, self.tag(LINE, self.seen)])
        lowest = np.flatnonzero(costs == costs.min())
        clock.run(self, int(lowest[-len(lowest) // 4]), theme.PASSAGE * 0.8)
        self.say("With switches the cost counts wrong outputs. Here there is none: such weights exist.", holds=costs.min() == 0,
                 otherwise="With switches the cost counts wrong outputs.")
        self.read()
        self.say("But stairs lead there, of {} levels. On every tread the slope is exactly 0: nothing says which way is down.",
                 self.of("level_count"), holds=run.level_count < 40 and run.steepest[-1] == 0,
                 otherwise="But stairs lead there, and nothing says which way is down.")
        clock.run(self, clock.last, theme.VERSE)
        self.play(Nudge(hill, range(clock.last, run.ball_at - 1, -1), lambda k: hill.stand([(run.line_w[k], costs[k])]), back=False))
        self.by_the_cost = axes[0].get_corner(DOWN + RIGHT) + theme.GUTTER * RIGHT
        self.play(Through(hill, lambda share: hill.mark(run.flat[-1], share)), run_time=theme.TURN)
        self.tell_the_slope(self.last)

    def tell_the_slope(self, row):
        """The tangent under the ball, with neurons of this hardness, and its slope."""
        hill, at = self.hill, (self.w, self.run.ball_cost[row], self.run.ball_slope[row])
        self.slopes = Words("slope {}", self.slope(row), color=theme.GRADIENT, size=theme.TITLE)
        self.slopes.move_to(self.by_the_cost, aligned_edge=DOWN + LEFT)
        self.play(Through(hill, lambda half: hill.touch(at, half=half), HALF), FadeIn(self.slopes), run_time=theme.TURN)

    def turn_to(self, row, seconds):
        """The dial goes to another gain; the slope at this one is taken away first, for it is soon another."""
        hill = self.hill
        self.play(Through(hill, lambda half: hill.touch(*hill.tangents, half=half), 0, HALF), FadeOut(self.slopes), run_time=theme.NOTE)
        hill.touch()
        self.gain.run(self, row, seconds, back=row < self.gain.row)

    def back_to_smooth(self):
        self.say("Between the two there is a dial, the gain $k$: all weights and biases act as if $k$ times as large.")
        self.gain = self.clock("smoothness", self.last + 1, self.last)
        self.set_up_the_dial(self.gain)
        self.turn_to(0, theme.PASSAGE)
        soft = self.of("flat_share", 0, form=".0%")
        self.say("At $k$ = 1 only {} of the line is flat: around floors and tops.", soft,
                 holds=self.run.flat_share[0] < 0.2 and self.run.flat_at_turns, otherwise=("At $k$ = 1, {} of the line is flat.", soft))
        self.tell_the_slope(0)

    def the_dial(self):
        run, n, turned = self.run, len(self.run.gain), int(self.run.ball_turned)
        self.say("Turn it up: neuron and cost harden together.")
        self.turn_to(turned or self.last // 2, theme.PASSAGE)
        self.say("At $k$ = {} the ball lies in a tiny dent: there the slope points the other way.",
                 self.of("fine_gain", turned, form=".1f"), holds=turned > 0)
        self.tell_the_slope(turned or self.last // 2)
        if turned:
            self.look_closer(turned)
        self.say("Harder still: what is flat, in yellow, spreads.", holds=run.flat_share[-2] > run.flat_share[turned])
        self.turn_to(self.last - 1, theme.PASSAGE)
        flat = self.of("gain", n - 1), self.of("flat_share", self.last - 1, form=".0%")
        self.say("At $k$ = {}, {} of the line is flat, between cliffs.", *flat,
                 holds=run.flat_share[-2] > 2 * run.flat_share[0] and run.steepest[-2] > 20 * run.steepest[0],
                 otherwise=("At $k$ = {}, {} of the line is flat.", *flat))
        self.tell_the_slope(self.last - 1)
        self.read()
        self.say("Let the neurons snap, and the cost turns into stairs: no slope left to follow.", holds=run.steepest[-1] == 0)
        self.turn_to(self.last, theme.BEAT)
        self.tell_the_slope(self.last)

    def set_up_the_dial(self, clock):
        """The dial comes, at the switch, and with it how much of the cost is flat."""
        run, hill, n = self.run, self.hill, len(self.run.gain)
        dial = Dial(0, n, 7.0, theme.INK).show(n).next_to(hill, UP, buff=2 * theme.GUTTER)
        marks = dial.stops([*(Words("{}", self.of("gain", i)) for i in range(n)), Words("switch")])
        gain, formula = Words(f"gain {K}").next_to(dial, LEFT, buff=theme.GUTTER / 2), Formula(f"sigma(k {sym.z()})", size=theme.TITLE)
        clock.drive(hill, lambda row: hill.harden(row).mark(run.flat[row]).stand([(self.w, run.ball_cost[row])]))
        clock.drive(self.curve, self.curve.show)
        clock.drive(dial, lambda row: dial.show(row / self.octave if row < self.last else n))
        share = self.live("flat (slope below {}): {}", self.of("flat_level"), Reading(
            clock, lambda row: self.of("flat_share", row, form=".0%")), color=theme.GRADIENT, size=theme.LABEL, anchor=LEFT)
        share.next_to(hill.spot(VIEW[1], self.high), UP, buff=theme.GAP / 2, aligned_edge=RIGHT)
        self.play(FadeIn(dial, *marks, gain, share), LaggedStart(
            FadeOut(self.formula), FadeIn(formula.move_to(self.formula)), lag_ratio=1), run_time=theme.TURN)

    def look_closer(self, row):
        """A lens over the ball, and what it shows, much larger."""
        lens, *around = under_lens(self.hill, (self.run.dent_w, self.run.dent_cost), self.run.ball_slope[row], LENS, CLOSER)
        self.play(FadeIn(lens, *around))
        self.play(Through(lens, lens.show, start=lens.level, end=0), run_time=theme.VERSE)
        self.read()
        self.wait(theme.READ)
        self.play(FadeOut(lens, *around))

    def slope(self, row):
        """The slope where the ball stands, for neurons of this hardness."""
        return self.of("ball_slope", row, form="g" if row == self.last else ".2f")

    def terraces(self):
        run, n, hill = self.run, len(self.run.gain), self.hill
        scale = Scale(0, 1.9, levels=10)
        scale.levels = np.arange(2.5, 38, 4) / self.seen.value      # between the levels of a switch
        land = Terraces(run.map_alphas, run.map_betas, run.map_cost, scale, 9.2, (14, 8), 1.5, smooth=3, centre=run.way[0])
        line = run.corners[0] + np.outer(run.line_w, run.corners[1] - run.corners[0])
        land.shift(0.35 * UP).look(*SIDE).stand(line, run.line_cost[0], int(run.ball_at), 0)
        a, b = (land.at(*corner, 0) for corner in run.corners[:2])
        left, right = (a[0] + w * (b - a)[0] for w in VIEW)
        self.say("With smooth neurons again, the line is a cut through a land: the plane through three networks.")
        self.turn_to(0, theme.TURN)
        self.play(Through(hill, lambda bold: hill.mark(run.flat[0], bold=bold), 0, 1), run_time=theme.NOTE)
        self.key, tag = ColourKey(scale, 1.2, "low", "high cost").move_to(self.room), self.tag(PLANE, self.seen)
        self.hand_over(hill.mark().set_z_index(1), run_time=theme.TURN, comes=[land, tag],
                       moves=[Look(hill, VIEW, (0, self.high), (left, a[1], right, a[1] + self.high * 1.5 / 1.9))])
        self.add(tag)           # out of the group that it came in with
        self.remove(hill)
        land.stand(*land.cut[:3])
        self.play(Turn(land, *SEEN), FadeIn(self.key.align_to(self.room, DOWN + LEFT).shift(theme.GAP * UP)), run_time=theme.VERSE)
        names = [Words(name).next_to(land.at(*corner), UP, buff=theme.GAP)
                 for name, corner in zip(("network A", "network B", "a third"), run.corners)]
        self.play(Label(land, *names))
        self.read()
        self.say("Three smooth valleys. A ball rolls down into one of them.", holds=run.way_cost[-1] < 0.2 * run.way_cost[0],
                 otherwise="A ball rolls down.")
        self.play(Through(land, lambda share: land.stand(*land.cut[:3], opacity=share), 0, 1), run_time=theme.NOTE)
        clock = self.clock("smoothness", len(run.way))
        clock.follow(land, lambda row: land.show(Path(run.way, size=theme.DOT).up_to(row)))
        clock.run(self, clock.last, theme.VERSE)
        self.say("Turn smooth neurons into switches: from afar the valleys stay.", holds=run.valleys_stay,
                 otherwise="Turn smooth neurons into switches.")
        neuron = self.neuron(0, 1.4, 1.05).move_to(self.room).align_to(self.room, UP + LEFT).shift(0.2 * RIGHT)
        clock = self.clock("smoothness", n + 1)
        clock.glide(land, land.harden)
        clock.glide(neuron, lambda row: neuron.show(self.row(int(np.ceil(row - 1e-6)))))
        self.play(Through(land, lambda size: land.show(Path(run.way, size=size)), 0, theme.DOT), FadeOut(land.erase()), FadeIn(neuron))
        land.show()
        clock.run(self, clock.last, 1.5 * theme.PASSAGE)
        held = DISC / WIDE * np.ptp(run.near_alphas) * land.unit
        self.near(Circle(held, color=theme.INK, stroke_width=theme.stroke(theme.BOLD)).move_to(land.at(*run.way[0])))

    def near(self, ring):
        """The ringed spot twice, as a ball finds it."""
        run = self.run
        scale = Scale(0, 1.9)       # the colours of the whole land, enlarged heights
        scale.levels = np.arange(0.5, 60) / self.seen.value     # between the levels of a switch
        soft, hard = (Landscape(run.near_alphas, run.near_betas, cost, scale, WIDE, (2 * DISC, 2 * DISC), 3.2).look(*NEAR)
                      .through_ring(DISC) for cost in run.near_cost)
        names = self.left(Words("smooth neurons"), soft)[0], self.right(Words("switches"), hard)[0]
        self.say("Look closer. With smooth neurons the ball rolls. With switches it lies on a terrace, and stays.",
                 holds=run.way_steep[0] > 0 == run.way_steep[1], otherwise="The ringed spot, closer.")
        ball = Path(run.near_way, size=theme.BALL / 2)
        hard.show(ball.up_to(0))
        rings, clock = (ring, ring.copy()), self.clock("smoothness", len(run.near_way))
        clock.follow(soft, lambda row: soft.show(ball.up_to(row)))
        self.play(FadeIn(*rings))
        self.wait(theme.BEAT)
        self.hand_over(*rings, self.key, comes=[soft, hard, *names, self.tag("what the ring holds · {} digits", self.seen)],
                       moves=[each.animate(rate_func=rush_from).scale_to_fit_height(land.height).move_to(land)
                              for each, land in zip(rings, (soft, hard))], run_time=theme.TURN)
        self.remove(*rings)
        clock.run(self, clock.last, theme.VERSE)
        self.play(Label(hard, Words("slope 0", color=theme.GRADIENT).next_to(hard.at(*run.near_way[0]), UP, buff=theme.GUTTER / 2)))
        self.read()
        self.wait(theme.TURN)

    def row(self, i):
        """The finer gain that is the i-th of the gains; the switch is the last."""
        return self.last if i == len(self.run.gain) else i * self.octave

    def who_gets_down(self):
        run, n = self.run, len(self.run.gain)
        self.say("Can gradient descent still train such a network? Every kind gets the same {} starts, and as many steps.",
                 self.of("race_starts"))
        fall = self.side_by_side()
        clock = self.clock("smoothness", len(run.race_epoch))
        epoch = Live("epoch {}", self.of("race_epoch", 0), anchor=LEFT).to_corner(UP + LEFT, buff=theme.MARGIN)
        self.play(Through(fall, fall.open, n + 1), FadeIn(epoch), run_time=theme.PHRASE)
        clock.follow(fall, fall.fall)
        clock.glide(epoch, lambda row: epoch.show(self.of("race_epoch", int(np.ceil(row - 1e-6)))))
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("Each learns at its best of {} rates. Grey: where every rate ends, from one start.", self.of("race_rates"))
        self.play(Through(fall, fall.try_out, n), run_time=theme.PASSAGE)
        self.read()
        stuck = self.of("race_stuck"), self.of("race_most", form=".0%")
        self.say("Up to $k$ = {} they learn to read. From {} on, none ever reads more than {}: a guess.", self.of("race_down"),
                 *stuck, holds=0 < run.race_down < run.race_stuck and run.race_most < 0.15, otherwise="How many digits each kind reads:")
        shares = [Words("{}", self.of("race_middle", i, form=".0%")).next_to(self.kinds[i], DOWN) for i in range(n + 1)]
        what = Words("training digits read right, middle of {} starts", self.of("race_starts"), size=theme.LABEL)
        what.next_to(shares[0], DOWN, aligned_edge=LEFT)
        self.play(FadeIn(what), LaggedStart(*map(FadeIn, shares[:n]), lag_ratio=0.5), run_time=theme.PASSAGE * 0.9)
        self.read()
        self.wait(theme.TURN)
        self.say("The switch does not take a single step: its slope is 0.", holds=bool(np.ptp(run.race_cost[-1], axis=1).max() == 0))
        slope = Words("slope 0", color=theme.GRADIENT).next_to(fall.spot(n, run.race_end[n].min()), DOWN)
        self.play(FadeIn(slope, shares[n]), run_time=theme.TURN)

    def side_by_side(self):
        """A column for every kind of neuron, with its curve and its name."""
        run, n = self.run, len(self.run.gain)
        high = 1.08 * run.race_cost.max()
        fall = Descents(run.race_cost, run.race_tried, 10.4, 3.0, high, (run.race_same, run.race_silent))
        fall.move_to(self.room).shift(theme.GAP * UP + theme.GUTTER * LEFT)
        guides = fall.name_guides("same answer", "all silent")
        glyphs = [self.neuron(self.row(i), 1.0, 0.75).next_to(fall.spot(i, high), UP) for i in range(n + 1)]
        self.kinds = fall.name_columns([*(Words(f"{K} = {{}}", self.of("gain", i)) for i in range(n)), Words("switch")])
        head = Words("cost", color=theme.COST).next_to(fall.spot(-0.5, high), UP, aligned_edge=RIGHT)
        self.hand_over(comes=[fall, fall.ticks(), head, *guides, *glyphs, *self.kinds, self.tag(
            "{} epochs, rounds through {} training digits", self.of("race_epochs"), self.of("race_digits", form=","))])
        self.glyphs = glyphs[0], glyphs[n]
        return fall

    def the_answer(self):
        run, w, tread = self.run, self.w, range(self.run.ball_at, self.run.ball_at + self.run.ball_tread + 1)
        heads, panels, wide = [], [], WIDER * 2 * CLOSE * (BOX[2] - BOX[0]) / (VIEW[1] - VIEW[0])
        for row, side, name in ((0, self.left, "smooth"), (self.last, self.right, "switch")):
            hill = HardHill(run.line_w, run.line_cost, wide, BOX[3] - BOX[1], (w - CLOSE, w + CLOSE), (0, self.high), row=row)
            heads.append(self.neuron(row, 0.9, 0.7))
            words, along = Words(name), Words("all weights, {} times wider", Mark(WIDER), size=theme.LABEL)
            side(VGroup(heads[-1], words).arrange(RIGHT, buff=theme.GAP * 2), hill, along)
            panels.append(VGroup(hill.stand([(w, run.ball_cost[row])]), hill.costs(), words, along.next_to(hill, DOWN)))
        self.say("So why must a neuron not snap? Gradient descent needs small changes to make small differences.")
        self.hand_over(*self.glyphs, run_time=theme.TURN, moves=map(Resize, self.glyphs, heads),
                       comes=[*panels, self.tag(LINE + " · around the ball", self.seen)])
        hills = next(zip(*panels))
        self.play(*(Nudge(hill, [*tread, *tread[::-1]] * 2, lambda k, hill=hill: hill.stand([(run.line_w[k], hill.y[k])]), back=False)
                    for hill in hills), run_time=theme.PASSAGE)
        self.read()
        self.say("The difference per change is the slope: it has nothing else to go by.")
        touching = [(w, run.ball_cost[row], run.ball_slope[row]) for row in (0, self.last)]
        slopes = [Words("slope {}", self.slope(row), color=theme.GRADIENT, size=theme.TITLE).next_to(
            hill.spot(w - CLOSE, self.high), DOWN + RIGHT, buff=theme.GUTTER / 2) for row, hill in zip((0, self.last), hills)]
        self.play(*(Through(hill, lambda half, hill=hill, at=at: hill.touch(at, half=half), 1.0) for hill, at in zip(hills, touching)),
                  *map(FadeIn, slopes), run_time=theme.PHRASE)
        self.read()
        self.say("And the cost has its slope from the neurons. A kink is fine, with a slope beside it. Flat everywhere is not.")
        self.three_neurons()
        self.wait(theme.STUDY)

    def three_neurons(self):
        """A smooth one, one with a kink, and a switch, side by side, and what slopes each has."""
        size, (soft, hard) = (3.4, 2.4), self.glyphs
        goals = [self.neuron(0, *size), HardNeuron(self.run.kink_z, self.run.kink_a, *size), self.neuron(self.last, *size)]
        names, slopes = abreast(goals, (Formula(f"sigma({sym.z()})"), Formula(f"max(0, {sym.z()})"), Words("a switch")), [
            Words(slope, color=theme.GRADIENT) for slope in ("a slope everywhere", "slope 0 or 1", "slope 0")])
        VGroup(*goals, *names, *slopes).move_to(self.room)
        self.hand_over(soft, hard, moves=map(Resize, (soft, hard), goals[::2]), run_time=theme.TURN)
        self.play(FadeIn(*names, goals[1]))
        self.play(LaggedStart(*map(FadeIn, slopes), lag_ratio=1), run_time=theme.PHRASE)
