"""`make bench`: every figure measured in one go, as a table and as media/bench.json. Takes about a quarter of an hour.

`python -m tests.bench library` measures a part of it: library, growth or films.
"""

import json
import platform
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from tests.bench import films, growth, library
from tests.bench.measure import CORES

MEDIA = Path(__file__).parents[2] / "media"
PARTS = {"library": library.figures, "films": films.figures}
HEAD = "what", "against", "median", "spread", "to reach", "reached"


def main(asked):
    if unknown := set(asked) - {*PARTS, "growth"}:
        sys.exit(f"tests.bench measures library, growth and films; got {', '.join(unknown)}")
    wanted, console = asked or (*PARTS, "growth"), Console(width=160)
    figures = []
    for part in PARTS:
        for figure in PARTS[part]() if part in wanted else ():
            console.print(*filter(None, figure.row()), sep=" · ", highlight=False)
            figures.append(figure)
    curves = growth.curves() if "growth" in wanted else {}
    console.print(table(figures), *(growth.sentence(what, *curve) for what, curve in curves.items()), sep="\n")
    write(figures, curves)


def table(figures):
    drawn = Table(*HEAD, title=f"{date.today()}, {machine()}")
    for figure in figures:
        drawn.add_row(*figure.row())
    return drawn


def write(figures, curves):
    """The same for programs (bench.json), for the README (bench.md), and the plots (bench-*.png), under media/."""
    measured = [asdict(figure) | {"median": figure.median, "reached": figure.reached} for figure in figures]
    grown = {what: dict(zip(("title", "sizes", "seconds", "bytes"), curve, strict=True)) for what, curve in curves.items()}
    MEDIA.mkdir(exist_ok=True)
    (MEDIA / "bench.json").write_text(json.dumps(
        {"date": str(date.today()), "machine": machine(), "figures": measured, "growth": grown}, indent=1) + "\n")
    rows = [HEAD, ["---"] * len(HEAD), *(figure.row() for figure in figures)]
    lines = [f"{date.today()}, {machine()}", "", *("| " + " | ".join(row) + " |" for row in rows), ""]
    lines += [f"- {growth.sentence(what, *curve)}" for what, curve in curves.items()]
    (MEDIA / "bench.md").write_text("\n".join(lines) + "\n")
    for what, curve in curves.items():
        growth.plot(MEDIA / f"bench-{what.replace(' ', '-')}.png", what, *curve)


def machine():
    return f"{CORES} cores {platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}"


if __name__ == "__main__":
    main(sys.argv[1:])
