"""What is kept of a film beside its picture: its sections, what was said in them, and what was claimed."""

from dataclasses import dataclass

from scenes.stage import theme

PACE = 15              # characters a second that a viewer can read beside a picture


@dataclass
class Chapter:
    """A section of the film: its name, and the seconds at which it starts and ends."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class Caption:
    """What was said from `start` to `end`: the text, and the template and numbers that it was made of."""

    template: str
    facts: tuple
    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Claim:
    """A sentence that says more than its numbers, whether the recordings bear it out, and the section that says it."""

    text: str
    holds: bool
    where: str


def reading_time(text):
    """Seconds that a sentence must stand to be read."""
    return theme.in_ticks(max(1.0, len(text) / PACE))
