"""What one record was after every transaction."""

from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import new_id
from quality_desktop.storage.store import Store


def test_a_record_is_told_as_every_transaction_left_it_newest_first(store: Store):
    key = new_id()
    for intent, surname, position in (
        ("Приём", "Иванова", "методист"),
        ("Перевод", "Петрова", "инспектор"),
    ):
        with store.work(intent) as work:
            work.put(Person(id=key, surname=surname, position=position))
            work.commit()
    with store.work("Увольнение") as work:
        work.delete(Person, key)
        work.commit()
    store.undo()

    told = store.versions(Person, key)
    shown = [
        (version.intent, version.record and (version.record.surname, version.record.position))
        for version in told
    ]
    assert shown == [
        ("Отмена: Увольнение", ("Петрова", "инспектор")),
        ("Увольнение", None),
        ("Перевод", ("Петрова", "инспектор")),
        ("Приём", ("Иванова", "методист")),
    ]
    assert told[0].record == store.get(Person, key)
    assert {version.author for version in told} == {store.author}


def test_a_record_nobody_wrote_has_no_versions(store: Store):
    assert store.versions(Person, new_id()) == ()
