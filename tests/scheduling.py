"""In which order the tests come, and which of them pytest-xdist keeps together on one worker."""

import re

try:
    from xdist.scheduler import LoadScopeScheduling
except ImportError:     # nncore's own tests need no more than pytest
    LoadScopeScheduling = object


def own_tests(nodeid):
    """The file of a film's own tests, for the audit of the film; else the file that the test is in."""
    film = re.search(r"audits/test_films.py::test_film\[(\w+)", nodeid)
    return f"tests/scenes/test_{film[1]}.py" if film else nodeid.split("::")[0]


def films_first(item):
    """To sort by: every film's audit and its own tests in a row, and before all others, for they take longest."""
    file = own_tests(item.nodeid)
    return file if file.startswith("tests/scenes/") else "tests/~"


class ByFile(LoadScopeScheduling):
    """A file stays together, for its fixtures last as long as it does; and with a film's own tests goes its audit.

    Those of tests/trust come one by one: they are the last, and keep the workers equally busy to the end.
    """

    def __init__(self, config, log):
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid):
        return nodeid if nodeid.startswith("tests/trust/") else own_tests(nodeid)
