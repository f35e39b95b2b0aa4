"""The network and its gradient, against loops over single numbers and against nudges.

That they hold for any sizes and activations is looked for by tests/trust/test_numbers.py.
"""

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
ACTIVATIONS = [*SIGMA, ("relu", "tanh", "sigmoid"), ("step", "identity", "relu")]


def forward_by_hand(net, theta, x, layer=0):
    """z and a of one example, from the activations x of a layer on: one number after the other is read off theta, W row by
    row, then b, layer after layer, and one multiplication done at a time."""
    numbers, z, a = iter(theta.tolist()), [None], [list(x)]
    for l, (n_in, n_out, name) in enumerate(zip(net.sizes, net.sizes[1:], net.activations, strict=False)):
        W = [[next(numbers) for _ in range(n_in)] for _ in range(n_out)]
        b = [next(numbers) for _ in range(n_out)]
        if l >= layer:
            z.append([bias + sum(w * activation for w, activation in zip(row, a[-1])) for row, bias in zip(W, b)])
            a.append([SIGMA[name](s) for s in z[-1]])
    return z, a


def example_cost(net, theta, x, y, layer=0):
    output = forward_by_hand(net, theta, x, layer)[1][-1]
    return sum((a - wanted) ** 2 for a, wanted in zip(output, y, strict=True))


def nudged(f, at, i, h=1e-6):
    """df/dat_i by a central difference."""
    up, down = list(at), list(at)
    up[i] += h
    down[i] -= h
    return (f(up) - f(down)) / (2 * h)


@pytest.fixture(params=ACTIVATIONS, ids=str)
def case(request, rng):
    """(net, theta, x, y) in float64: three layers, five examples, wanted outputs that are not one-hot."""
    net = nncore.Network((3, 4, 5, 2), request.param)
    return net, rng.standard_normal(net.n_parameters), rng.standard_normal((5, 3)), rng.random((5, 2))


# -- forward and cost ---------------------------------------------------------------------------


def test_forward_is_the_weighted_sums_one_by_one(case):
    net, theta, x, _ = case
    z, a = net.forward(theta, x)
    assert z[0] is None
    assert np.array_equal(a[0], x) and np.array_equal(a[-1], net.output(theta, x))
    for i, row in enumerate(x):
        z_i, a_i = forward_by_hand(net, theta, row)
        for l in (1, 2, 3):
            np.testing.assert_allclose(z[l][i], z_i[l], rtol=1e-12)
            np.testing.assert_allclose(a[l][i], a_i[l], rtol=1e-12)
    assert [s.shape for s in a] == [(5, 3), (5, 4), (5, 5), (5, 2)]


def test_step_fires_at_exactly_zero():
    net = nncore.Network((1, 1), "step")
    assert net.output([1.0, 0.0], [[-1e-9], [0.0], [1e-9]]).ravel().tolist() == [0, 1, 1]


def test_the_slopes_at_the_bend_and_the_jump_are_taken_as_zero():
    for name in ("relu", "step"):
        assert nncore.Network((1, 1), name).gradient([0.0, 0.0], [[0.0]], [[1.0]]).tolist() == [0, 0]


def test_cost_is_the_mean_over_examples_of_the_sum_of_squares():
    net = nncore.Network((2, 2), "identity")
    theta = np.array([1.0, 0, 0, 1, 0, 0])  # the output is x
    x, y = np.array([[1.0, 2], [3, 4]]), np.array([[0.0, 0], [3, 2]])
    assert net.cost(theta, x, y) == ((1 + 4) + (0 + 4)) / 2
    assert type(net.cost(theta.astype("float32"), x, y)) is float


def test_the_class_is_that_of_the_largest_output_and_accuracy_counts_it():
    net = nncore.Network((3, 3), "identity")
    theta = np.concatenate([np.eye(3).ravel(), np.zeros(3)])
    x = np.array([[9.0, 1, 2], [1, 9, 2], [1, 2, 9], [9, 1, 2]])
    assert net.predict(theta, x).tolist() == [0, 1, 2, 0]
    assert net.accuracy(theta, x, [0, 1, 2, 1]) == net.accuracy(theta, x, nncore.one_hot([0, 1, 2, 1], 3)) == 0.75


