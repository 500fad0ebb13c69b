"""A new file in which nobody has written: better begun with a copy of the sender's than merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.exchange.senders import read_senders
from quality_desktop.services.exchange import beginning
from quality_desktop.services.exchange.choosing import Choice
from quality_desktop.services.exchange.received_files import Verdict
from quality_desktop.services.office.directory import MUNICIPALITY_ID
from quality_desktop.storage.store import Store, Writer
from tests.services.exchange.offices import Colleague, Colleagues, everything

MadeFile = Callable[[str | None], Path]


@pytest.fixture
def fresh(district_colleagues: Colleagues, made_file: MadeFile) -> Colleague:
    """Somebody who made an empty file and has only named the office in it."""
    boris = district_colleagues.join("Борис", made=made_file(None))
    with boris.store.work("Район") as work:
        work.put(Municipality(id=MUNICIPALITY_ID, name="Ишимбайский район", site="uo.example"))
        work.commit()
    return boris


def test_a_new_file_begins_with_everything_of_the_sender_and_no_question(
    district_colleagues: Colleagues, fresh: Colleague
) -> None:
    anna = district_colleagues.join("Анна")
    before = fresh.store.last_write
    with fresh.look(anna.send("весь.qpack").path) as preview:
        assert preview.beginning is preview.files[0]
        begun = beginning.begin(
            store=fresh.store, desk=fresh.desk, file=preview.beginning, accept_sender=True
        )
    assert begun.path.parent == fresh.store.path.parent
    assert begun.path.name in begun.sentence
    assert fresh.store.last_write == before, "the open file stays as it is"
    writer = Writer(author="Борис", host="пк", program_version="0")
    with Store.open(begun.path, migrations=fresh.desk.migrations, writer=writer) as made:
        assert (made.disputes(), made.check()) == ((), [])
        assert made.family == anna.store.family
        (office,) = anna.store.all(Municipality)
        expected = everything(anna.store) - {office} | {replace(office, site="uo.example")}
        assert everything(made) == expected
        assert made.exchanges()[0].peer == "Анна"
        later = replace(fresh, store=made)
        anna.add_school("СОШ № 99")
        with later.look(anna.send("потом.qpack").path) as preview:
            assert preview.files[0].warnings == ()
            assert (preview.files[0].plan is not None, preview.beginning) == (True, None)


def test_who_has_entered_something_or_gets_a_part_is_offered_nothing(
    district_colleagues: Colleagues, fresh: Colleague
) -> None:
    anna = district_colleagues.join("Анна")
    part = Choice(schools=frozenset({anna.store.all(School)[0].id}))
    with fresh.look(anna.send("часть.qpack", choice=part).path) as preview:
        assert preview.beginning is None
    with fresh.store.work("Школа") as work:
        work.put(School(id=new_id(), short_name="Школа"))
        work.commit()
    with fresh.look(anna.send("весь.qpack").path) as preview:
        assert preview.files[0].plan is not None
        assert preview.files[0].plan.questions > 0
        assert preview.beginning is None


def test_a_file_in_which_nobody_has_entered_anything_is_not_taken_into_one_that_knows_more(
    district_colleagues: Colleagues, fresh: Colleague
) -> None:
    """Merged, its calculations, which are for nothing, would be the newer word about all of ours."""
    anna = district_colleagues.join("Анна")
    before = everything(anna.store)
    packed = fresh.send("пустой.qpack")
    fresh.store.close()
    for path in (packed.path, fresh.store.path):
        with anna.look(path) as preview:
            (file,) = preview.files
            assert file.verdict is Verdict.REFUSED
            assert file.sentence == (
                f"«{path.name}»: в нём ещё ничего не введено, принимать нечего."
            )
            assert anna.receive(preview).sentence.startswith("Ничего не принято")
    assert (everything(anna.store), anna.store.disputes()) == (before, ())


class Stopped(Exception):  # noqa: N818 - the user's wish, no error
    """«Остановить» was pressed."""


def test_wherever_it_stops_no_file_is_left_and_the_sender_stays_new(
    anna: Colleague, boris: Colleague
) -> None:
    steps: list[int] = []

    def stop_at(last: int) -> Callable[[int, int, str], None]:
        def told(done: int, _total: int, _text: str) -> None:
            steps.append(done)
            if done == last:
                raise Stopped

        return told

    taken = boris.desk.keys.with_name("занято")
    taken.write_text("файл на месте папки ключей", encoding="utf-8")
    with boris.look(anna.send("весь.qpack").path) as preview:
        before = set(boris.store.path.parent.iterdir())
        begin = partial(
            beginning.begin, store=boris.store, file=preview.files[0], accept_sender=True
        )
        for last in range(4):
            with pytest.raises(Stopped):
                begin(desk=boris.desk, progress=stop_at(last))
            assert set(boris.store.path.parent.iterdir()) == before
            assert read_senders(boris.desk.keys) == ()
        with pytest.raises(QualityError):
            begin(desk=replace(boris.desk, keys=taken))
        assert set(boris.store.path.parent.iterdir()) == before
        begin(desk=boris.desk)
    assert [one.name for one in read_senders(boris.desk.keys)] == ["Анна"]
    assert steps == [0, 0, 1, 0, 1, 2, 0, 1, 2, 3]
