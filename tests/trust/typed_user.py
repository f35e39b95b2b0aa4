"""A small program that uses most of nncore: mypy --strict reads it (test_style.py), and pytest runs it with the others."""

import tempfile
from pathlib import Path

import numpy as np

import nncore


def main() -> None:
    data, unseen = nncore.load_digits().split(test_size=0.2, seed=0)
    own = nncore.Dataset(np.eye(2), np.array([1, 0]), name="own").take([1, 0])
    net = nncore.Network((784, 4, 10), activation=("tanh", "sigmoid"))
    theta = net.init(seed=1, dtype="float64")
    cost: float = net.cost(theta, data.x, data.y)
    accuracy: float = net.accuracy(theta, data.x, data.y)
    back = net.backward(theta, data.x[:5], data.y[:5])
    assert cost > 0 and accuracy >= 0 and back.gradient.shape == (net.n_parameters,) and len(net.activations) == 2
    assert net.predict(theta, unseen.x).shape == (len(unseen),) and net.output(theta, unseen.x).shape == unseen.y.shape
    error: float = nncore.check_gradient(nncore.Network((2, 2)), own, np.zeros(6))
    assert error < 1e-6 and net.locate(net.index(2, 3, 1)) == (2, 3, 1) and len(net.layers(theta)) == 2

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.npz"
        run: nncore.Recording = nncore.train(net, data, learning_rate=lambda step: 1.5 / (1 + step), epochs=1, theta=theta,
                                             record=5, target=path, callback=lambda step, theta, gradient: step == 10)
        result = run.evaluate(unseen)
        assert result.accuracy is not None and result.accuracy[-1] >= 0 and run.trained.shape == theta.shape
        run.with_arrays(cost=result.cost).save(path)
        loaded = nncore.Recording.load(path, verify=True)
        assert loaded["cost"].shape == loaded.step.shape and "cost" in loaded and list(loaded) == ["cost"]
        assert loaded.recipe["seed"] == 0 and loaded.manifest["theta"]["dtype"] == "<f8" and loaded.sha256
        assert nncore.train_like(loaded, callback=lambda step, theta, gradient: None).batch_cost.shape == run.arrays["rate"].shape
        assert loaded.network == net and loaded.batch(3).shape == (100,)
        assert loaded.arrays["order"].shape[1] == 1438

    plane = nncore.Plane.pca(run.theta)
    coordinates, distance = plane.project(run.theta)
    over: nncore.Slice = nncore.slice_cost(net, unseen, plane, alphas=[0.0, 1.0], betas=np.linspace(0, 1, 3))
    along = nncore.slice_cost(net, unseen, nncore.Line(run.theta[0], run.trained), alphas=[0.0, 1.0])
    here, slope = nncore.gradient_within(net, unseen, plane, 0.0, 1.0)
    assert over.cost.shape == (2, 3) and coordinates.shape[1] == len(slope) == 2 and distance.max() >= 0 and here > 0
    assert along.slope is not None and along.slope.shape == (2,)
    assert nncore.gradient_noise(net, data, theta, batch_size=10, samples=2).cosine.shape == (2,)
    assert nncore.batch_gradient(run, data, step=5).shape == theta.shape
    try:
        nncore.load_mnist("nowhere", part="test")
    except nncore.DataError as problem:
        assert "nowhere" in str(problem)


if __name__ == "__main__":
    main()
