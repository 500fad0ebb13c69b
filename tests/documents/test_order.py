"""Facts drive the order: a changed fact changes the places that depend on it and no other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from quality_desktop.documents.model import LetterheadBlock, Paragraph, Signature, Table
from quality_desktop.domain.cycle import CardRow, card_row_id, stage_id
from quality_desktop.domain.directions import Direction, direction_id, group_id
from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.paper_kinds import PaperField
from quality_desktop.domain.paperwork import Appendix, PaperDeadline
from quality_desktop.domain.programme import (
    ActivityLine,
    CollectionMethod,
    Goal,
    Indicator,
    Programme,
    Task,
)
from quality_desktop.domain.records import new_id
from quality_desktop.domain.responsibility import Assignment, Role
from tests.documents.district import District, differences, said

MATRIX, CARD, PROGRAMME = "1", "2", "3"
CLAUSES = (
    "heading", "preamble", "coordinators", "operator", "operator-duties",
    "operator-duties.site-tab", "operator-duties.freshness", "executors", "executors-duties",
    "executors-duties.programmes", "executors-duties.links", "card", "programme", "reporting",
    "supervision", "control",
)  # fmt: skip


@pytest.fixture
def district() -> District:
    return District.sample()


@pytest.fixture
def changed(district):
    """What is said differently since the beginning of the test."""
    before = district.compose().document

    def compare():
        return differences(before, district.compose().document)

    return compare


def programme_key(district) -> str:
    return f"programme:{district.one(Programme).id}"


def test_the_same_facts_give_the_same_order(district):
    assert district.compose() == District.sample().compose()


def test_the_pieces_of_the_text_come_in_the_order_of_the_wording(district):
    keys = [clause.key.partition(":")[0] for clause in district.compose().clauses]
    assert tuple(keys) == CLAUSES


def test_an_editor_gets_the_text_without_no_break_spaces(district):
    for clause in district.compose().clauses:
        assert "\u00a0" not in clause.text + clause.composed


def test_the_only_finding_about_the_real_order_is_its_lost_signature(district):
    texts = [problem.text for problem in district.compose().problems]
    assert texts == ["Не указано, кто подписывает приказ: впишите фамилию, имя и отчество."]


def test_the_properties_of_the_file_say_what_it_is(district):
    document = district.compose().document
    assert (document.key, document.title) == ("order-1048", "Приказ от 05.07.2021 № 1048")
    assert document.author.startswith("Управление образования муниципального района")
    assert document.subject.startswith("О совершенствовании")


def addressed(names: str) -> str:
    return f"5. Ответственным исполнителям ({names}, Таратуниной Д.В., Шерсткиной Е.А.):"


def test_another_executor_changes_the_cell_and_the_list_of_names(district, changed):
    (was, _) = district.assigned("2.3", Role.EXECUTOR)
    district.drop(was)
    district.assign("2.3", Role.EXECUTOR, district.add_person("Ёлкин", gender="m"))
    assert changed() == {
        "executors-duties": (
            addressed("Вахрушиной Э.Ф., Доценко Т.И., Мастрюковой Л.И., Найденовой А.Н."),
            addressed("Вахрушиной Э.Ф., Доценко Т.И., Ёлкину А.Б., Мастрюковой Л.И."),
        ),
        f"{MATRIX}/2.3.1/3": ("Найденова А.Н., ИМЦ", "Ёлкин А.Б., ИМЦ"),
    }


def test_a_third_coordinator_changes_the_clause_and_the_cell(district, changed):
    third = district.add_person("Ахметова", position="ведущий специалист Управления образования")
    (was,) = district.assigned("2.5", Role.COORDINATOR)
    district.drop(was)
    district.assign("2.5", Role.COORDINATOR, third)
    found = changed()
    assert set(found) == {"coordinators", f"{MATRIX}/2.5.1/2"}
    assert found["coordinators"][1].endswith(
        "Мастрюкову Л.И., главного инспектора Управления образования, Шерсткину Е.А., главного "
        "инспектора Управления образования, и Ахметову А.Б., ведущего специалиста Управления "
        "образования."
    )


def test_one_coordinator_alone_is_spoken_of_in_the_singular(district, changed):
    kept = district.person("Мастрюкова")
    for assignment in district.all(Assignment, role="coordinator"):
        district.change(assignment, person=kept.id)
    found = changed()
    clauses = {key for key in found if "/" not in key}
    assert clauses == {"coordinators", "reporting"}
    assert found["coordinators"][1].startswith("1. Определить координатором деятельности")
    assert found["coordinators"][1].endswith("Мастрюкову Л.И., главного инспектора Управления "
                                             "образования.")  # fmt: skip
    assert "информации Координатору в сроки" in found["reporting"][1]
    assert found["reporting"][1].endswith("по запросу Координатора.")


def test_a_new_date_of_the_order_changes_the_letterhead_and_the_marks_of_appendices(
    district, changed
):
    district.change(district.paper, dated=date(2021, 6, 9))
    found = changed()
    assert set(found) == {
        "0/LetterheadBlock", "1/AppendixMark", "2/AppendixMark", "3/AppendixMark",
    }  # fmt: skip
    assert "09 июнь 2021 й." in found["0/LetterheadBlock"][1]
    assert "09 июня 2021 г." in found["0/LetterheadBlock"][1]
    assert found["2/AppendixMark"][1] == (
        "Приложение № 2 | к приказу Управления образования | от 09.06.2021 № 1048"
    )


@pytest.mark.parametrize(
    ("code", "clause", "words"),
    [
        ("site_tab", "operator-duties.site-tab", "в срок до 02 сентября 2021 г. обеспечить"),
        ("programmes", "executors-duties.programmes", "до 2 сентября 2021 года разработать"),
        ("links", "executors-duties.links", "до 2 сентября 2021 года предоставить"),
    ],
)
def test_a_new_deadline_changes_its_own_item(district, changed, code, clause, words):
    district.change(district.one(PaperDeadline, code=code), due=date(2021, 9, 2))
    found = changed()
    assert set(found) == {clause}
    assert words in found[clause][1]


def test_an_order_writes_all_its_dates_alike_unless_the_office_keeps_a_form_of_its_own(district):
    assert "в срок до 01 августа 2021 г. " in said(district.compose().document)[
        "operator-duties.site-tab"
    ].replace("\u00a0", " ")
    district.drop(*district.all(PaperField))
    text = " ".join(said(district.compose().document).values()).replace("\u00a0", " ")
    assert "в срок до 1 августа 2021 года " in text
    assert re.search(r"до \d+ [а-я]+ 2021 г\.", text) is None


def test_a_missing_deadline_leaves_its_words_out_and_is_reported(district):
    district.drop(district.one(PaperDeadline, code="site_tab"))
    composed = district.compose()
    text = said(composed.document)["operator-duties.site-tab"]
    assert text.startswith("– обеспечить функционирование")
    assert "Не указан срок (открыть вкладку на официальном сайте): впишите его." in [
        problem.text for problem in composed.problems
    ]


def test_a_deadline_before_the_order_is_reported(district):
    district.change(district.one(PaperDeadline, code="links"), due=date(2021, 7, 4))
    assert (
        "Срок 04.07.2021 (предоставить ссылки на документы и мероприятия) раньше даты приказа 05.07.2021: "
        "проверьте."
    ) in [problem.text for problem in district.compose().problems]


def test_a_tenth_direction_adds_a_row_and_nothing_else(district, changed):
    district.put(
        Direction(
            id=direction_id("2020", "2.6"), group=group_id("2020", "2"), code="2.6",
            title="Система новая", place=99,
        )
    )  # fmt: skip
    district.assign("2.6", Role.COORDINATOR, district.person("Мастрюкова"))
    district.assign("2.6", Role.EXECUTOR, district.person("Доценко"))
    assert changed() == {
        f"{MATRIX}/2.6.1/0": (None, "2.6"),
        f"{MATRIX}/2.6.1/1": (None, "Система новая"),
        f"{MATRIX}/2.6.1/2": (None, "Мастрюкова Л.И."),
        f"{MATRIX}/2.6.1/3": (None, "Доценко Т.И."),
    }


def test_a_man_in_place_of_a_woman_is_declined_as_a_man(district, changed):
    man = replace(
        district.person("Шерсткина"), surname="Шерсткин", gender="m", given="П.", patronymic="С."
    )
    district.put(man)
    found = changed()
    assert {key for key in found if "/" not in key} == {"coordinators", "executors-duties"}
    assert "Шерсткина П.С., главного инспектора" in found["coordinators"][1]
    assert "Шерсткину П.С.)" in found["executors-duties"][1]
    assert {found[key][1] for key in found if "/1.4.1/" in key} == {
        "Шерсткин П.С.", "Шерсткин П.С., ИМЦ",
    }  # fmt: skip


def test_a_new_position_changes_the_clause_that_names_it(district, changed):
    district.change(district.person("Гомзова"), position="заведующая методическим кабинетом")
    found = changed()
    assert set(found) == {"operator"}
    assert found["operator"][1].endswith("Гомзову Е.Б., заведующую методическим кабинетом.")


def test_every_programme_has_its_clause_and_its_appendix(district, changed):
    second = Programme(id=new_id(), direction=direction_id("2020", "2.4"), year=2021)
    district.put(
        second,
        Goal(id=new_id(), programme=second.id, number=1, text="Цель."),
        Appendix(
            id=new_id(), paper=district.paper.id, number=4, content="programme",
            programme=second.id,
        ),
    )  # fmt: skip
    found = changed()
    added = {key: now for key, (was, now) in found.items() if was is None}
    assert added[f"programme:{second.id}"] == (
        "8. Утвердить Муниципальную программу (комплекс мер) по совершенствованию показателя "
        "оценки механизмов управления качеством образовательной деятельности в МР Ишимбайский "
        "район Республики Башкортостан «Система методической работы» (Приложение № 4)."
    )
    assert added["4/AppendixMark"].startswith("Приложение № 4")
    assert {key: now[:3] for key, (was, now) in found.items() if was is not None} == {
        "reporting": "9. ", "supervision": "10.", "control": "11.",
    }  # fmt: skip


def test_without_a_programme_its_clause_and_appendix_are_gone(district, changed):
    district.drop(district.one(Appendix, content="programme"))
    found = changed()
    assert found.pop(programme_key(district))[1] is None
    assert {key for key, (_, now) in found.items() if now is None} == {
        key for key in found if key.startswith(f"{PROGRAMME}/")
    }
    assert {key: now[:2] for key, (_, now) in found.items() if now is not None} == {
        "reporting": "7.", "supervision": "8.", "control": "9.",
    }  # fmt: skip


def test_numbers_of_appendices_follow_their_order(district, changed):
    district.drop(district.one(Appendix, content="matrix"))
    found = changed()
    assert found["card"][1].endswith("(Приложение № 1).")
    assert found[programme_key(district)][1].endswith("(Приложение № 2).")
    assert found["executors"][1] is None
    assert found["executors-duties.programmes"][1].endswith("в рамках компетенции;")


def test_a_single_appendix_has_no_number(district):
    district.drop(
        district.one(Appendix, content="card"), district.one(Appendix, content="programme")
    )
    texts = said(district.compose().document)
    assert texts["executors"].endswith("каждого исполнителя (Приложение).")
    assert texts["executors-duties.programmes"].endswith("компетенции, определенной в Приложении;")
    assert texts["1/AppendixMark"].startswith("Приложение | к приказу")


def test_an_order_without_appendices_is_one_section(district):
    district.drop(*district.all(Appendix))
    document = district.compose().document
    assert [section.orientation for section in document.sections] == ["portrait"]


def test_appendices_lie_on_their_side(district):
    document = district.compose().document
    assert [s.orientation for s in document.sections] == ["portrait", *["landscape"] * 3]


def test_without_an_operator_his_clauses_are_gone_and_the_rest_is_renumbered(district, changed):
    district.drop(*district.all(Assignment, role="operator"))
    found = changed()
    gone = {key for key, (_, now) in found.items() if now is None}
    assert gone == {
        "operator", "operator-duties", "operator-duties.site-tab", "operator-duties.freshness",
        "executors-duties.links",
    }  # fmt: skip
    assert found["executors"][1].startswith("2. ")
    assert found["control"][1].startswith("8. ")
    assert found["executors-duties.programmes"][1].endswith("в Приложении № 1.")
    problems = [problem.text for problem in district.compose().problems]
    assert "Не назначен муниципальный оператор: пунктов о нем в приказе нет." in problems
    assert not any("Не указан срок" in text for text in problems)


def test_an_operator_without_a_person_is_named_alone(district, changed):
    district.change(district.one(Assignment, role="operator"), person=None)
    found = changed()
    assert set(found) == {"operator"}
    assert found["operator"][1].endswith("Ишимбайский район РБ (далее – ГРЦПИ).")


def test_an_operator_without_a_unit_is_named_by_position(district, changed):
    district.change(district.one(Assignment, role="operator"), unit=None)
    found = changed()
    assert set(found) == {"operator"}
    assert found["operator"][1].endswith("качеством образования Гомзову Е.Б., директора ГРЦПИ.")


def test_two_operators_are_spoken_of_in_the_plural(district, changed):
    unit = Unit(id=new_id(), name="Центр развития образования")
    who = district.add_person("Исламов", gender="m", position="")
    district.put(unit)
    district.assign("2.5", Role.OPERATOR, unit)
    (own,) = district.assigned("2.5", Role.OPERATOR)
    district.change(own, person=who.id)
    found = changed()
    assert set(found) == {"operator", "operator-duties", "executors-duties.links"}
    assert found["operator"][1].startswith("2. Определить муниципальными операторами")
    assert found["operator"][1].endswith(
        "(далее – ГРЦПИ) и Центр развития образования и назначить ответственными за данное "
        "направление работы Гомзову Е.Б., директора ГРЦПИ, и Исламова А.Б."
    )
    assert found["operator-duties"][1] == "3. Муниципальным операторам:"
    assert found["executors-duties.links"][1].endswith("рекомендациями муниципальным операторам.")


def test_without_coordinators_their_clauses_are_gone_and_it_is_reported(district, changed):
    district.drop(*district.all(Assignment, role="coordinator"))
    found = changed()
    assert {key for key, (_, now) in found.items() if now is None} == {"coordinators", "reporting"}
    assert found[f"{MATRIX}/1.1.1/2"] == ("Мастрюкова Л.И.", "")
    assert "Не назначен ни один координатор: пунктов о координаторах в приказе нет." in [
        problem.text for problem in district.compose().problems
    ]


def test_without_people_among_executors_their_duties_are_left_out(district, changed):
    for assignment in district.all(Assignment, role="executor"):
        if assignment.person is not None:
            district.drop(assignment)
    found = changed()
    assert found["executors-duties"][1] is None
    assert found["card"][1].startswith("5. ")


def test_one_executor_is_spoken_of_in_the_singular(district, changed):
    kept = district.person("Доценко")
    for assignment in district.all(Assignment, role="executor"):
        if assignment.person is not None:
            district.change(assignment, person=kept.id)
    assert changed()["executors-duties"][1] == "5. Ответственному исполнителю (Доценко Т.И.):"


def test_control_can_be_laid_on_somebody(district, changed):
    district.change(district.paper, controller=district.person("Вахрушина").id)
    found = changed()
    assert set(found) == {"control"}
    assert found["control"][1] == (
        "10. Контроль за исполнением настоящего приказа возложить на заместителя начальника "
        "Управления образования Вахрушину Э.Ф."
    )


def test_without_a_supervisor_the_clause_is_gone_and_it_is_reported(district, changed):
    district.change(district.paper, supervisor=None)
    found = changed()
    assert found["supervision"][1] is None
    assert found["control"][1].startswith("9. ")
    assert "Не указано, кто осуществляет общее руководство." in [
        problem.text for problem in district.compose().problems
    ]


def test_a_supervisor_without_a_position_is_named_and_reported(district, changed):
    district.change(district.person("Вахрушина"), position="")
    assert changed()["supervision"][1].endswith("возложить на Вахрушину Э.Ф.")
    assert "Не указана должность человека, которого приказ называет по должности." in [
        problem.text for problem in district.compose().problems
    ]


def test_the_number_of_the_order_stands_in_the_letterhead_and_in_the_marks(district, changed):
    district.change(district.paper, number="15-ОД")
    assert set(changed()) == {
        "0/LetterheadBlock", "1/AppendixMark", "2/AppendixMark", "3/AppendixMark",
    }  # fmt: skip


def test_a_draft_leaves_places_for_number_and_date(district):
    district.change(district.paper, number="", dated=None)
    composed = district.compose()
    head = composed.document.sections[0].blocks[0]
    assert isinstance(head, LetterheadBlock)
    assert (head.number, head.right.date) == ("№\u00a0____________", "____________")
    assert said(composed.document)["1/AppendixMark"] == (
        "Приложение № 1 | к приказу Управления образования | от ____________ № ____________"
    )
    assert composed.document.title == "Приказ"
    assert [p.place.rpartition(":")[2] for p in composed.problems][:2] == ["number", "dated"]


def test_names_of_the_district_come_from_its_card(district, changed):
    (card,) = [district.facts().municipality]
    district.change(
        card, name="Заокский район", official_name="муниципальное образование Заокский район",
        abbreviation="МО Заокский район", region="Тульская область",
        office_term="Комитет по образованию",
    )  # fmt: skip
    texts = said(district.compose().document)
    assert texts["heading"].endswith("в Заокском районе")
    assert "руководство деятельностью Комитета по образованию" in texts["supervision"]
    assert "качеством образования Заокского района" in texts["supervision"]
    assert "в МО Заокский район Тульской области «" in texts[programme_key(district)]
    assert "к приказу Комитета по образованию" in texts["1/AppendixMark"]
    order = [text for key, text in texts.items() if "/" not in key and key != "operator"]
    assert not any("Ишимбай" in text.replace("муниципального района Ишимбайский район", "")
                   for text in order)  # fmt: skip


def test_a_town_written_with_its_abbreviation_takes_the_case(district):
    (card,) = [district.facts().municipality]
    district.change(card, abbreviation="г. Лесосибирск", region="Красноярский край")
    programme = said(district.compose().document)[programme_key(district)]
    assert "в г. Лесосибирске Красноярского края «" in programme


def test_a_card_with_holes_leaves_neither_empty_brackets_nor_two_spaces(district):
    (card,) = [district.facts().municipality]
    district.change(card, abbreviation="", office_term="", region="")
    texts = said(district.compose().document)
    assert "(далее – Координатор)" in texts["coordinators"]
    assert "в муниципальном районе Ишимбайский район «" in texts[programme_key(district)]
    assert not [text for text in texts.values() if "  " in text]


def test_a_number_typed_with_its_sign_is_printed_with_one(district):
    district.change(district.paper, number="№ 15-од")
    composed = district.compose()
    head = composed.document.sections[0].blocks[0]
    assert isinstance(head, LetterheadBlock)
    assert head.number == "№\u00a015-од"
    assert said(composed.document)["1/AppendixMark"].endswith("от 05.07.2021 № 15-од")
    assert composed.document.title == "Приказ от 05.07.2021 № 15-од"


@pytest.mark.parametrize(
    ("typed", "inside", "signed"),
    [
        ("Главный инспектор", "главного инспектора", "Главный инспектор"),
        ("И.о. начальника отдела", "и.о. начальника отдела", "И.о. начальника отдела"),
        ("начальник отдела\nобразования", "начальника отдела образования", "Начальник отдела"),
        ("IT-директор", "IT-директора", "IT-директор"),
    ],
)
def test_a_position_has_a_small_letter_inside_a_sentence_and_a_capital_in_a_signature(
    district, typed, inside, signed
):
    someone = district.one(Person, surname="Вахрушина")
    district.change(someone, position=typed)
    district.change(district.paper, signatory=someone.id)
    document = district.compose().document
    assert said(document)["supervision"].endswith(f"возложить на {inside} Вахрушину Э.Ф.")
    (signature,) = [b for b in document.sections[0].blocks if isinstance(b, Signature)]
    assert signature.position.splitlines()[0] == signed


def test_an_executor_known_by_initials_is_marked_without_a_space_between_them(district):
    someone = district.one(Person, surname="Шерсткина")
    district.change(district.paper, executor=someone.id)
    assert said(district.compose().document)["0/ExecutorMark"] == "Шерсткина Е.А."


def test_an_edited_stage_changes_its_row_of_the_card(district, changed):
    row = district.one(CardRow, stage=stage_id(3))
    district.change(row, operator="публикация")
    assert changed() == {
        f"{CARD}/3.1/5": ("размещение информации на официальном ресурсе", "публикация")
    }


def test_an_empty_cell_that_goes_to_print_is_a_finding_of_the_order(district):
    district.drop(*district.assigned("2.3", Role.EXECUTOR))
    found = [problem for problem in district.compose().problems if "2.3" in problem.text]
    (problem,) = found
    assert problem.text == (
        "Приложение 1: у направления 2.3 нет исполнителей, "
        "ячейка печатается пустой: заполните её в матрице."
    )
    district.drop(*district.all(Appendix, content="matrix"))
    assert not [problem for problem in district.compose().problems if "2.3" in problem.text]


def test_an_override_of_one_direction_does_not_touch_the_common_card(district, changed):
    direction, stage = direction_id("2020", "1.2"), stage_id(3)
    district.put(
        CardRow(id=card_row_id(stage, direction), stage=stage, direction=direction, actions="Х")
    )
    assert changed() == {}


def test_a_line_of_activity_without_indicators_keeps_its_row(district):
    district.put(
        ActivityLine(id=new_id(), programme=district.one(Programme).id, number=4, title="- новое")
    )
    table = district.compose().document.sections[3].blocks[-1]
    assert isinstance(table, Table)
    last = table.rows[-1]
    assert [cell.row_span for cell in last.cells] == [1] * 6
    assert [len(cell.paragraphs[0].runs) for cell in last.cells] == [1, 1, 0, 0, 0, 0]


def test_the_names_of_systems_are_bold_where_the_text_names_them_again(district):
    blocks = district.compose().document.sections[3].blocks
    (method,) = [b for b in blocks if isinstance(b, Paragraph) and b.text.startswith("ФИС ОКО")]
    assert [run.text for run in method.runs if run.is_bold] == ["ФИС ОКО", "ФИС ОКО"]
    assert not method.runs[0].is_bold


def test_the_signature_names_the_head_when_he_is_known(district, changed):
    head = district.get(type(district.person("Доценко")), district.paper.signatory)
    district.change(head, surname="Петров", given="Иван", patronymic="Ильич", gender="m")
    assert changed() == {
        "0/Signature": (
            "Начальник Управления образования | ",
            "Начальник Управления образования | И.И. Петров",
        )
    }
    assert district.compose().problems == ()


def test_without_a_signatory_there_is_still_a_place_to_sign(district):
    district.change(district.paper, signatory=None)
    composed = district.compose()
    (block,) = [b for b in composed.document.sections[0].blocks if isinstance(b, Signature)]
    assert (block.position, block.name) == ("", "")
    assert composed.problems[-1].place.endswith(":signatory")


def test_an_appendix_that_would_be_printed_empty_is_told(district):
    def empty(composed):
        return [p.text for p in composed.problems if "печатается пустым" in p.text]

    assert empty(district.compose()) == []
    for kind in (CardRow, Goal, Task, CollectionMethod, Indicator, ActivityLine):
        district.drop(*district.all(kind))
    problems = [p for p in district.compose().problems if "печатается пустым" in p.text]
    assert {problem.severity for problem in problems} == {Severity.ERROR}  # nobody signs it so
    assert empty(district.compose()) == [
        "Приложение 2 печатается пустым: технологическая карта не заполнена.",
        "Приложение 3 печатается пустым: программа направления 1.2 не заполнена.",
    ]


def test_a_typed_heading_stands_in_the_order_and_in_the_properties_of_its_file(district):
    district.change(district.paper, subject="об организации  работы по механизмам")
    composed = district.compose()
    (heading,) = (clause for clause in composed.clauses if clause.key == "heading")
    assert heading.text == "Об организации работы по механизмам"
    assert composed.document.subject == "Об организации работы по механизмам"
    printed = [
        block.text.replace("\u00a0", " ")
        for block in composed.document.sections[0].blocks
        if isinstance(block, Paragraph) and block.style == "heading"
    ]
    assert printed == ["Об организации работы по механизмам"]
