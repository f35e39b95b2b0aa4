"""How hard Hypothesis tries: few examples, always the same ones, in `make test`; many new ones in `make torture`."""

import gc

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("short", max_examples=100, derandomize=True, deadline=None, database=None,
                          suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("torture", settings.get_profile("short"), max_examples=2000, derandomize=False,
                          print_blob=True)


def pytest_configure(config):
    settings.load_profile("torture" if config.getoption("--torture") else "short")


@pytest.fixture(autouse=True, scope="module")
def what_other_tests_left():
    """It is no garbage of these, which collect theirs time and again: in a worker that has played films, that takes most of their time."""
    gc.freeze()
    yield
    gc.unfreeze()
