"""Small bad films, each with a fault that one audit must find, and a few good ones, which look bad but are not.

They show "tiny", a recording of 31 rows of a network of digits with a hidden layer of 5.
"""

import numpy as np
from manim import (
    DOWN, DR, LEFT, ORIGIN, RIGHT, UP, Circle, FadeIn, FadeOut, LaggedStart, Line, Rectangle, Text, Transform,
    UpdateFromAlphaFunc, VGroup, VMobject, linear,
)

import nncore
from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.contour_map import ContourMap
from scenes.stage.digit import DigitImage
from scenes.stage.facts import Fact, Mark
from scenes.stage.film import Film
from scenes.stage.network import NetworkDiagram
from scenes.stage.numbers import NumberColumn
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.text import Formula, Live, Number, Words

ROWS = 31


class Tiny:
    """The recipe of the recording "tiny"."""

    def train(self, train, seed, quick, quiet):
        data = train.take(np.arange(100))
        network = nncore.Network((784, 5, 10))
        return nncore.train(network, data, learning_rate=1.5, batch_size=20, steps=ROWS - 1, seed=seed, record=1)

    def derive(self, run, train, test):
        x, y, seed = test.x[:1], test.y[:1], run.recipe["seed"]
        states = [run.network.forward(theta, x)[1] for theta in run.theta]
        plane = nncore.Plane.pca(run.theta)
        grid = np.linspace(-2, 2, 9)
        return {
            "example_x": x[0], "label": test.labels[0], "a1": [a[1][0] for a in states], "a2": [a[2][0] for a in states],
            "cost": [run.network.cost(theta, x, y) for theta in run.theta],
            "grid": grid, "surface": np.add.outer(grid**2, grid**2) + seed, "path": plane.project(run.theta)[0],
        }


class Small(Film):
    """A film of one section, with what the films below need; a subclass says what happens in it."""

    recordings = ("tiny",)
    constants = {"tiny.network.n_parameters": "the parameters of 784-5-10", "tiny.step": "every step is kept"}

    def construct(self):
        self.run = self.runs["tiny"]
        self.play_section(self.it_happens)

    def show(self, *things):
        """Fade things in and leave time to read them."""
        self.play(FadeIn(*things), run_time=theme.BEAT)
        self.wait(theme.READ)

    def network(self, row=0):
        return self.state(NetworkDiagram((784, 5, 10), 1.0, *theme.PANEL, drawn={0: np.arange(300, 308)}), row)

    def state(self, network, row):
        run = self.run
        return network.show(run.network.layers(run.theta[row]), [run.example_x, run.a1[row], run.a2[row]])

    def cost_curve(self):
        return Chart(Series(self.run.step, self.run.cost, theme.COST), "step", "cost", *theme.PANEL).show(0)

    def cost(self, row):
        return self.fact("tiny.cost", row, form=".2f")

    def map(self):
        return ContourMap(self.run.grid, self.run.grid, self.run.surface, Scale(0, 10), theme.PANEL[1])


