"""Tables of the preview of exam results: what would change, what the files hold, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id
from quality_desktop.services.exam_results.change_words import told_change
from quality_desktop.services.exam_results.exam_tables import ResultChoices, cut_of
from quality_desktop.services.exam_results.result_change import ResultChange
from quality_desktop.services.exam_results.results import FileSummary, ResultsPreview
from quality_desktop.ui.models.table_model import Column, TableModel
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """A line of any of the tables.

    Attributes:
        texts: Cells from left to right.
        problem: Finding of the last cell.
    """

    number: int
    texts: tuple[str, ...]
    problem: Problem | None = None


_AIR: Final = 20
_MOST_GROWTH: Final = 1.6
_LONGEST_MEASURED: Final = 20
"""The longest texts by letters are the widest but for a few pixels, and there may be thousands."""


class PreviewTable(QWidget):
    """A read-only table whose texts wrap; columns are as wide as what stands in them needs."""

    def __init__(self, name: str, titles: Sequence[str], widths: Sequence[int]) -> None:
        """Make an empty table.

        Args:
            name: What it is, for screen readers.
            titles: Headings.
            widths: Their usual widths in pixels; the last column takes what is left.
        """
        super().__init__()
        self._usual = tuple(widths)
        self._fitted: tuple[int, ...] = ()
        last = len(titles) - 1
        columns = [
            Column[PreviewLine](
                key=str(n),
                title=title,
                text=_cell(n),
                problem=(lambda line: line.problem) if n == last else None,
                tooltip=_cell(n),
            )
            for n, title in enumerate(titles)
        ]
        self.model: TableModel[PreviewLine] = TableModel(
            columns, key=lambda line: line.number, parent=self
        )
        self.view = GridView(name, self)
        self.view.setItemDelegate(WrapDelegate(self.view))
        self.view.setModel(self.model)
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.view.set_widths(tuple(widths))
        for signal in (self.model.modelReset, self.model.dataChanged):
            signal.connect(lambda *_: self.view.resizeRowsToContents())
        self.view.widths_changed.connect(lambda _: self.view.resizeRowsToContents())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def show_lines(self, lines: Sequence[PreviewLine]) -> None:
        """Show other lines; widths that the user dragged stay."""
        if not self._fitted or self.view.widths[:-1] == self._fitted:
            self._fit(lines)
        self.model.show_rows(lines)

    def _fit(self, lines: Sequence[PreviewLine]) -> None:
        metrics = self.view.fontMetrics()
        widths = list(self._usual)
        for column, usual in enumerate(self._usual[:-1]):
            texts = sorted({line.texts[column] for line in lines}, key=len)[-_LONGEST_MEASURED:]
            texts.append(str(self.model.headerData(column, Qt.Orientation.Horizontal)))
            needed = max(metrics.horizontalAdvance(text) for text in texts) + _AIR
            widths[column] = min(needed, round(usual * _MOST_GROWTH)) if lines else usual
        self.view.set_widths(tuple(widths[:-1]))
        self._fitted = self.view.widths[:-1]


def change_lines(
    preview: ResultsPreview, choices: ResultChoices, names: Mapping[Id, str]
) -> list[PreviewLine]:
    """What would be written, codes and changed results first: they touch what is there."""
    added = {school.id: school.short_name or school.full_name for school in preview.plan.added}
    changes = [*preview.changed, *preview.new]
    coded = [
        PreviewLine(
            number=number,
            texts=(
                names.get(code.after.id) or code.school_name,
                "Справочник школ",
                "добавится код",
                f"код в федеральных системах {code.after.code}",
            ),
        )
        for number, code in enumerate(preview.plan.codes)
    ]
    return coded + [
        PreviewLine(
            number=number,
            texts=(
                names.get(change.after.school) or added.get(change.after.school, ""),
                choices.title(cut_of(change.after)),
                _outcome(change),
                told_change(change),
            ),
        )
        for number, change in enumerate(changes, len(coded))
    ]


def file_lines(files: Sequence[FileSummary]) -> list[PreviewLine]:
    """What every file holds, table by table."""
    lines: list[PreviewLine] = []
    for file in files:
        if file.refusal:
            problem = Problem(text=file.refusal)
            lines.append(_file_line(lines, (file.name, "", "", file.refusal), problem))
            continue
        if not file.tables:
            text = "Знакомых таблиц с результатами в файле нет."
            lines.append(_file_line(lines, (file.name, "", "", text), Problem(text=text)))
        for table in file.tables:
            results = counted(len(table.rows), "результат", "результата", "результатов")
            needs = "; не хватает сведений, укажите их выше" if table.needs else ""
            about = f"{table.occasion or table.sheet}"
            lines.append(
                _file_line(lines, (file.name, table.title, about, f"{results}{needs}"), None)
            )
    return lines


def problem_lines(problems: Sequence[Problem]) -> list[PreviewLine]:
    """Everything that is wrong, errors first."""
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    return [
        PreviewLine(number=number, texts=(problem.text,), problem=problem)
        for number, problem in enumerate(ordered)
    ]


def _cell(number: int) -> Callable[[PreviewLine], str]:
    return lambda line: line.texts[number]


def _file_line(
    lines: Sequence[PreviewLine], texts: tuple[str, ...], problem: Problem | None
) -> PreviewLine:
    return PreviewLine(number=len(lines), texts=texts, problem=problem)


def _outcome(change: ResultChange) -> str:
    if change.replaced_by_hand:
        return "заменит вписанное"
    return "новый" if change.before is None else "изменится"