@pytest.mark.parametrize("activation, low, high", [("sigmoid", 0, 1), ("tanh", -1, 1), ("identity", 1, 2), ("identity", -7, 30)])
def test_of_one_output_the_middle_of_its_two_targets_decides(activation, low, high):
    """Found from outside: the share of label 0, for ever, however well it learned."""
    x = np.linspace(-1, 1, 40)[:, None]
    labels = np.where(x[:, 0] > 0.3, high, low)
    net, data = nncore.Network((1, 1), activation), nncore.Dataset(x, labels[:, None])
    run = nncore.train(net, data, 0.5, batch_size=None, steps=3000, record=[0, 3000])
    says = net.output(run.trained, x)[:, 0] > (low + high) / 2
    by_hand = (says == (labels == high)).mean()
    assert by_hand > 0.85 and (activation == "identity" or by_hand > 0.95)
    assert net.accuracy(run.trained, x, labels) == net.accuracy(run.trained, x, data.y) == by_hand
    assert run.evaluate(data).accuracy[-1] == by_hand
    if activation != "identity":
        assert np.array_equal(net.predict(run.trained, x), says)


def test_of_one_output_three_values_are_no_classes():
    with pytest.raises(nncore.InputError, match="two values.*got 3"):
        nncore.Network((1, 1)).accuracy([1, 0], [[1], [2], [3]], [0, 1, 2])


def test_numbers_keep_the_precision_of_theta(net, toy):
    for dtype in ("float32", "float64"):
        back = net.backward(net.init(dtype=dtype), toy.x, toy.y)
        arrays = [*back.z[1:], *back.a, *back.delta[1:], *back.dC_da[1:], back.gradient,
                  net.example_gradients(net.init(dtype=dtype), toy.x, toy.y)]
        assert {array.dtype.str for array in arrays} == {np.dtype(dtype).str}


def test_float16_is_too_narrow_and_computed_in_float32(net, toy):
    """Found from outside: an infinite slice where the cost is 1e5."""
    theta = (300 * net.init()).astype("float16")
    data = nncore.Dataset(toy.x.astype("float16"), 300 * toy.y.astype("float16"))
    assert net.gradient(theta, toy.x, toy.y).dtype == net.layers(theta)[0][0].dtype == data.x.dtype == "float32"
    line = nncore.Line(theta, 2 * theta)
    assert 3e4 < nncore.slice_cost(net, data, line, [0.0]).cost[0] == pytest.approx(net.cost(theta, data.x, data.y), rel=1e-5)


def test_pixels_may_be_bytes(net):
    x = np.array([[0, 255, 3, 4]], "uint8")
    assert np.array_equal(net.output(net.init(), x), net.output(net.init(), x.astype("float32")))


def test_large_sums_saturate_without_a_warning():
    for name, low, high in (("sigmoid", 0, 1), ("tanh", -1, 1)):
        net = nncore.Network((1, 1), name)
        theta, x, y = np.array([1.0, 0], "float32"), np.array([[-1e4], [1e4]]), np.zeros((2, 1))
        assert net.output(theta, x).ravel().tolist() == [low, high]
        assert np.isfinite(net.gradient(theta, x, y)).all()


def test_nothing_is_changed_in_place(case):
    net, *arrays = case
    for array in arrays:
        array.flags.writeable = False
    net.backward(*arrays)
    net.example_gradients(*arrays)


# -- the gradient -------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ("float32", "float64"))
@pytest.mark.parametrize("m", (1, 2, 7, 50))
def test_example_gradients_are_the_outer_products_bit_for_bit(m, dtype, rng):
    net = nncore.Network((30, 1, 4, 2), "tanh")
    theta, x, y = net.init(1, dtype), rng.standard_normal((m, 30)), rng.random((m, 2))
    back, rows = net.backward(theta, x, y), net.example_gradients(theta, x, y)
    for l in (1, 2, 3):
        for row, delta, a in zip(rows, back.delta[l], back.a[l - 1], strict=True):
            dW, db = net.layers(row)[l - 1]
            assert np.array_equal(dW, delta[:, None] * a[None, :]) and np.array_equal(db, delta)


def test_the_gradient_of_the_input_is_what_a_nudge_of_each_number_does_to_its_own_cost(case):
    net, theta, x, y = case
    found = net.input_gradient(theta, x, y)
    assert found.shape == np.shape(x)
    for i in range(min(3, len(x))):
        for k in range(net.sizes[0]):
            above, below = (np.array(x[i:i + 1], "float64") for _ in range(2))
            above[0, k], below[0, k] = above[0, k] + 1e-6, below[0, k] - 1e-6
            slope = (net.cost(theta, above, y[i:i + 1]) - net.cost(theta, below, y[i:i + 1])) / 2e-6
            assert found[i, k] == pytest.approx(slope, rel=1e-5, abs=1e-7)


