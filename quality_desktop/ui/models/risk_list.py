"""Schools under a rule as a table: every school opens to its reasons."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QObject
from typing_extensions import override

from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import RiskCase, RiskResult, Standing
from quality_desktop.domain.at_risk.risk_lists import RiskEntry
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.figures import printed, printed_weight_of_one, wilson
from quality_desktop.domain.records import Id
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.risk_schools.list_decisions import decision_words
from quality_desktop.services.risk_schools.risk_board import RiskBoard, dynamics_word
from quality_desktop.services.risk_schools.risk_export import work_title
from quality_desktop.services.risk_schools.risk_heat import work_of
from quality_desktop.services.risk_schools.risk_words import ExamWords, shown_share
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel, TotalCell
from quality_desktop.ui.plurals import counted

STANDING_WORDS: Final = {
    Standing.INCLUDED: "в списке",
    Standing.OUTSIDE: "вне списка",
    Standing.NO_DATA: "нет данных",
}
_ORDER: Final = (Standing.INCLUDED, Standing.OUTSIDE, Standing.NO_DATA)
_CLOSED, _OPENED, _INDENT = "▸ ", "▾ ", "      "
_FIGURE_SPACE: Final = "\u2003"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLine:
    """A school, or one of its low results under it.

    Attributes:
        reason: The low result; None in the line of the school.
        dynamics: Against the year before, a word.
        change: «войдёт» or «выйдет» under what is tried; empty otherwise.
        entry: Its place in the list that was made, where one was.
        low: Σ of low results over the works that counted.
        participants: Σ of participants over the same works.
        is_open: True when its reasons are shown.
    """

    school: School
    case: RiskCase
    reason: RiskResult | None = None
    dynamics: str = ""
    change: str = ""
    entry: RiskEntry | None = None
    low: int = 0
    participants: int = 0
    is_open: bool = False

    @property
    def name(self) -> str:
        """The name a clerk knows the school by."""
        return school_name(self.school)

    @property
    def key(self) -> Hashable:
        """Identity that survives a refresh."""
        if self.reason is None:
            return self.school.id
        return self.school.id, self.reason.procedure, self.reason.subject, self.reason.grade

    @property
    def is_near(self) -> bool:
        """True when one pupil decides."""
        return self.reason is None and self.case.margin == 1


class RiskListModel(FigureModel[RiskLine]):
    """Lines of schools; lines of reasons stand under the schools that are open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(key=lambda line: line.key, parent=parent)
        self._open: set[Id] = set()

    def toggle(self, row: int) -> bool:
        """Open or close a school; False when there is nothing to open."""
        line = self.rows[row]
        if not line.case.reasons:
            return False
        self._open ^= {line.school.id}
        self.arrange()
        return True

    def open_all(self, *, is_open: bool) -> None:
        """Open every school that has reasons, or close all."""
        self._open = {line.school.id for line in self.all_rows} if is_open else set()
        self.arrange()

    @override
    def show_rows(self, rows: Sequence[RiskLine]) -> None:
        super().show_rows(list(self._with_reasons(rows)))

    @override
    def forget_pending(self) -> None:
        self.arrange()

    def _with_reasons(self, rows: Sequence[RiskLine]) -> Iterator[RiskLine]:
        for line in rows:
            is_open = line.school.id in self._open and bool(line.case.reasons)
            yield _opened(line) if is_open else line
            if is_open:
                for reason in line.case.reasons:
                    yield RiskLine(school=line.school, case=line.case, reason=reason)


def lines_of(board: RiskBoard, entries: dict[Id, RiskEntry]) -> tuple[RiskLine, ...]:
    """Schools of the list: first those in it, then the others, then those without data."""
    view = board.view
    if view is None:
        return ()
    least = view.terms.min_participants
    found = []
    for school, case in zip(view.schools, view.cases, strict=True):
        counted_works = [r for r in view.results.get(school.id, ()) if r.participants >= least]
        found.append(
            RiskLine(
                school=school,
                case=case,
                dynamics=dynamics_word(view.dynamics, school.id),
                change=_change(board, case),
                entry=entries.get(school.id),
                low=sum(r.low for r in counted_works),
                participants=sum(r.participants for r in counted_works),
            )
        )
    return tuple(sorted(found, key=lambda line: _ORDER.index(line.case.standing)))


