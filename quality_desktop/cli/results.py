"""Commands that take in exam results."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any

from quality_desktop import paths
from quality_desktop.cli.console import OK, REFUSED, Output, progress_bar
from quality_desktop.cli.district_file import open_store
from quality_desktop.cli.parser import Commands, add_command, add_group, path_argument

if TYPE_CHECKING:  # imported for real by the command: it must start fast
    from quality_desktop.domain.records import Id
    from quality_desktop.services.exam_results.exam_tables import ResultChoices
    from quality_desktop.services.exam_results.results import ResultsPreview
    from quality_desktop.sheets.results.rows import Given
    from quality_desktop.storage.store import Store


_MOST_CHANGES = 50


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "results", "результаты оценочных процедур")
    read = add_command(group, "read", _read, "загрузить результаты из таблиц XLSX и CSV")
    read.add_argument("file", type=path_argument, metavar="ФАЙЛ", help="файл района")
    read.add_argument(
        "paths", type=path_argument, nargs="+", metavar="ТАБЛИЦА", help="таблицы или папки с ними"
    )
    read.add_argument(
        "--dry-run", action="store_true", help="только показать, ничего не записывать"
    )
    read.add_argument(
        "--add-schools",
        action="store_true",
        help="добавить школы, которых нет в справочнике (пустой он заполняется сам)",
    )
    read.add_argument(
        "--partly", action="store_true", help="записать верное, даже если есть ошибки"
    )
    read.add_argument("--municipality", default="", metavar="РАЙОН", help="взять только этот район")
    _add_what_files_lack(read)


def _add_what_files_lack(read: argparse.ArgumentParser) -> None:
    read.add_argument(
        "--procedure", default="", metavar="КОД", help="процедура: vpr, oge, ege, rdr …"
    )
    read.add_argument("--year", type=int, metavar="ГОД", help="год, если таблица его не называет")
    read.add_argument("--subject", default="", metavar="КОД", help="предмет: math, russian …")
    read.add_argument("--grade", type=int, metavar="КЛАСС", help="класс")
    read.add_argument(
        "--school", default="", metavar="ШКОЛА", help="школа, если таблица её не называет"
    )


def _read(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.exam_results import results

    with closing(open_store(parsed.file)) as store:
        preview = results.preview(
            store=store,
            paths=parsed.paths,
            reference=paths.bundled().reference,
            given=_given(parsed),
            municipality=parsed.municipality,
            progress=progress_bar(output),
        )
        if parsed.add_schools or _is_first_load(store, preview):
            decisions = results.adding_all(preview)
            preview = results.decide(store=store, preview=preview, decisions=decisions)
        names = _school_names(store)
        for sentence in _sentences(preview, _works(store), names):
            output.say(sentence)
        is_whole = not _holds_something(preview)
        is_written = not parsed.dry_run and (is_whole or parsed.partly)
        if is_written:
            results.save(store=store, preview=preview)
    data = _data(preview, names, is_written=is_written)
    output.result(data, [_outcome(preview, is_written=is_written)])
    if not is_written and not parsed.dry_run:
        has_good = bool(preview.new or preview.changed)
        output.say(
            "Ничего не записано."
            + (" Верные строки запишет параметр --partly." if has_good else "")
        )
    if is_whole and not any(file.results for file in preview.files):
        output.say("В файлах нет ни одной строки с результатами: проверьте, те ли это файлы.")
        return REFUSED
    return OK if is_whole else REFUSED


def _given(parsed: argparse.Namespace) -> Given:
    from quality_desktop.sheets.results.rows import Given

    return Given(
        procedure=parsed.procedure,
        year=parsed.year,
        subject=parsed.subject,
        grade=parsed.grade,
        school=parsed.school,
    )


def _is_first_load(store: Store, preview: ResultsPreview) -> bool:
    """True when there is no school yet and the files hold one district: they bring its schools."""
    from quality_desktop.domain.directory import School
    from quality_desktop.services.exam_results.districts_of_rows import districts_beside

    return not store.all(School) and (
        bool(preview.municipality) or len(districts_beside(preview.rows)) <= 1
    )


def _holds_something(preview: ResultsPreview) -> bool:
    return preview.has_errors or bool(preview.unknown_schools or preview.unknown_layouts)


def _works(store: Store) -> ResultChoices:
    """How works are called."""
    from quality_desktop.services.exam_results import exam_tables

    return exam_tables.choices(store=store)


def _school_names(store: Store) -> dict[Id, str]:
    from quality_desktop.domain.directory import School

    return {school.id: school.short_name or school.full_name for school in store.all(School)}


def _sentences(
    preview: ResultsPreview, works: ResultChoices, names: Mapping[Id, str]
) -> Iterator[str]:
    from quality_desktop.services.exam_results.adding_schools import adding_own

    yield from (problem.text for problem in preview.problems)
    for layout in preview.unknown_layouts:
        headings = ", ".join(heading for heading in layout.table.headings if heading)
        yield (
            f"«{layout.file}»: лист «{layout.table.sheet}» – незнакомая таблица "
            f"({headings[:120]}): разметьте её столбцы в окне программы."
        )
    yield from _told_changes(preview, works)
    for question in preview.unknown_schools:
        alike = ", ".join(f"«{names[each]}»" for each in question.candidates if each in names)
        yield (
            f"«{question.school.name}» (результатов: {question.rows}): {_lower(question.reason)}"
            f"{f' Похожа на {alike}.' if alike else ''}"
        )
    if any(question.school.is_foreign for question in preview.unknown_schools):
        districts = ", ".join(preview.municipalities[:5])
        yield (
            f"Районы в таблицах: {districts}. Чтобы взять школы только своего, назовите его "
            "в параметре --municipality."
        )
    elif adding_own(preview.unknown_schools):
        yield "Школы, которых нет в справочнике, добавит параметр --add-schools."


def _told_changes(preview: ResultsPreview, works: ResultChoices) -> Iterator[str]:
    """What would stand in the place of what is there, school by school."""
    from quality_desktop.services.exam_results.change_words import told_change
    from quality_desktop.services.exam_results.exam_tables import cut_of

    for code in preview.plan.codes:
        yield f"«{code.school_name}»: в справочник добавится код {code.after.code}."
    replacing = [change for change in preview.changed if change.replaces]
    for change in replacing[:_MOST_CHANGES]:
        about = works.title(cut_of(change.after))
        yield f"«{change.school_name}», {about}: {told_change(change)}."
    if len(replacing) > _MOST_CHANGES:
        yield f"… и ещё изменений: {len(replacing) - _MOST_CHANGES}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _outcome(preview: ResultsPreview, *, is_written: bool) -> str:
    words = "Записано" if is_written else "Найдено"
    schools = f", новых школ: {len(preview.plan.added)}" if preview.plan.added else ""
    schools += f", новых кодов школ: {len(preview.plan.codes)}" if preview.plan.codes else ""
    return (
        f"{words}: новых результатов {len(preview.new)}, изменённых {len(preview.changed)}, "
        f"без изменений {preview.same}{schools}."
    )


def _data(preview: ResultsPreview, names: Mapping[Id, str], *, is_written: bool) -> dict[str, Any]:
    return {
        "written": is_written,
        "new": len(preview.new),
        "changed": len(preview.changed),
        "same": preview.same,
        "skipped": preview.plan.skipped,
        "added_schools": len(preview.plan.added),
        "added_codes": len(preview.plan.codes),
        "files": [
            {
                "name": file.name,
                "refused": file.refusal,
                "results": file.results,
                "tables": [{"sheet": t.sheet, "layout": t.layout} for t in file.tables],
            }
            for file in preview.files
        ],
        "questions": [
            {
                "school": q.school.name,
                "reason": q.reason,
                "rows": q.rows,
                "candidates": [names[each] for each in q.candidates if each in names],
            }
            for q in preview.unknown_schools
        ],
        "unknown_layouts": [
            {"file": u.file, "sheet": u.table.sheet, "headings": list(u.table.headings)}
            for u in preview.unknown_layouts
        ],
        "problems": [
            {"text": p.text, "severity": p.severity.value, "place": p.place}
            for p in preview.problems
        ],
    }
