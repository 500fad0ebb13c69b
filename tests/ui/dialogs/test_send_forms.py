"""«Разослать формы» on the sample district."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from quality_desktop.domain.collection.monitoring import Collection, Submission
from quality_desktop.ui.dialogs.send_forms import SendForms
from quality_desktop.ui.scope import Scope
from tests.ui.drivers import PATIENCE_MS, wait_idle

pytestmark = pytest.mark.gui


@pytest.fixture
def operations(open_operations, sample_file):
    return open_operations(sample_file)


@pytest.fixture
def dialog(qtbot, operations, environment, tmp_path):
    made = SendForms(None, operations, Scope(2025, operations), environment)
    qtbot.addWidget(made)
    made.show()
    wait_idle(qtbot, operations)
    made.folder.line.setText(str(tmp_path / "формы"))
    return made


def keep_only(dialog, count):
    dialog.schools.nothing.click()
    from PySide6.QtCore import Qt

    for row in range(count):
        dialog.schools.list.item(row).setCheckState(Qt.CheckState.Checked)


def asked(qtbot, operations, kind):
    answers: list[Any] = []
    operations.ask(lambda store: store.all(kind), answers.append, owner=operations)
    wait_idle(qtbot, operations)
    return answers[0]


def test_all_working_schools_are_chosen_and_the_button_says_how_many(dialog):
    count = len(dialog.schools.keys)
    assert count > 5
    assert str(count) in dialog.apply.text()
    assert not dialog.outcome.isVisible()
    dialog.schools.nothing.click()
    assert not dialog.apply.isEnabled()


def test_a_file_without_schools_is_told_where_to_add_them(
    qtbot, open_operations, empty_file, environment
):
    operations = open_operations(empty_file)
    made = SendForms(None, operations, Scope(2025, operations), environment)
    qtbot.addWidget(made)
    made.show()
    wait_idle(qtbot, operations)
    assert "нет действующих школ" in made.outcome.text()
    assert not made.apply.isEnabled()


def test_ticks_of_hidden_schools_stay(dialog):
    count = len(dialog.schools.keys)
    dialog.schools.search.setText(dialog.schools.list.item(0).text())
    dialog.schools.nothing.click()
    dialog.schools.search.clear()
    assert len(dialog.schools.checked) == count - 1


def test_workbooks_and_a_letter_are_written_and_noted_in_the_file(
    dialog, qtbot, operations, tmp_path
):
    keep_only(dialog, 2)
    dialog.due.show_date(date(2026, 6, 1))
    dialog.apply.click()
    assert dialog.is_working
    wait_idle(qtbot, operations)
    assert not dialog.is_working
    names = sorted(path.suffix for path in (tmp_path / "формы").iterdir())
    assert names == [".docx", ".xlsx", ".xlsx"]
    assert "Создано: 2 файла для школ и письмо" in dialog.outcome.text()
    (sent,) = [c for c in asked(qtbot, operations, Collection) if c.due == date(2026, 6, 1)]
    assert sum(s.collection == sent.id for s in asked(qtbot, operations, Submission)) >= 2
    assert dialog.open_folder.isVisible()


def test_a_folder_with_other_files_is_refused_inside_the_dialog(
    dialog, qtbot, operations, tmp_path, environment
):
    keep_only(dialog, 1)
    dialog.letter.setChecked(False)
    dialog.apply.click()
    wait_idle(qtbot, operations)
    (written,) = (tmp_path / "формы").iterdir()
    written.write_bytes(b"an answer")
    dialog.apply.click()
    wait_idle(qtbot, operations)
    assert "могут быть ответы школ" in dialog.outcome.text()
    assert written.read_bytes() == b"an answer"
    assert dialog.apply.isEnabled()


def test_a_due_date_that_is_none_is_refused_at_once(dialog, tmp_path):
    dialog.due.setText("скоро")
    dialog.apply.click()
    assert "не дата" in dialog.outcome.text()
    assert not (tmp_path / "формы").exists()


def test_escape_stops_the_work_and_leaves_the_dialog(dialog, qtbot, operations, tmp_path):
    dialog.apply.click()
    dialog.reject()
    wait_idle(qtbot, operations)
    assert dialog.isVisible()
    assert not dialog.is_working
    assert not (tmp_path / "формы").exists() or not list((tmp_path / "формы").iterdir())
    with qtbot.waitSignal(dialog.rejected, timeout=PATIENCE_MS):
        dialog.reject()
    assert dialog.result() == QDialog.DialogCode.Rejected
