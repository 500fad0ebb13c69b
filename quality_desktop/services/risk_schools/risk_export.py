"""Everything about schools at risk as one workbook: list, reasons, map, other shares, years."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import RiskCase, Standing
from quality_desktop.domain.at_risk.risk_lists import ListStatus, RiskEntry
from quality_desktop.domain.directory import School
from quality_desktop.domain.figures import printed_exactly, wilson
from quality_desktop.services import table_export
from quality_desktop.services.risk_schools import risk_board, risk_years
from quality_desktop.services.risk_schools.list_decisions import decision_words
from quality_desktop.services.risk_schools.risk import RiskView, Variant
from quality_desktop.services.risk_schools.risk_board import RiskBoard, dynamics_word
from quality_desktop.services.risk_schools.risk_heat import HeatMap, heat_map
from quality_desktop.services.risk_schools.risk_lists import ListView
from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.risk_schools.risk_small import small_works
from quality_desktop.services.risk_schools.risk_words import (
    ExamWords,
    conditions,
    rule_in_words,
)
from quality_desktop.services.risk_schools.risk_years import ListHistory
from quality_desktop.services.table_export import Cell, ExportColumn, ExportSheet

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_STANDING = {
    Standing.INCLUDED: "в списке",
    Standing.OUTSIDE: "вне списка",
    Standing.NO_DATA: "нет данных",
}


def save(*, path: Path, store: Store, board: RiskBoard, made: ListView | None) -> Path:
    """Write the workbook.

    Args:
        path: Where to.
        store: The file, for other shares and other years.
        board: What is shown; its list is written even where it is tried and no rule.
        made: The list that was made for the year, with decisions and comments.

    Raises:
        QualityError: Nothing is shown, or the file cannot be written.
    """
    view = board.view
    if view is None:
        return path
    found = heat_map(view)
    years = risk_years.history(store=store, terms=view.terms)
    sheets = [
        list_sheet(board, view, made),
        reasons_sheet(board, view),
        heat_sheet(found, board),
        variants_sheet(risk_board.variants(store=store, shown=board), view),
        history_sheet(years),
        moves_sheet(years),
    ]
    return table_export.save_all(path=path, sheets=sheets)


def list_sheet(board: RiskBoard, view: RiskView, made: ListView | None) -> ExportSheet:
    """Schools with their standing."""
    entries = {} if made is None else {row.entry.school: row.entry for row in made.rows}
    rule = board.rule.title if board.rule is not None else ""
    source = board.rule.source if board.rule is not None else ""
    share = None if view.share is None else view.share * 100
    is_approved = made is not None and made.status is ListStatus.APPROVED
    return ExportSheet(
        title="Список",
        heading=f"Школы с низкими результатами, {view.year} год",
        columns=(
            ExportColumn(title="Код"),
            ExportColumn(title="Школа"),
            ExportColumn(title="По правилу"),
            ExportColumn(title="Работ с низким результатом", decimals=0),
            ExportColumn(title="Работ учтено", decimals=0),
            ExportColumn(title="Низких результатов, чел.", decimals=0),
            ExportColumn(title="Участников", decimals=0),
            ExportColumn(title="Доля низких, %", decimals=1),
            ExportColumn(title="Решают учеников", decimals=0),
            ExportColumn(title="К прошлому году"),
            ExportColumn(title="Решение управления"),
            ExportColumn(title="Замечание школы"),
        ),
        rows=tuple(
            _school_row(view, school, case, entries.get(school.id), is_approved=is_approved)
            for school, case in zip(view.schools, view.cases, strict=True)
        ),
        totals=("", "Район", "", None, None, view.low, view.participants, share),
        notes=(
            f"Правило: {rule}" + (" (условия изменены для пробы)" if board.is_tried else ""),
            f"Условия: {rule_in_words(view.terms)}.",
            f"Источник правила: {source}.",
            "Доля района – все ученики вместе; школа без результатов – «нет данных», не «вне списка».",
            *filter(None, [small_works(view).sentence]),
        ),
    )


def reasons_sheet(board: RiskBoard, view: RiskView) -> ExportSheet:
    """Every low result of every school."""
    words, rows = board.words, []
    for school, case in zip(view.schools, view.cases, strict=True):
        for reason in case.reasons:
            interval = wilson(reason.low, reason.participants)
            rows.append(
                (
                    school.code,
                    _name(school),
                    words.procedure(reason.procedure),
                    words.subject(reason.subject),
                    reason.grade or None,
                    reason.low,
                    reason.participants,
                    Fraction(100 * reason.low, reason.participants),
                    reason.share * 100,
                    "" if interval is None else interval.printed(),
                    "да" if reason.was_low else "",
                    words.reason(reason, view.terms),
                )
            )
    return ExportSheet(
        title="Основания",
        heading=f"Работы с низким результатом, {view.year} год",
        columns=(
            ExportColumn(title="Код"),
            ExportColumn(title="Школа"),
            ExportColumn(title="Процедура"),
            ExportColumn(title="Предмет"),
            ExportColumn(title="Класс", decimals=0),
            ExportColumn(title="Низких, чел.", decimals=0),
            ExportColumn(title="Участников", decimals=0),
            ExportColumn(title="Доля, %", decimals=1),
            ExportColumn(title="Порог, %", decimals=1),
            ExportColumn(title="С учётом случайности (95 %)"),
            ExportColumn(title="И год назад"),
            ExportColumn(title="Словами"),
        ),
        rows=tuple(rows),
    )


def heat_sheet(found: HeatMap, board: RiskBoard) -> ExportSheet:
    """Shares of low results, schools × works."""
    words = board.words

    def share(low: int, participants: int) -> Fraction | None:
        return Fraction(100 * low, participants) if participants else None

    return ExportSheet(
        title="Карта результатов",
        heading=f"Доля низких результатов, %, {board.year} год",
        columns=(
            ExportColumn(title="Школа"),
            *(ExportColumn(title=work_title(work, words), decimals=1) for work in found.works),
        ),
        rows=tuple(
            (
                _name(row.school),
                *(
                    None if (r := row.results.get(work)) is None else share(r.low, r.participants)
                    for work in found.works
                ),
            )
            for row in found.rows
        ),
        totals=("Район", *(share(*found.totals[work]) for work in found.works)),
        notes=("Пусто – школа в работе не участвовала или результата нет.",),
    )


def variants_sheet(found: tuple[Variant, ...], view: RiskView) -> ExportSheet:
    """The list under other shares."""
    names = {school.id: _name(school) for school in view.schools}
    return ExportSheet(
        title="Что, если",
        heading=f"Список {view.year} года при другом пороге",
        columns=(
            ExportColumn(title="Порог"),
            ExportColumn(title="В списке", decimals=0),
            ExportColumn(title="Входят", decimals=0),
            ExportColumn(title="Выходят", decimals=0),
            ExportColumn(title="Кто входит"),
            ExportColumn(title="Кто выходит"),
        ),
        rows=tuple(
            (
                f"{one.terms.relation} {printed_exactly(one.terms.share * 100)} %",
                len(one.included),
                len(one.enters),
                len(one.leaves),
                ", ".join(sorted(names.get(school, "") for school in one.enters)),
                ", ".join(sorted(names.get(school, "") for school in one.leaves)),
            )
            for one in found
        ),
        notes=(f"Остальные условия: {_without_share(view.terms)}.",),
    )


def history_sheet(found: ListHistory) -> ExportSheet:
    """Standing of schools by year under one rule."""
    years = [one.year for one in found.years]
    return ExportSheet(
        title="Динамика",
        heading="Школы по годам: списки управления, а где их нет – по правилу",
        columns=(
            ExportColumn(title="Школа"),
            *(ExportColumn(title=str(year)) for year in years),
            ExportColumn(title="Лет в списке", decimals=0),
        ),
        rows=tuple(
            (
                _name(school),
                *(_STANDING[found.of(school.id, year)] for year in years),
                found.included(school.id),
            )
            for school in found.schools
        ),
        totals=("В списке", *(one.counts.get(Standing.INCLUDED, 0) for one in found.years)),
        notes=(f"Условия: {rule_in_words(found.terms)}.",),
    )


def moves_sheet(found: ListHistory) -> ExportSheet:
    """Movement between neighbouring years and the programme's shares."""
    rows: list[tuple[Cell, ...]] = []
    for one in found.years:
        if not one.dynamics.is_compared:
            continue
        move, table = one.dynamics, one.transition
        shares = [
            None if share.fraction is None else share.fraction * 100
            for share in (table.positive, table.negative)
        ]
        rows.append(
            (
                f"{one.year - 1} → {one.year}",
                *(len(s) for s in (move.stayed, move.entered, move.returned, move.left)),
                len(move.unknown),
                table.comparable,
                *shares,
            )
        )
    return ExportSheet(
        title="Переходы",
        heading="Движение школ в списках",
        columns=(
            ExportColumn(title="Годы"),
            ExportColumn(title="Остались", decimals=0),
            ExportColumn(title="Вошли", decimals=0),
            ExportColumn(title="Из них вернулись", decimals=0),
            ExportColumn(title="Вышли", decimals=0),
            ExportColumn(title="Были, теперь нет данных", decimals=0),
            ExportColumn(title="Сравнимых школ", decimals=0),
            ExportColumn(title="Позитивная динамика, %", decimals=1),
            ExportColumn(title="Негативная динамика, %", decimals=1),
        ),
        rows=tuple(rows),
        notes=(
            "Сравнимые школы – бывшие в списке хотя бы в одном из двух лет, с данными в обоих.",
            "Позитивная динамика – вышли, негативная – вошли.",
        ),
    )


