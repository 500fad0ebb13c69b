"""Panels beside the grids of the directory: declined forms, where a record stands, its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import Id
from quality_desktop.language.cases import Case
from quality_desktop.services.field_values import Catalogue
from quality_desktop.services.office.directory_cards import Card
from quality_desktop.services.office.forms_of_words import Forms
from quality_desktop.services.office.names import shown
from quality_desktop.ui.models.directory_history import history_lines
from quality_desktop.ui.widgets.declension_table import DeclensionTable
from quality_desktop.ui.widgets.side_panel import SidePanel


class RecordPanel(SidePanel):
    """Title, where the record stands, history; declined forms above them.

    The parts are made once and live as long as the panel, so that an edit in a table of forms is never
    torn away by a refresh.

    Signals:
        corrected: Number of the table of forms, ``Case``, the office's form (empty: the program's).
    """

    corrected = Signal(int, object, str)

    def __init__(
        self, prompt: str, tables: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        """Make an empty panel.

        Args:
            prompt: What to say while nothing is selected.
            tables: Headings of the tables of forms.
            parent: Owner of the panel.
        """
        super().__init__(parent)
        self._prompt = prompt
        self.tables: list[DeclensionTable] = []
        self._parts: list[QWidget] = []
        for number, heading in enumerate(tables):
            table = DeclensionTable(heading)
            table.corrected.connect(
                lambda case, form, number=number: self.corrected.emit(number, case, form)
            )
            self.tables.append(table)
            self._add_part(heading, table)
        self.stands = self._text("Где используется")
        self.history = self._text("История")
        self.show_nothing()

    def add_first(self, content: QWidget) -> None:
        """Put a widget under the title, above everything else."""
        self._layout.insertWidget(2, content)

    def show_nothing(self) -> None:
        """Say what to do to see something here."""
        self.show_title("", self._prompt)
        for part in self._parts:
            part.hide()

    def show_forms(self, forms: Sequence[Forms]) -> None:
        """Show forms in the tables, in their order; a table without forms is hidden with its heading."""
        for number, table in enumerate(self.tables):
            found: Forms = forms[number] if number < len(forms) else {}
            table.show_forms(found)
            self._show_part(table, is_shown=any(form.text for form in found.values()))

    def show_record(self, title: str, hint: str, card: Card, catalogue: Catalogue) -> None:
        """Show the title, the places and the history of a record."""
        self.show_title(title, hint)
        self.stands.setText("\n".join(card.stands) or "Пока нигде.")
        self.history.setText(
            "\n".join(history_lines(card.history, catalogue)) or "Правок ещё не было."
        )
        self._show_part(self.stands, is_shown=True)
        self._show_part(self.history, is_shown=True)

    def _text(self, heading: str) -> QLabel:
        label = self.add_text(heading, "")
        self._remember_part(label)
        return label

    def _add_part(self, heading: str, content: QWidget) -> None:
        self.add_widget(heading, content)
        self._remember_part(content)

    def _remember_part(self, content: QWidget) -> None:
        section = content.parentWidget()
        if section is not None:
            self._parts.append(section)

    @staticmethod
    def _show_part(content: QWidget, *, is_shown: bool) -> None:
        section = content.parentWidget()
        if section is not None:
            section.setVisible(is_shown)


class PersonPanel(RecordPanel):
    """Forms of the surname with initials, of the full name and of the position.

    Signals:
        name_corrected: The person, ``Case``, the office's form.
        position_corrected: The position, ``Case``, the office's form.
    """

    name_corrected = Signal(object, object, str)
    position_corrected = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Выберите человека, чтобы увидеть, как склоняются его имя и должность.",
            ("Фамилия с инициалами", "Имя полностью", "Должность"),
            parent,
        )
        self._person: Person | None = None
        self.corrected.connect(self._on_corrected)

    @property
    def person(self) -> Id | None:
        """Whose card is shown."""
        return None if self._person is None else self._person.id

    def show_card(self, card: Card, catalogue: Catalogue) -> None:
        """Show the card of a person."""
        forms = card.person
        if forms is None:
            self.show_nothing()
            return
        person = self._person = forms.person
        is_full = bool(person.surname and person.given) and not person.given.endswith(".")
        full = f"{person.surname} {person.given} {person.patronymic}".strip()
        self.show_record(full if is_full else shown(person), person.note, card, catalogue)
        self.show_forms((forms.short, forms.full if is_full else {}, forms.position))

    def _on_corrected(self, table: int, case: Case, form: str) -> None:
        if self._person is None:
            return
        if table == 2:
            self.position_corrected.emit(self._person.position, case, form)
        else:
            self.name_corrected.emit(self._person, case, form)
