"""The context index from the file: figures, contributions, missing data, the bound, edits."""

from dataclasses import replace

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.context import ContextComponent, ContextIndex
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.social_context import context_index
from quality_desktop.services.social_context.context_index import ContextStanding
from quality_desktop.services.social_context.context_index_edit import save_components, save_index
from quality_desktop.storage.store import Store
from tests.services.monitored import YEAR, District

REFERENCE = paths.bundled().reference
EXAMS = YEAR + 1
NAMES = ["А", "Б", "В", "Г", "Д"]
INDEX = ContextIndex(id=new_id(), code="test", title="Индекс", share="20", is_current=True)


@pytest.fixture
def made(empty_district: Store) -> District:
    """Five schools, a share and a yes/no; the shipped index has stepped back."""
    made = District(empty_district)
    made.add_schools(*NAMES)
    made.ask("hard_x", title="трудные", unit="чел.")
    made.ask("all_x", title="все", unit="чел.")
    made.ask("far_x", title="отдалённая", type="yes_no")
    made.calculate("hard_share", "hard_x", "all_x")
    made.calculate("far", "far_x", type="yes_no", factor=1, decimals=0, unit="")
    made.answer(YEAR, "all_x", dict.fromkeys(NAMES, "40"))
    made.answer(YEAR, "hard_x", {"А": "10", "Б": "5", "В": "0", "Г": "20"})
    made.answer(YEAR, "far_x", {"А": "да", "Б": "нет", "В": "нет", "Г": "да"})
    made.put(*(replace(i, is_current=False) for i in empty_district.all(ContextIndex)), INDEX)
    made.put(
        ContextComponent(id=new_id(), index=INDEX.id, calculation="hard_share", weight="3"),
        ContextComponent(id=new_id(), index=INDEX.id, calculation="far", place=1),
    )
    return made


def assess(made: District, **given):
    return context_index.assess(store=made.store, year=EXAMS, reference=REFERENCE, **given)


def change(made: District, **fields):
    save_index(store=made.store, reference=REFERENCE, index=replace(INDEX, **fields))


def by_name(view):
    return {row.school.short_name: row for row in view.rows}


def test_every_school_has_its_figures_contributions_and_place(made):
    change(made, standardisation="minmax")
    rows = by_name(assess(made))
    assert [part.shown for part in rows["А"].parts] == ["25,0\u202f%", "да"]
    assert [part.contribution for part in rows["А"].parts] == [0.375, 0.0]
    assert {name: row.index for name, row in rows.items()} == {
        "А": 0.375, "Б": 0.8125, "В": 1.0, "Г": 0.0, "Д": None,
    }  # fmt: skip
    assert {name: row.rank for name, row in rows.items()} == {
        "А": 2, "Б": 3, "В": 4, "Г": 1, "Д": None,
    }  # fmt: skip


def test_a_school_without_answers_is_without_data_and_never_well(made):
    row = by_name(assess(made, share="100"))["Д"]
    assert row.standing is ContextStanding.NO_DATA
    assert row.missing == 2
    assert [part.shown for part in row.parts] == ["нет данных", "нет данных"]


def test_the_bound_counts_whole_schools_of_those_with_an_index(made):
    assert assess(made).count(ContextStanding.DISADVANTAGED) == 0  # 20 % of four
    view = assess(made, share="50")
    assert {n for n, row in by_name(view).items() if row.standing == "disadvantaged"} == {"А", "Г"}


def test_without_a_bound_nobody_is_called_disadvantaged(made):
    change(made, share="")
    view = assess(made)
    assert view.share is None
    assert {row.standing for row in view.rows} == {
        ContextStanding.NO_BOUND,
        ContextStanding.NO_DATA,
    }


def test_a_missing_figure_follows_the_rule_of_the_index(made):
    made.answer(YEAR, "far_x", {"Д": "нет"})
    change(made, standardisation="minmax")
    assert by_name(assess(made))["Д"].index == 1
    change(made, standardisation="minmax", missing="mean")
    filled = by_name(assess(made))["Д"]
    assert filled.parts[0].is_filled
    assert filled.index == pytest.approx((3 * 0.5625 + 1) / 4)
    change(made, standardisation="minmax", missing="refuse")
    assert by_name(assess(made))["Д"].standing is ContextStanding.NO_DATA


def test_a_component_that_cannot_be_computed_is_told(made):
    made.put(
        ContextComponent(id=new_id(), index=INDEX.id, calculation="nothing", title="Пусто", place=2)
    )
    view = assess(made)
    assert view.problems == ("Составляющая «Пусто»: показателя «nothing» в этом году нет.",)
    assert view.counted == 4


@pytest.mark.parametrize("share", ["много", "101"])
def test_a_bound_that_is_no_percent_is_refused(made, share):
    with pytest.raises(QualityError, match="доля в процентах"):
        change(made, share=share)


@pytest.mark.parametrize("field", ["standardisation", "missing"])
def test_an_unknown_way_is_refused(made, field):
    with pytest.raises(QualityError, match="неизвестн"):
        change(made, **{field: "иначе"})


def test_a_weight_that_is_no_number_is_refused(made):
    [component] = made.store.all(ContextComponent, index=INDEX.id, calculation="far")
    with pytest.raises(QualityError, match="впишите число"):
        save_components(
            store=made.store, reference=REFERENCE, components=[replace(component, weight="-1")]
        )


def test_without_a_current_index_the_sentence_says_what_to_do(made):
    change(made, is_current=False)
    with pytest.raises(QualityError, match="отметьте действующий"):
        assess(made)
    with pytest.raises(QualityError, match="Индекса «другой» в файле нет"):
        assess(made, code="другой")


def test_the_shipped_index_has_the_nine_components_of_the_programme(district):
    view = context_index.assess(store=district, year=2026, reference=REFERENCE)
    assert [component.calculation for component in view.components] == [
        "registered", "migrants", "not_attested", "truants", "special_needs",
        "remote", "small_school", "poor_base", "understaffed",
    ]  # fmt: skip
    assert view.problems == ()


def test_a_file_of_an_older_version_uses_the_index_of_the_program_and_keeps_it_when_changed(
    empty_district,
):
    with empty_district.work("Прежний файл") as work:
        for kind in (ContextComponent, ContextIndex):
            for record in empty_district.all(kind):
                work.delete(kind, record.id)
        work.commit()
    view = context_index.assess(store=empty_district, year=2026, reference=REFERENCE)
    assert len(view.components) == 9
    changed = replace(view.components[0], weight="2")
    save_components(store=empty_district, reference=REFERENCE, components=[changed])
    assert empty_district.get(ContextIndex, view.index.id) == view.index
    again = context_index.assess(store=empty_district, year=2026, reference=REFERENCE)
    assert [component.weight for component in again.components] == ["2"] + ["1"] * 8
