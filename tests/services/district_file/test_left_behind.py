"""An older copy put in the place of the file: what the newest copy still has is offered and joined."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Person
from quality_desktop.services.district_file import backups, files, left_behind
from quality_desktop.services.district_file.backups import Places, Reason
from quality_desktop.storage.refusals import FileGoneError
from quality_desktop.storage.store import Store
from tests.services.conftest import WRITER
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
        "Внесено 2\xa0изменения. 1\xa0расхождение: решите в окне «Расхождения»."
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


@pytest.fixture
def made_anew(path: Path, places: Places) -> Callable[[], Store]:
    """Removes the file and makes a new one in its place, as for another district."""

    def make() -> Store:
        bundled = paths.bundled()
        path.unlink()
        return files.create_file(
            path=path,
            sample=None,
            samples_folder=bundled.samples,
            reference=bundled.reference,
            forms=bundled.forms,
            migrations=bundled.migrations,
            writer=WRITER,
            places=places,
        )

    return make


def test_a_new_file_at_an_old_path_is_not_given_what_the_old_one_held(path, opened, made_anew):
    with opened(path) as store:
        enter(store, "Учебная")
        backups.at_end(store=store)
    with made_anew() as store:
        enter(store, "Настоящая")
        assert left_behind.missing(store=store) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove a file that is open")
def test_edits_that_wait_for_a_file_are_not_offered_to_another_one_in_its_place(
    path, opened, made_anew, tmp_path
):
    store = opened(path)
    enter(store, "Первая")
    away = shutil.copy(path, tmp_path / "на сервере.quality")
    path.unlink()
    with pytest.raises(FileGoneError, match="записано на этот компьютер"):
        enter(store, "Вторая")
    store.close()
    path.touch()
    with made_anew() as other:
        assert left_behind.missing(store=other) is None
    shutil.copy(away, path)
    store = opened(path)
    missing = left_behind.missing(store=store)
    assert missing is not None
    assert missing.sentence.startswith("Не внесено 1\xa0изменение от ")
    assert "(«Ввод сотрудников»), потому что диск с файлом был недоступен." in missing.sentence
    assert left_behind.take_in(store=store, missing=missing).sentence == "Внесено 1\xa0изменение."
    assert surnames(store) == ["Вторая", "Первая"]
