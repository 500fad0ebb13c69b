"""``python -m quality_desktop``, and the start of the processes that a packed program starts of itself."""

import sys

from quality_desktop.children import wanted

if __name__ == "__main__":
    child = wanted(sys.argv[1:])
    if child is not None:  # a packed program has no other interpreter to start for it
        from importlib import import_module

        import_module(child.module).serve()
    else:
        from quality_desktop.cli import main

        sys.exit(main())
