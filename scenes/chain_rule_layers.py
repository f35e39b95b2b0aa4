"""Film: what changes in the chain rule when layers have many neurons, and why it is run backwards.

Shows "layers": one state, one example and every slope of a 3-3-2 network that was really trained; and of "digits" the check of
all its slopes, what that takes by nudges and by one sweep back, and the way back of one digit that it reads wrongly.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, Brace, Create, FadeIn, FadeOut, FadeTransform, Group, GrowArrow, GrowFromCenter, GrowFromEdge, GrowFromPoint,
    LaggedStart, ReplacementTransform, ShowPassingFlash, SurroundingRectangle, TransformFromCopy, VGroup,
)

from scenes.recipes.layers import backpropagate
from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.agreement import Agreement, Mask
from scenes.stage.answers import Answers
from scenes.stage.areas import AreaTable
from scenes.stage.backflow import DigitFlow, LightUp, PathSigns, Sweep
from scenes.stage.column_sum import ColumnSum, Turned
from scenes.stage.columns import Equation
from scenes.stage.decimals import decimals
from scenes.stage.deck import both_ways
from scenes.stage.digit import DigitImage
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.equations import BACKPROPAGATION
from scenes.stage.film import Film
from scenes.stage.fork import Fork
from scenes.stage.gauges import Gauges
from scenes.stage.gestures import Joins, Through, becomes
from scenes.stage.layered import RADIUS, Layered
from scenes.stage.listing import Pairs
from scenes.stage.one_road import Factors, OneRoad
from scenes.stage.roads import ChargeKey, grounded
from scenes.stage.sign_table import SignTable
from scenes.stage.slope_plot import SlopePlot
from scenes.stage.spoken import reading_time
from scenes.stage.sums import TIMES, Products
from scenes.stage.text import Formula, Words, as_symbol

A, C, J, K, L, W, Z = (as_symbol(letter) for letter in "aCjkLWz")
SIGMA, BIG = "\N{GREEK SMALL LETTER SIGMA}", 40         # BIG: size of a formula that a section is about
A_K, A_J, W_JK, Z_J, DELTA_J = sym.a(index="k"), sym.a(index="j"), sym.w(index="j k"), sym.z(index="j"), sym.delta(index="j")
DELTA_K, Z_K = sym.delta("L-1", "k"), sym.z("L-1", "k")
ERROR = f"2 ({A_J} - {sym.y('j')})"


class ChainRuleLayers(Film):
    """The chain rule in a network with many neurons in each layer: indices, sums over paths, layer after layer, backwards."""

    recordings = ("layers", "digits")
    question = "What changes when layers\nhave many neurons?"
    constants = {"0": "an index, and a slope", "1": "an index, one layer further, a run of one unit or of the network",
                 "2": "an index, or an exponent"}

    last: object        # what the next section begins with: it becomes something there

    def construct(self):
        self.run, self.digits = (self.runs[name] for name in self.recordings)
        run, self.j, self.k, self.nudged = self.run, self.of("j"), self.of("k"), int(self.run.shown_k)
        self.net = Layered([run.W1, run.W2], [run.example_x, run.a1, run.a2], "folded")      # it stays until the code
        self.origin = self.where()
        self.play_section(self.an_index_for_each_neuron)
        self.play_section(self.a_row_times_a_column)
        self.play_section(self.the_cost_adds_up)
        self.play_section(self.the_same_three_factors)
        self.play_section(self.delta)
        self.play_section(self.all_weights_at_once)
        self.play_section(self.two_paths)
        self.play_section(self.one_column_back)
        self.play_section(self.rows_become_columns)
        self.play_section(self.in_code)
        self.play_section(self.is_it_right)
        self.play_section(self.why_backwards)
        self.play_section(self.the_answer)

    def say(self, *what, **how):
        """Say a sentence when the one before has been read."""
        self.read()
        super().say(*what, **how)

    def slowly(self, *animations, share=0.9):
        """Play for so much of the time that the sentence takes to be read."""
        self.play(*animations, run_time=theme.in_ticks(share * reading_time(self.sentence.said)))

    def of(self, key, *index, form=""):
        """A number of the small network."""
        return self.fact(f"layers.{key}", *index, form=form)

    def these(self, key, form, *before):
        """A Fact for every number of a row."""
        return [self.of(key, *before, i, form=form) for i in range(len(getattr(self.run, key)[before]))]

    def value(self, name, key, *index, form=".3f", **look):
        """A symbol and its number."""
        return Equation(f"{name} =", self.of(key, *index, form=form), **look)

    def where(self):
        """The tag of the small network."""
        numbers = (*(self.of("network.sizes", l) for l in range(3)), *map(self.of, ("shown_step", "recipe.steps")))
        return self.tag("network {}-{}-{} · step {} of {} · one example", *numbers)

    def an_index_for_each_neuron(self):
        net, (j, k) = self.net, (self.j.value, self.k.value)
        heads = [net.over("whole", l, Words(text)) for l, text in enumerate(("input", f"layer {L} − 1", f"last layer {L}"))]
        feet = [net.under("whole", l, Words(text)) for l, text in ((1, f"neuron {K} = 0, 1, 2"), (2, f"neuron {J} = 0, 1"))]
        self.ask()
        self.say("In a real network layers have many neurons, so every name gets an index.")
        self.hand_over(comes=[net, self.origin])
        self.slowly(net.go("whole"), share=0.7)
        self.say("In the last layer, $L$, we count with $j$, in the one before with $k$.")
        self.play(FadeIn(*heads))
        self.slowly(net.go("counted"), *map(FadeIn, feet), share=0.4)
        self.say("A weight $w$ leads to neuron $j$ from neuron $k$. Here: to {} from {}.", self.j, self.k)
        box = net.name_edge("whole", 2, j, k, W_JK)
        self.play(net.light((2, j, k)), Joins(net, box), run_time=theme.TURN)
        self.last = table = SignTable([self.these("W2", ".2f", m) for m in range(2)], f"from neuron {K}", f"to {J}")
        self.right(table, share=0.36)
        self.say("All weights together fill the table $W$, with one row for each $j$.")
        net.remove(box)
        away = net.at("beside", 1, 0) - net.at("whole", 1, 0)
        self.play(net.go("beside"), Group(*heads, *feet).animate.shift(away[0] * RIGHT), FadeOut(box),
                  FadeIn(table.brackets), run_time=theme.TURN)
        self.slowly(LaggedStart(*(FadeIn(table.cell(*at), target_position=net.middle("beside", 2, *at), scale=theme.SPECK)
                                  for at in np.ndindex(2, 3)), lag_ratio=0.6), share=0.6)
        self.play(FadeIn(table.frame, table.key(f"the table {W}")))

    def products(self, j):
        """Row j of the weights times the column of activations, with as many decimals as make it come out."""
        run, terms = self.run, self.run.terms[j]
        few, fewer = decimals([((w, a), term) for w, a, term in zip(run.W2[j], run.a1, terms)], [((*terms, run.b2[j]), run.z2[j])])
        return Products(self.these("W2", f".{few}f", j), self.these("a1", f".{few}f"), self.these("terms", f"+.{fewer}f", j),
                        self.of("b2", j, form=f"+.{fewer}f"), self.of("z2", j, form=f".{fewer}f"),
                        [sym.w(index=f"{j} {k}") for k in range(len(terms))])

    def a_row_times_a_column(self):
        j, row, table = self.j.value, self.run.W2[self.j.value], self.last
        rows, count = self.products(j), len(row)
        z = rows.numbers[-1].facts[0]
        names = [rows.named(i, Formula(name)) for i, name in ((-2, sym.b(index=j)), (-1, sym.z(index=j)))]
        self.say("What reaches neuron {}? Each weight $w$ of its row, times an activation $a$: an area.", self.j)
        squares, numbers = table.squares[j], table.numbers[j]
        self.hand_over(self.net, self.origin, *squares, *numbers, run_time=theme.PHRASE, comes=[*rows.inputs],
                       moves=[self.net.go("row"), *map(ReplacementTransform, squares, rows.areas),
                              *(FadeTransform(number, factors[0], stretch=False) for number, factors in zip(numbers, rows.factors))])
        self.play(*(FadeIn(factors[1]) for factors in rows.factors))
        self.say("Blue pushes up, orange pulls down, the bias $b$ is added: the sum, $z$, is {}.", z, holds=row.min() < 0 < row.max(),
                 otherwise=("All weights here push the same way, the bias $b$ is added: the sum, $z$, is {}.", z))
        for k in range(count):
            self.play(TransformFromCopy(rows.areas[k], rows.bars[k]), FadeIn(rows.noted(k), *[rows.zero] * (k == 0)))
        for i, name in enumerate(names, start=count):
            self.play(GrowFromEdge(rows.bars[i], -rows.steps.outwards(i)), FadeIn(rows.noted(i), name))
        self.say("A row of weights meets the column of activations: multiply in pairs, then add.")
        formula = Formula(f"{Z_J} = sum_k {W_JK} {A_K} + {sym.b(index='j')}", BIG)
        self.slowly(FadeIn(formula.move_to(VGroup(*rows.inputs, *rows.factors)).align_to(rows.bars[-1], DOWN)), share=0.4)
        self.last = rows.bars[-1]

    def the_cost_adds_up(self):
        run, both, bar = self.run, range(len(self.run.a2)), self.last
        self.last = gauges = Gauges((run.sigma_z, run.sigma_a), run.z2, run.a2, run.example_y)
        few, fewer = decimals([((e, e), s) for e, s in zip(np.abs(run.a2 - run.example_y), run.squares)], [(run.squares, run.example_cost)],
                              ((2, 2), (3, 2), (3, 3), (4, 3), (4, 2), (4, 4), (5, 4)))
        sums = [self.value(sym.z(index=j), "z2", j, form=".2f") for j in both]
        VGroup(*sums).arrange(DOWN).move_to(gauges.on_curve(-gauges.far, 1), aligned_edge=UP + LEFT).shift(theme.GAP * DOWN)
        texts = [gauges.by_output(j, self.value(sym.a(index=j), "a2", j, form=f".{few}f")) for j in both]
        wishes = [gauges.by_wish(j, self.value(sym.y(j), "example_y", j, form=".0f")) for j in both]
        numbers = [Words("{}", fact).move_to(part) for fact, part in zip(self.these("squares", f".{fewer}f"), gauges.squares)]
        sigma = Formula(f"{A_J} = sigma({Z_J})", BIG).next_to(gauges.curve, UP, buff=theme.GUTTER)
        formula = Formula(f"{sym.C} = sum_j ({A_J} - {sym.y('j')})^2", BIG).set_x(gauges.top[0]).align_to(sigma, DOWN)
        total = Words("{}", self.of("example_cost", form=f".{fewer}f"), size=BIG, color=theme.COST).next_to(gauges.top, UP)
        self.say(f"Sigma, ${SIGMA}$, squeezes each sum $z$ into an output $a$, between 0 and 1.")
        self.hand_over(self.net, self.origin, bar, comes=[gauges.levels, gauges.curve, sigma, sums[0]], run_time=theme.TURN,
                       moves=[self.net.go("dark"), ReplacementTransform(bar, gauges.bars[0])])
        self.play(FadeIn(gauges.bars[1], sums[1]), *map(Create, gauges.rises))
        self.play(*map(FadeIn, gauges.dots), *map(Create, gauges.ways))
        self.play(self.net.go("gauges", {(2, j): gauges.spot(j, a) for j, a in enumerate(run.a2)}), *map(FadeIn, texts))
        self.say("Each output misses its own wish, $y$: two errors, two squares.")
        self.play(FadeIn(*gauges.rings, *wishes), FadeOut(*gauges.ways, *gauges.rises))
        self.play(*map(Create, gauges.gaps))
        self.play(*(GrowFromEdge(square, LEFT) for square in gauges.squares), FadeIn(*numbers), run_time=theme.TURN)
        self.say("The cost $C$ of one example is their sum.")
        moves = [part.animate.move_to(home) for pair, home in zip(zip(gauges.squares, numbers), gauges.homes) for part in pair]
        self.play(*moves, FadeIn(formula), run_time=theme.TURN)
        self.play(FadeIn(total))

    def the_same_three_factors(self):
        run, net, (j, k), clock, gauges = self.run, self.net, (self.j.value, self.k.value), self.clock("layers", len(self.run.turn_w)), self.last
        road = OneRoad(net, run.W2, [square.width for square in gauges.squares], j, k)
        clock.draw(net.neurons[2][j], lambda row: net.neurons[2][j].show(run.turn_a[j, row]))
        clock.draw(gauges.squares[j], lambda row: gauges.grow(j, run.turn_a[j, row] - run.example_y[j]))
        over = RADIUS * UP
        spots = (("w", "turn_w", None, road.roads[0].get_center()), ("z", "turn_z", j, road.sums[j].get_top()),
                 ("a", "turn_a", j, net.at("road", 2, j) + over), ("C", "turn_cost", None, road.aside))
        w, z, a, cost = [self.live(f"{as_symbol(name)} = {{}}", self.reading(clock, f"layers.{key}", of=of, form=".3f"), anchor=LEFT)
                         .next_to(spot, RIGHT if name == "C" else UP, buff=0.12) for name, key, of, spot in spots]
        on = SurroundingRectangle(w.move_to(road.roads[0]), color=theme.WEIGHT, fill_color=theme.BACKGROUND, fill_opacity=1,
                                  corner_radius=0.08, buff=0.12, stroke_width=theme.stroke(theme.LINE)).set_z_index(1)
        self.say("Nudge one weight: one $z$ moves, one $a$, one square.")
        self.hand_over(net, self.origin, *gauges.squares, comes=[road.add(on, w.set_z_index(2)), z, a, cost], run_time=theme.TURN,
                       moves=[net.go("road"), *(square.animate.move_to(home) for square, home in zip(gauges.squares, road.homes))])
        clock.run(self, clock.last, theme.VERSE)
        few, fewer = decimals([((run.a1[k], run.sigma_slope2[j], run.error_slope[j]), run.dW2[j, k])])
        facts = self.of("dW2", j, k, form=f".{fewer}f"), *(self.of(key, i, form=f".{few}f") for key, i in (
            ("a1", k), ("sigma_slope2", j), ("error_slope", j)))
        factors = Factors((sym.slope(W_JK), A_K, f"sigma'({Z_J})", ERROR), facts)
        self.say(f"One road, so the same three factors: $a$, the slope of sigma, ${SIGMA}\N{PRIME}$, twice the error.")
        factors.drop(self, road)
        self.last = factors

    def delta(self):
        run, factors = self.run, self.last
        equation = Equation(DELTA_J, "=", f"sigma'({Z_J})", "dot", ERROR, size=BIG).set_x(0).align_to(self.room, UP)
        brace = Brace(VGroup(*factors.parts[2:]), UP, buff=0.1, color=theme.GRADIENT)
        name = Formula(DELTA_J, BIG).next_to(brace, UP, buff=0.1)
        plots = [SlopePlot(run.curve_z[j], run.curve_cost[j], run.delta2[j], int(run.curve_run), run.curve_cost.max(), j) for j in range(2)]
        self.say("The last two factors belong to the neuron: together they are its delta, $δ$.")
        self.play(GrowFromCenter(brace), FadeIn(name), run_time=theme.TURN)
        old = name, factors.parts[2], factors.parts[3]
        self.hand_over(self.net, self.origin, *old, comes=[*plots, equation[1], equation[3]], run_time=theme.TURN, moves=[
            self.net.go("plots", {(2, j): plot.corner for j, plot in enumerate(plots)}),
            *map(ReplacementTransform, old, (equation[0], equation[2], equation[4]))])
        self.say("Delta is what a nudge of $z$ does to the cost: one number for each neuron.")
        for j, plot in enumerate(plots):
            plot.nudge(self, sym.delta(index=j), self.of("delta2", j, form="+.3f"))
        one, other = (run.delta2 > 0).tolist()
        self.say("To lower the cost, the $z$ of neuron 0 should fall and that of neuron 1 should rise.", holds=one and not other,
                 otherwise="To lower the cost, both should fall." if one and other else "To lower the cost, each $z$ goes its own way.")
        for plot in plots:
            self.play(*plot.wish(), run_time=theme.TURN)
        self.last = plots

    def all_weights_at_once(self):
        run, (j, k) = self.run, (self.j.value, self.k.value)
        few, fewer = decimals([((d, a), slope) for d, row in zip(run.delta2, run.dW2) for a, slope in zip(run.a1, row)])
        table = AreaTable(run.delta2, run.a1, [self.these("dW2", f"+.{fewer}f", m) for m in range(2)])
        tops = table.over(self.value(sym.a(index=n), "a1", n, form=f".{few}f") for n in range(len(run.a1)))
        sides = table.beside([(plot.disc.copy(), self.value(sym.delta(index=m), "delta2", m, form=f"+.{few}f"))
                              for m, plot in enumerate(self.last)])
        formula = Formula(f"{sym.slope(W_JK)} = {DELTA_J} {A_K}", BIG).align_to(self.room, UP + LEFT)
        places = {(1, n): side.get_center() + table.HIGH * UP for n, side in enumerate(table.widths)} | {
            (2, m): [self.net.at("table", 2, m)[0], side.get_y(), 0] for m, side in enumerate(table.heights)}
        discs = [plot.disc for plot in self.last]
        self.say("Lay the activations along the top, the deltas down the side.")
        self.hand_over(self.net, self.origin, *discs, run_time=theme.TURN,
                       moves=[self.net.go("table", places), *(ReplacementTransform(disc, side[0]) for disc, side in zip(discs, sides))])
        self.play(*map(Create, (*table.widths, *table.heights)), *(FadeIn(side[1]) for side in sides), *map(FadeIn, tops), run_time=theme.TURN)
        self.say("Delta times activation: every rectangle is the slope of one weight, all six at once.")
        cells = VGroup(*(cell for row in table.cells for cell in row))
        self.play(*(GrowFromPoint(cell, cell.get_corner(UP + LEFT)) for cell in cells), FadeIn(formula), run_time=theme.PHRASE)
        mine = table.cells[j][k].copy().set_fill(opacity=0).set_stroke(theme.INK, theme.stroke(theme.BOLD))
        self.play(*(FadeIn(text) for row in table.numbers for text in row), Create(mine), run_time=theme.TURN)
        self.say("A bias has no activation before it: its slope is delta itself.")
        slopes = [VGroup(Formula(f"{sym.slope(sym.b(index=m))} ="), Words("{}", self.of("delta2", m, form=f"+.{few}f"))).arrange(DOWN)
                  .next_to(table.row(m), RIGHT, buff=0.2) for m in range(2)]
        self.slowly(*map(FadeIn, slopes), share=0.4)

    def two_paths(self):
        run, net, k, clock = self.run, self.net, self.nudged, self.clock("layers", len(self.run.fork_in))
        paths, both, total = run.paths[:, k], range(2), run.dC_da1[k]
        few, fewer = decimals([((run.W2[m, k], run.sigma_slope2[m], run.error_slope[m]), paths[m]) for m in both], [(paths, total)],
                              ((3, 3), (4, 3), (4, 4), (5, 4), (5, 3)))
        fork = Fork(net, run.W2, run.fall, paths, k)
        for neuron, rows in ((net.neurons[1][k], run.fork_in), *zip(net.neurons[2], run.fork_a)):
            clock.draw(neuron, lambda row, neuron=neuron, rows=rows: neuron.show(rows[row]))
        notes = [fork.notes(m, self.value(f"sigma'({sym.z(index=m)})", "sigma_slope2", m, form=f".{few}f"),
                            self.value(f"2 ({sym.a(index=m)} - {sym.y(m)})", "error_slope", m, form=f".{few}f")) for m in both]
        head = fork.head(Words(f"change of the cost {C}"), Words("for each unit of the nudge"))
        self.say("Now nudge an activation one layer earlier. It reaches both outputs.")
        self.hand_over(net, self.origin, comes=[fork, fork.floor, head], moves=[net.go("fork")], run_time=theme.TURN)
        weights = [fork.on_road(m, self.value(sym.w(index=f"{m} {k}"), "W2", m, k, form=f".{few}f")) for m in both]
        self.play(GrowArrow(fork.up), *map(Create, fork.roads), FadeIn(*weights), run_time=theme.TURN)
        self.play(*map(GrowArrow, fork.arrows))
        clock.run(self, clock.last, theme.PHRASE)
        said = [self.of("paths", m, k, form=f"+.{fewer}f") for m in both]
        self.say("On one path the cost falls, {}, on the other it rises, {}.", *said,
                 holds=paths[0] < 0 < paths[1], otherwise=("One path changes the cost by {}, the other by {}.", *said))
        for m in both:
            self.play(Create(fork.on[m]), FadeIn(*notes[m]), run_time=theme.TURN)
            self.play(GrowFromEdge(fork.steps.bars[m], -fork.steps.outwards(m)), FadeIn(fork.in_bar(m, said[m])))
        self.say("One nudge, two paths: multiply along each path, then add the paths.")
        self.play(GrowFromEdge(fork.steps.bars[2], -fork.steps.outwards(2)), FadeIn(
            fork.sum(self.of("dC_da1", k, form=f"+.{fewer}f")), fork.steps.links), run_time=theme.TURN)
        self.last = Formula(f"{sym.slope(sym.a('L-1', 'k'))} = sum_j {W_JK} {DELTA_J}", BIG).next_to(fork.steps, DOWN)
        self.last.shift((self.room.get_bottom()[1] - self.last.get_bottom()[1]) * UP)
        self.play(*fork.flashes(), FadeIn(self.last), run_time=theme.PHRASE)

    def one_column_back(self):
        run, net, n, both = self.run, self.net, self.nudged, range(2)
        columns = [((tuple(zip(run.W2[:, k], run.delta2)), run.sigma_slope1[k]), delta) for k, delta in enumerate(run.delta1)]
        few, _ = decimals([((w, d), path) for w, d, path in zip(run.W2[:, n], run.delta2, run.paths[:, n])] + columns + [
            ((tuple(run.paths[:, n]), run.sigma_slope1[n]), run.delta1[n])], choices=((4, 4), (5, 5), (6, 6)))
        self.form, deltas = f".{few}f", self.these("delta2", f"+.{few}f")
        self.table = table = SignTable([self.these("W2", self.form, m) for m in both], f"from neuron {K}", size=theme.LABEL)
        table.shift(net.at("back", 2, 0) + 1.75 * RIGHT - table.squares[0][0].get_center())
        made = self.value(f"times sigma'({sym.z('L-1', n)})", "sigma_slope1", n, form=self.form), self.value(
            sym.delta("L-1", n), "delta1", n, form=f"+.{few}f")
        products = [self.value(f"{sym.w(index=f'{m} {n}')} {sym.delta(index=m)}", "paths", m, n, form=f"+.{few}f") for m in both]
        self.column = column = ColumnSum(table, deltas, products, made)
        self.results = [Words("{}", fact).next_to(net.at("back", 1, k) + RADIUS * LEFT, LEFT)
                        for k, fact in enumerate(self.these("delta1", f"+.{few}f"))]
        self.frame, formula = table.column(n), self.last
        self.say("This sum reads a column of the table $W$: the weights that leave neuron {}.", self.of("shown_k"))
        self.hand_over(net, self.origin, formula, comes=[table], run_time=theme.TURN, moves=[
            net.go("back"), formula.animate.next_to(table, DOWN).align_to(self.room, DOWN)])
        self.play(net.light(*((2, m, n) for m in both)), Joins(table, self.frame), run_time=theme.TURN)
        self.say("Multiply each by the delta of its row, and add.")
        self.play(*map(FadeIn, (part for pair in column.deltas for part in pair)))
        for m in both:
            self.play(FadeIn(products[m], shift=theme.GUTTER * RIGHT), run_time=theme.TURN)
        self.play(Create(column.rule))
        self.say(f"Times the slope of sigma, ${SIGMA}\N{PRIME}$, at its own sum: delta, one layer earlier.")
        self.play(FadeIn(made[0]), run_time=theme.TURN)
        self.play(FadeIn(made[1]), TransformFromCopy(made[1][1], self.results[n]), run_time=theme.TURN)
        self.last = Formula(f"{DELTA_K} = sigma'({Z_K}) sum_j {W_JK} {DELTA_J}", BIG).move_to(formula)
        self.play(becomes(formula, self.last), run_time=theme.TURN)

    def rows_become_columns(self):
        run, net, table, column = self.run, self.net, self.table, self.column
        self.say("Every neuron of that layer has its column, and so its delta.")
        self.play(FadeOut(*column.made, *column.products, column.rule))
        for k in (k for k in range(len(run.delta1)) if k != self.nudged):
            self.play(self.frame.animate.move_to(table.column(k)), net.light(*((2, m, k) for m in range(2))), run_time=theme.TURN)
            self.play(FadeIn(self.results[k]))
        self.say("Turn the table, and its columns are rows. Each meets the column of deltas.")
        table.remove(self.frame)
        self.play(FadeOut(self.frame, table.heads), net.light(), *table.turned(), run_time=theme.TURN)
        turned = Turned(table, *(self.these(key, sign + self.form) for key, sign in (("delta2", "+"), ("sigma_slope1", ""), ("delta1", "+"))))
        self.play(*(ReplacementTransform(number, goal) for (_, number), goal in zip(column.deltas, turned.deltas[1:])),
                  FadeOut(*(disc for disc, _ in column.deltas)), FadeIn(turned.deltas[0]), run_time=theme.TURN)
        self.say("Times the slopes of sigma, entry by entry: all deltas of a layer in one line.")
        matrix = Formula(f"{sym.delta('L-1')} = {{{{W : w}}}}^T {sym.delta('L')} dot.o sigma'({sym.z('L-1')})", BIG)
        self.play(self.last.animate.align_to(self.room, DOWN + LEFT), FadeIn(matrix.align_to(self.room, DOWN + RIGHT)),
                  FadeIn(turned.times, turned.slopes), run_time=theme.TURN)
        self.play(FadeIn(turned.equals, turned.results[0]), *map(TransformFromCopy, self.results, turned.results[1:]), run_time=theme.TURN)
        k, i = self.nudged, int(run.example_x.argmax())
        few, fewer = decimals([((run.delta1[k], run.example_x[i]), run.dW1[k, i])], choices=((4, 4), (5, 4), (5, 5), (6, 5), (6, 6)))
        worked = Equation(f"{sym.slope(sym.w('L-1', f'{k} {i}'))} = {sym.delta('L-1', k)} {sym.a('L-2', i)} =", self.of("delta1", k, form=f"+.{few}f"),
                          "times", self.of("example_x", i, form=f".{few}f"), "=", self.of("dW1", k, i, form=f"+.{fewer}f"))
        named = [self.value(sym.delta("L-1", n), "delta1", n, form=f"+.{few}f") for n in range(len(run.delta1))]
        named = [grounded(net.by_neuron("first", 1, n, text)).set_z_index(2) for n, text in enumerate(named)]
        self.say("And delta times what comes in is, again, the slope of a weight.")
        self.hand_over(net, self.origin, comes=[*named, worked.set_x(0).align_to(self.room, DOWN)], run_time=theme.TURN, moves=[net.go("first")])
        self.play(net.light((1, k, i)))

    def in_code(self):
        net, (x, y) = self.run.network, (self.run.example_x, self.run.example_y)
        pairs = Pairs(backpropagate, BACKPROPAGATION, net.sizes).move_to(self.room)
        same = np.array_equal(self.run.lines_gradient, net.gradient(self.run.theta[self.run.row].astype("float64"), x[None], y[None]))
        for said, some in (("Start at the end: twice the error times the slope of sigma.", pairs[:1]),
                           ("Go back: the turned table times delta, times the slope of sigma.", pairs[1:2]),
                           ("Read off: delta for a bias, delta times activation for a weight.", pairs[2:])):
            self.say(said)
            if some[0] is pairs[0]:
                self.hand_over(becomes=[(self.net, pairs[0].icon)], comes=[*(pair.panel for pair in pairs), pairs[0].said], run_time=theme.TURN)
            for pair in some:
                if pair is not pairs[0]:
                    self.play(FadeIn(pair.said, pair.icon), run_time=theme.TURN)
                self.play(FadeIn(pair.line, target_position=pair.formula), FadeIn(pair.note), run_time=theme.TURN)
            self.say("Four formulas, four lines of code: they say the same.", holds=same)
        for pair in pairs:
            self.play(pair.ring())
        self.last = VGroup(*(pair.panel for pair in pairs))

    def is_it_right(self):
        run, clock = self.digits, self.clock("digits", len(self.digits.check_done))
        size, entries, zero, some, dark, each = (self.fact(f"digits.{key}", form=",") for key in (
            "network.n_parameters", "nudge_entries", "nudge_zero", "nudge_examples", "check_pixels", "check_weights"))
        plot = Agreement(run.check_nudge, run.check_sweep, 5.3, ("slope by nudges", "slope by the sweep"))
        self.left(plot).shift(theme.GAP * RIGHT)
        clock.draw(plot, lambda row: plot.show(run.check_done[row]))
        counter = self.live("{}", self.reading(clock, "digits.nudge_done", form=","), size=theme.TITLE)
        below = Words("of {} numbers nudged", entries).move_to(self.room.get_corner(UP + RIGHT), aligned_edge=UP + RIGHT).shift(DOWN)
        counter.next_to(below, LEFT)
        mask = Mask(run.check_dark, 3.0)
        told = VGroup(*(Words(text, number) for text, number in (("{} grey pixels,", dark), ("dark in all {}", some),
                                                                 (f"{TIMES} {{}} weights", each), ("= {} slopes", zero))))
        self.right(Group(mask, told.arrange(DOWN, aligned_edge=LEFT)).arrange(RIGHT)).align_to(plot, DOWN)
        self.say("Is it right? In a network that reads digits we nudge every single number.", holds=run.nudge_entries == size.value,
                 otherwise=("Is it right? In a network that reads digits we nudge {} of its {} numbers.", entries, size))
        self.hand_over(becomes=[(self.last, plot)], comes=[counter, below, self.tag("untrained network · mean cost of {} digits · nudged both ways", some)],
                       run_time=theme.TURN)
        clock.run(self, clock.last, theme.VERSE)
        exact = run.nudge_zero == run.check_pixels * run.check_weights
        self.say("{} slopes are exactly 0: their pixels are dark in all {} digits.", zero, some, holds=bool(exact),
                 otherwise=("{} slopes are exactly 0, in both ways.", zero))
        self.play(FadeIn(plot.at_zero(Words("{} zeros", zero))), *(map(FadeIn, (mask, *told[:2]) if exact else ())))
        if exact:
            self.slowly(Through(mask, mask.show), share=0.4)
            self.play(*map(FadeIn, told[2:]), run_time=theme.BEAT)
        self.say("All {} slopes, checked one by one: nudge and sweep agree.", entries, holds=run.nudge_digits >= 5,
                 otherwise=("Half of the {} slopes agree to {} digits or more.", entries, self.fact("digits.nudge_usual", form=".0f")))
        agree = Words("agree to {} digits or more", self.fact("digits.nudge_digits", form=".0f"), color=theme.GRADIENT)
        self.play(ShowPassingFlash(plot.diagonal(), time_width=0.3), FadeIn(agree.next_to(below, DOWN).align_to(below, RIGHT)),
                  run_time=theme.PHRASE)
        self.last = plot

    def why_backwards(self):
        run, net, edge = self.digits, self.digits.network, self.digits.shown_edge.tolist()
        heads = "nudge one, run it all, nudge the next", "one sweep back, all slopes at once"
        cards = both_ways(net, run.theta[0], run.first_slopes, heads, edge)
        slow, swept = (card.network for card in cards)
        clock = self.clock("digits", len(run.nudge_done))
        clock.draw(slow, lambda row: slow.nudge(*map(int, run.plain_edge[min(row, len(run.plain_edge) - 1)])))
        everyone, first = self.fact("digits.plain_runs", form=","), self.fact("digits.nudge_done", -1, form=",")
        runs = self.live("1 + {} runs forward", self.reading(clock, "digits.nudge_done", form=",")).show(first)
        once = Words("1 run forward, 1 back", color=theme.GRADIENT)
        for card, count, took, form in ((cards[0], runs, "plain_seconds", ".1f"), (cards[1], once, "sweep_seconds", ".5f")):
            card.tells(count, self.fact(f"digits.{took}", form=form))
        plain, claimed = (self.fact(f"digits.shown_{way}", form="+.4f") for way in ("plain", "sweep"))
        clock.redraw()
        self.say("Why backwards? For nudges the network runs once, then again for every number.")
        self.hand_over(becomes=[(self.last, cards[0])], comes=[cards[0].head, cards[1], cards[1].head, runs, self.tag(
            "mean cost of {} digits · nudged one way · seconds of one computer", self.fact("digits.nudge_examples"))], run_time=theme.TURN)
        clock.run(self, clock.last, theme.VERSE)
        slow.nudge(*edge)
        self.play(FadeIn(cards[0].seconds), Joins(slow, cards[0].on_edge(*edge, plain)))
        self.say("One sweep back finds the same {} slopes, thousands of times as fast.", everyone,
                 holds=run.plain_ratio > 2000 and run.plain_off < 1e-4,
                 otherwise=("One sweep back finds the same {} slopes, all at once.", everyone))
        self.play(Through(swept, swept.sweep), run_time=theme.TURN)
        label = cards[1].on_edge(*edge, claimed)
        self.play(FadeIn(once, cards[1].seconds), Joins(swept, label))
        self.last = swept, label

    def the_answer(self):
        run, depth = self.digits, self.digits.network.depth
        digit, picture = DigitImage(run.flow_x, 3.2), DigitSlopes(run.flow_dx, 3.2)
        Group(digit, picture).move_to(self.room, aligned_edge=DOWN + LEFT)
        flow = DigitFlow(run, digit, 8.0, 5.7, 0.32, 0.09, self.room.get_center() + theme.GAP / 2 * RIGHT)
        answers = Answers(flow.outputs, int(run.flow_label), 5.7 / 10, 0.2, upright=True).next_to(flow, RIGHT, buff=theme.GUTTER)
        key = ChargeKey("lift it, and the cost rises", "lift it, and the cost falls").align_to(self.room, UP + LEFT)
        label, guess = (self.fact(f"digits.flow_{who}") for who in ("label", "guess"))
        one, other = ("an" if each.value == 8 else "a" for each in (label, guess))
        mine, keys = label.value, ("twice", "sigma", f"delta{depth}")
        few, fewer = decimals([((run.flow_twice[i], run.flow_sigma[i]), getattr(run, f"flow_delta{depth}")[i]) for i in (mine, guess.value)])
        forms = f".{few}f", f".{few}f", f"+.{fewer}f"
        worked = [Equation(of, '":"', twice, "times", sigma, "=", delta) for of in (guess, label) for twice, sigma, delta in [
            [self.fact(f"digits.flow_{key}", of.value, form=form) for key, form in zip(keys, forms)]]]
        notes = VGroup(Formula(f"{ERROR} times sigma'({Z_J}) = {DELTA_J}"), *worked).arrange(DOWN, aligned_edge=LEFT)
        notes.align_to(self.room, UP + LEFT)
        costs = [self.fact(f"digits.flow_{when}", form=".2f") for when in ("cost", "after_cost")]
        self.say(f"This network reads {one} {{}} as {other} {{}}. At the outputs, the error becomes delta.", label, guess,
                 holds=mine != guess.value, otherwise="At the outputs, what is still missing becomes delta.")
        swept, written = self.last
        swept.remove(written)
        self.add(written)
        self.hand_over(becomes=[(swept, flow)], comes=[digit, answers, answers.names(RIGHT), self.tag(
            "step {} of {} · one unseen digit · ten of its pixels", self.fact("digits.flow_step"),
            self.fact("digits.recipe.steps", form=","))], run_time=theme.TURN)
        self.play(Sweep(flow, 0, 0.3), FadeIn(*notes[:2]), run_time=theme.TURN)
        self.say("The {} is nearly silent. There sigma is flat: a large error, a small delta.", label,
                 holds=run.flow_sigma[mine] < 0.1 and abs(run.flow_twice[mine]) > 1,
                 otherwise="What the slope of sigma leaves of an error, is its delta.")
        self.play(FadeIn(worked[1]), run_time=theme.TURN)
        self.say("Delta runs back through every edge, layer by layer, down to the picture itself.")
        self.play(FadeOut(notes), FadeIn(key), Sweep(flow, 0.3, depth), run_time=theme.VERSE)
        self.play(FadeIn(picture))
        self.say("One step against every slope: the cost of this digit falls from {} to {}.", *costs,
                 holds=costs[1].value < costs[0].value, otherwise=("One step against every slope: the cost goes from {} to {}.", *costs))
        self.play(LightUp(flow), run_time=theme.TURN)
        self.play(FadeIn(Answers(run.flow_after_a, mine, 5.7 / 10, 0.2, upright=True).move_to(answers)), run_time=theme.TURN)
        self.say("What changes? Along each path we multiply, as before. Where paths meet, we add.")
        signs = PathSigns(((1,) * (depth + 1), self.run.network.sizes), ("one path:\nmultiply", "many paths:\nmultiply, add"))
        self.play(FadeOut(key), FadeIn(signs.align_to(self.room, UP + LEFT)), run_time=theme.TURN)
        self.wait(theme.READ)
