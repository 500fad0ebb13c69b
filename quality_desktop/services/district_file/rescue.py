"""A damaged file: what is the matter with it, and a new file from what is left."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality_desktop.domain.errors import FileDamagedError, Problem, QualityError, Severity
from quality_desktop.domain.kinds import KINDS
from quality_desktop.services.district_file import backups
from quality_desktop.storage.backup_rotation import Places, is_sound
from quality_desktop.storage.failures import explained
from quality_desktop.storage.header import judge, schema_version
from quality_desktop.storage.loosening import LOST_TITLE
from quality_desktop.storage.rescue import Rescue, rescue
from quality_desktop.storage.salvage import Salvage, salvage
from quality_desktop.storage.store import Writer
from quality_desktop.storage.tables import schema_of

_COPIES = 3
"""Newest sound copies that help out; an older one holds nothing that these do not."""

_NAMED = 12
"""Spoilt tables that are named one by one; of more their number is told."""

_OWN = {"tx": "Список действий", "change": "Журнал изменений"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is the matter with a damaged file.

    Attributes:
        problems: What is spoilt, what is lost and what to do, the gravest first.
        can_be_rescued: Something of it can be brought over.
    """

    problems: tuple[Problem, ...]
    can_be_rescued: bool


def diagnose(*, path: Path, migrations: Path, titles: Mapping[str, str]) -> Diagnosis | None:
    """Explain why a file cannot be opened.

    Args:
        path: A file that this process does not have open; it is only read.
        migrations: Folder of the migrations.
        titles: Kind of records -> what people call them.

    Returns:
        None when the file is not damaged; opening it says what else is the matter.
    """
    with explained(path):
        is_refused = False
        try:
            judge(path, schema_version(migrations))
        except (FileDamagedError, sqlite3.DatabaseError):
            is_refused = True
        found = salvage(path, schema_of(KINDS))
    if found.is_log_whole and not (is_refused or found.findings or found.spoilt):
        return None
    can_be_rescued = bool(found.changes) or any(found.rows.values())
    return Diagnosis(
        problems=tuple(_explained(found, titles, can_be_rescued=can_be_rescued)),
        can_be_rescued=can_be_rescued,
    )


def recover(
    *,
    path: Path,
    target: Path,
    migrations: Path,
    writer: Writer,
    places: Places | None = None,
    copies: Sequence[Path] = (),
) -> Rescue:
    """Bring over into a new file what can still be read of a damaged one.

    Args:
        path: The damaged file; it is never written to.
        target: The new file; there must be none of this name.
        migrations: Folder of the migrations.
        writer: Who does it.
        places: Where copies of the file are, which help out when its log is not whole or not sound.
        copies: More copies to take from.

    Raises:
        QualityError: Nothing could be read, or the new file cannot be written.
    """
    if path.resolve() == target.resolve():
        raise QualityError("Новый файл нельзя записать на место повреждённого: дайте другое имя.")
    known = backups.listed(path=path, places=places) if places else ()
    sound = [copy.path for copy in known if is_sound(copy.path)][:_COPIES]
    with explained(target):
        target.parent.stat()
        if not os.access(target.parent, os.W_OK):  # else the damaged file would be blamed for it
            raise PermissionError(errno.EACCES, "the folder cannot be written", str(target.parent))
    with explained(path):
        path.stat()
        return rescue(path, target, migrations=migrations, writer=writer, copies=[*copies, *sound])


def told(found: Rescue, titles: Mapping[str, str]) -> list[str]:
    """Say what was brought over and what was lost, one sentence a line.

    Args:
        found: What ``recover`` did.
        titles: Kind of records -> what people call them.
    """
    records, changes = sum(found.records.values()), found.changes + sum(found.added.values())
    lines = [
        f"Создан новый файл «{found.path.name}»: записей {records}, изменений в журнале {changes}."
    ]
    if found.is_log_whole:
        is_complete = not (found.lost_transactions or found.lost)
        lines.append(
            f"Журнал изменений прочитан целиком{': ничего не потеряно' if is_complete else ''}."
        )
    else:
        lines.append(f"{_log_read(found)}: проверьте последние правки по бумагам и письмам.")
    lines.extend(
        f"Из копии «{name}» добавлено изменений: {number}."
        for name, number in found.added.items()
        if number
    )
    lines.extend(_told_of_the_log(found))
    if found.reentered:
        lines.append(f"Внесено по таблицам заново, без прежней истории: {found.reentered}.")
    lines.extend(_told_of_losses(found, titles))
    if found.placeholders:
        lines.append(
            "Чтобы сохранить то, что относится к потерянным записям, вместо них внесены пустые – "
            f"{_by_kind(found.placeholders, titles)}. Те, что не вернутся, найдите по названию "
            f"«{LOST_TITLE}» и заполните."
        )
    if found.emptied:
        lines.append(f"Ссылок на потерянные записи убрано: {found.emptied}.")
    lines.extend(found.findings)
    return lines


