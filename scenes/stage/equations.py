"""The four equations of backpropagation, each with what it is called, what a line of code that says it assigns to, and its sign."""

from dataclasses import dataclass, field

from scenes.stage import symbols as sym
from scenes.stage import theme

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
         "delta[L]", f"* entry by entry\nslope is {SIGMA_PRIME}", {2: theme.GRADIENT}),
    Step("then go back",
         f"{_D} = {{{{(W^((l+1))) : w}}}}^T {sym.delta('l+1')} dot.o sigma'({sym.z('l')})",
         "delta[l]", ".T is turned\n@ row × column", {1: theme.GRADIENT}, {2: theme.WEIGHT}),
    Step("read off every bias", f"{sym.flat_slope(sym.b('l', 'j'))} = {_INDEXED}",
         "db[l]", "one for each", {1: theme.GRADIENT, 2: theme.GRADIENT}),
    Step("read off every weight", f"{sym.flat_slope(sym.w('l', 'j k'))} = {_INDEXED} {sym.a('l-1', 'k')}",
         "dW[l]", "outer: all pairs", {}, {1: theme.GRADIENT, 2: theme.GRADIENT}),
)
