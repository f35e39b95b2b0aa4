"""Many runs of one network on one data set, one after the other or side by side."""

from collections.abc import Iterable
from concurrent.futures import Executor
from typing import Any

from nncore.data import Dataset
from nncore._types import Progress
from nncore.network import Network
from nncore.recording import Recording
from nncore.threads import one_thread
from nncore.training import train


def train_all(net: Network, data: Dataset, runs: Iterable[dict[str, Any]], executor: Executor | None = None,
              progress: Progress | None = None) -> list[Recording]:
    """Train the same network on the same Dataset once for every entry of `runs`.

    runs      a sequence of dicts, each the further arguments of `train`: [{"epochs": 3, "seed": s} for s in range(8)]
    executor  a concurrent.futures.Executor to train in, as many at a time as it has workers; the recordings are the
              same, bit for bit. One of processes, or of a Dask cluster, sends net, data and arguments to its workers
              and gets each recording back whole, in memory; a callback has to be importable there
    progress  called as progress(done, total) after every run
    Returns the Recordings, in the order of `runs`. Raises what `train` raises.

    >>> from nncore import load_digits
    >>> runs = train_all(Network((784, 10)), load_digits(), [{"steps": 2, "seed": s} for s in range(3)])
    >>> [run.recipe["seed"] for run in runs]
    [0, 1, 2]
    """
    runs = list(runs)
    with one_thread:
        if executor is None:
            trained = (train(net, data, **arguments) for arguments in runs)
        else:
            futures = [executor.submit(train, net, data, **arguments) for arguments in runs]
            trained = (future.result() for future in futures)
        recordings = []
        for run in trained:
            recordings.append(run)
            if progress is not None:
                progress(len(recordings), len(runs))
    return recordings
