"""The command line: one thin function per command; everything is done by services.

Exit codes: 0 done; 1 refused input or problems found (each one Russian sentence on stderr);
2 wrong usage. With ``--json`` the result is printed on stdout for machines.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from typing_extensions import override

from quality_desktop import __version__, paths
from quality_desktop.domain.errors import QualityError, Severity

if TYPE_CHECKING:  # imported for real by the commands that need them: a command must start fast
    from quality_desktop.services.printing import Folders
    from quality_desktop.storage.store import Store

OK, REFUSED, USAGE = 0, 1, 2
_COMMANDS = ("demo", "new", "samples", "documents", "document", "check", "backup")
_DEMO_SAMPLE = "ishimbay"
"""The district that ``demo`` shows."""

# What argparse says of a wrong command, and how we say it; longer phrases first.
_ARGPARSE_WORDS: Mapping[str, str] = {
    "the following arguments are required": "не указано",
    "unrecognized arguments": "лишнее",
    "expected one argument": "нужно значение",
    "ignored explicit argument": "значение не нужно:",
    "ambiguous option": "неясный параметр",
    "could match": "это может быть",
    "invalid choice": "нет такого",
    "choose from": "есть",
    "argument ": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Where a command prints.

    Attributes:
        is_json: Print the result for machines.
    """

    is_json: bool
    out: TextIO
    err: TextIO

    def result(self, data: Any, lines: Sequence[str]) -> None:  # noqa: ANN401 - anything JSON has
        """Print the result: the data for machines, the lines for people."""
        text = json.dumps(data, ensure_ascii=False) if self.is_json else "\n".join(lines)
        if text:
            print(text, file=self.out)

    def say(self, sentence: str) -> None:
        """Print a sentence for the user."""
        print(sentence, file=self.err)


