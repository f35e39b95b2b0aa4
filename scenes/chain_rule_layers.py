"""Film: what changes in the chain rule when layers have many neurons, and why it is run backwards.

Shows "layers": one state, one example and every slope of a 3-3-2 network that was really trained; and of "digits" the check of
all its slopes, how long that takes by nudges and by one sweep back, and the way back of one digit that it reads wrongly.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, Arrow, Brace, Create, FadeIn, FadeOut, GrowArrow, GrowFromCenter, GrowFromEdge, Indicate, LaggedStart, Line,
    RoundedRectangle, ShowPassingFlash, Square, VGroup, linear,
)

from scenes.recipes.layers import backpropagate
from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.agreement import Agreement, Mask
from scenes.stage.answers import Answers
from scenes.stage.areas import AreaTable
from scenes.stage.backflow import Backflow, Icon, LightUp, Sweep
from scenes.stage.chart import Chart, Series
from scenes.stage.decimals import decimals
from scenes.stage.deck import Card, NudgedNetwork, SweptNetwork
from scenes.stage.digit import DigitImage
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.gauges import Gauges
from scenes.stage.gestures import Gather, Through
from scenes.stage.listing import Pair, assignments
from scenes.stage.network import NetworkDiagram
from scenes.stage.roads import Charge, Neuron, Ribbon, charge_radius, cost_colour
from scenes.stage.sign_table import SignTable
from scenes.stage.spoken import reading_time
from scenes.stage.sums import Products, Steps
from scenes.stage.text import Formula, Words, as_symbol

A, C, J, K, L, W = (as_symbol(letter) for letter in "aCjkLW")
BIG = 40                                        # of a formula that a section is about
A_K, A_J, W_JK, Z_J, DELTA_J = sym.a(index="k"), sym.a(index="j"), sym.w(index="j k"), sym.z(index="j"), sym.delta(index="j")
ERROR = f"2 ({A_J} - {sym.y('j')})"
D_L, D_l, W_NEXT = sym.delta("L"), sym.delta("l"), f"{{{{W^((l+1)) : w}}}}"
STEPS = (           # what it is called, the formula, and what its line of code assigns to
    ("start at the end", f"{D_L} = 2 ({sym.a('L')} - {sym.Y}) dot.o sigma'({sym.z('L')})", "delta[L]"),
    ("go one layer back", f"{D_l} = {W_NEXT}^T {sym.delta('l+1')} dot.o sigma'({sym.z('l')})", "delta[l]"),
    ("read off every bias", f"{sym.slope(sym.b('l', 'j'))} = {sym.delta('l', 'j')}".replace("(partial C)/(partial ", "partial C \\/ partial ("), "db[l]"),
    ("read off every weight", f"{sym.slope(sym.w('l', 'j k'))} = {sym.delta('l', 'j')} {sym.a('l-1', 'k')}".replace(
        "(partial C)/(partial ", "partial C \\/ partial ("), "dW[l]"),
)


class ChainRuleLayers(Film):
    """The chain rule in a network with many neurons in each layer: indices, sums over paths, layer after layer, backwards."""

    recordings = ("layers", "digits")
    question = "What changes when layers\nhave many neurons?"
    constants = {"0": "an index", "1": "an index, or one layer further", "2": "an index, or an exponent", "3": "an index"}

    def construct(self):
        self.run, self.digits = (self.runs[name] for name in self.recordings)
        self.j, self.k, self.small = self.fact("layers.j"), self.fact("layers.k"), "a network of {}-{}-{} · step {} of {}, example {}"
        self.play_section(self.an_index_for_each_neuron)
        self.play_section(self.a_row_times_a_column)
        self.play_section(self.the_cost_adds_up)
        self.play_section(self.the_same_three_factors)
        self.play_section(self.delta)
        self.play_section(self.all_weights_at_once)
        self.play_section(self.two_paths)
        self.play_section(self.one_layer_further)
        self.play_section(self.in_code)
        self.play_section(self.is_it_right)
        self.play_section(self.why_backwards)
        self.play_section(self.the_answer)

    # -- what several sections need ----------------------------------------------------------

    def slowly(self, *animations, share=0.9):
        """Play for as long as the sentence takes to be read."""
        self.play(*animations, run_time=theme.in_ticks(share * reading_time(self.sentence.said)))

    def of(self, key, *index, form=""):
        return self.fact(f"layers.{key}", *index, form=form)

    def these(self, key, form, *then):
        """A Fact for every entry of a row (or, with `then`, of a column) of the recording."""
        return [self.of(key, i, *then, form=form) for i in range(len(getattr(self.run, key)))]

    def where(self, more=""):
        """The tag of the small network."""
        numbers = *(self.of("network.sizes", l) for l in range(3)), self.of("shown_step"), self.of("recipe.steps"), self.of("example_index")
        return self.tag(self.small + more, *numbers)

    def followed(self, layers):
        """The decimals with which the factors of the followed weight's slope multiply to it as displayed."""
        run, j, k = self.run, self.j.value, self.k.value
        factors = run.a1[k], run.sigma_slope2[j], run.error_slope[j]
        return decimals([(factors, run.dW2[j, k])], choices=layers)

    # -- 1 -----------------------------------------------------------------------------------

    def an_index_for_each_neuron(self):
        run, (j, k) = self.run, (self.j.value, self.k.value)
        theta = run.theta[run.row]
        net = NetworkDiagram(run.network.sizes, float(np.abs(theta).max()), 2.3, 1.55, radius=0.155)
        net.show(run.network.layers(theta), [run.example_x, run.a1, run.a2]).fold(1).scale(3).move_to([-3.1, 0.15, 0])
        self.ask()
        self.say("In a real network every layer has many neurons, so each name gets an index.")
        self.hand_over(comes=[net, self.where()])
        self.slowly(Through(net, net.fold, end=0, start=1), share=0.7)
        x = [net.neuron(l, 0)[0] for l in range(3)]
        heads = [Words(text).move_to([at, 2.75, 0]) for text, at in zip(("input", f"layer {L} − 1", f"last layer {L}"), x)]
        feet = [Words(text).move_to([at, -2.5, 0]) for text, at in zip((f"neuron {K} = 0, 1, 2", f"neuron {J} = 0, 1"), x[1:])]
        marks = [[self.index(net, l, n) for n in range(run.network.sizes[l])] for l in (1, 2)]
        self.say("We count the last layer, $L$, with $j$, and the layer before it with $k$.")
        self.play(FadeIn(*heads))
        for l in (1, 0):
            self.play(FadeIn(feet[l]), LaggedStart(*map(FadeIn, marks[l]), lag_ratio=0.6), run_time=theme.TURN)
        self.read()
        self.say("A weight $w$ takes both: it leads to neuron $j$ from neuron $k$. Here: to {} from {}.", self.j, self.k)
        sign = self.sign_on(net, net.middle(2, j, k))
        self.play(net.light([(2, j, k)]), run_time=theme.TURN)
        self.play(FadeIn(sign, target_position=net.neuron(1, k), scale=theme.SPECK), run_time=theme.TURN)
        self.read()
        table = SignTable([[self.of("W2", j, k, form=".2f") for k in range(3)] for j in range(2)], [4.35, 0.3, 0])
        across, down = Words(f"from neuron {K}").next_to(table, UP), Words(f"to {J}").next_to(table, LEFT)
        below = VGroup(Words(f"the table {W}: a row for each {J}"), VGroup(
            Words("above 0", color=theme.POSITIVE), Words("below 0", color=theme.NEGATIVE)).arrange(RIGHT, buff=theme.GUTTER))
        self.say("All weights together fill the table $W$, with one row for each $j$.")
        self.play(FadeIn(table.brackets, across, down, *table.rows, *table.columns, below.arrange(DOWN).next_to(table, DOWN)),
                  net.light(between=(1, 2)))
        self.slowly(LaggedStart(*(FadeIn(table.cell(*at), target_position=net.middle(2, *at), scale=theme.SPECK)
                                  for at in np.ndindex(2, 3)), lag_ratio=0.5))
        ring = Square(table.squares[j][k].width + 0.06, color=theme.INK, stroke_width=theme.stroke(theme.BOLD))
        self.play(net.light([(2, j, k)]), FadeIn(ring.move_to(table.squares[j][k])))
        self.play(net.light([(2, j, k)]))
        self.table = table

    def index(self, net, l, n):
        """The number of a neuron, in it."""
        bright = (self.run.a1, self.run.a2)[l - 1][n] > 0.45
        text = Words("{}", Mark(n), color=theme.BACKGROUND if bright else theme.INK).move_to(net.neuron(l, n))
        net.add(text)
        return text

    @staticmethod
    def sign_on(net, place):
        """The name of a weight, in a box on its edge."""
        box = RoundedRectangle(corner_radius=0.08, width=1.05, height=0.72, color=theme.WEIGHT, stroke_width=theme.stroke(theme.LINE),
                               fill_color=theme.BACKGROUND, fill_opacity=1)
        sign = VGroup(box, Formula(W_JK, BIG)).move_to(place)
        net.add(sign)
        return sign

    # -- 2 -----------------------------------------------------------------------------------

    def products(self, j):
        """Row j of the weights, and the column of activations."""
        run, n = self.run, len(self.run.a1)
        few, fewer = decimals([((run.W2[j, k], run.a1[k]), run.terms[j, k]) for k in range(n)],
                              [([*run.terms[j], run.b2[j]], run.z2[j])])
        w, terms = ([self.of(key, j, k, form=form) for k in range(n)] for key, form in (("W2", f".{few}f"), ("terms", f"+.{fewer}f")))
        return Products(w, self.these("a1", f".{few}f"), terms, self.of("b2", j, form=f"+.{fewer}f"),
                        self.of("z2", j, form=f".{fewer}f"), [sym.w(index=f"{j} {k}") for k in range(n)])

    def a_row_times_a_column(self):
        j, row = self.j.value, self.run.W2[self.j.value]
        rows = self.products(j)
        bias, total = (rows.named(i, Formula(name)) for i, name in ((-2, sym.b(index=j)), (-1, sym.z(index=j))))
        heads = [Formula(A_K).move_to([-6.1, 3.0, 0]), Words("area: weight wide, activation high", size=theme.LABEL).move_to([-2.9, 3.0, 0])]
        formula = Formula(f"{Z_J} = sum_k {W_JK} {A_K} + {sym.b(index='j')}", BIG).move_to([-3.9, -1.95, 0])
        self.say("What reaches neuron {}? Each activation $a$, times its weight $w$: an area.", self.j)
        self.hand_over(becomes=[(self.table, rows.inputs[0])], comes=[*heads, *rows.inputs[1:], self.where()])
        for k, area in enumerate(rows.areas):
            self.play(GrowFromEdge(area, LEFT), FadeIn(rows.factors[k]), run_time=theme.TURN)
        self.read()
        self.say("Blue pushes up, orange pulls down, the bias $b$ is added: the sum, $z$, is {}.", rows.numbers[-1].facts[0],
                 holds=row.min() < 0 < row.max(),
                 otherwise=("All weights here push the same way, the bias $b$ is added: the sum, $z$, is {}.", rows.numbers[-1].facts[0]))
        self.play(FadeIn(rows.zero))
        for k, area in enumerate(rows.areas):
            self.play(Gather((area, rows.bars[k])), FadeIn(rows.numbers[k], rows.steps.links[k]))
        self.play(GrowFromEdge(rows.bars[-2], -rows.steps.outwards(-2)), FadeIn(rows.numbers[-2], bias, rows.steps.links[-1]))
        self.play(GrowFromEdge(rows.bars[-1], -rows.steps.outwards(-1)), FadeIn(rows.numbers[-1], total))
        self.read()
        self.say("A row of weights meets the column of activations: multiply in pairs, then add.")
        self.play(FadeIn(formula))
        self.slowly(LaggedStart(*(Indicate(VGroup(line, area, bar), 1.06, color=area.get_fill_color()) for (_, _, line, _), area, bar in zip(
            rows.inputs, rows.areas, rows.bars)), Indicate(VGroup(rows.bars[-1]), 1.06, color=theme.SUM), lag_ratio=0.7), share=0.8)
        self.total = rows.bars[-1]

    # -- 3 -----------------------------------------------------------------------------------

    def the_cost_adds_up(self):
        run, gauges = self.run, Gauges(self.run.a2, self.run.example_y)
        _, few = decimals([((e, e), s) for e, s in zip(np.abs(run.a2 - run.example_y), run.squares)], [(run.squares, run.example_cost)],
                          ((2, 2), (3, 2), (3, 3), (4, 3), (4, 2), (4, 4), (5, 4)))
        places = decimals([((e, e), s) for e, s in zip(np.abs(run.a2 - run.example_y), run.squares)], (),
                          tuple((more, few) for more in range(few, 7)))[0]
        answers = [gauges.beside(j, a, y, self.value(sym.a(index=j), "a2", j, form=f".{places}f")) for j, (a, y) in enumerate(zip(run.a2, run.example_y))]
        wishes = [gauges.beside(j, y, a, self.value(sym.y(j), "example_y", j, form=".0f")) for j, (a, y) in enumerate(zip(run.a2, run.example_y))]
        numbers = [Words("{}", self.of("squares", j, form=f".{few}f")).move_to(square) for j, square in enumerate(gauges.squares)]
        inside = [Words("{}", self.of("squares", j, form=f".{few}f")).move_to(part) for j, part in enumerate(gauges.block)]
        total = Words("{}", self.of("example_cost", form=f".{few}f"), size=theme.TITLE, color=theme.COST).next_to(gauges.block, RIGHT)
        formula = Formula(f"{sym.C} = sum_j ({A_J} - {sym.y('j')})^2", BIG).move_to([4.2, 2.6, 0])
        self.say("Sigma, $σ$, squeezes each $z$ into an output $a$. Each output has its own wish, $y$.")
        self.hand_over(becomes=[(self.total, gauges.discs[0])], comes=[gauges.levels, self.where()], run_time=theme.TURN)
        self.play(FadeIn(gauges.discs[1], *answers), run_time=theme.TURN)
        self.play(LaggedStart(*map(FadeIn, (*gauges.rings, *wishes)), lag_ratio=0.4), run_time=theme.TURN)
        self.play(LaggedStart(*map(Create, gauges.gaps), lag_ratio=0.6), run_time=theme.TURN)
        self.read()
        self.say("Two outputs, two errors, two squares: the cost $C$ of one example is their sum.")
        self.play(*(GrowFromEdge(square, LEFT) for square in gauges.squares), run_time=theme.TURN)
        self.play(FadeIn(*numbers, formula))
        self.play(Gather(*zip(gauges.squares, gauges.block)), Gather(*zip(numbers, inside)), run_time=theme.PHRASE)
        self.play(FadeIn(total))
        self.cost = VGroup(gauges.block)

    def value(self, name, key, *index, form=".3f"):
        """A symbol and its number."""
        return VGroup(Formula(f"{name} ="), Words("{}", self.of(key, *index, form=form))).arrange(RIGHT, buff=0.12)

    # -- 4 -----------------------------------------------------------------------------------

    def the_same_three_factors(self):
        run, j, k = self.run, self.j.value, self.k.value
        clock = self.clock("layers", len(run.turn_w))
        before = [Neuron(sym.a("L-1", n), [-6.0, 2.3 - 1.35 * n, 0], a) for n, a in enumerate(run.a1)]
        sums = [Neuron(sym.z(index=n), [-1.4, 1.65 - 1.5 * n, 0], rim=theme.SUM) for n in range(2)]
        outs = [Neuron(sym.a("L", n), [1.8, 1.65 - 1.5 * n, 0], a) for n, a in enumerate(run.a2)]
        box = VGroup(Square(1.4, color=theme.COST, fill_opacity=0.45), Formula(sym.C, BIG)).move_to([5.0, 0.9, 0])
        hair = [Line(one.get_right(), other.get_left(), color=theme.weight_colour(run.W2[m, n]), stroke_opacity=theme.DIM,
                     stroke_width=theme.stroke(1.5 * theme.LINE)) for m, other in enumerate(sums) for n, one in enumerate(before)]
        hair += [Line(one.get_right(), other.get_left(), color=theme.HAIR) for one, other in zip(sums, outs)]
        hair += [Ribbon(out.get_right(), box.get_left() + 0.3 * (1 - 2 * n) * UP, theme.LINE, theme.HAIR) for n, out in enumerate(outs)]
        roads = [Line(before[k].get_right(), sums[j].get_left()), Line(sums[j].get_right(), outs[j].get_left()),
                 Ribbon(outs[j].get_right(), box.get_left() + 0.3 * (1 - 2 * j) * UP, theme.BOLD, theme.GRADIENT)]
        for road in roads:
            road.set_stroke(theme.GRADIENT, theme.stroke(0.1))
        lives = [self.live(f"{name} = {{}}", self.reading(clock, f"layers.turn_{key}", of=of, form=".3f"), anchor=LEFT).next_to(spot, UP, buff=0.14)
                 for name, key, of, spot in ((f"{as_symbol('w')}", "w", None, roads[0].get_center() + 0.55 * LEFT), (as_symbol("z"), "z", j, sums[j]),
                                             (A, "a", j, outs[j]), (C, "cost", None, box))]
        clock.draw(outs[j], lambda row: outs[j].show(run.turn_a[j, row]))
        self.say("Nudge one weight: one $z$ moves, one $a$, one square.")
        self.hand_over(becomes=[(self.cost, box)], comes=[*hair, *before, *sums, *outs, *lives, self.where()], run_time=theme.TURN)
        clock.run(self, clock.last, theme.VERSE)
        few, fewer = self.followed(((4, 4), (4, 3), (5, 4), (5, 3)))
        forms = f".{few}f", f".{fewer}f"
        factors = [Formula(math, BIG) for math in (sym.slope(W_JK), "=", A_K, "times", f"sigma'({Z_J})", "times", ERROR)]
        x = -5.4, -4.2, -2.9, -1.5, 0.2, 1.9, 3.9
        for part, at in zip(factors, x):
            part.move_to([at, -1.45, 0])
        signs = [Words(text).move_to([at, -2.6, 0]) for text, at in (("=", x[1]), ("×", x[3]), ("×", x[5]))]
        numbers = [Words("{}", fact, color=theme.GRADIENT).move_to([at, -2.6, 0]) for fact, at in (
            (self.of("dW2", j, k, form=forms[1]), x[0]), (self.of("a1", k, form=forms[0]), x[2]),
            (self.of("sigma_slope2", j, form=forms[0]), x[4]), (self.of("error_slope", j, form=forms[0]), x[6]))]
        self.say("One road to the cost, so the same three factors: $a$, the slope of sigma $σ′$, twice the error.")
        for i, road in enumerate(roads):
            self.play(Create(road), FadeIn(factors[2 + 2 * i], numbers[1 + i], target_position=road), *([FadeIn(factors[1 + 2 * i])] if i else []),
                      run_time=theme.TURN)
        self.play(FadeIn(factors[0], factors[1], numbers[0], *signs))
        self.factors = VGroup(*factors[4:], *numbers[2:], signs[2])

    # -- 5 -----------------------------------------------------------------------------------

    def delta(self):
        run, top = self.run, max(self.run.curve_cost.max(), 1e-9)
        formula = Formula(f"{DELTA_J} = sigma'({Z_J}) dot {ERROR}", BIG).move_to([0, 2.55, 0])
        brace = Brace(self.factors, DOWN, buff=0.05, color=theme.GRADIENT)
        self.say("The last two factors belong to the neuron. Together they are called delta, $δ$.")
        self.play(GrowFromCenter(brace))
        charts = [Chart(Series(run.curve_z[j], run.curve_cost[j], theme.COST, bold=True, marker=None), as_symbol("z"), f"cost {C}, neuron {j}",
                        5.0, 3.4, spans=(None, (0, top)), forms=("g", "g")).move_to([-3.5 + 7.0 * j, -0.55, 0]) for j in range(2)]
        middle = len(run.curve_z[0]) // 2
        for j, chart in enumerate(charts):
            chart.show(balls=[(run.curve_z[j, middle], run.curve_cost[j, middle], theme.INK)])
        self.hand_over(self.factors, brace, becomes=[(self.factors, formula)], comes=[self.where()], run_time=theme.TURN)
        self.play(FadeOut(brace), FadeIn(*charts))
        self.read()
        self.say("Delta is what a nudge of $z$ does to the cost: one number for each neuron.")
        self.charges = [self.nudge_z(j, chart, middle) for j, chart in enumerate(charts)]
        self.read()
        down = [Words("should fall" if d > 0 else "should rise", color=theme.FALLS) for d in run.delta2]
        arrows = [self.wish(chart, j, middle, d) for j, (chart, d) in enumerate(zip(charts, run.delta2))]
        one, other = run.delta2 > 0
        self.say("So the $z$ of neuron 0 should fall and that of neuron 1 should rise.", holds=bool(one and not other),
                 otherwise=("So both should fall." if one and other else "So both should rise." if not (one or other)
                            else "So the $z$ of neuron 0 should rise and that of neuron 1 should fall."))
        for arrow, text, chart in zip(arrows, down, charts):
            self.play(GrowArrow(arrow), FadeIn(text.next_to(arrow, DOWN, buff=0.1)))

    def nudge_z(self, j, chart, middle):
        """One z is nudged there; the tangent, run and rise stay, and the slope becomes a disc."""
        run, width = self.run, int(self.run.curve_run)
        z, cost, d = run.curve_z[j, middle], run.curve_cost[j, middle], run.delta2[j]
        end = middle + width
        self.play(Through(chart, lambda i: chart.show(balls=[(run.curve_z[j, round(i)], run.curve_cost[j, round(i)], theme.INK)]), end, middle),
                  run_time=theme.BEAT)
        self.play(Through(chart, lambda i: chart.show(balls=[(run.curve_z[j, round(i)], run.curve_cost[j, round(i)], theme.INK)]), middle, end),
                  run_time=theme.BEAT)
        line = Line(chart.spot(z - 1, cost - d), chart.spot(z + 1.3, cost + 1.3 * d), color=theme.GRADIENT, stroke_width=theme.stroke(theme.BOLD))
        sides = [Line(chart.spot(z, cost), chart.spot(z + 1, cost), color=theme.SUM), Line(chart.spot(z + 1, cost), chart.spot(z + 1, cost + d), color=cost_colour(d))]
        for side in sides:
            side.set_stroke(width=theme.stroke(theme.BOLD * 1.4))
        number = VGroup(Formula(f"{sym.delta(index=j)} ="), Words("{}", self.of("delta2", j, form="+.3f"))).arrange(RIGHT, buff=0.15)
        number.next_to(chart.plot.get_corner(UP + RIGHT), LEFT + DOWN, buff=0.1).shift(0.75 * UP)
        disc = Charge(d, [chart.plot.get_right()[0] + 0.62, chart.spot(z, cost)[1], 0], 0.9)
        run_name = Words("1", size=theme.LABEL, color=theme.SUM).next_to(sides[0], DOWN if d > 0 else UP, buff=0.08)
        self.play(Create(line), Create(sides[0]), FadeIn(run_name))
        self.play(Create(sides[1]), FadeIn(number), GrowFromCenter(disc))
        return disc

    def wish(self, chart, j, middle, d):
        """An arrow at the ball, the way that z should go."""
        start = chart.spot(self.run.curve_z[j, middle], 0) + 0.3 * UP
        return Arrow(start, start - 1.1 * np.sign(d) * RIGHT, buff=0, color=theme.FALLS, stroke_width=theme.stroke(theme.BOLD * 1.3))

    # -- 6 -----------------------------------------------------------------------------------

    def all_weights_at_once(self):
        run, (j, k), n = self.run, (self.j.value, self.k.value), len(self.run.a1)
        few, fewer = decimals([((d, a), run.dW2[m, i]) for m, d in enumerate(run.delta2) for i, a in enumerate(run.a1)])
        facts = [[self.of("dW2", m, i, form=f"+.{fewer}f") for i in range(n)] for m in range(2)]
        table = AreaTable(run.delta2, run.a1, facts, 9.4, 4.6, [-3.45, 1.75, 0])
        tops = [Words("{}", a).next_to(side, UP) for a, side in zip(self.these("a1", f".{few}f"), table.widths)]
        for text, above in zip(tops[1:], tops):      # a narrow rectangle beside another: their numbers keep apart
            text.shift(max(0, above.get_right()[0] + theme.GAP - text.get_left()[0]) * RIGHT)
        sides = [VGroup(Words("{}", d), disc.copy()).arrange(RIGHT).next_to(side, LEFT) for d, side, disc in zip(
            self.these("delta2", f"+.{few}f"), table.heights, self.charges)]
        heads = VGroup(Formula(f"{sym.slope(W_JK)} = {DELTA_J} {A_K}", BIG).move_to([-5.3, 2.75, 0]), Words(f"width: {A}").move_to([0, 2.95, 0]))
        self.say("Lay the activations along the top, the deltas down the side.")
        self.hand_over(becomes=[(self.charges[m], sides[m]) for m in range(2)], comes=[heads[1], self.where()], run_time=theme.TURN)
        self.slowly(LaggedStart(*map(Create, (*table.widths, *table.heights)), lag_ratio=0.3), LaggedStart(*map(FadeIn, tops), lag_ratio=0.3), share=0.6)
        self.say("Delta times activation: every rectangle is the slope of one weight, all six at once.")
        self.play(FadeIn(heads[0]))
        corner = table.cells[0][0].get_corner(UP + LEFT)
        cells = VGroup(*(cell for row in table.cells for cell in row))
        self.play(FadeIn(cells, target_position=corner, scale=theme.SPECK), run_time=theme.PHRASE)
        self.play(LaggedStart(*(FadeIn(text) for row in table.numbers for text in row), lag_ratio=0.3), run_time=theme.TURN)
        mine = table.cells[j][k].copy().set_fill(opacity=0).set_stroke(theme.INK, theme.stroke(theme.BOLD))
        self.play(Create(mine))
        self.read()
        self.say("A bias has no activation before it: its slope is delta itself.")
        bias = [Words("1", color=theme.BIAS).next_to(table.widths, RIGHT, buff=0.3)]
        bias[0].next_to(table.widths[-1], RIGHT, buff=0.3).shift(0.3 * UP)
        names = [VGroup(Formula(f"{sym.slope(sym.b(index=m))} ="), Words("{}", self.of("delta2", m, form=f"+.{fewer}f"))).arrange(DOWN)
                 .next_to(table.row(m), RIGHT, buff=0.2) for m in range(2)]
        self.play(*(Gather((side[0], name[1])) for side, name in zip(sides, names)), FadeIn(*(name[0] for name in names)), run_time=theme.TURN)
        self.play(*(Indicate(VGroup(name), 1.1, color=theme.GRADIENT) for name in names), run_time=theme.TURN)
        self.sides = sides

    # -- 7 -----------------------------------------------------------------------------------

    def two_paths(self):
        run, k = self.run, int(self.run.shown_k)
        paths, falls = run.paths[:, k], run.fall
        clock = self.clock("layers", len(run.fork_in))
        few, fewer = decimals([((run.W2[m, k], run.sigma_slope2[m], run.error_slope[m]), paths[m]) for m in range(2)],
                              [(paths, run.dC_da1[k])], ((3, 3), (4, 3), (4, 4), (5, 4), (5, 3)))
        before = [Neuron(sym.a("L-1", n), [-5.6, 2.05 - 2.05 * n, 0], a, theme.GRADIENT if n == k else theme.FAINT) for n, a in enumerate(run.a1)]
        outs = [Neuron(sym.a("L", m), [-1.2, 1.6 - 3.2 * m, 0], a) for m, a in enumerate(run.a2)]
        clock.draw(before[k], lambda row: before[k].show(run.fork_in[row]))
        for m, out in enumerate(outs):
            clock.draw(out, lambda row, m=m, out=out: out.show(run.fork_a[m, row]))
        hair = [Line(one.get_right(), out.get_left(), color=theme.weight_colour(run.W2[m, n]), stroke_opacity=theme.DIM,
                     stroke_width=theme.stroke(theme.LINE)) for m, out in enumerate(outs) for n, one in enumerate(before) if n != k]
        wide = 0.36 / max(abs(run.W2[:, k]))
        roads = [Ribbon(before[k].get_right() + 0.05 * LEFT, out.get_left(), wide * abs(run.W2[m, k]), theme.weight_colour(run.W2[m, k]))
                 for m, out in enumerate(outs)]
        unit = 2.6 / np.ptp([0, *np.cumsum(paths)])
        zero = np.array([2.85, 0.4 - unit * np.max([0, *np.cumsum(paths)]) + 1.2, 0])
        steps = Steps(paths, [*map(cost_colour, paths), cost_colour(run.dC_da1[k])], unit, 1.15, 1.4, zero, UP, RIGHT)
        floor = Line(zero + 0.8 * LEFT, zero + 3.6 * RIGHT, color=theme.INK, stroke_width=theme.stroke(theme.LINE))
        ends = (steps.bars[0].get_left(), RIGHT), (steps.bars[1].get_bottom(), UP)
        on = [Ribbon(out.get_right(), end, 0.3 * abs(path) / max(abs(paths)), cost_colour(path), way) for out, path, (end, way) in zip(outs, paths, ends)]
        weights = [self.value(f"{sym.w(index=f'{m} {k}')}", "W2", m, k, form=f".{few}f") for m in range(2)]
        for m, weight in enumerate(weights):
            weight.move_to(roads[m].point_from_proportion(0.5)).shift((0.5 if m == 0 else -0.45) * UP + (0.2 if m == 0 else -1.15) * RIGHT)
        slopes = [self.value(f"sigma'({sym.z(index=m)})", "sigma_slope2", m, form=f".{few}f").next_to(out, DOWN, buff=0.12) for m, out in enumerate(outs)]
        errors = [self.value(f"2 ({sym.a(index=m)} - {sym.y(m)})", "error_slope", m, form=f".{few}f").next_to(out, RIGHT + UP, buff=0).shift(0.15 * (RIGHT + UP))
                  for m, out in enumerate(outs)]
        arrows = [self.fall(out, fall, max(abs(falls))) for out, fall in zip(outs, falls)]
        up = Arrow(before[k].get_left() + 0.3 * LEFT + 0.5 * DOWN, before[k].get_left() + 0.3 * LEFT + 0.5 * UP, buff=0, color=theme.GRADIENT)
        self.say("Now nudge an activation one layer earlier. It reaches both outputs.")
        self.hand_over(becomes=[(self.sides[m], outs[m]) for m in range(2)], comes=[*hair, *before, self.where()], run_time=theme.TURN)
        self.play(GrowArrow(up), *map(Create, roads), FadeIn(*weights), run_time=theme.TURN)
        self.play(*map(GrowArrow, arrows))
        clock.run(self, clock.last, theme.PHRASE)
        first, second = (self.of("paths", m, k, form=f"+.{fewer}f") for m in range(2))
        head = VGroup(Words(f"change of the cost {C}"), Words("for each unit of the nudge", size=theme.LABEL, color=theme.FAINT)).arrange(DOWN, buff=0.12)
        head.move_to([4.5, 2.75, 0])
        down, rise = (self.of("paths", m, k, form=f".{fewer}f") for m in range(2))
        self.say("On one path the cost falls, {}, on the other it rises, {}: per unit of the nudge.", first, second, holds=paths[0] < 0 < paths[1],
                 otherwise=("One path changes the cost by {}, the other by {}: per unit of the nudge.", first, second))
        numbers = [self.in_bar(steps.bars[m], fact) for m, fact in enumerate((first, second))]
        self.play(FadeIn(floor, head))
        for m in range(2):
            self.play(Create(on[m]), FadeIn(slopes[m], errors[m]), run_time=theme.TURN)
            self.play(GrowFromEdge(steps.bars[m], -steps.outwards(m)), FadeIn(numbers[m]))
        self.read()
        total = Words("{}", self.of("dC_da1", k, form=f"+.{fewer}f"), size=theme.TITLE, color=cost_colour(run.dC_da1[k]))
        total.next_to(steps.bars[2], UP if run.dC_da1[k] > 0 else DOWN)
        self.say("One nudge, two paths to the cost: multiply along each path, then add the paths.")
        self.play(FadeIn(steps.links))
        self.play(GrowFromEdge(steps.bars[2], -steps.outwards(2)), FadeIn(total), run_time=theme.TURN)
        formula = Formula(f"{sym.slope(sym.a('L-1', 'k'))} = sum_j {W_JK} {DELTA_J}", BIG).move_to([4.9, -1.75, 0])
        self.play(*(ShowPassingFlash(road.copy().set_stroke(theme.INK), time_width=0.5) for road in (*roads, *on)), FadeIn(formula), run_time=theme.PHRASE)
        self.outs = outs

    def fall(self, out, move, full):
        """An arrow over an output, as long as it moves with the nudge."""
        far = 0.75 * move / full * UP
        middle = out.get_top() + 0.55 * UP
        return Arrow(middle - far / 2, middle + far / 2, buff=0, color=theme.INK, stroke_width=theme.stroke(theme.BOLD * 1.5),
                     max_tip_length_to_length_ratio=0.4)

    @staticmethod
    def in_bar(bar, fact):
        """A number in its bar, or below it."""
        text = Words("{}", fact, color=theme.BACKGROUND).move_to(bar)
        return text if text.height + 0.1 < bar.height else text.set_color(theme.INK).next_to(bar, DOWN, buff=0.1)

    # -- 8 -----------------------------------------------------------------------------------

    def one_layer_further(self):
        run = self.run
        flow = Backflow([run.W1, run.W2], [run.delta1, run.delta2], [run.example_x, run.a1], 9.4, 5.0, 0.5, 0.3).move_to([-0.9, 0.45, 0])
        inputs = [self.input_(flow.neuron(0, n), n) for n in range(len(run.example_x))]
        last = [self.value(sym.delta("L", m), "delta2", m, form="+.3f").next_to(flow.neuron(2, m) + 0.5 * RIGHT, RIGHT) for m in range(2)]
        few, fewer = self.back_decimals()
        first = [self.value(sym.delta("L-1", n), "delta1", n, form=f"+.{fewer}f").next_to(flow.neuron(1, n), UP if n == 0 else DOWN, buff=0.3)
                 for n in range(len(run.delta1))]
        heads = [Words(text).move_to([flow.neuron(l, 0)[0], 3.0, 0]) for l, text in enumerate(("input", f"layer {L} − 1", f"layer {L}"))]
        carry = VGroup(Words("every edge carries"), Formula(f"{W_JK} {DELTA_J}"), Words("back")).arrange(RIGHT, buff=0.15)
        carry.move_to([flow.neuron(2, 0)[0] - 2.3, -1.75, 0])
        flow.show(0.3)
        self.say("The same for every neuron of that layer: the weights carry the deltas back.")
        self.hand_over(becomes=[(self.outs[m], last[m]) for m in range(2)], comes=[flow, *inputs, *heads, self.where(" · flows: each layer to its scale")],
                       run_time=theme.TURN)
        self.play(FadeIn(carry), Sweep(flow, 0.3, 1), run_time=theme.VERSE)
        self.read()
        self.say("Add what comes back, times the slope of sigma: that is delta one layer earlier.")
        n = int(run.shown_k)
        back = [self.of("paths", m, n, form=f"+.{few}f") for m in range(2)]
        worked = VGroup(Formula(f"{sym.delta('L-1', n)} ="), Words("({} {}) × {} = {}", back[0], back[1], self.of("sigma_slope1", n, form=f".{few}f"),
                                                                   self.of("delta1", n, form=f"+.{fewer}f"))).arrange(RIGHT, buff=0.15)
        self.play(FadeIn(worked.move_to([1.6, -2.6, 0])))
        self.play(Sweep(flow, 1, 1.3), LaggedStart(*map(FadeIn, first), lag_ratio=0.4), run_time=theme.PHRASE)
        self.read()
        self.say("And delta gives us every slope of that layer, too.")
        self.play(Sweep(flow, 1.3, 2), run_time=theme.TURN)
        self.play(LightUp(flow), FadeIn(Words("yellow: slopes, delta times activation", size=theme.LABEL, color=theme.GRADIENT).move_to([-4.0, -2.6, 0])),
                  run_time=theme.PHRASE)
        self.flow = flow

    def back_decimals(self):
        run, n = self.run, int(self.run.shown_k)
        for few, fewer in ((4, 4), (4, 3), (5, 4), (5, 3), (6, 4)):
            parts = [round(path, few) for path in run.paths[:, n]]
            if round(sum(parts) * round(run.sigma_slope1[n], few), fewer) == round(run.delta1[n], fewer):
                return few, fewer
        return 6, 3

    def input_(self, place, n):
        """An input with its number in it."""
        x = self.run.example_x[n]
        neuron = Neuron('""', place, x, radius=0.42)
        return VGroup(neuron.disc, Words("{}", self.of("example_x", n, form=".2f"), size=theme.LABEL,
                                         color=theme.BACKGROUND if x > 0.45 else theme.INK).move_to(place))

    # -- 9 -----------------------------------------------------------------------------------

    def in_code(self):
        icons = [Icon(self.run.network.sizes, 1.3, 0.95, lit, edges) for lit, edges in (
            ({2: theme.GRADIENT}, {}), ({1: theme.GRADIENT}, {2: theme.WEIGHT}), ({1: theme.BIAS, 2: theme.BIAS}, {}),
            ({}, {1: theme.GRADIENT, 2: theme.GRADIENT}))]
        lines = assignments(backpropagate, [target for *_, target in STEPS])
        pairs = VGroup(*(Pair(name, formula, line, icon) for (name, formula, _), line, icon in zip(STEPS, lines, icons)))
        pairs.arrange(DOWN, buff=0.14).move_to(self.room).shift(0.1 * UP)
        net, (x, y) = self.run.network, (self.run.example_x, self.run.example_y)
        same = np.array_equal(self.run.lines_gradient, net.gradient(self.run.theta[self.run.row].astype("float64"), x[None], y[None]))
        self.say("Start at the end, go back layer by layer, then read off biases and weights.")
        self.hand_over(becomes=[(self.flow, pairs[0].sign)], comes=[pair.panel for pair in pairs], run_time=theme.TURN)
        for i, pair in enumerate(pairs):
            self.play(FadeIn(pair.said, *([pair.sign] if i else [])))
            self.play(FadeIn(pair.line, target_position=pair.formula), run_time=theme.TURN)
        self.read()
        self.say("Four formulas, four lines of code: line by line they say the same.", holds=same)
        for pair in pairs:
            self.play(pair.panel.animate.set_fill(theme.HAIR), run_time=theme.BEAT)
            self.play(pair.panel.animate.set_fill(theme.BACKGROUND.interpolate(theme.HAIR, 0.18)), run_time=theme.BEAT)
        self.pairs = pairs

    # -- 10 ----------------------------------------------------------------------------------

    def two_ways(self, key):
        return self.fact(f"digits.{key}", form=",")

    def is_it_right(self):
        run, clock = self.digits, self.clock("digits", len(self.digits.check_done))
        size, entries, zero, some = self.two_ways("network.n_parameters"), self.two_ways("nudge_entries"), self.two_ways("nudge_zero"), self.two_ways("nudge_examples")
        plot = Agreement(run.check_nudge, run.check_sweep, 5.5, ("slope by a nudge", "slope by the sweep back")).move_to([-3.5, 0.1, 0])
        counter = self.live("{} of {}", self.reading(clock, "digits.nudge_done", form=","), entries, anchor=LEFT)
        counter.move_to([0.9, 2.7, 0], aligned_edge=LEFT)
        below = Words("numbers nudged").next_to(counter, DOWN, aligned_edge=LEFT)
        clock.draw(plot, lambda row: plot.show(run.check_done[row]))
        mask = Mask(run.check_dark, 3.3).move_to([2.4, -0.75, 0])
        told = VGroup(Words("{} pixels", self.two_ways("check_pixels")), Words("dark in all {} digits", some, size=theme.LABEL, color=theme.FAINT),
                      Words("× {} weights", self.two_ways("check_weights")), Words("= {} slopes", zero), Words("0 both ways", size=theme.LABEL, color=theme.FAINT))
        told.arrange(DOWN, aligned_edge=LEFT).next_to(mask, RIGHT)
        self.say("Is it right? In a network that reads digits we nudge every single number.", holds=run.nudge_entries == size.value,
                 otherwise=("Is it right? In a network that reads digits we nudge {} of its {} numbers.", entries, size))
        self.hand_over(comes=[plot, counter, below, self.tag("handwritten digits · untrained network · cost of {} digits", some)],
                       run_time=theme.TURN)
        clock.run(self, clock.last, theme.PASSAGE)
        exact = run.nudge_zero == run.check_pixels * run.check_weights
        self.say("{} slopes are exactly 0: their pixels are dark in all {} digits.", zero, some, holds=exact,
                 otherwise=("{} slopes are exactly 0, in both ways.", zero))
        if exact:
            self.slowly(FadeIn(mask, told[0], told[1]), Through(mask, mask.show), share=0.5)
            self.play(LaggedStart(*map(FadeIn, told[2:]), lag_ratio=0.6), run_time=theme.TURN)
        self.read()
        self.say("All {} slopes, checked one by one: nudge and sweep agree.", entries, holds=run.nudge_digits >= 5,
                 otherwise=("Half of the {} slopes agree to {} digits or more.", entries, self.fact("digits.nudge_usual", form=".0f")))
        agree = Words("to {} digits or more", self.fact("digits.nudge_digits", form=".0f"), color=theme.GRADIENT).next_to(below, DOWN, aligned_edge=LEFT)
        corners = plot.plot.place(*(-0.95 * np.array(plot.plot.extent) / 2)), plot.plot.place(*(0.95 * np.array(plot.plot.extent) / 2))
        self.play(ShowPassingFlash(Line(*corners, color=theme.INK, stroke_width=theme.stroke(0.1)), time_width=0.3), FadeIn(agree), run_time=theme.PHRASE)
        self.plot = plot

    # -- 11 ----------------------------------------------------------------------------------

    def why_backwards(self):
        run, sizes = self.digits, self.digits.network.sizes
        layers, nothing = run.network.layers(run.theta[0]), [np.zeros(n) for n in sizes]
        slow = NudgedNetwork(sizes, 1, 4.6, 3.3).show(layers, nothing).reach(-1)
        swept = SweptNetwork(sizes, 1, 4.6, 3.3).show_slopes(run.network.layers(run.first_slopes))
        left, right = Card(slow, theme.INK, 1, deck=True).move_to([-3.5, 0.75, 0]), Card(swept, theme.GRADIENT, -1).move_to([3.5, 0.75, 0])
        heads = [Words(text, color=color).next_to(card, UP, buff=0.15) for text, color, card in (
            ("nudge one, run it all, nudge the next", theme.INK, left), ("one sweep back, all slopes at once", theme.GRADIENT, right))]
        clock = self.clock("digits", len(run.nudge_done))
        runs = self.live("{} runs forward", self.reading(clock, "digits.nudge_done", form=","), anchor=LEFT)
        clock.draw(slow, lambda row: slow.nudge(*map(int, run.plain_edge[min(row, len(run.plain_edge) - 1)])))
        seconds = [Words("{} seconds", self.fact(f"digits.{key}", form=form), size=theme.TITLE, color=color) for key, form, color in (
            ("plain_seconds", ".1f", theme.INK), ("sweep_seconds", ".5f", theme.GRADIENT))]
        once = Words("1 run forward, 1 back", color=theme.GRADIENT)
        for text, last, card in zip((runs, once), seconds, (left, right)):
            text.next_to(card, DOWN, buff=0.2).set_x(card.get_x())
            last.next_to(text, DOWN, buff=0.25)
        self.say("Why backwards? For the nudges, the network had to run again for every number.")
        self.hand_over(becomes=[(self.plot.names[0], heads[0]), (self.plot.names[1], heads[1])], comes=[left, right, runs, self.tag(
            "the cost of {} digits · seconds of one computer", self.two_ways("nudge_examples"))], run_time=theme.TURN)
        clock.run(self, clock.last, theme.PASSAGE)
        self.play(FadeIn(seconds[0]))
        self.read()
        self.say("One sweep back finds the same {} slopes, thousands of times as fast.", self.two_ways("plain_runs"), holds=run.plain_ratio > 2000,
                 otherwise=("One sweep back finds the same {} slopes, hundreds of times as fast.", self.two_ways("plain_runs")))
        self.play(Through(swept, swept.sweep), run_time=theme.TURN)
        self.play(FadeIn(once, seconds[1]))
        self.cards = right

    # -- 12 ----------------------------------------------------------------------------------

    def the_answer(self):
        run, net = self.digits, self.digits.network
        depth, theta = net.depth, self.digits.theta[self.digits.flow_row].astype("float64")
        layers = net.layers(theta)
        deltas, a = ([getattr(run, f"flow_{what}{l}") for l in range(1, depth + 1)] for what in ("delta", "a"))
        lit = np.argsort(-run.flow_x, kind="stable")[:70:7]
        flow = Backflow([W for W, _ in layers], deltas, [run.flow_x.astype("float64"), *a[:-1]], 8.6, 5.7, 0.32, 0.13, inputs=lit).move_to([-0.4, 0.05, 0])
        digit, picture = DigitImage(run.flow_x, 3.4).move_to([-4.9, -0.4, 0]), DigitSlopes(run.flow_dx, 3.4).move_to([-4.9, -0.4, 0])
        flow.place_inputs([digit.pixel(int(i)) for i in lit])
        answers = Answers(a[-1], int(run.flow_label), 0.57, 0.2, upright=True).move_to([5.3, 0.05, 0])
        names, label, guess = answers.names(RIGHT), self.fact("digits.flow_label"), self.fact("digits.flow_guess")
        key = VGroup(VGroup(Charge(1, [0, 0, 0], 0.16), Words("lift it: the cost rises", size=theme.LABEL)).arrange(RIGHT),
                     VGroup(Charge(-1, [0, 0, 0], 0.16), Words("the cost falls", size=theme.LABEL)).arrange(RIGHT)).arrange(DOWN, aligned_edge=LEFT)
        key.move_to([-6.6, 2.6, 0], aligned_edge=LEFT)
        an = "an" if str(guess) == "8" else "a"
        self.say(f"This network reads a {{}} as {an} {{}}. At the outputs, the error becomes delta.", label, guess, holds=run.flow_label != run.flow_guess,
                 otherwise="At the outputs, the error becomes delta.")
        self.hand_over(becomes=[(self.cards, flow)], comes=[digit, answers, names, self.tag(
            "step {} of {} · unseen digit {} · edges of ten pixels drawn, each layer to its own scale", self.fact("digits.flow_step"), self.fact("digits.recipe.steps", form=","),
            self.fact("digits.flow_index"))], run_time=theme.TURN)
        self.play(Sweep(flow, 0, 0.3), FadeIn(key), run_time=theme.PHRASE)
        self.read()
        self.say("The error runs back through every edge, layer by layer, down to the picture itself.")
        self.play(Sweep(flow, 0.3, depth), run_time=theme.PASSAGE * 0.8)
        self.play(FadeIn(picture, Words("brighter: cost rises or falls", size=theme.LABEL).next_to(picture, DOWN)), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.say("One sweep back: $δ$ in every neuron, and every edge knows its slope.")
        self.play(FadeOut(picture), LightUp(flow), run_time=theme.PHRASE)
        self.wait(theme.STUDY)
