"""What a package says of itself: JSON that the sender signs and the receiver reads before anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeVar

from quality_desktop.exchange.refusing import RefusedError

FORMAT: Final = 1
MOST_BYTES: Final = 256 * 1024
_MOST_TEXT: Final = 2_000
_MOST_LISTED: Final = 1_000
_HEX: Final = re.compile(r"(?:[0-9a-f]{2})+")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Whose file it is.

    Attributes:
        family: Id of the first transaction: the same in every copy of one file.
        municipalities: Ids of the municipality records.
        name: Everyday name of the district; may be empty.
    """

    family: str
    municipalities: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who sends.

    Attributes:
        name: Name of the person.
        host: Name of the computer.
        site: Id of the sender's copy of the file.
        key: Public key, hexadecimal.
    """

    name: str
    host: str
    site: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A package that the receiver must have taken before.

    Attributes:
        package: Its id.
        file: Its name as it was sent.
        made_ms: When it was made, Unix milliseconds.
    """

    package: str
    file: str
    made_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPart:
    """The log inside.

    Attributes:
        size: Bytes of the file.
        sha256: Digest of the file.
        digest: Digest of the ids of the changes, in their order.
        transactions: How many.
        changes: How many.
    """

    size: int
    sha256: str
    digest: str
    transactions: int
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A package in words.

    Attributes:
        package: Id of the package.
        program: Version of the program.
        schema: Version of the schema of the sender's file.
        made_ms: Unix milliseconds.
        recipient: For whom, as the sender typed it; may be empty.
        base: What the receiver must have; None for a package that stands alone.
        received: Ids of packages that the sender's file has taken in.
        chosen: What was chosen, in words; empty for everything.
        is_partial: Only some of the records travel.
        has_contacts: Telephones and addresses of people travel too.
    """

    package: str
    program: str
    schema: int
    made_ms: int
    office: Office
    origin: Origin
    recipient: str
    base: Base | None
    received: tuple[str, ...]
    chosen: str
    is_partial: bool
    has_contacts: bool
    log: LogPart

    def to_bytes(self) -> bytes:
        """As it is signed and stored."""
        told = {"format": FORMAT, **asdict(self)}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def from_bytes(content: bytes) -> Manifest:
    """Read a manifest somebody sent.

    Raises:
        RefusedError: It is none, or one of a newer program.
    """
    try:
        told = json.loads(content)
        if told["format"] > FORMAT:
            raise RefusedError(
                f"пакет сделан более новой версией программы ({_text(told['program'])[:20]}): "
                "обновите программу"
            )
        return _manifest(told)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RefusedError(
            "описание пакета не читается: его изменили или сделали другой программой, не "
            "принимайте пакет и сообщите отправителю"
        ) from error


def _manifest(told: dict[str, Any]) -> Manifest:
    office, origin, base, log = told["office"], told["origin"], told["base"], told["log"]
    return Manifest(
        package=_hex(told["package"], 16),
        program=_text(told["program"]),
        schema=_number(told["schema"]),
        made_ms=_number(told["made_ms"]),
        office=Office(
            family=_hex(office["family"], 16),
            municipalities=_each(office["municipalities"], lambda one: _hex(one, 16)),
            name=_text(office["name"]),
        ),
        origin=Origin(
            name=_text(origin["name"]),
            host=_text(origin["host"]),
            site=_hex(origin["site"], 16),
            key=_hex(origin["key"], 32),
        ),
        recipient=_text(told["recipient"]),
        base=None
        if base is None
        else Base(
            package=_hex(base["package"], 16),
            file=_text(base["file"]),
            made_ms=_number(base["made_ms"]),
        ),
        received=_each(told["received"], lambda one: _hex(one, 16)),
        chosen=_text(told["chosen"]),
        is_partial=_flag(told["is_partial"]),
        has_contacts=_flag(told["has_contacts"]),
        log=LogPart(
            size=_number(log["size"]),
            sha256=_hex(log["sha256"], 32),
            digest=_hex(log["digest"], 32),
            transactions=_number(log["transactions"]),
            changes=_number(log["changes"]),
        ),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MOST_TEXT:
        raise TypeError("a short text")
    return value


def _hex(value: object, size: int) -> str:
    if not isinstance(value, str) or len(value) != 2 * size or not _HEX.fullmatch(value):
        raise TypeError("an id")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 53:
        raise TypeError("a number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _each(values: object, read: Callable[[object], _T]) -> tuple[_T, ...]:
    if not isinstance(values, list) or len(values) > _MOST_LISTED:
        raise TypeError("a list")
    return tuple(map(read, values))
