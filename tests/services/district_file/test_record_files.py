"""Hand-written records: what is read, what is refused and how it is said."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop.domain.collection.indicators import Calculation, Target, target_id
from quality_desktop.domain.collection.monitoring import (
    Acceptance,
    Collection,
    DataElement,
    Form,
    Submission,
    Value,
    acceptance_id,
    collection_id,
    submission_id,
    value_id,
)
from quality_desktop.domain.cycle import CardRow, Progress, card_row_id, progress_id, stage_id
from quality_desktop.domain.cycle import position_id as position_of
from quality_desktop.domain.directions import direction_id
from quality_desktop.domain.directory import (
    Inflection,
    Person,
    School,
    SchoolYear,
    TeamMember,
    Unit,
    inflection_id,
    school_year_id,
    team_member_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.examination.exams import (
    ColumnMapping,
    ExamResult,
    NameMatch,
    column_mapping_id,
    exam_result_id,
    name_match_id,
)
from quality_desktop.domain.paperwork import ClauseEdit, clause_edit_id
from quality_desktop.services.district_file.record_files import read_records
from quality_desktop.services.toml_files import read_toml


@pytest.fixture
def read(tmp_path):
    def run(text, **known):
        path = tmp_path / "some.toml"
        path.write_text(text, encoding="utf-8")
        return read_records([path], namespace="test", known=known)[0]

    return run


def of(records, kind):
    (found,) = (record for record in records if isinstance(record, kind))
    return found


CATALOGUE = """
[edition.2020]
code = "2020"
[direction_group."2020/1"]
edition = "edition:2020"
code = "1"
[direction."2020/1.1"]
group = "direction_group:2020/1"
code = "1.1"
[stage.1]
number = 1
[position.1]
stage = "stage:1"
number = 1
"""


def test_people_and_units_refer_to_each_other(read):
    records = read('[unit.a]\nhead = "person:b"\n[person.b]\nsurname = "Б"\nunit = "unit:a"\n')
    assert of(records, Unit).head == of(records, Person).id
    assert of(records, Person).unit == of(records, Unit).id


def test_records_get_the_ids_that_everybody_gives_them(read):
    records = read(
        CATALOGUE
        + """
[[card_row]]
stage = "stage:1"
direction = "direction:2020/1.1"
[[progress]]
key = "p"
direction = "direction:2020/1.1"
position = "position:1"
year = 2021
[[evidence]]
key = "e"
progress = "progress:p"
dated = 2021-07-05
[school.s]
is_rural = true
[[school_year]]
school = "school:s"
year = 2021
[team.t]
[person.x]
[[team_member]]
team = "team:t"
person = "person:x"
[paper.p]
form = "f"
[[clause_edit]]
paper = "paper:p"
clause = "c"
"""
    )
    direction, stage = direction_id("2020", "1.1"), stage_id(1)
    progress = progress_id(direction, position_of(1), 2021)
    assert of(records, CardRow).id == card_row_id(stage, direction)
    assert of(records, Progress).id == progress
    assert (of(records, Evidence).progress, of(records, Evidence).dated) == (
        progress,
        date(2021, 7, 5),
    )
    school, member = of(records, School), of(records, TeamMember)
    assert of(records, SchoolYear).id == school_year_id(school.id, 2021)
    assert member.id == team_member_id(member.team, member.person)
    edit = of(records, ClauseEdit)
    assert edit.id == clause_edit_id(edit.paper, "c")


def test_a_form_of_one_person_names_the_person(read):
    records = read(
        """
