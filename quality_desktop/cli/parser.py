"""The words of a command: parsed, explained and refused in Russian."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from typing_extensions import override

from quality_desktop.cli.console import USAGE, Output

Run = Callable[[argparse.Namespace, Output], int]
"""What a command does; returns its exit code."""

_PERIOD = re.compile(r"(20\d\d)(?:[/-](\d\d|20\d\d))?")

# What argparse says of a wrong command, and how we say it; longer phrases first.
_ARGPARSE_WORDS: Mapping[str, str] = {
    "the following arguments are required": "не указано",
    "unrecognized arguments": "лишнее",
    "expected one argument": "нужно значение",
    "ignored explicit argument": "значение не нужно:",
    "ambiguous option": "неясный параметр",
    "could match": "это может быть",
    "invalid choice": "нет такого",
    "invalid int value": "не целое число",
    "choose from": "есть",
    "argument ": "",
}


class WrongUsageError(SystemExit):
    """The words of a command are wrong; the user has been told.

    Attributes:
        sentence: How.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(USAGE)
        self.sentence = sentence


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


class Parser(argparse.ArgumentParser):
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
        sentence = f"Команда записана неверно ({message})."
        text = f"{sentence}\n{self.format_usage()}Справка: {self.prog} --help\n"
        print(text, file=sys.stderr, end="", flush=True)
        raise WrongUsageError(sentence)


# argparse has no public name for it.
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001
"""Where commands are added."""


def add_command(commands: Commands, name: str, run: Run, text: str) -> Parser:
    """Add a command.

    Args:
        commands: Where.
        name: Its word.
        run: What it does.
        text: What it is for, in the list of commands; begins with a small letter.
    """
    parser = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
    parser.add_argument("--json", action="store_true", help="ответ для программ (JSON)")
    parser.set_defaults(run=run)
    return parser


def add_group(commands: Commands, name: str, text: str) -> Commands:
    """Add a word that is followed by commands of its own: ``results read``."""
    parser = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
    return parser.add_subparsers(
        title="команды", metavar="ДЕЙСТВИЕ", required=True, parser_class=Parser
    )


def path_argument(text: str) -> Path:
    """Type of an argument that names a file or a folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("пустое имя")
    return Path(text)


def period_argument(text: str) -> int:
    """Type of an argument that names a school year: 2025/26 is 2025."""
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError("нужен учебный год, например 2025/26")
    first, second = int(found[1]), found[2]
    if second is not None and int(second) % 100 != (first + 1) % 100:
        raise argparse.ArgumentTypeError("учебный год кончается в следующем году, как 2025/26")
    return first
