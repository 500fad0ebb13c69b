"""First view of «Мониторинг»: what schools answered to a form, as a grid that is typed into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QStackedWidget, QWidget
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.monitoring import Form, Value, value_id
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services import table_export
from quality_desktop.services.entry import monitoring
from quality_desktop.services.entry.answered_years import nearest_answered
from quality_desktop.services.entry.monitoring import FormGrid
from quality_desktop.services.entry.monitoring_edit import CellEdit
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.monitoring_export import export_sheet
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope, shown_year
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.monitoring.legend import LegendButton
from quality_desktop.ui.tabs.monitoring.pane import MonitoringPane
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import pile, tools

FILTERS: Final = {
    "all": "Все школы",
    "problems": "С замечаниями",
    "hints": "С поводом проверить",
    "unfilled": "Не заполнено",
}
_NO_FORMS: Final = (
    "На {year} форм нет. Форма – это список показателей, которые спрашивают у школ: "
    "откройте «Показатели и формы» и продлите одну из прежних или составьте свою."
)
_NO_SCHOOLS: Final = (
    "Здесь – ответы школ по показателям. Сначала впишите школы на вкладке «Справочники»."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the view asks for at once; a sentence instead of a grid that cannot be shown.

    Attributes:
        is_whole: False for the answer after an edit: nothing but the grid was asked.
        other_year: The nearest year with answers when this one has none.
    """

    forms: tuple[Form, ...] = ()
    grid: FormGrid | None = None
    refusal: str = ""
    is_whole: bool = True
    other_year: int | None = None


