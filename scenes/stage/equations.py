"""The four equations of backpropagation, each with what it is called, what a line of code that says it assigns to, and its sign."""

from dataclasses import dataclass, field

from scenes.stage import symbols as sym
from scenes.stage import theme
from scenes.stage.text import as_symbol

SIGMA_PRIME = "\N{GREEK SMALL LETTER SIGMA}\N{PRIME}"
_D, _INDEXED = sym.delta("l"), sym.delta("l", "j")


@dataclass(frozen=True)
class Step:
    """name, formula and target; a note on the signs in its code; neurons and edges {layer: colour} that its sign has lit."""

    name: str
    formula: str
    target: str
    note: str
    neurons: dict = field(default_factory=dict)
    edges: dict = field(default_factory=dict)


BACKPROPAGATION = (
    Step("start at the end", f"{sym.delta('L')} = 2 ({sym.a('L')} - {sym.Y}) dot.o sigma'({sym.z('L')})",
         "delta[L]", f"*  entry by entry, as ⊙     slope  {SIGMA_PRIME}", {2: theme.GRADIENT}),
    Step(f"then back: {as_symbol('l')} = {as_symbol('L')} − 1, …, 1",
         f"{_D} = {{{{W^((l+1)) : w}}}}^T {sym.delta('l+1')} dot.o sigma'({sym.z('l')})",
         "delta[l]", ".T  turned     @  rows times column", {1: theme.GRADIENT}, {2: theme.WEIGHT}),
    Step("read off every bias", f"{sym.flat_slope(sym.b('l', 'j'))} = {_INDEXED}",
         "db[l]", "one delta for each bias", {1: theme.GRADIENT, 2: theme.GRADIENT}),
    Step("read off every weight", f"{sym.flat_slope(sym.w('l', 'j k'))} = {_INDEXED} {sym.a('l-1', 'k')}",
         "dW[l]", "outer  every delta times every activation", {}, {1: theme.GRADIENT, 2: theme.GRADIENT}),
)
