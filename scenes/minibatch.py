"""Film: why many rough steps, each from a few examples, are better than a few exact ones, each from all of them.

Shows "walkers", where the network has only two numbers free and every step can be seen on a map, and "minibatch", the whole
network: how far off a batch is, one epoch, and a fair race between batch sizes.
"""

import numpy as np
from manim import (
    DL, DOWN, LEFT, RIGHT, UP, AnimationGroup, Arrow, Circle, Create, DashedLine, Dot, DoubleArrow, FadeIn, FadeOut, GrowArrow,
    LaggedStart, Line, Square, Succession, UpdateFromAlphaFunc, VGroup, config,
)

from scenes.stage import theme
from scenes.stage.angle_fan import REACH, AngleFan, Measure
from scenes.stage.chart import Chart, Key, Series
from scenes.stage.contour_map import ColourKey, ContourMap, Label
from scenes.stage.dealing import Dealing
from scenes.stage.digit import DigitImage
from scenes.stage.disc import Disc
from scenes.stage.film import Film
from scenes.stage.ground import view_around
from scenes.stage.hand import Come, Hand
from scenes.stage.odometer import Odometer
from scenes.stage.paths import Path
from scenes.stage.pulls import SIDE, Pulls
from scenes.stage.surface import Scale
from scenes.stage.tally import Count, Tally
from scenes.stage.text import Words
from scenes.stage.wall import Ask, DigitWall

SOME, ALL = theme.SOME, theme.ALL
SIZES = {"one": SOME.interpolate(theme.BACKGROUND, 0.3), "ten": SOME, "hundred": SOME.interpolate(ALL, 0.45), "all": ALL}
FRAME, MARGINS = (config.frame_width, config.frame_height), (2.2, 2.2, 2.4, 1.2)     # left, right, below, above the race
COUNTERS, KEY = -1.4, -2.0        # where the map ends, if there is something below it
PLANE = "handwritten digits · the plane through three trained networks"


