"""Sending: what the other side lacks, or a chosen part, as one package."""

from __future__ import annotations

import hashlib
import platform
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quality_desktop import __version__
from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.errors import QualityError
from quality_desktop.exchange import package, sealing
from quality_desktop.exchange.clean_log import digest_of
from quality_desktop.exchange.keys import own_key
from quality_desktop.exchange.manifest import Base, LogPart, Manifest, Office, Origin
from quality_desktop.exchange.quarantine import Quarantine
from quality_desktop.exchange.senders import is_same_name, read_senders
from quality_desktop.exchange.words import folded, new_passphrase, read_words
from quality_desktop.language.numbers import counted
from quality_desktop.services.exchange.choosing import (
    Choice,
    chosen_rows,
    in_words,
    left_out_columns,
)
from quality_desktop.services.exchange.desk import ExchangeDesk, is_open_file
from quality_desktop.services.exchange.journal_notes import Note, base_for, taken_in
from quality_desktop.services.exchange.policy import may_seal
from quality_desktop.services.exchange.progress import Progress, unwatched
from quality_desktop.services.file_names import safe_name
from quality_desktop.storage.disk import flush, replace, temporary_beside
from quality_desktop.storage.exchange_journal import Direction, Exchange, now
from quality_desktop.storage.failures import explained
from quality_desktop.storage.header import schema_version
from quality_desktop.storage.received import LogChoice, LogCounts
from quality_desktop.storage.store import Store

