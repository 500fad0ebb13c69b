"""The library of recommendations: changed by the office, never to something nobody computes."""

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.profile import RecommendationTemplate
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import natural_id
from quality_desktop.services.district_file import history
from quality_desktop.services.school_profile import recommendation_library, recommendations
from quality_desktop.services.school_profile.recommendation_library import TemplateEdit
from tests.services.risky import YEAR, fill, school_id, weak_and_strong

REFERENCE = paths.bundled().reference


def change(store, template, **values):
    edits: list[TemplateEdit] = [
        TemplateEdit(**{"template": template, "field": f, "value": v}) for f, v in values.items()
    ]
    recommendation_library.edit(store=store, edits=edits)
    return store.get(RecommendationTemplate, template)


@pytest.fixture
def own(empty_district):
    recommendation_library.add(store=empty_district)
    return recommendation_library.library(store=empty_district)[-1]


def generate(store):
    recommendations.generate(store=store, year=YEAR, schools=[school_id("А")], reference=REFERENCE)
    return recommendations.of_school(store=store, school=school_id("А"), year=YEAR)


def test_an_own_recommendation_says_nothing_until_it_has_a_condition(empty_district, own):
    fill(empty_district, weak_and_strong())
    assert own.id not in {one.template for one in generate(empty_district)}
    change(
        empty_district, own.id, sign="risk.low", condition="≥ 2", text="Просим: {figure}",
        level="office",
    )  # fmt: skip
    made = next(one for one in generate(empty_district) if one.template == own.id)
    assert (made.text, made.level) == ("Просим: 2 из 2", "office")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("≥ 12,5 %", (">=", "12.5")), ("<5", ("<", "5")), (">= 30", (">=", "30"))],
)
def test_conditions_are_taken_as_people_write_them(empty_district, own, typed, stored):
    found = change(empty_district, own.id, condition=typed)
    assert (found.relation, found.bound) == stored


def test_a_figure_is_named_by_its_code_or_its_words(empty_district, own):
    assert change(empty_district, own.id, sign="доля низких результатов").sign == "work.low_share"
    assert change(empty_district, own.id, sign="work.low_share.math").sign == "work.low_share.math"
    found = change(empty_district, own.id, sign="Доля низких результатов: физика")
    assert found.sign == "work.low_share.physics"
    assert change(empty_district, own.id, sign="truants").sign == "truants"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("sign", "погода", "Показателя «погода» нет"),
        ("condition", "много", "непонятно"),
        ("text", " ", "Впишите текст"),
    ],
)
def test_what_cannot_be_used_is_refused(empty_district, own, field, value, sentence):
    with pytest.raises(QualityError, match=sentence):
        change(empty_district, own.id, **{field: value})
    assert empty_district.get(RecommendationTemplate, own.id) == own


def test_a_removed_template_leaves_its_recommendations_to_the_office(empty_district):
    fill(empty_district, weak_and_strong())
    made = next(one for one in generate(empty_district) if one.work == "vpr/math/5")
    recommendation_library.remove(store=empty_district, template=made.template)
    left = recommendations.of_school(store=empty_district, school=school_id("А"), year=YEAR)
    assert next(one for one in left if one.id == made.id).template is None
    history.undo(store=empty_district)
    assert empty_district.get(RecommendationTemplate, made.template) is not None


def test_what_is_gone_is_refused(empty_district):
    with pytest.raises(QualityError, match="в библиотеке больше нет"):
        recommendation_library.remove(store=empty_district, template=natural_id("x"))


def test_every_figure_of_the_library_has_words(empty_district):
    titles = recommendation_library.sign_titles(store=empty_district)
    for template in recommendation_library.library(store=empty_district):
        assert titles[template.sign] != template.sign
