"""Film: what a nudge of one weight does to the cost, and why the answer is a product.

Shows the recording "chain", a network with one neuron in each layer that was really trained on a toy set, in one of its
states and for one example; and "digits", from which it is folded.
"""

from itertools import pairwise

import numpy as np
from manim import (
    DOWN, LEFT, ORIGIN, RIGHT, UP, Circle, Create, FadeIn, FadeOut, LaggedStart, Underline, UpdateFromAlphaFunc, VGroup,
)

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.cards import LowTag
from scenes.stage.chart import Chart, Scatter, Series
from scenes.stage.clock import Clock
from scenes.stage.digit_reader import PIXELS_DRAWN, DigitReader
from scenes.stage.facts import Mark
from scenes.stage.film import Film
from scenes.stage.gestures import Gather, Nudge, becomes, rest_of, strikes
from scenes.stage.lens import Lens
from scenes.stage.moves import MoveLine, NamedBrace
from scenes.stage.network import Fold, Forward, NetworkDiagram
from scenes.stage.columns import Column, Equation, Table, adds
from scenes.stage.text import Formula, Live, Number, Words, align_baselines
from scenes.stage.tree import Node, Place, Tree

MOVING = {"w": theme.WEIGHT, "z": theme.SUM, "a": theme.ACTIVATION, "C": theme.COST}     # what a nudge moves, in order
LAYERS = "L-2", "L-1", "L"
W, B, Z, A = (sym.symbol(letter, "L") for letter in "wbza")
BEFORE = sym.a("L-1")
LAST_W, LAST_B, FIRST_W = 4, 5, 0         # places in theta
ORIGIN_OF_MOVES = 0.36                    # where a line for moves begins, as a share of its width
MEASURED, ENTRY, STEP, THETA = range(4)    # the columns of the table of all six
CHAIN = 9.6, 1.2                          # width and height of the chain of neurons
LINE_OF_MOVES, UNIT, APART = 5.6, 3.2, 1.62    # width of a line for moves, a move of 1 on it, from one line to the next
LENS, BESIDE = 2.05, (4.2, 2.9)           # what is seen through a lens, each way; a chart beside a table
DC_DW = "∂𝐶/∂𝑤"
HALF_SEEN = 2.4, 0.4                      # of z, and of a: half of what the lenses show when nothing is magnified


