"""Forms on their way back: what a preview says, and what is written."""

import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import (
    Acceptance,
    CheckRule,
    Collection,
    DataElement,
    Form,
    Origin,
    Submission,
    Value,
    value_id,
)
from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.errors import QualityError, Severity
from quality_desktop.domain.records import natural_id
from quality_desktop.services.entry import monitoring, monitoring_edit
from quality_desktop.services.entry.monitoring_edit import CellEdit
from quality_desktop.services.forms import form_reading
from quality_desktop.services.forms.received_forms import Verdict
from quality_desktop.storage.store import Store
from tests.services import form_district as small
from tests.services.form_district import GOOD, PLAN, PUPILS, SCHOOLS, TWO, YEAR, look, look_at
from tests.sheets.form_reading import cell_of

WANTED = {
    PUPILS.id: Answer(digits=120),
    TWO.id: Answer(digits=5),
    PLAN.id: Answer(digits=1),
}


@pytest.fixture
def store(empty_district) -> Store:
    return small.founded(empty_district)


@pytest.fixture
def sent(store, tmp_path):
    return small.send(store, tmp_path / "sent").files


@pytest.fixture
def answered(sent, tmp_path):
    return small.answer(sent[0], tmp_path / "back" / "ответ.xlsx")


def save(store, preview, **about):
    return form_reading.save(store=store, preview=preview, today=small.TODAY, **about)


def take(store, path, **about):
    return save(store, look(store, path), **about)


# -- a good answer ---------------------------------------------------------------------------


def test_a_preview_says_who_sent_what_and_writes_nothing(store, answered):
    received = look_at(store, answered)
    assert received.verdict is Verdict.READY
    assert (received.school, received.school_name) == (SCHOOLS[0].id, SCHOOLS[0].short_name)
    assert (received.version, received.year) == (2, 2025)
    assert (received.filled, received.required) == (3, 3)
    changes = [(c.title, c.cell, c.before_shown, c.after_shown) for c in received.changes]
    assert changes == [
        ("всего обучающихся", "E6", "", "120"),
        ("получили «2»", "E7", "", "5"),
        ("есть план", "E8", "", "да"),
    ]
    assert small.answers_of(store, SCHOOLS[0]) == {}


def test_every_value_that_was_filled_is_written_as_one_step(store, answered):
    changes = take(store, answered)
    assert changes.touches("value", "submission")
    assert changes.intent == "Ответ школы «МБОУ СОШ № 1 с. Лесное»"
    assert small.answers_of(store, SCHOOLS[0]) == WANTED
    values = store.all(Value, school=SCHOOLS[0].id)
    assert {value.origin for value in values} == {Origin.FORM.value}
    (submission,) = store.all(Submission, school=SCHOOLS[0].id)
    assert (submission.received, submission.file_name) == (small.TODAY, "ответ.xlsx")
    store.undo()
    assert small.answers_of(store, SCHOOLS[0]) == {}
    (submission,) = store.all(Submission, school=SCHOOLS[0].id)
    assert submission.received is None


def test_the_same_file_again_is_known_and_changes_nothing(store, answered):
    take(store, answered)
    received = look_at(store, answered)
    assert received.verdict is Verdict.ALREADY
    assert received.sentence == "Ответ уже загружен 20.01.2026."
    assert not take(store, answered)


def test_what_the_office_mended_since_is_not_taken_back_by_the_same_file(store, answered):
    take(store, answered)
    edit = CellEdit(school=SCHOOLS[0].id, element=TWO.id, answer=Answer(digits=6))
    monitoring_edit.set_answers(store=store, year=YEAR, edits=[edit], intent="Правка")
    received = look_at(store, answered)
    assert received.verdict is Verdict.ALREADY
    assert "исправлено ответов: 1, они останутся" in received.sentence
    assert not take(store, answered)
    assert small.answers_of(store, SCHOOLS[0])[TWO.id] == Answer(digits=6)


