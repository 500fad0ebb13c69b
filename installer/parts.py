"""What the program is made of: the libraries that it needs at run time, and the list of everything bundled.

    parts.py lock                      the part of requirements.lock that is shipped
    parts.py list --environment VENV [--record FOLDER] [--built FOLDER] --out bundled.cdx.json
    parts.py texts --environment VENV [--built FOLDER] --list bundled.cdx.json --out FOLDER

A Python of our own building tells its sources in a folder: NAME/version and NAME/copyright for each.

The list (SBOM) is made by cyclonedx-py from an environment that holds the shipped libraries only. This file
leaves out what the bundle did not take, and adds what no Python package tells: Python, Qt, letters, icons,
libraries of the system, and the libraries inside other libraries that carry lists of their own.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[1]
PROGRAM = "quality-desktop"
COMMON_LICENCES = Path("/usr/share/common-licenses")
"""Debian keeps the texts here that many packages share; Qt comes without any."""
WHOLE_TEXTS = ("Apache-2.0", "GPL-2", "GPL-3", "LGPL-2.1", "LGPL-3", "MPL-1.1", "MPL-2.0")

Bom = dict[str, Any]


def shipped(roots: Iterable[str] = (PROGRAM,)) -> list[str]:
    """Names of the libraries that the installed distributions need, sorted; without the roots.

    Raises:
        importlib.metadata.PackageNotFoundError: One of them is not installed here.
    """
    todo = [(name, "") for name in roots]
    seen: set[tuple[str, str]] = set()
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for line in metadata.requires(name) or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                todo += [(str(canonicalize_name(need.name)), each) for each in ("", *need.extras)]
    return sorted({name for name, _extra in seen} - set(roots))


def locked(lock: str, names: Iterable[str]) -> str:
    """The blocks of a lock that hold the named libraries, with their hashes."""
    wanted = set(names)
    blocks = re.split(r"\n(?=[A-Za-z0-9])", lock.strip())
    return "".join(
        f"{block}\n"
        for block in blocks
        if canonicalize_name(re.split(r"[\[=; ]", block, maxsplit=1)[0]) in wanted
    )


def listed(environment: Path, record: Path | None, built: Path | None = None) -> Bom:
    """The list of everything bundled.

    Args:
        environment: A virtual environment with the shipped libraries only.
        record: Folder where PyInstaller recorded what it took; everything is listed without it.
        built: Folder that tells what Python was built from; None for the system's own.
    """
    bom = _of_the_environment(environment)
    nested = _carried_lists(environment)
    taken = None if record is None else frozenset(_sources(record))
    components = [
        component | ({"components": inside} if (inside := nested.get(_key(component))) else {})
        for component in bom["components"]
        if taken is None or _is_taken(component["name"], environment, taken)
    ]
    components += _of_no_package(bom)
    system = [] if taken is None else _of_the_system(taken)
    if built is not None:
        if system:
            names = ", ".join(one["name"] for one in system)
            sys.exit(f"This system's own got into a bundle that is to have none of it: {names}")
        components += [_of_source(folder) for folder in sorted(built.iterdir())]
    components += system
    return bom | {"components": sorted(components, key=lambda one: one["name"].lower())}


def copy_texts(environment: Path, bom: Bom, out: Path, built: Path | None = None) -> None:
    """Copy the texts of the licences of everything listed, a folder each."""
    for component in bom["components"]:
        folder = out / component["name"]
        if component["bom-ref"].startswith("deb:"):
            texts = [Path("/usr/share/doc") / component["name"] / "copyright"]
        elif built is not None and component["bom-ref"].startswith("source:"):
            texts = [built / component["name"] / "copyright"]
        else:
            texts = list(_texts_of(component["name"], environment))
        for text in texts:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, folder / text.name)
    for name in WHOLE_TEXTS:
        shutil.copyfile(COMMON_LICENCES / name, out / f"{name}.txt")


def _of_the_environment(environment: Path) -> Bom:
    done = subprocess.run(
        [
            Path(sys.executable).with_name("cyclonedx-py"), "environment", environment,
            "--pyproject", CHECKOUT / "pyproject.toml", "--mc-type", "application", "--output-reproducible",
        ],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    bom: Bom = json.loads(done.stdout)
    init = (CHECKOUT / "quality_desktop" / "__init__.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'__version__ = "(.+)"', init)
    bom["metadata"]["component"]["version"] = version
    return bom


def _key(component: Bom) -> str:
    return str(canonicalize_name(component["name"]))


def _libraries_of(environment: Path) -> Path:
    (folder,) = [
        *environment.glob("lib/python3*/site-packages"),
        *environment.glob("Lib/site-packages"),
    ]
    return folder


@cache
def _distributions(environment: Path) -> dict[str, metadata.Distribution]:
    found = metadata.distributions(path=[str(_libraries_of(environment))])
    return {str(canonicalize_name(one.metadata["Name"])): one for one in found}


def _carried_lists(environment: Path) -> dict[str, list[Bom]]:
    """Libraries inside a library, as the list in its own wheel tells them; by the library's name."""
    inside: dict[str, dict[str, Bom]] = {}
    for path in sorted(_libraries_of(environment).glob("*.dist-info/sboms/*.json")):
        owner = str(canonicalize_name(path.parts[-3].split("-")[0]))
        for component in json.loads(path.read_text(encoding="utf-8")).get("components", []):
            if _key(component) != owner:
                reference = f"{owner}/{component['name']}@{component.get('version', '')}"
                inside.setdefault(owner, {})[reference] = _plain(component) | {"bom-ref": reference}
    return {owner: list(components.values()) for owner, components in inside.items()}


