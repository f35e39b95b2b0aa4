"""The types of arguments and results, by the names that signatures use. Shapes stand in the docstrings."""

from collections.abc import Callable
from os import PathLike
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
ArrayLike: TypeAlias = npt.ArrayLike                    # an array, or lists of numbers that become one
DTypeLike: TypeAlias = npt.DTypeLike
Seed: TypeAlias = int | np.random.Generator             # a whole number >= 0, or what to draw from
Folder: TypeAlias = str | PathLike[str]
Progress: TypeAlias = Callable[[int, int], object]      # progress(done, total)
Rate: TypeAlias = float | Callable[[int], float]        # a learning rate, or the rate of a step
Callback: TypeAlias = Callable[[int, Array, Array], object]    # callback(step, theta, gradient)
