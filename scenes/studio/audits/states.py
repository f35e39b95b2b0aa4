"""Audit 5: every state of a network, path, curve or picture that is drawn in any frame is a recorded state.

A drawing tells what it shows, shown() -> {name: numbers}, and that is looked up in the recordings:

    neurons l, weights l      the drawn neurons, and the weights of one recorded theta between them
    activations l             what that very theta makes of a recorded input
    path ...                  points that begin a recorded path; the last is a marker, and may be on its way to the next
    any other name            numbers that are, or begin, a recorded row of numbers

Numbers in texts are the business of the audit of numbers, which reads those of every frame.

The clock: what a drawing or a live number shows never goes back to an earlier row, unless it was off the screen in
between or a new section has begun.
"""

from itertools import count, takewhile

import numpy as np

from scenes.stage.facts import Fact
from scenes.studio.audits.failure import Failure
from scenes.studio.audits.recorded import Recorded


def failures(film):
    recorded, clock = Recorded(film.recorded), Clock()
    for frame in film.frames:
        clock.turn_to(frame)
        for state in frame.states:
            for fault in _faults(state, recorded, clock):
                yield Failure("states", frame.section, frame.start, f"{state.name} {fault}")
        for text in frame.texts:
            if any(clock.went_back((text.mobject, place), row) for place, row in _rows(film, text)):
                yield Failure("states", frame.section, frame.start, f'"{text.template}": the clock runs backwards')


def _faults(state, recorded, clock):
    """What is wrong with what a drawing shows."""
    if state.shown is None:
        return ["does not tell what it shows: shown(self)"]
    if "weights 1" in state.shown:
        return _network_faults(state, recorded, clock)
    return [fault for name, numbers in state.shown.items()
            for fault in _line_faults(state, name, numbers, recorded, clock)]


def _line_faults(state, name, numbers, recorded, clock):
    was_recorded = recorded.leads_along if name.startswith("path") else recorded.begins
    if not was_recorded(numbers):
        yield f"shows a {name} that was never recorded"
    if clock.was_cut_back((state.mobject, name), numbers):
        yield f"shows an earlier part of its {name}: the clock runs backwards"


def _network_faults(state, recorded, clock):
    neurons, weights, activations = (by_layer(state.shown, name, first) for name, first in
                                     (("neurons", 0), ("weights", 1), ("activations", 0)))
    found = recorded.network(neurons, weights)
    if not found:
        yield "shows weights that were never recorded"
        return
    if activations and not any(recorded.is_answer(*theta, neurons, activations) for theta in found):
        yield "shows activations that its weights do not make of any recorded input"
    rows = [(name, row) for name, array, row in found if array == "theta"]
    if len(rows) == 1 and clock.went_back((state.mobject, rows[0][0]), rows[0][1]):
        yield "shows earlier weights: the clock runs backwards"


def by_layer(shown, name, first):
    """[shown["name first"], shown["name first + 1"], ...]"""
    keys = takewhile(shown.__contains__, (f"{name} {l}" for l in count(first)))
    return [shown[key] for key in keys]


def _rows(film, text):
    """(which number, row) of every number of a text that is read from an array with one entry for each kept step."""
    for place, number in enumerate(text.facts):
        if isinstance(number, Fact) and number.index:
            name, array, *_ = number.key.split(".")
            run = film.recorded.get(name)
            if run and array in run.arrays and len(run.arrays[array]) == len(run.step):
                yield (place, number.key, number.index[1:]), number.index[0] % len(run.step)


class Clock:
    """What everything showed in the frame before this one."""

    def __init__(self):
        self.section, self.before, self.now = None, {}, {}

    def turn_to(self, frame):
        """Go on to the next frame: a new section is a cut, and so is a frame without the thing."""
        self.before = self.now if frame.section == self.section else {}
        self.section, self.now = frame.section, {}

    def went_back(self, what, row):
        """Whether it showed a later row before; from now on it shows this one."""
        self.now[what] = row
        return row < self.before.get(what, row)

    def was_cut_back(self, what, numbers):
        """Whether it showed these numbers and more before; from now on it shows these."""
        self.now[what] = numbers
        before = self.before.get(what, numbers)
        return len(numbers) < len(before) and np.array_equal(before[:len(numbers)], numbers)
