"""Audit 4: every number shown is the recording's.

The film is played on two recordings made with different seeds. Of each: a Fact must be what the recording holds at
its key and index, written in its form; every other digit must be listed in the film's `constants`, or be a Mark in a
drawing (a tick, the name of an output). And a text must look like what it says.

Of the two together: a number that the film says comes from the run differs between the runs, or its recipe lists it
as the same in every run (`constants`). This is decided by key, on all that the two recordings hold there, not on the
few digits that the film shows of it: two runs may end with the same accuracy to two digits by chance. For the same
reason digits 0..9 held in an array (labels, guesses: two good networks give the same answers), or 0 and 1 (what is
wanted), need not differ; they must equal the recording's.
"""

import re

import numpy as np

from scenes import runs
from scenes.stage import facts
from scenes.stage.facts import Fact, Mark
from scenes.stage.text import Sentence
from scenes.studio.audits.failure import Failure, place
from scenes.studio.audits.things import OF_OURS, outline, set_anew

SAME_SHAPE = 1e-2


def look(view):
    """Texts of which nobody can tell what they say, and texts that show something else than they say."""
    for text in view.texts:
        if not isinstance(text.mobject, OF_OURS):
            yield view.failure("numbers", f"{text.name} was not set by scenes.stage.text", place(view.box(text)))
        elif not view.is_moving(text) and not looks_like_what_it_says(text.mobject):
            yield view.failure("numbers", f"{text.name} looks different from what it says", place(view.box(text)))


def failures(film, other):
    """What is wrong with the numbers of a film; `other` is the same film, played on other recordings."""
    return [*_wrong(film), *_wrong(other), *_the_same_in_both(film, other)]


def _wrong(film):
    """Numbers that are not the recording's, and digits that are no numbers of it."""
    checked = set()
    for section, time, template, said, numbers, may_hold_marks in _texts(film):
        key = template, said, numbers, may_hold_marks
        if key not in checked:
            checked.add(key)
            for wrong in _faults(film, template, said, numbers, may_hold_marks):
                yield Failure("numbers", section, time, f'"{said}": {wrong}')


def _texts(film):
    """(section, time, template, said, numbers, may hold marks) of every text in every frame, and of every caption."""
    for frame in film.frames:
        for text in frame.texts:
            template = text.template.replace("$", "") if text.kind is Sentence else text.template
            yield frame.section, frame.start, template, _in_one_line(text.said), text.facts, text.may_hold_marks
    for caption in film.film.captions:
        yield "captions", caption.start, caption.template.replace("$", ""), caption.text, caption.facts, False


def _faults(film, template, said, numbers, may_hold_marks):
    constants = film.film.constants
    for digits in re.findall(r"\d[\d,.]*\d|\d", _without_names(template)):
        if digits not in constants:
            yield f"{digits} is typed in, and not listed in the film's constants"
    for number in numbers:
        if isinstance(number, Fact):
            held = _read_again(film, number)
            if str(number) != held:
                yield f"the recording holds {held} at {_address(number)}, not {number}"
        elif not isinstance(number, Mark) or (not may_hold_marks and str(number) not in constants):
            yield f"{number} is no Fact of a recording, no tick of a drawing, and not listed in the film's constants"
    if template.count("{}") != len(numbers) or (numbers and _in_one_line(facts.fill(template, numbers)) != said):
        yield "it does not say its numbers"


def _the_same_in_both(film, other):
    """Keys that hold the same in two different runs and are not known to."""
    found = set()
    for section, time, _, said, numbers, _ in _texts(film):
        for number in numbers:
            if isinstance(number, Fact) and number.key not in found:
                found.add(number.key)
                mine, others = _all_at(film, number.key), _all_at(other, number.key)
                if (np.array_equal(mine, others) and not _are_digits(film, number.key, mine)
                        and not facts.is_the_same_in_every_run(number.key, runs.RUNS)):
                    yield Failure("numbers", section, time, f'"{said}": {_what_to_add(number.key)}')


def _what_to_add(key):
    """What is wrong with a number that two runs share, ready to be mended."""
    name, array, *_ = key.split(".")
    return f'{key} is the same in two runs of different seeds; add to {type(runs.RUNS[name]).__name__}.constants: "{array}": "..."'


def _all_at(film, key):
    return np.asarray(facts.fact(film.recorded, key).value)


def _are_digits(film, key, held):
    name, *path = key.split(".")
    whole = np.issubdtype(held.dtype, np.integer) and held.min() >= 0 and held.max() <= 9
    return path[0] in film.recorded[name].arrays and (whole or np.isin(held, (0, 1)).all())


def _read_again(film, number):
    try:
        return str(facts.fact(film.recorded, number.key, *number.index, form=number.form))
    except (LookupError, AttributeError):
        return "nothing"


def _address(number):
    return number.key + "".join(f"[{i}]" for i in number.index)


def _in_one_line(text):
    return text.replace("\n", " ")


def _without_names(template):
    """A formula without the names of its parts: {{ a_1 : first }} is a_1."""
    return re.sub(r"\{\{(.*?):[^:}]*\}\}", r"\1", template)


def looks_like_what_it_says(text):
    shape, wanted = outline(text)[0], set_anew(text)[0]
    return shape.shape == wanted.shape and np.allclose(shape, wanted, atol=SAME_SHAPE)
