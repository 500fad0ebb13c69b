"""Declension of names of units and places: «Ишимбайский район» → «в Ишимбайском районе»."""

from __future__ import annotations

import re
from itertools import takewhile

from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.exceptions import Exceptions
from quality_desktop.language.heads import PLACE_HEADS, TITLE_HEADS, UNIT_HEADS
from quality_desktop.language.paradigms import decline_adjective
from quality_desktop.language.phrases import (
    Phrase,
    Vocabulary,
    decline_phrase,
    find_phrase,
    starts_nominative,
)
from quality_desktop.language.positions import split_parts
from quality_desktop.language.towns import decline_town

# «в детском саду», but «о детском саде»: only a person can tell which is meant
_TWO_LOCATIVES = frozenset({"сад", "детсад"})
_ABBREVIATION = re.compile(r"[А-ЯЁA-Z]{2,}[А-ЯЁа-яёA-Z]*$")
_PLACE_LETTERS = frozenset(
    ["ЗАТО", "МО", "МР", "ГО", "МОГО", "ГП", "СП", "РП", "ВМО", "МОМР", "АТЕ"]
)
_COMMON_WORDS = frozenset(
    [
        "город",
        "район",
        "округ",
        "посёлок",
        "поселок",
        "село",
        "улус",
        "муниципальный",
        "муниципальное",
        "городской",
        "городское",
        "сельский",
        "сельское",
    ]
)
"""They have no capital inside a sentence, as they are often copied from the head of a list."""
_SHORT_DISTRICT = re.compile(r"(?<=\s)р-н\b")
_WRITTEN_OUT = re.compile(r"(?<=\s)район[а-я]*")
_OTHER_WORD = re.compile(r"(\s+\()([а-я]+)(\))")
_SECOND_NAME = re.compile(r"(\s+[–—-]\s+)([А-ЯЁ][а-яё]+)")
_LEGAL_FORMS = frozenset({"учреждение", "организация"})
_ROADMAP = re.compile(r"(?<=\()(«?[Дд])орожная карта(?=»?\))")
_ROADMAP_FORMS = {
    Case.GEN: "орожной карты",
    Case.DAT: "орожной карте",
    Case.ACC: "орожную карту",
    Case.INS: "орожной картой",
    Case.LOC: "орожной карте",
}
_VILLAGE_HEADS = frozenset({"село", "посёлок", "поселок"})


def decline_unit(text: str, case: Case) -> str | None:
    """The name of a unit or organisation in a case, None when the program is not sure.

    An abbreviated beginning («МБОУ СОШ № 5», «МКУ Управление образования») stands for any case.
    """
    if case is Case.NOM:
        return text
    words = text.split()
    if not words:
        return None
    if _ABBREVIATION.match(words[0]) and words[0].lower() not in UNIT_HEADS:
        return text
    vocabulary = Vocabulary(heads=UNIT_HEADS, animate=False)
    phrase = find_phrase(text, vocabulary)
    if phrase is None:
        return None
    if (named := _after_legal_form(phrase, vocabulary)) is not None:
        return _both_declined(phrase, named, case, vocabulary)
    if _has_second_head(phrase, vocabulary):
        return None
    if case is Case.LOC and phrase.words[phrase.head].lower() in _TWO_LOCATIVES:
        return None
    return decline_phrase(phrase, case, vocabulary)


def decline_title(text: str, case: Case) -> str | None:
    """The title of a plan or another paper in a case, None when the program is not sure."""
    if case is Case.NOM:
        return text
    vocabulary = Vocabulary(heads=TITLE_HEADS, animate=False)
    phrase = find_phrase(text, vocabulary)
    declined = None if phrase is None else decline_phrase(phrase, case, vocabulary)
    # «плана мероприятий («дорожной карты»)»: what stands in the brackets is the plan once more.
    return declined and _ROADMAP.sub(rf"\g<1>{_ROADMAP_FORMS[case]}", declined)


