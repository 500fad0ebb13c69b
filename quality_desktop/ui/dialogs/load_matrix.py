"""«Загрузить матрицу»: a table of an order is read, its columns are said, then the changes are shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.directions import Direction
from quality_desktop.domain.planning.table_reading import SourceTable, clean
from quality_desktop.services.cycle import matrix_tables
from quality_desktop.services.cycle.matrix_tables import MatrixColumn, MatrixReading
from quality_desktop.services.roadmaps import table_sources
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.column_choice import ColumnChoice
from quality_desktop.ui.widgets.file_picker import FilePicker
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.problem_list import ProblemList

_PROMPT: Final = (
    "Перетащите сюда приказ с матрицей (.docx) или таблицу Excel. Направления программа узнает по "
    "номерам и названиям, людей – по справочнику, и сначала покажет, что изменится."
)
_FILES: Final = "Документы и таблицы (*.docx *.xlsx *.csv);;Все файлы (*)"


class LoadMatrix(ExchangeDialog):
    """A file, what its columns hold, how much was understood.

    Attributes:
        reading: What the table says; nothing is written here.
    """

    name: ClassVar[str] = "loadMatrix"
    title: ClassVar[str] = "Загрузить матрицу из файла"
    verb: ClassVar[str] = "Показать изменения…"
    wanted_size: ClassVar[tuple[int, int]] = (720, 520)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        directions: Sequence[Direction],
    ) -> None:
        """Begin.

        Args:
            parent: The window it belongs to.
            operations: The bridge to the file.
            scope: Not used; as all dialogs of exchange have it.
            environment: Shared objects.
            directions: Directions of the edition that is shown.
        """
        super().__init__(parent, operations, scope, environment)
        self.reading = MatrixReading()
        self._directions = tuple(directions)
        self._tables: tuple[SourceTable, ...] = ()
        self.picker = FilePicker(environment, _PROMPT, patterns=_FILES, has_folder=False)
        self.which = named(QComboBox(), "matrixTable", "Какая таблица")
        titles = {column.value: title for column, title in matrix_tables.TITLES.items()}
        self.columns = ColumnChoice(titles)
        self.summary = named(QLabel(wordWrap=True), "matrixFound")
        self.problems = ProblemList(environment.look, self)
        self._form = QFormLayout()
        self._form.addRow("&Таблица", self.which)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picker)
        layout.addLayout(self._form)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.problems)
        self.lay_out()
        self.picker.picked.connect(self.read)
        self.which.activated.connect(self._show_table)
        self.columns.changed.connect(self._again)
        self.apply.clicked.connect(self.accept)
        self._show_reading()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        directions: Sequence[Direction],
    ) -> MatrixReading:
        """Show the dialog; what was read, nothing when the user changed their mind."""
        dialog = cls(parent, operations, scope, environment, directions)
        answer = dialog.reading if dialog.exec() == cls.DialogCode.Accepted else MatrixReading()
        dialog.deleteLater()
        return answer

    @override
    def tell(self, sentence: str, *, is_refusal: bool = False, remarks: Sequence[str] = ()) -> None:
        super().tell(sentence, is_refusal=is_refusal, remarks=remarks)
        self._show_reading()  # a refusal leaves nothing to write

    def read(self, paths: Sequence[Path]) -> None:
        """Read the first of some files."""
        path = paths[0]
        self.picker.show_picked(paths[:1])

        def read(_store: Store, _progress: Progress) -> tuple[SourceTable, ...]:
            return table_sources.read_file(path=path)

        self.run(read, self._take, title="Чтение матрицы")

    def _take(self, tables: tuple[SourceTable, ...]) -> None:
        self._tables = tables
        self.which.clear()
        for table in tables:
            rows = counted(len(table.rows), "строка", "строки", "строк")
            self.which.addItem(f"{table.name}: {rows}")
        place = matrix_tables.best_table(tables)
        self.which.setCurrentIndex(place)
        self._show_table(place)

    def _show_table(self, place: int) -> None:
        table = self._tables[place]
        head = matrix_tables.head_row(table)
        headings = [""] * table.width if head is None else [
            " ".join(clean(text).split()) for text in table.rows[head]
        ]  # fmt: skip
        mapped = matrix_tables.proposed(table)
        self.columns.show_columns(
            headings, ["" if column is None else column.value for column in mapped]
        )
        self._again()

    def _again(self) -> None:
        mapped = tuple(MatrixColumn(code) if code else None for code in self.columns.codes)
        table = self._tables[self.which.currentIndex()]
        self.reading = matrix_tables.read(table, mapped, self._directions)
        self._show_reading()

    def _show_reading(self) -> None:
        found = self.reading
        self._form.setRowVisible(self.which, len(self._tables) > 1)
        self.columns.setVisible(bool(self._tables))
        rows = len({cell.direction for cell in found.cells})
        cells = counted(len(found.cells), "ячейка", "ячейки", "ячеек")
        directions = counted(rows, "направления", "направлений", "направлений")
        self.summary.setText(
            f"Прочитано: {cells} у {directions}." if found.cells else
            "Направлений этой матрицы в таблице не найдено: скажите, что стоит в столбцах."
            if self._tables else ""
        )  # fmt: skip
        self.problems.show_problems(found.problems)
        self.problems.setVisible(bool(found.problems))
        self.apply.setEnabled(bool(found.cells) and not self.is_working)
        self.apply.setDefault(bool(found.cells))
