"""The symbols of the films as Typst strings, each in its colour: `sym.w("L")`, `sym.d(sym.C, by=sym.w("L"))`.

Each is a part of a Formula under the name of its letter: {{w^((L)) : w}}. A layer stands above, an index below.
"""

C, Y = "{{C : C}}", "{{y : y}}"


def w(layer=None, index=None):
    """A weight: sym.w("L"), sym.w("L", "j k")."""
    return symbol("w", layer, index)


def b(layer=None, index=None):
    """A bias."""
    return symbol("b", layer, index)


def z(layer=None, index=None):
    """A weighted sum."""
    return symbol("z", layer, index)


def a(layer=None, index=None):
    """An activation."""
    return symbol("a", layer, index)


def y(index=None):
    """What is wanted."""
    return symbol("y", None, index)


def delta(layer=None, index=None):
    """The derivative of the cost by z, in the colour of the gradient."""
    return symbol("delta", layer, index, "gradient")


def symbol(letter, layer=None, index=None, part=None):
    """A letter with its layer above and its index below, as the part of that name (without one, of its letter)."""
    below, above = f"_({index})" if index is not None else "", f"^(({layer}))" if layer is not None else ""
    return f"{{{{{letter}{below}{above} : {part or letter}}}}}"


def d(up, by, mark="partial"):
    """How one symbol changes with another, each in its own colour; of moves, not of derivatives, with mark="Delta"."""
    return f"({marked(mark, up)})/({marked(mark, by)})"


def slope(by, up="C"):
    """How the cost changes with a symbol, all of it in the colour of the gradient."""
    return f"{{{{(partial {plain(up)})/(partial {plain(by)}) : gradient}}}}"


def flat_slope(by, up="C"):
    """The same on one line."""
    return f"{{{{partial {plain(up)} \\/ partial {plain(by)} : gradient}}}}"


def marked(mark, of):
    """A symbol with a sign before it, in the colour of the symbol: marked("Delta", sym.z())."""
    return of.replace("{{", f"{{{{{mark} ", 1) if of.startswith("{{") else f"{mark} {of}"


def plain(of):
    """A symbol without a colour of its own."""
    return of.removeprefix("{{").removesuffix("}}").rpartition(" : ")[0] if of.startswith("{{") else of
