"""Film: what changes in the chain rule when layers have many neurons.

Shows the recording "layers": one state, one example and every derivative of a 3-3-2 network that was really trained;
and of "digits" the check of all its derivatives.
"""

from itertools import product

from manim import (
    DOWN, LEFT, RIGHT, UP, Brace, Create, FadeIn, FadeOut, LaggedStart, Line, SurroundingRectangle, Transform, VGroup,
)

from nncore import Network
from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.cards import AnswerCard, LowTag
from scenes.stage.chart import Histogram
from scenes.stage.clock import Clock
from scenes.stage.listing import Code
from scenes.stage.digit_reader import DigitReader
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.gestures import Grow
from scenes.stage.network import Forward, Highlight, NetworkDiagram
from scenes.stage.columns import Column, Matrix, NumberColumn, Outer, Table
from scenes.stage.text import Formula, Live, Number, Words, align_baselines

NETWORK, NEURON = (4.4, 4.2), 0.36             # the small network beside its numbers: width and height, radius of a neuron
CHART = 5.4, 4.2                               # the histogram beside the network of digits
J, K = 1, 2                                    # the weight that is followed from neuron K to neuron J

A_K, A_J, Y_J = sym.a("L-1", "k"), sym.a("L", "j"), sym.y("j")
W_JK, Z_J, Z_K = sym.w("L", "j k"), sym.z("L", "j"), sym.z("L-1", "k")
DELTA_J, DELTA_K = sym.delta("L", "j"), sym.delta("L-1", "k")
DC_DW, DC_DA = sym.slope(W_JK), sym.slope(A_K)

EQUATIONS = (
    f"{DELTA_J} = 2 ({A_J} - {Y_J}) sigma'({Z_J})",
    f"{sym.delta('l', 'k')} = sigma'({sym.z('l', 'k')}) sum_j {sym.w('l+1', 'j k')} {sym.delta('l+1', 'j')}",
    f"{sym.slope(sym.b('l', 'j'))} = {sym.delta('l', 'j')}",
    f"{sym.slope(sym.w('l', 'j k'))} = {sym.delta('l', 'j')} {sym.a('l-1', 'k')}",
)
TARGETS = "dC_da[-1]", "delta[l]", "dC_da[l - 1]", "db[:]", "dW[:]"    # what the lines of the code assign to
LINES_OF = (0, 1), (2, 1), (3,), (4,)          # the lines that each equation is made of
LINE_BESIDE = (0, 1), (2,), (3,), (4,)         # and those that stand beside it: the second serves two equations


