"""«Отправить»: a package for a colleague – for whom, what of the file, with which password."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.exchange.package import SUFFIX
from quality_desktop.services.exchange import sending, sending_options
from quality_desktop.services.exchange.sending import Estimate, Packed
from quality_desktop.services.exchange.sending_options import SendingOptions
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.desk import desk_of
from quality_desktop.ui.exchange.part_choice import PartChoice
from quality_desktop.ui.exchange.password_line import PasswordLine
from quality_desktop.ui.exchange.standing_window import StandingWindow
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.messages import Answer
from quality_desktop.ui.widgets.naming import named

_PATTERN: Final = "Пакеты обмена (*.qpack)"
_TYPING_MS: Final = 300
_WIDTH: Final = 720
_HEIGHT: Final = 330
_HEIGHT_WITH_LISTS: Final = 560
_LINES: Final = 3
"""Of what is told about the package, at most."""
_MUCH: Final = 1000
"""How much more of the room goes to the lists than to the empty place below."""


class SendPackage(StandingWindow):
    """Recipient, estimate, part, password, file; one button.

    Attributes:
        recipient: For whom.
        is_whole: Everything is sent, also to somebody who has shown what they have.
        part: Which part.
        password: Of the package.
        path: Where the package goes.
    """

    name: ClassVar[str] = "sendPackage"
    title: ClassVar[str] = "Отправить коллеге"
    verb: ClassVar[str] = "Создать пакет"
    wanted_size: ClassVar[tuple[int, int]] = (_WIDTH, _HEIGHT)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent, operations, scope, environment)
        self.desk = desk_of(environment)
        self.recipient = named(QComboBox(editable=True), "sendRecipient", "Кому")
        self.is_whole = named(QCheckBox("Послать всё, даже если оно там уже есть"), "sendWhole")
        self.estimate = named(QLabel(wordWrap=True), "sendEstimate", "Что войдёт в пакет")
        self.estimate.setMaximumHeight(_LINES * self.estimate.fontMetrics().lineSpacing())
        self.part = PartChoice()
        self.password = PasswordLine()
        self.path = named(QLineEdit(), "sendPath", "Файл пакета")
        self.browse = named(QPushButton("Выбрать…", autoDefault=False), "sendBrowse")
        self.open_folder = named(QPushButton("Открыть папку", autoDefault=False), "sendOpen")
        self.open_folder.hide()
        self._proposed = ""
        self._packed: Packed | None = None
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._fill_content()
        self.lay_out()
        self._connect()
        self.refresh()

    @property
    def packed(self) -> Packed | None:
        """The package that was written last; None before."""
        return self._packed

    def refresh(self) -> None:
        """Ask what can be chosen, and for a password."""
        desk = self.desk

        def ask(store: Store) -> tuple[SendingOptions, str]:
            return sending_options.options(store=store, desk=desk), sending.passphrase(desk=desk)

        self.operations.ask(ask, lambda answer: self._show(*answer), owner=self)

    def send(self) -> None:
        """Write the package; an existing file is replaced only after a question."""
        typed = self.path.text().strip()
        problem = self.part.problem or ("" if typed else "Укажите, куда сохранить пакет.")
        if problem:
            self.tell(problem, is_refusal=True)
            return
        target = self.folder_to_start() / typed  # an absolute path stays as it is
        if target.suffix.lower() != SUFFIX:
            target = target.with_name(f"{target.name}{SUFFIX}")
        self.path.setText(str(target))
        may_replace = target.exists()
        if may_replace and not self._may_replace(target):
            return
        recipient, is_whole = self.recipient.currentText().strip(), self.is_whole.isChecked()
        choice, password, desk = self.part.choice, self.password.password, self.desk

        def pack(store: Store, progress: Progress) -> Packed:
            return sending.pack(
                store=store,
                desk=desk,
                target=target,
                recipient=recipient,
                is_whole=is_whole,
                choice=choice,
                password=password,
                may_replace=may_replace,
                progress=progress.report,
            )

        self.run(pack, self._on_packed, title="Пакет обмена")

    def _fill_content(self) -> None:
        label = QLabel("Сохранить &в")
        label.setBuddy(self.path)
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        line.addWidget(self.browse)
        form = QFormLayout()
        form.addRow("&Кому", self.recipient)
        form.addRow("", self.estimate)
        form.addRow("", self.is_whole)
        form.addRow("Что", self.part)
        form.addRow("Защита", self.password)
        form.addRow(label, line)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addStretch(1)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(self.open_folder)
        layout.addLayout(below)

    def _connect(self) -> None:
        self.recipient.editTextChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._ask_estimate)
        self.is_whole.toggled.connect(lambda _on: self._ask_estimate())
        self.part.is_part.toggled.connect(self._give_room)
        self.password.new_wanted.connect(self._ask_words)
        self.browse.clicked.connect(self._on_browse)
        self.apply.clicked.connect(self.send)
        self.open_folder.clicked.connect(self._on_open_folder)

    def _give_room(self, is_part: bool) -> None:
        """The lists of a part get the room that an empty window would waste without them."""
        inside, outside = self.content.layout(), self.layout()
        if isinstance(inside, QVBoxLayout) and outside is not None:
            inside.setStretch(0, _MUCH if is_part else 0)
            inside.activate()
            outside.activate()  # the least height is that of what is shown now
        self.resize_within_screen(self.width(), _HEIGHT_WITH_LISTS if is_part else _HEIGHT)

    def _show(self, options: SendingOptions, words: str) -> None:
        text = self.recipient.currentText()
        self.recipient.clear()
        self.recipient.addItems(list(options.recipients))
        self.recipient.setEditText(text)
        self.part.show_options(options)
        self.password.allow(options.may_seal)
        self.password.words.setText(words)
        self._ask_estimate()

    def _ask_estimate(self) -> None:
        self._typing.stop()
        recipient, is_whole = self.recipient.currentText().strip(), self.is_whole.isChecked()
        desk = self.desk

        def ask(store: Store) -> tuple[Estimate, str]:
            found = sending.estimate(store=store, desk=desk, recipient=recipient, is_whole=is_whole)
            return found, sending.suggested_name(store=store, recipient=recipient)

        self.operations.ask(ask, lambda answer: self._show_estimate(*answer), owner=self)

    def _show_estimate(self, found: Estimate, name: str) -> None:
        self.estimate.setText(found.explanation)
        if self.path.text() in ("", self._proposed):
            self._proposed = str(self.folder_to_start() / name)
            self.path.setText(self._proposed)

    def _ask_words(self) -> None:
        desk = self.desk
        self.operations.ask(
            lambda _store: sending.passphrase(desk=desk), self.password.words.setText, owner=self
        )

    def _on_browse(self) -> None:
        proposal = Path(self.path.text() or self._proposed)
        target = self.environment.messages.file_to_save(
            self, "Куда сохранить пакет", proposal, _PATTERN
        )
        if target is not None:
            self.path.setText(str(target))

    def _may_replace(self, target: Path) -> bool:
        answers = (
            Answer(key="leave", text="Не заменять", is_safe=True),
            Answer(key="replace", text="Заменить файл", is_harmful=True),
        )
        question = f"Файл «{target.name}» уже есть. Заменить его новым пакетом?"
        return self.environment.messages.ask(self, question, answers) == "replace"

    def _on_packed(self, packed: Packed) -> None:
        self._packed = packed
        changes = counted(packed.changes, "изменение", "изменения", "изменений")
        size = f"{max(packed.size / 1_000_000, 0.1):.1f}".replace(".", ",")
        self.tell(
            f"Пакет «{packed.path.name}» готов: {changes}, {size} МБ. {packed.sentence}",
            remarks=[
                *([f"В пакете часть файла: {packed.chosen}."] if packed.chosen else []),
                *packed.warnings,
            ],
        )
        self.environment.preferences.remember_folder(packed.path.parent)
        self.open_folder.show()
        self.leave.setFocus()

    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self.path.text()).parent)))
