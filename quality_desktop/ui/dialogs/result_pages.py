"""Pages of the preview of exam results: what would be written, schools, files, remarks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QTabWidget, QWidget

from quality_desktop.domain.records import Id
from quality_desktop.services.exam_results.exam_tables import ResultChoices
from quality_desktop.services.exam_results.results import ResultsPreview
from quality_desktop.ui.dialogs.result_schools import SchoolQuestions
from quality_desktop.ui.dialogs.result_tables import (
    PreviewTable,
    change_lines,
    file_lines,
    problem_lines,
)
from quality_desktop.ui.plurals import counted

_TITLES: Final = ("Что запишется", "Школы", "Файлы", "Замечания")
_CHANGES, _SCHOOLS, _FILES, _PROBLEMS = range(len(_TITLES))


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewWords:
    """What a preview is shown with.

    Attributes:
        schools: Names of the schools of the directory, in its order.
    """

    choices: ResultChoices
    schools: dict[Id, str]


NO_WORDS: Final = PreviewWords(
    choices=ResultChoices(cuts=(), procedures=(), subjects=()), schools={}
)


class ResultPages(QTabWidget):
    """Four pages; the one that needs a person comes to the front by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loadPages")
        self.setAccessibleName("Что в файлах")
        self._preview = ResultsPreview()
        self._words = NO_WORDS
        self.changes = PreviewTable(
            "Что запишется", ("Школа", "Работа", "Что будет", "Числа"), (230, 270, 90, 420)
        )
        self.schools = SchoolQuestions()
        self.files = PreviewTable(
            "Файлы", ("Файл", "Вид таблицы", "О чём", "Что прочитано"), (260, 240, 260, 260)
        )
        self.problems = PreviewTable("Замечания", ("Замечание",), (1000,))
        pages = (self.changes, self.schools, self.files, self.problems)
        for page, title in zip(pages, _TITLES, strict=True):
            self.addTab(page, title)

    def show_words(self, words: PreviewWords) -> None:
        """Know the words of the catalogue and the schools."""
        self._words = words
        self.schools.show_names(words.schools)
        self._show_changes()

    def show_preview(self, preview: ResultsPreview) -> None:
        """Show what was read."""
        self._preview = preview
        self._show_changes()
        self.schools.show_preview(preview)
        self.files.show_lines(file_lines(preview.files))
        self.problems.show_lines(problem_lines(preview.problems))
        written = len(preview.new) + len(preview.changed) + len(preview.plan.codes)
        counts = (
            written, len(preview.unknown_schools), len(preview.files), len(preview.problems)
        )  # fmt: skip
        for page, count in enumerate(counts):
            self.setTabText(page, f"{_TITLES[page]} ({count})" if count else _TITLES[page])
        if not counts[self.currentIndex()]:  # remarks of the files read before may be gone
            pages = (_CHANGES, _SCHOOLS, _PROBLEMS, _FILES)
            self.setCurrentIndex(next((n for n in pages if counts[n]), _CHANGES))

    def _show_changes(self) -> None:
        self.changes.show_lines(
            change_lines(self._preview, self._words.choices, self._words.schools)
        )


def preview_sentence(preview: ResultsPreview) -> str:
    """«Новых результатов: 396. Ждут решения о школе …»."""
    waiting = preview.unknown_schools
    parts = [
        f"{word}: {count}"
        for word, count in (
            ("новых результатов", len(preview.new)),
            ("изменится", len(preview.changed)),
            ("уже загружено", preview.same),
            ("добавится школ", len(preview.plan.added)),
            ("добавится кодов школ", len(preview.plan.codes)),
            ("пропущено строк по вашему решению", preview.plan.skipped),
        )
        if count
    ]
    text = ", ".join(parts) or "результатов к записи нет"
    text = f"{text[:1].upper()}{text[1:]}."
    if waiting:
        rows = counted(sum(q.rows for q in waiting), "строка", "строки", "строк")
        text += f" Ждут решения о школе: {rows} (школ: {len(waiting)}) – вкладка «Школы»."
    if preview.unknown_layouts:
        tables = counted(len(preview.unknown_layouts), "таблица", "таблицы", "таблиц")
        text += f" Не узнаны: {tables} – объясните столбцы."
    return text
