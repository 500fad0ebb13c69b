"""Forms on their way to the schools."""

import os
from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import (
    Collection,
    Form,
    Submission,
    Value,
    value_id,
)
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import FileReadOnlyError, QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import files
from quality_desktop.services.forms import form_sending
from quality_desktop.services.paperwork.printing import Folders
from quality_desktop.storage.store import Store
from tests.services import form_district as small
from tests.services.conftest import WRITER
from tests.sheets.form_reading import cell_of, opened


@pytest.fixture
def store(empty_district) -> Store:
    return small.founded(empty_district)


@pytest.fixture
def folders() -> Folders:
    bundled = paths.bundled()
    return Folders(
        wording=bundled.wording,
        reference=bundled.reference,
        language=bundled.language,
        fonts=bundled.fonts,
    )


def test_every_active_school_gets_a_workbook_named_after_it(store, tmp_path):
    with store.work("Закрытие школы") as work:
        work.put(replace(small.SCHOOLS[2], is_active=False))
        work.commit()
    written = small.send(store, tmp_path / "out")
    assert [file.name for file in written.files] == [
        "0201 МБОУ СОШ № 1 с. Лесное – Малая форма 2025-26.xlsx",
        "0202 МБОУ СОШ № 2 с. Лесное – Малая форма 2025-26.xlsx",
    ]
    assert written.letter is None


def test_only_the_chosen_schools_are_written_to(store, tmp_path):
    written = small.send(store, tmp_path, schools=[small.SCHOOLS[1].id])
    assert [file.name[:4] for file in written.files] == ["0202"]


def test_a_sending_notes_who_is_to_answer_by_when_as_one_step(store, tmp_path):
    changes = small.send(store, tmp_path).changes
    assert changes.intent == "Рассылка формы «Малая форма» за 2025/26 учебный год"
    (sent,) = store.all(Collection, form=small.FORM.id)
    assert (sent.year, sent.due) == (2025, small.DUE)
    assert {each.school for each in store.all(Submission)} == {each.id for each in small.SCHOOLS}
    store.undo()
    assert store.all(Collection, form=small.FORM.id) == ()
    assert store.all(Submission) == ()


def test_writing_again_into_the_same_folder_changes_nothing(store, tmp_path):
    first = small.send(store, tmp_path)
    before = {file: file.stat().st_mtime_ns for file in first.files}
    again = small.send(store, tmp_path)
    assert again.files == first.files
    assert not again.changes
    assert {file: file.stat().st_mtime_ns for file in again.files} == before


def test_the_date_that_was_set_stays_when_none_is_given(store, tmp_path):
    small.send(store, tmp_path / "a")
    small.send(store, tmp_path / "b", due=None)
    (sent,) = store.all(Collection, form=small.FORM.id)
    assert sent.due == small.DUE
    small.send(store, tmp_path / "c", due=date(2026, 2, 1))
    (sent,) = store.all(Collection, form=small.FORM.id)
    assert sent.due == date(2026, 2, 1)


def test_an_answer_that_lies_in_the_folder_is_never_written_over(store, tmp_path):
    first = small.send(store, tmp_path)
    small.answer(first.files[0], first.files[0])
    kept = first.files[0].read_bytes()
    first.files[1].unlink()
    with pytest.raises(QualityError, match="могут быть ответы школ"):
        small.send(store, tmp_path)
    assert first.files[0].read_bytes() == kept
    assert not first.files[1].exists()


def test_what_the_office_knows_and_the_year_before_are_in_the_workbook(store, tmp_path):
    school = small.SCHOOLS[0].id
    with store.work("Ввод") as work:
        for year, digits in ((2024, 110), (2025, 118)):
            key = value_id(small.PUPILS.id, school, year)
            work.put(
                Value(id=key, element=small.PUPILS.id, school=school, year=year, digits=digits)
            )
        work.commit()
    book = opened(small.send(store, tmp_path).files[0].read_bytes())
    sheet, address = cell_of(book, small.PUPILS.id)
    cell = book[sheet][address]
    assert cell.value == 118
    assert cell.offset(0, 2).value == "110"


