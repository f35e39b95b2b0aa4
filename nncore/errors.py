"""What can go wrong, by name. Every message says what was expected, what came, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nncore.recording import Recording


class NncoreError(Exception):
    """The parent of every error that nncore raises on purpose."""


class InputError(NncoreError, ValueError):
    """An argument that cannot be right: a shape, a size, a rate, a name."""


class DataError(NncoreError, ValueError):
    """A data set, or a file of one, that is not what it should be."""


class RecordingError(NncoreError, ValueError):
    """A recording on disk that is missing, incomplete, altered, or of a newer format."""


class DownloadError(NncoreError, OSError):
    """A file that could not be fetched whole and unaltered; nothing of it was kept."""


class Diverged(NncoreError, ArithmeticError):
    """Training left the finite numbers.

    `.step` is the step whose cost was no longer finite, `.run` the Recording up to there
    (its last row is the state before that step).
    """

    def __init__(self, message: str, step: int, run: Recording) -> None:
        super().__init__(message)
        self.step = step
        self.run = run

    def __reduce__(self) -> tuple[Any, ...]:  # it travels from a worker process to the one that asked
        return type(self), (*self.args, self.step, self.run)
