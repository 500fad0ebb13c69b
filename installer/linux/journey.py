"""The way of a package on a Linux PC, from installation to removal; every step is timed and must hold.

``journey.sh`` starts it. Pictures of the screen are left in ``build/linux/pictures`` for a person to look at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.journey_checks import CHECKOUT, PAPER, JourneyError, must
from installer.linux.debian import (
    SUITE,
    NoCleanDebianError,
    System,
    clean_debian,
    download,
    screen,
    unpacked,
)
from installer.linux.other_files import try_portable, try_rpm
from installer.linux.program import PATIENCE_S, PICTURES, PROGRAM, TITLE, WORK, Program, digest
from quality_desktop import __version__

MOST_BYTES: Final = 280_000_000
"""What the program may take of a disk."""
LICENCE_BYTES: Final = 100_000
"""Less than the texts of the licences of the whole bundle can be."""
_DESKTOP: Final = ("shared-mime-info", "desktop-file-utils", "libglib2.0-bin", "hicolor-icon-theme")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The steps of a package and of the program in it.

    Attributes:
        file: The .deb.
        program: What it installs.
    """

    file: Path
    program: Program

    @property
    def system(self) -> System:
        """Where it is tried."""
        return self.program.system

    def install(self) -> str:
        """Install with apt, which brings what the package says that it needs and nothing else."""
        place = f"/tmp/{self.file.name}"
        shutil.copy(self.file, self.system.path(place))
        words = ("apt-get", "-qq", "-y", "--no-install-recommends", "install", place)
        self.system.run(*words, "--simulate", as_root=True)
        download(self.system, [place])
        done = self.system.run(*words, as_root=True, patience_s=600)
        pythons = list(self.system.path("/usr/bin").glob("python3*"))
        must(not pythons, f"this Debian has a Python of its own: {pythons}")
        return f"{done.seconds:.0f} s, {self._shape()}"

    def unpack(self) -> str:
        """What the package holds."""
        return self._shape()

    def papers_of_packages(self) -> str:
        """Man page, change log, licences of everything bundled."""
        share = self.system.path(self.program.folder).parents[1] / "usr" / "share"
        manual = gzip.decompress((share / "man/man1/quality-desktop.1.gz").read_bytes()).decode()
        must(manual.startswith(".TH QUALITY-DESKTOP 1") and __version__ in manual, "no man page")
        copyright_file = (share / "doc" / PROGRAM / "copyright").read_text(encoding="utf-8")
        listed = self.system.path(f"{self.program.folder}/_internal/resources/bundled.cdx.json")
        parts = json.loads(listed.read_text(encoding="utf-8"))["components"]
        missing = [part["name"] for part in parts if part["name"] not in copyright_file]
        must(not missing, f"not in the copyright file: {missing}")
        licences = self.system.path(f"{self.program.folder}/licences")
        texts = sum(path.stat().st_size for path in licences.rglob("*") if path.is_file())
        must(texts > LICENCE_BYTES, "no texts of licences")
        return f"{len(parts)} parts listed"

    def desktop(self) -> str:
        """A desktop knows the files by their content, and opens them with the program."""
        download(self.system, _DESKTOP)
        install = ("apt-get", "-qq", "-y", "--no-install-recommends", "install", *_DESKTOP)
        self.system.run(*install, as_root=True)
        entry = "/usr/share/applications/quality-desktop.desktop"
        faults = self.system.run("desktop-file-validate", entry).text
        must(not faults, faults)
        nameless = f"{self.program.work}/файл без окончания"
        self.system.path(nameless).write_bytes(self.system.path(self.program.district).read_bytes())
        self.system.own()
        for place in (self.program.district, nameless):
            self._must_be_of_type(place, "application/x-quality-desktop")
        for kind in ("", "-package"):
            told = self.system.run("gio", "mime", f"application/x-quality-desktop{kind}").text
            must("quality-desktop.desktop" in told, told)
            icon = (
                f"/usr/share/icons/hicolor/48x48/mimetypes/application-x-quality-desktop{kind}.png"
            )
            must(self.system.path(icon).is_file(), f"no {icon}")
        # As a double click does; what is told to open may end at once, so the window is closed by its keys.
        opener = self.system.start(
            "gio", "open", self.program.district, screen=self.program.screen.name
        )
        seconds = self.program.screen.wait_for_window(TITLE, opener)
        self.program.screen.picture(PICTURES / "double-click.png")
        self.program.close_all()
        # That of Debian 11 waits for the bus of a desktop, which is not there.
        opener.kill()
        opener.communicate(timeout=PATIENCE_S)
        self.program.log_must_be_clean()
        return f"{seconds:.1f} s"

    def install_again(self) -> str:
        """Install over it, as an update does."""
        before = digest(self.system.path(self.program.district))
        words = ("apt-get", "-qq", "-y", "install", "--reinstall", f"/tmp/{self.file.name}")
        done = self.system.run(*words, as_root=True)
        must(self.program.run("--version").text.strip() == __version__, "another version answers")
        must(
            before == digest(self.system.path(self.program.district)), "the user's file has changed"
        )
        return f"{done.seconds:.0f} s"

    def remove(self) -> str:
        """Purge: nothing of the program is left; files and settings of the user stay."""
        packed = self.system.run("dpkg", "-L", PROGRAM).text.splitlines()
        own = [place for place in packed if PROGRAM in place]
        done = self.system.run("apt-get", "-qq", "-y", "purge", PROGRAM, as_root=True)
        left = [place for place in own if os.path.lexists(self.system.path(place))]
        left += [str(path) for path in self._files_that_name_the_program()]
        must(not left, f"left behind: {left}")
        for place in (self.program.district, f"{self.program.work}/бумаги/{PAPER}.pdf"):
            must(self.system.path(place).is_file(), f"{place} is gone")
        must(self.program.log.is_file(), "the settings of the user are gone")
        return f"{done.seconds:.1f} s, {len(own)} files and folders gone"

    def _files_that_name_the_program(self) -> Iterator[Path]:
        """Files outside the homes and the diary of apt whose name or text is of the program."""
        share = self.system.path("/usr/share")
        for place in ("usr", "opt", "etc", "var/lib"):
            for path in self.system.path(place).rglob("*quality-desktop*"):
                yield path
        for path in (share / "applications/mimeinfo.cache", *(share / "mime").glob("*")):
            if path.is_file() and b"quality-desktop" in path.read_bytes():
                yield path

    def _must_be_of_type(self, place: str, kind: str) -> None:
        told = self.system.run("gio", "info", "-a", "standard::content-type", place).text
        must(told.strip().endswith(f"content-type: {kind}"), told)

    def _shape(self) -> str:
        sizes = [
            path.stat().st_size
            for path in self.system.path(self.program.folder).rglob("*")
            if path.is_file() and not path.is_symlink()
        ]
        must(sum(sizes) <= MOST_BYTES, f"{sum(sizes)} bytes are more than {MOST_BYTES}")
        return f"{len(sizes)} files, {sum(sizes) / 1e6:.0f} MB in {self.program.folder}"

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """The steps in their order, each with words for the report."""
        inside: list[tuple[str, Callable[[], str]]] = [
            ("Man page, licences", self.papers_of_packages),
            ("A sample's file", self.program.commands),
            ("The order as DOCX and PDF", self.program.papers),
            ("Forms sent and read", self.program.forms),
            ("Processes of the program itself", self.program.children),
            ("A sealed package for a colleague", self.program.exchange),
            ("Window without a screen", self.program.offscreen),
            ("Window on a screen", self.program.window),
        ]
        if not self.system.is_clean:
            return [
                ("The package unpacked", self.unpack),
                *inside,
                ("Portable", self.program.portable),
            ]
        return [
            ("Installation by apt", self.install),
            *inside,
            ("Portable, in a Russian folder", self.program.portable),
            ("A desktop knows the files; double click", self.desktop),
            ("Installed over itself", self.install_again),
            ("Removal", self.remove),
        ]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _others(folder: Path) -> list[tuple[str, Callable[[], str]]]:
    """Steps for what lies beside the .deb after a whole build."""
    found: list[tuple[str, Callable[[], str]]] = []
    rpm = folder / f"{PROGRAM}-{__version__}-1.x86_64.rpm"
    archive = folder / f"{PROGRAM}-{__version__}-linux-x86_64.tar.xz"
    if rpm.is_file():
        found.append(("The .rpm in an empty root", lambda: try_rpm(rpm)))
    if archive.is_file():
        found.append(("The portable archive", lambda: try_portable(archive)))
    return found


