"""Film: why a hasty step, from a few examples, is better than a careful one, from all of them.

Shows two recordings: "minibatch", the network of digits trained in batches of ten (and beside it of one, a hundred and
all), and "walkers", the same network with only two numbers free, where the stumble of small batches can be seen.
"""

from math import tau

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, VGroup

from scenes.stage import theme
from scenes.stage.bars import SignedBars
from scenes.stage.cards import AnswerCard, Provenance
from scenes.stage.clock import Clock
from scenes.stage.column import NumberColumn
from scenes.stage.contour import Bearings, ContourMap, Legend
from scenes.stage.curves import Curves, Key, Series
from scenes.stage.digit import DigitImage
from scenes.stage.fan import Fan
from scenes.stage.film import Film
from scenes.stage.heights import Scale
from scenes.stage.histogram import Histogram
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.table import Table
from scenes.stage.text import Formula, Live, Number, Words, align_baselines
from scenes.stage.track import Track
from scenes.stage.wall import Deal, DigitWall

ONE, TEN, HUNDRED, ALL = theme.NEGATIVE, theme.LIT, theme.BIAS, theme.GRADIENT     # the batch sizes, wherever they meet
SIZES = {"one": ONE, "ten": TEN, "hundred": HUNDRED, "all": ALL}
CELL = 0.66, 0.76                              # of the table of wishes
FAN, COUNTS = 1.4, (2.4, 1.1)                  # radius of a fan, width and height of the counts under it
WALL = 12.6, 5.6                               # the box of the wall of all digits
RACE, LAND = (5.0, 3.6), (7.4, 5.8)            # of the curves beside a map; of the box of a landscape beside curves
ZOOM = 2.7                                     # width of a map of one bottom
VIEW, VIEW_AFTER = (tau / 12, tau / 10), (tau / 5, tau / 10)