class Good(Small):
    """Every audit accepts it."""

    question = "How does a network\nchange {} numbers?"

    def construct(self):
        self.run, self.steps = self.runs["tiny"], self.clock("tiny")
        self.place_everything()
        for section in (self.meet_it, self.first_half, self.second_half, self.a_path_on_a_map):
            self.play_section(section)

    def place_everything(self):
        self.net, self.digit, self.curve = self.network(), DigitImage(self.run.example_x, theme.PICTURE), self.cost_curve()
        VGroup(self.net, self.curve).arrange(RIGHT, buff=theme.GUTTER * 3)
        self.digit.next_to(self.net, UP, buff=theme.GUTTER)
        self.outputs = NumberColumn([self.fact("tiny.a2", 0, j, form=".2f") for j in range(4)], theme.ROW, theme.LABEL)
        self.outputs.next_to(self.net, DOWN, buff=theme.GUTTER)
        self.tag = Live("step {}", self.fact("tiny.step", 0), size=theme.LABEL, color=theme.FAINT)
        self.tag.next_to(self.curve, DOWN, buff=theme.GUTTER)

    def meet_it(self):
        self.say("A small network is shown while it is really trained, and nothing is made up.")
        self.ask(self.fact("tiny.network.n_parameters", form=","))
        self.play(FadeIn(self.net, self.digit, self.curve, self.outputs, self.tag), run_time=theme.BEAT)
        self.say("It reads this digit at every step of the way.")
        self.wait(theme.READ)

    def first_half(self):
        self.steps.drive(self.net, lambda row: self.state(self.net, row))
        self.steps.drive(self.curve, self.curve.show)
        self.steps.drive(self.tag, lambda row: self.tag.show(self.fact("tiny.step", row)))
        self.steps.drive(self.outputs, lambda row: self.outputs.show(
            [self.fact("tiny.a2", row, j, form=".2f") for j in range(4)]))
        self.learn(until=15)

    def second_half(self):
        self.learn(until=ROWS - 1)

    def learn(self, until):
        self.say("With every step all of its weights change a little, and with them the cost.")
        self.steps.run(self, (self.steps.row + until) // 2, 9)
        self.say("The cost was {} at first, and by now it is {}.", self.cost(0), self.cost(self.steps.row))
        self.steps.run(self, until, 9)
        self.say("Nothing between two steps is made up.")

    def a_path_on_a_map(self):
        self.say("Its way can be drawn on a map, too, as seen from above.")
        self.play(FadeOut(self.net, self.digit, self.curve, self.outputs, self.tag), run_time=theme.BEAT)
        chart, path = self.map().show(Path(self.run.path[:1])), self.run.path
        chart.scale(2)
        chart.add(Words("valley", size=theme.LABEL).move_to(chart))
        self.show(chart)
        self.say("Only the marker travels between two of the points that were recorded.")
        for k in range(1, 8):
            self.play(UpdateFromAlphaFunc(chart, lambda chart, t, k=k: chart.show(
                Path(np.array([*path[:k], path[k - 1] + t * (path[k] - path[k - 1])])))), run_time=theme.BEAT)
        copy = Words("valley", size=theme.LABEL).move_to(chart)
        self.play(copy.animate.next_to(chart, DOWN, buff=theme.GUTTER), run_time=theme.BEAT)
        self.remove(copy)
        self.wait(4)


class LabelInAFreeCorner(Small):
    """The boxes of the two texts overlap, their letters do not."""

    def it_happens(self):
        lines = Words("a first line that is long\nshort")
        self.show(lines, Words("label", size=theme.LABEL).move_to(lines.get_corner(DR), aligned_edge=DR))


class DrawingInAFreeCorner(Small):
    def it_happens(self):
        lines = Words("a first line that is long\nshort")
        white = Rectangle(width=1, height=0.2, fill_color=theme.LIT, fill_opacity=1, stroke_width=0)
        self.show(lines, white.move_to(lines.get_corner(DR), aligned_edge=DR))


class LabelInsideACircle(Small):
    def it_happens(self):
        self.show(Circle(1), Words("label", size=theme.LABEL))


class OneTextFadesIntoAnother(Small):
    def it_happens(self):
        one, other = Words("this fades"), Words("this comes")
        self.show(one)
        self.play(FadeOut(one), FadeIn(other), run_time=2)
        self.wait(theme.READ)


class TextsFadeInOneByOne(Small):
    def it_happens(self):
        texts = VGroup(*(Words(word) for word in ("one", "after", "another"))).arrange(DOWN)
        self.play(LaggedStart(*map(FadeIn, texts), lag_ratio=0.5), run_time=5)
        self.wait(theme.READ)


class TicksWithoutTheirCurve(Small):
    """The parts of a drawing are its parts, shown together or not."""

    def it_happens(self):
        self.show(*self.cost_curve().submobjects)


class SameDigitInBothRuns(Small):
    """Both recordings are asked the same digit."""

    def it_happens(self):
        self.show(Number(self.fact("tiny.label")))


class FullFrameBackground(Small):
    def it_happens(self):
        self.show(Rectangle(width=16, height=9, fill_color=theme.UNLIT, fill_opacity=1), Words("label"))


class PaintingSmallerThanItsBox(Small):
    class Roomy(Painting):
        def paint(self, ctx):
            paint_line(ctx, -1, 0, 1, 0, theme.LINE, theme.INK.to_rgb())

        def shown(self):
            return {}

    def it_happens(self):
        self.show(self.Roomy(20, 20), Words("label").shift(DOWN))


class ClockSetBackBehindACurtain(Small):
    """The curve fades out before it starts again."""

    def it_happens(self):
        curve = self.cost_curve().show(9)
        self.show(curve)
        self.play(FadeOut(curve), run_time=theme.BEAT)
        self.show(curve.show(3))


# -- 1 frame -----------------------------------------------------------------------------------


class LabelNearTheEdge(Small):
    def it_happens(self):
        self.show(Words("label").to_edge(LEFT, buff=0.2))


class LabelOutOfSight(Small):
    def it_happens(self):
        self.show(Words("label").shift(9 * RIGHT))


class PaintingLargerThanItsBox(Small):
    class Long(Painting):
        def paint(self, ctx):
            paint_line(ctx, -7, 0, 7, 0, theme.LINE, theme.INK.to_rgb())

        def shown(self):
            return {}

    def it_happens(self):
        self.show(self.Long(1, 1))


# -- 2 overlap ---------------------------------------------------------------------------------


class TwoLabelsInOnePlace(Small):
    def it_happens(self):
        self.show(Words("one label"), Words("another").shift(theme.GAP * UP))


class LabelOverANetwork(Small):
    def it_happens(self):
        self.show(self.network(), Words("label", size=theme.LABEL).shift(theme.GAP * UP))


class CopyCrossesAnotherNumber(Small):
    def it_happens(self):
        column = NumberColumn([self.cost(0), self.cost(9), self.cost(20)], theme.ROW)
        self.show(column)
        copy = column.entries[0].copy()
        self.play(copy.animate.move_to(column.entries[2].get_center() + DOWN), run_time=4)
        self.wait(theme.READ)


class LabelOnALine(Small):
    def it_happens(self):
        self.show(VGroup(Line(2 * LEFT + DOWN, 2 * RIGHT + UP, stroke_width=2), Words("label on a line")))


class LabelMovesOntoACircle(Small):
    """What was seen of the label inside it does not hold on its line."""

    def it_happens(self):
        label = Words("label", size=theme.LABEL)
        self.show(Circle(1), label)
        self.add(label.shift(RIGHT))
        self.wait(theme.READ)


class LineBetweenTwoLetters(Small):
    def it_happens(self):
        word = Words("ll")
        self.show(word, Line(word.get_bottom(), word.get_top(), stroke_width=1))


class TextOfHalfSize(Small):
    def it_happens(self):
        self.show(Words("label").scale(0.5))


# -- 3 contrast --------------------------------------------------------------------------------


class GreyOnGrey(Small):
    def it_happens(self):
        grey = Rectangle(width=4, height=2, fill_color="#555555", fill_opacity=1, stroke_width=0)
        self.show(grey, Words("label", color=theme.FAINT))


class DimmedText(Small):
    def it_happens(self):
        self.show(Words("label").set_opacity(theme.DIM))


class TextBehindADrawing(Small):
    def it_happens(self):
        self.show(Words("label"), Rectangle(width=4, height=2, fill_color=theme.UNLIT, fill_opacity=1, stroke_width=0))


# -- 4 numbers ---------------------------------------------------------------------------------


class TypedIntoAFormula(Small):
    def it_happens(self):
        self.show(Formula("C = 3.04"))


class TypedIntoAMark(Small):
    def it_happens(self):
        self.show(Words("cost {}", Mark(3.04)))


class MarksInAColumn(Small):
    def it_happens(self):
        self.show(NumberColumn([Mark(0.25), Mark(0.5)], theme.ROW))


class NumberFromNowhere(Small):
    def it_happens(self):
        self.show(NumberColumn([3.04], theme.ROW))


class TextFromElsewhere(Small):
    def it_happens(self):
        self.show(Text("3.04"))


class WrongFact(Small):
    def it_happens(self):
        self.show(Number(Fact("tiny.cost", (0,), self.run.cost[0] + 0.01, ".2f")))


class IgnoresTheRecording(Small):
    def it_happens(self):
        self.show(Number(Fact("tiny.cost", (0,), 1.23, ".2f")))


class SaysSomethingElse(Small):
    def it_happens(self):
        number = Number(self.cost(0))
        number.said = "1.23"
        self.show(number)


class BecameAnotherText(Small):
    def it_happens(self):
        text = Words("falling")
        self.show(text)
        self.play(Transform(text, Words("rising")), run_time=theme.BEAT)
        self.wait(theme.READ)


class SameInEveryRun(Small):
    def it_happens(self):
        self.show(Number(self.fact("tiny.recipe.learning_rate")))


class WrongNumberInACaption(Small):
    def it_happens(self):
        self.say("The cost is {}.", Fact("tiny.cost", (0,), 1.23, ".2f"))
        self.wait(theme.READ)


# -- 5 states ----------------------------------------------------------------------------------


class BlendedWeights(Small):
    def it_happens(self):
        net, first, last = self.network(), self.run.theta[0], self.run.theta[-1]
        layers, activations = self.run.network.layers, [self.run.example_x, self.run.a1[0], self.run.a2[0]]
        self.play(UpdateFromAlphaFunc(net, lambda net, t: net.show(layers(first + t * (last - first)), activations)),
                  run_time=theme.READ)


class ActivationsOfAnotherRow(Small):
    def it_happens(self):
        net, run = self.network(), self.run
        self.show(net.show(run.network.layers(run.theta[0]), [run.example_x, run.a1[9], run.a2[9]]))


class CurveBetweenRows(Small):
    def it_happens(self):
        halves = np.arange(0, ROWS - 1, 0.5)
        cost = np.interp(halves, self.run.step, self.run.cost)
        self.show(Chart(Series(halves, cost, theme.COST), "step", "cost", *theme.PANEL).show(5))


class CurveByHand(Small):
    def it_happens(self):
        self.show(VMobject(color=theme.COST).set_points_as_corners([(x, np.exp(-x), 0) for x in range(4)]))


class NetworkRunsBackwards(Small):
    def it_happens(self):
        net = self.network(9)
        self.show(net)
        self.state(net, 3)
        self.wait(theme.READ)


class CurveRunsBackwards(Small):
    def it_happens(self):
        curve = self.cost_curve().show(9)
        self.show(curve)
        curve.show(3)
        self.wait(theme.READ)


class NumberRunsBackwards(Small):
    def it_happens(self):
        number = Number(self.cost(9))
        self.show(number)
        number.show(self.cost(3))
        self.wait(theme.READ)


class PathOffTheRecord(Small):
    def it_happens(self):
        self.show(self.map().show(Path(self.run.path[:3] + [0, 0.1])))


class PathChangedInPlace(Small):
    """Off the record for a while, and back in the end."""

    def it_happens(self):
        points = self.run.path[:3].copy()
        self.show(self.map().show(Path(points)))
        points += 0.1
        self.wait(theme.READ)
        points[:] = self.run.path[:3]
        self.wait(theme.READ)


class MarkerOffItsWay(Small):
    def it_happens(self):
        path = self.run.path
        self.show(self.map().show(Path(np.array([*path[:3], path[3] + 0.5 * (path[3] - path[2])]))))


class SilentPainting(Small):
    class Blot(Painting):
        def paint(self, ctx):
            ink(ctx, theme.INK.to_rgb())
            ctx.rectangle(-1, -1, 2, 2)
            ctx.fill()

    def it_happens(self):
        self.show(self.Blot(2, 2))


# -- 6 rhythm ----------------------------------------------------------------------------------


class SixSecondsStill(Small):
    def it_happens(self):
        self.play(FadeIn(self.cost_curve()), run_time=theme.BEAT)
        self.wait(3)
        self.wait(3)


class SixSecondsOfNothingToSee(Small):
    def it_happens(self):
        line = Line(LEFT, RIGHT)
        self.play(line.animate(rate_func=linear).shift(1e-4 * UP), run_time=8)


class FlashedText(Small):
    def it_happens(self):
        self.wait(theme.BEAT)
        text = Words("now you see it")
        self.add(text)
        self.wait(theme.TICK)
        self.remove(text)
        self.wait(theme.BEAT)


class FilmTooShort(Small):
    def it_happens(self):
        self.wait(6)


class FilmTooLong(Small):
    def it_happens(self):
        self.wait(181)


class SectionTooLong(Small):
    def it_happens(self):
        self.wait(36)


class SectionTooShort(Small):
    def it_happens(self):
        self.wait(4)


# -- 7 captions --------------------------------------------------------------------------------


class CaptionsOverlap(Small):
    def it_happens(self):
        self.add_subcaption("The first of two captions.", duration=4)
        self.wait(2)
        self.add_subcaption("The second begins too soon.", duration=4)
        self.wait(4)


class CaptionAfterTheEnd(Small):
    def it_happens(self):
        self.wait(2)
        self.add_subcaption("The film is over by now.", duration=4)


class CaptionTooFast(Small):
    def it_happens(self):
        self.add_subcaption("Nobody can read all of this in a second.", duration=1)
        self.wait(4)


class CaptionTooLong(Small):
    def it_happens(self):
        self.add_subcaption("This is a line of far more than forty-two characters.", duration=6)
        self.wait(6)


class CaptionOfThreeLines(Small):
    def it_happens(self):
        self.add_subcaption("one\ntwo\nthree", duration=6)
        self.wait(6)


class SilentFilm(Small):
    def it_happens(self):
        self.say("Hardly anything is said.")
        self.wait(20)


class TypedCaption(Small):
    def it_happens(self):
        self.add_subcaption("The cost is 3.04.", duration=4)
        self.wait(4)


# -- 8 cache -----------------------------------------------------------------------------------


class Keyed(Small):
    """A good one: it reads its recording through self in an updater, which Manim's cache does not see."""

    def it_happens(self):
        line = Line(ORIGIN, RIGHT)
        line.add_updater(lambda line: line.put_start_and_end_on(ORIGIN, self.run.cost[3] * RIGHT))
        self.add(line)
        self.play(FadeIn(Line(LEFT, RIGHT).shift(DOWN)), run_time=theme.BEAT)


class Unkeyed(Keyed):
    def setup(self):
        super().setup()
        self.camera.recordings = None


class Remembers(Keyed):
    """Shows the first recording that it ever read."""

    remembered = None

    def setup(self):
        super().setup()
        Remembers.remembered = Remembers.remembered or self.runs
        self.runs = Remembers.remembered


class NeverTheSame(Keyed):
    times = 0

    def it_happens(self):
        NeverTheSame.times += 1
        self.add(Line(ORIGIN, self.times * UP))
        super().it_happens()
