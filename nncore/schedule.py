"""Learning rates that change with the step: give one as learning_rate to train, and the recipe says which it was."""

from dataclasses import asdict, dataclass

from nncore.errors import InputError


@dataclass(frozen=True)
class Decay:
    """eta(step) = rate * 2^(-step / half_life): halved every half_life steps. Raises InputError unless both are > 0."""

    rate: float
    half_life: float

    def __post_init__(self):
        _check_positive(self)

    def __call__(self, step):
        return self.rate * 2.0 ** (-step / self.half_life)


@dataclass(frozen=True)
class InverseDecay:
    """eta(step) = rate / (1 + step / delay): sums to infinity while its squares do not, which is what stochastic
    descent needs to settle (Robbins and Monro 1951). Raises InputError unless both are > 0."""

    rate: float
    delay: float

    def __post_init__(self):
        _check_positive(self)

    def __call__(self, step):
        return self.rate / (1 + step / self.delay)


def describe_rate(learning_rate):
    """What a recipe keeps of a learning rate: a number, a schedule by name and numbers, or that it was a function."""
    if isinstance(learning_rate, (Decay, InverseDecay)):
        return {"schedule": type(learning_rate).__name__, **asdict(learning_rate)}
    if callable(learning_rate):
        return "a function of the step; its values are the array rate"
    return float(learning_rate)


def _check_positive(schedule):
    for name, value in asdict(schedule).items():
        if not 0 < value < float("inf"):
            raise InputError(f"{name} of {type(schedule).__name__} must be a number > 0; got {value!r}")
