"""How many decimals numbers need so that whoever adds and multiplies what is displayed finds what is displayed."""

from decimal import Decimal

import numpy as np

CHOICES = (4, 4), (4, 3), (5, 4), (5, 3), (3, 3), (4, 2), (3, 2), (6, 4), (6, 3)     # of factors, and of results


def decimals(products=(), sums=(), choices=CHOICES):
    """(decimals of factors, decimals of results): the first choice with which all that is displayed comes out.

    products  [((factor, ...), result)]; a factor may be a tuple of terms, which are displayed, their sum is not;
              and a term may be a tuple of factors, which are displayed, their product is not
    sums      [((term, ...), total)], displayed with the decimals of results
    """
    for choice in choices:
        if all(_comes_out(_product, *each, *choice) for each in products) and all(
                _comes_out(sum, *each, choice[1], choice[1]) for each in sums):
            return choice
    return choices[-1]


def of_share(part, whole, most=5):
    """The fewest decimals, two or more, with which a whole is displayed so that the part of it, in percent, comes out."""
    return next((places for places in range(2, most) if float(_displayed(whole, places)) and
                 f"{part / float(_displayed(whole, places)):.0%}" == f"{part / whole:.0%}"), most)


def _comes_out(combine, parts, result, places, fewer):
    shown = combine([sum(_product(_displayed(factor, places) for factor in np.atleast_1d(term)) for term in np.atleast_1d(part))
                     for part in parts])
    return shown.quantize(Decimal(1).scaleb(-fewer)) == _displayed(result, fewer)


def _displayed(number, places):
    return Decimal(f"{float(number):.{places}f}")


def _product(factors):
    found = Decimal(1)
    for factor in factors:
        found *= factor
    return found