def work_title(work: Work, words: ExamWords) -> str:
    """«ВПР, математика, 5 класс»."""
    subject = words.subject(work.subject)
    grade = f", {work.grade} класс" if work.grade else ""
    return f"{words.procedure(work.procedure)}, {subject[:1].lower()}{subject[1:]}{grade}"


def _school_row(
    view: RiskView,
    school: School,
    case: RiskCase,
    entry: RiskEntry | None,
    *,
    is_approved: bool,
) -> tuple[Cell, ...]:
    counted = [
        result
        for result in view.results.get(school.id, ())
        if result.participants >= view.terms.min_participants
    ]
    low, participants = sum(r.low for r in counted), sum(r.participants for r in counted)
    has_data = case.standing is not Standing.NO_DATA
    decision = "" if entry is None else decision_words(entry, is_approved=is_approved)
    return (
        school.code,
        _name(school),
        _STANDING[case.standing],
        len(case.reasons) if has_data else None,
        case.tested if has_data else None,
        low if participants else None,
        participants if participants else None,
        Fraction(100 * low, participants) if participants else None,
        case.margin,
        dynamics_word(view.dynamics, school.id),
        decision,
        "" if entry is None else entry.comment,
    )


def _without_share(terms: Terms) -> str:
    return conditions(terms)


def _name(school: School) -> str:
    return school.short_name or school.full_name or school.code
