"""Commands about the office's file as a whole."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from quality_desktop import paths
from quality_desktop.cli.console import OK, REFUSED, Output, has_screen, progress_bar
from quality_desktop.cli.district_file import (
    copy_places,
    create_store,
    kind_titles,
    made_folder,
    open_store,
    print_folders,
)
from quality_desktop.cli.parser import Commands, add_command, path_argument
from quality_desktop.domain.collection.period_locks import shown_period
from quality_desktop.domain.errors import FileDamagedError, Problem, QualityError, Severity

_DEMO_SAMPLE = "ishimbay"
"""The district that ``demo`` shows."""


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    demo = add_command(commands, "demo", _demo, "образец района: файл, приказ и окно")
    demo.add_argument(
        "--out", type=path_argument, default=Path("demo"), help="папка (по умолчанию demo)"
    )
    demo.add_argument("--no-window", action="store_true", help="не открывать окно")
    new = add_command(commands, "new", _new, "создать файл района")
    new.add_argument("file", type=path_argument, metavar="ФАЙЛ")
    new.add_argument("--sample", metavar="ОБРАЗЕЦ", help="заполнить образцом (см. samples)")
    add_command(commands, "samples", _samples, "какие есть образцы")
    check = add_command(commands, "check", _check, "проверить файл района")
    check.add_argument("file", type=path_argument, metavar="ФАЙЛ")
    recover = add_command(
        commands, "recover", _recover, "восстановить повреждённый файл района в новый файл"
    )
    recover.add_argument("file", type=path_argument, metavar="ФАЙЛ")
    recover.add_argument("--out", type=path_argument, required=True, metavar="НОВЫЙ")
    recover.add_argument(
        "--copy",
        type=path_argument,
        action="append",
        default=[],
        metavar="КОПИЯ",
        help="взять недостающее и из этой копии файла (можно указать несколько)",
    )
    restore = add_command(commands, "restore", _restore, "вернуть сведения из резервной копии")
    restore.add_argument("file", type=path_argument, metavar="ФАЙЛ")
    restore.add_argument(
        "--from", type=path_argument, dest="copy", metavar="КОПИЯ", help="какую копию вернуть"
    )
    backup = add_command(commands, "backup", _backup, "сохранить копию файла района")
    backup.add_argument("file", type=path_argument, metavar="ФАЙЛ")
    backup.add_argument("--out", type=path_argument, required=True, metavar="КОПИЯ")


def _demo(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.district_file import files
    from quality_desktop.services.paperwork import papers, printing

    path = made_folder(parsed.out) / f"{_DEMO_SAMPLE}{files.SUFFIX}"
    is_new = not path.exists()
    with closing(create_store(path, _DEMO_SAMPLE) if is_new else open_store(path)) as store:
        written = [
            printing.write(
                store=store,
                paper=paper.paper,
                folder=parsed.out,
                formats=printing.FORMATS,
                folders=print_folders(),
                progress=progress_bar(output),
            )
            for paper in papers.available(store=store)
        ]
    made = [path, *(file for one in written for file in one.files)]
    for problem in (problem for one in written for problem in one.problems):
        output.say(problem.text)
    output.result({"files": [str(file.resolve()) for file in made]}, [str(file) for file in made])
    if parsed.no_window or not has_screen():
        return OK
    from quality_desktop import app

    return app.run(file=path)


def _new(parsed: argparse.Namespace, output: Output) -> int:
    create_store(parsed.file, parsed.sample).close()
    output.result({"file": str(parsed.file.resolve())}, [f"Создан файл {parsed.file}"])
    return OK


def _samples(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.district_file import samples

    found = samples.available(samples_folder=paths.bundled().samples)
    output.result(
        [{"name": s.name, "title": s.title, "description": s.description} for s in found],
        [f"{s.name}\t{s.title}" for s in found],
    )
    return OK


def _check(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.district_file import checking, rescue

    problems: Sequence[Problem]
    try:
        with closing(open_store(parsed.file)) as store:
            found_here = checking.check(store=store, reference=paths.bundled().reference)
            problems = [*found_here, *checking.advice(found_here)]
    except FileDamagedError as damage:
        found = rescue.diagnose(
            path=parsed.file, migrations=paths.bundled().migrations, titles=kind_titles()
        )
        advice = Problem(
            text=f"Восстановите файл: quality-desktop recover {parsed.file} --out НОВЫЙ"
        )
        explained = found.problems if found else ()
        is_hopeless = found is not None and not found.can_be_rescued
        problems = [Problem(text=damage.sentence), *explained, *(() if is_hopeless else (advice,))]
    for problem in problems:
        output.say(problem.text)
    lines = [] if problems else ["Файл в порядке."]
    output.result(
        {"problems": [{"text": p.text, "severity": p.severity.value} for p in problems]}, lines
    )
    return REFUSED if any(p.severity is Severity.ERROR for p in problems) else OK


def _recover(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.district_file import files, rescue

    missing = next((copy for copy in parsed.copy if not copy.is_file()), None)
    if missing is not None:
        raise QualityError(f"Копии «{missing}» нет: проверьте имя или уберите её из команды.")
    found = rescue.recover(
        path=parsed.file,
        target=parsed.out,
        migrations=paths.bundled().migrations,
        writer=files.writer(),
        places=copy_places(),
        copies=parsed.copy,
    )
    data = {
        "file": str(found.path.resolve()),
        "changes": found.changes,
        "added": dict(found.added),
        "records": dict(found.records),
        "reentered": found.reentered,
        "emptied": found.emptied,
        "placeholders": dict(found.placeholders),
        "lost": dict(found.lost),
        "found_transactions": found.found_transactions,
        "lost_transactions": found.lost_transactions,
        "mended": found.mended,
        "is_log_whole": found.is_log_whole,
        "findings": list(found.findings),
    }
    for copy in parsed.copy:
        if not found.added.get(copy.name):
            output.say(
                f"Из копии «{copy.name}» ничего не взято: в ней нет того, чего не хватало, или это не "
                "копия файла района."
            )
    output.result(data, rescue.told(found, kind_titles()))
    return REFUSED if found.findings else OK


def _restore(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.district_file import backups, restoring

    places = copy_places()
    if parsed.copy is None:
        known = backups.listed(path=parsed.file, places=places)
        if not known:
            gone = f"Файла «{parsed.file}» нет, и его резервных копий тоже: проверьте имя."
            is_here = parsed.file.exists()
            raise QualityError("Резервных копий этого файла нет." if is_here else gone)
        output.result([str(copy.path) for copy in known], [str(copy.path) for copy in known])
        return OK
    with closing(open_store(parsed.file)) as store:
        restored = restoring.restore(
            store=store, copy=parsed.copy, migrations=paths.bundled().migrations
        )
    output.result(
        {
            "records": restored.records,
            "backup": str(restored.backup) if restored.backup else None,
            "reopened": restored.reopened,
            "closed_periods": [shown_period(year) for year in restored.periods],
        },
        [restoring.told(restored)],
    )
    return OK


def _backup(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.district_file import files

    with closing(open_store(parsed.file)) as store:
        files.back_up(store=store, target=parsed.out)
    output.result({"file": str(parsed.out.resolve())}, [f"Копия сохранена: {parsed.out}"])
    return OK
