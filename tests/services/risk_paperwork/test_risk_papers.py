"""Papers about schools at risk: which there are, what they say, how they are written."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from quality_desktop.documents.model import (
    AppendixMark,
    CornerLetterhead,
    Figure,
    LetterheadBlock,
    Paragraph,
    Table,
)
from quality_desktop.documents.outline_wording import read_outline
from quality_desktop.domain.at_risk.context import ContextIndex
from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool, measure_school_id
from quality_desktop.domain.at_risk.profile import Level, Recommendation
from quality_desktop.domain.at_risk.risk import RiskRule
from quality_desktop.domain.at_risk.risk_lists import ListType, RiskEntry, RiskList
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.partnership import partner_plans, partners
from quality_desktop.services.risk_paperwork import risk_papers, risk_printing
from quality_desktop.services.risk_paperwork.risk_papers import Composer, RiskPaper, RiskPaperKind
from quality_desktop.services.risk_paperwork.risk_printing import LETTERS_FOLDER, Registration
from quality_desktop.services.risk_schools import risk, risk_lists
from quality_desktop.services.school_profile import recommendations
from tests.services.risky import YEAR, fill, result, school_id

DUE = date(2025, 11, 25)
REASONS = (
    "ВПР, математика, 5 класс, 2025: 9 из 24 = 37,5 % ≥ 30 %",
    "ВПР, русский язык, 5 класс, 2025: 5 из 10 = 50,0 % ≥ 30 %",
)


def code(store) -> str:
    return risk.current_code(store=store)


def paper(store, kind, year=YEAR) -> RiskPaper:
    found = risk_papers.of_year(store=store, year=year)
    return next(one for one in found if one.kind is kind)


def made(store, folders, kind, **more):
    return Composer(store=store, folders=folders).compose(paper(store, kind), **more)


def blocks(composed, kind):
    return [
        block
        for section in composed.document.sections
        for block in section.blocks
        if isinstance(block, kind)
    ]


def said(composed) -> str:
    lines = (f"{one.mark} {one.text}".strip() for one in blocks(composed, Paragraph))
    return "\n".join(lines).replace("\u00a0", " ").replace("\u202f", " ")


def cells(table) -> list[list[str]]:
    return [
        ["\n".join(p.text for p in cell.paragraphs).replace("\u00a0", " ").replace("\u202f", " ")
         for cell in row.cells]
        for row in table.rows
    ]  # fmt: skip


@pytest.mark.parametrize("kind", RiskPaperKind)
def test_every_shipped_wording_names_only_what_is_known(kind, folders):
    found = read_outline(folders.wording / f"{kind}.toml", risk_papers.shape_of(kind))
    assert found.parts


def test_papers_of_a_year_are_those_that_have_facts(store):
    keys = [one.key for one in risk_papers.available(store=store)]
    assert keys == [
        f"risk-order-{YEAR}", f"risk-letter-{YEAR}", f"risk-report-{YEAR}", f"risk-plan-{YEAR}",
        f"risk-school-{YEAR}-А",
    ]  # fmt: skip
    assert [one.kind for one in risk_papers.available(store=store) if one.is_draft] == [
        RiskPaperKind.PLAN
    ]


def test_a_file_without_results_offers_nothing(empty_district):
    assert risk_papers.available(store=empty_district) == ()


def test_the_order_prints_the_schools_of_the_list_with_their_reasons(store, folders):
    composed = made(store, folders, RiskPaperKind.ORDER)
    assert "1. Утвердить список общеобразовательных организаций с низкими" in said(composed)
    (table,) = blocks(composed, Table)
    assert cells(table) == [
        [
            "1",
            "А",
            f"{REASONS[0]}\n{REASONS[1]}",
        ]
    ]
    texts = [problem.text for problem in composed.problems]
    assert f"Список ШНОР за {YEAR} год не утверждён: это проект приказа." in texts


def test_an_approved_list_gives_its_order_the_number_and_the_date(store, folders):
    (record,) = store.all(RiskList)
    risk_lists.approve(
        store=store, risk_list=record.id, act_title="приказ", act_number="57",
        act_date=date(2025, 9, 1),
    )  # fmt: skip
    composed = made(store, folders, RiskPaperKind.ORDER)
    (head,) = blocks(composed, LetterheadBlock)
    assert head.number == "№\u00a057"
    assert head.right.date.replace("\u00a0", " ") == "01 сентября 2025 г."
    (mark,) = blocks(composed, AppendixMark)
    assert mark.lines[-1].replace("\u00a0", " ") == "от 01.09.2025 № 57"
    assert not any("не утверждён" in problem.text for problem in composed.problems)


def test_a_list_that_differs_from_the_data_is_told(store, folders):
    with store.work("Новые результаты", kind="load") as work:
        work.put(result("А", 0, 24))
        work.commit()
    composed = made(store, folders, RiskPaperKind.ORDER)
    assert any("Данные изменились" in problem.text for problem in composed.problems)
    (table,) = blocks(composed, Table)
    assert "9 из 24" in cells(table)[0][2]


def test_results_corrected_after_the_list_are_told_beside_its_old_grounds(store, folders):
    note = "основания включения – на день составления списка"
    kinds = (RiskPaperKind.LETTER, RiskPaperKind.REPORT)
    assert all(note not in said(made(store, folders, kind)) for kind in kinds)
    with store.work("Исправление", kind="load") as work:
        work.put(result("А", 10, 24))
        work.commit()
    assert all(note in said(made(store, folders, kind)) for kind in kinds)


def test_a_school_listed_against_the_rule_is_printed_with_the_decision(store, folders):
    found = risk_lists.view(store=store, year=YEAR)
    assert found is not None
    row = next(one for one in found.rows if one.school.id == school_id("Б"))
    risk_lists.decide(store=store, entry=row.entry.id, is_listed=True, decision="по просьбе школы")
    (table,) = blocks(made(store, folders, RiskPaperKind.ORDER), Table)
    assert [row[1] for row in cells(table)] == ["А", "Б"]
    assert "Решение: по просьбе школы" in cells(table)[1][2]


def decide(store, school, *, is_listed, decision):
    found = risk_lists.view(store=store, year=YEAR)
    assert found is not None
    row = next(one for one in found.rows if one.school.id == school_id(school))
    risk_lists.decide(store=store, entry=row.entry.id, is_listed=is_listed, decision=decision)


def test_papers_tell_how_many_schools_the_rule_names_and_how_many_the_office(store, folders):
    decide(store, "А", is_listed=False, decision="малая школа")
    decide(store, "Б", is_listed=True, decision="по просьбе школы")
    letter = said(made(store, folders, RiskPaperKind.LETTER))
    assert "низкие результаты отмечены в 1 организации. Решением управления в список" in letter
    assert "дополнительно включено организаций – 1." in letter
    assert "не включено организаций, отвечающих правилу, – 1." in letter
    assert "Всего в списке организаций – 1 (Приложение" in letter
    composed = made(store, folders, RiskPaperKind.REPORT)
    assert "отмечены в 1 организации, решением управления включено – 1, решением" in said(composed)
    table = next(one for one in blocks(composed, Table) if "До границы, чел." in str(one))
    assert [(row[1], row[3]) for row in cells(table)] == [("Б", "по решению")]


def test_a_school_listed_by_decision_is_told_so_and_the_dynamics_count_it(store, folders):
    more = [result("А", 9, 24, year=YEAR - 1), result("Б", 0, 24, year=YEAR - 1)]
    fill(store, more)
    decide(store, "А", is_listed=False, decision="малая школа")
    decide(store, "Б", is_listed=True, decision="по просьбе школы")
    assert "вошло организаций – 1 (Б)" in said(made(store, folders, RiskPaperKind.REPORT))
    recommendations.add(store=store, school=school_id("Б"), year=YEAR, text="Помочь школе А")
    letter = next(
        one for one in risk_papers.of_year(store=store, year=YEAR) if one.school == school_id("Б")
    )
    told = said(Composer(store=store, folders=folders).compose(letter))
    assert "Организация включена решением отдела образования, хотя правилу отбора" in told
    assert "Решение: по просьбе школы" in told


def test_lists_of_one_act_stand_in_one_order_and_of_two_acts_in_two(store):
    low = next(one for one in store.all(RiskList) if one.type == ListType.LOW)
    hard = replace(low, id=new_id(), type=ListType.DISADVANTAGED.value)
    with store.work("ШНСУ") as work:
        work.put(hard)
        work.commit()
    kinds = [one.kind for one in risk_papers.of_year(store=store, year=YEAR)]
    assert kinds.count(RiskPaperKind.ORDER) == 1
    with store.work("ШНСУ") as work:
        work.put(replace(hard, act_title="приказ", act_number="9", act_date=DUE))
        work.commit()
    orders = [
        one
        for one in risk_papers.of_year(store=store, year=YEAR)
        if one.kind is RiskPaperKind.ORDER
    ]
    assert [one.key for one in orders] == [f"risk-order-{YEAR}", f"risk-order-{YEAR}-2"]
    assert [one.sorts for one in orders] == [(ListType.LOW,), (ListType.DISADVANTAGED,)]


def test_the_letter_tells_sums_of_the_district_and_not_means_of_percents(store, folders):
    composed = made(store, folders, RiskPaperKind.LETTER)
    # 9 + 5 + 1 + 0 of 24 + 10 + 24 + 20.
    assert "доля низких результатов в целом – 19,2 %, или 15 из 78 результатов" in said(composed)
    assert "Результаты есть по 2 организациям из 3" in said(composed)
    assert "низкие результаты отмечены в 1 организации" in said(composed)
    works = cells(blocks(composed, Table)[0])
    assert works[0][:6] == ["1", "ВПР, математика, 5 класс", "2", "48", "10", "20,8 %"]


def test_works_of_too_few_participants_are_not_in_the_sums_of_the_letter(store, folders):
    terms = risk.terms(store=store, rule=code(store), min_participants=20)
    risk_lists.make_draft(store=store, year=YEAR, terms=terms, today=DUE, rule=code(store))
    works = cells(blocks(made(store, folders, RiskPaperKind.LETTER), Table)[0])
    assert works[1][1:6] == ["ВПР, русский язык, 5 класс", "1", "20", "0", "0,0 %"]


def test_a_school_gets_its_own_recommendations_by_level(store, folders):
    composed = made(store, folders, RiskPaperKind.SCHOOL, number="57", due=DUE)
    (head,) = blocks(composed, CornerLetterhead)
    lines = [line.replace("\u00a0", " ") for line in head.addressee]
    assert lines == ["Директору", "А", "Линейкиной А.Р."]  # nobody knows a case of «А»
    text = said(composed)
    assert "– ВПР, математика, 5 класс, 2025: 9 из 24 = 37,5 % ≥ 30 %;" in text
    assert "Руководителю организации\n1. Утвердить план.\nПедагогам\n2. Провести урок." in text
    assert "в срок до 25 ноября 2025 года" in text
    assert head.registration[0].endswith("№\u00a057")
    assert head.right.heading == ("Отдел образования",)


def test_a_struck_recommendation_is_not_sent(store, folders):
    one = next(r for r in store.all(Recommendation) if r.level == Level.TEACHER)
    recommendations.strike(store=store, recommendations=[one.id])
    assert "Провести урок" not in said(made(store, folders, RiskPaperKind.SCHOOL))


def test_a_recommendation_whose_ground_is_gone_is_told_to_the_office_only(store, folders):
    one = next(r for r in store.all(Recommendation) if r.level == Level.TEACHER)
    with store.work("Данные изменились") as work:
        work.put(replace(one, cited=recommendations.NOT_MET))
        work.commit()
    composed = made(store, folders, RiskPaperKind.SCHOOL)
    assert "не выполняется" not in said(composed)
    assert any("не выполняется" in problem.text for problem in composed.problems)


def test_the_report_has_its_figures_with_words_for_those_who_cannot_see(store, folders):
    composed = made(store, folders, RiskPaperKind.REPORT)
    figures = blocks(composed, Figure)
    captions = [one.caption.replace("\u00a0", " ") for one in figures]
    assert [caption.partition(" –")[0] for caption in captions] == ["Рисунок 1", "Рисунок 2"]
    assert all(one.alt and one.image.startswith(b"\x89PNG") for one in figures)
    assert "Сравнить с предыдущим годом нельзя" in said(composed)


def test_the_report_names_who_came_and_who_left(store, folders):
    with store.work("Прошлый год", kind="load") as work:
        work.put(result("Б", 20, 24, year=YEAR - 1))
        work.put(result("Б", 20, 24, year=YEAR - 1, subject="russian"))
        work.put(result("А", 0, 24, year=YEAR - 1))
        work.commit()
    text = said(made(store, folders, RiskPaperKind.REPORT))
    assert "в список вошло организаций – 1 (А), осталось – 0, вышло – 1 (Б)" in text


def test_the_joint_plan_prints_the_lines_of_every_pair(store, folders):
    terms = risk.terms(store=store, rule=code(store))
    reference = folders.reference
    partners.choose(
        store=store, year=YEAR, school=school_id("А"), partner=school_id("Б"), terms=terms,
        reference=reference,
    )  # fmt: skip
    found = partner_plans.joint_plan(store=store, year=YEAR).plans[0]
    partner_plans.write(
        store=store, partnership=found.record.id,
        edits=[RowEdit(record=None, values={"title": "Открытые уроки", "dates": "ноябрь"})],
    )  # fmt: skip
    partners.set_due(store=store, year=YEAR, due=DUE)
    composed = made(store, folders, RiskPaperKind.PLAN)
    pairs, steps = blocks(composed, Table)
    assert cells(pairs)[0][1:3] == ["А", "Б"]
    assert cells(pairs)[0][4] == "25.11.2025"
    assert cells(steps) == [["А – Б"], ["1", "Открытые уроки", "ноябрь", "", ""]]
    assert "до 25 ноября 2025 года" in said(made(store, folders, RiskPaperKind.LETTER))


def test_the_joint_plan_is_a_draft_until_the_list_is_approved_and_nobody_is_alone(store, folders):
    terms = risk.terms(store=store, rule=code(store))
    partners.choose(
        store=store, year=YEAR, school=school_id("А"), partner=school_id("Б"), terms=terms,
        reference=folders.reference,
    )  # fmt: skip
    assert paper(store, RiskPaperKind.PLAN).is_draft
    (pair,) = partner_plans.joint_plan(store=store, year=YEAR).plans
    partner_plans.write(
        store=store, partnership=pair.record.id,
        edits=[RowEdit(record=None, values={"title": "Открытые уроки", "dates": "ноябрь"})],
    )  # fmt: skip
    (record,) = store.all(RiskList)
    risk_lists.approve(
        store=store, risk_list=record.id, act_title="приказ", act_number="57",
        act_date=date(2025, 9, 1),
    )  # fmt: skip
    assert not paper(store, RiskPaperKind.PLAN).is_draft
    entry = next(one for one in store.all(RiskEntry) if one.school == school_id("В"))
    with store.work("Ещё школа") as work:
        work.put(replace(entry, is_listed=True))
        work.commit()
    assert paper(store, RiskPaperKind.PLAN).is_draft
    composed = made(store, folders, RiskPaperKind.PLAN)
    assert [row[1:3] for row in cells(blocks(composed, Table)[0])] == [
        ["А", "Б"], ["В", "не подобрана"],
    ]  # fmt: skip
    assert "В: школа-партнёр не подобрана." in [one.text for one in composed.problems]


def test_the_effect_report_shows_before_and_after(store, folders):
    measure = Measure(
        id=new_id(), title="Курсы", starts=date(2024, 9, 1), ends=date(2025, 3, 1), subject="math"
    )
    with store.work("Мера", kind="load") as work:
        work.put(result("А", 12, 24, year=YEAR - 1))
        work.put(measure)
        work.put(
            MeasureSchool(
                id=measure_school_id(measure.id, school_id("А")),
                measure=measure.id,
                school=school_id("А"),
            )
        )
        work.commit()
    composed = made(store, folders, RiskPaperKind.EFFECT)
    (table,) = blocks(composed, Table)
    assert cells(table)[0][1:5] == ["А", "50,0 % (12 из 24)", "37,5 % (9 из 24)", "−12,5 п. п."]
    assert "не доказывает причину" in said(composed)
    assert len(blocks(composed, Figure)) == 1


def test_a_paper_is_written_in_both_formats(store, folders, tmp_path):
    written = risk_printing.write(
        store=store, paper=paper(store, RiskPaperKind.ORDER), folder=tmp_path,
        formats=("docx", "pdf"), folders=folders,
    )  # fmt: skip
    assert [file.name for file in written.files] == [
        f"risk-order-{YEAR}.docx",
        f"risk-order-{YEAR}.pdf",
    ]
    assert all(file.stat().st_size for file in written.files)


def test_letters_are_numbered_in_the_order_of_names(store, folders, tmp_path):
    recommendations.add(store=store, school=school_id("Б"), year=YEAR, text="Помочь школе А")
    told: list[tuple[int, int]] = []
    batch = risk_printing.write_letters(
        store=store, year=YEAR, folder=tmp_path, formats=("docx",), folders=folders,
        registration=Registration(first=9, suffix="/01-12"),
        progress=lambda done, total, _text: told.append((done, total)),
    )  # fmt: skip
    assert batch.letters == 2
    assert [file.name for file in batch.files] == ["1 А.docx", "2 Б.docx"]
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert Registration().number(1) == ""


def test_the_information_letter_has_the_first_number_and_the_date_of_the_letters(
    store, folders, tmp_path
):
    wanted = {RiskPaperKind.LETTER, RiskPaperKind.SCHOOL, RiskPaperKind.REPORT}
    papers = [one for one in risk_papers.of_year(store=store, year=YEAR) if one.kind in wanted]
    batch = risk_printing.write_all(
        store=store, papers=papers, folder=tmp_path, formats=("docx",), folders=folders,
        registration=Registration.of("01-12/7", dated=DUE),
    )  # fmt: skip
    texts = {file.name: docx_text(file) for file in batch.files}
    numbered = {
        name: next((n for n in ("01-12/7", "01-12/8") if n in text), "")
        for name, text in texts.items()
    }
    (about,) = (name for name in texts if name.startswith("Информационное письмо"))
    (report,) = (name for name in texts if name.startswith("Аналитический отчёт"))
    assert (numbered[about], numbered[report], numbered["1 А.docx"]) == ("01-12/7", "", "01-12/8")
    assert "25.11.2025" in texts[about]


def docx_text(path) -> str:
    with zipfile.ZipFile(path) as made:
        words = made.read("word/document.xml").decode().replace("<w:noBreakHyphen/>", "-")
        return re.sub(r"<[^>]+>", "", words)


@pytest.mark.parametrize(
    ("first", "following"),
    [
        ("57", "58"),
        ("01-12/5", "01-12/6"),
        ("01-12/05", "01-12/06"),
        ("57/01-12", "58/01-12"),
        ("099", "100"),
        ("01-05-9", "01-05-10"),
        ("57-о", "58-о"),
        ("", ""),
    ],
)
def test_numbers_of_letters_go_on_as_the_office_writes_them(first, following):
    registration = Registration.of(first)
    assert [registration.number(place) for place in (0, 1)] == [first, following]


def test_a_number_by_the_pattern_of_the_office_goes_on_in_its_running_part():
    registration = Registration.of("№ 15-11/2026", pattern="{n}-{month:02}/{year}")
    assert [registration.number(place) for place in (0, 1)] == ["15-11/2026", "16-11/2026"]


@pytest.mark.parametrize("written", ["исх. 57", "о", "1234567890", "/"])
def test_a_number_of_a_letter_that_is_none_is_refused(written):
    with pytest.raises(QualityError, match="нужно число"):
        Registration.of(written)


@pytest.mark.parametrize("moment", [1, 2])
def test_a_cancelled_batch_leaves_nothing(store, folders, tmp_path, moment):
    recommendations.add(store=store, school=school_id("Б"), year=YEAR, text="Помочь школе А")

    def stop(done: int, _total: int, _text: str) -> None:
        if done == moment:
            raise InterruptedError

    papers = risk_papers.of_year(store=store, year=YEAR)[-2:]
    with pytest.raises((InterruptedError, QualityError)):
        risk_printing.write_all(
            store=store, papers=papers, folder=tmp_path / "новая", formats=("docx",),
            folders=folders, progress=stop,
        )  # fmt: skip
    assert list((tmp_path / "новая").iterdir()) == []


def test_papers_that_cannot_all_be_put_in_place_leave_the_folder_as_it_was(
    store, folders, tmp_path
):
    recommendations.add(store=store, school=school_id("Б"), year=YEAR, text="Помочь школе А")
    papers = risk_papers.of_year(store=store, year=YEAR)[-2:]
    (tmp_path / f"{papers[0].title}.docx").write_text("прежнее", encoding="utf-8")
    (tmp_path / risk_printing.LETTERS_FOLDER).write_text("не папка", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(QualityError):
        risk_printing.write_all(
            store=store, papers=papers, folder=tmp_path, formats=("docx",), folders=folders
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    kept = tmp_path / f"{papers[0].title}.docx"
    assert kept.read_text(encoding="utf-8") == "прежнее"


def test_all_papers_of_a_year_are_written_at_once(store, folders, tmp_path):
    folder = tmp_path / "документы"
    batch = risk_printing.write_all(
        store=store, papers=risk_papers.of_year(store=store, year=YEAR), folder=folder,
        formats=("docx",), folders=folders,
    )  # fmt: skip
    assert (folder / LETTERS_FOLDER / "1 А.docx") in batch.files
    assert {path.name for path in folder.iterdir()} == {
        f"Информационное письмо по итогам {YEAR} года.docx",
        f"Приказ об утверждении списка ШНОР за {YEAR} год.docx",
        f"План взаимодействия школ за {YEAR} год (проект).docx",
        f"Аналитический отчёт за {YEAR} год.docx",
        LETTERS_FOLDER,
    }  # fmt: skip


def test_nothing_to_write_is_refused(store, folders, tmp_path):
    with pytest.raises(QualityError, match="Отметьте"):
        risk_printing.write_all(
            store=store, papers=(), folder=tmp_path, formats=("docx",), folders=folders
        )
    with pytest.raises(QualityError, match="Рекомендаций школам за 1999 год нет"):
        risk_printing.write_letters(
            store=store, year=1999, folder=tmp_path, formats=("docx",), folders=folders
        )


def test_a_school_that_is_gone_and_a_list_that_is_gone_are_refused(store, folders):
    composer = Composer(store=store, folders=folders)
    gone = replace(paper(store, RiskPaperKind.SCHOOL), school=new_id())
    with pytest.raises(QualityError, match="больше нет"):
        composer.compose(gone)
    with pytest.raises(QualityError, match="больше нет"):
        composer.compose(replace(paper(store, RiskPaperKind.ORDER), year=1999))


def test_the_report_of_a_whole_district_has_all_its_chapters(district, folders):
    composed = Composer(store=district, folders=folders).compose(
        paper(district, RiskPaperKind.REPORT, year=2026)
    )
    text = said(composed)
    for chapter in ("4. Динамика", "5. Социальный контекст", "6. Объективность", "7. Адресная"):
        assert chapter in text
    assert "собственный показатель управления, а не официальный" in text
    # The made-up district has a silent school in hard conditions: it is not «without low results».
    assert "без низких результатов – 0, в сложных условиях без данных о результатах – 1" in text
    assert "Признак не доказывает необъективность" in text
    assert len(blocks(composed, Figure)) == 4
    assert any("Список за 2026 год не составлен" in p.text for p in composed.problems)


def test_chapters_that_cannot_be_made_are_told(store, folders):
    with store.work("Без индекса") as work:
        for index in store.all(ContextIndex):
            work.put(replace(index, is_current=False))
        work.commit()
    composed = made(store, folders, RiskPaperKind.REPORT)
    assert any("нет раздела о социальном контексте" in p.text for p in composed.problems)
    assert "Социальный контекст" not in said(composed)


def test_without_a_list_the_letter_names_schools_by_the_rule(store, folders):
    (record,) = store.all(RiskList)
    with store.work("Без списка") as work:
        for entry in store.all(RiskEntry, list=record.id):
            work.delete(RiskEntry, entry.id)
        work.delete(RiskList, record.id)
        work.commit()
    composed = made(store, folders, RiskPaperKind.LETTER)
    assert cells(blocks(composed, Table)[1])[0][1:] == ["А", f"{REASONS[0]}\n{REASONS[1]}"]
    assert composed.problems[0].text.startswith("Список за 2025 год не составлен")


def test_without_a_rule_to_apply_only_papers_of_lists_are_offered(store):
    (record,) = store.all(RiskList)
    with store.work("Без порога") as work:
        for rule in store.all(RiskRule):
            work.put(replace(rule, share=""))
        work.put(result("А", 1, 24, year=YEAR - 1))
        work.commit()
    years = {one.year for one in risk_papers.available(store=store)}
    assert years == {record.year}
