"""Choice of the kind of a new paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.paperwork.kind_files import KindSource
from quality_desktop.storage.history import Moment
from quality_desktop.ui.widgets.naming import named

_OWN = "вид управления"
_SHIPPED = "входит в программу"


class NewPaper(QDialog):
    """Kinds of papers: those of the office first."""

    def __init__(self, parent: QWidget | None, kinds: Sequence[KindSource]) -> None:
        """Offer kinds.

        Args:
            parent: The window it belongs to.
            kinds: All kinds of the file and of the program.
        """
        super().__init__(parent)
        self.setObjectName("newPaperDialog")
        self.setWindowTitle("Новый документ")
        self.resize(520, 460)
        self.kinds = named(QListWidget(), "newPaperKinds", "Вид документа")
        for source in kinds:
            item = QListWidgetItem(source.kind.title)
            item.setData(Qt.ItemDataRole.UserRole, source.kind.code)
            item.setToolTip(_SHIPPED if source.is_shipped else _OWN)
            if not source.is_shipped:
                item.setText(f"{source.kind.title}  ({_OWN})")
            self.kinds.addItem(item)
        self.kinds.setCurrentRow(0)
        self.kinds.itemDoubleClicked.connect(lambda _: self.accept())
        buttons = QDialogButtonBox()
        self.make = named(QPushButton("Составить"), "newPaperMake")
        self.make.setDefault(True)
        buttons.addButton(self.make, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Не составлять", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        label = QLabel("&Вид документа")
        label.setBuddy(self.kinds)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(self.kinds, 1)
        layout.addWidget(buttons)

    @property
    def code(self) -> str:
        """Code of the chosen kind; empty for none."""
        row = self.kinds.currentRow()
        return "" if row < 0 else str(self.kinds.item(row).data(Qt.ItemDataRole.UserRole))

    @classmethod
    def ask(cls, parent: QWidget | None, kinds: Sequence[KindSource]) -> str | None:
        """Ask for a kind; None when the user changed their mind."""
        dialog = cls(parent, kinds)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        code = dialog.code if is_accepted else None
        dialog.deleteLater()
        return code or None


class ChooseClauses(QDialog):
    """Which clauses of a paper go into its extract."""

    def __init__(self, parent: QWidget | None, clauses: Sequence[str]) -> None:
        """Offer clauses.

        Args:
            parent: The window it belongs to.
            clauses: Their texts in order.
        """
        super().__init__(parent)
        self.setObjectName("chooseClauses")
        self.setWindowTitle("Выписка из документа")
        self.resize(640, 460)
        self.clauses = named(QListWidget(), "extractClauses", "Пункты для выписки")
        self.clauses.setWordWrap(True)
        for text in clauses:
            item = QListWidgetItem(text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.clauses.addItem(item)
        self.clauses.itemChanged.connect(lambda _: self._follow())
        buttons = QDialogButtonBox()
        self.make = named(QPushButton("Составить выписку"), "extractMake")
        self.make.setDefault(True)
        buttons.addButton(self.make, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Не составлять", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("Отметьте пункты, которые войдут в выписку."))
        layout.addWidget(self.clauses, 1)
        layout.addWidget(buttons)
        self._follow()

    @property
    def chosen(self) -> tuple[int, ...]:
        """Places of the marked clauses."""
        return tuple(
            row
            for row in range(self.clauses.count())
            if self.clauses.item(row).checkState() == Qt.CheckState.Checked
        )

    @classmethod
    def ask(cls, parent: QWidget | None, clauses: Sequence[str]) -> tuple[int, ...] | None:
        """Ask which clauses; None when the user changed their mind."""
        dialog = cls(parent, clauses)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen if is_accepted else None
        dialog.deleteLater()
        return chosen

    def _follow(self) -> None:
        self.make.setEnabled(bool(self.chosen))


class ChooseMoment(QDialog):
    """Since which change of the matrix an amending order tells what is different."""

    def __init__(self, parent: QWidget | None, moments: Sequence[Moment]) -> None:
        """Offer moments.

        Args:
            parent: The window it belongs to.
            moments: Changes of the matrix, newest first.
        """
        super().__init__(parent)
        self.setObjectName("chooseMoment")
        self.setWindowTitle("Внесение изменений в приказ")
        self.resize(620, 420)
        self._moments = tuple(moments)
        self.moments = named(QListWidget(), "amendSince", "Какой была матрица")
        for moment in self._moments:
            self.moments.addItem(f"{moment.at:%d.%m.%Y %H:%M}  {moment.intent}")
        self.moments.setCurrentRow(min(1, len(self._moments) - 1))
        buttons = QDialogButtonBox()
        self.make = named(QPushButton("Составить приказ"), "amendMake")
        self.make.setDefault(True)
        self.make.setEnabled(bool(self._moments))
        buttons.addButton(self.make, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Не составлять", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        said = QLabel(
            "Приказ перечислит, чем матрица и технологическая карта отличаются от тех, какими были "
            "после выбранного изменения."
        )
        said.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        layout.addWidget(self.moments, 1)
        layout.addWidget(buttons)

    @classmethod
    def ask(cls, parent: QWidget | None, moments: Sequence[Moment]) -> datetime | None:
        """Ask for a moment; None when the user changed their mind."""
        dialog = cls(parent, moments)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        row = dialog.moments.currentRow()
        dialog.deleteLater()
        return moments[row].at if is_accepted and 0 <= row < len(moments) else None
