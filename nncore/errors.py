"""What can go wrong, by name: every message says what was expected, what came, and what to do. Diverged is in recording.py."""

class NncoreError(Exception):
    """The parent of every error that nncore raises on purpose."""

class InputError(NncoreError, ValueError):
    """An argument that cannot be right: a shape, a size, a rate, a name."""

class DataError(NncoreError, ValueError):
    """A data set, or a file of one, that is not what it should be."""

class RecordingError(NncoreError, ValueError):
    """A recording on disk that is missing, incomplete, altered, or of another format."""

class DownloadError(NncoreError, OSError):
    """A file that could not be fetched whole and unaltered; nothing of it was kept."""

def require(condition: object, message: str, error: type[NncoreError] = InputError) -> None:
    """Raise the error unless the condition holds."""
    if not condition:
        raise error(message)