class MiniBatch(Film):
    """Mini-batches against the full batch: what a step costs, how wrong it is, where it leads."""

    recordings = ("minibatch", "walkers")
    question = "Why is a hasty, wrong-looking step\nbetter than a careful one?"
    constants = {
        "minibatch.network.size": "the weights and biases of 784-16-16-10", "walkers.network.size": "the same",
        "minibatch.recipe.data.name": "the data set", "walkers.recipe.data.name": "the same",
        "minibatch.examples": "training digits", "minibatch.recipe.batch_size": "examples in a mini-batch",
    }

    def construct(self):
        self.set_the_stage()
        self.play_section(self.the_careful_step_is_expensive)
        self.play_section(self.shuffle_and_deal)
        self.play_section(self.how_wrong_is_it)
        self.play_section(self.the_error_falls_slowly)
        self.play_section(self.two_walkers)
        self.play_section(self.the_honest_axis)
        self.play_section(self.shuffles_choose_valleys)
        self.play_section(self.where_the_stumble_hides)
        self.play_section(self.near_the_bottom)
        self.play_section(self.a_rate_that_decays)
        self.play_section(self.the_answer)

    # -- what several sections show ----------------------------------------------------------

    def set_the_stage(self):
        self.run, self.walk = (self.runs[name] for name in self.recordings)
        self.wall = DigitWall(self.run.pictures, self.run.epoch_order, self.run.recipe["batch_size"], *WALL)
        self.scale = Scale(0, self.walk.surface.max(), 12)

    def provenance(self, run, template, *numbers):
        """The tag in the corner: which run a picture comes from."""
        return Provenance(template, self.fact(f"{run}.recipe.data.name"), self.fact(f"{run}.network.size"), *numbers)

    def careful_row(self, seen):
        """The row at which the full-batch walker stands, when so many examples were looked at."""
        return int(np.searchsorted(self.walk.careful_seen, seen, "right")) - 1

    # -- 1 -----------------------------------------------------------------------------------

    def the_careful_step_is_expensive(self):
        self.say("Every number here was recorded while a network learned to read digits.")
        self.ask()
        table, pictures, bars, mean = self.table_of_wishes()
        tag = self.provenance("minibatch", "{}-{} · step {} · each row has its own scale", self.fact("minibatch.wish_step"))
        self.say("A digit asks each weight to change: up, in blue, or down, in orange.")
        self.play(FadeIn(table, tag), LaggedStart(*(FadeIn(picture) for picture in pictures), lag_ratio=0.2),
                  run_time=2 * theme.BEAT)
        clock = Clock(len(pictures) + 1)
        clock.drive(bars, bars.reveal)
        self.add(bars)
        clock.run(self, clock.last, 5 * theme.BEAT)
        self.say("{} digits disagree. The gradient is the mean, and most wishes cancel.", self.fact("minibatch.drawn_count"))
        self.play(FadeIn(mean), run_time=theme.BEAT)
        self.wait(theme.READ)
        self.count_all_of_them(table, pictures, bars, mean)

    def table_of_wishes(self):
        """A few weights by layer, row and column; above them digits, and under each what it asks of these weights."""
        rows = [[self.fact(f"minibatch.wish_{key}", i) for key in ("layer", "row", "column")]
                for i in range(len(self.run.wish_index))]
        heads = [Words(name, size=theme.LABEL, color=theme.FAINT) for name in ("layer", "row", "column")]
        table = Table(heads, rows, CELL[1], theme.LABEL, [theme.FAINT, theme.FAINT, theme.FAINT])
        bars = SignedBars(self.run.wishes.T, self.run.wish_full, CELL)
        mean = SignedBars(self.mean_after(len(self.run.wishes) - 1), self.run.wish_full, CELL)
        Group(table, bars, mean).arrange(RIGHT, buff=theme.GUTTER)
        for part in (bars, mean):
            part.shift((table.row(0).get_y() - part.middle(0, 0)[1]) * UP)
        pictures = Group(*(DigitImage(x, CELL[0] - theme.GAP / 2) for x in self.run.drawn_x))
        for i, picture in enumerate(pictures):
            picture.move_to(bars.middle(0, i)).align_to(table, UP)
        mean.add(Words("mean", size=theme.LABEL, color=theme.GRADIENT).move_to(mean).match_y(table.heads[0]))
        Group(table, pictures, bars, mean).move_to(ORIGIN)
        return table, pictures, bars, mean

    def mean_after(self, row):
        return self.run.wish_mean[row][:, None]

    def count_all_of_them(self, table, pictures, bars, mean):
        """All digits, one after the other, and the mean over those looked at so far."""
        wall, clock = self.wall, Clock(len(self.run.counted))
        wall.scale_to_fit_width(bars.width).move_to(bars).to_edge(LEFT, buff=theme.MARGIN)
        numbers = NumberColumn(self.means(0), CELL[1], theme.LABEL, theme.GRADIENT)
        counter = Live("{} digits", self.fact("minibatch.counted", 0, form=","), color=theme.INK, anchor=LEFT)
        counter.next_to(wall, DOWN, buff=theme.GAP).align_to(wall, LEFT)
        clock.drive(numbers, lambda row: numbers.show(self.means(row)))
        numbers.next_to(mean, RIGHT, buff=theme.GAP).shift((mean.middle(0, 0)[1] - numbers.entries[0].get_y()) * UP)
        self.say("A careful step asks every digit first: all {} of them.", self.fact("minibatch.examples", form=","))
        clock.drive(wall, lambda row: wall.light(row + 1))
        clock.drive(mean, lambda row: mean.show(self.mean_after(row)))
        clock.drive(counter, lambda row: counter.show(self.fact("minibatch.counted", row, form=",")))
        self.play(FadeOut(bars, *pictures), run_time=theme.BEAT)
        self.play(table.animate.next_to(mean, LEFT, buff=theme.GUTTER, coor_mask=RIGHT), FadeIn(wall, counter, numbers), run_time=theme.BEAT)
        clock.run(self, clock.last, 10 * theme.BEAT)
        self.say("Only now may the network move, once.")
        self.wait(theme.READ)

    def means(self, row):
        return [self.fact("minibatch.wish_mean", row, i, form="+.4f") for i in range(len(self.run.wish_index))]

    # -- 2 -----------------------------------------------------------------------------------

    def shuffle_and_deal(self):
        wall, tag = self.wall, self.provenance("minibatch", "{}-{} · the first epoch")
        self.say("The hasty way: shuffle the digits and deal them into batches of {}.",
                 self.fact("minibatch.recipe.batch_size"))
        self.make_way(wall)
        self.play(wall.animate.scale_to_fit_width(WALL[0]).move_to(ORIGIN).to_edge(UP, buff=theme.MARGIN), FadeIn(tag),
                  run_time=theme.BEAT)
        self.play(Deal(wall), run_time=7 * theme.BEAT)
        self.say("Each batch takes one step. Each digit is used once in an epoch.")
        clock = Clock(len(self.run.epoch_order) // self.run.recipe["batch_size"] + 2)
        reading = self.reading("step {} · cost {}", "hasty", TEN, self.hasty_score(0))
        reading.to_corner(RIGHT + DOWN, buff=theme.MARGIN).shift(theme.GUTTER * UP)
        self.play(FadeIn(reading), run_time=theme.BEAT)
        clock.drive(wall, lambda row: wall.step(row - 1) if row else wall)
        clock.drive(reading, lambda row: reading.show(*self.hasty_score(row)))
        clock.run(self, 12, 5 * theme.BEAT)
        clock.run(self, clock.last, 8 * theme.BEAT)
        self.say("The same {} digits buy the careful way one step.", self.fact("minibatch.examples", form=","))
        careful = self.reading("step {} · cost {} with all at once", "careful", ALL, self.careful_score(1))
        careful.next_to(reading, DOWN, buff=theme.GAP).align_to(reading, RIGHT)
        self.play(FadeIn(careful), run_time=theme.BEAT)
        self.wait(theme.READ)

    def reading(self, template, name, color, numbers):
        return Live(template, *numbers, color=color)

    def hasty_score(self, row):
        return self.fact("minibatch.step", row), self.fact("minibatch.train_ten", row, form=".2f")

    def careful_score(self, row):
        return self.fact("minibatch.step_all", row), self.fact("minibatch.train_all", row, form=".2f")

    # -- 3 -----------------------------------------------------------------------------------

    def how_wrong_is_it(self):
        tag = self.provenance("minibatch", "{}-{} · step {} · angles in {} dimensions, sides by turns",
                              self.fact("minibatch.wish_step"), self.fact("minibatch.network.size"))
        self.say("How wrong is such a step? Up is the gradient of all digits.")
        self.make_way()
        early, clock = self.fans("early"), Clock(len(self.run.angle_sample))
        self.drive_fans(early, clock)
        self.play(FadeIn(*early, tag), run_time=theme.BEAT)
        self.say("Each ray is a batch, at its true angle. One digit alone is off by {}°.", self.mean_angle("one", "early"))
        clock.run(self, clock.last, 10 * theme.BEAT)
        self.say("Ten are off by {}°, a hundred by {}°. Yet nearly all point upwards.", self.mean_angle("ten", "early"),
                 self.mean_angle("hundred", "early"))
        self.wait(theme.READ)
        late, clock = self.fans("late"), Clock(len(self.run.angle_sample))
        late_tag = self.provenance("minibatch", "{}-{} · step {} · angles in {} dimensions, sides by turns",
                                   self.fact("minibatch.step", -1), self.fact("minibatch.network.size"))
        self.drive_fans(late, clock)
        self.say("Late in training they agree less: what they share is learned.")
        self.play(FadeOut(*early, tag), run_time=theme.BEAT)
        self.play(FadeIn(*late, late_tag), run_time=theme.BEAT)
        clock.run(self, clock.last, 6 * theme.BEAT)
        self.wait(theme.READ)

    def mean_angle(self, size, when):
        return self.fact(f"minibatch.angle_mean_{size}_{when}", form=".0f")

    def fans(self, when):
        """For each batch size its fan of angles, and how many batches fell into each range of angles."""
        columns = []
        for i, (size, color) in enumerate(SIZES.items()):
            fan = Fan(getattr(self.run, f"angle_{size}_{when}"), FAN, color)
            name = Words("batch of {}", self.fact("minibatch.batch_sizes", i, form=","), size=theme.LABEL, color=color)
            counts = Histogram(self.run.angle_bins, getattr(self.run, f"angle_counts_{size}_{when}"), "angle", "batches",
                               theme.FAINT, *COUNTS)
            columns.append(VGroup(name, fan, counts).arrange(DOWN, buff=theme.GAP))
        VGroup(*columns).arrange(RIGHT, buff=theme.GUTTER).to_edge(UP, buff=theme.MARGIN)
        return columns

    def drive_fans(self, columns, clock):
        for _, fan, counts in columns:
            clock.drive(fan, fan.show)
            clock.drive(counts, counts.show)

    def the_error_falls_slowly(self):
        run, tag = self.run, self.provenance("minibatch", "{}-{} · the error in units of the gradient")
        series = [Series(run.error_size, run.error_law_early, theme.FAINT, dashed=True),
                  Series(run.error_size, run.error_law_late, theme.FAINT, dashed=True),
                  Series(run.error_size, run.error_early, theme.GRADIENT, dots=True),
                  Series(run.error_size, run.error_late, theme.WANTED, dots=True)]
        curves = Curves(series, "batch size", "error", theme.INK, *theme.GRAPH, logs=(True, True))
        key = Key((Words("early", size=theme.LABEL), series[2]), (Words("late", size=theme.LABEL), series[3]))
        law = Formula('"error" prop 1 / sqrt("batch size")')
        VGroup(curves, VGroup(law, key).arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT)).arrange(RIGHT, buff=2 * theme.GUTTER)
        clock = Clock(len(run.error_size))
        clock.drive(curves, curves.show)
        self.say("A hundred times the digits make the error only ten times smaller.")
        self.make_way()
        self.play(FadeIn(curves, tag, key), run_time=theme.BEAT)
        clock.run(self, clock.last, 4 * theme.BEAT)
        self.play(FadeIn(law), run_time=theme.BEAT)
        self.say("So careful is dear, and hasty is cheap.")
        self.wait(2 * theme.READ)

    # -- 4 -----------------------------------------------------------------------------------

    def two_walkers(self):
        walk, clock = self.walk, Clock(len(self.walk.careful_step))
        tag = self.provenance("walkers", "{}-{} · on a plane through three trained networks")
        chart, legend = self.map_of_the_walk()
        curves = self.race(walk.path_step[:clock.rows], walk.path_cost[:clock.rows], walk.careful_step, walk.careful_cost,
                           "steps")
        self.say("Let only two numbers free: then the whole walk can be seen. Same start, same rate.")
        self.make_way()
        self.play(FadeIn(chart, legend, tag), run_time=theme.BEAT)
        self.play(FadeIn(curves), run_time=theme.BEAT)
        clock.drive(chart, lambda row: chart.chart.show(*self.tracks(row, row)))
        clock.drive(curves, lambda row: curves.curves.show(row, row))
        self.say("Step by step the two are equally quick. The hasty one stumbles.")
        clock.run(self, clock.last, 12 * theme.BEAT)
        self.wait(theme.BEAT)

    def map_of_the_walk(self):
        walk = self.walk
        chart = ContourMap(walk.walk_alphas, walk.walk_betas, walk.walk_surface, self.scale, theme.SUBJECT[0])
        bearings = Bearings(chart, "alpha", "beta")
        group = VGroup(chart, bearings)
        group.chart = chart
        group.to_edge(UP, buff=theme.GUTTER).to_edge(LEFT, buff=theme.MARGIN)
        return group, Legend(self.scale, "{{C : C}}", theme.SUBJECT[0] / 2).next_to(chart, RIGHT, buff=theme.GAP)

    def tracks(self, hasty, careful):
        return (Track(self.walk.careful_path[:careful + 1], ALL), Track(self.walk.path[:hasty + 1], TEN))

    def race(self, x, y, careful_x, careful_y, x_name):
        """The cost of both walkers against steps, or against examples."""
        series = [Series(x, y, TEN), Series(careful_x, careful_y, ALL)]
        curves = Curves(series, x_name, "cost", theme.COST, *RACE)
        key = Key((self.size_name(1), series[0]), (self.size_name(3), series[1]))
        group = VGroup(curves, key.next_to(curves, DOWN, buff=theme.GAP).align_to(curves.plot, LEFT))
        group.curves = curves
        return group.to_edge(RIGHT, buff=theme.MARGIN)

    def size_name(self, i):
        return Words("batch of {}", self.fact("minibatch.batch_sizes", i, form=","), size=theme.LABEL)

    def the_honest_axis(self):
        walk, clock = self.walk, Clock(len(self.walk.path_step))
        land = Landscape(walk.walk_alphas, walk.walk_betas, walk.walk_surface, self.scale, theme.SUBJECT[0], LAND, theme.RELIEF)
        land.look(*VIEW).to_edge(LEFT, buff=theme.MARGIN)
        tag = self.provenance("walkers", "{}-{} · {} digits", self.fact("walkers.path_seen", 0, form=","))
        careful = slice(0, self.careful_row(walk.path_seen[-1]) + 1)
        curves = self.race(walk.path_seen, walk.path_cost, walk.careful_seen[careful], walk.careful_cost[careful], "digits looked at")
        clock.drive(land, lambda row: land.show(*self.tracks(row, self.careful_row(walk.path_seen[row]))))
        clock.drive(curves, lambda row: curves.curves.show(row, self.careful_row(walk.path_seen[row])))
        clock.drive(tag, lambda row: tag.show(*tag.facts[:2], self.fact("walkers.path_seen", row, form=",")))
        self.say("But steps are not what is paid for. Count the digits looked at.")
        self.make_way()
        self.play(FadeIn(land, curves, tag), run_time=theme.BEAT)
        for mark, seconds in enumerate((10 * theme.BEAT, 4 * theme.BEAT, 6 * theme.BEAT)):
            clock.run(self, int(walk.mark_row[mark]), seconds)
            self.say("After {} epochs' worth: hasty {}, careful {}.", self.fact("walkers.mark_epoch", mark),
                     self.fact("walkers.mark_cost", mark, form=".2f"), self.fact("walkers.mark_careful", mark, form=".2f"))
            self.wait(theme.READ)

    def shuffles_choose_valleys(self):
        walk, clock = self.walk, Clock(len(self.walk.shuffle_step))
        land = Landscape(walk.grid, walk.grid, walk.surface, self.scale, theme.SUBJECT[0], theme.VISTA, theme.RELIEF)
        land.look(*VIEW)
        tag = self.provenance("walkers", "{}-{} · step {}", self.fact("walkers.shuffle_step", 0))
        clock.drive(land, lambda row: land.show(*(Track(path[:row + 1]) for path in walk.shuffle_paths)))
        clock.drive(tag, lambda row: tag.show(*tag.facts[:2], self.fact("walkers.shuffle_step", row)))
        self.say("A stumble can decide. One start near the ridge, and {} shuffles of the same digits.",
                 self.fact("walkers.shuffle_count"))
        self.make_way()
        self.play(FadeIn(land, tag), run_time=theme.BEAT)
        clock.run(self, clock.last, 12 * theme.BEAT, Turn(land, *VIEW_AFTER))
        self.say("They end in {} different valleys.", self.fact("walkers.valley_count"))
        self.wait(theme.READ)

    def where_the_stumble_hides(self):
        run, clock = self.run, self.clock("minibatch")
        tag = self.provenance("minibatch", "{}-{} · a projection onto the plane of both paths")
        scale = Scale(0, max(run.plane_cost.max(), run.train_ten.max()), 12)
        chart = ContourMap(run.plane_alphas, run.plane_betas, run.plane_cost, scale, theme.SUBJECT[0])
        chart.to_edge(UP, buff=theme.GUTTER).to_edge(LEFT, buff=theme.GUTTER)
        legend = Legend(scale, "{{C : C}}", theme.SUBJECT[0] / 2).next_to(chart, RIGHT, buff=theme.GAP)
        clock.drive(chart, lambda row: chart.show(Track(run.careful_path[:self.all_row(row) + 1], ALL),
                                                  Track(run.path[:row + 1], TEN, dots=False)))
        table = self.readings(clock)
        self.say("All {} numbers again: on the plane of both paths the stumble has vanished.",
                 self.fact("minibatch.network.size", form=","))
        self.make_way()
        self.play(FadeIn(chart, legend, tag, table), run_time=theme.BEAT)
        clock.run(self, clock.last // 2, 8 * theme.BEAT)
        self.say("It hides in the other directions: each step is far off, yet the sum is not.")
        clock.run(self, clock.last, 8 * theme.BEAT)
        self.wait(theme.READ)

    def all_row(self, row):
        """The row of the full-batch run, when as many examples were looked at."""
        return int(np.searchsorted(self.run.seen_all, self.run.seen_ten[row], "right")) - 1

    def readings(self, clock):
        """Of both runs the true cost and the distance from the plane; of the mini-batches the angle of each step."""
        kinds = (("true cost", "train_ten", "train_all", ".2f"), ("off the plane", "path_distance", "careful_distance", ".2f"),
                 ("angle", "path_angle", None, ".0f"))
        lines = VGroup()
        for name, ten, all_, form in kinds:
            numbers = [Number(self.fact(f"minibatch.{ten}", 0, form=form), color=TEN)]
            clock.drive(numbers[0], lambda row, number=numbers[0], key=ten, form=form:
                        number.show(self.fact(f"minibatch.{key}", row, form=form)))
            if all_:
                numbers.append(Number(self.fact(f"minibatch.{all_}", 0, form=form), color=ALL))
                clock.drive(numbers[1], lambda row, number=numbers[1], key=all_, form=form:
                            number.show(self.fact(f"minibatch.{key}", self.all_row(row), form=form)))
            lines.add(VGroup(Words(name, size=theme.LABEL, color=theme.FAINT), *numbers).arrange(RIGHT, buff=theme.GUTTER))
        return lines.arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT).to_edge(RIGHT, buff=theme.GUTTER)

    # -- 5 -----------------------------------------------------------------------------------

    def near_the_bottom(self):
        walk, clock = self.walk, Clock(len(self.walk.hover_step))
        scale = Scale(walk.hover_surface.min(), walk.hover_surface.max(), 12)
        tag = self.provenance("walkers", "{}-{} · around one bottom · step {}", self.fact("walkers.hover_step", 0))
        panels = [self.hover_panel(i, scale) for i in range(len(walk.hover_batch))]
        VGroup(*panels).arrange(RIGHT, buff=theme.GUTTER)
        for i, panel in enumerate(panels):
            clock.drive(panel[0], lambda row, i=i, panel=panel: panel[0].show(Track(walk.hover_paths[i][:row + 1])))
        clock.drive(tag, lambda row: tag.show(*tag.facts[:2], self.fact("walkers.hover_step", row)))
        self.say("Near a bottom the stumble does not settle. It hovers.")
        self.make_way()
        self.play(FadeIn(*panels, tag), run_time=theme.BEAT)
        self.say("The wider, the larger the rate and the smaller the batch.")
        clock.run(self, clock.last, 14 * theme.BEAT)
        self.say("A rate that decays lets it come to rest.")
        self.wait(theme.READ)

    def hover_panel(self, i, scale):
        walk = self.walk
        chart = ContourMap(walk.hover_alphas, walk.hover_betas, walk.hover_surface, scale, ZOOM)
        size = Words("batch of {}", self.fact("walkers.hover_batch", i), size=theme.LABEL)
        first, last = (self.fact(f"walkers.hover_{name}rate", i, form="g") for name in ("", "last_"))
        rate = Words("η = {}", first, size=theme.LABEL) if first.value == last.value else Words("η = {} → {}", first, last, size=theme.LABEL)
        spread = Words("spread {}", self.fact("walkers.hover_spread", i, form=".2f"), size=theme.LABEL)
        return VGroup(chart, *VGroup(size, rate).arrange(DOWN, buff=theme.GAP).next_to(chart, UP, buff=theme.GAP),
                      spread.next_to(chart, DOWN, buff=theme.GAP))

    def a_rate_that_decays(self):
        run, clock = self.run, self.clock("minibatch")
        tag = self.provenance("minibatch", "{}-{} · batches of {}", self.fact("minibatch.recipe.batch_size"))
        cost = [Series(run.seen_ten, getattr(run, f"{kind}_{name}"), color, dashed=kind == "test")
                for name, color in (("steady", ONE), ("decay", TEN)) for kind in ("test", "train")]
        right = [Series(run.seen_ten, getattr(run, f"{kind}_{name}"), color, dashed=kind == "accuracy")
                 for name, color in (("steady", ONE), ("decay", TEN)) for kind in ("accuracy", "right")]
        charts = [Curves(cost, "digits looked at", "cost", theme.COST, *RACE),
                  Curves(right, "digits looked at", "accuracy", theme.INK, *RACE, spans=None, forms=(",g", ".0%"))]
        key = Key((Words("steady, training", size=theme.LABEL), cost[1]), (Words("steady, unseen", size=theme.LABEL), cost[0]),
                  (Words("decaying, training", size=theme.LABEL), cost[3]), (Words("decaying, unseen", size=theme.LABEL), cost[2]))
        VGroup(VGroup(*charts).arrange(RIGHT, buff=theme.GUTTER), key).arrange(DOWN, buff=theme.GUTTER)
        for chart in charts:
            clock.drive(chart, chart.show)
        self.say("For the whole network: a steady rate of {}, and one that halves in {} epochs.",
                 self.fact("minibatch.rate_steady", 0, form="g"), self.fact("minibatch.half_life"))
        self.make_way()
        self.play(FadeIn(*charts, key, tag), run_time=theme.BEAT)
        clock.run(self, clock.last, 10 * theme.BEAT)
        self.say("Unseen digits read right: {} at the steady rate, {} at the decaying one.",
                 self.fact("minibatch.accuracy_steady", -1, form=".1%"), self.fact("minibatch.accuracy_decay", -1, form=".1%"))
        self.wait(theme.READ)

    # -- 6 -----------------------------------------------------------------------------------

    def the_answer(self):
        run, clock = self.run, self.clock("minibatch")
        series = {name: Series(getattr(run, f"seen_{name}"), getattr(run, f"train_{name}"), color)
                  for name, color in SIZES.items()}
        curves = Curves(list(series.values()), "digits looked at", "cost", theme.COST, *theme.GRAPH)
        key = Key(*((self.size_name(i), each) for i, each in enumerate(series.values())))
        card = AnswerCard(*(Words(line) for line in ("Shuffle", "Deal", "Step", "Repeat")))
        curves.to_edge(LEFT, buff=theme.MARGIN).to_edge(UP, buff=theme.GUTTER)
        VGroup(card, key).arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT).next_to(curves, RIGHT, buff=2 * theme.GUTTER)
        tag = self.provenance("minibatch", "{}-{} · {} epochs", self.fact("minibatch.epochs"))
        clock.drive(curves, lambda row: curves.show(*(self.row_of(each, row) for each in series.values())))
        self.say("Many cheap, rough steps beat few dear, exact ones.")
        self.make_way()
        self.play(FadeIn(curves, key, tag), run_time=theme.BEAT)
        clock.run(self, clock.last, 8 * theme.BEAT)
        self.play(LaggedStart(*(FadeIn(line) for line in card), lag_ratio=1), run_time=3 * theme.BEAT)
        self.wait(2 * theme.READ)

    def row_of(self, series, row):
        return int(np.searchsorted(series.x, self.run.seen_ten[row], "right")) - 1
