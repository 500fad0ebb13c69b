"""The check of the file: whatever was changed beside the program is found and shown."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.errors import FileDamagedError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.store import Store

UNIT = Unit(id=new_id(), name="ИМЦ")
PERSON = Person(id=new_id(), surname="Иванова", unit=UNIT.id)


@pytest.fixture
def spoil(path: Path, open_store: Callable[[Path], Store]) -> Callable[..., Store]:
    """Fills a file, lets somebody change it with another program, and opens it again."""

    def run(*statements: tuple[str, tuple[object, ...]] | str) -> Store:
        with open_store(path) as store, store.work("Ввод") as work:
            work.put_all([UNIT, PERSON])
            work.commit()
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in statements:
                connection.execute(*([statement] if isinstance(statement, str) else statement))
        return open_store(path)

    return run


def test_a_file_that_only_the_program_wrote_is_sound(spoil):
    assert spoil().check() == []


def test_a_value_changed_with_another_program_is_named_by_its_field(spoil):
    (problem,) = spoil("UPDATE person SET surname = 'Подмена'").check()
    assert problem.place == f"person:{PERSON.id}:surname"
    assert "помимо программы" in problem.text


def test_a_value_of_another_type_is_a_difference(spoil):
    (problem,) = spoil("UPDATE unit SET place = 'ноль'").check()
    assert problem.place == f"unit:{UNIT.id}:place"


def test_a_record_added_with_another_program_is_found(spoil):
    key = new_id()
    statement = (
        "INSERT INTO unit(id, name, short_name, place) VALUES (?, 'Чужой', '', 0)",
        (key.bytes,),
    )
    (problem,) = spoil(statement).check()
    assert problem.place == f"unit:{key}"
    assert "добавлена помимо программы" in problem.text


def test_a_record_deleted_with_another_program_is_found(spoil):
    (problem,) = spoil(("DELETE FROM person WHERE id = ?", (PERSON.id.bytes,))).check()
    assert problem.place == f"person:{PERSON.id}"
    assert "пропала" in problem.text


def test_a_reference_to_nothing_is_found(spoil):
    problems = spoil("DELETE FROM unit").check()
    assert f"person:{PERSON.id}:unit" in {problem.place for problem in problems}


def test_a_change_taken_out_of_the_log_is_found(spoil):
    (problem,) = spoil(("DELETE FROM change WHERE row = ?", (PERSON.id.bytes,))).check()
    assert problem.place == f"person:{PERSON.id}"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET id = 'text' || hex(id)",
        "UPDATE change SET val = 'no JSON' WHERE col = 0",
        "UPDATE change SET val = '{}' WHERE col = 0",
        "UPDATE change SET parents = x'00'",
        'UPDATE change SET "row" = zeroblob(3)',
        "UPDATE change SET col = 'x'",
        "UPDATE change SET tx = 77",
    ],
)
def test_a_log_that_the_program_cannot_have_written_is_a_finding(statement: str, spoil):
    (problem,) = spoil(statement).check()
    assert "Журнал изменений испорчен" in problem.text


def test_a_trigger_or_a_view_in_the_file_is_found(spoil):
    problems = spoil(
        "CREATE TRIGGER spy AFTER UPDATE ON person BEGIN DELETE FROM person; END",
        "CREATE VIEW everyone AS SELECT * FROM person",
    ).check()
    assert ["everyone" in problem.text or "spy" in problem.text for problem in problems] == [
        True,
        True,
    ]


def test_many_differences_are_shown_as_a_hundred_and_a_number(spoil):
    statements = [
        (
            "INSERT INTO unit(id, name, short_name, place) VALUES (?, '', '', 0)",
            (new_id().bytes,),
        )
        for _ in range(130)
    ]
    problems = spoil(*statements).check()
    assert len(problems) == 101
    assert problems[-1].text.endswith("30.")


def test_every_sentence_is_russian_and_whole(spoil):
    for problem in spoil("DELETE FROM unit", "UPDATE person SET note = 'н'").check():
        assert problem.text.endswith(".")
        assert problem.text[0].isupper()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("CREATE TABLE extra(x)", "таблица «extra»"),
        ("ALTER TABLE unit ADD COLUMN extra TEXT", "столбец «extra»"),
        ("CREATE INDEX extra ON unit(name)", "«extra»"),
    ],
)
def test_what_colleagues_would_refuse_is_found_with_advice(spoil, statement, what):
    (problem,) = spoil(statement).check()
    assert what in problem.text
    assert "пакеты обмена" in problem.text


def test_a_view_in_the_place_of_a_table_is_damage_and_no_trial_version(spoil):
    with pytest.raises(FileDamagedError, match="подменены"):
        spoil("ALTER TABLE holiday RENAME TO was", "CREATE VIEW holiday AS SELECT * FROM was")
