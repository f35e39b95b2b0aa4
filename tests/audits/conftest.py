"""Manim as the audits need it, quiet and with a media folder of its own; and recordings that they share."""

import os

import pytest
from manim import tempconfig


@pytest.fixture(autouse=True, scope="session")
def quiet_manim(tmp_path_factory):
    with tempconfig({"media_dir": str(tmp_path_factory.mktemp("media")), "progress_bar": "none", "verbosity": "ERROR"}):
        yield


@pytest.fixture(scope="session")
def recordings(tmp_path_factory):
    """A folder for recordings, one for all workers of pytest-xdist."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "recordings"