def walk(system: System, package: Path) -> None:
    """Walk all steps; the first that fails ends the journey.

    Raises:
        NoCleanDebianError: The mirror gave up on the way.
    """
    begun = time.monotonic()
    folder = f"/opt/{PROGRAM}" if system.is_clean else str(WORK / "unpacked/opt" / PROGRAM)
    command = f"/usr/bin/{PROGRAM}" if system.is_clean else f"{folder}/{PROGRAM}"
    with screen() as shown:
        program = Program(system=system, screen=shown, command=command, folder=folder)
        own = Package(file=package, program=program).steps()
        for words, step in [*own, *_others(package.parent)]:
            try:
                _say(f"ok      {words}: {step()}")
            except JourneyError as error:
                sys.exit(f"FAILED  {words}: {error}")
    _say(f"The whole journey: {time.monotonic() - begun:.0f} s. Pictures: build/linux/pictures")


def main() -> None:
    """Try one package."""
    parser = argparse.ArgumentParser(prog="installer/linux/journey.sh")
    parser.add_argument("--package", type=Path, help="by default the one in dist/linux")
    parser.add_argument("--cache", type=Path, required=True, help="keeps the base of the Debian")
    parser.add_argument("--suite", default=SUITE, help="which Debian, by its code name")
    parser.add_argument(
        "--or-unpacked",
        action="store_true",
        help="where no clean Debian can be made, say so and try the package unpacked",
    )
    parsed = parser.parse_args()
    package = parsed.package or CHECKOUT / f"dist/linux/{PROGRAM}_{__version__}_amd64.deb"
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    _say(f"{package.name}: {package.stat().st_size / 1e6:.1f} MB")
    try:
        clean = clean_debian(cache=parsed.cache, folder=WORK / "debian", suite=parsed.suite)
        walk(clean, package)
    except NoCleanDebianError as error:
        if not parsed.or_unpacked:
            sys.exit(f"No clean Debian can be made here: {error}")
        _say(f"No clean Debian can be made here: {error}")
        _say("So the package is unpacked and tried with the libraries of this system;")
        _say("installation, dependencies, types of files and removal are NOT tried.")
        walk(unpacked(package, WORK / "unpacked"), package)


if __name__ == "__main__":
    main()
