"""Asks for what a new form, quantity, rule or indicator cannot do without."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.collection.indicators import Calculation, CalculationKind
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form, ValueType
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.indicators import definition_checks
from quality_desktop.services.indicators.definitions import Definitions, formula_view
from quality_desktop.ui.dialogs.definition_tree import Definition
from quality_desktop.ui.widgets.naming import named

_TITLES: Final = {
    Form: ("Новая форма", "Название"),
    DataElement: ("Новая величина формы", "Величина"),
    CheckRule: ("Новое правило проверки", "Правило словами"),
    Calculation: ("Новый показатель", "Что считается"),
}
_KINDS: Final = {
    DataElement: {
        ValueType.WHOLE.value: "целое число",
        ValueType.DECIMAL.value: "число с долями",
        ValueType.YES_NO.value: "да или нет",
        ValueType.TEXT.value: "текст",
    },
    Calculation: {
        CalculationKind.SHARE.value: "доля",
        CalculationKind.COUNT.value: "количество",
        CalculationKind.YES_NO.value: "да или нет",
        CalculationKind.LIST.value: "перечень",
        CalculationKind.CORRELATION.value: "корреляция",
    },
}
_RELATIONS: Final = ("<=", "<", "==", ">", ">=")


class NewDefinition(QDialog):
    """A short form; what is wrong is said while it is typed."""

    def __init__(
        self,
        parent: QWidget | None,
        kind: type[Definition],
        known: Definitions,
        *,
        year: int,
        form: Id | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("newDefinition")
        title, heading = _TITLES[kind]
        self.setWindowTitle(title)
        self.setMinimumWidth(600)
        self._kind, self._known, self._year, self._form = kind, known, year, form
        self._key = new_id()
        self.heading = named(QLineEdit(), "newTitle")
        self.code = named(QLineEdit(placeholderText="латинскими буквами: vpr_two"), "newCode")
        self.sort = named(QComboBox(), "newSort")
        for value, text in _KINDS.get(kind, {}).items():
            self.sort.addItem(text, value)
        self.left = named(QLineEdit(placeholderText="vpr_two[math,5]"), "newLeft")
        self.relation = named(QComboBox(), "newRelation")
        self.relation.addItems(_RELATIONS)
        self.right = named(QLineEdit(placeholderText="vpr_class[math,5]"), "newRight")
        self.said = named(QLabel(wordWrap=True), "newSaid")
        self.reason = named(QLabel(wordWrap=True), "newReason")
        self.reason.setForegroundRole(QPalette.ColorRole.BrightText)
        self.apply = named(QPushButton("Добавить", default=True), "newApply")
        self._lay_out(heading)
        for line in (self.heading, self.code, self.left, self.right):
            line.textChanged.connect(self._check)
        self.sort.currentIndexChanged.connect(self._check)
        self.relation.currentIndexChanged.connect(self._check)
        self._check()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        kind: type[Definition],
        known: Definitions,
        *,
        year: int,
        form: Id | None = None,
    ) -> Definition | None:
        """Ask; None when the user changed their mind.

        Args:
            parent: The dialog it belongs to.
            kind: What to add.
            known: All definitions.
            year: School year from which it is in force.
            form: Form of a quantity or a rule.
        """
        dialog = cls(parent, kind, known, year=year, form=form)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        made = dialog.record if is_accepted else None
        dialog.deleteLater()
        return made

    @property
    def record(self) -> Definition:
        """What has been typed.

        Raises:
            QualityError: A quantity or a rule without a form.
        """
        title, code = self.heading.text().strip(), self.code.text().strip()
        if self._kind is Form:
            return Form(id=self._key, code=code, title=title, since=self._year)
        if self._kind is Calculation:
            return self._calculation(code, title)
        if self._form is None:
            raise QualityError("Выберите слева форму, в которую добавить.")
        if self._kind is CheckRule:
            return CheckRule(
                id=self._key,
                form=self._form,
                left=self.left.text().strip(),
                relation=self.relation.currentText(),
                right=self.right.text().strip(),
                sentence=title,
            )
        sort = self.sort.currentData()
        return DataElement(
            id=self._key,
            form=self._form,
            code=code,
            title=title,
            type=sort,
            decimals=2 if sort == ValueType.DECIMAL else 0,
            is_required=sort != ValueType.TEXT,
            since=self._year,
        )

    def _calculation(self, code: str, title: str) -> Calculation:
        sort = self.sort.currentData()
        is_share = sort == CalculationKind.SHARE
        return Calculation(
            id=self._key,
            code=code,
            title=title,
            type=sort,
            numerator=self.left.text().strip(),
            denominator=self.right.text().strip(),
            factor=100 if is_share else 1,
            decimals={"share": 1, "correlation": 2}.get(sort, 0),
            unit="%" if is_share else "",
            since=self._year,
            source="показатель управления",
        )

    def _check(self) -> None:
        needs_two = self._kind is CheckRule or self.sort.currentData() in (
            CalculationKind.SHARE,
            CalculationKind.CORRELATION,
        )
        self._layout.setRowVisible(self.right, self._has_formula and needs_two)
        reason, said = "", ""
        try:
            record = self.record
            self._require(record)
            if isinstance(record, Calculation):
                said = formula_view(
                    calculation=record, known=self._known, year=self._year
                ).criterion
        except QualityError as error:
            reason = error.sentence
        self.said.setText(said)
        is_begun = bool(self.heading.text() or self.code.text() or self.left.text())
        self.reason.setText(reason if is_begun else "")
        self.apply.setEnabled(not reason)

    def _require(self, record: Definition) -> None:
        match record:
            case Form():
                definition_checks.require_form(record, self._known)
            case DataElement():
                definition_checks.require_element(record, self._known)
            case CheckRule():
                definition_checks.require_rule(record, self._known)
            case Calculation():
                definition_checks.require_calculation(record, self._known, self._year)

    @property
    def _has_formula(self) -> bool:
        return self._kind in (CheckRule, Calculation)

    def _lay_out(self, heading: str) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._layout = QFormLayout()
        is_rule = self._kind is CheckRule
        self._layout.addRow(f"&{heading}", self.heading)
        self._layout.addRow("&Код", self.code)
        self._layout.addRow("&Вид", self.sort)
        self._layout.addRow("&Слева" if is_rule else "&Числитель", self.left)
        self._layout.addRow("&Знак", self.relation)
        self._layout.addRow("С&права" if is_rule else "&Знаменатель", self.right)
        self._layout.setRowVisible(self.code, not is_rule)
        self._layout.setRowVisible(self.sort, self._kind in _KINDS)
        self._layout.setRowVisible(self.left, self._has_formula)
        self._layout.setRowVisible(self.relation, is_rule)
        column = QVBoxLayout(self)
        column.addLayout(self._layout)
        column.addWidget(self.said)
        column.addWidget(self.reason)
        column.addStretch()
        column.addWidget(buttons)
