"""«Разослать формы»: a workbook for every school and a letter, put into a folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.collection.monitoring import Collection, Form, collection_id
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.services.entry import monitoring
from quality_desktop.services.forms import form_sending
from quality_desktop.services.forms.form_sending import WrittenForms
from quality_desktop.services.office import directory
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.scope import Scope, shown_year
from quality_desktop.ui.widgets.check_list import CheckList
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.folder_line import FolderLine
from quality_desktop.ui.widgets.naming import named

_YEARS: Final = (1, 0, -1, -2)
"""Years offered beside the one of the window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """What can be sent.

    Attributes:
        due: By when the answers to a form are wanted, where that is set already.
    """

    forms: tuple[Form, ...]
    schools: tuple[School, ...]
    due: dict[Id, date]


class SendForms(ExchangeDialog):
    """Form, year, date, folder, schools; one button."""

    name: ClassVar[str] = "sendForms"
    title: ClassVar[str] = "Разослать формы"
    verb: ClassVar[str] = "Создать формы"
    wanted_size: ClassVar[tuple[int, int]] = (620, 560)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        form: Id | None = None,
    ) -> None:
        """Propose to send a form.

        Args:
            parent: The window it belongs to.
            operations: The bridge to the file.
            scope: Proposes the year.
            environment: Shared objects.
            form: Proposed form; the first one when omitted.
        """
        super().__init__(parent, operations, scope, environment)
        self._wanted = form
        self._offer = _Offer(forms=(), schools=(), due={})
        self._written: WrittenForms | None = None
        self.form = named(QComboBox(), "sendForm")
        self.year = named(QComboBox(), "sendYear")
        for ahead in _YEARS:
            self.year.addItem(shown_year(scope.year + ahead), scope.year + ahead)
        self.year.setCurrentIndex(_YEARS.index(0))
        self.due = named(DateEdit(), "sendDue")
        self.folder = FolderLine(
            environment, "sendFolder", "Папка",
            question="Куда сохранить формы", otherwise=self.folder_to_start,
        )  # fmt: skip
        self.folder.line.setPlaceholderText("Пустая папка для файлов")
        self.folder.line.setText(str(self.folder_to_start() / _folder_name(scope.year)))
        self.letter = named(QCheckBox("Составить сопроводительное письмо (DOCX)"), "sendLetter")
        self.letter.setChecked(True)
        self.schools = CheckList("Каким школам")
        self.open_folder = named(QPushButton("Открыть папку", autoDefault=False), "sendOpen")
        self.open_folder.hide()
        self._fill_content()
        self.lay_out()
        self._connect()
        self._count()
        self._ask()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        form: Id | None = None,
    ) -> None:
        """Show the dialog until it is closed."""
        dialog = cls(parent, operations, scope, environment, form=form)
        dialog.exec()
        dialog.deleteLater()

    @property
    def written(self) -> WrittenForms | None:
        """What was written last; None before."""
        return self._written

    def send(self) -> None:
        """Write the workbooks and the letter."""
        form: Id | None = self.form.currentData()
        if form is None:
            return
        if not self.due.has_valid_text:
            self.tell("Срок ответа – не дата: напишите её как 05.07.2026.", is_refusal=True)
            self.due.setFocus()
            return
        year, due = int(self.year.currentData()), self.due.day
        folder, schools = Path(self.folder.text), tuple(self.schools.checked)
        letter = self.paper_folders() if self.letter.isChecked() else None

        def write(store: Store, progress: Progress) -> WrittenForms:
            return form_sending.write_forms(
                store=store,
                form=form,
                year=year,
                folder=folder,
                schools=schools,
                due=due,
                letter=letter,
                progress=progress.report,
            )

        self.run(write, self._show_written, title="Создание форм")

    def _show_written(self, written: WrittenForms) -> None:
        self._written = written
        # The records are in the file already; whoever shows them is told, and what can be undone.
        self.operations.do(lambda _store: written.changes, owner=self)
        files = counted(len(written.files), "файл", "файла", "файлов")
        text = f"Создано: {files} для школ"
        if written.letter is not None:
            text += f" и письмо «{written.letter.name}»"
        text += f" – папка {Path(self.folder.text)}."
        self.tell(text, remarks=[problem.text for problem in written.problems])
        self.environment.preferences.remember_folder(Path(self.folder.text).parent)
        self.open_folder.show()
        self.leave.setDefault(True)
        self.leave.setFocus()

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(lambda _: self._ask())
        self.form.currentIndexChanged.connect(lambda _: self._propose_due())
        self.folder.line.textChanged.connect(lambda _: self._count())
        self.schools.changed.connect(self._count)
        self.apply.clicked.connect(self.send)
        self.open_folder.clicked.connect(self._on_open_folder)

    def _fill_content(self) -> None:
        label = QLabel("&Папка")
        label.setBuddy(self.folder.line)
        form = QFormLayout()
        form.addRow("&Форма", self.form)
        form.addRow("&Учебный год", self.year)
        form.addRow("Ответить &до", self.due)
        form.addRow(label, self.folder)
        form.addRow("", self.letter)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.schools, 1)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(self.open_folder)
        layout.addLayout(below)

    def _ask(self) -> None:
        year = int(self.year.currentData())

        def ask(store: Store) -> _Offer:
            forms = monitoring.forms(store=store, year=year)
            sent = {f.id: store.get(Collection, collection_id(f.id, year)) for f in forms}
            return _Offer(
                forms=forms,
                schools=tuple(s for s in directory.schools(store=store) if s.is_active),
                due={key: found.due for key, found in sent.items() if found and found.due},
            )

        self.operations.ask(ask, self._show_offer, owner=self)

    def _show_offer(self, offer: _Offer) -> None:
        self._offer = offer
        wanted = self.form.currentData() or self._wanted
        self.form.clear()
        for form in offer.forms:
            self.form.addItem(form.title or form.code, form.id)
        places = [form.id for form in offer.forms]
        self.form.setCurrentIndex(places.index(wanted) if wanted in places else 0)
        if [school.id for school in offer.schools] != self.schools.keys:
            self.schools.show_items(
                [(s.id, s.short_name or s.full_name or s.code) for s in offer.schools]
            )
        self._propose_due()
        self._count()
        if not offer.schools:
            sentence = "В справочнике нет действующих школ: добавьте их в «Справочниках»."
            self.tell(sentence, is_refusal=True)
        elif not offer.forms:
            sentence = "На этот учебный год форм нет: добавьте их в «Показатели и формы»."
            self.tell(sentence, is_refusal=True)

    def _propose_due(self) -> None:
        form: Id | None = self.form.currentData()
        known = self._offer.due.get(form) if form is not None else None
        if known is not None:
            self.due.show_date(known)

    def _count(self) -> None:
        chosen = len(self.schools.checked)
        is_ready = bool(chosen and self.folder.text and self.form.count())
        self.apply.setEnabled(is_ready and not self.is_working)
        schools = counted(chosen, "школы", "школ", "школ")
        self.apply.setText(f"Создать формы для {schools}" if chosen else "Создать формы")

    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text))


def _folder_name(year: int) -> str:
    return f"Формы {year}-{(year + 1) % 100:02}"
