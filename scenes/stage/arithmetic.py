"""Digits with which arithmetic that is shown comes out as it is shown."""

from itertools import product
from math import prod

MOST = 5              # digits that are easily read


def form_of_products(*lines, least=3, finer=0):
    """The form, ".3f" or with more digits up to MOST, in which every line (factor, factor, ..., product) is true as displayed.

    finer   so many digits more are shown of the factors, form_of_factors says in which form

    Where there is none, that with the least digits: the last of a product may then be off by one.
    """
    holding = (digits for digits in range(least, MOST + 1) if all(_holds(line, digits, finer) for line in lines))
    return f".{next(holding, least)}f"


def form_of_sums(*lines):
    """The form, "+.3f", or with a digit less, or with more up to MOST, in which every line (term, term, ..., sum) adds up as displayed."""
    def adds_up(line, digits):
        *terms, total = (round(float(each), digits) for each in line)
        return round(sum(terms), digits) == total

    holding = (digits for digits in (3, 2, *range(4, MOST + 1)) if all(adds_up(line, digits) for line in lines))
    return f"+.{next(holding, MOST)}f"


def form_of_factors(form, finer=1):
    """The form with so many digits more."""
    return f".{int(form[1:-1]) + finer}f"


def forms_of_steps(factors, results, form):
    """[(form of the factor, form of the result)] of results each of which is the one before times a factor: as near to this form as
    may be, two digits or more of each result, with which every step is true as displayed. Where there are none, this form."""
    usual = int(form[1:-1])
    ends = {usual: (0, [(usual, usual)])}           # {digits of a result: (how far all are from the usual ones, digits up to there)}
    for before, factor, result in zip(results, factors[1:], results[1:]):
        found = {}
        for (digits, (far, path)), finer, places in product(ends.items(), range(usual, usual + 3), range(2, usual + 5)):
            if _holds_step(round(float(before), digits), round(float(factor), finer), float(result), places):
                way = far + abs(places - usual) + finer - usual, [*path, (finer, places)]
                found[places] = min(found.get(places, way), way)
        far, path = min(ends.values())
        ends = found or {usual: (far, [*path, (usual, usual)])}
    return [tuple(f".{digits}f" for digits in pair) for pair in min(ends.values())[1]]


def _holds_step(before, factor, result, places):
    return round(before * factor, places) == round(result, places) and abs(result) * 10 ** places >= 10


def _holds(line, digits, finer):
    *factors, product = map(float, line)
    return round(prod(round(factor, digits + finer) for factor in factors), digits) == round(product, digits)
