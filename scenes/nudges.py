"""Film: what a single training digit asks of a network, layer by layer, and why a network follows the mean of all such wishes.

Shows "nudges": a half-trained network of digits, and one digit that it misreads.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Create, FadeIn, FadeOut, LaggedStart, SurroundingRectangle, VGroup

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.arithmetic import form_of_sums
from scenes.stage.asks import Asks
from scenes.stage.ballot import Ballot
from scenes.stage.digit import DigitImage
from scenes.stage.earlier import Earlier
from scenes.stage.film import Film
from scenes.stage.gestures import Joins, Nudge, Through
from scenes.stage.heap import Heap
from scenes.stage.levers import Lever, span_of
from scenes.stage.proportion import Proportion
from scenes.stage.text import Formula, Words, as_symbol
from scenes.stage.tracks import TrackKey, Tracks

TALL = 4.6                # of a heap with its hollow
C = as_symbol("C")
LEVERS = ("b", "its bias", theme.BIAS, "bias"), ("w", "one of its weights", theme.WEIGHT, "weight"), (
    "a", "a neuron before it", theme.ACTIVATION, "neuron")


class Nudges(Film):
    """One digit, its wishes for every output, weight and neuron, and what becomes of them among all the others."""

    recordings = ("nudges",)
    question = "What does a single\nexample ask for?"
    constants = {"0": "what outputs should be, and no change", "1": "what one output should be"}

    def construct(self):
        self.set_the_stage()
        self.play_section(self.ten_arrows)
        self.play_section(self.three_levers)
        self.play_section(self.bright_inputs_count)
        self.play_section(self.what_one_output_asks)
        self.play_section(self.all_of_them_ask)
        self.play_section(self.one_layer_earlier)
        self.play_section(self.back_to_the_picture)
        self.play_section(self.listen_to_one)
        self.play_section(self.everybody_asks)
        self.play_section(self.one_step_for_all)
        self.play_section(self.the_answer)

    def set_the_stage(self):
        """What several sections show, or know."""
        self.run = run = self.runs["nudges"]
        self.depth, sizes = run.network.depth, run.network.sizes
        self.label, self.guess, self.rival = (self.fact(f"nudges.{key}") for key in ("label", "guess", "rival"))
        self.everyone, self.nudge = self.fact("nudges.examples", form=","), self.fact("nudges.nudge")
        self.grey = float(run.output[run.label])
        self.digit = DigitImage(run.digit_x, 2.7)
        by_error = [int(run.label), *(j for j in np.argsort(-np.abs(run.error), kind="stable") if j != run.label)]
        self.tracks = Tracks(run.output, run.digit_y, run.label, by_error, 9.0, 5.2)
        span = span_of(*(getattr(run, f"lift_{name}") for name, *_ in LEVERS))
        self.levers = VGroup(*(Lever(head, color, kind, getattr(run, f"lever_{name}"), getattr(run, f"lift_{name}"), span, 4.3, 5.6,
                                     weight, run.lever_from)
                               for (name, head, color, kind), weight in zip(LEVERS, (0, run.lever_w[0], run.lever_by))))
        self.proportion = Proportion(run.before_a, run.before_change, self.grey, 6.9, 4.3)
        self.asks = Asks(run.asks, (run.label, run.rival), run.asks_all, run.before_a, 10.2, 5.9)
        layers = [[getattr(run, f"{what}{l}") for l in range(1, self.depth + 1)] for what in ("a", "wish", "flow", "W", "change")]
        self.earlier = Earlier(*layers, 10.6, 5.0, self.depth + 1)
        self.ballot = self.table(sizes)

    def table(self, sizes):
        run = self.run
        edges, between = run.table_edge, sizes[self.depth - 2:self.depth]
        return Ballot(run.table_wish, run.table_x, run.table_running, run.table_zoom, edges, run.table_weight, between, 12.8, 5.9)

    def number(self, key, *index, form=".3f"):
        """A number of the recording, as it is written here most often."""
        return self.fact(f"nudges.{key}", *index, form=form)

    def where(self):
        """The tag: which state, which digit."""
        return self.tag("handwritten digits · step {} · training digit number {}", self.fact("nudges.shown_step"),
                        self.fact("nudges.digit", form=","))

    def disc(self, a, radius, place, color=theme.FAINT):
        """A neuron on its way from one drawing to the next."""
        grey = theme.UNLIT.interpolate(theme.LIT, float(a))
        return Circle(radius, color=color, stroke_width=theme.stroke(theme.LINE), fill_color=grey, fill_opacity=1).move_to(place)

    def ten_arrows(self):
        run, tracks = self.run, self.tracks
        wrong = run.guess != run.label
        self.left(self.digit, Words("a {}, read as a {}", self.label, self.guess), share=0.27).align_to(self.room, UP)
        key = TrackKey(Words("its answer $a$".replace("$a$", as_symbol("a"))), Words(f"the wish {as_symbol('y')}"), Words("where it should go"))
        self.right(tracks, share=0.72).align_to(self.room, UP)
        key.next_to(self.digit, DOWN, buff=2.2 * theme.GUTTER)
        self.ask()
        self.say("This is a {}, but a half-trained network reads it as a {}.", self.label, self.guess, holds=wrong,
                 otherwise=("This is a {}. A network that is being trained is not sure of it yet.", self.label))
        names, numbers = tracks.names(), tracks.numbers([self.number("output", j, form=".2f") for j in range(int(run.outputs))])
        self.hand_over(comes=[self.digit, tracks, names, self.where()])
        self.play(Through(tracks, tracks.climb), FadeIn(key[0]), run_time=theme.PHRASE)
        self.play(FadeIn(numbers))
        self.read()
        self.say("The output for {} should be 1, the {} others 0: those are the wishes $y$ for the answers $a$.", self.label,
                 self.fact("nudges.others"))
        self.play(Through(tracks, tracks.wish), FadeIn(key[1]), run_time=theme.TURN)
        self.read()
        self.say("The {} should rise, the {} others should fall: each by its own error.", self.label, self.fact("nudges.others"))
        self.play(Through(tracks, tracks.aim), FadeIn(key[2]), run_time=theme.PHRASE)
        self.play(Through(tracks, tracks.aim, len(run.output), 1), run_time=theme.VERSE)
        self.read()
        self.say("The {} is far too bright and gets a long arrow; the {} is nearly right already.", self.rival, self.fact("nudges.quiet"),
                 holds=abs(run.error[run.rival]) > 4 * abs(run.error[run.quiet]), otherwise="An arrow is as long as the error.")

    def three_levers(self):
        run, levers = self.run, self.levers.arrange(RIGHT, buff=theme.GAP).move_to(self.room)
        before, afters = self.number("output", run.label), [self.number(f"lift_{name}", -1) for name, *_ in LEVERS]
        reads = [lever.reads(before, after) for lever, after in zip(levers, afters)]
        ways = "up", "up", "up" if run.lever_by > 0 else "down"
        feet = [lever.foot(Words(f"{as_symbol(name)} {way} by {{}}", self.nudge)) for lever, (name, *_), way in zip(levers, LEVERS, ways)]
        discs = [self.disc(self.grey, 0.3, self.tracks.disc(run.label), theme.WANTED) for _ in levers]
        self.add(*discs)
        self.say("We cannot grab an output. We can only pull levers, and there are three kinds.")
        self.hand_over(*discs, comes=[*levers, self.where()], run_time=theme.TURN,
                       moves=[disc.animate.move_to(lever.view.spot(self.grey)) for disc, lever in zip(discs, levers)])
        self.remove(*discs)
        self.read()
        darker = ("Or change a neuron before it. The edge is blue, its weight above 0: brighter helps, {}." if run.lever_by > 0 else
                  "Or change a neuron before it. The edge is orange, its weight below 0: darker helps, {}.")
        for lever, read, foot, sentence in zip(levers, reads, feet, (
                ("Raise its bias $b$ by {}, and the answer for {} climbs from {} to {}.", self.nudge, self.label, before, afters[0]),
                ("Raise one of its weights $w$ by {}, and it climbs to {}.", self.nudge, afters[1]), (darker, afters[2]))):
            self.say(*sentence)
            self.play(Through(lever, self.at_row(lever), len(run.lift_b) - 1), FadeIn(foot, read[0]), run_time=theme.PHRASE)
            self.play(FadeIn(read[1]))
            self.read()
        self.say("Three kinds of lever lift the {}: nudge each by {} and see what it does.", self.label, self.nudge)
        for lever in levers:
            self.play(Nudge(lever, range(len(run.lift_b))[::-1], lever.show), run_time=theme.TURN)

    @staticmethod
    def at_row(lever):
        return lambda row: lever.show(round(row))

    def bright_inputs_count(self):
        run, plot, old = self.run, self.proportion, self.levers[1].view
        plot.move_to(self.room).align_to(self.room, RIGHT).shift(theme.GAP * (LEFT + UP))
        size, brightest = self.fact("nudges.before_size"), int(np.argmax(run.before_a))
        disc = self.disc(run.lever_from, 0.28, old.place(-0.22 * old.extent[0] - 1.1, 0))
        self.add(disc)
        self.say("Which of its {} weights is worth raising?", size)
        name = plot.named(Words("{}", self.label, color=theme.WANTED))
        head = Words("the {} neurons before", size).next_to(plot.first(), UP, buff=theme.GUTTER / 1.5).align_to(self.room, LEFT)
        self.hand_over(disc, comes=[plot, name, head, self.where()], run_time=theme.TURN,
                       moves=[disc.animate.move_to(plot.place(*plot.column[brightest])).scale(0.6)])
        self.remove(disc)
        self.read()
        self.say("A weight multiplies the neuron that it comes from. If that one is dark, it changes little.")
        self.play(Through(plot, plot.edges), run_time=theme.PHRASE)
        axes = plot.axes(f"brightness {as_symbol('a')} of the neuron it comes from", "wished change of the weight")
        self.play(FadeIn(axes), FadeIn(self.slope_name(axes)))
        self.read()
        self.say("A weight from a bright neuron can do more, so it is asked to do more: {} times as much.", self.number("times", form=".0f"),
                 holds=run.line_slope > 0 and run.times > 1.5, otherwise="A weight from a brighter neuron is asked to do more.")
        order = plot.order[:2]
        for turn, (i, side) in enumerate(zip(order, ("bright", "dark"))):
            self.play(Through(plot, plot.come, turn + 1, turn), run_time=theme.PHRASE)
            mark = plot.mark(int(i), f"{side}, {{}}: {{}}", self.number("ends_a", turn, form=".2f"), self.number("ends_change", turn, form="+.3f"))
            self.play(FadeIn(mark))
        self.say("{} wishes against {} brightnesses: all on one straight line through 0.", *2 * [self.fact("nudges.before_drawn")])
        self.play(Through(plot, plot.come, len(run.before_a), 2), run_time=theme.PASSAGE)
        self.play(Through(plot, plot.line), run_time=theme.TURN)
        self.read()
        self.say("Bright neurons are tied closer to the {}. “Fire together, wire together”, some say: a likeness, no more.", self.label)

    @staticmethod
    def slope_name(axes):
        """What is wished, for those who know the sign: minus the slope of the cost."""
        heading = axes[-1]
        return Formula(f"- {sym.slope(sym.w())}", color=theme.GRADIENT).next_to(heading, RIGHT, buff=theme.GAP)

    def what_one_output_asks(self):
        run, asks, plot = self.run, self.asks, self.proportion
        asks.move_to(self.room).align_to(self.room, RIGHT).shift(theme.GAP * LEFT)
        discs = [self.disc(a, 0.17, plot.neuron(i)) for i, a in enumerate(run.before_a)]
        self.add(*discs)
        self.say("What does the {} ask of the {} neurons before it?", self.label, self.fact("nudges.before_size"))
        self.hand_over(*discs, comes=[asks, asks.side("feet", Words("the layer\nbefore")), self.where()], run_time=theme.TURN,
                       moves=[disc.animate.move_to(asks.place(x, asks.feet)).scale(0.2 / 0.17) for disc, x in zip(discs, asks.columns)])
        self.remove(*discs)
        self.play(FadeIn(asks.side(int(run.label), Words("the {} asks", self.label))))
        self.read()
        self.say("Through a blue edge: be brighter. Through an orange one: be darker.", holds=run.line_slope > 0,
                 otherwise="Its edges say which way each should go.")
        self.play(Through(asks, lambda share: asks.grow(int(run.label), share)), run_time=theme.VERSE)
        self.read()
        self.say("The heavier the edge, the longer the arrow.")

    def all_of_them_ask(self):
        run, asks, (label, rival) = self.run, self.asks, (int(self.run.label), int(self.run.rival))
        self.say("But the {} has wishes too, and so do the other {} outputs.", self.rival, self.fact("nudges.rest"))
        self.play(FadeIn(asks.side(rival, Words("the {} asks", self.rival))),
                  Through(asks, lambda share: asks.grow(rival, share)), run_time=theme.PHRASE)
        self.play(FadeIn(asks.side("rest", Words("the other\n{} ask", self.fact("nudges.rest")))), Through(asks, asks.grow_all), run_time=theme.PHRASE)
        self.play(Through(asks, asks.close), run_time=theme.TURN)
        self.say("Each output asks the layer before for something else. The wishes are added.")
        self.play(FadeIn(asks.side("total", Words("all\ntogether"))), Through(asks, asks.add_up), run_time=theme.PASSAGE)
        self.read()
        self.read_a_column()

    def read_a_column(self):
        """The numbers of the column in which the two loudest outputs contradict each other the most."""
        run, asks, column = self.run, self.asks, int(self.run.column)
        form = form_of_sums((*run.asks_three[:, column], run.asks_all[column]))
        terms = [self.number("asks_three", i, column, form=form) for i in range(3)]
        total = self.number("asks_all", column, form=form)
        self.say("For this neuron: {}, {} and {}. In all {}.", *terms, total)
        asks.lift(column)
        for fact, row in zip((*terms, total), (*asks.loud, "rest", "total")):
            self.play(FadeIn(asks.number(column, row, Words("{}", fact))))

    def one_layer_earlier(self):
        run, net, below = self.run, self.earlier, self.depth - 1
        net.move_to(self.room).align_to(self.room, UP).align_to(self.room, RIGHT).shift(0.5 * DOWN)
        net.counts[below] = len(run.before_a)
        discs = [self.disc(a, 0.2, self.asks.place(x, self.asks.feet)) for a, x in zip(run.before_a, self.asks.columns)]
        self.add(*discs)
        self.say("The sums are wishes themselves, so we do it again, one layer earlier.")
        sides = [net.side(self.depth, Words("outputs:\ntheir errors")), net.side(below, Words("layer before:\nthe sums"))]
        self.hand_over(*discs, comes=[net, *sides, self.where()], run_time=theme.TURN,
                       moves=[disc.animate.move_to(net.neuron(below, k)).scale(0.85) for k, disc in enumerate(discs)])
        self.remove(*discs)
        self.read()

    def back_to_the_picture(self):
        run, net = self.run, self.earlier
        picture = DigitImage(run.digit_x, 1.5).move_to(net.place(0, -net.extent[1] / 2)).align_to(self.room, DOWN)
        net.place_inputs([picture.pixel(int(i)) for i in run.pixels])
        self.say("Layer by layer, back to the picture: this is backpropagation.")
        self.play(FadeIn(picture), Through(net, net.reach_inputs), run_time=theme.TURN)
        self.read()
        self.say("The picture stays as it is. But on the way, every weight has learned what it is asked for.")
        self.play(Through(net, net.light), run_time=theme.PASSAGE)
        self.picture = picture

    def listen_to_one(self):
        run, heap = self.run, self.heap("one").align_to(self.room, RIGHT)
        self.digit = DigitImage(run.digit_x, 2.3)
        board = self.board("one")
        self.say("We have asked one {}. What if we do exactly what it says, for one step?", self.label)
        self.hand_over(becomes=[(self.picture, self.digit)], comes=[board[0], board[1], heap, self.step_tag()], run_time=theme.TURN)
        self.read()
        self.say("Its own cost falls from {} to {}.", self.number("digit_cost"), self.number("one_mine"),
                 holds=run.one_mine < run.digit_cost, otherwise=("Its own cost goes from {} to {}.", self.number("digit_cost"), self.number("one_mine")))
        self.play(FadeIn(board[2]), run_time=theme.TURN)
        self.read()
        self.say("But {} of the {} training digits get worse, and the mean climbs to {}.", self.number("one_worse", form=","), self.everyone,
                 self.number("one_mean"), holds=run.one_worse > run.one_better and run.one_mean > run.mean_before,
                 otherwise=("{} of the {} training digits get worse.", self.number("one_worse", form=","), self.everyone))
        self.play(Through(heap, heap.show, len(run.one_change)), run_time=theme.PASSAGE)
        self.play(FadeIn(*self.counts(heap, "one"), board[3]))

    def heap(self, name):
        """What a step does to every digit; both steps are drawn on one scale."""
        run = self.run
        high, low = max(run.one_change.max(), run.all_change.max(), 0), min(run.one_change.min(), run.all_change.min(), 0)
        unit = TALL / (high - low)
        return Heap(getattr(run, f"{name}_change"), unit, unit * high, 8.6, TALL).move_to(self.room)

    def counts(self, heap, name):
        """How many digits get worse, how many better."""
        worse, better = (Words(f"{{}} get {what}", self.number(f"{name}_{what}", form=","), color=color)
                         for what, color in (("worse", theme.COST), ("better", theme.FALLS)))
        return heap.worse(worse), heap.better(better)

    def board(self, name):
        """The digit, and its cost and that of all, before and after the step."""
        parts = [self.digit]
        for text, key, after in ((("cost of this {}", self.label), "digit_cost", "mine"), ((f"mean of all: {C}",), "mean_before", "mean")):
            parts.append(Words(*text))
            parts.append(Words("{} → {}", self.number(key), self.number(f"{name}_{after}")))
        parts = [parts[0], parts[1], parts[2], VGroup(parts[3], parts[4]).arrange(DOWN)]
        self.left(*parts, share=0.3)
        return parts

    def step_tag(self):
        return self.tag("one step · each digit's change of cost, sorted")

    def everybody_asks(self):
        run, ballot = self.run, self.ballot
        ballot.move_to(self.room)
        self.say("So we ask them all: here are four of the weights, and what each digit wants.")
        self.hand_over(becomes=[(self.digit, ballot.pictures[0])], comes=[ballot.view, self.where()], run_time=theme.TURN)
        self.play(Through(ballot, ballot.ask), run_time=theme.TURN)
        for i, picture in enumerate(ballot.pictures[1:], start=1):
            self.play(FadeIn(picture), Through(ballot, ballot.ask, i + 1, i))
        self.read()
        self.say("Every digit asks for something else: we step along the mean of all their wishes.")
        clock = self.clock("nudges", len(run.table_count))
        clock.draw(ballot.view, ballot.mean)
        count = self.live("mean of {}", self.reading(clock, "nudges.table_count", form=","), color=theme.GRADIENT)
        self.add(ballot.over_mean(count))
        clock.run(self, len(ballot.pictures) - 1, theme.VERSE)
        clock.run(self, clock.last, theme.PASSAGE)
        self.play(Through(ballot, ballot.zoom))

    def one_step_for_all(self):
        run, heap = self.run, self.heap("all").align_to(self.room, RIGHT)
        board = self.board("all")
        self.say("Now one step along the mean, just as long: {} digits get better, {} get worse.", self.number("all_better", form=","),
                 self.number("all_worse", form=","))
        self.hand_over(comes=[*board[:2], heap, self.step_tag()], run_time=theme.TURN)
        self.play(Through(heap, heap.show, len(run.all_change)), run_time=theme.PASSAGE)
        self.play(FadeIn(*self.counts(heap, "all"), board[2], board[3]))

    def the_answer(self):
        self.say("The mean of all wishes has a name: it is minus the gradient.")
        self.hand_over(comes=[self.ballot])
        self.wait(theme.STUDY)
