"""The matrix of the sample district through a real file."""

import shutil
from datetime import timedelta

import pytest

from quality_desktop import paths
from quality_desktop.domain.directions import direction_id, edition_id
from quality_desktop.domain.directory import Municipality, Person, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.responsibility import Assignment, Role
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.cycle.responsibility import CellEdit, Party
from quality_desktop.services.district_file import backups
from quality_desktop.services.district_file.backups import Places
from quality_desktop.storage.store import Store, Writer
from tests.services.conftest import WRITER

EDITION = edition_id("2020")


@pytest.fixture
def store(district: Store) -> Store:
    return district


def view(store):
    return responsibility.view(store=store, edition=EDITION)


def shown(store, code, role):
    found = view(store)
    line = next(line for line in found.matrix.lines if line.direction.code == code)
    parties = responsibility.parties_of(line.cell(role).assignments)
    return [found.text(party).replace("\xa0", " ") for party in parties]


def person(store, surname):
    return next(p.id for p in store.all(Person) if p.surname == surname)


def unit(store, name):
    return next(u.id for u in store.all(Unit) if u.short_name == name)


def put(store, code, role, *parties):
    direction = None if code is None else direction_id("2020", code)
    edit = CellEdit(direction=direction, role=role, parties=parties)
    intent = f"{responsibility.ROLE_NAMES[role].capitalize()} {code or 'всех направлений'}"
    return responsibility.set_cells(store=store, edits=[edit], intent=intent)


def test_the_matrix_is_that_of_the_order(store):
    assert shown(store, "1.3", Role.COORDINATOR) == ["Шерсткина Е.А."]
    assert shown(store, "1.3", Role.EXECUTOR) == ["Доценко Т.И.", "Шерсткина Е.А.", "ИМЦ"]
    assert shown(store, "2.5", Role.OPERATOR) == ["ГРЦПИ (Гомзова Е.Б.)"]
    assert [len(block.lines) for block in view(store).matrix.blocks] == [4, 5]


def test_a_matrix_is_loaded_from_a_file_after_a_copy_of_the_office_s_file(store, tmp_path):
    path = shutil.copy(store.path, tmp_path / "район с копиями.quality")
    places = Places(folder=tmp_path / "копии", warn=pytest.fail)
    migrations = paths.bundled().migrations
    with Store.open(path, migrations=migrations, writer=WRITER, places=places) as ours:
        cell = CellEdit(
            direction=direction_id("2020", "1.2"),
            role=Role.COORDINATOR,
            parties=(Party(person=person(ours, "Доценко")),),
        )
        assert responsibility.load_cells(store=ours, edits=[cell])
        assert shown(ours, "1.2", Role.COORDINATOR) == ["Доценко Т.И."]
        assert ours.undo_intent() == "Загрузка матрицы из файла"
    (copy,) = backups.listed(path=path, places=places)
    assert copy.reason is backups.Reason.IMPORT
    with Store.open(copy.path, migrations=migrations, writer=WRITER) as kept:
        assert shown(kept, "1.2", Role.COORDINATOR) == ["Мастрюкова Л.И."]


def test_the_common_operator_is_inherited_until_a_direction_has_its_own(store):
    line = view(store).matrix.lines[0]
    assert line.operator.is_inherited
    changes = put(store, "1.1", Role.OPERATOR, Party(unit=unit(store, "ИМЦ")))
    assert changes.kinds == {"assignment"}
    assert shown(store, "1.1", Role.OPERATOR) == ["ИМЦ"]
    put(store, "1.1", Role.OPERATOR)
    assert view(store).matrix.lines[0].operator.is_inherited


def test_the_common_operator_can_be_replaced_for_all_directions(store):
    put(store, None, Role.OPERATOR, Party(unit=unit(store, "ИМЦ")))
    assert shown(store, "1.1", Role.OPERATOR) == ["ИМЦ"]
    assert shown(store, "2.5", Role.OPERATOR) == ["ИМЦ"]
    assert responsibility.parties_of(view(store).common_operator) == (
        Party(unit=unit(store, "ИМЦ")),
    )


def test_the_order_of_executors_is_kept_and_nobody_stands_twice(store):
    sherstkina, imc = Party(person=person(store, "Шерсткина")), Party(unit=unit(store, "ИМЦ"))
    put(store, "1.3", Role.EXECUTOR, imc, sherstkina, imc, Party())
    assert shown(store, "1.3", Role.EXECUTOR) == ["ИМЦ", "Шерсткина Е.А."]


def test_only_what_differs_is_written(store):
    same = responsibility.parties_of(view(store).matrix.lines[2].executors.assignments)
    assert not put(store, "1.3", Role.EXECUTOR, *same)
    assert store.undo_intent() is None


def test_an_edit_is_undone_and_made_again_under_its_own_name(store):
    put(store, "1.2", Role.COORDINATOR, Party(person=person(store, "Доценко")))
    assert store.undo_intent() == "Координатор 1.2"
    store.undo()
    assert shown(store, "1.2", Role.COORDINATOR) == ["Мастрюкова Л.И."]
    store.redo()
    assert shown(store, "1.2", Role.COORDINATOR) == ["Доценко Т.И."]


def test_a_block_of_cells_is_one_step(store):
    somebody = (Party(person=person(store, "Доценко")),)
    edits = [
        CellEdit(direction=direction_id("2020", code), role=Role.COORDINATOR, parties=somebody)
        for code in ("1.1", "1.2", "1.3")
    ]
    responsibility.set_cells(store=store, edits=edits, intent="Вставка 3 ячеек")
    assert shown(store, "1.3", Role.COORDINATOR) == ["Доценко Т.И."]
    store.undo()
    assert shown(store, "1.1", Role.COORDINATOR) == ["Мастрюкова Л.И."]
    assert shown(store, "1.3", Role.COORDINATOR) == ["Шерсткина Е.А."]
    assert store.undo_intent() is None