def test_a_hidden_neuron_that_overflows_spoils_no_other_example():
    net = nncore.Network((1, 1, 1), "identity")
    theta, x, y = np.float32([1e30, 0, 1, 0]), np.float32([[1], [1e30], [2]]), np.zeros((3, 1), "float32")
    with np.errstate(over="ignore", invalid="ignore"):
        rows = net.example_gradients(theta, x, y)                   # a^1 is 1e30, infinite, 2e30
        alone = [net.example_gradients(theta, x[i:i + 1], y[i:i + 1])[0] for i in range(3)]
    np.testing.assert_array_equal(rows, alone)


def test_delta_and_dC_da_are_what_a_nudge_of_z_and_of_a_does_to_the_example_cost(case):
    net, theta, x, y = case
    back = net.backward(theta, x, y)
    assert back.z[0] is back.delta[0] is back.dC_da[0] is None
    for i, l in np.ndindex(len(x), net.depth):
        l, sigma = l + 1, SIGMA[net.activations[l]]
        for found, at, f in ((back.delta, back.z, lambda z, i=i, l=l, s=sigma: example_cost(net, theta, map(s, z), y[i], l)),
                             (back.dC_da, back.a, lambda a, i=i, l=l: example_cost(net, theta, a, y[i], l))):
            at = at[l][i].tolist()
            np.testing.assert_allclose(found[l][i], [nudged(f, at, j) for j in range(len(at))], rtol=1e-6, atol=1e-8)


def test_backward_and_gradient_and_forward_say_the_same(case):
    net, theta, x, y = case
    back = net.backward(theta, x, y)
    assert np.array_equal(back.gradient, net.gradient(theta, x, y))
    z, a = net.forward(theta, x)
    assert all(map(np.array_equal, back.a, a)) and all(map(np.array_equal, back.z[1:], z[1:]))


# -- the check of the gradient --------------------------------------------------------------------


def wrong_network(spoil):
    class Wrong(nncore.Network):
        def backward(self, theta, x, y):
            back = super().backward(theta, x, y)
            return back._replace(gradient=spoil(self, back.gradient))

    return Wrong


def half_a_thousandth_in_one_entry(i):
    def spoil(net, gradient):
        gradient[i] *= 1.0005
        return gradient

    return spoil


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


def random_data(rng, m, n_0, n_L):
    return nncore.Dataset(rng.standard_normal((m, n_0)), rng.random((m, n_L)))


@pytest.mark.parametrize("spoil", [
    *(half_a_thousandth_in_one_entry(i) for i in range(0, 51, 10)), with_a_transposed_product, with_the_bias_summed,
    with_one_nan, lambda net, gradient: gradient / 2, lambda net, gradient: -gradient, lambda net, gradient: gradient * 0,
    lambda net, gradient: np.roll(gradient, 1),
])
def test_check_gradient_notices_a_wrong_gradient(spoil, rng):
    sizes, data = (3, 4, 4, 3), random_data(rng, 4, 3, 3)
    theta = rng.standard_normal(nncore.Network(sizes).n_parameters)
    assert nncore.check_gradient(nncore.Network(sizes, "tanh"), data, theta) < 1e-9
    assert not nncore.check_gradient(wrong_network(spoil)(sizes, "tanh"), data, theta) < 1e-6


def test_check_gradient_says_how_large_the_error_is(rng):
    net = wrong_network(half_a_thousandth_in_one_entry(9))((3, 2, 2))
    error = nncore.check_gradient(net, random_data(rng, 4, 3, 2), rng.standard_normal(net.n_parameters))
    assert type(error) is float and error == pytest.approx(0.0005, rel=1e-2)


def test_check_gradient_takes_either_slope_exactly_at_a_bend_and_no_other(rng):
    off = wrong_network(lambda net, gradient: gradient + 0.01)
    for x in (-1.0, 1.0):
        data = nncore.Dataset([[x]], [[1.0]])
        assert nncore.check_gradient(nncore.Network((1, 1), "relu"), data, [0, 0]) == 0
        assert nncore.check_gradient(off((1, 1), "relu"), data, [0, 0]) > 0.001
    net, data = nncore.Network((3, 4, 2), "relu"), random_data(rng, 4, 3, 2)
    assert nncore.check_gradient(net, data, net.init(constant=0.0)) == 0


def far(net, rng, scale=1.0):
    return scale * rng.standard_normal(net.n_parameters)


