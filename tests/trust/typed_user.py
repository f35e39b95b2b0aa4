"""A small program that uses most of nncore: mypy --strict reads it (test_style.py), and pytest runs it with the others."""

import tempfile
from pathlib import Path

import numpy as np

import nncore


def main() -> None:
    data, unseen = nncore.load_digits().split(test=0.2, seed=0)
    net = nncore.Network((784, 4, 10), activation=("tanh", "sigmoid"))
    theta = net.init(seed=1, dtype="float64")
    cost: float = net.cost(theta, data.x, data.y)
    back = net.backward(theta, data.x[:5], data.y[:5])
    assert cost > 0 and back.gradient.shape == (net.size,)
    assert nncore.check_gradient(nncore.Network((2, 2)), np.zeros(6), np.ones((1, 2)), np.ones((1, 2))) < 1e-6

    run = nncore.train(net, data, learning_rate=nncore.Decay(1.5, half_life=50), epochs=1, theta=theta, record=5)
    again: list[nncore.Recording] = nncore.train_all(net, data, [{"steps": 2, "seed": seed} for seed in range(2)])
    result = run.evaluate(unseen)
    assert result.accuracy is not None and result.accuracy[-1] >= 0 and len(again) == 2
    with tempfile.TemporaryDirectory() as folder:
        run.with_arrays(cost=result.cost).save(Path(folder) / "run")
        loaded = nncore.Recording.load(Path(folder) / "run", verify=True)
        assert loaded.cost.shape == run.step.shape and loaded.recipe["seed"] == 0

    plane = nncore.Plane.pca(run.theta)
    coordinates, distance = plane.project(run.theta)
    surface = nncore.slice_cost(net, unseen, plane, alphas=[0.0, 1.0], betas=np.linspace(0, 1, 3))
    here, slope = nncore.gradient_within(net, unseen, plane, 0.0, 1.0)
    assert surface.cost.shape == (2, 3) and coordinates.shape[1] == len(slope) == 2 and distance.max() >= 0 and here > 0
    assert nncore.gradient_noise(net, data, theta, batch_size=10, samples=2).cosine.shape == (2,)
    try:
        nncore.load_mnist("nowhere", part="test")
    except nncore.DataError as error:
        assert "nowhere" in str(error)


if __name__ == "__main__":
    main()