SHORTEST_PASSWORD: Final = 8
_MOST_SHOWN: Final = 500
"""Packages taken in that a manifest tells of, the latest: nobody rests a package on older ones."""
_STEPS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a package would hold.

    Attributes:
        base: The package it would rest on; None when everything is sent.
        explanation: Why, in one sentence.
    """

    base: Exchange | None
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A package that was written and read back.

    Attributes:
        path: Where it is.
        size: Bytes.
        sha256: Digest of the file, hexadecimal.
        exchange: Its id.
        transactions: How many things done it tells of.
        changes: How many changes.
        explanation: What it rests on, in one sentence.
        chosen: What was chosen, in words; empty for everything.
        is_sealed: It is closed with a password.
        warnings: What stayed behind, each one sentence.
    """

    path: Path
    size: int
    sha256: str
    exchange: bytes
    transactions: int
    changes: int
    explanation: str
    chosen: str
    is_sealed: bool
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What to do next."""
        if self.is_sealed:
            return "Пошлите пакет почтой, а пароль передайте по телефону, не в том же письме."
        return (
            "Пакет подписан, но не закрыт паролем: если по правилам района нужно, зашифруйте его "
            "средством управления (КриптоАРМ, ViPNet) и пошлите почтой."
        )


def passphrase(*, desk: ExchangeDesk) -> str:
    """Five words by chance, to be told over the telephone."""
    return new_passphrase(read_words(desk.words))


def suggested_name(*, store: Store, recipient: str) -> str:
    """A name for a package: the district, for whom, the day."""
    office = next((one.name for one in store.all(Municipality) if one.name), "Пакет обмена")
    parts = (office, recipient, f"{now():%Y-%m-%d}")
    return safe_name("_".join(part for part in parts if part)) + package.SUFFIX


def estimate(
    *, store: Store, desk: ExchangeDesk, recipient: str, is_whole: bool = False
) -> Estimate:
    """Tell whether the other side has shown enough for a package of the difference.

    Args:
        store: The file.
        desk: This computer.
        recipient: Name of a sender compared by telephone, or any text.
        is_whole: The user wants everything to be sent.
    """
    if is_whole:
        return Estimate(base=None, explanation="Отправляется всё, а не только новое.")
    keys = frozenset(
        one.key
        for one in read_senders(desk.keys)
        if recipient and is_same_name(one.name, recipient)
    )
    base = base_for(store.exchanges(), keys)
    if base is None:
        why = "Получатель не назван"
        if recipient:
            why = f"От «{recipient}» ещё не было пакета, посланного после приёма вашего"
        return Estimate(base=None, explanation=f"{why}: отправляется всё, а не только новое.")
    return Estimate(
        base=base,
        explanation=f"Отправляется то, чего нет у «{recipient}» после пакета "
        f"«{base.file_name}» от {base.at:%d.%m.%Y %H:%M}.",
    )


def pack(
    *,
    store: Store,
    desk: ExchangeDesk,
    target: Path,
    recipient: str = "",
    is_whole: bool = False,
    choice: Choice | None = None,
    password: str | None = None,
    may_replace: bool = False,
    progress: Progress | None = None,
) -> Packed:
    """Write a package for e-mail; it gets its name only when it was read back and is right.

    Args:
        store: The file.
        desk: This computer.
        target: Where to.
        recipient: For whom; a known sender gets only what they lack.
        is_whole: Send everything, also to a known sender.
        choice: A part of the file; everything when omitted.
        password: Closes the package; None leaves it open, also for the office's own tool.
        may_replace: The user has agreed that a file of this name is replaced.
        progress: Steps done, of how many, in words.

    Raises:
        QualityError: There is such a file, the password is too short or forbidden by the office,
            nothing of what was chosen is there, the package is larger than anybody takes, or it
            cannot be written.
    """
    order = _order(store, desk, recipient, choice, is_whole=is_whole)
    _refuse(store, target, password, may_replace=may_replace)
    told = progress or unwatched
    manifest, content, counts = _content(store, desk, order, told)
    told(2, _STEPS, "Запись")
    content = content if password is None else sealing.seal(content, password)
    sha256 = _write(target, content)
    line = _line(manifest, order, target, sha256, counts)
    if not store.is_read_only:  # without a line no later package rests on this one
        store.note_exchange(line)
    told(_STEPS, _STEPS, "Готово")
    return Packed(
        path=target,
        size=len(content),
        sha256=sha256,
        exchange=line.id,
        transactions=counts.transactions,
        changes=counts.changes,
        explanation=order.found.explanation,
        chosen=manifest.chosen,
        is_sealed=password is not None,
        warnings=tuple(_warnings(store)),
    )


def _warnings(store: Store) -> Iterator[str]:
    """A package is the log; a bare file tells of such edits when it is received."""
    outside = store.outside_edits()
    if outside:
        values = counted(outside, "значение", "значения", "значений")
        yield (
            f"В файле изменено помимо программы: {values}; в пакет это не вошло. Что именно, покажет "
            "проверка файла; чтобы отправить и это, пошлите сам файл района: получатель сможет это взять."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is to be sent, and to whom."""

    recipient: str
    chosen: Choice
    found: Estimate

    @property
    def since(self) -> int | None:
        """The last transaction that the other side has; None when everything is sent."""
        return None if self.found.base is None else self.found.base.last_tx


def _order(
    store: Store, desk: ExchangeDesk, recipient: str, choice: Choice | None, *, is_whole: bool
) -> _Order:
    recipient = " ".join(recipient.split())
    found = estimate(store=store, desk=desk, recipient=recipient, is_whole=is_whole)
    return _Order(recipient=recipient, chosen=choice or Choice(), found=found)


def _content(
    store: Store, desk: ExchangeDesk, order: _Order, told: Progress
) -> tuple[Manifest, bytes, LogCounts]:
    """The signed package, before a password closes it."""
    told(0, _STEPS, "Отбор изменений")
    with Quarantine(store.path, desk.temporary) as apart:
        log = apart.folder / package.LOG
        counts = store.write_log(log, _part_of_log(store, order))
        told(1, _STEPS, "Подпись")
        manifest = _manifest(store, desk, order, log, counts)
        content = package.packed(manifest, log, own_key(desk.keys))
    if not package.is_takeable(content):
        raise QualityError(
            f"Пакет вышел больше {package.MOST_PACKED_BYTES >> 20} МБ, такой не примут: отметьте "
            "«Только часть файла» и пошлите направления, школы или учебные годы по частям, либо "
            "передайте сам файл района."
        )
    return manifest, content, counts