def test_an_answer_that_would_replace_what_the_office_typed_is_told(
    store, sent, answered, tmp_path
):
    edit = CellEdit(school=SCHOOLS[0].id, element=TWO.id, answer=Answer(digits=6))
    monitoring_edit.set_answers(store=store, year=YEAR, edits=[edit], intent="Правка")
    told = [
        problem
        for problem in look_at(store, answered).problems
        if "заменит «6», внесённое управлением" in problem.text
    ]
    assert [(problem.severity, problem.elements) for problem in told] == [
        (Severity.WARNING, (TWO.id,))
    ]
    take(store, answered)
    mended = small.answer(sent[0], tmp_path / "back" / "ещё.xlsx", {**GOOD, TWO.id: 7})
    assert not any("управлением" in problem.text for problem in look_at(store, mended).problems)


def test_a_mended_answer_shows_what_changed_since_last_time(store, sent, answered, tmp_path):
    take(store, answered)
    mended = small.answer(sent[0], tmp_path / "back" / "ещё.xlsx", {**GOOD, TWO.id: 7})
    received = look_at(store, mended)
    assert [(c.before_shown, c.after_shown) for c in received.changes] == [("5", "7")]
    assert (received.new, received.changed, received.same) == (0, 1, 2)
    assert take(store, mended).intent == (
        "Ответ школы «МБОУ СОШ № 1 с. Лесное», изменено прежних значений: 1"
    )
    assert small.answers_of(store, SCHOOLS[0])[TWO.id] == Answer(digits=7)


def test_an_empty_cell_takes_nothing_away_and_is_pointed_out(store, sent, answered, tmp_path):
    take(store, answered)
    fewer = {key: value for key, value in GOOD.items() if key != TWO.id}
    received = look_at(store, small.answer(sent[0], tmp_path / "b.xlsx", fewer))
    (problem,) = received.problems
    assert problem.severity is Severity.WARNING
    assert problem.text == "получили «2»: ячейка пуста, прежний ответ «5» оставлен."
    take(store, tmp_path / "b.xlsx")
    assert small.answers_of(store, SCHOOLS[0]) == WANTED


def test_a_remark_of_the_school_stands_beside_the_words_of_the_office(store, sent, tmp_path):
    key = value_id(PUPILS.id, SCHOOLS[0].id, YEAR)
    with store.work("Комментарий") as work:
        work.put(
            Value(id=key, element=PUPILS.id, school=SCHOOLS[0].id, year=YEAR, note="Уточнить.")
        )
        work.commit()

    def remark(book):
        _, address = cell_of(book, PUPILS.id)
        small.sheet_of(book)[f"H{address[1:]}"] = "с филиалом"

    path = small.answer(sent[0], tmp_path / "a.xlsx", change=remark)
    take(store, path)
    value = store.get(Value, key)
    assert value is not None
    assert value.note == "Уточнить.\nШкола: с филиалом"
    assert value.digits == 120
    assert look_at(store, path).verdict is Verdict.ALREADY


def test_an_empty_form_is_named_and_stores_nothing(store, sent):
    received = look_at(store, sent[0])
    assert received.verdict is Verdict.EMPTY
    assert received.sentence.startswith("Форма не заполнена")
    assert not take(store, sent[0])


# -- several answers -------------------------------------------------------------------------


