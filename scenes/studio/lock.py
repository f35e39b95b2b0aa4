"""Who makes something in a folder is alone with it; where the system knows no locks, it is not."""

from contextlib import contextmanager, suppress

try:
    import fcntl
except ImportError:  # Windows: two at once are not told apart
    fcntl = None


@contextmanager
def alone(path, waiting=lambda: None):
    """Hold the lock file at this path; waiting() is called when somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        with suppress(OSError):  # a network's disk may know no locks
            _hold(lock, waiting)
        yield


def _hold(lock, waiting):
    if fcntl is None:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(lock, fcntl.LOCK_EX)
