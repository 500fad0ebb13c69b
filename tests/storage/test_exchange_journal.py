"""The journal of exchanges: what came, what went, in this copy of the file alone."""

from dataclasses import replace
from pathlib import Path

from quality_desktop.storage.exchange_journal import Arrival, Direction, Exchange, now
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store
from tests.storage.copies import PERSON, UNIT, Pair, log_of, save, take

ARRIVAL = Arrival(
    peer="Петрова П. П.",
    peer_site=b"s" * 16,
    peer_key="ab" * 32,
    file_name="Ишимбай_2026-11-22.qpack",
    fingerprint="cd" * 32,
    origin=b"o" * 16,
    backup="/копии/район.quality",
    note='{"выбор": "школы"}',
)


def test_a_merge_leaves_a_line_with_all_that_is_known_of_its_package(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Первое", replace(PERSON, phone="3-33"))
    save(theirs, "Второе", replace(UNIT, name="Центр"))
    started = now()
    outcome = ours.merge(log_of(theirs), ARRIVAL)
    (line,) = ours.exchanges()
    assert started <= line.at <= now()
    assert line == Exchange(
        id=outcome.exchange,
        at=line.at,
        direction=Direction.IN,
        peer="Петрова П. П.",
        peer_site=b"s" * 16,
        peer_key="ab" * 32,
        file_name="Ишимбай_2026-11-22.qpack",
        fingerprint="cd" * 32,
        origin=b"o" * 16,
        first_tx=3,
        last_tx=4,
        changes=2,
        conflicts=1,
        backup="/копии/район.quality",
        note='{"выбор": "школы"}',
    )
    assert not line.is_undone


def test_a_package_with_nothing_new_leaves_a_line_too(pair: Pair):
    ours, theirs = pair
    outcome = ours.merge(log_of(theirs), ARRIVAL)
    (line,) = ours.exchanges()
    assert (line.id, line.changes, line.first_tx, line.last_tx) == (outcome.exchange, 0, None, None)


def test_what_was_sent_is_noted_and_the_newest_line_comes_first(pair: Pair, tmp_path: Path):
    ours, theirs = pair
    take(ours, theirs)
    counts = ours.write_log(tmp_path / "out.log", LogChoice())
    sent = Exchange(
        id=ours.new_exchange_id(),
        at=now(),
        direction=Direction.OUT,
        peer="Петрова",
        file_name="а.qpack",
        last_tx=counts.last_tx,
        changes=counts.changes,
    )
    ours.note_exchange(sent)
    assert ours.exchanges()[0] == sent
    assert [line.direction for line in ours.exchanges()] == [Direction.OUT, Direction.IN]


def test_ids_of_exchanges_never_meet(pair: Pair):
    ours, theirs = pair
    ids = [store.new_exchange_id() for store in (ours, theirs) for _ in range(100)]
    assert len(set(ids)) == 200
    assert ids[:100] == sorted(ids[:100])


def test_the_journal_stays_in_its_copy_of_the_file(pair: Pair, open_store):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    take(ours, theirs)
    take(theirs, ours)
    assert [line.peer for line in theirs.exchanges()] == ["Иванова"]
    ours.close()
    again: Store = open_store(ours.path)
    assert [line.peer for line in again.exchanges()] == ["Петрова"]


def test_undoing_and_redoing_a_merge_shows_in_its_line(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    key = take(ours, theirs).exchange
    states = []
    for step in (ours.undo, ours.redo, lambda: ours.undo_merge(key), lambda: ours.redo_merge(key)):
        step()
        states.append(ours.exchanges()[0].is_undone)
    assert states == [True, False, True, False]
