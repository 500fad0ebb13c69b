"""The small language of wording: text with fields, choices by number, conditions and lists.

========================================  ==================================================
``{district:gen}``                        a field in a case or another format
``{coordinators|координатором|…ами}``     the first text for one, the second for several
``{if operator}…{else}…{end}``            a part that is there only when its facts are
``{each coordinators и}…{end}``           repeated for every element; joined by commas, and by
                                          the given word before the last one, with a comma when
                                          the text before it has one of its own («A, head, и B»)
``{{`` and ``}}``                         a brace itself
========================================  ==================================================

A text is parsed once against a vocabulary, so that a wrong field is refused when the wording is
read and not when a paper is printed. «в» before a field becomes «во» where its word asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from quality_desktop.domain.errors import QualityError
from quality_desktop.language.prepositions import before_word

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_DASHES = frozenset({"else", "end"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a text may name.

    Attributes:
        fields: Field -> the formats it may be printed in; the empty format is the bare field.
        flags: Names for ``if``; the names of lists may be used there too.
        lists: List -> what is added to this vocabulary inside ``each``.
    """

    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    lists: Mapping[str, Vocabulary] = field(default_factory=dict)

    def inside(self, name: str) -> Vocabulary:
        """The vocabulary within ``each name``."""
        return self.plus(self.lists[name])

    def plus(self, own: Vocabulary) -> Vocabulary:
        """Both vocabularies together."""
        return Vocabulary(
            fields={**self.fields, **own.fields},
            flags=self.flags | own.flags,
            lists={**self.lists, **own.lists},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Facts for the names of a vocabulary.

    Attributes:
        fields: Field -> function that prints it in a format.
        flags: Condition -> whether it holds.
        lists: List -> facts of its elements.
        key: What tells an element of a list from the others for ever.
    """

    fields: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    key: str = ""

    def inside(self, element: Values) -> Values:
        """Facts within ``each``: those around it and those of the element."""
        return Values(
            fields={**self.fields, **element.fields},
            flags={**self.flags, **element.flags},
            lists={**self.lists, **element.lists},
            key=element.key,
        )

    def holds(self, condition: str) -> bool:
        """True when the flag is set or the list is not empty."""
        if condition in self.lists:
            return bool(self.lists[condition])
        return self.flags[condition]


@dataclass(frozen=True, slots=True)
class _Text:
    text: str


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    format: str


@dataclass(frozen=True, slots=True)
class _Choice:
    name: str
    one: str
    several: str


@dataclass(frozen=True, slots=True)
class _If:
    condition: str
    then: tuple[_Node, ...]
    otherwise: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Each:
    name: str
    last_joiner: str
    body: tuple[_Node, ...]


_Node = _Text | _Field | _Choice | _If | _Each


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed text."""

    _nodes: tuple[_Node, ...]

    def render(self, values: Values) -> str:
        """The text with the facts in their places."""
        return _render(self._nodes, values)

    @property
    def conditions(self) -> frozenset[str]:
        """Everything the text asks about with ``if``."""
        return frozenset(_conditions(self._nodes))


def parse(text: str, vocabulary: Vocabulary, *, place: str) -> Template:
    """Parse a text of the wording.

    Args:
        text: The text.
        vocabulary: What it may name.
        place: Where it stands, for the sentence of an error.

    Raises:
        QualityError: A brace without its pair, an unknown name or format, a part not closed.
    """
    parser = _Parser(list(_tokens(text)), place)
    nodes, _ = parser.read(vocabulary, until=frozenset())
    return Template(nodes)


def require_condition(name: str, vocabulary: Vocabulary, *, place: str) -> None:
    """Refuse a condition that the vocabulary does not know.

    Raises:
        QualityError: Neither a flag nor a list has this name.
    """
    if name not in vocabulary.flags and name not in vocabulary.lists:
        raise QualityError(f"{place}: неизвестное условие «{name}».")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    is_tag: bool


def _tokens(text: str) -> Iterator[_Token]:
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield _Token(text[end : match.start()], is_tag=False)
        end = match.end()
        tag = match.group(1)
        if tag is not None:
            yield _Token(tag, is_tag=True)
        else:
            # Only a doubled brace stands for itself; a single one is left to be refused as a tag.
            yield _Token(match.group()[0], is_tag=len(match.group()) == 1)
    if end < len(text):
        yield _Token(text[end:], is_tag=False)


class _Parser:
    """Reads tokens one after another; parts that are opened and closed call each other."""

    def __init__(self, tokens: Sequence[_Token], place: str) -> None:
        self._tokens = iter(tokens)
        self._place = place

    def read(
        self, vocabulary: Vocabulary, *, until: frozenset[str]
    ) -> tuple[tuple[_Node, ...], str]:
        """Read up to one of the closing words; an empty set means the end of the text."""
        nodes: list[_Node] = []
        for token in self._tokens:
            if not token.is_tag:
                nodes.append(_Text(token.text))
            elif token.text in until:
                return tuple(nodes), token.text
            else:
                nodes.append(self._tag(token.text, vocabulary))
        if until:
            raise self._refusal("часть текста открыта, но не закрыта словом {end}")
        return tuple(nodes), ""

    def _tag(self, tag: str, vocabulary: Vocabulary) -> _Node:
        if tag in ("{", "}"):
            raise self._refusal(f"лишняя скобка «{tag}»")
        if tag in _DASHES:
            raise self._refusal(f"лишнее слово {{{tag}}}")
        word, _, rest = tag.partition(" ")
        if word == "if":
            return self._if(rest, vocabulary)
        if word == "each":
            return self._each(rest, vocabulary)
        if "|" in tag:
            return self._choice(tag, vocabulary)
        return self._field(tag, vocabulary)

    def _if(self, condition: str, vocabulary: Vocabulary) -> _If:
        require_condition(condition, vocabulary, place=self._place)
        then, closed_by = self.read(vocabulary, until=_DASHES)
        otherwise: tuple[_Node, ...] = ()
        if closed_by == "else":
            otherwise, _ = self.read(vocabulary, until=frozenset({"end"}))
        return _If(condition, then, otherwise)

    def _each(self, rest: str, vocabulary: Vocabulary) -> _Each:
        name, _, joiner = rest.partition(" ")
        if name not in vocabulary.lists:
            raise self._refusal(f"неизвестный список «{name}»")
        body, _ = self.read(vocabulary.inside(name), until=frozenset({"end"}))
        return _Each(name, joiner, body)

    def _choice(self, tag: str, vocabulary: Vocabulary) -> _Choice:
        parts = tag.split("|")
        if len(parts) != 3:
            raise self._refusal(f"в выборе «{tag}» должно быть два варианта")
        if parts[0] not in vocabulary.lists:
            raise self._refusal(f"неизвестный список «{parts[0]}»")
        return _Choice(*parts)

    def _field(self, tag: str, vocabulary: Vocabulary) -> _Field:
        name, _, form = tag.partition(":")
        if name not in vocabulary.fields:
            raise self._refusal(f"неизвестное поле «{name}»")
        if form not in vocabulary.fields[name]:
            raise self._refusal(f"у поля «{name}» нет вида «{form}»")
        return _Field(name, form)

    def _refusal(self, what: str) -> QualityError:
        return QualityError(f"{self._place}: {what}.")


def _render(nodes: Sequence[_Node], values: Values) -> str:
    said = ""
    for node in nodes:
        piece = _render_node(node, values)
        said = (before_word(said, piece) if isinstance(node, _Field) else said) + piece
    return said


def _render_node(node: _Node, values: Values) -> str:
    match node:
        case _Text(text):
            return text
        case _Field(name, form):
            return values.fields[name](form)
        case _Choice(name, one, several):
            return one if len(values.lists[name]) == 1 else several
        case _If(condition, then, otherwise):
            return _render(then if values.holds(condition) else otherwise, values)
        case _Each(name, last_joiner, body):
            elements = [values.inside(element) for element in values.lists[name]]
            is_closed = len(elements) > 1 and _has_comma(body, elements[-2])
            joiner = f"{',' * is_closed} {last_joiner}" if last_joiner else ""
            return _join([_render(body, element) for element in elements], joiner)
        case _:
            assert_never(node)


def _conditions(nodes: Sequence[_Node]) -> Iterator[str]:
    for node in nodes:
        match node:
            case _If(condition, then, otherwise):
                yield condition
                yield from _conditions((*then, *otherwise))
            case _Each(_, _, body):
                yield from _conditions(body)
            case _:
                continue


def _join(parts: Sequence[str], last_joiner: str) -> str:
    if not last_joiner or len(parts) < 2:
        return ", ".join(parts)
    return f"{', '.join(parts[:-1])}{last_joiner} {parts[-1]}"


def _has_comma(nodes: Sequence[_Node], values: Values) -> bool:
    """The text itself, not its facts, sets something off by a comma, which ends with another."""
    return any(
        _has_comma(node.then if values.holds(node.condition) else node.otherwise, values)
        if isinstance(node, _If)
        else isinstance(node, _Text) and "," in node.text
        for node in nodes
    )