def _part_of_log(store: Store, order: _Order) -> LogChoice:
    return LogChoice(
        since_tx=order.since,
        rows=chosen_rows(store=store, choice=order.chosen),
        without_columns=left_out_columns(order.chosen),
    )


def _refuse(store: Store, target: Path, password: str | None, *, may_replace: bool) -> None:
    if target.is_dir():
        raise QualityError(f"«{target.name}» — папка: укажите имя файла в ней.")
    if is_open_file(store, target):
        raise QualityError("Пакет нельзя записать на место самого файла: выберите другое имя.")
    if target.exists() and not may_replace:
        raise QualityError(f"Файл «{target.name}» уже есть: выберите другое имя для пакета.")
    if password is None:
        return
    if not may_seal(store=store):
        raise QualityError(
            "В районе решено не закрывать пакеты паролем: сохраните пакет без пароля и зашифруйте "
            "его средством управления (КриптоАРМ, ViPNet)."
        )
    if len(folded(password)) < SHORTEST_PASSWORD:
        raise QualityError(
            f"Пароль короче {SHORTEST_PASSWORD} знаков: возьмите предложенные пять слов."
        )


def _manifest(
    store: Store, desk: ExchangeDesk, order: _Order, log: Path, counts: LogCounts
) -> Manifest:
    base, chosen = order.found.base, order.chosen
    offices = store.all(Municipality)
    return Manifest(
        package=store.new_exchange_id().hex(),
        program=__version__,
        schema=schema_version(desk.migrations),
        made_ms=time.time_ns() // 1_000_000,
        office=Office(
            family=store.family.hex(),
            municipalities=tuple(one.id.bytes.hex() for one in offices),
            name=next((one.name for one in offices if one.name), ""),
        ),
        origin=Origin(
            name=store.author,
            host=platform.node(),
            site=store.site.hex(),
            key=own_key(desk.keys).public.hex(),
        ),
        recipient=order.recipient,
        base=None
        if base is None
        else Base(
            package=base.id.hex(), file=base.file_name, made_ms=round(base.at.timestamp() * 1000)
        ),
        received=_latest_taken(store),
        chosen=in_words(store=store, choice=chosen),
        is_partial=chosen.is_partial,
        has_contacts=chosen.with_contacts,
        log=_log_part(log, counts),
    )


def _latest_taken(store: Store) -> tuple[str, ...]:
    return tuple(sorted(taken_in(store.exchanges()), reverse=True)[:_MOST_SHOWN])


def _log_part(log: Path, counts: LogCounts) -> LogPart:
    with log.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    with closing(sqlite3.connect(log)) as connection:
        digest = digest_of(connection)
    return LogPart(
        size=log.stat().st_size,
        sha256=sha256,
        digest=digest,
        transactions=counts.transactions,
        changes=counts.changes,
    )


def _write(target: Path, content: bytes) -> str:
    """Write under a temporary name, read back, and only then give the name."""
    sha256 = hashlib.sha256(content).hexdigest()
    with explained(target), temporary_beside(target) as fresh:
        fresh.write_bytes(content)
        flush(fresh)
        with fresh.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                raise QualityError(
                    f"Пакет «{target.name}» записался с ошибкой: проверьте диск или флешку и "
                    "сохраните пакет в другое место."
                )
        replace(fresh, target)
    return sha256


def _line(
    manifest: Manifest, order: _Order, target: Path, sha256: str, counts: LogCounts
) -> Exchange:
    is_complete = not order.chosen.is_partial and order.chosen.with_contacts
    note = Note(chosen=manifest.chosen, is_complete=is_complete)
    return Exchange(
        id=bytes.fromhex(manifest.package),
        at=now(),
        direction=Direction.OUT,
        peer=manifest.recipient,
        file_name=target.name,
        fingerprint=sha256,
        first_tx=(order.since or 0) + 1,
        last_tx=counts.last_tx,
        changes=counts.changes,
        note=note.to_text(),
    )