def columns(
    board: RiskBoard, *, has_list: bool, is_approved: bool = False
) -> tuple[FigureColumn[RiskLine], ...]:
    """Columns of the list.

    Args:
        board: What is shown.
        has_list: True when a list was made, whose decisions stand in a column.
        is_approved: True when its act decided about every school.
    """
    if board.view is None:
        return ()
    terms, words = board.view.terms, board.words
    shown = [
        _name_column(words),
        _standing_column(is_trial=not board.is_in_force),
        # Beside what the rule says, and never beyond the edge of a small screen.
        *([_office_column(is_approved=is_approved)] if has_list else []),
        *([_change_column()] if board.is_tried and board.own is not None else []),
        _low_column(),
        _share_column(terms),
        _pupils_column(),
        _interval_column(),
        _margin_column(),
    ]
    if board.view.dynamics.is_compared:
        shown.append(_dynamics_column())
    return tuple(shown)


def totals_note(board: RiskBoard) -> str:
    """The district in one sentence."""
    view = board.view
    if view is None:
        return ""
    share = None if view.share is None else view.share * 100
    return (
        f"В списке {view.count(Standing.INCLUDED)} из {len(view.schools)} школ, без данных "
        f"{view.count(Standing.NO_DATA)}; по району низких результатов {view.low} из "
        f"{view.participants} = {printed(share, 1, '%')}."
    )


def _opened(line: RiskLine) -> RiskLine:
    return RiskLine(
        school=line.school, case=line.case, dynamics=line.dynamics, change=line.change,
        entry=line.entry, low=line.low, participants=line.participants, is_open=True,
    )  # fmt: skip


def _change(board: RiskBoard, case: RiskCase) -> str:
    if not board.is_tried or board.own is None:
        return ""
    if board.enters(case):
        return "войдёт"
    return "выйдет" if board.leaves(case) else ""


def _name_column(words: ExamWords) -> FigureColumn[RiskLine]:
    def text(line: RiskLine) -> str:
        if line.reason is not None:
            return f"{_INDENT}{work_title(work_of(line.reason), words)}"
        if not line.case.reasons:
            return f"{_FIGURE_SPACE}{line.name}"
        return f"{_OPENED if line.is_open else _CLOSED}{line.name}"

    def tooltip(line: RiskLine) -> str:
        name = line.school.full_name or line.name
        code = f" (код {line.school.code})" if line.school.code else ""
        return f"{name}{code}" if line.reason is None else words.work(line.reason)

    return FigureColumn(
        key="school", title="Школа", text=text, tooltip=tooltip, width=230,
        worth=lambda line: line.name.casefold(),
    )  # fmt: skip


def _standing_column(*, is_trial: bool) -> FigureColumn[RiskLine]:
    def text(line: RiskLine) -> str:
        if line.reason is not None:
            return "и год назад" if line.reason.was_low else ""
        return STANDING_WORDS[line.case.standing]

    return FigureColumn(
        key="standing", title="По пробе" if is_trial else "По правилу", text=text, width=98,
        hint="Что говорит правило: школа в списке, вне его, или о ней нет данных",
        worth=lambda line: _ORDER.index(line.case.standing),
    )  # fmt: skip


def _low_column() -> FigureColumn[RiskLine]:
    def text(line: RiskLine) -> str:
        if line.reason is not None or line.case.standing is Standing.NO_DATA:
            return ""
        return f"{len(line.case.reasons)} из {line.case.tested}"

    def worth(line: RiskLine) -> int | None:
        return None if line.case.standing is Standing.NO_DATA else len(line.case.reasons)

    return FigureColumn(
        key="low_works", title="Работ с низким результатом", text=text, worth=worth, width=88,
        is_number=True, hint="Сколько работ года дали низкий результат, из скольких учтённых",
    )  # fmt: skip


def _pupils_column() -> FigureColumn[RiskLine]:
    def text(line: RiskLine) -> str:
        if line.reason is not None:
            return f"{line.reason.low} из {line.reason.participants}"
        return f"{line.low} из {line.participants}" if line.participants else ""

    def summed(lines: Sequence[RiskLine]) -> TotalCell:
        low, participants = _sums(lines)
        return (
            TotalCell(text=f"{low} из {participants}", worth=low) if participants else TotalCell()
        )

    return FigureColumn(
        key="pupils", title="Низких результатов, чел.", text=text, width=94, is_number=True,
        worth=lambda line: line.low if line.participants else None, total=summed,
        hint="Сколько учеников с низким результатом, из скольких участников (по всем работам)",
    )  # fmt: skip


