"""Entries of a log: what the program writes is taken, what it cannot have written is not."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import new_id
from quality_desktop.exchange.clean_log import CleanLog, copy_log
from quality_desktop.exchange.log_rows import Entries
from quality_desktop.exchange.refusing import RefusedError
from quality_desktop.storage.log_files import LONGEST_NAME, LONGEST_NOTE
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store, Writer

TALKATIVE = Writer(author="Я" * 700, host="пк" * 300, program_version="1." * 300)

TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet='\\uUdD8{}[]",:0', max_size=12),
    st.sampled_from(["\\\\srv\\UDO\\приказ.pdf", "\\ud800", "\\\\ud83d", "{}", "\x00", "😀"]),
)
INTENTS = st.one_of(TEXTS, st.just("о" * (LONGEST_NOTE + 7)))


@pytest.fixture(scope="module")
def store(migrations: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("entries") / "район.quality"
    with Store.create(path, migrations=migrations, writer=TALKATIVE) as store:
        yield store


def judge(store: Store, log: Path) -> None:
    """Judge everything that a file holds, as a receiver does."""
    store.write_log(log, LogChoice())
    clean = CleanLog(log.with_suffix(".clean"))
    try:
        with closing(sqlite3.connect(log)) as source:
            copy_log(source, clean)
    finally:
        clean.close(is_kept=False)
        log.unlink()
        log.with_suffix(".clean").unlink()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    written=("", "", "\\\\srv\\UDO\\приказ.pdf"), edited="\\ud800", intent="о" * (LONGEST_NOTE + 1)
)
@given(written=st.tuples(TEXTS, TEXTS, TEXTS), edited=TEXTS, intent=INTENTS)
def test_whatever_the_store_writes_is_taken(
    store: Store, tmp_path: Path, written: tuple[str, str, str], edited: str, intent: str
):
    surname, given_name, note = written
    key = new_id()
    for last in (note, edited):
        with store.work(intent) as work:
            work.put(Person(id=key, surname=surname, given=given_name, note=last))
            work.commit()
    judge(store, tmp_path / "log.db")


def test_who_wrote_is_shortened_to_what_is_taken(store: Store, tmp_path: Path):
    with store.work("Кто") as work:
        work.put(Person(id=new_id(), surname="Иванова"))
        work.commit()
    store.write_log(tmp_path / "log.db", LogChoice())
    with closing(sqlite3.connect(tmp_path / "log.db")) as log:
        (author, host) = log.execute("SELECT author, host FROM tx").fetchone()
    assert author == "Я" * (LONGEST_NAME - 1) + "…"
    assert len(host) == LONGEST_NAME


@pytest.mark.parametrize(
    "row",
    [
        '[999,{ }]', "[999,{}]", "[999]", ' [999,"a"]', '[999 ,"a"]', '[ 999,"a"]', '[999,"a"]\n',
        '[999,"\\u0430"]', "[999,1e0]", '[999,["YQ=="]]', '[999,{"a":1}]', "[999,[]]", "[999,true]",
    ],
)  # fmt: skip
def test_a_new_record_that_says_nothing_or_is_written_in_another_way_is_refused(row: str):
    """The same record read in two ways would stand in the log of one office and in no other."""
    with pytest.raises(RefusedError, match="новая запись"):
        Entries().change((bytes(15) + b"1", bytes(16), 0, row, None, 1))


@pytest.mark.parametrize(
    "row", ['[999,"a"]', '[999,{},"a"]', '[999,["YQ"]]', "[999,1,null,1.5]", '[999,"\\\\u0430"]']
)
def test_a_new_record_of_a_newer_program_is_taken_as_it_is(row: str):
    Entries().change((bytes(15) + b"1", bytes(16), 0, row, None, 1))


@pytest.mark.parametrize("half", ["\\ud800", "\\uDC00", "\\udfff\\ud800", "x\\\\\\uD8aB"])
def test_half_a_letter_is_no_text(half: str):
    row = f'[999,"{half}"]'
    assert not json.loads(row)[1].isprintable()
    with pytest.raises(RefusedError, match="новая запись"):
        Entries().change((bytes(15) + b"1", bytes(16), 0, row, None, 1))