class ChainRuleLayers(Film):
    """The chain rule in a network with many neurons in each layer: indices, sums over paths, layer after layer."""

    recordings = ("layers", "digits")
    question = "What changes when layers\nhave many neurons?"
    whole_frame = True
    constants = {
        "0": "an index", "1": "an index, or one layer further", "2": "an index, or the exponent of a square",
        "3": "the number of an equation", "4": "the same",
    }

    # What a section leaves to a later one; all else that several show is made in set_the_stage.
    weights: Matrix     # an_index_for_each_neuron -> a_row_for_each_sum: the matrix of the last layer

    def construct(self):
        self.set_the_stage()
        self.play_section(self.an_index_for_each_neuron)
        self.play_section(self.a_row_for_each_sum)
        self.play_section(self.the_cost_adds_over_j)
        self.play_section(self.the_same_three_factors)
        self.play_section(self.every_weight_at_once)
        self.play_section(self.two_paths_add)
        self.play_section(self.one_layer_further)
        self.play_section(self.the_same_lines_in_code)
        self.play_section(self.every_entry_checked)
        self.play_section(self.four_equations)

    # -- what several sections show, each thing in its place ---------------------------------

    def set_the_stage(self):
        self.run, self.digits = self.runs["layers"], self.runs["digits"]
        self.inputs, self.hidden, self.outputs = self.run.network.sizes
        self.tag = LowTag("{}-{} · step {} · example {}", *(self.fact(f"layers.{key}") for key in (
            "recipe.data.name", "network.n_parameters", "shown_step", "example_index")))
        theta, run = self.run.theta[self.run.row], self.run
        self.network = NetworkDiagram(run.network.sizes, float(abs(theta).max()), *NETWORK, radius=NEURON)
        self.network.to_edge(LEFT, buff=theme.GUTTER)
        self.network.show(run.network.layers(theta), [run.example_x, run.a1, run.a2])
        self.heads = VGroup(*(Formula(name, size=theme.LABEL, color=theme.FAINT) for name in ("L-2", "L-1", "L")))
        for l, head in enumerate(self.heads):
            head.next_to(self.network, DOWN, buff=theme.GAP).set_x(self.network.neuron(l, 0)[0])
        align_baselines(*self.heads)
        self.names = VGroup(*(VGroup(*(self.name(letter, l, j) for j in range(size)))
                              for l, (letter, size) in enumerate(zip("xaa", run.network.sizes))))
        self.labelled = self.network, self.heads, *self.names, self.tag

    def name(self, letter, l, j):
        """The letter and the index of a neuron, above it."""
        name = Formula(sym.symbol(letter, index=j, part="a"), size=theme.LABEL)
        return name.next_to(self.network.neuron(l, j), UP, buff=NEURON + theme.GAP / 2)

    def numbers(self, key, *shape, form=".3f"):
        """The Facts of an array of the recording "layers": a list for one length, rows of them for two."""
        if len(shape) == 1:
            return [self.fact(f"layers.{key}", j, form=form) for j in range(*shape)]
        rows, columns = shape
        return [[self.fact(f"layers.{key}", j, k, form=form) for k in range(columns)] for j in range(rows)]

    def panel(self, *parts):
        """Things one below the other in the space beside the network."""
        group = VGroup(*parts).arrange(DOWN, buff=theme.GUTTER)
        left, right = self.network.get_right()[0], self.camera.frame_width / 2 - theme.MARGIN
        return group.set_x((left + right) / 2)

    @staticmethod
    def band(numbers):
        """A band behind numbers that are looked at."""
        band = SurroundingRectangle(numbers, color=theme.FAINT, fill_opacity=theme.BAND, stroke_width=0, buff=theme.GAP / 2)
        return band.set_z_index(-1)

    @staticmethod
    def rule_under(numbers):
        """The line under numbers that are added up."""
        left, right = numbers.get_left(), numbers.get_right()
        line = Line(left, right, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
        return line.next_to(numbers, DOWN, buff=theme.GAP)

    # -- 1 -----------------------------------------------------------------------------------

    def an_index_for_each_neuron(self):
        self.read()
        self.say("With one neuron in each layer, the chain rule is one product along one line.")
        self.ask()
        self.hand_over()
        x = [sym.symbol("x", index=k, part="a") for k in range(self.inputs)]
        questions = VGroup(*(Formula(f'{x[j]} > {x[j + 1]} "?"') for j in range(self.outputs)))
        for j, asked in enumerate(questions):
            asked.next_to(self.network.neuron(2, j), RIGHT, buff=theme.GUTTER)
        self.read()
        self.say("Three numbers in, two answers out: {} parameters, really trained.", self.fact("layers.network.n_parameters"))
        self.play(FadeIn(self.network.reach(-1), self.heads, self.tag))
        self.play(FadeIn(self.names[0]), Forward(self.network, -1, 1), run_time=theme.TURN)
        self.play(FadeIn(questions), Forward(self.network, 1, 2), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.read()
        self.say("Neurons now bear an index: k in one layer, j in the next.")
        self.play(LaggedStart(*map(FadeIn, [*self.names[1], *self.names[2]]), lag_ratio=0.5), run_time=theme.TURN)
        self.add(*self.names)
        self.play(FadeOut(questions))
        self.name_a_weight()
        self.fill_the_matrix()

    def name_a_weight(self):
        name, way = Formula(sym.w(index="j k"), size=theme.TITLE), Formula('"to" j arrow.l "from" k')
        self.weights = Matrix(self.numbers("W2", self.outputs, self.hidden), theme.BODY, theme.WEIGHT, indexed=True)
        label = VGroup(name, way).arrange(RIGHT, buff=theme.GUTTER)
        align_baselines(name, way)
        self.panel(label, self.weights)
        self.read()
        self.say("A weight bears both: w_jk leads to neuron j and comes from neuron k.")
        self.play(self.network.light([(2, J, K)]))
        self.play(Grow([name], from_=[self.network.middle(2, J, K)]))
        self.play(FadeIn(way))
        self.wait(theme.READ)

    def fill_the_matrix(self):
        places = list(product(range(self.outputs), range(self.hidden)))
        self.read()
        self.say("In the matrix it stands in row j, column k.")
        self.play(FadeIn(self.weights.brackets, self.weights.indices), self.network.light(between=(1, 2)))
        self.play(Grow([self.weights.entry(*place) for place in places],
                       from_=[self.network.middle(2, *place) for place in places], lag_ratio=0.5), run_time=theme.PHRASE)
        self.add(self.weights)
        self.play(FadeIn(self.band(self.weights.entry(J, K))), self.network.light([(2, J, K)]))
        self.wait(theme.READ)

    # -- 2 -----------------------------------------------------------------------------------

    def a_row_for_each_sum(self):
        a, b, z = (Matrix([[number] for number in self.numbers(key, size)], theme.LABEL, color) for key, size, color in (
            ("a1", self.hidden, theme.ACTIVATION), ("b2", self.outputs, theme.BIAS), ("z2", self.outputs, theme.SUM)))
        small, plus, equals, table = self.weights.copy(), Formula("+"), Formula("="), self.table_of_terms()
        small.remove(small.indices).scale(theme.LABEL / theme.BODY)
        rule = Formula(f"{Z_J} = sum_k {W_JK} {A_K} + {sym.b('L', 'j')}")
        self.panel(rule, VGroup(small, a, plus, b, equals, z).arrange(RIGHT, buff=theme.GAP), table)
        self.read()
        self.say("That order is the order of the product: row j of W meets the column of a.")
        self.hand_over(*self.labelled, self.weights)
        self.play(FadeOut(self.weights.indices))
        self.weights.remove(self.weights.indices)
        self.play(Transform(self.weights, small), self.network.light(neurons=self.network.layer(1)))
        self.play(FadeIn(a))
        self.play(FadeIn(plus, b, equals, z.brackets), self.network.light(neurons=self.network.layer(2)))
        self.play(FadeIn(rule, *table.heads))
        for j in range(self.outputs):
            self.read()
            self.say("So z_{} has a term for every neuron k, and its bias: {}.", Mark(j), *z.entry(j, 0).facts)
            self.add_up(j, table, a, z)
        self.wait(theme.READ)

    def table_of_terms(self):
        """Every term of every sum z_j, its bias, and the sum."""
        *products, bias, total = (Formula(math, size=theme.LABEL) for math in (
            *(f"{sym.w(index=f'j {k}')} {sym.a(index=k)}" for k in range(self.hidden)), sym.b(index="j"), sym.z(index="j")))
        terms = (Column("terms", "+.3f", head=head, then=(k,)) for k, head in enumerate(products))
        return Table.of(self, "layers", *terms, Column("b2", "+.3f", theme.BIAS, bias), Column("z2", ".3f", theme.SUM, total),
                        rows=range(self.outputs))

    def add_up(self, j, table, a, z):
        """Row j times the column of activations, term by term, and the bias."""
        *terms, bias, total = (column.entries[j] for column in table.columns)
        bands = VGroup(self.band(self.weights.row(j)), self.band(a.column(0)))
        self.play(self.network.light(into=(2, j)), FadeIn(bands))
        self.play(LaggedStart(*map(FadeIn, terms), lag_ratio=0.5), run_time=theme.TURN)
        self.play(FadeIn(bias, total))
        self.play(FadeIn(z.entry(j, 0)), FadeOut(bands))

    # -- 3 -----------------------------------------------------------------------------------

    def the_cost_adds_over_j(self):
        (outputs, wanted, squares), heads = self.columns_of_errors()
        rule, total = self.rule_under(squares), Number(self.fact("layers.example_cost", form=".4f"), color=theme.COST)
        total.next_to(rule, DOWN, buff=theme.GUTTER).align_to(squares, RIGHT)
        sign = Formula(f"{sym.C} = sum_j ({A_J} - {Y_J})^2 =").next_to(total, LEFT, buff=theme.GAP)
        align_baselines(total, sign)
        self.read()
        self.say("Sigma makes an activation of each sum. What is wanted stands beside it.")
        self.hand_over(*self.labelled)
        bright = Grow(outputs.entries, from_=[self.network.neuron(*neuron) for neuron in self.network.layer(2)])
        self.play(self.network.light(neurons=self.network.layer(2)), FadeIn(heads[0]), bright, run_time=theme.TURN)
        self.play(FadeIn(heads[1], wanted))
        self.wait(theme.BEAT)
        self.read()
        self.say("Each output pays the square of its error, and the cost is their sum: {}.", *total.facts)
        self.play(FadeIn(heads[2], squares))
        self.wait(theme.BEAT)
        self.play(Create(rule), FadeIn(sign))
        self.play(FadeIn(total))
        self.wait(theme.READ)

    def columns_of_errors(self):
        """At the height of each output its activation, what is wanted, and the squared difference; and their heads."""
        kinds = (("a2", theme.ACTIVATION, ".4f", A_J), ("example_y", theme.WANTED, ".0f", Y_J),
                 ("squares", theme.COST, ".4f", f"({A_J} - {Y_J})^2"))
        columns = VGroup(*(NumberColumn(self.numbers(key, self.outputs, form=form), self.network.pitch(2), theme.BODY, color)
                           for key, color, form, _ in kinds)).arrange(RIGHT, buff=2 * theme.GUTTER)
        heads = VGroup(*(Formula(math).next_to(column, UP, buff=theme.GUTTER) for column, (*_, math) in zip(columns, kinds)))
        align_baselines(*heads)
        self.panel(VGroup(columns, heads)).shift((self.network.get_y() - columns.get_y()) * UP)
        return columns, heads

    # -- 4 -----------------------------------------------------------------------------------

    def the_same_three_factors(self):
        ratios, values, numbers = grid = self.grid_of_factors()
        self.panel(VGroup(*(piece for row in grid for piece in row)))
        self.read()
        self.say("Nudge one weight: z_j moves, then a_j, then the cost. The old three ratios.")
        self.hand_over(*self.labelled)
        self.play(self.network.light([(2, J, K)]), Grow([ratios[0]], from_=[self.network.middle(2, J, K)]),
                  run_time=theme.TURN)
        for ratio in ratios[1:]:
            self.play(FadeIn(ratio))
        self.read()
        self.say("Each is what it was; only the indices are new.")
        for value, number in zip(values[1:], numbers[1:]):
            self.play(FadeIn(value))
            self.play(FadeIn(number))
        which = Formula(f"j = {J}, thick k = {K}", size=theme.LABEL, color=theme.FAINT)
        which.next_to(numbers[0], DOWN, buff=theme.GUTTER)
        self.play(FadeIn(numbers[0], which))
        brace = Brace(VGroup(*numbers[2:]), DOWN, buff=theme.GAP, color=theme.GRADIENT)
        delta = VGroup(Formula(f"{DELTA_J} ="), Number(self.fact("layers.delta2", J, form=".3f"), color=theme.GRADIENT))
        delta.arrange(RIGHT, buff=theme.GAP).next_to(brace, DOWN, buff=theme.GAP)
        align_baselines(*delta)
        self.read()
        self.say("Two of them know nothing of k: all weights into neuron j share this delta.")
        self.play(self.network.light(into=(2, J)), FadeIn(brace, delta))
        self.wait(theme.READ)

    def grid_of_factors(self):
        """Three rows, each the derivative and its three factors, signs before them: as ratios, as formulas, as numbers."""
        ratios = [DC_DW, *(sym.d(*map(sym.plain, pair)) for pair in ((Z_J, W_JK), (A_J, Z_J), (sym.C, A_J)))]
        numbers = [self.fact("layers.dW2", J, K, form=".3f"), self.fact("layers.a1", K, form=".3f"),
                   self.fact("layers.sigma_slope2", J, form=".3f"), self.fact("layers.error_slope", J, form=".3f")]
        rows = [list(map(Formula, ratios)), [VGroup(), *map(Formula, (A_K, f"sigma'({Z_J})", f"2 ({A_J} - {Y_J})"))],
                [Number(number, color=color) for number, color in zip(numbers, (theme.GRADIENT, *3 * [theme.INK]))]]
        signs = "=", "dot.c", "dot.c"
        grid = [[first, *(piece for sign, factor in zip(signs, factors) for piece in (Formula(sign), factor))]
                for first, *factors in rows]
        VGroup(*(piece for row in grid for piece in row)).arrange_in_grid(rows=3, buff=(2 * theme.GAP, theme.GUTTER))
        return [[first, *(VGroup(*pair) for pair in zip(rest[::2], rest[1::2]))] for first, *rest in grid]

    # -- 5 -----------------------------------------------------------------------------------

    def every_weight_at_once(self):
        rule = Formula(f"{DC_DW} = {DELTA_J} {A_K}")
        outer = Outer(self.numbers("delta2", self.outputs), self.numbers("a1", self.hidden),
                      self.numbers("dW2", self.outputs, self.hidden), (sym.delta(index="j"), sym.a(index="k")),
                      (theme.GRADIENT, theme.ACTIVATION, theme.GRADIENT), theme.BODY)
        nudged = Matrix([[self.fact("layers.nudged", self.run.network.index(2, j, k), form=".3f") for k in range(self.hidden)]
                         for j in range(self.outputs)], theme.BODY)
        self.panel(rule, outer, nudged)
        nudged.align_to(outer.products, RIGHT)
        said = Words("nudged", color=theme.FAINT).next_to(nudged, LEFT, buff=theme.GUTTER)
        self.read()
        self.say("So all weights at once: a column of deltas times a row of activations.")
        self.hand_over(*self.labelled)
        self.play(FadeIn(rule), self.network.light(neurons=self.network.layer(2)))
        self.play(FadeIn(outer.left, outer.names[0]))
        self.play(FadeIn(outer.top, outer.names[1]), self.network.light(neurons=self.network.layer(1)))
        self.multiply(outer)
        self.read()
        self.say("Nudging each weight, and measuring the cost, gives the same matrix.")
        self.play(self.network.light(between=(1, 2)), FadeIn(nudged, said))
        self.wait(theme.READ)

    def multiply(self, outer):
        """Entry by entry, with a band behind the two numbers that are multiplied, and the weight lit in the network."""
        self.play(FadeIn(outer.products.brackets))
        bands = VGroup()
        for j, k in product(range(len(outer.left)), range(len(outer.top))):
            before, bands = bands, VGroup(self.band(outer.left[j]), self.band(outer.top[k]))
            self.play(self.network.light([(2, j, k)]), FadeOut(before), FadeIn(bands))
            self.play(FadeIn(outer.products.entry(j, k)))
        self.play(FadeOut(bands))
        self.add(outer)

    # -- 6 -----------------------------------------------------------------------------------

    def two_paths_add(self):
        k = int(self.run.shown_k)
        cost = Formula(sym.C, size=theme.TITLE).next_to(self.network, RIGHT, buff=2 * theme.GUTTER)
        ends = [Line(self.network.neuron(2, j), cost.get_center(), color=theme.COST, stroke_width=theme.stroke(theme.LINE),
                     buff=NEURON + theme.GAP / 2) for j in range(self.outputs)]
        rule, table = Formula(f"{DC_DA} = sum_j {W_JK} {DELTA_J}"), self.table_of_paths(k)
        which = Words("k = {}", self.fact("layers.shown_k"), size=theme.LABEL, color=theme.FAINT)
        VGroup(VGroup(rule, which).arrange(RIGHT, buff=theme.GUTTER), table).arrange(DOWN, buff=theme.GUTTER)
        VGroup(rule, which, table).to_edge(RIGHT, buff=theme.GUTTER)
        line, total, nudged = self.sum_of_paths(k, table.columns[-1])
        self.read()
        self.say("What is new: an activation reaches the cost along more than one path.")
        self.hand_over(*self.labelled)
        self.play(self.network.light(out_of=(1, k)), FadeIn(cost), *map(Create, ends), run_time=theme.TURN)
        self.play(FadeIn(rule, which, *table.heads))
        self.wait(theme.BEAT)
        for j in range(self.outputs):
            product_of_path = table.columns[-1].entries[j].facts
            self.read()
            self.say("Through output {}: its delta times the weight on the way, {}.", Mark(j), *product_of_path)
            self.walk_back(j, k, ends[j])
            self.play(FadeIn(table.row(j)))
            self.wait(theme.BEAT)
        self.read()
        self.say("A nudge of the activation is felt along both, so they add: {}.", *total.facts)
        self.play(self.network.light(out_of=(1, k)), Create(line))
        self.play(FadeIn(total))
        self.wait(theme.BEAT)
        self.play(FadeIn(nudged))
        self.wait(theme.READ)

    def table_of_paths(self, k):
        weight, delta = sym.w(index="j k"), sym.delta(index="j")
        return Table.of(
            self, "layers", Column(head=Formula("j")), Column("W2", "+.3f", theme.WEIGHT, Formula(weight), then=(k,)),
            Column("delta2", "+.3f", theme.GRADIENT, Formula(delta)),
            Column("paths", "+.3f", theme.GRADIENT, Formula(f"{weight} {delta}"), then=(k,)),
            rows=range(self.outputs), pitch=theme.GUTTER, size=theme.BODY)

    def sum_of_paths(self, k, column):
        """Under the products of the paths: a line, their sum, and what a nudge of the activation measures."""
        line = self.rule_under(column)
        total = Number(self.fact("layers.dC_da1", k, form="+.3f"), color=theme.GRADIENT).next_to(line, DOWN, buff=theme.GAP)
        nudged = Live("nudged {}", self.fact("layers.nudged_a1", k, form="+.3f"), color=theme.FAINT)
        nudged.next_to(total, DOWN, buff=theme.GUTTER / 2)
        return line, total.align_to(column, RIGHT), nudged.align_to(column, RIGHT)

    def walk_back(self, j, k, end):
        """Along one path from the cost to the neuron k."""
        last = Line(*reversed(self.network.edge(2, j, k)), buff=NEURON)
        self.play(self.network.light([(2, j, k)]))
        for stretch in (Line(end.get_end(), end.get_start()), last):
            self.play(Create(stretch.set_stroke(theme.GRADIENT, theme.stroke(theme.BOLD))))

    # -- 7 -----------------------------------------------------------------------------------

    def one_layer_further(self):
        rule, table = Formula(f"{DELTA_K} = sigma'({Z_K}) sum_j {W_JK} {DELTA_J}"), self.table_of_hidden()
        outer = Outer(self.numbers("delta1", self.hidden, form=".4f"), self.numbers("example_x", self.inputs, form=".4f"),
                      self.numbers("dW1", self.hidden, self.inputs, form=".4f"), (sym.delta(index="k"), sym.symbol("x", part="a")),
                      (theme.GRADIENT, theme.ACTIVATION, theme.GRADIENT))
        self.panel(rule, table, outer)
        self.read()
        self.say("Times the slope of sigma, that sum is the delta of neuron k, one layer back.")
        self.hand_over(*self.labelled)
        self.play(FadeIn(rule, *table.heads))
        for k in range(self.hidden):
            self.play(self.network.light(out_of=(1, k)), FadeIn(table.row(k)), run_time=theme.TURN)
        self.read()
        self.say("And with its deltas, its weights: again a column times a row.")
        deltas = Grow(outer.left, from_=table.columns[-1].entries)
        self.play(self.network.light(neurons=self.network.layer(1)), deltas, FadeIn(outer.names[0]), run_time=theme.TURN)
        self.play(self.network.light(neurons=self.network.layer(0)), FadeIn(outer.top, outer.names[1]))
        self.play(FadeIn(outer.products.brackets))
        for k in range(self.hidden):
            self.play(self.network.light(into=(1, k)), FadeIn(outer.products.row(k)), run_time=theme.TURN)
        self.add(outer)
        self.read()
        self.say("So it goes, layer after layer, back to the input.")
        self.play(Highlight(self.network))
        self.wait(theme.READ)

    def table_of_hidden(self):
        k, total, slope, delta = (Formula(math, size=theme.LABEL) for math in (
            "k", f"inline(sum_j) {sym.w(index='j k')} {sym.delta(index='j')}", f"sigma'({sym.z(index='k')})",
            sym.delta(index="k")))
        return Table.of(self, "layers", Column(head=k), Column("dC_da1", ".4f", theme.GRADIENT, total),
                        Column("sigma_slope1", ".4f", head=slope), Column("delta1", ".4f", theme.GRADIENT, delta),
                        rows=range(self.hidden))

    # -- 8 -----------------------------------------------------------------------------------

    def the_same_lines_in_code(self):
        formulas = self.numbered_equations().to_edge(LEFT, buff=theme.GUTTER).shift(theme.GUTTER / 2 * UP)
        code = Code(Network.backward, TARGETS, theme.ROW)
        for line, (_, formula) in zip(LINE_BESIDE, formulas):
            VGroup(*(code.lines[i] for i in line)).match_y(formula)
        code.to_edge(RIGHT, buff=theme.MARGIN)
        tag = LowTag("nncore/network.py")
        self.read()
        self.say("These are four equations. In the library that trains our networks,")
        self.hand_over()
        self.play(FadeIn(code, tag))
        self.wait(theme.BEAT)
        for number, (formula, lines) in enumerate(zip(formulas, LINES_OF), start=1):
            if number == 2:
                self.read()
                self.say("each of them is a line of Python, or two.")
            self.play(FadeIn(formula), code.animate.light(*lines))
            self.wait(theme.READ)
        self.read()
        self.say("A matrix product is the sum over j; a mean is taken over all examples.")
        self.play(code.animate.light(*range(len(TARGETS))))
        self.wait(theme.READ)

    @staticmethod
    def numbered_equations():
        """The four equations, one below the other, each with its name in the code on the left."""
        formulas = VGroup(*map(Formula, EQUATIONS)).arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        names = [Words("BP{}", Mark(i), size=theme.LABEL, color=theme.FAINT) for i, _ in enumerate(formulas, start=1)]
        for name, formula in zip(names, formulas):
            name.next_to(formula, LEFT, buff=theme.GUTTER)
        return VGroup(*(VGroup(*pair) for pair in zip(names, formulas)))

    # -- 9 -----------------------------------------------------------------------------------

    def every_entry_checked(self):
        run = self.digits
        network = DigitReader(self.runs).network.reach(-1)
        network.scale_to_fit_height(theme.SUBJECT[1] - theme.GUTTER).to_edge(LEFT, buff=theme.GUTTER)
        chart = Histogram(run.nudge_edges, run.nudge_counts, "digits that agree", "entries", theme.GRADIENT, *CHART)
        chart.to_edge(RIGHT, buff=theme.GUTTER)
        size, nudged = self.fact("digits.network.n_parameters", form=","), self.fact("digits.nudge_entries", form=",")
        tag = LowTag("{}-{} · step {} · {} examples", self.fact("digits.recipe.data.name"),
                         self.fact("digits.network.n_parameters"), self.fact("digits.step", 0),
                         self.fact("digits.nudge_examples"))
        counter = Live("{} of {}", self.fact("digits.nudge_done", 0, form=","), nudged)
        counter.next_to(chart.heading, RIGHT).align_to(chart, RIGHT)
        align_baselines(chart.heading, counter)
        clock = Clock(len(run.nudge_done))
        self.read()
        self.say("Are they right? In the network of digits we nudge every single number.", holds=run.nudge_entries == size.value,
                 otherwise=("Are they right? In the network of digits we nudge {} of its {} numbers.", nudged, size))
        self.hand_over()
        self.play(FadeIn(network, chart, counter, tag))
        clock.draw(chart, chart.show)
        clock.draw(counter, lambda row: counter.show(self.fact("digits.nudge_done", row, form=","), nudged))
        clock.run(self, clock.last, theme.PASSAGE)
        self.read()
        least, usual = (self.fact(f"digits.nudge_{which}", form=".0f") for which in ("digits", "usual"))
        self.say("All {} agree: to {} digits at least, and usually to {}.", nudged, least, usual, holds=run.nudge_digits >= 2,
                 otherwise=("Half of them agree to {} digits or more. At a bend the two need not.", usual))
        self.wait(theme.READ)
        self.read()
        self.say("{} are zero both ways: weights of pixels that are dark in all {} digits.",
                 self.fact("digits.nudge_zero", form=","), self.fact("digits.nudge_examples"))
        zero = Words("{} zero both ways", self.fact("digits.nudge_zero", form=","), size=theme.LABEL, color=theme.FAINT)
        self.play(FadeIn(zero.next_to(counter, UP, buff=theme.GAP).align_to(counter, RIGHT)))
        self.wait(theme.READ)

    # -- 10 ----------------------------------------------------------------------------------

    def four_equations(self):
        card = AnswerCard(*map(Formula, EQUATIONS))
        self.panel(card)
        self.read()
        self.say("What changes: indices, and a sum over paths. The rest is the old chain rule.")
        self.hand_over()
        self.play(FadeIn(*self.labelled))
        self.play(LaggedStart(*(FadeIn(line) for line in card), lag_ratio=1), run_time=theme.PHRASE)
        self.wait(theme.STUDY)