def test_a_folder_is_read_with_everything_in_it_and_one_bad_file_stops_nothing(
    store, sent, tmp_path
):
    folder = tmp_path / "back"
    for number, path in enumerate(sent):
        small.answer(path, folder / "почта" / f"{number}" / "ответ.xlsx")
    (folder / "битый.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (folder / "старый.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (folder / "список.csv").write_text("школа;число\n1;2\n", encoding="utf-8")
    (folder / "письмо.docx").write_bytes(b"PK")
    preview = look(store, folder)
    assert len(preview.of(Verdict.READY)) == 3
    assert {each.file for each in preview.of(Verdict.REFUSED)} == {
        "битый.xlsx",
        "старый.xls",
        "список.csv",
    }
    assert preview.skipped == ("письмо.docx",)
    assert all(each.sentence for each in preview.of(Verdict.REFUSED))
    changes = save(store, preview)
    assert changes.intent == "Ответы школ (3)"
    for school in SCHOOLS:
        assert small.answers_of(store, school) == WANTED
    store.undo()
    assert store.all(Value) == ()


def test_two_different_answers_of_one_school_wait_for_a_person(store, sent, tmp_path):
    one = small.answer(sent[0], tmp_path / "back" / "а.xlsx")
    two = small.answer(sent[0], tmp_path / "back" / "б.xlsx", {**GOOD, TWO.id: 9})
    preview = look(store, tmp_path / "back")
    assert [each.verdict for each in preview.received] == [Verdict.CHOOSE] * 2
    assert "«б.xlsx»" in preview.received[0].sentence
    (difference,) = preview.received[0].problems
    assert difference.cell == "E7"
    assert difference.text == "получили «2»: с этим ответом будет «5», а с «б.xlsx» – «9»."
    assert not save(store, preview)
    keys = [each.key for each in preview.received]
    with pytest.raises(QualityError, match="одной школы"):
        save(store, preview, accepted=keys)
    save(store, preview, accepted=keys[1:])
    assert small.answers_of(store, SCHOOLS[0])[TWO.id] == Answer(digits=9)
    # The other one was not taken, and still is for a person to choose beside the one that was.
    later = look(store, one, two)
    assert [each.verdict for each in later.received] == [Verdict.CHOOSE, Verdict.ALREADY]


def test_the_same_answer_in_two_files_is_taken_once(store, answered):
    copy = answered.with_name("ответ (1).xlsx")
    shutil.copy(answered, copy)
    preview = look(store, answered.parent)
    assert [each.verdict for each in preview.received] == [Verdict.READY, Verdict.ALREADY]
    save(store, preview)
    assert small.answers_of(store, SCHOOLS[0]) == WANTED


def test_an_answer_that_was_replaced_does_not_come_back_by_itself(store, sent, answered, tmp_path):
    take(store, answered)
    take(store, small.answer(sent[0], tmp_path / "new.xlsx", {**GOOD, TWO.id: 7}))
    received = look_at(store, answered)
    assert received.verdict is Verdict.CHOOSE
    assert "уже загружали" in received.sentence
    assert not take(store, answered)
    take(store, answered, accepted=[received.key])
    assert small.answers_of(store, SCHOOLS[0])[TWO.id] == Answer(digits=5)


def test_two_sheets_of_one_school_in_a_workbook_wait_for_a_person(store, sent, tmp_path):
    def twice(book):
        copy = book.copy_worksheet(small.sheet_of(book))
        copy["E7"] = 11

    preview = look(store, small.answer(sent[0], tmp_path / "a.xlsx", change=twice))
    assert [(each.sheet, each.verdict) for each in preview.received] == [
        ("Форма", Verdict.CHOOSE),
        ("Форма Copy", Verdict.CHOOSE),
    ]


# -- whose answer it is ----------------------------------------------------------------------


def test_another_name_in_the_form_of_a_school_is_held_with_both_shown(store, sent, tmp_path):
    def other(book):
        small.sheet_of(book)["B3"] = f"{SCHOOLS[1].short_name}, код {SCHOOLS[1].code}"

    path = small.answer(sent[0], tmp_path / "a.xlsx", change=other)
    received = look_at(store, path)
    assert received.verdict is Verdict.HELD
    assert SCHOOLS[0].short_name in received.sentence
    assert SCHOOLS[1].short_name in received.sentence
    assert received.candidates == (SCHOOLS[0].id, SCHOOLS[1].id)
    assert not take(store, path)
    decided = look(store, path, schools={received.key: SCHOOLS[1].id})
    assert decided.received[0].verdict is Verdict.READY
    save(store, decided)
    assert small.answers_of(store, SCHOOLS[1]) == WANTED
    assert small.answers_of(store, SCHOOLS[0]) == {}


def test_an_unknown_school_is_held_and_never_added(store, answered):
    with store.work("Удаление") as work:
        for submission in store.all(Submission):
            work.delete(Submission, submission.id)
        for school in SCHOOLS:
            work.delete(School, school.id)
        work.commit()
    received = look_at(store, answered)
    assert received.verdict is Verdict.HELD
    assert "не найдена" in received.sentence
    assert "0201" in received.sentence
    assert not take(store, answered)
    assert store.all(School) == ()


def test_a_school_whose_record_was_made_anew_is_known_by_code_and_name(store, answered):
    anew = replace(SCHOOLS[0], id=natural_id("school", "anew"))
    with store.work("Новая запись") as work:
        for submission in store.all(Submission):
            work.delete(Submission, submission.id)
        work.delete(School, SCHOOLS[0].id)
        work.put(anew)
        work.commit()
    assert look_at(store, answered).school == anew.id


def test_a_code_of_one_school_and_the_name_of_another_are_held(store, answered):
    with store.work("Новые записи") as work:
        for submission in store.all(Submission):
            work.delete(Submission, submission.id)
        work.delete(School, SCHOOLS[0].id)
        work.put(replace(SCHOOLS[1], code=SCHOOLS[0].code))
        work.commit()
    assert look_at(store, answered).verdict is Verdict.HELD


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"id": natural_id("municipality", "x"), "name": "Степной район"},
            "другим муниципалитетом",
        ),
        ({"id": natural_id("municipality", "x")}, ""),
    ],
)
def test_a_form_of_another_municipality_is_refused(change, words, store, answered):
    (ours,) = store.all(Municipality)
    with store.work("Другой район") as work:
        work.delete(Municipality, ours.id)
        work.put(replace(ours, **change))
        work.commit()
    received = look_at(store, answered)
    assert words in received.sentence
    assert received.verdict is (Verdict.REFUSED if words else Verdict.READY)


