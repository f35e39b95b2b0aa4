"""The network and its gradient, against loops over single numbers and against nudges."""

import dataclasses
import math
import pickle

import numpy as np
import pytest

import nncore

SIGMA = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "identity": lambda z: z,
    "step": lambda z: 1.0 if z >= 0 else 0.0,
}
SLOPE = {
    "sigmoid": lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2,
    "tanh": lambda z: 1 / math.cosh(z) ** 2,
    "relu": lambda z: 1.0 if z > 0 else 0.0,
    "identity": lambda z: 1.0,
    "step": lambda z: 0.0,
}
ACTIVATIONS = [*SIGMA, ("relu", "tanh", "sigmoid"), ("identity", "relu", "tanh"), ("sigmoid", "sigmoid", "identity"),
               ("step", "tanh", "relu"), ("tanh", "sigmoid", "step")]


def parameters(net, theta):
    """[(W, b), ...] as nested lists, read off theta number by number: W row by row, then b, layer after layer."""
    numbers = iter(theta.tolist())
    return [([[next(numbers) for _ in range(n_in)] for _ in range(n_out)], [next(numbers) for _ in range(n_out)])
            for n_in, n_out in zip(net.sizes, net.sizes[1:], strict=False)]


def names(net):
    return [net.activation] * (len(net.sizes) - 1) if isinstance(net.activation, str) else net.activation


def forward_by_hand(net, theta, x, layer=0):
    """z and a of one example, from the activations x of a layer on: one multiplication at a time."""
    z, a = [None], [list(x)]
    for (W, b), name in list(zip(parameters(net, theta), names(net), strict=True))[layer:]:
        sums = []
        for row, bias in zip(W, b, strict=True):
            total = bias
            for w, activation in zip(row, a[-1], strict=True):
                total += w * activation
            sums.append(total)
        z.append(sums)
        a.append([SIGMA[name](s) for s in sums])
    return z, a


def example_cost(net, theta, x, y, layer=0):
    output = forward_by_hand(net, theta, x, layer)[1][-1]
    return sum((a - wanted) ** 2 for a, wanted in zip(output, y, strict=True))


def cost_by_hand(net, theta, x, y):
    return sum(example_cost(net, theta, row, wanted) for row, wanted in zip(x, y, strict=True)) / len(x)


def nudged(f, at, i, h=1e-6):
    """df/dat_i by a central difference."""
    up, down = list(at), list(at)
    up[i] += h
    down[i] -= h
    return (f(up) - f(down)) / (2 * h)


@pytest.fixture(params=ACTIVATIONS, ids=str)
def case(request, rng):
    """(net, theta, x, y) in float64: three layers, five examples, some wanted outputs that are not one-hot."""
    net = nncore.Network((3, 4, 5, 2), request.param)
    return net, rng.standard_normal(net.size), rng.standard_normal((5, 3)), rng.random((5, 2))


# -- forward and cost ---------------------------------------------------------------------------


def test_forward_is_the_weighted_sums_one_by_one(case):
    net, theta, x, _ = case
    z, a = net.forward(theta, x)
    assert z[0] is None
    assert np.array_equal(a[0], x)
    for i, row in enumerate(x):
        z_i, a_i = forward_by_hand(net, theta, row)
        for l in (1, 2, 3):
            np.testing.assert_allclose(z[l][i], z_i[l], rtol=1e-12)
            np.testing.assert_allclose(a[l][i], a_i[l], rtol=1e-12)
    assert [s.shape for s in a] == [(5, 3), (5, 4), (5, 5), (5, 2)]


def test_step_fires_at_exactly_zero():
    net = nncore.Network((1, 1), "step")
    assert net.forward(np.array([1.0, 0.0]), np.array([[-1e-9], [0.0], [1e-9]]))[1][-1].ravel().tolist() == [0, 1, 1]


def test_the_slopes_at_the_bend_and_the_jump_are_taken_as_zero():
    for name in ("relu", "step"):
        net = nncore.Network((1, 1), name)
        assert net.gradient(np.zeros(2), np.array([[0.0]]), np.array([[1.0]])).tolist() == [0, 0]


