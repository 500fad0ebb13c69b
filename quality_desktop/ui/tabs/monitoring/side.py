"""The panel beside the monitoring grid: the cell, its findings, comment, years, district, history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.collection.answers import shown
from quality_desktop.services.entry.cell_story import (
    CellStory,
    CellVersion,
    DistrictPlace,
    YearFigure,
)
from quality_desktop.services.entry.monitoring_findings import CellFinding
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.monitoring_looks import STATE_WORDS, CellState
from quality_desktop.ui.models.monitoring_sheet import CellKey, MonitoringSheet
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.scope import shown_year
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.side_panel import SidePanel
from quality_desktop.ui.widgets.year_chart import YearBar, YearChart

_MOST_VERSIONS: Final = 8
_NOTE_LINES: Final = 3


class NoteBox(QPlainTextEdit):
    """A comment that is saved when it is left, or with Ctrl+Enter.

    Signals:
        entered: The new comment, when it is another than before.
        finished: The user is done with it and wants the cells again.
        left: The keyboard is elsewhere now.
    """

    entered = Signal(str)
    finished = Signal()
    left = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._known = text
        self.setObjectName("noteBox")
        self.setAccessibleName("Примечание к ячейке")
        self.setPlaceholderText("Примечание управления к этой ячейке")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_NOTE_LINES * self.fontMetrics().lineSpacing() + 12)
        self.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.finish()
            self.left.emit()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._known)
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def finish(self) -> None:
        """Save what was typed."""
        text = self.toPlainText().strip()
        if text != self._known:
            self._known = text
            self.entered.emit(text)


class MonitoringSide(SidePanel):
    """What is known of the chosen cell.

    Signals:
        note_entered: Cell and its new comment.
        acceptance_wanted: ``CellFinding`` that shall stand.
        withdrawal_wanted: ``Acceptance`` that shall be asked about again.
        restore_wanted: Cell and the ``CellVersion`` to give back.
        done: The user is done with the panel and wants the cells again.
        note_left: The comment is not being typed any more.
    """

    note_entered = Signal(object, str)
    acceptance_wanted = Signal(object)
    withdrawal_wanted = Signal(object)
    restore_wanted = Signal(object, object)
    done = Signal()
    note_left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._note: NoteBox | None = None

    @property
    def is_typed_into(self) -> bool:
        """True while a comment is being typed: it must outlive any news of any cell.

        Also of another one: who pressed Enter in the table and went straight to the comment types it
        for the cell that the panel names, though the cursor of the table is one further already.
        """
        return self._note is not None and self.window().focusWidget() is self._note

    def leave(self) -> None:
        """What the cells belong to is about to change: a comment being typed is saved and left."""
        if self._note is not None:
            self._note.finish()
            self.show_nothing()

    def show_nothing(self) -> None:
        """No cell is chosen."""
        self._note = None
        self.clear()
        self.show_title("")

    def show_cell(self, sheet: MonitoringSheet, row: int, place: int) -> None:
        """Show what the grid knows of a cell; its story comes later by ``add_story``."""
        self.clear()
        if sheet.grid is None:
            return
        column, look = sheet.grid.columns[place], sheet.look(row, place)
        element = column.element
        self.show_title(
            sheet.rows[row].name,
            ": ".join(filter(None, (column.group, element.title or column.title))),
        )
        unit = f" {element.unit}" if element.unit and look.is_number else ""
        lines = [f"{look.text}{unit}" if look.text else "пусто", STATE_WORDS[look.state]]
        cell = sheet.cell(row, place)
        draft = sheet.draft(row, place)
        if draft is not None:
            lines.append(draft.reason)
        elif cell.official is not None and look.state is not CellState.OFFICIAL:
            official = shown(cell.official, element)
            same = f"совпадает с официальными данными: {official}"
            lines.append(f"по официальным данным: {official}" if cell.differs else same)
        self.add_text("Значение", lines)
        self._add_findings(sheet.findings(row, place))
        note = NoteBox(cell.note)
        key = sheet.key(row, place)
        note.entered.connect(lambda text: self.note_entered.emit(key, text))
        note.finished.connect(self.done)
        note.left.connect(self.note_left)
        self._note = note
        self.add_widget("Примечание", note)

    def add_story(self, key: CellKey, story: CellStory) -> None:
        """Show earlier years, the district and the history of the cell."""
        if len([figure for figure in story.years if figure.text]) > 1:
            chart = YearChart()
            chart.show_bars([_bar(figure, figure is story.years[-1]) for figure in story.years])
            self.add_widget(_years_title(story.years), chart)
        if story.place is not None:
            self.add_text("Среди школ района", _place_lines(story.place))
        if story.versions:
            self.add_widget("История ячейки", self._history(key, story.versions))

    def _add_findings(self, findings: Sequence[CellFinding]) -> None:
        if not findings:
            return
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for finding in findings:
            layout.addWidget(
                QLabel(finding.text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            )
            accepted = finding.accepted
            if accepted is not None:
                who = ", ".join(filter(None, (accepted.author, _day(finding))))
                layout.addWidget(
                    QLabel(
                        f"Принято: {accepted.reason} ({who})",
                        wordWrap=True,
                        textFormat=Qt.TextFormat.PlainText,
                    )
                )
                again = named(QPushButton("Снять принятие"), "withdrawAcceptance")
                again.clicked.connect(lambda _=False, a=accepted: self.withdrawal_wanted.emit(a))
                layout.addWidget(again, alignment=Qt.AlignmentFlag.AlignLeft)
            elif finding.can_be_accepted:
                accept = named(QPushButton("Принять с причиной…"), "acceptWarning")
                accept.clicked.connect(lambda _=False, f=finding: self.acceptance_wanted.emit(f))
                layout.addWidget(accept, alignment=Qt.AlignmentFlag.AlignLeft)
        self.add_widget("Замечания", box)

    def _history(self, key: CellKey, versions: Sequence[CellVersion]) -> QWidget:
        box = QWidget()
        layout = QGridLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(0, 1)
        current = versions[0].answer
        for row, version in enumerate(versions[:_MOST_VERSIONS]):
            what = (
                f"примечание: {version.note or 'удалено'}" if version.is_note_only else version.text
            )
            who = f", {version.author}" if version.author else ""
            label = QLabel(
                f"{what}\n{version.at:%d.%m.%Y %H:%M}{who}",
                wordWrap=True,
                textFormat=Qt.TextFormat.PlainText,
            )
            label.setToolTip(plain_tip(version.intent))
            layout.addWidget(label, row, 0)
            if not version.is_note_only and version.answer != current:
                back = named(QPushButton("Вернуть"), "restoreVersion")
                back.setAccessibleName(f"Вернуть это значение: {version.text}")
                back.setToolTip(plain_tip(f"Вернуть это значение: {version.text}"))
                back.clicked.connect(lambda _=False, v=version: self.restore_wanted.emit(key, v))
                layout.addWidget(back, row, 1, alignment=Qt.AlignmentFlag.AlignTop)
        if len(versions) > _MOST_VERSIONS:
            layout.addWidget(
                QLabel(
                    f"и ещё {len(versions) - _MOST_VERSIONS}", textFormat=Qt.TextFormat.PlainText
                ),
                _MOST_VERSIONS,
                0,
            )
        return box


def _day(finding: CellFinding) -> str:
    accepted = finding.accepted
    return f"{accepted.accepted:%d.%m.%Y}" if accepted and accepted.accepted else ""


def _bar(figure: YearFigure, is_current: bool) -> YearBar:
    return YearBar(
        label=shown_year(figure.year).split(" ")[0],
        value=figure.number,
        text=figure.text or "–",
        is_current=is_current,
    )


def _years_title(years: Sequence[YearFigure]) -> str:
    """What the chart says: the change against the last year that is known."""
    now = years[-1].number
    before = next((f for f in reversed(years[:-1]) if f.number is not None), None)
    if now is None or before is None or before.number is None:
        return "Что было в прошлые годы"
    since = f"с {shown_year(before.year).split(' ')[0]}"
    if now == before.number:
        return f"Не изменилось {since}"
    word = "Больше" if now > before.number else "Меньше"
    return f"{word}, чем в {shown_year(before.year).split(' ')[0]}: было {before.text}"


def _place_lines(place: DistrictPlace) -> list[str]:
    lines = [f"посередине (медиана) {place.median}, от {place.lowest} до {place.highest}"]
    if place.rank is not None:
        lines.append(f"{place.rank}-е место из {place.count}, считая от наибольшего")
    return lines
