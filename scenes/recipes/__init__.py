"""How the runs that the films show are made: one class each, with `train` and `derive`."""

from contextlib import contextmanager


@contextmanager
def bar(label, total, quiet):
    """`with bar("training", total, quiet) as done: done(k)`: a line on stderr that fills, and in the end stands there."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), disable=quiet) as progress:
        task = progress.add_task(label, total=total)
        yield lambda done: progress.update(task, completed=done)
        progress.update(task, completed=total)
