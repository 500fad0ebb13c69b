"""Forms that came back, a line each: whose, what state, what would change; ticked ones are written."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from quality_desktop.services.forms.received_forms import FormsPreview, ReceivedForm, Verdict
from quality_desktop.ui.look import Look
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.row_delegate import RowDelegate

_TITLES: Final = (
    "Школа", "Что с ним", "Новых", "Изменено", "Заполнено", "Форма", "Версия", "Кто заполнил", "Файл",
)  # fmt: skip
_WIDTHS: Final = (240, 178, 62, 78, 84, 150, 60, 110, 200)
_NUMBERS: Final = (2, 3, 4, 6)
_ICONS: Final = {
    Verdict.READY: "circle-check",
    Verdict.WITH_ERRORS: "alert-triangle",
    Verdict.CHOOSE: "help",
    Verdict.HELD: "help",
    Verdict.ALREADY: "circle-check",
    Verdict.EMPTY: "circle",
    Verdict.REFUSED: "circle-x",
}


class ReceivedList(QTreeWidget):
    """What can be written has a tick; of several answers of one school only one can be ticked.

    Signals:
        ticks_changed: Other forms are ticked now.
        chosen: ``ReceivedForm`` of the current line, or None.
    """

    ticks_changed = Signal()
    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receivedList")
        self.setAccessibleName("Ответы школ")
        self._look = look
        self._received: tuple[ReceivedForm, ...] = ()
        self.setColumnCount(len(_TITLES))
        self.setHeaderLabels(list(_TITLES))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setItemDelegate(RowDelegate(self))
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        self.itemChanged.connect(self._on_item_changed)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit(self.current))

    @property
    def current(self) -> ReceivedForm | None:
        """The form of the current line."""
        item: QTreeWidgetItem | None = self.currentItem()  # Qt says None too
        row = -1 if item is None else self.indexOfTopLevelItem(item)
        return self._received[row] if 0 <= row < len(self._received) else None

    @property
    def ticked(self) -> tuple[ReceivedForm, ...]:
        """Forms that are to be written."""
        return tuple(
            received
            for row, received in enumerate(self._received)
            if received.verdict.can_be_written
            and self._item(row).checkState(0) is Qt.CheckState.Checked
        )

    def show_preview(self, preview: FormsPreview) -> None:
        """Show other forms; what is ready is ticked, the rest waits for a word."""
        was_blocked = self.blockSignals(True)
        self.clear()
        self._received = preview.received
        self.addTopLevelItems([self._new_item(received) for received in preview.received])
        self.blockSignals(was_blocked)
        if self._received:
            # The line that needs a person comes first into sight.
            waits = (Verdict.HELD, Verdict.CHOOSE, Verdict.WITH_ERRORS, Verdict.REFUSED)
            rows = [n for n, each in enumerate(self._received) if each.verdict in waits]
            self.setCurrentItem(self._item(rows[0] if rows else 0))
        self.ticks_changed.emit()
        self.chosen.emit(self.current)

    def _new_item(self, received: ReceivedForm) -> QTreeWidgetItem:
        form = "" if received.form is None else received.form.title
        filled = f"{received.filled} из {received.required}" if received.required else ""
        counts = (received.new, received.changed) if received.verdict.can_be_written else ("", "")
        texts = (
            received.school_name or "не определена",
            received.verdict.shown,
            str(counts[0]),
            str(counts[1]),
            filled,
            form,
            str(received.version) if form else "",
            received.sender,
            received.file,
        )
        item = QTreeWidgetItem(list(texts))
        for column in _NUMBERS:
            item.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        item.setIcon(1, self._look.icon(_ICONS[received.verdict], self._colour(received)))
        for column, text in enumerate(texts):
            item.setToolTip(column, plain_tip(received.sentence or text))
        item.setToolTip(len(texts) - 1, plain_tip(received.path))
        if received.verdict.can_be_written:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_ready = received.verdict is Verdict.READY
            item.setCheckState(0, Qt.CheckState.Checked if is_ready else Qt.CheckState.Unchecked)
        else:
            item.setForeground(0, QColor(self._look.colours.muted))
        spoken = f"{texts[0]}: {texts[1]}"
        if received.problems:
            count = counted(len(received.problems), "замечание", "замечания", "замечаний")
            spoken = f"{spoken}, {count}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _colour(self, received: ReceivedForm) -> str:
        colours = self._look.colours
        return {
            Verdict.READY: colours.success,
            Verdict.WITH_ERRORS: colours.warning,
            Verdict.CHOOSE: colours.warning,
            Verdict.HELD: colours.warning,
            Verdict.REFUSED: colours.danger,
        }.get(received.verdict, colours.muted)

    def _item(self, row: int) -> QTreeWidgetItem:
        item = self.topLevelItem(row)
        if item is None:
            raise IndexError(row)
        return item

    def _on_item_changed(self, item: QTreeWidgetItem) -> None:
        row = self.indexOfTopLevelItem(item)
        if item.checkState(0) is Qt.CheckState.Checked:
            rivals = self._received[row].rivals
            was_blocked = self.blockSignals(True)
            for other, received in enumerate(self._received):
                if other != row and received.key in rivals and received.verdict.can_be_written:
                    self._item(other).setCheckState(0, Qt.CheckState.Unchecked)
            self.blockSignals(was_blocked)
        self.ticks_changed.emit()
