"""What is done with a line of the register: signed, sent, answered, reminded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from quality_desktop.domain.register import IncomingPaper, PaperStatus
from quality_desktop.services.paperwork.printing import Folders
from quality_desktop.services.register import incoming, issuing, numbering, reminders
from quality_desktop.services.register.entries import Entry, Way
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.documents.letters_out import write_letters
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.domain.records import Id
    from quality_desktop.storage.store import Store


class RegisterActions(QObject):
    """Buttons above the register; they act on the line under the cursor.

    Attributes:
        buttons: In their order.

    Signals:
        paper_wanted: Id of a paper of the office that shall be shown as it prints.
        line_wanted: Id of a paper whose line shall be the current one, as soon as it is there.
    """

    paper_wanted = Signal(object)
    line_wanted = Signal(object)

    def __init__(self, view: TabView, current: Callable[[], Entry | None]) -> None:
        super().__init__(view)
        self._view = view
        self._current = current
        self.new_incoming = self._button("registerIncoming", "Входящий", "plus")
        self.show = self._button("registerShow", "Открыть", "file-text")
        self.number = self._button("registerNumber", "Номер", "hash")
        self.sign = self._button("registerSign", "Подписан", "rubber-stamp")
        self.send = self._button("registerSend", "Отправлен", "send")
        self.people = self._button("registerAddressees", "Адресаты и ответы…", "users")
        self.letters = self._button("registerLetters", "Письма…", "mail")
        self.remind = self._button("registerRemind", "Напомнить…", "bell")
        self.numbers = self._button("registerNumbers", "Нумерация…", "list-numbers")
        self.buttons = (
            self.new_incoming, self.show, self.number, self.sign, self.send, self.people, self.letters,
            self.remind, self.numbers,
        )  # fmt: skip
        for button, hint, act in (
            (self.new_incoming, "Зарегистрировать входящий документ", self.register_incoming),
            (self.show, "Показать документ или карточку входящего", self.open_chosen),
            (self.number, "Дать документу следующий номер и сегодняшнюю дату", self._number),
            (self.sign, "Отметить, что документ подписан: дальше он не меняется", self._sign),
            (self.send, "Отметить, что документ отправлен", self._send),
            (self.people, "Кому направлен, кто ответил, файлы ответов", self._show_addressees),
            (
                self.letters,
                "Записать письмо каждому адресату и одним файлом для печати",
                self._write,
            ),
            (self.remind, "Составить напоминание тем, кто не ответил", self._remind),
            (self.numbers, "Как нумеруются документы управления", self._edit_numbers),
        ):
            button.setToolTip(plain_tip(hint))
            button.clicked.connect(act)
        self.follow()

    def follow(self) -> None:
        """Offer what fits the line under the cursor."""
        entry = self._current()
        is_ours = entry is not None and entry.way is Way.OUTGOING
        self.show.setEnabled(entry is not None)
        self.number.setEnabled(is_ours and entry is not None and not entry.number)
        self.sign.setEnabled(is_ours and entry is not None and not entry.is_frozen)
        self.send.setEnabled(entry is not None and is_ours and entry.status == PaperStatus.SIGNED)
        self.people.setEnabled(is_ours)
        self.letters.setEnabled(entry is not None and is_ours and entry.asked > 0)
        self.remind.setEnabled(entry is not None and is_ours and entry.answered < entry.asked)

    def register_incoming(self) -> None:
        """Open the card of a paper that came; it is entered when the card is."""
        wording = self._view.environment.wording
        self._ask_card(
            lambda store: incoming.proposed(store=store, today=date.today(), wording=wording)
        )

    def open_chosen(self) -> None:
        """Show a paper of the office as it prints, or the card of one that came."""
        entry = self._current()
        if entry is None:
            return
        if entry.way is Way.OUTGOING:
            self.paper_wanted.emit(entry.record)
        else:
            self._open_incoming(entry.record)

    def _open_incoming(self, key: Id) -> None:
        self._ask_card(lambda store: store.get(IncomingPaper, key))

    def _ask_card(self, question: Callable[[Store], IncomingPaper | None]) -> None:
        from quality_desktop.ui.dialogs.incoming import IncomingChoices, IncomingDialog

        def show(found: tuple[IncomingPaper | None, bool, IncomingChoices]) -> None:
            paper, is_known, choices = found
            if paper is None:
                return
            changed = IncomingDialog.ask(paper, choices, self._view.window())
            if changed is not None and not (is_known and changed == paper):
                what = "карточка" if is_known else "зарегистрирован"
                self._do(lambda store: incoming.save(store=store, paper=changed, what=what))
                self.line_wanted.emit(changed.id)

        def ask(store: Store) -> tuple[IncomingPaper | None, bool, IncomingChoices]:
            paper = question(store)
            is_known = paper is not None and store.get(IncomingPaper, paper.id) is not None
            return paper, is_known, IncomingDialog.choices(store)

        self._view.operations.ask(ask, show, owner=self._view)

    def _number(self) -> None:
        entry, wording = self._current(), self._view.environment.wording
        if entry is not None:
            self._do(
                lambda store: numbering.assign(
                    store=store, paper=entry.record, wording=wording, today=date.today()
                )
            )

    def _sign(self) -> None:
        entry = self._current()
        if entry is None:
            return
        folders = self._folders()
        self._do(
            lambda store: issuing.sign(
                store=store, paper=entry.record, folders=folders, today=date.today()
            )
        )

    def _send(self) -> None:
        entry = self._current()
        if entry is not None:
            self._do(
                lambda store: issuing.set_status(
                    store=store,
                    paper=entry.record,
                    status=PaperStatus.SENT,
                    today=date.today(),
                )
            )

    def _write(self) -> None:
        entry = self._current()
        if entry is not None:
            write_letters(self._view, entry, self._folders())

    def _folders(self) -> Folders:
        environment = self._view.environment
        return Folders(
            wording=environment.wording,
            reference=environment.reference,
            language=environment.language,
            fonts=environment.fonts,
        )

    def _remind(self) -> None:
        from quality_desktop.ui.dialogs.remind import RemindDialog

        entry = self._current()
        if entry is None:
            return
        asked = RemindDialog.ask(entry, self._view.window())
        if asked is None:
            return
        made: list[Id] = []

        def write(store: Store) -> Changes:
            key, changes = reminders.remind(
                store=store, paper=entry.record, today=date.today(), due=asked.due
            )
            made.append(key)
            return changes

        self._do(write, lambda _changes: self._tell_reminder(entry, made[0]))

    def _tell_reminder(self, entry: Entry, key: Id) -> None:
        owed = entry.asked - entry.answered
        self._view.tell(
            f"Составлено напоминание, адресатов: {owed}. Откройте его, впишите номер и сохраните."
        )
        self.line_wanted.emit(key)

    def _show_addressees(self) -> None:
        from quality_desktop.ui.dialogs.addressees import AddresseesDialog

        entry = self._current()
        if entry is not None:
            AddresseesDialog(
                self._view.operations, self._view.environment, entry, self._view.window()
            ).exec()

    def _edit_numbers(self) -> None:
        from quality_desktop.ui.dialogs.numbering import NumberingDialog

        NumberingDialog(self._view.operations, self._view.environment, self._view.window()).exec()

    def _do(
        self, write: Callable[[Store], Changes], then: Callable[[Changes], None] | None = None
    ) -> None:
        self._view.tell("")
        self._view.operations.do(
            write,
            then=then,
            refused=lambda sentence: self._view.environment.messages.refuse(self._view, sentence),
            owner=self._view,
        )

    def _button(self, name: str, text: str, icon: str) -> QPushButton:
        button = named(QPushButton(text, autoDefault=False), name)
        self._view.environment.look.dress(button, icon)
        return button
