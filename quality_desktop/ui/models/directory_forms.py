"""The six forms of a name or phrase with their sources; a form can be corrected in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from typing_extensions import override

from quality_desktop.domain.errors import Problem
from quality_desktop.language.cases import Case
from quality_desktop.language.forms import Form
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.models.table_model import CellRole

FORM_COLUMN: Final = 1
SOURCE_WORDS: Final = {
    "office": "управление",
    "exception": "программа",
    "engine": "программа",
    "unknown": "неизвестно",
}
_CASES: Final = {
    Case.NOM: ("Им.", "Именительный: кто? что?"),
    Case.GEN: ("Род.", "Родительный: нет кого? чего?"),
    Case.DAT: ("Дат.", "Дательный: поручить кому? чему?"),
    Case.ACC: ("Вин.", "Винительный: назначить кого? что?"),
    Case.INS: ("Тв.", "Творительный: утверждено кем? чем?"),
    Case.LOC: ("Пр.", "Предложный: о ком? о чём?"),
}
_TITLES: Final = ("Падеж", "Форма", "Откуда")
_UNKNOWN: Final = "Программа не знает этой формы: впишите её."


class FormsModel(QAbstractTableModel):
    """Six rows: case, form, source.

    Signals:
        corrected: ``Case`` and the form the office wants; an empty one gives the program's back.
    """

    corrected = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._forms: dict[Case, Form] = {}

    def show_forms(self, forms: Mapping[Case, Form]) -> None:
        """Show the forms of another name; without any the table is empty."""
        fresh = {case: forms[case] for case in Case if case in forms and forms[case].text}
        if fresh.keys() == self._forms.keys():
            self._forms = fresh
            if fresh:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, 2))
            return
        self.beginResetModel()
        self._forms = fresh
        self.endResetModel()

    def case_at(self, row: int) -> Case:
        """The case of a row."""
        return tuple(self._forms)[row]

    def is_own(self, row: int) -> bool:
        """True when the office has written this form."""
        return self._forms[self.case_at(row)].source == "office"

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._forms)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if (
            index.isValid()
            and index.column() == FORM_COLUMN
            and self.case_at(index.row()) is not Case.NOM
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        case = self.case_at(index.row())
        form = self._forms[case]
        is_unknown = form.source == "unknown"
        texts = (_CASES[case][0], form.text, SOURCE_WORDS[form.source])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return texts[index.column()]
            case Qt.ItemDataRole.EditRole:
                return form.text
            case Qt.ItemDataRole.ToolTipRole:
                return _UNKNOWN if is_unknown else _CASES[case][1]
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_CASES[case][1]} {form.text}, {SOURCE_WORDS[form.source]}"
            case CellRole.PROBLEM:
                return (
                    Problem(text=_UNKNOWN) if is_unknown and index.column() == FORM_COLUMN else None
                )
            case CellRole.IS_MARKED:
                return form.source == "office"
            case _:
                return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        text = " ".join(str(value or "").split())
        if text == " ".join(str(self.data(index, role)).split()):
            return False
        self.corrected.emit(self.case_at(index.row()), text)
        return True

    def edit_cells(self, cells: list[tuple[int, int, object]], intent: str) -> None:
        """Take cleared or pasted forms; an empty one gives the program's form back."""
        for row, column, value in cells:
            self.setData(self.index(row, column), value)
