"""A small district with weak and strong schools for the tests of partners and effect."""

from __future__ import annotations

from collections.abc import Iterable

from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.records import Id, natural_id
from quality_desktop.services.risk_schools import risk
from quality_desktop.storage.store import Store

YEAR = 2026
Row = tuple[str, int, str, int, int, int]
"""School, calendar year, subject, grade, low results, participants."""

ROWS: tuple[Row, ...] = (
    ("Слабая", YEAR, "math", 5, 9, 24),
    ("Слабая", YEAR, "math", 6, 8, 20),
    ("Слабая", YEAR, "russian", 5, 2, 24),
    ("Отстающая", YEAR, "russian", 5, 12, 20),
    ("Отстающая", YEAR, "russian", 6, 10, 20),
    ("Сильная", YEAR, "math", 5, 1, 50),
    ("Сильная", YEAR, "russian", 5, 10, 50),
    ("Лучшая", YEAR, "russian", 5, 0, 40),
    ("Лучшая", YEAR, "math", 5, 10, 50),
    ("Крошечная", YEAR, "math", 5, 0, 4),
)


def school_id(name: str) -> Id:
    """Id of a school by its name."""
    return natural_id("school", name)


def fill(store: Store, rows: Iterable[Row] = ROWS) -> None:
    """Put schools and their results into a file."""
    rows = tuple(rows)
    with store.work("Результаты", kind="load") as work:
        for name in sorted({row[0] for row in rows}):
            work.put(School(id=school_id(name), code=name, short_name=name))
        for name, year, subject, grade, low, participants in rows:
            school = school_id(name)
            work.put(
                ExamResult(
                    id=exam_result_id("vpr", year, subject, grade, school),
                    procedure="vpr",
                    year=year,
                    subject=subject,
                    grade=grade,
                    school=school,
                    participants=participants,
                    two=low,
                )
            )
        work.commit()


def terms(store: Store) -> Terms:
    """Thirty percent in two procedures."""
    return risk.terms(store=store, rule=risk.current_code(store=store))
