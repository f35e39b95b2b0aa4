"""`make bench`: every figure measured in one go, as a table and as media/bench.json. Takes some minutes."""

import json
import os
import platform
from dataclasses import asdict
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import films, library

TABLE = Path(__file__).parents[2] / "media" / "bench.json"


def main():
    table = Table("what", "against", "median", "spread", "to reach", title=f"{date.today()}, {machine()}")
    console, measured = Console(), []
    for figure in (*library.figures(), *films.figures()):
        console.print(*figure.row(), sep=" · ")
        table.add_row(*figure.row())
        measured.append(asdict(figure) | {"median": figure.median})
    console.print(table)
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(json.dumps({"date": str(date.today()), "machine": machine(), "figures": measured}, indent=1) + "\n")


def machine():
    return f"{os.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
