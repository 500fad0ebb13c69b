"""The program's start: a command, or the window.

Exit codes: 0 done; 1 refused input or problems found (each one Russian sentence on stderr);
2 wrong usage. With ``--json`` the result is printed on stdout for machines; of a command that is
refused, an object that says why.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from quality_desktop import __version__, paths
from quality_desktop.cli.console import REFUSED, USAGE, Output
from quality_desktop.cli.parser import Parser, WrongUsageError, path_argument
from quality_desktop.domain.errors import QualityError

_JSON = "--json"
_COMMANDS = (
    "demo",
    "new",
    "samples",
    "documents",
    "document",
    "check",
    "backup",
    "recover",
    "restore",
    "pack",
    "merge",
    "results",
    "forms",
    "risk",
    "site",
    "help",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command or open the window.

    Args:
        arguments: Words after the program's name; those of the process when omitted.
    """
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    output = Output(is_json=_JSON in words, out=sys.stdout, err=sys.stderr)
    try:
        parsed = command_parser(words).parse_args(words)
    except WrongUsageError as error:  # it was said
        output.said.append(error.sentence)
        output.ended(USAGE)
        raise
    output.is_json = getattr(parsed, "json", False)
    command: Callable[[argparse.Namespace, Output], int] = parsed.run
    try:
        return output.ended(command(parsed, output))
    except QualityError as error:
        return output.refuse(error.sentence)
    except paths.BundledFilesMissingError as error:
        return output.refuse(str(error))
    except BrokenPipeError:  # whoever reads the output has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except OSError as error:
        return output.refuse(_sentence_of(error))
    except KeyboardInterrupt:
        return output.refuse("Прервано.")


def _sentence_of(failure: OSError) -> str:
    """What a failure of the system means to the user; raises it again when it is a bug."""
    from quality_desktop.storage.failures import explained

    name = failure.filename2 or failure.filename
    if not isinstance(name, str):
        raise failure
    try:
        with explained(Path(name)):
            raise failure
    except QualityError as error:
        return error.sentence


def _speak_utf8() -> None:
    # A Windows console or a C locale would refuse Russian letters in the middle of a message.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def command_parser(words: Sequence[str]) -> Parser:
    """The parser of a line that begins with these words; no command is loaded for the window."""
    first = next((word for word in words if not word.startswith("-")), None)
    parser = Parser(
        prog="quality-desktop",
        description="Рабочее место управления качеством образования района.",
        epilog="Без команды открывается окно; если назван файл района – окно с этим файлом.",
    )
    parser.add_argument("--version", action="version", version=__version__, help="показать версию")
    if first is not None and _is_mistyped(first):
        known = ", ".join(_COMMANDS)
        parser.error(f"нет такой команды: {first}; есть {known}")
    parser.set_defaults(run=_window, file=None)
    if first is not None and first not in _COMMANDS:
        parser.add_argument("file", type=path_argument, metavar="ФАЙЛ", help="файл района")
    elif words:
        _add_commands(parser)
    return parser


def _add_commands(parser: Parser) -> None:
    # Imported here: the window starts without them.
    from quality_desktop.cli import exchange, files, forms, manual, papers, results, risk, site

    commands = parser.add_subparsers(title="команды", metavar="КОМАНДА", parser_class=Parser)
    for module in (files, exchange, papers, results, forms, risk, site, manual):
        module.add_commands(commands)


def _is_mistyped(word: str) -> bool:
    """True for a word that is no command and cannot be meant as a file."""
    path = Path(word)
    is_plain = not path.suffix and path.name == word
    return word not in _COMMANDS and is_plain and not path.exists()


def _window(parsed: argparse.Namespace, output: Output) -> int:
    # Until the window listens for Ctrl+C itself, the process just ends, as nothing is open yet: an
    # exception in the middle of importing Qt made it hang or crash.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # what is imported stays: to look for garbage in it would take a tenth of the start
    try:
        from quality_desktop import app

        return app.run(file=parsed.file)
    finally:
        gc.enable()
        signal.signal(signal.SIGINT, before)
