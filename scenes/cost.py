"""Film: how wrong a network is, in one number: an error is the side of a square, and the cost is area.

Shows "digits", what one digit costs while the network learns, and "cost", what all of them do, and what a turned dial does to that.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, Arrow, Circle, Create, DashedLine, FadeIn, FadeOut, Group, GrowArrow, LaggedStart, Line,
    Rectangle, Square, VGroup, there_and_back,
)
from manim.utils.rate_functions import ease_in_cubic, ease_out_cubic

from scenes.stage import theme
from scenes.stage.answers import Answers
from scenes.stage.blocks import Blocks
from scenes.stage.clock import Reading
from scenes.stage.crowd import Crowd
from scenes.stage.decimals import decimals
from scenes.stage.digit import DigitImage
from scenes.stage.film import Film
from scenes.stage.gestures import Through
from scenes.stage.machine import Knobs, Machine
from scenes.stage.network import Forward
from scenes.stage.reader import Reader
from scenes.stage.stairs import Stairs
from scenes.stage.text import Words, as_symbol
from scenes.stage.tracks import Tracks
from scenes.stage.wall import DigitWall

C, BIG = as_symbol("C"), {"size": theme.TITLE, "color": theme.COST}
THICK, FLOOR = 0.5, -2.5                    # of bars that are stacked, and where they stand
ROW, BASES = 1.6, (1.1, -0.65, -2.3)        # of the three rows of squares: an error of 1 at most, and where they stand
APART, SMALLER = 1.9, 0.75                  # what two squares side by side take of their distance; our digit beside the tracks
BOX, FEW, NEAR = (6.0, 2.75), 5, 20         # of a machine; so many mistakes are pictures; so many places to each side are near
SIDE = 0.36                                 # of a small picture of our digit, to the first one


class Cost(Film):
    """The cost of a network that was really trained, from one error to all digits, and as a function of its dials."""

    recordings = ("digits", "cost")
    question = "How wrong is a network,\nin one number?"
    constants = {"0": "the least answer, a wish, and a digit", "1": "the largest answer, a wish, and a digit"}

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
        self.names, self.outputs = range(len(self.one.example_y)), f"example_a{self.one.network.depth}"
        self.answers = getattr(self.one, self.outputs)
        self.reader = Reader(self.runs, "digits", 0, self.run.pile_x).move_to(self.room)
        self.digit, run = self.reader.digit, self.run
        square = [((run.flat_down, run.flat_down), run.flat_large)] if run.flat_downs == 1 else []
        self.form = f".{decimals(square, [((run.flat_up, run.flat_down), run.flat_left)], ((2, 2), (3, 3), (4, 4)))[0]}f"

    def blocks(self, unit, row):
        """The errors of our digit in the state of a row, all over the room."""
        return Blocks(self.errors[row], self.mine, unit, self.room.width, self.room.height).move_to(self.room)

    def through(self, blocks, first, last):
        """The animation that leads blocks through recorded states, slowly where the first steps change much."""
        rate = ease_in_cubic if first < last else ease_out_cubic
        return Through(blocks, lambda row: blocks.show(self.errors[round(row)]), last, start=first, rate_func=rate)

    def answers_and_wishes(self):
        one, reader, depth = self.one, self.reader, self.one.network.depth
        tracks = self.tracks = Tracks(self.answers[0], one.example_y, 0.93, 4.1).wish(0).part(0).climb(0)
        tracks.move_to(self.room).align_to(self.room, RIGHT)
        key, worked = tracks.key(), [self.worked(j) for j in sorted((self.mine, int(self.mine == 0)))]
        VGroup(key, *worked).arrange(DOWN, aligned_edge=LEFT).move_to(self.room).align_to(self.room, DOWN + LEFT)
        self.ask()
        self.say("This network has learned nothing yet. We show it a handwritten {}.", self.label)
        self.hand_over(comes=[reader.digit, reader.network, self.tag("untrained network · a digit that it will not be trained on")])
        self.play(Forward(reader.network, -1, depth), run_time=theme.PHRASE)
        self.play(FadeIn(reader.answers))
        self.read()
        self.say("It has ten outputs, one for each digit. Each answers with a number from 0 to 1.")
        self.play(LaggedStart(*map(FadeIn, reader.names), lag_ratio=0.3), run_time=theme.TURN)
        self.play(LaggedStart(*map(FadeIn, reader.numbers), lag_ratio=0.3), run_time=theme.PHRASE)
        self.read()
        self.say("Shown a {}, the untrained network says a bit of everything, and {} most of all.", self.label,
                 self.fact("digits.example_guess", 0), holds=one.example_guess[0] != one.example_label and self.answers[0].min() > 0.05,
                 otherwise="Its answers to this digit are a bit of everything.")
        tracks.out_of(reader.answers.spots_in_scene())
        self.remove(reader.answers)
        self.hand_over(tracks, self.digit, moves=[self.digit.animate.scale(SMALLER).next_to(key, UP).align_to(self.room, LEFT)])
        numbers = [tracks.number(j, self.fact(f"digits.{self.outputs}", 0, j, form=".2f")) for j in self.names]
        self.play(Through(tracks, tracks.climb), FadeIn(key[0]), run_time=theme.PHRASE)
        self.play(FadeIn(tracks.names()), LaggedStart(*map(FadeIn, numbers), lag_ratio=0.2), run_time=theme.TURN)
        self.read()
        self.say("We wish for a 1 at the {}, and for a 0 everywhere else.", self.label)
        self.play(Through(tracks, tracks.wish), FadeIn(key[1]), run_time=theme.TURN)
        self.read()
        self.say("The error is answer $a$ minus wish $y$. Ten errors: how wrong is that in all?")
        self.play(Through(tracks, tracks.part), FadeIn(key[2]), run_time=theme.PHRASE)
        self.play(FadeIn(*worked))

    def worked(self, j):
        """The first error of an output, worked out."""
        a, error = (self.fact(f"digits.{key}", 0, j, form=form) for key, form in ((self.outputs, ".2f"), ("example_error", "+.2f")))
        y, mine = self.fact("digits.example_y", j, form="g"), [self.label] if j == self.mine else []
        return Words(f"the {'{}' if mine else j}: {{}} \N{MINUS SIGN} {{}} = {{}}", *mine, a, y, error, color=theme.COST)

    def added_up_they_cancel(self):
        run, blocks = self.run, self.blocks(3.7, 0)
        spots = np.linspace(-4.2, 4.8, len(self.names))
        bars, stacks = blocks.bars(spots, 0.45, THICK), blocks.stacks(-0.8, 0.3, FLOOR, THICK)
        self.add(blocks.lay(blocks.on(self.tracks, 2 * theme.BOLD)))
        clock = self.clock("digits")
        clock.drive(blocks, lambda row: blocks.show(self.errors[row]))
        steps = self.fact("cost.flat_step")
        self.say("Training turns its weights, step by step. After {} steps it answers about {} to everything.", steps,
                 self.fact("cost.flat_answer", form=".1f"), holds=run.flat_like, otherwise=("Training turns its weights: {} steps.", steps))
        step = self.tag("after {} steps of training · the same digit", self.reading(clock, "digits.step"))
        self.hand_over(self.digit, blocks, comes=[step], run_time=theme.TURN, moves=[
            Through(blocks, blocks.flow(blocks.layout, bars)), self.digit.animate.scale(SIDE).align_to(self.room, UP + LEFT)])
        self.play(FadeIn(names := blocks.names(np.column_stack([spots, 0.45 - 0.35 * np.sign(self.errors[self.flat])]))))
        clock.run(self, self.flat, theme.PHRASE, rate_func=ease_in_cubic)
        self.read()
        self.square_them(blocks, *self.add_them(blocks, bars, stacks, names))

    def add_them(self, blocks, bars, stacks, names):
        run, form = self.run, self.form
        up, down, left = (self.fact(f"cost.flat_{key}", form=f"+{form}") for key in ("up", "down", "left"))
        self.say("Let us simply add the ten errors: nine point up, one points down.", holds=(run.flat_ups, run.flat_downs) == (9, 1),
                 otherwise="Let us simply add the ten errors: some point up, some point down.")
        self.play(FadeOut(names), run_time=theme.NOTE)
        self.play(Through(blocks, blocks.flow(bars, stacks)), run_time=theme.PHRASE)
        ups = Words("{}", up, color=theme.COST).next_to(blocks.place(-0.8 - THICK / 2, -0.7), LEFT)
        downs = Words("{}", down, color=theme.COST).next_to(blocks.place(0.3 + THICK / 2, -0.7), RIGHT)
        self.play(FadeIn(ups, downs))
        self.read()
        self.say("Up and down nearly cancel. What is left is {}, as if all were well.", left,
                 holds=abs(run.flat_left) < 0.1 and run.flat_cost > 0.5, otherwise=("Added up, they are {}.", left))
        stump = Rectangle(width=THICK, height=abs(run.flat_left) * blocks.unit, color=theme.COST, fill_opacity=1, stroke_width=0)
        stump.move_to(blocks.place(*((0.3, FLOOR) if left.value > 0 else (-0.8, FLOOR + run.flat_up * blocks.unit))), aligned_edge=DOWN)
        rest = Words("left: {}", left).next_to(blocks.place(0.3 + THICK / 2, FLOOR), RIGHT).align_to(stump, DOWN)
        head = Words("errors, added").next_to(blocks.place(-0.2, FLOOR + 3.7), UP)
        self.play(FadeIn(stump, head, rest), run_time=theme.TURN)
        self.read()
        self.say("Without their signs, nine small errors would count as much as the one big one.",
                 holds=(run.flat_ups, run.flat_downs) == (9, 1) and 0.8 < -run.flat_up / run.flat_down < 1.25,
                 otherwise="Without their signs, many small errors can count as much as a big one.")
        self.play(*(word.animate(rate_func=there_and_back).scale(1.4) for word in (ups, downs)), run_time=theme.PHRASE)
        self.read()
        self.play(FadeOut(downs, rest), run_time=theme.NOTE)
        return [blocks, ups, stump, head], [downs, rest]

    def square_them(self, blocks, added, beside):
        run, form, squares = self.run, self.form, self.blocks(blocks.unit, self.flat)
        stacks, there, swung = blocks.layout, *(layout(1.2, 2.7, FLOOR, THICK) for layout in (squares.stacks, squares.swung))
        self.say("So we draw a square on each error, and add their areas.")
        self.add(squares.lay(stacks))
        VGroup(*beside).shift(3.6 * LEFT)
        self.play(Through(squares, squares.flow(stacks, there)), *(part.animate.shift(3.6 * LEFT) for part in added), run_time=theme.TURN)
        head = Words("squares, added").next_to(squares.place(3.4, FLOOR + 3.7), UP)
        self.play(Through(squares, squares.flow(there, swung)), FadeIn(head, *beside), run_time=theme.PHRASE)
        self.read()
        small, large = (self.fact(f"cost.flat_{key}", form=form) for key in ("small", "large"))
        self.say("No area is below 0: they cannot cancel. And the big error weighs more: {}, the nine small ones {}.", large, small,
                 holds=run.flat_ups == 9 and run.flat_large > 3 * run.flat_small,
                 otherwise=("No area is below 0: they cannot cancel. Together: {} and {}.", large, small))
        self.play(FadeIn(Words("{}", large, size=theme.TITLE, color=theme.BACKGROUND).move_to(squares.middle(self.mine))))
        self.wait(theme.TURN)
        self.play(Through(squares, squares.flow(swung, squares.heaped(1.2, 2.7, FLOOR, THICK))), run_time=theme.PHRASE)
        self.play(FadeIn(Words("{}", small).move_to(squares.place(0.3, FLOOR), aligned_edge=DOWN)))
        self.squares = squares

    def squares_add_up(self):
        blocks, old = self.blocks(2.3, self.flat), self.squares
        grid = blocks.grid(5, (1.75, 2.2), 2.2)
        blocks.lay(lambda _: old.places)
        self.remove(old)
        self.say("Back to the start. Each error is the side of a square.")
        self.hand_over(self.digit, blocks, comes=[self.tag("untrained network · the same digit")],
                       moves=[Through(blocks, blocks.flow(blocks.layout, grid))], run_time=theme.TURN)
        self.play(self.through(blocks, self.flat, 0), run_time=theme.PHRASE)
        self.play(Through(blocks, blocks.edge))
        form = f".{decimals((), [(self.one.example_squares[0], self.one.example_cost[0])], ((2, 2), (3, 3)))[1]}f"
        self.read()
        cost = self.fact("digits.example_cost", 0, form=form)
        self.say("All ten squares together are the cost of this {}: {}.", self.label, cost)
        whole = self.whole = self.blocks(blocks.unit, 0)
        self.add(whole.lay(grid))
        self.play(Through(whole, whole.flow(grid, whole.block(4.5, -0.7))), run_time=theme.PHRASE)
        areas = (blocks.area(j, self.fact("digits.example_squares", 0, j, form=form)) for j in self.names)
        self.play(LaggedStart(*map(FadeIn, areas), lag_ratio=0.2), FadeIn(blocks.names(blocks.below(0.3)), whole.written_in()),
                  run_time=theme.PHRASE)
        self.play(FadeIn(Words("cost of this {}: {}", self.label, cost, color=theme.COST).next_to(whole.place(4.5, 1.3), UP)))
        self.wait(theme.TURN)

    def before_and_after(self):
        one, whole, last, spots = self.one, self.whole, len(self.errors) - 1, np.linspace(-4.2, 4.4, len(self.names))
        sizes = np.abs(self.errors[[0, self.flat, last]])
        live = self.blocks(min(ROW, APART * (spots[1] - spots[0]) / (sizes[:, 1:] + sizes[:, :-1]).max()), 0)
        top, second, third = (live.row(spots, base) for base in BASES)
        live.lay(lambda _: whole.places)
        self.remove(whole)
        self.say("Now the network trains, and we watch the ten squares.")
        self.hand_over(self.digit, live, moves=[Through(live, live.flow(live.layout, top))], comes=[
            self.tag("the same digit · one scale for all squares")], run_time=theme.TURN)
        head = Words("cost of\nthis {}", self.label, size=theme.LABEL, color=theme.COST).move_to(live.place(6, 2.4))
        names = live.names(np.column_stack([spots, 0 * spots + BASES[2] - 0.35]))
        self.play(FadeIn(names, head, *self.noted(live, 0, 0)))
        self.add(live.copy())
        self.play(Through(live, live.flow(top, second)), run_time=theme.TURN)
        self.read()
        grew = one.example_squares[self.flat, self.mine] > one.example_squares[0, self.mine]
        self.say("The area shrinks, but not every square at once: the square of the {} grows first.", self.label, holds=grew,
                 otherwise="The area shrinks, some squares faster than others.")
        self.play(self.through(live, 0, self.flat), run_time=theme.PHRASE)
        self.play(FadeIn(*self.noted(live, 1, self.flat)))
        self.read()
        self.say("It first learns to say no to everything, and only then to say yes to the {}.", self.label,
                 holds=grew and one.example_cost[-1] < 0.1, otherwise="So it goes on learning.")
        self.add(live.copy())
        self.play(Through(live, live.flow(second, third)), run_time=theme.TURN)
        self.play(self.through(live, self.flat, last), run_time=theme.VERSE)
        self.play(FadeIn(*self.noted(live, 2, last)), run_time=theme.TURN)
        self.squares = live

    def noted(self, blocks, place, row):
        """What stands beside a row of squares, and the line that they stand on: the step, the answer that counts, the cost."""
        base = BASES[place]
        line = Line(blocks.place(-4.7, base), blocks.place(5.2, base), color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
        step = Words("step {}", self.fact("digits.step", row, form=",")).move_to(blocks.place(-6.6, base + 0.5), aligned_edge=LEFT)
        answer = Words("for the {}: {}", self.label, self.fact(f"digits.{self.outputs}", row, self.mine, form=".2f"), size=theme.LABEL,
                       color=theme.WANTED).move_to(blocks.place(-6.6, base + 0.05), aligned_edge=LEFT)
        cost = Words("{}", self.fact("digits.example_cost", row, form=".4f" if place == 2 else ".2f"), color=theme.COST)
        return line, step, answer, cost.move_to(blocks.place(6, base + 0.3))

    def all_the_digits(self):
        run, live, middle, piled = self.run, self.squares, self.middle, self.fact("cost.piled")
        crowd = self.crowd = self.pile()
        cost, axis = self.fact("cost.pile_cost", middle, 0, form=".2f"), crowd.along(0) - live.get_center()
        strip = live.strip(axis[0], axis[1], crowd.extent[0] / crowd.x_span.high)
        self.say("Stop in the middle of training. Poured into a strip of even height, the cost of the {} becomes a length.", self.label)
        end = crowd.along(cost.value)
        self.hand_over(self.digit, live, run_time=theme.TURN, moves=[self.through(live, len(self.errors) - 1, middle)], comes=[
            crowd, self.tag("step {} · digits that it is not trained on", self.fact("cost.middle_step"))])
        self.play_and_read(Through(live, live.flow(live.layout, strip)), at_least=theme.VERSE)
        self.play(FadeIn(crowd.ticks()))
        self.say("It ends at {}: that is where the picture of this {} belongs.", cost, self.label)
        self.play(self.digit.animate.scale(2).move_to(end + 2.5 * UP), run_time=theme.TURN)
        self.play(FadeIn(guide := DashedLine(self.digit.get_bottom(), end, color=theme.FAINT)))
        self.read()
        self.say("So every digit gets a place: here are {} that it is not trained on.", piled)
        self.play(FadeOut(self.digit, target_position=crowd.spot(0), scale=0.1), FadeOut(guide, live))
        self.play(Through(crowd, crowd.fall, len(run.pile_x)), run_time=2 * theme.PHRASE)
        crowd.show(middle)
        key = VGroup(Square(0.26, color=theme.COST, stroke_width=4), Words("read wrong: {} of {}", self.fact("cost.middle_missed"), piled))
        self.say("Most are read well and stand on the left; those on the right are read badly.",
                 holds=run.middle_missed < 0.3 * run.piled, otherwise="Those on the left are read well, those on the right badly.")
        self.play(FadeIn(key.arrange(RIGHT).move_to(self.room).align_to(self.room, UP + crowd.lower_side()).shift(0.4 * DOWN)))
        i = int(run.pile_cost[middle].argmax())
        (costliest,) = crowd.pictures([i], 1.2)
        facts = self.fact("cost.pile_label", i), self.fact("cost.pile_guess", middle, i), self.fact("cost.pile_cost", middle, i, form=".2f")
        words = Words("a {}, read as {}: cost {}", *facts).next_to(costliest[0], -crowd.lower_side())
        self.play(FadeIn(costliest), run_time=theme.TURN)
        self.play(FadeIn(words))
        self.read()
        self.say("The pile balances at one point: the mean. That is the network's cost $C$ on these digits.")
        self.play(Through(crowd, crowd.hold))
        self.play(Through(crowd, crowd.lean, rate_func=there_and_back), run_time=theme.VERSE)
        self.play(FadeIn(crowd.beside(Words(f"{C} = {{}}", self.fact("cost.pile_mean", middle, form=".2f"), **BIG))))

    def pile(self):
        """All digits in the middle of training, before they have fallen."""
        return Crowd.of(self, "cost", self.room.width - 1, 4.5).move_to(self.room).align_to(self.room, UP)

    def later(self, clock, key, first, form=""):
        """The number at the clock's row of an array, if the clock begins at a later row of it."""
        return Reading(clock, lambda row: self.fact(f"cost.{key}", first + row, form=form))

    def the_pile_moves(self):
        run, crowd, middle, clock = self.run, self.crowd, self.middle, self.clock("cost", len(self.run.pile_mean) - self.middle)
        first, last = (self.fact("cost.pile_mean", row, form=".2f") for row in (middle, -1))
        mean = crowd.beside(self.live(f"{C} = {{}}", self.later(clock, "pile_mean", middle, ".2f"), **BIG))
        counts = self.live("step {}: {} read wrong", self.later(clock, "step", middle, ","), self.later(clock, "pile_missed", middle))
        counts.move_to(self.room).align_to(self.room, UP + crowd.lower_side()).shift(0.4 * DOWN - theme.GUTTER * crowd.lower_side())
        clock.follow(crowd, lambda hand: crowd.show(middle + hand))
        clock.glide(mean, lambda _: crowd.beside(mean))
        self.say("Training on {} other digits drives this pile to the left: $C$ falls from {} to {}.", self.fact("cost.learned", form=","),
                 first, last, holds=run.pile_mean[-1] < run.pile_mean[middle], otherwise=("The mean $C$ goes from {} to {}.", first, last))
        self.hand_over(crowd, comes=[counts, crowd.ticks(), mean, self.tag("digits that it is not trained on")])
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("Most digits now cost next to nothing: {} mistakes make up {} of $C$. A small mean can hide bad mistakes.",
                 self.fact("cost.left_count"), self.fact("cost.left_share", form=".0%"),
                 holds=run.left_share > 0.5 and 2 * run.cheap_count > run.piled, otherwise="A small mean can hide bad mistakes.")
        if len(run.left):
            self.show_the_left(crowd, crowd.pictures([int(i) for i in run.left[FEW - 1::-1]], 1.0))

    def show_the_left(self, crowd, pictures):
        costs, label = [self.fact(f"cost.left_{when}", form=".2f") for when in ("before", "cost")], self.fact("cost.left_label")
        text = Words("the costliest, a {}: from {} to {}", label, *costs, color=theme.COST).next_to(pictures[-1][0], UP, aligned_edge=RIGHT)
        way = Arrow(*(crowd.along(cost.value) + 0.4 * UP for cost in costs), buff=0, color=theme.COST)
        held = crowd.at_the_start(*(self.fact(f"cost.cheap{of}", form=form) for of, form in (("_count", ""), ("", "g"), ("_mean", ".2f"))))
        self.play(LaggedStart(*map(FadeIn, [*held, *pictures, text]), lag_ratio=0.4), run_time=theme.PHRASE)
        self.play(GrowArrow(way), run_time=theme.PHRASE)

    def a_function_of_the_dials(self):
        run, wall, clock = self.run, DigitWall(self.run.boxed_x, 5.6, 1.7), self.clock("cost", len(self.run.dial_turn))
        boxed, size = self.fact("cost.boxed", form=","), self.fact("digits.network.n_parameters", form=",")
        built = Words("built in: {} digits and wishes", boxed, size=theme.LABEL)
        box = Machine(Words("the cost", color=theme.COST), built, *BOX, inside=wall, color=theme.COST).move_to(self.room)
        out = self.live(f"{C} = {{}}", self.reading(clock, "cost.dial_cost", form=".2f"), **BIG)
        box.gives(out, color=theme.COST)
        self.say("Now {} digits that it does learn from, and our wishes, built into one box. Out comes one number: $C$.", boxed)
        self.hand_over(comes=[box.box, box.title, box.dials, wall.light(0)], run_time=theme.TURN)
        self.play(Through(wall, wall.light, boxed.value), run_time=theme.VERSE)
        self.play(FadeIn(box.outs), Through(wall, lambda _: wall.light_all()))
        self.add(box)
        self.read()
        network, knobs = self.the_network(size)
        self.say("The network has {} dials, its weights and biases. They decide all its answers.", size)
        self.play(FadeIn(network), box.animate.align_to(self.room, DOWN).shift(theme.GAP * UP), run_time=theme.TURN)
        self.play(Forward(network.inside, -1, self.one.network.depth), run_time=theme.PHRASE)
        self.read()
        self.say("So into the cost go the dials, and one number comes out: how wrong they make the network.")
        goal = Group(*(knob.copy() for knob in knobs)).arrange_in_grid(None, 5, buff=0.06)
        shown = Words("{} of {}", self.fact("cost.shown"), size, size=theme.LABEL, color=theme.WEIGHT)
        into, moving = box.takes(goal, shown, color=theme.WEIGHT), [knob.copy() for knob in knobs]
        self.play(LaggedStart(*(knob.animate.move_to(there) for knob, there in zip(moving, goal)), lag_ratio=0.05), run_time=theme.VERSE)
        self.play(FadeIn(into[0], into[1][1]))
        self.read()
        self.say("Turn one dial too far, and $C$ climbs. Turn it back, and $C$ falls.", holds=run.dial_cost.max() > 2 * run.dial_cost[-1],
                 otherwise="Turn one dial, and $C$ moves.")
        knob = self.knob = moving[-1]
        self.play(Create(Circle(0.62 * knob.width, color=theme.INK).move_to(knob)))
        clock.glide(knob, lambda hand: knob.show(run.dial_values[int(hand), -1:]))
        clock.run(self, clock.last // 2, theme.PHRASE)
        self.wait(theme.BEAT)
        clock.run(self, clock.last, theme.PHRASE)
        self.say("To learn is to turn them all until $C$ is low.")

    def the_network(self, size):
        """The trained network as a box with dials, what goes in and what comes out; and its dials."""
        run, one, depth = self.run, self.one, self.one.network.depth
        network = self.reader.empty(one.theta[-1], 5.0, 1.15, thin=5).show(
            one.network.layers(one.theta[-1]), [one.example_x, *(getattr(one, f"example_a{l}")[-1] for l in range(1, depth + 1))])
        knobs = Group(*(Knobs(run.dial_values[0, i:i + 1], np.abs(run.dial_values).max(), 1, 0.36) for i in range(run.shown)))
        knobs.arrange_in_grid(2, buff=0.04)
        box = Machine(Words("the network"), Words("{} dials: weights and biases", size, size=theme.LABEL, color=theme.WEIGHT), *BOX,
                      inside=network, knobs=knobs)
        box.move_to(self.room).align_to(self.room, UP)
        sizes = [Words("{} numbers", self.fact("digits.network.sizes", l), size=theme.LABEL) for l in (0, depth)]
        box.takes(DigitImage(one.example_x, 1.5), sizes[0])
        box.gives(Answers(self.answers[-1], self.mine, 0.23, 0.09).ring(0), sizes[1])
        return box, knobs

    def why_not_count_mistakes(self):
        run, clock, few, at = self.run, self.clock("cost", len(self.run.few_turn)), self.fact("cost.counted"), int(self.run.few_row)
        stairs = Stairs(run.few_turn, run.few_missed, run.few_cost, "how far the dial is turned", 10.8)
        numbers = (self.live("{} of {}", self.reading(clock, "cost.few_missed"), few),
                   self.live("{}", self.reading(clock, "cost.few_cost", form=".3f"), color=theme.COST))
        stairs.move_to(self.room).align_to(self.room, UP + LEFT).read(*numbers)
        clock.drive(stairs, stairs.show)
        clock.drive(self.knob, lambda row: self.knob.show(run.few_value[row:row + 1]))
        goal, tag = self.knob.copy().scale(1.8), self.tag("the trained network, one dial turned · {} digits that it learns from", few)
        goal.next_to(numbers[0], DOWN, buff=theme.GUTTER)
        self.say("Why not just count mistakes? Here are {} of these digits, and the dial turns again.", few)
        self.hand_over(self.knob, comes=[stairs, *numbers, tag], moves=[self.knob.animate.become(goal)], run_time=theme.TURN)
        clock.run(self, at - NEAR, 2 * theme.PHRASE, rate_func=ease_out_cubic)
        self.say("Around here, a little less or a little more: the count stays as it is, but the cost moves.", holds=run.few_alike,
                 otherwise="Around here, a little less or a little more.")
        clock.run(self, at + NEAR, theme.VERSE)
        self.read()
        self.say("Mistakes come in steps; the cost slides. Here only the cost says which way is down.", holds=run.few_alike,
                 otherwise="Mistakes come in steps; the cost slides.")
        clock.run(self, clock.last, theme.PHRASE)
        dots, flat, arrow, down = stairs.hints(at, run.few_slope)
        self.play(FadeOut(*numbers), FadeIn(*dots, flat))
        self.play(GrowArrow(arrow), FadeIn(down), run_time=theme.TURN)

    def the_answer(self):
        crowd, squares = self.pile().show(self.middle).hold(1), self.blocks(0.75 / np.abs(self.errors[self.middle]).max(), self.middle)
        ticks, x = crowd.ticks(), 2.6 * crowd.lower_side()[0]
        squares.lay(squares.row(np.linspace(x - 2.6, x + 3.3, len(self.names)), 2.1))
        digit = self.digit.scale(0.9 / self.digit.height).move_to(squares.place(x - 3.5, 2.4))
        words = Words("one digit: its ten squares, added").move_to(squares.place(x, 1.6))
        mean = Words(f"{C} = {{}}", self.fact("cost.pile_mean", self.middle, form=".2f"), **BIG)
        crowd.beside(mean, named := Words("all digits: the mean"))
        self.say("How wrong is a network? Square all errors, add them up, and take the mean over all digits: $C$.")
        self.hand_over(run_time=theme.TURN, comes=[
            mean, crowd, ticks.remove(ticks[-1]), digit, squares, words, self.tag("step {} of training", self.fact("cost.middle_step"))])
        self.play(FadeIn(named))
        self.wait(theme.STUDY)