def _share_column(terms: Terms) -> FigureColumn[RiskLine]:
    def worth(line: RiskLine) -> Fraction | None:
        return Fraction(100 * line.low, line.participants) if line.participants else None

    def text(line: RiskLine) -> str:
        if line.reason is None:
            return printed(worth(line), 1, "%") if line.participants else ""
        share = Fraction(line.reason.low, line.reason.participants)
        return shown_share(share, line.reason.share, terms)

    def summed(lines: Sequence[RiskLine]) -> TotalCell:
        low, participants = _sums(lines)
        if not participants:
            return TotalCell()
        share = Fraction(100 * low, participants)
        return TotalCell(text=printed(share, 1, "%"), worth=share, tooltip="Все ученики вместе")

    return FigureColumn(
        key="share", title="Доля низких", text=text, worth=worth, total=summed, width=108,
        is_number=True, hint="У школы – по всем работам вместе; у основания – рядом с порогом",
    )  # fmt: skip


def _interval_column() -> FigureColumn[RiskLine]:
    def text(line: RiskLine) -> str:
        if line.reason is None:
            return ""
        found = wilson(line.reason.low, line.reason.participants)
        return "" if found is None else found.printed()

    def tooltip(line: RiskLine) -> str:
        if line.reason is None:
            return ""
        return printed_weight_of_one(Fraction(line.reason.participants))

    return FigureColumn(
        key="interval", title="С учётом случайности", text=text, tooltip=tooltip, width=98,
        is_number=True, worth=lambda line: line.participants,
        hint="Где доля лежит с уверенностью 95 %: при малом числе участников она могла выйти такой случайно",
    )  # fmt: skip


def _margin_column() -> FigureColumn[RiskLine]:
    def text(line: RiskLine) -> str:
        if line.reason is not None or line.case.margin is None:
            return ""
        return str(line.case.margin)

    def problem(line: RiskLine) -> Problem | None:
        if not line.is_near:
            return None
        return Problem(
            text="На границе: решает 1 ученик.", severity=Severity.WARNING, place=str(line.key)
        )

    return FigureColumn(
        key="margin", title="Решают учеников", text=text, width=76, is_number=True,
        worth=lambda line: line.case.margin, problem=problem,
        hint="Скольким ученикам хватило бы другого результата, чтобы школа вошла в список или вышла",
    )  # fmt: skip


def _dynamics_column() -> FigureColumn[RiskLine]:
    return FigureColumn(
        key="dynamics", title="Против прошлого года", width=88,
        text=lambda line: "" if line.reason is not None else line.dynamics,
        worth=lambda line: line.dynamics or None,
    )  # fmt: skip


def _change_column() -> FigureColumn[RiskLine]:
    return FigureColumn(
        key="change", title="Если так", width=70, hint="Что изменилось бы против правила",
        text=lambda line: "" if line.reason is not None else line.change,
        worth=lambda line: line.change or None,
    )  # fmt: skip


def _office_column(*, is_approved: bool) -> FigureColumn[RiskLine]:
    def text(line: RiskLine) -> str:
        entry = line.entry
        if entry is None or line.reason is not None:
            return ""
        word = decision_words(entry, is_approved=is_approved)
        return f"{word}; есть замечание" if entry.comment else word

    return FigureColumn(
        key="office", title="Решение управления", text=text, tooltip=text, width=140,
        hint="Что решило управление: до решения или утверждения – «не решено»",
        worth=lambda line: text(line) or None,
    )  # fmt: skip


def _sums(lines: Sequence[RiskLine]) -> tuple[int, int]:
    return sum(line.low for line in lines), sum(line.participants for line in lines)


def margin_sentence(case: RiskCase) -> str:
    """«На границе: решает 1 ученик.»."""
    if case.margin is None:
        return "Никакое число учеников этого года не изменило бы ответ."
    whom = counted(case.margin, "ученик", "ученика", "учеников")
    if case.margin == 1:
        return "На границе: решает 1 ученик."
    return f"Решают {whom}: столько других результатов изменило бы ответ."
