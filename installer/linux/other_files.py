"""The other files of a release for Linux: the .rpm in an empty root, the archive in a Russian folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from installer.journey_checks import must
from installer.linux.program import PROGRAM, WORK
from quality_desktop import __version__


def try_rpm(package: Path) -> str:
    """Install into an empty root, start from there, remove; nothing must be left.

    Only files and scripts of the package are tried: an empty root has no library for its requirements.
    """
    root = WORK / "rpm root"
    shutil.rmtree(root, ignore_errors=True)
    rpm = ("rpm", "--root", str(root), "--nodeps")
    packed = {line for line in _said("rpm", "-qlp", str(package)).splitlines() if line}
    asked = _said("rpm", "-qp", "--requires", str(package))
    must("libxcb-cursor.so.0()(64bit)" in asked, "the requirements do not name libraries")
    _said(*rpm, "--noscripts", "--install", str(package))
    missing = [place for place in packed if not os.path.lexists(f"{root}{place}")]
    must(not missing, f"not installed: {missing}")
    _must_answer(root / "opt" / PROGRAM / PROGRAM)
    _said(*rpm, "--noscripts", "--erase", PROGRAM)
    left = [str(path) for path in root.rglob(f"*{PROGRAM}*")]
    must(not left, f"left behind: {left}")
    return f"{package.stat().st_size / 1e6:.1f} MB, {len(packed)} files and folders"


def try_portable(archive: Path) -> str:
    """Unpack beside other programs and start; settings stay in the folder."""
    place = WORK / "Мои программы"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    _said("tar", "--extract", "--file", str(archive), "--directory", str(place))
    (folder,) = place.iterdir()
    must((folder / "portable").is_file(), "no marker of a portable program")
    _must_answer(folder / PROGRAM)
    return f"{archive.stat().st_size / 1e6:.1f} MB in «{folder.name}»"


def _must_answer(program: Path) -> None:
    said = _said(str(program), "--version").strip()
    must(said == __version__, f"{program} says {said}")


def _said(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    must(done.returncode == 0, f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout
