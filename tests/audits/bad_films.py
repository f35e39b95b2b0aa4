"""Small bad films, each with a fault that one audit must find, and a few good ones, which look bad but are not.

They show "tiny", a recording of 31 rows of a network of digits with a hidden layer of 5.
"""

import numpy as np
from manim import (
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UP,
    Circle,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    Rectangle,
    Text,
    Transform,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
)

import nncore
from scenes.recipes import Recipe
from scenes.stage import theme
from scenes.stage.bars import SignedBars
from scenes.stage.cards import Provenance
from scenes.stage.chart import Chart, Series
from scenes.stage.clock import Clock
from scenes.stage.columns import NumberColumn
from scenes.stage.contour_map import ContourMap
from scenes.stage.digit import DigitImage
from scenes.stage.facts import Fact, Mark
from scenes.stage.film import Caption, Film
from scenes.stage.network import NetworkDiagram
from scenes.stage.painting import Painting, ink, paint_line
from scenes.stage.paths import Path
from scenes.stage.surface import Scale
from scenes.stage.text import Formula, Number, Words

ROWS = 31
CHART, BESIDE = (5.4, 4.2), (4.2, 2.9)     # width and height of a graph, and of a network beside it


class Tiny(Recipe):
    """The recipe of the recording "tiny"."""

    constants = {"label": "always the same digit"}

    def train(self, train, seed, quick, quiet):
        data = train.take(np.arange(100))
        network = nncore.Network((784, 5, 10))
        return nncore.train(network, data, learning_rate=1.5, batch_size=20, steps=ROWS - 1, seed=seed, record=1)

    def derive(self, run, train, test, quick, quiet):
        x, y, seed = test.x[:1], test.y[:1], run.recipe["seed"]
        states = [run.network.forward(theta, x)[1] for theta in run.theta]
        plane, a2 = nncore.Plane.pca(run.theta), np.array([a[2][0] for a in states])
        grid = np.linspace(-2, 2, 9)
        return {
            "mean_a2": np.cumsum(a2, axis=0) / np.arange(1, ROWS + 1)[:, None],
            "example_x": x[0], "label": test.labels[0], "a1": [a[1][0] for a in states], "a2": a2,
            "cost": [run.network.cost(theta, x, y) for theta in run.theta],
            "grid": grid, "surface": np.add.outer(grid**2, grid**2) + seed, "path": plane.project(run.theta)[0],
        }


class Small(Film):
    """A film of one section, with what the films below need; a subclass says what happens in it."""

    recordings = ("tiny",)

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

    def cost_curve(self, size=theme.PANEL):
        return Chart(Series(self.run.step, self.run.cost, theme.COST), "step", "cost", *size).show(0)

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
        self.net = self.state(NetworkDiagram((784, 5, 10), 1.0, *BESIDE, drawn={0: np.arange(300, 308)}), 0)
        self.digit, self.curve = DigitImage(self.run.example_x, theme.PICTURE), self.cost_curve(CHART)
        self.outputs = NumberColumn([self.fact("tiny.a2", 0, j, form=".2f") for j in range(4)], theme.ROW, theme.LABEL)
        self.left(self.digit, self.net)
        self.right(self.curve)
        self.outputs.next_to(self.net, RIGHT, buff=theme.GAP)
        self.label = self.tag("step {}", self.reading(self.steps, "tiny.step"))

    def meet_it(self):
        self.ask(self.fact("tiny.network.n_parameters", form=","))
        self.say("A small network is shown while it is really trained, and nothing is made up.")
        self.hand_over(comes=(self.net,), run_time=theme.PHRASE)
        self.play(FadeIn(self.curve), run_time=theme.PHRASE)
        self.read()
        self.say("It reads this digit at every step of the way.")
        self.play(FadeIn(self.digit, self.outputs, self.label), run_time=theme.VERSE)

    def first_half(self):
        self.steps.drive(self.net, lambda row: self.state(self.net, row))
        self.steps.drive(self.curve, self.curve.show)
        self.steps.drive(self.outputs, lambda row: self.outputs.show(
            [self.fact("tiny.a2", row, j, form=".2f") for j in range(4)]))
        self.learn(until=15)

    def second_half(self):
        self.learn(until=ROWS - 1)

    def learn(self, until):
        self.say("With every step all of its weights $w$ change a little, and with them the cost $C$.")
        self.steps.run(self, until - 7, 4)
        self.read()
        self.say("The cost was {} at first, and by now it is {}.", self.cost(0),
                 self.reading(self.steps, "tiny.cost", form=".2f"))
        self.steps.run(self, until, 4)
        self.say("By now it is lower.", holds=self.run.cost[until] < self.run.cost[0], otherwise="Not yet is it lower.")
        self.play(self.curve.animate.shift(theme.GAP * UP), run_time=theme.PHRASE)

    def a_path_on_a_map(self):
        self.say("Its way can be drawn on a map of the cost $C$, too, as seen from above.")
        chart, path = self.map().show(Path(self.run.path[:1])), self.run.path
        chart.scale(3).move_to(self.room)
        chart.add(Words("valley", size=theme.LABEL).move_to(chart))
        self.hand_over(comes=(chart,), run_time=theme.PHRASE)
        self.read()
        self.say("Only the marker travels between two of the points that were recorded.")
        for k in range(1, 30):
            self.play(UpdateFromAlphaFunc(chart, lambda chart, t, k=k: chart.show(
                Path(np.array([*path[:k], path[k - 1] + t * (path[k] - path[k - 1])])))), run_time=theme.BEAT)
        copy = Words("valley", size=theme.LABEL).move_to(chart)
        self.play(copy.animate.next_to(chart, RIGHT, buff=theme.GUTTER), run_time=theme.BEAT)
        self.remove(copy)
        self.play(FadeIn(Formula("{{C : C}} ({{w : w}})").next_to(chart, LEFT, buff=theme.GUTTER)))
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
        self.play(copy.animate.move_to(column.entries[2].get_center() + DOWN), run_time=12)
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
        self.show(Formula("3.04 < 5"))


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
        self.show(Number(self.fact("tiny.grid", 0)))


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


