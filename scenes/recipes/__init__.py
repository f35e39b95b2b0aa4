"""How the runs that the films show are made. A file is the recipe of the recording of its name: one class, a Recipe.

Found by being there; a file whose name begins with _ holds what several recipes share, and is none.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, Protocol

from nncore import Dataset, Recording


class Recipe(Protocol):
    """How one recording is made: trained, and then what the films show of it, its derived arrays.

    constants         {array: meaning} of those that are the same in every run
    words             {array: what its number is of}, as it stands beside it on screen
    of_this_computer  those that another making does not have to the byte: seconds
    any_run           whether a run of one's own may stand in for it, RUN=file
    is_long           whether it takes far longer than the others: then it is begun before them
    """

    constants: ClassVar[Mapping[str, str]] = {}
    words: ClassVar[Mapping[str, str]] = {}
    of_this_computer: ClassVar[tuple[str, ...]] = ()
    any_run: ClassVar[bool] = False
    is_long: ClassVar[bool] = False

    @abstractmethod
    def train(self, train: Dataset, seed: int, quick: bool, quiet: bool) -> Recording:
        """The run. `train` are the digits to learn from; quick: a short run, for tests; quiet: without a bar."""
        ...

    @abstractmethod
    def derive(self, run: Recording, train: Dataset, test: Dataset | None, quick: bool, quiet: bool) -> dict[str, Any]:
        """{array: numbers}: what the films show of the run. `test` are digits that it has not seen; None: it has seen all.

        Raises RecordingError for a run of somebody's own that these films cannot show."""
        ...


class Recipes(Mapping[str, Recipe]):
    """{name of a recording: its Recipe}, of the files in a folder, each imported when it is asked for."""

    def __init__(self, folder: Path, package: str = __name__) -> None:
        self._folder, self._package = folder, package

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(file.stem for file in self._folder.glob("[a-z]*.py")))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, name: object) -> bool:
        return name in list(iter(self))

    def __getitem__(self, name: str) -> Recipe:
        if name not in self:
            raise KeyError(f"no recording is called {name!r}; there are recipes for {', '.join(self)}")
        module = import_module(f"{self._package}.{name}")
        found = [value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__
                 and Recipe in value.__mro__]
        if len(found) != 1:
            raise TypeError(f"{name}.py has {len(found)} classes that are a Recipe; there must be exactly one")
        return found[0]()


# Who hears how far a recording is, where another process shows it: listener(what is done, share of it from 0 to 1).
listener: Callable[[str, float], None] | None = None


@contextmanager
def bar(label: str, total: float, quiet: bool) -> Iterator[Callable[[float], None]]:
    """`with bar("training", total, quiet) as done: done(k)`: a line on stderr that fills, and in the end stands there."""
    from rich.console import Console
    from rich.progress import Progress

    if listener and not quiet:
        tell = listener
        tell(label, 0)
        yield lambda done: tell(label, done / total)
        return
    with Progress(console=Console(stderr=True), disable=quiet) as progress:
        task = progress.add_task(label, total=total)
        yield lambda done: progress.update(task, completed=done)
        progress.update(task, completed=total)
