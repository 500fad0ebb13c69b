"""Commands that send forms to schools and read their answers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.cli.console import OK, REFUSED, Output, progress_bar
from quality_desktop.cli.district_file import made_folder, open_store, print_folders
from quality_desktop.cli.parser import (
    Commands,
    add_command,
    add_group,
    path_argument,
    period_argument,
)
from quality_desktop.domain.errors import QualityError

if TYPE_CHECKING:
    from quality_desktop.domain.collection.monitoring import Form
    from quality_desktop.services.forms.received_forms import FormsPreview, ReceivedForm
    from quality_desktop.storage.store import Store


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    what = add_group(commands, "forms", "формы для школ: разослать и прочитать ответы")
    write = add_command(what, "write", _write, "записать форму для каждой школы")
    write.add_argument("file", type=path_argument, metavar="ФАЙЛ")
    write.add_argument(
        "--period", type=period_argument, required=True, metavar="ГОД", help="учебный год, 2025/26"
    )
    write.add_argument("--form", metavar="КОД", help="код формы (по умолчанию все формы года)")
    write.add_argument("--out", type=path_argument, required=True, metavar="ПАПКА")
    write.add_argument("--due", type=_day, metavar="ДАТА", help="срок ответа, 2026-01-15")
    write.add_argument("--no-letter", action="store_true", help="без сопроводительного письма")
    read = add_command(what, "read", _read, "прочитать ответы школ")
    read.add_argument("file", type=path_argument, metavar="ФАЙЛ")
    read.add_argument("paths", type=path_argument, nargs="+", metavar="ОТВЕТ", help="файлы и папки")
    read.add_argument(
        "--period", type=period_argument, metavar="ГОД", help="какой учебный год ожидается"
    )
    read.add_argument(
        "--dry-run", action="store_true", help="только показать, ничего не записывать"
    )
    read.add_argument(
        "--accept-partial",
        action="store_true",
        help="записать и формы с ошибками: ошибочный ответ не заменяет прежний, "
        "а новый виден в таблице красным",
    )
    read.add_argument(
        "--rejected", type=path_argument, metavar="ФАЙЛ", help="записать замечания в таблицу XLSX"
    )


def _write(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.forms import form_sending

    folder = made_folder(parsed.out)
    files: list[Path] = []
    problems: list[str] = []
    with closing(open_store(parsed.file)) as store:
        chosen = _chosen(store, parsed.period, parsed.form)
        for form in chosen:
            written = form_sending.write_forms(
                store=store,
                form=form.id,
                year=parsed.period,
                folder=folder if len(chosen) == 1 else folder / form.code,
                due=parsed.due,
                letter=None if parsed.no_letter else print_folders(),
                progress=progress_bar(output),
            )
            files += [*written.files, *([written.letter] if written.letter else [])]
            problems += [problem.text for problem in written.problems]
    problems = list(dict.fromkeys(problems))
    for problem in problems:
        output.say(problem)
    output.result(
        {"files": [str(file.resolve()) for file in files], "problems": problems},
        [str(file) for file in files],
    )
    return OK


def _read(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.forms import form_reading, rejected_forms
    from quality_desktop.services.forms.form_tally import Tally
    from quality_desktop.services.forms.received_forms import Verdict

    with closing(open_store(parsed.file)) as store:
        preview = form_reading.preview(
            store=store, paths=parsed.paths, year=parsed.period, progress=progress_bar(output)
        )
        if not parsed.dry_run:
            form_reading.save(store=store, preview=preview, is_partial=parsed.accept_partial)
    if parsed.rejected is not None:
        rejected_forms.save_rejected(preview=preview, path=parsed.rejected)
    for problem in preview.problems:
        output.say(problem.sentence)
    written = {Verdict.READY, *([Verdict.WITH_ERRORS] if parsed.accept_partial else [])}
    lines = [
        line
        for each in preview.received
        for line in _lines(each, is_written=each.verdict in written and not parsed.dry_run)
    ]
    tally = Tally.of(preview, written=() if parsed.dry_run else written)
    output.result(
        {
            "forms": [_data(each) for each in preview.received],
            "skipped": list(preview.skipped),
            "summary": asdict(tally),
        },
        [*lines, tally.sentence],
    )
    return REFUSED if _has_trouble(preview) else OK


def _has_trouble(preview: FormsPreview) -> bool:
    from quality_desktop.services.forms.received_forms import Verdict

    fine = (Verdict.READY, Verdict.ALREADY)
    return any(each.verdict not in fine for each in preview.received)


def _chosen(store: Store, year: int, code: str | None) -> list[Form]:
    from quality_desktop.services.entry import monitoring

    forms = list(monitoring.forms(store=store, year=year))
    chosen = [f for f in forms if (f.is_for_schools if code is None else f.code == code)]
    if not chosen:
        if not forms:
            raise QualityError(
                f"На {year}/{(year + 1) % 100:02} учебный год форм нет: укажите другой год."
            )
        known = ", ".join(form.code for form in forms)
        what = f"Формы «{code}»" if code else "Форм для школ"
        raise QualityError(f"{what} на этот год нет; есть: {known}.")
    return chosen


def _data(received: ReceivedForm) -> dict[str, object]:
    return {
        "file": received.path,
        "sheet": received.sheet,
        "verdict": received.verdict.value,
        "sentence": received.sentence,
        "form": None if received.form is None else received.form.code,
        "version": received.version,
        "year": received.year,
        "school": received.school_name,
        "sender": received.sender,
        "filled": received.filled,
        "required": received.required,
        "new": received.new,
        "changed": received.changed,
        "same": received.same,
        "changes": [
            {
                "cell": c.cell,
                "title": c.title,
                "kind": "new" if c.is_new else "changed",
                "before": c.before_shown,
                "after": c.after_shown,
            }
            for c in received.changes
        ],
        "problems": [
            {
                "sheet": p.sheet,
                "cell": p.cell,
                "raw": p.raw,
                "text": p.text,
                "severity": p.severity.value,
            }
            for p in received.problems
        ],
    }


def _lines(received: ReceivedForm, *, is_written: bool) -> Iterator[str]:
    """What became of a form, and under it every answer that was another before."""
    who = received.school_name or "?"
    can_be_written = received.verdict.can_be_written
    counts = f"новых ответов {received.new}, изменённых {received.changed}, прежних {received.same}"
    if is_written:
        what = f"записано: {counts}"
    elif can_be_written:
        what = f"{received.verdict.shown}: {counts}"
    else:
        # Why it is not taken was said already, with everything else that is wrong.
        is_said = any(problem.text == received.sentence for problem in received.told)
        what = received.verdict.shown if is_said else received.sentence or received.verdict.shown
    yield f"{received.file}\t{who}\t{what}"
    if can_be_written:
        for change in received.changes:
            if not change.is_new:
                now = "стало" if is_written else "станет"
                yield (
                    f"{received.file}\t{change.cell}\t{change.title}: было {change.before_shown}, "
                    f"{now} {change.after_shown}"
                )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("нужна дата, например 2026-01-15") from error