class MiniBatch(Film):
    """Mini-batches against the full batch: what a step costs, how wrong it is, where it leads."""

    recordings = ("minibatch", "walkers")
    dealing: Dealing                 # from shuffle_and_deal to one_batch_one_step
    question = "Why do many cheap steps\nbeat a few exact ones?"

    def construct(self):
        self.run, self.walk = (self.runs[name] for name in self.recordings)
        self.ten, self.everyone = self.fact("walkers.recipe.batch_size"), self.fact("minibatch.examples", form=",")
        self.sizes = [self.fact("minibatch.sweep_size", i, form=",") for i in range(4)]
        self.medians = [self.fact("minibatch.fair_median", i, form=",.0f") for i in range(4)]
        self.play_section(self.two_walkers)
        self.play_section(self.the_race)
        self.play_section(self.how_wrong_a_few_digits_are)
        self.play_section(self.errors_cancel)
        self.play_section(self.shuffle_and_deal)
        self.play_section(self.one_batch_one_step)
        self.play_section(self.the_stumble)
        self.play_section(self.a_fair_race)
        self.play_section(self.hover_and_settle)
        self.play_section(self.the_answer)

    def land(self, foot):
        """The map of the cost around the race, as wide as the frame, down to this height of it."""
        walk = self.walk
        view = view_around([*walk.race_one, *walk.race_ten, *walk.race_all], FRAME, MARGINS, (walk.map_alphas, walk.map_betas))
        return ContourMap(walk.map_alphas, walk.map_betas, walk.map_surface, Scale(0, walk.map_surface.max(), levels=16),
                          FRAME[0], view=view, floor=foot + FRAME[1] / 2)

    def walkers(self, chart, row, name):
        """Both walkers on a map, on their way up to this row: the careful one, and one that takes its steps in haste."""
        careful = Path(self.walk.race_all, ALL, size=theme.DOT * 0.8)
        hasty = Path(getattr(self.walk, f"race_{name}"), SIZES[name], size=theme.DOT * 0.6, marker="square",
                     uphill=self.walk.uphill if name == "one" else ())
        return chart.show(careful.up_to(row), hasty.up_to(row))

    def two_walkers(self):
        walk, land = self.walk, self.land(KEY)
        key = ColourKey(land.ground.scale, self.room.width / 2, "low cost: reads well", "high cost: reads badly")
        key.move_to(self.room).align_to(self.room, DOWN).shift(theme.GAP * UP)
        self.ask()
        self.say("Every point of this map is one network. Its colour is the cost: how badly it reads.")
        self.hand_over(comes=[land.write(self.tag(PLANE)), key])
        for row, side in ((0, RIGHT), (-1, LEFT)):
            point = Dot(land.at(*walk.race_all[row]), radius=theme.BALL, color=theme.INK)
            cost = Words("cost {}: {} read right", self.fact("walkers.race_all_cost", row, form=".2f"),
                         self.fact("walkers.race_all_right", row, form=".0%"))
            self.wait(theme.BEAT)
            self.play(FadeIn(point), Label(land, cost.next_to(point, side)))
        self.read()
        self.say("To learn is to walk down, from bright to dark.")
        clock = self.clock("walkers", len(walk.race_step))
        clock.glide(land, lambda row: land.show(Path(walk.race_all, ALL, dots=False).up_to(row)))
        clock.run(self, clock.last, theme.VERSE)
        self.say("Two walkers: before each step, one asks all {} digits which way is down, the other {}.", self.everyone, self.ten)
        self.ask_them(land.at(*walk.race_all[0]))

    def ask_them(self, start):
        """The wall is asked digit by digit; long before, the ten have come forward and been asked."""
        wall, hand = DigitWall(self.run.pictures, 6.6, 3.7), Hand(self.walk.hand_x, 1.0, 5, SOME)
        careful = VGroup(Circle(0.16, color=ALL, fill_opacity=1), Words("the careful one asks all {}", self.everyone))
        hasty = VGroup(Square(0.3, color=SOME, fill_opacity=1), Words("the hasty one asks {}", self.ten, color=SOME))
        self.left(careful.arrange(RIGHT), wall.light(0)).to_edge(UP, buff=3 * theme.MARGIN)
        self.right(hasty.arrange(RIGHT), hand)
        hasty.match_y(careful)
        hand.align_to(wall, UP).out_of(wall, self.walk.hand)
        signs = {head[0]: head[0].get_center() for head in (careful, hasty)}
        self.play(*(FadeIn(sign.move_to(start)) for sign in signs))
        self.hand_over(*signs, comes=[wall, hand, careful[1], hasty[1]], run_time=theme.TURN,
                       moves=[sign.animate.move_to(place) for sign, place in signs.items()])
        steps = [self.one_step(thing, color) for thing, color in ((hand, SOME), (wall, ALL))]
        steps[0].match_y(steps[1])
        arrows = [AnimationGroup(GrowArrow(arrow), FadeIn(words), run_time=theme.BEAT) for arrow, words in steps]
        self.play(Succession(Ask(wall, run_time=theme.PASSAGE), arrows[1]),
                  Succession(Come(hand, run_time=theme.PHRASE), arrows[0]), run_time=theme.PASSAGE + theme.BEAT)
        self.wait(theme.BEAT)

    def one_step(self, under, color):
        foot = under.get_bottom()
        arrow = Arrow(foot + 0.1 * DOWN, foot + 0.9 * DOWN, buff=0, color=color, stroke_width=theme.stroke(theme.BOLD * 1.6))
        return VGroup(arrow, Words("one step").next_to(arrow, RIGHT))

    def the_race(self):
        walk, mark, land = self.walk, int(self.walk.race_mark), self.land(COUNTERS)
        start = Words("start: cost {}", self.fact("walkers.race_all_cost", 0, form=".2f"))
        land.write(start.next_to(land.at(*walk.race_all[0]), LEFT, buff=theme.GUTTER / 2))
        clock = self.clock("walkers", len(walk.race_step))
        counters = VGroup(self.counter(clock, "all", ALL, self.everyone), self.counter(clock, "ten", SOME, self.ten))
        counters.arrange(RIGHT, buff=4 * theme.GUTTER).move_to(self.room).align_to(self.room, DOWN)
        clock.glide(land, lambda row: self.walkers(land, row, "ten"))
        level = abs(np.diff(walk.mark_cost)[0]) <= 0.1 * walk.mark_cost.max()
        steps, ten, full = self.fact("walkers.race_mark"), *(self.fact("walkers.mark_cost", i, form=".2f") for i in (0, 1))
        self.say("Both get down in {} steps, but a hasty step looks at only {} digits.", steps, self.ten,
                 holds=level and walk.mark_cost.max() < walk.race_all_cost[0] / 2,
                 otherwise=("After {} steps their costs are {} and {}.", steps, full, ten))
        self.hand_over(comes=[self.walkers(land, 0, "ten").write(self.tag(PLANE)), counters])
        clock.run(self, mark, theme.JOURNEY)
        costs = Words("both at cost {}", ten) if str(ten) == str(full) else Words("costs {} and {}", full, ten)
        self.play(Label(land, costs.next_to(land.at(*walk.race_all[mark]), RIGHT, buff=theme.GUTTER)))
        few, many = (self.fact("walkers.mark_seen", i, form=",") for i in (0, 1))
        self.say("{} digits against {}: how can so few be enough?", many, few)

    def counter(self, clock, name, color, each):
        """How many steps a walker took, and how many digits it looked at."""
        heading = self.live("step {} · {} digits each", self.reading(clock, "walkers.race_step"), each, color=color, anchor=LEFT)
        key, places = f"walkers.race_{name}_seen", len(str(int(self.walk.race_all_seen[-1])))
        odometer = Odometer(places, self.fact(key, 0), color)
        clock.glide(odometer, lambda row: odometer.show(self.fact(key, int(row)), turning=row % 1 or 1.0))
        row = VGroup(odometer, Words("digits looked at", size=theme.LABEL)).arrange(RIGHT, buff=theme.GAP)
        return VGroup(heading, row).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT)

    def how_wrong_a_few_digits_are(self):
        fans = [AngleFan(getattr(self.run, f"angle_{name}"), self.run.angle_mean[i], 1.7, SIZES[name], exact=ALL).point(0)
                for i, name in enumerate(("one", "ten", "hundred"))]
        VGroup(*fans).arrange(RIGHT, buff=theme.GUTTER / 2).move_to(self.room).align_to(self.room, UP).shift(0.4 * DOWN)
        names = [Words("all {}", self.everyone, size=theme.LABEL).next_to(fan.tip, UP, buff=theme.GAP) for fan in fans]
        self.say("The whole network can move in {} directions. Each digit has its own way down.",
                 self.fact("minibatch.network.n_parameters", form=","))
        self.hand_over(comes=[*fans, self.tag("the whole network after {} steps · only angles are true: left and right mean nothing",
                                              self.fact("minibatch.angle_step"))])
        self.play(LaggedStart(*(AnimationGroup(UpdateFromAlphaFunc(fan, lambda fan, t: fan.point(t)), FadeIn(name))
                                for fan, name in zip(fans, names)), lag_ratio=0.6), run_time=theme.PHRASE)
        self.read()
        means, sizes = ([self.fact(f"minibatch.angle_{what}", i, form=".0f") for i in range(3)] for what in ("mean", "size"))
        self.say("The exact way is the mean of all. One digit alone is {} degrees off, {} are {}, {} are {}.", means[0], sizes[1],
                 means[1], sizes[2], means[2])
        clock, parts = self.clock("minibatch", len(fans[0].angles) + 1), []
        forward = [self.fact("minibatch.angle_forward", i, form=".0%") for i in range(3)]
        for fan, size, color in zip(fans, sizes, SIZES.values()):
            name = Words("{} digit" if fan is fans[0] else "{} digits", size, color=color)
            self.add(name.next_to(fan, DOWN, buff=theme.GAP).set_x(fan.hub[0]))
            clock.drive(fan, fan.show)
        clock.run(self, clock.last, theme.VERSE)
        for i, fan in enumerate(fans):
            number = Words("{}°", means[i], size=theme.TITLE).next_to(fan, DOWN, buff=3.2 * theme.GAP).set_x(fan.hub[0])
            self.play(Measure(fan), FadeIn(number), run_time=theme.TURN)
            parts.append((fan.hub, fan.spot(0, REACH * forward[i].value), number))
        self.read()
        self.say("From {} digits to {}: ten times the price, but a step is only {} times as straight.", sizes[1], sizes[2],
                 self.fact("minibatch.angle_straighter", form=".1f"), holds=self.run.angle_straighter < 4,
                 otherwise="The more digits you ask, the straighter you walk.")
        for (hub, end, number), share in zip(parts, forward):
            words = Words("{} of it forward", share, color=theme.FALLS).next_to(number, DOWN, buff=theme.GAP)
            line = Line(hub, end, color=theme.FALLS, stroke_width=theme.stroke(3 * theme.BOLD))
            self.play(Create(line), FadeIn(words), run_time=theme.READ)

    def errors_cancel(self):
        run = self.run
        series = [Series(run.sum_count, values, color, bold=True) for values, color in
                  ((run.sum_forward, theme.FALLS), (run.sum_aside, theme.FAINT))]
        key = Key((Words("forward", color=theme.FALLS), series[0]), (Words("sideways", color=theme.FAINT), series[1]))
        chart = Chart(series, "digits whose steps are added up", "how far, in exact steps", self.room.width - 2, self.room.height - 1.2,
                      color=theme.INK).move_to(self.room)
        clock = self.clock("minibatch", len(run.sum_count))
        clock.draw(chart, chart.show)
        self.say("And rough steps add up. At one place, add the steps that single digits ask for.")
        key.next_to(chart.plot.get_corner(UP + LEFT), DOWN + RIGHT, buff=theme.GUTTER)
        self.hand_over(comes=[chart, key, self.tag("the same state · mean of {} orders", self.fact("minibatch.sum_orders"))])
        clock.run(self, clock.last // 4, theme.PASSAGE)
        self.say("Forward they agree, so it adds up. Sideways they mostly cancel: after {} digits, forward is ahead.",
                 self.fact("minibatch.sum_ahead"), holds=run.sum_forward[-1] > 1.5 * run.sum_aside[-1],
                 otherwise="Forward they agree; sideways they partly cancel.")
        clock.run(self, clock.last, theme.PASSAGE)

    def shuffle_and_deal(self):
        run, size, batches = self.run, self.fact("minibatch.recipe.batch_size"), self.fact("minibatch.batch_count")
        wall = DigitWall(run.pictures, 6.2, 4.9)
        self.dealing = dealing = Dealing(wall, run.epoch_order, size.value, batches, 6.2, 5.6)
        clock = self.clock("minibatch", batches.value + 1)
        score = self.live("step {}: cost {}", self.reading(clock, "minibatch.step"),
                          self.reading(clock, "minibatch.train_cost", form=".2f"), anchor=LEFT)
        self.left(wall, score)
        self.right(dealing)
        clock.glide(dealing, lambda row: dealing.deal(min(row * size.value, len(run.epoch_order))))
        self.say("No need to wait so long. We shuffle the digits and deal rows of {}: mini-batches.", size)
        self.hand_over(comes=[wall, dealing, score, self.tag("another start: the whole network, all {} weights and biases · first epoch",
                                                              self.fact("minibatch.network.n_parameters", form=","))])
        clock.run(self, 1, theme.VERSE)
        self.read()
        self.say("Each mini-batch makes one step. One round through all digits, an epoch, makes {}.", batches)
        clock.run(self, clock.last, theme.PASSAGE, rate_func=lambda t: t ** 2.2)
        self.wait(theme.TURN)

    def one_batch_one_step(self):
        walk, start = self.walk, self.walk.race_all[0]
        view = view_around([start, *(start + walk.hand_pull), start + walk.all_step], FRAME, (1.6, 5.2, 2.2, 1.6),
                           (walk.map_alphas, walk.map_betas))
        across = np.linalg.norm(walk.all_step) / walk.race_rate * np.ptp(view[0])      # how much the cost falls over the frame
        levels = Scale(0, walk.map_surface.max(), levels=6 * walk.map_surface.max() / across)
        lines = ContourMap(walk.map_alphas, walk.map_betas, walk.map_surface, levels, FRAME[0], view=view, filled=False, floor=1.05)
        pulls = Pulls(lines, start, walk.hand_pull, walk.hand_x, walk.hand_step, walk.all_step)
        thin, thick, exact = key = VGroup(
            Words("thin: each digit's own step", color=SOME), Words("thick: their sum, divided by {}", self.ten, color=SOME),
            Words("white: all {} digits", self.everyone))
        key.arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT).move_to(self.room).align_to(self.room, RIGHT).shift(theme.GAP * LEFT)
        lines.write(thin)
        pull = np.linalg.norm(walk.hand_pull, axis=1)
        self.say("Here is the first mini-batch of our walker. Some digits pull hard, others hardly at all.",
                 holds=pull.max() > 5 * pull.min(), otherwise="Here is the first mini-batch of our walker.")
        pictures = self.hand_comes_forward()
        comes = [lines.write(self.tag("the first step on the map · the chain of {} is drawn smaller", self.ten)), pulls]
        self.hand_over(*pictures, comes=comes, run_time=theme.TURN,
                       moves=[picture.animate.move_to(pulls.box(i)).scale(SIDE / picture.width) for i, picture in enumerate(pictures)])
        self.play(UpdateFromAlphaFunc(pulls, lambda pulls, t: pulls.show(t * len(walk.hand_pull))), run_time=theme.PASSAGE * 0.8)
        self.remove(*pictures)
        self.say("They pull many ways. Their mean is the step, and it points roughly right.", holds=walk.hand_angle < 45,
                 otherwise="They pull many ways. Their mean is the step.")
        self.play(UpdateFromAlphaFunc(pulls, lambda pulls, t: pulls.add_up(t)), run_time=theme.PASSAGE)
        pulls.show_mean(1).add_up(0)
        self.play(Label(lines, thick))
        self.play(UpdateFromAlphaFunc(pulls, lambda pulls, t: pulls.show_whole(t)), Label(lines, exact), run_time=theme.TURN)
        self.read()
        apart = Words("{}° apart", self.fact("walkers.hand_angle", form=".0f"))
        self.play(Label(lines, apart.next_to(key, DOWN, buff=theme.GUTTER, aligned_edge=LEFT)), run_time=theme.TURN)
        self.say("A flat map has only one way to go wrong: to the side.")
        foot = walk.hand_step @ walk.all_step / (walk.all_step @ walk.all_step) * walk.all_step
        side = DashedLine(*(lines.at(*(start + point)) for point in (walk.hand_step, foot)), color=theme.INK)
        self.wait(theme.READ)
        self.play(Create(side), run_time=theme.TURN)

    def hand_comes_forward(self):
        """The pictures of the row that was dealt first, if it is the batch that pulls: it leaves the rows."""
        if not np.array_equal(self.run.epoch_order[:len(self.walk.hand)], self.walk.hand):
            return []
        self.dealing.light(0)
        pictures = [Hand(x[None], self.dealing.side, 1, SOME).set_z_index(1).move_to(self.dealing.spot(i))
                    for i, x in enumerate(self.walk.hand_x)]
        self.play(LaggedStart(*map(FadeIn, pictures), lag_ratio=0.1))
        return pictures

    def the_stumble(self):
        walk, land = self.walk, self.land(theme.FOOT)
        clock = self.clock("walkers", len(walk.race_step))
        clock.glide(land, lambda row: self.walkers(land, row, "one"))
        asked = DigitImage(walk.race_x[0], theme.PICTURE * 0.7)
        clock.draw(asked, lambda row: asked.show(walk.race_x[min(row, len(walk.race_x) - 1)]))
        board = VGroup()
        for name, head, color in (("one", "one digit a step", SIZES["one"]), ("all", "all digits a step", ALL)):
            facts = [(f"walkers.race_{name}_seen", ","), (f"walkers.race_{name}_cost", ".3f")]
            score = self.live("{} looked at: cost {}", *(self.reading(clock, key, form=form) for key, form in facts), anchor=LEFT)
            score.show(*(self.fact(key, -1, form=form) for key, form in facts))      # as wide as it will be
            board.add(VGroup(Words(head, color=color), score).arrange(DOWN, buff=theme.GAP, aligned_edge=LEFT))
        board.add(Words("+ a step uphill", color=theme.COST)).arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT)
        board.move_to(self.room).align_to(self.room, DL).shift(theme.GAP * (UP + RIGHT))
        asked.next_to(board, UP, buff=theme.GUTTER / 2, aligned_edge=LEFT)
        land.write(board)
        clock.redraw()
        self.say("Now ask only one digit before each step. Of these {} steps, {} go uphill.", self.fact("walkers.race_count"),
                 self.fact("walkers.uphill_count"))
        self.hand_over(comes=[self.walkers(land, 0, "one").write(self.tag(PLANE)), asked])
        clock.run(self, clock.last // 4, theme.PASSAGE)
        self.say("The walker stumbles, sometimes uphill, and still gets down.",
                 holds=walk.race_one_cost[-1] < 0.1 * walk.race_one_cost[0] and walk.uphill_count > 0,
                 otherwise=("The walker stumbles, from cost {} to {}.", self.fact("walkers.race_one_cost", 0, form=".2f"),
                            self.fact("walkers.race_one_cost", -1, form=".2f")))
        self.play(FadeOut(asked))
        clock.run(self, clock.last, theme.PASSAGE)
        self.wait(theme.TURN)

    def a_fair_race(self):
        run = self.run
        (chart, key), looked = self.race_chart(), np.geomspace(*run.fair_axis, 240)
        clock = self.clock("minibatch", len(looked))
        clock.draw(chart, lambda k: chart.reach(looked[k]))
        self.say("Now the whole network learns, and we count the digits that it looks at.")
        tag = self.tag("bold: the middle of {} starts · each size at the best of {} or more learning rates",
                       self.fact("minibatch.fair_starts"), self.fact("minibatch.fair_rates", -1))
        level = Words("cost {}", self.fact("minibatch.target"), size=theme.LABEL, color=theme.COST)
        level.next_to(chart.spot(run.fair_axis[0], float(run.target)), UP + RIGHT, buff=theme.GAP / 2)
        self.hand_over(comes=[chart, level, key, tag])
        clock.run(self, clock.last // 2, theme.VERSE)
        self.read()
        self.say("Each batch size gets the learning rate, the scale of its steps, that suits it best.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("In batches of {}, {} digits are enough for cost {}. All at once, it takes {}.", self.ten, self.medians[1],
                 self.fact("minibatch.target"), self.medians[3], holds=bool((run.fair_reached >= 3).all()),
                 otherwise=("Not every size gets down to cost {} here.", self.fact("minibatch.target")))
        if not np.isfinite(run.fair_ratio):
            return None
        *ends, one = self.mark_ends(chart)
        self.play(LaggedStart(*map(FadeIn, ends), lag_ratio=0.5), run_time=theme.PHRASE)
        self.read()
        wins = run.fair_seconds.argmin() == 1 and run.step_ratio <= 1.2 and run.fair_median[0] < run.fair_median[1]
        if not wins:      # no claim: times are those of one computer
            return None
        self.say("One at a time needs only {}. In seconds tens win: a computer works on ten at once.", self.medians[0])
        seconds = [self.fact("minibatch.fair_seconds", i, form=".2f") for i in range(4)]
        times = [Words("{} s", second).next_to(key, RIGHT, buff=theme.GUTTER / 2).match_y(entry) for second, entry in zip(seconds, key)]
        return self.play(LaggedStart(*map(FadeIn, (one, *times)), lag_ratio=0.7), run_time=theme.PHRASE)

    def race_chart(self):
        """The chart of all runs, each size with its middle run bold, and its key."""
        run, series, entries = self.run, [Series(self.run.fair_axis, self.run.fair_level, theme.COST, dashed=True)], []
        for i, (name, color) in enumerate(SIZES.items()):
            for start, (x, y) in enumerate(zip(getattr(run, f"fair_x_{name}"), getattr(run, f"fair_y_{name}"))):
                bold, marker = start == run.fair_run[i], "dot" if name == "all" else "square"
                series.append(Series(x, y, color if bold else color.interpolate(theme.BACKGROUND, 0.72), bold=bold,
                                     marker=marker if bold else None))
                if bold:
                    entries.append((Words("{} a step", self.sizes[i], color=color), series[-1]))
        width, height = self.room.width - 2.5 * theme.GUTTER, self.room.height - 2 * theme.GUTTER
        series.sort(key=lambda each: each.bold)      # those that the eye follows on top
        chart = Chart(series, "digits looked at (each mark: ten times as many)", "cost", width, height, color=theme.COST,
                      spans=(run.fair_axis, (0, 1.1)), logs=(True, False), forms=(",.0f", "g"))
        chart.move_to(self.room)
        key = Key(*entries).next_to(chart.spot(run.fair_axis[0], float(run.target)), UP + RIGHT, buff=theme.GUTTER)
        return chart, key

    def mark_ends(self, chart):
        """The numbers of digits where tens and all got there; how many times as many; and the number of one at a time."""
        ends = [chart.spot(median, float(self.run.target)) for median in self.run.fair_median]
        numbers = [Words("{}", number, color=color).next_to(end, DOWN + side, buff=theme.GAP / 2) for number, color, end, side in
                   zip(self.medians, SIZES.values(), ends, (LEFT, RIGHT, RIGHT, 0))]
        top = chart.plot.get_top()[1] * UP
        bracket = DoubleArrow(ends[1] * RIGHT + top, ends[3] * RIGHT + top, buff=0, color=theme.INK,
                              stroke_width=theme.stroke(theme.LINE * 1.5), tip_length=theme.GAP)
        times = Words("{} times as many digits", self.fact("minibatch.fair_ratio", form=".0f")).next_to(bracket, UP, buff=theme.GAP / 2)
        return VGroup(*numbers[1:]), VGroup(bracket, times), numbers[0]

    def hover_and_settle(self):
        walk = self.walk
        scale = Scale(0.7 * walk.hover_surface.min(), 1.3 * walk.hover_surface.max(), levels=12)
        discs = [Disc(walk.hover_alphas, walk.hover_betas, walk.hover_surface, scale, 4.5, walk.hover_bottom, path, ring)
                 for path, ring in zip(walk.hover_path, walk.hover_ring)]
        clock, texts = self.clock("walkers", len(walk.hover_step)), []
        for i, (disc, side) in enumerate(zip(discs, (self.left, self.right))):
            rate = self.reading(clock, "walkers.hover_rate", of=i, form=".0f")
            texts += [self.live("learning rate {}, " + ("steady", "falling")[i], rate, color=SOME, anchor=LEFT),
                      self.live("dashed ring: typical distance {}", self.reading(clock, "walkers.hover_ring", of=i, form=".2f"))]
            side(disc, VGroup(*texts[-2:]).arrange(DOWN, buff=theme.GAP)).shift(0.15 * UP)
            clock.glide(disc, disc.show)
        self.say("Near the bottom haste has a price: every mini-batch still pulls somewhere else.")
        self.hand_over(comes=[*discs, *texts, self.tag(PLANE + " · ring: start, plus: bottom")])
        clock.run(self, clock.last // 3, theme.PASSAGE)
        self.say("A steady rate keeps the walker hovering; a rate that shrinks lets it settle.",
                 holds=walk.hover_spread[1] <= walk.hover_spread[0] / 2, otherwise="Left the learning rate stays, right it falls.")
        clock.run(self, 2 * clock.last // 3, theme.PHRASE)
        self.play(UpdateFromAlphaFunc(discs[1], lambda disc, t: disc.look_closer(t)), run_time=theme.TURN)
        clock.run(self, clock.last, theme.VERSE)

    def the_answer(self):
        if np.isfinite(self.run.fair_ratio):
            ratio, until = float(self.run.fair_ratio), self.fact("minibatch.target")
            steps, seen = ([self.fact(f"minibatch.fair_median{what}", i, form=",.0f") for i in (1, 3)] for what in ("_steps", ""))
            tag = self.tag("digits looked at until the cost is {} · middle of {} starts", until, self.fact("minibatch.fair_starts"))
            facts = [self.fact(f"minibatch.fair_{key}", form=form)
                     for key, form in (("more_steps", ".1f"), ("cheaper", ".0f"), ("ratio", ".0f"))]
            self.say("About {} times as many steps, each {} times cheaper: that makes about {}.", *facts)
        else:
            ratio, tag = float(self.walk.mark_seen[1] / self.walk.mark_seen[0]), self.tag(PLANE)
            steps, seen = 2 * [self.fact("walkers.race_mark")], [self.fact("walkers.mark_seen", i, form=",") for i in (0, 1)]
        tally = Tally(ratio, self.room.width, self.room.height - theme.GUTTER, 0.9, SOME, ALL).move_to(self.room)
        one = Words("in batches of {}: {} cheap steps, {} digits", self.ten, steps[0], seen[0], color=SOME)
        many = Words("all at once: {} exact steps, {} digits", steps[1], seen[1])
        one.next_to(tally.spot(), RIGHT, buff=theme.GUTTER)
        many.next_to(tally.heading, RIGHT, buff=0)
        same = Words("each disc as many digits as the square", size=theme.LABEL, color=theme.FAINT).match_y(one)
        self.hand_over(comes=[tally, one, many, same.align_to(self.room, RIGHT), tag])
        self.play(Count(tally), run_time=theme.PASSAGE)
        self.say("Many cheap steps beat few exact ones. At the end, make the steps small.", holds=self.run.fair_ratio > 1,
                 otherwise="At the end, make the steps small.")
        self.wait(theme.STUDY)
