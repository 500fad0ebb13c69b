"""Starts the program as ``python -m quality_desktop``, and packed also as the process that reads files."""

import sys

from quality_desktop.sheets.book_message import ARGUMENT

if __name__ == "__main__":
    if sys.argv[1:] == [ARGUMENT]:  # a packed program has no other interpreter to start for it
        from quality_desktop.sheets.child import serve

        serve()
    else:
        from quality_desktop.cli import main

        sys.exit(main())
