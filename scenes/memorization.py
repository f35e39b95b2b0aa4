"""Film: whether a network finds a pattern or learns by heart, told by a test: the same digits with labels that were swapped.

Shows "memorization": the network of digits, trained on true and on swapped labels; shorter lists of those, and other networks.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Create, FadeIn, FadeOut, Group, LaggedStart, Line, Restore, VGroup

from scenes.stage import theme
from scenes.stage.chart import Series
from scenes.stage.film import Film
from scenes.stage.filled import Filled
from scenes.stage.gestures import Fold, Grow, Through
from scenes.stage.hand import Hand
from scenes.stage.handed_on import HandedOn
from scenes.stage.stretched import Stretched
from scenes.stage.text import Words, as_symbol
from scenes.stage.wall import DigitWall
from scenes.stage.weight_tiles import WeightTiles

OWN, SWAPPED = theme.SOME, theme.ALL
NAMES = ("true labels", OWN), ("swapped labels", SWAPPED)
COLUMNS, SIDE = 8, 1.05             # of the digits that hand on their labels
EXAMPLE = 1.2                       # side of the three that are shown beside the costs
NEAR = 5                            # epochs that the clock shows at first
SEEN = 5.0, 2.85, 1.0               # of the walls of digits: how wide, how high if learned, and if unseen
HIGH = 3.6                          # of the bar of all labels
COST = f"cost {as_symbol('C')}"


class Memorization(Film):
    """A network with labels that have a pattern, and its twin with labels that have none."""

    handed: HandedOn                 # from the_labels_swap to two_trainings_on_one_clock
    wall: DigitWall
    chart: Stretched                 # from two_trainings_on_one_clock to learned_and_unseen
    known: DigitWall                 # from learned_and_unseen to how_much_fits
    nets: Filled                     # from how_much_fits to inside
    tiles: list                      # from inside to the_pattern_first
    recordings = ("memorization",)
    question = "Does it learn,\nor does it memorise?"
    constants = {"0": "the border between blue and orange", "0.5": "half of a cost of 1", "0.9": "a cost of one that answers one in ten",
                 "100": "of so many"}

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
        self.handed = handed = HandedOn(run.wall_x, own, given, COLUMNS, SIDE)
        handed.move_to(self.room).shift(theme.GAP * LEFT)
        self.ask()
        self.say("A network learned digits with their labels. Of digits that it never saw, it now reads {}.", self.share("own_unseen_share"),
                 holds=run.own_unseen_share > 0.9, otherwise="A network learns digits with their labels.")
        tag = self.tag("{} of {} digits", self.of("wall_count"), self.all)
        self.hand_over(comes=[handed, tag])
        self.read()
        self.say("Did it understand something, or just learn a long list by heart? Here is a test.")
        self.read()
        self.say("The pictures stay, but each digit gives its label away and gets that of another one.")
        self.play(handed.hands_on(0), run_time=theme.PHRASE)
        self.wait(theme.BEAT)
        self.play(LaggedStart(*(handed.hands_on(i) for i in places[1:]), lag_ratio=0.15), run_time=theme.PASSAGE)
        if handed.same:
            self.play(*handed.ring(), run_time=theme.TURN)
        self.count_the_wrong_ones()

    def count_the_wrong_ones(self):
        """The view goes out until all digits are there; those with a wrong label go dim."""
        run, handed = self.run, self.handed
        self.wall = wall = DigitWall(run.pictures, 8.6, self.room.height - theme.GAP).move_to(self.room).align_to(self.room, LEFT)
        clock = self.clock("memorization", len(run.changed_so_far))
        count = self.live("{}", self.reading(clock, "memorization.changed_so_far", form=","), size=theme.TITLE)
        words = VGroup(count.show(self.of("changed_so_far", -1, form=",")), Words("wrong labels"), Words("of {}", self.all)).arrange(DOWN)
        words.move_to([(wall.get_right()[0] + self.room.get_right()[0]) / 2, 0, 0])
        self.say("Now {} of {} labels are wrong. A few are right by chance: no pattern is left.", self.of("changed_count", form=","), self.all,
                 holds=run.changed_count > 0.8 * run.examples, otherwise=("Now {} labels are wrong.", self.of("changed_count", form=",")))
        self.hand_over(*handed.pictures, comes=[wall, words, self.tag("an order drawn by lot · bright: the label is right")],
                       run_time=theme.TURN, moves=[
            picture.animate.move_to(wall.spot(int(i))).scale(wall.side() / SIDE) for i, picture in zip(run.wall, handed.pictures)])
        self.remove(*handed.pictures)
        order = np.arange(len(run.changed))
        clock.follow(wall, lambda row: wall.light_these(~run.changed | (order >= row)))
        count.show(self.of("changed_so_far", 0, form=","))
        clock.run(self, clock.last, theme.PASSAGE)

    # -- two trainings ---------------------------------------------------------------------

    def two_trainings_on_one_clock(self):
        run, wall = self.run, self.wall
        lines = [Series(run.epoch, cost, color, bold=True, label=Words(name, color=color))
                 for cost, (name, color) in zip((run.own_cost, run.swapped_cost), NAMES)]
        self.chart = chart = Stretched(lines, "epochs", COST, 6.6, 4.5, NEAR, theme.COST)
        chart.until(0).move_to(self.room).align_to(self.room, LEFT)
        pictures, moves, labels = self.three_examples()
        self.say("The same network learns twice, from the same start: from true labels, and from swapped ones.")
        self.hand_over(*pictures, run_time=theme.TURN, moves=moves,
                       comes=[self.tag("{} digits · batches of {}", self.all, self.of("recipe.batch_size"))])
        self.play(FadeIn(labels), run_time=theme.TURN)
        self.read()
        self.say("The cost $C$ says how wrong it is about its own list. One epoch: all {} digits once.", self.all)
        self.play(FadeIn(chart), run_time=theme.TURN)
        self.read()
        clock, near = self.clock("memorization"), int(np.searchsorted(run.epoch, min(NEAR, run.epoch[-1])))
        clock.glide(chart, chart.until)
        quick = run.own_cost[near] < 0.5 < 0.8 < run.swapped_cost[near]
        self.say("With true labels $C$ falls at once. With swapped ones it hangs where guessing is.", holds=quick,
                 otherwise="Both costs, on one clock.")
        clock.run(self, near, theme.PASSAGE)
        self.say("Only after many more epochs it begins to creep down.", holds=self.creeps(), otherwise="And so it goes on.")
        clock.run(self, clock.last, theme.JOURNEY)

    def creeps(self):
        """Whether the cost with swapped labels is still high when that with true ones has long been low, and then falls."""
        own, swapped, middle = self.run.own_cost, self.run.swapped_cost, np.searchsorted(self.run.epoch, 20)
        return len(swapped) > middle and swapped[middle] > 0.85 > 0.8 > swapped[-1] and own[middle] < 0.2

    def three_examples(self):
        """Three digits on their way out of the wall to the right side, how they move, and both their labels."""
        run, wall = self.run, self.wall
        which = np.flatnonzero(run.wall_label != run.wall_given)[:3]
        pictures = [Hand(run.wall_x[i][None], EXAMPLE, 1, theme.HAIR) for i in which]
        Group(*pictures).arrange(DOWN, buff=theme.GUTTER / 2).move_to(self.room).align_to(self.room, RIGHT).shift(2.4 * LEFT)
        labels, moves = VGroup(), []
        for i, picture in zip(which, pictures):
            pair = [Words("{}", self.of(f"wall_{what}", i), size=theme.TITLE, color=color)
                    for what, color in (("label", OWN), ("given", SWAPPED))]
            arrow = Arrow(LEFT / 2, RIGHT / 2, buff=0, color=theme.FAINT)
            labels.add(VGroup(pair[0], arrow, pair[1]).arrange(RIGHT, buff=theme.GAP).next_to(picture, RIGHT, buff=theme.GUTTER / 2))
            picture.save_state().scale(wall.side() / EXAMPLE).move_to(wall.spot(int(run.wall[i])))
            moves.append(Restore(picture))
        heads = [Words(name, size=theme.LABEL, color=color).next_to(labels, UP).set_x(column.get_x())
                 for (name, color), column in zip((("true", OWN), ("swapped", SWAPPED)), (labels[0][0], labels[0][2]))]
        return pictures, moves, VGroup(labels, *heads)

    def learned_and_unseen(self):
        run, end = self.run, self.of("epochs")
        walls, numbers, heads = [], [], []
        for (name, color), what, side in zip(NAMES, ("own", "swapped"), (self.left, self.right)):
            learned, unseen = (DigitWall(getattr(run, f"{what}_{which}_x"), SEEN[0], high)
                               for which, high in zip(("learned", "unseen"), SEEN[1:]))
            head = Words(f"trained on {name}", color=color)
            notes = Words("{} learned, with these labels", self.all, size=theme.LABEL), Words("{} unseen", self.unseen, size=theme.LABEL)
            column = VGroup(head, notes[0], learned, notes[1], unseen).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)
            side(column).shift(0.45 * LEFT)
            walls.append((learned.light_these(np.zeros(len(learned.lights))), unseen.light_these(np.zeros(len(unseen.lights)))))
            numbers.append([Words("{}", self.share(f"{what}_{which}_share"), color=color, size=theme.TITLE).next_to(each, RIGHT)
                            for which, each in zip(("learned", "unseen"), walls[-1])])
            heads.append((head, *notes))
        self.say("After {} epochs: how much of its own list does each network know?", end)
        ends = [self.chart.end(i) for i in (0, 1)]
        self.hand_over(comes=[head[0] for head in heads] + [head[1] for head in heads], run_time=theme.TURN, moves=[
            Grow([learned for learned, _ in walls], from_=ends)])
        self.add(*(learned for learned, _ in walls))
        self.fill(walls[0][0], run.own_learned_right, numbers[0][0])
        self.read()
        part = 0.2 < run.swapped_learned_share < 0.9
        self.say("Swapped labels it knows only in part: {} by heart.", self.share("swapped_learned_share"), holds=part,
                 otherwise=("Of the swapped labels it knows {}.", self.share("swapped_learned_share")))
        self.fill(walls[1][0], run.swapped_learned_right, numbers[1][0])
        self.read()
        self.say("Now both see digits that they have never seen. With true labels: {} right.", self.share("own_unseen_share"))
        self.play(FadeIn(*(unseen for _, unseen in walls), *(head[2] for head in heads)))
        self.fill(walls[0][1], run.own_unseen_right, numbers[0][1])
        self.read()
        self.say("With swapped labels: {}, no better than guessing. For new digits its list is worth nothing.",
                 self.share("swapped_unseen_share"), holds=run.swapped_unseen_share < 0.15,
                 otherwise=("With swapped labels: {}.", self.share("swapped_unseen_share")))
        self.fill(walls[1][1], run.swapped_unseen_right, numbers[1][1])
        self.wait(theme.BEAT)
        self.known = walls[1][0]

    def fill(self, wall, count, number):
        """Those that are answered right light up, row after row."""
        order, count = np.arange(len(wall.lights)), int(count)
        self.play(Through(wall, lambda done: wall.light_these(order < done), count), run_time=theme.PHRASE)
        self.play(FadeIn(number))

    # -- how much, and what it looks like --------------------------------------------------

    def how_much_fits(self):
        run, count = self.run, len(self.run.list_size)
        widths = 0.58 * (self.room.width - theme.GUTTER), 0.34 * (self.room.width - theme.GUTTER)
        lists = Filled(run.list_size, run.list_known, run.list_size.max(), widths[0], HIGH)
        self.nets = nets = Filled(len(run.net_size) * [int(run.net_list)], run.net_known, run.list_size.max(), widths[1], HIGH)
        lists.move_to(self.room).align_to(self.room, LEFT).shift(0.1 * UP)
        nets.move_to(self.room).align_to(self.room, RIGHT).match_y(lists)
        under = [lists.below(i, Words("{}", self.of("list_size", i, form=","))) for i in range(count)]
        name = Words("swapped labels to learn").next_to(VGroup(*under), DOWN, buff=theme.GAP)
        shares = [lists.above(i, Words("{}", self.share("list_middle", i), size=theme.TITLE)) for i in range(count)]
        middle, width, height = lists.box(0)
        self.say("How much can it learn by heart? The same network gets shorter and shorter lists.")
        self.hand_over(self.known, run_time=theme.TURN, comes=[lists, *under, name, self.tag(
            "always {} steps of {} digits · dots: {} starts each", self.of("steps", form=","), self.of("recipe.batch_size"),
            self.of("starts"))], moves=[self.known.animate.stretch_to_fit_width(width).stretch_to_fit_height(height).move_to(middle)])
        self.play(FadeOut(self.known), Through(lists, lists.show), FadeIn(shares[0]))
        self.read()
        falls = (np.diff(run.list_middle) > 0).all()
        self.say("Of {} labels it knows {}, of {} only {}.", self.of("list_size", -1, form=","), self.share("list_middle", -1),
                 self.of("list_size", 0, form=","), self.share("list_middle", 0), holds=falls and run.list_middle[0] < 0.6,
                 otherwise="Each list has its own share.")
        for i in range(1, count):
            self.play(Through(lists, lists.show, i + 1, start=i), run_time=theme.TURN)
            self.play(FadeIn(shares[i]))
        self.read()
        self.say("And larger networks? More weights hold more of the same list of {}.", self.of("net_list", form=","),
                 holds=(np.diff(run.net_middle) > 0).all(), otherwise=("Three networks learn a list of {}.", self.of("net_list", form=",")))
        below = [nets.below(i, Words("{}", self.of("net_size", i, form=","))) for i in range(len(run.net_size))]
        title = Words("weights and biases").next_to(VGroup(*below), DOWN, buff=theme.GAP)
        self.play(FadeIn(nets, title))
        for i, size in enumerate(below):
            self.play(FadeIn(size), Through(nets, nets.show, i + 1, start=i), run_time=theme.TURN)
            self.play(FadeIn(nets.above(i, Words("{}", self.share("net_middle", i), size=theme.TITLE))))
        self.wait(theme.BEAT)

    def what_it_looks_like_inside(self):
        run, clock = self.run, self.clock("memorization", len(self.run.picture_epoch))
        weights = run.own_W, run.swapped_W
        full = float(np.quantile(np.abs(run.swapped_W[-1]), 0.98))
        columns = int(np.ceil(np.sqrt(run.own_W.shape[1])))
        side = (self.room.height - 1.2) / columns / 1.06
        self.tiles = [WeightTiles(W, full, columns, side) for W in weights]
        names = [Words(name, color=color) for name, color in NAMES]
        for name, tiles, place in zip(names, self.tiles, (self.left, self.right)):
            place(name, tiles)
        bar = self.nets.box(len(run.net_size) // 2)[0]
        epoch = self.live("epoch {}", self.reading(clock, "memorization.picture_epoch", form=".0f"))
        epoch.move_to(self.room)
        self.say("What does learning by heart look like? Each picture: the weights of one neuron, one for each pixel.")
        self.hand_over(comes=[*names, epoch, self.tag("weights of the first layer · one scale · black: pixels that are never lit")],
                       run_time=theme.TURN, moves=[Grow(self.tiles, from_=[bar, bar])])
        self.add(*self.tiles)
        self.read()
        for tiles in self.tiles:
            clock.draw(tiles, tiles.show)
        self.say("Blue is above 0, orange below. Both networks begin with the same random weights.")
        clock.run(self, clock.last // 2, theme.VERSE)
        self.read()
        apart = run.typical_times.min() > 1.3 and (run.alike[0] - run.alike[1]).min() > 0.1
        self.say("To learn by heart, the weights grow {} times as large, and get rougher.", self.of("typical_times", 0, form=".1f"), holds=apart,
                 otherwise="So they end.")
        clock.run(self, clock.last, theme.PASSAGE)

    def the_pattern_first(self):
        run, chart = self.run, self.chart
        both = np.isfinite(run.below[:, 0]).all()
        chart.until(len(run.epoch) - 1)
        chart.scale(1.2).move_to(self.room).align_to(self.room, LEFT)
        self.say("Once more both costs. To get below {}, it takes {} epoch with the pattern.", self.of("level"),
                 self.of("below", 0, 0, form=".0f"), holds=both, otherwise="Once more both costs.")
        self.hand_over(comes=[chart, self.tag("cost over the digits and labels that it was trained on")], run_time=theme.TURN,
                       moves=[Fold(tiles, target_position=chart.end(i)) for i, tiles in enumerate(self.tiles)])
        if both:
            self.mark(0)
            self.read()
            self.say("Without one, it takes {}.", self.of("below", 1, 0, form=".0f"))
            self.mark(1)
            self.read()
        self.say("It can do both. But a pattern is found fast, and a list goes in slowly.",
                 holds=both and run.below[1, 0] > 10 * run.below[0, 0], otherwise="It can do both.")
        self.wait(theme.STUDY)

    def mark(self, which):
        """How long it takes to get below the level, along the axis of epochs."""
        start, end = (self.chart.spot(x, float(self.run.level)) for x in (0, self.run.below[which, 0]))
        line = Line(start, end, color=NAMES[which][1], stroke_width=theme.stroke(3 * theme.BOLD))
        self.play(Create(line), run_time=theme.TURN)
