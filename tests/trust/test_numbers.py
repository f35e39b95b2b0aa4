"""What must hold of every network, whatever its sizes, activations and data: Hypothesis looks for one where it does not.

Hypothesis draws the shapes and a seed; numpy draws the numbers from the seed, so that a failure is shrunk to a small
network and can be had again. What nncore says is compared with the few lines of numpy at the top of this file.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore
from nncore.cli import main
from nncore.fast import Kernel

SMOOTH = ("sigmoid", "tanh")
ALL = (*SMOOTH, "identity", "relu", "step")
DTYPES = ("float32", "float64")
CLOSE = {"float32": 1e-4, "float64": 1e-10}

SIGMA = {  # for real and complex z
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,
    "tanh": np.tanh,
    "identity": lambda z: z,
    "relu": lambda z: np.where(z.real > 0, z, 0),
    "step": lambda z: np.where(z.real >= 0, 1, 0),
}
SLOPE = {
    "sigmoid": lambda z: 1 / (4 * np.cosh(z / 2) ** 2),
    "tanh": lambda z: 1 / np.cosh(z) ** 2,
    "identity": np.ones_like,
    "relu": lambda z: np.where(z > 0, 1, 0),
    "step": np.zeros_like,
}


@dataclass(frozen=True, repr=False)
class Case:
    """A network with numbers to put into it; rng draws what else a test needs."""

    net: nncore.Network
    theta: np.ndarray
    x: np.ndarray
    y: np.ndarray
    rng: np.random.Generator

    def __repr__(self):
        return f"{self.net} of {self.net.activations}, {len(self.x)} examples in {self.theta.dtype}"


@st.composite
def cases(draw, activations=ALL, dtypes=("float64",), most_examples=40, most_neurons=40):
    sizes = draw(st.lists(st.integers(1, most_neurons), min_size=2, max_size=6))
    names = draw(st.lists(st.sampled_from(activations), min_size=len(sizes) - 1, max_size=len(sizes) - 1))
    m, gain = draw(st.integers(1, most_examples)), draw(st.sampled_from((0.5, 1.0, 1.5)))
    dtype, rng = draw(st.sampled_from(dtypes)), np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    net = nncore.Network(sizes, names)
    theta = np.concatenate([part for n_in, n_out in pairwise(sizes)
                            for part in (rng.normal(0, gain / np.sqrt(n_in), n_out * n_in), rng.normal(0, 0.3, n_out))])
    # wanted outputs out of reach of sigmoid and tanh: a - y does not cancel, and float32 keeps its digits
    x, y = rng.normal(size=(m, sizes[0])), 1.5 + rng.random((m, sizes[-1]))
    return Case(net, theta.astype(dtype), x.astype(dtype), y.astype(dtype), rng)


def blocks(net):
    """The slice of theta that holds W of a layer, and that which holds its b, layer after layer."""
    start = 0
    for n_in, n_out in pairwise(net.sizes):
        for count in (n_out * n_in, n_out):
            yield slice(start, start + count)
            start += count


def output(net, theta, x):
    a, parts = x, [theta[block] for block in blocks(net)]
    for W, b, name in zip(parts[::2], parts[1::2], net.activations, strict=True):
        a = SIGMA[name](np.einsum("mk,jk->mj", a, W.reshape(len(b), -1)) + b)
    return a


def cost(net, theta, x, y):
    """Complex where theta is: (a - y)^2, not its absolute value."""
    return ((output(net, theta, x) - y) ** 2).sum() / len(x)


def slope_along(case, direction, h=1e-30):
    """dC along a direction: the central difference (C(theta + ihd) - C(theta - ihd)) / 2ih. A step into the imaginary may
    be as small as one likes: nothing cancels, and no relu bends within it."""
    return (cost(case.net, case.theta + 1j * h * direction, case.x, case.y).imag
            - cost(case.net, case.theta - 1j * h * direction, case.x, case.y).imag) / (2 * h)


# -- the gradient ---------------------------------------------------------------------------------------


@given(cases())
def test_the_gradient_is_the_central_difference(case):
    gradient = case.net.gradient(case.theta, case.x, case.y)
    for block in blocks(case.net):
        direction = np.zeros(case.net.n_parameters)
        direction[block] = case.rng.choice([-1.0, 1.0], direction[block].size)
        entry = np.zeros(case.net.n_parameters)
        entry[case.rng.integers(block.start, block.stop)] = 1
        size = np.linalg.norm(gradient[block])
        for d in (direction, entry):
            assert gradient @ d == pytest.approx(slope_along(case, d), rel=1e-6, abs=1e-9 * size + 1e-300)


@given(cases(dtypes=DTYPES))
def test_the_gradients_of_the_examples_have_the_gradient_as_their_mean(case):
    rows = case.net.example_gradients(case.theta, case.x, case.y)
    assert rows.shape == (len(case.x), case.net.n_parameters)
    assert_close(rows.mean(axis=0, dtype="float64"), case.net.gradient(case.theta, case.x, case.y), case)


@given(cases())
def test_delta_satisfies_its_recursion_down_to_the_gradient(case):
    back = case.net.backward(case.theta, case.x, case.y)
    parts = [case.theta[block] for block in blocks(case.net)]
    dC_da = 2 * (output(case.net, case.theta, case.x) - case.y)
    gradient = []
    for l in range(case.net.depth, 0, -1):
        assert_close(back.dC_da[l], dC_da, case)
        delta = dC_da * SLOPE[case.net.activations[l - 1]](back.z[l])
        assert_close(back.delta[l], delta, case)
        gradient = [np.einsum("mj,mk->jk", delta, back.a[l - 1]).ravel(), delta.sum(axis=0), *gradient]
        dC_da = np.einsum("mj,jk->mk", delta, parts[2 * l - 2].reshape(delta.shape[1], -1))
    assert back.dC_da[0] is None and back.delta[0] is None and back.z[0] is None
    assert_close(back.gradient, np.concatenate(gradient) / len(case.x), case)


@pytest.mark.parametrize("dtype", DTYPES)
@given(st.data(), st.lists(st.integers(1, 40), min_size=1, max_size=4))
def test_a_step_of_training_follows_the_cost_and_gradient_of_the_network(dtype, data, batches):
    case = data.draw(cases(ALL if dtype == "float64" else SMOOTH, [dtype]))
    net, theta = case.net, case.theta.copy()
    kernel = Kernel(net, theta)
    for m in batches:
        rows = case.rng.integers(0, len(case.x), m)
        x, y = case.x[rows], case.y[rows]
        with np.errstate(over="ignore"):      # as train has it: a sigmoid far from zero is 0
            assert kernel(x, y) == pytest.approx(cost(net, theta.astype("float64"), x, y), rel=CLOSE[dtype])
        assert_close(kernel.gradient, net.gradient(theta, x, y), case)
        theta -= np.asarray(0.01, dtype) * kernel.gradient


# -- the cost -------------------------------------------------------------------------------------------


@given(cases())
def test_the_cost_is_that_of_the_definition(case):
    assert case.net.cost(case.theta, case.x, case.y) == pytest.approx(cost(case.net, case.theta, case.x, case.y), rel=1e-12)


@given(cases(most_examples=80), st.floats(0, 1))
def test_two_batches_average_to_the_whole(case, share):
    cut = round(share * len(case.x))
    whole, parts = (case.x, case.y), [(case.x[rows], case.y[rows]) for rows in (slice(cut), slice(cut, None))]
    for function in (case.net.cost, case.net.gradient):
        together = sum(len(x) * function(case.theta, x, y) for x, y in parts if len(x)) / len(case.x)
        assert_close(together, function(case.theta, *whole), case)


@given(cases(most_examples=80))
def test_the_order_of_the_examples_does_not_matter(case):
    order = case.rng.permutation(len(case.x))
    for function in (case.net.cost, case.net.gradient):
        assert_close(function(case.theta, case.x[order], case.y[order]), function(case.theta, case.x, case.y), case)


@given(cases(SMOOTH))
def test_float32_is_close_to_float64(case):
    for function in (case.net.cost, case.net.gradient):
        exact, rounded = (np.asarray(function(case.theta.astype(dtype), case.x, case.y)) for dtype in ("float64", "float32"))
        assert np.linalg.norm(rounded - exact) <= 1e-4 * np.linalg.norm(exact)


@given(cases())
def test_a_prediction_is_the_largest_output_and_accuracy_how_often_it_is_the_label(case):
    said, n_L = output(case.net, case.theta, case.x), case.net.sizes[-1]
    assert_close(case.net.output(case.theta, case.x), said, case)
    middle = 0 if case.net.activations[-1] == "tanh" else 0.5
    predicted = [int(row[0] > middle) if n_L == 1 else int(row.argmax()) for row in case.net.output(case.theta, case.x)]
    assert case.net.predict(case.theta, case.x).tolist() == predicted
    if n_L > 1:
        labels = case.rng.integers(0, n_L, len(case.x))
        share = np.mean([a == b for a, b in zip(predicted, labels.tolist(), strict=True)])
        assert case.net.accuracy(case.theta, case.x, labels) == pytest.approx(share)
        assert case.net.accuracy(case.theta, case.x, np.eye(n_L)[labels]) == pytest.approx(share)


# -- training --------------------------------------------------------------------------------------------


@given(cases(SMOOTH), st.integers(0, 40), st.integers(1, 12), st.integers(0, 99))
def test_every_step_of_training_goes_down_the_slope_of_its_batch(case, size, steps, seed):
    data, rates = nncore.Dataset(case.x, case.y), case.rng.uniform(1e-3, 1e-1, steps)
    size = min(size, len(data)) or None
    run = nncore.train(case.net, data, rates, size, steps=steps, seed=seed, theta=case.theta, record=1)
    assert run.step.tolist() == list(range(steps + 1)) and run.arrays["rate"].tolist() == rates.tolist()
    per_epoch = -(-len(data) // (size or len(data)))
    for epoch in range(0, steps, per_epoch):
        dealt = np.concatenate([run.batch(step) for step in range(epoch, min(epoch + per_epoch, steps))])
        assert len({*dealt.tolist()}) == len(dealt) and {*dealt.tolist()} <= {*range(len(data))}
        assert len(dealt) == len(data) or epoch + per_epoch > steps
    here = case.theta
    for step in range(steps):
        assert_close(run.theta[step], here, case)
        rows = run.batch(step)
        assert run.batch_cost[step] == pytest.approx(cost(case.net, here, case.x[rows], case.y[rows]), rel=1e-9)
        here = run.theta[step] - rates[step] * case.net.gradient(run.theta[step], case.x[rows], case.y[rows])
    assert_close(run.trained, here, case)


@given(cases(SMOOTH), st.booleans())
def test_a_run_within_a_line_or_plane_descends_in_its_coordinates(case, along_a_line):
    n, data = case.net.n_parameters, nncore.Dataset(case.x, case.y)
    where = nncore.Line(case.theta, case.theta + case.rng.normal(size=n)) if along_a_line else nncore.Plane(
        case.theta, *case.rng.normal(size=(2, n)))
    here = np.zeros(len(where.directions))
    run = nncore.train(case.net, data, 1e-3, None, steps=3, theta=where.point(*here), within=where, record=1)
    for theta in run.theta:
        assert_close(theta, where.point(*here), case)
        here = here - 1e-3 * np.array([slope_along(Case(case.net, where.point(*here), case.x, case.y, case.rng), d)
                                       for d in where.directions])


class Wrong(nncore.Network):
    """Backpropagation with a mistake in one entry."""

    def backward(self, theta, x, y):
        back = super().backward(theta, x, y)
        back.gradient[self.spoiled] += 0.01 * np.abs(back.gradient).max()
        return back


@given(cases(most_examples=5, most_neurons=8))
def test_the_check_passes_a_right_gradient_and_finds_a_wrong_entry(case):
    data = nncore.Dataset(case.x, case.y)
    assert nncore.check_gradient(case.net, data, case.theta) < 1e-6
    wrong = Wrong(case.net.sizes, case.net.activations)
    wrong.spoiled = int(case.rng.integers(wrong.n_parameters))
    if np.abs(case.net.gradient(case.theta, case.x, case.y)).max() > 1e-6:
        assert nncore.check_gradient(wrong, data, case.theta) > 1e-3


# -- planes and slices ------------------------------------------------------------------------------------


def planes(case):
    """A plane of every kind, by its name."""
    n, rng = case.net.n_parameters, case.rng
    a, b, c = points = rng.normal(size=(3, n))
    yield "random directions, filter by filter", nncore.Plane.random(case.net, case.theta, seed=int(rng.integers(99)))
    yield "random directions", nncore.Plane.random(case.net, case.theta, seed=int(rng.integers(99)), normalize=None)
    yield "along two directions", nncore.Plane.through(a, b, c)
    yield "oblique", nncore.Plane(a, 10 ** rng.uniform(-3, 3) * b, b + 10 ** rng.uniform(-3, 0) * c)
    yield "of two parameters", nncore.Plane.parameters(case.theta, *rng.choice(n, 2, replace=False).tolist())
    if n > 2:
        yield "through points", nncore.Plane.through_points(a, b, c)
        yield "of a path", nncore.Plane.pca(np.vstack([points, case.theta]))


@given(cases())
def test_a_point_of_a_plane_is_projected_to_itself(case):
    for kind, plane in planes(case):
        there = case.rng.normal(size=(5, 2)) / [np.linalg.norm(plane.u), np.linalg.norm(plane.v)]
        points = plane.point(*there.T)
        size = np.linalg.norm(points, axis=1).max()
        coordinates, distance = plane.project(points)
        assert distance.max() <= 1e-12 * size, kind
        assert np.abs(plane.point(*coordinates.T) - points).max() <= 1e-12 * size, kind
        # and to the same coordinates, the less exactly the smaller the angle between the directions
        lengths = np.linalg.norm(plane.directions, axis=1)
        sine = np.sqrt(1 - (plane.u @ plane.v / lengths.prod()) ** 2)
        assert np.abs((coordinates - there) * lengths).max() <= 1e-12 * size / sine, kind


@given(cases())
def test_a_point_beside_a_plane_is_as_far_from_it_as_it_was_moved(case):
    for kind, plane in planes(case):
        if case.net.n_parameters > 2:
            span, _ = np.linalg.qr(np.column_stack([plane.u, plane.v, case.rng.normal(size=case.net.n_parameters)]))
            foot, distance = plane.project(plane.point(0.3, -0.2) + 2.5 * span[:, 2])
            assert distance == pytest.approx(2.5, rel=1e-9), kind
            np.testing.assert_allclose(plane.point(*foot), plane.point(0.3, -0.2), atol=1e-9, err_msg=kind)


@given(cases())
def test_a_point_of_a_line_is_projected_to_itself(case):
    line = nncore.Line(case.theta, case.theta + case.rng.normal(size=case.net.n_parameters))
    alphas = case.rng.normal(size=6)
    back, distance = line.project(line.point(alphas))
    assert back == pytest.approx(alphas, abs=1e-9) and distance.max() <= 1e-10


EXAMPLES = st.sampled_from((1, 2, 191, 192, 193, 500, 501, 600))     # around the blocks that slices are computed in


@given(cases(), EXAMPLES)
def test_a_slice_is_the_cost_at_every_point_of_its_grid(case, examples):
    alphas, betas = (np.sort(case.rng.normal(size=n)) for n in case.rng.integers(1, 4, 2))
    _, plane = list(planes(case))[case.rng.integers(5)]
    examples = some_data(case, examples)
    made = nncore.slice_cost(case.net, examples, plane, alphas, betas)
    for (i, j), found in np.ndenumerate(made.cost):
        point = plane.point(alphas[i], betas[j])
        assert found == pytest.approx(cost(case.net, point, examples.x, examples.y), rel=1e-9, abs=1e-15)
        assert found == pytest.approx(case.net.cost(point, examples.x, examples.y), rel=1e-9, abs=1e-15)


@given(cases(), EXAMPLES)
def test_a_slice_along_a_line_is_the_cost_and_its_slope(case, examples):
    line = nncore.Line(case.theta, case.net.init(case.rng, "float64"))
    alphas, data = case.rng.uniform(-0.5, 1.5, 3), some_data(case, examples)
    made = nncore.slice_cost(case.net, data, line, alphas)
    for alpha, height, slope in zip(alphas, made.cost, made.slope, strict=True):
        here = Case(case.net, line.point(alpha), data.x, data.y, case.rng)
        assert height == pytest.approx(cost(case.net, here.theta, data.x, data.y), rel=1e-9)
        size = np.linalg.norm(case.net.gradient(here.theta, data.x, data.y)) * np.linalg.norm(line.directions[0])
        assert slope == pytest.approx(slope_along(here, line.directions[0]), rel=1e-7, abs=1e-9 * size)


@given(cases(SMOOTH, ["float32"]), EXAMPLES)
def test_a_slice_in_float32_is_right_to_four_digits(case, examples):
    data, plane = some_data(case, examples), nncore.Plane.random(case.net, case.theta)
    made = nncore.slice_cost(case.net, data, plane, [0.7], [-0.4])
    exact = cost(case.net, plane.point(0.7, -0.4), data.x.astype("float64"), data.y)
    assert made.cost.item() == pytest.approx(exact, rel=1e-4, abs=1e-9)


def some_data(case, n):
    x, y = case.rng.normal(size=(n, case.net.sizes[0])), 1.5 + case.rng.random((n, case.net.sizes[-1]))
    return nncore.Dataset(x.astype(case.x.dtype), y.astype(case.y.dtype))


# -- the check of a recording ------------------------------------------------------------------------------


RECORDED = [
    ("sigmoid", dict(batch_size=100, epochs=1)),
    (("relu", "tanh"), dict(batch_size=None, steps=3, learning_rate=0.1)),
    (("step", "identity"), dict(batch_size=7, steps=20, learning_rate=lambda step: 0.1 / (1 + step))),
    ("tanh", dict(batch_size=1, steps=5, learning_rate=0.01)),
    ("identity", dict(batch_size=50, steps=5, learning_rate=0.001)),
    ("relu", dict(batch_size=50, steps=5, learning_rate=0.01)),
]


def test_the_command_line_checks_the_gradient_of_any_recording(effort, tmp_path, capsys):
    train, _ = nncore.load_digits().split(test_size=0.2, seed=0)
    for activation, arguments in RECORDED[:effort(2, None)]:
        run = nncore.train(nncore.Network((784, 2, 10), activation), train, **arguments)
        run.save(tmp_path / "run.npz")
        assert main(["check", str(tmp_path / "run.npz")]) == 0
        assert "largest relative error of 1600 entries" in capsys.readouterr().out


def assert_close(found, wanted, case):
    """Equal but for rounding, of which the largest numbers give the measure."""
    np.testing.assert_allclose(found, wanted, rtol=0, atol=CLOSE[case.theta.dtype.name] * (np.abs(wanted).max() + 1e-300))