def _plain(component: Bom) -> Bom:
    kept = ("type", "name", "version", "purl", "licenses")
    return {key: component[key] for key in kept if key in component}


def _sources(record: Path) -> Iterator[Path]:
    """Files that PyInstaller took modules, libraries and data from."""
    for name in ("COLLECT-00.toc", "PYZ-00.toc"):
        for part in ast.literal_eval((record / name).read_text(encoding="utf-8")):
            for entry in part if isinstance(part, list) else ():
                yield Path(entry[1])


def _is_taken(name: str, environment: Path, taken: frozenset[Path]) -> bool:
    """True when a file of a distribution, other than its description, was taken."""
    files = _distributions(environment)[str(canonicalize_name(name))].files or ()
    return any(
        ".dist-info" not in file.parts[0] and Path(str(file.locate())) in taken for file in files
    )


def _of_no_package(bom: Bom) -> list[Bom]:
    (qt,) = {one["version"] for one in bom["components"] if _key(one) == "pyside6-essentials"}
    text = (CHECKOUT / "resources" / "THIRD_PARTY.md").read_text(encoding="utf-8")
    (icons,) = re.findall(r"Tabler Icons ([0-9.]+)", text)
    return [
        _component("library", "Qt", qt, "LGPL-3.0-only"),
        _component("file", "Tinos", None, "OFL-1.1"),
        _component("file", "Tabler Icons", icons, "MIT"),
    ]


def _component(kind: str, name: str, version: str | None, licence: str) -> Bom:
    told: Bom = {
        "type": kind,
        "name": name,
        "bom-ref": name,
        "licenses": [{"license": {"id": licence}}],
    }
    return told | ({"version": version} if version else {})


def _of_the_system(files: Iterable[Path]) -> list[Bom]:
    """Debian packages that libraries and Python itself were taken from."""
    packages = {
        _package(file) for file in files if file.is_absolute() and "site-packages" not in file.parts
    }
    return [_of_debian(package) for package in sorted(filter(None, packages))]


def _of_debian(package: str) -> Bom:
    told = subprocess.run(
        ["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True, check=True
    )
    name = package.split(":")[0]
    return {
        "type": "library",
        "name": name,
        "version": told.stdout,
        "bom-ref": f"deb:{name}",
        "purl": f"pkg:deb/debian/{name}@{told.stdout}",
        "licenses": [{"license": {"name": f"licences/{name}/copyright"}}],
    }


def _of_source(folder: Path) -> Bom:
    version = (folder / "version").read_text(encoding="utf-8").strip()
    return {
        "type": "library",
        "name": folder.name,
        "version": version,
        "bom-ref": f"source:{folder.name}",
        "purl": f"pkg:deb/debian/{folder.name}@{version}?arch=source",
        "licenses": [{"license": {"name": f"licences/{folder.name}/copyright"}}],
    }


@cache
def _owners() -> dict[str, str]:
    """File -> the Debian package that brought it; /usr may be merged, so without it in front."""
    owners = {}
    for listing in Path("/var/lib/dpkg/info").glob("*.list"):
        for line in listing.read_text(encoding="utf-8").splitlines():
            owners[line.removeprefix("/usr")] = listing.stem
    return owners


def _package(file: Path) -> str | None:
    """The package that owns a file or what a link leads to."""
    names = (str(each).removeprefix("/usr") for each in (file, file.resolve()))
    return next((owner for name in names if (owner := _owners().get(name))), None)


def _texts_of(name: str, environment: Path) -> Iterator[Path]:
    found = _distributions(environment).get(str(canonicalize_name(name)))
    for file in (found.files or ()) if found is not None else ():
        if re.match(
            r"(licen[sc]e|copying|notice|authors)", file.name, re.IGNORECASE
        ) and file.suffix not in (".py", ".pyc"):
            yield Path(str(file.locate()))


def main() -> None:
    """One chore a call."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("chore", choices=("lock", "list", "texts"))
    parser.add_argument("--of", help="with lock: a development tool and what it needs instead")
    parser.add_argument("--environment", type=Path)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--built", type=Path)
    parser.add_argument("--list", type=Path)
    parser.add_argument("--out", type=Path)
    parsed = parser.parse_args()
    if parsed.chore == "lock":
        names = [parsed.of, *shipped([parsed.of])] if parsed.of else shipped()
        sys.stdout.write(
            locked((CHECKOUT / "requirements.lock").read_text(encoding="utf-8"), names)
        )
    elif parsed.chore == "list":
        bom = listed(parsed.environment, parsed.record, parsed.built)
        parsed.out.write_text(
            json.dumps(bom, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    else:
        bom = json.loads(parsed.list.read_text(encoding="utf-8"))
        copy_texts(parsed.environment, bom, parsed.out, parsed.built)


if __name__ == "__main__":
    main()
