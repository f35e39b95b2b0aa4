"""Many networks of one shape, trained side by side: every step of all of them is a few products of stacked arrays.

What differs between them is the start alone: all see the same batches in the same order, that of nncore.train with this seed.
"""

import numpy as np

from nncore.threads import one_thread


class Together:
    """S networks of sigmoid neurons; W (S, n_l, n_{l-1}) and b (S, 1, n_l) of every layer, a and delta (S, m, n_l)."""

    def __init__(self, net, starts):
        each = [net.layers(np.array(theta, "float32")) for theta in starts]
        self.layers = [(np.stack([layers[l][0] for layers in each]), np.stack([layers[l][1][None] for layers in each]))
                       for l in range(net.depth)]

    @property
    def theta(self):
        """(S, P), as nncore has it."""
        return np.concatenate([part.reshape(len(part), -1) for layer in self.layers for part in layer], axis=1)

    def step(self, x, y, rate):
        """theta <- theta - eta dC/dtheta of one batch; the costs before, (S,)."""
        a = [x]
        for W, b in self.layers:
            a.append(1 / (1 + np.exp(-(a[-1] @ W.transpose(0, 2, 1) + b))))
        error = a[-1] - y
        delta = np.float32(2 * rate / len(x)) * error * a[-1] * (1 - a[-1])                  # BP1, times eta / m
        for (W, b), below in zip(self.layers[::-1], a[-2::-1]):
            move, delta = delta, delta @ W * below * (1 - below) if below is not x else None     # BP2
            b -= move.sum(axis=1, keepdims=True)                                             # BP3
            W -= move.transpose(0, 2, 1) @ below                                             # BP4
        return np.square(error).sum(axis=2).mean(axis=1)


@one_thread()
def train_together(net, data, starts, rate, batch_size, epochs, seed, keep, done):
    """(cost (E, S), the mean over the batches of every epoch; theta (K, S, P) after so many epochs each)."""
    x, y = data.x.astype("float32"), data.y.astype("float32")
    nets, rng, costs, kept = Together(net, starts), np.random.default_rng((seed, 1)), [], []
    with np.errstate(over="ignore"):                 # of an exponential: the answer is 0
        for epoch in range(epochs + 1):
            if epoch in keep:
                kept.append(nets.theta)
            if epoch < epochs:
                batches = np.array_split(rng.permutation(len(x)), range(batch_size, len(x), batch_size))
                costs.append(np.mean([nets.step(x[rows], y[rows], rate) for rows in batches], axis=0))
            done(epoch)
    return np.array(costs), np.array(kept)
