"""The command that names schools with low results."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any

from quality_desktop.cli.console import OK, REFUSED, Output
from quality_desktop.cli.district_file import open_store
from quality_desktop.cli.parser import Commands, add_command, path_argument

if TYPE_CHECKING:  # imported for real by the command: it must start fast
    from quality_desktop.domain.at_risk.risk import Terms
    from quality_desktop.domain.at_risk.risk_cases import RiskCase, RiskResult
    from quality_desktop.domain.directory import School
    from quality_desktop.domain.records import Id
    from quality_desktop.services.risk_schools.risk import RiskView
    from quality_desktop.services.risk_schools.risk_words import ExamWords
    from quality_desktop.storage.store import Store


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    risk = add_command(commands, "risk", _risk, "школы с низкими результатами за год")
    risk.add_argument("file", type=path_argument, metavar="ФАЙЛ", help="файл района")
    risk.add_argument(
        "--year", type=int, required=True, metavar="ГОД", help="календарный год процедур"
    )
    risk.add_argument("--rule", metavar="ПРАВИЛО", help="код правила (без него – действующее)")
    risk.add_argument("--share", metavar="ДОЛЯ", help="порог, %% участников с низким результатом")
    risk.add_argument("--procedures", type=int, metavar="ЧИСЛО", help="в скольких процедурах")
    risk.add_argument(
        "--min-participants",
        type=int,
        metavar="ЧИСЛО",
        help="не учитывать работы школы, где участников меньше: ни в списке, ни в доле по району; "
        "школа, у которой все работы такие, – вне списка",
    )
    risk.add_argument("--strict", action="store_true", help="«более» вместо «не менее»")
    risk.add_argument(
        "--repeat",
        choices=("and", "or", "off"),
        help="та же процедура два года подряд: and – и, or – или, off – не смотреть",
    )


def _risk(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.risk_schools import risk, risk_words

    with closing(open_store(parsed.file)) as store:
        rule = parsed.rule or risk.current_code(store=store)
        terms = _terms(parsed, store, rule)
        view = risk.assess(store=store, year=parsed.year, terms=terms)
        words = risk_words.exam_words(store=store)
    if parsed.year not in view.years:
        known = ", ".join(map(str, view.years))
        output.say(
            f"Результатов за {parsed.year} год в файле нет: есть за {known}."
            if known
            else "Результатов оценочных процедур в файле нет: загрузите их командой results read."
        )
    output.result(_data(view, rule, words), list(_lines(view, words)))
    return OK if parsed.year in view.years else REFUSED


def _terms(parsed: argparse.Namespace, store: Store, rule: str) -> Terms:
    from quality_desktop.domain.at_risk.risk import Repeat
    from quality_desktop.services.risk_schools import risk

    return risk.terms(
        store=store,
        rule=rule,
        share=parsed.share,
        procedures=parsed.procedures,
        min_participants=parsed.min_participants,
        is_strict=True if parsed.strict else None,
        repeat=Repeat(parsed.repeat) if parsed.repeat else None,
    )


def _lines(view: RiskView, words: ExamWords) -> Iterable[str]:
    from quality_desktop.domain.at_risk.risk_cases import Standing
    from quality_desktop.domain.figures import printed
    from quality_desktop.services.risk_schools.risk_small import small_works
    from quality_desktop.services.risk_schools.risk_words import rule_in_words

    yield f"Школы с низкими результатами, {view.year} год ({rule_in_words(view.terms)})."
    for school, case in zip(view.schools, view.cases, strict=True):
        if case.is_included:
            is_code_told = school.code in ("", _name(school))
            yield _name(school) if is_code_told else f"{_name(school)} ({school.code})"
            yield from (f"  {words.reason(reason, view.terms)}" for reason in case.reasons)
            yield f"  до границы отбора: {_pupils(case.margin)}"
    share = None if view.share is None else view.share * 100
    yield (
        f"В списке {view.count(Standing.INCLUDED)} из {_of_schools(len(view.schools))}, без данных "
        f"– {view.count(Standing.NO_DATA)}; по району {view.low} из {view.participants} = "
        f"{printed(share, 1, '%')}."
    )
    yield from filter(None, [small_works(view).sentence])


def _pupils(margin: int | None) -> str:
    from quality_desktop.language.numbers import counted

    return "—" if margin is None else counted(margin, "ученик", "ученика", "учеников")


def _of_schools(count: int) -> str:
    from quality_desktop.language.numbers import plural

    return f"{count} {plural(count, 'школы', 'школ', 'школ')}"


def _data(view: RiskView, rule: str, words: ExamWords) -> dict[str, Any]:
    from quality_desktop.domain.at_risk.risk_cases import Standing
    from quality_desktop.services.risk_schools.risk_small import small_works

    moves, small = _moves(view), small_works(view)
    codes = {school.id: school.code or _name(school) for school in view.schools}
    return {
        "year": view.year,
        "rule": _rule(view.terms, rule),
        "schools": [
            _school(school, case, words)
            for school, case in zip(view.schools, view.cases, strict=True)
        ],
        "dynamics": {
            "compared": view.dynamics.is_compared,
            **{name: _codes(schools, codes) for name, schools in moves.items()},
        },
        "totals": {
            "schools": len(view.schools),
            "included": view.count(Standing.INCLUDED),
            "no_data": view.count(Standing.NO_DATA),
            "low": view.low,
            "participants": view.participants,
            "share": _percent(view.low, view.participants),
            "min_participants": small.least,
            "works_counted": small.counted,
            "works_left_out": small.left_out,
            "low_left_out": small.low,
            "participants_left_out": small.participants,
            "schools_without_counted_works": small.schools,
        },
    }


def _moves(view: RiskView) -> Mapping[str, Iterable[Id]]:
    """Who moved how; in a year compared with nothing nobody has come or left."""
    found = view.dynamics
    names = ("entered", "left", "stayed", "returned", "unknown")
    return {name: getattr(found, name) if found.is_compared else () for name in names}


def _rule(terms: Terms, rule: str) -> dict[str, Any]:
    return {
        "key": rule,
        "share": float(terms.share * 100),
        "procedures": terms.procedures,
        "min_participants": terms.min_participants,
        "strict": terms.is_strict,
        "repeat": terms.repeat.value,
    }


def _school(school: School, case: RiskCase, words: ExamWords) -> dict[str, Any]:
    return {
        "code": school.code,
        "name": _name(school),
        "included": case.is_included,
        "standing": case.standing.value,
        "reasons": [_reason(reason, words) for reason in case.reasons],
        "margin_pupils": case.margin,
    }


def _reason(reason: RiskResult, words: ExamWords) -> dict[str, Any]:
    return {
        "procedure": words.procedure(reason.procedure),
        "grade": reason.grade or None,
        "subject": words.subject(reason.subject),
        "low": reason.low,
        "participants": reason.participants,
        "share": _percent(reason.low, reason.participants),
    }


def _percent(low: int, participants: int) -> float | None:
    """For reading by programs only: nothing is compared with it."""
    return round(100 * low / participants, 2) if participants else None


def _codes(schools: Iterable[Id], codes: Mapping[Id, str]) -> list[str]:
    return sorted(codes.get(school, str(school)) for school in schools)


def _name(school: School) -> str:
    return school.short_name or school.full_name or school.code
