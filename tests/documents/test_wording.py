"""Wording of orders: the shipped one is whole, a wrong one is refused before anything is composed."""

from __future__ import annotations

import re

import pytest

from quality_desktop.documents.speech import Speech
from quality_desktop.documents.template import Values, Vocabulary
from quality_desktop.documents.vocabulary import order_values, order_vocabulary
from quality_desktop.documents.wording import read_wording
from quality_desktop.domain.errors import QualityError
from quality_desktop.language.cases import Case
from quality_desktop.language.grammar import Grammar
from tests.documents.district import WORDING, District

SHIPPED = [
    path
    for path in sorted(WORDING.parent.glob("order-*.toml"))
    if "[[clauses]]" in path.read_text("utf-8")
]


@pytest.fixture
def reworded(tmp_path):
    """Reads the shipped wording with one place changed."""

    def read(old, new):
        text = WORDING.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "order.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return read_wording(path)

    return read


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_wording_names_only_what_is_known(path):
    assert read_wording(path).form == path.stem


def test_everything_a_wording_may_name_has_an_answer():
    codes = ["site_tab", "programmes", "links"]
    values = order_values(District.sample().facts(), codes, Speech(Grammar()))
    _answer(order_vocabulary(codes), values)


def _answer(vocabulary: Vocabulary, values: Values) -> None:
    assert vocabulary.fields.keys() == values.fields.keys()
    assert vocabulary.flags == values.flags.keys()
    assert vocabulary.lists.keys() == values.lists.keys()
    for name, formats in vocabulary.fields.items():
        for form in formats:
            assert isinstance(values.fields[name](form), str)
    for name, elements in values.lists.items():
        assert elements, f"the sample has nothing for {name}"
        for element in elements:
            _answer(vocabulary.lists[name], element)


def test_no_fact_of_the_sample_is_typed_into_the_wording():
    text = WORDING.read_text(encoding="utf-8")
    words = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    facts = District.sample().facts()
    names = [person.surname for person in facts.people.values() if person.surname]
    names += [unit.short_name for unit in facts.units.values()]
    names += [line.direction.title for line in facts.matrix.lines]
    names += [block.group.quality_of for block in facts.matrix.blocks]
    names += ["Ишимбай", "Башкортостан", "инспектор", "1048", "2021", "июля", "августа"]
    assert [name for name in names if name in words] == []
    assert re.findall(r"\d{2,}", re.sub(r"width = \d+|u00A0", "", words)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{district:loc}", "{distict:loc}", "«heading»: неизвестное поле «distict»"),
        ("{office:gen}", "{office:abl}", "пункт «coordinators»: у поля «office» нет вида «abl»"),
        ('when = "operators"', 'when = "operater"', "срок «site_tab»: неизвестное условие"),
        ('each = "programmes"', 'each = "programs"', "пункт «programme»: неизвестный список"),
        ('key = "links"\nwhen', 'key = "links"\nif', "подпункт «links»: неизвестная строка «if»"),
        ('key = "freshness"\ntext', 'key = "freshness"\ntexts', "неизвестная строка «texts»"),
        ('[[clauses]]\nkey = "card"', '[[clauses]]\nkey = "control"', "«control» повторяется"),
        ('orientation = "landscape"', 'orientation = "round"', "portrait или landscape"),
        ('{ key = "number"', '{ key = "numbr"', "«matrix»: неизвестный столбец «numbr»"),
        ('goals = "Цели:"', "goals = 3", "«goals»: здесь должен быть текст"),
        ('goals = "Цели:"\n', "", "«goals»: здесь должен быть текст"),
        ('preamble = "В целях', 'pre = "В целях', "неизвестная строка «pre»"),
        ('kind_word = "ПРИКАЗ"\n', "", "не хватает строки «kind_word»"),
        ('kind_word = "ПРИКАЗ"', "kind_word = 1", "«kind_word»: здесь должен быть текст"),
        ("[appendix]\nmark", "[appendix]\nmarks", "«appendix»: неизвестная строка «marks»"),
        ("№ {appendix}{end}", "№ {apendix}{end}", "«appendix.mark»: неизвестное поле «apendix»"),
        ("{programme.code} ", "{code} ", "«programme»: неизвестное поле «code»"),
        ("{deadline.links:running}", "{deadline.link:running}", "поле «deadline.link»"),
        ('form = "', "form = ", "записан с ошибкой"),
        ("width = 6", 'width = "6"', "ширина столбца должна быть числом"),
        ("width = 6", "width = 0", "ширина столбца должна быть числом"),
        ("[appendix]\nmark = [", "appendix = 3\n[x]\nmark = [", "неизвестная строка «x»"),
    ],
)
def test_a_slip_is_refused_with_its_place(reworded, old, new, said):
    with pytest.raises(QualityError) as caught:
        reworded(old, new)
    assert "order.toml" in caught.value.sentence
    assert said in caught.value.sentence


def test_a_missing_wording_is_said(tmp_path):
    with pytest.raises(QualityError, match=r"Нет файла формулировок none.toml"):
        read_wording(tmp_path / "none.toml")


def test_all_cases_of_grammar_may_be_asked_for():
    assert order_vocabulary(()).fields["district"] == {case.value for case in Case}


def test_a_date_that_is_not_set_prints_nothing_even_where_the_wording_forgot_to_ask(reworded):
    text = "{dated:numeric}"
    wording = reworded('title = "Приказ{if dated} от {dated:numeric}{end}', f'title = "от {text}')
    district = District.sample()
    district.change(district.paper, dated=None)
    values = order_values(district.facts(), ("site_tab",), Speech(Grammar()))
    assert wording.title.render(values) == "от  № 1048"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("deadlines", "3", "«deadlines»: здесь должен быть список таблиц"),
        ("clauses", "[3]", "«clauses»: здесь должна быть таблица"),
        ("appendix", "3", "«appendix»: здесь должна быть таблица"),
        ("matrix", '"x"', "«matrix»: здесь должна быть таблица"),
        ("card", "[]", "«card»: здесь должна быть таблица"),
    ],
)
def test_a_table_of_a_wrong_shape_is_refused(tmp_path, name, value, said):
    lines = ['form = "f"', 'kind_word = "п"', 'title = "т"', 'heading = "з"', 'preamble = "п"']
    shapes = {"clauses": "[]", "appendix": "{ mark = [] }", "programme": "{}"}
    table = '{ orientation = "portrait", title = "т", columns = [] }'
    shapes |= {"matrix": table, "card": table, "deadlines": "[]", name: value}
    lines += [f"{key} = {shape}" for key, shape in shapes.items()]
    path = tmp_path / "order.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(QualityError) as caught:
        read_wording(path)
    assert said in caught.value.sentence
