"""`python -m lotsen`: the command line."""

import sys

from lotsen.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
