"""How far films and recordings are: bars on a terminal, plain lines in a log."""

import sys


def open_display():
    return Bars() if sys.stderr.isatty() else Lines()


def say(text):
    print(text, file=sys.stderr, flush=True)


class Lines:
    """A line when something begins and one when it ends."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def begin(self, name, total, doing):
        say(f"{name}: {doing}")

    def update(self, name, done, doing):
        pass

    def end(self, name, verdict):
        say(f"{name}: {verdict}")


class Bars:
    """A bar each: of a film how many of its seconds are drawn, where an earlier render tells how many there are."""

    def __init__(self):
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = ("{task.description}", BarColumn(), "{task.fields[doing]},", TimeElapsedColumn())
        columns = [TextColumn(column) if isinstance(column, str) else column for column in columns]
        self.progress = Progress(*columns, console=Console(stderr=True))
        self.tasks = {}

    def __enter__(self):
        self.progress.start()
        return self

    def __exit__(self, *error):
        self.progress.stop()

    def begin(self, name, total, doing):
        self.tasks[name] = self.progress.add_task(name, total=total, doing=doing)

    def update(self, name, done, doing):
        self.progress.update(self.tasks[name], completed=done, doing=doing)

    def end(self, name, verdict):
        self.progress.remove_task(self.tasks.pop(name))
        self.progress.console.print(f"{name}: {verdict}", highlight=False, markup=False, soft_wrap=True)
