"""Addressed recommendations: each cites its figure, and what people wrote survives."""

import re
from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.profile import (
    Level,
    Recommendation,
    RecommendationStatus,
    RecommendationTemplate,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import natural_id
from quality_desktop.services.district_file import history
from quality_desktop.services.risk_schools import risk, risk_lists
from quality_desktop.services.school_profile import recommendations, risk_signs
from quality_desktop.services.school_profile.recommendations import CellEdit
from tests.services.risky import YEAR, fill, result, school_id, weak_and_strong

REFERENCE = paths.bundled().reference
TODAY = date(2025, 10, 1)


def generate(store, *names):
    return recommendations.generate(
        store=store,
        year=YEAR,
        schools=[school_id(name) for name in names or ("А",)],
        reference=REFERENCE,
    )


def of(store, name="А", **more):
    return recommendations.of_school(store=store, school=school_id(name), year=YEAR, **more)


def by_template(store, code, work="", name="А"):
    template = next(t for t in store.all(RecommendationTemplate) if t.code == code)
    found = (r for r in of(store, name) if r.template == template.id and r.work == work)
    return next(found, None)


@pytest.fixture
def made(empty_district):
    fill(empty_district, weak_and_strong())
    generate(empty_district)
    return empty_district


def test_the_library_has_many_recommendations_for_every_level(empty_district):
    library = empty_district.all(RecommendationTemplate)
    assert len(library) >= 40
    assert {template.level for template in library} == set(Level)
    assert all(template.source and template.certainty for template in library)


def test_every_field_of_the_library_is_known(empty_district):
    known = {"{school}", "{figure}", "{bound}", "{district}", "{work}"}
    for template in empty_district.all(RecommendationTemplate):
        assert set(re.findall(r"{[^}]*}", template.text)) <= known, template.code
        assert ("{work}" in template.text) <= template.sign.startswith("work."), template.code


def test_a_school_listed_by_decision_is_not_told_that_it_is_strong_or_outside_the_list(
    empty_district,
):
    fill(empty_district, weak_and_strong())
    generate(empty_district, "Б")
    assert by_template(empty_district, "strong-methodists", name="Б") is not None
    terms = risk.terms(store=empty_district, rule=risk.current_code(store=empty_district))
    risk_lists.make_draft(store=empty_district, year=YEAR, terms=terms, today=TODAY)
    found = risk_lists.view(store=empty_district, year=YEAR)
    assert found is not None
    row = next(one for one in found.rows if one.school.id == school_id("Б"))
    risk_lists.decide(
        store=empty_district, entry=row.entry.id, is_listed=True, decision="по просьбе школы"
    )
    generate(empty_district, "Б")
    assert by_template(empty_district, "strong-methodists", name="Б") is None


def test_every_recommendation_cites_its_figure_and_its_bound(made):
    found = of(made)
    assert found
    for one in found:
        assert re.search(r"\d", one.cited)
        assert "граница" in one.cited
        assert "{" not in one.text
        assert one.text == one.composed
    math = by_template(made, "work-low-teacher", "vpr/math/5")
    assert math.text.startswith("ВПР, математика, 5 класс, 2025. Провести")
    assert math.cited.startswith(
        "ВПР, математика, 5 класс, 2025: доля низких результатов: 9 из 24 = 37,5\u202f%"
    )
    assert "; по муниципалитету 20,8\u202f%; граница ≥ 30\u202f%" in math.cited


def test_recommendations_stand_by_level(made):
    levels = [list(Level).index(Level(one.level)) for one in of(made)]
    assert levels == sorted(levels)


def test_only_the_schools_asked_for_get_recommendations(made):
    assert of(made, "Б") == ()
    generate(made, "Б", "В")
    assert by_template(made, "strong-methodists", name="Б") is not None
    assert of(made, "В") == ()
    assert set(recommendations.of_year(store=made, year=YEAR)) == {school_id("А"), school_id("Б")}


def test_composing_again_of_the_same_figures_changes_nothing(made):
    before = of(made)
    assert not generate(made)
    assert of(made) == before


def test_an_edited_text_survives_and_its_figure_is_cited_anew(made):
    one = by_template(made, "work-low-teacher", "vpr/math/5")
    recommendations.edit(store=made, recommendation=one.id, text="Провести срез в октябре")
    fill(made, [result("А", 12, 24)])
    generate(made)
    again = by_template(made, "work-low-teacher", "vpr/math/5")
    assert again.text == "Провести срез в октябре"
    assert recommendations.is_edited(again)
    assert "12 из 24 = 50,0" in again.cited
    recommendations.edit(store=made, recommendation=one.id, text="  ")
    assert by_template(made, "work-low-teacher", "vpr/math/5").text == again.composed


def test_a_struck_one_stays_struck_and_is_not_counted(made):
    one = by_template(made, "low-2-director")
    recommendations.strike(store=made, recommendations=[one.id])
    generate(made)
    assert by_template(made, "low-2-director").is_struck
    assert one.id not in {r.id for r in of(made, with_struck=False)}
    assert one.id not in {r.id for r in recommendations.of_year(store=made, year=YEAR)[one.school]}
    recommendations.strike(store=made, recommendations=[one.id], is_struck=False)
    assert not by_template(made, "low-2-director").is_struck


def test_a_draft_nobody_touched_goes_with_its_reason_and_an_edited_one_says_so(made):
    edited = by_template(made, "low-2-director")
    recommendations.edit(store=made, recommendation=edited.id, text="Своё")
    fill(made, [result("А", 0, 24), result("А", 0, 10, subject="russian")])
    generate(made)
    assert by_template(made, "low-2-deputy") is None
    left = by_template(made, "low-2-director")
    assert (left.text, left.cited) == ("Своё", recommendations.NOT_MET)


def test_what_has_been_sent_stays_as_it_was_sent(made):
    one = by_template(made, "work-low-teacher", "vpr/math/5")
    step(made, one, RecommendationStatus.SENT)
    sent = by_template(made, "work-low-teacher", "vpr/math/5")
    fill(made, [result("А", 0, 24)])
    generate(made)
    assert made.get(Recommendation, one.id) == sent


def set_cell(store, one, field, value):
    cell = CellEdit(recommendation=one.id, field=field, value=value)
    return recommendations.set_cells(store=store, edits=[cell], intent="Правка")


def step(store, one, status, **more):
    recommendations.set_status(
        store=store, recommendations=[one.id], status=status, day=TODAY, **more
    )
    return store.get(Recommendation, one.id)


def test_steps_have_their_days_and_going_back_clears_the_later_ones(made):
    one = by_template(made, "low-2-director")
    assert step(made, one, RecommendationStatus.SENT).sent == TODAY
    assert step(made, one, RecommendationStatus.ACKNOWLEDGED).acknowledged == TODAY
    assert step(made, one, RecommendationStatus.PLANNED).status == "planned"
    done = step(made, one, RecommendationStatus.DONE, proof="Протокол № 3")
    assert (done.done, done.proof, done.sent) == (TODAY, "Протокол № 3", TODAY)
    back = step(made, one, RecommendationStatus.SENT)
    assert (back.acknowledged, back.done, back.proof) == (None, None, "Протокол № 3")


def test_nothing_is_done_without_a_proof(made):
    one = by_template(made, "low-2-director")
    with pytest.raises(QualityError, match="Впишите подтверждение"):
        step(made, one, RecommendationStatus.DONE)
    assert made.get(Recommendation, one.id) == one
    set_cell(made, one, "proof", "Приказ № 5")
    assert step(made, one, RecommendationStatus.DONE).done == TODAY
    with pytest.raises(QualityError, match="Впишите подтверждение"):
        set_cell(made, one, "proof", " ")


def test_a_status_of_many_leaves_the_struck_ones_alone(made):
    first, second, *_ = of(made)
    recommendations.strike(store=made, recommendations=[second.id])
    recommendations.set_status(
        store=made, recommendations=[first.id, second.id],
        status=RecommendationStatus.SENT, day=TODAY,
    )  # fmt: skip
    assert made.get(Recommendation, first.id).sent == TODAY
    assert made.get(Recommendation, second.id).sent is None


def test_one_written_by_hand_survives_and_is_addressed_to_whom_the_office_says(made):
    recommendations.add(store=made, school=school_id("А"), year=YEAR, text=" Пригласить методиста ")
    own = next(r for r in of(made) if r.template is None)
    recommendations.set_level(store=made, recommendations=[own.id], level=Level.OFFICE)
    set_cell(made, own, "due", TODAY)
    generate(made)
    again = made.get(Recommendation, own.id)
    assert (again.text, again.level, again.due) == ("Пригласить методиста", "office", TODAY)
    with pytest.raises(QualityError, match="Впишите текст"):
        recommendations.edit(store=made, recommendation=own.id, text="")
    with pytest.raises(QualityError, match="Впишите текст"):
        recommendations.add(store=made, school=school_id("А"), year=YEAR, text=" ")


def test_several_cells_are_one_step(made):
    one, other, *_ = of(made)
    cells = [
        CellEdit(recommendation=one.id, field="text", value="Первый"),
        CellEdit(recommendation=one.id, field="due", value=TODAY),
        CellEdit(recommendation=other.id, field="text", value="Второй"),
    ]
    recommendations.set_cells(store=made, edits=cells, intent="Вставить")
    changed = made.get(Recommendation, one.id)
    assert (changed.text, changed.due) == ("Первый", TODAY)
    history.undo(store=made)
    assert (made.get(Recommendation, one.id), made.get(Recommendation, other.id)) == (one, other)


def test_composing_is_undone_in_one_step(made):
    assert of(made)
    history.undo(store=made)
    assert of(made) == ()


def test_a_template_without_a_sound_bound_says_nothing(made):
    template = next(t for t in made.all(RecommendationTemplate) if t.code == "low-2-director")
    with made.work("Правка") as work:
        work.put(replace(template, bound=""))
        work.commit()
    generate(made)
    assert by_template(made, "low-2-director") is None


def test_braces_that_are_no_field_stay_as_the_office_wrote_them(made):
    template = next(t for t in made.all(RecommendationTemplate) if t.code == "low-2-director")
    with made.work("Правка") as work:
        work.put(replace(template, text="{school}: {что-то} {bound}"))
        work.commit()
    generate(made)
    assert by_template(made, "low-2-director").text == "А: {что-то} ≥ 2"


def test_refusals_are_sentences(made):
    with pytest.raises(QualityError, match="Выберите хотя бы одну школу"):
        recommendations.generate(store=made, year=YEAR, schools=[], reference=REFERENCE)
    with pytest.raises(QualityError, match="рекомендации в файле больше нет"):
        recommendations.strike(store=made, recommendations=[natural_id("nobody")])
    history.undo(store=made)
    with made.work("Удаление") as work:
        for template in made.all(RecommendationTemplate):
            work.delete(RecommendationTemplate, template.id)
        work.commit()
    with pytest.raises(QualityError, match="Библиотека рекомендаций пуста"):
        generate(made)


def test_without_a_rule_to_apply_the_results_give_no_figures(made):
    from quality_desktop.domain.at_risk.risk import RiskRule

    with made.work("Правка") as work:
        work.put_all(replace(rule, share="") for rule in made.all(RiskRule))
        work.commit()
    known = risk_signs.signs(store=made, year=YEAR, reference=REFERENCE)
    assert made.all(ExamResult)
    assert known.of("risk.low", school_id("А")) == ()