class ChainRule(Film):
    """The derivative of the cost along a chain of single neurons: seen as moves, computed as a product."""

    recordings = ("digits", "chain")
    question = "If I nudge this weight,\nwhat happens to the cost?"
    whole_frame = True
    constants = {
        str(PIXELS_DRAWN): "inputs that are drawn",
        "1": "the first layer, and a step back in the name of a layer", "2": "the second layer, an exponent and its derivative",
        "3": "the third layer",
    }

    # What a section leaves to later ones; all else that several show is made in set_the_stage.
    rows: VGroup        # the_last_two -> the_tree: the formulas of z, a and C
    scale: Live         # a_nudge_travels -> the_nudge_shrinks, three_ratios: how far the lines are magnified
    entry: Number       # every_example_has_a_voice -> one_step: the average of all voices

    def construct(self):
        self.set_the_stage()
        self.play_section(self.six_numbers)
        self.play_section(self.the_last_two)
        self.play_section(self.the_tree)
        self.play_section(self.a_nudge_travels)
        self.play_section(self.the_nudge_shrinks)
        self.play_section(self.three_ratios)
        self.play_section(self.a_silent_neuron)
        self.play_section(self.the_other_ways_in)
        self.play_section(self.all_the_way_back)
        self.play_section(self.every_example_has_a_voice)
        self.play_section(self.one_step)
        self.play_section(self.the_answer)

    # -- what several sections show ----------------------------------------------------------

    def set_the_stage(self):
        self.digits, self.run = (self.runs[name] for name in self.recordings)
        sizes = [self.of("network.sizes", l) for l in range(len(self.run.network.sizes))]
        self.tag = LowTag("{}-{}-{}-{} · {} set · example {} · step {}", *sizes, self.of("recipe.data.name"),
                              self.of("example_index"), self.of("shown_step"))
        self.tag_of_all = LowTag("{}-{}-{}-{} · {} set · all {} examples · step {}", *sizes, self.of("recipe.data.name"),
                                     self.of("recipe.data.examples"), self.of("shown_step"))
        self.chain = NetworkDiagram(self.run.network.sizes, float(np.abs(self.run.theta).max()), *CHAIN)
        self.chain.show(self.run.network.layers(self.run.here), [self.run.a[l:l + 1] for l in range(len(self.run.a))])
        self.tree = self.whole_tree()
        self.lines = [MoveLine(symbol, self.value_of(name), LINE_OF_MOVES, UNIT, color, ORIGIN_OF_MOVES)
                      for symbol, (name, color) in zip((W, Z, A, sym.C), MOVING.items())]
        self.braces = [NamedBrace(sym.marked("Delta", sym.symbol(name)), color) for name, color in MOVING.items()]

    def of(self, key, *index, form=""):
        """A number of the chain's recording."""
        return self.fact(f"chain.{key}", *index, form=form)

    def value_of(self, name, form=".4f"):
        """The last layer's w, z, a, b; or the cost."""
        keys = {"w": ("here", LAST_W), "b": ("here", LAST_B), "z": ("z", -1), "a": ("a", -1), "C": ("example_cost",)}
        return self.of(*keys[name], form=form)

    def gather(self, target, *pieces):
        """Copies of what is on screen fly to the parts of the target that they name; then it is there as a whole."""
        self.play(Gather(*pieces), run_time=theme.TURN)
        self.play(FadeIn(rest_of(target, [part for _, part in pieces])))
        self.add(target)

    # -- 1 -----------------------------------------------------------------------------------

    def six_numbers(self):
        self.read()
        self.say("What does one weight do to the cost? The answer is a product.")
        self.ask()
        self.hand_over()
        self.fold_the_network()
        self.read()
        self.say("Three weights and three biases: {} numbers, from a network really trained.", self.of("network.n_parameters"))
        labels = self.six_labels()
        self.play(LaggedStart(*(FadeIn(label) for label in labels), lag_ratio=0.5), FadeIn(self.tag), run_time=theme.PHRASE)
        self.wait(theme.BEAT)
        self.read()
        self.say("The input comes in, an answer comes out; the cost depends on all six.")
        ends = self.input_and_wanted()
        self.play(FadeIn(ends), Forward(self.chain, -1, 0))
        self.play(Forward(self.chain, 0, len(LAYERS)), run_time=theme.PHRASE)
        cost = self.cost_of_six()
        self.gather(cost, *((label[0], cost.part(name)) for label, name in zip(labels, ("w1", "b1", "w2", "b2", "w3", "b3"))))
        self.wait(theme.STUDY)

    def fold_the_network(self):
        network = self.wide_network()
        tag = LowTag("{}-{} · {} of {} inputs drawn · step {}", self.fact("digits.recipe.data.name"),
                         self.fact("digits.network.n_parameters"), Mark(PIXELS_DRAWN), self.fact("digits.network.sizes", 0),
                         self.fact("digits.step", -1))
        self.read()
        self.say("Take the network of digits, and fold it down to one neuron in each layer.")
        self.play(FadeIn(network, tag))
        self.wait(theme.READ)
        self.play(Fold(network), run_time=theme.PHRASE)
        self.play(FadeOut(network, tag), FadeIn(self.chain.reach(-1)))

    def wide_network(self):
        """The trained network of digits, its layers as far apart as those of the chain."""
        small, trained = DigitReader(self.runs).network, self.digits.theta[-1]
        width = self.chain.width - 2 * (self.chain.radius - small.radius)
        drawn = {l: indices for l, indices in enumerate(small.indices) if small.shortened[l]}
        wide = NetworkDiagram(self.digits.network.sizes, small.full, width, theme.SUBJECT[1], drawn)
        _, a = self.digits.network.forward(trained, self.digits.example_x[None])
        return wide.show(self.digits.network.layers(trained), [of_layer[0] for of_layer in a]).reach(-1)

    def six_labels(self):
        """w over its edge and b under its neuron, each with its value."""
        labels = VGroup()
        for l in range(1, len(LAYERS) + 1):
            start, end = self.chain.edge(l, 0, 0)
            w, b = (Equation(sym.symbol(name, l), "=", (self.of("here", 2 * l - 2 + i, form=".3f"), color))
                    for i, (name, color) in enumerate((("w", theme.WEIGHT), ("b", theme.BIAS))))
            labels.add(w.next_to((start + end) / 2, UP), b.next_to(self.chain, DOWN).set_x(end[0]))
        return labels

    def input_and_wanted(self):
        x, y = Equation("x =", self.of("example_x", 0, form=".3f")), self.wanted()
        return VGroup(x.next_to(self.chain, LEFT), y.next_to(self.chain, RIGHT))

    def wanted(self):
        return Equation(f"{sym.Y} =", (self.of("example_y", 0, form=".0f"), theme.WANTED))

    def cost_of_six(self):
        inside = ", ".join(sym.symbol(name, l, part=f"{name}{l}") for l in range(1, len(LAYERS) + 1) for name in "wb")
        formula = Formula(f"{sym.C} ({inside})").next_to(self.chain, UP, buff=3 * theme.GUTTER)
        for l in range(1, len(LAYERS) + 1):
            formula.part(f"w{l}").set_color(theme.WEIGHT)
            formula.part(f"b{l}").set_color(theme.BIAS)
        return formula

    # -- 2 -----------------------------------------------------------------------------------

    def the_last_two(self):
        self.read()
        self.say("Look at the last two neurons. L names the last layer: no exponent.")
        self.hand_over(self.chain, self.tag)
        names = self.focus_on_the_last()
        self.underline_the_superscripts(names)
        self.read()
        self.say("The weighted sum inside sigma gets a name of its own: z.")
        rows = self.forward_rows()
        nested = self.nested_formula(rows[1])
        self.play(FadeIn(nested))
        self.wait(theme.READ)
        self.lift_the_sum_out(nested, rows)
        self.read()
        self.say("The cost of this example is the squared distance from what is wanted.")
        self.play(FadeIn(rows[2]))
        self.wait(theme.STUDY)
        self.rows = rows

    def focus_on_the_last(self):
        last = len(LAYERS)
        self.play(self.chain.animate.to_edge(UP, buff=2 * theme.GUTTER))
        self.chain.highlight(edges=[(last, 0, 0)], neurons=[(last - 1, 0), (last, 0)])
        before, after = self.of("a", -2, form=".4f"), self.value_of("a")
        names = VGroup(Equation(f"{BEFORE} =", before).next_to(self.chain, DOWN).set_x(self.chain.neuron(last - 1, 0)[0]),
                       Equation(f"{A} =", after).next_to(self.chain, DOWN).set_x(self.chain.neuron(last, 0)[0]),
                       Equation(W).next_to(self.chain.middle(last, 0, 0), UP, buff=theme.GAP),
                       self.wanted().next_to(self.chain, RIGHT))
        self.play(FadeIn(names))
        return names

    def underline_the_superscripts(self, names):
        lines = VGroup(*(Underline(VGroup(*name[0].part(part)[1:]), color=theme.WANTED, buff=theme.GAP / 4,
                                   stroke_width=theme.stroke(theme.LINE)) for name, part in zip(names, "aaw")))
        self.play(Create(lines), run_time=theme.TURN)
        self.wait(theme.BEAT)
        self.play(FadeOut(lines))

    @staticmethod
    def nested_formula(row):
        """The row of a with the sum still inside of it."""
        nested = Formula(f"{A} = sigma ( {{{{w^((L)) a^((L-1)) + b^((L)) : sum}}}} )")
        nested.part("sum").set_color(theme.SUM)
        align_baselines(row[0], nested)
        return nested.align_to(row, LEFT)

    def forward_rows(self):
        """z, a and C of the last layer, with numbers that a viewer can compute again."""
        w, b, z, a, C = (self.value_of(name) for name in "wbzaC")
        before, y = self.of("a", -2, form=".4f"), self.of("example_y", 0, form=".0f")
        rows = VGroup(
            Equation(f"{Z} = {W} {BEFORE} + {B} =", (w, theme.WEIGHT), "dot", (before, theme.ACTIVATION), "+ (",
                     (b, theme.BIAS), ") =", (z, theme.SUM)),
            Equation(f"{A} = sigma ( {Z} ) = sigma (", (z, theme.SUM), ") =", (a, theme.ACTIVATION)),
            Equation(f"{sym.C} = ( {A} - {sym.Y} )^2 = (", (a, theme.ACTIVATION), "-", (y, theme.WANTED), ")^2 =",
                     (C, theme.COST)))
        rows.arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        return rows.next_to(self.chain, DOWN, buff=2 * theme.GUTTER).set_x(0)

    def lift_the_sum_out(self, nested, rows):
        total, formula = nested.part("sum").copy(), rows[0][0]
        goal = VGroup(*(formula.part(name) for name in "wab"))
        self.play(total.animate.move_to(goal), FadeOut(nested), FadeIn(rows[0], rows[1]), run_time=theme.TURN)
        self.remove(total)
        self.wait(theme.READ)

    # -- 3 -----------------------------------------------------------------------------------

    def whole_tree(self):
        places, links = {}, []
        for l, layer in enumerate(LAYERS):
            places[f"w{l}"] = Place(sym.w(layer), self.of("here", 2 * l, form=".3f"), theme.WEIGHT, 2 * l, 1)
            places[f"b{l}"] = Place(sym.b(layer), self.of("here", 2 * l + 1, form=".3f"), theme.BIAS, 2 * l, -1)
            if not l:
                places["a-"] = Place("x", self.of("a", 0, form=".3f"), theme.INK, 0, 0)
            places[f"z{l}"] = Place(sym.z(layer), self.of("z", l, form=".3f"), theme.SUM, 2 * l + 1, 0)
            places[f"a{l}"] = Place(sym.a(layer), self.of("a", l + 1, form=".3f"), theme.ACTIVATION, 2 * l + 2, 0)
            links += [(f"w{l}", f"z{l}"), (f"a{l - 1}" if l else "a-", f"z{l}"), (f"b{l}", f"z{l}"), (f"z{l}", f"a{l}")]
        end = 2 * len(LAYERS)
        places["y"] = Place(sym.Y, self.of("example_y", 0, form=".0f"), theme.WANTED, end, -1)
        places["C"] = Place(sym.C, self.of("example_cost", form=".3f"), theme.COST, end + 1, 0)
        return Tree(places, [*links, ("a2", "C"), ("y", "C")])

    def the_tree(self):
        tree = self.tree.move_to(ORIGIN)
        crown = tree.part("w2", "a1", "b2", "z2", "a2", "y", "C")
        self.read()
        self.say("Draw it as a tree: each number with the numbers that it is made of.")
        self.hand_over(self.tag, *self.rows)
        home = crown.get_center()
        crown.set_x(0)
        self.plant(crown)
        self.wait(theme.READ)
        self.read()
        self.say("The activation before is made in the same way, and the one before that.")
        self.play(crown.animate.move_to(home), run_time=theme.TURN)
        for names in (("w1", "a0", "b1", "z1"), ("w0", "a-", "b0", "z0")):
            grown = tree.part(*names, beyond=True)
            self.play(LaggedStart(*(FadeIn(part, shift=theme.GUTTER * RIGHT) for part in reversed(grown)), lag_ratio=0.2),
                      run_time=theme.PHRASE)
        self.add(tree)
        self.wait(theme.READ)

    def plant(self, crown):
        """The symbols of the formulas become the nodes of the tree; then its numbers and links come in."""
        (sums, *_), (sigma, *_), (squares, *_) = self.rows
        parts = {"w2": (sums, "w"), "a1": (sums, "a"), "b2": (sums, "b"), "z2": (sums, "z"), "a2": (sigma, "a"),
                 "y": (squares, "y"), "C": (squares, "C")}
        self.play(FadeOut(*self.rows), Gather(*((formula.part(part), self.tree.nodes[name].symbol)
                                                for name, (formula, part) in parts.items())), run_time=theme.TURN)
        rest = [part.number if isinstance(part, Node) else part for part in crown]
        self.play(LaggedStart(*(FadeIn(part) for part in rest), lag_ratio=0.2), run_time=theme.PHRASE)
        self.add(crown)

    # -- 4 -----------------------------------------------------------------------------------

    def a_nudge_travels(self):
        lines, scale = self.stack_the_lines(), self.scale_of_lines()
        self.read()
        self.say("Four numbers on four lines, all to one scale. Shake the weight: the rest follow.")
        self.move_from_the_tree()
        self.play(FadeIn(scale, *(part for line in lines for part in (line.value, line.line))))
        self.add(lines)
        self.play(*(Nudge(line, self.run.arrays[f"shake_{name}"], back=False) for line, name in zip(self.lines, MOVING)),
                  run_time=theme.VERSE)
        self.read()
        self.say("Now one nudge of {}. It moves z, and z moves a, and a moves C.", self.of("nudge_w", 0, form=".0f"))
        self.nudge_one_after_the_other()
        self.read()
        self.say("Each brace is as long as the move it names.")
        self.wait(theme.READ)

    def move_from_the_tree(self):
        """The symbols of w, z, a and C leave their nodes for their lines."""
        symbols = [self.tree.nodes[name].symbol for name in ("w2", "z2", "a2", "C")]
        self.hand_over(self.tag, becomes=zip(symbols, (line.heading for line in self.lines)), run_time=theme.TURN)

    def stack_the_lines(self):
        """The four lines one below the other, their values in one column."""
        for i, line in enumerate(self.lines):
            line.shift(APART * ((len(self.lines) - 1) / 2 - i) * UP)
        return VGroup(*self.lines).center().shift(theme.GAP * UP)

    def nudge_one_after_the_other(self):
        for line, brace, name in zip(self.lines, self.braces, MOVING):
            goal = self.run.arrays[f"shrink_{name}"][0]
            self.play(UpdateFromAlphaFunc(line, lambda line, t, goal=goal: line.show(t * goal)))
            self.lay(line, brace, name, 0)
            self.play(FadeIn(brace))

    def lay(self, line, brace, name, row):
        """The brace along a recorded move on its line."""
        form = ".3f" if name == "w" else ".6f"
        lift = (theme.BALL + theme.GAP / 2) * UP
        move = self.of(f"shrink_{name}", row, form=form)
        brace.show(move, line.spot(0) + lift, line.spot(move.value) + lift)

    def the_nudge_shrinks(self):
        self.read()
        self.say("Make the nudge ten times smaller, and magnify ten times more.")
        everything = VGroup(*self.lines, *self.braces, self.scale)
        self.play(everything.animate.to_edge(LEFT, buff=theme.MARGIN))
        lenses, table = self.lenses(), self.table_of_ratios()
        VGroup(lenses, table).arrange(DOWN, buff=theme.GUTTER).next_to(VGroup(*self.lines), RIGHT, buff=2 * theme.GUTTER)
        VGroup(lenses, table).set_y(self.lines[0].get_top()[1], UP)
        self.play(FadeIn(lenses, *table.heads, table.row(0)))
        self.wait(theme.READ)
        for level in range(1, len(self.run.nudge_w)):
            self.shrink_and_magnify(level, lenses)
            self.play(FadeIn(table.row(level)))
            if level == 1:
                self.read()
                self.say("The curves flatten into their tangents, and the ratios settle.")
        self.wait(theme.READ)

    def shrink_and_magnify(self, level, lenses):
        """The nudge goes down to its next recorded size; then lines and lenses are magnified to match."""
        between = (len(self.run.shrink_w) - 1) // (len(self.run.nudge_w) - 1)
        first, before = (level - 1) * between, float(self.run.magnified[level - 1])
        parts = VGroup(*self.lines, *self.braces, *lenses)
        self.play(UpdateFromAlphaFunc(parts, lambda _, t: self.look(lenses, level - 1, first + round(t * between), before)),
                  run_time=theme.TURN)
        self.remove(self.scale)      # what it says is not true on the way
        self.play(UpdateFromAlphaFunc(parts, lambda _, t: self.look(lenses, level - 1, first + between, before * 10**t)),
                  run_time=theme.TURN)
        self.look(lenses, level, first + between, float(self.run.magnified[level]))
        self.add(self.scale.show(self.of("magnified", level, form=",.0f")))

    def look(self, lenses, level, row, magnified):
        """Draw everything for one recorded nudge, magnified so far."""
        moves = {name: self.run.arrays[f"shrink_{name}"][row] for name in MOVING}
        for line, brace, name in zip(self.lines, self.braces, MOVING):
            line.show(moves[name], magnified)
            self.lay(line, brace, name, row)
        for lens, (x, y) in zip(lenses, ("za", "aC")):
            lens.show(level, magnified, (moves[x], moves[y]))

    def lenses(self):
        run, lenses = self.run, VGroup()
        for x, y, names, slope, half, color in (("z", "a", (Z, A), run.slopes[-1], HALF_SEEN[0], theme.ACTIVATION),
                                                ("a", "C", (A, sym.C), run.error_factor, HALF_SEEN[1], theme.COST)):
            near, moved = ([run.arrays[f"{kind}_{name}"] for name in (x, y)] for kind in ("near", "shrink"))
            lenses.add(Lens(*near, slope, half, *names, color, LENS).show(0, 1.0, [moves[0] for moves in moved]))
        return lenses.arrange(RIGHT, buff=theme.GUTTER)

    def table_of_ratios(self):
        nudge = Column("nudge_w", ".3f", theme.WEIGHT, Formula(f"Delta {sym.w()}", theme.LABEL))
        ratios = [Column(f"ratio_{up}{down}", ".4f", head=Formula(sym.d(sym.symbol(up), sym.symbol(down), "Delta"), theme.LABEL))
                  for up, down in ("zw", "az", "Ca")]
        table = Table.of(self, "chain", nudge, *ratios, rows=range(len(self.run.nudge_w)))
        VGroup(*table.heads).shift(theme.GAP * UP)
        return table

    def scale_of_lines(self):
        """How far all four lines are magnified: at the end of the last one, beside its value."""
        last = self.lines[-1]
        self.scale = Live("magnification {}", self.of("magnified", 0, form=",.0f"), size=theme.LABEL, color=theme.FAINT)
        self.scale.align_to(last.line, RIGHT)
        align_baselines(last.value, self.scale)
        return self.scale

    # -- 5 -----------------------------------------------------------------------------------

    def three_ratios(self):
        moves, partials = self.product("Delta"), self.product("partial", "L")
        values, rows, measured = self.values_below(partials), self.factor_rows(), self.measured()
        column = VGroup(VGroup(partials, values), *rows, measured).arrange(DOWN, buff=2 * theme.GAP, aligned_edge=LEFT)
        column.next_to(VGroup(*self.lines), RIGHT, buff=3 * theme.GUTTER).to_edge(UP, buff=theme.GUTTER)
        moves.move_to(partials, aligned_edge=LEFT)
        self.read()
        self.say("Multiply the ratios: the moves in between cancel. What is left is the whole.")
        numbers = [brace.number for brace in self.braces]
        self.hand_over(self.tag, self.scale, *self.lines, *(part for brace in self.braces for part in (brace.brace, brace.sign)))
        signs = dict(zip(MOVING, (brace.sign for brace in self.braces)))
        places = [sign.get_x() for sign in signs.values()]
        self.play(*(brace.sign.animate.match_x(brace.brace) for brace in self.braces))
        self.gather(moves, *((signs[name], moves[i].part(name)) for i, names in ((0, "Cw"), (2, "zw"), (4, "az"), (6, "Ca"))
                             for name in names))
        strikes(self, moves, *(moves[i].part(name) for i, name in ((2, "z"), (4, "z"), (4, "a"), (6, "a"))))
        self.wait(theme.READ)
        self.read()
        self.say("For ever smaller nudges each ratio becomes a derivative: the chain rule.")
        self.play(becomes(moves, partials), run_time=theme.TURN)
        self.wait(theme.READ)
        self.work_out_the_factors(rows, values)
        self.read()
        self.say("And that is what the smallest nudge has measured.")
        self.play(*(sign.animate.set_x(x) for sign, x in zip(signs.values(), places)))
        self.play(FadeIn(measured, *numbers))
        self.wait(theme.STUDY)

    def work_out_the_factors(self, rows, values):
        """One factor after the other; its number goes up to its place in the product."""
        result, equals, *numbers = values
        for row, number, said in zip(rows, numbers[::2], (
                "z is w times the activation before: that is the first factor.",
                "The second is the slope of sigma at z.", "The third is twice the distance from what is wanted.")):
            self.read()
            self.say(said)
            self.play(FadeIn(row))
            self.wait(theme.READ)
            self.play(Gather((row[-1], number)))
        self.play(FadeIn(result, equals, *numbers[1::2]))

    def values_below(self, product):
        """The number of each derivative under it: the result, "=", and the factors with dots between."""
        first, second, third = self.factors()
        result = self.of("partials", LAST_W, form=".4f")
        pieces = [(result, theme.GRADIENT), "=", (first, theme.ACTIVATION), "dot", (second, theme.SUM), "dot",
                  (third, theme.COST)]
        values = Equation(*pieces, size=theme.LABEL).next_to(product, DOWN, buff=theme.GAP)
        for value, piece in zip(values, product):
            value.set_x(piece.get_x())
        return values

    def factors(self):
        """dz/dw, da/dz and dC/da in the last layer."""
        return self.of("a", -2, form=".4f"), self.of("slopes", -1, form=".4f"), self.of("error_factor", form=".4f")

    @staticmethod
    def product(mark, layer=None):
        """C over w as a product of three ratios, of moves or of derivatives."""
        w, z, a = (sym.symbol(letter, layer) for letter in "wza")
        whole, *ratios = (sym.d(up, by, mark) for up, by in ((sym.C, w), (z, w), (a, z), (sym.C, a)))
        return Equation(whole, "=", ratios[0], "dot", ratios[1], "dot", ratios[2], room=1)

    def factor_rows(self):
        first, second, third = self.factors()
        return VGroup(
            Equation(f"{sym.d(Z, W)} = {BEFORE} =", (first, theme.ACTIVATION)),
            Equation(f"{sym.d(A, Z)} = sigma' ( {Z} ) =", (second, theme.SUM)),
            Equation(f"{sym.d(sym.C, A)} = 2 ( {A} - {sym.Y} ) =", (third, theme.COST)))

    def measured(self):
        return Equation(f"{sym.d(sym.C, sym.w(), 'Delta')} =", (self.of("ratio_Cw", -1, form=".4f"), theme.GRADIENT))

    def a_silent_neuron(self):
        run = self.run
        room, last = np.ptp(run.silent_slope) / 10, len(run.silent_a) - 1
        spans = (-0.1, 1.0), (min(0, run.silent_slope.min()) - room, max(0, run.silent_slope.max()) + room)
        graph = Chart(Series(run.silent_a, run.silent_slope, theme.GRADIENT, marker=None), "activation before", DC_DW,
                      *theme.GRAPH, spans=spans)
        graph.to_edge(LEFT, buff=theme.MARGIN).to_edge(UP, buff=theme.GUTTER)
        neuron = Circle(self.chain.radius, color=theme.FAINT, stroke_width=theme.stroke(theme.LINE))
        factor = Equation(f"{sym.d(Z, W)} = {BEFORE} =", self.silent("a", last))
        slope = Equation(f"{sym.d(sym.C, W)} =", (self.silent("slope", last), theme.GRADIENT))
        column = VGroup(neuron, factor, slope).arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT)
        column.next_to(graph, RIGHT, buff=theme.GUTTER)
        clock = Clock(len(run.silent_a))
        clock.draw(graph, lambda row: graph.show(balls=[(run.silent_a[last - row], run.silent_slope[last - row], theme.LIT)]))
        clock.draw(neuron, lambda row: neuron.set_fill(theme.UNLIT.interpolate(theme.LIT, run.silent_a[last - row]), opacity=1))
        clock.draw(factor[-1], lambda row: factor[-1].show(self.silent("a", last - row)))
        clock.draw(slope[-1], lambda row: slope[-1].show(self.silent("slope", last - row)))
        self.read()
        self.say("One factor is the activation before. Let that neuron fall silent,")
        self.hand_over(self.tag)
        self.play(FadeIn(graph, column))
        self.wait(theme.BEAT)
        clock.run(self, clock.last, theme.VERSE)
        self.read()
        self.say("and the weight has no say: nudge it, and nothing happens.")
        self.wait(theme.READ)

    def silent(self, name, row):
        return self.of(f"silent_{name}", row, form=".3f")

    # -- 6 -----------------------------------------------------------------------------------

    def the_other_ways_in(self):
        tree, one = self.tree.to_edge(DOWN, buff=2 * theme.GUTTER), self.of("bias_factor", form=".0f")
        bias = self.way_in(B, one, self.of("partials", LAST_B, form=".4f"), theme.BIAS)
        before = self.way_in(BEFORE, self.value_of("w"), self.of("reach_a", -2, form=".4f"), theme.WEIGHT)
        VGroup(bias, before).arrange(DOWN, buff=theme.GUTTER / 2, aligned_edge=LEFT).to_edge(UP, buff=theme.MARGIN)
        self.read()
        self.say("The bias goes the same way; its first factor is just {}.", one)
        self.hand_over(self.tag)
        self.play(FadeIn(tree))
        path = self.light("b2", "z2", "a2", "C")
        self.play(FadeIn(bias))
        self.wait(theme.READ)
        self.read()
        self.say("For the activation before, the first factor is the weight.")
        self.play(FadeOut(path))
        self.light("a1", "z2", "a2", "C")
        self.play(FadeIn(before))
        self.wait(theme.STUDY)

    def light(self, *names):
        """Light a way through the tree, link by link."""
        path = self.tree.path(*names)
        self.play(LaggedStart(*(Create(line) for line in path), lag_ratio=1), run_time=theme.TURN)
        return path

    def way_in(self, symbol, factor, result, color):
        return Equation(f"{sym.d(sym.C, symbol)} = {sym.d(Z, symbol)} dot {sym.d(A, Z)} dot {sym.d(sym.C, A)} =",
                        (factor, color), "dot", (self.of("slopes", -1, form=".4f"), theme.SUM), "dot",
                        (self.of("error_factor", form=".4f"), theme.COST), "=", (result, theme.GRADIENT))

    def all_the_way_back(self):
        path = self.tree.path("w0", "z0", "a0", "z1", "a1", "z2", "a2", "C")
        factors, dots = self.factors_along(self.tree)
        result = VGroup(*(
            Equation(f"{sym.d(sym.C, sym.w('L-2'), mark)} =", (self.of(key, FIRST_W, form=".4f"), theme.GRADIENT))
            for mark, key in (("partial", "partials"), ("Delta", "partials_nudged"))))
        result.arrange(RIGHT, buff=3 * theme.GUTTER).to_edge(UP, buff=theme.GUTTER)
        self.read()
        self.say("And so on, back to the first weight: one factor for every link of its path.")
        self.hand_over(self.tag, self.tree)
        self.play(LaggedStart(*(FadeIn(factor, line) for factor, line in zip(reversed(factors), reversed(path))), lag_ratio=1),
                  run_time=theme.VERSE)
        self.read()
        self.say("All seven multiplied: what a nudge of the first weight does to the cost.")
        self.play(FadeIn(dots, result[0]))
        self.wait(theme.READ)
        self.read()
        self.say("A measured nudge agrees.")
        self.play(FadeIn(result[1]))
        self.wait(theme.READ)

    def factors_along(self, tree):
        """Above every link of the longest path what it multiplies by, symbol and number; and the dots between the numbers."""
        names = "w0", "z0", "a0", "z1", "a1", "z2", "a2", "C"
        factors = VGroup(*(VGroup(Formula(math, theme.LABEL), Number(fact, theme.LABEL, color))
                           for math, fact, color in self.seven_factors()))
        for (symbol, number), one, two in zip(factors, names, names[1:]):
            x = (tree.nodes[one].get_x() + tree.nodes[two].get_x()) / 2
            number.next_to(tree, UP, buff=theme.GUTTER).set_x(x)
            symbol.next_to(number, UP, buff=theme.GAP).set_x(x)
        align_baselines(*(number for _, number in factors))
        align_baselines(*(symbol for symbol, _ in reversed(factors)))
        dots = VGroup(*(Formula("dot", theme.LABEL).move_to((one[1].get_center() + two[1].get_center()) / 2)
                        for one, two in pairwise(factors)))
        return factors, dots

    def seven_factors(self):
        """(symbol, number, colour) of every link from the first weight to the cost."""
        for l, layer in enumerate(LAYERS):
            if l:
                yield sym.w(layer), self.of("here", 2 * l, form=".4f"), theme.WEIGHT
            else:
                yield "x", self.of("a", l, form=".4f"), theme.INK
            yield f"sigma' ({sym.z(layer)})", self.of("slopes", l, form=".4f"), theme.SUM
        yield f"2 ({A} - {sym.Y})", self.of("error_factor", form=".4f"), theme.COST

    # -- 7 -----------------------------------------------------------------------------------

    def every_example_has_a_voice(self):
        run = self.run
        plot = Scatter(run.data_x, run.voices, "input x", f"{DC_DW} of each example", theme.WEIGHT, *theme.GRAPH)
        plot.to_edge(LEFT, buff=theme.MARGIN).to_edge(UP, buff=theme.GUTTER)
        own = sym.d(sym.symbol("C", index="i"), W)
        mean = Equation(f"{sym.d(sym.C, W)} = 1/n sum_i {own} =",
                        (self.of("gradient", LAST_W, form="+.4f"), theme.GRADIENT))
        alone = Equation(f"{own} =", self.of("partials", LAST_W, form="+.4f"))
        VGroup(alone, mean).arrange(DOWN, buff=theme.GUTTER, aligned_edge=LEFT).next_to(plot, RIGHT, buff=theme.GUTTER)
        self.read()
        self.say("That was one example's voice. There are {}, and they do not agree.", self.of("recipe.data.examples"))
        self.hand_over()
        i = int(run.example_index)
        plot.show(i + 1, lit=i)
        self.play(FadeIn(plot, alone, self.tag_of_all))
        clock = Clock(len(run.voices))
        self.play(UpdateFromAlphaFunc(plot, lambda plot, t: plot.show(i + 1 + round(t * (clock.last - i)), lit=i)),
                  run_time=theme.PHRASE)
        self.read()
        self.say("Their average is one entry of the gradient, and it may say the opposite.")
        plot.show(clock.rows, mean=run.gradient[LAST_W], lit=i)
        self.play(FadeIn(mean))
        self.wait(theme.STUDY)
        self.entry = mean[-1]

    def one_step(self):
        table, names = self.table_of_six()
        six = VGroup(names, table)
        costs = [self.of(f"cost_{when}", form=".4f") for when in ("before", "after")]
        fall = Words("cost {} → {}", *costs, color=theme.COST)
        curve = Chart(Series(self.run.step, self.run.cost, theme.COST), "step", "cost", *BESIDE)
        VGroup(six, VGroup(fall, curve).arrange(DOWN, buff=theme.GUTTER)).arrange(RIGHT, buff=2 * theme.GUTTER)
        home = six.get_center()
        six.set_x(0)
        self.read()
        self.say("All six entries, each checked by nudging its own weight or bias.")
        self.list_the_entries(table, names)
        self.read()
        self.say("One recorded step adds eta times minus the gradient, and the cost falls.")
        self.play(FadeIn(table.heads[STEP], table.columns[STEP]))
        self.wait(theme.READ)
        self.add_the_step(table)
        self.play(six.animate.move_to(home), FadeIn(fall))
        self.wait(theme.READ)
        self.read()
        self.say("Step after step like this one, it has learned.")
        self.run_the_rest(curve)

    def list_the_entries(self, table, names):
        """The average takes its place among the six; then the same entries, measured."""
        goal = table.columns[ENTRY].entries[LAST_W]
        self.hand_over(self.tag_of_all, self.entry)
        self.play(self.entry.animate.scale(goal.size / self.entry.size).move_to(goal), run_time=theme.TURN)
        self.play(FadeIn(names, *(part for c in (ENTRY, THETA) for part in (table.heads[c], table.columns[c]))))
        self.remove(self.entry)
        self.play(FadeIn(table.heads[MEASURED]), LaggedStart(*(FadeIn(entry, shift=theme.GAP * LEFT)
                  for entry in table.columns[MEASURED].entries), lag_ratio=0.5), run_time=theme.PHRASE)
        self.wait(theme.READ)

    def add_the_step(self, table):
        theta, step = table.columns[THETA].entries, table.columns[STEP].entries
        adds(self, [change.copy() for change in step], theta, [self.of("after", i, form=".4f") for i in range(len(theta))])

    def table_of_six(self):
        gradient, step, theta = (Formula(math, theme.LABEL)
                                 for math in (f"gradient {sym.C}", f"- eta gradient {sym.C}", "theta"))
        table = Table.of(
            self, "chain", Column("gradient_nudged", "+.4f", head=Words("nudged", size=theme.LABEL)),
            Column("gradient", "+.4f", theme.GRADIENT, gradient), Column("entry_step", "+.4f", theme.GRADIENT, step),
            Column("here", ".4f", theme.WEIGHT, theta), rows=range(self.run.network.n_parameters), pitch=theme.GUTTER)
        names = VGroup(*(Formula(sym.symbol(name, layer), theme.LABEL) for layer in LAYERS for name in "wb"))
        for name, entry in zip(names, table.columns[0].entries):
            name.next_to(table, LEFT, buff=theme.GUTTER)
            align_baselines(entry, name)
        return table, names

    def run_the_rest(self, curve):
        clock = self.clock("chain")
        clock.draw(curve, curve.show)
        clock.run(self, int(self.run.row) + 1, theme.BEAT, FadeIn(curve))
        clock.run(self, clock.last, theme.VERSE)
        self.wait(theme.BEAT)

    # -- 8 -----------------------------------------------------------------------------------

    def the_answer(self):
        answer, words = self.product("partial", "L"), Words("Multiply along the path")
        crown = self.tree.part("w2", "a1", "b2", "z2", "a2", "y", "C")
        VGroup(words, crown, answer).arrange(DOWN, buff=theme.GUTTER)
        self.read()
        self.say("A nudge goes along its path: multiply the derivatives on the way.")
        self.hand_over()
        self.play(FadeIn(crown, words, self.tag))
        self.play(FadeIn(answer[0], answer[1]))
        for line, fraction, dot in zip(self.tree.path("w2", "z2", "a2", "C"), answer[2::2], [VGroup(), *answer[3::2]]):
            self.play(Create(line), FadeIn(dot, fraction), run_time=theme.TURN)
        self.wait(theme.STUDY)
