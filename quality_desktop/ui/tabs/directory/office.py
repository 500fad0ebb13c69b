"""Section «Муниципалитет и бланк»: two forms, the letterhead as it looks, the forms of the names."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.directory import Letterhead, Municipality
from quality_desktop.domain.records import Id
from quality_desktop.language.cases import Case
from quality_desktop.services.office import directory_edit, forms_of_words
from quality_desktop.services.office.directory import MUNICIPALITY_ID, DirectoryView
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.office.directory_fields import FIELDS
from quality_desktop.services.office.forms_of_words import MUNICIPALITY_SCOPES, Forms
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.directory.form import RecordForm
from quality_desktop.ui.tabs.directory.page import Section
from quality_desktop.ui.widgets.declension_table import DeclensionTable
from quality_desktop.ui.widgets.letterhead_preview import LetterheadPreview
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.side_panel import SidePanel

_FIELDS_OF_LAYOUTS = {
    "left_heading": ("two_language", "corner_two_language"),
    "left_kind_word": ("two_language",),
    "left_place": ("two_language",),
    "left_date_pattern": ("two_language",),
    "left_language": ("two_language",),
    "right_kind_word": ("two_language", "single"),
    "right_place": ("two_language", "single"),
    "right_date_pattern": ("two_language", "single"),
    "reference_data": ("corner", "corner_two_language"),
    "left_reference_data": ("corner_two_language",),
    "registration": ("corner", "corner_two_language"),
}
"""Fields that only some letterheads print."""
_PREVIEW_WIDTH = 440


class OfficeSection(Section):
    """The district, its office and the letterhead of its papers."""

    title = "Муниципалитет и бланк"
    icon = "building-community"
    kinds = (Municipality.kind, Letterhead.kind)

    def __init__(self, operations: Operations, environment: Environment) -> None:
        super().__init__(operations, environment)
        self._view: DirectoryView | None = None
        self.office_form = RecordForm(FIELDS[Municipality.kind], environment.look)
        self.office_form.entered.connect(self._on_office_entered)
        self.office_form.focused.connect(self._on_field_focused)
        self.letterhead_form = RecordForm(FIELDS[Letterhead.kind], environment.look)
        self.letterhead_form.entered.connect(self._on_letterhead_entered)
        self.choice = named(QComboBox(), "letterheadChoice", "Бланк")
        self.choice.activated.connect(lambda _index: self._show_letterhead())
        self.add_letterhead = named(QPushButton("Добавить бланк"), "addLetterhead")
        self.add_letterhead.clicked.connect(self._add_letterhead)
        self.drop_letterhead = named(QPushButton("Удалить бланк"), "dropLetterhead")
        self.drop_letterhead.clicked.connect(self.remove)
        self.preview = LetterheadPreview()
        self.name_choice = named(QComboBox(), "nameChoice", "Какое название просклонять")
        # The longest title would make the panel wider than its place on a small screen.
        self.name_choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        titles = {field.name: field.title for field in FIELDS[Municipality.kind]}
        for name in MUNICIPALITY_SCOPES:
            self.name_choice.addItem(titles[name], name)
        self.name_choice.activated.connect(lambda _index: self._ask_forms())
        self.forms = DeclensionTable("Формы названия")
        self.forms.corrected.connect(self._correct)
        self.no_name = named(QLabel("Это название ещё не заполнено.", wordWrap=True), "noName")
        self.panel = self._make_panel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            PanelSplitter(self._make_forms(), self.panel, share=0.4, most=_PREVIEW_WIDTH)
        )

    @property
    def letterhead(self) -> Letterhead | None:
        """The letterhead that is shown."""
        found = self._view.letterheads if self._view else ()
        number = max(self.choice.currentIndex(), 0)
        return found[number] if number < len(found) else None

    def show_view(self, view: DirectoryView) -> None:
        """Show the district and the chosen letterhead."""
        chosen = self.letterhead
        self._view = view
        self.office_form.show_record(view.municipality, view.catalogue)
        self.choice.clear()
        self.choice.addItems([found.name or "Бланк без названия" for found in view.letterheads])
        keys = [found.id for found in view.letterheads]
        if chosen is not None and chosen.id in keys:
            self.choice.setCurrentIndex(keys.index(chosen.id))
        self.choice.setVisible(len(keys) > 1)
        self.drop_letterhead.setVisible(len(keys) > 1)
        self._show_letterhead()
        self._ask_forms()

    def jump_to(self, kind: str, record: Id | None, field: str) -> None:
        """Put the keyboard into the field a finding is about."""
        if kind == Municipality.kind:
            self.office_form.go_to(field)
            return
        keys = [found.id for found in self._view.letterheads] if self._view else []
        if record in keys:
            self.choice.setCurrentIndex(keys.index(record))
            self._show_letterhead()
            self.letterhead_form.go_to(field)
        else:
            self.add_letterhead.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        """Remove the letterhead that is shown."""
        found = self.letterhead
        if found is not None:
            self.do(
                lambda store: directory_edit.remove(
                    store=store, kind=Letterhead.kind, records=[found.id]
                )
            )

    def _make_forms(self) -> QWidget:
        column_widget = QWidget()
        column = QVBoxLayout(column_widget)
        column.setContentsMargins(4, 4, 12, 4)
        column.addWidget(_heading("Муниципалитет и управление образования"))
        column.addWidget(self.office_form)
        column.addSpacing(12)
        line = QHBoxLayout()
        line.addWidget(_heading("Бланк"))
        line.addWidget(self.choice, 1)
        line.addStretch()
        line.addWidget(self.drop_letterhead)
        line.addWidget(self.add_letterhead)
        column.addLayout(line)
        column.addWidget(self.letterhead_form)
        column.addStretch()
        area = named(QScrollArea(), "officeForms", self.title)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(column_widget)
        return area

    def _make_panel(self) -> SidePanel:
        panel = SidePanel()
        panel.add_widget("Как выглядит бланк", self.preview)
        box = QVBoxLayout()
        box.addWidget(self.name_choice)
        box.addWidget(self.no_name)
        box.addWidget(self.forms)
        panel.add_widget("Как склоняется название", box)
        return panel

    def _show_letterhead(self) -> None:
        view, found = self._view, self.letterhead
        self.letterhead_form.setVisible(found is not None)
        if view is None:
            return
        self.preview.show_letterhead(found, view.months, date.today())
        if found is not None:
            self.letterhead_form.show_record(found, view.catalogue)
            self.letterhead_form.show_fields(
                {name: found.layout in layouts for name, layouts in _FIELDS_OF_LAYOUTS.items()}
            )

    def _phrase(self) -> tuple[str, str]:
        name = str(self.name_choice.currentData())
        office = self._view.municipality if self._view else None
        return MUNICIPALITY_SCOPES[name], getattr(office, name, "")

    def _ask_forms(self) -> None:
        phrase, language = self._phrase(), self.environment.language
        self.no_name.setVisible(not phrase[1])
        if not phrase[1]:
            self.forms.show_forms({})
            return
        self.operations.ask(
            lambda store: forms_of_words.of_phrases(
                store=store, phrases=[phrase], language=language
            ),
            lambda found: self._show_forms(phrase, found[0]),
            owner=self,
        )

    def _show_forms(self, phrase: tuple[str, str], forms: Forms) -> None:
        if phrase == self._phrase():
            self.forms.show_forms(forms)

    def _correct(self, case: Case, form: str) -> None:
        scope, phrase = self._phrase()
        self.do(
            lambda store: forms_of_words.correct_phrase(
                store=store, scope=scope, phrase=phrase, case=case, form=form
            )
        )

    def _on_field_focused(self, name: str) -> None:
        """The table of forms follows the name that is being looked at."""
        if name in MUNICIPALITY_SCOPES and name != self.name_choice.currentData():
            self.name_choice.setCurrentIndex(self.name_choice.findData(name))
            self._ask_forms()

    def _on_office_entered(self, name: str, value: object) -> None:
        record = self._view.municipality.id if self._view else MUNICIPALITY_ID
        edits = [RowEdit(record=record, values={name: value})]
        self.do(
            lambda store: directory_edit.write(store=store, kind=Municipality.kind, edits=edits)
        )

    def _on_letterhead_entered(self, name: str, value: object) -> None:
        found = self.letterhead
        if found is not None:
            edits = [RowEdit(record=found.id, values={name: value})]
            self.do(
                lambda store: directory_edit.write(store=store, kind=Letterhead.kind, edits=edits)
            )

    def _add_letterhead(self) -> None:
        values = {
            "name": "Бланк приказа",
            "right_kind_word": "ПРИКАЗ",
            "right_date_pattern": "{day:02} {month} {year} г.",
            "right_place": self._view.municipality.locality if self._view else "",
        }
        edits = [RowEdit(record=None, values=values)]
        self.do(lambda store: directory_edit.write(store=store, kind=Letterhead.kind, edits=edits))


def _heading(text: str) -> QLabel:
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText)
    font = QFont(label.font())
    font.setBold(True)
    label.setFont(font)
    return label
