"""Film: whether a network finds a pattern or learns by heart, told by a test: the same digits with shuffled labels.

Shows "memorization": the network of digits, trained on true and on shuffled labels; shorter lists of those, and other networks.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, DashedLine, FadeIn, FadeOut, Group, LaggedStart, SurroundingRectangle, VGroup

from scenes.stage import theme
from scenes.stage.chart import Series
from scenes.stage.examined import Examined
from scenes.stage.film import Film
from scenes.stage.filled import Filled, Rows, Share
from scenes.stage.gestures import Fold, Through
from scenes.stage.handed_on import HandedOn
from scenes.stage.network import resting
from scenes.stage.stretched import Stretched
from scenes.stage.text import Words, align_baselines, as_symbol
from scenes.stage.wall import DigitWall
from scenes.stage.weight_pictures import WeightPictures

OWN, SWAPPED = theme.SOME, theme.ALL
NAMES = ("true labels", OWN), ("shuffled labels", SWAPPED)
COLUMNS, SIDE = 8, 1.2              # of the digits whose labels change hands
WALL = 9.0                          # width of the wall of all digits, at most
NEAR, FIRST = 5, 1                  # epochs that the clock shows at first, and the first state of which it does
APART = 3.5                         # lines from those of one network to those of the other
SHARE, TALL = (3.6, 0.45), 1.4      # of a bar of all digits: its length, and the height of its line; that in the last picture
BESIDE = 1.3                        # room right of a bar for its number
LONG = 4.6                          # of a bar, where lists of several lengths are learned
NEARLY = 0.99                       # of a share that is more, but not all, a decimal is shown
STRONG = 0.96                       # of the weights are below the one that has its colour in full
BRIGHTER = 0.4                      # a weight is as bright as its size to this power
SOON, LATE = (3, 5), 20             # epochs at which the weights, and the costs, are looked at
OFTEN, INPUTS = 90, 12              # drawn inputs are on average so bright, of 255; and how many they are
HEAVY, THIN = 0.995, 8              # a weight so many times as large as so many of them is drawn at full width
C = as_symbol("C")


class Memorization(Film):
    """A network with labels that have a pattern, and its twin with labels that have none."""

    wall: DigitWall                  # from the_labels_swap to two_trainings_on_one_clock
    three: Examined                  # of the list: from two_trainings_on_one_clock to learned_and_unseen
    cell: Filled                     # of the shuffled list: from learned_and_unseen to how_much_is_learned
    recordings = ("memorization",)
    question = "Does it learn,\nor does it memorise?"
    constants = {"0": "between blue and orange; a correlation of noise", "12": "inputs drawn", "1": "what is wanted of the digit itself"}

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
        self.say("Here is a test. The pictures stay, but the labels are shuffled.")
        self.play(handed.hands_out(first), run_time=theme.TURN)
        for i in (first, others[0]):
            self.play(handed.hands_on(i), run_time=theme.TURN)
        self.play(LaggedStart(*map(handed.hands_on, others[1:]), lag_ratio=1), run_time=theme.PASSAGE)
        self.say("Framed: right by chance. All others are wrong now.")
        self.play(*(Create(SurroundingRectangle(Group(own, new), color=theme.INK, buff=theme.GAP / 2)) for own, new in zip(
            handed.own, handed.given) if own.said == new.said))
        self.read()
        self.count_the_wrong_ones(handed, order)

    def count_the_wrong_ones(self, handed, order):
        """The view goes out until all digits are there; those with a wrong label go dim."""
        run = self.run
        self.wall = wall = DigitWall(run.pictures, WALL, self.room.height - theme.GAP).move_to(self.room).align_to(self.room, LEFT)
        clock, last = self.clock("memorization", len(run.changed_so_far)), self.of("changed_so_far", -1, form=",")
        count = self.live("{}", self.reading(clock, "memorization.changed_so_far", form=","), size=theme.TITLE).show(last)
        lines = VGroup(count, Words("wrong labels"), Words("of {}", self.all)).arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=RIGHT)
        bright = Words("still bright:\n{} right\nby chance", self.of("kept_count")).next_to(lines, DOWN, buff=theme.GUTTER)
        VGroup(lines, bright).move_to(self.room).set_x((wall.get_right()[0] + self.room.get_right()[0]) / 2)
        self.make_room(*handed.pictures)
        self.hand_over(*handed.pictures, comes=[wall, self.tag("all {} digits · labels shuffled by lot", self.all)],
                       run_time=theme.TURN, moves=[picture.animate.move_to(wall.spot(int(i))).scale(wall.side() / SIDE)
                                                   for i, picture in zip(run.wall[order], handed.pictures)])
        self.remove(*handed.pictures)
        number = np.arange(len(run.changed))
        clock.draw(wall, lambda row: wall.light_these(~run.changed | (number >= row)))
        count.show(self.of("changed_so_far", 0, form=","))
        self.play(FadeIn(lines))
        self.say("In the whole list, wrong labels go dim. There is no pattern left.",
                 holds=run.changed_count > 0.8 * run.examples, otherwise="In the whole list, wrong labels go dim.")
        clock.run(self, clock.last, theme.VERSE)
        self.play(FadeIn(bright))
        self.wait(theme.READ)

    # -- two trainings ---------------------------------------------------------------------

    def two_trainings_on_one_clock(self):
        run, clock = self.run, self.clock("memorization", start=FIRST)
        chart, twins = self.costs(5.0, 4.4).until(FIRST).move_to(self.room).align_to(self.room, LEFT), self.twins()
        self.three = three = self.examined("three", apart=1)
        sides = [three.left_of(i, 0, Words(name.split()[0], color=color)) for i, (name, color) in enumerate(NAMES)]
        self.left(listed := Group(three, *sides))
        self.say("One network learns the true labels. A twin, from the same start, learns the shuffled ones.")
        self.make_room(self.wall)
        self.hand_over(*three.pictures, run_time=theme.TURN, moves=three.out_of(self.wall, run.three), comes=[
            *twins, self.tag("12 of {} inputs drawn · weights: blue above 0, orange below", self.of("network.sizes", 0))])
        for side, labels, (network, _) in zip(sides, three.labels, twins):
            self.play(LaggedStart(*map(FadeIn, (side, *labels)), lag_ratio=0.5), run_time=theme.TURN)
            fed = [thing.copy() for thing in (*three.pictures, *labels)]
            self.play(Fold(*fed, target_position=network.get_left()), run_time=theme.TURN)
        self.read()
        epoch = self.live("epoch {}", self.reading(clock, "memorization.epoch", form=".0f")).next_to(chart.plot, UP, aligned_edge=RIGHT)
        self.say("The cost $C$ says how wrong each is about its own list. One epoch: all digits once.")
        self.hand_over(*three.pictures, *three.labels, *sides, run_time=theme.TURN, moves=[
            listed.animate.align_to(self.room, UP + RIGHT).shift(theme.GAP * DOWN)])
        self.play(FadeIn(chart, epoch, self.tag("batches of {} digits · both costs begin above the axis, at {}", self.of(
            "recipe.batch_size"), self.of("own_cost", 0, form=".1f"))))
        near = int(np.searchsorted(run.epoch, min(NEAR, run.epoch[-1])))
        clock.glide(chart, chart.until)
        clock.run(self, near, theme.STANZA)
        self.the_twin_is_stuck(chart, near, listed)
        self.say("Both go on, up to epoch {}.", self.of("epochs"))
        clock.run(self, clock.last, theme.PASSAGE)
        late = min(int(np.searchsorted(run.epoch, LATE)), clock.last)
        self.say("Only after many epochs does the twin begin to creep below.", otherwise="So they end.",
                 holds=run.swapped_cost[late] > 0.85 > 0.8 > run.swapped_cost[-1] and run.own_cost[late] < 0.2)
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
            dashes = DashedLine(*ends, color=theme.COST, stroke_width=theme.stroke(theme.LINE)).set_z_index(-1)    # below the curve
            self.play(Create(dashes), FadeIn(lines[0], Words(
                "{}", plateau, size=theme.LABEL, color=theme.COST).next_to(ends[0], LEFT, buff=theme.GAP / 2)), run_time=theme.TURN)
            for line in lines[1:]:
                self.play(FadeIn(line), run_time=theme.TURN)
        self.read()

    def examined(self, name, apart):
        """Three digits, with the labels by which both networks are marked."""
        labels = [[self.of(f"{name}_{what}", i) for i in range(3)] for what in ("label", "given")]
        return Examined(getattr(self.run, f"{name}_x"), labels, (OWN, SWAPPED if name == "three" else OWN), apart)

    def twins(self):
        """Two networks with the same random weights; each has the name of its labels beside it."""
        run, theta = self.run, self.run.theta[0]
        full, often = THIN * float(np.quantile(np.abs(theta), HEAVY)), run.pictures.mean(axis=0) > OFTEN
        twins = [Group(resting(run.network, theta, full, 3.6, 2.5, often, INPUTS), Words(name, color=color)).arrange(
            RIGHT, buff=theme.GUTTER) for name, color in NAMES]
        self.right(Group(*twins).arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT))
        return twins

    def costs(self, width, height):
        """The chart of both costs."""
        run = self.run
        lines = [Series(run.epoch, cost, color, bold=True, label=Words(name, color=color))
                 for cost, (name, color) in zip((run.own_cost, run.swapped_cost), NAMES)]
        return Stretched(lines, "epochs", f"cost {C}", width, height, NEAR, theme.COST)

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
        self.hand_over(*self.three.pictures, *self.three.labels, moves=self.three.goes_to(there), comes=[heads[0], *names],
                       run_time=theme.TURN)
        for i, who in enumerate(("own", "swapped")):
            self.play(LaggedStart(*map(FadeIn, (there.left_of(i, 1, Words("answers")), *self.answers(there, i, f"three_{who}"))),
                                  lag_ratio=0.5), run_time=theme.TURN)
        self.read()
        self.play(FadeIn(*(there.left_of(i, 2, Words("right of all")) for i in range(len(cells))), *(cell for cell, _ in cells)))
        self.fill_all([cell for cell, _ in cells])
        self.say("In the same {} epochs, the twin has learned only a part, but more than by guessing.", self.of("epochs"),
                 holds=0.2 < run.known[1].min() and run.known[1].max() < 0.9, otherwise="So much of its list does each answer right.")
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
        self.play(FadeOut(*asked))
        self.fill_all(cells)
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
        """A bar of several fills, and has its number."""
        self.play(Through(bars, bars.fill(i)), run_time=theme.TURN)
        self.play(FadeIn(number))

    def fill_all(self, cells):
        """Bars fill together, and have their numbers."""
        self.play(*(Through(cell, cell.fill(0)) for cell in cells), run_time=theme.PHRASE)
        self.play(FadeIn(*(cell.number() for cell in cells)))

    # -- how much, and what it looks like --------------------------------------------------

    def how_much_is_learned(self):
        run, size, new = self.run, range(len(self.run.list_size)), Words("new digits")
        one, other = rows = [
            self.rows("list", Words("labels × times seen"), Words("right, of its shuffled list"), [Words("{} × {}", *(
                self.of(f"list_{key}", i, form=",") for key in ("size", "passes"))) for i in size]),
            self.rows("net", Words("weights and biases"), Words("right, of {} shuffled labels", self.of("net_size", 0)), [
                Words("{}", self.of("net_weights", i, form=",")) for i in range(len(run.net_size))])]
        lists = one.bars
        marks = Words("line: guessing, {} · dots: {} starts", self.share("guess"), self.of("starts"))
        marks.next_to(lists, DOWN, buff=theme.GAP).align_to(lists, LEFT)
        other.next_to(marks, DOWN).shift((lists.get_left() - other.bars.get_left())[0] * RIGHT)
        Group(*rows, marks).move_to(self.room)
        align_baselines(one.heads[0], new.align_to(one.share[0], RIGHT))
        first = Group(lists, *one.heads, *one.about, *one.known, marks)
        first.shift(lower := (self.room.get_y() - first.get_y()) * UP)
        lists.fill(0)(1)
        self.say("What if its list is shorter, so that each label comes round more often?")
        self.make_room(self.cell)
        self.play(self.cell.animate.scale(LONG / SHARE[0]).move_to(lists.outline(0)), run_time=theme.TURN)
        self.play(FadeIn(lists, *one.heads, *one.about, one.known[0], marks, self.tag(
            "number: of {} starts, the one in the middle", self.of("starts"))), run_time=theme.TURN)
        self.remove(self.cell)
        self.read()
        for i in size[1:]:
            self.fills(lists, i, one.known[i])
        self.say("In the same {} steps, the network learns {} of {} labels, without any pattern.", self.of("steps", form=","),
                 self.share("list_share", -1), self.of("list_size", -1), otherwise="Each list has a share of its own.",
                 holds=(np.diff(run.list_share) > 0).all() and run.list_share[-1] > 0.9)
        self.play(Create(box := SurroundingRectangle(lists.outline(size[-1]), color=theme.INK, buff=theme.GAP / 4)))
        self.read()
        self.play(FadeOut(box), first.animate.shift(-lower), run_time=theme.TURN)
        self.other_networks(lists, other)
        self.new_digits_again(new, one.share, other.share)

    def rows(self, name, head, over, about):
        """Bars of shares that are known, all of one length, with numbers beside them."""
        known = getattr(self.run, f"{name}_known")
        bars = Filled(np.ones(len(known)), known, 1, LONG, LONG * SHARE[1] / SHARE[0], SWAPPED, float(self.run.guess))
        return Rows(bars, (head, over), about, *([self.of(f"{name}_{what}", i, form=".0%") for i in range(len(known))]
                                                 for what in ("share", "new")))

    def other_networks(self, lists, rows):
        """The bar of the list that they all learn stands among those of other networks as well; these fill from the smallest on."""
        nets, count, listed = rows.bars, len(rows.known), self.of("net_size", 0)
        same = count // 2
        nets.fill(same)(1)
        boxes = [SurroundingRectangle(bar, color=theme.INK, buff=theme.GAP / 4) for bar in (lists.outline(1), nets.outline(same))]
        self.say("And more weights? Three networks learn the same {} labels.", listed)
        self.play(Create(boxes[0]))
        self.play(FadeIn(boxes[1], nets, *rows.heads, *rows.about, rows.known[same]), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.play(FadeOut(*boxes))
        for i in (i for i in range(count) if i != same):
            self.fills(nets, i, rows.known[i])
        self.say("With more weights, more is learned: {} of the same list.", self.share("net_share", -1),
                 holds=(np.diff(self.run.net_share) > 0).all(), otherwise="Each network has a share of its own.")
        self.read()

    def new_digits_again(self, head, shares, others):
        """How many unseen digits each of these networks reads."""
        self.say("Does that help with new digits? How many will each of them read?")
        asked = [Words("?", size=theme.TITLE).move_to(share) for share in (*shares, *others)]
        self.play(FadeIn(head, *asked), run_time=theme.TURN)
        self.read()
        self.play(FadeOut(*asked), run_time=theme.NOTE)
        self.play(LaggedStart(*map(FadeIn, shares), lag_ratio=0.5), run_time=theme.PHRASE)
        self.say("However well it knows its list, each reads about one new digit in ten: as by guessing.",
                 holds=max(self.run.list_right.max(), self.run.net_right.max()) < 0.15, otherwise="So many each of them reads.")
        self.play(LaggedStart(*map(FadeIn, others), lag_ratio=0.5), run_time=theme.PHRASE)
        self.read()

    def what_it_looks_like_inside(self):
        run, clock = self.run, self.clock("memorization", len(self.run.picture_epoch))
        full = float(np.quantile(np.abs(run.swapped_W[-1]), STRONG))
        columns, tiles, heads = int(np.ceil(np.sqrt(run.own_W.shape[1]))), [], []
        for W, (name, color), side in zip((run.own_W, run.swapped_W), NAMES, (LEFT, RIGHT)):
            those = WeightPictures(W[0], columns, (self.room.height - 2 * theme.GUTTER) / columns, full, lift=BRIGHTER)
            those.move_to(self.room).align_to(self.room, DOWN + side).shift(theme.GAP * UP)
            heads.append(Words(name, color=color).next_to(those, UP))
            tiles.append(clock.draw(those, lambda row, those=those, W=W: those.show(W[row])))
        align_baselines(*heads)
        epoch = self.live("epoch {}", self.reading(clock, "memorization.picture_epoch", form=".0f"))
        alike = Group(*(self.live("{}", self.reading(clock, "memorization.alike", of=i, form="z.2f"), color=color)
                        for i, (_, color) in enumerate(NAMES))).arrange(RIGHT, buff=theme.GUTTER)
        about = VGroup(Words("correlation of\nneighbouring\nweights"), Words("0: noise")).arrange(DOWN)
        Group(epoch, Group(about[0], alike, about[1]).arrange(DOWN)).arrange(DOWN, buff=theme.GUTTER).move_to(self.room)
        self.say("What does it look like inside? Each picture: the weights of a neuron, blue above 0, orange below.")
        self.hand_over(comes=[*tiles, *heads, epoch, self.tag("first layer · black: no digit has ink there · small weights brightened")],
                       run_time=theme.TURN)
        self.play(FadeIn(*about, *alike))
        self.wait(theme.READ)
        first, soon = (min(int(np.searchsorted(run.picture_epoch, epoch)), clock.last) for epoch in SOON)
        clock.run(self, first, theme.VERSE)
        self.read()
        self.say("True labels soon make soft blots: neighbours agree. The twin is still noise.",
                 holds=run.alike[0, soon] > 0.6 and run.alike[1, soon] < 0.2, otherwise="Both began with the same random weights.")
        clock.run(self, soon, theme.PASSAGE)
        self.say("Only later does the twin make blots, too.", otherwise="The training goes on.",
                 holds=run.alike[1, soon] < 0.2 and run.alike[1, -1] > 0.4)
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("In the end, the twin's weights are larger, and rougher: neighbours agree less.", otherwise="So they end.",
                 holds=(run.at_end[0] - run.at_end[1]).min() > 0.1 and run.typical[1, -1] > 1.2 * run.typical[0, -1])

    def only_a_pattern_helps(self):
        run, names, cells = self.run, [Words(name, color=color) for name, color in NAMES], self.shares(SHARE[0], TALL)
        table = Group(*(Group(*row).arrange(RIGHT, buff=theme.GUTTER + BESIDE) for row in cells)).arrange(DOWN, buff=0)
        table.move_to(self.room).align_to(self.room, RIGHT).shift((BESIDE + theme.GAP) * LEFT)
        own, new = (Words(text).next_to(cell, UP).align_to(cell, LEFT) for text, cell in zip(("its own list", "new digits"), cells[0]))
        align_baselines(own, new)
        for name, row in zip(names, cells):
            name.next_to(row[0], LEFT, buff=theme.GAP)
        self.say("So it can do both: find a pattern, where there is one, or learn by heart, slowly and in part.",
                 holds=0.2 < run.known[1].min() and run.known[1].max() < 0.9 and run.right[0].min() > 0.5,
                 otherwise="So it can do both: find a pattern, and learn by heart.")
        guesses = [self.guessing(cell) for cell in cells[1]]
        self.hand_over(comes=[*names, own, guesses[0], *(cell for cell, _ in cells), self.tag(
            "right answers after {} epochs", self.of("epochs"))], run_time=theme.TURN)
        self.fill_all([cell for cell, _ in cells])
        self.read()
        self.play(FadeIn(new, guesses[1], *(cell for _, cell in cells)))
        self.fill_all([cell for _, cell in cells])
        self.say("Only the pattern helps with new digits: {} right, against {} of its own list.", self.share("right", 0, 0), self.share(
            "known", 0, 0),
                 holds=(run.known[0] - run.right[0]).max() < 0.1 and run.right[1].max() < 0.15,
                 otherwise="Only a pattern helps with new digits.")
        self.play(Create(SurroundingRectangle(new, guesses[1], *(part for _, cell in cells for part in (cell, cell.number())),
                                              color=theme.INK, buff=theme.GAP)))
        self.wait(theme.STUDY)
