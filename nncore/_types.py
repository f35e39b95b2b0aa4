"""The types of arguments by the names that signatures use, and the checks at the door: what came is looked at once."""

from collections.abc import Callable
from numbers import Integral
from os import PathLike
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from nncore.errors import InputError, require

Array: TypeAlias = npt.NDArray[Any]
ArrayLike: TypeAlias = npt.ArrayLike                    # an array, or lists of numbers that become one
Given: TypeAlias = Array | Any                          # an array, whatever it was made of: what a dataclass holds
DTypeLike: TypeAlias = npt.DTypeLike
Seed: TypeAlias = int | np.random.Generator             # a whole number >= 0, or what to draw from
File: TypeAlias = str | PathLike[str]
Progress: TypeAlias = Callable[[int, int], object]      # progress(done, total)
Rate: TypeAlias = float | ArrayLike | Callable[[int], float]   # eta, or (S,) of every step, or a function of the step
Callback: TypeAlias = Callable[[int, Array, Array], object]    # callback(step, theta, gradient); True ends the run

def is_count(value: object, least: int = 1) -> bool:
    """Whether it is a whole number, `least` or more (True is none)."""
    return isinstance(value, Integral) and not isinstance(value, bool) and int(value) >= least

def real(name: str, array: ArrayLike) -> Array:
    """An array of real numbers, in native byte order; of float16, too narrow to compute in, float32."""
    array = np.asarray(array)
    require(array.dtype.kind in "fiub", f"{name} must hold real numbers; got dtype {array.dtype}")
    return array.astype("float32") if array.dtype == "float16" else array.astype(array.dtype.newbyteorder("="), copy=False)

def vector(name: str, theta: ArrayLike, size: int | None = None, of: object = "a network") -> Array:
    """(P,) float32 or float64, as they are where they are that; anything else becomes float64."""
    theta = real(name, theta)
    require(theta.ndim == 1 and theta.size and theta.size == (size or theta.size),
            f"{name} must be ({size or 'P'},), all weights and biases of {of}; got {theta.shape}")
    return theta if theta.dtype in ("float32", "float64") else theta.astype("float64")

def examples(x: ArrayLike, n: int, dtype: DTypeLike) -> Array:
    """x (m, n), finite, in this dtype."""
    x = real("x", x)
    hint = (" Did you mean x[None, :]?" if x.shape == (n,) else " Did you mean x.T?" if x.ndim == 2 and len(x) == n else
            " Did you mean x.reshape(len(x), -1)?" if x.ndim > 2 and np.prod(x.shape[1:]) == n else "")
    require(x.ndim == 2 and x.shape[1] == n, f"x must be (m, {n}): one row per example; got {x.shape}.{hint}")
    return _finite("x", x.astype(dtype, copy=False))

def targets(y: ArrayLike, output: Array) -> Array:
    """y (m, n_L), finite, of the shape and dtype of the output; m is 1 at least, for a cost is a mean over examples."""
    y = real("y", y)
    require(len(output), "x must hold at least one example: a cost is a mean over examples; got none")
    hint = " Did you mean nncore.one_hot(y)?" if y.shape == output.shape[:1] else ""
    require(y.shape == output.shape, f"y must be {output.shape}: one wanted output per example of x; got {y.shape}.{hint}")
    return _finite("y", y.astype(output.dtype, copy=False))

def _finite(name, array):
    # The squares' sum is finite where all numbers are (short of an overflow), and the quickest way to see them all.
    with np.errstate(over="ignore", invalid="ignore"):  # inf - inf
        if np.isfinite(np.vdot(array, array)) or np.isfinite(array).all():
            return array
    raise InputError(f"{name} must be finite numbers; it holds NaN or inf "
                     f"in row {int(np.argmin(np.isfinite(array).all(axis=1)))}. Clean the data first.")
