"""Training, against arithmetic by hand and against a replay of the recorded batches."""

import gc
import math

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

import nncore


def replay(net, data, theta, run, rate):
    """The states before every step and after the last, from the recorded batches and net.gradient alone."""
    states = [theta]
    with threadpool_limits(1):
        for step in range(len(run.batch_cost)):
            rows = run.batch(step)
            gradient = net.gradient(states[-1], data.x[rows], data.y[rows])
            states.append(states[-1] - theta.dtype.type(rate(step)) * gradient)
    return np.array(states)


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


# -- one step by hand -----------------------------------------------------------------------------


def test_one_step_of_a_chain_of_three_neurons_by_hand():
    w1, b1, w2, b2, x, y, eta = 0.6, -0.1, -1.2, 0.3, 0.5, 1.0, 1.5
    a1 = sigmoid(w1 * x + b1)
    a2 = sigmoid(w2 * a1 + b2)
    delta2 = 2 * (a2 - y) * a2 * (1 - a2)
    delta1 = delta2 * w2 * a1 * (1 - a1)
    after = [w1 - eta * delta1 * x, b1 - eta * delta1, w2 - eta * delta2 * a1, b2 - eta * delta2]

    run = nncore.train(nncore.Network((1, 1, 1)), nncore.Dataset(np.array([[x]]), np.array([[y]])),
                       learning_rate=eta, batch_size=1, steps=1, theta=np.array([w1, b1, w2, b2]))
    np.testing.assert_allclose(run.theta[0], [w1, b1, w2, b2], rtol=0)
    np.testing.assert_allclose(run.theta[1], after, rtol=1e-14)
    np.testing.assert_allclose(run.batch_cost, [(a2 - y) ** 2], rtol=1e-14)


def test_one_step_over_two_examples_is_the_mean_of_both():
    theta, eta = [0.1, -0.4, 0.2, 0.3, 0.05, -0.05, 0.7, -0.6, 0.15], 0.8  # 2-2-1: W1, b1, W2, b2
    examples = [((0.2, 0.9), 0.0), ((0.8, 0.4), 1.0)]
    mean, cost = [0.0] * 9, 0.0
    for (x0, x1), y in examples:
        w00, w01, w10, w11, b0, b1, v0, v1, c = theta
        h0, h1 = math.tanh(w00 * x0 + w01 * x1 + b0), math.tanh(w10 * x0 + w11 * x1 + b1)
        out = math.tanh(v0 * h0 + v1 * h1 + c)
        d = 2 * (out - y) * (1 - out**2)
        d0, d1 = d * v0 * (1 - h0**2), d * v1 * (1 - h1**2)
        for i, part in enumerate([d0 * x0, d0 * x1, d1 * x0, d1 * x1, d0, d1, d * h0, d * h1, d]):
            mean[i] += part / 2
        cost += (out - y) ** 2 / 2
    data = nncore.Dataset(np.array([x for x, _ in examples]), np.array([[y] for _, y in examples]))
    run = nncore.train(nncore.Network((2, 2, 1), "tanh"), data, eta, batch_size=None, steps=1, theta=np.array(theta))
    np.testing.assert_allclose(run.theta[1], np.array(theta) - eta * np.array(mean), rtol=1e-13)
    assert run.batch_cost[0] == pytest.approx(cost, rel=1e-13)


# -- what the rows of a recording are -------------------------------------------------------------


@pytest.mark.parametrize("batch_size", [1, 4, 5, 11, 12, None])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_rows_are_the_states_before_their_steps_and_the_last_is_the_trained_network(net, toy, batch_size, dtype):
    start = net.init(7, dtype)
    run = nncore.train(net, toy, 0.9, batch_size, steps=9, seed=2, theta=start, record=1)
    wanted = replay(net, toy, start, run, lambda step: 0.9)
    assert run.step.tolist() == list(range(10))
    assert run.theta.dtype == dtype
    np.testing.assert_allclose(run.theta, wanted, rtol=1e-12 if dtype == "float64" else 1e-5,
                               atol=1e-6 * (dtype == "float32"))
    costs = [net.cost(theta, toy.x[rows], toy.y[rows]) for theta, rows in zip(wanted, map(run.batch, range(9)))]
    np.testing.assert_allclose(run.batch_cost, costs, rtol=1e-6)
    assert run.batch_cost.shape == (9,) and np.array_equal(run.trained, run.theta[-1])
    for step in (-1, 9):
        with pytest.raises(nncore.InputError, match=f"step must be 0..8.*got {step}"):
            run.batch(step)


