"""A progress bar for the command line, on stderr, and only where somebody is looking."""

import sys
import time


class Bar:
    """`with Bar("training", total) as bar: ... bar(done)`: a line that fills, redrawn ten times a second at most.

    On a terminal only: a log file gets one line at the end. quiet: nothing at all.
    """

    WIDTH = 30

    def __init__(self, label, total, quiet=False):
        self.label, self.total, self.quiet = label, total, quiet
        self.stream = sys.stderr
        self.done, self.drawn = 0, 0.0

    def __call__(self, done):
        self.done = done
        if not self.quiet and self.stream.isatty() and time.monotonic() - self.drawn > 0.1:
            self._draw(end="")

    def __enter__(self):
        self.began = time.monotonic()
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.done = self.total
        if not self.quiet and (kind is None or self.stream.isatty()):  # an error in a log file stays one line
            self._draw(end="\n")

    def _draw(self, end):
        self.drawn = time.monotonic()
        share = min(self.done / self.total, 1.0) if self.total else 1.0
        filled = round(share * self.WIDTH)
        start = "\r" if self.stream.isatty() else ""
        print(f"{start}{self.label} [{'#' * filled}{'.' * (self.WIDTH - filled)}] {share:4.0%} "
              f"{self.drawn - self.began:.1f} s", end=end, file=self.stream, flush=True)
