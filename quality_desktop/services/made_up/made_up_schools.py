"""Made-up schools of a district: names that no school has, sizes and kinds as districts have them.

Every name says «вымышленная», every person is marked, addresses of mail end in ``.example``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Final

from quality_desktop.domain.directory import Person, School, SchoolYear, school_year_id
from quality_desktop.domain.records import Record, natural_id

NOTE: Final = "Вымышлено: образец для знакомства с программой."
GRADES: Final = (5, 8, 9, 11)
"""Grades of which figures are asked."""


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of school: how it is called, how big it is and which grades it has."""

    type: str
    name: str
    full: str
    ending: str
    pupils: tuple[int, int]
    grades: tuple[int, ...]
    is_rural: bool
    level: float

    @property
    def years(self) -> int:
        """How many grades the pupils are spread over."""
        return {(5, 8, 9, 11): 11, (5, 8, 9): 9, (): 4, (9, 11): 4}[self.grades]


_BUDGET: Final = "Муниципальное бюджетное общеобразовательное учреждение"
_SECONDARY: Final = f"{_BUDGET} средняя общеобразовательная школа"
_BASIC: Final = f"{_BUDGET} основная общеобразовательная школа"
_CITY: Final = _Sort(
    "secondary", "СОШ № {}", _SECONDARY + " № {}", "ая", (420, 980), GRADES, False, 0.1
)
_VILLAGE: Final = _Sort(
    "secondary", "СОШ с. {}", _SECONDARY + " с. {}", "ая", (90, 260), GRADES, True, -0.1
)
_SMALL: Final = _Sort(
    "basic", "ООШ д. {}", _BASIC + " д. {}", "ая", (18, 70), (5, 8, 9), True, -0.25
)
_SORTS: Final[Sequence[_Sort]] = (
    _Sort("gymnasium", "Гимназия № {}", _BUDGET + " гимназия № {}", "ая", (700, 1050), GRADES, False, 0.7),
    _CITY, _VILLAGE, _SMALL, _CITY, _VILLAGE, _CITY,
    _Sort("lyceum", "Лицей № {}", _BUDGET + " лицей № {}", "ый", (500, 800), GRADES, False, 0.6),
    _VILLAGE, _SMALL, _CITY, _VILLAGE, _SMALL, _CITY, _VILLAGE,
    _Sort("primary", "НОШ д. {}", _BUDGET + " начальная общеобразовательная школа д. {}", "ая",
          (14, 40), (), True, 0.0),
    _CITY, _SMALL, _VILLAGE, _CITY, _VILLAGE, _SMALL,
    _Sort("evening", "ВСОШ № {}", _BUDGET + " вечерняя (сменная) общеобразовательная школа № {}", "ая",
          (36, 80), (9, 11), False, -0.9),
    _VILLAGE,
)  # fmt: skip
"""Repeated when more schools are wanted."""
_LOW: Final = frozenset({8, 11, 17})

