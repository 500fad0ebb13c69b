"""What the program is made of: every work bundled with it, its version and its licence."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

_PROGRAM: Final = "quality-desktop"
_QT: Final = "PySide6_Essentials"
"""Its wheel carries Qt of the same version."""
_APPROVED: Final = "License :: OSI Approved :: "
_UNKNOWN: Final = "—"
_LONGEST_LICENCE: Final = 80
"""Some libraries put the whole text of their licence where its name belongs."""
_NEED: Final = re.compile(
    r"(?P<name>[\w.-]+)\s*(?:\[(?P<extras>[^\]]*)\])?[^;]*(?:;(?P<marker>.*))?", re.DOTALL
)
_EXTRA: Final = re.compile(r"""extra\s*==\s*["']([\w.-]+)["']""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One work.

    Attributes:
        name: As its authors call it.
        version: Its version; empty when it has none.
        licence: The name of its licence, or where its text is.
        inside: Works that it carries in itself.
    """

    name: str
    version: str
    licence: str
    inside: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramParts:
    """All of them.

    Attributes:
        parts: By name.
        texts: Folder with the texts of the licences; None in a checkout, where each library has its own.
    """

    parts: tuple[Part, ...]
    texts: Path | None


def program_parts(*, listed: Path) -> ProgramParts:
    """What this program is made of.

    Args:
        listed: The list that a package brings (CycloneDX); a checkout has none, and its installed
            libraries are asked.
    """
    try:
        told = json.loads(listed.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ProgramParts(parts=_by_name(_installed()), texts=None)
    texts = listed.parents[2] / "licences"
    return ProgramParts(
        parts=_by_name(_of_list(each) for each in told["components"]),
        texts=texts if texts.is_dir() else None,
    )


def _by_name(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: part.name.lower()))


def _of_list(component: Mapping[str, Any]) -> Part:
    names = [
        each.get("expression") or each["license"].get("id") or each["license"].get("name", "")
        for each in component.get("licenses", ())
    ]
    return Part(
        name=component["name"],
        version=component.get("version", ""),
        licence=", ".join(name.removeprefix(_APPROVED) for name in names) or _UNKNOWN,
        inside=_by_name(_of_list(each) for each in component.get("components", ())),
    )


def _installed() -> Iterator[Part]:
    yield Part(name="Python", version=platform.python_version(), licence="PSF-2.0")
    yield Part(name="Tabler Icons", version="", licence="MIT")
    yield Part(name="Tinos", version="", licence="OFL-1.1")
    for found in _needed():
        name = found.metadata["Name"]
        yield Part(name=name, version=found.version, licence=_licence(found))
        if name == _QT:
            yield Part(name="Qt", version=found.version, licence="LGPL-3.0-only")


def _needed() -> Iterator[metadata.Distribution]:
    """Installed distributions that the program needs, directly or through others."""
    todo: list[tuple[str, frozenset[str]]] = [(_PROGRAM, frozenset())]
    seen: set[str] = {_PROGRAM}
    while todo:
        name, extras = todo.pop()
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # another system needs it
            continue
        if name != _PROGRAM:
            yield found
        for other, wanted in _needs(found.requires or (), extras):
            if other not in seen:
                seen.add(other)
                todo.append((other, wanted))


def _needs(lines: Iterable[str], extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in lines:
        need = _NEED.match(line)
        if need is None:
            continue
        only_for = set(_EXTRA.findall(need["marker"] or ""))
        if not only_for or only_for & extras:
            name = re.sub(r"[-_.]+", "-", need["name"]).lower()
            yield name, frozenset(filter(None, re.split(r"[\s,]+", need["extras"] or "")))


def _licence(found: metadata.Distribution) -> str:
    told = found.metadata
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or ()
        if each.startswith(_APPROVED)
    ]
    named = told["License-Expression"] or ", ".join(classifiers)
    if named:
        return named
    first = (told["License"] or "").strip().partition("\n")[0]
    return first if 0 < len(first) <= _LONGEST_LICENCE else _UNKNOWN
