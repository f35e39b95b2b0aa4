"""The studio makes videos, stills and contact sheets of the films: `python -m scenes.studio --help`."""


class StudioError(Exception):
    """What could not be made, and why, in one line."""