_PLACES: Final = (
    "Чтениево", "Доскино", "Ластиково", "Черновиково", "Альбомово", "Журналово", "Словариково",
    "Примерное", "Образцово", "Учебное", "Тетрадкино", "Глобусово", "Переменово", "Звонково",
    "Букварёво", "Партово", "Линейкино", "Азбукино", "Задачкино", "Дневниково", "Указкино",
    "Каникулово", "Пеналово", "Мелково", "Карандашево", "Сочинилово", "Глаголево",
)  # fmt: skip
_SURNAMES: Final = (
    "Азбукин", "Буквин", "Глаголев", "Дробин", "Ейкин", "Звонков", "Ижицын", "Картин", "Линейкин",
    "Мелков", "Нотин", "Образцов", "Пеналов", "Рифмин", "Слогов", "Тетрадкин", "Уроков", "Формулин",
    "Циркулев", "Чернилин", "Шаров", "Этажов", "Юнкин", "Янтарев",
)  # fmt: skip
_WOMEN: Final = ("Анна", "Гульнара", "Елена", "Зухра", "Ирина", "Лилия", "Мария", "Ольга")
_MEN: Final = ("Айдар", "Борис", "Виктор", "Ильдар", "Николай", "Рустам")
_FATHERS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "f": ("Андреевна", "Маратовна", "Петровна", "Рашитовна", "Сергеевна"),
        "m": ("Андреевич", "Маратович", "Петрович", "Рашитович", "Сергеевич"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpSchool:
    """A school with what its figures are made from.

    Attributes:
        number: Its place in the district, from 0.
        pupils: Pupils by school year.
        classes: Pupils of a grade by school year; a grade that the school lacks is not there.
        level: How well it learns against the average school: standard deviations, about -2…2.
        teachers: Teachers by school year.
    """

    number: int
    school: School
    head: Person
    pupils: Mapping[int, int]
    classes: Mapping[tuple[int, int], int]
    level: float
    teachers: Mapping[int, int]

    def records(self) -> list[Record]:
        """The school, its head and its yearly attributes."""
        yearly = [
            SchoolYear(
                id=school_year_id(self.school.id, year),
                school=self.school.id,
                year=year,
                pupils=pupils,
                classes=max(1, round(pupils / 20)),
                teachers=self.teachers[year],
                note=NOTE,
            )
            for year, pupils in self.pupils.items()
        ]
        return [self.head, self.school, *yearly]


def schools(*, seed: int, count: int, years: Sequence[int]) -> list[MadeUpSchool]:
    """So many schools, the same for the same seed.

    Args:
        seed: Seed of the generator; it is a part of the ids too.
        count: How many.
        years: School years (2025 = 2025/26).
    """
    return [_school(seed, number, years) for number in range(count)]


def _school(seed: int, number: int, years: Sequence[int]) -> MadeUpSchool:
    random = Random(f"{seed}/school/{number}")
    sort = _SORTS[number % len(_SORTS)]
    head = _head(seed, number, random)
    school = _record(seed, number, sort, head)
    pupils = _pupils(random, sort, years)
    classes = {
        (year, grade): max(1, round(count / sort.years * random.uniform(0.75, 1.2)))
        for year, count in pupils.items()
        for grade in sort.grades
    }
    return MadeUpSchool(
        number=number,
        school=school,
        head=head,
        pupils=pupils,
        classes=classes,
        level=_level(random, number, sort),
        teachers={year: max(3, round(count / 12)) for year, count in pupils.items()},
    )


def _level(random: Random, number: int, sort: _Sort) -> float:
    """Near that of its sort; a few schools learn badly for years, as in every district."""
    level = random.gauss(sort.level, 0.75)
    return -1.9 if number % len(_SORTS) in _LOW else max(-2.0, min(2.0, level))


def _pupils(random: Random, sort: _Sort, years: Sequence[int]) -> dict[int, int]:
    size = random.randint(*sort.pupils)
    found = {}
    for year in years:
        found[year] = size
        size = max(sort.years, round(size * random.uniform(0.97, 1.03)))
    return found


def _record(seed: int, number: int, sort: _Sort, head: Person) -> School:
    own = 101 + number
    is_village = sort.name.endswith(". {}")
    lap, place = divmod(number, len(_PLACES))
    called = (_PLACES[place] + (f" {lap + 1}-е" if lap else "")) if is_village else str(own)
    mark = f" (вымышленн{sort.ending})"
    return School(
        id=natural_id("made_up", seed, "school", number),
        code=f"99{own:05}",
        short_name=sort.name.format(called) + mark,
        full_name=sort.full.format(called) + mark,
        type=sort.type,
        is_rural=sort.is_rural,
        is_small=sort.pupils[1] <= 100,
        head=head.id,
        email=f"school{own}@obrazets.example",
    )


def _head(seed: int, number: int, random: Random) -> Person:
    gender = random.choice("fffm")
    surname = _SURNAMES[number % len(_SURNAMES)]
    return Person(
        id=natural_id("made_up", seed, "head", number),
        surname=surname + "а" if gender == "f" else surname,
        given=random.choice(_WOMEN if gender == "f" else _MEN),
        patronymic=random.choice(_FATHERS[gender]),
        gender=gender,
        position="директор школы",
        note=NOTE,
    )