class MonitoringValues(TabView):
    """Schools × elements of a form.

    Signals:
        definitions_wanted: The user wants to see forms and indicators.
    """

    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "value",
            "acceptance",
            "form",
            "data_element",
            "check_rule",
            "calculation",
            "school",
            "school_year",
            "exam_result",
            "subject",
        }
    )
    definitions_wanted = Signal()

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName("valuesView")
        self.setAccessibleName("Значения показателей")
        self._form: Id | None = None
        self._own: Changes | None = None
        self._is_asking = False
        self._wants_all = False
        self._wants: set[Id] = set()
        self._written: list[CellEdit] = []
        self.pane = MonitoringPane(operations, environment)
        self.form_box = named(QComboBox(), "formBox", "Форма")
        self.form_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter = RowFilter("Школа…", FILTERS)
        self.other_year = self.new_year_strip()
        self.legend = LegendButton(environment.look)
        self.count = named(QLabel(), "shownCount")
        self._lay_out()
        self.setFocusProxy(self.pane.grid)
        self.form_box.activated.connect(self._on_form_chosen)
        self.filter.changed.connect(self._on_filter_changed)
        self.pane.grid.filtered.connect(self._show_count)
        self.pane.problems_changed.connect(self.problems_changed)
        self.pane.writer.written.connect(self._on_written)
        self.pane.writer.refused.connect(self._on_refused)

    @property
    def grid(self) -> FormGrid | None:
        """The grid that is shown."""
        return self.pane.model.sheet.grid

    @property
    def form(self) -> Id | None:
        """The form that is shown."""
        return self._form

    @override
    def refresh(self) -> None:
        self._wants_all = True
        self._ask()

    @override
    def jump_to(self, place: str) -> None:
        if self.pane.is_hidden_place(place):
            self.filter.show_all()
            self.pane.grid.show_all_rows()
        self.pane.jump_to(place)

    @override
    def record_in_hand(self) -> tuple[str, Id] | None:
        place, grid = self.pane.current, self.grid
        if place is None or grid is None:
            return None
        school, element = self.pane.model.sheet.key(*place)
        return Value.kind, value_id(element, school, grid.year)

    @override
    def open_find_bar(self) -> None:
        self.pane.grid.open_find_bar()

    @override
    def export(self) -> None:
        grid = self.grid
        if grid is None:
            return
        title = f"{grid.form.title}, {shown_year(grid.year)}".replace("/", "-")
        path = self.ask_where("Сохранить показатели в Excel", title)
        if path is not None:
            sheet = export_sheet(self.pane.model, title)
            self.save_table(lambda _store: table_export.save(path=path, sheet=sheet))

    def choose_form(self, form: Id) -> None:
        """Show another form."""
        if form != self._form:
            self._form = form
            self.refresh()

    def _lay_out(self) -> None:
        line = tools((self.form_box, self.filter, self.count), (self.legend, self.export_button))
        self.empty = EmptyState(_NO_SCHOOLS, "Показатели и формы…")
        self.empty.activated.connect(self.definitions_wanted)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self.empty)
        pile(self, (line, self.outcome, self.other_year), self._stack)
        self.setTabOrder(self.export_button, self.other_year.button)

    def _ask(self) -> None:
        """One question at a time: the answer to a later one builds on the earlier."""
        if self._is_asking:
            return
        known, written = self.grid, tuple(self._written)
        form, year, schools = self._form, self.scope.year, frozenset(self._wants)
        is_all = self._wants_all or known is None or (known.form.id, known.year) != (form, year)
        self._is_asking, self._wants_all = True, False
        self._wants.clear()
        self._written.clear()
        self.operations.ask(
            lambda store: _answer(store, form, year, known, None if is_all else schools),
            lambda answer: self._show(answer, written),
            owner=self,
        )

    def _show(self, answer: _Answer, written: Sequence[CellEdit]) -> None:
        self._is_asking = False
        if answer.grid is not None and answer.grid.year == self.scope.year:
            self._form = answer.grid.form.id
            self.pane.show_grid(answer.grid, written)
            self._show_count()
            self.other_year.show_years(answer.grid.year, answer.other_year)
        else:
            self.pane.model.settle(written)
        if answer.is_whole:
            self._show_forms(answer)
            self._show_stack(answer)
        if self._wants_all or self._wants:
            self._ask()

    def _show_forms(self, answer: _Answer) -> None:
        shown = answer.grid.form.id if answer.grid is not None else self._form
        self.form_box.clear()
        for form in answer.forms:
            self.form_box.addItem(form.title or form.code, form.id)
            if form.id == shown:
                self.form_box.setCurrentIndex(self.form_box.count() - 1)

    def _show_stack(self, answer: _Answer) -> None:
        is_empty = answer.grid is None or not answer.grid.rows
        if answer.refusal:
            self.empty.show_sentence(answer.refusal)
        elif answer.grid is None:
            self.empty.show_sentence(_NO_FORMS.format(year=shown_year(self.scope.year)))
        else:
            self.empty.show_sentence(_NO_SCHOOLS)
        self.empty.button.setVisible(answer.grid is None)
        self._stack.setCurrentIndex(1 if is_empty else 0)
        for widget in (self.filter, self.count, self.legend, self.export_button):
            widget.setVisible(not is_empty)
        self.form_box.setVisible(bool(answer.forms))
        if is_empty:
            self.other_year.hide()
            self.problems_changed.emit(())

    def _on_form_chosen(self, place: int) -> None:
        self.choose_form(self.form_box.itemData(place))

    def _on_filter_changed(self) -> None:
        self.pane.filter_rows(self.filter.search.text(), self.filter.kind)
        self._show_count()

    def _show_count(self) -> None:
        shown, known = self.pane.model.rowCount(), len(self.pane.model.sheet.rows)
        self.count.setText(f"Показано {shown} из {known}" if shown < known else "")

    def _on_written(self, changes: Changes, edits: Sequence[CellEdit], schools: object) -> None:
        """An edit of ours is in the file: only its schools are asked again."""
        self._own = changes
        self._written.extend(edits)
        if isinstance(schools, frozenset):
            self._wants |= schools
        self._ask()

    def _on_refused(self, sentence: str) -> None:
        self.environment.messages.refuse(self, sentence)

    @override
    def _on_records_changed(self, changes: Changes) -> None:
        if changes is not self._own:
            super()._on_records_changed(changes)


def _answer(
    store: Store, form: Id | None, year: int, known: FormGrid | None, schools: frozenset[Id] | None
) -> _Answer:
    """The grid; after an edit only its schools are read, and the forms are left as they are."""
    if schools is not None and known is not None:
        grid = monitoring.refreshed(store=store, known=known, schools=schools)
        return _Answer(grid=grid, is_whole=False, other_year=_other_year(store, grid))
    forms = monitoring.forms(store=store, year=year)
    if not forms:
        return _Answer()
    wanted = next((each for each in forms if each.id == form), forms[0])
    try:
        grid = monitoring.grid(store=store, form=wanted.id, year=year, known=known)
    except QualityError as refusal:
        return _Answer(forms=forms, refusal=refusal.sentence)
    return _Answer(forms=forms, grid=grid, other_year=_other_year(store, grid))


def _other_year(store: Store, grid: FormGrid) -> int | None:
    """The nearest year with answers to a form that has none, official figures neither."""
    if any(total.filled for total in grid.totals):
        return None
    return nearest_answered(
        store=store, year=grid.year, elements=[element.id for element in grid.elements]
    )