def test_two_schools_of_one_name_get_two_files(store, tmp_path):
    with store.work("Тёзка") as work:
        work.put(School(id=new_id(), code="0201", short_name=small.SCHOOLS[0].short_name.upper()))
        work.commit()
    names = [file.name for file in small.send(store, tmp_path).files]
    assert len({name.casefold() for name in names}) == 4


def test_a_name_that_no_system_takes_is_made_fit(store, tmp_path):
    with store.work("Кавычки") as work:
        work.put(replace(small.SCHOOLS[0], short_name='МБОУ "Школа: 1/2"?', code=""))
        work.commit()
    names = [file.name for file in small.send(store, tmp_path).files]
    assert "МБОУ Школа 1 2 – Малая форма 2025-26.xlsx" in names


def test_a_covering_letter_names_the_form_the_date_and_the_address(store, tmp_path, folders):
    written = small.send(store, tmp_path, letter=folders)
    assert written.letter is not None
    assert written.letter.name == "Письмо – Малая форма 2025-26.docx"
    text = small.text_of(written.letter)
    assert "О заполнении формы «Малая форма» за 2025/26 учебный год" in text
    assert "до 15 января 2026 года на адрес uo@example.ru" in text
    assert "Руководителям" in text
    assert any("кто подписывает письмо" in problem.text for problem in written.problems)


def test_progress_is_told_school_by_school(store, tmp_path):
    told: list[tuple[int, int, str]] = []
    small.send(store, tmp_path, progress=lambda *step: told.append(step))
    assert told[0] == (0, 3, "МБОУ СОШ № 1 с. Лесное")
    assert told[-1] == (3, 3, "")


def test_without_schools_or_elements_it_is_said_what_to_do(store, empty_district, tmp_path):
    with pytest.raises(QualityError, match="Не выбрано ни одной школы"):
        small.send(store, tmp_path, schools=[])
    with store.work("Пустая форма") as work:
        work.put(Form(id=new_id(), code="bare", title="Пустая"))
        work.commit()
    (bare,) = store.all(Form, code="bare")
    with pytest.raises(QualityError, match="нет показателей на 2025/26 учебный год"):
        small.send(store, tmp_path, form=bare.id)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_place_that_is_no_folder_is_refused(store, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(QualityError, match="не папка"):
        small.send(store, tmp_path / "file")


def test_a_file_that_cannot_note_the_sending_refuses_before_anything_is_written(
    store, tmp_path, monkeypatch
):
    path, out = store.path, tmp_path / "out"
    store.close()
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    migrations = paths.bundled().migrations
    with (
        files.open_file(path=path, migrations=migrations, writer=WRITER) as locked,
        pytest.raises(FileReadOnlyError, match="нельзя писать"),
    ):
        small.send(locked, out)
    assert not out.exists()


def test_forms_of_the_sample_can_all_be_written(district, tmp_path):
    for form in district.all(Form):
        written = form_sending.write_forms(
            store=district, form=form.id, year=2025, folder=tmp_path / form.code
        )
        assert len(written.files) == len([s for s in district.all(School) if s.is_active])


def test_the_remark_and_the_absence_are_kept_in_the_workbook(store, tmp_path):
    school = small.SCHOOLS[0].id
    with store.work("Ввод") as work:
        work.put(
            Value(
                id=value_id(small.TWO.id, school, 2025),
                element=small.TWO.id,
                school=school,
                year=2025,
                absence="no_class",
                note="Проверить.\nШкола: 9 класс закрыт",
            )
        )
        work.commit()
    path = small.send(store, tmp_path).files[0]
    received = small.look_at(store, path)
    assert received.changes == ()
    assert received.remarks == {}
    assert Answer(absence="no_class") in small.answers_of(store, small.SCHOOLS[0]).values()
