"""Headings of the state exams: what a column counts, of whom, of which year and of which period.

A heading is read by its words in any order. What the words do not say for certain has no meaning:
«Минимальный порог» is no number of pupils, «Преодолели порог» is not «не преодолели».
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTICIPANTS, BELOW, PASSED, HIGH, FULL, MEAN = (
    "participants", "below", "passed", "high", "full", "mean",
)  # fmt: skip
OTHER_POINTS = "other"
"""Pupils between other points than the kept ones: 61–80, 81–100, «высокие баллы»."""
NO_YEAR = 0
"""Year of «прошлый год» and of several years: it is nobody's."""

_HIGHEST = 100
_POINTS = {(80, 99): HIGH, (_HIGHEST,): FULL}
"""Only these groups are kept: pupils with 61–80 or 81–100 points are neither."""
_NUMBER = re.compile(r"\d+", re.ASCII)
_SHARE = re.compile(r"%|\bдол[яи]\b|\bпроцент|\bудельн")
_COUNT = re.compile(r"\bчел\b|\bчеловек\b|\bчисло\b|\bколичество\b|\bкол-во\b")
"""Beside words of a share nobody can tell which of both the column holds: «чел./%»."""
_DIFFERENCE = re.compile(
    r"\b(?:разниц|разност|отклонен|динамик|изменен|прирост|рост\b|откл\b|рейтинг|место\b|ранг)"
)
_AVERAGE = re.compile(r"\bсредн|\bср\b")
_NO_MEAN = re.compile(r"отметк|оценк|процент|%|\bдол[яи]\b|возраст|преод|порог|сдавш|задан")
"""Averages of marks or of a part of the pupils are no mean scores."""
_BOUND = r"(?:порог|границ|мин|м\wn\b)"  # the first letter of «min» is folded to a Russian one
_FAILED = re.compile(
    r"\bне ?(?:\w+ ){0,2}(?:преод|сдал|сдать|сдавш|набра|достиг|прош|справ|перешаг)\w*"
    rf"|(?<!не )\b(?:ниже|меньше|менее) (?:\w+ ){{0,2}}{_BOUND}\w*"
)
_PASSED = re.compile(
    rf"преод|\bсдали\b|\bсдало\b|\bсдавш|\b(?:выше|не ниже|не менее|не меньше) (?:\w+ ){{0,2}}{_BOUND}"
    rf"|\bнабра\w* (?:\w+ ){{0,2}}{_BOUND}|\bдостиг|\bпроше?дш|\bпрошл\w* (?:\w+ )?порог|\bсправ"
    rf"|\b{_BOUND}\w*(?: балл\w*)? и (?:выше|более)"
)
_ON_MARKS = re.compile(r"\b[2-5] (?:и )?[2-5]\b|\bна [2-5]\b|хорош|отличн|удовл|качеств")
_HIGHEST_BOUND = 60
"""No least bound of an exam is higher."""
_THRESHOLD = re.compile(r"порог|границ|\bмин\w* (?:\w+ )?балл|\bмакс\w* (?:\w+ )?балл|проходн")
_ABSENT = re.compile(
    r"\bне ?(?:\w+ )?(?:явил|явивш|участв|приня|писал|выполнял|сдавал|сдавав|приш|допущ)"
    r"|отсутств|\bнеяв|удален"
)
_CAME = re.compile(
    r"\bявил|\bявивш|\bприня\w* участ|участвов|\bсдавал|\bсдавав|\bсдающ|\bявк|\bфакт|\bписал|\bписавш"
    r"|\bвыполня|\bвыполнивш|\bпришл|\bпришедш"
)
_REGISTERED = re.compile(
    r"зарегистр|\bзаяв|\bподал|допущ|\bплан|\bзаказ|по списку|контингент|\bвыбрал|\bвыбравш"
)
_LEAVERS = re.compile(r"выпускник|\bв классе")
_PEOPLE = frozenset(
    {"кол", "во", "количество", "число", "численность", "всего", "общее", "чел", "человек", "учеников",
     "учащихся", "обучающихся", "уч", "ся", "ученики", "учащиеся", "обучающиеся", "егэ", "огэ", "гвэ",
     "по", "предмету", "на", "экзамене", "экзамен", "экзамена", "оо", "школе", "в", "шт",
     "работ", "результатов"}
)  # fmt: skip
"""«Количество» says who came only when it is of pupils and of nothing else."""
_INCLUDED = re.compile(r"\bиз них|\bв том числе|\bв т ч\b")
"""«Из них не преодолели» is of all participants, «из них ВТГ» is not."""
_PART = re.compile(
    r"\bовз\b|инвалид|\bспо\b|\bвпл\b|прошлых лет|девоч|девуш|юнош|мальчик"
    r"|медал|\bссуз|надомн|семейн|экстерн|вечерн|заочн"
)
_OF_THIS_YEAR = re.compile(r"\bвтг\b|текущего год")
_OTHERS = re.compile(
    r"\b(?:район\w*|муницип\w*|округ\w*|област\w*|регион\w*|кра[йюяе]|краев\w*|республик\w*|рф|росси\w*"
    r"|стран\w*|город\w*|мр|мо|го|ате|субъект\w*)\b"
)
"""A column of the district or of the region is not the school's."""
_TRIAL = re.compile(r"пробн|трениров|репетиц|диагност|мониторинг|\bвходн")
_STAGE = re.compile(
    r"пересда|с перв\w* (?:раз|попыт)|апелляц|резерв|досрочн|дополнительн|перепровер|\bосен|сентябр"
    r"|повторн|первоначальн|предварит|основн\w* (?:период|срок|волн|этап|день|дни)"
)
_LAST_STAGE = re.compile(
    r"\b(?:после|с учетом) (?:\w+ )?(?:пересда|апелляц|перепровер)"
    r"|основн\w* (?:период|срок|волн|этап|день|дни)"
)
_STAGED = 10
_SCHOOL_YEAR = re.compile(r"\b(20)([0-4]\d) (?:20)?([0-4]\d)\b", re.ASCII)
_YEAR = re.compile(r"\b20[0-4]\d\b", re.ASCII)
_LAST_YEAR = re.compile(r"\b(?:прошл|предыдущ)\w* (?:учебн\w* )?год")
_QUALIFIERS = frozenset(
    {"по", "в", "за", "год", "году", "года", "г", "оо", "оу", "чел", "человек", "%", "школа", "школе", "до",
     "после", "уч"}
)  # fmt: skip
_LABELS = (
    "предмет", "учебн", "экзамен", "егэ", "огэ", "гвэ", "гиа", "год", "итог", "результат", "государств",
    "един", "основн", "выбор", "обязательн", "сда", "по", "в", "и", "на", "из", "за", "наименован",
    "общеобразоват", "форм", "школ", "оо", "выпускник", "класс", "сведен", "данн", "для",
)  # fmt: skip
"""Beginnings of the words of a heading over the subjects that says nothing of their figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a column says.

    Attributes:
        what: Field of the result, ``PASSED``, ``OTHER_POINTS``, or empty for what is not kept.
        is_share: Percents instead of pupils.
        rank: Of columns with the same ``what`` the least is meant.
        year: Calendar year it names, ``NO_YEAR`` for another or several, None for none.
        is_left: It is never a school's own result: of a district, of a part of the pupils, of
            those who only enlisted, of a rehearsal.
        is_plainly_left: Besides, nobody misses it beside the school's own.
        scale: «test» or «primary» for a mean that says of which points it is.
    """

    what: str = ""
    is_share: bool = False
    rank: int = 0
    year: int | None = None
    is_left: bool = False
    is_plainly_left: bool = False
    scale: str = ""


