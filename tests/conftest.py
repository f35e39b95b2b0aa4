"""What every test shares."""

import gc
import os
import resource
import signal
from contextlib import contextmanager

import pytest

from tests.scheduling import ByFile, films_first


def pytest_addoption(parser):
    parser.addoption("--torture", action="store_true", help="the long form of tests/trust: every count as large as it is meant")


def pytest_configure(config):
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started with &: processes that tests interrupt would not hear
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def nothing_asked_for():
    """What somebody asks the films for in the environment is not for the tests."""
    for name in ("DATA", "MNIST_DIR", "RECORDINGS", "RUN", "SECTION", "CAPTIONS"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session")
def effort(request):
    """effort(short, long): how often something is tried, in the short form (`make test`) and the long (`make torture`)."""
    torture = request.config.getoption("--torture")
    return lambda short, long: long if torture else short


@pytest.fixture
def small_files():
    """`with small_files(size):` writing beyond `size` bytes of a file fails, as on a full disk."""
    @contextmanager
    def small_files(size):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return small_files


@pytest.fixture(scope="session")
def recordings(tmp_path_factory):
    """A folder for short recordings, one for all workers of pytest-xdist: scenes.studio.audits.recordings makes them there."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "recordings"


@pytest.fixture
def quiet_manim(tmp_path):
    """Manim without a word, and what it caches where nobody looks."""
    from scenes.studio.settings import settings

    with settings({"media_dir": str(tmp_path / "media"), "progress_bar": "none", "verbosity": "ERROR"}):
        yield


@pytest.fixture(autouse=True, scope="session")
def one_place_for_typeset_text(request):
    """Text is typeset once for a worker and found again by all its tests. Two workers in one place would race."""
    if not any(item.path.parent.name in ("scenes", "audits", "studio") for item in request.session.items):
        return  # nncore's own tests do not need Manim
    from manim import config

    config.tex_dir = str(request.getfixturevalue("tmp_path_factory").mktemp("typeset"))


def pytest_collection_finish():
    """What is there now stays: it need not be looked through for garbage again and again, nor be copied where a test forks."""
    gc.freeze()


def pytest_collection_modifyitems(items):
    items.sort(key=films_first)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)
