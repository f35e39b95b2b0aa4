"""Audit 15: what stands on the screen at one time comes from one row of one clock.

Two things that show arrays of one recording with as many rows show the same row of them, unless one of them shows the
same row through all of its section: a still of a state. A thing that runs over many rows does not go back.

A number says its row by its index, a drawing by what it shows: a curve that is drawn so far says the last of its rows.
"""

from collections import defaultdict
from itertools import groupby, pairwise

from scenes.stage.facts import Fact
from scenes.studio.audits import states
from scenes.studio.audits.failure import Failure
from scenes.studio.audits.recorded import Recorded

MANY = 4             # times that a thing goes on to a later row in a section: then it runs on a clock


def failures(film):
    recorded = Recorded(film.recorded)
    for section, frames in groupby(film.frames, lambda frame: frame.section):
        said = [(frame, _said(film, frame, recorded)) for frame in frames]
        yield from _apart(section, said)
        yield from _backwards(section, said)


def _said(film, frame, recorded):
    """{(recording, rows), thing: (row, name)} of all that says a row in this frame."""
    rows = {}
    for text in frame.texts:
        for place, number in enumerate(text.facts):
            if isinstance(number, Fact) and number.index:
                name, array, *_ = number.key.split(".")
                held = film.recorded[name].arrays.get(array) if name in film.recorded else None
                if held is not None:
                    rows[(name, len(held)), (text.mobject, place)] = number.index[0] % len(held), f'"{text.said}"'
    for state in frame.states:
        for lines, row in _of_drawing(state, recorded):
            rows[lines, state.mobject] = max(rows.get((lines, state.mobject), (0, ""))[0], row), state.name
    return rows


def _of_drawing(state, recorded):
    """((recording, rows), row) of all that a drawing shows."""
    shown = state.shown or {}
    if "weights 1" in shown:
        return recorded.rows_of_network(*(states.by_layer(shown, *layers) for layers in (("neurons", 0), ("weights", 1))))
    return [said for numbers in shown.values() for said in recorded.rows_of(numbers)]


def _apart(section, said):
    """Frames in which two things that both move show different rows."""
    shown = defaultdict(set)
    for _, rows in said:
        for what, (row, _) in rows.items():
            shown[what].add(row)
    for frame, rows in said:
        moving = defaultdict(dict)
        for (lines, thing), (row, name) in rows.items():
            if len(shown[lines, thing]) > 1:
                moving[lines][row] = name
        for (recording, length), names in moving.items():
            if len(names) > 1:
                (one, its_name), *_, (other, other_name) = sorted(names.items())
                what = f"{its_name} shows row {one} and {other_name} row {other} of the {length} rows of {recording}"
                yield Failure("rows", section, frame.start, what)


def _backwards(section, said):
    """Things that run over many rows of the section, and go back."""
    times = defaultdict(list)
    for frame, rows in said:
        for what, (row, name) in rows.items():
            times[what].append((frame, row, name))
    for ((recording, length), _), shown in times.items():
        runs = sum(row < other for (_, row, _), (_, other, _) in pairwise(shown)) >= MANY
        for (before, row, _), (frame, other, name) in pairwise(shown):
            if runs and other < row and before.end == frame.start:
                what = f"{name} goes back from row {row} to row {other} of the {length} rows of {recording}"
                yield Failure("rows", section, frame.start, what)
