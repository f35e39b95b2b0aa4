"""Digits with which what is displayed comes out as displayed."""

import numpy as np
import pytest

from scenes.stage.arithmetic import form_of_factors, form_of_products, form_of_sums, forms_of_steps


@pytest.mark.parametrize("line, form", [((0.5, 0.25, 0.125), ".3f"), ((2, 0.4354, 0.8708), ".4f"),
                                        ((0.61401, 0.24760, 1.09803, 0.16693), ".3f"), ((1.00049, 1.00049, 1.00098), ".4f")])
def test_it_takes_the_fewest_digits_with_which_the_product_is_true(line, form):
    assert form_of_products(line) == form
    *factors, product = (float(format(number, form)) for number in line)
    result = 1.0
    for factor in factors:
        result *= factor
    assert format(result, form) == format(product, form)


def test_all_lines_share_their_digits_and_there_are_never_less_than_asked_for():
    assert form_of_products((0.5, 0.5, 0.25), (1.00049, 1.00049, 1.00098)) == ".4f"
    assert form_of_products((0.5, 0.5, 0.25), least=4) == ".4f"


def test_factors_may_have_a_digit_more_than_their_product():
    assert form_of_products((2, -0.435364, -0.870728), finer=1) == ".3f" and form_of_factors(".3f") == ".4f"


def test_where_no_digits_do_the_least_are_taken():
    assert form_of_products((0.5, 0.5, 0.3)) == ".3f"


@pytest.mark.parametrize("line, form", [((0.5, -0.25, 0.25), "+.3f"), ((0.1234, 0.1234, 0.2468), "+.4f"),
                                        ((0.33333, 0.33333, 0.66666), "+.5f"),
                                        ((0.2156, 0.2148, 0.4304), "+.2f")])
def test_a_sum_is_shown_with_digits_with_which_it_is_true(line, form):
    assert form_of_sums(line) == form
    *terms, total = (float(format(number, form)) for number in line)
    assert format(sum(terms), form) == format(total, form)


@pytest.mark.parametrize("factors", [(0.81313952, 0.24127079, 3.24681605, 0.24602081, 2.65031718, 0.24813197, 0.28675122),
                                     (0.60007, 0.21002, 3.24681605, 0.20694, 2.65031718, 0.24, 0.3), (-1.2, 0.11, -3.9, 0.2, 0.7)])
def test_every_step_of_a_walk_is_true_as_displayed(factors):
    """What comes out of one step, as it is displayed, goes into the next."""
    results = np.cumprod(factors)
    forms = forms_of_steps(factors, results, ".4f")
    shown = [float(format(result, form)) for result, (_, form) in zip(results, forms)]
    for before, factor, after, (of_factor, of_result) in zip(shown, factors[1:], shown[1:], forms[1:]):
        assert format(before * float(format(factor, of_factor)), of_result) == format(after, of_result)
        assert abs(after) * 10 ** int(of_result[1:-1]) >= 10                # two digits or more
    assert forms[0] == (".4f", ".4f")
