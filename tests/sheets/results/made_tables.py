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
_FOREIGN = ["Технология", "ТХ", "Башкирская литер-ра"]
"""Subjects that the catalogue has not."""
_FOREIGN_LINES = [
    *_FOREIGN,
    "История края",
    "6А класс",
    "Вариант 2",
    "Математика, 4–5 классы",
    "2 смена",
]
_BARE = ["1", "№ 7", "-", "Общеобразовательная школа", "Глава-Слобода", "Общий Сырт"]
"""Names by which nobody knows a school."""
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
        is_strange: Whether it also holds what nobody understands.
        lost: Rows with figures whose subject, class or school nobody can know, from 0.
    """

    random: Random
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    said: Said = field(default_factory=dict)
    numbers: list[Any] = field(default_factory=list)
    style: str = "counts"
    is_strange: bool = False
    lost: list[int] = field(default_factory=list)

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
        """A row per school, with a total or a group among them.

        In a strange table a line that nobody understands takes the rows below it away.
        """
        is_known = subject in _SUBJECTS
        for name in names:
            if self.random.random() < 0.2:
                self.rows.append([*self.numbers, self.random.choice(_NOISE), 55, 10, 20, 15, 10])
            if self._happens():
                self._lose(self.random.choice(_BARE))
            if self._happens():
                is_known = False
                self.rows.append([self.random.choice(_FOREIGN_LINES)])
            if is_known:
                self.rows.append([*self.numbers, name, *self.figures(subject, grade, name)])
            else:
                self._lose(name)

    def subjects(self, known: list[str]) -> list[str]:
        """These subjects, in a strange table with one among them that nobody knows."""
        if not self._happens(0.5):
            return known
        place = self.random.randint(0, len(known))
        return [*known[:place], self.random.choice(_FOREIGN), *known[place:]]

    def _happens(self, often: float = 0.15) -> bool:
        return self.is_strange and self.random.random() < often

    def _lose(self, name: str) -> None:
        """A row that cannot be taken; its figures are as good as any."""
        shown: dict[str, list[float]] = {
            "counts": [1, 4, 3, 2],
            "percents": percents((1, 4, 3, 2)),
            "shares": [0.1, 0.4, 0.3, 0.2],
        }
        figures = shown[self.style]
        self.lost.append(len(self.rows))
        self.rows.append([*self.numbers, name, 10, *figures])


def made_table(seed: int, *, is_strange: bool = False) -> MadeTable:
    """A table drawn from a seed; a strange one also holds what nobody understands."""
    random = Random(seed)
    table = MadeTable(random, style=random.choice(sorted(_MARKS)), is_strange=is_strange)
    table.numbers = random.choice([[], [None], [1]])
    subjects = random.sample(sorted(_SUBJECTS), random.randint(1, 3))
    grades = random.sample(range(4, 9), random.randint(1, 2))
    schools = random.sample(_SCHOOLS, random.randint(1, 4))
    ways = (
        [_in_blocks, _in_lines]
        if is_strange
        else [_in_columns, _in_blocks, _in_lines, _side_by_side]
    )
    random.choice(ways)(table, subjects, grades, schools)
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
        for subject in table.subjects(subjects):
            _, shown = _SUBJECTS.get(subject, ("", subject))
            table.rows += [[f"по {shown}, {grade}-е классы"], table.head()]
            table.schools(subject, grade, names)
            table.rows.append([])


def _in_lines(table: MadeTable, subjects: list[str], grades: list[int], names: list[str]) -> None:
    table.rows += [["ВПР, 2024/2025 учебный год"], table.head()]
    for grade in grades:
        for subject in table.subjects(subjects):
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
