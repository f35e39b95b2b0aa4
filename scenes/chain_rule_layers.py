"""Film: what changes in the chain rule when layers have many neurons, and why it is run backwards.

Shows "layers": one state, one example and every slope of a 3-3-2 network that was really trained; and of "digits" the check of
all its slopes, what that takes by nudges and by one sweep back, and the way back of one digit that it reads wrongly.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, Brace, Create, FadeIn, FadeOut, Group, GrowArrow, GrowFromCenter, GrowFromEdge, Indicate, LaggedStart,
    ShowPassingFlash, SurroundingRectangle, TransformFromCopy, VGroup,
)

from scenes.recipes.layers import backpropagate
from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.agreement import Agreement, Mask
from scenes.stage.answers import Answers
from scenes.stage.areas import AreaTable
from scenes.stage.backflow import Backflow, DigitFlow, LightUp, Sweep
from scenes.stage.columns import Equation
from scenes.stage.decimals import decimals
from scenes.stage.deck import both_ways
from scenes.stage.digit import DigitImage
from scenes.stage.digit_slopes import DigitSlopes
from scenes.stage.equations import BACKPROPAGATION
from scenes.stage.film import Film
from scenes.stage.fork import Fork
from scenes.stage.gauges import Gauges
from scenes.stage.gestures import Joins, Through
from scenes.stage.indexed import IndexedNetwork
from scenes.stage.listing import Pairs
from scenes.stage.one_road import Factors, OneRoad
from scenes.stage.roads import ChargeKey, Neuron
from scenes.stage.sign_table import SignTable
from scenes.stage.slope_plot import SlopePlot
from scenes.stage.spoken import reading_time
from scenes.stage.sums import TIMES, Products
from scenes.stage.text import Formula, Words, as_symbol

A, C, J, K, L, W, Z = (as_symbol(letter) for letter in "aCjkLWz")
SIGMA, BIG = "\N{GREEK SMALL LETTER SIGMA}", 40         # BIG: size of a formula that a section is about
A_K, A_J, W_JK, Z_J, DELTA_J = sym.a(index="k"), sym.a(index="j"), sym.w(index="j k"), sym.z(index="j"), sym.delta(index="j")
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
        self.j, self.k, self.nudged = self.of("j"), self.of("k"), int(self.run.shown_k)
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

    def slowly(self, *animations, share=0.9):
        """Play for so much of the time that the sentence takes to be read."""
        self.play(*animations, run_time=theme.in_ticks(share * reading_time(self.sentence.said)))

    def of(self, key, *index, form=""):
        """A number of the small network."""
        return self.fact(f"layers.{key}", *index, form=form)

    def these(self, key, form, *before):
        """A Fact for every number of a row."""
        return [self.of(key, *before, i, form=form) for i in range(len(getattr(self.run, key)[before]))]

    def value(self, name, key, *index, form=".3f"):
        """A symbol and its number."""
        return Equation(f"{name} =", self.of(key, *index, form=form))

    def where(self, more=""):
        """The tag of the small network."""
        numbers = (*(self.of("network.sizes", l) for l in range(3)), *map(self.of, ("shown_step", "recipe.steps", "example_index")))
        return self.tag(f"network {{}}-{{}}-{{}} · step {{}} of {{}} · example {{}}{more}", *numbers)

    def an_index_for_each_neuron(self):
        run, (j, k) = self.run, (self.j.value, self.k.value)
        net = IndexedNetwork(run, run.theta[run.row], run.example_x, (run.a1, run.a2), 6.9, 4.65, 0.465).move_to(0.15 * UP)
        heads = [net.over(l, text) for l, text in enumerate(("input", f"layer {L} − 1", f"last layer {L}"))]
        feet = [net.under(l, text) for l, text in ((1, f"neuron {K} = 0, 1, 2"), (2, f"neuron {J} = 0, 1"))]
        net.fold(1)
        self.ask()
        self.say("In a real network every layer has many neurons, so each name gets an index.")
        self.hand_over(comes=[net, self.where()])
        self.slowly(Through(net, net.fold, end=0, start=1), share=0.8)
        self.read()
        self.say("We count the last layer, $L$, with $j$, and the layer before it with $k$.")
        self.play(FadeIn(*heads))
        for l in (2, 1):
            self.play(FadeIn(feet[l - 1]), Joins(net, *net.marks(l)), run_time=theme.TURN)
        self.read()
        self.say("A weight $w$ takes both: it leads to neuron $j$ from neuron $k$. Here: to {} from {}.", self.j, self.k)
        self.play(net.light([(2, j, k)]), Joins(net, net.name_edge(2, j, k, W_JK)), run_time=theme.PHRASE)
        self.read()
        self.play(Group(net, *heads, *feet).animate.shift(3.1 * LEFT), run_time=theme.TURN)
        self.last = table = SignTable([self.these("W2", ".2f", j) for j in range(2)], [4.0, 0.5, 0], f"from neuron {K}", f"to {J}")
        self.say("All weights together fill the table $W$, with one row for each $j$.")
        self.play(FadeIn(table.frame, table.key(f"the table {W}: a row for each {J}")), net.light(between=(1, 2)))
        self.slowly(LaggedStart(*(FadeIn(table.cell(*at), target_position=net.middle(2, *at), scale=theme.SPECK)
                                  for at in np.ndindex(2, 3)), lag_ratio=0.5))
        self.play(net.light([(2, j, k)]), FadeIn(table.ring(j, k)), run_time=theme.TURN)

    def products(self, j):
        """Row j of the weights times the column of activations, with as many decimals as make it come out."""
        run, terms = self.run, self.run.terms[j]
        few, fewer = decimals([((w, a), term) for w, a, term in zip(run.W2[j], run.a1, terms)], [((*terms, run.b2[j]), run.z2[j])])
        return Products(self.these("W2", f".{few}f", j), self.these("a1", f".{few}f"), self.these("terms", f"+.{fewer}f", j),
                        self.of("b2", j, form=f"+.{fewer}f"), self.of("z2", j, form=f".{fewer}f"),
                        [sym.w(index=f"{j} {k}") for k in range(len(terms))])

    def a_row_times_a_column(self):
        j, row = self.j.value, self.run.W2[self.j.value]
        rows = self.products(j)
        z = rows.numbers[-1].facts[0]
        names = [rows.named(i, Formula(name)) for i, name in ((-2, sym.b(index=j)), (-1, sym.z(index=j)))]
        head = Words("area: weight wide, activation high", size=theme.LABEL).move_to([-2.6, 3.05, 0])
        self.say("What reaches neuron {}? Each activation $a$, times its weight $w$: an area.", self.j)
        lifted = VGroup(*(self.last.cell(j, k) for k in range(len(row))))
        above = Formula(A_K).move_to([-6.1, 3.05, 0])
        self.hand_over(becomes=[(lifted, VGroup(*rows.inputs))], comes=[above, head, self.where()], run_time=theme.TURN)
        for area, factors in zip(rows.areas, rows.factors):
            self.play(GrowFromEdge(area, LEFT), FadeIn(factors), run_time=theme.TURN)
        self.say("Blue pushes up, orange pulls down, the bias $b$ is added: the sum, $z$, is {}.", z, holds=row.min() < 0 < row.max(),
                 otherwise=("All weights here push the same way, the bias $b$ is added: the sum, $z$, is {}.", z))
        self.play(FadeIn(rows.zero))
        for k, area in enumerate(rows.areas):
            self.play(TransformFromCopy(area, rows.bars[k]), FadeIn(rows.noted(k)))
        for i, name in enumerate(names, start=len(row)):
            self.play(GrowFromEdge(rows.bars[i], -rows.steps.outwards(i)), FadeIn(rows.noted(i), name))
        self.read()
        self.say("A row of weights meets the column of activations: multiply in pairs, then add.")
        self.play(FadeIn(Formula(f"{Z_J} = sum_k {W_JK} {A_K} + {sym.b(index='j')}", BIG).move_to([-3.9, -1.9, 0])), run_time=theme.TURN)
        pairs = [Indicate(VGroup(line, *parts), 1.06, color=parts[0].get_fill_color())
                 for (_, _, line, _), *parts in zip(rows.inputs, rows.areas, rows.bars)]
        self.slowly(LaggedStart(*pairs, Indicate(rows.bars[-1], 1.06, color=theme.SUM), lag_ratio=0.7), share=0.75)
        self.last = rows.bars[-1]

    def the_cost_adds_up(self):
        run, gauges, both = self.run, Gauges(self.run.a2, self.run.example_y), range(len(self.run.a2))
        few, fewer = decimals([((e, e), s) for e, s in zip(np.abs(run.a2 - run.example_y), run.squares)], [(run.squares, run.example_cost)],
                              ((2, 2), (3, 2), (3, 3), (4, 3), (4, 2), (4, 4), (5, 4)))
        texts = [gauges.by_output(j, self.value(sym.a(index=j), "a2", j, form=f".{few}f")) for j in both]
        wishes = [gauges.by_wish(j, self.value(sym.y(j), "example_y", j, form=".0f")) for j in both]
        numbers, inside = ([Words("{}", fact).move_to(part) for fact, part in zip(self.these("squares", f".{fewer}f"), parts)]
                           for parts in (gauges.squares, gauges.block))
        total = Words("{}", self.of("example_cost", form=f".{fewer}f"), size=BIG, color=theme.COST).next_to(gauges.block, RIGHT)
        formula = Formula(f"{sym.C} = sum_j ({A_J} - {sym.y('j')})^2", BIG).move_to([4.2, 2.5, 0])
        self.say(f"Sigma, ${SIGMA}$, squeezes each $z$ into an output $a$. Each output has its own wish, $y$.")
        sigma = Formula(f"{A_J} = sigma({Z_J})", theme.TITLE).move_to([4.2, 0.3, 0])
        self.hand_over(becomes=[(self.last, gauges.discs[0])], comes=[gauges.levels, sigma, self.where()], run_time=theme.TURN)
        self.play(FadeIn(*gauges.discs[1:], *texts))
        self.play(LaggedStart(*map(FadeIn, (*gauges.rings, *wishes)), lag_ratio=0.4), run_time=theme.TURN)
        self.play(LaggedStart(*map(Create, gauges.gaps), lag_ratio=0.6), run_time=theme.TURN)
        self.read()
        self.say("Two outputs, two errors, two squares: the cost $C$ of one example is their sum.")
        self.play(*(GrowFromEdge(square, LEFT) for square in gauges.squares), run_time=theme.TURN)
        self.play(FadeIn(*numbers, formula), FadeOut(sigma))
        self.play(*map(TransformFromCopy, (*gauges.squares, *numbers), (*gauges.block, *inside)), run_time=theme.PHRASE)
        self.play(FadeIn(total))
        self.last = gauges.block

    def the_same_three_factors(self):
        run, (j, k), clock = self.run, (self.j.value, self.k.value), self.clock("layers", len(self.run.turn_w))
        road = OneRoad(run.W2, run.a1, run.a2, j, k)
        out = clock.draw(road.outs[j], lambda row: road.outs[j].show(run.turn_a[j, row]))
        spots = (("w", "turn_w", None, road.roads[0]), ("z", "turn_z", j, road.sums[j]), ("a", "turn_a", j, out),
                 ("C", "turn_cost", None, road.box))
        w, *texts = [self.live(f"{as_symbol(name)} = {{}}", self.reading(clock, f"layers.{key}", of=of, form=".3f"), anchor=LEFT)
                     .next_to(spot, UP, buff=0.12) for name, key, of, spot in spots]
        on = SurroundingRectangle(w.move_to(road.roads[0]), color=theme.POSITIVE, fill_color=theme.BACKGROUND, fill_opacity=1,
                                  corner_radius=0.08, buff=0.12, stroke_width=theme.stroke(theme.LINE)).set_z_index(1)
        self.say("Nudge one weight: one $z$ moves, one $a$, one square.")
        self.hand_over(becomes=[(self.last, road.box)], comes=[road.add(on, w.set_z_index(2)), *texts, self.where()], run_time=theme.TURN)
        clock.run(self, clock.last, theme.VERSE)
        few, fewer = decimals([((run.a1[k], run.sigma_slope2[j], run.error_slope[j]), run.dW2[j, k])])
        facts = self.of("dW2", j, k, form=f".{fewer}f"), *(self.of(key, i, form=f".{few}f") for key, i in (
            ("a1", k), ("sigma_slope2", j), ("error_slope", j)))
        factors = Factors((sym.slope(W_JK), A_K, f"sigma'({Z_J})", ERROR), facts)
        self.say(f"One road to the cost, so the same three factors: $a$, the slope of sigma ${SIGMA}\N{PRIME}$, twice the error.")
        factors.drop(self, road)
        self.last = factors.last(2)

    def delta(self):
        run, formula = self.run, Formula(f"{DELTA_J} = sigma'({Z_J}) dot {ERROR}", BIG).move_to([0, 2.75, 0])
        brace = Brace(self.last, UP, buff=0.05, color=theme.GRADIENT)
        plots = [SlopePlot(run.curve_z[j], run.curve_cost[j], run.delta2[j], int(run.curve_run), run.curve_cost.max(),
                           f"cost {C} over {Z}, neuron {j}", [-3.75 + 6.8 * j, -0.15, 0]) for j in range(2)]
        self.say("The last two factors belong to the neuron. Together they are called delta, $δ$.")
        self.play(GrowFromCenter(brace), run_time=theme.TURN)
        self.hand_over(becomes=[(VGroup(self.last, brace), formula)], comes=[*plots, self.where()], run_time=theme.TURN)
        self.read()
        self.say("Delta is what a nudge of $z$ does to the cost: one number for each neuron.")
        for j, plot in enumerate(plots):
            plot.nudge(self, sym.delta(index=j), self.of("delta2", j, form="+.3f"))
        self.read()
        one, other = (run.delta2 > 0).tolist()
        self.say("To lower the cost, the $z$ of neuron 0 should fall and that of neuron 1 should rise.", holds=one and not other,
                 otherwise="To lower the cost, both should fall." if one and other else "To lower the cost, each $z$ goes its own way.")
        for plot in plots:
            plot.wish(self)
        self.last = plots

    def all_weights_at_once(self):
        run, (j, k) = self.run, (self.j.value, self.k.value)
        few, fewer = decimals([((d, a), slope) for d, row in zip(run.delta2, run.dW2) for a, slope in zip(run.a1, row)])
        table = AreaTable(run.delta2, run.a1, [self.these("dW2", f"+.{fewer}f", m) for m in range(2)], 8.8, 4.55, [-3.5, 1.75, 0])
        tops = table.over(Words("{}", a) for a in self.these("a1", f".{few}f"))
        sides = [VGroup(Words("{}", d), plot.disc.copy()).arrange(RIGHT).next_to(side, LEFT)
                 for d, side, plot in zip(self.these("delta2", f"+.{few}f"), table.heights, self.last)]
        formula = Formula(f"{sym.slope(W_JK)} = {DELTA_J} {A_K}", BIG).move_to([-5.4, 2.6, 0])
        self.say("Lay the activations along the top, the deltas down the side.")
        self.hand_over(becomes=[(plot.disc, disc) for plot, (_, disc) in zip(self.last, sides)], run_time=theme.TURN,
                       comes=[self.where(), *(number for number, _ in sides)])
        self.slowly(*(LaggedStart(*map(*each), lag_ratio=0.3) for each in ((Create, (*table.widths, *table.heights)), (FadeIn, tops))))
        self.say("Delta times activation: every rectangle is the slope of one weight, all six at once.")
        cells = VGroup(*(cell for row in table.cells for cell in row))
        self.play(FadeIn(cells, target_position=cells.get_corner(UP + LEFT), scale=theme.SPECK), FadeIn(formula), run_time=theme.PHRASE)
        self.play(LaggedStart(*(FadeIn(text) for row in table.numbers for text in row), lag_ratio=0.3), run_time=theme.TURN)
        mine = table.cells[j][k].copy().set_fill(opacity=0).set_stroke(theme.INK, theme.stroke(theme.BOLD))
        self.play(Create(mine), run_time=theme.TURN)
        self.read()
        self.say("A bias has no activation before it: its slope is delta itself.")
        slopes = [VGroup(Formula(f"{sym.slope(sym.b(index=m))} ="), side[0].copy()).arrange(DOWN).next_to(table.row(m), RIGHT, buff=0.2)
                  for m, side in enumerate(sides)]
        self.slowly(LaggedStart(*(FadeIn(part) for slope in slopes for part in slope), lag_ratio=0.5))
        self.last = sides

    def two_paths(self):
        run, k, clock = self.run, self.nudged, self.clock("layers", len(self.run.fork_in))
        paths, both, total = run.paths[:, k], range(2), run.dC_da1[k]
        few, fewer = decimals([((run.W2[m, k], run.sigma_slope2[m], run.error_slope[m]), paths[m]) for m in both], [(paths, total)],
                              ((3, 3), (4, 3), (4, 4), (5, 4), (5, 3)))
        fork = Fork(run.W2, run.a1, run.a2, run.fall, paths, k)
        fork.follow(clock, k, run.fork_in, run.fork_a)
        notes = [fork.notes(m, self.value(f"sigma'({sym.z(index=m)})", "sigma_slope2", m, form=f".{few}f"),
                            self.value(f"2 ({sym.a(index=m)} - {sym.y(m)})", "error_slope", m, form=f".{few}f")) for m in both]
        head = VGroup(Words(f"change of the cost {C}"), Words("for each unit of the nudge", size=theme.LABEL, color=theme.FAINT))
        head.arrange(DOWN, buff=0.12).move_to([4.6, 2.65, 0])
        self.say("Now nudge an activation one layer earlier. It reaches both outputs.")
        self.hand_over(becomes=list(zip(self.last, fork.outs)), comes=[fork, fork.floor, head, self.where()], run_time=theme.TURN)
        weights = [fork.on_road(m, self.value(sym.w(index=f"{m} {k}"), "W2", m, k, form=f".{few}f")) for m in both]
        self.play(GrowArrow(fork.up), *map(Create, fork.roads), FadeIn(*weights), run_time=theme.TURN)
        self.play(*map(GrowArrow, fork.arrows))
        clock.run(self, clock.last, theme.PHRASE)
        said = [self.of("paths", m, k, form=f"+.{fewer}f") for m in both]
        self.say("On one path the cost falls, {}, on the other it rises, {}, for each unit of the nudge.", *said,
                 holds=paths[0] < 0 < paths[1], otherwise=("One path changes the cost by {}, the other by {}, per unit.", *said))
        for m in both:
            self.play(Create(fork.on[m]), FadeIn(*notes[m]), run_time=theme.TURN)
            self.play(GrowFromEdge(fork.steps.bars[m], -fork.steps.outwards(m)), FadeIn(fork.in_bar(m, said[m])))
        self.read()
        self.say("One nudge, two paths to the cost: multiply along each path, then add the paths.")
        self.play(GrowFromEdge(fork.steps.bars[2], -fork.steps.outwards(2)), FadeIn(
            fork.sum(self.of("dC_da1", k, form=f"+.{fewer}f")), fork.steps.links), run_time=theme.TURN)
        formula = Formula(f"{sym.slope(sym.a('L-1', 'k'))} = sum_j {W_JK} {DELTA_J}", BIG).move_to([4.6, -2.3, 0])
        self.play(*fork.flashes(), FadeIn(formula), run_time=theme.PHRASE)
        self.last = fork.outs

    def one_layer_further(self):
        run, n = self.run, self.nudged
        flow = Backflow([run.W1, run.W2], [run.delta1, run.delta2], [run.example_x, run.a1], 9.4, 4.9, 0.5, 0.2, faintest=0)
        flow.move_to([-0.9, 0.4, 0]).show(0.3).add(*(
            Neuron(Words("{}", x, size=theme.LABEL), flow.neuron(0, i), x.value, radius=0.42)
            for i, x in enumerate(self.these("example_x", ".2f"))))
        few, fewer = decimals([((tuple(run.paths[:, n]), run.sigma_slope1[n]), run.delta1[n])])
        last = [self.value(sym.delta("L", m), "delta2", m, form="+.3f").next_to(flow.neuron(2, m) + 0.45 * RIGHT, RIGHT) for m in range(2)]
        first = [flow.beside(i, self.value(sym.delta("L-1", i), "delta1", i, form=f"+.{fewer}f")) for i in range(len(run.delta1))]
        heads = [Words(text).move_to([flow.neuron(l, 0)[0], 3.0, 0]) for l, text in enumerate(("input", f"layer {L} − 1", f"layer {L}"))]
        carry = Formula(f'"every edge carries " {W_JK} {DELTA_J} " back"').move_to([0, -2.55, 0])
        self.say("The same for every neuron of that layer: the weights carry the deltas back.")
        self.hand_over(becomes=list(zip(self.last, last)), run_time=theme.TURN,
                       comes=[flow, *heads, self.where(" · each layer to its own scale")])
        self.play(FadeIn(carry), Sweep(flow, 0.3, 1), run_time=theme.VERSE)
        self.read()
        self.say("Add what comes back, times the slope of sigma: that is delta one layer earlier.")
        parts = *(self.of("paths", m, n, form=f"+.{few}f") for m in range(2)), self.of("sigma_slope1", n, form=f".{few}f")
        worked = Equation(f"{sym.delta('L-1', n)} =", "(", *parts[:2], ") times", parts[2], "=", self.of("delta1", n, form=f"+.{fewer}f"))
        self.play(LaggedStart(FadeOut(carry), FadeIn(worked.move_to([0, -2.55, 0])), lag_ratio=1), run_time=theme.TURN)
        self.play(Sweep(flow, 1, 1.3), Joins(flow, *first), run_time=theme.PHRASE)
        self.read()
        self.say("And delta gives us every slope of that layer, too.")
        told = Words("yellow: the slope of every weight", color=theme.GRADIENT).move_to([0, -2.55, 0])
        self.play(Sweep(flow, 1.3, 2), LaggedStart(FadeOut(worked), FadeIn(told), lag_ratio=1), run_time=theme.TURN)
        self.play(LightUp(flow), run_time=theme.PHRASE)

    def in_code(self):
        net, (x, y) = self.run.network, (self.run.example_x, self.run.example_y)
        pairs = Pairs(backpropagate, BACKPROPAGATION, net.sizes).move_to(self.room).shift(0.1 * UP)
        same = np.array_equal(self.run.lines_gradient, net.gradient(self.run.theta[self.run.row].astype("float64"), x[None], y[None]))
        self.say("Start at the end, go back layer by layer, then read off biases and weights.")
        self.hand_over(comes=[*(pair.panel for pair in pairs), pairs[0].said, pairs[0].icon, self.tag(
            "⊙ and * entry by entry · @ rows times columns · outer: all products")], run_time=theme.TURN)
        for i, pair in enumerate(pairs):
            self.play(*map(FadeIn, [pair.said, pair.icon] * (i > 0)), FadeIn(pair.line, target_position=pair.formula), run_time=theme.TURN)
        self.read()
        self.say("Four formulas, four lines of code: line by line they say the same.", holds=same)
        for pair in pairs:
            self.play(pair.ring(), run_time=theme.TURN)
        self.last = pairs

    def is_it_right(self):
        run, clock = self.digits, self.clock("digits", len(self.digits.check_done))
        size, entries, zero, some, dark, each = (self.fact(f"digits.{key}", form=",") for key in (
            "network.n_parameters", "nudge_entries", "nudge_zero", "nudge_examples", "check_pixels", "check_weights"))
        plot = Agreement(run.check_nudge, run.check_sweep, 5.3, ("slope by a nudge", "slope by the sweep"))
        plot.move_to([-3.3, 0.25, 0])
        clock.draw(plot, lambda row: plot.show(run.check_done[row]))
        counter = self.live("{}", self.reading(clock, "digits.nudge_done", form=","), size=theme.TITLE).move_to([2.3, 2.6, 0], RIGHT)
        below = Words("of {} numbers nudged", entries).next_to(counter, RIGHT)
        mask = Mask(run.check_dark, 3.3).move_to([2.3, -0.85, 0])
        told = [Words(text, number) for text, number in (("{} grey pixels,", dark), ("dark in all {}", some),
                                                         (f"{TIMES} {{}} weights", each), ("= {} slopes", zero))]
        VGroup(*told).arrange(DOWN, aligned_edge=LEFT).next_to(mask, RIGHT)
        self.say("Is it right? In a network that reads digits we nudge every single number.", holds=run.nudge_entries == size.value,
                 otherwise=("Is it right? In a network that reads digits we nudge {} of its {} numbers.", entries, size))
        self.hand_over(comes=[plot, counter, below, self.tag("handwritten digits · untrained network · cost of {} digits", some)],
                       becomes=[(self.last, plot)], run_time=theme.TURN)
        clock.run(self, clock.last, theme.PASSAGE)
        exact = run.nudge_zero == run.check_pixels * run.check_weights
        self.say("{} slopes are exactly 0: their pixels are dark in all {} digits.", zero, some, holds=bool(exact),
                 otherwise=("{} slopes are exactly 0, in both ways.", zero))
        if exact:
            self.play(FadeIn(mask, *told[:2]))
            self.slowly(Through(mask, mask.show), share=0.4)
            self.play(LaggedStart(*map(FadeIn, told[2:]), lag_ratio=0.6), run_time=theme.TURN)
        self.read()
        self.say("All {} slopes, checked one by one: nudge and sweep agree.", entries, holds=run.nudge_digits >= 5,
                 otherwise=("Half of the {} slopes agree to {} digits or more.", entries, self.fact("digits.nudge_usual", form=".0f")))
        agree = Words("agree to {} digits or more", self.fact("digits.nudge_digits", form=".0f"), color=theme.GRADIENT)
        self.play(ShowPassingFlash(plot.diagonal(), time_width=0.3), FadeIn(agree.next_to(below, DOWN)), run_time=theme.PHRASE)
        self.last = plot

    def why_backwards(self):
        run, net, edge = self.digits, self.digits.network, self.digits.shown_edge.tolist()
        heads = "nudge one, run it all, nudge the next", "one sweep back, all slopes at once"
        cards = both_ways(net, run.theta[0], run.first_slopes, heads, edge)
        slow, swept = (card.network for card in cards)
        clock = self.clock("digits", len(run.nudge_done))
        clock.draw(slow, lambda row: slow.nudge(*map(int, run.plain_edge[min(row, len(run.plain_edge) - 1)])))
        everyone, first = self.fact("digits.plain_runs", form=","), self.fact("digits.nudge_done", -1, form=",")
        runs = self.live("{} runs forward", self.reading(clock, "digits.nudge_done", form=",")).show(first)
        once = Words("1 run forward, 1 back", color=theme.GRADIENT)
        for card, count, took, form in ((cards[0], runs, "plain_seconds", ".1f"), (cards[1], once, "sweep_seconds", ".5f")):
            card.tells(count, self.fact(f"digits.{took}", form=form))
        plain, claimed = (self.fact(f"digits.shown_{way}", form="+.4f") for way in ("plain", "sweep"))
        clock.redraw()
        self.say("Why backwards? For the nudges, the network had to run again for every number.")
        self.hand_over(becomes=[(name, card.head) for name, card in zip(self.last.names, cards)], comes=[*cards, runs, self.tag(
            "cost of {} digits · seconds of one computer", self.fact("digits.nudge_examples"))], run_time=theme.TURN)
        clock.run(self, clock.last, theme.PASSAGE)
        slow.nudge(*edge)
        self.play(FadeIn(cards[0].seconds), Joins(slow, cards[0].on_edge(*edge, plain)))
        self.read()
        self.say("One sweep back finds the same {} slopes, thousands of times as fast.", everyone,
                 holds=run.plain_ratio > 2000 and run.plain_off < 1e-4,
                 otherwise=("One sweep back finds the same {} slopes, all at once.", everyone))
        self.play(Through(swept, swept.sweep), run_time=theme.TURN)
        self.play(FadeIn(once, cards[1].seconds), Joins(swept, cards[1].on_edge(*edge, claimed)))
        self.last = cards[1]

    def the_answer(self):
        run, depth, place = self.digits, self.digits.network.depth, [-4.95, -0.45, 0]
        digit, picture = DigitImage(run.flow_x, 3.4).move_to(place), DigitSlopes(run.flow_dx, 3.4).move_to(place)
        flow = DigitFlow(run, digit, 8.6, 5.7, 0.32, 0.09, [-0.4, 0.05, 0])
        answers = Answers(flow.outputs, int(run.flow_label), 5.7 / 10, 0.2, upright=True).move_to([5.3, 0.05, 0])
        key = ChargeKey("lift it, and the cost rises", "lift it, and the cost falls").move_to([-6.6, 2.35, 0], aligned_edge=LEFT)
        label, guess = self.fact("digits.flow_label"), self.fact("digits.flow_guess")
        one, other = ("an" if each.value == 8 else "a" for each in (label, guess))
        self.say(f"This network reads {one} {{}} as {other} {{}}. At the outputs, the error becomes delta.", label, guess,
                 holds=label.value != guess.value, otherwise="At the outputs, what is still missing becomes delta.")
        self.hand_over(becomes=[(self.last, flow)], comes=[digit, answers, answers.names(RIGHT), self.tag(
            "step {} of {} · unseen digit no. {} · edges of ten pixels, each layer to its own scale", self.fact("digits.flow_step"),
            self.fact("digits.recipe.steps", form=","), self.fact("digits.flow_index"))], run_time=theme.TURN)
        self.play(Sweep(flow, 0, 0.3), FadeIn(key), run_time=theme.PHRASE)
        self.read()
        self.say("The error runs back through every edge, layer by layer, down to the picture itself.")
        self.play(Sweep(flow, 0.3, depth), run_time=theme.PASSAGE * 0.8)
        self.play(FadeIn(picture), run_time=theme.TURN)
        self.wait(theme.TURN)
        self.say("One sweep back: $δ$ in every neuron, and every edge knows its slope.")
        yellow = Words("yellow: the slope of every edge", size=theme.LABEL, color=theme.GRADIENT).next_to(picture, DOWN)
        self.play(FadeOut(picture), LightUp(flow), FadeIn(yellow), run_time=theme.PHRASE)
        self.wait(theme.STUDY)
