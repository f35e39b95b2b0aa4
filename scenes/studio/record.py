"""Make one recording, in a process of its own: `python -m scenes.studio.record NAME`.

Tells on stdout, a line of JSON at a time, what it does and how much of that is done. What goes wrong goes to stderr.
"""

import json
import os
import sys
import time
from contextlib import redirect_stdout

from scenes import recipes, runs


def main(name):
    channel, began = sys.stdout, time.monotonic()

    def tell(doing, share):
        try:
            print(json.dumps({"doing": doing, "share": share, "took": time.monotonic() - began}), file=channel, flush=True)
        except BrokenPipeError:     # nobody listens: the studio has died
            os._exit(1)

    recipes.listener = tell
    with redirect_stdout(sys.stderr):
        try:
            runs.load(name)
        except (OSError, ValueError, ArithmeticError) as error:
            sys.exit(str(error))
    tell("recorded", 1)


if __name__ == "__main__":
    main(sys.argv[1])
