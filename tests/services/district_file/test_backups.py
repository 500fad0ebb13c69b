"""Copies that the program makes by itself: when, where, and what is told when it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from quality_desktop.services.district_file import backups
from quality_desktop.services.district_file.backups import Reason
from quality_desktop.storage.backup_rotation import folder_of
from tests.services.district_file.conftest import enter, surnames

KILLED = """
import os, sys
from pathlib import Path
from quality_desktop.storage.disk import temporary_beside
with temporary_beside(Path(sys.argv[1])) as copy:
    copy.write_bytes(b"people")
    os._exit(9)  # as when it is killed before the copy gets its name
"""

NOON = datetime(2026, 11, 20, 12, 0)


def test_a_copy_before_a_step_stands_in_both_places_and_is_a_whole_file(path, opened, places):
    store = opened(path)
    enter(store, "Первая")
    copy = backups.before(store=store, step=Reason.MERGE, now=NOON)
    assert copy is not None
    assert copy.name == "район_2026-11-20_12-00-00_слияние.quality"
    assert [place.joinpath(copy.name).is_file() for place in places.of(path)] == [True, True]
    enter(store, "Вторая")
    assert surnames(opened(copy)) == ["Первая"]


def test_a_file_that_nobody_changed_since_is_not_copied_again(path, opened, places):
    store = opened(path)
    enter(store, "Первая")
    first = backups.before(store=store, step=Reason.IMPORT, now=NOON)
    soon = NOON + timedelta(minutes=29)
    assert backups.before(store=store, step=Reason.MERGE, now=soon) == first
    later = NOON + timedelta(days=3)
    assert backups.at_start(store=store, now=later) is None
    assert backups.daily(store=store, now=later) is None
    assert backups.at_end(store=store, now=later) is None
    assert len(backups.listed(path=path, places=places)) == 1


def test_a_copy_before_a_step_is_no_copy_that_is_thinned_out(path, opened, places):
    """Nothing was changed since the one made at the start, but that one goes within minutes."""
    store = opened(path)
    enter(store, "Первая")
    start = backups.at_start(store=store, now=NOON)
    taken = backups.before(store=store, step=Reason.MERGE, now=NOON + timedelta(minutes=1))
    assert taken != start
    for minutes in range(2, 20, 3):
        enter(store, f"{minutes}")
        backups.at_end(store=store, now=NOON + timedelta(minutes=minutes))
    assert taken is not None
    assert [place.joinpath(taken.name).is_file() for place in places.of(path)] == [True, True]
    later = NOON + timedelta(days=1, hours=23)
    enter(store, "послезавтра")
    again = backups.before(store=store, step=Reason.MERGE, now=later)
    assert again not in (None, taken)
    assert taken.is_file()


def test_copies_without_a_step_stand_apart_and_the_last_one_holds_the_end_of_the_day(
    path, opened, places
):
    store = opened(path)
    made = []
    for minutes, make in ((0, backups.at_start), (10, backups.at_start), (40, backups.at_start)):
        enter(store, f"{minutes}")
        made.append(make(store=store, now=NOON + timedelta(minutes=minutes)))
    assert [copy is not None for copy in made] == [True, False, True]
    enter(store, "после")
    assert backups.daily(store=store, now=NOON + timedelta(hours=5)) is None
    assert backups.at_end(store=store, now=NOON + timedelta(minutes=41)) is not None
    enter(store, "завтра")
    assert backups.daily(store=store, now=NOON + timedelta(hours=25)) is not None
    newest = backups.listed(path=path, places=places)[0]
    assert newest.reason is Reason.DAY
    assert "завтра" in surnames(opened(newest.path))


def test_a_place_that_cannot_be_written_is_told_and_the_work_goes_on(path, opened, places, warned):
    store = opened(path)
    enter(store, "Первая")
    places.folder.parent.mkdir(exist_ok=True)
    places.folder.write_text("файл на месте папки", encoding="utf-8")
    assert backups.before(store=store, step=Reason.MERGE) is None
    assert len(warned) == 1
    assert "Резервная копия не сделана" in warned[0]
    assert "Работать можно" in warned[0]
    enter(store, "Вторая")
    assert len(surnames(store)) == 2


def test_a_second_place_that_is_gone_costs_only_the_second_copy(path, opened, places, warned):
    store = opened(path)
    enter(store, "Первая")
    assert places.second is not None
    places.second.parent.mkdir()
    places.second.write_text("", encoding="utf-8")
    copy = backups.before(store=store, step=Reason.IMPORT)
    assert copy is not None
    assert copy.is_file()
    assert len(warned) == 1


def test_what_was_changed_since_a_copy_is_counted_by_kind_and_person(path, opened):
    store = opened(path)
    enter(store, "Первая")
    copy = backups.before(store=store, step=Reason.MERGE)
    assert copy is not None
    assert backups.changed_since(store=store, copy=copy).by == {}
    enter(store, "Вторая", "Третья")
    since = backups.changed_since(store=store, copy=copy)
    assert dict(since.by) == {("person", "Проверка П.П."): 2}
    assert since.is_known


def test_a_copy_that_knows_more_than_the_file_is_of_another_line(path, opened, tmp_path):
    other = tmp_path / "другая.quality"
    store = opened(path)
    store.back_up(other)
    enter(store, "Здесь")
    stranger = opened(other)
    enter(stranger, "Там")
    stranger.close()
    assert not backups.changed_since(store=store, copy=other).is_known


def test_what_a_killed_copy_left_goes_with_the_next_one(path, opened, places):
    """A whole hidden copy of the district would lie there for good, counted by no rule."""
    for folder in places.of(path):
        folder.mkdir(parents=True)
        subprocess.run(
            [sys.executable, "-c", KILLED, str(folder / "район_2026-11-19_12-00-00_конец.quality")],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
            check=False,
        )
        assert [file.suffix for file in folder.iterdir()] == [".tmp"]
    store = opened(path)
    enter(store, "Первая")
    copy = backups.before(store=store, step=Reason.MERGE, now=NOON)
    assert copy is not None
    for folder in places.of(path):
        assert [file.name for file in folder.iterdir()] == [copy.name]


def test_copies_of_two_files_of_one_name_lie_apart(path, tmp_path, places):
    namesake = tmp_path / "другая папка" / path.name
    assert folder_of(places.folder, path) != folder_of(places.folder, namesake)


def test_the_newest_sound_copy_outlives_the_rule(path, opened, places):
    """Its successor is damaged: rotation leaves the last copy that can be opened."""
    store = opened(path)
    enter(store, "Первая")
    old = backups.before(store=store, step=Reason.MERGE, now=NOON - timedelta(days=3))
    for day in (2.5, 2.4):
        enter(store, f"{day}")
        spoilt = backups.at_end(store=store, now=NOON - timedelta(days=day))
        assert spoilt is not None
        spoilt.write_bytes(spoilt.read_bytes()[:5000])
    enter(store, "Ещё")
    assert old is not None
    last = backups.at_end(store=store, now=NOON)
    assert last is not None
    assert {copy.path for copy in backups.listed(path=path, places=places)} >= {old, last}