def measure_of(text: str) -> Measure:
    """Tell what a folded heading counts; no meaning where its words do not say that for certain."""
    what, rank = _what(text)
    if what not in ("", PARTICIPANTS, MEAN) and _SHARE.search(text) and _COUNT.search(text):
        what = ""
    is_of_others = bool(_OTHERS.search(text))
    is_absent = what == PARTICIPANTS and bool(_ABSENT.search(text))
    is_enlisted = what == PARTICIPANTS and _is_enlisted(text)
    stage = _STAGE.search(text)
    is_early = stage is not None and not _LAST_STAGE.search(text)
    return Measure(
        what=what,
        is_share=bool(_SHARE.search(text)),
        rank=rank + (1 if _OF_THIS_YEAR.search(text) else 0) + (_STAGED if stage else 0),
        year=year_of(text),
        is_left=is_of_others
        or is_absent
        or is_enlisted
        or is_early
        or bool(_PART.search(text) or _TRIAL.search(text))
        or (what in (PARTICIPANTS, MEAN) and bool(_INCLUDED.search(text))),
        is_plainly_left=is_of_others or is_absent or is_enlisted,
        scale="primary" if "первичн" in text else "test" if "тестов" in text else "",
    )


def year_of(text: str) -> int | None:
    """Year of a folded heading; of «2024 2025» and «2024 25» the later one, as of a school year."""
    plain = _SCHOOL_YEAR.sub(_later, text)
    years = sorted({int(found) for found in _YEAR.findall(plain)})
    if not years:
        return NO_YEAR if _LAST_YEAR.search(text) else None
    return years[0] if len(years) == 1 else NO_YEAR


