"""The tab «Технологическая карта» on the real sample district."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from quality_desktop.domain.cycle import Status
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.records import new_id
from quality_desktop.ui.dialogs.evidence import EvidenceDialog
from quality_desktop.ui.dialogs.evidence_register import EvidenceRegister
from quality_desktop.ui.models.board_cell import parse_state
from quality_desktop.ui.models.card import OWNER_COLUMN
from quality_desktop.ui.tabs.card.proof_opener import refusal_to_open
from quality_desktop.ui.widgets.date_edit import shown_date
from tests.ui.drivers import find, only
from tests.ui.tabs.drivers_card import CardDriver
from tests.ui.tabs.drivers_matrix import in_dialog

pytestmark = pytest.mark.gui

ACTIONS = 3
"""Column «Действия» of the card."""


@pytest.fixture
def window(make_window, sample_file):
    return make_window(sample_file, only("card"))


@pytest.fixture
def card(window, qtbot):
    return CardDriver(qtbot, window.show_tab("card"))


def test_the_card_is_that_of_the_order_with_rows_as_high_as_their_texts(card):
    assert card.card.text(2, 2) == "Мониторинг"
    assert "осуществление мониторинга" in card.card.text(2, ACTIONS)
    heights = [card.tab.tables.card_grid.rowHeight(row) for row in range(6)]
    assert heights[5] > heights[2]
    assert card.tab.tables.card_grid.isColumnHidden(OWNER_COLUMN)


def test_the_models_keep_the_rules_of_qt(card):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, mode)
        for model in (card.tab.tables.card_model, card.tab.tables.board_model)
    ]
    card.card.edit(0, ACTIONS, "другое действие")
    card.trigger("9 позиций")
    card.mark(0, 3, Status.STARTED)
    assert card.tab.tables.board_model.columnCount() == 10
    for tester in testers:
        tester.deleteLater()


def test_a_long_text_is_edited_in_its_cell_undone_and_redone(card, window):
    before = card.card.text(2, ACTIONS)
    card.card.edit(2, ACTIONS, "новое действие")
    assert card.card.text(2, ACTIONS) == "новое действие"
    window.undo()
    assert card.card.text(2, ACTIONS) == before
    window.redo()
    assert card.card.text(2, ACTIONS) == "новое действие"


def test_escape_leaves_the_text_as_it_was(card, window):
    card.card.go(2, ACTIONS)
    card.tab.tables.card_grid.edit(card.tab.tables.card_grid.currentIndex())
    editor = card.card.editor()
    card.qtbot.keyClick(editor, Qt.Key.Key_X)
    card.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    card.settle()
    assert "осуществление мониторинга" in card.card.text(2, ACTIONS)
    assert not window.window.menus.undo.isEnabled()


def test_a_direction_has_its_own_text_until_the_common_one_is_restored(card):
    common = card.card.text(2, ACTIONS)
    card.choose_direction("1.2")
    assert not card.tab.tables.card_grid.isColumnHidden(OWNER_COLUMN)
    card.card.edit(2, ACTIONS, "своё действие")
    assert card.card.text(2, OWNER_COLUMN) == "свой"
    assert card.card.text(1, OWNER_COLUMN) == "общий"
    marked = card.card.index(2, ACTIONS).data(Qt.ItemDataRole.DecorationRole)
    assert marked is not None
    assert card.card.index(2, ACTIONS + 1).data(Qt.ItemDataRole.DecorationRole) is None
    card.card.go(2, ACTIONS)
    assert f"В общей карте: действия\n{common}" in card.side
    card.choose_direction(None)
    assert card.card.text(2, ACTIONS) == common
    card.choose_direction("1.2")
    card.card.go(2, ACTIONS)
    card.trigger("Вернуть общую")
    assert card.card.text(2, ACTIONS) == common
    assert card.card.text(2, OWNER_COLUMN) == "общий"


def test_an_emptied_text_is_a_finding_that_leads_to_its_cell(card):
    card.card.go(3, 4)
    card.card.press(Qt.Key.Key_Delete)
    assert "Раздел 4 карты: заполните – обязанности координатора." in card.problems
    card.card.go(0, 2)
    card.tab.problems.activated.emit(card.tab.problems.problems[0].place)
    index = card.tab.tables.card_grid.currentIndex()
    assert (index.row(), index.column()) == (3, 4)


def test_the_space_bar_moves_a_state_on(card, window):
    card.board.go(0, 1)
    assert card.board.text(0, 1) == "не начато"
    card.board.press(Qt.Key.Key_Space)
    assert card.board.text(0, 1) == "в работе"
    card.board.press(Qt.Key.Key_Space)
    assert card.board.text(0, 1) == f"сделано {shown_date(date.today())}"
    window.undo()
    assert card.board.text(0, 1) == "в работе"


def test_a_state_of_the_menu_is_dated_and_undone_in_one_step(card, window):
    card.board.go(0, 2)
    card.trigger_menu("Сделано")
    assert card.board.text(0, 2) == f"сделано {shown_date(date.today())}"
    window.undo()
    assert card.board.text(0, 2) == "не начато"
    assert not window.window.menus.undo.isEnabled()


def test_status_and_dates_are_edited_in_a_form_over_the_cell(card):
    editor = card.open_state(1, 3)
    editor.status.setCurrentIndex(editor.status.findData(Status.STARTED))
    editor.due.setText("1.2.20")
    editor.note.setText("ждём школу № 3")
    card.finish(editor)
    assert card.board.text(1, 3) == "в работе до 01.02.2020"
    card.board.go(1, 3)
    assert "ждём школу № 3" in card.side
    cell = card.tab.tables.board_model.cell(card.board.index(1, 3))
    assert (cell.word, cell.icon) == ("просрочено", "alert-triangle")
    assert any("просрочено, срок был 01.02.2020" in text for text in card.problems)


def test_what_becomes_done_is_done_today_unless_said_otherwise(card):
    editor = card.open_state(1, 3)
    editor.status.setCurrentIndex(editor.status.findData(Status.DONE))
    assert editor.done.day == date.today()
    editor.done.setText("05.07.2021")
    card.finish(editor)
    assert card.board.text(1, 3) == "сделано 05.07.2021"


def test_what_is_done_on_a_day_nobody_knows_stays_without_a_date(card):
    editor = card.open_state(1, 3)
    editor.status.setCurrentIndex(editor.status.findData(Status.DONE))
    editor.done.clear()
    card.finish(editor)
    assert card.board.text(1, 3) == "сделано"


def test_a_date_known_of_one_position_is_kept_when_its_stage_becomes_done(card):
    card.trigger("9 позиций")
    editor = card.open_state(0, 2)
    editor.done.setText("05.07.2021")
    card.finish(editor)
    card.trigger("9 позиций")
    card.mark(0, 2, Status.DONE)
    states = card.tab.tables.board_model.states(card.board.index(0, 2))
    assert [state.done for state in states] == [date(2021, 7, 5), date.today()]


def test_a_shortened_direction_has_its_whole_title_as_a_tooltip(card):
    title = "1.2 Система работы со школами с низкими результатами обучения"
    tooltip = card.board.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tooltip.replace("\xa0", " ").startswith(title)


def test_a_wrong_date_keeps_the_form_open_with_its_reason(card, window):
    editor = card.open_state(1, 3)
    editor.due.setText("35.13.2021")
    card.finish(editor)
    assert editor.isVisible()
    assert "не дата" in editor.reason.text()
    card.qtbot.keyClick(editor.due, Qt.Key.Key_Escape)
    card.settle()
    assert not window.window.menus.undo.isEnabled()


def test_a_stage_of_two_positions_shows_what_they_do_not_share(card):
    card.trigger("9 позиций")
    card.mark(0, 2, Status.DONE)
    card.trigger("9 позиций")
    editor = card.open_state(0, 2)
    assert editor.status.currentIndex() == -1
    editor.note.setText("общее примечание")
    card.finish(editor)
    states = card.tab.tables.board_model.states(card.board.index(0, 2))
    assert [(state.status, state.note) for state in states] == [
        ("done", "общее примечание"),
        ("", "общее примечание"),
    ]


def test_six_stages_and_nine_positions_are_one_data_set(card):
    card.mark(0, 2, Status.DONE)
    card.trigger("9 позиций")
    assert card.board.text(0, 2).startswith("сделано")
    assert card.board.text(0, 3).startswith("сделано")
    card.mark(0, 3, Status.NOT_STARTED)
    card.trigger("9 позиций")
    assert card.board.text(0, 2) == "в работе"


def test_directions_stay_in_sight_while_the_board_is_scrolled(card):
    card.trigger("9 позиций")
    board = card.tab.tables.board_grid
    assert board.frozen.isHidden()
    card.tab.window().resize(700, 600)
    card.board.go(0, 9)
    assert board.horizontalScrollBar().value() > 0
    assert not board.frozen.isHidden()
    assert board.frozen.width() == board.columnWidth(0)
    assert board.frozen.rowHeight(0) == board.rowHeight(0)
    card.board.go(0, 1)
    board.horizontalScrollBar().setValue(0)
    assert board.frozen.isHidden()


def test_states_are_copied_pasted_and_cleared_like_cells(card, window):
    card.mark(0, 1, Status.STARTED, "15.09.2030")
    card.board.select(0, 1, 0, 1)
    card.tab.tables.board_grid.copy()
    assert QApplication.clipboard().text() == "в работе до 15.09.2030"
    card.board.select(1, 1, 2, 1)
    card.tab.tables.board_grid.paste()
    card.settle()
    assert card.board.text(2, 1) == "в работе до 15.09.2030"
    window.undo()
    assert card.board.text(1, 1) == "не начато"
    card.board.select(0, 1, 0, 1)
    card.board.press(Qt.Key.Key_Delete)
    assert card.board.text(0, 1) == "не начато до 15.09.2030"


def test_a_pasted_word_that_is_no_state_is_refused(card, messages, window):
    QApplication.clipboard().setText("почти готово")
    card.board.select(0, 1, 0, 1)
    card.tab.tables.board_grid.paste()
    card.settle()
    assert "«почти готово» не состояние" in messages.refusals[0]
    assert not window.window.menus.undo.isEnabled()


def test_proof_is_attached_changed_and_removed_in_the_panel(card):
    card.mark(0, 1, Status.DONE)
    assert any("подтверждение не приложено" in text for text in card.problems)

    def attach(dialog):
        dialog.heading.setText("Положение о мониторинге")
        dialog.locator.setText("приказ № 12")
        dialog.dated.show_date(date(2021, 7, 5))
        dialog.accept()

    card.board.go(0, 1)
    in_dialog(EvidenceDialog, attach)
    card.trigger("Приложить подтверждение…")
    assert "Положение о мониторинге, приказ № 12, 05.07.2021" in card.side
    assert card.tab.tables.board_model.cell(card.board.index(0, 1)).proofs == 1
    assert not any("подтверждение не приложено" in text for text in card.problems)

    def rename(dialog):
        dialog.heading.setText("Приказ")
        dialog.accept()

    in_dialog(EvidenceDialog, rename)
    find(card.tab.panel, QPushButton, "attach")
    card.tab.panel.edit_requested.emit(
        card.tab.tables.board_model.states(card.board.index(0, 1))[0],
        card.tab.tables.board.proofs(card.tab.tables.board_model.states(card.board.index(0, 1)))[0],
    )
    card.settle()
    assert "Приказ, приказ № 12, 05.07.2021" in card.side
    proof = card.tab.tables.board.proofs(
        card.tab.tables.board_model.states(card.board.index(0, 1))
    )[0]
    card.tab.panel.detach_requested.emit(proof)
    card.settle()
    assert card.tab.tables.board_model.cell(card.board.index(0, 1)).proofs == 0


def test_a_link_must_be_an_address_and_a_file_is_chosen(card, messages, tmp_path):
    messages.paths.append(tmp_path / "отчёт.pdf")

    def look(dialog):
        dialog.form.setCurrentIndex(dialog.form.findData("link"))
        dialog.locator.setText("страница")
        assert "http://" in dialog.reason.text()
        assert not dialog.apply.isEnabled()
        dialog.form.setCurrentIndex(dialog.form.findData("file"))
        dialog.locator.clear()
        dialog.choose.click()
        assert dialog.locator.text().endswith("отчёт.pdf")
        assert dialog.heading.text() == "отчёт"
        assert dialog.apply.isEnabled()
        dialog.reject()

    card.board.go(0, 1)
    in_dialog(EvidenceDialog, look)
    card.trigger("Приложить подтверждение…")


def proof(form, locator):
    return Evidence(id=new_id(), progress=new_id(), form=form, locator=str(locator))


def test_only_pages_and_papers_open_from_the_program(tmp_path: Path):
    paper, program = tmp_path / "справка.pdf", tmp_path / "отчёт.exe"
    paper.write_bytes(b"%PDF")
    program.write_bytes(b"MZ")
    assert refusal_to_open(proof("link", "https://example.ru/page")) == ""
    assert refusal_to_open(proof("file", paper)) == ""
    assert "не адрес" in refusal_to_open(proof("link", "javascript:alert(1)"))
    assert "не документ" in refusal_to_open(proof("file", program))
    assert "нет в папке" in refusal_to_open(proof("file", tmp_path / "нет.pdf"))


def test_a_refusal_to_open_is_said(card, messages, tmp_path):
    card.tab.panel.open_requested.emit(proof("file", tmp_path / "нет.pdf"))
    card.settle()
    assert "проверьте путь" in messages.refusals[0]


def test_one_half_is_always_shown(card):
    card.trigger("Карта")
    assert card.tab.tables.card_half.isHidden()
    assert not card.tab.tables.board_half.isHidden()
    card.trigger("Ход цикла")
    assert card.tab.tables.board_half.isHidden()
    assert not card.tab.tables.card_half.isHidden()


def test_a_finding_of_a_folded_half_unfolds_it(card):
    card.mark(1, 3, Status.STARTED, "01.02.2020")
    card.trigger("Ход цикла")
    card.tab.problems.activated.emit(card.tab.problems.problems[0].place)
    assert not card.tab.tables.board_half.isHidden()
    assert card.tab.tables.board_grid.currentIndex().row() == 1


@pytest.mark.parametrize("place", ["", "board:1", "matrix:x:y", "card::"])
def test_a_place_of_another_tab_moves_nothing(card, place):
    card.card.go(0, 2)
    card.tab.jump_to(place)
    assert card.tab.tables.card_grid.currentIndex().row() == 0


@pytest.mark.parametrize(
    ("text", "status", "due", "done"),
    [
        ("", Status.NOT_STARTED, "keep", "keep"),
        ("сделано 05.07.2021", Status.DONE, "keep", date(2021, 7, 5)),
        ("Сделано", Status.DONE, "keep", "keep"),
        ("в работе, до 1.2.2026", Status.STARTED, date(2026, 2, 1), "keep"),
        ("не начато до 15.09.2026", Status.NOT_STARTED, date(2026, 9, 15), "keep"),
        ("до 15.09.2026", None, date(2026, 9, 15), "keep"),
        ("15.09.2026", None, date(2026, 9, 15), "keep"),
        ("просрочено до 15.09.2020", None, date(2020, 9, 15), "keep"),
        ("не требуется", Status.NOT_NEEDED, "keep", "keep"),
    ],
)
def test_a_state_is_read_from_words(text, status, due, done):
    change = parse_state(text)
    assert change.status is status
    assert (change.due == due) or (due == "keep" and not isinstance(change.due, date))
    assert (change.done == done) or (done == "keep" and not isinstance(change.done, date))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("почти", "не состояние"), ("—", "ничего не пишут"), ("сделано 40.40.2021", "не дата")],
)
def test_other_words_are_no_state(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_state(text)


def test_a_file_that_was_chosen_opens_from_the_copy_inside_and_stands_in_the_register(
    card, messages, tmp_path, monkeypatch
):
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    path = tmp_path / "Справка.pdf"
    path.write_bytes(b"%PDF")
    messages.paths.append(path)

    def attach(dialog: EvidenceDialog) -> None:
        dialog.form.setCurrentIndex(dialog.form.findData("file"))
        dialog.choose.click()
        dialog.accept()

    card.board.go(0, 1)
    in_dialog(EvidenceDialog, attach)
    card.trigger("Приложить подтверждение…")
    path.unlink()
    [kept] = card.tab.tables.board.proofs(
        card.tab.tables.board_model.states(card.board.index(0, 1))
    )
    card.tab.panel.open_requested.emit(kept)
    card.settle()
    assert messages.refusals == []
    assert Path(opened[0].toLocalFile()).read_bytes() == b"%PDF"
    titles: list[str] = []

    def read(dialog: EvidenceRegister) -> None:
        titles.extend(row.proof.title for row in dialog.model.rows)
        dialog.reject()

    in_dialog(EvidenceRegister, lambda dialog: when_shown(dialog, read))
    card.trigger("Подтверждения…")
    assert titles == ["Справка"]


def when_shown(dialog: EvidenceRegister, act: Callable[[EvidenceRegister], None]) -> None:
    """Act when the register has its lines."""
    if dialog.model.rows:
        act(dialog)
    else:
        QTimer.singleShot(10, lambda: when_shown(dialog, act))


def test_a_new_file_offers_a_ready_text_which_one_undo_takes_back(make_window, empty_file, qtbot):
    card = CardDriver(qtbot, make_window(empty_file, only("card")).show_tab("card"))
    strip = card.tab.tables.empty_card
    assert strip.isVisible()
    assert "поправьте под свой район" in strip.sentence.text()
    strip.button.click()
    card.settle()
    assert "осуществление мониторинга" in card.card.text(2, ACTIONS)
    assert not strip.isVisible()
    card.tab.operations.undo()
    card.settle()
    assert strip.isVisible()
    assert card.card.text(2, ACTIONS) == ""


def test_a_written_card_offers_nothing_and_says_why_when_asked_all_the_same(card, messages):
    assert not card.tab.tables.empty_card.isVisible()
    card.trigger("Заполнить пустое готовым текстом")
    assert messages.refusals == ["В общей карте нет пустых ячеек: готовый текст вставлять некуда."]