def decline_place(text: str, case: Case, exceptions: Exceptions) -> str | None:
    """The name of a place in a case, None when the program is not sure.

    After «район», «округ», «образование» and «республика» a proper name stays, as the offices
    write it («муниципального района Ишимбайский район», «Республики Башкортостан»); the name of a
    town agrees with «город», a second name of a region after a dash where it is listed
    («Кемеровской области – Кузбасса», but «Республики Северная Осетия – Алания»).
    """
    words = text.split()
    if case is Case.NOM or (words and words[0] in _PLACE_LETTERS):
        return text  # «ЗАТО Железногорск», «МО «Город …»»: the letters stand for any case
    if not words:
        return None
    if _SHORT_DISTRICT.search(text):  # «Ивановский р-н»
        whole = decline_place(_SHORT_DISTRICT.sub("район", text), case, exceptions)
        return whole and _WRITTEN_OUT.sub("р-н", whole)
    if words[0].lower() in _COMMON_WORDS and len(words) > 1 and words[0].istitle():
        text = text.replace(words[0], words[0].lower(), 1)
    if (bare := decline_town(text.strip(), case, exceptions)) is not None:
        return text.replace(text.strip(), bare)
    abbreviated = re.fullmatch(r"(\s*г\.)(\s*\S.*)", text)
    if abbreviated:
        name = _decline_appended(abbreviated.group(2), case, exceptions)
        return None if name is None else abbreviated.group(1) + name
    vocabulary = Vocabulary(heads=PLACE_HEADS, animate=False)
    phrase = find_phrase(text, vocabulary)
    if phrase is None:
        return None
    head, tail = phrase.words[phrase.head].lower(), "".join(phrase.words[phrase.head + 1 :])
    declined = decline_phrase(
        Phrase(words=phrase.words[: phrase.head + 1], head=phrase.head), case, vocabulary
    )
    if declined is None or not tail.strip():
        return declined
    if head.split("-")[0] == "город":
        name = _decline_appended(tail, case, exceptions)
        return None if name is None else declined + name
    if head in _VILLAGE_HEADS and re.search(r"(а|я|ое|ее|ий|ый|ой|ая)$", tail):
        return None  # «в селе Петровское» and «в селе Петровском» are both in use
    if (other := _OTHER_WORD.fullmatch(tail)) is not None:  # «улус (район)»
        word = decline_place(other[2], case, exceptions)
        return None if word is None else declined + other[1] + word + other[3]
    if second := _SECOND_NAME.fullmatch(tail):
        dash, name = second.groups()
        return declined + dash + (exceptions.find("place", name, Gender.UNKNOWN, case) or name)
    return declined + tail


def decline_short_place(text: str, case: Case, exceptions: Exceptions) -> str:
    """The short official name of a place: letters stay, what is written out is declined.

    «МР Ишимбайский район» stays in every case, «г. Лесосибирск» and «Первомайский МО» do not.
    """
    words = text.split()
    if case is Case.NOM or not words or _ABBREVIATION.match(words[0]):
        return text
    whole = decline_place(text, case, exceptions)
    if whole is not None:
        return whole
    leads = list(takewhile(lambda word: not _ABBREVIATION.match(word), words))
    forms = [decline_adjective(word, case, animate=False) for word in leads]
    known = [form for form in forms if form is not None]
    if len(known) < len(leads) or len(leads) == len(words):
        return text
    return " ".join([*known, *words[len(leads) :]])


def _after_legal_form(phrase: Phrase, vocabulary: Vocabulary) -> str | None:
    """«средняя общеобразовательная школа № 5» of «учреждение средняя … школа № 5»; None for another tail."""
    tail = "".join(phrase.words[phrase.head + 1 :]).lstrip()
    if phrase.words[phrase.head].lower() not in _LEGAL_FORMS or not tail[:1].islower():
        return None
    named = find_phrase(tail, vocabulary)
    return None if named is None or _has_second_head(named, vocabulary) else tail


def _both_declined(phrase: Phrase, named: str, case: Case, vocabulary: Vocabulary) -> str | None:
    """A legal form and the common name after it, which is no proper name: both stand in the case."""
    legal = Phrase(words=phrase.words[: phrase.head + 1], head=phrase.head)
    forms = decline_phrase(legal, case, vocabulary), decline_unit(named, case)
    return None if None in forms else " ".join(form for form in forms if form)


def _has_second_head(phrase: Phrase, vocabulary: Vocabulary) -> bool:
    """Whether another unit in the nominative follows and must be declined too, or might.

    A capital letter marks a proper name, which stays: «учреждения Управление образования».
    """
    tail = " ".join(phrase.tail)
    if (
        tail
        and tail[0].islower()
        and (starts_nominative(tail, vocabulary) or find_phrase(tail, vocabulary) is not None)
    ):
        return True
    return any(
        starts_nominative(part, vocabulary) and find_phrase(part, vocabulary) is not None
        for _, part in split_parts(tail)[1:]
    )


def _decline_appended(tail: str, case: Case, exceptions: Exceptions) -> str | None:
    """The name of a town after «город» or «г.», with the spaces before it."""
    name = tail.strip()
    declined = decline_town(name, case, exceptions)
    if declined is None and name.endswith(("о", "е", "и", "ы", "у", "э", "ю")):
        declined = name  # «в городе Чебоксары», «в городе Кумертау»: such names do not agree
    return None if declined is None else tail.replace(name, declined)