def _later(found: re.Match[str]) -> str:
    is_one_year = int(found[3]) == int(found[2]) + 1
    return f"20{found[3]}" if is_one_year else found[0]


def is_only_qualifier(text: str) -> bool:
    """True for «2024», «по району», «%»: what is counted is said above it."""
    rest = _STAGE.sub(" ", _OTHERS.sub(" ", _YEAR.sub(" ", text))).split()
    return all(word in _QUALIFIERS or word.isdigit() for word in rest)


def is_only_label(text: str) -> bool:
    """True for «Предметы», «Результаты ЕГЭ 2025»: nothing is said of the figures below."""
    return all(word.isdigit() or word.startswith(_LABELS) for word in text.split())


def _what(text: str) -> tuple[str, int]:
    """The field and how surely of two columns this one is meant."""
    if _DIFFERENCE.search(text):
        return "", 0
    if _AVERAGE.search(text):
        return ("", 0) if _NO_MEAN.search(text) else (MEAN, 0)
    passing = _of_bound(text)
    if passing is not None and not (passing and _has_other_bound(passing, text)):
        return passing, 0
    if _is_of_points(text):
        return _POINTS.get(_points(text), OTHER_POINTS), 0
    if "высок" in text:
        return OTHER_POINTS, 0
    return ("", 0) if passing else _of_people(text)


def _of_bound(text: str) -> str | None:
    """``BELOW``, ``PASSED``, empty where both or only the bound are named; None for no bound."""
    rest = _FAILED.sub(" ", text)
    if rest != text:
        return "" if _PASSED.search(rest) else BELOW
    if _PASSED.search(text):
        return PASSED
    return "" if _THRESHOLD.search(text) else None


def _has_other_bound(passing: str, text: str) -> bool:
    """True for «сдали на 4 и 5», «преодолели 80 баллов»: the bound is not the least one."""
    if _ON_MARKS.search(text):
        return True
    points = _points(_YEAR.sub(" ", text))
    if passing == PASSED:
        return bool(points) and "мин" not in text
    return any(number > _HIGHEST_BOUND for number in points)


def _of_people(text: str) -> tuple[str, int]:
    if _CAME.search(text) or _ABSENT.search(text):
        return PARTICIPANTS, 0
    if "участник" in text or _REGISTERED.search(text) or _LEAVERS.search(text):
        plain = re.sub(r"\bучастник\w*", " ", _YEAR.sub(" ", text))
        return PARTICIPANTS, 2 if set(plain.split()) <= _PEOPLE else 3
    return (PARTICIPANTS, 4) if set(text.split()) <= _PEOPLE else ("", 0)


def _is_enlisted(text: str) -> bool:
    says_who_came = _CAME.search(text) or "участник" in text
    return bool(_REGISTERED.search(text) or (_LEAVERS.search(text) and not says_who_came))


def _is_of_points(text: str) -> bool:
    """True for a heading that says between which points its pupils are."""
    points = _points(text)
    if not points:
        return False
    if _SHARE.search(text):  # «100 %» are no points
        return "балл" in text or (points in _POINTS and len(points) > 1)
    return "балл" in text or bool({80, _HIGHEST} & set(points))


def _points(text: str) -> tuple[int, ...]:
    found = (int(digits) for digits in _NUMBER.findall(text))
    return tuple(number for number in found if number <= _HIGHEST)
