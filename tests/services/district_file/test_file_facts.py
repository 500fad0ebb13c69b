"""What the window says about the open file."""

from __future__ import annotations

from datetime import datetime

from quality_desktop.domain.directory import Municipality
from quality_desktop.services.district_file.file_facts import facts
from quality_desktop.services.office.directory import MUNICIPALITY_ID


def test_the_owner_is_the_short_name_of_the_office(district):
    found = facts(store=district)
    assert found.office == "МКУ УО МР Ишимбайский район"
    assert found.path == district.path
    assert not found.is_read_only


def test_a_district_whose_office_has_no_short_name_is_called_by_its_own(empty_district):
    assert facts(store=empty_district).office == ""
    with empty_district.work("Название") as work:
        work.put(Municipality(id=MUNICIPALITY_ID, name="Северный район"))
        work.commit()
    assert facts(store=empty_district).office == "Северный район"


def test_the_last_write_is_told_in_local_time(empty_district):
    before = datetime.now().astimezone()
    with empty_district.work("Название") as work:
        work.put(Municipality(id=MUNICIPALITY_ID, name="Северный район"))
        work.commit()
    saved = facts(store=empty_district).last_saved
    assert saved is not None
    assert saved.utcoffset() == before.utcoffset()
    assert before <= saved <= datetime.now().astimezone()
