"""A file made before the definitions existed gets them, once, and keeps what it has changed."""

from __future__ import annotations

from dataclasses import replace

from quality_desktop import paths
from quality_desktop.domain.collection.indicators import Band, Calculation
from quality_desktop.domain.collection.monitoring import DataElement, Form
from quality_desktop.services.district_file import history
from quality_desktop.services.indicators import shipped_definitions

FOLDERS = {"forms": paths.bundled().forms, "reference": paths.bundled().reference}


def test_a_new_file_lacks_nothing(empty_district):
    assert shipped_definitions.missing(store=empty_district, **FOLDERS) == ()
    assert not shipped_definitions.add_missing(store=empty_district, **FOLDERS)


def test_what_a_file_lacks_is_added_in_one_step_and_its_own_changes_stay(empty_district):
    forms, calculations = empty_district.all(Form), empty_district.all(Calculation)
    with empty_district.work("Без показателей") as work:
        for band in work.all(Band):
            work.delete(Band, band.id)
        for record in calculations:
            work.delete(Calculation, record.id)
        work.put(replace(forms[0], title="Своё название"))
        work.commit()
    missing = shipped_definitions.missing(store=empty_district, **FOLDERS)
    assert {type(record) for record in missing} == {Calculation, Band}
    shipped_definitions.add_missing(store=empty_district, **FOLDERS)
    assert {c.id for c in empty_district.all(Calculation)} == {c.id for c in calculations}
    assert empty_district.get(Form, forms[0].id) == replace(forms[0], title="Своё название")
    history.undo(store=empty_district)
    assert not empty_district.all(Calculation)


def test_added_forms_find_their_direction(empty_district):
    expected = {form.id: form.direction for form in empty_district.all(Form)}
    assert None not in expected.values()
    known = shipped_definitions._directions(empty_district)  # noqa: SLF001 - the names are the contract
    shipped = shipped_definitions.read(forms=paths.bundled().forms, known=known)
    assert {r.id: r.direction for r in shipped if isinstance(r, Form)} == expected
    assert any(isinstance(r, DataElement) for r in shipped)
