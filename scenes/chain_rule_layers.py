"""Film: what changes in the chain rule when layers have many neurons, and why it is run backwards.

Shows "layers": one state, one example and every slope of a 3-3-2 network that was really trained; and of "digits" the check of
all its slopes, what that takes by nudges and by one sweep back, and the way back of one digit that it reads wrongly.
"""

import numpy as np
from manim import (
    DOWN, LEFT, RIGHT, UP, Brace, Create, FadeIn, FadeOut, Group, GrowArrow, GrowFromCenter, GrowFromEdge, GrowFromPoint,
    LaggedStart, ReplacementTransform, ShowPassingFlash, TransformFromCopy, VGroup,
)

from scenes.recipes.layers import backpropagate
from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.agreement import Agreement, Told
from scenes.stage.areas import AreaTable
from scenes.stage.backflow import LightUp, Sweep
from scenes.stage.column_sum import ColumnSum, Turned
from scenes.stage.columns import Equation
from scenes.stage.deck import both_ways
from scenes.stage.equations import BACKPROPAGATION, SIGMA_PRIME
from scenes.stage.film import Film
from scenes.stage.fork import Fork
from scenes.stage.gestures import Joins, Through, early, late
from scenes.stage.layer_numbers import LayerNumbers, output_deltas, outputs_after
from scenes.stage.layered import Layered
from scenes.stage.listing import Pairs
from scenes.stage.one_road import Factors, OneRoad
from scenes.stage.shared_tail import SharedTail
from scenes.stage.sign_table import SignTable
from scenes.stage.slope_plot import SigmaPlot, SlopePlot
from scenes.stage.text import Formula, Words, as_symbol
from scenes.stage.way_back import WayBack

J, K, L, W = (as_symbol(letter) for letter in "jkLW")
BIG = 40                # size of a formula that a section is about
SEEN = 5                # of so many edges that are nudged one after the other one is seen
A_K, A_J, W_JK, Z_J, DELTA_J = sym.a(index="k"), sym.a(index="j"), sym.w(index="j k"), sym.z(index="j"), sym.delta(index="j")
W_OF_L, DELTA_OF_L = sym.w("L", "j k"), sym.delta("L", "j")        # with their layer, once two layers are on screen
W_T, DELTA_K, Z_K = "{{(W^((L))) : w}}^T", sym.delta("L-1", "k"), sym.z("L-1", "k")
ERROR = f"2 ({A_J} - {sym.y('j')})"


