"""What the program remembers about its user between starts.

Settings are a convenience: a broken or unreadable file never stops the program. It is kept aside
for a person to look at, the defaults are used, and who asked for the settings is told.
"""

import logging
import os
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

import tomli_w

_log = logging.getLogger(__name__)

RECENT_FILES_KEPT: Final = 10
BROKEN_SUFFIX: Final = ".broken"


class Theme(StrEnum):
    """The colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything remembered, with the values of the very first start.

    Attributes:
        author: The name signed under each change of a file; empty until the user gives it.
        part: What the user does in the office: ``inspector``, ``secretary``, ``coordinator``; empty
            until they say. It decides which next steps stand first.
        district: Name of the municipality that a new file is made for.
        office: Name of the office that a new file is made for.
        files_folder: Where new files are proposed to lie; empty for the documents folder.
        is_acquainted: The questions of the first start were answered or skipped.
        is_guide_folded: «Что сделать дальше» is folded.
        theme: The colours of the window.
        recent_files: Absolute paths, the latest first.
        last_folder: Where the last paper was saved; empty until there is one.
        last_source: Where the last file was read from; empty until there is one.
        window_geometry: Place and size of the window as text (Base64 of Qt's own bytes).
        zoom: Points by which the text of the window is larger than usual.
        column_widths: Widths of the columns in pixels by the name of their table.
        backup_folder: A second folder for copies of files; empty for none.
    """

    author: str = ""
    part: str = ""
    district: str = ""
    office: str = ""
    files_folder: str = ""
    is_acquainted: bool = False
    is_guide_folded: bool = False
    theme: Theme = Theme.SYSTEM
    recent_files: tuple[str, ...] = ()
    last_folder: str = ""
    last_source: str = ""
    window_geometry: str = ""
    zoom: int = 0
    column_widths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    backup_folder: str = ""

    def with_recent(self, file: Path) -> "Settings":
        """Returns settings in which a file stands first among the recent ones, and only once."""
        name = str(file)
        others = tuple(known for known in self.recent_files if known != name)
        return replace(self, recent_files=(name, *others)[:RECENT_FILES_KEPT])

    def without_recent(self, file: Path) -> "Settings":
        """Returns settings that no longer know a file, for instance because it is gone."""
        name = str(file)
        return replace(self, recent_files=tuple(f for f in self.recent_files if f != name))


def load_settings(path: Path, on_broken: Callable[[Path], None] | None = None) -> Settings:
    """Reads settings, forgiving everything.

    A file that is no TOML is renamed to ``settings.toml.broken``. A single value of a wrong kind
    counts as absent. Keys that this version does not know are ignored.

    Args:
        path: The settings file; it need not exist.
        on_broken: Told of a file that is no TOML, with the place where it was set aside.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except ValueError as error:  # no TOML or no UTF-8
        _log.warning("settings are broken and set aside: %s", error)
        aside = path.with_name(path.name + BROKEN_SUFFIX)
        with suppress(OSError):
            path.replace(aside)
        if on_broken is not None:
            on_broken(aside)
        return Settings()
    except OSError as error:
        _log.warning("settings cannot be read: %s", error)
        return Settings()
    return _from_table(table)


def save_settings(settings: Settings, path: Path) -> None:
    """Writes settings so that a power cut leaves the old file or the new one, never a half.

    Args:
        settings: What to remember.
        path: The settings file; its folder is made when absent.

    Raises:
        OSError: The folder cannot be written; the old file is untouched.
    """
    import tempfile  # brings random and hashlib along, which no start needs

    path.parent.mkdir(parents=True, exist_ok=True)
    content = tomli_w.dumps(_to_table(settings)).encode("utf-8")
    descriptor, name = tempfile.mkstemp(prefix=path.name, suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _to_table(settings: Settings) -> dict[str, object]:
    """Turns settings into a table of TOML."""
    return {
        "author": settings.author,
        "part": settings.part,
        "district": settings.district,
        "office": settings.office,
        "files_folder": settings.files_folder,
        "is_acquainted": settings.is_acquainted,
        "is_guide_folded": settings.is_guide_folded,
        "theme": settings.theme.value,
        "recent_files": list(settings.recent_files),
        "last_folder": settings.last_folder,
        "last_source": settings.last_source,
        "window_geometry": settings.window_geometry,
        "zoom": settings.zoom,
        "backup_folder": settings.backup_folder,
        "column_widths": {name: list(widths) for name, widths in settings.column_widths.items()},
    }


def _from_table(table: dict[str, object]) -> Settings:
    """Takes from a table every value of the right kind and the default for the others."""
    default = Settings()
    return Settings(
        author=_text(table, "author", default.author),
        part=_text(table, "part", default.part),
        district=_text(table, "district", default.district),
        office=_text(table, "office", default.office),
        files_folder=_text(table, "files_folder", default.files_folder),
        is_acquainted=table.get("is_acquainted") is True,
        is_guide_folded=table.get("is_guide_folded") is True,
        theme=_theme(table.get("theme")),
        recent_files=_texts(table.get("recent_files")),
        last_folder=_text(table, "last_folder", default.last_folder),
        last_source=_text(table, "last_source", default.last_source),
        window_geometry=_text(table, "window_geometry", default.window_geometry),
        zoom=_whole(table.get("zoom"), default.zoom),
        column_widths=_widths(table.get("column_widths")),
        backup_folder=_text(table, "backup_folder", default.backup_folder),
    )


def _text(table: dict[str, object], key: str, default: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else default


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(item for item in value if isinstance(item, str))[:RECENT_FILES_KEPT]


def _whole(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def _widths(value: object) -> dict[str, tuple[int, ...]]:
    if not isinstance(value, dict):
        return {}
    return {
        name: tuple(widths)
        for name, widths in value.items()
        if isinstance(widths, list) and all(_whole(width, 0) > 0 for width in widths)
    }


def _theme(value: object) -> Theme:
    return next((theme for theme in Theme if theme.value == value), Theme.SYSTEM)
