"""Film: why a neuron must not snap: what a switch in place of a smooth neuron does to the cost, and to learning.

Shows "smoothness": the weights of trained networks with ever harder neurons, and trainings with each.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, FadeIn, FadeOut, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.contour_map import Label
from scenes.stage.descents import Descents
from scenes.stage.dial import Dial
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Through
from scenes.stage.glide import Glide
from scenes.stage.hardness import HardHill, Neuron, name_of
from scenes.stage.hill import Look
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.terraces import Terraces
from scenes.stage.text import Formula, Words, as_symbol

Z, K = (as_symbol(letter) for letter in "zk")
VIEW = -0.2, 1.2                                                   # what is seen of the line, of w
WIDE, ASIDE = (-6.0, -2.3, 6.4, 2.6), (-2.3, -2.3, 6.6, 1.5)       # boxes of the hill
SIDE, SEEN = (0, 0.04, 0), (-0.15, 0.6, 1)                         # looks at the landscape


class Smoothness(Film):
    """From one neuron that snaps to a cost without slopes, and to trainings that do not get down."""

    recordings = ("smoothness",)
    question = "Why must a neuron\nnot snap?"
    constants = {"0": "what a switch says, and where it jumps; a slope", "1": "what a switch says; the gain of the usual neuron"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.glide_and_snap)
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
        self.hill = HardHill(run.line_w, run.line_cost, 12.4, 4.9, VIEW, (0, self.high), row=self.last).look(VIEW, (0, self.high), WIDE)
        self.seen = self.of("examples")

    def of(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"smoothness.{key}", *index, form=form)

    def neuron(self, row, width=1.7, height=1.3):
        return Neuron(self.run.curve_z, self.run.curve_a, width, height, row)

    def name(self, i):
        """The name of the i-th gain's neuron, or of the switch."""
        return name_of(self.of("gain", i) if i < len(self.run.gain) else None)

    def glide_and_snap(self):
        run = self.run
        digit = DigitImage(run.glide_x, theme.PICTURE)
        total = Words(f"sum {Z} = {{}}", self.of("glide_z", 0, form=".1f"), color=theme.SUM)
        answer = Words("answer {}", self.of("glide_a", 0, 0, form=".2f"))
        chain = VGroup(total, answer).arrange(RIGHT, buff=2.4)
        VGroup(chain).next_to(digit, RIGHT, buff=2.4)
        soft, hard = self.neuron(0, 4.6, 2.8), self.neuron(self.last, 4.6, 2.8)
        self.ask()
        self.say("A neuron adds up its inputs: the sum $z$. Then it turns $z$ into an answer.")
        VGroup(chain, digit).move_to(self.room)
        arrows = [Arrow(a.get_right(), b.get_left(), color=theme.FAINT, buff=theme.GAP) for a, b in ((digit, total), (total, answer))]
        self.hand_over(comes=[digit, self.tag("one neuron of the first layer · one unseen {}", self.of("glide_label"))])
        for arrow, word in zip(arrows, (total, answer)):
            self.play(FadeIn(arrow, word))
        self.read()
        self.say("It could be a switch: 0 when $z$ is below 0, 1 when it is above.")
        self.left(hard, Words("a switch"))
        self.right(soft, Words(f"smooth: {as_symbol('σ')}({Z})"))
        self.hand_over(digit, comes=[hard], moves=[digit.animate.scale(0.7).move_to(self.room).align_to(self.room, UP)])
        self.play(Through(hard, lambda z: hard.stand(z, float(z >= 0)), 4, start=-4), run_time=theme.PHRASE)
        self.read()
        self.say("Ours is smooth. Its curve is called $σ$ (sigma), and it glides from 0 to 1.")
        self.play(FadeIn(soft))
        self.play(Through(soft, lambda z: soft.stand(z, float(np.interp(z, soft.z, soft.answers[0]))), 4, start=-4), run_time=theme.PHRASE)
        self.watch(digit, soft, hard)

    def watch(self, digit, soft, hard):
        run = self.run
        glide = Glide(run.glide_step, run.glide_z, run.glide_a, run.glide_cross, 10.0, 5.4)
        glide.move_to(self.room).align_to(self.room, RIGHT).shift(0.3 * DOWN)
        clock = self.clock("smoothness", len(run.glide_step))
        clock.drive(glide, glide.show)
        for i, neuron in enumerate((soft, hard)):
            clock.drive(neuron, lambda row, i=i, neuron=neuron: neuron.stand(run.glide_z[row], run.glide_a[i, row]))
        self.read()
        self.say("Here is one neuron while its network learns. Every step moves its sum a little.")
        small = [self.neuron(row).next_to(glide.head(i), LEFT, buff=theme.GUTTER) for i, row in enumerate((0, self.last))]
        head = Words(f"its sum {Z}", color=theme.SUM).next_to(glide.spot(run.glide_step[-1], glide.high), DOWN + LEFT)
        self.hand_over(digit, soft, hard, comes=[glide, glide.ticks(), head], run_time=theme.TURN, moves=[
            digit.animate.scale(1.2).match_x(small[0]).align_to(glide, UP), *(each.animate.become(goal) for each, goal in zip((soft, hard), small))])
        steps = run.glide_step
        until = int(0.8 * steps.searchsorted(run.glide_cross[-1])) if len(run.glide_cross) else clock.last // 3
        clock.run(self, until, theme.VERSE, rate_func=self.evenly(steps[0], steps[until]))
        self.read()
        self.say("A smooth neuron glides along with its sum. A switch stands still, then jumps.", holds=run.glide_crossings > 0,
                 otherwise="A smooth neuron glides along with its sum. A switch stands still.")
        clock.run(self, clock.last, theme.PASSAGE, rate_func=self.evenly(steps[until], steps[-1]))
        self.band = glide.place(0, sum(glide.band(1)) / 2)

    @staticmethod
    def evenly(first, last):
        """The rate at which the clock runs evenly over an axis of logarithms."""
        ratio = last / first
        return lambda t: (ratio ** t - 1) / (ratio - 1)

    def stairs(self):
        run, hill, costs = self.run, self.hill, self.run.line_cost[-1]
        ends = VGroup(*(Words(name).next_to(hill.spot(w, 0), DOWN) for name, w in (("network A", 0), ("network B", 1))))
        cost = Words("cost", color=theme.COST).next_to(hill.spot(VIEW[0], self.high), DOWN + RIGHT, buff=theme.GAP / 2)
        clock = self.clock("smoothness", len(run.line_w))
        flat = np.concatenate([[True], np.diff(costs) == 0]) & np.concatenate([np.diff(costs) == 0, [True]])
        clock.follow(hill, lambda row: hill.reach(run.line_w[int(row)]).stand([(run.line_w[int(row)], costs[int(row)])]).touch(
            *[(run.line_w[int(row)], costs[int(row)], 0.0)] * bool(flat[int(row)])))
        self.say("Make every neuron a switch, and turn all weights bit by bit from those of network A to those of B.")
        self.hand_over(comes=[hill, ends, cost, self.tag("the line through two trained networks · {} digits · every neuron a switch", self.seen)],
                       through=self.band)
        clock.run(self, clock.last // 3, theme.PASSAGE)
        self.read()
        self.say("The cost says how wrong it is. It has only {} levels now, and jumps from one to the next.", self.of("level_count"))
        clock.run(self, clock.last, theme.PASSAGE)
        self.read()
        self.say("Stairs: on every tread the slope is exactly 0. Nothing says which way is down.", holds=bool(run.ball_slope[-1] == 0))
        stops = [hill.spot(w, c) for w, c in zip(run.stop_w, run.stop_cost)]
        hill.stand()
        for n in range(1, len(stops) + 1, 3):
            here = list(zip(run.stop_w[:n:3], run.stop_cost[:n:3]))
            hill.stand(*([point] for point in here)).touch(*((*point, 0.0) for point in here), half=0.6)
            self.wait(theme.BEAT)
        self.read()
        edge = int(np.abs(np.diff(run.edge_cost, axis=1)[:, 0]).argmax())
        self.say("And exactly at an edge there is no slope at all.")
        hill.touch().stand([(run.edge_w[edge], run.edge_cost[edge].mean())])
        self.play(FadeIn(Words("no slope", color=theme.GRADIENT).next_to(hill.spot(run.edge_w[edge], run.edge_cost[edge].max()), UP)))
        self.read()

    def the_dial(self):
        run, hill, last = self.run, self.hill, self.last
        neuron = self.neuron(last, 2.6, 2.0)
        dial = Dial(0, len(run.gain), 8.2, theme.INK)
        self.left(neuron, share=0.3).shift(0.2 * UP)
        dial.move_to([2.2, 2.6, 0])
        marks = VGroup(*(Words("{}", self.of("gain", i), size=theme.LABEL).next_to(dial.spot(i), DOWN) for i in range(len(run.gain))),
                       Words("switch", size=theme.LABEL).next_to(dial.spot(len(run.gain)), DOWN))
        formula = Formula(f"sigma(k {sym.z()})", size=theme.TITLE).next_to(neuron, UP)
        every = Words("every neuron", size=theme.LABEL, color=theme.FAINT).next_to(neuron, DOWN)
        letter = Words(f"gain {K}").next_to(dial, LEFT, buff=theme.GUTTER / 2)

        def at(row):
            row = int(row)
            w, cost, slope = float(run.ball_w), run.ball_cost[row], run.ball_slope[row]
            hill.harden(row).stand([(w, cost)]).touch((w, cost, slope))
            neuron.show(row)
            dial.show(row / self.octave if row < last else len(run.gain))

        self.say("Between the two there is a dial: $σ$ of $k$ times $z$. $k$ is called the gain.")
        self.hand_over(hill, comes=[neuron, every, dial, marks, formula, letter, self.tag("the same weights · {} digits", self.seen)], run_time=theme.TURN,
                       moves=[Look(hill, VIEW, (0, self.high), ASIDE)])
        self.play(Through(VGroup(hill, neuron, dial), at, 0, start=last), run_time=theme.PASSAGE)
        clock = self.clock("smoothness", last + 1)
        slope = self.live("slope {}", self.reading(clock, "smoothness.ball_slope", form=".1f"), color=theme.GRADIENT, size=theme.TITLE, anchor=LEFT)
        slope.next_to(hill.spot(VIEW[0], self.high), DOWN + RIGHT)
        clock.draw(VGroup(hill, neuron, dial), at)
        self.read()
        self.say("At $k$ = 1 it is our smooth neuron. Turn it up, and neuron and cost harden together.")
        self.play(FadeIn(slope))
        clock.run(self, 2 * self.octave, theme.PASSAGE)
        clock.run(self, 4 * self.octave, theme.PASSAGE)
        self.read()
        self.say("Let the neurons snap, and the cost turns into stairs: no slope left to follow.", holds=run.ball_slope[-1] == 0)
        clock.run(self, last, theme.PASSAGE)
        self.play(Through(hill, lambda _: hill.compare(0)))

    def terraces(self):
        run, n = self.run, len(self.run.gain)
        scale = Scale(0, 1.9, levels=10)
        scale.levels = np.arange(0.125, 2, 0.2)
        land = Terraces(run.map_alphas, run.map_betas, run.map_cost, scale, 10.2, (14, 8), 1.9, smooth=3, centre=run.way[0]).shift(0.3 * DOWN)
        land.look(*SIDE)
        points = run.corners[0] + np.outer(run.line_w, run.corners[1] - run.corners[0])
        land.stand(points, run.line_cost[0])
        self.say("Our line is a cut through a land: the plane through three networks, and three smooth valleys.")
        self.hand_over(comes=[land, self.tag("the plane through three trained networks · {} digits", self.seen)])
        self.play(Turn(land, *SEEN), run_time=theme.VERSE)
        names = [Words(name).next_to(land.at(*corner), UP) for name, corner in zip(("A", "B", "third"), run.corners)]
        self.play(Label(land, *names))
        self.read()
        land.stand(*land.cut[:2], opacity=0)
        self.say("With smooth neurons a ball rolls down.")
        clock = self.clock("smoothness", len(run.way))
        clock.follow(land, lambda row: land.show(Path(run.way).up_to(row)))
        clock.run(self, clock.last, theme.VERSE)
        self.say("Turn smooth neurons into switches, and the valleys break up into tiny flat steps.")
        clock = self.clock("smoothness", n + 1)
        neuron = self.neuron(0).move_to(self.room).align_to(self.room, UP + LEFT)
        clock.glide(land, land.harden)
        clock.drive(neuron, lambda row: neuron.show(min(row * self.octave, self.last) if row < n else self.last))
        land.show()
        self.play(FadeOut(land.erase()), FadeIn(neuron))
        clock.run(self, clock.last, 2 * theme.PASSAGE)
        near = Landscape(run.near_alphas, run.near_betas, run.near_cost[1], scale, 8, (14, 8), 3).look(*SEEN)
        self.say("Put the ball back: it does not roll. It stands on a tread, and the slope is exactly 0.")
        self.hand_over(comes=[near, self.tag("the same land, closer")], through=land.at(*run.way[0]))
        near.show(Path(run.way[:1]))

    def who_gets_down(self):
        run, n = self.run, len(self.run.gain)
        fall = Descents(run.race_cost, run.race_tried, 12.4, 3.6, 6.5)
        fall.move_to(self.room).align_to(self.room, DOWN).shift(0.7 * UP)
        glyphs = [self.neuron(min(i * self.octave, self.last) if i < n else self.last, 0.95, 0.7).next_to(fall.spot(i, 6.5), UP) for i in range(n + 1)]
        names = [Words("{}", self.of("gain", i)).next_to(fall.spot(i, 0), DOWN) for i in range(n)]
        names.append(Words("switch").next_to(fall.spot(n, 0), DOWN))
        self.say("Can one still train such a network? For each gain we try {} learning rates, and keep the best.", self.of("race_rates"))
        self.hand_over(comes=[fall, *glyphs, *names, self.tag("{} epochs · {} starts", self.of("race_epochs"), self.of("race_starts"))])
        self.play(Through(fall, fall.open, n + 1), run_time=theme.PHRASE)
        clock = self.clock("smoothness", len(run.race_epoch))
        clock.follow(fall, fall.fall)
        clock.run(self, clock.last, theme.PASSAGE)
        self.play(Through(fall, fall.try_out, n), run_time=theme.PHRASE)
        self.read()
        self.say("Up to $k$ = {} all get down. From $k$ = {} on, none of {} learning rates helps.", self.of("race_down"), self.of("race_stuck"),
                 self.of("race_rates"), holds=0 < run.race_down < run.race_stuck)
        self.read()
        self.say("The switch does not take a single step: its slope is 0.", holds=bool(np.ptp(run.race_cost[-1], axis=1).max() == 0))
        self.read()

    def the_answer(self):
        run, n = self.run, len(self.run.gain)
        panels = VGroup()
        for i in (0, 2, 4, n):
            row = min(i * self.octave, self.last) if i < n else self.last
            hill = HardHill(run.line_w, run.line_cost, 4.2, 2.1, VIEW, (0, self.high), row=row)
            hill.touch((float(run.ball_w), run.ball_cost[row], run.ball_slope[row]), half=0.5).stand([(float(run.ball_w), run.ball_cost[row])])
            neuron = self.neuron(row, 1.4, 1.2)
            slope = Words("slope {}", self.of("ball_slope", row, form=".1f"), color=theme.GRADIENT)
            panels.add(VGroup(VGroup(self.name(i), neuron).arrange(DOWN), VGroup(slope, hill).arrange(DOWN)).arrange(RIGHT))
        panels.arrange_in_grid(2, 2, buff=theme.GUTTER / 2).move_to(self.room)
        self.say("So why must a neuron not snap? A small change has to make a small difference.")
        self.hand_over(comes=[*panels, self.tag("the line through two trained networks · {} digits", self.seen)])
        self.read()
        self.say("That difference is the slope, and the slope is all that learning has.")
        self.wait(theme.STUDY)