# -- which form ------------------------------------------------------------------------------


def test_another_year_than_expected_is_refused(store, answered):
    received = look_at(store, answered, year=2024)
    assert received.verdict is Verdict.REFUSED
    assert received.sentence == ("Форма за 2025/26 учебный год, а ожидается 2024/25 учебный год.")
    assert look_at(store, answered, year=2025).verdict is Verdict.READY


@pytest.mark.parametrize(
    "line", ["2024/25 учебный год. Вернуть до 15.01.2026", "за 2024 год", "2025/2026"]
)
def test_a_form_whose_visible_year_was_edited_is_refused(line, store, sent, tmp_path):
    def other(book):
        small.sheet_of(book)["B4"] = line

    received = look_at(store, small.answer(sent[0], tmp_path / "a.xlsx", change=other))
    assert received.verdict is Verdict.REFUSED
    assert received.sentence == (
        "Учебный год в форме исправлен: её выслали за 2025/26 учебный год, а в ней "
        f"«{line.partition('.')[0]}». Разошлите форму за нужный год или попросите школу вернуть прежний."
    )


def test_another_date_of_return_in_the_line_of_the_year_is_only_a_remark(store, sent, tmp_path):
    def other(book):
        small.sheet_of(book)["B4"] = "2025/26  учебный год. Вернуть до 20.01.2026"

    received = look_at(store, small.answer(sent[0], tmp_path / "a.xlsx", change=other))
    assert received.verdict is Verdict.READY
    assert [problem.severity for problem in received.problems] == [Severity.WARNING]


def test_a_form_without_its_column_of_keys_is_refused_and_not_called_empty(store, sent, tmp_path):
    def other(book):
        small.sheet_of(book).delete_cols(1)

    received = look_at(store, small.answer(sent[0], tmp_path / "a.xlsx", change=other))
    assert received.verdict is Verdict.REFUSED
    assert "удалён скрытый столбец с ключами" in received.sentence


def test_a_changed_school_is_noticed_even_without_the_sheet_of_keys(store, sent, tmp_path):
    def other(book):
        del book["qd_keys"]
        small.sheet_of(book)["B3"] = f"{SCHOOLS[1].short_name}, код {SCHOOLS[1].code}"

    assert look_at(store, small.answer(sent[0], tmp_path / "a.xlsx", change=other)).verdict is (
        Verdict.HELD
    )


