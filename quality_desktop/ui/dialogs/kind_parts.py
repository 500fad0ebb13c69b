"""Parts of a kind of paper: their order, style, condition and words, with fields from a menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.paper_kinds import PaperPart
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.paperwork.kind_fields import (
    CASE_WORDS,
    STYLE_WORDS,
    FieldGroup,
    in_words,
    own_forms,
)
from quality_desktop.services.paperwork.kind_files import KindSource
from quality_desktop.ui.look import Look
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.tabs.documents.values import TextLines
from quality_desktop.ui.widgets.naming import named

_SHOWN = 90
_OWN = (
    ("field", "Новое значение…"),
    ("party", "Новый человек или учреждение…"),
    ("deadline", "Новый срок…"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindShown:
    """A kind with all that its editor offers."""

    source: KindSource
    fields: tuple[FieldGroup, ...]
    conditions: tuple[tuple[str, str], ...]


class FieldButton(QPushButton):
    """«Вставить поле»: fields by group, then the case or form.

    Signals:
        chosen: The field as it stands in a text: ``{office:gen}``.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Вставить поле", parent)
        self.setObjectName("insertField")
        self.setAutoDefault(False)
        self._menu = QMenu(self)
        self.setMenu(self._menu)

    def show_fields(self, groups: Sequence[FieldGroup]) -> None:
        """Offer these fields."""
        # A menu that is cleared keeps the menus under it, which are its children.
        for old in self._menu.findChildren(
            QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            old.setParent(None)
            old.deleteLater()
        self._menu.clear()
        for group in groups:
            part = QMenu(group.title, self._menu)
            self._menu.addMenu(part)
            for field in group.fields:
                if len(field.forms) == 1:
                    self._add(part, field.title, field.written(field.forms[0]))
                    continue
                forms = QMenu(field.title, part)
                part.addMenu(forms)
                for form in field.forms:
                    self._add(forms, CASE_WORDS[form], field.written(form))
        self._menu.addSeparator()
        for sort, words in _OWN:
            own = own_forms(sort)
            into = self._menu.addMenu(words) if len(own) > 1 else self._menu
            for form in own:
                action = into.addAction(words if into is self._menu else CASE_WORDS[form])
                action.setObjectName(f"{sort}:{form}")
                action.triggered.connect(
                    lambda _=False, sort=sort, form=form: self._ask_own(sort, form)
                )

    def _add(self, menu: QMenu, words: str, written: str) -> None:
        action = menu.addAction(words)
        action.setObjectName(written)
        action.triggered.connect(lambda _=False: self.chosen.emit(written))

    def _ask_own(self, sort: str, form: str) -> None:
        name, is_given = QInputDialog.getText(self, "Новое поле", "Как его назвать:")
        clean = "".join(letter for letter in name if letter not in "{}|:.").strip()
        if is_given and clean:
            code = f"{sort}.{clean}"
            self.chosen.emit(f"{{{code}:{form}}}" if form else f"{{{code}}}")


class KindParts(QWidget):
    """The list of parts and the editor of the chosen one.

    Signals:
        changed: The part as it should be.
        added: Style of a part to add behind the chosen one, and the chosen one's id or None.
        moved: Id of the part and the step.
        removed: Id of the part.
    """

    changed = Signal(object)
    added = Signal(str, object)
    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kindParts")
        self._look = look
        self._shown: KindShown | None = None
        self._part: PaperPart | None = None
        self.list = named(QListWidget(), "kindPartList", "Части текста")
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._show_part)
        self.style_box = named(QComboBox(), "partStyle", "Вид части")
        for code, words in STYLE_WORDS.items():
            self.style_box.addItem(words, code)
        self.style_box.activated.connect(lambda _: self._save(style=self.style_box.currentData()))
        self.condition = named(QComboBox(), "partCondition", "Когда печатать")
        self.condition.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.condition.activated.connect(
            lambda _: self._save(condition=self.condition.currentData())
        )
        self.text = named(TextLines(), "partText", "Текст части")
        self.text.setMaximumHeight(QWidget().maximumHeight())
        self.text.setMinimumHeight(120)
        self.text.finished.connect(lambda text: self._save(text=text))
        self.cells = named(TextLines(), "partCells", "Ячейки таблицы")
        self.cells.setPlaceholderText("Строка таблицы – строка, ячейки разделены табуляцией")
        self.cells.setTabChangesFocus(False)
        self.cells.finished.connect(lambda text: self._save(cells=text))
        self.read = named(QLabel(wordWrap=True), "partRead", "Как читается текст части")
        self.text.textChanged.connect(self._say)
        self.insert = FieldButton()
        self.insert.chosen.connect(self._insert)
        self._make_buttons()
        self._lay_out()

    def show_kind(self, shown: KindShown) -> None:
        """Show a kind; the chosen part stays chosen."""
        wanted = None if self._part is None else self._part.id
        self._shown = shown
        parts = shown.source.ordered
        with QSignalBlocker(self.list):
            self.list.clear()
            for part in parts:
                self.list.addItem(_item(part, shown.source))
            keys = [part.id for part in parts]
            self.list.setCurrentRow(keys.index(wanted) if wanted in keys else min(0, len(keys) - 1))
        self.insert.show_fields(shown.fields)
        with QSignalBlocker(self.condition):
            self.condition.clear()
            for name, words in shown.conditions:
                self.condition.addItem(words, name)
        self._show_part(self.list.currentRow())

    def choose(self, part: Id) -> None:
        """Choose a part and put the keyboard into its text."""
        if self._shown is None:
            return
        keys = [one.id for one in self._shown.source.ordered]
        if part in keys:
            self.list.setCurrentRow(keys.index(part))
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Save what is being typed."""
        self.text.finish()
        self.cells.finish()

    def _make_buttons(self) -> None:
        self.add = named(QPushButton("Добавить", autoDefault=False), "addPart")
        menu = QMenu(self.add)
        for code, words in STYLE_WORDS.items():
            action = menu.addAction(words)
            action.triggered.connect(lambda _=False, code=code: self._add(code))
        self.add.setMenu(menu)
        self.up = named(QPushButton("Выше", autoDefault=False), "partUp")
        self.up.clicked.connect(lambda: self._move(-1))
        self.down = named(QPushButton("Ниже", autoDefault=False), "partDown")
        self.down.clicked.connect(lambda: self._move(1))
        self.remove = named(QPushButton("Удалить", autoDefault=False), "removePart")
        self.remove.clicked.connect(self._remove)
        for button, icon in (
            (self.add, "plus"), (self.up, "arrow-up"), (self.down, "arrow-down"), (self.remove, "trash"),
        ):  # fmt: skip
            self._look.dress(button, icon)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.add, self.up, self.down, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        form = QFormLayout()
        form.addRow("Вид части", self.style_box)
        form.addRow("Печатать", self.condition)
        form.addRow("Текст", self.text)
        form.addRow("Таблица", self.cells)
        form.addRow("Читается", self.read)
        form.addRow("", self.insert)
        self._form = form
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        layout.addLayout(form)

    def _show_part(self, row: int) -> None:
        self.finish()
        parts = () if self._shown is None else self._shown.source.ordered
        part = self._part = parts[row] if 0 <= row < len(parts) else None
        is_own = part is not None and self._shown is not None and not self._shown.source.is_shipped
        for widget in (
            self.style_box,
            self.condition,
            self.insert,
            self.up,
            self.down,
            self.remove,
        ):
            widget.setEnabled(is_own)
        self.add.setEnabled(self._shown is not None and not self._shown.source.is_shipped)
        for edit in (self.text, self.cells):
            edit.setReadOnly(not is_own)
        self.text.show_text("" if part is None else part.text)
        self.cells.show_text("" if part is None else part.cells)
        self._form.setRowVisible(self.cells, part is not None and part.style == "table")
        if part is not None:
            self.style_box.setCurrentIndex(self.style_box.findData(part.style))
            place = self.condition.findData(part.condition)
            if place < 0:
                self.condition.addItem(part.condition, part.condition)
                place = self.condition.count() - 1
            self.condition.setCurrentIndex(place)

    def _say(self) -> None:
        if self._shown is not None:
            self.read.setText(in_words(self.text.toPlainText(), self._shown.source))

    def _insert(self, written: str) -> None:
        edit: QPlainTextEdit = self.cells if self.cells.hasFocus() else self.text
        edit.insertPlainText(written)
        edit.moveCursor(QTextCursor.MoveOperation.NoMove)
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finish()

    def _save(self, **fields: str) -> None:
        if self._part is None:
            return
        changed = replace(self._part, **fields)  # type: ignore[arg-type]  # text fields of a part
        if changed != self._part:
            self._part = changed
            self.changed.emit(changed)

    def _add(self, style: str) -> None:
        self.finish()
        self.added.emit(style, None if self._part is None else self._part.id)

    def _move(self, step: int) -> None:
        if self._part is not None:
            self.finish()
            self.moved.emit(self._part.id, step)

    def _remove(self) -> None:
        if self._part is not None:
            self.removed.emit(self._part.id)


def new_part(style: str) -> PaperPart:
    """A part to begin with."""
    is_table = style == "table"
    return PaperPart(
        id=new_id(),
        key="",
        style=style,
        text="" if is_table else "Новый текст",
        cells="Столбец 1\tСтолбец 2\n\t" if is_table else "",
    )


def _item(part: PaperPart, source: KindSource) -> QListWidgetItem:
    text = " ".join(in_words(part.text or part.cells, source).split())
    shown = text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    indent = "" if part.parent is None else "      "
    item = QListWidgetItem(f"{indent}{shown}")
    item.setToolTip(plain_tip(STYLE_WORDS.get(part.style, part.style)))
    if part.condition:
        font = QFont(item.font())
        font.setItalic(True)
        item.setFont(font)
    return item
