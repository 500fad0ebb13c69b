"""Papers of any kind: what a record changes, what a person's edit changes, what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from quality_desktop.documents.addressed import addressed
from quality_desktop.documents.model import (
    Addressee,
    AppendixMark,
    CornerLetterhead,
    ExecutorMark,
    LetterheadBlock,
    Paragraph,
    Signature,
    Table,
)
from quality_desktop.documents.paper_findings import check_paper
from quality_desktop.documents.paper_wording import cells_of, read_kind, widths_of
from quality_desktop.domain.directory import (
    Letterhead,
    Municipality,
    Person,
    School,
    Team,
    TeamMember,
    Unit,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperField, PaperKind, PaperPart, PaperParty
from quality_desktop.domain.paperwork import Appendix, ClauseEdit, Paper, PaperDeadline
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import PaperAddressee, PaperLink
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow
from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.overrides import Override
from quality_desktop.services.paperwork.paper_facts import paper_facts
from tests.documents.district import District, paragraph_text
from tests.documents.sample_papers import OWN_KINDS, blocks, compose, rows_of, words


def said(district: District, *edits: ClauseEdit) -> str:
    return " ".join(words(compose(district, *edits).document))


def text(district: District, *edits: ClauseEdit) -> list[str]:
    return [paragraph_text(p) for p in blocks(compose(district, *edits).document, Paragraph)]


def edit(district: District, clause: str, own: str = "", *, is_struck: bool = False) -> ClauseEdit:
    composed = {one.key: one.composed for one in compose(district).clauses}
    return ClauseEdit(
        id=new_id(),
        paper=district.one(Paper).id,
        clause=clause,
        text=own,
        composed=composed[clause],
        is_struck=is_struck,
    )


def test_a_changed_record_changes_the_letter_where_it_is_named():
    district = District.sample("bashkortostan")
    deadline = next(d for d in district.all(PaperDeadline) if d.code == "team")
    district.change(deadline, due=date(2021, 10, 31))
    district.change(district.person("Антипина"), surname="Петрова", phone="1-11")
    district.change(district.one(Municipality), office_name="Министерство просвещения")
    field = next(f for f in district.all(PaperField) if f.code == "портал")
    district.change(field, text="https://rcoko.example")
    district.change(
        district.one(Paper), number="24-8000", reply_number="77", reply_dated=date(2021, 9, 1)
    )
    paper = said(district)
    assert "не позднее 31 октября 2021 года сформировать" in paper
    assert "Министерство просвещения (далее – Министерство)" in paper
    assert "Петрова Светлана Викторовна, начальник" in paper
    assert "Тел.: 1-11," in paper
    assert "https://rcoko.example. Результаты" in paper
    assert "Исх. № 24-8000 от 14.09.2021 На № 77 от 01.09.2021" in paper
    assert compose(district).problems == ()


def test_a_changed_unit_person_or_row_changes_the_order_and_its_roadmap():
    district = District.sample("chelyabinsk")
    district.change(district.one(Unit), name="областной центр оценки")
    district.change(district.person("Барабас"), surname="Петров")
    row = next(r for r in district.all(RoadmapRow) if r.number == "4.")
    district.change(row, dates="Март – октябрь")
    paper = said(district)
    assert "2. Областному центру оценки (Петрову А.А.) обеспечить" in paper
    assert "Март – октябрь" in paper
    assert compose(district).problems == ()


def test_a_bold_demand_stays_bold_and_a_date_in_it_is_declined():
    (demand, *_) = blocks(compose(District.sample("bashkortostan")).document, Paragraph)
    bold = [run.text.replace("\u00a0", " ") for run in demand.runs if run.is_bold]
    assert len(bold) == 1
    assert bold[0].startswith("не позднее 31 мая 2021 года сформировать")


def test_a_persons_words_survive_other_facts_and_are_marked():
    district = District.sample("zaoksky")
    own = edit(district, "answer", "Ответ **срочно**.")
    struck = edit(district, "tasks", is_struck=True)
    composed = compose(district, own, struck)
    last = blocks(composed.document, Paragraph)[-1]
    assert (paragraph_text(last), last.is_edited) == ("Ответ срочно.", True)
    assert [run.text for run in last.runs if run.is_bold] == ["срочно"]
    assert "Основными задачами" not in " ".join(words(composed.document))
    district.change(district.one(Paper), answer_due=date(2023, 7, 15))
    (problem,) = compose(district, own).problems
    assert "Факты под вашей правкой изменились" in problem.text


def test_struck_items_move_the_full_stop_and_clauses_their_numbers():
    district = District.sample("chelyabinsk")
    marks = [c.mark for c in compose(district, edit(district, "approve", is_struck=True)).clauses]
    assert marks == ["", "", "", "", "1.", "2."]


def test_addressees_of_the_register_stand_instead_of_the_words_of_the_kind():
    district = District.sample("zaoksky")
    paper = district.one(Paper)
    school = School(id=new_id(), full_name="МКОУ «Заокская СОШ»")
    unit = Unit(id=new_id(), name="Комитет образования")
    person = Person(id=new_id(), surname="Петров", given="Иван", patronymic="Ильич", gender="m")
    district.put(school, unit, person)
    own = partial(PaperAddressee, paper=paper.id)
    district.put(
        own(id=new_id(), place=0, school=school.id),
        own(id=new_id(), place=1, unit=unit.id, person=person.id),
        own(id=new_id(), place=2, name="Всем\nостальным"),
    )
    (head,) = blocks(compose(district).document, CornerLetterhead)
    assert [line.replace("\u00a0", " ") for line in head.addressee] == [
        "Руководителю", "МКОУ «Заокская СОШ»", "Комитет образования", "Петрову И.И.", "Всем",
        "остальным",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("position", "is_head", "lines"),
    [
        ("директор", True, ["Директору", "МБУ «ИМЦ»", "Ивановой Е.Ю."]),
        ("директор МБУ «ИМЦ»", True, ["Директору МБУ «ИМЦ»", "Ивановой Е.Ю."]),
        ("директор ИМЦ", False, ["Директору ИМЦ", "Ивановой Е.Ю."]),
        ("методист", False, ["МБУ «ИМЦ»", "Методисту", "Ивановой Е.Ю."]),
        ("", True, ["МБУ «ИМЦ»", "Ивановой Е.Ю."]),
    ],
)
def test_a_person_of_a_unit_is_addressed_by_the_position(position, is_head, lines):
    district = District.sample("zaoksky")
    person = Person(
        id=new_id(), surname="Иванова", given="Елена", patronymic="Юрьевна", gender="f",
        position=position,
    )  # fmt: skip
    unit = Unit(
        id=new_id(), name="МБУ «ИМЦ»", short_name="ИМЦ", head=person.id if is_head else None
    )
    to = PaperAddressee(id=new_id(), paper=district.one(Paper).id, unit=unit.id, person=person.id)
    district.put(unit, person, to)
    composed = compose(district)
    (head,) = blocks(composed.document, CornerLetterhead)
    assert [line.replace("\u00a0", " ") for line in head.addressee] == lines
    assert not [one for one in composed.problems if str(person.id) in one.place]


def test_a_position_that_names_its_unit_in_another_case_stands_alone():
    district = District.sample("zaoksky")
    person = Person(
        id=new_id(), surname="Петров", given="Иван", patronymic="Ильич", gender="m",
        position="главный инспектор Управления образования",
    )  # fmt: skip
    unit = Unit(id=new_id(), name="Управление образования")
    to = PaperAddressee(id=new_id(), paper=district.one(Paper).id, unit=unit.id, person=person.id)
    district.put(unit, person, to)
    (head,) = blocks(compose(district).document, CornerLetterhead)
    assert [line.replace("\u00a0", " ") for line in head.addressee] == [
        "Главному инспектору Управления образования", "Петрову И.И.",
    ]  # fmt: skip


def test_more_than_four_addressees_are_a_list_that_no_copy_of_theirs_has():
    district = District.sample("zaoksky")
    paper = district.one(Paper)
    names = [f"Директору школы № {number}" for number in range(1, 6)]
    district.put(
        *(
            PaperAddressee(id=new_id(), paper=paper.id, place=place, name=name)
            for place, name in enumerate(names)
        )
    )
    document = compose(district).document
    (head,) = blocks(document, CornerLetterhead)
    assert head.addressee == ("Руководителям образовательно-воспитательных учреждений",)
    (table,) = blocks(replace(document, sections=document.sections[-1:]), Table)
    assert [row[1] for row in rows_of(table)] == ["Кому", *names]
    copy = addressed(document, [names[2]], key="3")
    (head,) = blocks(copy, CornerLetterhead)
    assert head.addressee == (names[2],)
    assert len(copy.sections) == len(document.sections) - 1


def test_an_appendix_that_the_text_promises_and_the_paper_lacks_is_told():
    district = District.sample("zaoksky")
    promise = edit(district, "need", "Направляем план (Приложение № 1).")
    told = [one.text for one in compose(district, promise).problems]
    assert any("названо приложение" in text for text in told)
    paper = district.one(Paper)
    district.put(Appendix(id=new_id(), paper=paper.id, number=1, content="text", text="План"))
    told = [one.text for one in compose(district, promise).problems]
    assert not any("названо приложение" in text for text in told)


def test_a_heading_is_written_large_unless_it_goes_on_after_the_word_of_its_kind():
    district = District.sample("zaoksky")
    district.change(district.one(Paper), subject="о работе школьных служб")
    (heading,) = [c.text for c in compose(district).clauses if c.key == "heading"]
    assert heading == "О работе школьных служб"
    letter = compose(District.sample("lesosibirsk"))
    (heading,) = [c.text for c in letter.clauses if c.key == "heading"]
    assert heading.startswith("по итогам")


def test_the_head_of_a_school_and_a_person_are_addressed_in_the_dative_or_a_finding_says_so():
    district = District.sample("zaoksky")
    paper = district.one(Paper)
    school = School(
        id=new_id(),
        full_name="Муниципальное бюджетное общеобразовательное учреждение «Заокская школа»",
    )
    strange = School(id=new_id(), full_name="Школоград «Заря»")
    person = Person(
        id=new_id(), surname="Иванов", given="Иван", gender="m", position="глава района"
    )
    district.put(school, strange, person)
    own = partial(PaperAddressee, paper=paper.id)
    district.put(
        own(id=new_id(), place=0, school=school.id),
        own(id=new_id(), place=1, school=strange.id),
        own(id=new_id(), place=2, person=person.id),
    )
    composed = compose(district)
    (head,) = blocks(composed.document, CornerLetterhead)
    assert [line.replace("\u00a0", " ") for line in head.addressee] == [
        "Руководителю",
        "Муниципального бюджетного общеобразовательного учреждения «Заокская школа»",
        "Руководителю",
        "Школоград «Заря»",
        "Главе района",
        "Иванову И.",
    ]
    (problem,) = composed.problems
    assert "родительный падеж названия «Школоград «Заря»»" in problem.text
    assert problem.place == f"school:{strange.id}:full_name"


def test_months_of_a_school_year_are_in_the_year_of_its_plan():
    district = District.sample("chelyabinsk")
    plan = district.one(Roadmap)
    rows = [row for row in district.all(RoadmapRow) if row.roadmap == plan.id]
    district.change(plan, year=2021, title="План на 2021-2022 учебный год")
    for row in rows:
        district.change(row, dates="май 2022 г.")
    assert not [p for p in compose(district).problems if "плана" in p.text]
    odd = rows[0]
    district.change(odd, dates="май 2023 г.")
    (problem,) = [p for p in compose(district).problems if "плана" in p.text]
    assert "не в году плана (2021/22 учебный год)" in problem.text
    assert problem.place == f"roadmap_row:{odd.id}:dates"


@pytest.mark.parametrize(("heading", "is_told"), [("К № {earlier.number}", True), ("О", False)])
def test_the_earlier_paper_is_that_of_the_relation_and_a_second_one_is_told(heading, is_told):
    district = District.sample("zaoksky")
    letter, kind = district.one(Paper), district.one(PaperKind)
    district.change(letter, subject="")
    district.change(kind, based_on="order-cancelling", heading=heading)
    first, second, other = (
        replace(letter, id=new_id(), number=number, dated=date(2020, 1, day))
        for number, day in (("5", 1), ("6", 2), ("4", 3))
    )
    for earlier, relation in ((first, "cancels"), (second, "cancels"), (other, "amends")):
        link = PaperLink(id=new_id(), paper=letter.id, earlier=earlier.id, relation=relation)
        district.put(earlier, link)
    facts = paper_facts(district, paper=letter.id, key="", months={})
    assert (facts.earlier, facts.also_earlier) == (first, (second,))
    read = read_kind(district.one(PaperKind), district.all(PaperPart, paper_kind=kind.id))
    told = "".join(problem.text for problem in check_paper(facts, read, (), {}, called="письмо"))
    assert told == is_told * (
        "Документ связан с несколькими прежними, в тексте назван № 5 от 01.01.2020, "
        "не названы: № 6 от 02.01.2020. Проверьте связи в реестре."
    )


def test_a_letter_without_a_letterhead_has_the_name_and_address_of_the_office_and_says_so():
    district = District.sample("zaoksky")
    district.change(district.one(Paper), letterhead=None)
    (head,) = blocks(compose(district).document, CornerLetterhead)
    assert head.right.heading == ("Отдел образования администрации МО Заокский район",)
    assert head.right.reference[1:] == ("тел.\u00a02-82-09", "oo.zaoksk@tularegion.org")
    assert any("Не выбран бланк" in problem.text for problem in compose(district).problems)


@pytest.mark.parametrize(
    ("number", "dated", "said"),
    [
        ("", None, []),
        ("15/3", date(2023, 4, 3), ["на № 15/3 от 03.04.2023"]),
        ("15/3", None, ["на № 15/3"]),
    ],
)
def test_only_an_answer_names_the_paper_that_it_answers(number, dated, said):
    district = District.sample("zaoksky")
    district.change(district.one(Letterhead), registration="")
    district.change(district.one(Paper), reply_number=number, reply_dated=dated)
    (head,) = blocks(compose(district).document, CornerLetterhead)
    assert [line.replace("\u00a0", " ") for line in head.registration] == [
        "12.04.2023 № 07-12/222", *said
    ]  # fmt: skip


def test_a_letterhead_with_an_empty_line_for_the_answered_paper_keeps_it():
    (head,) = blocks(compose(District.sample("zaoksky")).document, CornerLetterhead)
    assert head.registration[1].replace("\u00a0", " ") == "на № _____ от _____ г."


def test_a_letter_on_the_letterhead_of_orders_has_the_contacts_of_the_office():
    district = District.sample("zaoksky")
    district.change(district.one(Letterhead), layout="single", reference_data="")
    (head,) = blocks(compose(district).document, CornerLetterhead)
    assert [line.replace("\u00a0", " ") for line in head.right.reference][1:] == [
        "тел. 2-82-09", "oo.zaoksk@tularegion.org",
    ]  # fmt: skip
    district.change(district.one(Letterhead), layout="corner")
    (head,) = blocks(compose(district).document, CornerLetterhead)
    assert head.right.reference == ()


def test_wrong_words_of_registration_are_told_and_the_usual_ones_are_printed():
    district = District.sample("zaoksky")
    district.change(district.one(Letterhead), registration="{nomber}")
    (head,) = blocks(compose(district).document, CornerLetterhead)
    assert [line.replace("\u00a0", " ") for line in head.registration] == ["12.04.2023 № 07-12/222"]
    assert any(
        "неизвестное поле «nomber»" in problem.text for problem in compose(district).problems
    )


def test_a_letter_before_it_is_registered_leaves_places():
    district = District.sample("lesosibirsk")
    district.change(district.one(Paper), number="", dated=None, signatory=None)
    composed = compose(district)
    (head,) = blocks(composed.document, CornerLetterhead)
    assert head.registration[0].replace("\u00a0", " ") == "от _____ № _____"
    assert [problem.text for problem in composed.problems][:2] == [
        "Не указан номер письма: для него оставлено место.",
        "Не указана дата письма: для нее оставлено место.",
    ]
    (signature,) = blocks(composed.document, Signature)
    assert signature.name == ""


def test_what_the_wording_names_and_the_paper_lacks_is_told_once_each():
    district = District.sample("lesosibirsk")
    for kind in (PaperField, PaperParty, PaperDeadline):
        district.drop(*district.all(kind))
    found = [problem.text for problem in compose(district).problems]
    assert "Не заполнено поле «программа»." in found
    assert "Не выбрано, кто такой «центр»: оставлено место." in found
    assert "Не указан срок (plans): впишите его." in found
    assert "(утвержденной ____________)" in said(district)
    assert "подготовить до ____________, направить для согласования в ____________." in said(
        district
    )
    assert len(found) == len(set(found))


def test_an_answer_wanted_before_the_letter_is_a_warning():
    district = District.sample("zaoksky")
    district.change(district.one(Paper), answer_due=date(2023, 4, 1))
    (problem,) = compose(district).problems
    assert problem.text == "Срок 01.04.2023 (ответ) раньше даты документа 12.04.2023: проверьте."


def test_a_place_for_a_facsimile_is_left_when_it_is_wanted():
    district = District.sample("zaoksky")
    (signature,) = blocks(compose(district).document, Signature)
    assert signature.has_facsimile
    district.change(district.one(Paper), is_facsimile=False, executor=None)
    (signature,) = blocks(compose(district).document, Signature)
    assert not signature.has_facsimile
    (mark,) = blocks(compose(district).document, ExecutorMark)
    assert "____" in mark.lines[0]


def test_appendices_of_a_team_and_of_own_words_are_numbered_and_marked():
    district = District.sample("chelyabinsk")
    paper = district.one(Paper)
    team = Team(id=new_id(), title="Состав рабочей группы")
    member = TeamMember(id=new_id(), team=team.id, person=district.person("Тюрина").id)
    district.put(
        team,
        member,
        Appendix(id=new_id(), paper=paper.id, number=2, content="team", team=team.id),
        Appendix(
            id=new_id(),
            paper=paper.id,
            number=3,
            content="text",
            title="Форма отчета",
            text="Пояснение.\n- первое\n1. второе\nЧто\tСколько\nИтог\t5",
        ),
        Appendix(id=new_id(), paper=paper.id, number=4, content="team"),
    )
    composed = compose(district)
    marks = [
        mark.lines[0].replace("\u00a0", " ") for mark in blocks(composed.document, AppendixMark)
    ]
    assert marks == ["Приложение № 1", "Приложение № 2", "Приложение № 3"]
    printed = " ".join(words(composed.document))
    assert "Состав рабочей группы № Фамилия, имя, отчество Должность 1. Тюрина Елена" in printed
    assert "Форма отчета Пояснение. – первое 1. второе Что Сколько Итог 5" in printed
    assert any("Приложение 4 не печатается" in problem.text for problem in composed.problems)


def test_an_empty_roadmap_team_or_text_is_told():
    district = District.sample("chelyabinsk")
    paper = district.one(Paper)
    district.drop(*district.all(RoadmapRow))
    team = Team(id=new_id())
    district.put(
        team,
        Appendix(id=new_id(), paper=paper.id, number=2, content="team", team=team.id),
        Appendix(id=new_id(), paper=paper.id, number=3, content="text"),
    )
    found = " ".join(problem.text for problem in compose(district).problems)
    assert "Приложение 1 печатается пустым: в плане нет ни одной строки." in found
    assert "Приложение 2 печатается пустым: в команде никого нет." in found
    assert "Приложение 3 печатается пустым: впишите его текст." in found


@pytest.mark.parametrize(
    ("fields", "block"),
    [
        ({"family": "letter", "has_letterhead": False}, Addressee),
        ({"family": "other", "kind_word": "СПРАВКА"}, LetterheadBlock),
    ],
)
def test_the_head_follows_the_family_of_the_kind(fields, block):
    district = District.sample("zaoksky")
    district.change(district.one(PaperKind), **fields)
    found = blocks(compose(district).document, block)
    assert len(found) == 1
    if block is LetterheadBlock:
        assert found[0].right.kind_word == "СПРАВКА"


def test_a_kind_that_is_not_signed_has_no_signature_and_its_own_heading_wins():
    district = District.sample("zaoksky")
    district.change(district.one(PaperKind), is_signed=False, heading="О плане")
    district.change(district.one(Paper), subject="О плане на год")
    assert blocks(compose(district).document, Signature) == []
    assert text(district)[0] == "О плане на год"
    assert compose(district).document.subject == "О плане на год"


def test_own_parts_of_a_paper_stand_between_those_of_its_kind():
    district = District.sample("zaoksky")
    paper = district.one(Paper)
    district.put(
        PaperPart(id=new_id(), paper=paper.id, key="own", text="Свое.", place=1500),
        PaperPart(
            id=new_id(),
            paper=paper.id,
            key="table",
            style="table",
            cells="А\tБ\n1\t2\n3",
            place=9999,
        ),
    )
    assert text(district)[2] == "Свое."
    (table,) = blocks(compose(district).document, Table)
    assert (len(table.widths), len(table.rows)) == (2, 2)
    assert table.rows[1].is_group


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"style": "verse"}, "неизвестный вид части «verse»"),
        ({"condition": "weather"}, "неизвестное условие «weather»"),
        ({"each": "schools"}, "неизвестный список «schools»"),
    ],
)
def test_a_wrong_part_is_refused_with_its_place(fields, said):
    kind = PaperKind(id=new_id(), code="x", title="Проба")
    good = PaperPart(id=new_id(), key="a", text="Да.", paper_kind=kind.id)
    wrong = replace(good, id=new_id(), key="b", place=1, **fields)
    with pytest.raises(QualityError, match=f"Вид документа «Проба», часть 2: {said}"):
        read_kind(kind, (good, wrong))


def test_a_person_of_the_text_is_named_in_every_form_and_without_one_a_place_is_left():
    district = District.sample("zaoksky")
    paper, kind = district.one(Paper), district.one(PaperKind)
    forms = "{party.x:dat} / {party.x:signed} / {party.x:full} / {party.x.position:titled}"
    more = " / {party.x.position:gen} / {party.x.short} / {executor:dat}"
    district.put(PaperPart(id=new_id(), paper_kind=kind.id, key="x", text=forms + more, place=99))
    assert (
        text(district)[-1] == "____________ / ____________ / ____________ / / / / Кисляровой Н.С."
    )
    who = district.person("Рябкина").id
    district.put(PaperParty(id=new_id(), paper=paper.id, code="x", person=who))
    assert text(district)[-1].replace("\u00a0", " ") == (
        "Рябкиной Е.Н. / Е.Н. Рябкина / Рябкина Е.Н. / И.о. начальника отдела образования МО "
        "администрации Заокский район / и.о. начальника отдела образования МО администрации "
        "Заокский район / / Кисляровой Н.С."
    )


def test_widths_that_are_no_numbers_are_none_and_cells_keep_their_lines():
    assert widths_of("10 20,5") == (10.0, 20.5)
    assert widths_of("10 широко") == widths_of("0 1") == ()
    assert cells_of("А ⏎ Б\tВ\n\nГ") == [["А\nБ", "В"], ["Г"]]


@pytest.mark.parametrize("name", sorted(OWN_KINDS))
def test_everybody_and_every_unit_of_a_sample_has_a_form_in_every_case(name):
    district = District.sample(name)
    kind, paper = district.one(PaperKind), district.one(Paper)
    for number, person in enumerate(district.all(Person)):
        texts = (f"{{party.p{number}:{case}}} {{party.p{number}.position:{case}}}" for case in Case)
        text = " ".join(texts) if person.position else f"{{party.p{number}:gen}}"
        district.put(
            PaperPart(id=new_id(), paper_kind=kind.id, key=f"p{number}", text=text, place=50),
            PaperParty(id=new_id(), paper=paper.id, code=f"p{number}", person=person.id),
        )
    offices = " ".join(f"{{office:{case}}} {{region:{case}}}" for case in Case)
    district.put(PaperPart(id=new_id(), paper_kind=kind.id, key="o", text=offices, place=60))
    told = [problem.text for problem in compose(district).problems]
    assert not [sentence for sentence in told if "не знает" in sentence]


def test_the_offices_own_form_wins_over_the_programs():
    form = Override(
        scope="surname", key="Барабас", gender=Gender("m"), case=Case.DAT, form="Барабасю"
    )
    composed = compose(District.sample("chelyabinsk"), forms=(form,))
    assert "(Барабасю А.А.) обеспечить" in " ".join(words(composed.document))
