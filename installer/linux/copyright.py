"""Prints Debian's copyright file: every work bundled, its version and licence, and where the texts are."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HEAD = """\
quality-desktop: quality management of a district education office.

The program is bundled with the works below. Whole texts of their licences, with the names of their authors,
lie in /opt/quality-desktop/licences, a folder each; the licences that Debian keeps once for all packages
are in /usr/share/common-licenses. Qt and PySide are used as shared libraries, which you may replace (LGPL).
The same list for programs: /opt/quality-desktop/_internal/resources/bundled.cdx.json (CycloneDX).
"""


def licence(component: dict[str, Any]) -> str:
    """Licences of a component in one line."""
    told = [
        each.get("expression") or each["license"].get("id") or each["license"].get("name", "")
        for each in component.get("licenses", [])
    ]
    return (
        ", ".join(each.removeprefix("License :: OSI Approved :: ") for each in told)
        or "see its list"
    )


def lines(components: list[dict[str, Any]], indent: str = "") -> list[str]:
    """A line for each work; works inside a work stand under it."""
    told = []
    for component in components:
        told.append(
            f"{indent}{component['name']} {component.get('version', '')}: {licence(component)}"
        )
        told += lines(component.get("components", []), indent + "    ")
    return told


def main(bom: Path) -> None:
    """Print the file."""
    print(HEAD)
    print("\n".join(lines(json.loads(bom.read_text(encoding="utf-8"))["components"])))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