RIGHT = {
    "digits after one step": lambda rng, digits: (
        nncore.Network((784, 10)), digits, nncore.train(nncore.Network((784, 10)), digits, steps=1).trained),
    "house prices": lambda rng, digits: (
        (net := nncore.Network((6, 4, 1), ("tanh", "identity"))),
        nncore.Dataset(rng.random((9, 6)), 1e6 * rng.random((9, 1))), far(net, rng)),
    "saturated": lambda rng, digits: ((net := nncore.Network((6, 4, 3))), random_data(rng, 9, 6, 3), far(net, rng, 40)),
    "saturated tanh": lambda rng, digits: ((net := nncore.Network((6, 4, 3), "tanh")), random_data(rng, 9, 6, 3),
                                           far(net, rng, 40)),
    "a bend a millionth away": lambda rng, digits: (nncore.Network((1, 1), "relu"), nncore.Dataset([[1.0]], [[1.0]]),
                                                    [1e-6, 1e-12]),
    "tiny": lambda rng, digits: ((net := nncore.Network((6, 4, 3), "identity")), random_data(rng, 9, 6, 3),
                                 far(net, rng, 1e-9)),
    "every activation": lambda rng, digits: (
        (net := nncore.Network((6, 4, 4, 4, 4, 2), ("relu", "tanh", "identity", "sigmoid", "step"))),
        random_data(rng, 9, 6, 2), far(net, rng)),
}


@pytest.mark.parametrize("what", RIGHT)
def test_check_gradient_condemns_no_gradient_that_is_right(what, rng, digits):
    """Found from outside: the rounding of a difference quotient, and the bends of relu, were taken for faults."""
    net, data, theta = RIGHT[what](rng, digits[0].take(range(100)))
    assert nncore.check_gradient(net, data.take(range(min(10, len(data)))), theta) < 1e-6


def test_check_gradient_reports_its_progress(net, toy):
    seen = []
    nncore.check_gradient(net, toy, net.init(), progress=lambda done, total: seen.append((done, total)))
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
    assert net.n_parameters == len(places)
    assert [net.index(*place) for place in places] == list(range(net.n_parameters))
    assert [net.locate(i) for i in range(net.n_parameters)] == places


@pytest.mark.parametrize("net", NETWORKS, ids=str)
def test_layers_are_views_at_those_places(net, rng):
    theta = rng.standard_normal(net.n_parameters)
    layers = net.layers(theta)
    assert [(W.shape, b.shape) for W, b in layers] == [
        ((m, n), (m,)) for n, m in zip(net.sizes, net.sizes[1:], strict=False)]
    assert all(np.shares_memory(part, theta) for pair in layers for part in pair)
    for i in rng.integers(0, net.n_parameters, 50):
        layer, j, *k = net.locate(i)
        assert theta[i] == (layers[layer - 1][0][j, k[0]] if k else layers[layer - 1][1][j])
    layers[-1][1][-1] = 99
    assert theta[-1] == 99


def test_the_size_of_the_digit_network():
    net = nncore.Network((784, 16, 16, 10))
    assert (net.n_parameters, net.depth, net.activations) == (13002, 3, ("sigmoid",) * 3)
    assert [net.offset(l) for l in (1, 2, 3, 4)] == [0, 12560, 12832, 13002]


@pytest.mark.parametrize("place", [(0, 0, 0), (3, 0, 0), (1, 5, 0), (1, -1, 0), (1, 0, 4), (1, 0, -1), (2, 3)])
def test_index_outside(net, place):
    with pytest.raises(nncore.InputError, match=r"must be \d\.\.\d.*; got"):
        net.index(*place)


@pytest.mark.parametrize("i", [-1, 43])
def test_locate_outside(net, i):
    with pytest.raises(nncore.InputError, match=rf"i must be 0\.\.42.*got {i}"):
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
    assert default.dtype == "float32" and default.shape == (net.n_parameters,)
    assert np.array_equal(default, net.init(seed=0)) and not np.array_equal(default, net.init(seed=1))
    assert np.array_equal(net.init(seed=5, dtype="float64").astype("float32"), net.init(seed=5))
    assert np.array_equal(net.init(seed=np.random.default_rng(5)), net.init(seed=5))
    for W, b in net.layers(net.init(scale=3.0)):
        assert W.std() == pytest.approx(3, rel=0.02) and (b == 0).all()
    assert (net.init(scale=0) == 0).all()
    assert (net.init(constant=0.25) == 0.25).all()


@pytest.mark.parametrize(("call", "words"), [
    (lambda net: net.init(scale=1.0, constant=0.5), "scale.*constant.*one of the two"),
    *((lambda net, scale=scale: net.init(scale=scale), "scale.* a number >= 0.*got") for scale in (-1, math.nan, math.inf)),
    *((lambda net, value=value: net.init(constant=value), "constant.* a finite number.*got") for value in (math.nan, -math.inf)),
    *((lambda net, dtype=dtype: net.init(dtype=dtype), "dtype must be float32 or float64") for dtype in ("float16", "int64")),
    *((lambda net, layer=layer: net.offset(layer), f"layer must be 1..3.*got {layer}") for layer in (0, -1, 4, 9)),
])
def test_a_start_and_a_place_that_cannot_be(net, call, words):
    with pytest.raises(nncore.InputError, match=words):
        call(net)


