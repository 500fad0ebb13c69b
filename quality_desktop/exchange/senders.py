"""The senders that the user has compared by telephone, and what a package's sender is to that list."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.spelling import words
from quality_desktop.storage.disk import flush, replace, temporary_beside

_log = logging.getLogger(__name__)

_FILE: Final = "senders.json"


class Trust(StrEnum):
    """What the sender of a package is.

    Attributes:
        OWN: The user at this computer.
        KNOWN: Pinned before.
        NEW: Never met.
        CHANGED: The name is pinned with another key: a stop until the user has asked why.
        UNSIGNED: Nobody signed; anybody may have made it.
    """

    OWN = "own"
    KNOWN = "known"
    NEW = "new"
    CHANGED = "changed"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who signs packages.

    Attributes:
        key: Public key, hexadecimal.
        name: Name of the person as the package tells it.
        host: Name of the computer.
    """

    key: str
    name: str
    host: str


def trust_of(sender: Sender, known: Iterable[Sender], own: str | None) -> Trust:
    """What a signed package's sender is to the user.

    Args:
        sender: Of the package.
        known: Pinned senders.
        own: The user's own public key, when there is one.
    """
    if sender.key == own:
        return Trust.OWN
    pinned = tuple(known)
    if any(one.key == sender.key for one in pinned):
        return Trust.KNOWN
    if any(is_same_name(one.name, sender.name) for one in pinned):
        return Trust.CHANGED
    return Trust.NEW


def read_senders(folder: Path) -> tuple[Sender, ...]:
    """Pinned senders by name; a list that cannot be read is set aside, and everybody is new again."""
    path = folder / _FILE
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return tuple(sorted(map(_sender, entries), key=lambda one: (one.name, one.key)))
    except FileNotFoundError:
        return ()
    except (ValueError, TypeError, KeyError) as error:
        _log.warning("the list of senders is broken and set aside: %s", error)
        with suppress(OSError):
            path.replace(path.with_name(path.name + ".broken"))
        return ()
    except OSError as error:
        raise QualityError(
            f"Список сверенных отправителей «{path}» не читается: проверьте права на эту папку."
        ) from error


def write_senders(folder: Path, senders: Iterable[Sender]) -> None:
    """Keep the list of pinned senders.

    Raises:
        QualityError: The folder cannot be written.
    """
    path = folder / _FILE
    text = json.dumps([asdict(one) for one in senders], ensure_ascii=False, indent=1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary_beside(path) as fresh:
            fresh.write_text(text, encoding="utf-8")
            flush(fresh)
            replace(fresh, path)
    except OSError as error:
        raise QualityError(
            f"Список сверенных отправителей «{path}» не записывается: проверьте права на эту папку."
        ) from error


def _sender(entry: dict[str, Any]) -> Sender:
    sender = Sender(key=entry["key"], name=entry["name"], host=entry["host"])
    if not all(isinstance(value, str) for value in asdict(sender).values()):
        raise TypeError("a sender is three texts")
    return sender


def is_same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name to the eye.

    Capitals, spaces, points, letters that cannot be seen and Latin letters that look Russian make no
    difference: who takes another's name must not be met as somebody new.
    """
    return "".join(words(one)) == "".join(words(other))
