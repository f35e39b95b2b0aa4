"""How time and memory grow with parameters, examples and grid points: figures, and a small plot of each."""

import tracemalloc
from statistics import median

import matplotlib
import numpy as np
from matplotlib.figure import Figure as Picture
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

import nncore
from scenes.stage import theme
from tests.bench.measure import RUNS, seconds

matplotlib.rcParams.update({"font.size": 8, "text.color": theme.INK.to_hex(), "axes.labelcolor": theme.INK.to_hex(),
                            "xtick.color": theme.FAINT.to_hex(), "ytick.color": theme.FAINT.to_hex(),
                            "axes.edgecolor": theme.FAINT.to_hex(), "axes.spines.top": False})


def curves():
    """{what grows: (title, [sizes], [seconds], [bytes])}, each a measurement of its own."""
    return {
        "parameters": ("a step on 100 examples, n-n-n", *measure((22, 70, 223, 707, 2236), steps_of_a_square)),
        "examples": ("a full-batch step, 784-16-16-10", *measure((100, 1_000, 10_000, 100_000), full_batch_steps)),
        "grid points": ("a slice over 1,000 digits", *measure((5, 10, 20, 50, 100), slices)),
    }


def measure(sizes, prepare):
    """[size], [seconds], [bytes] of what `prepare(n)` tells: its size, an action, and how often that does the thing.

    Seconds are those of the thing done once, without the action's start and end: twice as often, less once as often.
    Bytes are what is allocated on the way, at most, above the network's parameters and the data.
    """
    points = []
    for n in sizes:
        size, action, times = prepare(n)
        action(times)
        spent = median(seconds(lambda: action(2 * times)) - seconds(lambda: action(times)) for _ in range(RUNS))
        points.append((size, spent / times, peak_allocated(lambda: action(1))))
    return tuple(list(column) for column in zip(*points, strict=True))


def peak_allocated(action):
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def steps_of_a_square(n):
    net, data = nncore.Network((n, n, n)), random_data(200, n, n)
    return net.n_parameters, training(net, data, 100), max(2, 2_000_000 // net.n_parameters)


def full_batch_steps(m):
    net, data = nncore.Network((784, 16, 16, 10)), random_data(m, 784, 10)
    return m, training(net, data, None), max(2, 100_000 // m)


def training(net, data, batch_size):
    theta = net.init(0)
    return lambda steps: nncore.train(net, data, 0.01, batch_size, steps=steps, theta=theta, record=[0])


def slices(n):
    net, data = nncore.Network((784, 16, 16, 10)), nncore.load_digits().take(range(1000))
    plane, grid = nncore.Plane.random(net, net.init(0)), np.linspace(-1, 1, n)

    def slice_often(times):
        for _ in range(times):
            nncore.slice_cost(net, data, plane, grid, grid)

    return n * n, slice_often, max(1, 500 // n**2)


def random_data(m, n_in, n_out):
    rng = np.random.default_rng(0)
    return nncore.Dataset(rng.random((m, n_in), "float32"), np.eye(n_out, dtype="float32")[np.arange(m) % n_out])


def exponent(sizes, values):
    """p of values = c sizes^p through the three largest, where what is fixed no longer counts."""
    return float(np.polyfit(np.log(sizes[-3:]), np.log(values[-3:]), 1)[0])


def sentence(what, title, sizes, times, memory):
    """What the curve says."""
    return (f"{title}: time grows as {what}^{exponent(sizes, times):.2f}, memory as {what}^{exponent(sizes, memory):.2f} "
            f"({1e3 * times[0]:.3g} ms and {memory[0] / 1e6:.3g} MB at {sizes[0]:,}, "
            f"{1e3 * times[-1]:.3g} ms and {memory[-1] / 1e6:.3g} MB at {sizes[-1]:,})")


def plot(path, what, title, sizes, times, memory):
    """A small picture: time and memory over size, each on logarithmic scales."""
    picture = Picture(figsize=(3.4, 2.3), dpi=140, facecolor=theme.BACKGROUND.to_hex(), layout="constrained")
    left = picture.add_subplot(facecolor=theme.BACKGROUND.to_hex(), title=title)
    right = left.twinx()
    for axes, values, colour, label in ((left, 1e3 * np.array(times), theme.COST, "ms"),
                                        (right, np.array(memory) / 1e6, theme.POSITIVE, "MB")):
        axes.plot(sizes, values, "o-", color=colour.to_hex(), markersize=3, linewidth=1)
        axes.set(xscale="log", yscale="log")
        decades = np.log10(max(values) / min(values))
        axes.yaxis.set_major_locator(LogLocator(subs=(1,) if decades > 2 else (1, 2, 5)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.set_ylabel(label, color=colour.to_hex(), rotation=0, ha="right" if axes is left else "left")
    left.set_xlabel(what)
    picture.savefig(path)