# -- a value like any other ---------------------------------------------------------------------------


def test_network_is_frozen_hashable_equal_and_pickles():
    net = nncore.Network((3, 4, 2), ("tanh", "sigmoid"))
    for name in ("sizes", "activations", "n_parameters", "depth"):
        with pytest.raises(AttributeError):
            setattr(net, name, (1, 2))
    assert net == nncore.Network([3, 4, 2], ["tanh", "sigmoid"])
    assert {net: "found"}[nncore.Network(np.array([3, 4, 2]), ("tanh", "sigmoid"))] == "found"
    assert net != nncore.Network((3, 4, 2)) and net != nncore.Network((3, 2, 2), net.activations)
    assert nncore.Network((3, 4, 2), ("tanh", "tanh")) == nncore.Network((3, 4, 2), "tanh")
    copy = pickle.loads(pickle.dumps(net))
    assert copy == net and copy.n_parameters == net.n_parameters and copy.activations == ("tanh", "sigmoid")
    assert str(net) == "3-4-2"


# -- bad input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sizes", "words"), [
    ((784, 0, 10), "1 or more.*got"), ((784, -3, 10), "1 or more.*got"), ((784, 2.5), "whole number"),
    ((784, True), "whole number"), (("784", 10), "whole number"), ((784,), "two layers"),
    ((), "two layers"),
    (784, "like .784, 16"), (None, "like .784, 16"),
])
def test_sizes_that_cannot_be(sizes, words):
    with pytest.raises(nncore.InputError, match=words):
        nncore.Network(sizes)


@pytest.mark.parametrize(("activation", "words"), [
    ("softmax", "one of sigmoid, tanh, relu, identity, step.*got 'softmax'"), (("tanh", "swish"), "got .*'swish'"),
    (("tanh",), "each of the 2 layers with weights"), ((), "got"), (None, "got None"),
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
    (THETA, X.reshape(6, 2, 2), Y, r"x must be \(m, 4\).*Did you mean x\.reshape\(len\(x\), -1\)\?"),
    (THETA, X[:0], Y[:0], "x must hold at least one example"),
    (THETA, spoiled(X, np.nan), Y, "x must be finite numbers; it holds NaN or inf in row 2. Clean"),
    (THETA, spoiled(X, -np.inf), Y, "x must be finite numbers; it holds NaN or inf in row 2. Clean"),
    (THETA, spoiled(spoiled(X, np.inf), -np.inf, (3, 0)), Y, "in row 2"),
    (THETA, X.astype(complex), Y, "x must hold real numbers; got dtype complex128"),
    (THETA, X.astype(str), Y, "x must hold real numbers"),
    (THETA, [[1, 2], [3]], Y, "inhomogeneous"),
    (THETA, X, Y[:5], r"y must be \(6, 3\): one wanted output per example of x; got \(5, 3\)"),
    (THETA, X, Y.T, r"y must be \(6, 3\).*got \(3, 6\)"),
    (THETA, X, np.array([0, 1, 2, 0, 1, 2]), r"y must be \(6, 3\).*nncore\.one_hot"),
    (THETA, X, spoiled(Y, np.nan), "y must be finite numbers"),
    (THETA[:-1], X, Y, r"theta must be \(43,\), all weights and biases of 4-5-3; got \(42,\)"),
    (THETA[None], X, Y, r"theta must be \(43,\).*got \(1, 43\)"),
    (THETA.astype(complex), X, Y, "theta must hold real numbers; got dtype complex128"),
    (THETA.astype(str), X, Y, "theta must hold real numbers"),
])
def test_arrays_that_cannot_be(net, theta, x, y, words):
    for function in (net.cost, net.gradient, net.backward, net.example_gradients):
        with pytest.raises(ValueError, match=words):
            function(theta, x, y)


def test_the_other_doors(net):
    for call in (lambda: net.forward(THETA, X.T), lambda: net.accuracy(THETA, X.T, [0] * 6),
                 lambda: net.layers(THETA[1:]),
                 lambda: net.output(THETA[1:], X), lambda: net.predict(THETA, X.T),
                 lambda: net.accuracy(THETA, X, [0] * 5), lambda: net.accuracy(THETA, X, Y[:5])):
        with pytest.raises(nncore.InputError, match="must be"):
            call()
