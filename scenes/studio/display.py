"""How far the films are: bars on a terminal, plain lines in a log."""

import sys


def open_display():
    return Bars() if sys.stderr.isatty() else Lines()


def say(text):
    print(text, file=sys.stderr, flush=True)


class Lines:
    """A line when a film begins and one when it ends."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def begin(self, film, length):
        say(f"{film}: rendering")

    def update(self, film, seconds):
        pass

    def end(self, film, verdict):
        say(f"{film}: {verdict}")


class Bars:
    """A bar per film: how many of its seconds are drawn, where an earlier render tells how many there are."""

    def __init__(self):
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = ("{task.description}", BarColumn(), "{task.completed:5.1f} s of film,", TimeElapsedColumn())
        columns = [TextColumn(column) if isinstance(column, str) else column for column in columns]
        self.progress = Progress(*columns, console=Console(stderr=True))
        self.tasks = {}

    def __enter__(self):
        self.progress.start()
        return self

    def __exit__(self, *error):
        self.progress.stop()

    def begin(self, film, length):
        self.tasks[film] = self.progress.add_task(film, total=length)

    def update(self, film, seconds):
        self.progress.update(self.tasks[film], completed=seconds)

    def end(self, film, verdict):
        self.progress.remove_task(self.tasks.pop(film))
        self.progress.console.print(f"{film}: {verdict}", highlight=False, markup=False, soft_wrap=True)
