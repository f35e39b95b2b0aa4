"""Runs and slices that are shared out to other processes, or a cluster, are the same, bit for bit."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

import nncore

NET = nncore.Network((784, 8, 10))
RUNS = [{"epochs": 2, "seed": seed, "learning_rate": nncore.Decay(2.0, 10), "record": 5} for seed in (3, 1, 2)]
GRID = np.linspace(-1, 1, 5)


@pytest.fixture(scope="module")
def data():
    return nncore.load_digits().take(range(250))


def same(runs, others):
    """Recordings alike to the last bit, and each of its own seed."""
    assert [run.sha256 for run in runs] == [other.sha256 for other in others]
    for run, other in zip(runs, others, strict=True):
        for name in run.arrays:
            assert run.arrays[name].tobytes() == other.arrays[name].tobytes()
    return len({run.sha256 for run in runs}) == len(runs)


@pytest.mark.parametrize("pool", (ThreadPoolExecutor, ProcessPoolExecutor))
def test_runs_side_by_side_are_those_of_train_in_their_order(data, pool):
    alone, seen = [nncore.train(NET, data, **arguments) for arguments in RUNS], []
    assert same(nncore.train_all(NET, data, RUNS, progress=lambda *at: seen.append(at)), alone)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    with pool(2) as executor:
        assert same(nncore.train_all(NET, data, RUNS, executor), alone)


def test_a_recording_from_another_process_can_be_saved_and_used(data, tmp_path):
    with ProcessPoolExecutor(1) as executor:
        run, = nncore.train_all(NET, data, RUNS[:1], executor)
    run.save(tmp_path / "run")
    assert nncore.Recording.load(tmp_path / "run", verify=True).sha256 == run.sha256
    assert run.evaluate(data).cost[-1] < run.evaluate(data).cost[0]


def test_a_run_that_diverges_elsewhere_says_so_here(data):
    with ProcessPoolExecutor(1) as executor, pytest.raises(nncore.Diverged, match="diverged: after") as caught:
        nncore.train_all(nncore.Network((784, 8, 10), "identity"), data, [{"epochs": 20, "learning_rate": 50.0}], executor)
    assert caught.value.step == len(caught.value.run.batch_cost)


def test_a_dask_cluster_gets_the_same_runs_and_the_same_slice(data):
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    plane = nncore.Plane.random(NET, NET.init(0))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, \
            distributed.Client(cluster) as client, client.get_executor() as executor:
        assert len(client.scheduler_info()["workers"]) == 2
        assert same(nncore.train_all(NET, data, RUNS, executor), nncore.train_all(NET, data, RUNS))
        cluster_cost = nncore.slice_cost(NET, data, plane, GRID, GRID, executor=executor).cost
    assert cluster_cost.tobytes() == nncore.slice_cost(NET, data, plane, GRID, GRID).cost.tobytes()
