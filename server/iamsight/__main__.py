"""`python -m iamsight` is the command `iamsight`."""

import sys

from iamsight.cli import main

if __name__ == "__main__":
    sys.exit(main())
