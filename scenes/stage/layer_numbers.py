"""The numbers of the small network as they are displayed: with so many decimals that every sum and product comes out as it stands."""

from types import SimpleNamespace

from manim import DOWN, LEFT, VGroup

from scenes.stage import symbols as sym
from scenes.stage.columns import Equation
from scenes.stage.decimals import decimals
from scenes.stage.facts import fact
from scenes.stage.sums import TIMES
from scenes.stage.text import Formula, Words

ALIKE = (3, 3), (4, 4), (5, 5), (6, 6)      # decimals where factors of one product are results of another


class LayerNumbers:
    """Of the recording "layers": Facts, and Equations of a symbol and a Fact."""

    def __init__(self, runs):
        self.runs, self.run = runs, runs["layers"]
        self.outputs, self.hidden = range(len(self.run.a2)), range(len(self.run.a1))

    def of(self, key, *index, form=""):
        """A number."""
        return fact(self.runs, f"layers.{key}", *index, form=form)

    def these(self, key, form, *before):
        """Every number of a row."""
        return [self.of(key, *before, i, form=form) for i in range(len(getattr(self.run, key)[before]))]

    def whose(self):
        """The sizes of the network, the step that is shown, and of how many."""
        return [*(self.of("network.sizes", l) for l in range(3)), *map(self.of, ("shown_step", "recipe.steps"))]

    def value(self, name, key, *index, form=".3f"):
        """A symbol and its number."""
        return Equation(f"{name} =", self.of(key, *index, form=form))

    def values(self, name, key, form, layer=None):
        """Those of a layer; name: of sym."""
        return [self.value(name(layer, i), key, i, form=form) for i in range(len(getattr(self.run, key)))]

    def wishes(self):
        """What each output should be: Equations."""
        return [self.value(sym.y(j), "example_y", j, form=".0f") for j in self.outputs]

    def three_factors(self, j, k):
        """The slope of a weight, and what it is the product of."""
        run = self.run
        few, fewer = decimals([((run.a1[k], run.sigma_slope2[j], run.error_slope[j]), run.dW2[j, k])])
        return self.of("dW2", j, k, form=f".{fewer}f"), *(self.of(key, i, form=f".{few}f") for key, i in (
            ("a1", k), ("sigma_slope2", j), ("error_slope", j)))

    def all_slopes(self):
        """slopes, a row for each j; activations, deltas: Equations; biases."""
        run = self.run
        few, fewer = decimals([((d, a), slope) for d, row in zip(run.delta2, run.dW2) for a, slope in zip(run.a1, row)])
        return SimpleNamespace(
            slopes=[self.these("dW2", f"+.{fewer}f", j) for j in self.outputs], biases=self.these("delta2", f"+.{few}f"),
            activations=self.values(sym.a, "a1", f".{few}f"), deltas=self.values(sym.delta, "delta2", f"+.{few}f"))

    def both_paths(self, k):
        """weights, moves (of the sums), deltas: Equations; products: texts of what each path multiplies; paths, total."""
        form, signed = self._back(k)
        return SimpleNamespace(
            weights=[self.value(sym.w(index=f"{j} {k}"), "W2", j, k, form=form) for j in self.outputs],
            moves=[Equation(f"{sym.marked('Delta', sym.z(index=j))} =", self.of("W2", j, k, form=form), sym.marked("Delta", sym.a(index=k)))
                   for j in self.outputs],
            deltas=[self.value(sym.delta(index=j), "delta2", j, form=signed) for j in self.outputs],
            products=[Words(f"{{}} {TIMES} {{}}", self.of("W2", j, k, form=form), self.of("delta2", j, form=signed)) for j in self.outputs],
            paths=[self.of("paths", j, k, form=signed) for j in self.outputs], total=self.of("dC_da1", k, form=signed))

    def one_layer_back(self, k):
        """weights, a row for each j; deltas, carried (their sums), sigmas, results; and Equations of column k: its products, then their
        sum, what that is multiplied by, and what that makes."""
        (form, signed), z = self._back(k), sym.z("L-1", k)
        return SimpleNamespace(
            weights=[self.these("W2", form, j) for j in self.outputs], deltas=self.these("delta2", signed),
            carried=self.these("dC_da1", signed), sigmas=self.these("sigma_slope1", form), results=self.these("delta1", signed),
            products=[self.value(f"{sym.w('L', f'{j} {k}')} {sym.delta('L', j)}", "paths", j, k, form=signed) for j in self.outputs],
            made=[self.value(sym.flat_slope(sym.a("L-1", k)), "dC_da1", k, form=signed),
                  self.value(f"times sigma'({z})", "sigma_slope1", k, form=form),
                  self.value(sym.delta("L-1", k), "delta1", k, form=signed)])

    def slopes_into(self, k, inputs):
        """The deltas of neuron k one layer earlier, and of the outputs; and the slopes of its weights from these inputs, worked out:
        lists of Equations."""
        (form, signed), name = self._back(k), sym.delta("L-1", k)
        delta = self.of("delta1", k, form=signed)
        return [Equation(f"{name} =", delta), *(self.value(sym.delta("L", j), "delta2", j, form=signed) for j in self.outputs)], [
            Equation(f"{sym.flat_slope(sym.w('L-1', f'{k} {i}'))} = {name} {sym.a('L-2', i)} =", delta, "times",
                     self.of("example_x", i, form=form), "=", self.of("dW1", k, i, form=signed)) for i in inputs]

    def _back(self, k):
        """The form of all numbers on the way back through neuron k, without a sign and with one."""
        run = self.run
        paths = [((run.W2[j, k], run.delta2[j]), run.paths[j, k]) for j in self.outputs]
        carried = [((tuple(zip(run.W2[:, i], run.delta2)),), run.dC_da1[i]) for i in self.hidden]
        results = [((run.dC_da1[i], run.sigma_slope1[i]), run.delta1[i]) for i in self.hidden]
        slopes = [((run.delta1[k], x), slope) for x, slope in zip(run.example_x, run.dW1[k])]
        few, _ = decimals(paths + carried + results + slopes, [(run.paths[:, k], run.dC_da1[k])], ALIKE)
        return f".{few}f", f"+.{few}f"


def output_deltas(runs, *digits):
    """How the error of an output becomes its delta, in the network of digits: a formula, and an Equation for each of these outputs."""
    run, last = runs["digits"], f"flow_delta{runs['digits'].network.depth}"
    few, fewer = decimals([((run.flow_twice[i], run.flow_sigma[i]), getattr(run, last)[i]) for i in (digit.value for digit in digits)])
    lines = [Equation(digit, '":"', fact(runs, "digits.flow_twice", digit.value, form=f".{few}f"), "times",
                      fact(runs, "digits.flow_sigma", digit.value, form=f".{few}f"), "=",
                      fact(runs, f"digits.{last}", digit.value, form=f"+.{fewer}f")) for digit in digits]
    rule = Formula(f"2 ({sym.a(index='j')} - {sym.y('j')}) times sigma'({sym.z(index='j')}) = {sym.delta(index='j')}")
    return VGroup(rule, *lines).arrange(DOWN, aligned_edge=LEFT)


def outputs_after(runs, *digits):
    """What one step does to each of these outputs of the network of digits."""
    before = f"digits.flow_a{runs['digits'].network.depth}"
    return VGroup(Words("one step: {} times each slope", fact(runs, "digits.flow_rate")), *(
        Words("output {}:  {} → {}", digit, *(fact(runs, key, digit.value, form=".3f") for key in (before, "digits.flow_after_a")))
        for digit in digits)).arrange(DOWN, aligned_edge=LEFT)
