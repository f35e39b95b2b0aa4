"""Digits with which arithmetic that is shown comes out as it is shown."""

from math import prod

DIGITS = range(3, 7)


def form_of_products(*lines, least=3, finer=0):
    """The form, ".3f" or with more digits, in which every line (factor, factor, ..., product) is true as displayed.

    finer   so many digits more are shown of the factors, form_of_factors says in which form

    Where none is, that with the most digits: the last of them is then off by one.
    """
    for digits in DIGITS:
        if digits >= least and all(_holds(line, digits, finer) for line in lines):
            break
    return f".{digits}f"


def form_of_factors(form, finer=1):
    """The form with so many digits more."""
    return f".{int(form[1:-1]) + finer}f"


def _holds(line, digits, finer):
    *factors, product = map(float, line)
    return round(prod(round(factor, digits + finer) for factor in factors), digits) == round(product, digits)
