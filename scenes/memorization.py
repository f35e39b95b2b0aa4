"""Film: whether a network finds a pattern or learns by heart, told by a test: the same digits with labels that were swapped.

Shows "memorization": the network of digits, trained on true and on swapped labels; shorter lists of those, and other networks.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, AnimationGroup, Create, DashedLine, FadeIn, FadeOut, Group, LaggedStart, SurroundingRectangle, VGroup,
)

from scenes.stage import theme
from scenes.stage.chart import Series
from scenes.stage.examined import Examined
from scenes.stage.film import Film
from scenes.stage.filled import Filled
from scenes.stage.gestures import Through
from scenes.stage.handed_on import HandedOn
from scenes.stage.network import resting
from scenes.stage.stretched import Stretched
from scenes.stage.text import Words, align_baselines, as_symbol
from scenes.stage.wall import DigitWall
from scenes.stage.weight_pictures import WeightPictures

OWN, SWAPPED = theme.SOME, theme.ALL
NAMES = ("true labels", OWN), ("swapped labels", SWAPPED)
COLUMNS, SIDE = 8, 1.15             # of the digits whose labels change hands
WALL = 9.0                          # width of the wall of all digits, at most
NEAR, FIRST = 5, 1                  # epochs that the clock shows at first, and the first state of which it does
SHARE = 3.6, 0.45                   # of a bar of all digits: its length, and the height of its line
TALL = 1.2                          # the same in the last picture
BESIDE = 1.3                        # room right of a bar for its number
LONG = 4.6                          # of the bar of all labels, where lists of several lengths are learned
NEARLY = 0.99                       # of a share that is more, but not all, a decimal is shown
STRONG = 0.96                       # of the weights are below the one that has its colour in full
BRIGHTER = 0.4                      # a weight is as bright as its size to this power
SPIKE = 0.04, 0.02                  # so high is a cost for a moment that was below the second one before
OFTEN, INPUTS = 90, 12              # drawn inputs are on average so bright, of 255; and how many they are
HEAVY, THIN = 0.995, 8              # a weight so many times as large as so many of them is drawn at full width
C = as_symbol("C")


class Memorization(Film):
    """A network with labels that have a pattern, and its twin with labels that have none."""

    wall: DigitWall                  # from the_labels_swap to two_trainings_on_one_clock
    three: Examined                  # of the list: from two_trainings_on_one_clock to learned_and_unseen
    cell: Filled                     # of the swapped list: from learned_and_unseen to how_much_is_learned
    names: list                      # of the networks: they go from picture to picture
    recordings = ("memorization",)
    question = "Does it learn,\nor does it memorise?"
    constants = {"0": "the border between blue and orange", "12": "inputs drawn", "1": "what is wanted of the digit itself"}

    def construct(self):
        self.run, = (self.runs[name] for name in self.recordings)
        self.all, self.unseen = self.of("examples", form=","), self.of("unseen", form=",")
        self.play_section(self.the_labels_swap)
        self.play_section(self.two_trainings_on_one_clock)
        self.play_section(self.learned_and_unseen)
        self.play_section(self.how_much_is_learned)
        self.play_section(self.what_it_looks_like_inside)
        self.play_section(self.only_a_pattern_helps)

    def of(self, key, *index, form=""):
        """A number of the recording."""
        return self.fact(f"memorization.{key}", *index, form=form)

    def share(self, key, *index):
        """A share of digits, in percent."""
        share = self.of(key, *index, form=".0%")
        return self.of(key, *index, form=".1%") if NEARLY < share.value < 1 else share

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
        self.play(LaggedStart(*map(handed.hands_on, others), lag_ratio=0.4), run_time=theme.JOURNEY)
        self.wait(theme.BEAT)
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
        self.make_room(*handed.pictures)
        self.hand_over(*handed.pictures, comes=[wall, self.tag("all {} digits · who gets whose label was drawn by lot", self.all)],
                       run_time=theme.TURN, moves=[picture.animate.move_to(wall.spot(int(i))).scale(wall.side() / SIDE)
                                                   for i, picture in zip(run.wall[order], handed.pictures)])
        self.remove(*handed.pictures)
        number = np.arange(len(run.changed))
        clock.draw(wall, lambda row: wall.light_these(~run.changed | (number >= row)))
        count.show(self.of("changed_so_far", 0, form=","))
        self.play(FadeIn(lines))
        clock.run(self, clock.last, theme.VERSE)
        self.say("Now {} of {} labels are wrong, and a few are right by chance. There is no pattern left.", self.of("changed_count", form=","),
                 self.all, holds=run.changed_count > 0.8 * run.examples,
                 otherwise=("Now {} of {} labels are wrong.", self.of("changed_count", form=","), self.all))
        self.play(FadeIn(bright))
        self.read()
        self.wait(theme.BEAT)

    # -- two trainings ---------------------------------------------------------------------

    def two_trainings_on_one_clock(self):
        run, clock = self.run, self.clock("memorization", start=FIRST)
        chart, twins = self.costs(5.0, 4.4).until(FIRST).move_to(self.room).align_to(self.room, LEFT), self.twins()
        self.three = three = self.examined("three", apart=1)
        sides = [three.left_of(i, 0, Words(name.split()[0], color=color)) for i, (name, color) in enumerate(NAMES)]
        Group(three, *sides).align_to(self.room, UP + RIGHT)
        self.say("One network learns the true labels. A twin, from the same start, learns the swapped ones.")
        self.make_room(self.wall)
        self.hand_over(*three.pictures, run_time=theme.TURN, moves=three.out_of(self.wall, run.three), comes=[
            *self.names, *twins, self.tag("12 of {} inputs drawn · weights: blue above 0, orange below", self.of("network.sizes", 0))])
        for side, labels in zip(sides, three.labels):
            self.play(LaggedStart(*map(FadeIn, (side, *labels)), lag_ratio=0.5), run_time=theme.TURN)
        self.read()
        epoch = self.live("epoch {}", self.reading(clock, "memorization.epoch", form=".0f"))
        epoch.next_to(chart.plot, UP, buff=theme.GAP).align_to(chart.plot, RIGHT)
        self.say("The cost $C$ says how wrong each is about its own list. One epoch: all digits once.")
        ends = [label for _, label in chart.labels]
        chart.remove(*ends)
        self.carry(ends, *three.pictures, *three.labels, *sides, comes=[
            chart, epoch, self.tag("batches of {} digits · both costs begin above the axis, at {}", self.of("recipe.batch_size"),
                                   self.of("own_cost", 0, form=".1f"))])
        self.remove(*ends)
        chart.add(*ends)
        near = int(np.searchsorted(run.epoch, min(NEAR, run.epoch[-1])))
        clock.glide(chart, chart.until)
        clock.run(self, near, theme.PASSAGE)
        self.the_twin_is_stuck(chart, near, Group(three, *sides))
        self.say("Both go on, up to epoch {}.", self.of("epochs"))
        clock.run(self, clock.last, theme.JOURNEY)
        self.say("Only after many epochs does the twin begin to creep below.", holds=self.creeps(), otherwise="So they end.")
        self.play(*map(FadeIn, self.spike(chart)))
        self.read()
        self.wait(theme.BEAT)

    def the_twin_is_stuck(self, chart, near, above):
        """The cost of one answer to everything, as a dashed line, and how it comes about, below the three examples."""
        run = self.run
        guess, others, plateau = self.of("guess", form=".1f"), self.of("others"), self.of("plateau", form=".1f")
        right, wrong = (self.of("plateau_terms", i, form=".2f") for i in (0, 1))
        lines = VGroup(Words("{} for every digit:", guess), Words("the right one: (1 − {})² = {}", guess, right),
                       Words("{} others: {}² = {} each", others, guess, wrong),
                       Words("{} + {} × {} = {}", right, others, wrong, plateau, color=theme.COST))
        lines.arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT).next_to(above, DOWN, buff=theme.GUTTER).align_to(self.room, RIGHT)
        stuck = (np.abs(run.swapped_cost[1:near + 1] - run.plateau) < 0.03).all() and run.off_guess[1:near + 1].max() < 0.04
        self.say("With true labels, $C$ falls. The twin is stuck: it answers about {} to everything, and that costs {}.", guess, plateau,
                 holds=run.own_cost[near] < 0.5 and stuck, otherwise="Both costs, on one clock.")
        if stuck:
            ends = [chart.spot(x, run.plateau) for x in (0, chart.plot.x_span.high)]
            self.play(Create(DashedLine(*ends, color=theme.COST, stroke_width=theme.stroke(theme.LINE))), FadeIn(lines[0], Words(
                "{}", plateau, size=theme.LABEL, color=theme.COST).next_to(ends[0], LEFT, buff=theme.GAP / 2)), run_time=theme.TURN)
            for line in lines[1:]:
                self.play(FadeIn(line))
                self.wait(theme.BEAT)
        self.read()

    def carry(self, goals, *staying, comes, moves=()):
        """All else leaves, while the names of the networks go to their places in the next picture, which comes."""
        self.hand_over(*self.names, *staying, comes=comes, run_time=theme.TURN, moves=[
            *moves, *(name.animate.move_to(goal) for name, goal in zip(self.names, goals, strict=True))])
        self.remove(*self.names)
        self.add(*goals)
        self.names = goals

    def examined(self, name, apart):
        """Three digits, with the labels by which both networks are marked."""
        labels = [[self.of(f"{name}_{what}", i) for i in range(3)] for what in ("label", "given")]
        return Examined(getattr(self.run, f"{name}_x"), labels, (OWN, SWAPPED if name == "three" else OWN), apart)

    def twins(self):
        """Two networks with the same random weights; each has the name of its labels beside it."""
        run, theta = self.run, self.run.theta[0]
        full, often = THIN * float(np.quantile(np.abs(theta), HEAVY)), run.pictures.mean(axis=0) > OFTEN
        twins = [Group(Words(name, color=color), resting(run.network, theta, full, 3.6, 2.5, often, INPUTS)).arrange(
            RIGHT, buff=theme.GUTTER) for name, color in NAMES]
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

    def spike(self, chart):
        """Words at the place where the cost with true labels, long low, is high for a moment; nothing, where it never is."""
        cost = self.run.own_cost
        low = int(np.argmax(cost < SPIKE[1])) if cost.min() < SPIKE[1] else len(cost) - 1
        top = low + int(np.argmax(cost[low:]))
        if cost[top] < SPIKE[0] or cost[-1] > SPIKE[1]:
            return []
        return [Words("a few bad steps,\nsoon made good", size=theme.LABEL).next_to(
            chart.spot(self.run.epoch[top], float(cost[top])), UP, buff=theme.GAP / 2)]

    # -- what both answer ------------------------------------------------------------------

    def learned_and_unseen(self):
        there, new = blocks = [self.examined(name, apart=3) for name in ("three", "new")]
        names, cells = [Words(name, color=color) for name, color in NAMES], self.shares(*SHARE)
        there.align_to(self.room, LEFT).shift((max(name.width for name in names) + theme.GAP) * RIGHT)
        new.align_to(self.room, RIGHT).shift((new.width - SHARE[0] - BESIDE) * RIGHT)
        Group(there, new).align_to(self.room, UP).shift(theme.GUTTER * DOWN)
        heads = [Words(text, number).next_to(block, UP).align_to(block, LEFT) for text, number, block in zip(
            ("the {} digits of its list", "{} digits it never saw"), (self.all, self.unseen), blocks)]
        sides = [[there.left_of(i, line, Words(text)) for line, text in ((1, "answers"), (2, "right of all"))] for i in (0, 1)]
        for i, row in enumerate(cells):
            there.left_of(i, 0, names[i])
            for block, cell in zip(blocks, row):
                block.on(i, 2, cell)
        numbers = self.in_percent(cells)
        self.say("After {} epochs: what does each network answer to the digits of its own list?", self.of("epochs"))
        self.carry(names, *self.three.pictures, *self.three.labels, moves=self.three.goes_to(there), comes=[
            heads[0], self.tag("three examples of each")])
        for i, (answers, side) in enumerate(zip(("own", "swapped"), sides)):
            said = there.answers(i, [self.of(f"three_{answers}", k) for k in range(3)])
            self.play(LaggedStart(*map(FadeIn, (side[0], *said)), lag_ratio=0.5), run_time=theme.PHRASE)
        self.read()
        guess = Words("guessing: {}", self.share("guess")).next_to(cells[1][0].at(0, float(self.run.guess)), DOWN, buff=theme.GAP)
        for row, side, number in zip(cells, sides, numbers):
            self.play(FadeIn(row[0], side[1]))
            self.play(Through(row[0], row[0].fill(0)), run_time=theme.PHRASE)
            self.play(FadeIn(number[0]))
        self.play(FadeIn(guess.align_to(cells[1][0], LEFT)))
        self.say("In as many steps, the twin has learned its list only in part: {} by heart.", self.share("known", 1, 0),
                 holds=0.2 < self.run.known[1].min() and self.run.known[1].max() < 0.9,
                 otherwise=("Of the swapped labels it knows {}.", self.share("known", 1, 0)))
        self.read()
        self.wait(theme.BEAT)
        self.new_digits(new, heads[1], [row[1] for row in cells], [row[1] for row in numbers])
        self.cell = cells[1][0]

    def new_digits(self, new, head, cells, numbers):
        """What both networks answer to digits that they have not seen, and how many they get right."""
        self.say("Now digits that neither has seen, marked by their true labels. How many will each read?")
        self.play(FadeIn(*new.pictures, head), run_time=theme.TURN)
        self.play(*map(FadeIn, new.labels))
        asked = [Words("?", size=theme.TITLE).move_to(number) for number in numbers]
        self.play(FadeIn(*cells, *asked))
        self.read()
        self.wait(theme.READ)
        for i, (answers, cell) in enumerate(zip(("own", "swapped"), cells)):
            said = new.answers(i, [self.of(f"new_{answers}", k) for k in range(3)])
            self.play(LaggedStart(*map(FadeIn, said), lag_ratio=0.5), run_time=theme.TURN)
            self.play(FadeOut(asked[i]), Through(cell, cell.fill(0)), run_time=theme.PHRASE)
            self.play(FadeIn(numbers[i]))
        self.say("Trained on true labels, it reads {}. On swapped ones: {}, as if it guessed.", self.share("right", 0, 0),
                 self.share("right", 1, 0), holds=self.run.right[1].max() < 0.15 and self.run.right[0].min() > 0.5,
                 otherwise=("On true labels: {}. On swapped ones: {}.", self.share("right", 0, 0), self.share("right", 1, 0)))
        self.read()
        self.wait(theme.READ)

    def shares(self, length, high):
        """For each network two bars of all digits: of its list, and of those that it never saw; filled, as many as it answers right."""
        return [[Filled([1], [known[i, :1]], 1, length, high, color, float(self.run.guess)) for known in (self.run.known, self.run.right)]
                for i, (_, color) in enumerate(NAMES)]

    def in_percent(self, cells):
        """Their numbers, right of them."""
        return [[cell.after(0, Words("{}", self.share(key, i, 0), size=theme.TITLE, color=NAMES[i][1]))
                 for key, cell in zip(("known", "right"), row)] for i, row in enumerate(cells)]

    # -- how much, and what it looks like --------------------------------------------------

    def how_much_is_learned(self):
        run = self.run
        lists, nets = bars = [Filled(getattr(run, f"{name}_size"), getattr(run, f"{name}_known"), run.list_size.max(), LONG,
                                     LONG * SHARE[1] / SHARE[0], SWAPPED, float(run.guess)) for name in ("list", "net")]
        Group(*bars).arrange(DOWN, buff=theme.GUTTER / 2)
        heads = self.heads(lists)
        columns = [self.columns(name, each, heads) for name, each in zip(("list", "net"), bars)]
        Group(*bars, *heads, *(text for group in columns for column in group for text in column)).move_to(self.room)
        weights, sizes, known, new = columns[0]
        self.say("Did it only lack time? In as many steps, a shorter list comes round more often.")
        lists.fill(0)(1)
        self.names = self.names[1:]
        self.carry([heads[1]], self.cell, moves=[self.cell.animate.scale(LONG / SHARE[0]).move_to(lists.outline(0))], comes=[
            lists, heads[0], heads[2], *weights, *sizes, known[0], self.tag(
                "steps of {} digits · dots: {} starts, number: the middle one", self.of("recipe.batch_size"), self.of("starts"))])
        self.remove(self.cell)
        for i in range(1, len(lists.sizes)):
            self.play(Through(lists, lists.fill(i)), run_time=theme.PHRASE)
            self.play(FadeIn(known[i]))
        self.say("Of {} labels, each seen {} times, it knows {}. Of {}, each seen {} times: {}.", self.all, self.of("list_passes", 0),
                 self.of("list_count", 0), *(self.of(f"list_{key}", -1, form=",") for key in ("size", "passes", "count")),
                 holds=(np.diff(run.list_count / run.list_size) > 0).all(), otherwise="Each list has a number of its own.")
        self.read()
        self.wait(theme.BEAT)
        self.other_networks(lists, nets, columns[1])
        self.new_digits_again(heads[3], [*new, *columns[1][3]])

    @staticmethod
    def heads(bars):
        """What the columns beside the bars are about, and what the bars are, above them."""
        weights, sizes, known, new = (Words(text).next_to(bars, UP) for text in (
            "weights\nand biases", NAMES[1][0], "known by heart", "new\ndigits"))
        sizes.next_to(bars, LEFT).align_to(known, DOWN)
        weights.next_to(sizes, LEFT, buff=theme.GUTTER).align_to(known, DOWN)
        known.align_to(bars, LEFT)
        new.next_to(bars, RIGHT, buff=BESIDE).align_to(known, DOWN)
        return [weights, sizes, known, new]

    def columns(self, name, bars, heads):
        """Beside each bar: the network's weights, the labels to learn, how many it knows, and the share of new digits that it reads."""
        columns = []
        for key, head in zip(("weights", "size", "count", "new"), heads):
            form, size = ".0%" if key == "new" else ",", theme.TITLE if key in ("count", "new") else None
            texts = [Words("{}", self.of(f"{name}_{key}", i, form=form), size=size) for i in range(len(bars.sizes))]
            columns.append([bars.after(i, text) if key == "count" else text.move_to(bars.at(i, 0)).align_to(head, RIGHT)
                            for i, text in enumerate(texts)])
        return columns

    def other_networks(self, lists, nets, columns):
        """The bar of the list that they all learn stands among those of other networks as well; these fill from the smallest on."""
        weights, sizes, known, _ = columns
        count, listed = len(nets.sizes), self.of("net_size", 0)
        same = count // 2
        nets.fill(same)(1)
        box = SurroundingRectangle(lists.outline(1), color=theme.INK, buff=theme.GAP / 2)
        self.say("And more weights? Three networks learn the same {} labels.", listed)
        self.play(Create(box))
        self.play(box.animate.move_to(nets.outline(same)), FadeIn(nets, *weights, *sizes, known[same]), run_time=theme.TURN)
        self.play(FadeOut(box))
        for i in (i for i in range(count) if i != same):
            self.play(Through(nets, nets.fill(i)), run_time=theme.PHRASE)
            self.play(FadeIn(known[i]))
        self.say("With more weights, more is known: {} of {} by heart.", self.of("net_count", -1), listed,
                 holds=(np.diff(self.run.net_count) > 0).all(), otherwise="Each network has a number of its own.")
        self.read()

    def new_digits_again(self, head, shares):
        """How many unseen digits each of these networks reads."""
        run = self.run
        self.say("Does that help with new digits? How many will each of them read?")
        asked = [Words("?", size=theme.TITLE).move_to(share) for share in shares]
        self.play(FadeIn(head, *asked), run_time=theme.TURN)
        self.read()
        self.wait(theme.BEAT)
        self.play(LaggedStart(*(AnimationGroup(FadeOut(mark), FadeIn(share)) for mark, share in zip(asked, shares)), lag_ratio=0.5),
                  run_time=theme.PHRASE)
        self.say("However much it knows by heart, each reads about one in ten: as many as by guessing.",
                 holds=max(run.list_right.max(), run.net_right.max()) < 0.15, otherwise="So many each of them reads.")
        self.read()
        self.wait(theme.READ)

    def what_it_looks_like_inside(self):
        run, clock = self.run, self.clock("memorization", len(self.run.picture_epoch))
        full = float(np.quantile(np.abs(run.swapped_W[-1]), STRONG))
        columns = int(np.ceil(np.sqrt(run.own_W.shape[1])))
        tiles, heads = [], []
        for W, (name, color), side in zip((run.own_W, run.swapped_W), NAMES, (LEFT, RIGHT)):
            those = WeightPictures(W[0], columns, (self.room.height - 2 * theme.GUTTER) / columns, full, lift=BRIGHTER)
            those.move_to(self.room).align_to(self.room, DOWN + side).shift(theme.GAP * UP)
            heads.append(Words(name, color=color).next_to(those, UP))
            tiles.append(clock.draw(those, lambda row, those=those, W=W: those.show(W[row])))
        align_baselines(*heads)
        epoch = self.live("epoch {}", self.reading(clock, "memorization.picture_epoch", form=".0f"))
        alike = VGroup(Words("correlation of\nneighbouring\nweights:"), *(
            Words("{}", self.of("alike", i, 0, form=".2f"), size=theme.TITLE, color=color) for i, (_, color) in enumerate(NAMES)))
        VGroup(epoch, alike.arrange(DOWN)).arrange(DOWN, buff=theme.GUTTER).move_to(self.room)
        self.say("What does it look like inside? Each picture: the weights of a neuron, blue above 0, orange below.")
        self.carry([heads[1]], comes=[*tiles, heads[0], epoch, self.tag("first layer · black: no digit has ink there · small weights brightened")])
        self.read()
        clock.run(self, clock.last // 2, theme.PASSAGE)
        half = run.typical[:, clock.last // 2]
        self.say("From the same random weights, true labels soon make soft blots. The twin's weights stay small for long.",
                 holds=half[0] > 2 * run.typical[0, 0] and half[1] < 0.8 * half[0], otherwise="Both began with the same random weights.")
        self.read()
        clock.run(self, clock.last, theme.PASSAGE)
        self.play(FadeIn(alike), run_time=theme.TURN)
        self.say("Then they become rougher: neighbours agree less. A list asks to tell apart what looks alike.",
                 holds=(run.alike[0] - run.alike[1]).min() > 0.1, otherwise="So they end.")
        self.read()
        self.wait(theme.BEAT)
        self.names = heads

    def only_a_pattern_helps(self):
        run, names = self.run, [Words(name, color=color) for name, color in NAMES]
        cells = self.shares(SHARE[0], TALL)
        for row in cells:
            Group(*row).arrange(RIGHT, buff=theme.GUTTER + BESIDE)
        Group(*(Group(*row) for row in cells)).arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room).align_to(self.room, RIGHT)
        Group(*(Group(*row) for row in cells)).shift(BESIDE * LEFT)
        for row in cells:
            for cell in row:
                cell.fill(0)(1)
        numbers = self.in_percent(cells)
        heads = [Words(text).next_to(cell, UP).align_to(cell, LEFT) for text, cell in zip(("its own list", "new digits"), cells[0])]
        for name, row in zip(names, cells):
            row[0].before(0, name)
        self.say("So it can do both: learn by heart, slowly and in part, or find a pattern, where there is one.",
                 holds=0.2 < run.known[1].min() and run.known[1].max() < 0.9 and run.right[0].min() > 0.5,
                 otherwise="So it can do both: find a pattern, and learn by heart.")
        self.carry(names, comes=[*heads, *(cell for row in cells for cell in row), *(number for row in numbers for number in row),
                                 self.tag("right answers after {} epochs", self.of("epochs"))])
        self.read()
        self.wait(theme.READ)
        self.say("Only the pattern helps with new digits: {}, nearly as many as of its own list.", self.share("right", 0, 0),
                 holds=(run.known[0] - run.right[0]).max() < 0.1 and run.right[1].max() < 0.15,
                 otherwise="Only a pattern helps with new digits.")
        self.play(Create(SurroundingRectangle(Group(heads[1], cells[0][1], cells[1][1], numbers[0][1], numbers[1][1]), color=theme.INK)),
                  run_time=theme.TURN)
        self.wait(theme.STUDY)
