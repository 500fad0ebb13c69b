"""What the wording of a kind may name, in the words of a clerk: the menu of fields and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from quality_desktop.documents import addressees, greetings
from quality_desktop.documents.paper_names import Named, named_codes, paper_vocabulary
from quality_desktop.services.paperwork.kind_files import KindSource

CASE_WORDS: Final = {
    "nom": "кто, что (именительный)",
    "gen": "кого, чего (родительный)",
    "dat": "кому, чему (дательный)",
    "acc": "кого, что (винительный)",
    "ins": "кем, чем (творительный)",
    "loc": "о ком, о чем (предложный)",
    "signed": "Л.И. Мастрюкова, как в подписи",
    "full": "полностью: фамилия, имя, отчество",
    "titled": "с большой буквы, как в подписи",
    "numeric": "12.07.2021",
    "running": "12 июля 2021 года",
    "requisite": "12 июля 2021 г.",
    "": "как записано",
}
"""Forms of fields as the menu calls them."""
STYLE_WORDS: Final = {
    "body": "абзац",
    "clause": "пункт с номером",
    "item": "подпункт с тире",
    "list": "строка перечня с номером",
    "section": "подзаголовок с номером",
    "table": "таблица",
}
"""Styles of parts as the window calls them."""
_GROUPS: Final = (
    (
        "Управление и район",
        (
            ("office", "Управление полностью"),
            ("office.term", "Управление кратко"),
            ("district", "Район"),
            ("district.short", "Район кратко"),
            ("region", "Регион"),
            ("address", "Адрес"),
            ("phone", "Телефон"),
            ("email", "Электронная почта"),
            ("site", "Сайт"),
        ),
    ),
    (
        "Документ",
        (
            ("number", "Номер"),
            ("dated", "Дата"),
            ("subject", "Заголовок, вписанный в документ"),
            ("answer_due", "Срок ответа"),
            (greetings.NAME, "Имя и отчество адресата, если он один"),
            ("reply", "На какой номер отвечаем"),
            ("reply.dated", "От какого числа"),
            ("year", "Год документа"),
            ("roadmap", "План («дорожная карта»)"),
            ("roadmap.year", "Год плана"),
            ("earlier.number", "Номер прежнего документа"),
            ("earlier.dated", "Дата прежнего документа"),
            ("earlier.heading", "Заголовок прежнего документа"),
            ("appendix.matrix", "Номер приложения: матрица"),
            ("appendix.card", "Номер приложения: карта"),
            ("appendix.roadmap", "Номер приложения: план"),
            ("appendix.team", "Номер приложения: состав команды"),
        ),
    ),
    (
        "Люди",
        (
            ("signatory", "Кто подписывает"),
            ("signatory.position", "Должность того, кто подписывает"),
            ("executor", "Исполнитель документа"),
            ("executor.phone", "Телефон исполнителя"),
            ("executor.email", "Почта исполнителя"),
            ("controller", "Кто контролирует"),
            ("controller.position", "Должность того, кто контролирует"),
            ("supervisor", "Кто руководит"),
            ("supervisor.position", "Должность того, кто руководит"),
        ),
    ),
)
_LISTS: Final = {
    "addressees": "если адресаты выбраны",
    "coordinators": "если в матрице есть координаторы",
    "executors": "если в матрице есть исполнители",
    "operators": "если в матрице есть оператор",
    "programmes": "если в приложениях есть программы",
}
_OF_LISTS: Final = {
    "addressee": "Адресат",
    "person": "Человек",
    "person.position": "Должность",
    "unit": "Учреждение",
    "unit.short": "Учреждение кратко",
    "programme.code": "Номер направления программы",
    "programme.title": "Название программы",
    "programme.quality": "Качество чего (по программе)",
    "programme.appendix": "Номер приложения: программа",
    "appendix": "Номер приложения",
    "appendix.numbered": "несколько приложений",
    "operator.people": "люди оператора",
    "operator.units": "учреждения оператора",
    "coordinators": "координаторы",
    "executors": "исполнители",
    "operators": "операторы",
    "programmes": "программы",
    "addressees": "адресаты",
}
"""What a text names inside a list or an appendix mark, which the menu does not offer, and lists."""
_TAG: Final = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")
_JOINTS: Final = {"else": "; иначе: ", "end": ")"}
_ONE_OF: Final = {
    "field": Named(fields=("x",)),
    "party": Named(parties=("x",)),
    "deadline": Named(deadlines=("x",)),
}
_OWN: Final = {
    "field": "Значения документа",
    "party": "Люди и учреждения документа",
    "deadline": "Сроки документа",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChoice:
    """A field that a text may name.

    Attributes:
        code: Its name in the wording.
        title: Its name in the menu.
        forms: Forms it can be printed in, as the wording writes them.
    """

    code: str
    title: str
    forms: tuple[str, ...]

    def written(self, form: str) -> str:
        """The field as it stands in a text: ``{office:gen}``."""
        return f"{{{self.code}:{form}}}" if form else f"{{{self.code}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """Fields under one heading of the menu."""

    title: str
    fields: tuple[FieldChoice, ...]


def fields_of(source: KindSource) -> tuple[FieldGroup, ...]:
    """Fields that the texts of a kind may name, its own ones last."""
    named = _named(source)
    known = paper_vocabulary(named).fields
    groups = [
        FieldGroup(
            title=title,
            fields=tuple(
                FieldChoice(code=code, title=words, forms=_ordered(known[code]))
                for code, words in fields
                if code in known
            ),
        )
        for title, fields in _GROUPS
    ]
    return (*groups, *_own_groups(named, source))


def conditions_of(source: KindSource) -> tuple[tuple[str, str], ...]:
    """Conditions that a part may have: name and words («если есть срок ответа»)."""
    flags = paper_vocabulary(_named(source)).flags
    found = [("", "всегда"), *_LISTS.items()]
    said = {**greetings.WORDS, **addressees.WORDS}
    found.extend((name, f"если {words}") for name, words in said.items())
    for group in fields_of(source):
        found.extend(
            (one.code, f"если есть: {one.title[:1].lower()}{one.title[1:]}")
            for one in group.fields
            if one.code in flags
        )
    return tuple(found)


def in_words(text: str, source: KindSource) -> str:
    """A text of a kind as a clerk reads it: «[Управление кратко: кого, чего] просит …»."""
    titles = (
        _OF_LISTS
        | dict(greetings.WORDS)
        | dict(addressees.WORDS)
        | {
            field.code: field.title
            for group in (*fields_of(source), *_groups_of_text(text, source))
            for field in group.fields
        }
    )

    def said(match: re.Match[str]) -> str:
        tag = match.group(1)
        if tag.startswith("if "):
            return f"(если есть «{titles.get(tag[3:], tag[3:])}»: "
        if tag.startswith("each "):
            name = tag.split()[1]
            return f"(перечень «{titles.get(name, name)}»: "
        if tag in _JOINTS:
            return _JOINTS[tag]
        if "|" in tag:
            return "/".join(tag.split("|")[1:])
        code, _, form = tag.partition(":")
        words = CASE_WORDS.get(form, "").partition(" (")[0] if form else ""
        return f"[{titles.get(code, code)}{': ' if words else ''}{words}]"

    return _TAG.sub(said, text).replace("{{", "{").replace("}}", "}")


def own_forms(sort: str) -> tuple[str, ...]:
    """Forms that a new value, party or date of a kind can be printed in, as the wording writes them.

    Args:
        sort: ``field`` | ``party`` | ``deadline``.
    """
    return _ordered(paper_vocabulary(_ONE_OF[sort]).fields[f"{sort}.x"])


def _groups_of_text(text: str, source: KindSource) -> tuple[FieldGroup, ...]:
    """Own fields that only this text names: it is not saved yet."""
    return tuple(_own_groups(named_codes([text]), source))


def _named(source: KindSource) -> Named:
    kind = source.kind
    texts = [kind.heading, kind.addressee, kind.greeting, kind.distribution, kind.executor]
    for part in source.parts:
        texts += [part.text, part.cells, f"{{if {part.condition}}}"]
    return named_codes(texts)


def _own_groups(named: Named, source: KindSource) -> Iterator[FieldGroup]:
    known = paper_vocabulary(named).fields
    own = {"field": named.fields, "party": named.parties, "deadline": named.deadlines}
    for sort, codes in own.items():
        found = tuple(_own_fields(sort, codes, source, known))
        if found:
            yield FieldGroup(title=_OWN[sort], fields=found)


def _own_fields(
    sort: str, codes: tuple[str, ...], source: KindSource, known: Mapping[str, frozenset[str]]
) -> Iterator[FieldChoice]:
    for code in codes:
        name = f"{sort}.{code}"
        title = source.titles.get(name, code)
        endings = (
            (("", ""), (".position", ", должность"), (".person", ", человек"))
            if sort == "party"
            else (("", ""),)
        )
        for ending, words in endings:
            forms = known[f"{name}{ending}"]
            yield FieldChoice(
                code=f"{name}{ending}",
                title=f"{title[:1].upper()}{title[1:]}{words}",
                forms=_ordered(forms),
            )


def _ordered(forms: frozenset[str]) -> tuple[str, ...]:
    return tuple(form for form in CASE_WORDS if form in forms)
