"""Tab goes through every dialog as its fields are read, and comes back to where it began.

Every dialog is opened here, so the wheel is tried here, too: it turns none of their fields.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

import quality_desktop.ui
from quality_desktop.domain.collection.indicators import Band, Calculation
from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.cycle import Progress
from quality_desktop.domain.directions import DirectionGroup
from quality_desktop.domain.directory import Person, School
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import IncomingPaper
from quality_desktop.domain.roadmap import RoadmapRow
from quality_desktop.services.cycle import cycle, responsibility
from quality_desktop.services.cycle.responsibility import MatrixView
from quality_desktop.services.deadlines import work_calendar
from quality_desktop.services.district_file import samples
from quality_desktop.services.entry.monitoring_paste import PastedCell, PasteState
from quality_desktop.services.entry.monitoring_paste import PastePlan as FiguresPlan
from quality_desktop.services.exam_results import exam_tables
from quality_desktop.services.exam_results.results import UnknownLayout
from quality_desktop.services.help.book import read_book
from quality_desktop.services.indicators import definitions
from quality_desktop.services.office.directory_paste import PastedRow, PastePlan, RowState
from quality_desktop.services.paperwork import kinds
from quality_desktop.services.register import entries
from quality_desktop.sheets.results.rows import UnknownTable
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs import new_paper, risk_decisions
from quality_desktop.ui.dialogs.about import AboutDialog
from quality_desktop.ui.dialogs.accept_warning import AcceptWarning
from quality_desktop.ui.dialogs.addressees import AddresseesDialog
from quality_desktop.ui.dialogs.answers_due import WhoHasNotAnswered
from quality_desktop.ui.dialogs.backups import BackupsDialog
from quality_desktop.ui.dialogs.bands import BandsDialog
from quality_desktop.ui.dialogs.compare_dates import CompareDates
from quality_desktop.ui.dialogs.crash import CrashDialog
from quality_desktop.ui.dialogs.definitions import DefinitionsDialog
from quality_desktop.ui.dialogs.direction import DirectionDialog
from quality_desktop.ui.dialogs.edition_mapping import EditionMapping
from quality_desktop.ui.dialogs.evidence import EvidenceDialog
from quality_desktop.ui.dialogs.evidence_register import EvidenceRegister
from quality_desktop.ui.dialogs.explain_columns import ExplainColumns
from quality_desktop.ui.dialogs.figures_preview import FiguresPreview
from quality_desktop.ui.dialogs.help import HelpDialog
from quality_desktop.ui.dialogs.incoming import IncomingDialog
from quality_desktop.ui.dialogs.keys import KeysDialog
from quality_desktop.ui.dialogs.load_matrix import LoadMatrix
from quality_desktop.ui.dialogs.load_plan import LoadPlan
from quality_desktop.ui.dialogs.load_results import LoadResults
from quality_desktop.ui.dialogs.measure_schools import MeasureSchools
from quality_desktop.ui.dialogs.new_definition import NewDefinition
from quality_desktop.ui.dialogs.new_file import NewFileDialog
from quality_desktop.ui.dialogs.new_work import NewWork
from quality_desktop.ui.dialogs.numbering import NumberingDialog
from quality_desktop.ui.dialogs.own_appendix import OwnAppendix
from quality_desktop.ui.dialogs.paper_kinds import PaperKinds
from quality_desktop.ui.dialogs.paste_preview import PastePreview
from quality_desktop.ui.dialogs.plan_facts import PlanFacts, PlanFactsDialog
from quality_desktop.ui.dialogs.plan_progress import PlanProgressDialog
from quality_desktop.ui.dialogs.postpone import PostponeDialog
from quality_desktop.ui.dialogs.preview_cells import PreviewCells, PreviewRow
from quality_desktop.ui.dialogs.published import PublishedDialog
from quality_desktop.ui.dialogs.read_answers import ReadAnswers
from quality_desktop.ui.dialogs.recommendation_library import RecommendationLibrary
from quality_desktop.ui.dialogs.remind import RemindDialog
from quality_desktop.ui.dialogs.replace_person import ReplacePerson
from quality_desktop.ui.dialogs.risk_papers import RiskPapers
from quality_desktop.ui.dialogs.risk_profile_library import RiskProfileLibrary
from quality_desktop.ui.dialogs.send_forms import SendForms
from quality_desktop.ui.dialogs.settings import SettingsDialog
from quality_desktop.ui.dialogs.work_calendar import WorkCalendarDialog
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.conflicts_window import ConflictsWindow
from quality_desktop.ui.exchange.duplicates_window import DuplicatesWindow
from quality_desktop.ui.exchange.history_window import HistoryWindow
from quality_desktop.ui.exchange.journal_window import JournalWindow
from quality_desktop.ui.exchange.period_locks import PeriodLocks
from quality_desktop.ui.exchange.receive_window import ReceiveWindow
from quality_desktop.ui.exchange.send_package import SendPackage
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.grid_view import GridView
from tests.ui.drivers import wait_idle
from tests.ui.wheels import turned_by_wheel

pytestmark = pytest.mark.gui
TODAY = date(2026, 3, 2)
YEAR = 2025


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What dialogs are opened with, read from the sample at once."""

    matrix: MatrixView
    editions: tuple[Any, ...]
    entry: entries.Entry
    choices: Any
    definitions: Any
    exams: Any
    calendar: Any
    kinds: Any
    positions: Any
    states: tuple[Progress, ...]
    groups: tuple[DirectionGroup, ...]
    moments: Any
    people: tuple[Person, ...]
    schools: tuple[School, ...]
    elements: tuple[DataElement, ...]


