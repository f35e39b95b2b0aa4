"""Film: why many rough steps, each from a few examples, are better than a few exact ones, each from all of them.

Shows two recordings: "walkers", where the network has only two numbers free and every step can be seen on a map, and
"minibatch", the whole network: how far off a batch is, one epoch, and a fair race between batch sizes.
"""

import numpy as np
from manim import (
    DL, DOWN, LEFT, RIGHT, UP, AnimationGroup, Arrow, Circle, Dot, DoubleArrow, FadeIn, GrowArrow, LaggedStart, Square,
    Succession, UpdateFromAlphaFunc, VGroup, config,
)

from scenes.stage import theme
from scenes.stage.angle_fan import AngleFan, Measure
from scenes.stage.chart import Chart, Key, Series
from scenes.stage.contour_map import ColourKey, ContourMap, Label, Sweep
from scenes.stage.dealing import Dealing
from scenes.stage.digit import DigitImage
from scenes.stage.disc import Disc
from scenes.stage.film import Film
from scenes.stage.ground import view_around
from scenes.stage.hand import Come, Hand
from scenes.stage.odometer import Odometer
from scenes.stage.paths import Path, so_far
from scenes.stage.pulls import Pulls
from scenes.stage.surface import Scale
from scenes.stage.tally import Count, Tally
from scenes.stage.text import Words
from scenes.stage.wall import Ask, DigitWall

SOME, ALL = theme.SOME, theme.ALL
SIZES = {"one": SOME.interpolate(theme.BACKGROUND, 0.4), "ten": SOME, "hundred": SOME.interpolate(ALL, 0.6), "all": ALL}
FRAME = config.frame_width, config.frame_height
ALONE, SHARED = (2.2, 2.2, 2.4, 1.1), (1.8, 3.4, 3.5, 1.2)     # margins of a race on its map: left, right, below, above


