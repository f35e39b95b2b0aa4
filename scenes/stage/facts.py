"""Numbers with a known origin: every number on screen is a Fact, read from a recording by its name.

A text is written with {} where a number goes, and the number is given as a Fact. So a film cannot
claim what its recording does not hold, and whoever doubts a number on screen finds where it stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

MINUS = "\N{MINUS SIGN}"
OF_EVERY_RUN = "recipe", "network", "step"     # what a run was asked to do, and not what came of it


@dataclass(frozen=True)
class Fact:
    """One number of one recording.

    key     where it stands: "digits.cost", "digits.network.n_parameters", "digits.recipe.learning_rate"
    index   which of the numbers there: () for a number that stands alone
    value   the number itself
    form    how it is written, as in format(value, form)
    """

    key: str
    index: tuple
    value: object
    form: str = ""

    def __str__(self):
        return format(self.value, self.form).replace("-", MINUS)


@dataclass(frozen=True)
class Mark:
    """A number that belongs to a drawing and claims nothing of a run: a tick of an axis, the name of an output."""

    value: object
    form: str = ""

    def __str__(self):
        return format(self.value, self.form).replace("-", MINUS)


class Run:
    """A recording as films read it: each of its arrays and properties by name, run.cost as well as run.theta."""

    def __init__(self, recording):
        self.recording = recording

    def __getattr__(self, name):
        found = self.recording[name] if name in self.recording else getattr(self.recording, name)
        vars(self)[name] = found    # frozen, so it is asked for once
        return found

    def __deepcopy__(self, memo):
        return self     # frozen, as a recording is


def fact(runs, key, *index, form=""):
    """The Fact at `key` in the recordings {name: Run}: fact(runs, "digits.cost", 0, form=".2f")."""
    name, *path = key.split(".")
    found = reduce(_step_into, path, runs[name])
    value = np.asarray(found)[index]
    return Fact(key, index, value.item() if value.ndim == 0 else value, form)


def is_the_same_in_every_run(key, recipes):
    """Whether the Facts of this key tell of how a run was set up: its recipe ({name: recipe}) lists them as `constants`."""
    name, of, *_ = key.split(".")
    return of in OF_EVERY_RUN or of in getattr(recipes.get(name), "constants", {})


def fill(template, numbers):
    """The template with its {} filled: fill("cost {}", [fact]) is "cost 3.04"."""
    fields = template.count("{}")
    if fields != len(numbers):
        raise ValueError(f'"{template}" has {fields} places {{}} for numbers and was given {len(numbers)}')
    return template.format(*numbers)


def refuse_typed_digits(template, constants):
    """Raise ValueError when a template holds digits that were typed in, unless they are listed as constants."""
    typed = [digits for digits in re.findall(r"\d[\d,.]*\d|\d", template) if digits not in constants]
    if typed:
        raise ValueError(
            f'"{template}" holds the typed number {typed[0]}: write {{}} and give a Fact, '
            f"or list it in the film's `constants` with its meaning"
        )


def _step_into(found, name):
    """The attribute or the entry of that name."""
    return found[name] if isinstance(found, Mapping) else getattr(found, name)
