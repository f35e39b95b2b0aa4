"""Small recordings to audit films on: short runs of the recipes, of a given seed."""

import os
from contextlib import contextmanager
from unittest.mock import patch

from scenes import runs
from scenes.studio.lock import alone

SEEDS = 0, 1


@contextmanager
def recorded_in(folder):
    """Films find their recordings there, and nobody's own."""
    with patch.dict(os.environ, RECORDINGS=str(folder), RUN=""):
        yield


def record(names, seed, folder):
    """Make the runs of these names, short ones of this seed, unless they are there; returns their folder."""
    own = folder / f"seed-{seed}"
    for name in names:
        with recorded_in(own), alone(own / f"{name}.lock"):      # other workers of pytest wait, and find it made
            if not runs.is_fresh(name):
                runs.make(name, seed=seed, quick=True).save(runs.path(name), made_by=runs.source(name, quick=True))
    return own
