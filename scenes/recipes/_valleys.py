"""Separately trained networks of digits, and the cost around them: what the recipes of lines and planes share."""

import numpy as np

import nncore
from scenes.recipes._digits import NETWORK

EXAMPLES = 2000          # the cost of a landscape is taken over so many training examples at most
START = 0.27             # where on the line from one network to another the first ball starts; on the plane it is the same point


def trained_apart(data, seeds, quick, done):
    """The thetas of networks trained each from its own start."""
    net, epochs = nncore.Network(NETWORK), 15 if quick else 60
    thetas = []
    for seed in seeds:
        thetas.append(nncore.train(net, data, learning_rate=1.5, batch_size=100, epochs=epochs, seed=seed).trained)
        done(len(thetas))
    return thetas


def reach(plane, thetas):
    """R, how far the networks lie from the middle of the plane through them, on average."""
    return np.linalg.norm(plane.project(thetas)[0], axis=1).mean()
