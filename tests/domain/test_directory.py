from dataclasses import replace
from datetime import date

import pytest

from quality_desktop.domain.directory import (
    Team,
    TeamMember,
    TeamRules,
    check_team,
    inflection_id,
    school_year_id,
    team_member_id,
)
from quality_desktop.domain.records import natural_id

RULES = TeamRules(
    least=3,
    most=4,
    roles={"head": "начальников отделов", "school": "руководителей школ"},
    practice_roles=frozenset({"school"}),
    source="письмо № 1",
)
TEAM = Team(id=natural_id("team"), title="Команда", act_number="5", act_date=date(2021, 5, 31))
NAMES = {natural_id("p", n): f"Ф{n}" for n in range(6)}


def members(*roles):
    return [
        TeamMember(
            id=team_member_id(TEAM.id, who),
            team=TEAM.id,
            person=who,
            role=role,
            practice="наставничество",
        )
        for who, role in zip(NAMES, roles, strict=False)
    ]


def texts(team, people):
    return [problem.text for problem in check_team(team, people, RULES, NAMES)]


def test_a_team_by_the_rules_has_no_problems():
    assert texts(TEAM, members("head", "school", "school")) == []


@pytest.mark.parametrize("roles", [("head", "school"), ("head", *["school"] * 4)])
def test_a_team_of_the_wrong_size_is_told_the_right_one(roles):
    (text,) = texts(TEAM, members(*roles))
    assert text == f"В команде {len(roles)} чел., а должно быть 3–4 (письмо № 1): измените состав."


def test_a_missing_role_is_named():
    (text,) = texts(TEAM, members("school", "school", "school"))
    assert text == "В команде нет начальников отделов (письмо № 1): добавьте."


def test_a_member_whose_practice_counts_must_have_it_described():
    people = members("head", "school", "school")
    people[1] = replace(people[1], practice=" ")
    (text,) = texts(TEAM, people)
    assert text.startswith("Ф1:")


def test_the_approving_act_is_asked_for():
    (text,) = texts(replace(TEAM, act_number=""), members("head", "school", "school"))
    assert "акт" in text


def test_ids_of_things_that_two_people_may_create_follow_from_their_keys():
    school = natural_id("school", 1)
    assert school_year_id(school, 2025) == school_year_id(school, 2025)
    assert school_year_id(school, 2025) != school_year_id(school, 2024)
    assert inflection_id("position", "методист", "", "gen") == inflection_id(
        "position", "методист", "", "gen"
    )
