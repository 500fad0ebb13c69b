"""The panel beside the matrix: the cell, its findings and history, the load of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from quality_desktop.domain.responsibility import Line, Load
from quality_desktop.services.cycle.responsibility import MatrixView
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.models.matrix_sheet import CellKey, MatrixSheet
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.row_delegate import PADDING, RowDelegate, colours_of
from quality_desktop.ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from quality_desktop.storage.history import Moment

_SHOWN_MOMENTS: Final = 8
_BAR_HEIGHT: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """Load of a person as the list shows it.

    Attributes:
        share: Directions against the heaviest load or the limit, 0 to 1.
        is_over: More than the limit of the office.
    """

    name: str
    load: Load
    share: float
    is_over: bool

    @property
    def detail(self) -> str:
        """«координирует 4, исполняет 2»."""
        parts = [("координирует", self.load.coordinates), ("исполняет", self.load.executes)]
        if self.load.operates:
            parts.append(("оператор", self.load.operates))
        return ", ".join(f"{word} {count}" for word, count in parts if count)


class LoadModel(QAbstractListModel):
    """People with the number of their directions, heaviest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[LoadRow, ...] = ()

    def show(self, view: MatrixView) -> None:
        """Show the loads of a matrix."""
        limit = view.load_limit
        most = max([load.total for _, load in view.loads] + [limit or 1])
        self.beginResetModel()
        self.rows = tuple(
            LoadRow(
                name=view.names.get(who, "?"),
                load=load,
                share=load.total / most,
                is_over=limit is not None and load.total > limit,
            )
            for who, load in view.loads
        )
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        count = counted(row.load.total, "направление", "направления", "направлений")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                over = ", перегрузка" if row.is_over else ""
                detail = f": {row.detail}" if row.detail else ""
                told = f"{row.name} – {count}{over}{detail}"
                return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None


class LoadDelegate(RowDelegate):
    """Name and number, what they are made of, and a bar."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, LoadRow):
            return
        style, colours = style_of(option), colours_of(style_of(option).palette)
        painter.save()
        if style.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(style.rect, QColor(colours.highlight))
        place = style.rect.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        line = (
            style.font_height if hasattr(style, "font_height") else painter.fontMetrics().height()
        )
        top = QRect(place.left(), place.top(), place.width(), line)
        painter.setPen(QColor(colours.text))
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, row.name)
        over = "перегрузка " if row.is_over else ""
        painter.setPen(QColor(colours.danger if row.is_over else colours.text))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, f"{over}{row.load.total}")
        painter.setPen(QColor(colours.muted))
        detail = painter.fontMetrics().elidedText(
            row.detail, Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(top.translated(0, line), Qt.AlignmentFlag.AlignLeft, detail)
        bar = QRect(place.left(), place.bottom() - _BAR_HEIGHT, place.width(), _BAR_HEIGHT)
        painter.fillRect(bar, QColor(colours.border))
        bar.setWidth(round(bar.width() * row.share))
        painter.fillRect(bar, QColor(colours.danger if row.is_over else colours.accent))
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = QFontMetrics(style_of(option).font).height()
        return QSize(100, 2 * line + _BAR_HEIGHT + 3 * PADDING)


class MatrixSide(SidePanel):
    """What is known of the chosen cell, and the load of everybody.

    Signals:
        person_activated: ``LoadRow`` of somebody whose first cell is to be shown.
    """

    person_activated = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.loads = LoadModel(self)

    def show_cell(self, sheet: MatrixSheet, key: CellKey | None, line: Line | None) -> None:
        """Show a cell; its history comes later by ``add_history``."""
        self.clear()
        if line is not None:
            self.show_title(line.direction.code, line.direction.title)
        else:
            self.show_title("Все направления" if key is not None else "")
        if key is not None:
            who = list(sheet.described(key))
            heading = sheet.where(key).partition(", ")[2]
            self.add_text(heading[:1].upper() + heading[1:], who or ["Никто не назначен"])
            findings = [problem.text for problem in sheet.problems(key)]
            draft = sheet.drafts.get(key)
            if draft is not None:
                findings.insert(0, draft.reason)
            if findings:
                self.add_text("Замечания", findings)

    def add_history(self, moments: Sequence[Moment]) -> None:
        """Show who changed the cell."""
        lines = [
            f"{moment.at:%d.%m.%Y %H:%M} – {moment.intent} ({moment.author})"
            for moment in moments[:_SHOWN_MOMENTS]
        ]
        if len(moments) > _SHOWN_MOMENTS:
            lines.append(f"и ещё {len(moments) - _SHOWN_MOMENTS}")
        if lines:
            self.add_text("История", lines)

    def add_loads(self) -> None:
        """Show how many directions everybody has."""
        if not self.loads.rows:
            return
        view = QListView()
        view.setObjectName("loadList")
        view.setAccessibleName("Нагрузка: направлений на человека")
        view.setModel(self.loads)
        view.setItemDelegate(LoadDelegate(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFixedHeight(max(view.sizeHintForRow(0), 1) * len(self.loads.rows) + 2)
        view.activated.connect(self._on_activated)
        view.clicked.connect(self._on_activated)
        self.add_widget("Нагрузка, направлений", view)

    def _on_activated(self, index: QModelIndex) -> None:
        self.person_activated.emit(index.data(Qt.ItemDataRole.UserRole))
