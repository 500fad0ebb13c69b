"""Lets the program be started as ``python -m quality_desktop``."""

import sys

from quality_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