[person.x]
[[inflection]]
scope = "person"
key = "person:x"
case = "gen"
form = "Икса"
[[inflection]]
scope = "position"
key = "методист"
case = "gen"
form = "методиста"
"""
    )
    person = str(of(records, Person).id)
    keys = {r.key: r.id for r in records if isinstance(r, Inflection)}
    assert keys == {
        person: inflection_id("person", person, "", "gen"),
        "методист": inflection_id("position", "методист", "", "gen"),
    }


def test_places_are_numbered_in_the_order_of_the_file(read):
    records = read("[unit.a]\n[unit.b]\nplace = 7\n[unit.c]\n")
    assert [record.place for record in records] == [0, 7, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[planet.a]\n", "неизвестный вид записей «planet»"),
        ("unit = 3\n", "«unit» должно быть таблицей записей"),
        ("unit = [3]\n", "«unit» должно быть таблицей записей"),
        ("[[unit]]\nname = 'x'\n", "запись «unit № 1»: не указан ключ"),
        ("[unit.a]\ncolour = 'x'\n", "запись «unit.a»: нет такого поля: «colour»"),
        ("[unit.a]\nname = 3\n", "в поле «name» должно быть: текст"),
        ("[unit.a]\nplace = true\n", "в поле «place» должно быть: целое число"),
        ("[school.a]\nis_small = 1\n", "в поле «is_small» должно быть: true или false"),
        ("[unit.a]\nhead = 'x'\n", "в поле «head» должна быть ссылка «person:ключ»"),
        ("[unit.a]\nhead = 5\n", "в поле «head» должна быть ссылка «person:ключ»"),
        ("[unit.a]\nhead = 'person:x'\n", "«person:x», а такой записи нет"),
        ("[[unit]]\nkey='a'\n[[unit]]\nkey='a'\n", "запись «unit.a»: такой ключ уже есть"),
        ("[programme.a]\n", "не указано поле «direction»"),
        ("[stage.a]\nnumber = 1\n[stage.b]\nnumber = 1\n", "такая запись уже есть"),
        ("[[assignment]]\nrole = 'boss'\n", "не хватает поля или значение не из списка"),
        ("[[assignment]]\nrole = 'executor'\n", "не хватает поля или значение не из списка"),
        (CATALOGUE.replace('code = "1.1"', 'code = "1.2"'), "«direction.2020/1.1»: ключ должен"),
        ("[unit\n", "записан с ошибкой"),
    ],
)
def test_a_slip_is_refused_with_the_file_and_the_entry(read, text, said):
    with pytest.raises(QualityError) as caught:
        read(text)
    assert "some.toml" in caught.value.sentence
    assert said in caught.value.sentence


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(QualityError, match=r"Файл none.toml не читается"):
        read_toml(tmp_path / "none.toml")


def test_text_that_is_not_utf8_is_said(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b"a = '\xff'")
    with pytest.raises(QualityError, match=r"Файл x.toml записан с ошибкой"):
        read_toml(path)


FORM = """
[school.s]
[form.f]
code = "f"
[data_element.e]
form = "form:f"
code = "e"
[calculation.c]
code = "c"
"""


def test_what_schools_answered_gets_the_ids_that_everybody_gives_it(read):
    records = read(
        FORM
        + """
[[collection]]
key = "c"
form = "form:f"
year = 2025
[[submission]]
collection = "collection:c"
school = "school:s"
[[value]]
element = "data_element:e"
school = "school:s"
year = 2025
digits = 7
[[acceptance]]
year = 2025
school = "school:s"
check = "share:c"
[[target]]
calculation = "calculation:c"
year = 2025
"""
    )
    school, element = of(records, School).id, of(records, DataElement).id
    collection = collection_id(of(records, Form).id, 2025)
    assert of(records, Collection).id == collection
    assert of(records, Submission).id == submission_id(collection, school)
    assert of(records, Value).id == value_id(element, school, 2025)
    assert of(records, Acceptance).id == acceptance_id(2025, school, "share:c")
    assert of(records, Target).id == target_id(of(records, Calculation).id, 2025)


def test_results_and_decisions_about_files_get_the_ids_that_everybody_gives_them(read):
    records = read(
        """
[school.s]
[[exam_result]]
procedure = "vpr"
year = 2025
subject = "math"
grade = 5
school = "school:s"
[[exam_result]]
procedure = "ege"
year = 2025
subject = "math"
school = "school:s"
[[name_match]]
written = "сош 3"
school = "school:s"
[[column_mapping]]
headings = "оо"
"""
    )
    school = of(records, School).id
    assert {r.id for r in records if isinstance(r, ExamResult)} == {
        exam_result_id("vpr", 2025, "math", 5, school),
        exam_result_id("ege", 2025, "math", 0, school),
    }
    assert of(records, NameMatch).id == name_match_id("сош 3")
    assert of(records, ColumnMapping).id == column_mapping_id("оо")
