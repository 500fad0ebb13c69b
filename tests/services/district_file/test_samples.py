"""Sample districts and the catalogues every new file starts with."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import Form, Value
from quality_desktop.domain.cycle import Position, Stage, stage_id
from quality_desktop.domain.directions import Direction, DirectionLink, direction_id
from quality_desktop.domain.directory import Letterhead, Person, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.paperwork import Paper, PaperDeadline
from quality_desktop.domain.programme import Indicator, Task
from quality_desktop.domain.records import references
from quality_desktop.domain.responsibility import Assignment, Role, assignment_id
from quality_desktop.services.district_file import samples
from tests.documents.district import FORMS, REFERENCE, SAMPLES

NAMES = [folder.parent.name for folder in SAMPLES.glob("*/sample.toml")]


def load(sample: str | None = "ishimbay", folder: Path = SAMPLES):
    return samples.load(sample=sample, samples_folder=folder, reference=REFERENCE, forms=FORMS)


def test_the_full_sample_is_offered_first_the_others_by_name_with_a_title_and_a_description():
    found = samples.available(samples_folder=SAMPLES)
    others = sorted(name for name in NAMES if name != "ishimbay")
    assert [info.name for info in found] == ["ishimbay", *others]
    assert all(info.title and info.description for info in found)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_refers_only_to_its_own_records_and_the_catalogues(name):
    records = load(name)
    known = {(type(record).kind, record.id) for record in records}
    assert len(known) == len(records)
    for record in records:
        for field, kind in references(type(record)).items():
            value = getattr(record, field)
            assert value is None or (kind, value) in known, (record, field)


def test_a_sample_has_the_same_ids_every_time():
    assert load() == load()


def test_an_empty_district_starts_with_the_catalogues_and_definitions():
    records = load(None)
    assert {type(record).kind for record in records} == {
        "edition", "direction_group", "direction", "direction_link", "stage", "position",
        "exam_procedure", "subject", "form", "data_element", "check_rule", "calculation", "band",
        "risk_rule", "risk_criterion", "norm", "context_index", "context_component",
        "risk_factor", "factor_sign", "factor_measure", "recommendation_template", "holiday",
    }  # fmt: skip


def test_the_catalogue_holds_both_editions_and_says_what_became_of_every_direction():
    records = load(None)
    directions = {r.id: r for r in records if isinstance(r, Direction)}
    links = [r for r in records if isinstance(r, DirectionLink)]
    codes = [(directions[r.earlier].code, directions[r.later].code) for r in links]
    assert codes == [
        ("1.1", "1.1"), ("1.2", "1.2"), ("1.3", "1.3"), ("1.4", "1.4"), ("2.1", "1.1"),
        ("2.2", "2.1"), ("2.3", "2.2"), ("2.4", "2.2"), ("2.5", "2.3"),
    ]  # fmt: skip
    assert directions[direction_id("2020", "2.5")].title.startswith("Система организации")


def test_nine_positions_fill_six_stages_and_the_last_three_are_the_short_track():
    records = load(None)
    assert sorted(r.number for r in records if isinstance(r, Stage)) == [1, 2, 3, 4, 5, 6]
    positions = sorted((r for r in records if isinstance(r, Position)), key=lambda r: r.number)
    stages = [next(n for n in range(1, 7) if stage_id(n) == p.stage) for p in positions]
    assert stages == [1, 2, 2, 3, 4, 4, 5, 5, 6]
    assert [p.number for p in positions if p.in_short_track] == [7, 8, 9]


def test_the_order_of_ishimbay_is_there_with_its_hole_in_the_numbers_of_tasks():
    records = load()
    (paper,) = (r for r in records if isinstance(r, Paper))
    assert (paper.number, paper.dated) == ("1048", date(2021, 7, 5))
    tasks = sorted(r.number for r in records if isinstance(r, Task))
    assert tasks == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11]
    assert len([r for r in records if isinstance(r, Assignment)]) == 29
    assert len([r for r in records if isinstance(r, Indicator)]) == 10
    assert {r.due for r in records if isinstance(r, PaperDeadline)} == {
        date(2021, 8, 1),
        date(2021, 7, 12),
    }


def test_the_head_of_the_office_is_not_invented():
    records = load()
    (paper,) = (r for r in records if isinstance(r, Paper))
    (head,) = (r for r in records if isinstance(r, Person) and r.id == paper.signatory)
    assert (head.surname, head.position) == ("", "начальник Управления образования")


def test_the_second_language_is_kept_letter_by_letter():
    (form,) = (r for r in load() if isinstance(r, Letterhead))
    assert form.left_heading.splitlines()[0] == "БАШКОРТОСТАН РЕСПУБЛИКАҺЫ"
    assert form.left_kind_word == "БОЙОРОК"


def test_an_unknown_sample_is_refused_with_the_names_of_the_known_ones():
    with pytest.raises(QualityError, match=r"Образца «nowhere» нет. Есть: .*ishimbay"):
        load("nowhere")


def test_a_name_with_a_path_is_no_sample(tmp_path):
    with pytest.raises(QualityError, match="ни одного"):
        load("../ishimbay", tmp_path)


def test_a_sample_without_a_title_is_refused(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "sample.toml").write_text('description = "…"', encoding="utf-8")
    with pytest.raises(QualityError, match=r"x/sample.toml: не указано поле 'title'"):
        samples.available(samples_folder=tmp_path)


def test_a_slip_in_a_sample_is_refused_with_its_file_and_entry(tmp_path):
    shutil.copytree(SAMPLES / "ishimbay", tmp_path / "ishimbay")
    path = tmp_path / "ishimbay" / "people.toml"
    text = path.read_text(encoding="utf-8").replace("unit:grcpi", "unit:grcip")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QualityError, match=r"people.toml, запись «person.gomzova».*unit:grcip"):
        load(folder=tmp_path)


def test_the_sample_says_that_its_schools_and_figures_are_made_up_and_has_them_for_two_years():
    (info,) = (i for i in samples.available(samples_folder=SAMPLES) if i.name == "ishimbay")
    assert "вымышлены" in info.description
    records = load()
    assert len([r for r in records if isinstance(r, School)]) == 24
    assert {r.year for r in records if isinstance(r, Value)} == {2024, 2025}
    assert {r.year for r in records if isinstance(r, ExamResult)} == {2025, 2026}


def test_forms_name_the_act_of_their_own_district_only():
    """A letter to schools cites it: a new district has no act until it writes one in."""
    acts = {record.source for record in load() if isinstance(record, Form)}
    assert acts == {
        "Программа 1.2, приложение № 3 к приказу МКУ УО МР Ишимбайский район от 05.07.2021 № 1048"
    }
    assert {record.source for record in load(None) if isinstance(record, Form)} == {""}
    assert {record.source for record in load("zaoksky") if isinstance(record, Form)} == {""}


def test_formulas_name_the_act_of_their_own_district_only():
    """«Откуда формула» of another district must not name the order of this one."""
    act = "приказу МКУ УО МР Ишимбайский район от 05.07.2021 № 1048"
    typical = "типовой показатель направления 1.2; сверьте с программой своего района"
    own, others = (
        Counter(record.source for record in load(sample) if isinstance(record, Calculation))
        for sample in ("ishimbay", None)
    )
    assert others[typical] == own[f"Программа 1.2, приложение № 3 к {act}"] > 0
    assert typical not in own
    assert not any("Ишимбай" in source for source in others)
    assert sum(own.values()) == sum(others.values())


def test_a_made_up_part_without_its_seed_is_refused(tmp_path):
    shutil.copytree(SAMPLES / "ishimbay", tmp_path / "ishimbay")
    path = tmp_path / "ishimbay" / "sample.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("seed", "sead"), encoding="utf-8")
    with pytest.raises(QualityError, match=r"ishimbay/sample.toml: в разделе made_up .*'seed'"):
        load(folder=tmp_path)


def test_a_sample_without_made_up_figures_has_its_own_records_only(tmp_path):
    shutil.copytree(SAMPLES / "ishimbay", tmp_path / "ishimbay")
    about = 'title = "Без школ"\ndescription = "…"\n'
    (tmp_path / "ishimbay" / "sample.toml").write_text(about, encoding="utf-8")
    assert not [r for r in load(folder=tmp_path) if isinstance(r, School)]


def test_the_readme_lists_every_mend_of_every_sample():
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    for path in SAMPLES.glob("*/mends.toml"):
        mends = tomllib.loads(path.read_text(encoding="utf-8"))
        for mend in mends["mend"]:
            row = " | ".join(
                (mend["where"], _shown(mend["scan"]), _shown(mend["here"]), mend["why"])
            )
            assert f"| {row} |" in readme
        for join in mends["join"]:
            assert f"| {join['where']} | {join['row']} |" in readme


def _shown(text: str) -> str:
    if text == "(нет)":
        return text
    marked = text.replace("\n\n", " ⏎ ").replace("\t", " ⇥ ")
    return f"`{' '.join(marked.split())}`"


def test_an_assignment_of_the_sample_has_the_id_that_the_window_would_give_it():
    records = load()
    found = [record for record in records if isinstance(record, Assignment)]
    assert any(len(record.parties) == 2 for record in found)
    for record in found:
        role = Role(record.role)
        assert record.id == assignment_id(record.direction, role, *record.parties)
