"""«Виды документов»: kinds of papers, their words, how papers of them read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperKind
from quality_desktop.domain.records import Id
from quality_desktop.services.paperwork import kind_edits, kind_fields, kind_preview, kinds
from quality_desktop.services.paperwork.kind_files import KindSource
from quality_desktop.ui.dialogs.kind_head import KindHead
from quality_desktop.ui.dialogs.kind_parts import KindParts, KindShown, new_part
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.storage.store import Store

_READ_ONLY: Final = "Этот вид входит в программу. Чтобы изменить слова, скопируйте его."
_HINT: Final = "Часть текста между ** печатается полужирным, между __ – курсивом."


class PaperKinds(QDialog):
    """Kinds at the left; words, parts and a preview of the chosen one at the right."""

    def __init__(
        self, parent: QWidget | None, operations: Operations, environment: Environment
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paperKinds")
        self.setWindowTitle("Виды документов")
        self.resize(1060, 680)
        self._operations = operations
        self._environment = environment
        self._found: tuple[KindSource, ...] = ()
        self._code = ""
        self.list = named(QListWidget(), "kindList", "Виды документов")
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._on_row)
        self.copy = named(QPushButton("Скопировать…", autoDefault=False), "copyKind")
        self.copy.clicked.connect(self._ask_copy)
        self.remove = named(QPushButton("Удалить", autoDefault=False), "removeKind")
        self.remove.clicked.connect(self._remove)
        environment.look.dress(self.copy, "copy")
        environment.look.dress(self.remove, "trash")
        self.said = named(QLabel(wordWrap=True), "kindSaid", "Что сделано")
        self.head = KindHead()
        self.parts = KindParts(environment.look)
        self._connect()
        self.preview = PageView(self)
        self._lay_out()
        operations.changed.connect(lambda _: self._ask())
        self._ask()

    def _connect(self) -> None:
        self.head.changed.connect(
            lambda kind: self._do(lambda store: kind_edits.save_kind(store=store, kind=kind))
        )
        self.parts.changed.connect(
            lambda part: self._do(lambda store: kind_edits.save_part(store=store, part=part))
        )
        self.parts.added.connect(self._add)
        self.parts.moved.connect(
            lambda part, step: self._do(
                lambda store: kind_edits.move_part(store=store, part=part, step=step)
            )
        )
        self.parts.removed.connect(
            lambda part: self._do(lambda store: kind_edits.remove_part(store=store, part=part))
        )

    @classmethod
    def show_for(
        cls, parent: QWidget | None, operations: Operations, environment: Environment
    ) -> None:
        """Show the dialog until it is closed."""
        dialog = cls(parent, operations, environment)
        dialog.exec()
        dialog.deleteLater()

    def done(self, result: int) -> None:
        """Save what is being typed before the window goes."""
        self.parts.finish()
        super().done(result)

    def choose(self, code: str) -> None:
        """Choose a kind."""
        codes = [source.kind.code for source in self._found]
        if code in codes:
            self.list.setCurrentRow(codes.index(code))

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.remove)
        column.addLayout(buttons)
        self.panels = named(QTabWidget(documentMode=True), "kindPanels", "Слова вида")
        self.panels.addTab(self.parts, "Текст")
        self.panels.addTab(self.head, "Заголовок и реквизиты")
        self.panels.addTab(self.preview, "Как будет выглядеть")
        self.panels.currentChanged.connect(lambda _: self._show_preview())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.panels)
        splitter.setSizes([300, 740])
        closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        closing.button(QDialogButtonBox.StandardButton.Close).setText("Закрыть")
        closing.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.said)
        layout.addWidget(closing)

    def _ask(self) -> None:
        wording = self._environment.wording
        self._operations.ask(
            lambda store: kinds.available(store=store, wording=wording), self._show, owner=self
        )

    def _show(self, found: tuple[KindSource, ...]) -> None:
        self._found = found
        codes = [source.kind.code for source in found]
        with QSignalBlocker(self.list):
            self.list.clear()
            for source in found:
                own = "" if source.is_shipped else "  (вид управления)"
                self.list.addItem(QListWidgetItem(f"{source.kind.title}{own}"))
            self.list.setCurrentRow(codes.index(self._code) if self._code in codes else 0)
        self._on_row(self.list.currentRow())

    def _on_row(self, row: int) -> None:
        if not 0 <= row < len(self._found):
            return
        source = self._found[row]
        self._code = source.kind.code
        fields = kind_fields.fields_of(source)
        self.head.show_kind(source, fields)
        conditions = kind_fields.conditions_of(source)
        self.parts.show_kind(KindShown(source=source, fields=fields, conditions=conditions))
        self.remove.setEnabled(not source.is_shipped)
        self.said.setText(_READ_ONLY if source.is_shipped else _HINT)
        self._show_preview()

    def _show_preview(self) -> None:
        if self.panels.currentWidget() is not self.preview or not self._code:
            return
        code, environment = self._code, self._environment

        def made(store: Store) -> bytes | str:
            try:
                return kind_preview.pages(
                    store=store,
                    wording=environment.wording,
                    reference=environment.reference,
                    language=environment.language,
                    fonts=environment.fonts,
                    code=code,
                )
            except QualityError as error:
                return error.sentence

        self._operations.ask(made, self._tell_preview, owner=self)

    def _tell_preview(self, made: bytes | str) -> None:
        if isinstance(made, str):
            self.preview.show_nothing(made)
        else:
            self.preview.show_pdf(made)

    def _ask_copy(self) -> None:
        title, is_given = QInputDialog.getText(
            self, "Новый вид документа", "Как его назвать:", QLineEdit.EchoMode.Normal
        )
        if is_given:
            self.copy_as(title)

    def copy_as(self, title: str) -> None:
        """Copy the chosen kind under a title."""
        code, made = self._code, []

        def write(store: Store) -> Changes:
            key, changes = kind_edits.copy_kind(
                store=store, wording=self._environment.wording, code=code, title=title
            )
            kind = store.get(PaperKind, key)
            made.append("" if kind is None else kind.code)
            return changes

        def follow(_: Changes) -> None:
            self._code = made[0]

        self._operations.do(write, then=follow, refused=self.said.setText, owner=self)

    def _remove(self) -> None:
        kind = next((one.kind for one in self._found if one.kind.code == self._code), None)
        if kind is not None:
            self._do(lambda store: kind_edits.remove_kind(store=store, kind=kind.id))

    def _add(self, style: str, after: Id | None) -> None:
        kind = next(one.kind for one in self._found if one.kind.code == self._code)
        self._do(
            lambda store: kind_edits.add_parts(
                store=store, kind=kind.id, parts=[new_part(style)], after=after
            )[1]
        )

    def _do(self, write: Callable[[Store], Changes]) -> None:
        self._operations.do(write, refused=self.said.setText, owner=self)
