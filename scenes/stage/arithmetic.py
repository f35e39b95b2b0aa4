"""Digits with which arithmetic that is shown comes out as it is shown."""

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
    """Forms of results, each of which is the one before times a factor in this form: as many digits, or the most with which every
    step is true as displayed."""
    most, shown, forms = int(form[1:-1]), 1.0, []
    for factor, result in zip(map(float, factors), map(float, results), strict=True):
        made = shown * round(factor, most)
        digits = next((n for n in range(most, 1, -1) if round(made, n) == round(result, n) != 0), most)
        forms.append(f".{digits}f")
        shown = round(result, digits)
    return forms


def _holds(line, digits, finer):
    *factors, product = map(float, line)
    return round(prod(round(factor, digits + finer) for factor in factors), digits) == round(product, digits)
