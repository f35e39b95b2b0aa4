"""The README's table of films: a row for every film, with its question; made by `python -m scenes.studio table`.

In which order they come, their stills, and numbers in a question, are the README's own, and stay.
"""

import re
from dataclasses import dataclass

from scenes.studio import StudioError
from scenes.studio.films import Order, find_films, question_of
from scenes.studio.freshness import read_stamp

BEGIN, END = "<!-- the table of films: python -m scenes.studio table -->\n", "<!-- end of the table -->\n"
HEAD = "| | film | question | length | made by |\n|---|---|---|---|---|\n"
ROW = re.compile(r"\| *(?P<still>.*?) *\| \[`scenes/(?P<film>\w+)\.py`\]\(.*?\) \| (?P<question>.*?) \| *(?P<length>.*?) *\| .*? \|")


@dataclass(frozen=True)
class Row:
    still: str
    film: str
    question: str
    length: str

    def __str__(self):
        link = f"[`scenes/{self.film}.py`](scenes/{self.film}.py)"
        return f"| {self.still} | {link} | {self.question} | {self.length} | `make {self.film}` |\n"


def write(root):
    """Bring the table up to date in the README."""
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(updated(text, root), encoding="utf-8")


def updated(text, root):
    """The README with the table as it should be."""
    try:
        before, rest = text.split(BEGIN)
        table, after = rest.split(END)
    except ValueError as error:
        raise StudioError(f"README.md has no place for the table of films: put it between {BEGIN.strip()} and {END.strip()}") from error
    rows = {row["film"]: Row(**row.groupdict()) for row in ROW.finditer(table)}
    films = find_films(root)
    order = [film for film in rows if film in films] + [film for film in films if film not in rows]
    return before + BEGIN + HEAD + "".join(str(as_it_is(film, rows.get(film), root)) for film in order) + END + after


def as_it_is(film, row, root):
    """The row with the question that the film asks, and its length, if it was made here."""
    order = Order(root, film)
    question, length = question_of(order.source), length_of(order)
    old = row or Row("", film, question, "")
    if re.fullmatch(re.escape(question).replace(r"\{\}", r"[\d,.]+"), old.question):
        question = old.question     # with its number
    still = old.still or (f"![{film}](media/preview/{film}.jpg)" if (root / "media" / "preview" / f"{film}.jpg").exists() else "")
    return Row(still, film, question, length or old.length)


def length_of(order):
    """As in 2:41; '' for a film that was not made here."""
    seconds = read_stamp(order.workshop / "mp4.json").get("seconds")
    return "" if seconds is None else f"{round(seconds) // 60}:{round(seconds) % 60:02}"
