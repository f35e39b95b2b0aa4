"""Separately trained networks of digits, and the cost around them: what the recipes of lines and planes share."""

import numpy as np

import nncore
from scenes.recipes._digits import NETWORK

EXAMPLES = 2000          # the cost of a landscape is taken over so many training examples at most
REACH = 1.4              # the map reaches so many times as far as the networks


def trained_apart(data, seeds, quick, done):
    """The thetas of networks trained each from its own start."""
    net, epochs = nncore.Network(NETWORK), 15 if quick else 60
    thetas = []
    for seed in seeds:
        thetas.append(nncore.train(net, data, learning_rate=1.5, batch_size=100, epochs=epochs, seed=seed).trained)
        done(len(thetas))
    return thetas


def surroundings(net, data, plane, thetas, quick):
    """Where the networks lie on the plane through them, the grid of its map (each way), and the cost on that."""
    corners, _ = plane.project(thetas)
    half = REACH * np.abs(corners).max()
    grid = np.linspace(-half, half, 25 if quick else 65)
    return corners, grid, nncore.slice_cost(net, data, plane, grid, grid).cost


def reach(plane, thetas):
    """R, how far the networks lie from the middle of the plane through them, on average."""
    return np.linalg.norm(plane.project(thetas)[0], axis=1).mean()
