"""Film: whether a network finds a pattern or learns by heart, told by a test: the same digits with labels that were swapped.

Shows "memorization": the network of digits, trained on true and on swapped labels; shorter lists of those, and other networks.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, DashedLine, FadeIn, FadeOut, Group, LaggedStart, SurroundingRectangle, Transform, VGroup

from scenes.stage import theme
from scenes.stage.answered import Answered
from scenes.stage.chart import Series
from scenes.stage.film import Film
from scenes.stage.filled import Filled
from scenes.stage.gestures import Through
from scenes.stage.handed_on import HandedOn
from scenes.stage.how_long import HowLong
from scenes.stage.network import NetworkDiagram
from scenes.stage.relabelled import Relabelled
from scenes.stage.stretched import Stretched
from scenes.stage.text import Words, align_baselines, as_symbol
from scenes.stage.wall import DigitWall
from scenes.stage.weight_pictures import WeightPictures

OWN, SWAPPED = theme.SOME, theme.ALL
NAMES = ("true labels", OWN), ("swapped labels", SWAPPED)
COLUMNS, SIDE = 8, 1.15             # of the digits whose labels change hands
WALL = 9.0                          # width of the wall of all digits, at most
NEAR, FIRST = 5, 1                  # epochs that the clock shows at first, and the first state of which it does
WIDE, HIGH = 5.2, (2.9, 0.95)       # of the walls of digits: how wide, and how high if learned, and if unseen
FORMS = ".0%", ".1%"                # of a share; of one that is nearly all
BAR = 4.2                           # height of the bar of all labels
NUMBER = 0.7                        # room above it for a number
STRONG = 0.96                       # of the weights are below the one that has its colour in full
BELOW = 1.15, 1.75                  # below the axis, where it is marked how long the two trainings took
BRIGHTER = 0.4                      # a weight is as bright as its size to this power
SPIKE = 0.04, 0.02                  # so high is a cost for a moment that was below the second one before
OFTEN = 90                          # drawn inputs are on average so bright, of 255
HEAVY, THIN = 0.995, 8              # a weight so many times as large as so many of them is drawn at full width
C = as_symbol("C")


class Memorization(Film):
    """A network with labels that have a pattern, and its twin with labels that have none."""

    wall: DigitWall                  # from the_labels_swap to two_trainings_on_one_clock
    known: DigitWall                 # from learned_and_unseen to how_much_fits
    nets: Filled                     # from how_much_fits to what_it_looks_like_inside
    names: list                      # of both networks: they go from picture to picture
    recordings = ("memorization",)
    question = "Does it learn,\nor does it memorise?"
    constants = {"0": "the border between blue and orange", "12": "inputs drawn", "1": "what is wanted of the digit itself"}

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
        run, order = self.run, np.argsort(self.run.wall)        # as they stand among all digits
        own, given = ([self.of(f"wall_{what}", int(i)) for i in order] for what in ("label", "given"))
        place = {int(i): at for at, i in enumerate(order)}
        handed = HandedOn(run.wall_x[order], own, given, [place.get(int(i) + 1) for i in order], COLUMNS, SIDE)
        handed.move_to(self.room)
        first, *others = np.argsort(order)
        self.ask()
        self.say("A network learned to read digits, from examples with labels.")
        self.hand_over(comes=[*handed.pictures, self.tag("{} of {} digits", self.of("wall_count"), self.all)])
        self.play(LaggedStart(*map(FadeIn, handed.own), lag_ratio=0.3), run_time=theme.VERSE)
        self.read()
        self.say("Did it find a pattern: what looks alike has the same label? Or did it learn a list by heart?")
        for label in np.argsort(-np.bincount(run.wall_label), kind="stable")[:3]:
            self.play(*handed.only(run.wall_label[order] == label), run_time=theme.TURN)
            self.wait(theme.NOTE)
        self.play(*handed.only(run.wall_label >= 0))
        self.read()
        self.say("Here is a test. The pictures stay, but the labels are dealt out anew, by lot.")
        self.play(handed.hands_on(first), run_time=theme.PHRASE)
        self.wait(theme.BEAT)
        self.play(LaggedStart(*map(handed.hands_on, others), lag_ratio=0.2), run_time=theme.PASSAGE)
        self.count_the_wrong_ones(handed, order)

    def count_the_wrong_ones(self, handed, order):
        """The view goes out until all digits are there; those with a wrong label go dim."""
        run = self.run
        self.wall = wall = DigitWall(run.pictures, WALL, self.room.height - theme.GAP).move_to(self.room).align_to(self.room, LEFT)
        clock, last = self.clock("memorization", len(run.changed_so_far)), self.of("changed_so_far", -1, form=",")
        count = self.live("{}", self.reading(clock, "memorization.changed_so_far", form=","), size=theme.TITLE).show(last)
        lines = VGroup(count, Words("wrong labels"), Words("of {}", self.all)).arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=RIGHT)
        bright = Words("still bright:\nright by chance").next_to(lines, DOWN, buff=theme.GUTTER)
        VGroup(lines, bright).move_to(self.room).set_x((wall.get_right()[0] + self.room.get_right()[0]) / 2)
        self.say("Now {} of {} labels are wrong. A few are right by chance: there is no pattern left.", self.of("changed_count", form=","),
                 self.all, holds=run.changed_count > 0.8 * run.examples,
                 otherwise=("Now {} of {} labels are wrong.", self.of("changed_count", form=","), self.all))
        self.play(*map(FadeIn, handed.rings()), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.make_room(*handed.pictures)
        self.hand_over(*handed.pictures, comes=[wall, self.tag("all {} digits · who gets whose label was drawn by lot", self.all)],
                       run_time=theme.TURN, moves=[picture.animate.move_to(wall.spot(int(i))).scale(wall.side() / SIDE)
                                                   for i, picture in zip(run.wall[order], handed.pictures)])
        self.remove(*handed.pictures)
        number = np.arange(len(run.changed))
        clock.draw(wall, lambda row: wall.light_these(~run.changed | (number >= row)))
        count.show(self.of("changed_so_far", 0, form=","))
        self.play(FadeIn(lines))
        clock.run(self, clock.last, theme.PASSAGE)
        self.play(FadeIn(bright))
        self.wait(theme.READ)

    # -- two trainings ---------------------------------------------------------------------

    def two_trainings_on_one_clock(self):
        run, clock = self.run, self.clock("memorization")
        chart = self.costs(6.4, 4.4).until(FIRST).move_to(self.room).align_to(self.room, LEFT)
        which = np.flatnonzero(run.wall_label != run.wall_given)[:3]
        three = Relabelled(run.wall_x[which], *([self.of(f"wall_{what}", int(i)) for i in which] for what in ("label", "given")),
                           ("true", "swapped")).move_to(self.room).align_to(self.room, RIGHT)
        twins = self.twins()
        self.say("One network learns the true labels. A twin, from the same start, learns the swapped ones.")
        self.make_room(self.wall)
        self.hand_over(*three.pictures, run_time=theme.TURN, moves=three.out_of(self.wall, run.wall[which]), comes=[
            *self.names, *twins, self.tag("12 of {} inputs drawn · weights: blue above 0, orange below", self.of("network.sizes", 0))])
        clock.run(self, FIRST, theme.VERSE, LaggedStart(*map(FadeIn, (three.heads, *three.rows)), lag_ratio=0.5))
        self.read()
        epoch = self.live("epoch {}", self.reading(clock, "memorization.epoch", form=".0f"))
        epoch.next_to(chart.plot, UP, buff=theme.GAP).align_to(chart.plot, RIGHT)
        self.say("The cost $C$ says how wrong each is about its own list. One epoch: all digits once.")
        self.carry([label for _, label in chart.labels], *three.pictures, three.heads, *three.rows, comes=[
            chart, self.tag("batches of {} digits · both costs begin above the axis, at {}", self.of("recipe.batch_size"),
                            self.of("own_cost", 0, form=".1f"))])
        self.wait(theme.BEAT)
        self.play(FadeIn(epoch), run_time=theme.TURN)
        self.read()
        near = int(np.searchsorted(run.epoch, min(NEAR, run.epoch[-1])))
        clock.glide(chart, chart.until)
        stuck = self.stuck(near)
        self.say("With true labels, $C$ keeps falling. With swapped ones, it stays at {}.", self.of("plateau", form=".1f"),
                 holds=run.own_cost[near] < 0.5 and stuck, otherwise="Both costs, on one clock.")
        clock.run(self, near, theme.PASSAGE)
        if stuck:
            self.what_the_plateau_is(chart, three)
        self.say("Only after many more epochs does it begin to creep below.", holds=self.creeps(), otherwise="And so it goes on.")
        clock.run(self, clock.last, theme.JOURNEY)
        self.wait(theme.BEAT)

    def stuck(self, near):
        """Whether the twin answers nearly one tenth to everything up to that state, the first one aside, and pays what that costs."""
        run = self.run
        return (np.abs(run.swapped_cost[1:near + 1] - run.plateau) < 0.03).all() and run.off_guess[1:near + 1].max() < 0.04

    def what_the_plateau_is(self, chart, three):
        """The cost of one answer to everything, as a dashed line, and how it comes about, in the place of the three examples."""
        guess, others, plateau = self.of("guess", form=".1f"), self.of("others"), self.of("plateau", form=".1f")
        right, wrong = (self.of("plateau_terms", i, form=".2f") for i in (0, 1))
        lines = VGroup(Words("{} for every digit:", guess), Words("the right one: (1 − {})² = {}", guess, right),
                       Words("{} others: {}² = {} each", others, guess, wrong),
                       Words("{} + {} × {} = {}", right, others, wrong, plateau, color=theme.COST))
        lines.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT).move_to(self.room, aligned_edge=RIGHT).shift(theme.GUTTER * DOWN)
        self.say("It answers about {} to everything, whatever the picture. That costs {}.", guess, plateau)
        self.play(FadeOut(*three.pictures, three.heads, *three.rows), run_time=theme.NOTE)
        self.play(*self.level(chart, plateau), FadeIn(lines[0]), run_time=theme.TURN)
        for line in lines[1:]:
            self.play(FadeIn(line))
            self.wait(theme.BEAT)
        self.read()

    @staticmethod
    def level(chart, cost):
        """How a cost (a Fact) is marked in a chart: a dashed line, and the number at the axis."""
        ends = [chart.spot(x, cost.value) for x in (0, chart.plot.x_span.high)]
        return (Create(DashedLine(*ends, color=theme.COST, stroke_width=theme.stroke(theme.LINE))),
                FadeIn(Words("{}", cost, size=theme.LABEL, color=theme.COST).next_to(ends[0], LEFT, buff=theme.GAP / 2)))

    def carry(self, goals, *staying, comes):
        """All but the names of both networks leaves; they go to their places in the next picture, which comes around them."""
        names = [name.copy() for name in self.names]
        VGroup(*self.names).set_opacity(0)      # they are the copies now
        self.hand_over(*names, *staying, moves=[name.animate.move_to(goal) for name, goal in zip(names, goals)], run_time=theme.TURN)
        self.hand_over(*names, *staying, comes=comes)
        self.remove(*names)
        self.names = goals

    def twins(self):
        """Two networks with the same random weights; each has the name of its labels beside it."""
        run, theta = self.run, self.run.theta[0]
        often = np.flatnonzero(run.pictures.mean(axis=0) > OFTEN)
        drawn = {0: often[np.linspace(0, len(often) - 1, 12).round().astype(int)]}
        twins = []
        for name, color in NAMES:
            network = NetworkDiagram(run.network.sizes, THIN * float(np.quantile(np.abs(theta), HEAVY)), 3.6, 2.5, drawn=drawn)
            network.show(run.network.layers(theta), [np.zeros(n) for n in run.network.sizes]).reach(-1)
            twins.append(Group(Words(name, color=color), network).arrange(RIGHT, buff=theme.GUTTER))
        self.left(Group(*twins).arrange(DOWN, buff=theme.GUTTER, aligned_edge=RIGHT))
        self.names = [name for name, _ in twins]
        return [network for _, network in twins]

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

    def learned_and_unseen(self):
        run = self.run
        (own, own_new), (swapped, swapped_new) = (self.walls(*each) for each in zip(("own", "swapped"), NAMES, (self.left, self.right)))
        Group(swapped, swapped_new).shift((own.wall.get_y() - swapped.wall.get_y()) * UP)
        self.say("After {} epochs: how much of its own list does each network know?", self.of("epochs"))
        self.carry([own.words[0], swapped.words[0]], comes=[*own.words, *swapped.words, own.wall, swapped.wall, self.tag(
            "one picture, one digit · bright: answered right · those come first")])
        self.light_up(own)
        self.read()
        self.say("The swapped ones, in the same number of steps: {}. A guess would be right for {}.", self.share("swapped_learned_share"),
                 self.share("guess"), holds=0.2 < run.known[1].min() and run.known[1].max() < 0.9,
                 otherwise=("Of the swapped labels it knows {}.", self.share("swapped_learned_share")))
        self.light_up(swapped)
        self.read()
        self.say("Now digits that neither has seen. All answers are marked by the true labels.")
        self.play(LaggedStart(*(FadeIn(new.wall, *new.words) for new in (own_new, swapped_new)), lag_ratio=1), run_time=theme.PHRASE)
        self.read()
        self.say("How many will each get right?")
        asked = [Words("?", size=theme.TITLE).move_to(new.number) for new in (own_new, swapped_new)]
        self.play(FadeIn(*asked))
        self.wait(theme.READ)
        self.say("Trained on true labels, it reads {} of them.", self.share("own_unseen_share"))
        self.light_up(own_new, asked[0])
        self.read()
        self.say("Trained on swapped labels: {}, as if it guessed. For new digits its list is worth nothing.",
                 self.share("swapped_unseen_share"), holds=run.right[1].max() < 0.15,
                 otherwise=("Trained on swapped labels: {}.", self.share("swapped_unseen_share")))
        self.light_up(swapped_new, asked[1])
        guess = Words("guessing: {}", self.share("guess")).next_to(swapped_new.wall, DOWN, buff=theme.GAP)
        self.play(FadeIn(guess.align_to(swapped_new.wall, RIGHT)))
        self.wait(theme.BEAT)
        self.known = swapped.wall

    def walls(self, kind, name, side):
        """The digits that a network learned, and those that it never saw, one below the other."""
        texts = ([Words(name[0], color=name[1]), Words("the {} digits of its list", self.all)],
                 [Words("{} digits that it never saw", self.unseen)])
        walls = [Answered(getattr(self.run, f"{kind}_{which}_x"), getattr(self.run, f"{kind}_{which}_right"),
                          self.of(f"{kind}_{which}_share", form=FORMS[(kind, which) == ("own", "learned")]), WIDE, high, name[1], *words)
                 for which, high, words in zip(("learned", "unseen"), HIGH, texts)]
        side(Group(*walls).arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT)).align_to(self.room, UP)
        return walls

    def light_up(self, answered, *asked):
        self.play(answered.fill(), *map(FadeOut, asked), run_time=theme.VERSE)
        self.play(FadeIn(answered.number))

    # -- how much, and what it looks like --------------------------------------------------

    def how_much_fits(self):
        run, bars, nets = self.run, len(self.run.list_size), len(self.run.net_size)
        wide = (self.room.width - 2 * theme.GUTTER) / (bars + nets)
        lists, self.nets = (Filled(sizes, known, run.list_size.max(), wide * len(sizes), BAR, float(run.guess)) for sizes, known in (
            (run.list_size, run.list_known), (nets * [int(run.net_list)], run.net_known)))
        lists.move_to(self.room).align_to(self.room, UP).shift(NUMBER * DOWN)
        self.nets.move_to(lists).align_to(self.room, RIGHT)
        under = [lists.below(i, Words("{}", self.of("list_size", i, form=","))) for i in range(bars)]
        name = Words("swapped labels").next_to(VGroup(*under), DOWN, buff=theme.GAP)
        head = Words("one network:\n{} weights and biases\nfilled: known\ndashed: a guess", self.of("network.n_parameters", form=","))
        head.move_to(lists).align_to(lists, UP + RIGHT)
        shares = [lists.above(i, Words("{}", self.share("list_middle", i), size=theme.TITLE)) for i in range(bars)]
        frame = SurroundingRectangle(self.known, color=theme.INK, buff=0)
        self.say("How much can it learn in {} steps? A shorter list comes round more often.", self.of("steps", form=","))
        self.make_room(frame)
        self.hand_over(frame, run_time=theme.TURN, moves=[Transform(frame, lists.outline(0))], comes=[lists, *under, name, head, self.tag(
            "steps of {} digits · dots: {} starts each, bar: the middle one", self.of("recipe.batch_size"), self.of("starts"))])
        self.play(FadeOut(frame), Through(lists, lists.fill(0)), FadeIn(shares[0]))
        for i in range(1, bars):
            if i == bars - 2:
                self.read()
                self.say("Of {} labels, each seen {} times, it knows {}. Of {}, each seen {} times: {}.",
                         self.of("list_size", -1, form=","), self.of("list_passes", -1, form=","), self.share("list_middle", -1),
                         self.all, self.of("list_passes", 0), self.share("list_middle", 0),
                         holds=(np.diff(run.list_middle) > 0).all() and run.list_middle[0] < 0.6,
                         otherwise="Each list has a share of its own.")
            self.play(Through(lists, lists.fill(i)), run_time=theme.PHRASE)
            self.play(FadeIn(shares[i]))
        self.read()
        self.say("Other networks, the same {} labels, as many steps: with more weights, more is known.", self.of("net_list", form=","),
                 holds=(np.diff(run.net_middle) > 0).all(), otherwise=("Three networks learn a list of {}.", self.of("net_list", form=",")))
        self.play(VGroup(lists, *under, name, head, *shares).animate.align_to(self.room, LEFT), run_time=theme.TURN)
        self.other_networks(lists, nets)

    def other_networks(self, lists, count):
        """The bar of the list that they all learn stands among those of other networks as well; these fill from the smallest on."""
        nets, same = self.nets, count // 2
        under = [nets.below(i, Words("{}", self.of("net_size", i, form=","))) for i in range(count)]
        shares = [nets.above(i, Words("{}", self.share("net_middle", i), size=theme.TITLE)) for i in range(count)]
        head = Words("one list:\n{} swapped labels", self.of("net_list", form=",")).move_to(nets).align_to(lists, UP)
        boxes = lists.outline(1), nets.outline(same)
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
        tiles, heads, typicals = [], [], []
        for W, (name, color), side, i in zip((run.own_W, run.swapped_W), NAMES, (LEFT, RIGHT), (0, 1)):
            those = WeightPictures(W[0], columns, (self.room.height - 2 * theme.GUTTER) / columns, full, lift=BRIGHTER)
            typical = self.live("typical weight {}", self.reading(clock, "memorization.typical", of=i, form=".2f"), color=color)
            those.move_to(self.room).align_to(self.room, DOWN + side)
            heads.append(Words(name, color=color).next_to(those, UP).align_to(those, LEFT))
            typicals.append(typical.next_to(those, UP).align_to(those, RIGHT))
            tiles.append(clock.draw(those, lambda row, those=those, W=W: those.show(W[row])))
        align_baselines(*heads, *typicals)
        epoch = self.live("epoch {}", self.reading(clock, "memorization.picture_epoch", form=".0f")).move_to(self.room)
        frames = [self.nets.outline(len(run.net_size) // 2) for _ in tiles]
        self.say("What does it look like inside? Each picture: the weights of a neuron, blue above 0, orange below.")
        self.make_room(*frames)
        self.hand_over(*frames, run_time=theme.TURN, moves=[
            Transform(frame, SurroundingRectangle(those, color=theme.INK, buff=0)) for frame, those in zip(frames, tiles)],
            comes=[*tiles, *heads, *typicals, epoch, self.tag("first layer · typical: root of the mean square · small weights brightened")])
        self.play(FadeOut(*frames))
        clock.run(self, clock.last // 6, theme.VERSE)
        self.read()
        self.say("Both began with the same random weights. True labels soon make soft blots.",
                 holds=run.typical[0, clock.last // 2] > 2 * run.typical[0, 0], otherwise="Both began with the same random weights.")
        clock.run(self, clock.last // 2, theme.PASSAGE)
        half = run.typical[:, clock.last // 2]
        self.say("With swapped labels, they stay small for long, and then go on growing.",
                 holds=half[1] < 0.8 * half[0] and run.typical[1, -1] > 1.5 * half[1], otherwise="Both go on learning.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.read()
        self.say("At epoch {}, those that learn by heart are {} times as large as the twin's, and rougher.", self.of("epochs"),
                 self.of("typical_times", 0, form=".1f"), holds=run.typical_times.min() > 1.3 and (run.alike[0] - run.alike[1]).min() > 0.1,
                 otherwise="So they end.")
        self.read()
        self.names = heads

    def the_pattern_first(self):
        run = self.run
        chart = self.costs(9.6, 3.4).until(len(run.epoch) - 1).move_to(self.room).align_to(self.room, LEFT + UP)
        both = np.isfinite(run.below).all()
        self.say("Once more both costs. How long until they are clearly below {}: at {}?", self.of("plateau", form=".1f"), self.of("level"),
                 holds=both, otherwise="Once more both costs, for each network on its own list.")
        self.carry([label for _, label in chart.labels], comes=[
            chart, *self.spike(chart), self.tag("dots: {} starts · stopped at epoch {}", self.of("starts"), self.of("epochs"))])
        if both:
            self.play(*self.level(chart, self.of("level")), run_time=theme.TURN)
            self.read()
            times = [self.of("below", i, 0, form=".0f") for i in (0, 1)]
            self.say("With the pattern, after {} epoch. Without one, after {}.", *times, holds=0.5 < run.below[0, 0] < 1.5,
                     otherwise=("With the pattern, after {} epochs. Without one, after {}.", *times))
            self.mark(chart, 0)
            self.mark(chart, 1)
        self.read()
        self.say("It can do both. But a pattern is found fast; a list goes in slowly: {} in {} epochs.",
                 self.share("swapped_learned_share"), self.of("epochs"),
                 holds=both and run.below[1].min() > 10 * run.below[0].max() and run.known[1].max() < 0.9,
                 otherwise="It can do both: find a pattern, and learn by heart.")
        self.wait(theme.STUDY)

    def spike(self, chart):
        """Words at the place where the cost with true labels, long low, is high for a moment; nothing, where it never is."""
        cost = self.run.own_cost
        low = int(np.argmax(cost < SPIKE[1])) if cost.min() < SPIKE[1] else len(cost) - 1
        top = low + int(np.argmax(cost[low:]))
        if cost[top] < SPIKE[0] or cost[-1] > SPIKE[1]:
            return []
        return [Words("a few bad steps,\nsoon made good", size=theme.LABEL, color=theme.FAINT)
                .next_to(chart.spot(self.run.epoch[top], float(cost[top])), UP + LEFT, buff=theme.GAP / 2)]

    def mark(self, chart, which):
        """How long it takes to get below the level."""
        until, color = self.run.below[which], NAMES[which][1]
        words = Words("{} epoch" if round(until[0]) == 1 else "{} epochs", self.of("below", which, 0, form=".0f"), color=color)
        taken = HowLong(chart, until, float(self.run.level), BELOW[which], color, words)
        self.play(Create(taken.bar), Create(taken.cross), run_time=theme.TURN)
        self.play(FadeIn(taken.dots, taken.words))
