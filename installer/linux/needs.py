"""What a bundle needs of the system: shared libraries by name, Debian's packages of them, and glibc.

needs.py deb FOLDER    the value of Depends
needs.py rpm FOLDER    the value of Requires
needs.py glibc FOLDER  the newest version of glibc that anything in it asks for
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SYSTEM = (Path("/lib/x86_64-linux-gnu"), Path("/usr/lib/x86_64-linux-gnu"), Path("/lib64"))


def objects(folder: Path) -> Iterator[Path]:
    """Programs and libraries in a folder; links are followed by whoever loads them."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as start:
                if start.read(4) == b"\x7fELF":
                    yield file


def described(folder: Path) -> str:
    """What binutils tell of all objects."""
    files = [str(file) for file in objects(folder)]
    return subprocess.run(
        ["objdump", "-p", *files], capture_output=True, text=True, check=True
    ).stdout


def missing(folder: Path) -> list[str]:
    """Names of libraries that are needed and not in the folder."""
    inside = {file.name for file in folder.rglob("*")}
    return sorted(set(re.findall(r"^\s+NEEDED\s+(\S+)", described(folder), re.MULTILINE)) - inside)


def newest_glibc(folder: Path) -> tuple[int, ...]:
    """The newest version of glibc that a symbol asks for."""
    found = re.findall(r"GLIBC_(\d+(?:\.\d+)+)", described(folder))
    return max(tuple(int(part) for part in version.split(".")) for version in found)


def owner(library: str) -> str:
    """Debian's package of a library.

    Raises:
        SystemExit: This system does not have it.
    """
    for folder in SYSTEM:
        for place in {folder / library, (folder / library).resolve()}:
            told = subprocess.run(
                ["dpkg", "-S", place], capture_output=True, text=True, check=False
            )
            if told.returncode == 0:
                return told.stdout.split(":")[0]
    sys.exit(f"The bundle needs {library}, and no package of this system has it.")


def main(form: str, folder: Path) -> None:
    """Print the answer."""
    glibc = ".".join(str(part) for part in newest_glibc(folder))
    libraries = missing(folder)
    if form == "glibc":
        print(glibc)
    elif form == "deb":
        packages = {owner(library) for library in libraries} - {"libc6"}
        # Debian 13 renamed these; the new ones say that they provide the old.
        print(", ".join([f"libc6 (>= {glibc})", *sorted(packages)]))
    else:
        needed = [
            f"{library}()(64bit)"
            for library in libraries
            if not re.match(r"ld-linux|lib(c|m|dl|pthread|rt|util)\.so", library)
        ]
        print(", ".join([f"libc.so.6(GLIBC_{glibc})(64bit)", *needed]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
