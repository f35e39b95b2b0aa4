"""What nncore's work costs, against PyTorch doing the same on the same data, and against the bare products."""

from concurrent.futures import ProcessPoolExecutor

import numpy as np
from threadpoolctl import threadpool_limits

import nncore
from tests.bench.measure import Figure, peak_memory, ratios

SIZES = (784, 16, 16, 10)
BATCH = 100


def figures():
    """Every figure of the library, one after the other (each takes some seconds)."""
    data, net = handwriting(60_000), nncore.Network(SIZES)
    yield from training(net, data)
    yield memory()
    yield from slices(net, data.take(range(10_000)))
    yield from example_gradients(net, data.take(range(1_000)))


def handwriting(n):
    """n digits: the shipped ones over and over, each shifted a little, so that no two are the same."""
    digits, rng = nncore.load_digits(), np.random.default_rng(0)
    rows = rng.integers(0, len(digits), n)
    x = np.clip(digits.x[rows] + rng.random((n, 1), dtype="float32") / 10, 0, 1)
    return nncore.Dataset(x, digits.y[rows], name=f"{n} digits")


def training(net, data):
    from tests.bench import rivals

    _ = data.sha256  # taken once for a data set, not once for a run

    def epoch(record):
        return lambda: nncore.train(net, data, 1.5, BATCH, epochs=1, record=record)

    bare = epoch([0])
    threads = rivals.best_threads(data, BATCH)
    yield Figure("one epoch of 60,000, batch 100", f"PyTorch, {threads} thread(s)", "times as fast",
                 ratios(bare, rivals.epoch(data, BATCH, threads)), at_least=3)
    share = [100 * share for share in ratios(bare, lambda: products(net, data))]
    yield Figure("the same", "its matrix products alone, in BLAS", "% of it are products", share, at_least=60)
    for record, name, aim in ((None, "recording by the default schedule", 3), (1, "recording every step", 15)):
        more = [100 * (ratio - 1) for ratio in ratios(bare, epoch(record), runs=41)]
        yield Figure("the same, " + name, "not recording", "% longer", more, at_most=aim)


def products(net, data):
    """The products of one epoch and nothing else, over the examples as they lie in memory."""
    layers = net.layers(net.init(0))
    a = [np.ones((BATCH, n), "float32") for n in net.sizes]
    gradients = [np.empty_like(W) for W, _ in layers]
    with threadpool_limits(1):
        for start in range(0, len(data), BATCH):
            below = data.x[start:start + BATCH]
            for l, (W, _) in enumerate(layers):
                np.matmul(below if l == 0 else a[l], W.T, out=a[l + 1])
            for l, (W, _) in reversed(list(enumerate(layers))):
                np.matmul(a[l + 1].T, below if l == 0 else a[l], out=gradients[l])
                if l:
                    np.matmul(a[l + 1], W, out=a[l])


RECORDER = """
import numpy as np, nncore
net = nncore.Network((1000, 990, 10))
data = nncore.Dataset(np.ones((20, 1000), "float32"), np.eye(10, dtype="float32")[np.arange(20) % 10])
run = nncore.train(net, data, 0.01, batch_size=None, steps={steps}, record=1)
"""


def memory():
    few, many = (peak_memory(RECORDER.format(steps=steps)) for steps in (2, 1000))
    return Figure("memory of 1,000 kept states of 1,000,000 parameters", "2 kept states", "MB more",
                  [(many - few) / 1e6], at_most=300)


def slices(net, data):
    from tests.bench import rivals

    grid = np.linspace(-1, 1, 51)
    plane = nncore.Plane.random(net, net.init(0), normalize=None)

    def ours(executor=None):
        return lambda: nncore.slice_cost(net, data, plane, grid, grid, executor=executor)

    yield Figure("a 51x51 slice over 10,000 digits, one core", "the plain PyTorch loop", "times as fast",
                 ratios(ours(), rivals.slice_loop(data, plane, grid)), at_least=8)
    with ProcessPoolExecutor(2) as pool:
        yield Figure("the same on two cores", "one core", "times as fast", ratios(ours(pool), ours()), at_least=1.8)


def example_gradients(net, data):
    from tests.bench import rivals

    theta = net.init(0)
    for name, rival, aim in (("PyTorch, one example after the other", rivals.gradient_loop(data), None),
                             ("torch.func.vmap(grad)", rivals.gradient_vmap(data), 2)):
        with threadpool_limits(1):
            times = ratios(lambda: net.example_gradients(theta, data.x, data.y), rival)
        yield Figure("gradients of 1,000 examples", name, "times as fast", times, at_least=aim)
