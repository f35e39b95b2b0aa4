"""Film: why a hasty step, from a few examples, is better than a careful one, from all of them.

Shows two recordings: "minibatch", the network of digits trained in batches of ten (and beside it of one, a hundred and
all), and "walkers", the same network with only two numbers free, where the stumble of small batches can be seen.
"""

from math import tau

import numpy as np
from manim import (
    DOWN, DR, LEFT, ORIGIN, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, MoveToTarget, VGroup, config,
)

from scenes.stage import theme
from scenes.stage.bars import SignedBars
from scenes.stage.cards import AnswerCard, Provenance
from scenes.stage.chart import Chart, Histogram, Key, Series
from scenes.stage.clock import Clock
from scenes.stage.contour_map import ContourMap, Legend, MapTicks
from scenes.stage.digit import DigitImage
from scenes.stage.directions import Fan
from scenes.stage.film import Film
from scenes.stage.landscape import Landscape, Turn
from scenes.stage.numbers import NumberColumn, Table
from scenes.stage.surface import Path, Scale
from scenes.stage.text import Formula, Live, Words, align_baselines
from scenes.stage.wall import Deal, DigitWall

ONE, TEN, HUNDRED, ALL = theme.NEGATIVE, theme.LIT, theme.BIAS, theme.GRADIENT     # the batch sizes, wherever they meet
SIZES = {"one": ONE, "ten": TEN, "hundred": HUNDRED, "all": ALL}
STEADY, DECAYING = theme.WANTED, theme.LIT     # and two rates
CELL = 0.66, 0.74                              # of the table of wishes
WALL = 12.6, 5.6                               # the box of the wall of all digits
FAN, COUNTS = 1.45, (2.4, 1.9)                 # radius of a fan; width and height of the counts under it
RACE, LAND = (5.0, 3.9), (7.4, 5.8)            # the curves beside a map; the box of a landscape beside curves
ZOOM, SETTLING = 2.9, (2.5, 1.0)               # width of a map of one bottom; the curve under it
LEARNING = 5.6, 4.2                            # one of two charts side by side
LEFT_EDGE = theme.MARGIN - config.frame_width / 2
ERROR_SPANS = (1, 1000), (0.1, 100)            # of batch sizes and of errors, whole powers of ten
PACES = theme.PASSAGE, theme.VERSE, theme.VERSE    # from one mark of the honest axis to the next
RATES = {"steady": "steady rate", "decay": "decaying"}
FIRST_STEPS = 12                               # of an epoch, slow enough to be seen one by one
VIEW, VIEW_AFTER = (tau / 12, tau / 10), (tau / 5, tau / 10)     # azimuth and elevation of the landscapes