def _told_of_losses(found: Rescue, titles: Mapping[str, str]) -> Iterator[str]:
    """Records that others name and that are gone; of a log with gaps nobody knows what else stood in it."""
    advice = "Сначала примите файлы коллег: что у них есть, вернётся."
    if found.lost and found.is_log_whole:
        yield f"Потеряно записей: {_by_kind(found.lost, titles)}. {advice}"
    elif found.lost:
        known = _by_kind(found.lost, titles)
        yield f"Потеряно записей: {known}; сколько ещё записей и правок потеряно – неизвестно. {advice}"
    elif not found.is_log_whole and _is_lacking(found):
        yield f"Сколько записей и правок потеряно – неизвестно. {advice}"


def _is_lacking(found: Rescue) -> bool:
    """Something of the log is known not to have been read."""
    is_lacking = found.lost or found.placeholders or found.emptied or found.reentered
    return bool(is_lacking or found.lost_transactions or any(found.added.values()))


def _told_of_the_log(found: Rescue) -> Iterator[str]:
    """What became of the list of actions, and of entries that the copies tell otherwise."""
    if found.found_transactions:
        yield (f"Сведения о действиях взяты из копий: {found.found_transactions}.")
    if found.mended:
        yield (f"Исправлено по копиям записей журнала, испорченных в файле: {found.mended}.")
    if found.lost_transactions:
        yield (
            f"Потеряны сведения о действиях: {found.lost_transactions}. Сами правки сохранены, но кто, "
            "когда и зачем их внёс, неизвестно, пока вы не примете файл коллеги, у которого это есть."
        )


def _log_read(found: Rescue) -> str:
    """What is known of a log that was put together from pages: of the last edits nothing else tells."""
    if _is_lacking(found):
        return "Журнал изменений прочитан не весь"
    return "Журнал изменений собран по частям, потерь не видно"


def _by_kind(counts: Mapping[str, int], titles: Mapping[str, str]) -> str:
    """«Школа – 2, Человек – 14», the most first."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], titles.get(one[0], one[0])))
    return ", ".join(f"{titles.get(kind, kind)} – {count}" for kind, count in ordered)


def _explained(found: Salvage, titles: Mapping[str, str], *, can_be_rescued: bool) -> list[Problem]:
    spoilt = found.spoilt | _named(found.findings, {*titles, *_OWN})
    problems = [
        Problem(
            text=f"Повреждена таблица «{titles[name]}»: прочитано записей "
            f"{len(found.rows.get(name, {}))}."
        )
        for name in sorted(spoilt)
        if name in titles
    ]
    if len(problems) > _NAMED:
        read = sum(len(found.rows.get(name, {})) for name in spoilt)
        problems = [Problem(text=f"Повреждено таблиц: {len(problems)}, прочитано записей {read}.")]
    problems += [
        Problem(text=f"Повреждён {_OWN[n].lower()}.") for n in sorted(spoilt & _OWN.keys())
    ]
    if not problems:
        problems.append(Problem(text="Повреждено внутреннее устройство файла."))
    if found.is_log_whole:
        text = (
            f"Журнал изменений читается целиком (записей {len(found.changes)}): таблицы будут "
            "построены по нему заново, ничего не потеряно."
        )
        problems.append(Problem(text=text, severity=Severity.HINT))
    elif can_be_rescued:
        text = (
            f"Из журнала изменений читается записей: {len(found.changes)}. Недостающее программа "
            "возьмёт из резервных копий и уцелевших таблиц."
        )
        problems.append(Problem(text=text, severity=Severity.WARNING))
    else:
        problems.append(Problem(text="Ни одной записи прочитать нельзя: возьмите резервную копию."))
    return problems


def _named(findings: Sequence[str], names: set[str]) -> set[str]:
    """Tables that SQLite names in its findings."""
    words = {word for line in findings for word in re.findall(r"\w+", line)}
    indexes = {"ix_change_row_col": "change"}
    return {indexes.get(word, word) for word in words} & names


__all__ = ["Diagnosis", "Rescue", "diagnose", "recover", "told"]
