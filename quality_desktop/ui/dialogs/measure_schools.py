"""Which schools take part in a measure: a list with ticks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.ui.widgets.check_list import CheckList
from quality_desktop.ui.widgets.naming import named


class MeasureSchools(QDialog):
    """A sentence, the schools, two buttons."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        schools: Sequence[School],
        chosen: Collection[Id],
    ) -> None:
        """Offer schools.

        Args:
            parent: The window it belongs to.
            title: Title of the measure.
            schools: Schools that can take part.
            chosen: Those that do.
        """
        super().__init__(parent)
        self.setObjectName("measureSchools")
        self.setWindowTitle("Школы меры")
        self.resize(520, 560)
        sentence = named(QLabel(title, wordWrap=True), "measureTitle")
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.schools = CheckList("Участвуют")
        self.schools.show_items([(school.id, school_name(school)) for school in schools])
        for row, key in enumerate(self.schools.keys):
            if key not in chosen:
                self.schools.list.item(row).setCheckState(Qt.CheckState.Unchecked)
        buttons = QDialogButtonBox()
        self.save_button = named(QPushButton("Отметить"), "measureSchoolsSave")
        self.save_button.setDefault(True)
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(sentence)
        layout.addWidget(self.schools, 1)
        layout.addWidget(buttons)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        schools: Sequence[School],
        chosen: Collection[Id],
    ) -> list[Id] | None:
        """The schools that were ticked; None when the dialog was cancelled."""
        dialog = cls(parent, title, schools, chosen)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.schools.checked if is_accepted else None
        dialog.deleteLater()
        return found
