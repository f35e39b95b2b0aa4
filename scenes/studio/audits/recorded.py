"""What the recordings hold, to look up in it what a film draws."""

import numpy as np

CLOSE = 1e-5         # activations may be computed in another order than when they were recorded


class Recorded:
    """The arrays of some recordings, {name: Run}. What was looked up once is remembered."""

    def __init__(self, recordings):
        self.recordings = recordings
        self._remembered = {}

    def begins(self, values):
        """Whether these numbers (k,), or rows of numbers (k, n), are the first of a recorded line of them."""
        return self._once(_begins, values)

    def leads_along(self, points):
        """Whether these begin a recorded path, but for the last: that one may be on its way to the next.

        The columns of points (k, n) may be recorded each by itself.
        """
        return self._once(_leads_along, points) or (
            points.ndim == 2 and all(self._once(_leads_along, column) for column in points.T))

    def network(self, neurons, weights):
        """[(name, array, row)]: where a theta is recorded that has these weights.

        neurons  the drawn ones of each layer; weights [(n_out, n_in)] between those
        """
        key = b"".join(array.tobytes() for array in (*neurons, *weights))
        if key not in self._remembered:
            self._remembered[key] = list(self._find_network(neurons, weights))
        return self._remembered[key]

    def rows_of_network(self, neurons, weights):
        """[((recording, rows), row)]: where in its arrays of thetas these weights stand; none if in several places."""
        arrays = {name: run.arrays for name, run in self.recordings.items()}
        return _the_only_one(((name, len(arrays[name][array])), row) for name, array, row in self.network(neurons, weights)
                             if arrays[name][array].ndim == 2)

    def rows_of(self, values):
        """[((recording, rows), row)]: which row of arrays with so many rows these numbers are, or end with: (k,) or (k, n).

        None where they stand in several places: nobody can tell which of them is meant.
        """
        key = "rows", values.shape, values.tobytes()
        if key not in self._remembered:
            self._remembered[key] = _the_only_one(self._rows_of(values)) if values.size else []
        return self._remembered[key]

    def _rows_of(self, values):
        for name, run in self.recordings.items():
            for array in run.arrays.values():
                if array.ndim and array.dtype.kind in "fiub" and array.shape[-1] != run.network.n_parameters:
                    yield from (((name, length), row) for length, row in _rows_in(array, values))

    def is_answer(self, name, array, row, neurons, activations):
        """Whether the theta in that row makes these activations, of the drawn neurons, of any recorded input."""
        network = self.recordings[name].network
        theta = np.reshape(self.recordings[name].arrays[array], (-1, network.n_parameters))[row]
        for x in self._rows(network.sizes[0]):
            if np.array_equal(x[neurons[0]], activations[0]):
                _, answer = network.forward(theta, x[None])
                if all(np.allclose(a[0, drawn], shown, atol=CLOSE)
                       for a, drawn, shown in zip(answer, neurons, activations, strict=True)):
                    return True
        return False

    def _once(self, question, values):
        """Whether question(lines, values) holds of any recorded array, both as lines (..., K, n) of n numbers."""
        key = question, values.shape, values.tobytes()
        if key not in self._remembered:
            column = values if values.ndim == 2 else values[:, None]
            self._remembered[key] = any(question(lines, column) for lines in self._lines(values))
        return self._remembered[key]

    def _lines(self, values):
        """Every recorded array that may hold such values, along each of its axes."""
        for run in self.recordings.values():
            for array in run.arrays.values():
                if array.ndim < values.ndim or array.dtype.kind not in "fiub" or array.shape[-1] == run.network.n_parameters:
                    continue
                if values.ndim == 1:
                    yield from (np.moveaxis(array, axis, -1)[..., None] for axis in range(array.ndim))
                elif array.shape[-1] == values.shape[-1]:
                    yield array

    def _find_network(self, neurons, weights):
        wanted = np.concatenate([W.ravel() for W in weights])
        for name, run in self.recordings.items():
            sizes = run.network.sizes
            if len(sizes) != len(neurons) or any(drawn.max() >= n for drawn, n in zip(neurons, sizes)):
                continue
            places = run.network.layers(np.arange(run.network.n_parameters))
            drawn = [W[np.ix_(j, k)].ravel() for (W, _), k, j in zip(places, neurons, neurons[1:])]
            drawn = np.concatenate(drawn).astype(int)
            for array, thetas in run.arrays.items():
                if thetas.ndim and thetas.shape[-1] == run.network.n_parameters:
                    rows = np.reshape(thetas, (-1, run.network.n_parameters))
                    for row in np.flatnonzero((rows[:, drawn] == wanted).all(axis=1)):
                        yield name, array, int(row)

    def _rows(self, length):
        """Every recorded row of so many numbers."""
        for run in self.recordings.values():
            for array in run.arrays.values():
                if array.ndim and array.shape[-1] == length:
                    yield from np.reshape(array, (-1, length))


def _rows_in(array, values):
    """(rows, row): where the numbers are a row of the array, or begin a line of it and end with that row."""
    k, d = len(values), values.ndim
    if array.shape[1:] == values.shape:
        rows = np.flatnonzero((array == values).reshape(len(array), -1).all(axis=1))
        yield from ((len(array), int(row)) for row in rows)
        if len(rows):
            return
    if array.ndim >= d and array.shape[array.ndim - d + 1:] == values.shape[1:] and k <= (length := array.shape[-d]):
        lines = array.reshape(-1, length, *values.shape[1:])[:, :k]
        if (lines == values).reshape(len(lines), -1).all(axis=1).any():
            yield length, k - 1


def _the_only_one(found):
    """What was found, if it is one thing only."""
    found = set(found)
    return list(found) if len(found) == 1 else []


def _begins(lines, values):
    k = len(values)
    return lines.shape[-2] >= k and (lines[..., :k, :] == values).all(axis=(-1, -2)).any()


def _leads_along(lines, points):
    k = len(points)
    if k == 1:      # a marker without a trail
        return _begins(lines, points) or _is_between(lines[..., :-1, :], lines[..., 1:, :], points[0]).any()
    if lines.shape[-2] < k:
        return False
    began = (lines[..., :k - 1, :] == points[:-1]).all(axis=(-1, -2))
    return (began & _is_between(lines[..., k - 2, :], lines[..., k - 1, :], points[-1])).any()


def _is_between(start, end, point):
    """Whether a point lies on the straight way from start to end."""
    def distance(a, b):
        with np.errstate(invalid="ignore"):      # inf, where something never came
            return np.linalg.norm(np.asarray(a) - b, axis=-1)

    return distance(start, point) + distance(point, end) <= distance(start, end) * (1 + 1e-6) + 1e-9
