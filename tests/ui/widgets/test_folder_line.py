"""A folder that is typed or chosen."""

import pytest

from quality_desktop.ui.widgets.folder_line import FolderLine

pytestmark = pytest.mark.gui


@pytest.fixture
def begun() -> list[str]:
    """How often the choice began where a line without a folder of its own begins it."""
    return []


@pytest.fixture
def line(qtbot, environment, begun, tmp_path):
    def otherwise():
        begun.append("otherwise")
        return tmp_path

    made = FolderLine(environment, "place", "Папка", otherwise=otherwise)
    qtbot.addWidget(made)
    return made


def test_a_chosen_folder_stands_in_the_line_and_no_choice_changes_nothing(line, messages, tmp_path):
    messages.paths.extend([tmp_path / "формы", None])
    line.choose.click()
    line.choose.click()
    assert line.text == str(tmp_path / "формы")


def test_the_choice_begins_in_the_typed_folder_when_there_is_one(line, messages, begun, tmp_path):
    messages.paths.extend([None, None])
    line.line.setText(f" {tmp_path / 'нет такой'} ")
    line.choose.click()
    assert begun == ["otherwise"]
    line.line.setText(f" {tmp_path} ")
    line.choose.click()
    assert begun == ["otherwise"]
    assert line.text == str(tmp_path)
