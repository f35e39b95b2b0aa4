"""Many runs of one network on one data set, one after the other or side by side."""

from threadpoolctl import threadpool_limits

from nncore.train import train


def train_all(net, data, runs, executor=None, progress=None):
    """Train the same network on the same Dataset once for every entry of `runs`.

    runs      a sequence of dicts, each the further arguments of `train`: [{"epochs": 3, "seed": s} for s in range(8)]
    executor  a concurrent.futures.Executor to train in, as many at a time as it has workers; the recordings are the
              same, bit for bit. One of processes, or of a Dask cluster, sends net, data and arguments to its workers
              and gets each recording back whole, in memory; a callback has to be importable there
    progress  called as progress(done, total) after every run
    Returns the Recordings, in the order of `runs`. Raises what `train` raises.
    """
    runs = list(runs)
    with threadpool_limits(1):  # held here, too: of threads that share a process none sets it back for the others
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
