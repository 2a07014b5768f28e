"""``python -m lib.pipeline``: the command line."""

import sys

from lib.pipeline.cli import main

if __name__ == "__main__":
    sys.exit(main())
