"""What the help page and the README say of commands is what the commands take."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.cli.parser import Parser
from quality_desktop.cli.program import command_parser

ROOT = Path(__file__).parents[2]
COMMON = {"-h", "--help", "--json"}


def leaves(parser: argparse.ArgumentParser, words: str = "") -> Iterator[tuple[str, Parser]]:
    """Every command with its own parser: «results read»."""
    groups = [
        action.choices
        for action in parser._actions  # noqa: SLF001 - argparse has no public list
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
    ]
    if not groups:
        assert isinstance(parser, Parser)
        yield words.strip(), parser
    for choices in groups:
        for name, inner in choices.items():
            yield from leaves(inner, f"{words} {name}")


COMMANDS = dict(leaves(command_parser(["help"])))


def options(parser: Parser) -> set[str]:
    found = {name for action in parser._actions for name in action.option_strings}  # noqa: SLF001
    return found - COMMON


@pytest.fixture(scope="module")
def page() -> str:
    return (paths.bundled().help / "commands.md").read_text(encoding="utf-8")


def test_the_page_lists_every_command_and_no_other(page):
    rows = re.findall(r"^\| `([a-z]+(?: [a-z]+)?)", page, re.MULTILINE)
    assert sorted(rows) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_explains_every_option_of_a_command_and_no_other(page, command):
    section = re.search(rf"^### {command}\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    told = re.findall(r"^- `(--[a-z-]+)[^`]*` – \S", section[1] if section else "", re.MULTILINE)
    assert sorted(told) == sorted(options(COMMANDS[command]))


def test_options_in_the_table_are_of_their_command(page):
    for command, row in re.findall(r"^\| `([a-z]+(?: [a-z]+)?)(.*)", page, re.MULTILINE):
        assert set(re.findall(r"--[a-z-]+", row)) <= options(COMMANDS[command]), command


def test_the_readme_names_every_command_and_only_options_that_there_are():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `installer/run\.sh app ([a-z]+(?: [a-z]+)?)(.*)", readme, re.MULTILINE)
    assert {command for command, _ in rows} == set(COMMANDS)
    for command, row in rows:
        assert set(re.findall(r"--[a-z-]+", row)) <= options(COMMANDS[command]), command
