"""On which package the next one may rest: the latest whole one that the other side has shown."""

from __future__ import annotations

from datetime import UTC, datetime

from quality_desktop.services.exchange.journal_notes import (
    Note,
    base_for,
    held,
    read_note,
    taken_in,
)
from quality_desktop.storage.exchange_journal import Direction, Exchange

KEYS = frozenset({"ключ Бориса"})


def sent(number: int, *, is_complete: bool = True) -> Exchange:
    return Exchange(
        id=bytes([number]) * 16,
        at=datetime(2026, 11, number, tzinfo=UTC),
        direction=Direction.OUT,
        last_tx=10 * number,
        note=Note(is_complete=is_complete).to_text(),
    )


def came(*shown: Exchange, key: str = "ключ Бориса") -> Exchange:
    return Exchange(
        id=b"i" * 16,
        at=datetime(2026, 11, 20, tzinfo=UTC),
        direction=Direction.IN,
        peer_key=key,
        origin=b"o" * 16,
        note=Note(shown=tuple(one.id.hex() for one in shown)).to_text(),
    )


def test_nothing_shown_is_no_base():
    assert base_for([sent(1), came()], KEYS) is None


def test_the_latest_package_shown_is_the_base():
    journal = [sent(3), came(sent(1), sent(2)), sent(2), sent(1)]
    assert base_for(journal, KEYS) == sent(2)


def test_a_package_of_a_part_is_never_a_base():
    part = sent(2, is_complete=False)
    assert base_for([part, sent(1), came(part, sent(1))], KEYS) == sent(1)


def test_what_somebody_else_has_shown_says_nothing_of_the_recipient():
    assert base_for([sent(1), came(sent(1), key="ключ Веры")], KEYS) is None
    assert base_for([sent(1), came(sent(1), key="")], KEYS) is None


def test_a_package_that_this_copy_does_not_know_it_sent_is_no_base():
    assert base_for([came(sent(1))], KEYS) is None


def test_what_was_taken_in_and_what_was_written_here_is_held():
    journal = [sent(1), came()]
    assert taken_in(journal) == {(b"o" * 16).hex()}
    assert held(journal) == {(b"o" * 16).hex(), sent(1).id.hex()}


def test_a_note_comes_back_as_it_was_written():
    note = Note(chosen="школы № 1", is_complete=True, shown=("0a",))
    line = Exchange(id=b"x" * 16, at=sent(1).at, direction=Direction.IN, note=note.to_text())
    assert read_note(line) == note
    assert read_note(Exchange(id=b"x" * 16, at=sent(1).at, direction=Direction.IN)) == Note()
