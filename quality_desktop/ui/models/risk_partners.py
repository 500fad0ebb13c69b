"""Weak schools and their partners as a table; partner, subject and dates are typed into it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.services.folding import folded
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.partnership.partner_view import PartnerRow, PartnersView, PlanState
from quality_desktop.services.table_export import ExportColumn, ExportSheet
from quality_desktop.ui.models.directory_records import OPTIONS_ROLE
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.models.index import Index
from quality_desktop.ui.widgets.date_edit import parse_date, shown_date

STATE_WORDS: Final = {
    PlanState.NONE: "не запрошен",
    PlanState.AWAITED: "ожидается",
    PlanState.OVERDUE: "просрочен",
    PlanState.RECEIVED: "получен",
    PlanState.APPROVED: "утверждён",
}
PARTNER: Final = "partner"
DATES: Final = {
    "plan_due": ("Нужен к", "До какого дня школа представляет план взаимодействия"),
    "plan_received": ("Получен", "Когда план получен"),
    "approved": ("Утверждён", "Когда план утверждён"),
}
FILTERS: Final = {
    "all": "Все школы",
    "without": "Без партнёра",
    "odd": "С замечаниями",
    "overdue": "План просрочен",
}
_ALL_SUBJECTS: Final = "все"


class PartnersModel(FigureModel[PartnerRow]):
    """Rows of one year."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(key=key_of, parent=parent)
        self._options: Mapping[str, list[str]] = {}

    def show_view(self, view: PartnersView) -> None:
        """Show another answer of the service."""
        strong = [school_name(one.school) for one in view.helpers if one.strong_in]
        others = [school_name(one) for one in view.schools]
        self._options = {
            PARTNER: list(dict.fromkeys([*strong, *others])),
            "subject": [_ALL_SUBJECTS, *view.words.subjects.values()],
        }
        self.show_table(columns(view), view.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == OPTIONS_ROLE and index.isValid():
            return self._options.get(self.figures[index.column()].key, [])
        return super().data(index, role)


def key_of(row: PartnerRow) -> Hashable:
    """The place of a school stays when it gets another partner or loses the one it has."""
    return row.school.id, row.number


def columns(view: PartnersView) -> tuple[FigureColumn[PartnerRow], ...]:
    """The columns from left to right."""
    return (
        FigureColumn(key="school", title="Школа", text=lambda row: school_name(row.school), width=170,
                     problem=_problem, tooltip=lambda row: school_name(row.school)),
        FigureColumn(key="weak", title="Слабые предметы", width=130,
                     tooltip=lambda row: _subjects(view, row.weak_in),
                     text=lambda row: _subjects(view, row.weak_in)),
        FigureColumn(key=PARTNER, title="Школа-партнёр", width=170, is_editable=lambda row: True,
                     hint="Впишите школу; пусто – убрать пару", text=_partner, tooltip=_partner,
                     parse=_schools_of(view)),
        FigureColumn(key="subject", title="Предмет", hint="По какому предмету нужна помощь",
                     width=110, is_editable=_has_pair, tooltip=lambda row: _subject(view, row),
                     text=lambda row: _subject(view, row), parse=_subjects_of(view)),
        *(_date_column(name, *titles) for name, titles in DATES.items()),
        FigureColumn(key="state", title="План", width=98,
                     text=lambda row: STATE_WORDS[row.state] if row.record else ""),
        FigureColumn(key="steps", title="Строк", hint="Сколько мероприятий в плане", width=52,
                     is_number=True, text=lambda row: str(row.steps) if row.record else "",
                     worth=lambda row: row.steps if row.record else None),
        FigureColumn(key="origin", title="Подбор", width=90, text=_origin),
        FigureColumn(key="note", title="Примечание", width=140, is_editable=_has_pair,
                     text=lambda row: row.record.note if row.record else "", parse=str.strip),
    )  # fmt: skip


def export_sheet(model: PartnersModel, view: PartnersView) -> ExportSheet:
    """The table as it is seen, with the reasons of every pair."""
    reasons = ExportColumn(title="Почему")
    return ExportSheet(
        title=f"Партнёры школ, {view.year}",
        columns=(*(ExportColumn(title=column.title) for column in model.figures), reasons),
        rows=tuple(
            (
                *(column.text(row) for column in model.figures),
                row.record.explanation if row.record else "",
            )
            for row in model.rows
        ),
        notes=(f"Слабые школы – {view.source}. Методика подбора – собственная, не официальная.",),
    )


def is_of_kind(row: PartnerRow, kind: str) -> bool:
    """Whether a row is one of a kind of ``FILTERS``."""
    fits = {
        "without": row.partner is None,
        "odd": bool(row.findings),
        "overdue": row.state is PlanState.OVERDUE,
    }
    return fits.get(kind, True)


def searched_text(row: PartnerRow) -> str:
    """What is looked through: both names."""
    return f"{school_name(row.school)} {_partner(row)}"


def problems_of(model: PartnersModel) -> tuple[Problem, ...]:
    """What to look at, for the list at the bottom of the tab."""
    return tuple(
        Problem(
            text=f"{school_name(row.school)}: {text}",
            severity=Severity.WARNING,
            place=f"school:{row.school.id}",
        )
        for row in model.all_rows
        for text in row.findings
    )


def _partner(row: PartnerRow) -> str:
    return "" if row.partner is None else school_name(row.partner)


def _has_pair(row: PartnerRow) -> bool:
    return row.record is not None


def _problem(row: PartnerRow) -> Problem | None:
    if not row.findings:
        return None
    return Problem(text=" ".join(row.findings), severity=Severity.WARNING)


def _origin(row: PartnerRow) -> str:
    if row.record is None:
        return ""
    return "управление" if row.record.is_manual else "программа"


def _subjects(view: PartnersView, codes: tuple[str, ...]) -> str:
    titles = [view.words.subject(code) for code in codes]
    return ", ".join([*titles[:1], *(title[:1].lower() + title[1:] for title in titles[1:])])


def _subject(view: PartnersView, row: PartnerRow) -> str:
    if row.record is None:
        return ""
    return view.words.subject(row.record.subject) if row.record.subject else _ALL_SUBJECTS


class _Names:
    """Finds what a typed name means."""

    def __init__(self, names: Mapping[str, list[object]], refusal: str) -> None:
        self._names = names
        self._refusal = refusal

    def __call__(self, text: str) -> object:
        """The only one of that name.

        Raises:
            ValueError: None or several have it; a Russian sentence.
        """
        found = self._names.get(folded(text), [])
        if len(found) > 1:
            raise ValueError(f"«{text.strip()}» не одна: переименуйте школы в справочнике.")
        if not found:
            raise ValueError(self._refusal.format(text.strip()))
        return found[0]


def _schools_of(view: PartnersView) -> _Names:
    names: dict[str, list[object]] = {"": [None]}
    for school in view.schools:
        names.setdefault(folded(school_name(school)), []).append(school.id)
    return _Names(names, "Школы «{}» в справочнике нет: выберите из списка.")


def _subjects_of(view: PartnersView) -> _Names:
    names: dict[str, list[object]] = {"": [""], folded(_ALL_SUBJECTS): [""]}
    for code, title in view.words.subjects.items():
        names.setdefault(folded(title), []).append(code)
    return _Names(names, "Предмета «{}» в справочнике нет: выберите из списка.")


def _date_column(name: str, title: str, hint: str) -> FigureColumn[PartnerRow]:
    def day(row: PartnerRow) -> date | None:
        found: date | None = getattr(row.record, name) if row.record else None
        return found

    return FigureColumn(
        key=name,
        title=title,
        hint=hint,
        width=86,
        text=lambda row: shown_date(day(row)),
        worth=lambda row: None if (found := day(row)) is None else found.toordinal(),
        is_editable=_has_pair,
        parse=parse_date,
    )


def partner_of(value: object) -> Id | None:
    """The school that was typed as a partner."""
    found: Id | None = value  # type: ignore[assignment]  # what ``_schools_of`` gives
    return found
