"""What the dialog «Показатели и формы» shows of one definition; every field is saved as it is left."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.collection.element_titles import title_of
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form
from quality_desktop.domain.programme import Indicator
from quality_desktop.services.field_values import Catalogue, Field
from quality_desktop.services.indicators import definition_fields
from quality_desktop.services.indicators.definitions import (
    Definitions,
    FormulaView,
    expression_problem,
    formula_view,
    printed_rule,
)
from quality_desktop.ui.dialogs.definition_tree import Definition, key_of
from quality_desktop.ui.look import Look
from quality_desktop.ui.tabs.directory.form import RecordForm
from quality_desktop.ui.widgets.field_line import FieldLine
from quality_desktop.ui.widgets.naming import named

_LABEL_WIDTH: Final = 140
_LONGEST_WORDS: Final = 70
FIELDS: Final[Mapping[type[Definition], Sequence[Field]]] = {
    Form: definition_fields.FORM,
    DataElement: definition_fields.ELEMENT,
    CheckRule: definition_fields.RULE,
    Calculation: definition_fields.CALCULATION,
}
_FORMULA_FIELDS: Final = ("numerator", "denominator", "left", "right")


class FormulaLine(FieldLine):
    """A formula: it is saved only when it is understood; until then it stays with its reason."""

    def __init__(self, field: Field, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(field, look, parent)
        self._problem = ""

    def judge(self, problem: str) -> None:
        """Say what is wrong with the text that stands here; nothing when it is right."""
        self._problem = problem
        self.refuse(problem)

    @override
    def commit(self) -> None:
        if self._problem:
            self.refuse(self._problem)
        else:
            super().commit()


def _line(field: Field, look: Look) -> FieldLine:
    return FormulaLine(field, look) if field.name in _FORMULA_FIELDS else FieldLine(field, look)


class DefinitionPanel(QScrollArea):
    """Fields of one definition with its formula in words.

    Attributes:
        form: The fields.
        said: The formula or rule in Russian, or what is wrong with it.
        below: Where a subclass puts more.

    Signals:
        edited: The definition with a changed field.
    """

    edited = Signal(object)

    def __init__(self, kind: type[Definition], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"panel_{kind.kind}")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._kind = kind
        self._look = look
        self._line = ""
        self._record: Definition | None = None
        self._known: Definitions | None = None
        self._year = 0
        self.heading = named(QLabel(wordWrap=True), "definitionHeading")
        font = QFont(self.font())
        font.setBold(True)
        self.heading.setFont(font)
        self.form = RecordForm(FIELDS[kind], look, label_width=_LABEL_WIDTH, make_line=_line)
        self.form.entered.connect(self._on_entered)
        self.said = named(QLabel(wordWrap=True), "definitionSaid")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.setTextFormat(Qt.TextFormat.RichText)
        for name in _FORMULA_FIELDS:
            editor = self.form.lines[name].editor if name in self.form.lines else None
            if isinstance(editor, QLineEdit):
                editor.textEdited.connect(lambda _: self._say())
        self.form.focused.connect(self._on_focused)
        self.insert = named(QPushButton("Вставить величину", autoDefault=False), "definitionInsert")
        self.insert.setMenu(QMenu(self.insert))
        self.insert.setVisible(any(name in self.form.lines for name in _FORMULA_FIELDS))
        content = QWidget()
        self.below = QVBoxLayout(content)
        self.below.setContentsMargins(12, 0, 12, 8)
        self.below.setSpacing(8)
        self.below.addWidget(self.heading)
        self.below.addWidget(self.said)
        self.below.addWidget(self.insert, alignment=Qt.AlignmentFlag.AlignLeft)
        self.below.addWidget(self.form)
        self.below.addStretch()
        self.setWidget(content)
        look.changed.connect(self._say)

    def show_record(
        self, record: Definition, known: Definitions, catalogue: Catalogue, year: int
    ) -> None:
        """Show a definition as it is stored."""
        is_other = self._record is None or key_of(self._record) != key_of(record)
        self._record, self._known, self._year = record, known, year
        if is_other:
            for line in self.form.lines.values():
                line.refuse("")
        self.form.show_record(record, catalogue)
        if isinstance(record, DataElement):
            self.form.show_fields(definition_fields.shown_fields(record))
        self.heading.setText(self._title(record, known))
        self._fill_insert(record, known)
        self._say()

    def refuse(self, name: str, sentence: str) -> None:
        """Say under a field why it was not saved; the typed text stays."""
        self.form.lines[name].refuse(sentence)

    def _on_focused(self, name: str) -> None:
        """The button puts a quantity where the keyboard was last."""
        if name in _FORMULA_FIELDS:
            self._line = name

    def _fill_insert(self, record: Definition, known: Definitions) -> None:
        """Quantities by form: their words and their code; a rule has those of its own form only."""
        menu = self.insert.menu()
        menu.clear()
        for form in known.forms:
            if isinstance(record, CheckRule) and record.form != form.id:
                continue
            titles = {e.code: title_of(e) for e in known.elements_of(form.id, self._year)}
            part = QMenu(form.title, menu)
            menu.addMenu(part)
            for code, title in titles.items():
                words = title if len(title) <= _LONGEST_WORDS else f"{title[:_LONGEST_WORDS]}…"
                part.addAction(f"{words}  –  {code}", lambda code=code: self._insert(code))

    def _insert(self, code: str) -> None:
        """Put a code into the formula as if it were typed."""
        name = self._line or next(n for n in _FORMULA_FIELDS if n in self.form.lines)
        line = self.form.lines[name]
        if isinstance(line.editor, QLineEdit):
            line.editor.insert(code)
            self._say()
            line.commit()
            line.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entered(self, name: str, value: object) -> None:
        if self._record is None:
            return
        kept = definition_fields.stored(self._kind, name, value)  # type: ignore[arg-type]  # a field's value
        self.edited.emit((name, replace(self._record, **{name: kept})))  # type: ignore[arg-type]

    def _say(self) -> None:
        record, known = self._record, self._known
        if record is None or known is None:
            return
        typed: dict[str, str] = {
            name: self.form.lines[name].text for name in _FORMULA_FIELDS if name in self.form.lines
        }
        match record:
            case Calculation():
                draft = replace(
                    record, numerator=typed["numerator"], denominator=typed["denominator"]
                )
                self._say_formula(
                    formula_view(calculation=draft, known=known, year=self._year), typed
                )
            case CheckRule():
                draft_rule = replace(record, sentence="", left=typed["left"], right=typed["right"])
                self._say_rule(draft_rule, known, typed)
            case _:
                self.said.hide()

    def _say_rule(self, rule: CheckRule, known: Definitions, typed: Mapping[str, str]) -> None:
        for name, text in typed.items():
            found = (
                None if text.strip().isdecimal() else expression_problem(text, known.elements, None)
            )
            if found is not None:
                self._say_formula(
                    FormulaView(problem=found[0], field=name, position=found[1]), typed
                )
                return
        self._say_formula(FormulaView(printed=printed_rule(rule, known.wording)), typed)

    def _say_formula(self, view: FormulaView, typed: Mapping[str, str]) -> None:
        for name in typed:
            line = self.form.lines[name]
            if isinstance(line, FormulaLine):
                line.judge(view.problem if view.field == name else "")
        text = html.escape(view.criterion or view.printed)
        if view.problem:
            text = self._marked(typed[view.field], view.position)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _marked(self, text: str, position: int | None) -> str:
        """The typed formula with the place where it stops being understood."""
        colour = self._look.colours.danger
        if position is None or not text:
            return html.escape(text)
        before, after = text[:position], text[position:] or " ␣"
        return (
            f"{html.escape(before)}<span style='color:{colour}; text-decoration:underline'>"
            f"{html.escape(after)}</span>"
        )

    def _title(self, record: Definition, known: Definitions) -> str:
        match record:
            case Form():
                count = len(known.elements_of(record.id, self._year))
                return f"Форма, версия {record.version}: величин в этом году – {count}"
            case DataElement():
                return "Величина формы: её вписывает школа"
            case CheckRule():
                return "Правило проверки"
            case Calculation():
                return "Показатель"


class CalculationPanel(DefinitionPanel):
    """A calculation with its passport and the target of the year.

    Signals:
        target_entered: The target of the year as typed.
        bands_wanted: The user wants to change the bands.
    """

    target_entered = Signal(str)
    bands_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Calculation, look, parent)
        self.passport = named(QComboBox(), "definitionPassport", "Строка программы")
        self.passport.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.passport.activated.connect(self._on_passport)
        self.target = named(QLineEdit(placeholderText="Число, например 12,5"), "definitionTarget")
        self.target.editingFinished.connect(self._on_target)
        self.bands = named(QLabel(wordWrap=True), "definitionBands")
        self.change = named(
            QPushButton("Изменить полосы…", autoDefault=False), "definitionBandsChange"
        )
        self.change.clicked.connect(lambda _: self.bands_wanted.emit())
        self._target = ""
        more = QFormLayout()
        more.setHorizontalSpacing(12)
        rows = (
            ("Строка программы", self.passport),
            ("Цель на год", self.target),
            ("Полосы", self.bands),
        )
        for text, widget in rows:
            label = QLabel(text, textFormat=Qt.TextFormat.PlainText)
            label.setMinimumWidth(_LABEL_WIDTH)
            label.setBuddy(widget)
            more.addRow(label, widget)
        more.addRow("", self.change)
        self.below.insertLayout(self.below.count() - 1, more)

    @override
    def show_record(
        self, record: Definition, known: Definitions, catalogue: Catalogue, year: int
    ) -> None:
        """Show a calculation with what belongs to it."""
        super().show_record(record, known, catalogue, year)
        if not isinstance(record, Calculation):
            return
        self.passport.clear()
        self.passport.addItem("нет: показатель управления", None)
        for number, passport in enumerate(known.passports, start=1):
            self.passport.addItem(passport.title, passport)
            if passport.id == record.indicator:
                self.passport.setCurrentIndex(number)
        targets = (t for t in known.targets if (t.calculation, t.year) == (record.id, year))
        self._target = next((t.figure.replace(".", ",") for t in targets), "")
        self.target.setText(self._target)
        lines = [
            f"{band.title} – {band.source}" for band in known.bands if band.calculation == record.id
        ]
        self.bands.setText("\n".join(lines) or "нет")

    def _on_passport(self, place: int) -> None:
        passport: Indicator | None = self.passport.itemData(place)
        if isinstance(self._record, Calculation):
            key = passport.id if passport is not None else None
            self.edited.emit(("", replace(self._record, indicator=key)))

    def _on_target(self) -> None:
        if self.target.text() != self._target:
            self._target = self.target.text()
            self.target_entered.emit(self._target)