class MiniBatch(Film):
    """Mini-batches against the full batch: what a step costs, how wrong it is, where it leads."""

    recordings = ("minibatch", "walkers")
    question = "Why are many rough steps\nbetter than a few exact ones?"

    def construct(self):
        self.run, self.walk = (self.runs[name] for name in self.recordings)
        self.play_section(self.two_walkers)
        self.play_section(self.the_race)
        self.play_section(self.how_wrong_a_few_digits_are)
        self.play_section(self.shuffle_and_deal)
        self.play_section(self.one_batch_one_step)
        self.play_section(self.the_stumble)
        self.play_section(self.a_fair_race)
        self.play_section(self.hover_and_settle)
        self.play_section(self.the_answer)

    # -- what several sections show ----------------------------------------------------------

    def hill(self, *paths, margins, floor):
        """The map of the cost, as wide as the frame, around these paths."""
        walk = self.walk
        view = view_around(np.concatenate(paths), FRAME, margins)
        scale = Scale(0, walk.map_surface.max(), levels=16)
        return ContourMap(walk.map_alphas, walk.map_betas, walk.map_surface, scale, FRAME[0], view=view, floor=floor)

    def walkers(self, chart, row, **hasty):
        """Both walkers on a map, on their way up to this row: the careful one, and one that takes its steps in haste."""
        (name, path), = hasty.items()
        uphill = self.walk.uphill[:int(row)] if name == "one" else ()
        return chart.show(Path(so_far(self.walk.race_all, row), ALL, size=theme.DOT * 0.7),
                          Path(so_far(path, row), SOME, size=theme.DOT * 0.7, marker="square", uphill=uphill))

    def of_all(self, form=","):
        """How many digits all of them are."""
        return self.fact("minibatch.examples", form=form)

    def tag_of_walkers(self, template="", *numbers):
        return self.tag("handwritten digits · the plane through three trained networks" + template, *numbers)

    # -- 1 -----------------------------------------------------------------------------------

    def two_walkers(self):
        mark, walk = int(self.walk.race_mark) + 1, self.walk
        self.map = self.hill(walk.race_ten[:mark], walk.race_all[:mark], margins=SHARED, floor=2.6)
        key = ColourKey(self.map.ground.scale, self.room.width / 2, "low cost: reads well", "high cost: reads badly")
        key.move_to(self.room).align_to(self.room, DOWN).shift(theme.GAP * UP)
        land = self.hill(walk.race_ten[:mark], walk.race_all[:mark], margins=SHARED, floor=1.9)
        self.ask()
        self.say("Every point of this map is one network. Its colour is the cost: how badly it reads.")
        self.hand_over(comes=[land.show(), key, self.tag_of_walkers()])
        for row in (0, mark - 1):
            point = Dot(land.at(*walk.race_all[row]), radius=theme.BALL, color=theme.INK)
            cost = Words("cost {}", self.fact("walkers.race_all_cost", row, form=".2f")).next_to(point, RIGHT)
            self.wait(theme.BEAT)
            self.play(FadeIn(point), Label(land, cost))
        self.read()
        self.say("To learn is to walk down to where it is dark. There a network reads well.")
        self.play(Sweep(land, land.ground.scale.high, float(walk.map_surface.min())), run_time=theme.VERSE)
        self.read()
        self.say("Two walkers start at one point. Before each step down, one asks all {} digits, the other {}.", self.of_all(),
                 self.fact("walkers.recipe.batch_size"))
        self.ask_them()

    def ask_them(self):
        """The wall is asked digit by digit; long before, the ten have come forward and been asked."""
        wall, hand = DigitWall(self.run.pictures, 6.6, 3.7), Hand(self.walk.hand_x, 1.0, 5, SOME)
        careful = self.headed(Circle(0.16, color=ALL, fill_opacity=1), "the careful one asks all {}", self.of_all(), ALL)
        hasty = self.headed(Square(0.3, color=SOME, fill_opacity=1), "the hasty one asks {}",
                            self.fact("walkers.recipe.batch_size"), SOME)
        self.left(careful, wall).to_edge(UP, buff=3 * theme.MARGIN)
        self.right(hasty, hand)
        hasty.match_y(careful)
        hand.align_to(wall, UP).out_of(wall, self.walk.hand)
        wall.light(0)
        signs = [careful[0], hasty[0]]
        places = [sign.get_center() for sign in signs]
        start = self.map.at(*self.walk.race_all[0])
        self.play(*(FadeIn(sign.move_to(start)) for sign in signs))
        self.hand_over(*signs, comes=[wall, hand, careful[1], hasty[1]], run_time=theme.TURN,
                       moves=[sign.animate.move_to(place) for sign, place in zip(signs, places)])
        steps = [self.one_step(thing, color) for thing, color in ((hand, SOME), (wall, ALL))]
        steps[0].match_y(steps[1])
        arrows = [AnimationGroup(GrowArrow(arrow), FadeIn(words), run_time=theme.BEAT) for arrow, words in steps]
        self.play(Succession(Ask(wall, run_time=theme.PASSAGE), arrows[1]),
                  Succession(Come(hand, run_time=theme.PHRASE), arrows[0]), run_time=theme.PASSAGE + theme.BEAT)

    def headed(self, sign, template, number, color):
        """The sign of a walker and what it does."""
        return VGroup(sign, Words(template, number, color=color)).arrange(RIGHT, buff=theme.GAP)

    def one_step(self, under, color):
        foot = under.get_bottom()
        arrow = Arrow(foot + 0.1 * DOWN, foot + 0.9 * DOWN, buff=0, color=color, stroke_width=theme.stroke(theme.BOLD * 1.6))
        return VGroup(arrow, Words("one step").next_to(arrow, RIGHT))

    # -- 2 -----------------------------------------------------------------------------------

    def the_race(self):
        walk, mark = self.walk, int(self.walk.race_mark)
        self.walkers(self.map, 0, ten=walk.race_ten)
        start = Words("start: cost {}", self.fact("walkers.race_all_cost", 0, form=".2f"))
        self.map.write(start.next_to(self.map.at(*walk.race_all[0]), DOWN, buff=theme.GUTTER / 2))
        clock = self.clock("walkers", len(walk.race_step))
        counters = VGroup(self.counter(clock, "ten", SOME, self.fact("walkers.recipe.batch_size")),
                          self.counter(clock, "all", ALL, self.of_all()))
        counters.arrange(RIGHT, buff=4 * theme.GUTTER).move_to(self.room).align_to(self.room, DOWN)
        clock.glide(self.map, lambda row: self.walkers(self.map, row, ten=walk.race_ten))
        level = abs(np.diff(walk.mark_cost)[0]) <= 0.1 * walk.mark_cost.max()
        self.say("Both get down in {} steps, but a hasty step looks at only {} digits.", self.fact("walkers.race_mark"),
                 self.fact("walkers.recipe.batch_size"), holds=level and walk.mark_cost.max() < walk.race_all_cost[0] / 2,
                 otherwise=("After {} steps both are on their way down; a hasty step looks at only {} digits.",
                            self.fact("walkers.race_mark"), self.fact("walkers.recipe.batch_size")))
        self.hand_over(comes=[self.map, self.tag_of_walkers(), counters])
        clock.run(self, mark, theme.JOURNEY)
        self.play(Label(self.map, self.costs_reached()))
        self.say("{} digits against {}: how can so few be enough?", self.fact("walkers.mark_seen", 1, form=","),
                 self.fact("walkers.mark_seen", 0, form=","))
        self.read()

    def counter(self, clock, name, color, each):
        """How many steps a walker took, and how many digits it looked at."""
        heading = self.live("step {} · {} digits each", self.reading(clock, "walkers.race_step"), each, color=color, anchor=LEFT)
        key, places = f"walkers.race_{name}_seen", len(str(int(self.walk.race_all_seen[-1])))
        odometer = Odometer(places, self.fact(key, 0), color)
        clock.glide(odometer, lambda row: odometer.show(self.fact(key, int(row)), turning=row % 1 or 1.0))
        unit = Words("digits looked at", size=theme.LABEL)
        return VGroup(heading, VGroup(odometer, unit).arrange(RIGHT, buff=theme.GAP)).arrange(
            DOWN, buff=theme.GAP, aligned_edge=LEFT)

    def costs_reached(self):
        """Where both are at the mark, beside the valley."""
        ten, full = (self.fact("walkers.mark_cost", i, form=".2f") for i in (0, 1))
        words = Words("both at cost {}", ten) if str(ten) == str(full) else Words("costs {} and {}", ten, full)
        return words.next_to(self.map.at(*self.walk.race_all[int(self.walk.race_mark)]), RIGHT, buff=theme.GUTTER)

    # -- 3 -----------------------------------------------------------------------------------

    def how_wrong_a_few_digits_are(self):
        run = self.run
        fans = [AngleFan(getattr(run, f"angle_{name}"), run.angle_mean[i], 1.8, SOME)
                for i, name in enumerate(("one", "ten", "hundred"))]
        VGroup(*fans).arrange(RIGHT, buff=theme.GUTTER / 2).move_to(self.room).shift(0.5 * UP)
        names = [Words("all {}", self.of_all(), size=theme.LABEL, color=theme.GRADIENT).next_to(fan.tip, UP, buff=theme.GAP)
                 for fan in fans]
        self.say("The gradient says which way the cost climbs. It is a mean over all the digits.")
        self.hand_over(comes=[fans[0], names[0], self.tag(
            "after {} steps · {} gradients each · true angles, left and right by turns", self.fact("minibatch.angle_step"),
            self.fact("minibatch.angle_count"))])
        self.wait(theme.BEAT)
        self.play(LaggedStart(*(FadeIn(*pair) for pair in zip(fans[1:], names[1:])), lag_ratio=0.7), run_time=theme.PHRASE)
        self.read()
        means = [self.fact("minibatch.angle_mean", i, form=".0f") for i in range(3)]
        self.say("The gradient of one digit is {} degrees off, on average. Of ten: {}. Of a hundred: {}.".replace(
            "ten", "{}").replace("a hundred", "{}"), means[0], self.size(1), means[1], self.size(2), means[2])
        clock = self.clock("minibatch", len(fans[0].angles) + 1)
        for fan in fans:
            clock.drive(fan, fan.show)
        clock.run(self, clock.last, theme.VERSE)
        for i, fan in enumerate(fans):
            number = Words("{}°", means[i], size=theme.TITLE).next_to(fan, DOWN, buff=theme.GAP).set_x(fan.hub[0])
            name = Words("{} digit" if i == 0 else "{} digits", self.size(i), color=SOME).next_to(number, DOWN, buff=theme.GAP)
            self.play(Measure(fan), FadeIn(number, name), run_time=theme.TURN)
        off = run.angle_mean
        self.say("Ask one digit and you walk nearly sideways; ask a hundred and you walk roughly right.",
                 holds=off[0] > 75 and off[2] < 45, otherwise="The more digits you ask, the better the direction.")
        self.read()

    def size(self, i):
        return self.fact("minibatch.angle_size", i)

    # -- 4 -----------------------------------------------------------------------------------

    def shuffle_and_deal(self):
        run, size = self.run, self.run.recipe["batch_size"]
        wall = DigitWall(run.pictures, 6.2, 4.9).light_all()
        self.dealing = dealing = Dealing(wall, run.epoch_order, size, self.fact("minibatch.batch_count"), 6.2, 5.6)
        clock = self.clock("minibatch")
        score = self.live("step {}: cost {}", self.reading(clock, "minibatch.step"),
                          self.reading(clock, "minibatch.train_cost", form=".2f"), anchor=LEFT)
        self.left(wall, score)
        self.right(dealing)
        clock.glide(dealing, lambda row: dealing.deal(min(row * size, len(run.epoch_order))))
        self.say("So we shuffle the digits and deal them in tens, called mini-batches.".replace("tens", "rows of {}"),
                 self.fact("minibatch.recipe.batch_size"))
        self.hand_over(comes=[wall, dealing, score, self.tag("the whole network, all {} weights and biases · first epoch",
                                                              self.fact("minibatch.network.n_parameters", form=","))])
        clock.run(self, 1, theme.VERSE)
        self.read()
        self.say("Each mini-batch makes one step. One round through all digits, an epoch, makes {}.",
                 self.fact("minibatch.batch_count"))
        clock.run(self, clock.last, theme.PASSAGE, rate_func=lambda t: t ** 2.2)

    # -- 5 -----------------------------------------------------------------------------------

    def one_batch_one_step(self):
        walk, start = self.walk, self.walk.race_all[0]
        reach = start + np.concatenate([walk.hand_pull, [walk.hand_step, walk.all_step, 0 * start]])
        view = view_around(reach, FRAME, (1.6, 5.2, 2.2, 1.6))
        lines = ContourMap(walk.map_alphas, walk.map_betas, walk.map_surface, Scale(0, walk.map_surface.max(), levels=1000),
                           FRAME[0], view=view, filled=False, floor=1.05)
        pulls = Pulls(lines, start, walk.hand_pull, walk.hand_x, walk.hand_step, walk.all_step)
        thin, thick, yellow = key = VGroup(Words("thin: each digit's own step", color=SOME), Words("thick: their mean", color=SOME),
                                           Words("yellow: all {} digits", self.of_all(), color=theme.GRADIENT))
        key.arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT).move_to(self.room).align_to(self.room, RIGHT).shift(theme.GAP * LEFT)
        angle = Words("{}° between them", self.fact("walkers.hand_angle", form=".0f"))
        angle.next_to(key, DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        lines.write(thin)
        self.say("Here is the first mini-batch of our walker. Some digits pull hard, others hardly at all.")
        pictures = self.hand_comes_forward(pulls)
        self.hand_over(*pictures, comes=[lines, pulls, self.tag_of_walkers(" · the first step")], run_time=theme.TURN,
                       moves=[picture.animate.move_to(pulls.box(i)).scale(0.56 / picture.width) for i, picture in enumerate(pictures)])
        self.play(UpdateFromAlphaFunc(pulls, lambda pulls, t: pulls.show(t * len(walk.hand_pull))), run_time=theme.PASSAGE * 0.8)
        self.remove(*pictures)
        apart = float(walk.hand_angle)
        self.say("They pull many ways. Their mean is the step, and it points roughly right.", holds=apart < 45,
                 otherwise="They pull many ways. Their mean is the step." if apart >= 90 else
                 "They pull many ways. Their mean is the step, and it still points downhill.")
        self.play(UpdateFromAlphaFunc(pulls, lambda pulls, t: pulls.add_up(t)), run_time=theme.PASSAGE)
        pulls.show_mean(1).add_up(0)
        self.play(Label(lines, thick))
        self.play(UpdateFromAlphaFunc(pulls, lambda pulls, t: pulls.show_whole(t)), Label(lines, yellow, angle), run_time=theme.TURN)
        self.wait(theme.READ)

    def hand_comes_forward(self, pulls):
        """The pictures of the row that was dealt first, if it is the batch that pulls: it leaves the rows."""
        if not np.array_equal(self.run.epoch_order[:len(self.walk.hand)], self.walk.hand):
            return []
        self.dealing.light(0)
        pictures = [Hand(x[None], self.dealing.side, 1, SOME).move_to(self.dealing.spot(i)) for i, x in enumerate(self.walk.hand_x)]
        self.play(LaggedStart(*map(FadeIn, pictures), lag_ratio=0.1))
        return pictures

    # -- 6 -----------------------------------------------------------------------------------

    def the_stumble(self):
        walk = self.walk
        land = self.hill(walk.race_one, walk.race_all, margins=ALONE, floor=1.05)
        clock = self.clock("walkers", len(walk.race_step))
        self.walkers(land, 0, one=walk.race_one)
        clock.glide(land, lambda row: self.walkers(land, row, one=walk.race_one))
        asked = DigitImage(walk.race_x[0], theme.PICTURE * 0.7)
        clock.draw(asked, lambda row: asked.show(walk.race_x[min(row, len(walk.race_x) - 1)]))
        scores = [self.live("{} digits looked at: cost {}", self.reading(clock, f"walkers.race_{name}_seen", form=","),
                            self.reading(clock, f"walkers.race_{name}_cost", form=".3f"), anchor=LEFT)
                  for name in ("one", "all")]
        heads = [Words("one digit a step, now this one", color=SOME), Words("all digits a step", color=ALL)]
        board = VGroup(*(VGroup(*pair).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT) for pair in zip(heads, scores)))
        board.arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT)
        board.move_to(self.room).align_to(self.room, DL).shift(theme.GAP * (UP + RIGHT))
        asked.next_to(heads[0], UP, buff=theme.GAP, aligned_edge=LEFT)
        land.write(board)
        self.say("Now ask only one digit before each step. Of these {} steps, {} go uphill.", self.fact("walkers.race_count"),
                 self.fact("walkers.uphill_count"))
        self.hand_over(comes=[land, asked, self.tag_of_walkers()])
        clock.run(self, clock.last // 3, theme.PASSAGE)
        self.say("The walker stumbles, sometimes uphill, and still gets down.",
                 holds=walk.race_one_cost[-1] < 0.1 * walk.race_one_cost[0] and walk.uphill_count > 0,
                 otherwise=("The walker stumbles, from cost {} to {}.", self.fact("walkers.race_one_cost", 0, form=".2f"),
                            self.fact("walkers.race_one_cost", -1, form=".2f")))
        clock.run(self, clock.last, theme.PASSAGE)

    # -- 7 -----------------------------------------------------------------------------------

    def a_fair_race(self):
        run = self.run
        chart, key, rows = self.race_chart()
        clock = self.clock("minibatch", len(rows))
        clock.draw(chart, lambda k: chart.show(*rows[k]))
        self.say("Now the whole network learns, and we count the digits that it looks at.")
        tag = self.tag("{} weights and biases · each size at the best of {} or {} learning rates · {} starts",
                       self.fact("minibatch.network.n_parameters", form=","), self.fact("minibatch.fair_rates", 0),
                       self.fact("minibatch.fair_rates", -1), self.fact("minibatch.fair_starts"))
        level = Words("cost {}", self.fact("minibatch.target"), size=theme.LABEL, color=theme.COST)
        level.next_to(chart.spot(run.fair_axis[0], float(run.target)), UP + RIGHT, buff=theme.GAP / 2)
        self.hand_over(comes=[chart, level, key, tag])
        clock.run(self, clock.last // 2, theme.VERSE)
        self.read()
        self.say("Each batch size gets the learning rate, the length of its steps, that suits it best.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("In batches of {}, {} digits are enough for cost {}. All at once, it takes {}.", self.batch(1), self.median(1),
                 self.fact("minibatch.target"), self.median(3), holds=bool((run.fair_reached >= 3).all()),
                 otherwise="Small batches get further with the same digits.")
        ends = self.mark_ends(chart)
        self.play(LaggedStart(*map(FadeIn, ends[:2]), lag_ratio=0.5), run_time=theme.PHRASE)
        self.read()
        self.say("One at a time needs only {}, but a computer does ten as fast as one.", self.median(0),
                 holds=run.fair_median[0] < run.fair_median[1] and run.step_ratio <= 1.2)
        self.play(FadeIn(ends[2]), run_time=theme.TURN)
        self.read()

    def race_chart(self):
        """The chart of all runs, each size with its middle run bold, and its key; for every row of the clock the rows of all."""
        run, series, entries = self.run, [Series(self.run.fair_axis, self.run.fair_level, theme.COST, dashed=True)], []
        for i, (name, color) in enumerate(SIZES.items()):
            for start, (x, y) in enumerate(zip(getattr(run, f"fair_x_{name}"), getattr(run, f"fair_y_{name}"))):
                bold, marker = start == run.fair_run[i], "dot" if name == "all" else "square"
                series.append(Series(x, y, color if bold else color.interpolate(theme.BACKGROUND, 0.6), bold=bold,
                                     marker=marker if bold else None))
                if bold:
                    entries.append((Words("{} digit a step" if i == 0 else "{} digits a step", self.batch(i), color=color), series[-1]))
        width, height = self.room.width - 2.5 * theme.GUTTER, self.room.height - 2 * theme.GUTTER
        chart = Chart(series, "digits looked at (each mark: ten times as many)", "cost", width, height, color=theme.COST,
                      spans=(run.fair_axis, (0, 1.1)), logs=(True, False), forms=(",.0f", "g"))
        chart.move_to(self.room)
        key = Key(*entries).next_to(chart.spot(run.fair_axis[0], float(run.target)), UP + RIGHT, buff=theme.GUTTER)
        looked = np.geomspace(*run.fair_axis, 240)
        rows = [[1, *(int(np.searchsorted(each.x, x, "right")) - 1 for each in series[1:])] for x in looked]
        return chart, key, [[None if row < 0 else row for row in at] for at in rows]

    def batch(self, i):
        return self.fact("minibatch.sweep_size", i, form=",")

    def median(self, i):
        return self.fact("minibatch.fair_median", i, form=",.0f")

    def mark_ends(self, chart):
        """The numbers of digits where tens and all got there; how many times as many; and the number of one at a time."""
        run, colors = self.run, list(SIZES.values())
        ends = [chart.spot(median, float(run.target)) for median in run.fair_median]
        numbers = [Words("{}", self.median(i), color=colors[i]).next_to(ends[i], DOWN, buff=theme.GAP / 2) for i in range(4)]
        numbers[1].next_to(ends[1], DOWN + RIGHT, buff=theme.GAP / 2)
        numbers[0].next_to(ends[0], DOWN + LEFT, buff=theme.GAP / 2)
        top = chart.plot.get_top()[1] * UP
        bracket = DoubleArrow(ends[1] * RIGHT + top, ends[3] * RIGHT + top, buff=0, color=theme.INK,
                              stroke_width=theme.stroke(theme.LINE * 1.5), tip_length=theme.GAP)
        times = Words("{} times as many digits", self.fact("minibatch.fair_ratio", form=".0f")).next_to(bracket, UP, buff=theme.GAP / 2)
        return VGroup(numbers[1], numbers[3]), VGroup(bracket, times), numbers[0]

    # -- 8 -----------------------------------------------------------------------------------

    def hover_and_settle(self):
        walk = self.walk
        scale = Scale(0.7 * walk.hover_surface.min(), 1.3 * walk.hover_surface.max(), levels=12)
        discs = [Disc(walk.hover_alphas, walk.hover_betas, walk.hover_surface, scale, 5.0, walk.hover_bottom, path, ring)
                 for path, ring in zip(walk.hover_path, walk.hover_ring)]
        clock = self.clock("walkers", len(walk.hover_step))
        rates = [self.live("learning rate {}", self.reading(clock, "walkers.hover_rate", of=i, form=".0f"), anchor=LEFT)
                 for i in (0, 1)]
        how = [Words("steady", color=SOME), Words("halved every {} steps", self.fact("walkers.hover_half_life"), color=SOME)]
        for disc, rate, name, side in zip(discs, rates, how, (self.left, self.right)):
            side(disc, VGroup(rate, name).arrange(RIGHT, buff=theme.GAP), share=0.44)
            clock.glide(disc, disc.show)
        rings = [self.live("{}", self.reading(clock, "walkers.hover_ring", of=i, form=".2f"), size=theme.TITLE, color=SOME)
                 for i in (0, 1)]
        words = Words("ring: typical\ndistance from\nthe bottom")
        between = VGroup(words, VGroup(*rings).arrange(RIGHT, buff=theme.GUTTER / 2)).arrange(DOWN, buff=theme.GUTTER / 2)
        between.move_to(self.room)
        self.say("Near the bottom haste has a price: every mini-batch still pulls somewhere else.")
        tag = self.tag_of_walkers(" · batches of {}", self.fact("walkers.recipe.batch_size"))
        self.hand_over(comes=[*discs, *rates, *how, between, tag])
        clock.run(self, clock.last // 3, theme.PASSAGE)
        settles = walk.hover_spread[1] <= walk.hover_spread[0] / 2
        self.say("A steady rate keeps the walker hovering; a rate that shrinks lets it settle.", holds=settles,
                 otherwise="Left the learning rate stays, right it is halved again and again.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.play(UpdateFromAlphaFunc(discs[1], lambda disc, t: disc.look_closer(t)), run_time=theme.TURN)
        self.read()

    # -- 9 -----------------------------------------------------------------------------------

    def the_answer(self):
        tally = Tally(float(self.run.fair_ratio), self.room.width, self.room.height - theme.GUTTER, 0.9, SOME, ALL)
        tally.move_to(self.room)
        steps = [self.fact("minibatch.fair_median_steps", i, form=",.0f") for i in (1, 3)]
        one = Words("in batches of {}: {} rough steps, {} digits", self.batch(1), steps[0], self.median(1), color=SOME)
        many = Words("all at once: {} exact steps, {} digits", steps[1], self.median(3))
        one.next_to(tally.spot(), RIGHT, buff=theme.GUTTER)
        many.next_to(tally.heading, RIGHT, buff=0)
        self.say("Many rough steps beat few exact ones. At the end, make the steps small.")
        self.hand_over(comes=[tally, one, many, self.tag("digits looked at until the cost is {} · middle of {} starts",
                                                          self.fact("minibatch.target"), self.fact("minibatch.fair_starts"))])
        self.play(Count(tally), run_time=theme.PASSAGE)
        self.wait(theme.STUDY)
