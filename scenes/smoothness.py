"""Film: why a neuron must not snap: what a switch in place of a smooth neuron does to the cost, and to learning.

Shows "smoothness": the weights of trained networks with ever harder neurons, and trainings with each.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Circle, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.clock import Reading
from scenes.stage.contour_map import Label
from scenes.stage.descents import Descents
from scenes.stage.dial import Dial
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Nudge, Through
from scenes.stage.glide import Glide
from scenes.stage.hardness import HardHill, HardNeuron, name_of
from scenes.stage.hill import Look
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.terraces import Terraces
from scenes.stage.text import Formula, Live, Words, as_symbol

Z, K, W = (as_symbol(letter) for letter in "zkw")
VIEW = -0.2, 1.2                                                   # what is seen of the line, of w
WIDE, ASIDE = (-5.9, -2.1, 6.4, 2.9), (-2.0, -2.1, 6.6, 1.4)       # boxes of the hill
CLOSE = 0.06                                                       # of the line is seen to both sides of the ball, at the end
SIDE, SEEN, NEAR = (0, 0.04, 0), (-0.15, 0.6, 1), (-0.3, 0.75, 1)  # looks at the landscapes
LINE = "the line through two trained networks · {} digits"
PLANE = "the plane through three trained networks · {} digits"


class Smoothness(Film):
    """From one neuron that snaps to a cost without slopes, and to trainings that do not get down."""

    recordings = ("smoothness",)
    question = "Why must a neuron\nnot snap?"
    constants = {"0": "what a switch says, and where it jumps; a slope", "1": "what a switch says; the gain of the usual neuron"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.glide_and_snap)
        self.play_section(self.one_weight)
        self.play_section(self.stairs)
        self.play_section(self.the_dial)
        self.play_section(self.terraces)
        self.play_section(self.who_gets_down)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.run = run = self.runs["smoothness"]
        self.last = len(run.line_cost) - 1
        self.octave = (self.last - 1) // (len(run.gain) - 1)
        self.high = 1.1 * run.line_cost.max()
        self.seen = self.of("examples")

    def of(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"smoothness.{key}", *index, form=form)

    def neuron(self, row, width=1.7, height=1.3):
        return HardNeuron(self.run.curve_z, self.run.curve_a, width, height, row)

    def name(self, i):
        """The name of the i-th gain's neuron, or of the switch."""
        return name_of(self.of("gain", i) if i < len(self.run.gain) else None)

    def glide_and_snap(self):
        digit = DigitImage(self.run.glide_x, 2.4)
        total = Words(f"sum {Z} = {{}}", self.of("glide_z", 0, form=".1f"), color=theme.SUM, size=theme.TITLE)
        answer = Words("answer {}", self.of("glide_a", 0, 0, form=".2f"), size=theme.TITLE)
        VGroup(digit, total, answer).arrange(RIGHT, buff=1.8).move_to(self.room)
        arrows = [Arrow(a.get_right(), b.get_left(), color=theme.FAINT, buff=theme.GAP, stroke_width=theme.stroke(theme.BOLD),
                        tip_length=theme.GAP) for a, b in ((digit, total), (total, answer))]
        hard, soft = (self.neuron(row, 4.8, 3.0) for row in (self.last, 0))
        for neuron, side, name in ((hard, self.left, Words("a switch")), (soft, self.right, Formula(f"sigma({sym.z()})"))):
            side(name, neuron)
            neuron.add(neuron.names(), name)
        hard.shift((soft.spot(0, 0) - hard.spot(0, 0))[1] * UP)
        place = hard.get_center()
        hard.set_x(0)
        self.ask()
        self.say("A neuron adds up its inputs: the sum $z$. Then it turns $z$ into an answer.")
        self.hand_over(comes=[digit, self.tag("one neuron of the first layer · one unseen {}", self.of("glide_label"))])
        for arrow, words in zip(arrows, (total, answer)):
            self.play(FadeIn(arrow, words), run_time=theme.TURN)
        self.read()
        self.say("It could be a switch: 0 when $z$ is below 0, 1 when it is above.")
        self.make_room(total)
        self.play(FadeOut(total), FadeIn(hard))
        self.play(Through(hard, lambda z: hard.stand(z, float(z >= 0)), 4, start=-4), run_time=theme.VERSE)
        self.say("Ours is smooth. Its curve is called $σ$ (sigma), and it glides from 0 to 1.")
        self.play(FadeIn(soft), hard.animate.move_to(place), run_time=theme.TURN)
        self.play(Through(soft, lambda z: soft.stand(z, float(np.interp(z, soft.z, soft.answers[0]))), 4, start=-4), run_time=theme.VERSE)
        self.read()
        self.watch(soft, hard)

    def watch(self, soft, hard):
        """Both neurons answer to one sum, while the network learns."""
        run, digit = self.run, DigitImage(self.run.glide_x, theme.PICTURE * 0.85)
        glide = Glide.of(run, 10.4, 5.3)
        glide.move_to(self.room).align_to(self.room, RIGHT).shift(0.2 * LEFT)
        goals = VGroup(*(self.neuron(row, height=0.9).next_to(glide.head(i), LEFT, buff=theme.GUTTER)
                         for i, row in enumerate((0, self.last))))
        names = [Words(name, size=theme.LABEL).next_to(goal, UP, buff=theme.GAP / 2) for name, goal in zip(("smooth", "switch"), goals)]
        digit.match_x(goals).align_to(glide, UP)
        clock, steps = self.clock("smoothness", len(run.glide_step)), run.glide_step
        clock.drive(glide, glide.show)
        for i, neuron in enumerate((soft, hard)):
            clock.drive(neuron, lambda row, i=i, neuron=neuron: neuron.stand(run.glide_z[row], run.glide_a[i, row]))
        self.say("Here is one neuron while its smooth network learns. Every step moves its sum a little.")
        for neuron in (soft, hard):
            self.remove(*neuron.submobjects)
            neuron.submobjects = []
        self.hand_over(soft, hard, run_time=theme.TURN, moves=[each.animate.become(goal) for each, goal in zip((soft, hard), goals)],
                       comes=[digit, glide, glide.ticks(), *names, self.tag(
                           "one neuron, one digit, through a training of {} steps with smooth neurons", self.of("glide_last"))])
        heading = Words(f"its sum {Z}", color=theme.SUM).next_to(glide.spot(steps[0], glide.high), UP).align_to(glide, LEFT)
        self.add(heading)
        until = int(0.8 * steps.searchsorted(run.glide_cross[0])) if len(run.glide_cross) else clock.last // 3
        clock.run(self, until, theme.VERSE, rate_func=evenly(steps[0], steps[until]))
        self.read()
        self.say("A smooth neuron glides along with its sum. A switch, given the same sum, would stand still, then jump.",
                 holds=run.glide_crossings > 0, otherwise="A smooth neuron glides along with its sum. A switch would stand still.")
        clock.run(self, clock.last, theme.PASSAGE * 1.2, rate_func=evenly(steps[until], steps[-1]))
        self.glyphs = soft, hard

    def one_weight(self):
        run, half, clock = self.run, int(self.run.nudges) // 2, self.clock("smoothness", int(self.run.nudges) + 1)
        heads = [self.neuron(row, 0.9, 0.7) for row in (0, self.last)]
        panels = [self.nudged(clock, i, *each) for i, each in enumerate(
            ((self.left, heads[0], "smooth neurons"), (self.right, heads[1], "the same weights, switches")))]
        self.glyphs[0].ball = self.glyphs[1].ball = None
        self.say("The cost says how wrong the whole network is. Nudge one weight.")
        tag = self.tag("{} digits · the steepest weight, a third of the way through a training", self.seen)
        self.hand_over(*self.glyphs, moves=[glyph.animate.become(head) for glyph, head in zip(self.glyphs, heads)], run_time=theme.TURN,
                       comes=[*panels[0], *panels[1], tag])
        self.read()
        self.say("With smooth neurons, every nudge changes the cost a little.", holds=run.nudge_changes[0] == run.nudges)
        clock.run(self, half, theme.PASSAGE * 0.8)
        changes = self.of("nudge_changes", 1), self.of("nudges")
        self.say("With switches, only {} of {} nudges change the cost at all.", *changes, holds=0 < run.nudge_changes[1] < run.nudges / 2,
                 otherwise=("With switches, {} of {} nudges change the cost.", *changes))
        clock.run(self, clock.last, theme.PASSAGE * 0.8)
        self.wait(theme.TURN)
        self.hill = panels[1][0]

    def nudged(self, clock, i, side, head, name):
        """(a hill, what belongs to it): the cost over one weight, of smooth neurons or of switches."""
        run, at, high = self.run, self.run.nudge_w[::10], 1.4 * self.run.nudge_cost.max()
        hill, words = HardHill(run.nudge_w, run.nudge_cost, 5.0, 3.1, at[[0, -1]], (0, high), row=i), Words(name)
        side(VGroup(head, words).arrange(RIGHT, buff=theme.GAP * 2), hill)
        clock.draw(hill, lambda row: hill.reach(at[row]).stand([(at[row], run.nudge_cost[i, 10 * row])]))
        number = self.live("{}", Reading(clock, lambda row: self.of("nudge_cost", i, 10 * row, form=".4f")), color=theme.COST,
                           size=theme.TITLE).next_to(hill.spot(at[0], high), DOWN + RIGHT)
        return hill, hill.costs(), words, number, Words(f"one weight {W}", color=theme.WEIGHT).next_to(hill, DOWN)

    def stairs(self):
        run, costs = self.run, self.run.line_cost[-1]
        hill = HardHill(run.line_w, run.line_cost, 1, 1, VIEW, (0, self.high), self.last).look(VIEW, (0, self.high), WIDE).compare(0)
        dotted = Words("dotted: the same weights,\nsmooth neurons", size=theme.LABEL, color=theme.COST)
        dotted.move_to(hill.spot(VIEW[1], self.high), aligned_edge=UP + RIGHT)
        clock, jumps = self.clock("smoothness", len(run.line_w)), np.diff(costs) != 0
        edge = np.concatenate([jumps, [False]]) | np.concatenate([[False], jumps])

        def walk(row):
            here = run.line_w[row], costs[row]
            hill.reach(here[0]).stand([here]).touch(*[] if edge[row] else [(*here, 0.0)])

        clock.draw(hill, walk)
        self.say("Now turn all weights at once: from those of a trained network A to those of another, B.")
        self.hand_over(self.hill.stand(), run_time=theme.TURN,
                       moves=[Look(self.hill, (self.hill.x_span.low, self.hill.x_span.high), (0, self.high), WIDE)])
        tag = self.tag(LINE + " · every neuron a switch", self.seen)
        self.play(FadeOut(self.hill), FadeIn(hill, self.axes(hill), dotted, tag))
        clock.run(self, clock.last // 3, theme.PASSAGE)
        self.say("With switches the cost has only {} levels, and jumps from one to the next.", self.of("level_count"),
                 holds=run.level_count < 40, otherwise="With switches the cost jumps from one level to the next.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("Stairs. The cost even gets down to 0. But on every tread the slope is exactly 0: nothing says which way is down.",
                 holds=run.steepest[-1] == costs.min() == 0,
                 otherwise="Stairs: on every tread the slope is exactly 0. Nothing says which way is down.")
        stops = list(zip(run.stop_w, run.stop_cost))[1::3]
        self.hill = hill.stand().touch()
        for n, stop in enumerate(stops, 1):
            hill.stand(*([point] for point in stops[:n]))
            self.play(Through(hill, lambda half, n=n: hill.touch(*((*point, 0.0) for point in stops[:n]), half=half), 0.9))
            self.play(Label(hill, Words("slope 0", color=theme.GRADIENT).next_to(hill.spot(*stop), UP, buff=theme.GUTTER / 2)))
        self.read()

    def the_dial(self):
        run, last, n = self.run, self.last, len(self.run.gain)
        hill, old = self.softest(), self.hill.stand().touch()
        neuron, dial = self.neuron(0, 2.7, 2.0), Dial(0, n, 7.0, theme.INK)
        formula = Formula(f"sigma(k {sym.z()})", size=theme.TITLE)
        every = Words("every neuron", size=theme.LABEL, color=theme.FAINT)
        self.left(formula, neuron, every, share=0.26)
        dial.next_to(hill, UP, buff=2 * theme.GUTTER)
        marks = VGroup(*(Words("{}", self.of("gain", i)) for i in range(n)), Words("switch"))
        for i, mark in enumerate(marks):
            mark.next_to(dial.spot(i), DOWN, buff=theme.GAP * 1.6)
        gain = Words(f"gain {K}").next_to(dial, LEFT, buff=theme.GUTTER / 2)
        w = float(run.ball_w)
        shown = {hill: lambda row: hill.harden(row).stand([(w, run.ball_cost[row])]).touch((w, run.ball_cost[row], run.ball_slope[row])),
                 neuron: neuron.show, dial: lambda row: dial.show(row / self.octave if row < last else n)}
        self.say("Between the two there is a dial: $σ$ of $k$ times $z$. $k$ is called the gain.")
        clock = self.clock("smoothness", last + 1)
        for each, draw in shown.items():
            clock.draw(each, draw)
        slope = self.live("slope {}", Reading(clock, self.slope), color=theme.GRADIENT, size=theme.TITLE, anchor=LEFT)
        slope.next_to(hill.spot(VIEW[0], self.high), DOWN + RIGHT, buff=theme.GUTTER / 2)
        self.add(old.erase())
        self.hand_over(old, moves=[Look(old, VIEW, (0, self.high), ASIDE)], run_time=theme.TURN)
        self.play(FadeOut(old), FadeIn(hill, self.axes(hill), self.tag(LINE + " · the same weights", self.seen)))
        self.play(FadeIn(neuron, formula, every), FadeIn(dial, marks, gain), run_time=theme.TURN)
        self.read()
        self.play(FadeIn(slope))
        self.say("Turn it up. A gain of $k$ does the same as weights and biases $k$ times as large.")
        turned = int(run.ball_turned) or last // 2
        clock.run(self, turned // 2, theme.PASSAGE)
        self.say("Neuron and cost harden together. Watch the slope under the ball.")
        clock.run(self, turned, theme.VERSE * 1.2)
        self.say("At $k$ = {} that slope even points the other way.", self.of("fine_gain", int(run.ball_turned), form=".1f"),
                 holds=run.ball_turned > 0)
        self.play_and_read(Through(hill, lambda half: hill.touch(*hill.tangents, half=half), hill.half, start=theme.GAP))
        self.say("Harder still, and the slope jumps about.", otherwise="Harder still.",
                 holds=np.ptp(run.ball_slope[turned:]) > 2 * np.ptp(run.ball_slope[:turned + 1]))
        clock.run(self, last - 1, theme.PASSAGE * 0.8)
        flat = self.of("gain", n - 1), self.of("flat_share", n - 1, form=".0%")
        self.say("At $k$ = {}, {} of the way is almost flat, between cliffs.", *flat,
                 holds=run.flat_share[n - 1] > 2 * run.flat_share[0] and run.steepest[n - 1] > 20 * run.steepest[0],
                 otherwise=("At $k$ = {}, {} of the way is almost flat.", *flat))
        hill.mark(run.flat_w, run.flat[n - 1])
        key = Words("flat: steepness below {}", self.of("flat_level"), size=theme.LABEL)
        self.play(FadeIn(key.move_to(hill.spot(VIEW[1], self.high), aligned_edge=UP + RIGHT)), run_time=theme.TURN)
        self.read()
        self.say("Let the neurons snap, and the cost turns into stairs: no slope left to follow.", holds=run.steepest[-1] == 0)
        clock.run(self, last, theme.TURN)
        hill.mark(run.flat_w, run.flat[n])
        self.read()
        self.hill = hill

    def axes(self, hill):
        """What a hill over the line is drawn over: the cost, and the way from network A to network B."""
        ends = (Words(name).next_to(hill.spot(w, 0), DOWN) for name, w in (("network A", 0), ("network B", 1)))
        way = Words("all weights, from A to B", size=theme.LABEL, color=theme.FAINT).next_to(hill.spot(0.5, 0), DOWN)
        return VGroup(hill.costs(), *ends, way)

    def softest(self):
        """The hill of smooth neurons, beside a neuron."""
        return HardHill(self.run.line_w, self.run.line_cost, 1, 1, VIEW, (0, self.high)).look(VIEW, (0, self.high), ASIDE)

    def slope(self, row):
        """The slope where the ball stands, for neurons of this hardness."""
        return self.of("ball_slope", row, form="g" if row == self.last else ".1f")

    def terraces(self):
        run, n = self.run, len(self.run.gain)
        scale = Scale(0, 1.9, levels=10)
        scale.levels = np.arange(2.5, 38, 4) / self.seen.value      # between the levels of a switch
        land = Terraces(run.map_alphas, run.map_betas, run.map_cost, scale, 9.2, (14, 8), 1.5, smooth=3, centre=run.way[0])
        land.shift(0.35 * UP).look(*SIDE).stand(run.corners[0] + np.outer(run.line_w, run.corners[1] - run.corners[0]), run.line_cost[0])
        a, b = (land.at(*corner, 0) for corner in run.corners[:2])
        left, right = (a[0] + w * (b - a)[0] for w in VIEW)
        box = left, a[1], right, a[1] + self.high * 1.5 / 1.9
        self.say("With smooth neurons again, the line is a cut through a land: the plane through three networks.")
        soft, tag = self.softest(), self.tag(PLANE, self.seen)
        self.make_room(self.hill.stand().touch().mark())
        self.play(FadeOut(self.hill), FadeIn(soft))
        self.play(Look(soft, VIEW, (0, self.high), box), run_time=theme.TURN)
        self.hand_over(comes=[land, tag])
        self.add(tag)           # out of the group that it came in with
        self.play(Turn(land, *SEEN), run_time=theme.VERSE)
        names = [Words(name).next_to(land.at(*corner), side, buff=theme.GUTTER) for name, side, corner in
                 zip(("network A", "network B", "a third network"), (DOWN, DOWN, UP), run.corners)]
        self.play(Label(land, *names))
        self.read()
        self.say("Three smooth valleys. A ball rolls down into one of them.", holds=run.way_cost[-1] < 0.2 * run.way_cost[0],
                 otherwise="A ball rolls down.")
        land.stand(*land.cut[:2], opacity=0)
        clock = self.clock("smoothness", len(run.way))
        clock.follow(land, lambda row: land.show(Path(run.way, size=theme.DOT).up_to(row)))
        clock.run(self, clock.last, theme.VERSE)
        self.say("Turn smooth neurons into switches, and the valleys break up.")
        neuron = self.neuron(0, 1.4, 1.05).move_to(self.room).align_to(self.room, UP + LEFT).shift(0.2 * RIGHT)
        clock = self.clock("smoothness", n + 1)
        clock.glide(land.show(), land.harden)
        clock.glide(neuron, lambda row: neuron.show(self.row(int(np.ceil(row - 1e-6)))))
        self.play(FadeOut(land.erase()), FadeIn(neuron))
        clock.run(self, clock.last, 1.5 * theme.PASSAGE)
        self.play(FadeIn(Circle(2 * theme.GAP, color=theme.INK, stroke_width=theme.stroke(theme.BOLD)).move_to(land.at(*run.way[0]))))
        self.wait(theme.TURN)
        self.near()

    def near(self):
        """The ball on the land around its start, twice."""
        run = self.run
        scale = Scale(run.near_cost.min(), run.near_cost.max())
        scale.levels = np.arange(0.5, 60) / self.seen.value     # between the levels of a switch
        soft, hard = (Landscape(run.near_alphas, run.near_betas, cost, scale, 5.2, (6.6, 4.6), 2.2).look(*NEAR) for cost in run.near_cost)
        names = [Formula(f"sigma({sym.z()})"), Words("switches")]
        self.left(names[0], soft)
        self.right(names[1], hard)
        self.say("The ringed spot, closer. With smooth neurons a ball rolls. With switches it stands: the slope is exactly 0.",
                 holds=run.way_steep[0] > 0 == run.way_steep[1], otherwise="The ringed spot, closer.")
        ball = Path(run.near_way, size=theme.BALL / 2)
        for each in (soft, hard):
            each.show(ball.up_to(0))
        self.hand_over(comes=[soft, hard, *names, self.tag(
            "what the ring holds, closer · colours and heights: one new scale for both · {} digits", self.seen)])
        clock = self.clock("smoothness", len(run.near_way))
        clock.glide(soft, lambda row: soft.show(ball.up_to(row)))
        clock.run(self, clock.last, theme.VERSE)
        here = hard.at(*run.near_way[0])
        self.play(Label(hard, Words("slope 0", color=theme.GRADIENT).next_to(here, UP, buff=theme.GUTTER / 2)))
        self.read()

    def row(self, i):
        """The finer gain that is the i-th of the gains; the switch is the last."""
        return self.last if i == len(self.run.gain) else i * self.octave

    def who_gets_down(self):
        run, n = self.run, len(self.run.gain)
        high = 1.08 * run.race_cost.max()
        fall = Descents(run.race_cost, run.race_tried, 12.2, 3.7, high)
        fall.move_to(self.room).align_to(self.room, DOWN + RIGHT).shift(0.75 * UP)
        glyphs = [self.neuron(self.row(i), 1.0, 0.75).next_to(fall.spot(i, high), UP) for i in range(n + 1)]
        names = [*(Words(f"{K} = {{}}", self.of("gain", i)) for i in range(n)), Words("switch")]
        for i, name in enumerate(names):
            name.next_to(fall.spot(i, 0), DOWN)
        head = Words("cost", color=theme.COST).next_to(fall.spot(-0.5, high), UP, aligned_edge=RIGHT)
        tag = self.tag("{} epochs, rounds through all {} digits · numbers: the middle of {} starts", self.of("race_epochs"),
                       self.of("race_digits", form=","), self.of("race_starts"))
        self.say("Can one still train such a network? Every kind gets {} starts, and as many steps.", self.of("race_starts"))
        clock = self.clock("smoothness", len(run.race_epoch))
        epoch = Live("epoch {}", self.of("race_epoch", 0), anchor=LEFT).to_corner(UP + LEFT, buff=theme.MARGIN)
        self.hand_over(comes=[fall, fall.ticks(), head, *glyphs, *names, tag, epoch])
        self.play(Through(fall, fall.open, n + 1), run_time=theme.PHRASE)
        clock.follow(fall, fall.fall)
        clock.glide(epoch, lambda row: epoch.show(self.of("race_epoch", int(np.ceil(row - 1e-6)))))
        clock.run(self, clock.last, theme.PASSAGE)
        self.read()
        self.say("Each learns at its best of {} learning rates, from {} to {}. Grey: where each rate ends, from the first start.",
                 self.of("race_rates"), *(self.of("race_tries", int(at), form="g") for at in np.argsort(run.race_tries)[[0, -1]]))
        self.play(Through(fall, fall.try_out, n), run_time=theme.PASSAGE * 1.2)
        self.read()
        self.say("Up to $k$ = {} all get down. From $k$ = {} on, no rate of these gets below {}.", self.of("race_down"),
                 self.of("race_stuck"), self.of("race_one_answer", form=".2f"), holds=0 < run.race_down < run.race_stuck,
                 otherwise="The balls are where each kind ends.")
        numbers = [Words("{}", self.of("race_middle", i, form=".2f"), color=theme.COST).next_to(
            fall.spot(i, run.race_end[i].max()), UP, buff=theme.GAP * 1.3) for i in range(n)]
        stuck = run.gain >= (run.race_stuck or np.inf)
        fall.level(run.race_one_answer, n - stuck.sum())
        best = Words("one answer for all digits: at best {}", self.of("race_one_answer", form=".2f"), size=theme.LABEL)
        best.next_to(fall.spot(n + 0.5, run.race_one_answer), DOWN, buff=theme.GAP / 2).align_to(fall, RIGHT)
        self.play(LaggedStart(*map(FadeIn, numbers), lag_ratio=0.5), run_time=theme.PASSAGE * 0.9)
        self.read()
        self.say("There most neurons are stuck, and nearly every digit gets the same answer.",
                 holds=bool(stuck.any() and run.race_alike[:n][stuck].min() > 0.9 and run.race_idle[:n][stuck].min() > 0.5))
        self.play(FadeIn(best), run_time=theme.PHRASE)
        self.read()
        self.say("The switch does not take a single step: its slope is 0.", holds=bool(np.ptp(run.race_cost[-1], axis=1).max() == 0))
        self.play(FadeIn(Words("slope 0", color=theme.GRADIENT).next_to(fall.spot(n, run.race_end[n].min()), DOWN)), run_time=theme.TURN)
        self.glyphs = glyphs[0], glyphs[n]

    def the_answer(self):
        run, w = self.run, float(self.run.ball_w)
        here, edges = int(np.searchsorted(run.line_w, w - 1e-9)), np.flatnonzero(np.diff(run.line_cost[-1]))
        tread = range(here, int(edges[edges >= here].min(initial=len(run.line_w) - 1)) + 1)
        heads, panels = [], []
        for row, side, name in ((0, self.left, "smooth"), (self.last, self.right, "switch")):
            hill = HardHill(run.line_w, run.line_cost, 5.0, 3.1, (w - CLOSE, w + CLOSE), (0, self.high), row=row)
            heads.append(self.neuron(row, 0.9, 0.7))
            words = Words(name)
            side(VGroup(heads[-1], words).arrange(RIGHT, buff=theme.GAP * 2), hill)
            panels.append(VGroup(hill.stand([(w, run.ball_cost[row])]), hill.costs(), words))
        self.say("So why must a neuron not snap? A small change has to make a small difference.")
        self.hand_over(*self.glyphs, run_time=theme.TURN, moves=[glyph.animate.become(head) for glyph, head in zip(self.glyphs, heads)],
                       comes=[*panels, self.tag(LINE + " · around the ball", self.seen)])
        hills = [panel[0] for panel in panels]
        self.play(*(Nudge(hill, [*tread, *tread[::-1]] * 2, lambda k, hill=hill: hill.stand([(run.line_w[k], hill.y[k])]), back=False)
                    for hill in hills), run_time=theme.PASSAGE)
        self.read()
        self.say("The difference per change is the slope, and gradient descent has nothing else to go by.")
        touching = [(w, run.ball_cost[row], run.ball_slope[row]) for row in (0, self.last)]
        slopes = [Words("slope {}", self.slope(row), color=theme.GRADIENT, size=theme.TITLE).next_to(
            hill.spot(w - CLOSE, self.high), DOWN + RIGHT, buff=theme.GUTTER / 2) for row, hill in zip((0, self.last), hills)]
        self.play(*(Through(hill, lambda half, hill=hill, at=at: hill.touch(at, half=half), 1.0) for hill, at in zip(hills, touching)))
        self.play(*map(FadeIn, slopes))
        self.wait(theme.STUDY)


def evenly(first, last):
    """The rate at which a clock runs evenly over an axis of logarithms."""
    ratio = last / first
    return lambda t: (ratio ** t - 1) / (ratio - 1)
