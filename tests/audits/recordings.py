"""Small recordings to audit films on: short runs of the project's own recipes, of a given seed."""

import fcntl
import os
from contextlib import contextmanager
from unittest.mock import patch

from scenes import runs

SEEDS = 0, 1


@contextmanager
def recorded_in(folder):
    """Films find their recordings there."""
    with patch.dict(os.environ, RECORDINGS=str(folder)):
        yield


def record(names, seed, folder):
    """Make the runs of these names, short ones of this seed, unless they are there; returns their folder."""
    own = folder / f"seed-{seed}"
    own.mkdir(parents=True, exist_ok=True)
    for name in names:
        with recorded_in(own), open(own / f"{name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)      # other workers of pytest wait, and find it made
            if not runs.is_fresh(name):
                runs.make(name, seed=seed, quick=True).save(runs.path(name), made_by=runs._source(name, quick=True))
    return own
