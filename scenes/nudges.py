"""Film: what a single training digit asks of a network, layer by layer, and why a network follows the mean of all such wishes.

Shows "nudges": a half-trained network of digits, and one digit that it misreads.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Create, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.stage import theme
from scenes.stage.arithmetic import form_of_sums
from scenes.stage.asks import Asks
from scenes.stage.ballot import Ballot
from scenes.stage.digit import DigitImage
from scenes.stage.earlier import Earlier
from scenes.stage.film import Film
from scenes.stage.gestures import Nudge, Through
from scenes.stage.heap import Heap
from scenes.stage.levers import Lever, span_of
from scenes.stage.proportion import Proportion
from scenes.stage import symbols as sym
from scenes.stage.text import Formula, Words, as_symbol
from scenes.stage.tracks import Tracks

TALL = 4.1                # of a heap with its hollow
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
        self.play_section(self.how_readily)
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
        self.tracks = Tracks(run.output, run.digit_y, 0.9, 4.4, ring=0.34, order=by_error).climb(0).wish(0).part(0)
        span = span_of(*(getattr(run, f"lift_{name}") for name, *_ in LEVERS))
        self.levers = VGroup(*(Lever(head, color, kind, getattr(run, f"lever_{name}"), getattr(run, f"lift_{name}"), span, 4.3, 5.6,
                                     weight, run.lever_from)
                               for (name, head, color, kind), weight in zip(LEVERS, (0, run.lever_w[0], run.lever_by))))
        self.proportion = Proportion(run.before_a, run.before_change, self.grey, 6.9, 4.3)
        W, loud = getattr(run, f"W{self.depth}"), [int(run.label), int(run.rival)]
        self.asks = Asks(run.asks, loud, run.asks_all, run.before_a, W[loud], run.output[loud], run.error[loud], 10.6, 5.6)
        arrays = "a", "wish", "flow", "W", "change", "bias"
        layers = [[getattr(run, f"{what}{l}") for l in range(1, self.depth + 1)] for what in arrays]
        layers[1][-1] = run.error
        self.earlier = Earlier(*layers, 10.6, 4.5, self.depth + 1)
        self.ballot = self.table(sizes).zoom(1)

    def table(self, sizes):
        run = self.run
        edges, between = run.table_edge, sizes[self.depth - 2:self.depth]
        return Ballot(run.table_wish, run.table_x, run.table_running, run.table_zoom, edges, run.table_weight, between, 12.8, 5.2)

    def number(self, key, *index, form=".3f"):
        """A number of the recording, as it is written here most often."""
        return self.fact(f"nudges.{key}", *index, form=form)

    def where(self):
        """The tag: which state, which digit."""
        return self.tag("after {} steps of training, {} read right · one training digit", self.fact("nudges.shown_step"),
                        self.number("read_right", form=".0%"))

    def disc(self, a, radius, place, color=theme.FAINT):
        """A neuron on its way from one drawing to the next."""
        grey = theme.UNLIT.interpolate(theme.LIT, float(a))
        return Circle(radius, color=color, stroke_width=theme.stroke(theme.LINE), fill_color=grey, fill_opacity=1).move_to(place)

    def ten_arrows(self):
        run, tracks, others = self.run, self.tracks, self.fact("nudges.others")
        read_as = Words("a {}, read as a {}", self.label, self.guess)
        self.left(self.digit, read_as, share=0.27).align_to(self.room, UP)
        key = Tracks.key(Words(f"its answer {as_symbol('a')}"), Words(f"its target {as_symbol('y')}"),
                         Formula(f'"to go:" {sym.y()} - {sym.a()}'))
        self.right(tracks, share=0.69).align_to(self.room, UP).shift(1.5 * theme.GAP * DOWN)
        key.next_to(read_as, DOWN, buff=theme.GUTTER)
        names, numbers = tracks.names(), [tracks.number(j, self.number("output", j, form=".2f")) for j in range(len(run.output))]
        self.ask()
        self.say("This is a {}, but a half-trained network reads it as a {}.", self.label, self.guess, holds=run.guess != run.label,
                 otherwise=("This is a {}. A network that is being trained is not sure of it yet.", self.label))
        self.hand_over(comes=[self.digit, read_as, tracks, names, self.where()])
        self.play(Through(tracks, tracks.climb), FadeIn(key[0]), run_time=theme.PHRASE)
        self.play(FadeIn(*numbers))
        self.read()
        self.say("The answer $a$ for {} should be 1, the {} others 0: these are the targets, $y$.", self.label, others)
        self.play(Through(tracks, tracks.wish), FadeIn(key[1]), run_time=theme.VERSE)
        self.read()
        self.say("The {} should rise, the {} others should fall. Each arrow is as long as its error.", self.label, others)
        self.play(Through(tracks, tracks.aim), FadeIn(key[2]), run_time=theme.PHRASE)
        self.play(Through(tracks, tracks.aim, len(run.output), 1), run_time=theme.PHRASE)

    def three_levers(self):
        run, levers = self.run, self.levers.arrange(RIGHT, buff=theme.GAP).move_to(self.room)
        before, afters = self.number("output", int(run.label)), [self.number(f"lift_{name}", -1) for name, *_ in LEVERS]
        reads = [lever.reads(before, after) for lever, after in zip(levers, afters)]
        ways = "up", "up", "up" if run.lever_by > 0 else "down"
        feet = [lever.foot(Words(f"{as_symbol(name)} {way} by {{}}", self.nudge)) for lever, (name, *_), way in zip(levers, LEVERS, ways)]
        discs = [self.disc(self.grey, 0.28, self.tracks.spot(run.label), theme.WANTED) for _ in levers]
        self.add(*discs)
        self.say("No hand can set an answer. It follows from three kinds of numbers.")
        self.hand_over(*discs, comes=[levers, self.where()], run_time=theme.TURN,
                       moves=[disc.animate.move_to(lever.view.output()) for disc, lever in zip(discs, levers)])
        self.remove(*discs)
        self.read()
        rise = [[Through(lever, lever.at, len(run.lift_b) - 1), FadeIn(foot, *read)] for lever, read, foot in zip(levers, reads, feet)]
        self.say("Raise its bias $b$ by {}, or one of its weights $w$, and the answer for {} climbs.", self.nudge, self.label)
        self.play(*rise[0], run_time=theme.PHRASE)
        self.play(*rise[1], run_time=theme.PHRASE)
        self.read()
        self.say("Or change a neuron before it. Its edge is blue, a weight above 0: brighter helps.", holds=run.lever_by > 0,
                 otherwise="Or change a neuron before it. Its edge is orange, a weight below 0: darker helps.")
        self.play(*rise[2], run_time=theme.PHRASE)
        self.read()
        self.say("But no hand can set that neuron, either. It can only pass the wish on, to what moves it.")
        last = levers[2]
        self.play(FadeOut(feet[2], *reads[2][1:]), Nudge(last, range(len(run.lift_b))[::-1], last.show, back=False), run_time=theme.TURN)
        self.play(Through(last, last.release), run_time=theme.BEAT)
        self.play(Create(last.own()), FadeIn(last.foot(Words("its own weights", color=theme.WEIGHT))), run_time=theme.PHRASE)

    def bright_inputs_count(self):
        run, plot = self.run, self.proportion
        plot.move_to(self.room).align_to(self.room, RIGHT).shift(theme.GAP * LEFT)
        brightest = int(np.argmax(run.before_a))
        disc = self.disc(run.lever_from, 0.28, self.levers[1].source())
        self.add(disc)
        self.say("From now on, yellow marks wishes. Which weights should rise the most?")
        name = plot.named(Words("{}", self.label, color=theme.WANTED))
        axes = plot.axes(f"brightness {as_symbol('a')} of the neuron it comes from", "wish of the weight")
        self.hand_over(disc, comes=[plot.edges(0), name, axes, self.where()], run_time=theme.TURN,
                       moves=[disc.animate.move_to(plot.place(*plot.column[brightest])).scale(0.15 / 0.28)])
        self.remove(disc)
        self.play(Through(plot, plot.edges), FadeIn(plot.over_output(Words("wide:\nraise it more", color=theme.GRADIENT))),
                  run_time=theme.PHRASE)
        self.read()
        times = self.number("times", form=".0f")
        self.say("A weight multiplies its neuron. From a bright one it can do more, so it is asked to do more: {} times as much.", times,
                 holds=run.line_slope > 0 and run.times > 1.5, otherwise="A weight from a brighter neuron is asked to do more.")
        for turn, (i, side) in enumerate(zip(plot.order[:2], ("bright", "dark"))):
            self.play(Through(plot, plot.come, turn + 1, turn), run_time=theme.TURN)
            ends = self.number("ends_a", turn, form=".2f"), self.number("ends_change", turn, form="+.3f")
            self.play(FadeIn(plot.note(turn, int(i), Words(f"{side}, {{}}: {{}}", *ends))))
        self.play(Through(plot, plot.come, len(run.before_a), 2), run_time=theme.VERSE)
        self.play(Through(plot, plot.line), run_time=theme.TURN)
        self.read()
        self.say("Such a wish says how strongly, not how far: it is minus the slope of the cost $C$.")
        self.play(FadeIn(plot.under_line(Formula(f"- {sym.d(sym.C, by=sym.w())}"))), run_time=theme.PHRASE)

    def what_one_output_asks(self):
        run, asks, plot, label = self.run, self.asks, self.proportion, int(self.run.label)
        asks.move_to(self.room).align_to(self.room, RIGHT).shift(theme.GAP * LEFT)
        discs = [self.disc(a, 0.15, plot.neuron(i)) for i, a in enumerate(run.before_a)]
        self.add(*discs)
        self.say("What does the {} ask of the {} neurons before it?", self.label, self.fact("nudges.before_size"))
        self.hand_over(*discs, comes=[asks.side("feet", Words("the layer\nbefore")), self.where()], run_time=theme.TURN,
                       moves=[disc.animate.move_to(asks.place(x, asks.feet)).scale(0.2 / 0.15) for disc, x in zip(discs, asks.columns)])
        self.remove(*discs)
        self.add(asks)
        name = Words("{}", self.label, color=theme.WANTED).move_to(asks.top())
        self.play(Through(asks, asks.fan), FadeIn(name), run_time=theme.TURN)
        self.read()
        self.say("Blue edge: be brighter. Orange: be darker. The heavier the edge and the larger the error, the longer the arrow.",
                 holds=run.line_slope > 0, otherwise="Its edges say which way each should go.")
        self.play(Through(asks, lambda share: asks.grow(label, share)), run_time=theme.VERSE)
        self.output_name = name

    def all_of_them_ask(self):
        run, asks, label, rival, rest = self.run, self.asks, int(self.run.label), int(self.run.rival), self.fact("nudges.rest")
        self.play(FadeOut(self.output_name), run_time=theme.NOTE)
        self.play(Through(asks, asks.rise), FadeIn(asks.side(label, Words("the {} asks", self.label))), run_time=theme.TURN)
        name = Words("{}", self.rival).move_to(asks.top(1))
        self.say("The {} wants to fall, so for its edges all is turned round.", self.rival,
                 holds=run.error[rival] < 0, otherwise=("The {} has wishes too.", self.rival))
        self.play(Through(asks, lambda share: asks.fan(share, 1)), FadeIn(name), run_time=theme.TURN)
        self.play(Through(asks, lambda share: asks.grow(rival, share)), run_time=theme.VERSE)
        self.play(FadeOut(name), run_time=theme.NOTE)
        self.play(FadeIn(asks.side(rival, Words("the {} asks", self.rival))), Through(asks, lambda share: asks.rise(share, 1)))
        self.say("The other {} outputs have wishes too. All of them are added.", rest)
        self.play(FadeIn(asks.side("rest", Words("the other\n{} ask", rest))), Through(asks, asks.grow_all), run_time=theme.TURN)
        self.play(Through(asks, asks.close), run_time=theme.TURN)
        self.add_a_column()
        self.play(Through(asks, asks.add_up), run_time=theme.VERSE)

    def add_a_column(self):
        """The column in which the two loudest outputs contradict each other the most, with its numbers."""
        run, asks, column = self.run, self.asks, int(self.run.column)
        form = form_of_sums((*run.asks_three[:, column], run.asks_all[column]))
        terms, total = [self.number("asks_three", i, column, form=form) for i in range(3)], self.number("asks_all", column, form=form)
        cancels = abs(total.value) < 0.1 * np.abs(run.asks_three[:, column]).sum()
        self.play(Through(asks, lambda share: asks.lift(column, share)), run_time=theme.TURN)
        numbers = [asks.number(column, row, Words("{}", fact)) for fact, row in zip((*terms, total), (*asks.loud, "rest", "total"))]
        self.play(LaggedStart(*map(FadeIn, numbers[:3]), lag_ratio=0.5), run_time=theme.TURN)
        self.play(FadeIn(asks.side("total", Words("all\ntogether"))), Through(asks, asks.add_lifted), run_time=theme.VERSE)
        self.say("For this neuron: {}, {} and {}, in all {}. The wishes nearly cancel.", *terms, total, holds=cancels,
                 otherwise=("For this neuron: {}, {} and {}, in all {}.", *terms, total))
        self.play(FadeIn(numbers[3]))

    def how_readily(self):
        """Every neuron of the layer on a track from 0 to 1, its sum raised alike: those in the middle go far, those near an end do not."""
        run, asks, pushed, n = self.run, self.asks, self.run.pushed_a, len(self.run.before_a)
        tracks = Tracks(pushed[0], pushed[0], asks.extent[0] / n, 4.4, 0.2, 0.21, (theme.FAINT, theme.INK)).wish(0).climb(0)
        tracks.move_to(self.room).align_to(self.room, RIGHT).shift(theme.GAP * LEFT)
        tracks.out_of([asks.place(x, asks.feet) for x in asks.columns])
        self.say("One thing more counts: how readily a neuron responds. We raise what each adds up by {}.", self.fact("nudges.push"))
        self.hand_over(comes=[tracks, self.where()], run_time=theme.NOTE)
        self.play(Through(tracks, tracks.climb), FadeIn(tracks.ticks(), tracks.side(Words(f"brightness\n{as_symbol('a')}"))),
                  run_time=theme.PHRASE)
        self.read()
        self.play(Through(tracks, tracks.wish))
        self.play(Through(tracks, lambda row: tracks.show(pushed[round(row)]), len(pushed) - 1), run_time=theme.PHRASE)
        gains = [Words("{}", self.number("pushed_gain", i, form="+.2f")).next_to(tracks.spot(int(j), 1 - i), side)
                 for i, (j, side) in enumerate(zip(run.pushed_ends, (UP, DOWN)))]
        middle, end = np.abs(pushed[0, run.pushed_ends] - 0.5)
        self.say("In the middle a neuron moves far. Near 0 or 1 it moves less.",
                 holds=run.pushed_gain[1] < 0.5 * run.pushed_gain[0] and middle < end, otherwise="Some move farther, some less far.")
        self.play(FadeIn(*gains))
        self.read()
        self.readiness = tracks

    def one_layer_earlier(self):
        run, net, below, tracks, pushed = self.run, self.earlier, self.depth - 1, self.readiness, self.run.pushed_a
        net.move_to(self.room).align_to(self.room, RIGHT).shift(theme.GAP * DOWN)
        net.pass_down(below, len(run.before_a) + 1)
        self.play(Through(tracks, lambda row: tracks.show(pushed[round(row)]), 0, len(pushed) - 1))
        discs = [self.disc(a, 0.2, tracks.spot(k)) for k, a in enumerate(run.before_a)]
        self.picture = picture = DigitImage(run.digit_x, 1.35).move_to(net.place(0, -net.extent[1] / 2)).set_z_index(1)
        picture.align_to(self.room, DOWN)
        net.place_inputs([picture.pixel(int(i)) for i in run.pixels])
        self.add(*discs)
        self.say("Each wish is weighed by how readily its neuron responds, and by its edge, and passed on, one layer earlier.")
        self.hand_over(*discs, run_time=theme.TURN, comes=[picture, self.where()],
                       moves=[disc.animate.move_to(net.neuron(below, k)).scale(0.9) for k, disc in enumerate(discs)])
        self.play(FadeIn(net, net.side(self.depth, Words("outputs:\ntheir errors")), net.side(below, Words("layer before:\nthe sums"))))
        self.remove(*discs)
        for l in range(below - 1, 0, -1):
            self.hand_down(l)

    def hand_down(self, l):
        """The neurons of a layer get their wishes: the first one slowly, then the others."""
        net, count = self.earlier, len(self.earlier.wishes[l - 1])
        self.play(Through(net, lambda share: net.pass_down(l, share)), run_time=theme.VERSE)
        self.play(Through(net, lambda share: net.pass_down(l, share), 3, 1), FadeIn(net.side(l, Words("one earlier:\nsums again"))),
                  run_time=theme.PHRASE)
        self.play(Through(net, lambda share: net.pass_down(l, share), count + 1, 3), run_time=theme.PHRASE)

    def back_to_the_picture(self):
        net = self.earlier
        self.say("Layer by layer, back to the picture: this is backpropagation.")
        self.play(Through(net, net.reach_inputs), run_time=theme.PHRASE)
        self.read()
        self.say("On the way, every weight and bias is told its wish: the wider, the stronger.")
        signs = [Words(text, color=theme.GRADIENT).align_to(self.room, side).align_to(self.room, DOWN)
                 for text, side in (("whole: raise\ndashed: lower", LEFT), ("edge: a weight\nrim: a bias", RIGHT))]
        self.play(Through(net, net.light), FadeIn(*signs), run_time=theme.STANZA)
        self.wait(theme.READ)

    def heap(self, name):
        """What a step does to every digit; both steps are drawn on one scale."""
        run = self.run
        both = np.concatenate([run.one_change, run.all_change, [0]])
        unit = TALL / np.ptp(both)
        heap = Heap(getattr(run, f"{name}_change"), getattr(run, f"{name}_place"), unit, unit * both.max(), 8.8, TALL)
        return heap.move_to(self.room).align_to(self.room, RIGHT).shift(theme.GAP * LEFT)

    def worse_and_better(self, name):
        """How many digits get worse, and how many better, after the step of that name."""
        return [self.number("counts", ("one", "all").index(name), i, form=",") for i in (0, 1)]

    def counts(self, heap, name):
        """The same, at the heap and its hollow; after the step for one, how many of the better ones are of its kind."""
        worse, better = self.worse_and_better(name)
        alike = ("\n{} of them {}s", self.fact("nudges.alike_better"), self.label) if name == "one" else ("",)
        return (heap.worse(Words("{} get worse", worse, color=theme.COST)),
                heap.better(Words("{} get better" + alike[0], better, *alike[1:], color=theme.FALLS)))

    def board(self, name):
        """The digit, and below it two things to be told: its cost, and that of all, before and after the step."""
        told = []
        mine, mean = (("cost of this {}", self.label), "digit_cost", "mine"), ((f"mean of all: {C}",), "mean_before", "mean")
        for words, before, after in (mine, mean):
            start, end = self.number(before), self.number(f"{name}_{after}")
            color = theme.FALLS if end.value < start.value else theme.COST
            numbers = VGroup(Words("{} →", start), Words("{}", end, color=color)).arrange(RIGHT, buff=theme.GAP)
            told.append(VGroup(Words(*words), numbers).arrange(DOWN, buff=theme.GAP))
        self.left(self.digit, *told, share=0.27)
        return told

    def listen_to_one(self):
        run, heap, (worse, better) = self.run, self.heap("one"), self.worse_and_better("one")
        self.digit = DigitImage(run.digit_x, 2.3)
        (mine, mean), (before, after) = self.board("one"), (self.number("digit_cost"), self.number("one_mine"))
        kind = self.fact("nudges.worst_kind")
        self.say("What if we do what this {} asks for: all its wishes, times {}?", self.label, self.fact("nudges.step_rate"))
        ours, axis = heap.ours(Words("our {}", self.label)), heap.axis()
        self.hand_over(becomes=[(self.picture, self.digit)], comes=[heap, axis, ours, self.step_tag()], run_time=theme.TURN)
        self.play(Through(heap, heap.show_mine), run_time=theme.PHRASE)
        self.read()
        self.say("Its own cost falls from {} to {}. And the others?", before, after, holds=run.one_mine < run.digit_cost,
                 otherwise=("Its own cost goes from {} to {}. And the others?", before, after))
        self.play(FadeIn(mine))
        self.play(Through(heap, heap.show, len(run.one_change)), run_time=theme.VERSE)
        hit, gone_up = run.worst_count > 0.5 * run.alike, worse.value > better.value and run.one_mean > run.mean_before
        self.say("{} of the {} training digits get worse, the {}s most of all, and the mean cost $C$ climbs to {}.", worse, self.everyone,
                 kind, self.number("one_mean"), holds=hit and gone_up,
                 otherwise=("Of the {} training digits {} get worse.", self.everyone, worse))
        first = [heap.first(int(run.worst_count), Words("the first {}: all {}s", self.fact("nudges.worst_count"), kind))] if hit else []
        self.play(LaggedStart(*map(FadeIn, (*self.counts(heap, "one"), *first, mean)), lag_ratio=0.6), run_time=theme.PHRASE)

    def step_tag(self):
        return self.tag("after one step · each training digit's change of cost, sorted")

    def everybody_asks(self):
        run, ballot = self.run, self.ballot
        ballot.move_to(self.room).align_to(self.room, UP)
        first, *others = ballot.pictures
        self.say("So we ask them all: should these {} weights rise or fall?", self.fact("nudges.weights"))
        head = Words("raise it or\nlower it?")
        tag = self.tag("weights into the last hidden layer · our {}, and a digit each of other kinds", self.label)
        self.hand_over(becomes=[(self.digit, first)], comes=[ballot.view, *others, ballot.over_signs(head), tag], run_time=theme.TURN)
        self.play(Through(ballot.view, ballot.ask), run_time=theme.TURN)
        self.read()
        disagree = (run.table_wish.max(axis=1) > 0).all() and (run.table_wish.min(axis=1) < 0).all()
        self.say("Every digit asks for something else, so we take the mean of all their wishes.", holds=disagree,
                 otherwise="We take the mean of all their wishes.")
        self.play(Through(ballot.view, ballot.ask, len(ballot.pictures), 1), run_time=theme.VERSE)
        clock = self.clock("nudges", len(run.table_count))
        clock.draw(ballot.view, ballot.mean)
        count = self.live("{}", self.reading(clock, "nudges.table_count", form=","), color=theme.GRADIENT)
        heads = ballot.over_mean(VGroup(Words("mean of", color=theme.GRADIENT), count).arrange(DOWN, buff=theme.GAP))
        clock.drive(count, lambda row: count.match_x(heads[0]))
        times = ballot.under_mean(Words("drawn {} times\nas tall", self.fact("nudges.table_zoom")))
        numbers = (self.live("{}", self.reading(clock, "nudges.table_running", of=r, form="+.4f")) for r in range(len(run.table_mean)))
        means = [ballot.by_mean(r, number) for r, number in enumerate(numbers)]
        self.play(FadeIn(heads, times, *means))
        self.read()
        clock.run(self, clock.last, theme.PASSAGE)
        self.wait(theme.READ)

    def means(self):
        """The mean of each row, as a number beside its arrow."""
        return [self.ballot.by_mean(r, Words("{}", self.number("table_mean", r, form="+.4f"))) for r in range(len(self.run.table_mean))]

    def one_step_for_all(self):
        """Both heaps on one scale: what one digit asks for, and beside it a step along the mean."""
        run, width, heaps = self.run, self.room.width / 2 - 2 * theme.GUTTER, (self.heap("one").show(self.run.examples), self.heap("all"))
        costs = [(self.number("mean_before"), self.number(f"{name}_mean")) for name in ("one", "all")]
        heads = [Words(f"{words}\nmean cost {{}} → {{}}", number, *cost) for words, number, cost in zip(
            ("a step for this {} alone", "a step for all {}"), (self.label, self.everyone), costs)]
        for heap, head, side in zip(heaps, heads, (LEFT, RIGHT)):
            heap.stretch_to_fit_width(width).align_to(self.room, side)
            head.next_to(heap, UP, buff=theme.GAP / 2)
        heaps[0].shift(2 * theme.GUTTER * RIGHT)
        heads[0].shift(2 * theme.GUTTER * RIGHT)
        self.say("One step along the mean, scaled to be just as long as the step for one.")
        self.hand_over(comes=[*heaps, heaps[0].axis(), heads[0], *self.counts(heaps[0], "one"), self.step_tag()], run_time=theme.TURN)
        self.play(Through(heaps[1], heaps[1].show, run.examples), run_time=theme.VERSE)
        self.play(FadeIn(heads[1]))
        worse, better = self.worse_and_better("all")
        self.say("Now {} digits get better, only {} get worse.", better, worse, holds=better.value > 0.9 * run.examples,
                 otherwise=("Now {} digits get better, {} get worse.", better, worse))
        self.play(LaggedStart(*map(FadeIn, self.counts(heaps[1], "all")), lag_ratio=0.5), run_time=theme.PHRASE)
        self.wait(theme.READ)

    def the_answer(self):
        ballot, whole = self.ballot, self.run.recipe["batch_size"] is None
        self.say("One example asks for a step of its own. Learning follows the mean of all: minus the gradient, $−∇C$.", holds=whole,
                 otherwise="One example asks for a step of its own. The mean of all is minus the gradient, $−∇C$.")
        name = VGroup(Words("{} entries of", self.fact("nudges.weights")), Formula("- {{gradient C : gradient}}", theme.TITLE))
        name.arrange(DOWN, buff=theme.GAP)
        times = Words("drawn {} times\nas tall", self.fact("nudges.table_zoom"))
        self.hand_over(comes=[ballot, ballot.over_mean(name), ballot.under_mean(times), *self.means()], run_time=theme.TURN)
        self.wait(theme.STUDY)
