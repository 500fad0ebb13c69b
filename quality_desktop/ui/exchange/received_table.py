"""Received files: who sent each, what is said of it, and what to compare by telephone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.exchange.received_files import ReceivedFile, Verdict
from quality_desktop.services.exchange.senders import Trust
from quality_desktop.ui.exchange.row_list import RowList
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.figure_table import FigureColumn
from quality_desktop.ui.widgets.naming import named

_VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.READY: "можно принять",
    Verdict.NOTHING_NEW: "нового нет",
    Verdict.NEEDS_PASSWORD: "нужен пароль",
    Verdict.WRONG_PASSWORD: "пароль не подошёл",
    Verdict.UNTRUSTED: "сверьте отправителя",
    Verdict.LACKS_BASE: "не хватает пакета",
    Verdict.REFUSED: "не принят",
}
_CLOSED: Final = (Verdict.NEEDS_PASSWORD, Verdict.WRONG_PASSWORD)
_HEIGHT: Final = 150
_ACCEPT: Final = "Слова сверены по телефону, &запомнить: "


class ReceivedTable(QWidget):
    """Files above; the chosen one in full, its sender's words and the password below.

    Attributes:
        model: The files.
        accept: The words of new senders have been compared.
        password: Of closed packages.
        outside: What was changed beside the program is taken, too.

    Signals:
        password_given: Look again with the password.
        outside_wanted: Look again, with or without what was changed beside the program.
        pin_wanted: The words of the chosen sender have been compared.
    """

    password_given = Signal()
    outside_wanted = Signal()
    pin_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receivedTable")
        self._look = look
        self.rows: RowList[ReceivedFile] = RowList(
            "Полученные файлы, в порядке приёма", _columns(), key=lambda one: one.path, parent=self
        )
        self.model, self.grid = self.rows.model, self.rows.grid
        self.grid.setMaximumHeight(_HEIGHT)
        self.detail = named(QLabel(wordWrap=True), "receivedDetail", "О выбранном файле")
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.loud = named(QLabel(wordWrap=True), "receivedLoud", "Важно")
        self.loud.setTextFormat(Qt.TextFormat.PlainText)
        self.pin = named(QPushButton("Слова сверены", autoDefault=False), "receivedPin")
        self.accept = named(QCheckBox(), "receivedAccept")
        self.outside = named(
            QCheckBox("Принять и то, что изменено &помимо программы"), "receivedOutside"
        )
        self.password = named(QLineEdit(), "receivedPassword", "Пароль пакета")
        self.password.setPlaceholderText("Пять слов, которые назвал отправитель")
        self.unlock = named(QPushButton("Открыть пакет", autoDefault=False), "receivedUnlock")
        self._lay_out()
        self.grid.place_changed.connect(self._follow)
        self.unlock.clicked.connect(self.password_given)
        self.password.returnPressed.connect(self.password_given)
        self.outside.clicked.connect(lambda _on: self.outside_wanted.emit())
        self.pin.clicked.connect(self.pin_wanted)
        self.show_files(())

    @property
    def chosen(self) -> ReceivedFile | None:
        """The file in hand."""
        return self.rows.chosen

    def show_files(self, files: Sequence[ReceivedFile]) -> None:
        """Show what was looked at."""
        self.rows.show(files)
        is_closed = any(one.verdict in _CLOSED for one in files)
        for widget in (self._password_label, self.password, self.unlock):
            widget.setVisible(is_closed)
        new = [one for one in files if one.trust is Trust.NEW and one.verdict is Verdict.READY]
        names = dict.fromkeys(one.sender.name for one in new if one.sender is not None)
        self.accept.setText(_ACCEPT + ", ".join(names).replace("&", "&&"))
        self.accept.setVisible(bool(new))
        self.outside.setVisible(any(one.outside_edits for one in files))
        self._follow()

    def _lay_out(self) -> None:
        self._password_label = QLabel("Пароль:")
        self._password_label.setBuddy(self.password)
        line = QHBoxLayout()
        for widget in (self._password_label, self.password, self.unlock):
            line.addWidget(widget, 1 if widget is self.password else 0)
        loud = QHBoxLayout()
        loud.addWidget(self.loud, 1)
        loud.addWidget(self.pin, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.detail)
        layout.addLayout(loud)
        layout.addWidget(self.accept)
        layout.addWidget(self.outside)
        layout.addLayout(line)

    def _follow(self) -> None:
        one = self.chosen
        self.detail.setText("" if one is None else _in_full(one))
        warnings = () if one is None else one.warnings
        colours = self._look.colours
        is_loud = one is not None and (one.is_loud or one.verdict is Verdict.UNTRUSTED)
        self.loud.setStyleSheet(f"color: {colours.danger if is_loud else colours.warning}")
        self.loud.setText("\n".join(warnings))
        self.loud.setVisible(bool(warnings))
        self.pin.setVisible(one is not None and one.verdict is Verdict.UNTRUSTED)


def _columns() -> tuple[FigureColumn[ReceivedFile], ...]:
    return (
        FigureColumn(key="name", title="Файл", width=220, text=lambda one: one.name,
                     tooltip=lambda one: str(one.path)),
        FigureColumn(key="sender", title="От кого", width=150, text=_sender, tooltip=_sender),
        FigureColumn(key="sent", title="Когда", width=135,
                     text=lambda one: f"{one.sent_at:%d.%m.%Y %H:%M}" if one.sent_at else ""),
        FigureColumn(key="verdict", title="Что с ним", width=140,
                     text=lambda one: _VERDICTS[one.verdict], tooltip=lambda one: one.sentence),
        FigureColumn(key="sentence", title="Подробнее", width=190,
                     text=_without_name, tooltip=lambda one: one.sentence),
    )  # fmt: skip


def _sender(one: ReceivedFile) -> str:
    if one.sender is None:
        return ""
    words = {Trust.OWN: " (вы)", Trust.KNOWN: " – знаком", Trust.NEW: " – новый",
             Trust.CHANGED: " – другой ключ", Trust.UNSIGNED: " – без подписи"}  # fmt: skip
    return f"{one.sender.name or 'без имени'}{words[one.trust]}"


def _without_name(one: ReceivedFile) -> str:
    return one.sentence.partition("»: ")[2] or one.sentence


def _in_full(one: ReceivedFile) -> str:
    parts = [one.sentence]
    if one.chosen:
        parts.append(f"В пакете часть файла: {one.chosen}.")
    if one.recipient:
        parts.append(f"Кому: {one.recipient.rstrip('.')}.")
    if one.sender is not None and one.sender.words and one.trust is not Trust.OWN:
        parts.append(f"Слова ключа отправителя: {one.sender.spoken}.")
    return " ".join(parts)
