"""An older copy put in the place of the file: what the newest copy still has is offered and joined."""

from __future__ import annotations

import shutil

from quality_desktop.domain.directory import Person
from quality_desktop.services.district_file import backups, left_behind
from quality_desktop.services.district_file.backups import Reason
from tests.services.district_file.conftest import enter, put, surnames


def test_a_file_as_it_was_left_lacks_nothing(path, opened):
    with opened(path) as store:
        enter(store, "Первая")
        backups.at_end(store=store)
    assert left_behind.missing(store=opened(path)) is None


def test_a_file_replaced_by_an_older_one_gets_back_what_the_copy_has(path, opened, tmp_path):
    with opened(path) as store:
        (person,) = enter(store, "Первая")
    older = shutil.copy(path, tmp_path / "из почты.quality")
    with opened(path) as store:
        put(store, [Person(id=person.id, surname="Первая", note="наше")])
        enter(store, "Вторая")
        backups.before(store=store, step=Reason.MERGE)
    shutil.copy(older, path)
    store = opened(path)
    put(store, [Person(id=person.id, surname="Первая", note="после подмены")])

    missing = left_behind.missing(store=store)
    assert missing is not None
    assert "Файл заменён более старым" in missing.sentence
    taken = left_behind.take_in(store=store, missing=missing)
    assert taken.sentence == (
        "Внесено изменений: 2. Разошлись мнения: 1, решите их в окне «Расхождения»."
    )
    assert surnames(store) == ["Вторая", "Первая"]
    assert [dispute.field for dispute in store.disputes()] == ["note"]
    assert left_behind.missing(store=store) is None


def test_a_copy_of_a_file_that_came_with_a_merge_is_not_taken_for_a_newer_one(path, opened):
    with opened(path) as store:
        enter(store, "Первая")
        backups.before(store=store, step=Reason.MERGE)
        enter(store, "Вторая")
        assert left_behind.missing(store=store) is None
