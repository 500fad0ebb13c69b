"""«Загрузить результаты»: files with exam results are shown with what they would change, then written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.examination.exams import exam_year_of
from quality_desktop.services.exam_results import column_mappings, exam_tables, results
from quality_desktop.services.exam_results.results import ResultsPreview
from quality_desktop.services.exam_results.school_matching import Decision
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.office import directory
from quality_desktop.sheets.results.rows import Given
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.dialogs.explain_columns import ExplainColumns
from quality_desktop.ui.dialogs.given_facts import GivenFacts
from quality_desktop.ui.dialogs.result_pages import (
    NO_WORDS,
    PreviewWords,
    ResultPages,
    preview_sentence,
)
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.file_picker import FilePicker
from quality_desktop.ui.widgets.naming import named

_PROMPT: Final = (
    "Перетащите сюда таблицы с результатами ВПР, ОГЭ, ЕГЭ (Excel или CSV) или папку с ними. "
    "Программа узнает их по заголовкам и сначала покажет, что в них."
)
_ALL_DISTRICTS: Final = "Все районы файла"


class LoadResults(ExchangeDialog):
    """Files, four pages of what is in them, one button."""

    name: ClassVar[str] = "loadResults"
    title: ClassVar[str] = "Загрузить результаты работ"
    verb: ClassVar[str] = "Записать"
    wanted_size: ClassVar[tuple[int, int]] = (1120, 640)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        paths: Sequence[Path] = (),
    ) -> None:
        """Begin to read.

        Args:
            parent: The window it belongs to.
            operations: The bridge to the file.
            scope: Proposes the year.
            environment: Shared objects.
            paths: Files and folders to read at once, as they were dropped.
        """
        super().__init__(parent, operations, scope, environment)
        self._paths: tuple[Path, ...] = ()
        self._preview = ResultsPreview()
        self._words = NO_WORDS
        self._latest = exam_year_of(scope.year)
        self.picker = FilePicker(environment, _PROMPT)
        self.given = GivenFacts(self._latest)
        self.summary = named(QLabel(wordWrap=True), "loadSummary")
        self.district = named(QComboBox(), "loadDistrict", "Школы какого района загрузить")
        self.explain = named(QPushButton("Объяснить столбцы…", autoDefault=False), "loadExplain")
        self.pages = ResultPages()
        self._fill_content()
        self.lay_out()
        self._connect()
        self._show_preview(self._preview)
        self._ask_words()
        if paths:
            self.read(paths)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        paths: Sequence[Path] = (),
    ) -> None:
        """Show the dialog until it is closed."""
        dialog = cls(parent, operations, scope, environment, paths=paths)
        dialog.exec()
        dialog.deleteLater()

    @property
    def preview(self) -> ResultsPreview:
        """What was read last."""
        return self._preview

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders; nothing is written."""
        self._paths = tuple(paths)
        self.given.forget()
        self.pages.schools.forget()
        self.district.clear()
        self._read_again()

    def explain_columns(self) -> None:
        """Ask what the columns of the first unknown table mean, remember it and read again."""
        unknown = self._preview.unknown_layouts
        if not unknown:
            return
        found = unknown[0]
        said = ExplainColumns.ask(self, found, self._words.choices, year=self._latest)
        if said is None:
            return

        def write(store: Store) -> Changes:
            return column_mappings.explain(
                store=store,
                headings=found.table.headings,
                title=said.title,
                meanings=said.meanings,
                constants=said.constants,
            )

        self.write(write, lambda _changes: self._read_again(), title="Запись разметки")

    def save(self) -> None:
        """Write everything that is decided in one step."""
        preview = self._preview
        what = _written(preview)
        self.write(
            lambda store: results.save(store=store, preview=preview),
            lambda changes: self._on_saved(changes, what),
            title="Запись результатов",
        )

    def _fill_content(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.summary, 1)
        line.addWidget(self.district)
        line.addWidget(self.explain)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picker)
        layout.addWidget(self.given)
        layout.addLayout(line)
        layout.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.picker.picked.connect(self.read)
        self.given.said.connect(lambda _given: self._read_again())
        self.district.activated.connect(lambda _place: self._read_again())
        self.pages.schools.decided.connect(self._on_decided)
        self.explain.clicked.connect(self.explain_columns)
        self.apply.clicked.connect(self.save)

    def _ask_words(self) -> None:
        self.operations.ask(_words, self._show_words, owner=self)

    def _show_words(self, words: PreviewWords) -> None:
        is_first = not self._words.choices.procedures
        self._words = words
        if is_first:
            self.given.show_choices(words.choices)
        self.pages.show_words(words)

    def _read_again(self, *, said: str = "") -> None:
        paths, given = self._paths, self.given.given
        municipality = str(self.district.currentData() or "")
        made = dict(self._preview.decisions)
        reference = self.environment.reference
        self.picker.show_picked(paths)

        def read(store: Store, progress: Progress) -> ResultsPreview:
            found = results.preview(
                store=store,
                paths=paths,
                reference=reference,
                given=None if given == Given() else given,
                municipality=municipality,
                progress=progress.report,
            )
            return results.decide(store=store, preview=found, decisions=made) if made else found

        def show(preview: ResultsPreview) -> None:
            self._show_preview(preview)
            self.tell(said)

        self.run(read, show, title="Чтение результатов")

    def _on_decided(self, decisions: Mapping[str, Decision]) -> None:
        preview, made = self._preview, dict(decisions)

        def decide(store: Store, _progress: Progress) -> ResultsPreview:
            return results.decide(store=store, preview=preview, decisions=made)

        self.run(decide, self._show_preview, title="Подсчёт")

    def _show_preview(self, preview: ResultsPreview) -> None:
        self._preview = preview
        self.pages.show_preview(preview)
        self.given.show_needs({need for file in preview.files for need in file.needs})
        self.explain.setVisible(bool(preview.unknown_layouts))
        self._show_districts(preview)
        self._show_counts(preview)

    def _show_districts(self, preview: ResultsPreview) -> None:
        if self.district.count() == 0 and len(preview.municipalities) > 1:
            self.district.addItem(_ALL_DISTRICTS, "")
            for name in preview.municipalities:
                self.district.addItem(name, name)
        self.district.setVisible(self.district.count() > 1)

    def _show_counts(self, preview: ResultsPreview) -> None:
        has_something = not preview.is_empty
        self.summary.setText(preview_sentence(preview))
        self.summary.setVisible(bool(self._paths))
        self.apply.setText(f"Записать {_written(preview)}" if has_something else "Записать")
        self.apply.setEnabled(has_something and not self.is_working)
        self.apply.setDefault(has_something and not preview.unknown_schools)

    def _on_saved(self, changes: Changes, what: str) -> None:
        said = f"Записано: {what}. Отменить всё сразу – Ctrl+Z."
        # Decisions are in the file now; made again they would mean further schools.
        self._preview = ResultsPreview()
        self.pages.schools.forget()
        self._ask_words()
        self._read_again(said=said if changes else "Записывать нечего: всё это уже есть.")


def _written(preview: ResultsPreview) -> str:
    """«20 результатов», or the codes of schools when there is nothing else to write."""
    count = len(preview.new) + len(preview.changed)
    if not count and preview.plan.codes:
        return counted(len(preview.plan.codes), "код школы", "кода школ", "кодов школ")
    return counted(count, "результат", "результата", "результатов")


def _words(store: Store) -> PreviewWords:
    return PreviewWords(
        choices=exam_tables.choices(store=store),
        schools={school.id: school_name(school) for school in directory.schools(store=store)},
    )