def facts(store: Store, environment: Environment) -> Facts:
    edition = responsibility.current_edition(store=store).id
    board = cycle.board(store=store, edition=edition, year=YEAR, today=TODAY)
    wording, reference = environment.wording, environment.reference
    return Facts(
        matrix=responsibility.view(store=store, edition=edition),
        editions=responsibility.editions(store=store),
        entry=entries.entries(store=store, wording=wording, today=TODAY)[0],
        choices=IncomingDialog.choices(store),
        definitions=definitions.definitions(store=store),
        exams=exam_tables.choices(store=store),
        calendar=work_calendar.work_calendar(store=store, reference=reference),
        kinds=kinds.available(store=store, wording=wording),
        positions={position.id: position for position in board.positions},
        states=next(iter(board.states.values())).positions,
        groups=store.all(DirectionGroup),
        moments=responsibility.moments(store=store),
        people=store.all(Person),
        schools=store.all(School),
        elements=store.all(DataElement),
    )


def question(parent: QWidget | None) -> QDialog:
    """The question of an approval: it has a day among its fields."""
    made = risk_decisions.Question(parent, title="Т", sentence="С", verb="В")
    made.form.addRow("&Дата", DateEdit())
    made.require([])
    return made


def makers(
    o: Operations, s: Scope, e: Environment, f: Facts, window: QWidget | None = None
) -> dict[type[QDialog], Callable[[], QDialog]]:
    """How every dialog is opened."""
    plain: tuple[Callable[..., QDialog], ...] = (
        ConflictsWindow, DuplicatesWindow, EvidenceRegister, HistoryWindow, JournalWindow, LoadPlan,
        LoadResults, PeriodLocks, ReadAnswers, ReceiveWindow, SendForms, SendPackage,
        WhoHasNotAnswered,
    )  # fmt: skip
    calculation = new_id()
    rows = (PastedRow(number=1, title="А", state=RowState.NEW),)
    unknown = UnknownLayout(
        file="a.csv",
        table=UnknownTable(sheet="", cell="A1", headings=("А", "Б"), sample=(("1", "2"),)),
    )
    return {
        **{kind: (lambda kind=kind: kind(window, o, s, e)) for kind in plain},  # type: ignore[misc]
        AboutDialog: lambda: AboutDialog(window, listed=e.parts, user_folder=e.user_folder),
        AcceptWarning: lambda: AcceptWarning("Много", window),
        AddresseesDialog: lambda: AddresseesDialog(o, e, f.entry, window),
        BackupsDialog: lambda: BackupsDialog(o, e, e.backups / "нет.quality", window),
        BandsDialog: lambda: BandsDialog(window, [Band(id=new_id(), calculation=calculation)],
                                         calculation=calculation),
        new_paper.ChooseClauses: lambda: new_paper.ChooseClauses(window, ["1. А", "2. Б"]),
        new_paper.ChooseMoment: lambda: new_paper.ChooseMoment(window, f.moments),
        new_paper.NewPaper: lambda: new_paper.NewPaper(window, f.kinds),
        CompareDates: lambda: CompareDates(window, o, f.editions[0]),
        CrashDialog: lambda: CrashDialog(None, "", window),
        DefinitionsDialog: lambda: DefinitionsDialog(window, o, e, year=YEAR),
        DirectionDialog: lambda: DirectionDialog(window, f.groups, f.matrix.matrix),
        EditionMapping: lambda: EditionMapping(window, o, f.editions, shown=f.editions[0]),
        EvidenceDialog: lambda: EvidenceDialog(window, e, f.states, f.positions),
        ExplainColumns: lambda: ExplainColumns(window, unknown, f.exams, year=YEAR),
        FiguresPreview: lambda: FiguresPreview(
            FiguresPlan(cells=(PastedCell(school="А", title="Б", was="", now="1", state=PasteState.NEW),)),
            e.look,
            window,
        ),
        HelpDialog: lambda: HelpDialog(read_book(e.help), e.look, window),
        IncomingDialog: lambda: IncomingDialog(IncomingPaper(id=new_id()), f.choices, window),
        KeysDialog: lambda: KeysDialog(window),
        LoadMatrix: lambda: LoadMatrix(window, o, s, e, []),
        MeasureSchools: lambda: MeasureSchools(window, "Мера", f.schools[:3], ()),
        NewDefinition: lambda: NewDefinition(window, Calculation, f.definitions, year=YEAR),
        NewFileDialog: lambda: NewFileDialog(samples.available(samples_folder=e.samples), window),
        NewWork: lambda: NewWork(window, f.exams, year=YEAR, near=None),
        NumberingDialog: lambda: NumberingDialog(o, e, window),
        OwnAppendix: lambda: OwnAppendix(window),
        PaperKinds: lambda: PaperKinds(window, o, e),
        PastePreview: lambda: PastePreview(PastePlan(kind="school", rows=rows), e.look, window),
        PlanFactsDialog: lambda: PlanFactsDialog(
            window, window_title="Т", verb="В", facts=PlanFacts(title="План", year=YEAR)
        ),
        PlanProgressDialog: lambda: PlanProgressDialog(
            window, RoadmapRow(id=new_id(), roadmap=new_id()), today=TODAY
        ),
        PostponeDialog: lambda: PostponeDialog((), f.calendar, window),
        PreviewCells: lambda: PreviewCells(
            window, title="Т", rows=[PreviewRow(where="1.1", was="", now="А")], verb="В"
        ),
        PublishedDialog: lambda: PublishedDialog(window, count=2, label="Адрес", words="С"),
        risk_decisions.Question: lambda: question(window),
        RecommendationLibrary: lambda: RecommendationLibrary(o, e, window),
        RemindDialog: lambda: RemindDialog(f.entry, window),
        ReplacePerson: lambda: ReplacePerson(window, o, f.people),
        RiskPapers: lambda: RiskPapers(window, o, s, e, year=YEAR),
        RiskProfileLibrary: lambda: RiskProfileLibrary(o, e, window),
        SettingsDialog: lambda: SettingsDialog(e, window),
        WorkCalendarDialog: lambda: WorkCalendarDialog(o, e, window),
    }  # fmt: skip


