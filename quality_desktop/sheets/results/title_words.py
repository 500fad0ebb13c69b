"""Words of titles: those that say nothing of the subject, and those that make it another one.

«Родной (русский) язык» is not «Русский язык», and «Пробный ОГЭ» is not «ОГЭ»: what such a title
names is known to nobody, so it is never taken for the plain subject or for the exam itself.
"""

from __future__ import annotations

import re

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.domain.spelling import folded, heading_key
from quality_desktop.sheets.results.captions import names_a_school

TITLE_WORDS = (
    "год", "учебн", "класс", "результат", "предмет", "параллел", "всеросс", "провероч", "работ", "итог",
    "отметк", "процедур", "экзамен", "государств", "статистик", "распредел", "сравнен", "журнал", "балл",
    "сводн", "свод", "ведомост", "таблиц", "анализ", "отчет", "выполнен", "участник", "обучающ", "учащ",
    "ученик", "школ", "показател", "проведен", "образоват", "общеобразоват", "организац", "учрежден",
    "район", "округ", "муниципал", "дан", "сведен", "групп", "приложен", "оценк", "качеств", "успеваем",
    "объективн", "индивидуальн", "достижен", "планируем", "первичн", "максимальн", "разрез", "дата",
    "весн", "осен", "информац", "справк", "комитет", "управлен", "администрац", "отдел",
)  # fmt: skip
"""Beginnings of the words of a title."""
JOINTS = frozenset(
    {"в", "во", "и", "за", "на", "по", "о", "об", "от", "до", "с", "со", "к", "из", "у", "г", "гг", "уч",
     "кл", "х", "е", "й", "го", "ого", "ый", "ые", "ых", "м", "ом", "ам", "оо", "оу", "мр", "мо", "сош"}
)  # fmt: skip
"""Words of one to three letters that say nothing; others may be letters of a subject: «ТХ»."""
PLACE = re.compile(
    r"\b\w+[сц]к\w+ (?:муниципальн\w+ |городск\w+ )?(?:район|округ|област|кра[йяюе]\b)\w*"
    r"|\bреспублик\w+ \w+|\b(?:город\w*|г\.) ?\w+"
)
"""Where a title says that the schools are."""

_BESIDE_A_SUBJECT = (
    *TITLE_WORDS, "программ", "основн", "период", "поток", "этап", "весен", "осенн", "январ", "феврал",
    "март", "апрел", "май", "мая", "мае", "июн", "сентябр", "октябр", "ноябр", "декабр", "чел",
    "штатн", "компьютерн", "традиционн", "письменн", "обязательн", "выбор", "кол", "количеств", "дол",
)  # fmt: skip
"""Beginnings of the words that may stand in brackets after a subject and leave it what it is."""
_ANOTHER_SUBJECT = re.compile(
    r"углубл|(?:угл|уг)$|родн|неродн|расширен|факультатив|электив|адаптир|пропедевт|кра(?:я)?$|всеобщ"
)
"""Words that make another subject of the one beside them, wherever a title has them."""
_LEVEL = re.compile(r"(?:углубл|профил|баз(?:$|ов)|повышен|продвинут)")
"""Words of a level, which is a subject of its own when it stands beside the subject."""
_ONLY_LEVEL = re.compile(
    r"(?:уровень )?(?:углубленн\w+|углубл|профильн\w+|базов\w+|повышенн\w+)(?: уров\w+| ур)?"
)
_IN_SCHOOLS = re.compile(
    r"(?:школ\w*|сош|оо|оу|организаци\w*|учреждени\w*) с углубл\w* изучени\w*(?: отдельн\w+ предмет\w+)?"
)
_ADJECTIVE = re.compile(r"\w{2,}(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ей|ую|юю|ым|им)")
_OF_A_PLACE = re.compile(r"\w+[сц]к(?:ий|ого|ому|им)")
_JOINED_AFTER = frozenset({"как", "для"})
_LONGEST_NAME = 5

_OTHER_WORK = re.compile(
    r"\b(?:пробн|тренировоч|репетицион|репетиц|тренинг|пересда|перепровер|повторн|апробац|входн"
    r"|демоверс|демонстрац|предэкзамен)"
    r"|\bподготовк\w* к\b|\bв формат\w* (?:егэ|огэ|впр|гиа)\b"
    r"|\bдополнительн\w* (?:период|срок|сентябр)"
)
_PART_OF_WORK = re.compile(r"\b(?:досрочн|резервн)")
_WHOLE_WORK = re.compile(r"\b(?:основн|(?:с|без|включая) (?:учет\w* )?(?:пересда|досрочн|резервн))")
_DIAGNOSIS = re.compile(r"\bдиагностич")
_STATE_EXAMS = frozenset({"ege", "oge", "gve"})


