"""Found by a Python that has this folder on its path: from then on it connects to nothing but this machine itself."""

import sys


def _refuse(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"there is no network here to reach {arguments[1]}")


sys.addaudithook(_refuse)
