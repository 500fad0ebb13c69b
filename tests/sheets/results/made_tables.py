"""Tables of a district drawn at random: how they are laid out differs, what they say is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from quality_desktop.sheets.cells import Sheet
from tests.sheets.results.books import percents, sheet

Said = dict[tuple[str, str, int, str], tuple[int, ...]]
"""Procedure and year, subject, grade and school -> pupils with each mark."""

_SUBJECTS = {
    "Математика": ("math", "математике"),
    "Русский язык": ("russian", "русскому языку"),
    "История": ("history", "истории"),
    "Окружающий мир": ("world", "окружающему миру"),
}
_SCHOOLS = ["МБОУ СОШ № 1 г. Ишимбая", "МБОУ лицей № 12", "НОШ д. Урман", "Филиал МБОУ СОШ № 1"]
_PEOPLE = ["Кол-во участников", "Писали", "Всего участников", "Приняли участие"]
_NAMES = ["Школа", "ОО", "Наименование ОО", "Образовательная организация"]
_NOISE = ["Итого", "ВСЕГО:", "В среднем по району", "Сельские школы", "Ишимбайский район", "по МР"]
_MARKS: dict[str, list[list[Any]]] = {
    "counts": [["«2», чел.", "«3», чел.", "«4», чел.", "«5», чел."], [2, 3, 4, 5]],
    "percents": [["2, %", "3, %", "4, %", "5, %"], ["2", "3", "4", "5"]],
    "shares": [["на «2»", "на «3»", "на «4»", "на «5»"]],
}


@dataclass(slots=True)
class MadeTable:
    """A sheet that is being made.

    Attributes:
        said: What it says.
    """

    random: Random
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    said: Said = field(default_factory=dict)
    numbers: list[Any] = field(default_factory=list)
    style: str = "counts"

    def made(self) -> Sheet:
        """The sheet."""
        return sheet("Лист1", self.rows, self.merges)

    def head(self, *between: str) -> list[Any]:
        """Headings of one level with the school first."""
        marks = self.random.choice(_MARKS[self.style])
        number = ["№ п/п"] if self.numbers else []
        people = self.random.choice(_PEOPLE)
        return [*number, self.random.choice(_NAMES), *between, people, *marks]

    def figures(self, subject: str, grade: int, school: str) -> list[Any]:
        """Participants and marks of a school, remembered."""
        counts = tuple(self.random.randint(0, 30) for _ in range(4))
        counts = counts if sum(counts) > 1 else (1, 2, 3, 4)
        self.said["vpr 2025", _SUBJECTS[subject][0], grade, school] = counts
        total = sum(counts)
        if self.style == "shares":
            return [total, *(round(count / total, 6) for count in counts)]
        return [total, *(counts if self.style == "counts" else percents(counts))]

    def schools(self, subject: str, grade: int, names: list[str]) -> None:
        """A row per school, with a total or a group among them."""
        for name in names:
            if self.random.random() < 0.2:
                self.rows.append([*self.numbers, self.random.choice(_NOISE), 55, 10, 20, 15, 10])
            self.rows.append([*self.numbers, name, *self.figures(subject, grade, name)])


def made_table(seed: int) -> MadeTable:
    """A table drawn from a seed."""
    random = Random(seed)
    table = MadeTable(random, style=random.choice(sorted(_MARKS)))
    table.numbers = random.choice([[], [None], [1]])
    subjects = random.sample(sorted(_SUBJECTS), random.randint(1, 3))
    grades = random.sample(range(4, 9), random.randint(1, 2))
    schools = random.sample(_SCHOOLS, random.randint(1, 4))
    random.choice([_in_columns, _in_blocks, _in_lines, _side_by_side])(
        table, subjects, grades, schools
    )
    return table


def _in_columns(table: MadeTable, subjects: list[str], grades: list[int], names: list[str]) -> None:
    table.rows += [["Результаты всероссийских проверочных работ 2025 года"], []]
    table.rows.append(table.head("Класс", "Предмет"))
    column, is_joined = len(table.numbers), table.random.choice([True, False])
    for name in names:
        first = len(table.rows)
        for grade in grades:
            for subject in subjects:
                shown = None if is_joined and len(table.rows) > first else name
                figures = table.figures(subject, grade, name)
                table.rows.append([*table.numbers, shown, f"{grade} класс", subject, *figures])
        if is_joined and len(table.rows) - first > 1 and table.random.choice([True, False]):
            table.merges.append((first, column, len(table.rows) - 1, column))


def _in_blocks(table: MadeTable, subjects: list[str], grades: list[int], names: list[str]) -> None:
    table.rows.append(["ВПР – 2025"])
    for grade in grades:
        for subject in subjects:
            table.rows += [[f"по {_SUBJECTS[subject][1]}, {grade}-е классы"], table.head()]
            table.schools(subject, grade, names)
            table.rows.append([])


def _in_lines(table: MadeTable, subjects: list[str], grades: list[int], names: list[str]) -> None:
    table.rows += [["ВПР, 2024/2025 учебный год"], table.head()]
    for grade in grades:
        for subject in subjects:
            table.rows.append([f"{subject}, {grade} класс"])
            table.schools(subject, grade, names)


def _side_by_side(
    table: MadeTable, subjects: list[str], grades: list[int], names: list[str]
) -> None:
    grade, own = grades[0], table.head()
    left = len(table.numbers) + 1
    table.rows += [
        [f"ВПР 2025, {grade} класс"],
        [*[None] * left, *(text for subject in subjects for text in (subject, *[None] * 4))],
        [*own, *(text for _ in subjects[1:] for text in own[left:])],
    ]
    if table.random.choice([True, False]):
        starts = [left + 5 * place for place in range(len(subjects))]
        table.merges = [(1, start, 1, start + 4) for start in starts]
    for name in names:
        figures = (number for s in subjects for number in table.figures(s, grade, name))
        table.rows.append([*table.numbers, name, *figures])
