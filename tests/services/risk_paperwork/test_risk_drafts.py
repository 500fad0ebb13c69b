"""Papers of a district where nobody has made a list yet: all of them, marked, and nothing is written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from quality_desktop.domain.at_risk.partnership import Partnership
from quality_desktop.domain.at_risk.profile import Recommendation
from quality_desktop.domain.at_risk.risk_lists import RiskList
from quality_desktop.domain.directory import Municipality, Person, School
from quality_desktop.domain.records import new_id
from quality_desktop.services.risk_paperwork import risk_papers
from quality_desktop.services.risk_paperwork.risk_papers import Composer, RiskPaperKind
from quality_desktop.services.risk_schools import risk, risk_lists
from quality_desktop.services.school_profile import recommendations
from tests.services.risk_paperwork.printed import lines
from tests.services.risky import YEAR, fill, result, school_id, weak_and_strong

KINDS = frozenset(RiskPaperKind)


def offered(store, year):
    found: dict[RiskPaperKind, risk_papers.RiskPaper] = {}
    for one in risk_papers.of_year(store=store, year=year):
        found.setdefault(one.kind, one)
    return found


def said(store, folders, paper) -> str:
    return "\n".join(lines(Composer(store=store, folders=folders).compose(paper)))


def test_the_sample_gives_all_six_papers_without_anything_made_and_marks_them(district, folders):
    papers = offered(district, 2026)
    assert set(papers) == KINDS
    composer = Composer(store=district, folders=folders)
    for kind, paper in papers.items():
        composed = composer.compose(paper)
        assert paper.is_draft
        assert paper.title.endswith("(проект)")
        assert lines(composed)[0] == "ПРОЕКТ", kind
        assert composed.document.title.endswith("(проект)")
        assert "{" not in "\n".join(lines(composed))
    for kind in (RiskList, Recommendation, Partnership):
        assert district.all(kind) == ()


def test_a_draft_says_what_the_list_that_is_made_of_it_says(empty_district, folders):
    fill(empty_district, weak_and_strong())
    order = offered(empty_district, YEAR)[RiskPaperKind.ORDER]
    before = said(empty_district, folders, order)
    code = risk.current_code(store=empty_district)
    terms = risk.terms(store=empty_district, rule=code)
    risk_lists.make_draft(
        store=empty_district, year=YEAR, terms=terms, today=date(2025, 6, 1), rule=code
    )
    made = offered(empty_district, YEAR)[RiskPaperKind.ORDER]
    assert not made.is_draft
    assert before == f"ПРОЕКТ\n{said(empty_district, folders, made)}"


def test_recommendations_of_a_draft_are_those_that_the_office_would_get(empty_district, folders):
    fill(empty_district, weak_and_strong())
    paper = offered(empty_district, YEAR)[RiskPaperKind.SCHOOL]
    before = said(empty_district, folders, paper)
    recommendations.generate(
        store=empty_district, year=YEAR, schools=[school_id("А")], reference=folders.reference
    )
    made = offered(empty_district, YEAR)[RiskPaperKind.SCHOOL]
    assert (paper.is_draft, made.is_draft) == (True, False)
    assert before == f"ПРОЕКТ\n{said(empty_district, folders, made)}"


def test_a_plan_that_nobody_made_proposes_partners_and_usual_lines(empty_district, folders):
    fill(empty_district, weak_and_strong())
    text = said(empty_district, folders, offered(empty_district, YEAR)[RiskPaperKind.PLAN])
    assert "А\nБ" in text
    assert "Таблица 2 – Мероприятия для каждой пары" in text
    assert f"до 1 октября {YEAR} года" in text
    alone = said_without_partner(empty_district, folders)
    assert "А\nне подобрана" in alone


def said_without_partner(store, folders) -> str:
    with store.work("Без сильной школы") as work:
        for one in weak_and_strong()[2:]:
            work.delete(type(one), one.id)
        work.commit()
    return said(store, folders, offered(store, YEAR)[RiskPaperKind.PLAN])


def test_without_measures_the_report_shows_the_schools_of_the_last_list(empty_district, folders):
    fill(
        empty_district,
        [*weak_and_strong(), result("Б", 12, 24, year=YEAR - 1),
         result("Б", 12, 24, year=YEAR - 1, subject="russian")],
    )  # fmt: skip
    text = said(empty_district, folders, offered(empty_district, YEAR)[RiskPaperKind.EFFECT])
    assert "Меры поддержки школ в файл не внесены" in text
    assert f"Адресная помощь школам списка {YEAR - 1} года" in text
    assert "50,0 % (24 из 48)" in text
    assert "Срок:" not in text


def test_a_district_that_nobody_has_named_leaves_places(empty_district, folders):
    fill(empty_district, weak_and_strong())
    composed = Composer(store=empty_district, folders=folders).compose(
        offered(empty_district, YEAR)[RiskPaperKind.ORDER]
    )
    assert "общеобразовательных организаций ____________, на основании" in "\n".join(
        lines(composed)
    )
    assert any("не заполнено название" in problem.text for problem in composed.problems)


def test_nothing_is_proposed_when_no_school_is_in_the_list(empty_district):
    fill(empty_district, weak_and_strong()[2:])
    assert set(offered(empty_district, YEAR)) == {RiskPaperKind.LETTER, RiskPaperKind.REPORT}


@pytest.mark.parametrize(
    ("position", "school", "first"),
    [
        ("директор школы", "МБОУ СОШ № 5", "Директору МБОУ СОШ № 5"),
        ("директор МБОУ СОШ № 5", "МБОУ СОШ № 5", "Директору МБОУ СОШ № 5"),
        ("директор гимназии № 3", "МБОУ «Гимназия № 3»", "Директору МБОУ «Гимназия № 3»"),
        ("исполняющая обязанности директора лицея", "ООШ с. Ёлкино",
         "Исполняющей обязанности директора ООШ с. Ёлкино"),
        ("и.о. директора", "Филиал МБОУ СОШ № 2", "И.о. директора Филиала МБОУ СОШ № 2"),
        ("заведующая филиалом", "Филиал МБОУ СОШ № 2", "Заведующей Филиалом МБОУ СОШ № 2"),
        ("", "МБОУ СОШ № 5", "Руководителю МБОУ СОШ № 5"),
        ("директор", "МБОУ «Начальная школа – детский сад»",
         "Директору МБОУ «Начальная школа – детский сад»"),
    ],
)  # fmt: skip
def test_the_addressee_names_the_school_once_and_in_its_case(
    empty_district, folders, position, school, first
):
    fill(empty_district, weak_and_strong())
    head = Person(
        id=new_id(), surname="Иванова-Петрова", given="Анна", patronymic="Ильинична", gender="f",
        position=position,
    )  # fmt: skip
    with empty_district.work("Директор") as work:
        work.put(head)
        known = empty_district.get(School, school_id("А"))
        work.put(replace(known, short_name=school, head=head.id))
        work.commit()
    text = said(empty_district, folders, offered(empty_district, YEAR)[RiskPaperKind.SCHOOL])
    assert f"ПРОЕКТ\n{first}\nИвановой-Петровой А.И.\n" in text


_ONE = r"(?<![\d,.])(?:\d*[02-9])?1"
_MANY = r"(?<![\d,.])(?:\d*(?:[05-9]|1\d))"
_WRONG = (
    rf"{_ONE} (школ|учеников|обучающихся|участников|организаций|работ|писем|результатов)\b",
    rf"{_MANY} (школа|школы|ученика?|участника?|организация|работы?|письм[оа]|результата?)\b",
    r"(вошли|вышли|остались|вернулись|преодолели|пропускают|получили|включены|ознакомлены с) \d",
    rf"{_ONE} (?:не )?(вошли|вышли|остались|преодолели|пропускают|получили)",
    r"  |\( | \)| [,.;:](?!\.)|, \(|,,|\.\.|\{",
)


@pytest.mark.parametrize(
    "slip",
    ["есть по 1 организаций", "из 21 школ", "учтено 5 работы", "11 ученика", "вышли 1 школа",
     "школы ознакомлены с 0", "из них 1 не преодолели", "обучающихся, (не прошедших", "список  школ"],
)  # fmt: skip
def test_slips_of_agreement_are_seen(slip):
    assert [wrong for wrong in _WRONG if re.search(wrong, slip)]


@pytest.mark.parametrize("count", [1, 2, 5, 11, 21])
def test_words_agree_with_their_numbers(empty_district, folders, count):
    """Counts of schools, pupils and works that ask for every form of a noun."""
    names = [f"СОШ № {number}" for number in range(1, count + 1)]
    low = [
        result(name, count, 2 * count, subject=subject)
        for name in names
        for subject in ("math", "russian")
    ]
    fill(empty_district, [*low, result("Б", 0, 21)], schools=(*names, "Б", "В"))
    with empty_district.work("Район") as work:
        work.put(Municipality(id=new_id(), name="Лесной район", office_name="отдел образования"))
        work.commit()
    composer = Composer(store=empty_district, folders=folders)
    for kind, paper in offered(empty_district, YEAR).items():
        if kind is RiskPaperKind.REPORT and count > 1:
            continue  # its figures take time, and its sentences are nouns with a dash and a number
        for line in lines(composer.compose(paper)):
            assert not [wrong for wrong in _WRONG if re.search(wrong, line)], line