class ChainRuleLayers(Film):
    """The chain rule in a network with many neurons in each layer: indices, sums over paths, layer after layer, backwards."""

    recordings = ("layers", "digits")
    question = "What changes when layers\nhave many neurons?"
    constants = {"0": "an index, and a slope", "1": "an index, one layer further, a run of one unit or of the network",
                 "2": "an index, a layer, or an exponent"}

    last: object        # what the next section begins with: it becomes something there

    def construct(self):
        self.run, self.digits = (self.runs[name] for name in self.recordings)
        run, self.small = self.run, LayerNumbers(self.runs)
        self.j, self.k, self.nudged = self.small.of("j"), self.small.of("k"), int(run.shown_k)
        self.net = Layered([run.W1, run.W2], [run.example_x, run.a1, run.a2], "folded")      # it stays until the code
        self.origin = self.tag("network {}-{}-{} · step {} of {} · one example", *self.small.whose())
        self.play_section(self.an_index_for_each_neuron)
        self.play_section(self.the_same_three_factors)
        self.play_section(self.delta)
        self.play_section(self.all_weights_at_once)
        self.play_section(self.two_paths)
        self.play_section(self.one_column_back)
        self.play_section(self.rows_become_columns)
        self.play_section(self.one_tail)
        self.play_section(self.why_backwards)
        self.play_section(self.in_code)
        self.play_section(self.is_it_right)
        self.play_section(self.what_it_saves)
        self.play_section(self.the_way_back)
        self.play_section(self.the_answer)

    def say(self, *what, **how):
        """Say a sentence when the one before has been read."""
        self.read()
        super().say(*what, **how)

    def turn(self, *moves, comes=(), stays=()):
        """What stays, the network too, goes to its next place while the rest leaves, and what is new comes around it."""
        self.hand_over(self.net, self.origin, *stays, moves=moves, comes=comes, run_time=theme.TURN + theme.NOTE)

    def an_index_for_each_neuron(self):
        net, (j, k) = self.net, (self.j.value, self.k.value)
        heads, feet = net.titles("whole", (f"input, {L} − 2", f"layer {L} − 1", f"last layer {L}"),
                                 {2: f"neuron {J} = 0, 1", 1: f"neuron {K} = 0, 1, 2"})
        self.ask()
        self.say("Layers have many neurons. We count the last layer, $L$, with $j$, the one before with $k$.")
        self.hand_over(comes=[net, self.origin])
        self.play(net.go("whole"), run_time=theme.STRIDE)
        self.play(FadeIn(*heads))
        self.play(net.go("counted"), *map(FadeIn, feet), run_time=theme.TURN)
        self.say("A weight $w$ leads to $j$ from $k$. Here: to {} from {}.", self.j, self.k)
        box = net.name_edge("whole", 2, j, k, W_JK)
        self.play(net.light((2, j, k)), run_time=theme.TURN)
        self.play(Joins(net, box), run_time=theme.TURN)
        table = SignTable([self.small.these("W2", ".2f", m) for m in self.small.outputs], f"from neuron {K}", f"to {J}")
        self.right(table, share=0.4)
        self.say("All weights fill the table $W$: a row for each $j$, a column for each $k$.")
        net.remove(box)
        self.play(net.go("beside"), Group(*heads, *feet).animate.shift(net.at("beside", 1, 0) - net.at("whole", 1, 0)), FadeOut(box),
                  FadeIn(table.brackets), run_time=theme.TURN)
        for m in self.small.outputs:
            self.play(net.light(*((2, m, k) for k in self.small.hidden)), FadeIn(table.row(m)), run_time=theme.TURN)
        self.play(net.light(), FadeIn(*table.columns, table.heads, table.key(f"the table {W}")), run_time=theme.TURN)
        self.wait(theme.BEAT)

    def the_same_three_factors(self):
        run, net, (j, k) = self.run, self.net, (self.j.value, self.k.value)
        clock, road = self.clock("layers", len(run.turn_w)), OneRoad(net, run.W2, run.a2, run.example_y, j, k)
        net.follow(clock, 2, j, run.turn_a[j])
        clock.draw(road.squares[j], lambda row: road.grow(j, run.turn_a[j, row] - run.example_y[j]))
        w, *texts = [self.live(f"{as_symbol(name)} = {{}}", self.reading(clock, f"layers.turn_{key}", of=of, form=".3f"), anchor=LEFT)
                     .next_to(place, RIGHT if name == "C" else UP, buff=0.12)
                     for name, key, of, place in zip("wzaC", ("w", "z", "a", "cost"), (None, j, j, None), road.places)]
        rules = Factors.instead([f"{Z_J} = sum_k {W_JK} {A_K} + {sym.b(index='j')}", f"{A_J} = sigma({Z_J})",
                                 f"{sym.C} = sum_j ({A_J} - {sym.y('j')})^2"])
        self.say("A row of $W$ and a bias $b$ make a sum $z$; sigma, $σ$, makes it $a$.")
        self.turn(net.go("road"), comes=[road, rules[0]])
        self.play(FadeIn(rules[1]), run_time=theme.TURN)
        self.say("The cost $C$ sums squared errors: outputs minus wishes, $y$.")
        self.play(FadeIn(rules[2], *road.beside(self.small.wishes())), Joins(road, *road.squares), run_time=theme.TURN)
        self.say("Nudge one weight: one $z$ moves, one $a$, one square.")
        self.play(Joins(road, road.on_weight(w)), FadeIn(*texts))
        clock.run(self, clock.last, theme.VERSE)
        self.last = factors = Factors((sym.slope(W_JK), A_K, f"sigma'({Z_J})", ERROR), self.small.three_factors(j, k))
        self.say(f"One road, three factors: $a$, the slope of sigma, ${SIGMA_PRIME}$, twice the error.")
        self.play(FadeOut(rules), run_time=theme.NOTE)
        factors.drop(self, road)

    def delta(self):
        run, factors = self.run, self.last
        equation = Equation(DELTA_J, "=", sym.slope(Z_J), "=", f"sigma'({Z_J})", "dot", ERROR, size=BIG, room=1)
        equation.set_x(0).align_to(self.room, UP)
        brace = Brace(VGroup(*factors.parts[2:]), UP, buff=0.1, color=theme.GRADIENT)
        name = Formula(DELTA_J, BIG).next_to(brace, UP, buff=0.1)
        plots = [SlopePlot(run.curve_z[j], run.curve_cost[j], run.delta2[j], int(run.curve_run), run.curve_cost.max(), j)
                 for j in self.small.outputs]
        self.say("The last two belong to the neuron: its delta, $δ$, is how fast the cost changes with $z$.")
        self.play(GrowFromCenter(brace), FadeIn(name), run_time=theme.TURN)
        self.wait(theme.READ)
        old = name, factors.parts[2], factors.parts[3]
        self.turn(self.net.go("plots", {(2, j): plot.corner for j, plot in enumerate(plots)}),
                  *(ReplacementTransform(*pair, rate_func=early) for pair in zip(old, (equation[0], equation[4], equation[6]))),
                  stays=old, comes=[*plots, *equation[1:4], equation[5]])
        for j, plot in enumerate(plots):
            plot.nudge(self, sym.delta(index=j), self.small.of("delta2", j, form="+.3f"))
        self.wait(theme.READ)
        self.last = plots

    def all_weights_at_once(self):
        run, net, (j, k), shown = self.run, self.net, (self.j.value, self.k.value), self.small.all_slopes()
        table, discs = AreaTable(run.delta2, run.a1, shown.slopes), [plot.disc for plot in self.last]
        tops, sides = table.over(shown.activations), table.beside([*zip((disc.copy() for disc in discs), shown.deltas)])
        formula = Formula(f"{sym.slope(W_JK)} = {DELTA_J} {A_K}", BIG).align_to(self.room, UP + LEFT)
        self.say("Activation times delta, each rectangle is a slope. Of a bias the slope is delta.")
        self.turn(net.go("table", table.places(net)), *map(ReplacementTransform, discs, (one for one, _ in sides)), stays=discs)
        self.play(Create(table.widths), Create(table.heights), *map(FadeIn, (*tops, *(text for _, text in sides))), run_time=theme.TURN)
        grow = (GrowFromPoint(cell, cell.get_corner(UP + LEFT)) for row in table.cells for cell in row)
        self.play(*grow, FadeIn(formula), run_time=theme.TURN)
        self.play(*(FadeIn(text) for row in table.numbers for text in row), Create(table.outline(j, k)), run_time=theme.TURN)
        slopes = [VGroup(Formula(f"{sym.slope(sym.b(index=m))} ="), Words("{}", fact)).arrange(DOWN).next_to(table.row(m), RIGHT, buff=0.2)
                  for m, fact in enumerate(shown.biases)]
        self.play(*map(FadeIn, slopes), run_time=theme.TURN)
        self.wait(theme.READ)

    def two_paths(self):
        run, net, k, both = self.run, self.net, self.nudged, self.small.outputs
        paths, shown, clock = run.paths[:, k], self.small.both_paths(k), self.clock("layers", len(run.fork_in))
        fork = Fork(net, run.W2, paths, k)
        for l, n, rows in ((1, k, run.fork_in), *((2, m, run.fork_a[m]) for m in both)):
            net.follow(clock, l, n, rows)
        notes = [*map(fork.notes, both, shown.deltas, shown.products)]
        self.say("To go one layer back, nudge an activation: $Δ a$. It moves both sums, each by its weight.")
        layers = [net.under("fork", l, Words(text)) for l, text in ((1, f"layer {L} − 1"), (2, f"layer {L}"))]
        self.turn(net.go("fork"), comes=[fork, *layers])
        self.play(GrowArrow(fork.up), *map(Create, fork.roads), FadeIn(*map(fork.on_road, both, shown.weights)), run_time=theme.TURN)
        self.play(*map(GrowArrow, fork.arrows), FadeIn(*map(fork.beside, both, shown.moves)), run_time=theme.TURN)
        clock.run(self, clock.last, theme.PHRASE)
        self.say("Times delta: on one path the cost falls, on the other it rises. Both add up.",
                 holds=paths[0] < 0 < paths[1], otherwise="Times delta, that is what each path does to the cost. Both add up.")
        self.play(FadeIn(fork.floor, fork.head))
        for m in both:
            self.play(FadeIn(notes[m][0]), Create(fork.on[m]), run_time=theme.TURN)
            self.play(FadeIn(notes[m][1]), GrowFromEdge(fork.steps.bars[m], -fork.steps.outwards(m)),
                      FadeIn(fork.in_bar(m, shown.paths[m]), fork.tips[m], rate_func=late),
                      *map(FadeIn, fork.steps.links[m - 1:m] if m else ()), run_time=theme.TURN)
        self.play(GrowFromEdge(fork.steps.bars[2], -fork.steps.outwards(2)), FadeIn(fork.sum(shown.total), fork.steps.links[-1]),
                  run_time=theme.TURN)
        self.last = Formula(f"{sym.slope(sym.a('L-1', 'k'))} = sum_j {W_OF_L} {DELTA_OF_L}", BIG).next_to(fork.steps, DOWN)
        self.last.align_to(self.room, DOWN)
        self.play(*fork.flashes(), FadeIn(self.last), run_time=theme.STRIDE)
        self.wait(theme.BEAT)

    def one_column_back(self):
        run, net, n, formula, shown = self.run, self.net, self.nudged, self.last, self.small.one_layer_back(self.nudged)
        table = SignTable(shown.weights, f"from neuron {K}", size=theme.LABEL)
        table.shift(net.at("back", 2, 0) + 1.75 * RIGHT - table.squares[0][0].get_center())
        column = ColumnSum(table, shown.deltas, shown.products, shown.made)
        table.frame.remove(*table.rows, table.heads)      # where rows have their indices, the neurons of layer L stand
        bend = SigmaPlot(run.bend_z, run.bend_a, run.z1[n], run.a1[n], run.sigma_slope1[n], sym.z("L-1", n))
        bend.next_to(table.brackets, DOWN, buff=theme.GAP).align_to(table.squares[0][1], LEFT)
        self.say("This sum reads a column of the table $W$: each weight times the delta of its row.")
        self.turn(net.go("back"), formula.animate.align_to(self.room, DOWN + LEFT), stays=[formula],
                  comes=[table, table.heads, to := net.over("back", 2, Words(f"to {J}"))])
        self.play(net.light(*((2, m, n) for m in self.small.outputs)), table.mark(n), run_time=theme.TURN)
        self.play(FadeIn(*(part for pair in column.deltas for part in pair)), run_time=theme.TURN)
        for product in shown.products:
            self.play(FadeIn(product, shift=theme.GUTTER * RIGHT))
        self.play(Create(column.rule), FadeIn(shown.made[0]))
        self.say("Then through the neuron, times the slope of its sigma: delta, one layer earlier.")
        self.play(FadeIn(bend), run_time=theme.TURN)
        self.play(FadeIn(shown.made[1]), ShowPassingFlash(bend.tangent.copy().set_color(theme.INK)), run_time=theme.TURN)
        summed = Formula(f"{DELTA_K} = sigma'({Z_K}) sum_j {W_OF_L} {DELTA_OF_L}", BIG).move_to(formula, aligned_edge=LEFT)
        self.play(FadeOut(formula, rate_func=early), FadeIn(shown.made[2], summed, rate_func=late), table.mark(), run_time=theme.TURN)
        self.wait(theme.READ)
        self.last = table, column, [summed, bend, to, table.heads]

    def rows_become_columns(self):
        shown, (table, column, others) = self.small.one_layer_back(self.nudged), self.last
        self.say("Every neuron there has its column. Turn the table: each row meets the deltas.")
        aside = 4 * theme.GUTTER * RIGHT
        VGroup(*table.rows).shift(aside)
        self.play(self.net.go("dark"), VGroup(table, *map(VGroup, *zip(*column.deltas))).animate.shift(aside), FadeIn(*table.rows),
                  FadeOut(*column.made, *column.products, column.rule, *others), run_time=theme.TURN)
        *rows, frame = table.turned(self.room.get_left()[0] + 4 * theme.GUTTER)
        for row in rows:
            self.play(row, *([frame] if row is rows[0] else []), run_time=theme.TURN + theme.NOTE)
        ways = [Words(text).next_to(VGroup(*names), LEFT) for text, names in ((f"to {J}", table.rows), (f"from {K}", table.columns))]
        heads = W_T, sym.delta("L"), f"{W_T} {sym.delta('L')}", f"sigma'({sym.z('L-1')})", sym.delta("L-1")
        turned = Turned(table, (shown.deltas, shown.carried, shown.sigmas, shown.results), ("", "=", "dot.o", "="), heads)
        self.play(*(ReplacementTransform(VGroup(*delta), goal) for delta, goal in zip(column.deltas, turned.columns[0][1:])),
                  FadeIn(turned.columns[0][0], *turned.heads[:2], *ways, *turned.around(1)), run_time=theme.TURN)
        leaves = []
        for row, number in zip(turned.rows, turned.columns[1][1:]):
            self.play(*leaves, FadeIn(row), FadeIn(number, shift=theme.GUTTER * RIGHT), run_time=theme.TURN)
            leaves = [FadeOut(row)]
        self.say("Times the slopes of sigma, entry by entry: the sign ⊙.")
        self.play(*leaves, FadeIn(turned.steps[2]), run_time=theme.TURN)
        matrix = Formula(f"{sym.delta('L-1')} = {W_T} {sym.delta('L')} dot.o sigma'({sym.z('L-1')})", BIG)
        self.play(FadeIn(*turned.around(3)), LaggedStart(*(
            FadeIn(number, shift=theme.GUTTER * RIGHT) for number in turned.columns[3][1:]), lag_ratio=0.5), run_time=theme.TURN)
        self.play(FadeIn(matrix.set_x(0).align_to(self.room, DOWN)), run_time=theme.TURN)
        self.wait(theme.READ)
        self.last = turned.columns[3][1 + self.nudged][1], matrix

    def one_tail(self):
        net, n, both = self.net, self.nudged, np.sort(np.argsort(-self.run.example_x)[:2]).tolist()
        deltas, slopes = self.small.slopes_into(n, both)
        tail, (number, matrix), (name, delta) = SharedTail(net, n, both, deltas), self.last, deltas[0]
        VGroup(*slopes).arrange(DOWN, aligned_edge=LEFT).set_x(0).align_to(self.room, DOWN)
        self.say("All weights into a neuron share what comes after it: its delta, computed once.")
        once = tail.stamp("computed once, used by both")
        self.turn(net.go("tail"), ReplacementTransform(number, delta), FadeOut(matrix), stays=self.last, comes=[tail, name])
        self.play(net.light(*((1, n, i) for i in both)))
        for i in both:
            self.play(tail.run(i), run_time=theme.TURN + theme.BEAT)
        self.play(*(Create(road) for part in tail.tail for road in part), FadeIn(once), run_time=theme.TURN)
        self.play(*(FadeIn(slope[0], *slope[2:]) for slope in slopes), *(TransformFromCopy(delta, slope[1]) for slope in slopes),
                  run_time=theme.TURN)
        self.wait(theme.READ)
        self.last = tail, slopes, once

    def why_backwards(self):
        tail, slopes, once = self.last
        (_, mine), *others = tail.deltas
        self.say("Why backwards? Forwards, this delta would need those after it: not known yet.")
        self.play(FadeOut(once, mine, *slopes, *tail.tail[0], *tail.tail[1]))
        there, back = tail.there(), tail.back()
        self.play(*there[0], FadeIn(tail.asked[0]), run_time=theme.TURN)
        self.play(*there[1], *(FadeIn(other[0], asked) for other, asked in zip(others, tail.asked[1:])), run_time=theme.TURN)
        self.say("From the cost back, each delta is made of those that are known.")
        for lights, known in zip(back, (range(1, len(tail.deltas)), [0])):
            self.play(*lights, FadeOut(*(tail.asked[j] for j in known), rate_func=early),
                      FadeIn(*(tail.deltas[j][1] for j in known), rate_func=late), run_time=theme.TURN)
        self.play(*back[2], FadeIn(*slopes), run_time=theme.TURN)
        self.wait(theme.BEAT + theme.TICK)

    def in_code(self):
        net, (x, y) = self.run.network, (self.run.example_x, self.run.example_y)
        self.last = pairs = Pairs(backpropagate, BACKPROPAGATION, net.sizes).move_to(self.room)
        same = np.array_equal(self.run.lines_gradient, net.gradient(self.run.theta[self.run.row].astype("float64"), x[None], y[None]))
        self.say("Four formulas, and the same as code: start at the end, go back, read off every slope.", holds=same)
        shrinks = FadeOut(self.net, target_position=pairs[0].icon, scale=theme.SPECK)
        self.hand_over(self.net, moves=[shrinks], comes=[pairs.panels, *(pair.icon for pair in pairs)], run_time=theme.TURN)
        for pair in pairs:
            pair.come(self)
            self.wait(theme.BEAT)
        self.wait(theme.READ)

    def is_it_right(self):
        run, clock = self.digits, self.clock("digits", len(self.digits.check_done))
        size, entries, alive, zero, some, dark = (self.fact(f"digits.{key}", form=",") for key in (
            "network.n_parameters", "nudge_entries", "nudge_alive", "nudge_zero", "nudge_examples", "check_pixels"))
        plot = Agreement(run.check_nudge, run.check_sweep, 5.3, ("by nudges", "by the sweep"))
        self.left(plot).shift(theme.GAP * RIGHT)
        clock.draw(plot, lambda row: plot.show(run.check_done[row]))
        below, zeros = Words("of {} numbers nudged", entries), Words("the other {} are\nexactly 0, both ways", zero)
        few = self.fact("digits.nudge_digits", form=".0f")
        agree = Words("{} agree to {} significant\ndigits or more", alive, few, color=theme.GRADIENT)
        told = Told(run.check_dark, 1.6, Words("{} pixels are dark\nin all {} digits", dark, some))
        told.mask.show(1)
        Group(below, agree, zeros, told).arrange(DOWN, buff=0.5, aligned_edge=RIGHT).align_to(self.room, RIGHT)
        counter = self.live("{}", self.reading(clock, "digits.nudge_done", form=","), size=theme.TITLE).next_to(below, LEFT)
        self.say("Is it right? Nudge every number of a network for digits: the slopes agree.",
                 holds=run.nudge_entries == size.value and run.nudge_digits >= 5,
                 otherwise=("Is it right? In a network for digits we nudge {} of its {} numbers.", entries, size))
        tag = self.tag("untrained network · mean cost of {} digits · nudged both ways", some)
        self.hand_over(becomes=[(self.last.panels, plot.plot)], comes=[*plot.labels, counter, below, tag], run_time=theme.TURN)
        self.add(plot)
        clock.run(self, clock.last, theme.VERSE)
        self.play(ShowPassingFlash(plot.diagonal(), time_width=0.3), FadeIn(agree), run_time=theme.TURN)
        self.play(FadeIn(plot.at_zero(Words("{} zeros", zero)), zeros))
        if run.nudge_zero == run.check_pixels * run.check_weights:
            self.play(FadeIn(told))
        self.wait(theme.READ + theme.NOTE)

    def what_it_saves(self):
        run, edge = self.digits, self.digits.shown_edge.tolist()
        cards = both_ways(run.network, run.theta[0], run.first_slopes, edge)
        slow, swept = (card.network for card in cards)
        clock = self.clock("digits", len(run.nudge_done))
        clock.draw(slow, lambda row: slow.nudge(*map(int, run.plain_edge[min(row - row % SEEN, len(run.plain_edge) - 1)])))
        everyone, first = self.fact("digits.plain_runs", form=","), self.fact("digits.nudge_done", -1, form=",")
        runs = self.live("1 + {} runs forward", self.reading(clock, "digits.nudge_done", form=",")).show(first)
        once = Words("1 run forward, 1 back", color=theme.GRADIENT)
        for card, count, took, form in zip(cards, (runs, once), ("plain", "sweep"), (".1f", ".5f")):
            card.tells(count, self.fact(f"digits.{took}_seconds", form=form))
        labels = [card.on_edge(*edge, self.fact(f"digits.shown_{way}", form="+.4f")) for card, way in zip(cards, ("plain", "sweep"))]
        clock.redraw()
        self.say("What does it save? Nudges need one more run for every number.")
        tag = self.tag("mean cost of {} digits · few pixels drawn · seconds of one computer", self.fact("digits.nudge_examples"))
        self.hand_over(comes=[*(part for card in cards for part in (card, card.head)), runs, tag], run_time=theme.TURN)
        clock.run(self, clock.last, theme.PHRASE + theme.BEAT)
        slow.nudge(*edge)
        self.play(FadeIn(cards[0].seconds), Joins(slow, labels[0]))
        self.say("The sweep computes each delta once: the same {} slopes, thousands of times as fast.", everyone,
                 holds=run.plain_ratio > 2000 and run.plain_off < 1e-4,
                 otherwise=("The sweep computes each delta once: the same {} slopes, in one go.", everyone))
        half, stamp = swept.share_at(edge[0]), swept.stamp(*edge[:2], "δ, once")
        self.play(Through(swept, swept.sweep, half), run_time=theme.TURN)
        self.play(FadeIn(stamp), run_time=theme.TURN)
        self.play(FadeOut(stamp[1]), Through(swept, swept.sweep, start=half), run_time=theme.TURN)
        self.play(FadeIn(once, cards[1].seconds), Joins(swept, labels[1]))
        self.wait(theme.TURN)
        self.last = swept, labels[1]

    def the_way_back(self):
        run, back = self.digits, WayBack(self.digits, self.room)
        label, guess = (self.fact(f"digits.flow_{who}") for who in ("label", "guess"))
        mine, flow, notes = label.value, back.flow, output_deltas(self.runs, guess, label).align_to(self.room, UP + LEFT)
        self.say("The network reads {}, not {}. At the outputs, the error becomes delta.", guess, label,
                 holds=mine != guess.value, otherwise="At the outputs, what is still missing becomes delta.")
        tag = self.tag("step {} of {} · one unseen digit · edges of ten of its pixels", self.fact("digits.flow_step"),
                       self.fact("digits.recipe.steps", form=","))
        swept, written = self.last
        self.add(swept.remove(written))
        self.make_room(swept)
        self.hand_over(becomes=[(swept, flow)], comes=[*(part for part in back if part is not flow), tag], run_time=theme.TURN)
        self.play(Sweep(flow, 0, 0.3), FadeIn(notes[0]), run_time=theme.TURN)
        self.play(FadeIn(notes[1]), run_time=theme.TURN)
        self.say("The {} is nearly silent. There sigma is flat: large error, small delta.", label,
                 holds=max(abs(flow.outputs[mine]), run.flow_sigma[mine]) < 0.1 and abs(run.flow_twice[mine]) > 1,
                 otherwise="What the slope of sigma leaves of an error, is its delta.")
        self.play(FadeIn(notes[2]), run_time=theme.TURN)
        self.say("Back along the wires, times weights and slopes, down to the picture itself.")
        self.play(FadeOut(notes), run_time=theme.NOTE)
        self.play(FadeIn(back.keys[0]), Sweep(flow, 0.3, run.network.depth), run_time=theme.TURN * run.network.depth)
        self.play(FadeIn(back.picture), run_time=theme.TURN)
        self.wait(theme.TURN)
        self.last = back, guess, label

    def the_answer(self):
        run, net, (back, guess, label) = self.digits, self.net, self.last
        before, after = back.flow.outputs, run.flow_after_a
        costs = [self.fact(f"digits.flow_{when}", form=".2f") for when in ("cost", "after_cost")]
        moved = outputs_after(self.runs, guess, label).align_to(self.room, UP + LEFT)
        self.say("One step against every slope: the {} sinks, the {} does not rise; the cost falls from {} to {}.", guess, label, *costs,
                 holds=costs[1].value < costs[0].value and after[guess.value] < before[guess.value] - 0.1
                 and -0.01 < after[label.value] - before[label.value] <= 0,
                 otherwise=("One step against every slope: the cost goes from {} to {}.", *costs))
        self.play(FadeOut(back.keys[0], back.picture), run_time=theme.NOTE)
        self.play(FadeIn(back.keys[1]), LightUp(back.flow), run_time=theme.TURN)
        self.play(Through(back.flow, back.flow.spend), FadeOut(back.keys[1], *back.fault), run_time=theme.TURN)
        self.play(FadeIn(back.after(), moved), run_time=theme.TURN)
        self.wait(theme.READ)
        self.say("What changes with many neurons? Along each path we multiply, over all paths we add.")
        n, i, j = self.nudged, int(np.argmax(self.run.example_x)), self.j.value
        tail = SharedTail(net.stand("tail"), n, [i], self.small.slopes_into(n, [i])[0])
        self.hand_over(comes=[net, tail, self.origin], run_time=theme.TURN)
        self.play(net.light((1, n, i), (2, j, n)), FadeIn(tail.above("along a path: multiply")), run_time=theme.TURN)
        self.play(tail.run(i, j), run_time=theme.STRIDE)
        self.play(net.light((1, n, i), *((2, m, n) for m in self.small.outputs)), FadeIn(tail.stamp("over all paths: add", theme.INK)))
        self.play(tail.run(i), run_time=theme.STRIDE)
        self.say("Backwards, each delta is computed only once.")
        for lights, known in zip(tail.back(), (tail.deltas[1:], tail.deltas[:1], [])):
            self.play(*lights, *map(FadeIn, known), run_time=theme.TURN)
        self.wait(theme.READ + theme.BEAT)
