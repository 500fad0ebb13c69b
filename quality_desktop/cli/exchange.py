"""Commands that send and receive packages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from quality_desktop.cli.console import OK, REFUSED, Output, progress_bar
from quality_desktop.cli.district_file import exchange_desk, open_store
from quality_desktop.cli.parser import Commands, add_command, path_argument, period_argument
from quality_desktop.domain.errors import QualityError

if TYPE_CHECKING:  # imported for real by the commands: they must start fast
    from quality_desktop.services.exchange.choosing import Choice
    from quality_desktop.services.exchange.received_files import (
        FileOutcome,
        ReceivedFile,
        ReceivedPreview,
    )
    from quality_desktop.storage.store import Store


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    pack = add_command(commands, "pack", _pack, "сложить изменения в пакет для отправки")
    pack.add_argument("file", type=path_argument, metavar="ФАЙЛ", help="файл района")
    pack.add_argument("--out", type=path_argument, required=True, metavar="ПАКЕТ")
    pack.add_argument(
        "--to", default="", metavar="КОМУ", help="имя получателя; сверенный получит только новое"
    )
    pack.add_argument("--whole", action="store_true", help="весь журнал, даже если часть там есть")
    _add_choice(pack)
    pack.add_argument(
        "--password-stdin", action="store_true", help="закрыть паролем из первой строки ввода"
    )
    pack.add_argument("--replace", action="store_true", help="заменить файл с таким именем")
    merge = add_command(commands, "merge", _merge, "принять пакеты и файлы коллег")
    merge.add_argument("file", type=path_argument, metavar="ФАЙЛ", help="файл района")
    merge.add_argument(
        "paths", type=path_argument, nargs="+", metavar="ПАКЕТ", help="пакеты, файлы района, папки"
    )
    merge.add_argument(
        "--dry-run", action="store_true", help="только показать, ничего не записывать"
    )
    merge.add_argument(
        "--password-stdin", action="store_true", help="пароли пакетов – строки ввода"
    )
    merge.add_argument(
        "--accept-senders", action="store_true", help="слова новых отправителей сверены: запомнить"
    )
    merge.add_argument(
        "--outside-edits", action="store_true", help="взять и то, что изменено помимо программы"
    )


def _add_choice(pack: argparse.ArgumentParser) -> None:
    pack.add_argument(
        "--direction", action="append", default=[], metavar="КОД", help="только это направление"
    )
    pack.add_argument(
        "--school", action="append", default=[], metavar="ШКОЛА", help="только эта школа"
    )
    pack.add_argument(
        "--period",
        action="append",
        default=[],
        type=period_argument,
        metavar="ГОД",
        help="только этот учебный год, 2025/26",
    )
    pack.add_argument(
        "--without-contacts", action="store_true", help="без телефонов и адресов людей"
    )


def _pack(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.exchange import sending

    password = next(iter(_lines_of_input()), "") if parsed.password_stdin else None
    with closing(open_store(parsed.file)) as store:
        packed = sending.pack(
            store=store,
            desk=exchange_desk(),
            target=parsed.out,
            recipient=parsed.to,
            is_whole=parsed.whole,
            choice=_choice(store, parsed),
            password=password,
            may_replace=parsed.replace,
            progress=progress_bar(output),
        )
    for warning in packed.warnings:
        output.say(warning)
    chosen = [f"Выбрано: {packed.chosen}."] if packed.chosen else []
    output.result(
        {
            "file": str(packed.path.resolve()),
            "size": packed.size,
            "sha256": packed.sha256,
            "package": packed.exchange.hex(),
            "changes": packed.changes,
            "chosen": packed.chosen,
            "explanation": packed.explanation,
            "sealed": packed.is_sealed,
            "warnings": list(packed.warnings),
        },
        [f"Пакет сохранён: {packed.path}", *chosen, packed.explanation, packed.sentence],
    )
    return OK


def _merge(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.exchange import receiving

    desk, show = exchange_desk(), progress_bar(output)
    passwords = _lines_of_input() if parsed.password_stdin else ()
    with closing(open_store(parsed.file)) as store:
        preview = receiving.preview(
            store=store,
            desk=desk,
            paths=parsed.paths,
            passwords=passwords,
            with_outside_edits=parsed.outside_edits,
            progress=show,
        )
        with closing(preview):
            _require_files(preview)
            for warning in _warnings(preview.files):
                output.say(warning)
            if parsed.dry_run:
                return _show(preview, output)
            received = receiving.receive(
                store=store,
                desk=desk,
                preview=preview,
                accept_senders=parsed.accept_senders,
                progress=show,
            )
    refused = [one for one in received.files if one.is_refused]
    for outcome in refused:
        output.say(outcome.sentence)
    data = {
        "written": any(one.new_changes for one in received.files),
        "files": [_told_outcome(one) for one in received.files],
        "backup": None if received.backup is None else str(received.backup),
    }
    lines = [one.sentence for one in received.files if not one.is_refused]
    output.result(data, [*lines, received.sentence])
    return REFUSED if refused else OK


def _require_files(preview: ReceivedPreview) -> None:
    if not preview.files:
        raise QualityError(
            "В папке нет ни пакетов, ни файлов района: укажите файл, который вам прислали."
        )


def _show(preview: ReceivedPreview, output: Output) -> int:
    """Print what would come; the files that would not be taken are said on stderr."""
    from quality_desktop.services.exchange.received_files import Verdict

    fine = (Verdict.READY, Verdict.NOTHING_NEW)
    refused = [one for one in preview.files if one.verdict not in fine]
    for file in refused:
        output.say(file.sentence)
    rows = () if preview.effect is None else preview.effect.rows
    data = {
        "written": False,
        "files": [_told(one) for one in preview.files],
        "effect": {row.title: [row.before, row.after] for row in rows},
    }
    lines = [one.sentence for one in preview.files if one.verdict in fine]
    changed = (row for row in rows if row.difference)
    lines += [
        f"{row.title[:1].upper()}{row.title[1:]}: {row.before} → {row.after}" for row in changed
    ]
    output.result(data, [*lines, "Ничего не записано: это только просмотр."])
    return REFUSED if refused else OK


def _warnings(files: Iterable[ReceivedFile]) -> Iterator[str]:
    for file in files:
        yield from (f"«{file.name}»: {warning}" for warning in (*file.warnings, *file.closed))


def _told_outcome(outcome: FileOutcome) -> dict[str, Any]:
    return {
        **_told(outcome.file),
        "sentence": outcome.sentence,
        "taken": outcome.is_taken and outcome.new_changes > 0,
        "new_changes": outcome.new_changes,
        "conflicts": outcome.conflicts,
        "exchange": None if outcome.exchange is None else outcome.exchange.hex(),
    }


def _told(file: ReceivedFile) -> dict[str, Any]:
    plan = file.plan
    return {
        "path": str(file.path),
        "verdict": file.verdict.value,
        "sentence": file.sentence,
        "warnings": [*file.warnings, *file.closed],
        "sender": "" if file.sender is None else file.sender.name,
        "words": [] if file.sender is None else list(file.sender.words),
        "trust": file.trust.value,
        "sent_at": None if file.sent_at is None else file.sent_at.isoformat(),
        "recipient": file.recipient,
        "chosen": file.chosen,
        "outside_edits": file.outside_edits,
        "new_changes": 0 if plan is None else plan.new_changes,
        "conflicts": 0 if plan is None else plan.questions,
    }


def _lines_of_input() -> tuple[str, ...]:
    """Passwords: a word of the command line could be read by every program of the computer."""
    return tuple(line for line in sys.stdin.read().splitlines() if line.strip())


def _choice(store: Store, parsed: argparse.Namespace) -> Choice:
    from quality_desktop.services.exchange import sending_options
    from quality_desktop.services.exchange.choosing import Choice

    return Choice(
        directions=sending_options.directions_by_code(store=store, codes=parsed.direction),
        schools=sending_options.schools_by_name(store=store, names=parsed.school),
        periods=frozenset(parsed.period),
        with_contacts=not parsed.without_contacts,
    )
