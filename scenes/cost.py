"""Film: how wrong a network is, in one number: an error is the side of a square, and the cost is area.

Shows "digits", what one digit costs while the network learns, and "cost", what all of them do, and what a turned dial does to that.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, DashedLine, DashedVMobject, FadeIn, FadeOut, Group, LaggedStart, Line, Rectangle, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.blocks import Blocks
from scenes.stage.chart import Chart, Series
from scenes.stage.clock import Reading
from scenes.stage.crowd import Crowd, View
from scenes.stage.decimals import decimals
from scenes.stage.digit import DigitImage
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.gestures import Through
from scenes.stage.machine import Knobs, Machine
from scenes.stage.network import Forward
from scenes.stage.reader import Reader
from scenes.stage.text import Formula, Words, as_symbol
from scenes.stage.tracks import Tracks

C = as_symbol("C")
ROW, BASES = 1.6, (1.55, -0.35, -2.25)      # of the three rows of squares: an error of 1, and where they stand


class Cost(Film):
    """The cost of a network that was really trained, from one error to all digits, and as a function of its dials."""

    recordings = ("digits", "cost")
    question = "How wrong is a network,\nin one number?"
    constants = {"0": "the least answer, and a wish", "1": "the largest answer, and a wish"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.answers_and_wishes)
        self.play_section(self.added_up_they_cancel)
        self.play_section(self.squares_add_up)
        self.play_section(self.before_and_after)
        self.play_section(self.all_the_digits)
        self.play_section(self.the_pile_moves)
        self.play_section(self.a_function_of_the_dials)
        self.play_section(self.why_not_count_mistakes)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.one, self.run = (self.runs[name] for name in self.recordings)
        self.label, self.errors = self.fact("digits.example_label"), self.one.example_error
        self.mine, self.flat, self.middle = int(self.one.example_label), int(self.run.flat_row), int(self.run.middle_row)
        self.digit = DigitImage(self.one.example_x, 2.4)
        self.names = range(len(self.one.example_y))

    def blocks(self, unit, row):
        """The errors of our digit in the state of a row, all over the room."""
        return Blocks(self.errors[row], self.mine, unit, self.room.width, self.room.height).move_to(self.room)

    def through(self, blocks, first, last):
        """The animation that leads blocks through recorded states."""
        return Through(blocks, lambda row: blocks.show(self.errors[round(row)]), last, start=first)

    def answers_and_wishes(self):
        one, depth = self.one, self.one.network.depth
        reader = Reader(self.runs, "digits", 0, self.run.pile_x).move_to(self.room)
        tracks = self.tracks = Tracks(one.example_a3[0], one.example_y, 0.93, 4.1).wish(0).part(0).climb(0)
        tracks.move_to(self.room).align_to(self.room, RIGHT)
        key = self.key()
        self.ask()
        self.say("This network has learned nothing yet. We show it a handwritten {}.", self.label)
        self.hand_over(comes=[reader.digit, reader.network, self.tag("untrained network · an unseen digit")])
        self.play(Forward(reader.network, -1, depth), run_time=theme.PHRASE)
        self.play(FadeIn(reader.answers))
        self.say("It has ten outputs, one for each digit. Each answers with a number from 0 to 1.")
        self.read()
        self.say("Shown a {}, the untrained network says a bit of everything, and {} most of all.", self.label,
                 self.fact("digits.example_guess", 0), holds=one.example_guess[0] != one.example_label and one.example_a3[0].min() > 0.05,
                 otherwise="Its answers to this digit are a bit of everything.")
        digit = self.digit.next_to(key, UP, buff=theme.GUTTER)
        tracks.out_of(reader.answers.spots_in_scene())
        self.remove(reader.answers)
        self.add(tracks)
        self.hand_over(tracks, reader.digit, comes=[tracks.names()], moves=[reader.digit.animate.become(digit)])
        self.remove(reader.digit)
        self.add(digit)
        numbers = [tracks.number(j, self.fact("digits.example_a3", 0, j, form=".2f")) for j in self.names]
        self.play(Through(tracks, tracks.climb), FadeIn(key[0]), run_time=theme.PHRASE)
        self.play(LaggedStart(*map(FadeIn, numbers), lag_ratio=0.2), run_time=theme.TURN)
        self.read()
        self.say("We wish for a 1 at the {}, and for a 0 everywhere else.", self.label)
        self.play(Through(tracks, tracks.wish), FadeIn(key[1]), run_time=theme.TURN)
        self.read()
        self.say("The error is the answer $a$ minus the wish $y$. Ten errors: how wrong is that in all?")
        self.play(Through(tracks, tracks.part), FadeIn(key[2]), run_time=theme.PHRASE)

    def key(self):
        """What the signs on the tracks are."""
        signs = (Circle(0.2, color=theme.FAINT, fill_color=theme.FAINT, fill_opacity=1),
                 DashedVMobject(Circle(0.2, color=theme.WANTED), 12), Line(0.2 * DOWN, 0.2 * UP, color=theme.COST, stroke_width=12))
        texts = Words("its answer"), Words("our wish", color=theme.WANTED), Formula(f'"error" {sym.a()} - {sym.y()}')
        key = VGroup(*(VGroup(sign, text.next_to(sign, RIGHT)) for sign, text in zip(signs, texts)))
        key.arrange(DOWN, aligned_edge=LEFT, buff=theme.GUTTER / 2)
        return key.move_to(self.room).align_to(self.room, LEFT).shift(1.3 * DOWN)

    def added_up_they_cancel(self):
        run, blocks = self.run, self.blocks(3.3, 0)
        spots = np.linspace(-4.2, 4.8, len(self.names))
        bars, stacks = blocks.bars(spots, 0.25, 0.45), blocks.stacks(-4.6, -3.6, -2.2, 0.45)
        self.add(blocks.lay(blocks.on(self.tracks, 2 * theme.BOLD)))
        clock = self.clock("digits")
        step = self.tag("after {} steps of training · the same unseen digit", self.reading(clock, "digits.step"))
        self.say("After {} training steps it answers about {} to everything.", self.fact("cost.flat_step"),
                 self.fact("cost.flat_answer", form=".1f"), holds=run.flat_like,
                 otherwise=("Here it is after {} steps.", self.fact("cost.flat_step")))
        self.hand_over(self.digit, blocks, comes=[step], run_time=theme.TURN, moves=[
            Through(blocks, blocks.flow(blocks.layout, bars)), self.digit.animate.scale(0.5).align_to(self.room, UP + LEFT)])
        names = self.under(blocks, spots, 0.25)
        self.play(FadeIn(names))
        clock.drive(blocks, lambda row: blocks.show(self.errors[row]))
        clock.run(self, self.flat, theme.PHRASE)
        self.read()
        self.add_them(blocks, bars, stacks, names)
        self.square_them(blocks)

    def under(self, blocks, spots, base):
        """The names of the outputs, on the empty side of each bar."""
        return VGroup(*(_Name(j, self.mine).move_to(blocks.place(x, base + (0.3 if self.errors[self.flat, j] < 0 else -0.3)))
                        for j, x in zip(self.names, spots)))

    def form(self):
        """The decimals with which the sums and the square of the flat state come out as they are shown."""
        run = self.run
        sums = ((run.flat_up, run.flat_down), run.flat_left), ((run.flat_small, run.flat_large), run.flat_cost)
        square = [((run.flat_down, run.flat_down), run.flat_large)] if run.flat_downs == 1 else []
        return f".{decimals(square, sums, ((2, 2), (3, 3), (4, 4)))[0]}f"

    def add_them(self, blocks, bars, stacks, names):
        run, form = self.run, self.form()
        up, down, left = (self.fact(f"cost.flat_{key}", form=f"+{form}") for key in ("up", "down", "left"))
        usual = (run.flat_ups, run.flat_downs) == (9, 1)
        self.say("Let us simply add the ten errors: nine point up, one points down.", holds=usual,
                 otherwise="Let us simply add the ten errors: some point up, some point down.")
        self.play(FadeOut(names), Through(blocks, blocks.flow(bars, stacks)), run_time=theme.PHRASE)
        self.read()
        self.say("Up {}, down {}. What is left is {}, as if all were well.", *(self.fact(f"cost.flat_{key}", form=form) for key in ("up",)),
                 self.fact("cost.flat_down", form=form), self.fact("cost.flat_left", form=form),
                 holds=abs(run.flat_left) < 0.1 and run.flat_cost > 0.5, otherwise=("Added up, they are {}.", left))
        ups = Words("{}", up, color=theme.COST).next_to(blocks.place(-4.9, -0.6), LEFT)
        downs = Words("{}", down, color=theme.COST).next_to(blocks.place(-3.3, -0.6), RIGHT)
        self.play(FadeIn(ups, downs))
        stump = Rectangle(width=0.9, height=max(abs(run.flat_left) * blocks.unit, 0.03), color=theme.COST, fill_opacity=1, stroke_width=0)
        stump.move_to(blocks.place(-2.2, -2.2), aligned_edge=DOWN)
        rest = VGroup(Words("left: {}", left)).next_to(stump, UP)
        self.play(FadeIn(stump, rest))

    def square_them(self, blocks):
        run, form = self.run, self.form()
        squares = self.squares = self.blocks(blocks.unit, self.flat)
        stacks, there = blocks.layout, squares.stacks(1.2, 2.3, -2.2, 0.45)
        swung = squares.swung(1.2, 2.3, -2.2, 0.45)
        self.say("So we draw a square on each error, and add the areas instead.")
        self.add(squares.lay(stacks))
        self.play(Through(squares, squares.flow(stacks, there)), run_time=theme.TURN)
        self.play(Through(squares, squares.flow(there, swung)), run_time=theme.PHRASE)
        self.read()
        small, large, cost = (self.fact(f"cost.flat_{key}", form=form) for key in ("small", "large", "cost"))
        self.say("One big error now counts for {}; nine small ones together for {}.", large, small,
                 holds=run.flat_ups == 9 and run.flat_large > 3 * run.flat_small, otherwise=("Together: {} and {}.", small, large))
        numbers = [Words("{}", small).next_to(squares.side(self.mine, UP), UP).set_x(squares.place(1.2, 0)[0]),
                   Words("{}", large, size=theme.TITLE).move_to(squares.middle(self.mine))]
        self.play(FadeIn(numbers[1]))
        self.play(FadeIn(numbers[0]))
        self.read()
        self.say("The errors cancel: a useless answer looks perfect. Squares never cancel.",
                 holds=abs(run.flat_left) < 0.1 and run.flat_cost > 0.5, otherwise="Errors can cancel. Squares never do.")

    def squares_add_up(self):
        blocks, old = self.blocks(2.3, self.flat), self.squares
        grid = blocks.grid(5, (1.75, 2.2), 2.4)
        blocks.lay(lambda _: old.places)
        self.remove(old)
        self.add(blocks)
        self.say("Back to the start. Each error is the side of a square.")
        self.hand_over(self.digit, blocks, comes=[self.tag("untrained network · the same unseen digit")],
                       moves=[Through(blocks, blocks.flow(blocks.layout, grid))], run_time=theme.TURN)
        self.play(self.through(blocks, self.flat, 0), run_time=theme.PHRASE)
        form = f".{decimals((), [(self.one.example_squares[0], self.one.example_cost[0])], ((2, 2), (3, 3)))[1]}f"
        texts = []
        for j in self.names:
            number = Words("{}", self.fact("digits.example_squares", 0, j, form=form), size=theme.LABEL).move_to(blocks.middle(j))
            if not blocks.holds(j, number):
                number.next_to(blocks.side(j, UP), UP, buff=theme.GAP / 2)
            texts.append(VGroup(number, _Name(j, self.mine).next_to(blocks.side(j, DOWN), DOWN, buff=theme.GAP)))
        self.play(LaggedStart(*map(FadeIn, texts), lag_ratio=0.1), run_time=theme.TURN)
        self.read()
        cost = self.fact("digits.example_cost", 0, form=form)
        self.say("All ten squares together are the cost of this {}: {}.", self.label, cost)
        whole = self.whole = self.blocks(blocks.unit, 0)
        block = whole.block(4.5, -0.4)
        self.add(whole.lay(grid))
        self.play(Through(whole, whole.flow(grid, block)), run_time=theme.PHRASE)
        total = Words("cost of this {}: {}", self.label, cost, color=theme.COST)
        self.play(FadeIn(total.next_to(whole.place(4.5, 1.6), UP)))

    def before_and_after(self):
        spots = np.linspace(-4.4, 4.4, len(self.names))
        live, whole = self.blocks(ROW, 0), self.whole
        top, second, third = (live.row(spots, base) for base in BASES)
        live.lay(lambda _: whole.places)
        self.remove(whole)
        self.add(live)
        self.say("Now the network trains, and we watch the ten squares.")
        self.hand_over(self.digit, live, moves=[Through(live, live.flow(live.layout, top))], comes=[
            self.tag("the same unseen digit · one scale for all squares")], run_time=theme.TURN)
        names = VGroup(*(_Name(j, self.mine).move_to(live.place(x, BASES[2] - 0.35)) for j, x in zip(self.names, spots)))
        self.play(FadeIn(names, *self.noted(live, 0, 0)))
        self.add(live.copy())
        self.play(Through(live, live.flow(top, second)), run_time=theme.TURN)
        self.play(self.through(live, 0, self.flat), run_time=theme.PHRASE)
        self.read()
        grew = self.one.example_squares[self.flat, self.mine] > self.one.example_squares[0, self.mine]
        self.say("The area shrinks, but not every square at once: the square of the {} grows first.", self.label, holds=grew,
                 otherwise="The area shrinks, some squares faster than others.")
        self.play(FadeIn(*self.noted(live, 1, self.flat)))
        self.read()
        self.say("It first learns to say no to everything, and only then to say yes to the {}.", self.label,
                 holds=grew and self.one.example_cost[-1] < 0.1, otherwise="So it goes on learning.")
        self.add(live.copy())
        self.play(Through(live, live.flow(second, third)), run_time=theme.TURN)
        last = len(self.errors) - 1
        self.play(self.through(live, self.flat, last), run_time=theme.VERSE)
        self.play(FadeIn(*self.noted(live, 2, last)))
        self.read()
        self.say("After {} steps the cost of this {} is {}.", self.fact("digits.step", last, form=","), self.label,
                 self.fact("digits.example_cost", last, form=".4f"))
        self.squares = live

    def noted(self, blocks, place, row):
        """What stands beside a row of squares: the step, and the cost; and the line that they stand on."""
        base = BASES[place]
        line = Line(blocks.place(-5, base), blocks.place(5, base), color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
        step = Words("step {}", self.fact("digits.step", row, form=",")).move_to(blocks.place(-5.9, base + 0.3))
        cost = Words("{}", self.fact("digits.example_cost", row, form=".4f" if place == 2 else ".2f"), color=theme.COST)
        return line, step, cost.move_to(blocks.place(6, base + 0.3))

    def all_the_digits(self):
        run, live, middle = self.run, self.squares, self.middle
        crowd = self.crowd = Crowd(run.pile_x, run.pile_cost, run.pile_wrong, run.pile_mean, run.middle_mean, middle,
                                   View(1.05 * run.pile_cost[middle].max(), 0.05, (middle,)), self.room.width - 1, 4.3)
        crowd.move_to(self.room).align_to(self.room, UP).shift(0.4 * DOWN)
        self.say("That was one digit. Stop in the middle of training, at step {}.", self.fact("cost.middle_step"))
        self.hand_over(self.digit, live, comes=[crowd, crowd.ticks(), self.tag("step {} · {} unseen digits", self.fact("cost.middle_step"),
                                                                              self.fact("cost.piled"))])
        self.play(self.through(live, len(self.errors) - 1, middle), run_time=theme.TURN)
        self.read()
        self.say("Pour its squares into a strip: it is as long as the digit's cost.")
        left = crowd.along(0) - live.get_center()
        strip = live.strip(left[0], left[1], crowd.extent[0] / crowd.x_span.high)
        self.play(Through(live, live.flow(live.layout, strip)), run_time=theme.PHRASE)
        self.play(Through(crowd, crowd.fall, 1.0), FadeOut(self.digit, target_position=crowd.spot(0), scale=0.1), run_time=theme.TURN)
        self.read()
        self.say("Here are more digits that it has never seen, each at its own cost: {} in all.", self.fact("cost.piled"))
        self.play(FadeOut(live))
        self.play(Through(crowd, crowd.fall, len(run.pile_x), start=1.0), run_time=7 * theme.BEAT)
        crowd.show(middle)
        frame = VGroup(Rectangle(width=0.3, height=0.3, color=theme.COST), Words("read wrong: {} of {}", self.fact("cost.middle_missed"),
                                                                              self.fact("cost.piled"))).arrange(RIGHT)
        self.say("Most are read well and stand on the left; those on the right are read badly.")
        self.play(FadeIn(frame.move_to(self.room).align_to(self.room, UP + RIGHT).shift(DOWN)))
        self.read()
        mean = self.fact("cost.pile_mean", middle, form=".2f")
        self.say("The pile balances at one point: the mean. That is the cost $C$ of the network.")
        self.play(FadeIn(Words(f"{C} = {{}}", mean, size=theme.TITLE, color=theme.COST).next_to(crowd.wedge(), RIGHT, buff=theme.GUTTER)))

    def the_pile_moves(self):
        run, crowd, middle = self.run, self.crowd, self.middle
        clock = self.clock("cost", len(run.pile_mean) - middle)
        turn = crowd.turn_to(View(1.05 * run.pile_cost[middle:].max(), 0.1, (middle, len(run.pile_mean) - 1)))
        reading = {key: Reading(clock, lambda row, key=key, form=form: self.fact(f"cost.pile_{key}", middle + row, form=form))
                   for key, form in (("mean", ".2f"), ("missed", ""))}
        step = Reading(clock, lambda row: self.fact("cost.step", middle + row, form=","))
        first, last = (self.fact("cost.pile_mean", row, form=".2f") for row in (middle, -1))
        ticks = crowd.ticks()
        cost = self.live(f"{C} = {{}}", reading["mean"], size=theme.TITLE, color=theme.COST)
        self.say("Training drives the pile to the left: the mean falls from {} to {}.", first, last, holds=run.pile_mean[-1] < run.pile_mean[middle],
                 otherwise=("The mean goes from {} to {}.", first, last))
        counts = self.live("read wrong: {}", reading["missed"], anchor=LEFT)
        counts.move_to(self.room).align_to(self.room, UP + RIGHT).shift(DOWN)
        cost.next_to(crowd.wedge(), RIGHT, buff=theme.GUTTER)
        clock.follow(crowd, lambda hand: crowd.show(middle + hand))
        clock.glide(cost, lambda _: cost.next_to(crowd.wedge(), RIGHT, buff=theme.GUTTER))
        self.hand_over(crowd, comes=[counts, ticks, cost, self.tag("step {} · {} unseen digits", step, self.fact("cost.piled"))],
                       moves=[Through(crowd, turn)], run_time=theme.TURN)
        clock.run(self, clock.last, theme.JOURNEY)
        self.say("A few digits stay behind, and most of them get even worse.", holds=run.left_worse > run.left_count / 2,
                 otherwise="A few digits stay behind.")
        worst = [int(i) for i in run.left[:5]]
        pictures = Group(*(DigitImage(run.pile_x[i] / 255, 0.9) for i in worst))
        for i, picture in zip(worst, pictures):
            picture.move_to(crowd.spot(i)).shift(1.6 * UP)
        self.play(LaggedStart(*map(FadeIn, pictures), lag_ratio=0.3), run_time=theme.TURN)
        self.read()
        self.say("A mean can be small and still hide a handful of bad mistakes.")

    def a_function_of_the_dials(self):
        self.say("The dials of the network are what goes into the cost. One number comes out.")
        self.read()

    def why_not_count_mistakes(self):
        run = self.run
        self.say("Mistakes come in steps; the cost slides. Only the cost says which way is down.")
        names = f"how far the dial is turned", "digits read wrong", "cost"
        upper = Chart(Series(run.few_turn, run.few_missed, theme.INK, bold=True, marker=None), names[0], names[1], 11, 1.9)
        lower = Chart(Series(run.few_turn, run.few_cost, theme.COST, bold=True, marker=None), names[0], names[2], 11, 1.9)
        VGroup(upper, lower).arrange(DOWN).move_to(self.room)
        self.hand_over(comes=[upper, lower])

    def the_answer(self):
        self.say("How wrong is a network, in one number? The mean of all squares: the cost $C$.")
        self.read()


class _Name(Words):
    """The digit that an output stands for."""

    def __init__(self, j, wanted):
        super().__init__("{}", Mark(j), color=theme.WANTED if j == wanted else theme.FAINT)
