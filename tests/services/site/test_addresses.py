"""Addresses of the website: short, Latin, no two the same."""

import re

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.records import new_id
from quality_desktop.services.site import addresses


def test_a_russian_name_is_spelled_in_latin_letters():
    assert addresses.latin("Справка о рисках (щит, Ё)") == "spravka-o-riskah-schit-e"
    assert addresses.latin("!?") == "fajl"


@given(st.lists(st.one_of(st.text(max_size=80), st.sampled_from(("Приказ 5", "приказ-5", "!")))))
def test_no_two_papers_have_the_same_address_and_every_one_can_stand_in_a_link(keys):
    papers = [(new_id(), key) for key in keys]
    found = addresses.of_papers(papers)
    assert len(set(found.values())) == len(papers)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in found.values())


def test_the_older_paper_keeps_its_address():
    ids = [new_id() for _ in range(2)]
    found = addresses.of_papers([(ids[0], "Приказ 5"), (ids[1], "приказ-5")])
    assert [found[one] for one in ids] == ["prikaz-5", "prikaz-5-2"]