def test_the_default_start_is_init_of_the_seed(net, toy):
    assert np.array_equal(nncore.train(net, toy, steps=1, batch_size=3, seed=6).theta[0], net.init(6))


def test_the_start_is_not_changed(net, toy):
    theta = net.init()
    theta.flags.writeable = False
    nncore.train(net, toy, steps=3, batch_size=3, theta=theta)
    assert np.array_equal(theta, net.init())


@pytest.mark.parametrize(("record", "kept"), [
    (1, list(range(13))), (5, [0, 5, 10, 12]), (4, [0, 4, 8, 12]), (np.int64(100), [0, 12]),
    ([3], [3, 12]), ([], [12]), ((8, 0, 8, 12), [0, 8, 12]), (range(2, 5), [2, 3, 4, 12]),
    (np.array([1, 11]), [1, 11, 12]),
])
def test_schedules_keep_the_states_asked_for_and_the_last(net, toy, record, kept):
    everything = nncore.train(net, toy, batch_size=5, steps=12, record=1)
    run = nncore.train(net, toy, batch_size=5, steps=12, record=record)
    assert run.step.tolist() == kept
    assert np.array_equal(run.theta, everything.theta[kept])
    assert np.array_equal(run.batch_cost, everything.batch_cost)


def test_the_default_schedule_keeps_the_first_fifty_and_then_ever_fewer(net, toy):
    assert nncore.train(net, toy, steps=30, batch_size=5).step.tolist() == list(range(31))
    later = [51, 53, 55, 57, 59, 61, 64, 67, 70]
    assert nncore.train(net, toy, steps=70, batch_size=5).step.tolist() == [*range(50), *later]
    step = nncore.train(net, toy, steps=3000, batch_size=5).step
    gaps = np.diff(step)
    assert step[:50].tolist() == list(range(50)) and step[-1] == 3000
    assert (gaps > 0).all() and (np.diff(gaps[:-1]) >= 0).all()
    assert (gaps <= np.maximum(1, 0.05 * step[:-1])).all() and len(step) < 150  # 5 % apart
    assert nncore.train(net, toy, steps=1, batch_size=5).step.tolist() == [0, 1]


