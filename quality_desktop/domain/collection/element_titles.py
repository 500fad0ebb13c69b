"""How a data element is named in a sentence, and how its member is told from the others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.formulas.formula_print import restriction
from quality_desktop.domain.formulas.formula_tree import Element

NO_TITLES: Mapping[str, str] = MappingProxyType({})

Dimensions = tuple[str, str, int | None]
"""Procedure, subject and grade of a member."""


def title_of(element: DataElement) -> str:
    """The title, or the best there is instead."""
    return element.title or element.short_title or element.code


def full_title(element: DataElement, subjects: Mapping[str, str] = NO_TITLES) -> str:
    """Title of an element with its subject and grade, begun with a capital letter."""
    return capital(with_place(title_of(element), place_of(element, subjects)))


def place_of(element: DataElement, subjects: Mapping[str, str]) -> str:
    """«математика, 5 класс»; empty for an element that stands once."""
    return restriction(Element(element.code, element.subject, element.grade or None), subjects)


def with_place(text: str, place: str) -> str:
    """«число участников (математика, 5 класс)»."""
    return f"{text} ({place})" if place else text


def capital(text: str) -> str:
    """The text begun with a capital letter."""
    return text[:1].upper() + text[1:]


def dimensions_of(member: DataElement) -> Dimensions:
    """What tells members of one code apart."""
    return member.procedure, member.subject, member.grade


def member_key(member: DataElement) -> str:
    """Name of a member that is the same in every copy of the definitions."""
    grade = "" if member.grade is None else member.grade
    return f"{member.code}/{member.procedure}/{member.subject}/{grade}"
