"""python -m nncore"""

import sys

from nncore.cli import main

if __name__ == "__main__":
    sys.exit(main())
