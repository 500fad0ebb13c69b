"""Rules of the house that no linter knows, each with its reason."""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TEXT_SUFFIXES = {".toml", ".md", ".qss", ".html", ".csv", ".json"}

FORBIDDEN = {
    r"\bprocessEvents\(": "re-enters the event loop: work off the GUI thread instead",
    r"\btime\.sleep\(": "freezes: wait for a signal or a condition",
    r"^\s*from \S+ import \*": "hides where a name comes from",
    r"\b(pickle|marshal|shelve)\b": "runs code from a file that travelled by e-mail",
    r"\bos\.getcwd\(|\bPath\.cwd\(": "the program may be started from anywhere",
}
FORBIDDEN_IN_TESTS = {
    r"\btime\.sleep\(": "wait for a signal or a condition",
    r"\bqtbot\.wait\(": "wait for a signal or a condition",
    r"\bqWait\(": "wait for a signal or a condition",
    r"\bassert True\b": "asserts nothing",
}
# This file spells the patterns out, and the guards' own tests spell out what they guard against.
OWN_WORDS = {"test_house_rules.py"}

_LATIN_AND_CYRILLIC = re.compile(r"[a-z]+[\u0400-\u052f]|[\u0400-\u052f]+[a-z]", re.IGNORECASE)
_RANGE = re.compile(r"\w-\w")
_ESCAPE = re.compile(r"\\.")


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_the_program_avoids(modules, pattern: str):
    found = [
        f"{module.path}:{number}"
        for module in modules
        for number, line in enumerate(module.text.splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found, f"{FORBIDDEN[pattern]}: {found}"


@pytest.mark.parametrize("pattern", FORBIDDEN_IN_TESTS)
def test_tests_avoid(pattern: str):
    found = [
        f"{path.relative_to(CHECKOUT)}:{number}"
        for path in (CHECKOUT / "tests").rglob("*.py")
        if path.name not in OWN_WORDS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found, f"{FORBIDDEN_IN_TESTS[pattern]}: {found}"


def mixed_words(text: str) -> list[str]:
    r"""Returns the spots of a text where one word has letters of both alphabets.

    Look-alike letters spoil search, sorting and codes and cannot be seen. Ranges of a regular
    expression (``[a-zа-я]``) and escapes (``\nТекст``) are no words.
    """
    if text.isascii():
        return []
    return _LATIN_AND_CYRILLIC.findall(_ESCAPE.sub(" ", _RANGE.sub(" ", text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Приказ о мерах", []),
        ("PDF-файл", []),
        (r"[a-zа-яё]+", []),
        (r"\dшкола", []),
        ("Пpиказ", ["Пp"]),
        ("орder", ["орd"]),
    ],
)
def test_a_word_of_both_alphabets_is_seen(text: str, words: list[str]):
    assert mixed_words(text) == words


def test_no_word_of_the_source_mixes_latin_and_cyrillic(modules):
    found = [
        f"{module.path}:{line} {word}"
        for module in modules
        for line, text in _texts_and_comments(module.text, module.nodes)
        for word in mixed_words(text)
    ]
    assert not found


def test_no_word_of_bundled_texts_mixes_latin_and_cyrillic():
    found = [
        f"{path.relative_to(CHECKOUT)}:{number} {word}"
        for folder in ("resources", "forms", "db")
        for path in (CHECKOUT / folder).rglob("*")
        if path.suffix in TEXT_SUFFIXES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for word in mixed_words(line)
    ]
    assert not found


def _texts_and_comments(source: str, nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """Yields line and content of every string, comment and name."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.COMMENT, tokenize.NAME):
            yield token.start[0], token.string