def is_other_work(text: str, procedure: str = "") -> bool:
    """True for a title of a rehearsal, a second try or a part of an exam, which is not the exam.

    Args:
        text: The title.
        procedure: Code of the procedure that it names, or empty.
    """
    plain = folded(text)
    if _WHOLE_WORK.search(plain):
        plain = re.sub(r"\bпересда\w*", " ", _PART_OF_WORK.sub(" ", plain))
    if _OTHER_WORK.search(plain):
        return True
    if _PART_OF_WORK.search(plain):
        return True
    return procedure in _STATE_EXAMS and bool(_DIAGNOSIS.search(plain))


def is_level(text: str) -> bool:
    """True for a title that is a level and nothing else: «Углублённый уровень»."""
    return _ONLY_LEVEL.fullmatch(heading_key(text)) is not None


def is_other_subject(text: str, catalogue: ExamCatalogue) -> bool:
    """True for a title whose subject is not the plain one that it seems to name.

    «Родной (русский) язык», «Математика (углубл.)», «Физика, профильный уровень».
    """
    plain = _IN_SCHOOLS.sub(" ", folded(text))
    if not catalogue.subject_in(plain):
        return False
    rest = catalogue.without_names(PLACE.sub(" ", plain)).split()
    if any(_ANOTHER_SUBJECT.match(word) for word in rest):
        return True
    if any(_LEVEL.match(word) for word in _beside_names(rest)):
        return True
    tokens = heading_key(plain).split()
    places = list(_names(tokens, catalogue))
    return any(
        _is_changed_before(tokens, first) or (last < len(tokens) and tokens[last] in _JOINED_AFTER)
        for first, last in places
    ) or _is_changed_by_brackets(plain, catalogue)


def is_other_after_letters(rest: str) -> bool:
    """True when what follows «МА 7» in the name of a sheet makes it another subject: «угл.»."""
    words = heading_key(rest).split()
    return any(_ANOTHER_SUBJECT.match(word) or word == "у" for word in words)


def is_of_title(word: str) -> bool:
    """True for a word of a title that says nothing of its subject."""
    return word in JOINTS or (len(word) > 2 and word.startswith(TITLE_WORDS))


def _beside_names(rest: list[str]) -> list[str]:
    return [
        word
        for place, word in enumerate(rest)
        if "|" in (rest[place - 1] if place else "", *rest[place + 1 : place + 2])
    ]


def _names(tokens: list[str], catalogue: ExamCatalogue) -> list[tuple[int, int]]:
    """First and last of the words, the last left out, of every subject that is named in full."""
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(tokens):
        ends = range(min(first + _LONGEST_NAME, len(tokens)), first, -1)
        last = next((end for end in ends if _is_name(tokens[first:end], catalogue)), None)
        if last is not None:
            found.append((first, last))
        first = last or first + 1
    return found


def _is_name(tokens: list[str], catalogue: ExamCatalogue) -> bool:
    phrase = " ".join(tokens)
    return bool(catalogue.subject_in(phrase)) and catalogue.without_names(phrase).split() == ["|"]


def _is_changed_before(tokens: list[str], first: int) -> bool:
    """True for an adjective before the subject: «Башкирская литература», not «Заокский русский»."""
    if first == 0:
        return False
    word = tokens[first - 1]
    if word.startswith("иностранн"):  # «Иностранный (английский) язык»
        return first > 1 and tokens[first - 2].startswith("втор")
    if not _ADJECTIVE.fullmatch(word) or is_of_title(word) or word.startswith(_BESIDE_A_SUBJECT):
        return False
    return not (_OF_A_PLACE.fullmatch(word) and _OF_A_PLACE.fullmatch(tokens[first]))


def _is_changed_by_brackets(plain: str, catalogue: ExamCatalogue) -> bool:
    for brackets in re.finditer(r"\(([^()]*)\)?", plain):
        before = heading_key(plain[: brackets.start()]).split()
        starts = range(max(len(before) - _LONGEST_NAME, 0), len(before))
        start = next((s for s in starts if _is_name(before[s:], catalogue)), None)
        if start is None or names_a_school(brackets[1]) or is_other_work(brackets[1]):
            continue
        inside = PLACE.sub(" ", brackets[1])
        rest = catalogue.without_names(" ".join([*before[start:], inside])).split()
        letters = (word for word in rest if word not in "|%" and not word.isdigit())
        if not all(word in JOINTS or word.startswith(_BESIDE_A_SUBJECT) for word in letters):
            return True
    return False