def test_findings_name_people_without_position_and_cells_without_anybody(store):
    put(store, "2.4", Role.COORDINATOR)
    texts = [problem.text.replace("\xa0", " ") for problem in view(store).problems]
    assert "У направления 2.4 нет координатора: назначьте его." in texts
    assert any(text.startswith("У человека Найденова А.Н. не указана должность") for text in texts)


def test_overload_follows_the_limit_of_the_office(store):
    office = store.all(Municipality)[0]
    with store.work("предел") as work:
        work.put(
            type(office)(**{f: getattr(office, f) for f in _fields(office)} | {"load_limit": 3})
        )
        work.commit()
    found = view(store)
    assert found.load_limit == 3
    overloaded = [p.text for p in found.problems if "Перегрузка" in p.text]
    assert len(overloaded) == 2
    assert dict(found.loads)[person(store, "Шерсткина")].total == 5


def _fields(record):
    return [name for name in type(record).__dataclass_fields__ if name != "kind"]


def test_choices_offer_working_people_and_units_with_their_hints(store):
    choices = {choice.text.replace("\xa0", " "): choice for choice in view(store).choices}
    assert choices["Мастрюкова Л.И."].hint == "главный инспектор Управления образования"
    assert choices["Мастрюкова Л.И."].full_name == "Мастрюкова Л. И."
    assert "ГРЦПИ" in choices
    assert "ГРЦПИ (Гомзова Е.Б.)" in choices
    assert not any("ФИО не указано" in text for text in choices)


def test_two_dates_are_compared_cell_by_cell(store):
    before = responsibility.moments(store=store)
    assert [moment.intent for moment in before] == ["Новый файл по образцу"]
    put(store, "2.3", Role.EXECUTOR, Party(person=person(store, "Доценко")))
    (found,) = responsibility.compare(store=store, edition=EDITION, was=before[0].at)
    assert (found.code, found.role) == ("2.3", Role.EXECUTOR)
    assert [text.replace("\xa0", " ") for text in found.was] == ["Найденова А.Н.", "ИМЦ"]
    assert [text.replace("\xa0", " ") for text in found.now] == ["Доценко Т.И."]


def test_every_edit_of_the_matrix_is_a_moment_to_compare_with(store):
    put(store, "2.3", Role.EXECUTOR, Party(person=person(store, "Доценко")))
    put(store, "2.4", Role.EXECUTOR)
    newest, older, load = responsibility.moments(store=store)
    assert (newest.intent, older.intent) == ("Исполнители 2.4", "Исполнители 2.3")
    assert newest.author == store.author
    assert newest.at >= older.at >= load.at
    found = responsibility.compare(store=store, edition=EDITION, was=older.at, now=newest.at)
    assert [difference.code for difference in found] == ["2.4"]
    assert responsibility.compare(store=store, edition=EDITION, was=newest.at) == ()


def test_before_the_file_was_made_the_matrix_was_empty(store):
    long_ago = responsibility.moments(store=store)[-1].at - timedelta(days=1)
    found = responsibility.compare(store=store, edition=EDITION, was=long_ago)
    assert len(found) == 27
    assert all(difference.was == () for difference in found)


def test_the_history_of_a_cell_tells_also_of_those_who_no_longer_stand_there(store):
    put(store, "2.3", Role.EXECUTOR, Party(person=person(store, "Доценко")))
    put(store, "2.3", Role.EXECUTOR)
    direction = direction_id("2020", "2.3")
    found = responsibility.cell_history(store=store, direction=direction, role=Role.EXECUTOR)
    assert [moment.intent for moment in found] == [
        "Исполнители 2.3",
        "Исполнители 2.3",
        "Новый файл по образцу",
    ]
    other = responsibility.cell_history(store=store, direction=direction, role=Role.COORDINATOR)
    assert [moment.intent for moment in other] == ["Новый файл по образцу"]


def test_the_history_of_a_cell_knows_people_who_are_gone_from_the_directory(store):
    put(store, "2.3", Role.EXECUTOR, Party(person=person(store, "Доценко")))
    gone = person(store, "Доценко")
    for code in ("1.3", "2.3", "2.4"):
        put(store, code, Role.EXECUTOR)
    with store.work("Удаление") as work:
        for record in work.all(Assignment, person=gone):
            work.delete(Assignment, record.id)
        work.delete(Person, gone)
        work.commit()
    found = responsibility.cell_history(
        store=store, direction=direction_id("2020", "2.3"), role=Role.EXECUTOR
    )
    assert [moment.intent for moment in found][:2] == ["Исполнители 2.3", "Исполнители 2.3"]


def test_one_edition_is_current(store):
    assert responsibility.current_edition(store=store).code == "2020"
    responsibility.choose_edition(store=store, edition=edition_id("2021"))
    assert responsibility.current_edition(store=store).code == "2021"
    assert [e.is_current for e in responsibility.editions(store=store)] == [False, True]


def test_an_edition_that_is_gone_is_refused_with_a_sentence(store):
    with pytest.raises(QualityError, match="выберите другую"):
        responsibility.view(store=store, edition=direction_id("2020", "1.1"))


def test_a_file_without_editions_is_refused_with_a_sentence(tmp_path):
    bare = Store.create(
        tmp_path / "bare.quality",
        migrations=paths.bundled().migrations,
        writer=Writer(author="Тест", host="test", program_version="0"),
    )
    with bare, pytest.raises(QualityError, match="нет перечня направлений"):
        responsibility.current_edition(store=bare)
