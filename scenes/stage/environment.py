"""What whoever makes the films asks for through the environment. Read without importing Manim: `make` asks, too."""

import os
import re

CAPTIONS = "picture", "file"


class Unclear(ValueError):
    """What is asked for cannot be; says what can."""


def captions_in():
    """Where captions go: "picture", into the picture alone; "file", into files beside a clean picture. By CAPTIONS."""
    asked = os.environ.get("CAPTIONS", CAPTIONS[0])
    if asked not in CAPTIONS:
        raise Unclear(f"CAPTIONS must be {' or '.join(CAPTIONS)}; got {asked!r}. Leave it out to have captions in the picture.")
    return asked


def section_in(text):
    """The number, from 1, of the only section that SECTION=number or name asks for; None: all. text: of the film's code."""
    asked = os.environ.get("SECTION")
    return section_of(asked, sections_of(text)) if asked else None


def sections_of(text):
    """The names of a film's sections, in order, from the text of its code."""
    return re.findall(r"self\.play_section\(self\.(\w+)", text)


def section_of(asked, names):
    """The number, from 1, of the section that is called so, or has this number."""
    words = [_plain(name) for name in names]
    if asked.isdecimal() and 1 <= int(asked) <= len(words):
        return int(asked)
    if _plain(asked) in words:
        return words.index(_plain(asked)) + 1
    listed = ", ".join(f"{number} {name}" for number, name in enumerate(names, start=1))
    raise Unclear(f"SECTION must be the number or the name of a section: {listed or 'there are none'}; got {asked!r}")


def _plain(name):
    return name.lower().replace("_", " ").replace("-", " ").strip()
