"""What is done with the selected lines of the register of proofs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from quality_desktop.domain.evidence import DOCUMENT_SUFFIXES, Form, Publishing
from quality_desktop.services.evidence import edits
from quality_desktop.services.evidence.register import ProofRow
from quality_desktop.services.office import kept_files
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.dialogs.published import PublishedDialog
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.domain.records import Id
    from quality_desktop.storage.store import Store

_OPENED: Final = "открытые"
_PAGES: Final = ("http://", "https://")


class EvidenceActions(QObject):
    """Two lines of buttons under the register; every one writes one step.

    Attributes:
        day: Day of what is handed over or seen again.
        lines: The two lines, laid out.
    """

    def __init__(self, dialog: ExchangeDialog, chosen: Callable[[], tuple[ProofRow, ...]]) -> None:
        """Make the buttons.

        Args:
            dialog: The dialog they stand in; it writes and tells what was done.
            chosen: The selected lines.
        """
        super().__init__(dialog)
        self._dialog = dialog
        self._chosen = chosen
        self.open = self._button("evidenceOpen", "Открыть", "folder-open", self._open)
        self.keep = self._button("evidenceKeep", "Файл внутрь…", "paperclip", self._keep)
        self.ready = self._button("evidenceReady", "Готово к размещению", "file-check", self._ready)
        self.published = self._button(
            "evidencePublished", "Размещено…", "link", self._mark_published
        )
        self.withdraw = self._button("evidenceWithdraw", "Снять", "arrow-back-up", self._withdraw)
        self.handed = self._button("evidenceHanded", "Передано оператору", "send", self._hand_over)
        self.checked = self._button("evidenceChecked", "Проверено", "circle-check", self._check)
        self.day = DateEdit()
        self.day.setAccessibleName("День передачи или проверки")
        self.day.show_date(date.today())
        self.day.setMaximumWidth(130)
        for button, hint in (
            (self.open, "Открыть страницу или файл"),
            (self.keep, "Положить копию файла внутрь файла района, чтобы она не потерялась"),
            (self.ready, "Поставить в очередь: попадёт на страницы сайта при следующей записи"),
            (self.published, "Отметить, когда и по какому адресу размещено"),
            (self.withdraw, "Не размещать: на следующих страницах сайта этого не будет"),
            (self.handed, "Отметить этим днём, что исполнитель передал материал оператору"),
            (self.checked, "Отметить этим днём, что материал действует и открывается"),
        ):
            button.setToolTip(plain_tip(hint))
        self.lines = QVBoxLayout()
        self._lay_out()

    def follow(self) -> None:
        """Offer what fits the selected lines."""
        rows = self._chosen()
        for button in (self.handed, self.checked, self.published):
            button.setEnabled(bool(rows))
        states = {row.proof.publishing for row in rows}
        self.ready.setEnabled(Publishing.NONE.value in states)
        self.withdraw.setEnabled(bool(states - {Publishing.NONE.value}))
        self.keep.setEnabled(len(rows) == 1)
        self.open.setEnabled(len(rows) == 1 and _can_open(rows[0]))

    def open_chosen(self) -> None:
        """Open the page or the file of the line under the cursor."""
        if self.open.isEnabled():
            self._open()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for button in (self.open, self.keep, self.ready, self.published, self.withdraw):
            first.addWidget(button)
        first.addStretch()
        label = QLabel("&День:")
        label.setBuddy(self.day)
        for widget in (label, self.day, self.handed, self.checked):
            second.addWidget(widget)
        second.addStretch()
        self.lines.addLayout(first)
        self.lines.addLayout(second)

    def _ready(self) -> None:
        rows = self._chosen()
        keys = [row.proof.id for row in rows if row.proof.publishing == Publishing.NONE]
        self._do(lambda store: edits.mark_ready(store=store, proofs=keys))

    def _withdraw(self) -> None:
        keys = self._keys()
        self._do(lambda store: edits.withdraw(store=store, proofs=keys))

    def _mark_published(self) -> None:
        keys = self._keys()
        answer = PublishedDialog.ask(self._dialog, count=len(keys), label="Адрес страницы")
        if answer is not None:
            self._do(
                lambda store: edits.mark_published(
                    store=store, proofs=keys, day=answer.day, address=answer.address
                )
            )

    def _hand_over(self) -> None:
        keys, day = self._keys(), self.day.typed_day
        self._do(lambda store: edits.hand_over(store=store, proofs=keys, day=day))

    def _check(self) -> None:
        keys, day = self._keys(), self.day.typed_day or date.today()
        self._do(lambda store: edits.mark_checked(store=store, proofs=keys, day=day))

    def _keep(self) -> None:
        [row] = self._chosen()
        environment = self._dialog.environment
        known = Path(row.proof.locator)
        is_there = row.proof.form == Form.FILE and known.is_file() and not row.files
        path = (
            known
            if is_there
            else environment.messages.file_to_open(
                self._dialog,
                "Файл подтверждения",
                environment.preferences.folder_to_read,
                "Все файлы (*)",
            )
        )
        if path is None:
            return
        if not is_there:
            environment.preferences.remember_source(path.parent)
        self._do(
            lambda store: edits.keep_file(store=store, proof=row.proof.id, path=path),
            f"Копия файла «{path.name}» внутри файла района.",
        )

    def _open(self) -> None:
        [row] = self._chosen()
        if row.files:
            self._open_kept(row)
            return
        page = next((a for a in _addresses(row) if a.startswith(_PAGES)), "")
        if page:
            self._show(QUrl(page), page)
            return
        path = Path(row.proof.locator)
        if not path.is_file():
            self._refuse(
                f"Файла «{path.name}» нет в папке {path.parent}: положите копию внутрь кнопкой "
                "«Файл внутрь…»."
            )
        elif path.suffix.lower() not in DOCUMENT_SUFFIXES:
            self._refuse(f"«{path.name}» не документ и из программы не открывается.")
        else:
            self._show(QUrl.fromLocalFile(str(path)), str(path))

    def _open_kept(self, row: ProofRow) -> None:
        file = row.files[0]
        if Path(file.name).suffix.lower() not in DOCUMENT_SUFFIXES:
            self._refuse(f"«{file.name}» не документ и из программы не открывается.")
            return
        folder = self._dialog.environment.user_folder / _OPENED
        self._dialog.run(
            lambda store, _progress: kept_files.take_out(
                store=store, attachment=file.attachment, folder=folder
            ),
            lambda path: self._show(QUrl.fromLocalFile(str(path)), str(path)),
            title="Открытие файла",
        )

    def _show(self, url: QUrl, words: str) -> None:
        if not QDesktopServices.openUrl(url):
            self._refuse(f"Не удалось открыть «{words}»: откройте вручную.")

    def _refuse(self, sentence: str) -> None:
        self._dialog.tell(sentence, is_refusal=True)

    def _keys(self) -> Sequence[Id]:
        return [row.proof.id for row in self._chosen()]

    def _do(self, write: Callable[[Store], Changes], told: str = "") -> None:
        if not self.day.has_valid_text:
            self._refuse("Напишите день, месяц и год, например 05.07.2021.")
            self.day.setFocus()
            return
        self._dialog.write(write, lambda _changes: self._dialog.tell(told), title="Сохранение")

    def _button(self, name: str, text: str, icon: str, act: Callable[[], None]) -> QPushButton:
        button = named(QPushButton(text, autoDefault=False), name)
        self._dialog.look.dress(button, icon)
        button.clicked.connect(act)
        return button


def _addresses(row: ProofRow) -> tuple[str, ...]:
    return tuple(filter(None, (row.proof.address.strip(), row.proof.locator.strip())))


def _can_open(row: ProofRow) -> bool:
    is_page = any(address.startswith(_PAGES) for address in _addresses(row))
    return bool(row.files) or is_page or row.proof.form == Form.FILE