class MiniBatch(Film):
    """Mini-batches against the full batch: what a step costs, how wrong it is, where it leads."""

    recordings = ("minibatch", "walkers")
    question = "Why is a hasty, wrong-looking step\nbetter than a careful one?"
    constants = {
        "minibatch.network.n_parameters": "the weights and biases of 784-16-16-10", "walkers.network.n_parameters": "the same",
        "minibatch.recipe.data.name": "the data set", "walkers.recipe.data.name": "the same",
        "minibatch.examples": "training digits", "minibatch.batch_sizes": "the four batch sizes",
        "minibatch.rates": "and their learning rates", "walkers.recipe.learning_rate": "eta of the walkers",
        "minibatch.steady_rate": "eta of a run", "minibatch.half_life": "of its decaying rate, in epochs",
        "minibatch.wish_step": "the step of the early state", "minibatch.step": "the steps that are kept",
        "minibatch.step_all": "the same", "minibatch.looked": "examples before them", "minibatch.counted": "a counter",
        "minibatch.angle_mean_all_early": "zero: all digits are the same batch every time",
        "minibatch.angle_mean_all_late": "the same", "minibatch.epochs": "so long is the training",
        "minibatch.wish_layer": "two weights of each layer are shown",
        "walkers.recipe.batch_size": "examples in a mini-batch", "walkers.path_seen": "examples before the kept steps",
        "walkers.mark_epoch": "the epochs after which walkers are compared", "walkers.shuffle_step": "a counter",
        "walkers.shuffle_count": "so many shuffles are tried", "walkers.hover_step": "a counter",
        "walkers.hover_batch": "the batch sizes near the bottom", "walkers.hover_rate": "and their rates",
        "walkers.hover_last_rate": "their rates at the end", "1": "the numerator of the law",
        "minibatch.recipe.batch_size": "examples in a mini-batch",
    }

    def construct(self):
        self.set_the_stage()
        self.play_section(self.the_careful_step_is_expensive)
        self.play_section(self.shuffle_and_deal)
        self.play_section(self.how_wrong_is_it)
        self.play_section(self.the_error_falls_slowly)
        self.play_section(self.walkers_step_by_step)
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
        self.scale, self.walk_scale = (Scale(0, self.walk.surface.max(), levels) for levels in (12, 24))

    def provenance(self, run, template, *numbers):
        """The tag in the corner: which run a picture comes from."""
        return Provenance(template, self.fact(f"{run}.recipe.data.name"), self.fact(f"{run}.network.n_parameters"), *numbers)

    def batch_of(self, i, color=None):
        """The name of a batch size, by its place among the four."""
        return Words("batch of {}", self.fact("minibatch.batch_sizes", i, form=","), size=theme.LABEL, color=color)

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
                  run_time=theme.TURN)
        clock = Clock(len(pictures) + 1)
        clock.drive(bars, bars.reveal)
        self.add(bars)
        clock.run(self, clock.last, theme.VERSE)
        self.say("They disagree. The gradient takes their mean, and most of it cancels.")
        self.play(FadeIn(mean), run_time=theme.BEAT)
        self.wait(theme.READ)
        self.count_all_of_them(table, pictures, bars, mean)

    def table_of_wishes(self):
        """A few weights by layer, row and column; above them digits, and under each what it asks of these weights."""
        names = ("layer", "row", "column")
        rows = [[self.fact(f"minibatch.wish_{key}", i) for key in names] for i in range(len(self.run.wish_index))]
        heads = [Words(name, size=theme.LABEL, color=theme.FAINT) for name in names]
        table = Table(heads, rows, CELL[1], theme.LABEL, [theme.FAINT] * len(names))
        bars = SignedBars(self.run.wishes.T, self.run.wish_full, CELL)
        mean = SignedBars(self.mean_after(len(self.run.wishes) - 1), self.run.wish_full, CELL)
        Group(table, bars, mean).arrange(RIGHT, buff=theme.GUTTER)
        for part in (bars, mean):
            part.shift((table.row(0).get_y() - part.middle(0, 0)[1]) * UP)
        pictures = Group(*(DigitImage(x, CELL[0] - theme.GAP / 2).move_to(bars.middle(0, i)).next_to(bars, UP, coor_mask=UP)
                           for i, x in enumerate(self.run.drawn_x)))
        head = Words("mean", size=theme.LABEL, color=theme.GRADIENT).move_to(mean)
        VGroup(*heads, head).shift((pictures.get_y() - heads[0].get_y()) * UP)
        align_baselines(heads[1], head)
        mean.add(head)
        Group(table, pictures, bars, mean).move_to(ORIGIN)
        return table, pictures, bars, mean

    def mean_after(self, row):
        return self.run.wish_mean[row][:, None]

    def count_all_of_them(self, table, pictures, bars, mean):
        """All digits, one after the other, and the mean over those looked at so far."""
        wall, clock = self.wall, Clock(len(self.run.counted))
        numbers = NumberColumn(self.means(0), CELL[1], theme.LABEL, theme.GRADIENT).to_edge(RIGHT, buff=theme.MARGIN)
        numbers.shift((mean.middle(0, 0)[1] - numbers.entries[0].get_y()) * UP)
        counter = Live("{} digits", self.fact("minibatch.counted", 0, form=","), anchor=LEFT)
        mean.generate_target().next_to(numbers, LEFT, buff=theme.GAP, coor_mask=RIGHT)
        table.generate_target().next_to(mean.target, LEFT, buff=theme.GUTTER / 2, coor_mask=RIGHT)
        room = table.target.get_left()[0] - theme.GUTTER - LEFT_EDGE
        wall.light(0).scale(room / wall.width_of_rows).move_to([LEFT_EDGE + room / 2, bars.get_y(), 0])
        counter.next_to(wall.spot(len(self.run.counted) - 1), DOWN, buff=theme.GUTTER).to_edge(LEFT, buff=theme.MARGIN)
        clock.drive(wall, lambda row: wall.light(row + 1))
        clock.drive(mean, lambda row: mean.show(self.mean_after(row)))
        clock.drive(numbers, lambda row: numbers.show(self.means(row)))
        clock.drive(counter, lambda row: counter.show(self.fact("minibatch.counted", row, form=",")))
        self.say("A careful step asks every digit first: all {} of them.", self.fact("minibatch.examples", form=","))
        self.play(FadeOut(bars, *pictures), MoveToTarget(mean), MoveToTarget(table), run_time=theme.BEAT)
        self.play(FadeIn(wall, counter, numbers), run_time=theme.BEAT)
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("Only now may the network move, once.")
        self.wait(theme.READ)

    def means(self, row):
        return [self.fact("minibatch.wish_mean", row, i, form="+.4f") for i in range(len(self.run.wish_index))]

    # -- 2 -----------------------------------------------------------------------------------

    def shuffle_and_deal(self):
        wall, tag = self.wall, self.provenance("minibatch", "{}-{} · the first epoch")
        self.say("The hasty way: shuffle the digits and deal them into batches of {}.",
                 self.fact("minibatch.recipe.batch_size"))
        self.hand_over(wall)
        self.play(wall.animate.scale_to_fit_width(WALL[0]).move_to(ORIGIN).to_edge(UP, buff=theme.MARGIN), FadeIn(tag),
                  run_time=theme.TURN)
        self.play(Deal(wall), run_time=theme.VERSE)
        self.say("Each batch takes one step. Each digit is used once in an epoch.")
        per_epoch = -(-len(self.run.epoch_order) // self.run.recipe["batch_size"])
        clock = Clock(per_epoch + 1)
        hasty = Live("batches of {}: step {}, cost {}", *self.hasty_score(0), color=TEN)
        careful = Live("all at once: step {}, cost {}", *self.careful_score(1), color=ALL)
        VGroup(hasty, careful).arrange(DOWN, buff=theme.GAP, aligned_edge=RIGHT)
        VGroup(hasty, careful).to_corner(DR, buff=theme.MARGIN)
        self.play(FadeIn(hasty), run_time=theme.BEAT)
        clock.drive(wall, lambda row: wall.step(row - 1) if row else wall)
        clock.drive(hasty, lambda row: hasty.show(*self.hasty_score(row)))
        clock.run(self, FIRST_STEPS, theme.VERSE)
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("The same {} digits buy the careful way one step.", self.fact("minibatch.examples", form=","))
        self.play(FadeIn(careful), run_time=theme.BEAT)
        self.wait(theme.STUDY)

    def hasty_score(self, row):
        return (self.fact("minibatch.recipe.batch_size"), self.fact("minibatch.step", row),
                self.fact("minibatch.train_ten", row, form=".2f"))

    def careful_score(self, row):
        return self.fact("minibatch.step_all", row), self.fact("minibatch.cost_all", row, form=".2f")

    # -- 3 -----------------------------------------------------------------------------------

    def how_wrong_is_it(self):
        early, tag, clock = self.fans("early", self.fact("minibatch.wish_step"))
        self.say("How wrong is such a step? Let the gradient of all digits point up.")
        self.hand_over()
        self.play(FadeIn(*self.without_means(early), tag), run_time=theme.BEAT)
        self.say("Each ray is a batch at its true angle. A single digit is off by {}°.", self.mean_angle("one", "early"))
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("Ten are off by {}°, a hundred by {}°. But most point upwards.", self.mean_angle("ten", "early"),
                 self.mean_angle("hundred", "early"))
        self.play(FadeIn(*(column[1] for column in early)), run_time=theme.BEAT)
        self.wait(theme.STUDY)
        late, late_tag, clock = self.fans("late", self.fact("minibatch.step", -1))
        self.say("Late in training they agree less: what they share is learned.")
        self.play(FadeOut(*early, tag), run_time=theme.BEAT)
        self.play(FadeIn(*self.without_means(late), late_tag), run_time=theme.BEAT)
        clock.run(self, clock.last, theme.VERSE)
        self.play(FadeIn(*(column[1] for column in late)), run_time=theme.BEAT)
        self.wait(theme.READ)

    def mean_angle(self, size, when):
        return self.fact(f"minibatch.angle_mean_{size}_{when}", form=".0f")

    def fans(self, when, step):
        """For each batch size its fan of angles, their mean, and how many batches fell into each range of angles."""
        columns, clock = [], Clock(len(self.run.angle_sample))
        for i, (size, color) in enumerate(SIZES.items()):
            fan = Fan(getattr(self.run, f"angle_{size}_{when}"), FAN, color)
            counts = Histogram(self.run.angle_bins, getattr(self.run, f"angle_counts_{size}_{when}"), "degrees", "batches",
                               theme.FAINT, *COUNTS)
            mean = Words("{}° on average", self.mean_angle(size, when), size=theme.LABEL, color=color)
            columns.append(VGroup(self.batch_of(i, color), mean, fan, counts).arrange(DOWN, buff=theme.GAP))
            clock.drive(fan, fan.show)
            clock.drive(counts, counts.show)
        VGroup(*columns).arrange(RIGHT, buff=theme.GUTTER, aligned_edge=UP).move_to(ORIGIN).to_edge(UP, buff=theme.MARGIN)
        for column in columns:      # names with a comma are taller
            column.shift((columns[0][2].get_y() - column[2].get_y()) * UP)
        tag = self.provenance("minibatch", "{}-{} · step {} · true angles, sides by turns", step)
        return columns, tag, clock

    @staticmethod
    def without_means(columns):
        return [part for name, _, fan, counts in columns for part in (name, fan, counts)]

    def the_error_falls_slowly(self):
        run, tag = self.run, self.provenance("minibatch", "{}-{} · the error in units of the gradient")
        pairs = [(getattr(run, f"error_law_{when}"), getattr(run, f"error_{when}"), color)
                 for when, color in (("early", theme.GRADIENT), ("late", theme.WANTED))]
        laws = [Series(run.error_size, law, theme.FAINT, dashed=True) for law, _, _ in pairs]
        dots = [Series(run.error_size, error, color, dots=True) for _, error, color in pairs]
        curves = Chart([*laws, *dots], "batch size", "error", *theme.GRAPH, spans=ERROR_SPANS, logs=(True, True))
        key = Key(*((Words(when, size=theme.LABEL), each) for when, each in zip(("early", "late"), dots)))
        law = Formula('"error" prop 1 / sqrt("batch size")')
        VGroup(curves, VGroup(law, key).arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT)).arrange(RIGHT, buff=2 * theme.GUTTER)
        clock = Clock(len(run.error_size))
        clock.drive(curves, curves.show)
        self.say("A hundred times the digits make the error only ten times smaller.")
        self.hand_over()
        self.play(FadeIn(curves, tag, key), run_time=theme.BEAT)
        clock.run(self, clock.last, theme.VERSE)
        self.say("Care is dear.")
        self.play(FadeIn(law), run_time=theme.BEAT)
        self.wait(theme.STUDY)

    # -- 4 -----------------------------------------------------------------------------------

    def walkers_step_by_step(self):
        walk, clock = self.walk, Clock(len(self.walk.careful_step))
        tag = self.provenance("walkers", "{}-{} · on the plane through three trained networks · η = {}",
                              self.fact("walkers.recipe.learning_rate", form="g"))
        chart, around = self.map_of_the_walk()
        steps = walk.careful_step
        curves, key = self.race([Series(steps, walk.single_first_cost, ONE), Series(steps, walk.path_cost[:len(steps)], TEN),
                                 Series(steps, walk.careful_cost, ALL)], "steps")
        clock.drive(chart, lambda row: chart.show(*self.paths(walk.single_first[:row + 1], row, row)))
        clock.drive(curves, curves.show)
        self.say("Let only two numbers change. Then the whole walk can be seen, exactly.")
        self.hand_over()
        self.play(FadeIn(chart, around, tag), run_time=theme.BEAT)
        self.wait(theme.BEAT)
        self.play(FadeIn(curves, key), run_time=theme.BEAT)
        self.say("Step for step all are about as quick. But the small batches stumble.")
        clock.run(self, clock.last, theme.JOURNEY)
        self.wait(theme.BEAT)
        self.chart = chart

    def map_of_the_walk(self):
        """The part of the plane that the walkers cross, and what stands around it."""
        walk = self.walk
        chart = ContourMap(walk.walk_alphas, walk.walk_betas, walk.walk_surface, self.walk_scale, theme.SUBJECT[0])
        chart.to_edge(UP, buff=theme.GUTTER).to_edge(LEFT, buff=theme.MARGIN + theme.GUTTER)
        legend = Legend(self.walk_scale, "{{C : C}}", theme.SUBJECT[0] / 2).next_to(chart, RIGHT, buff=theme.GAP)
        return chart, VGroup(MapTicks(chart, "alpha", "beta"), legend)

    def paths(self, single, hasty, careful):
        return (Path(self.walk.careful_path[:careful + 1], ALL), Path(self.walk.path[:hasty + 1], TEN), Path(single, ONE))

    def race(self, series, x_name):
        """The costs of the three walkers in one set of axes, and the key to them."""
        curves = Chart(series, x_name, "cost", *RACE, theme.COST)
        curves.to_edge(RIGHT, buff=theme.MARGIN).to_edge(UP, buff=theme.GUTTER)
        key = Key(*((self.batch_of(i), each) for i, each in zip((0, 1, 3), series)))
        return curves, key.next_to(curves, DOWN, buff=theme.GAP).align_to(curves.plot, LEFT)

    def the_honest_axis(self):
        walk, clock = self.walk, Clock(len(self.walk.path_step))
        land = Landscape(walk.walk_alphas, walk.walk_betas, walk.walk_surface, self.walk_scale, theme.SUBJECT[0], LAND,
                         theme.RELIEF)
        land.look(0, tau / 4, rise=0).move_to(self.chart)
        tag = self.provenance("walkers", "{}-{} · kept states · {} digits", self.fact("walkers.path_seen", 0, form=","))
        far = self.careful_row(walk.path_seen[-1]) + 1
        curves, key = self.race([Series(walk.path_seen, walk.single_cost, ONE), Series(walk.path_seen, walk.path_cost, TEN),
                                 Series(walk.careful_seen[:far], walk.careful_cost[:far], ALL)], "digits looked at")
        clock.drive(curves, lambda row: curves.show(row, row, self.careful_row(walk.path_seen[row])))
        self.say("But a step is not the price. Count the digits looked at.")
        self.add(land)      # it lies exactly on the map
        self.hand_over(land)
        self.play(land.animate.move_to(ORIGIN).to_edge(LEFT, buff=theme.MARGIN), FadeIn(curves, key, tag), run_time=theme.BEAT)
        self.play(Turn(land, *VIEW), run_time=theme.PHRASE)
        clock.drive(land, lambda row: land.show(
            *self.paths(walk.single_path[:row + 1], row, self.careful_row(walk.path_seen[row]))))
        clock.drive(tag, lambda row: tag.show(*tag.facts[:2], self.fact("walkers.path_seen", row, form=",")))
        for mark, pace in enumerate(PACES):
            clock.run(self, int(walk.mark_row[mark]), pace)
            self.say("Epochs: {}. Cost with batches of {}: {}. With all at once: {}.", *self.standing(mark))
            self.wait(theme.READ)

    def standing(self, mark):
        return (self.fact("walkers.mark_epoch", mark), self.fact("walkers.recipe.batch_size"),
                self.fact("walkers.mark_cost", mark, form=".2f"),
                self.fact("walkers.mark_careful", mark, form=".2f"))

    def shuffles_choose_valleys(self):
        walk, clock = self.walk, Clock(len(self.walk.shuffle_step))
        land = Landscape(walk.grid, walk.grid, walk.surface, self.scale, theme.SUBJECT[0], theme.VISTA, theme.RELIEF)
        land.look(*VIEW).scale(theme.CLOSER)
        legend = Legend(self.scale, "{{C : C}}", theme.SUBJECT[0] / 2).to_edge(RIGHT, buff=theme.MARGIN)
        tag = self.provenance("walkers", "{}-{} · batch of {} · step {}", self.fact("minibatch.batch_sizes", 0),
                              self.fact("walkers.shuffle_step", 0))
        clock.drive(land, lambda row: land.show(*(Path(path[:row + 1], ONE) for path in walk.shuffle_paths)))
        clock.drive(tag, lambda row: tag.show(*tag.facts[:3], self.fact("walkers.shuffle_step", row)))
        self.say("The order matters, too. One start on the ridge, {} shuffles of the same digits.",
                 self.fact("walkers.shuffle_count"))
        self.hand_over()
        self.play(FadeIn(land, tag, legend), run_time=theme.BEAT)
        clock.run(self, clock.last, theme.JOURNEY, Turn(land, *VIEW_AFTER))
        self.say("They end in {} different valleys.", self.fact("walkers.valley_count"))
        self.wait(theme.READ)

    def where_the_stumble_hides(self):
        run, clock = self.run, self.clock("minibatch")
        tag = self.provenance("minibatch", "{}-{} · a projection onto the plane of both paths · {} digits",
                              self.fact("minibatch.looked", 0, form=","))
        scale = Scale(0, run.plane_cost.max(), 24)
        chart = ContourMap(run.plane_alphas, run.plane_betas, run.plane_cost, scale, theme.SUBJECT[0])
        chart.to_edge(UP, buff=theme.GUTTER).to_edge(LEFT, buff=theme.MARGIN + theme.GUTTER)
        around = VGroup(MapTicks(chart, "alpha", "beta"),
                        Legend(scale, "{{C : C}}", theme.SUBJECT[0] / 2).next_to(chart, RIGHT, buff=theme.GAP))
        clock.drive(chart, lambda row: chart.show(Path(run.path[:row + 1], TEN, dots=False),
                                                  Path(run.careful_path[:self.all_row(row) + 1], ALL)))
        clock.drive(tag, lambda row: tag.show(*tag.facts[:2], self.fact("minibatch.looked", row, form=",")))
        readings = self.readings(clock)
        self.say("Now all {} numbers, on the plane of both paths. The stumble has vanished.",
                 self.fact("minibatch.network.n_parameters", form=","))
        self.hand_over()
        self.play(FadeIn(chart, around, tag, readings), run_time=theme.BEAT)
        clock.run(self, clock.last // 2, theme.VERSE)
        self.say("It hides in all the other directions: see the angle of every step.")
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("Wrong each time in another way, right on the whole.")
        self.wait(theme.READ)

    def all_row(self, row):
        """The row of the full-batch run, when as many examples were looked at."""
        return int(np.searchsorted(self.run.seen_all, self.run.looked[row], "right")) - 1

    def readings(self, clock):
        """Of both runs the true cost and the distance from the plane; of the mini-batches the angle of each step."""
        heads = [self.batch_of(1, TEN), self.batch_of(3, ALL)]
        table = Table(heads, list(zip(*self.columns_at(0))), theme.ROW, theme.LABEL, [TEN, ALL])
        names = VGroup(*(Words(name, size=theme.LABEL, color=theme.FAINT).next_to(table.row(r), LEFT, buff=theme.GUTTER)
                         for r, name in enumerate(("true cost", "off the plane"))))
        for name in names:
            name.align_to(names[1], LEFT)
        fan = Fan(self.run.path_angle, FAN, TEN)
        label = Words("batch against all", size=theme.LABEL, color=theme.FAINT)
        for column, c in zip(table.columns, range(2)):
            clock.drive(column, lambda row, column=column, c=c: column.show(self.columns_at(row)[c]))
        clock.drive(fan, lambda row: fan.show(min(row + 1, clock.last)))
        panel = VGroup(VGroup(names, table), VGroup(fan, label).arrange(DOWN, buff=theme.GAP))
        return panel.arrange(DOWN, buff=theme.GUTTER).to_edge(RIGHT, buff=theme.MARGIN).match_y(self.chart)

    def columns_at(self, row):
        """[[true cost, distance from the plane] of the mini-batches, the same of the full batch]."""
        all_ = self.all_row(row)
        return [[self.fact("minibatch.train_ten", row, form=".2f"), self.fact("minibatch.path_distance", row, form=".2f")],
                [self.fact("minibatch.cost_all", all_, form=".2f"), self.fact("minibatch.careful_distance", all_, form=".2f")]]

    # -- 5 -----------------------------------------------------------------------------------

    def near_the_bottom(self):
        walk, clock = self.walk, Clock(len(self.walk.hover_step))
        scale = Scale(walk.hover_surface.min(), walk.hover_surface.max(), 12)
        tag = self.provenance("walkers", "{}-{} · around one bottom · step {}", self.fact("walkers.hover_step", 0))
        panels = [self.hover_panel(i, scale, clock) for i in range(len(walk.hover_batch))]
        VGroup(*panels).arrange(RIGHT, buff=theme.GUTTER / 2, aligned_edge=UP).move_to(ORIGIN).to_edge(UP, buff=theme.MARGIN)
        clock.drive(tag, lambda row: tag.show(*tag.facts[:2], self.fact("walkers.hover_step", row)))
        self.say("Near a bottom the stumble does not settle. It hovers.")
        self.hand_over()
        self.play(FadeIn(*panels, tag), run_time=theme.BEAT)
        clock.run(self, clock.last // 3, theme.VERSE)
        self.say("Wider with a larger rate or a smaller batch: {}, {}, {} from the bottom.",
                 *(self.fact("walkers.hover_spread", i, form=".1f") for i in range(3)))
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("A rate that decays lets it come to rest.")
        self.wait(theme.READ)

    def hover_panel(self, i, scale, clock):
        """A map of the bottom, named by batch size and rate, and under it how far from the bottom the walker is."""
        walk = self.walk
        color = ONE if walk.hover_batch[i] == 1 else TEN
        chart = ContourMap(walk.hover_alphas, walk.hover_betas, walk.hover_surface, scale, ZOOM)
        size = Words("batch of {}", self.fact("walkers.hover_batch", i), size=theme.LABEL, color=color)
        first, last = (self.fact(f"walkers.hover_{name}rate", i, form=".3g") for name in ("", "last_"))
        rates = (first,) if first.value == last.value else (first, last)
        rate = Words("η = {}" + " → {}" * (len(rates) - 1), *rates, size=theme.LABEL)
        curve = Chart(Series(walk.hover_step, walk.hover_distance[i], color), "step", "from the bottom", *SETTLING,
                      spans=(None, (0, float(walk.hover_distance.max()))))
        clock.drive(chart, lambda row: chart.show(Path(walk.hover_paths[i][:row + 1], color)))
        clock.drive(curve, curve.show)
        return VGroup(size, rate, chart, curve).arrange(DOWN, buff=theme.GAP)

    def a_rate_that_decays(self):
        run, clock = self.run, Clock(len(self.run.seen_decay))
        tag = self.provenance("minibatch", "{}-{} · batches of {}", self.fact("minibatch.recipe.batch_size"))
        cost, key = self.settling("cost", "cost", theme.COST, (None, None), logs=(False, True))
        spans = (0, float(run.seen_decay[-1])), (0, 1)
        accuracy, _ = self.settling("accuracy", "accuracy", theme.INK, spans, forms=(",g", ".0%"))
        VGroup(VGroup(cost, accuracy).arrange(RIGHT, buff=theme.GUTTER), key).arrange(DOWN, buff=theme.GUTTER)
        for chart in (cost, accuracy):
            clock.drive(chart, chart.show)
        self.say("The whole network: a steady rate of {}, and one that halves every {} epochs.",
                 self.fact("minibatch.steady_rate", form="g"), self.fact("minibatch.half_life"))
        self.hand_over()
        self.play(FadeIn(cost, accuracy, key, tag), run_time=theme.BEAT)
        clock.run(self, 2 * clock.last // 3, theme.VERSE)
        self.say("Unseen digits read right: {} at the steady rate, {} at the decaying one.",
                 self.fact("minibatch.test_accuracy_steady", -1, form=".1%"),
                 self.fact("minibatch.test_accuracy_decay", -1, form=".1%"))
        clock.run(self, clock.last, theme.VERSE)
        self.wait(theme.READ)

    def settling(self, array, name, color, spans, **options):
        """A quantity at both rates, of training digits and of unseen ones, and the key to the four."""
        series, entries = [], []
        for rate, ink in (("steady", STEADY), ("decay", DECAYING)):
            for kind, digits in (("", "training"), ("test_", "unseen")):
                each = Series(self.run.seen_decay, getattr(self.run, f"{kind}{array}_{rate}"), ink, dashed=bool(kind))
                series.append(each)
                entries.append((Words(f"{RATES[rate]}, {digits}", size=theme.LABEL), each))
        curves = Chart(series, "digits looked at", name, *LEARNING, color, spans, **options)
        return curves, Key(*entries).arrange(RIGHT, buff=theme.GUTTER)

    # -- 6 -----------------------------------------------------------------------------------

    def the_answer(self):
        run, clock = self.run, Clock(len(self.run.seen_ten))
        series = [Series(getattr(run, f"seen_{name}"), getattr(run, f"cost_{name}"), color) for name, color in SIZES.items()]
        curves = Chart(series, "digits looked at", "cost", *theme.GRAPH, theme.COST, logs=(False, True))
        names = [Words("batch of {}, η = {}", self.fact("minibatch.batch_sizes", i, form=","), self.fact("minibatch.rates", i),
                       size=theme.LABEL) for i in range(len(series))]
        key = Key(*zip(names, series))
        card = AnswerCard(Words("Shuffle and deal"), Formula('theta <- theta - eta {{gradient C_"batch" : gradient}}'),
                          Words("Repeat"))
        beside = VGroup(card, key).arrange(DOWN, buff=2 * theme.GUTTER, aligned_edge=LEFT)
        VGroup(curves, beside).arrange(RIGHT, buff=theme.GUTTER)
        tag = self.provenance("minibatch", "{}-{} · {} epochs", self.fact("minibatch.epochs"))
        clock.drive(curves, lambda row: curves.show(*(self.row_of(each, row) for each in series)))
        self.say("Why hasty? For the same digits, many rough steps beat few exact ones.")
        self.hand_over()
        self.play(FadeIn(curves, key, tag), run_time=theme.BEAT)
        clock.run(self, clock.last, theme.PASSAGE)
        self.say("Shuffle, deal, step. And again.")
        self.play(LaggedStart(*(FadeIn(line) for line in card), lag_ratio=1), run_time=theme.PHRASE)
        self.wait(theme.STUDY)

    def row_of(self, series, row):
        """The last row of a run that had looked at no more examples than the batches of ten by then."""
        return int(np.searchsorted(series.x, self.run.seen_ten[row], "right")) - 1
