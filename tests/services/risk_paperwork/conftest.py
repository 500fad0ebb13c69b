"""A district with a list of schools, and the bundled folders, for papers about schools at risk."""

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.profile import Level
from quality_desktop.domain.directory import Municipality, Person, School
from quality_desktop.domain.records import new_id
from quality_desktop.services.paperwork.printing import Folders
from quality_desktop.services.risk_schools import risk, risk_lists
from quality_desktop.services.school_profile import recommendations
from tests.services.risky import YEAR, fill, school_id, weak_and_strong


@pytest.fixture(scope="session")
def folders() -> Folders:
    bundled = paths.bundled()
    return Folders(
        wording=bundled.wording,
        reference=bundled.reference,
        language=bundled.language,
        fonts=bundled.fonts,
    )


@pytest.fixture
def store(empty_district):
    """А is weak, Б strong, В without data; the list is a draft, А has two recommendations."""
    head = Person(
        id=new_id(), surname="Линейкина", given="Анна", patronymic="Романовна", gender="f",
        position="директор школы",
    )  # fmt: skip
    fill(empty_district, weak_and_strong())
    with empty_district.work("Район") as work:
        work.put(Municipality(id=new_id(), name="Лесной район", office_name="отдел образования"))
        work.put(head)
        work.put(replace(empty_district.get(School, school_id("А")), head=head.id))
        work.commit()
    rule = risk.current_code(store=empty_district)
    terms = risk.terms(store=empty_district, rule=rule)
    risk_lists.make_draft(
        store=empty_district, year=YEAR, terms=terms, today=date(2025, 6, 20),
        rule=rule,
    )  # fmt: skip
    for text, level in (("Утвердить план.", Level.DIRECTOR), ("Провести урок", Level.TEACHER)):
        recommendations.add(
            store=empty_district, school=school_id("А"), year=YEAR, text=text, level=level
        )
    return empty_district