def test_cost_is_the_mean_over_examples_of_the_sum_of_squares():
    net = nncore.Network((2, 2), "identity")
    theta = np.array([1.0, 0, 0, 1, 0, 0])  # the output is x
    x, y = np.array([[1.0, 2], [3, 4]]), np.array([[0.0, 0], [3, 2]])
    assert net.cost(theta, x, y) == ((1 + 4) + (0 + 4)) / 2
    assert net.example_costs(theta, x, y).tolist() == [5, 4]
    assert type(net.cost(theta.astype("float32"), x, y)) is float


def test_cost_against_loops(case):
    net, theta, x, y = case
    assert net.cost(theta, x, y) == pytest.approx(cost_by_hand(net, theta, x, y), rel=1e-12)


def test_two_halves_average_to_the_whole_and_order_does_not_matter(case, rng):
    net, theta, x, y = case
    x, y = np.tile(x, (2, 1))[:8], np.tile(y, (2, 1))[:8]
    whole = net.cost(theta, x, y)
    assert (net.cost(theta, x[:4], y[:4]) + net.cost(theta, x[4:], y[4:])) / 2 == pytest.approx(whole, rel=1e-12)
    order = rng.permutation(8)
    assert net.cost(theta, x[order], y[order]) == pytest.approx(whole, rel=1e-12)


def test_accuracy_counts_the_largest_outputs():
    net = nncore.Network((3, 3), "identity")
    theta = np.concatenate([np.eye(3).ravel(), np.zeros(3)])
    x = np.array([[9.0, 1, 2], [1, 9, 2], [1, 2, 9], [9, 1, 2]])
    assert net.accuracy(theta, x, [0, 1, 2, 1]) == 0.75


def test_numbers_keep_the_precision_of_theta(net, toy):
    for dtype in ("float32", "float64"):
        back = net.backward(net.init(dtype=dtype), toy.x, toy.y)
        arrays = [*back.z[1:], *back.a, *back.delta[1:], *back.dC_da, back.gradient,
                  net.example_gradients(net.init(dtype=dtype), toy.x, toy.y)]
        assert {array.dtype.str for array in arrays} == {np.dtype(dtype).str}


def test_pixels_may_be_bytes(net):
    x = np.array([[0, 255, 3, 4]], "uint8")
    assert np.array_equal(net.forward(net.init(), x)[1][-1], net.forward(net.init(), x.astype("float32"))[1][-1])


def test_large_sums_saturate_without_a_warning():
    for name, low, high in (("sigmoid", 0, 1), ("tanh", -1, 1)):
        net = nncore.Network((1, 1), name)
        theta, x, y = np.array([1.0, 0], "float32"), np.array([[-1e4], [1e4]]), np.zeros((2, 1))
        assert net.forward(theta, x)[1][-1].ravel().tolist() == [low, high]
        assert np.isfinite(net.gradient(theta, x, y)).all()


def test_nothing_is_changed_in_place(case):
    net, *arrays = case
    for array in arrays:
        array.flags.writeable = False
    net.gradient(*arrays)
    net.backward(*arrays)
    net.example_gradients(*arrays)


# -- the gradient -------------------------------------------------------------------------------


def test_gradient_against_nudges_of_the_cost_by_hand(case):
    net, theta, x, y = case
    wanted = [nudged(lambda t: cost_by_hand(net, np.array(t), x, y), theta, i) for i in range(net.size)]
    np.testing.assert_allclose(net.gradient(theta, x, y), wanted, rtol=1e-6, atol=1e-8)


def test_check_gradient_agrees(case):
    net, theta, x, y = case
    assert 0 <= nncore.check_gradient(net, theta, x, y) <= 1e-6


def test_gradient_of_float32_is_that_of_float64(digits):
    net = nncore.Network((784, 16, 16, 10))
    theta, x, y = net.init(), digits[0].x[:50], digits[0].y[:50]
    exact = net.gradient(theta.astype("float64"), x, y)
    assert np.abs(net.gradient(theta, x, y) - exact).max() < 1e-5 * np.abs(exact).max()