@pytest.mark.parametrize("batch_size", [5, 4, 12, 1])
def test_every_example_once_an_epoch_in_a_new_order(net, toy, batch_size):
    run = nncore.train(net, toy, batch_size=batch_size, epochs=3)
    per_epoch = -(-12 // batch_size)
    batches = [run.batch(step) for step in range(3 * per_epoch)]
    epochs = [np.concatenate(batches[e * per_epoch:(e + 1) * per_epoch]).tolist() for e in range(3)]
    assert epochs == run.arrays["order"].tolist()
    assert all(sorted(epoch) == list(range(12)) for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) == 3 and list(range(12)) not in epochs
    sizes = [batch_size] * (12 // batch_size) + ([12 % batch_size] if 12 % batch_size else [])
    assert [len(rows) for rows in batches] == sizes * 3


def test_the_full_batch_is_every_example_in_its_place(net, toy):
    run = nncore.train(net, toy, batch_size=None, steps=4)
    assert all(np.array_equal(run.batch(step), np.arange(12)) for step in range(4))
    assert "order" not in run.arrays


def test_epochs_are_so_many_steps(net, toy):
    by_epochs = nncore.train(net, toy, batch_size=5, epochs=2, seed=1)
    by_steps = nncore.train(net, toy, batch_size=5, steps=6, seed=1)
    assert np.array_equal(by_epochs.theta, by_steps.theta) and by_epochs.step[-1] == 6
    assert nncore.train(net, toy, batch_size=None, epochs=4).step[-1] == 4


def test_a_run_is_the_beginning_of_a_longer_one(net, toy):
    short, long = (nncore.train(net, toy, batch_size=5, steps=steps, record=1) for steps in (4, 10))
    assert np.array_equal(short.theta, long.theta[:5])
    assert all(np.array_equal(short.batch(step), long.batch(step)) for step in range(4))


def test_a_learning_rate_that_changes_is_used_and_kept_as_an_array(net, toy):
    def rate(step):
        return 2.0 / (1 + step)

    rates = [2.0, 1.0, 2 / 3, 0.5, 0.4, 2 / 6]
    runs = [nncore.train(net, toy, given, batch_size=5, steps=6, record=1) for given in (rate, rates, np.array(rates))]
    for run in runs:
        assert run.arrays["rate"].tolist() == rates and run.recipe["learning_rate"] == "array"
        np.testing.assert_allclose(run.theta, replay(net, toy, net.init(0), run, rate), rtol=1e-5, atol=1e-6)
    assert len({run.sha256 for run in runs}) == 1
    still = nncore.train(net, toy, np.float64(0.5), batch_size=5, steps=2)
    assert "rate" not in still.arrays and still.recipe["learning_rate"] == 0.5


def test_training_learns(digits):
    run = nncore.train(nncore.Network((784, 16, 16, 10)), digits[0], epochs=60)
    accuracy = run.evaluate(digits[1]).accuracy
    assert accuracy[0] < 0.2 and accuracy[-1] > 0.9


# -- the callback -----------------------------------------------------------------------------------


def test_the_callback_sees_the_state_before_the_step_and_its_gradient(net, toy):
    seen = []
    run = nncore.train(net, toy, batch_size=5, steps=6, record=1,
                       callback=lambda step, theta, gradient: seen.append((step, theta.copy(), gradient.copy())))
    assert [step for step, *_ in seen] == list(range(6))
    with threadpool_limits(1):
        for step, theta, gradient in seen:
            rows = run.batch(step)
            assert np.array_equal(theta, run.theta[step])
            np.testing.assert_allclose(gradient, net.gradient(theta, toy.x[rows], toy.y[rows]), rtol=1e-5, atol=1e-7)


def test_the_callback_cannot_change_anything(net, toy):
    def meddle(step, theta, gradient):
        for array in (theta, gradient):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 1

    nncore.train(net, toy, batch_size=5, steps=2, callback=meddle)


def test_an_exception_of_the_callback_comes_through_and_leaves_no_files(net, toy, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def stop(step, theta, gradient):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        nncore.train(net, toy, batch_size=5, steps=2, callback=stop)
    gc.collect()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("last", [0, 1, 4, 7])
@pytest.mark.parametrize("yes", [True, np.True_])
def test_a_callback_that_returns_true_ends_the_run_before_that_step(net, toy, tmp_path, last, yes):
    run = nncore.train(net, toy, 0.5, batch_size=5, steps=8, record=2, callback=lambda step, *_: yes if step == last else None)
    whole = nncore.train(net, toy, 0.5, batch_size=5, steps=8, record=1)
    assert run.recipe["stopped"] == last == len(run.batch_cost) and run.step.tolist() == [*range(0, last, 2), last]
    assert np.array_equal(run.theta, whole.theta[run.step]) and np.array_equal(run.batch_cost, whole.batch_cost[:last])
    assert len(run.arrays["order"]) == -(-last // 3)
    assert all(np.array_equal(run.batch(step), whole.batch(step)) for step in range(last))
    run.save(tmp_path / "run")
    again = nncore.Recording.load(tmp_path / "run", verify=True)
    assert again.sha256 == run.sha256 == nncore.train_like(again).sha256


def test_fewer_examples_than_the_default_batch_are_one_batch(net, toy):
    assert nncore.train(net, toy, steps=3).sha256 == nncore.train(net, toy, batch_size=len(toy), steps=3).sha256


@pytest.mark.parametrize("answer", [1, "stop", np.ones(3), None, False, np.False_, [True]])
def test_no_other_answer_of_a_callback_does(net, toy, answer):
    run = nncore.train(net, toy, batch_size=5, steps=3, callback=lambda *_: answer)
    assert len(run.batch_cost) == 3 and "stopped" not in run.recipe


def test_what_an_interrupted_run_left_can_be_continued_at_once(net, toy, tmp_path):
    """In the same process, too, whose last traceback still holds all of it: a notebook."""
    target, kept = tmp_path / "x.npz", []
    for error in (KeyboardInterrupt, ValueError):
        def stop(step, theta, gradient, error=error):
            if step == 5 + len(kept):
                raise error

        with pytest.raises(error) as caught:
            nncore.train(net, toy, batch_size=5, steps=9, target=target, resume=bool(kept), callback=stop)
        kept.append(caught)
    run = nncore.train(net, toy, batch_size=5, steps=9, target=target, resume=True, callback=lambda step, *_: kept.append(step))
    assert kept[2:] == [6, 7, 8] and run.sha256 == nncore.train(net, toy, batch_size=5, steps=9).sha256
    run.save(target)
    assert [path.name for path in tmp_path.iterdir()] == ["x.npz"]


# -- threads, memory, disk ----------------------------------------------------------------------------


def test_blas_is_held_to_one_thread_while_training_and_let_go_afterwards(net, toy):
    def threads():
        return [library["num_threads"] for library in threadpool_info()]

    with threadpool_limits(2):
        before, during = threads(), []
        nncore.train(net, toy, batch_size=5, steps=1, callback=lambda *state: during.extend(threads()))
        assert set(during) == {1} and threads() == before


LATER = """
import nncore
from threadpoolctl import threadpool_info, threadpool_limits
def train():
    found = []
    nncore.train(nncore.Network((2, 1)), nncore.Dataset([[0, 1]], [[1]]), steps=1, callback=lambda *_: found.extend(threadpool_info()))
    return {library["filepath"]: library["num_threads"] for library in found}
first = train()
import scipy.linalg
with threadpool_limits(2):
    second = train()
print(len(second) - len(first), {*first.values(), *second.values()})
"""


def test_a_library_that_was_loaded_after_the_first_training_is_held_too(python):
    pytest.importorskip("scipy")
    more, threads = python("-c", LATER).stdout.split(" ", 1)
    if more == "0":
        pytest.skip("scipy and numpy share their BLAS here")
    assert threads.strip() == "{1}"


SAME = """
import hashlib, nncore
train, _ = nncore.load_digits().split(test_size=0.2, seed=0)
net = nncore.Network((784, 16, 16, 10), ("tanh", "sigmoid", "sigmoid"))
run = nncore.train(net, train, epochs=1, batch_size={batch}, seed={seed}, learning_rate=0.5)
run = run.with_arrays(cost=run.evaluate(train).cost, note=["a", "b"])
print(run.sha256, hashlib.sha256(run.theta.tobytes() + run.batch_cost.tobytes() + run["cost"].tobytes()).hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_in_another_process_with_other_threads(python):
    def hashes(seed=0, batch=97, **env):
        done = python("-c", SAME.format(seed=seed, batch=batch), **env)
        assert done.returncode == 0 and not done.stderr
        return done.stdout.split()

    one = hashes(OPENBLAS_NUM_THREADS="1", PYTHONHASHSEED="1")
    assert one == hashes(OPENBLAS_NUM_THREADS="2", PYTHONHASHSEED="2")
    assert not set(one) & set(hashes(seed=1))
    full = hashes(OPENBLAS_NUM_THREADS="1", batch=None)
    assert full == hashes(OPENBLAS_NUM_THREADS="2", batch=None)


def test_the_order_of_the_examples_does_not_follow_from_the_draws_of_the_start(net, toy):
    orders = {tuple(nncore.train(net, toy, batch_size=12, steps=1, seed=seed, theta=net.init()).batch(0))
              for seed in range(5)}
    assert len(orders) == 5
    assert tuple(np.random.default_rng(0).permutation(12)) not in orders


def test_theta_streams_to_disk_and_memory_does_not_grow(toy, tmp_path, monkeypatch, peak):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    net = nncore.Network((4, 300, 3))  # 2,403 parameters: 19 MB for 2,000 states
    run = nncore.train(net, toy, batch_size=5, steps=2000, record=1)
    run.save(tmp_path / "run")
    nncore.Recording.load(tmp_path / "run", verify=True)
    assert peak() < 4e6 and run.theta.nbytes > 19e6
    assert isinstance(run.arrays["theta"], np.memmap) and not run.theta.flags.writeable
    del run
    gc.collect()
    assert [path.name for path in tmp_path.iterdir()] == ["run.npz"]


def test_the_schedule_of_a_long_run_takes_no_memory(net, toy, peak):
    nncore.train(net, toy, batch_size=5, steps=10**6, record=1, callback=lambda step, *_: step == 3)
    assert peak() < 4e6


# -- divergence -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("activation", "rate"), [("identity", 50.0), (("relu", "identity"), 1e4)])
def test_a_run_that_diverges_stops_says_when_and_keeps_what_was_recorded(net, toy, activation, rate, tmp_path):
    net = nncore.Network(net.sizes, activation)
    with pytest.raises(nncore.Diverged) as caught:
        nncore.train(net, toy, rate, batch_size=5, steps=5000, record=1)
    error = caught.value
    stopped, run = error.step, error.run
    assert 0 < stopped < 5000
    assert f"after {stopped} steps" in str(error) and f"{rate:g}" in str(error) and "Try a smaller one" in str(error)
    assert len(run.batch_cost) == stopped == run.recipe["diverged"] and np.isfinite(run.batch_cost).all()
    assert np.isfinite(run.theta).all() and run.step.tolist() in (list(range(stopped)), list(range(stopped + 1)))
    with np.errstate(all="ignore"):
        states = replay(net, toy, net.init(0), run, lambda step: rate)
        np.testing.assert_allclose(run.theta, states[:len(run.theta)], rtol=1e-4)
        rows = nncore.train(net, toy, 1e-9, batch_size=5, steps=stopped + 1).batch(stopped)  # of the step that was not taken
        next_step = states[-1], toy.x[rows], toy.y[rows]
        assert not np.isfinite([net.cost(*next_step), *net.gradient(*next_step)]).all()
    run.save(tmp_path / "run")
    again = nncore.Recording.load(tmp_path / "run", verify=True)
    assert again.recipe["diverged"] == stopped == len(again.batch_cost) and np.array_equal(again.theta, run.theta)


def test_divergence_at_the_very_last_step_is_noticed():
    data = nncore.Dataset(np.array([[1.0]]), np.array([[0.0]]))
    net = nncore.Network((1, 1), "identity")
    for steps in (1, 2):
        with pytest.raises(nncore.Diverged, match="after 1 steps") as caught:
            nncore.train(net, data, learning_rate=1e300, batch_size=None, steps=steps, theta=np.array([1e20, 0]))
        assert caught.value.step == 1
        assert caught.value.run.theta.tolist() == [[1e20, 0]] and caught.value.run.batch_cost.tolist() == [1e40]


def test_divergence_before_the_first_step_keeps_the_start(tmp_path):
    data = nncore.Dataset(np.array([[1e30]]), np.array([[0.0]]))
    net = nncore.Network((1, 1), "identity")
    with pytest.raises(nncore.Diverged, match="after 0 steps") as caught:
        nncore.train(net, data, batch_size=1, steps=3, theta=np.array([1, 0], "float32"))
    caught.value.run.save(tmp_path / "run")
    run = nncore.Recording.load(tmp_path / "run", verify=True)
    assert run.theta.tolist() == [[1, 0]]
    assert run.step.tolist() == [0] and run.batch_cost.shape == (0,)


# -- descent within a plane or a line ---------------------------------------------------------------------


def test_descent_within_a_plane_follows_the_gradient_in_its_coordinates(net, toy, rng):
    plane = nncore.Plane(net.init(0, "float64"), *rng.standard_normal((2, net.n_parameters)))
    run = nncore.train(net, toy, 0.01, batch_size=None, steps=5, theta=plane.point(0.5, -0.25), record=1, within=plane)
    c = np.array([0.5, -0.25])
    for theta in run.theta:
        np.testing.assert_allclose(theta, plane.point(*c), rtol=1e-9, atol=1e-12)
        slope = [(net.cost(plane.point(*(c + h)), toy.x, toy.y) - net.cost(plane.point(*(c - h)), toy.x, toy.y)) / 2e-5
                 for h in 1e-5 * np.eye(2)]
        c = c - 0.01 * np.array(slope)
    assert run.batch_cost[-1] < run.batch_cost[0]


def test_descent_within_a_line(net, toy):
    line = nncore.Line(net.init(0, "float64"), net.init(1, "float64"))
    run = nncore.train(net, toy, 0.1, batch_size=None, steps=5, theta=line.point(0.5), record=1, within=line)
    alpha, distance = line.project(run.theta)
    assert distance.max() < 1e-12 and len(set(alpha.tolist())) == 6
    h = 1e-5
    slope = (net.cost(line.point(0.5 + h), toy.x, toy.y) - net.cost(line.point(0.5 - h), toy.x, toy.y)) / (2 * h)
    assert alpha[1] == pytest.approx(0.5 - 0.1 * slope, rel=1e-8)


def test_descent_within_a_plane_begins_in_it(net, toy):
    plane = nncore.Plane.random(net, net.init(0))
    with pytest.raises(nncore.InputError, match="theta must be a point of"):
        nncore.train(net, toy, batch_size=5, steps=5, theta=net.init(1), within=plane)


# -- bad input ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "words"), [
    *((dict(learning_rate=rate), "learning_rate must be a number > 0.*got")
      for rate in (0, -1.5, math.nan, math.inf, "fast", None, True, "1", [1, 1, 1, 1, 0], [1, 1, math.nan, 1, 1])),
    *((dict(learning_rate=rate), "learning_rate must be .*one for every step")
      for rate in ([1.0], np.ones(6), np.ones((5, 1)))),
    (dict(learning_rate=lambda step: 1.0 - step), "learning_rate must be a number > 0.*got 0.0 at step 1"),
    (dict(learning_rate=lambda step: None), "got None at step 0"),
    *((dict(batch_size=size), "batch_size must be 1.*number of examples, or None for all of them; got")
      for size in (0, -1, 13, 2.5, "all", True)),
    (dict(epochs=1), "give epochs or steps, one of the two; got epochs=1, steps=5"),
    *((dict(steps=steps), "steps must be a whole number, 1 or more.*got") for steps in (0, -1, 2.5, "5", True)),
    *((dict(steps=None, epochs=epochs), "epochs must be a whole number, 1 or more; got")
      for epochs in (0, -3, 1.5, math.nan)),
    *((dict(seed=seed), "seed must be a whole number >= 0; got") for seed in (-1, 1.5, "one", None)),
    *((dict(record=record), "record must (be|hold steps from 0 to 5)")
      for record in (0, -2, 2.5, True, "all", [1, 6], [-1], [1.5], object())),
    (dict(theta=np.zeros(42)), r"theta must be \(43,\).*got \(42,\)"),
    (dict(theta=np.full(43, np.nan)), "theta must be finite"),
    (dict(within=np.zeros((3, 43))), "within must be a Line or a Plane; got"),
    (dict(data=np.zeros((12, 4))), "data must be a Dataset.*got ndarray"),
    (dict(net=nncore.Network((5, 3))),
     r"network 5-3.* the data 'toy'.* x \(12, 4\) and y \(12, 3\)"),
    (dict(net=nncore.Network((4, 2))), "Change the sizes or the data"),
])
def test_arguments_that_cannot_be(net, toy, arguments, words):
    with pytest.raises(nncore.InputError, match=words):
        nncore.train(**{"net": net, "data": toy, "batch_size": 5, "steps": 5, **arguments})
