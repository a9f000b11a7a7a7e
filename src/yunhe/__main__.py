"""`python -m yunhe`: the same as the command `yunhe`."""

import sys

from yunhe.cli import main

if __name__ == "__main__":
    sys.exit(main())
