"""Learning rates that change with the step: give one as learning_rate to train, and the recipe says which it was."""

from dataclasses import asdict, dataclass
from numbers import Real

from nncore.errors import InputError
from nncore.npy import pack, unpack

OWN = "a function of the step; its values are the array rate"


@dataclass(frozen=True)
class Decay:
    """eta(step) = rate * 2^(-step / half_life): halved every half_life steps. Raises InputError unless both are > 0.

    >>> [Decay(1.5, half_life=100)(step) for step in (0, 100, 200)]
    [1.5, 0.75, 0.375]
    """

    rate: float
    half_life: float

    def __post_init__(self) -> None:
        _check_positive(self)

    def __call__(self, step: int) -> float:
        return self.rate * 2.0 ** (-step / self.half_life)


@dataclass(frozen=True)
class InverseDecay:
    """eta(step) = rate / (1 + step / delay): sums to infinity while its squares do not, which is what stochastic
    descent needs to settle (Robbins and Monro 1951). Raises InputError unless both are > 0.

    >>> [InverseDecay(1.5, delay=100)(step) for step in (0, 100, 200)]
    [1.5, 0.75, 0.5]
    """

    rate: float
    delay: float

    def __post_init__(self) -> None:
        _check_positive(self)

    def __call__(self, step: int) -> float:
        return self.rate / (1 + step / self.delay)


SCHEDULES = (Decay, InverseDecay)


def describe_rate(learning_rate, values=None):
    """What a recipe keeps of a learning rate: a number, a schedule by name and numbers, or the values of a function.

    values  (S,) what a function of the caller's own gave, step by step, once that is known
    """
    if isinstance(learning_rate, SCHEDULES):
        return {"schedule": type(learning_rate).__name__, **asdict(learning_rate)}
    if callable(learning_rate):
        return OWN if values is None else {"values": pack(values)}
    return float(learning_rate)


def rate_of(description):
    """The learning rate that describe_rate described. Raises InputError where the recipe cannot give it."""
    if not isinstance(description, (dict, str)):
        return description  # a number; train looks at it
    if isinstance(description, dict) and "schedule" in description:
        numbers = {key: value for key, value in description.items() if key != "schedule"}
        for schedule in SCHEDULES:
            if description["schedule"] == schedule.__name__ and set(numbers) == set(schedule.__annotations__):
                return schedule(**numbers)
        raise InputError(f"the recipe names a schedule that this nncore does not know: {description['schedule']!r}")
    values = unpack(description.get("values") if isinstance(description, dict) else None, "the learning rates")

    def recorded(step):
        if not step < len(values):
            raise InputError(f"the recipe holds the learning rates of {len(values)} steps; it has none for step {step}")
        return float(values[step])

    return recorded


def _check_positive(schedule):
    for name, value in asdict(schedule).items():
        if not isinstance(value, Real) or isinstance(value, bool) or not 0 < float(value) < float("inf"):
            raise InputError(f"{name} of {type(schedule).__name__} must be a number > 0; got {value!r}")