def dialog_classes() -> set[type[QDialog]]:
    """Every dialog of the program but those that others only begin with."""
    for module in pkgutil.walk_packages(quality_desktop.ui.__path__, "quality_desktop.ui."):
        import_module(module.name)

    def below(kind: type[QDialog]) -> Iterator[type[QDialog]]:
        for child in kind.__subclasses__():
            if child.__module__.startswith("quality_desktop.") and not child.__subclasses__():
                yield child
            yield from below(child)

    return set(below(QDialog))


def tab_chain(dialog: QDialog) -> list[QWidget]:
    """What Tab visits, from the top of the dialog round to it again."""
    found: list[QWidget] = []
    widget = dialog.nextInFocusChain()
    while widget is not dialog:
        assert widget is not None
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_tab and widget.focusProxy() is None and widget.isEnabled() and widget.isVisible():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def steps_back(dialog: QDialog) -> list[str]:
    """Steps of Tab that go up or to the left; a step up to the next column is none."""

    def place(widget: QWidget) -> QRect:
        return QRect(widget.mapTo(dialog, QPoint(0, 0)), widget.size())

    def name(widget: QWidget) -> str:
        return widget.objectName() or type(widget).__name__

    chain = tab_chain(dialog)
    found = []
    for before, after in pairwise(chain):
        a, b = place(before), place(after)
        is_above = b.bottom() <= a.top() and b.left() <= a.right()
        is_left = b.right() <= a.left() and b.top() < a.bottom() and a.top() < b.bottom()
        if is_above or is_left:
            found.append(f"{name(before)} -> {name(after)}")
    return found


def traps(dialog: QDialog) -> list[str]:
    """Fields that keep Tab for themselves; a grid may, because F6 leaves it."""
    return [
        widget.objectName()
        for widget in tab_chain(dialog)
        if (
            isinstance(widget, QAbstractItemView)
            and widget.tabKeyNavigation()
            and not isinstance(widget, GridView)
        )
        or (
            isinstance(widget, QPlainTextEdit | QTextEdit)
            and not widget.isReadOnly()
            and not widget.tabChangesFocus()
        )
    ]


def test_tab_reads_every_dialog_nothing_keeps_it_and_the_wheel_turns_nothing(
    qtbot, open_operations, sample_file, environment
):
    operations = open_operations(sample_file)
    answers: list[Facts] = []
    operations.ask(lambda store: facts(store, environment), answers.append, owner=operations)
    wait_idle(qtbot, operations)
    scope = Scope(YEAR, operations)
    table = makers(operations, scope, environment, answers[0])
    assert set(table) == dialog_classes()
    wrong: dict[str, list[str]] = {}
    for kind, make in table.items():
        dialog = make()
        qtbot.addWidget(dialog)
        dialog.show()
        wait_idle(qtbot, operations)
        QApplication.sendPostedEvents()
        found = steps_back(dialog) + [f"{name} keeps Tab" for name in traps(dialog)]
        found += [f"{name} is turned by the wheel" for name in turned_by_wheel(dialog)]
        if found:
            wrong[kind.__name__] = found
        dialog.close()
    assert wrong == {}
