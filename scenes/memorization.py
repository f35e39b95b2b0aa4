"""Film: whether a network finds a pattern or learns by heart, told by a test: the same digits with labels that were swapped.

Shows "memorization": the network of digits, trained on true and on swapped labels; shorter lists of those, and other networks.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, DashedLine, FadeIn, FadeOut, Group, LaggedStart, SurroundingRectangle, VGroup

from scenes.stage import theme
from scenes.stage.chart import Series
from scenes.stage.examined import Examined
from scenes.stage.film import Film
from scenes.stage.filled import Filled, Rows, Share
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
APART = 3.5                         # lines from those of one network to those of the other
SHARE, TALL = (3.6, 0.45), 1.4      # of a bar of all digits: its length, and the height of its line; that in the last picture
BESIDE = 1.3                        # room right of a bar for its number
LONG = 4.6                          # of the bar of all labels, where lists of several lengths are learned
NEARLY = 0.99                       # of a share that is more, but not all, a decimal is shown
STRONG = 0.96                       # of the weights are below the one that has its colour in full
BRIGHTER = 0.4                      # a weight is as bright as its size to this power
LATE, SPIKE = 20, 0.04              # an epoch from which on the cost with true labels is low; so high is it for a moment
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
        self.play(LaggedStart(*map(FadeIn, handed.own), lag_ratio=0.3), run_time=theme.PHRASE)
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
        self.play(LaggedStart(*map(handed.hands_on, others), lag_ratio=0.4), run_time=theme.PASSAGE)
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
        self.hand_over(*handed.pictures, comes=[wall, self.tag("all {} digits · who gets whose label was drawn by lot", self.all)],
                       run_time=theme.TURN, moves=[picture.animate.move_to(wall.spot(int(i))).scale(wall.side() / SIDE)
                                                   for i, picture in zip(run.wall[order], handed.pictures)])
        self.remove(*handed.pictures)
        number = np.arange(len(run.changed))
        clock.draw(wall, lambda row: wall.light_these(~run.changed | (number >= row)))
        count.show(self.of("changed_so_far", 0, form=","))
        self.play(FadeIn(lines))
        self.say("Those with wrong labels go dim. A few stay right by chance: there is no pattern left.",
                 holds=run.changed_count > 0.8 * run.examples, otherwise="Those with wrong labels go dim.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.play(FadeIn(bright))
        self.wait(theme.READ)

    # -- two trainings ---------------------------------------------------------------------

    def two_trainings_on_one_clock(self):
        run, clock = self.run, self.clock("memorization", start=FIRST)
        chart, twins = self.costs(5.0, 4.4).until(FIRST).move_to(self.room).align_to(self.room, LEFT), self.twins()
        self.three = three = self.examined("three", apart=1)
        sides = [three.left_of(i, 0, Words(name.split()[0], color=color)) for i, (name, color) in enumerate(NAMES)]
        Group(three, *sides).align_to(self.room, UP + RIGHT).shift(theme.GAP * DOWN)
        self.say("One network learns the true labels. A twin, from the same start, learns the swapped ones.")
        self.make_room(self.wall)
        self.hand_over(*three.pictures, run_time=theme.TURN, moves=three.out_of(self.wall, run.three), comes=[
            *self.names, *twins, self.tag("12 of {} inputs drawn · weights: blue above 0, orange below", self.of("network.sizes", 0))])
        for side, labels in zip(sides, three.labels):
            self.play(LaggedStart(*map(FadeIn, (side, *labels)), lag_ratio=0.5), run_time=theme.TURN)
        self.read()
        epoch = self.live("epoch {}", self.reading(clock, "memorization.epoch", form=".0f")).next_to(chart.plot, UP, aligned_edge=RIGHT)
        self.say("The cost $C$ says how wrong each is about its own list. One epoch: all digits once.")
        ends = [label for _, label in chart.labels]
        chart.remove(*ends)
        self.carry(ends, *three.pictures, *three.labels, *sides, comes=[
            chart, epoch, self.tag("batches of {} digits · both costs begin above the axis, at {}", self.of("recipe.batch_size"),
                                   self.of("own_cost", 0, form=".1f"))])
        near = int(np.searchsorted(run.epoch, min(NEAR, run.epoch[-1])))
        clock.glide(chart, chart.until)
        clock.run(self, near, 2 * theme.PHRASE)
        self.the_twin_is_stuck(chart, near, Group(three, *sides))
        self.say("Both go on, up to epoch {}.", self.of("epochs"))
        clock.run(self, clock.last, theme.PASSAGE)
        late = min(int(np.searchsorted(run.epoch, LATE)), clock.last)
        self.say("Only after many epochs does the twin begin to creep below.", otherwise="So they end.",
                 holds=run.swapped_cost[late] > 0.85 > 0.8 > run.swapped_cost[-1] and run.own_cost[late] < 0.2)
        self.name_the_spike(chart, late)
        self.read()

    def the_twin_is_stuck(self, chart, near, above):
        """The cost of one answer to everything, as a dashed line, and how it comes about, below the three examples."""
        run = self.run
        guess, others, plateau = self.of("guess", form=".1f"), self.of("others"), self.of("plateau", form=".1f")
        right, wrong = (self.of("plateau_terms", i, form=".2f") for i in (0, 1))
        lines = VGroup(Words("{} for every digit:", guess), Words("the right one: (1 − {})² = {}", guess, right),
                       Words("{} others: {}² = {} each", others, guess, wrong),
                       Words("{} + {} × {} = {}", right, others, wrong, plateau, color=theme.COST))
        lines.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT).next_to(above, DOWN, buff=theme.GUTTER).align_to(self.room, RIGHT)
        stuck = (np.abs(run.swapped_cost[1:near + 1] - run.plateau) < 0.03).all() and run.off_guess[1:near + 1].max() < 0.04
        self.say("With true labels, $C$ falls. The twin is stuck: about {} for everything costs {}.", guess, plateau,
                 holds=run.own_cost[near] < 0.5 and stuck, otherwise="Both costs, on one clock.")
        if stuck:
            ends = [chart.spot(x, run.plateau) for x in (0, chart.plot.x_span.high)]
            self.play(Create(DashedLine(*ends, color=theme.COST, stroke_width=theme.stroke(theme.LINE))), FadeIn(lines[0], Words(
                "{}", plateau, size=theme.LABEL, color=theme.COST).next_to(ends[0], LEFT, buff=theme.GAP / 2)), run_time=theme.TURN)
            for line in lines[1:]:
                self.play(FadeIn(line), run_time=theme.TURN)
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

    def name_the_spike(self, chart, late):
        """Words at the place where the cost with true labels, long low, is high for a moment, if it ever is."""
        cost = self.run.own_cost
        top = late + int(np.argmax(cost[late:]))
        if cost[top] > SPIKE > 2 * cost[-1]:
            self.play(FadeIn(Words("a few bad steps,\nsoon made good", size=theme.LABEL).next_to(
                chart.spot(self.run.epoch[top], float(cost[top])), UP, buff=theme.GAP / 2)))

    # -- what both answer ------------------------------------------------------------------

    def learned_and_unseen(self):
        run, names, cells = self.run, [Words(name, color=color) for name, color in NAMES], self.shares(*SHARE)
        there, new = blocks = [self.examined(name, APART) for name in ("three", "new")]
        there.align_to(self.room, LEFT).shift((max(name.width for name in names) + theme.GAP) * RIGHT)
        new.align_to(self.room, RIGHT).shift((new.width - SHARE[0] - BESIDE) * RIGHT)
        Group(*blocks).align_to(self.room, UP).shift(theme.GUTTER * DOWN)
        heads = [Words(text, number).next_to(block, UP).align_to(block, LEFT) for text, number, block in zip(
            ("the {} digits of its list", "{} digits it never saw"), (self.all, self.unseen), blocks)]
        for i, row in enumerate(cells):
            there.left_of(i, 0, names[i])
            for block, cell in zip(blocks, row):
                block.on(i, 2, cell)
        self.cell, aside = cells[1][0], (self.room.get_x() - Group(*names, there).get_x()) * RIGHT
        Group(*names, there, heads[0], *(cell for cell, _ in cells)).shift(aside)
        self.say("After {} epochs: what does each network answer to the digits of its own list?", self.of("epochs"))
        self.carry(names, *self.three.pictures, *self.three.labels, moves=self.three.goes_to(there), comes=[heads[0]])
        for i, who in enumerate(("own", "swapped")):
            self.play(LaggedStart(*map(FadeIn, (there.left_of(i, 1, Words("answers")), *self.answers(there, i, f"three_{who}"))),
                                  lag_ratio=0.5), run_time=2 * theme.BEAT)
        self.read()
        for i, (cell, _) in enumerate(cells):
            self.play(FadeIn(cell, there.left_of(i, 2, Words("right of all"))))
            self.fills(cell, 0, cell.number())
        self.say("In as many steps, the twin has learned its list only in part.",
                 holds=0.2 < run.known[1].min() and run.known[1].max() < 0.9, otherwise="So much of its list does each know.")
        self.play(FadeIn(self.guessing(self.cell)))
        self.read()
        self.say("Now digits that neither has seen, marked by their true labels. How many will each read?")
        self.play(Group(*(each for each in self.mobjects if each is not self.sentence)).animate.shift(-aside), run_time=theme.TURN)
        self.new_digits(new, heads[1], [new_cell for _, new_cell in cells])

    def new_digits(self, new, head, cells):
        """What both networks answer to digits that they have not seen, and how many they get right."""
        self.play(FadeIn(*new.pictures, head, self.tag("three examples of each")), run_time=theme.TURN)
        self.play(*map(FadeIn, new.labels))
        asked = [Words("?", size=theme.TITLE).move_to(cell.number()) for cell in cells]
        self.play(FadeIn(*cells, *asked))
        self.wait(theme.STUDY)
        for i, who in enumerate(("own", "swapped")):
            self.play(LaggedStart(*map(FadeIn, self.answers(new, i, f"new_{who}")), lag_ratio=0.5), run_time=theme.TURN)
            self.play(FadeOut(asked[i]))
            self.fills(cells[i], 0, cells[i].number())
        self.say("One reads new digits. Its twin might as well guess.", otherwise="So many does each read.",
                 holds=self.run.right[1].max() < 0.15 and self.run.right[0].min() > 0.5)
        self.play(FadeIn(self.guessing(cells[1])))
        self.read()

    def answers(self, block, network, key):
        return block.answers(network, [self.of(key, i) for i in range(3)])

    def shares(self, length, high):
        """For each network two bars of all digits: of its list, and of those that it never saw; filled, as many as it answers right."""
        return [[Share(self.share(key, i, 0), length, high, color, float(self.run.guess)) for key in ("known", "right")]
                for i, (_, color) in enumerate(NAMES)]

    def guessing(self, cell):
        return Words("guessing: {}", self.share("guess")).next_to(cell, DOWN, buff=theme.GAP).align_to(cell, LEFT)

    def fills(self, bars, i, number):
        """A bar fills, and has its number."""
        self.play(Through(bars, bars.fill(i)), run_time=3 * theme.BEAT)
        self.play(FadeIn(number))

    # -- how much, and what it looks like --------------------------------------------------

    def how_much_is_learned(self):
        run = self.run
        one, other = rows = [self.rows("list", "size", NAMES[1][0], Words("known by heart, by one network")), self.rows(
            "net", "weights", "weights and biases", Words("known by heart, of {} labels", self.of("net_size", 0)))]
        lists = one.bars
        other.next_to(one, DOWN).shift((lists.get_left() - other.bars.get_left())[0] * RIGHT)
        Group(*rows).move_to(self.room)
        new = Words("new digits").align_to(one.share[0], RIGHT)
        align_baselines(one.heads[0], new)
        self.say("Did it only lack time? In as many steps, a shorter list comes round more often.")
        lists.fill(0)(1)
        self.names = self.names[1:]
        self.carry(one.heads[:1], self.cell, moves=[self.cell.animate.scale(LONG / SHARE[0]).move_to(lists.outline(0))], comes=[
            lists, one.heads[1], *one.about, one.known[0], self.tag(
                "steps of {} digits · dots: {} starts, number: the middle one", self.of("recipe.batch_size"), self.of("starts"))])
        self.remove(self.cell)
        for i in range(1, len(lists.sizes)):
            self.fills(lists, i, one.known[i])
        self.read()
        self.say("Of {} labels, each seen {} times, it knows {}. Of {}, each seen {} times: {}.", self.all, self.of("list_passes", 0),
                 self.of("list_count", 0), *(self.of(f"list_{key}", -1, form=",") for key in ("size", "passes", "count")),
                 holds=(np.diff(run.list_count / run.list_size) > 0).all(), otherwise="Each list has a number of its own.")
        first, last = (SurroundingRectangle(lists.outline(i), color=theme.INK, buff=theme.GAP / 4) for i in (0, len(lists.sizes) - 1))
        self.play(Create(first))
        self.wait(theme.READ)
        self.play(FadeOut(first), Create(last))
        self.read()
        self.other_networks(lists, other, last)
        self.new_digits_again(new, one.share, other.share)

    def rows(self, name, key, *heads):
        """Bars of labels that are known, with numbers beside them."""
        known, labels = getattr(self.run, f"{name}_known"), getattr(self.run, f"{name}_size")
        bars = Filled(labels, known, self.run.list_size.max(), LONG, LONG * SHARE[1] / SHARE[0], SWAPPED, float(self.run.guess))
        return Rows(bars, (Words(heads[0]), heads[1]), *([self.of(f"{name}_{what}", i, form=form) for i in range(len(labels))]
                                                         for what, form in ((key, ","), ("count", ","), ("new", ".0%"))))

    def other_networks(self, lists, rows, box):
        """The bar of the list that they all learn stands among those of other networks as well; these fill from the smallest on."""
        nets, count, listed = rows.bars, len(rows.known), self.of("net_size", 0)
        same = count // 2
        nets.fill(same)(1)
        boxes = [SurroundingRectangle(bar, color=theme.INK, buff=theme.GAP / 4) for bar in (lists.outline(1), nets.outline(same))]
        self.say("And more weights? Three networks learn the same {} labels.", listed)
        self.play(FadeOut(box), Create(boxes[0]))
        self.play(FadeIn(boxes[1], nets, *rows.heads, *rows.about, rows.known[same]), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.play(FadeOut(*boxes))
        for i in (i for i in range(count) if i != same):
            self.fills(nets, i, rows.known[i])
        self.read()
        self.say("With more weights, more is known: {} of {} by heart.", self.of("net_count", -1), listed,
                 holds=(np.diff(self.run.net_count) > 0).all(), otherwise="Each network has a number of its own.")
        self.read()

    def new_digits_again(self, head, shares, others):
        """How many unseen digits each of these networks reads."""
        self.say("Does that help with new digits? How many will each of them read?")
        asked = [Words("?", size=theme.TITLE).move_to(share) for share in (*shares, *others)]
        self.play(FadeIn(head, *asked), run_time=theme.TURN)
        self.read()
        self.wait(theme.BEAT)
        self.play(FadeOut(*asked), run_time=theme.NOTE)
        self.play(LaggedStart(*map(FadeIn, shares), lag_ratio=0.5), run_time=theme.PHRASE)
        self.say("However much it knows by heart, each reads about one in ten: as many as by guessing.",
                 holds=max(self.run.list_right.max(), self.run.net_right.max()) < 0.15, otherwise="So many each of them reads.")
        self.play(LaggedStart(*map(FadeIn, others), lag_ratio=0.5), run_time=theme.PHRASE)
        self.read()

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
        self.carry(heads[1:], comes=[*tiles, heads[0], epoch, self.tag(
            "first layer · black: no digit has ink there · small weights brightened")])
        clock.run(self, clock.last // 2, theme.PASSAGE)
        half = run.typical[:, clock.last // 2]
        self.say("From the same random weights, true labels soon make soft blots. The twin's weights stay small for long.",
                 holds=half[0] > 2 * run.typical[0, 0] and half[1] < 0.8 * half[0], otherwise="Both began with the same random weights.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.read()
        self.say("In the end they are rougher: neighbours agree less. A list asks to tell apart what looks alike.",
                 holds=(run.alike[0] - run.alike[1]).min() > 0.1, otherwise="So they end.")
        for line in alike:
            self.play(FadeIn(line), run_time=theme.TURN)
        self.names = heads

    def only_a_pattern_helps(self):
        run, names, cells = self.run, [Words(name, color=color) for name, color in NAMES], self.shares(SHARE[0], TALL)
        table = Group(*(Group(*row).arrange(RIGHT, buff=theme.GUTTER + BESIDE) for row in cells)).arrange(DOWN, buff=0)
        table.move_to(self.room).align_to(self.room, RIGHT).shift(BESIDE * LEFT)
        own, new = (Words(text).next_to(cell, UP).align_to(cell, LEFT) for text, cell in zip(("its own list", "new digits"), cells[0]))
        align_baselines(own, new)
        for name, row in zip(names, cells):
            name.next_to(row[0], LEFT, buff=theme.GAP)
        self.say("So it can do both: learn by heart, slowly and in part, or find a pattern, where there is one.",
                 holds=0.2 < run.known[1].min() and run.known[1].max() < 0.9 and run.right[0].min() > 0.5,
                 otherwise="So it can do both: find a pattern, and learn by heart.")
        self.carry(names, comes=[own, *(cell for cell, _ in cells), self.tag("right answers after {} epochs", self.of("epochs"))])
        for cell, _ in cells:
            self.fills(cell, 0, cell.number())
        self.read()
        guess = self.guessing(cells[1][1])
        self.play(FadeIn(new, guess, *(cell for _, cell in cells)))
        for _, cell in cells:
            self.fills(cell, 0, cell.number())
        self.say("Only the pattern helps with new digits: {}, nearly as many as of its own list.", self.share("right", 0, 0),
                 holds=(run.known[0] - run.right[0]).max() < 0.1 and run.right[1].max() < 0.15,
                 otherwise="Only a pattern helps with new digits.")
        self.play(Create(SurroundingRectangle(new, guess, *(part for _, cell in cells for part in (cell, cell.number())), color=theme.INK)))
        self.wait(theme.STUDY)
