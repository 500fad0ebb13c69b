"""Section «Школы»: the grid of schools and the yearly attributes of the current one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from quality_desktop.domain.directory import School, SchoolYear
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id, Record
from quality_desktop.language.cases import Case
from quality_desktop.services.office import directory_cards, forms_of_words
from quality_desktop.services.office.directory import DirectoryView
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.directory.page import GridHost, GridSection
from quality_desktop.ui.tabs.directory.panels import RecordPanel
from quality_desktop.ui.widgets.naming import named

_YEAR_WIDTHS = (64, 66, 62, 62, 90)
_YEARS_HEIGHT = 190


class SchoolsSection(GridSection):
    """Schools and other educational organisations of the district."""

    title = "Школы"
    icon = "school"
    kinds = (School.kind, SchoolYear.kind)
    prompt = "Новая школа"
    empty_sentence = (
        "Здесь записывают школы района: вид, код, адрес, руководителя и число учеников по годам. "
        "Список можно вставить из Excel: скопируйте таблицу вместе с заголовками и нажмите Ctrl+V."
    )
    empty_button = "Добавить школу"
    panel_share = 0.42
    widths = (150, 250, 80, 90, 84, 84, 140, 200, 120, 140, 120, 80)

    def __init__(self, operations: Operations, environment: Environment) -> None:
        self.panel = RecordPanel(
            "Выберите школу, чтобы увидеть её показатели по годам.", ("Как склоняется название",)
        )
        super().__init__(operations, environment, self.panel)
        self.panel.corrected.connect(self._correct)
        self.years = GridHost(self, SchoolYear.kind, "уч. год", "Показатели школы по годам")
        self.years.grid.setObjectName("yearGrid")
        self.years.grid.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.years.remember_widths(SchoolYear.kind, _YEAR_WIDTHS)
        self.years.grid.setFixedHeight(_YEARS_HEIGHT)
        self._years_of: Mapping[Id, tuple[SchoolYear, ...]] = {}
        self._year_box = self._make_year_box()
        self.panel.add_first(self._year_box)
        self._year_box.hide()

    def show_view(self, view: DirectoryView) -> None:
        """Show the schools and the years of the current one."""
        self._years_of = view.school_years
        super().show_view(view)

    def records_of(self, view: DirectoryView) -> Sequence[Record]:
        """Schools by name."""
        return view.schools

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark cells of both grids."""
        super().show_problems(problems)
        self.years.show_problems(problems)

    def remove(self) -> None:
        """Remove rows of the grid with the keyboard."""
        if self.years.grid.hasFocus():
            self.years.remove()
        else:
            super().remove()

    def paste(self) -> None:
        """Paste into the grid with the keyboard."""
        if self.years.grid.hasFocus():
            self.years.grid.paste()
        else:
            super().paste()

    def show_card(self) -> None:
        """Show the years at once and ask for the rest."""
        record, language = self.host.current(), self.environment.language
        is_same = record == self.years.within
        self.years.within = record
        self._year_box.setVisible(record is not None)
        if record is None:
            self.panel.show_nothing()
            return
        if not is_same:
            self.years.model.show_records((), self.model.rows.catalogue)
        years = self._years_of.get(record, ())
        self.years.model.show_records(years, self.model.rows.catalogue, reorder=True)
        name = self._printed_name()
        phrases = ((forms_of_words.SCOPE_UNIT, name),) if name else ()
        self.operations.ask(
            lambda store: directory_cards.card(
                store=store, kind=School.kind, record=record, language=language, phrases=phrases
            ),
            self._show_answer,
            owner=self,
        )

    def _printed_name(self) -> str:
        """The name that addressees of letters print in a case."""
        school = self.model.record(self.host.current())
        return (school.full_name or school.short_name) if isinstance(school, School) else ""

    def _correct(self, _table: int, case: Case, form: str) -> None:
        name = self._printed_name()
        if name:
            self.do(
                lambda store: forms_of_words.correct_phrase(
                    store=store,
                    scope=forms_of_words.SCOPE_UNIT,
                    phrase=name,
                    case=case,
                    form=form,
                )
            )

    def _make_year_box(self) -> QWidget:
        box = named(QWidget(), "yearBox")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 8, 0, 0)
        heading = QLabel("Показатели по годам")
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        column.addWidget(heading)
        column.addWidget(self.years.grid)
        return box

    def _show_answer(self, card: directory_cards.Card) -> None:
        school = self.model.record(self.host.current())
        if isinstance(school, School) and card.record == school.id:
            self.panel.show_record(
                school.short_name or school.full_name,
                school.full_name,
                card,
                self.model.rows.catalogue,
            )
            self.panel.show_forms(card.phrases)
