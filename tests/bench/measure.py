"""Timing that can be compared on a noisy machine: two things in turn, and the ratio of each pair."""

import gc
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

RUNS = 5


@dataclass
class Figure:
    """A row of the table: what was measured, against what, in which unit, the values of each run, and the aim."""

    what: str
    against: str
    unit: str
    values: list
    aim: str

    @property
    def median(self):
        return median(self.values)

    def row(self):
        spread = f"{min(self.values):.3g} to {max(self.values):.3g}"
        return self.what, self.against, f"{self.median:.3g} {self.unit}", spread, self.aim


def seconds(action):
    """How long one call takes; rubbish is collected before, not while."""
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        action()
        return time.perf_counter() - began
    finally:
        gc.enable()


def ratios(ours, theirs, runs=RUNS):
    """How many times as long theirs takes as ours: [ratio of each pair], after one turn of each that does not count."""
    ours(), theirs()
    return [seconds(theirs) / seconds(ours) for _ in range(runs)]


def command(*words, **options):
    """Seconds that a command takes as a process; its output is kept from the table. Raises when it fails."""
    began = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True, **options)
    return time.perf_counter() - began


def peak_memory(code):
    """The peak memory, in bytes, of a Python process that runs this code."""
    tell = "\nimport resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code + tell], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) * (1 if sys.platform == "darwin" else 1024)      # Linux counts in kB
