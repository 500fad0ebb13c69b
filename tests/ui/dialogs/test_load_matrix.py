"""A matrix is loaded from a file through the tab."""

from __future__ import annotations

import pytest

from quality_desktop.domain.responsibility import Role
from quality_desktop.ui.dialogs.load_matrix import LoadMatrix
from quality_desktop.ui.dialogs.preview_cells import PreviewCells
from tests.ui.drivers import only, wait_idle
from tests.ui.tabs.drivers_matrix import MatrixDriver, in_dialog

pytestmark = pytest.mark.gui

TABLE = "№;Направление;Кто ведёт;Исполнители\n1.2;;Доценко Т.И.;\n9.9;Чужое;Доценко Т.И.;\n"


def test_a_table_is_read_explained_shown_and_written(make_window, sample_file, qtbot, tmp_path):
    window = make_window(sample_file, only("matrix"))
    matrix = MatrixDriver(qtbot, window.show_tab("matrix"))
    path = tmp_path / "матрица.csv"
    path.write_text(TABLE, encoding="utf-8")

    def read(dialog: LoadMatrix) -> None:
        dialog.read([path])
        wait_idle(qtbot, dialog.operations)
        assert not dialog.apply.isEnabled()
        dialog.columns.choose(2, "coordinator")
        assert dialog.summary.text() == "Прочитано: 1 ячейка у 1 направления."
        assert "«9.9»" in dialog.problems.problems[0].text
        in_dialog(PreviewCells, lambda preview: preview.apply.click())
        dialog.apply.click()

    in_dialog(LoadMatrix, read)
    matrix.trigger("Загрузить из файла…")
    assert matrix.text("1.2", Role.COORDINATOR) == "Доценко Т.И."
    window.undo()
    assert matrix.text("1.2", Role.COORDINATOR) == "Мастрюкова Л.И."