def test_a_newer_form_is_refused(store, answered):
    with store.work("Прежняя версия") as work:
        work.put(replace(small.FORM, version=1))
        work.commit()
    received = look_at(store, answered)
    assert received.verdict is Verdict.REFUSED
    assert "версии 2" in received.sentence
    assert "версия 1" in received.sentence


def test_an_older_form_is_taken_where_it_asks_the_same(store, answered):
    added = replace(PUPILS, id=natural_id("data_element", "new"), form=small.FORM.id, code="new")
    with store.work("Новая версия") as work:
        work.put(replace(small.FORM, version=3))
        work.put(replace(added, title="прибыло"))
        work.put(replace(TWO, form=small.FORM.id, until=2024))
        work.commit()
    received = look_at(store, answered)
    assert received.verdict is Verdict.READY
    assert [change.element for change in received.changes] == [PUPILS.id, PLAN.id]
    texts = [problem.text for problem in received.problems]
    assert "Этого показателя в нынешней форме нет: ответ «5» не принят." in texts
    assert any("Форма версии 2, теперь действует 3" in text and "прибыло" in text for text in texts)


def test_a_form_that_the_file_does_not_know_is_refused(store, answered):
    with store.work("Удаление формы") as work:
        for submission in store.all(Submission):
            work.delete(Submission, submission.id)
        for kind in (CheckRule, DataElement, Collection, Form):
            for record in store.all(kind):
                work.delete(kind, record.id)
        work.commit()
    received = look_at(store, answered)
    assert received.verdict is Verdict.REFUSED
    assert "«small»" in received.sentence


# -- what is wrong in it ---------------------------------------------------------------------


def test_a_cell_that_is_no_answer_is_named_with_file_sheet_and_cell(store, sent, tmp_path):
    path = small.answer(sent[0], tmp_path / "a.xlsx", {**GOOD, TWO.id: "пять чел."})
    received = look_at(store, path)
    assert received.verdict is Verdict.WITH_ERRORS
    (problem,) = received.errors
    assert problem.sentence.startswith("«a.xlsx», лист «Форма», ячейка E7: получили «2»: «пять")
    assert problem.raw == "пять чел."
    assert not take(store, path)
    assert small.answers_of(store, SCHOOLS[0]) == {}


def test_the_good_answers_of_a_form_with_errors_are_taken_by_a_persons_word(store, sent, tmp_path):
    path = small.answer(sent[0], tmp_path / "a.xlsx", {**GOOD, TWO.id: "пять"})
    preview = look(store, path)
    with pytest.raises(QualityError, match="есть ошибки"):
        save(store, preview, accepted=[preview.received[0].key])
    save(store, preview, is_partial=True)
    assert small.answers_of(store, SCHOOLS[0]) == {
        PUPILS.id: Answer(digits=120),
        PLAN.id: Answer(digits=1),
    }


def test_answers_that_contradict_each_other_are_named_with_both_cells(store, sent, tmp_path):
    path = small.answer(sent[0], tmp_path / "a.xlsx", {**GOOD, TWO.id: 500})
    received = look_at(store, path)
    assert received.verdict is Verdict.WITH_ERRORS
    (problem,) = received.errors
    assert problem.cell == "E6, E7"
    assert "прежних ответов" not in problem.text
    assert "500" in problem.text
    # Each of them is readable, so a person may take them and mend them in the window.
    save(store, look(store, path), is_partial=True)
    assert small.answers_of(store, SCHOOLS[0])[TWO.id] == Answer(digits=500)


def test_a_rule_looks_at_what_is_known_already_too(store, sent, answered, tmp_path):
    take(store, answered)
    received = look_at(store, small.answer(sent[0], tmp_path / "b.xlsx", {TWO.id: 121}))
    assert received.verdict is Verdict.WITH_ERRORS
    (problem,) = received.errors
    assert problem.text.endswith("Чего в файле нет, взято из прежних ответов.")
    assert problem.raw == "121"


