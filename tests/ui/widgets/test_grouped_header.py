"""The header of two levels: as high as its titles need, groups named where they can be seen."""

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from quality_desktop.ui.models.index import NO_PARENT
from quality_desktop.ui.widgets.grouped_header import GroupedHeader

pytestmark = pytest.mark.gui
GROUP = Qt.ItemDataRole.UserRole


class Titles(QAbstractTableModel):
    """A name and four columns in two groups."""

    titles = ("Школа", "Писали", "«2»", "Длинное название столбца из многих слов", "«5»")
    groups = ("", "ВПР", "ВПР", "ОГЭ", "ОГЭ")

    @override
    def rowCount(self, parent=NO_PARENT):
        return 3

    @override
    def columnCount(self, parent=NO_PARENT):
        return len(self.titles)

    @override
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return None

    @override
    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        known = {Qt.ItemDataRole.DisplayRole: self.titles, GROUP: self.groups}.get(role)
        return known[section] if known else None


@pytest.fixture
def table(qtbot):
    view = QTableView()
    header = GroupedHeader(GROUP, view)
    view.setHorizontalHeader(header)
    model = Titles(view)
    view.setModel(model)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    qtbot.waitExposed(view)
    header.fit()
    return view


def test_a_narrow_title_gets_more_lines(table):
    table.setColumnWidth(3, 320)
    table.horizontalHeader().fit()
    before = table.horizontalHeader().height()
    table.setColumnWidth(3, 60)
    table.horizontalHeader().fit()
    assert table.horizontalHeader().height() > before


def test_groups_take_room_of_their_own(table):
    with_groups = table.horizontalHeader().height()
    table.model().groups = ("",) * 5
    table.horizontalHeader().fit()
    assert table.horizontalHeader().height() < with_groups


def test_groups_are_painted_over_all_their_columns(table):
    """The line between the titles of one group does not cut its name."""
    header = table.horizontalHeader()
    picture = header.viewport().grab().toImage()
    inside, between = (
        header.sectionViewportPosition(1) + header.sectionSize(1) - 1,
        header.sectionViewportPosition(2) + header.sectionSize(2) - 1,
    )
    scale = picture.devicePixelRatio()
    ground = picture.pixel(int((inside - 8) * scale), int(3 * scale))
    assert picture.pixel(int(inside * scale), int(3 * scale)) == ground
    assert picture.pixel(int(between * scale), int(3 * scale)) != ground
