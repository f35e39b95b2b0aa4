"""What whoever makes the films asks for through the environment. Read without importing Manim: `make` asks, too."""

import os

from nncore import InputError

CAPTIONS = "picture", "file"


def captions_in():
    """Where captions go: "picture", into the picture alone; "file", into files beside a clean picture. By CAPTIONS."""
    asked = os.environ.get("CAPTIONS", CAPTIONS[0])
    if asked not in CAPTIONS:
        raise InputError(f"CAPTIONS must be {' or '.join(CAPTIONS)}; got {asked!r}. Leave it out to have captions in the picture.")
    return asked