def test_example_gradients_are_the_gradients_of_single_examples(case):
    net, theta, x, y = case
    rows = net.example_gradients(theta, x, y)
    for i in range(len(x)):
        np.testing.assert_allclose(rows[i], net.gradient(theta, x[i:i + 1], y[i:i + 1]), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(rows.mean(axis=0), net.gradient(theta, x, y), rtol=1e-12, atol=1e-15)


def test_example_gradients_go_where_they_are_asked_to(case):
    net, theta, x, y = case
    rows = np.full((len(x), net.size), np.nan, theta.dtype)
    assert net.example_gradients(theta, x, y, out=rows) is rows
    np.testing.assert_array_equal(rows, net.example_gradients(theta, x, y))


def test_a_hidden_neuron_that_overflows_spoils_no_other_example():
    net = nncore.Network((1, 1, 1), "identity")
    theta, x, y = np.float32([1e30, 0, 1, 0]), np.float32([[1], [1e30], [2]]), np.zeros((3, 1), "float32")
    with np.errstate(over="ignore", invalid="ignore"):
        rows = net.example_gradients(theta, x, y)                   # a^1 is 1e30, infinite, 2e30
        alone = [net.example_gradients(theta, x[i:i + 1], y[i:i + 1])[0] for i in range(3)]
    np.testing.assert_array_equal(rows, alone)


@pytest.mark.parametrize("wrong", (lambda rows: rows[1:], lambda rows: rows.astype("float16"), lambda rows: rows.tolist(),
                                   lambda rows: np.asfortranarray(rows), lambda rows: np.broadcast_to(rows[0], rows.shape)))
def test_a_place_for_example_gradients_that_does_not_fit_is_refused(case, wrong):
    net, theta, x, y = case
    with pytest.raises(nncore.InputError, match="out must be"):
        net.example_gradients(theta, x, y, out=wrong(np.ones((len(x), net.size))))


def test_delta_is_what_a_nudge_of_z_does_to_the_example_cost(case):
    net, theta, x, y = case
    back = net.backward(theta, x, y)
    assert back.delta[0] is back.z[0] is None
    for i in range(len(x)):
        for l, name in enumerate(names(net), start=1):
            def cost_at_z(z, l=l, name=name, i=i):
                return example_cost(net, theta, [SIGMA[name](s) for s in z], y[i], layer=l)

            z = back.z[l][i].tolist()
            np.testing.assert_allclose(back.delta[l][i], [nudged(cost_at_z, z, j) for j in range(len(z))],
                                       rtol=1e-6, atol=1e-8)


def test_dC_da_is_what_a_nudge_of_a_does_to_the_example_cost(case):
    net, theta, x, y = case
    back = net.backward(theta, x, y)
    for i in range(len(x)):
        for l in range(net.depth + 1):
            def cost_at_a(a, l=l, i=i):
                return example_cost(net, theta, a, y[i], layer=l)

            a = back.a[l][i].tolist()
            np.testing.assert_allclose(back.dC_da[l][i], [nudged(cost_at_a, a, k) for k in range(len(a))],
                                       rtol=1e-6, atol=1e-8)


def test_delta_satisfies_its_recursion(case):
    net, theta, x, y = case
    back, L = net.backward(theta, x, y), net.depth
    for i in range(len(x)):
        for l in range(L, 0, -1):
            slope = [SLOPE[names(net)[l - 1]](s) for s in back.z[l][i]]
            if l == L:
                towards = [2 * (a - wanted) for a, wanted in zip(back.a[L][i], y[i], strict=True)]
            else:
                W, _ = parameters(net, theta)[l]
                towards = [sum(back.delta[l + 1][i][j] * W[j][k] for j in range(net.sizes[l + 1]))
                           for k in range(net.sizes[l])]
            np.testing.assert_allclose(back.delta[l][i], np.multiply(towards, slope), rtol=1e-9, atol=1e-12)


def test_backward_and_gradient_say_the_same(case):
    net, theta, x, y = case
    back = net.backward(theta, x, y)
    assert np.array_equal(back.gradient, net.gradient(theta, x, y))
    z, a = net.forward(theta, x)
    assert all(np.array_equal(s, t) for s, t in zip(back.a, a, strict=True))
    assert all(np.array_equal(s, t) for s, t in zip(back.z[1:], z[1:], strict=True))


# -- the checker can fail -------------------------------------------------------------------------


def wrong_network(spoil):
    class Wrong(nncore.Network):
        def gradient(self, theta, x, y):
            return spoil(self, super().gradient(theta, x, y))

    return Wrong


def half_a_thousandth_in_one_entry(i):
    def spoil(net, gradient):
        gradient[i] *= 1.0005
        return gradient

    return spoil


def without_the_factor_two(net, gradient):
    return gradient / 2


def with_a_transposed_product(net, gradient):
    W, _ = net.layers(gradient)[1]
    W[:] = W.T.copy()
    return gradient


def with_the_bias_summed(net, gradient):
    net.layers(gradient)[0][1][:] *= 4
    return gradient


def with_one_nan(net, gradient):
    gradient[7] = np.nan
    return gradient


@pytest.mark.parametrize("spoil", [
    *(half_a_thousandth_in_one_entry(i) for i in range(0, 51, 10)), without_the_factor_two, with_a_transposed_product,
    with_the_bias_summed, with_one_nan, lambda net, gradient: -gradient, lambda net, gradient: gradient * 0,
    lambda net, gradient: np.roll(gradient, 1),
])
def test_check_gradient_notices_a_wrong_gradient(spoil, rng):
    sizes, x, y = (3, 4, 4, 3), rng.standard_normal((4, 3)), rng.random((4, 3))
    theta = rng.standard_normal(nncore.Network(sizes).size)
    assert nncore.check_gradient(nncore.Network(sizes, "tanh"), theta, x, y) < 1e-6
    with pytest.raises(AssertionError, match="gradient is wrong"):
        nncore.check_gradient(wrong_network(spoil)(sizes, "tanh"), theta, x, y)


def test_check_gradient_names_the_wrong_entry_and_obeys_its_tolerance(rng):
    net = wrong_network(half_a_thousandth_in_one_entry(9))((3, 2, 2), "sigmoid")
    theta, x, y = rng.standard_normal(net.size), rng.standard_normal((4, 3)), rng.random((4, 2))
    with pytest.raises(AssertionError, match=r"entry 9 \(layer, j, k = \(2, 0, 1\)\).* 0\.0005, above 1e-06"):
        nncore.check_gradient(net, theta, x, y)
    assert nncore.check_gradient(net, theta, x, y, tolerance=1e-3) == pytest.approx(0.0005, rel=1e-2)


def test_check_gradient_where_relu_bends_and_everything_is_zero(rng):
    net = nncore.Network((3, 4, 2), "relu")
    x, y = rng.standard_normal((4, 3)), rng.random((4, 2))
    theta = rng.standard_normal(net.size)
    assert nncore.check_gradient(net, net.init(constant=0.0), x, y) <= 1e-6
    W, b = net.layers(theta)[0]
    b[0] = 1e-6 - W[0] @ x[0]  # the first neuron bends a millionth away
    assert nncore.check_gradient(net, theta, x, y) <= 1e-8
    off = wrong_network(lambda net, gradient: gradient + 0.01)
    bend = nncore.Network((1, 1), "relu")  # exactly at the bend either of the two slopes is right, and nothing else
    for x in (-1.0, 1.0):
        assert nncore.check_gradient(bend, [0, 0], [[x]], [[1.0]]) == 0
        with pytest.raises(AssertionError):
            nncore.check_gradient(off((1, 1), "relu"), [0, 0], [[x]], [[1.0]])


def test_check_gradient_reports_its_progress(net, toy):
    seen = []
    nncore.check_gradient(net, net.init(), toy.x, toy.y, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(i, 43) for i in range(1, 44)]


# -- where everything is in theta -------------------------------------------------------------------


NETWORKS = [nncore.Network(sizes)
            for sizes in ((784, 16, 16, 10), (1, 1), (2, 3), (3, 1, 4), (5, 5, 5, 5), (1, 7, 1, 2, 3))]


@pytest.mark.parametrize("net", NETWORKS, ids=str)
def test_index_and_locate_are_inverse_over_all_of_theta(net):
    places = []
    for layer, (n_in, n_out) in enumerate(zip(net.sizes, net.sizes[1:], strict=False), start=1):
        places += [(layer, j, k) for j in range(n_out) for k in range(n_in)]
        places += [(layer, j) for j in range(n_out)]
    assert net.size == len(places)
    assert [net.index(*place) for place in places] == list(range(net.size))
    assert [net.locate(i) for i in range(net.size)] == places


@pytest.mark.parametrize("net", NETWORKS, ids=str)
def test_layers_are_views_at_those_places(net, rng):
    theta = rng.standard_normal(net.size)
    layers = net.layers(theta)
    assert [(W.shape, b.shape) for W, b in layers] == [
        ((m, n), (m,)) for n, m in zip(net.sizes, net.sizes[1:], strict=False)]
    assert all(np.shares_memory(part, theta) for pair in layers for part in pair)
    for i in rng.integers(0, net.size, 50):
        layer, j, *k = net.locate(i)
        assert theta[i] == (layers[layer - 1][0][j, k[0]] if k else layers[layer - 1][1][j])
    layers[-1][1][-1] = 99
    assert theta[-1] == 99


def test_the_size_of_the_digit_network():
    assert nncore.Network((784, 16, 16, 10)).size == 13002
    assert nncore.Network((784, 16, 16, 10)).depth == 3


@pytest.mark.parametrize("place", [(0, 0, 0), (3, 0, 0), (1, 5, 0), (1, -1, 0), (1, 0, 4), (1, 0, -1), (2, 3)])
def test_index_outside(net, place):
    with pytest.raises(nncore.InputError, match=r"must be \d\.\.\d.*; got"):
        net.index(*place)


@pytest.mark.parametrize("i", [-1, 43])
def test_locate_outside(net, i):
    with pytest.raises(nncore.InputError, match=rf"i must be 0\.\.42, a place in theta; got {i}"):
        net.locate(i)


# -- the start ------------------------------------------------------------------------------------


def test_init_is_normal_with_variance_one_over_n_in():
    net = nncore.Network((400, 100, 300))
    for W, b in net.layers(net.init(seed=4, dtype="float64")):
        n, std = W.size, 1 / math.sqrt(W.shape[1])
        assert (b == 0).all()
        assert abs(W.mean()) < 5 * std / math.sqrt(n)
        assert abs(W.std() / std - 1) < 5 / math.sqrt(2 * n)
        assert abs((np.abs(W) < std).mean() - 0.6827) < 5 * 0.4655 / math.sqrt(n)  # a bell, no box


def test_init_scale_constant_dtype_and_seed():
    net = nncore.Network((400, 100, 300))
    default = net.init()
    assert default.dtype == "float32" and default.shape == (net.size,)
    assert np.array_equal(default, net.init(seed=0)) and not np.array_equal(default, net.init(seed=1))
    assert np.array_equal(net.init(seed=5, dtype="float64").astype("float32"), net.init(seed=5))
    assert np.array_equal(net.init(seed=np.random.default_rng(5)), net.init(seed=5))
    for W, b in net.layers(net.init(scale=3.0)):
        assert W.std() == pytest.approx(3, rel=0.02) and (b == 0).all()
    assert (net.init(scale=0) == 0).all()
    assert (net.init(constant=0.25) == 0.25).all()


def test_init_leaves_the_global_generator_alone(net):
    before = np.random.get_state()[1].tolist()
    net.init()
    assert np.random.get_state()[1].tolist() == before


@pytest.mark.parametrize("scale", [-1, math.nan, math.inf])
def test_init_with_a_scale_that_cannot_be(net, scale):
    with pytest.raises(nncore.InputError, match="scale must be a number >= 0"):
        net.init(scale=scale)


# -- a value like any other ---------------------------------------------------------------------------


def test_network_is_frozen_hashable_equal_and_pickles():
    net = nncore.Network((3, 4, 2), ("tanh", "sigmoid"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        net.sizes = (1, 2)
    assert net == nncore.Network([3, 4, 2], ["tanh", "sigmoid"])
    assert {net: "found"}[nncore.Network(np.array([3, 4, 2]), ("tanh", "sigmoid"))] == "found"
    assert net != nncore.Network((3, 4, 2)) and net != nncore.Network((3, 2, 2), net.activation)
    assert nncore.Network((3, 4, 2), ("tanh", "tanh")) == nncore.Network((3, 4, 2), "tanh")
    copy = pickle.loads(pickle.dumps(net))
    assert copy == net and copy.size == net.size and copy.activations == ("tanh", "sigmoid")
    assert str(net) == "3-4-2"


# -- bad input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sizes", "words"), [
    ((784, 0, 10), "1 or more; got"), ((784, -3, 10), "1 or more; got"), ((784, 2.5), "whole number"),
    ((784, True), "whole number"), (("784", 10), "whole number"), ((784,), "at least two layers"),
    ((), "at least two layers"),
    (784, "sequence like"), (None, "sequence like"),
])
def test_sizes_that_cannot_be(sizes, words):
    with pytest.raises(nncore.InputError, match=words):
        nncore.Network(sizes)


@pytest.mark.parametrize(("activation", "words"), [
    ("softmax", "one of sigmoid, tanh, relu, identity, step; got 'softmax'"), (("tanh", "swish"), "got 'swish'"),
    (("tanh",), "each of the 2 layers with weights; got 1 names"), ((), "got 0 names"), (None, "got None"),
    ([["tanh"], "tanh"], "got"), ("Sigmoid", "got 'Sigmoid'"),
])
def test_activations_that_cannot_be(activation, words):
    with pytest.raises(nncore.InputError, match=words):
        nncore.Network((3, 4, 2), activation)


THETA = nncore.Network((4, 5, 3)).init()
X, Y = np.ones((6, 4)), nncore.one_hot([0, 1, 2, 0, 1, 2], 3)


def spoiled(array, value, at=(2, 1)):
    array = array.astype("float64")
    array[at] = value
    return array


@pytest.mark.parametrize(("theta", "x", "y", "words"), [
    (THETA, X.T, Y, r"x must be \(m, 4\): one row per example; got \(4, 6\)\. Did you mean x\.T\?"),
    (THETA, X[:, :3], Y, r"x must be \(m, 4\): one row per example; got \(6, 3\)\."),
    (THETA, X[0], Y, r"Did you mean x\[None, :\]\?"),
    (THETA, X[None], Y, r"x must be \(m, 4\)"),
    (THETA, X[:0], Y[:0], "x must hold at least one example"),
    (THETA, spoiled(X, np.nan), Y, "x must be finite numbers; it holds NaN or inf in row 2. Clean"),
    (THETA, spoiled(X, -np.inf), Y, "x must be finite numbers; it holds NaN or inf in row 2. Clean"),
    (THETA, spoiled(spoiled(X, np.inf), -np.inf, (3, 0)), Y, "in row 2"),
    (THETA, X.astype(complex), Y, "x must hold real numbers; got dtype complex128"),
    (THETA, X.astype(str), Y, "x must hold real numbers"),
    (THETA, [[1, 2], [3]], Y, "inhomogeneous"),
    (THETA, X, Y[:5], r"y must be \(6, 3\).* one row each; got \(5, 3\)"),
    (THETA, X, Y.T, r"y must be \(6, 3\).*got \(3, 6\)"),
    (THETA, X, np.array([0, 1, 2, 0, 1, 2]), r"y must be \(6, 3\).*nncore\.one_hot"),
    (THETA, X, spoiled(Y, np.nan), "y must be finite numbers"),
    (THETA[:-1], X, Y, r"theta must be \(43,\), all weights and biases of 4-5-3; got \(42,\)"),
    (THETA[None], X, Y, r"theta must be \(43,\).*got \(1, 43\)"),
    (THETA.astype(complex), X, Y, "theta must hold real numbers; got dtype complex128"),
    (THETA.astype(str), X, Y, "theta must hold real numbers"),
])
def test_arrays_that_cannot_be(net, theta, x, y, words):
    for function in (net.cost, net.example_costs, net.gradient, net.backward, net.example_gradients):
        with pytest.raises(ValueError, match=words):
            function(theta, x, y)


def test_the_other_doors(net):
    for call in (lambda: net.forward(THETA, X.T), lambda: net.accuracy(THETA, X.T, [0] * 6),
                 lambda: net.layers(THETA[1:]),
                 lambda: net.forward(THETA[1:], X), lambda: net.accuracy(THETA, X, Y),
                 lambda: net.accuracy(THETA, X, [0] * 5)):
        with pytest.raises(nncore.InputError, match="must be"):
            call()
