"""The same recipe gives the same bytes: in another process, with other threads, hash seeds and executors, side by side."""

import json
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

import nncore
from tests.trust.hashes import GRID, MIXED, NET, digits, everything, hash_of, slices

ROOT = Path(__file__).parents[2]

# MALLOC_PERTURB_ (of glibc) fills fresh memory with a byte: a result that depends on what lay there changes.
ENVIRONMENTS = [
    dict(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", PYTHONHASHSEED="0", MALLOC_PERTURB_="85"),
    dict(OPENBLAS_NUM_THREADS="2", OMP_NUM_THREADS="2", PYTHONHASHSEED="random", MALLOC_PERTURB_="128"),
    dict(OPENBLAS_NUM_THREADS="2", OMP_NUM_THREADS="1", PYTHONHASHSEED="1", MALLOC_PERTURB_="0"),
    *(dict(OPENBLAS_NUM_THREADS=str(1 + n % 4), OMP_NUM_THREADS=str(1 + n % 3), PYTHONHASHSEED=str(n),
           MALLOC_PERTURB_=str(9 * n), LC_ALL="C", TZ="Pacific/Kiritimati", TMPDIR="/tmp") for n in range(2, 25)),
]


@pytest.fixture(scope="module")
def data():
    return digits()


@pytest.fixture(scope="module")
def here(data, tmp_path_factory):
    """{name: hash} as this process computes them."""
    return everything(data, tmp_path_factory.mktemp("here"))


def hashes(folder, **env):
    """{name: hash} as a fresh interpreter in this environment computes them."""
    done = subprocess.run([sys.executable, "-m", "tests.trust.hashes", folder], cwd=ROOT, env={**os.environ, **env},
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_every_environment_gives_the_same_bytes(effort, here, tmp_path):
    for number, env in enumerate(ENVIRONMENTS[:effort(2, None)]):
        (tmp_path / str(number)).mkdir()
        assert hashes(tmp_path / str(number), **env) == here, env


def test_another_seed_rate_batch_or_record_gives_other_bytes(data):
    usual = dict(learning_rate=0.5, batch_size=400, steps=3, seed=1, record=1)
    others = [usual, dict(usual, seed=2), dict(usual, learning_rate=0.6), dict(usual, batch_size=300), dict(usual, record=2),
              dict(usual, steps=4)]
    made = [nncore.train(NET, data, **recipe) for recipe in others]
    assert len({run.sha256 for run in made}) == len({hash_of(*run.arrays.values()) for run in made}) == len(others)


def of_kind(start):
    return lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(start))


@pytest.mark.parametrize("pool", [lambda: ThreadPoolExecutor(2), of_kind("fork"), of_kind("spawn")],
                         ids=["threads", "forked processes", "spawned processes"])
def test_an_executor_gives_the_same_bytes_and_leaves_blas_as_it_was(effort, data, pool):
    run = nncore.train(NET, data, batch_size=97, epochs=1, seed=1)
    with threadpool_limits(2):
        alone = slices(data, run)
        for _ in range(effort(1, 20)):
            with pool() as executor:
                shared = slices(data, run, executor)
            assert all(np.array_equal(alone[name].cost, shared[name].cost) for name in alone)
            assert {library["num_threads"] for library in threadpool_info()} == {2}


def test_work_side_by_side_in_threads_gives_the_same_bytes_and_leaves_blas_as_it_was(effort, data):
    def work(seed):
        run = nncore.train(MIXED, data, 0.1, batch_size=None, steps=2 + seed, seed=seed)
        plane = nncore.Plane.random(MIXED, run.theta[-1])
        return hash_of(run.theta, run.evaluate(data).cost, nncore.slice_cost(MIXED, data, plane, GRID, GRID).cost,
                       nncore.gradient_noise(MIXED, data, run.theta[0], 300, samples=2).full)

    seeds = range(effort(3, 12))
    with threadpool_limits(2):
        alone = [work(seed) for seed in seeds]
        with ThreadPoolExecutor(3) as executor:
            assert list(executor.map(work, seeds)) == alone
        assert {library["num_threads"] for library in threadpool_info()} == {2}