class _Help(argparse.HelpFormatter):
    """Help whose own words are Russian."""

    @override
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Вызов: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Helps, and says that a command is wrong, in Russian."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of argparse
        super().__init__(**options, formatter_class=_Help, add_help=False)
        self._positionals.title = "что указать"
        self._optionals.title = "параметры"
        self.add_argument("-h", "--help", action="help", help="показать эту справку")

    @override
    def error(self, message: str) -> NoReturn:
        for english, russian in _ARGPARSE_WORDS.items():
            message = message.replace(english, russian)
        self.exit(
            USAGE,
            f"Команда записана неверно ({message}).\n{self.format_usage()}"
            f"Справка: {self.prog} --help\n",
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command or open the window.

    Args:
        arguments: Words after the program's name; those of the process when omitted.
    """
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    parsed = _parser(words).parse_args(words)
    output = Output(is_json=getattr(parsed, "json", False), out=sys.stdout, err=sys.stderr)
    command: Callable[[argparse.Namespace, Output], int] = parsed.run
    try:
        return command(parsed, output)
    except QualityError as error:
        output.say(error.sentence)
        return REFUSED
    except paths.BundledFilesMissingError as error:
        output.say(str(error))
        return REFUSED
    except KeyboardInterrupt:
        output.say("Прервано.")
        return REFUSED


def _speak_utf8() -> None:
    # A Windows console or a C locale would refuse Russian letters in the middle of a message.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _parser(words: Sequence[str]) -> _Parser:
    first = next((word for word in words if not word.startswith("-")), None)
    parser = _Parser(
        prog="quality-desktop",
        description="Рабочее место управления качеством образования района.",
        epilog="Без команды открывается окно; если назван файл района – окно с этим файлом.",
    )
    parser.add_argument("--version", action="version", version=__version__, help="показать версию")
    if first is not None and _is_mistyped(first):
        known = ", ".join(_COMMANDS)
        parser.error(f"нет такой команды: {first}; есть {known}")
    if first is not None and first not in _COMMANDS:
        parser.add_argument("file", type=_path, metavar="ФАЙЛ", help="файл района")
        parser.set_defaults(run=_window)
        return parser
    parser.set_defaults(run=_window, file=None)
    commands = parser.add_subparsers(title="команды", metavar="КОМАНДА", parser_class=_Parser)
    _add_file_commands(commands)
    _add_paper_commands(commands)
    return parser


def _is_mistyped(word: str) -> bool:
    """True for a word that is no command and cannot be meant as a file."""
    path = Path(word)
    is_plain = not path.suffix and path.name == word
    return word not in _COMMANDS and is_plain and not path.exists()


def _path(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("пустое имя")
    return Path(text)


def _add_file_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    demo = _command(commands, "demo", _demo, "образец района: файл, приказ и окно")
    demo.add_argument("--out", type=_path, default=Path("demo"), help="папка (по умолчанию demo)")
    demo.add_argument("--no-window", action="store_true", help="не открывать окно")
    new = _command(commands, "new", _new, "создать файл района")
    new.add_argument("file", type=_path, metavar="ФАЙЛ")
    new.add_argument("--sample", metavar="ОБРАЗЕЦ", help="заполнить образцом (см. samples)")
    _command(commands, "samples", _samples, "какие есть образцы")
    check = _command(commands, "check", _check, "проверить файл района")
    check.add_argument("file", type=_path, metavar="ФАЙЛ")
    backup = _command(commands, "backup", _backup, "сохранить копию файла района")
    backup.add_argument("file", type=_path, metavar="ФАЙЛ")
    backup.add_argument("--out", type=_path, required=True, metavar="КОПИЯ")


def _add_paper_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    documents = _command(commands, "documents", _documents, "какие документы можно напечатать")
    documents.add_argument("file", type=_path, metavar="ФАЙЛ")
    document = _command(commands, "document", _document, "записать документ")
    document.add_argument("file", type=_path, metavar="ФАЙЛ")
    document.add_argument("key", metavar="КЛЮЧ", help="ключ документа (см. documents)")
    document.add_argument("--out", type=_path, required=True, metavar="ПАПКА")
    document.add_argument(
        "--format", default="docx,pdf", metavar="ВИД", help="docx, pdf или оба через запятую"
    )


def _command(
    commands: argparse._SubParsersAction[_Parser],
    name: str,
    run: Callable[[argparse.Namespace, Output], int],
    text: str,
) -> _Parser:
    parser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.add_argument("--json", action="store_true", help="ответ для программ (JSON)")
    parser.set_defaults(run=run)
    return parser


def _window(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop import app

    return app.run(file=parsed.file)


def _demo(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services import files, papers, printing

    path = _made(parsed.out) / f"{_DEMO_SAMPLE}{files.SUFFIX}"
    is_new = not path.exists()
    with closing(_create(path, _DEMO_SAMPLE) if is_new else _open(path)) as store:
        written = [
            printing.write(
                store=store,
                paper=paper.paper,
                folder=parsed.out,
                formats=printing.FORMATS,
                folders=_print_folders(),
                progress=_bar(output),
            )
            for paper in papers.available(store=store)
        ]
    made = [path, *(file for one in written for file in one.files)]
    for problem in (problem for one in written for problem in one.problems):
        output.say(problem.text)
    output.result({"files": [str(file.resolve()) for file in made]}, [str(file) for file in made])
    if parsed.no_window or not _has_screen():
        return OK
    from quality_desktop import app

    return app.run(file=path)


def _new(parsed: argparse.Namespace, output: Output) -> int:
    _create(parsed.file, parsed.sample).close()
    output.result({"file": str(parsed.file.resolve())}, [f"Создан файл {parsed.file}"])
    return OK


def _samples(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services import samples

    found = samples.available(samples_folder=paths.bundled().samples)
    output.result(
        [{"name": s.name, "title": s.title, "description": s.description} for s in found],
        [f"{s.name}\t{s.title}" for s in found],
    )
    return OK


def _documents(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services import papers

    with closing(_open(parsed.file)) as store:
        found = papers.available(store=store)
    output.result(
        [{"key": paper.key, "title": paper.title} for paper in found],
        [f"{paper.key}\t{paper.title}" for paper in found],
    )
    return OK


def _document(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services import papers, printing

    formats = tuple(
        dict.fromkeys(part.strip() for part in parsed.format.split(",") if part.strip())
    )
    unknown = [name for name in formats if name not in printing.FORMATS]
    if unknown or not formats:
        output.say(
            f"Неизвестный формат «{', '.join(unknown)}»: укажите {' или '.join(printing.FORMATS)}."
        )
        return USAGE
    with closing(_open(parsed.file)) as store:
        paper = next((p for p in papers.available(store=store) if p.key == parsed.key), None)
        if paper is None:
            raise QualityError(
                f"Документа «{parsed.key}» в файле нет: список даёт команда documents."
            )
        written = printing.write(
            store=store,
            paper=paper.paper,
            folder=parsed.out,
            formats=formats,
            folders=_print_folders(),
            progress=_bar(output),
        )
    for problem in written.problems:
        output.say(problem.text)
    output.result(
        {
            "files": [str(file.resolve()) for file in written.files],
            "problems": [problem.text for problem in written.problems],
        },
        [str(file) for file in written.files],
    )
    return OK


def _check(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services import files

    with closing(_open(parsed.file)) as store:
        problems = files.check(store=store)
    for problem in problems:
        output.say(problem.text)
    lines = [] if problems else ["Файл в порядке."]
    output.result(
        {"problems": [{"text": p.text, "severity": p.severity.value} for p in problems]}, lines
    )
    return REFUSED if any(p.severity is Severity.ERROR for p in problems) else OK


def _backup(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services import files

    with closing(_open(parsed.file)) as store:
        files.back_up(store=store, target=parsed.out)
    output.result({"file": str(parsed.out.resolve())}, [f"Копия сохранена: {parsed.out}"])
    return OK


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QualityError(
            f"Папку «{folder}» создать нельзя: укажите другую в параметре --out."
        ) from error
    return folder


def _create(path: Path, sample: str | None) -> Store:
    from quality_desktop.services import files

    bundled = paths.bundled()
    return files.create_file(
        path=path,
        sample=sample,
        samples_folder=bundled.samples,
        reference=bundled.reference,
        migrations=bundled.migrations,
        writer=files.writer(),
    )


def _open(path: Path) -> Store:
    from quality_desktop.services import files

    return files.open_file(
        path=path,
        migrations=paths.bundled().migrations,
        writer=files.writer(),
        backups=paths.user_folders().backups,
    )


def _print_folders() -> Folders:
    from quality_desktop.services.printing import Folders

    bundled = paths.bundled()
    return Folders(
        wording=bundled.wording,
        reference=bundled.reference,
        language=bundled.language,
        fonts=bundled.fonts,
    )


def _bar(output: Output) -> Callable[[int, int, str], None]:
    """Progress on stderr, only for a person who looks at it."""

    def show(done: int, total: int, text: str) -> None:
        if output.err.isatty():
            filled = 20 * done // max(total, 1)
            end = "\n" if done >= total else ""
            print(f"\r[{'#' * filled:<20}] {text:<30}", end=end, file=output.err, flush=True)

    return show


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
