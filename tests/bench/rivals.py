"""The same work in PyTorch, as somebody who knows it would write it."""

import torch
from torch.func import functional_call, grad, vmap

from tests.bench.measure import seconds


def network():
    layers = [torch.nn.Linear(784, 16), torch.nn.Sigmoid(), torch.nn.Linear(16, 16), torch.nn.Sigmoid(),
              torch.nn.Linear(16, 10), torch.nn.Sigmoid()]
    return torch.nn.Sequential(*layers)


def cost(out, y):
    return (out - y).square().sum(dim=-1).mean()


def epoch(data, batch, threads):
    x, y = torch.tensor(data.x), torch.tensor(data.y)

    def run():
        torch.set_num_threads(threads)
        net = network()
        descent = torch.optim.SGD(net.parameters(), lr=1.5)
        order = torch.randperm(len(x))
        for start in range(0, len(x), batch):
            rows = order[start:start + batch]
            descent.zero_grad()
            cost(net(x[rows]), y[rows]).backward()
            descent.step()
        torch.set_num_threads(1)

    return run


def best_threads(data, batch):
    few = data.take(range(6000))
    return min((1, 2), key=lambda threads: min(seconds(epoch(few, batch, threads)) for _ in range(2)))


def slice_loop(data, plane, grid):
    x, y, net = torch.tensor(data.x), torch.tensor(data.y), network()
    parameters = list(net.parameters())
    origin, u, v = (torch.tensor(d).float() for d in (plane.origin, plane.u, plane.v))

    @torch.no_grad()
    def run():
        torch.set_num_threads(1)
        for alpha in grid.tolist():
            for beta in grid.tolist():
                torch.nn.utils.vector_to_parameters(origin + alpha * u + beta * v, parameters)
                cost(net(x), y).item()

    return run


def gradient_loop(data):
    x, y, net = torch.tensor(data.x), torch.tensor(data.y), network()

    def run():
        torch.set_num_threads(1)
        rows = torch.empty(len(x), sum(p.numel() for p in net.parameters()))
        for i in range(len(x)):
            net.zero_grad()
            cost(net(x[i:i + 1]), y[i:i + 1]).backward()
            rows[i] = torch.cat([p.grad.ravel() for p in net.parameters()])

    return run


def gradient_vmap(data):
    x, y, net = torch.tensor(data.x), torch.tensor(data.y), network()
    parameters = {name: p.detach() for name, p in net.named_parameters()}

    def of_one(parameters, x, y):
        return cost(functional_call(net, parameters, (x[None],)), y[None])

    every = vmap(grad(of_one), in_dims=(None, 0, 0))

    def run():
        torch.set_num_threads(1)
        every(parameters, x, y)

    return run
