"""Norms of the file and of the program."""

from dataclasses import replace
from fractions import Fraction

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.norms import Norm, norm_of
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.school_profile.norms import norms, save_norms

REFERENCE = paths.bundled().reference


def test_a_new_file_has_the_norms_of_the_program_with_source_and_certainty(empty_district):
    found = norms(store=empty_district, reference=REFERENCE)
    assert set(found) == set(empty_district.all(Norm))
    assert all(norm.title and norm.source and norm.certainty and norm.is_own for norm in found)
    assert norm_of(found, "objectivity.raised_most", 2021) == 20


def test_a_file_of_an_older_version_gets_the_norms_of_the_program(empty_district):
    with empty_district.work("Прежний файл") as work:
        for norm in empty_district.all(Norm):
            work.delete(Norm, norm.id)
        work.commit()
    assert (
        norm_of(norms(store=empty_district, reference=REFERENCE), "objectivity.above", 2021) == 20
    )


def test_a_norm_of_the_office_wins(empty_district):
    own = next(n for n in empty_district.all(Norm) if n.code == "objectivity.above")
    save_norms(store=empty_district, norms=[replace(own, figure="12.5")])
    found = norms(store=empty_district, reference=REFERENCE)
    assert norm_of(found, "objectivity.above", 2021) == Fraction(25, 2)


@pytest.mark.parametrize("figure", ["", "-1", "много"])
def test_a_norm_that_is_no_number_is_refused(empty_district, figure):
    with pytest.raises(QualityError, match="впишите число"):
        save_norms(
            store=empty_district, norms=[Norm(id=new_id(), code="x", title="Икс", figure=figure)]
        )
