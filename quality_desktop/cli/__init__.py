"""The command line: one thin function per command; everything is done by services."""

from quality_desktop.cli.program import main

__all__ = ["main"]
