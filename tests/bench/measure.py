"""Timing that can be compared on a noisy machine: two things in turn, and the ratio of each pair."""

import gc
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

RUNS = 5
CORES = os.cpu_count() or 1


@dataclass
class Figure:
    """A row of the table: what was measured, against what, in which unit, the values of each run, and the aim."""

    what: str
    against: str
    unit: str
    values: list
    at_least: float | None = None
    at_most: float | None = None

    @property
    def median(self):
        return median(self.values)

    @property
    def spread(self):
        return "once" if len(self.values) == 1 else f"{min(self.values):.3g} to {max(self.values):.3g}"

    @property
    def aim(self):
        if self.at_least is None and self.at_most is None:
            return ""
        return f"{self.at_least:g} or more" if self.at_most is None else f"{self.at_most:g} or less"

    @property
    def reached(self):
        """Whether the median is what it should be; None where there is no aim."""
        if self.at_least is None and self.at_most is None:
            return None
        return self.median >= self.at_least if self.at_most is None else self.median <= self.at_most

    def row(self):
        sign = {None: "", True: "yes", False: "NO"}[self.reached]
        return self.what, self.against, f"{self.median:.3g} {self.unit}", self.spread, self.aim, sign


def seconds(action):
    """How long one call takes: of one, or of as many as take a tenth of a second. Rubbish is collected before."""
    gc.collect()
    gc.disable()
    try:
        calls, began = 0, time.perf_counter()
        while (spent := time.perf_counter() - began) < 0.1:
            action()
            calls += 1
        return spent / calls
    finally:
        gc.enable()


def ratios(ours, theirs, runs=RUNS):
    """How many times as long theirs takes as ours: [ratio of each pair], after one turn of each that does not count.

    Now the one goes first, now the other: what the first leaves behind in caches and memory falls on both alike.
    """
    ours(), theirs()
    pairs = []
    for turn in range(runs):
        spent = {action: seconds(action) for action in ((ours, theirs) if turn % 2 else (theirs, ours))}
        pairs.append(spent[theirs] / spent[ours])
    return pairs


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
