"""Which tests pytest-xdist keeps together on one worker."""

import re

from xdist.scheduler import LoadScopeScheduling


class ByFile(LoadScopeScheduling):
    """A file stays together, for its fixtures last as long as it does; and with a film's own tests goes its audit.

    Those of tests/trust come one by one: they are the last, and keep the workers equally busy to the end.
    """

    def __init__(self, config, log):
        super().__init__(config, log)
        config.option.loadscopereorder = False      # the films, which take longest, are first

    def _split_scope(self, nodeid):
        file = nodeid.split("::")[0]
        film = re.search(r"audits/test_films.py::test_film\[(\w+)", nodeid)
        if film:
            return f"tests/scenes/test_{film[1]}.py"
        return nodeid if file.startswith("tests/trust/") else file
