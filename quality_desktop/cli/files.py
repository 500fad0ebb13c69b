"""Commands about the office's file as a whole."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from quality_desktop import paths
from quality_desktop.cli.console import OK, REFUSED, Output, has_screen, progress_bar
from quality_desktop.cli.district_file import (
    create_store,
    made_folder,
    open_store,
    print_folders,
)
from quality_desktop.cli.parser import Commands, add_command, path_argument
from quality_desktop.domain.errors import Severity

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
    from quality_desktop.services.district_file import files

    with closing(open_store(parsed.file)) as store:
        problems = files.check(store=store)
    for problem in problems:
        output.say(problem.text)
    lines = [] if problems else ["Файл в порядке."]
    output.result(
        {"problems": [{"text": p.text, "severity": p.severity.value} for p in problems]}, lines
    )
    return REFUSED if any(p.severity is Severity.ERROR for p in problems) else OK


def _backup(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.district_file import files

    with closing(open_store(parsed.file)) as store:
        files.back_up(store=store, target=parsed.out)
    output.result({"file": str(parsed.out.resolve())}, [f"Копия сохранена: {parsed.out}"])
    return OK
