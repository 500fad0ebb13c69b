"""A paper composed part by part: numbers, ends of lists, conditions, tables, figures, appendices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quality_desktop.documents.model import (
    AppendixMark,
    CornerLetterhead,
    ExecutorMark,
    Figure,
    LetterheadBlock,
    Paragraph,
    Signature,
    Table,
)
from quality_desktop.documents.outline import ComposedOutline, compose_outline
from quality_desktop.documents.outline_facts import Facts, FigureFacts, OfficeFacts, Shape
from quality_desktop.documents.outline_wording import read_outline
from quality_desktop.domain.directory import Letterhead, Municipality, Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.language.grammar import Grammar

SHAPE = Shape(
    texts=("what",),
    dates=("due",),
    people=("head",),
    lists={"schools": Shape(texts=("school",), lists={"works": Shape(texts=("work",))})},
    tables={"rows": ("number", "name", "share")},
    figures=("map",),
)
HEAD = Person(
    id=new_id(), surname="Шерсткина", given="Елена", patronymic="Александровна", gender="f",
    position="директор школы", phone="2-00-00",
)  # fmt: skip
OFFICE = OfficeFacts(
    key="paper",
    municipality=Municipality(
        id=new_id(), name="Лесной район", office_name="отдел образования", locality="с. Лесное"
    ),
    signatory=HEAD,
    executor=HEAD,
    number="7",
    dated=date(2026, 7, 5),
)
START = 'title = "Бумага"\nheading = "О школах {district:gen}"\n'


def composed(
    tmp_path: Path, wording: str, facts: Facts | None = None, office: OfficeFacts = OFFICE
) -> ComposedOutline:
    path = tmp_path / "paper.toml"
    path.write_text(START + wording, encoding="utf-8")
    return compose_outline(
        office=office,
        shape=SHAPE,
        facts=facts or Facts(),
        wording=read_outline(path, SHAPE),
        grammar=Grammar(),
    )


def blocks(made: ComposedOutline, kind, section=0):
    return [one for one in made.document.sections[section].blocks if isinstance(one, kind)]


def lines(made: ComposedOutline, section=0) -> list[str]:
    found = blocks(made, Paragraph, section)
    return [f"{one.mark} {one.text}".strip().replace("\u00a0", " ") for one in found]


def schools(*names: str) -> dict[str, list[Facts]]:
    return {"schools": [Facts(texts={"school": name}) for name in names]}


def test_clauses_are_numbered_and_items_end_as_a_list_does(tmp_path):
    made = composed(
        tmp_path,
        """
        [[parts]]
        style = "clause"
        text = "Утвердить."
        [[parts]]
        style = "clause"
        text = "Школам:"
        [[parts]]
        style = "item"
        each = "schools"
        text = "проверить {school}."
        [[parts]]
        style = "clause"
        text = "Контроль."
        """,
        Facts(lists=schools("А", "Б")),
    )
    assert lines(made) == [
        "О школах Лесного района",
        "1. Утвердить.",
        "2. Школам:",
        "– проверить А;",
        "– проверить Б.",
        "3. Контроль.",
    ]


def test_a_list_inside_a_list_is_counted_anew(tmp_path):
    facts = Facts(
        lists={
            "schools": [
                Facts(
                    texts={"school": name},
                    lists={"works": [Facts(texts={"work": w}) for w in works]},
                )
                for name, works in (("А", "12"), ("Б", "3"))
            ]
        }
    )
    made = composed(
        tmp_path,
        """
        [[parts]]
        style = "group"
        each = "schools"
        [[parts.parts]]
        style = "section"
        text = "{school}"
        [[parts.parts]]
        style = "list"
        each = "works"
        text = "работа {work} школы {school}"
        """,
        facts,
    )
    assert lines(made)[1:] == [
        "1. А",
        "1. работа 1 школы А",
        "2. работа 2 школы А",
        "2. Б",
        "1. работа 3 школы Б",
    ]


def test_a_part_without_its_facts_is_left_out_with_its_appendix(tmp_path):
    wording = """
        appendix_mark = ["Приложение{if appendix.numbered} № {appendix}{end}", "к № {number}"]
        [[parts]]
        style = "clause"
        when = "what"
        text = "{what} ({appendix.first})."
        [[parts]]
        style = "clause"
        when = "rows"
        text = "Утвердить (Приложение{if appendix.numbered} № {appendix.second}{end})."
        [[appendices]]
        key = "first"
        when = "what"
        title = "Первое"
        parts = []
        [[appendices]]
        key = "second"
        when = "rows"
        orientation = "landscape"
        title = "Второе"
        [[appendices.parts]]
        style = "table"
        table = "rows"
        columns = [{ key = "number", title = "№", width = 1 }, { key = "name", title = "Имя", width = 2 }]
        """
    rows = {"rows": [{"name": "А"}, {"group": "Село"}, {"name": "Б"}]}
    made = composed(tmp_path, wording, Facts(tables=rows))
    assert lines(made)[1:] == ["1. Утвердить (Приложение)."]
    assert [s.orientation for s in made.document.sections] == ["portrait", "landscape"]
    (mark,) = blocks(made, AppendixMark, 1)
    assert [line.replace("\u00a0", " ") for line in mark.lines] == ["Приложение", "к № 7"]
    (table,) = blocks(made, Table, 1)
    said = [[cell.paragraphs[0].text for cell in row.cells] for row in table.rows]
    assert said == [["1", "А"], ["Село"], ["2", "Б"]]
    assert table.rows[1].is_group
    assert table.rows[1].cells[0].column_span == 2
    both = composed(tmp_path, wording, Facts(texts={"what": "Принять"}, tables=rows))
    assert lines(both)[1:] == ["1. Принять (1).", "2. Утвердить (Приложение № 2)."]


def test_tables_and_figures_are_numbered_through_the_paper(tmp_path):
    picture = FigureFacts(image=b"png", width=10, height=5, title="Карта", alt="Карта школ")
    made = composed(
        tmp_path,
        """
        [[parts]]
        style = "figure"
        figure = "map"
        [[parts]]
        style = "table"
        table = "rows"
        text = "Школы"
        columns = [{ key = "share", title = "Доля", width = 1 }]
        """,
        Facts(tables={"rows": [{"share": "5 из 9 ≥ 30 %"}]}, figures={"map": (picture, picture)}),
    )
    captions = [one.caption.replace("\u00a0", " ") for one in blocks(made, Figure)]
    assert captions == ["Рисунок 1 – Карта", "Рисунок 2 – Карта"]
    assert [one.alt for one in blocks(made, Figure)] == ["Карта школ"] * 2
    assert lines(made)[1:] == ["Таблица 1 – Школы"]
    (table,) = blocks(made, Table)
    assert "≥\u00a030" in table.rows[0].cells[0].paragraphs[0].text


def test_people_are_declined_signed_and_addressed(tmp_path):
    made = composed(
        tmp_path,
        """
        addressee = ["{head.position:dat}", "района", "{head:dat}"]
        approval = ["УТВЕРЖДАЮ", "{signatory.position:titled}", "{signatory:signed}"]
        [[parts]]
        style = "body"
        text = "Срок – до {due:running}."
        """,
        Facts(people={"head": HEAD}, dates={"due": date(2026, 8, 1)}),
    )
    (head,) = blocks(made, CornerLetterhead)
    assert [line.replace("\u00a0", " ") for line in head.addressee] == [
        "Директору школы",
        "района",
        "Шерсткиной Е.А.",
    ]
    assert head.registration == ("05.07.2026 №\u00a07",)
    (approval,) = blocks(made, AppendixMark)
    assert approval.lines[1:] == ("Директор школы", "Е.А.\u00a0Шерсткина")
    assert lines(made)[1:] == ["Срок – до 1 августа 2026 года."]
    (signature,) = blocks(made, Signature)
    assert signature.name == "Е.А.\u00a0Шерсткина"
    (executor,) = blocks(made, ExecutorMark)
    assert executor.lines == ("Шерсткина Елена Александровна", "2-00-00")
    assert made.problems == ()


def test_without_a_signatory_there_is_room_to_sign_and_a_finding(tmp_path):
    bare = OfficeFacts(key="paper", municipality=OFFICE.municipality)
    made = composed(tmp_path, "parts = []", office=bare)
    (signature,) = blocks(made, Signature)
    assert signature.name == ""
    assert "кто подписывает" in made.problems[0].text
    assert blocks(made, ExecutorMark) == []


def test_a_letter_has_no_word_for_its_kind_and_an_order_has(tmp_path):
    form = Letterhead(
        id=new_id(), layout="two_language", left_heading="ИДАРА", left_kind_word="БОЙОРОК",
        right_heading="ОТДЕЛ", right_kind_word="ПРИКАЗ", right_date_pattern="{day:02} {month} {year} г.",
    )  # fmt: skip
    months = {"ru": ("января", *[""] * 5, "июля", *[""] * 5)}
    office = OfficeFacts(
        key="paper", municipality=OFFICE.municipality, letterhead=form, signatory=HEAD,
        number="7", dated=date(2026, 7, 5), months=months,
    )  # fmt: skip
    (letter,) = blocks(composed(tmp_path, "parts = []", office=office), LetterheadBlock)
    assert letter.left is not None
    assert (letter.left.kind_word, letter.right.kind_word) == ("", "")
    made = composed(tmp_path, 'kind_word = "ПРИКАЗ"\nparts = []', office=office)
    (order,) = blocks(made, LetterheadBlock)
    assert order.left is not None
    assert (order.left.kind_word, order.right.kind_word) == ("БОЙОРОК", "ПРИКАЗ")
    assert order.right.date.replace("\u00a0", " ") == "05 июля 2026 г."
    assert order.left.date == "05.07.2026"
    assert "напечатана цифрами" in made.problems[0].text
    assert order.number.replace("\u00a0", " ") == "№ 7"


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("", "не хватает строки «parts»"),
        ("parts = 1", "список таблиц"),
        ('parts = []\nnew = ""', "неизвестная строка «new»"),
        ('is_signed = "да"\nparts = []', "true или false"),
        ('orientation = "боком"\nparts = []', "«боком» здесь не бывает"),
        ('[[parts]]\nstyle = "poem"', "«poem» здесь не бывает"),
        ('[[parts]]\nstyle = "body"\ntext = "{nobody}"', "неизвестное поле «nobody»"),
        ('[[parts]]\nstyle = "body"\nwhen = "nobody"', "неизвестное условие «nobody»"),
        ('[[parts]]\nstyle = "body"\neach = "nobody"', "неизвестный список «nobody»"),
        ('[[parts]]\nstyle = "table"\ntable = "nobody"', "«nobody» здесь не бывает"),
        ('[[parts]]\nstyle = "figure"\nfigure = "x"', "«x» здесь не бывает"),
        (
            '[[parts]]\nstyle = "table"\ntable = "rows"\ncolumns = [{ key = "name", title = "", width = 0 }]',
            "больше нуля",
        ),
        ('addressee = "Всем"\nparts = []', "список текстов"),
        ("kind_word = 1\nparts = []", "здесь должен быть текст"),
    ],
)
def test_a_wrong_wording_is_refused_with_its_place(tmp_path, wording, words):
    with pytest.raises(QualityError, match=r"paper\.toml") as refusal:
        composed(tmp_path, wording)
    assert words in str(refusal.value)


def test_a_missing_or_damaged_wording_is_refused(tmp_path):
    with pytest.raises(QualityError, match=r"Нет файла формулировок none\.toml"):
        read_outline(tmp_path / "none.toml", SHAPE)
    with pytest.raises(QualityError, match="записан с ошибкой"):
        composed(tmp_path, "parts = [")


def test_a_letterhead_of_one_language_and_none_at_all(tmp_path):
    form = Letterhead(id=new_id(), right_heading="ОТДЕЛ", right_date_pattern="{day}.{year}")
    office = OfficeFacts(key="paper", municipality=OFFICE.municipality, letterhead=form)
    (head,) = blocks(composed(tmp_path, "parts = []", office=office), LetterheadBlock)
    assert head.left is None
    assert head.right.heading == ("ОТДЕЛ",)
    bare = "has_letterhead = false\nis_signed = false\nparts = []"
    made = composed(tmp_path, bare, office=office)
    assert [type(block) for block in made.document.sections[0].blocks] == [Paragraph]


def test_what_is_not_known_prints_nothing(tmp_path):
    made = composed(
        tmp_path,
        """
        [[parts]]
        style = "body"
        text = "Кому: {head:dat}{head.position:dat}, срок {due:numeric}{what}."
        [[parts]]
        style = "table"
        table = "rows"
        text = "Нет"
        columns = []
        [[parts]]
        style = "body"
        text = "Дата {dated:numeric}, {dated:requisite}."
        """,
    )
    assert lines(made)[1:] == ["Кому: , срок .", "Дата 05.07.2026, 05 июля 2026 г."]
    assert blocks(made, Table) == []
