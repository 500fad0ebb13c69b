"""The catalogue of the risk profile in its dialog: three tables, edited in place."""

import pytest
from PySide6.QtCore import Qt

from quality_desktop.domain.at_risk.profile import FactorSign, RiskFactor
from quality_desktop.ui.dialogs.risk_profile_library import RiskProfileLibrary
from tests.ui.drivers import Driver

pytestmark = pytest.mark.gui


@pytest.fixture
def library(qtbot, open_operations, environment, empty_file):
    operations = open_operations(empty_file)
    dialog = RiskProfileLibrary(operations, environment)
    qtbot.addWidget(dialog)
    driver = Driver(qtbot, dialog, operations)
    dialog.show()
    driver.settle()
    return driver


def test_a_factor_is_typed_in_the_last_row_a_sign_gets_a_bound_and_lines_are_removed(library):
    dialog = library.widget
    factors, signs = dialog.boxes[RiskFactor.kind], dialog.boxes[FactorSign.kind]
    assert factors.model.rowCount() == 11
    last = factors.model.index(10, 0)
    factors.model.setData(last, "Далёкая дорога", Qt.ItemDataRole.EditRole)
    library.settle()
    assert factors.model.rowCount() == 12
    assert [factors.model.index(10, column).data() for column in range(2)] == [
        "Далёкая дорога",
        "управление",
    ]
    column = signs.model.column_of("bound")
    index = signs.model.index(0, column)
    signs.model.setData(index, "много", Qt.ItemDataRole.EditRole)
    library.settle()
    assert "непонятно" in signs.model.reason(index)
    signs.model.setData(index, "17,5", Qt.ItemDataRole.EditRole)
    library.settle()
    assert signs.model.index(0, column).data() == "17,5"
    factors.grid.select_cell(10, 0)
    dialog.remove.click()
    library.settle()
    assert factors.model.rowCount() == 11
    library.operations.undo()
    library.settle()
    assert factors.model.rowCount() == 12
