"""The way of the program on a Windows PC, from installation to removal; every step is timed and must hold.

``journey.sh`` starts it with the Wine that it needs. Pictures of the screen are left in
``build/windows/pictures`` for a person to look at.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from installer.journey_checks import CHECKOUT, JourneyError
from installer.windows import modules
from installer.windows.commands import Commands
from installer.windows.installation import Installation
from installer.windows.program import PICTURES, Program
from installer.windows.window import Window
from installer.windows.wine import Wine, fresh_windows
from quality_desktop import __version__


def steps(wine: Wine, setup: Path) -> list[tuple[str, Callable[[], str]]]:
    """The steps in their order, each with words for the report.

    Args:
        wine: Where.
        setup: The installer.
    """
    installation = Installation(wine=wine, setup=setup)
    program = Program(wine=wine)
    commands, window = Commands(program=program), Window(program=program)
    return [
        ("Silent installation", installation.install),
        ("A folder of others is refused", installation.refuse_others_folder),
        ("Every module and library", lambda: modules.try_all(wine)),
        ("The window opens", window.first),
        ("A sample's file", commands.sample),
        ("The order as DOCX and PDF", commands.papers),
        ("Forms sent and read", commands.forms),
        ("A sealed package sent and received", commands.package),
        ("Double click on the file", window.double_click),
        ("Every tab", window.tabs),
        ("No update of a running program", installation.refuse_while_running),
        ("The last file comes back", window.second_start),
        ("A mistake is told", window.mistake),
        ("Update over itself", installation.update),
        ("Update by hand", installation.update_by_hand),
        ("No older version over a newer one", installation.refuse_older),
        ("Removal", installation.remove),
        ("Portable, in a Russian folder", installation.portable),
    ]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Walk all steps; the first that fails ends the journey."""
    parser = argparse.ArgumentParser(prog="installer/windows/journey.sh")
    parser.add_argument("--root", type=Path, required=True, help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    setup = CHECKOUT / "dist" / "windows" / f"Quality-Desktop-{__version__}-Setup.exe"
    if not setup.is_file():
        sys.exit(
            f"There is no {setup.relative_to(CHECKOUT)}: make it with installer/run.sh package windows"
        )
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    _say(f"{setup.name}: {setup.stat().st_size / 1e6:.1f} MB")
    begun = time.monotonic()
    with fresh_windows(parsed.root) as wine:
        _say(f"ok      A clean Windows ({time.monotonic() - begun:.1f} s)")
        for words, step in steps(wine, setup):
            try:
                _say(f"ok      {words}: {step()}")
            except JourneyError as error:
                wine.picture(PICTURES / "failure.png")
                sys.exit(f"FAILED  {words}: {error}")
    _say(
        f"The whole journey: {time.monotonic() - begun:.0f} s. Pictures: {PICTURES.relative_to(CHECKOUT)}"
    )


if __name__ == "__main__":
    main()
