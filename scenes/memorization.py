"""Film: whether a network finds a pattern or learns by heart, told by a test: the same digits with labels that were swapped.

Shows "memorization": the network of digits, trained on true and on swapped labels; shorter lists of those, and other networks.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, Arrow, Create, DashedLine, Dot, FadeIn, FadeOut, Group, LaggedStart, Line, Rectangle, Restore, VGroup,
)

from scenes.stage import theme
from scenes.stage.answered import Answered
from scenes.stage.chart import Series
from scenes.stage.film import Film
from scenes.stage.filled import Filled
from scenes.stage.gestures import Fold, Grow, Through
from scenes.stage.hand import Hand
from scenes.stage.handed_on import HandedOn
from scenes.stage.network import NetworkDiagram
from scenes.stage.stretched import Stretched
from scenes.stage.text import Words, align_baselines, as_symbol
from scenes.stage.wall import DigitWall
from scenes.stage.weight_pictures import WeightPictures

OWN, SWAPPED = theme.SOME, theme.ALL
NAMES = ("true labels", OWN), ("swapped labels", SWAPPED)
KINDS = "own", "swapped"
COLUMNS, SIDE = 8, 1.15             # of the digits whose labels change hands
WALL = 9.0                          # width of the wall of all digits, at most
EXAMPLE = 1.2                       # side of the three that are shown beside the costs
NEAR, FIRST = 5, 1                  # epochs that the clock shows at first, and the first state of which it does
WIDE, HIGH = 5.2, (2.9, 0.95)       # of the walls of digits: how wide, and how high if learned, and if unseen
FORMS = ".0%", ".1%"                # of a share; of one that is nearly all
BAR = 4.2                           # height of the bar of all labels
NUMBER = 0.7                        # room above it for a number
STRONG = 0.96                       # of the weights are below the one that has its colour in full
LEVELS = 0.62, 0.45                 # costs at whose height it is marked how long the two trainings took
OFTEN = 90                          # drawn inputs are on average so bright, of 255
HEAVY, THIN = 0.995, 8              # a weight so many times as large as so many of them is drawn at full width
C = as_symbol("C")


class Memorization(Film):
    """A network with labels that have a pattern, and its twin with labels that have none."""

    wall: DigitWall                  # from the_labels_swap to two_trainings_on_one_clock
    chart: Stretched                 # from two_trainings_on_one_clock to learned_and_unseen, and in the_pattern_first
    known: DigitWall                 # from learned_and_unseen to how_much_fits
    nets: Filled                     # from how_much_fits to what_it_looks_like_inside
    tiles: list                      # from there to the_pattern_first
    recordings = ("memorization",)
    question = "Does it learn,\nor does it memorise?"
    constants = {"0": "the border between blue and orange", "12": "inputs drawn"}

    def construct(self):
        self.run, = (self.runs[name] for name in self.recordings)
        self.all, self.unseen = self.of("examples", form=","), self.of("unseen", form=",")
        self.play_section(self.the_labels_swap)
        self.play_section(self.two_trainings_on_one_clock)
        self.play_section(self.learned_and_unseen)
        self.play_section(self.how_much_fits)
        self.play_section(self.what_it_looks_like_inside)
        self.play_section(self.the_pattern_first)

    def of(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"memorization.{key}", *index, form=form)

    def share(self, key, *index):
        """A share of digits, in percent."""
        return self.of(key, *index, form=".0%")

    # -- the test --------------------------------------------------------------------------

    def the_labels_swap(self):
        run, places = self.run, range(len(self.run.wall))
        own, given = ([self.of(f"wall_{what}", i) for i in places] for what in ("label", "given"))
        handed = HandedOn(run.wall_x, own, given, COLUMNS, SIDE)
        handed.move_to(self.room)
        self.ask()
        self.say("A network learned from digits with labels. It reads {} of those that it never saw.", self.share("own_unseen_share"),
                 holds=run.right[0].min() > 0.9, otherwise="A network learns from digits with labels.")
        self.hand_over(comes=[*handed.pictures, self.tag("{} of {} digits", self.of("wall_count"), self.all)])
        self.play(LaggedStart(*map(FadeIn, handed.own), lag_ratio=0.3), run_time=theme.VERSE)
        self.read()
        self.say("Did it find a pattern: what looks alike has the same label? Or did it learn a list by heart?")
        for label in np.argsort(-np.bincount(run.wall_label), kind="stable")[:3]:
            self.play(*handed.only(run.wall_label == label), run_time=theme.TURN)
            self.wait(theme.NOTE)
        self.play(*handed.only(run.wall_label >= 0))
        self.read()
        self.say("Here is a test. The pictures stay, but every digit gives its label away, and gets another.")
        self.play(handed.hands_on(0), run_time=theme.PHRASE)
        self.wait(theme.BEAT)
        self.play(LaggedStart(*(handed.hands_on(i) for i in places[1:]), lag_ratio=0.2), run_time=theme.PASSAGE)
        self.count_the_wrong_ones(handed)

    def count_the_wrong_ones(self, handed):
        """The view goes out until all digits are there; those with a wrong label go dim."""
        run = self.run
        self.wall = wall = DigitWall(run.pictures, WALL, self.room.height - theme.GAP).move_to(self.room).align_to(self.room, LEFT)
        clock, last = self.clock("memorization", len(run.changed_so_far)), self.of("changed_so_far", -1, form=",")
        count = self.live("{}", self.reading(clock, "memorization.changed_so_far", form=","), size=theme.TITLE).show(last)
        texts = Words("wrong labels"), Words("of {}", self.all), Words("bright: right,\nby chance")
        words = VGroup(count, *texts).arrange(DOWN, buff=theme.GUTTER / 2)
        words.move_to(self.room).set_x((wall.get_right()[0] + self.room.get_right()[0]) / 2)
        self.say("Now {} of {} labels are wrong. A few are right by chance: there is no pattern left.", self.of("changed_count", form=","),
                 self.all, holds=run.changed_count > 0.8 * run.examples,
                 otherwise=("Now {} of {} labels are wrong.", self.of("changed_count", form=","), self.all))
        self.play(*map(FadeIn, handed.rings()), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.hand_over(*handed.pictures, comes=[wall, self.tag("all {} digits · an order drawn by lot", self.all)], run_time=theme.TURN,
                       moves=[picture.animate.move_to(wall.spot(int(i))).scale(wall.side() / SIDE)
                              for i, picture in zip(run.wall, handed.pictures)])
        self.remove(*handed.pictures)
        order = np.arange(len(run.changed))
        clock.draw(wall, lambda row: wall.light_these(~run.changed | (order >= row)))
        count.show(self.of("changed_so_far", 0, form=","))
        self.play(FadeIn(words))
        clock.run(self, clock.last, theme.PASSAGE)
        self.wait(theme.READ)

    # -- two trainings ---------------------------------------------------------------------

    def two_trainings_on_one_clock(self):
        run, clock = self.run, self.clock("memorization")
        self.chart = chart = self.costs(6.4, 4.4).until(FIRST).move_to(self.room).align_to(self.room, LEFT)
        pictures, moves, labels = self.three_examples()
        twins = self.twins()
        self.say("One network learns the true labels. A twin, from the same start, learns the swapped ones.")
        self.hand_over(*pictures, run_time=theme.TURN, moves=moves, comes=[
            *twins, self.tag("12 of {} inputs drawn · weights: blue above 0, orange below", self.of("network.sizes", 0))])
        clock.run(self, FIRST, theme.VERSE, LaggedStart(*map(FadeIn, labels), lag_ratio=0.5))
        self.read()
        epoch = self.live("epoch {}", self.reading(clock, "memorization.epoch", form=".0f"))
        epoch.next_to(chart.plot, UP, buff=theme.GAP).align_to(chart.plot, RIGHT)
        self.say("The cost $C$ says how wrong each is about its own list. One epoch: all digits once.")
        self.hand_over(*pictures, labels, *twins, run_time=theme.TURN, comes=[
            chart, self.tag("batches of {} digits · both costs begin above the axis, at {}", self.of("recipe.batch_size"),
                            self.of("own_cost", 0, form=".1f"))],
            moves=[Fold(twin, target_position=chart.end(i)) for i, twin in enumerate(twins)])
        self.wait(theme.BEAT)
        self.play(FadeIn(epoch), run_time=theme.TURN)
        self.read()
        near = int(np.searchsorted(run.epoch, min(NEAR, run.epoch[-1])))
        clock.glide(chart, chart.until)
        self.say("With true labels, $C$ falls at once. With swapped ones, it hardly moves.",
                 holds=run.own_cost[near] < 0.5 < 0.8 < run.swapped_cost[near], otherwise="Both costs, on one clock.")
        clock.run(self, near, theme.PASSAGE)
        self.say("Only after many more epochs does it begin to creep down.", holds=self.creeps(), otherwise="And so it goes on.")
        clock.run(self, clock.last, theme.JOURNEY)
        self.wait(theme.BEAT)

    def twins(self):
        """Two networks with the same random weights, each beside the name of its labels."""
        run, theta = self.run, self.run.theta[0]
        often = np.flatnonzero(run.pictures.mean(axis=0) > OFTEN)
        drawn = {0: often[np.linspace(0, len(often) - 1, 12).round().astype(int)]}
        twins = []
        for name, color in NAMES:
            network = NetworkDiagram(run.network.sizes, THIN * float(np.quantile(np.abs(theta), HEAVY)), 3.6, 2.5, drawn=drawn)
            network.show(run.network.layers(theta), [np.zeros(n) for n in run.network.sizes]).reach(-1)
            twins.append(Group(Words(name, color=color), network).arrange(RIGHT, buff=theme.GUTTER))
        self.left(Group(*twins).arrange(DOWN, buff=theme.GUTTER, aligned_edge=RIGHT))
        return twins

    def costs(self, width, height):
        """The chart of both costs."""
        run = self.run
        lines = [Series(run.epoch, cost, color, bold=True, label=Words(name, color=color))
                 for cost, (name, color) in zip((run.own_cost, run.swapped_cost), NAMES)]
        return Stretched(lines, "epochs", f"cost {C}", width, height, NEAR, theme.COST)

    def creeps(self):
        """Whether the cost with swapped labels is still high when that with true ones has long been low, and then falls."""
        own, swapped, middle = self.run.own_cost, self.run.swapped_cost, np.searchsorted(self.run.epoch, 20)
        return len(swapped) > middle and swapped[middle] > 0.85 > 0.8 > swapped[-1] and own[middle] < 0.2

    def three_examples(self):
        """Three digits on their way out of the wall to the right side, how they move, and both their labels."""
        run, wall, labels, moves = self.run, self.wall, VGroup(), []
        which = np.flatnonzero(run.wall_label != run.wall_given)[:3]
        pictures = [Hand(run.wall_x[i][None], EXAMPLE, 1, theme.HAIR) for i in which]
        column = Group(*pictures).arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room)
        for i, picture in zip(which, pictures):
            own, given = (Words("{}", self.of(f"wall_{what}", i), size=theme.TITLE, color=color)
                          for what, color in (("label", OWN), ("given", SWAPPED)))
            arrow = Arrow(LEFT / 2, RIGHT / 2, buff=0, color=theme.FAINT)
            labels.add(VGroup(own, arrow, given).arrange(RIGHT, buff=theme.GAP).next_to(picture, RIGHT, buff=theme.GUTTER / 2))
        heads = VGroup(*(Words(name, size=theme.LABEL, color=color).next_to(labels, UP).set_x(part.get_x())
                         for (name, color), part in zip((("true", OWN), ("swapped", SWAPPED)), (labels[0][0], labels[0][2]))))
        align_baselines(*heads)
        Group(column, labels, heads).align_to(self.room, RIGHT)
        for i, picture in zip(which, pictures):
            picture.save_state().scale(wall.side() / EXAMPLE).move_to(wall.spot(int(run.wall[i])))
            moves.append(Restore(picture))
        return pictures, moves, VGroup(heads, *labels)

    def learned_and_unseen(self):
        run, ends = self.run, [self.chart.end(i) for i in (0, 1)]
        (own, own_new), (swapped, swapped_new) = (self.walls(*each) for each in zip(KINDS, NAMES, (self.left, self.right)))
        Group(swapped, swapped_new).shift((own.wall.get_y() - swapped.wall.get_y()) * UP)
        self.say("After {} epochs: how much of its own list does each network know?", self.of("epochs"))
        self.hand_over(comes=[*own.words, *swapped.words, self.tag("one picture, one digit · bright: answered right · those come first")],
                       run_time=theme.TURN, moves=[Grow([own.wall, swapped.wall], from_=ends)])
        self.add(own.wall, swapped.wall)
        self.light_up(own)
        self.read()
        self.say("Swapped labels it knows only in part: {} by heart.", self.share("swapped_learned_share"),
                 holds=0.2 < run.known[1].min() and run.known[1].max() < 0.9,
                 otherwise=("Of the swapped labels it knows {}.", self.share("swapped_learned_share")))
        self.light_up(swapped)
        self.read()
        self.say("Now both see digits that they have never seen. With true labels: {} right.", self.share("own_unseen_share"))
        self.play(FadeIn(own_new.wall, swapped_new.wall, *own_new.words, *swapped_new.words))
        self.light_up(own_new)
        self.read()
        self.say("With swapped labels: {}, as if it guessed. For new digits its list is worth nothing.", self.share("swapped_unseen_share"),
                 holds=run.right[1].max() < 0.15, otherwise=("With swapped labels: {}.", self.share("swapped_unseen_share")))
        self.light_up(swapped_new)
        guess = Words("guessing: {}", self.share("guess")).next_to(swapped_new.wall, DOWN, buff=theme.GAP)
        self.play(FadeIn(guess.align_to(swapped_new.wall, RIGHT)))
        self.wait(theme.BEAT)
        self.known = swapped.wall

    def walls(self, kind, name, side):
        """The digits that a network learned, and those that it never saw, one below the other."""
        texts = ([Words(f"trained on {name[0]}", color=name[1]), Words("the {} digits that it learned", self.all)],
                 [Words("{} digits that it never saw", self.unseen)])
        walls = [Answered(getattr(self.run, f"{kind}_{which}_x"), getattr(self.run, f"{kind}_{which}_right"),
                          self.of(f"{kind}_{which}_share", form=FORMS[(kind, which) == ("own", "learned")]), WIDE, high, name[1], *words)
                 for which, high, words in zip(("learned", "unseen"), HIGH, texts)]
        side(Group(*walls).arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT)).align_to(self.room, UP)
        return walls

    def light_up(self, answered):
        self.play(answered.fill(), run_time=theme.VERSE)
        self.play(FadeIn(answered.number))

    # -- how much, and what it looks like --------------------------------------------------

    def how_much_fits(self):
        run, room = self.run, self.room.width - 2 * theme.GUTTER
        bars, nets = len(run.list_size), len(run.net_size)
        lists, self.nets = (Filled(sizes, known, run.list_size.max(), room * count / (bars + nets), BAR) for sizes, known, count in (
            (run.list_size, run.list_known, bars), (nets * [int(run.net_list)], run.net_known, nets)))
        lists.move_to(self.room).align_to(self.room, UP).shift(NUMBER * DOWN)
        self.nets.move_to(lists).align_to(self.room, RIGHT)
        under = [lists.below(i, Words("{}", self.of("list_size", i, form=","))) for i in range(bars)]
        name = Words("swapped labels").next_to(VGroup(*under), DOWN, buff=theme.GAP)
        head = Words("one network:\n{} weights and biases\nfilled: known by heart", self.of("network.n_parameters", form=","))
        head.move_to(lists).align_to(lists, UP + RIGHT)
        shares = [lists.above(i, Words("{}", self.share("list_middle", i), size=theme.TITLE)) for i in range(bars)]
        middle, width, height = lists.box(0)
        self.say("How much can the network learn by heart? We hand it shorter lists, and let it learn as long.")
        self.hand_over(self.known, run_time=theme.TURN, comes=[lists, *under, name, head, self.tag(
            "always {} steps of {} digits · dots: {} starts each, bar: the middle one", self.of("steps", form=","),
            self.of("recipe.batch_size"), self.of("starts"))],
            moves=[self.known.animate.stretch_to_fit_width(width).stretch_to_fit_height(height).move_to(middle)])
        self.play(FadeOut(self.known), Through(lists, lists.fill(0)), FadeIn(shares[0]))
        for i in range(1, bars):
            if i == bars - 2:
                self.read()
                self.say("It knows {} of {} labels by heart, but only {} of {}.", self.share("list_middle", -1),
                         self.of("list_size", -1, form=","), self.share("list_middle", 0), self.all,
                         holds=(np.diff(run.list_middle) > 0).all() and run.list_middle[0] < 0.6,
                         otherwise="Each list has a share of its own.")
            self.play(Through(lists, lists.fill(i)), run_time=theme.PHRASE)
            self.play(FadeIn(shares[i]))
        self.read()
        self.say("What about other networks? More weights hold more of the same list of {}.", self.of("net_list", form=","),
                 holds=(np.diff(run.net_middle) > 0).all(), otherwise=("Three networks learn a list of {}.", self.of("net_list", form=",")))
        self.play(VGroup(lists, *under, name, head, *shares).animate.align_to(self.room, LEFT), run_time=theme.TURN)
        self.other_networks(lists, nets)

    def other_networks(self, lists, count):
        """The bar of the list that they all learn stands among those of other networks as well; these fill from the smallest on."""
        nets, same = self.nets, count // 2
        under = [nets.below(i, Words("{}", self.of("net_size", i, form=","))) for i in range(count)]
        shares = [nets.above(i, Words("{}", self.share("net_middle", i), size=theme.TITLE)) for i in range(count)]
        head = Words("one list:\n{} swapped labels", self.of("net_list", form=",")).move_to(nets).align_to(lists, UP)
        boxes = [Rectangle(width=width, height=height, color=theme.INK).move_to(middle)
                 for middle, width, height in (lists.box(1), nets.box(same))]
        nets.fill(same)(1)
        self.play(Create(boxes[0]))
        self.play(FadeIn(nets, under[same], shares[same], head, Words("weights and biases").next_to(VGroup(*under), DOWN, buff=theme.GAP)),
                  FadeIn(boxes[1]), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.play(FadeOut(*boxes))
        for i in (i for i in range(count) if i != same):
            self.play(FadeIn(under[i]), Through(nets, nets.fill(i)), run_time=theme.TURN)
            self.play(FadeIn(shares[i]))
        self.wait(theme.BEAT)

    def what_it_looks_like_inside(self):
        run, clock = self.run, self.clock("memorization", len(self.run.picture_epoch))
        full = float(np.quantile(np.abs(run.swapped_W[-1]), STRONG))
        columns = int(np.ceil(np.sqrt(run.own_W.shape[1])))
        self.tiles, heads = [], []
        for W, (name, color), side, i in zip((run.own_W, run.swapped_W), NAMES, (LEFT, RIGHT), (0, 1)):
            tiles = WeightPictures(W[0], columns, (self.room.height - 2 * theme.GUTTER) / columns, full)
            typical = self.live("typical weight {}", self.reading(clock, "memorization.typical", of=i, form=".2f"), color=color)
            tiles.move_to(self.room).align_to(self.room, DOWN + side)
            head = Words(name, color=color).next_to(tiles, UP).align_to(tiles, LEFT)
            align_baselines(head, typical.align_to(tiles, RIGHT))
            self.tiles.append(clock.draw(tiles, lambda row, tiles=tiles, W=W: tiles.show(W[row])))
            heads += [head, typical]
        epoch = self.live("epoch {}", self.reading(clock, "memorization.picture_epoch", form=".0f")).move_to(self.room)
        source = self.nets.box(len(run.net_size) // 2)[0]
        self.say("What does it look like inside? Each picture: the weights of a neuron, blue above 0, orange below.")
        self.hand_over(comes=[*heads, epoch, self.tag("first layer, a weight for each pixel · typical: root of the mean square")],
                       run_time=theme.TURN, moves=[Grow(self.tiles, from_=[source, source])])
        self.add(*self.tiles)
        clock.run(self, clock.last // 6, theme.VERSE)
        self.read()
        self.say("Both began with the same random weights. True labels soon make soft blots.",
                 holds=run.typical[0, clock.last // 2] > 2 * run.typical[0, 0], otherwise="Both began with the same random weights.")
        clock.run(self, clock.last // 2, theme.PASSAGE)
        apart = run.typical_times.min() > 1.3 and (run.alike[0] - run.alike[1]).min() > 0.1
        self.say("Learning by heart, weights grow {} times as large as with true labels, and rougher.",
                 self.of("typical_times", 0, form=".1f"), holds=apart, otherwise="So they end.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.wait(theme.READ)

    def the_pattern_first(self):
        run = self.run
        chart = self.chart = self.costs(9.6, 4.6).until(len(run.epoch) - 1).move_to(self.room).align_to(self.room, LEFT)
        both = np.isfinite(run.below).all()
        ends = [chart.spot(x, float(run.level)) for x in (0, run.epoch[-1])]
        level = VGroup(DashedLine(*ends, color=theme.COST, stroke_width=theme.stroke(theme.LINE)),
                       Words("{}", self.of("level"), size=theme.LABEL, color=theme.COST).next_to(ends[0], LEFT, buff=theme.GAP / 2))
        self.say("Once more both costs. How long until they are below {}?", self.of("level"), holds=both,
                 otherwise="Once more both costs, for each network on its own list.")
        self.hand_over(*self.tiles, comes=[chart, self.tag("dots: {} starts", self.of("starts"))], run_time=theme.TURN,
                       moves=[Fold(tiles, target_position=chart.end(i)) for i, tiles in enumerate(self.tiles)])
        if both:
            self.play(Create(level[0]), FadeIn(level[1]), run_time=theme.TURN)
            self.read()
            self.say("With the pattern, after {} epoch. Without one, after {}.", self.of("below", 0, 0, form=".0f"),
                     self.of("below", 1, 0, form=".0f"), holds=0.5 < run.below[0, 0] < 1.5,
                     otherwise=("With the pattern, after {} epochs. Without one, after {}.", self.of("below", 0, 0, form=".0f"),
                                self.of("below", 1, 0, form=".0f")))
            self.mark(0)
            self.mark(1)
        self.read()
        self.say("It can do both. But a pattern is found fast; a list goes in slowly, and only in part.",
                 holds=both and run.below[1].min() > 10 * run.below[0].max() and run.known[1].max() < 0.9,
                 otherwise="It can do both: find a pattern, and learn by heart.")
        self.wait(theme.STUDY)

    def mark(self, which):
        """How long it takes to get below the level, as a bar along the epochs; a dot for each start."""
        color, chart, level, until = NAMES[which][1], self.chart, float(self.run.level), self.run.below[which]
        height = LEVELS[which]
        cross = DashedLine(chart.spot(until[0], level), chart.spot(until[0], height), color=theme.FAINT)
        bar = Line(chart.spot(0, height), chart.spot(until[0], height), color=color, stroke_width=theme.stroke(4 * theme.BOLD))
        dots = [Dot(chart.spot(x, height), radius=theme.DOT, color=theme.BACKGROUND, stroke_color=color, stroke_width=2) for x in until]
        words = Words("{} epoch" if round(until[0]) == 1 else "{} epochs", self.of("below", which, 0, form=".0f"), color=color)
        self.play(Create(bar), Create(cross), run_time=theme.TURN)
        self.play(FadeIn(*dots, words.next_to(bar, RIGHT, buff=theme.GUTTER / 2)))