class SentencesOverlap(Small):
    def it_happens(self):
        self.wait(8)
        self.captions += [Caption("", (), "The first of two.", 0, 4), Caption("", (), "The second.", 2, 6)]


class SentenceAfterTheEnd(Small):
    def it_happens(self):
        self.wait(2)
        self.captions.append(Caption("", (), "The film is over by now.", 2, 6))


class SentenceTooFast(Small):
    def it_happens(self):
        self.say("Nobody can read all of this in a second.")
        self.wait(1)
        self.say("But this.")
        self.wait(4)


class SilentFilm(Small):
    def it_happens(self):
        self.wait(20)
        self.say("Hardly anything is said.")


# -- 8 capitals --------------------------------------------------------------------------------


class TextOfHalfSize(Small):
    def it_happens(self):
        self.show(Words("label").scale(0.5))


class NumberOfFourFifths(Small):
    """Large enough for a label, but it was set as a number that is needed."""

    def it_happens(self):
        self.show(Number(self.cost(0)).scale(0.8))


class SeenFromAfar(Small):
    """Of the right size in the scene, of which the camera shows more."""

    def it_happens(self):
        self.camera.frame_width, self.camera.frame_height = 1.07 * self.camera.frame_width, 1.07 * self.camera.frame_height
        self.show(Words("label", size=theme.INSIDE))


# -- 9 dark ------------------------------------------------------------------------------------


class FadesThroughDark(Small):
    def it_happens(self):
        curve, net = self.cost_curve(CHART), self.network()
        self.show(curve)
        self.play(FadeOut(curve))
        self.play(FadeIn(net))
        self.wait(theme.READ)


class FadesFromOneToAnother(Small):
    """A good one: at no moment there is nothing."""

    def it_happens(self):
        curve, net = self.cost_curve(CHART), self.network()
        self.play(FadeIn(curve))
        self.play(FadeOut(curve), FadeIn(net))


# -- 10 motion ---------------------------------------------------------------------------------


class SixSecondsStill(Small):
    def it_happens(self):
        curve = self.cost_curve()
        self.play(FadeIn(curve))
        self.wait(3)
        self.wait(3)
        self.play(FadeOut(curve))


class SixSecondsOfNothingToSee(Small):
    def it_happens(self):
        line = Line(LEFT, RIGHT)
        self.play(line.animate(rate_func=linear).shift(1e-4 * UP), run_time=6)
        self.play(line.animate.shift(UP))


class OnlyTheSentenceChanges(Small):
    def it_happens(self):
        line = Line(LEFT, RIGHT)
        self.play(FadeIn(line))
        for sentence in ("One sentence comes,", "then another,", "and the picture stays."):
            self.say(sentence)
            self.wait(2)
        self.play(line.animate.shift(UP))


class HalfOfItStill(Small):
    def it_happens(self):
        line = Line(LEFT, RIGHT)
        for way in (UP, DOWN, UP, DOWN):
            self.play(line.animate(rate_func=linear).shift(way), run_time=3)
            self.wait(3)


class LastCardStandsLong(Small):
    """A good one."""

    def it_happens(self):
        self.play(Line(LEFT, RIGHT).animate(rate_func=linear).shift(UP), run_time=12)
        self.wait(6)


# -- 11 fill -----------------------------------------------------------------------------------


class LeftHalfEmpty(Small):
    def it_happens(self):
        self.show(self.cost_curve(CHART).to_edge(RIGHT, buff=theme.MARGIN))
        self.wait(3)


class SmallSubject(Small):
    def it_happens(self):
        net = self.network()
        self.show(net)
        self.play(net.animate.scale(3))


class SmallInTheEnd(Small):
    def it_happens(self):
        net = self.network().scale(3)
        self.show(net)
        self.play(net.animate.scale(1 / 3))


class WideSubject(Small):
    """A good one."""

    def it_happens(self):
        self.show(self.network().scale(3))


