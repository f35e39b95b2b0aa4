"""Every audit plays films."""

import pytest


@pytest.fixture(autouse=True)
def quiet(quiet_manim):
    """Manim as the audits need it."""
