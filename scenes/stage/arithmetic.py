"""Digits with which arithmetic that is shown comes out as it is shown."""

from math import prod

DIGITS = range(3, 7)


def form_of_products(*lines, least=3):
    """The form, ".3f" or with more digits, in which every line (factor, factor, ..., product) is true as displayed.

    Where none is, that with the most digits: the last of them is then off by one.
    """
    for digits in DIGITS:
        if digits >= least and all(_holds(line, digits) for line in lines):
            break
    return f".{digits}f"


def _holds(line, digits):
    *factors, product = (round(float(number), digits) for number in line)
    return round(prod(factors), digits) == product