def test_a_warning_that_was_accepted_is_not_raised_again(store, sent, tmp_path):
    with store.work("Мягкое правило") as work:
        work.put(replace(small.RULE, is_hard=False))
        work.commit()
    path = small.answer(sent[0], tmp_path / "a.xlsx", {**GOOD, TWO.id: 121})
    preview = look(store, path)
    (problem,) = preview.received[0].problems
    assert problem.severity is Severity.WARNING
    assert preview.received[0].verdict is Verdict.READY
    save(store, preview)
    grid = monitoring.grid(store=store, form=small.FORM.id, year=YEAR)
    (finding,) = next(row for row in grid.rows if row.school.id == SCHOOLS[0].id).findings
    monitoring_edit.accept_warning(
        store=store,
        school=SCHOOLS[0].id,
        year=YEAR,
        check=finding.check,
        fingerprint=finding.fingerprint,
        reason="так и есть",
        intent="Принятие",
    )
    assert len(store.all(Acceptance)) == 1
    assert look_at(store, path).problems == ()


def test_answers_that_changed_since_the_preview_are_not_written_over(store, answered):
    preview = look(store, answered)
    edit = CellEdit(school=SCHOOLS[0].id, element=TWO.id, answer=Answer(digits=6))
    monitoring_edit.set_answers(store=store, year=YEAR, edits=[edit], intent="Правка")
    with pytest.raises(QualityError, match="прочитайте ответы ещё раз"):
        save(store, preview)
    assert small.answers_of(store, SCHOOLS[0]) == {TWO.id: Answer(digits=6)}


@pytest.mark.parametrize("verdict", [Verdict.HELD, Verdict.REFUSED, Verdict.EMPTY, Verdict.ALREADY])
def test_what_cannot_be_written_is_refused_even_when_it_is_accepted(verdict, store, answered):
    preview = look(store, answered)
    bad = replace(preview, received=(replace(preview.received[0], verdict=verdict),))
    with pytest.raises(QualityError, match="записать нельзя"):
        save(store, bad, accepted=[bad.received[0].key])


def test_a_path_that_is_not_there_is_named(store, tmp_path):
    with pytest.raises(QualityError, match="такого файла или папки нет"):
        look(store, tmp_path / "нет.xlsx")


def test_a_folder_without_tables_gives_an_empty_preview(store, tmp_path):
    (tmp_path / "empty").mkdir()
    assert look(store, tmp_path / "empty").received == ()


def test_a_file_named_twice_is_read_once(store, answered):
    assert len(look(store, answered, answered.parent).received) == 1


def test_progress_is_told_file_by_file(store, answered):
    told: list[tuple[int, int, str]] = []
    look(store, answered, progress=lambda *step: told.append(step))
    assert told == [(0, 1, "ответ.xlsx"), (1, 1, "")]


# -- damage ----------------------------------------------------------------------------------


@pytest.mark.slow
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_damaged_answer_never_raises_and_is_written_whole_or_not_at_all(data, store, answered):
    whole = answered.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    change = data.draw(st.binary(max_size=4))
    broken = answered.with_name("битый.xlsx")
    broken.write_bytes(whole[:place] + change + whole[place + len(change) :])
    preview = look(store, broken)
    assert store.all(Value) == ()
    if save(store, preview):
        assert small.answers_of(store, SCHOOLS[0]) == WANTED
        store.undo()
    assert store.all(Value) == ()


def test_a_wrong_answer_of_a_form_taken_all_the_same_never_replaces_a_right_one(
    store, sent, answered, tmp_path
):
    take(store, answered)
    before = small.answers_of(store, SCHOOLS[0])
    path = small.answer(sent[0], tmp_path / "b.xlsx", {**GOOD, TWO.id: 500})
    save(store, look(store, path), is_partial=True)
    assert small.answers_of(store, SCHOOLS[0])[TWO.id] == before[TWO.id]