# -- 12 band -----------------------------------------------------------------------------------


class DrawingInTheBand(Small):
    def it_happens(self):
        self.show(self.network().to_edge(DOWN, buff=theme.MARGIN))


class LabelInTheBand(Small):
    def it_happens(self):
        self.show(Words("label").to_edge(DOWN, buff=theme.MARGIN))


class TagAtTheFoot(Small):
    def it_happens(self):
        self.show(Provenance("step {}", self.fact("tiny.step", 0)).to_corner(DOWN + LEFT, buff=theme.MARGIN))


class SentenceOutOfItsBand(Small):
    def it_happens(self):
        self.say("It rises.")
        self.sentence.shift(UP)
        self.wait(theme.READ)


class PictureWithoutASentence(Small):
    def it_happens(self):
        self.show(self.cost_curve(CHART))


class MapThatReachesIntoTheBand(Small):
    """A good one: it has faded to nearly the background there."""

    def it_happens(self):
        self.say("A map may fill the frame.")
        lowest = theme.HEIGHTS[0]
        land = Rectangle(width=16, height=9, fill_color=lowest, fill_opacity=1, stroke_width=0)
        self.add(land, self.sentence)
        self.play(FadeIn(self.cost_curve(CHART)))


# -- 13 claims ---------------------------------------------------------------------------------


class ClaimThatDoesNotHold(Small):
    def it_happens(self):
        self.say("The cost {} is nothing.", self.cost(0), holds=False)
        self.say("The cost {} is nothing.", self.cost(0))
        self.wait(4)


class SaysSomethingElseInstead(Small):
    """A good one."""

    def it_happens(self):
        self.say("The cost {} is nothing.", self.cost(0), holds=False, otherwise=("The cost is {}.", self.cost(0)))
        self.say("The cost {} is nothing.", self.cost(0), holds=False)
        self.wait(4)


# -- 14 symbols --------------------------------------------------------------------------------


class SymbolBeforeItsName(Small):
    def it_happens(self):
        self.say("It falls.")
        self.show(Formula("{{C : C}} ({{w : w}})"))
        self.say("The cost is called $C$, a weight $w$.")
        self.wait(4)


class GreekInATag(Small):
    def it_happens(self):
        self.show(self.tag("\N{GREEK SMALL LETTER ETA} = {}", self.fact("tiny.recipe.learning_rate")))


class AxisWithALetter(Small):
    def it_happens(self):
        self.show(Chart(Series(self.run.step, self.run.cost, theme.COST), "w", "cost", *theme.PANEL))


class SymbolsThatWereNamed(Small):
    """A good one: indices and the d of a slope are no symbols, and the rest was named."""

    def it_happens(self):
        self.say("The slope of the cost is $dC/dw$; $a$ is an activation.")
        self.show(Words("a step"))
        self.show(Formula('{{(dif C)/(dif w_(j k)^((L-1))) : gradient}} = sum_j a_j^((L)) "or x"'))
        self.show(Formula("C"))


# -- 15 rows -----------------------------------------------------------------------------------


class MeanOfOneBesideTwelve(Small):
    """Twelve columns and their mean; then the mean is made ready for its own run, while a sentence waits to be read."""

    def it_happens(self):
        columns = SignedBars(self.run.a2[:12].T, np.ones(10), (theme.ROW, theme.ROW)).shift(2 * LEFT)
        mean = SignedBars(self.mean(11), np.ones(10), (theme.ROW, theme.ROW)).shift(5 * RIGHT)
        for column in range(12):
            self.add(columns.reveal(column + 1))
            self.wait(theme.TICK)
        self.show(mean)
        mean.show(self.mean(0))
        self.wait(theme.READ)
        self.remove(columns)
        Clock(ROWS).run(self, ROWS - 1, theme.VERSE, UpdateFromAlphaFunc(
            mean, lambda mean, t: mean.show(self.mean(int(t * (ROWS - 1))))))

    def mean(self, row):
        return self.run.mean_a2[row][:, None]


class MeanGoesBack(MeanOfOneBesideTwelve):
    """It stands alone, and begins anew."""

    def it_happens(self):
        mean = SignedBars(self.mean(0), np.ones(10), (theme.ROW, theme.ROW))
        for row in (0, 2, 4, 6, 8, 0):
            self.add(mean.show(self.mean(row)))
            self.wait(theme.TICK)


class TwoClocks(Small):
    def it_happens(self):
        net, curve = self.network(3).shift(3 * LEFT), self.cost_curve().shift(3 * RIGHT)
        self.show(net, curve.show(9))
        self.state(net, 6)
        curve.show(12)
        self.wait(theme.READ)


class StillOfAnotherRow(Small):
    """A good one: one of the two does not move."""

    def it_happens(self):
        net, curve = self.network(3).shift(3 * LEFT), self.cost_curve().shift(3 * RIGHT)
        self.show(net, curve.show(9))
        curve.show(12)
        self.wait(theme.READ)
