"""What is collected and how indicators are computed: forms, data elements, checks, calculations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quality_desktop.domain.collection.element_titles import capital, title_of
from quality_desktop.domain.collection.indicators import Band, Calculation, CalculationKind, Target
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form
from quality_desktop.domain.examination.exams import ExamProcedure, Subject
from quality_desktop.domain.formulas.formula import Formula, elements_of, parse, resolve
from quality_desktop.domain.formulas.formula_parser import FormulaError
from quality_desktop.domain.formulas.formula_print import Wording, printed_expression
from quality_desktop.domain.programme import ActivityLine, Indicator
from quality_desktop.domain.records import Id
from quality_desktop.storage.reading import Reading

RELATION_WORDS: Final[Mapping[str, str]] = {
    "<=": "не больше, чем",
    "<": "меньше, чем",
    "==": "равно:",
    ">": "больше, чем",
    ">=": "не меньше, чем",
}
"""Relations of check rules and conditions, as they are read aloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """All definitions of a file, in the office's order.

    Attributes:
        forms: Forms, also those no longer in force.
        passports: Rows of the programme's table that a calculation may belong to.
        bands: Bands of the calculations.
        targets: Targets of all years.
    """

    forms: tuple[Form, ...]
    elements: tuple[DataElement, ...]
    rules: tuple[CheckRule, ...]
    calculations: tuple[Calculation, ...]
    bands: tuple[Band, ...]
    targets: tuple[Target, ...]
    passports: tuple[Indicator, ...]
    subjects: tuple[Subject, ...]
    procedures: tuple[ExamProcedure, ...]

    @property
    def wording(self) -> Wording:
        """What formulas are printed with."""
        return Wording(
            titles={element.code: title_of(element) for element in self.elements},
            subjects={subject.code: subject.title for subject in self.subjects},
        )

    def elements_of(self, form: Id, year: int | None = None) -> tuple[DataElement, ...]:
        """Elements of a form; only those in force when a school year is named."""
        return tuple(
            element
            for element in self.elements
            if element.form == form and (year is None or element.is_in_force(year))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaView:
    """A formula as the user types it: printed in Russian, or what is wrong with it.

    Attributes:
        printed: «(число … / общее количество …) × 100»; empty while something is wrong.
        criterion: The line of the programme's table; empty while something is wrong.
        problem: One sentence; empty when all is well.
        field: ``numerator`` or ``denominator`` that the problem is in.
        position: Index of the letter where it stops being understood; None when the whole is
            meant.
    """

    printed: str = ""
    criterion: str = ""
    problem: str = ""
    field: str = ""
    position: int | None = None


def definitions(*, store: Reading) -> Definitions:
    """Everything that the editor of definitions shows."""
    return Definitions(
        forms=tuple(sorted(store.all(Form), key=lambda form: (form.place, form.title))),
        elements=tuple(sorted(store.all(DataElement), key=_by_place)),
        rules=tuple(sorted(store.all(CheckRule), key=lambda rule: rule.place)),
        calculations=tuple(sorted(store.all(Calculation), key=_by_place)),
        bands=tuple(sorted(store.all(Band), key=lambda band: band.place)),
        targets=tuple(sorted(store.all(Target), key=lambda target: target.year)),
        passports=_passports(store),
        subjects=tuple(sorted(store.all(Subject), key=lambda subject: subject.place)),
        procedures=tuple(sorted(store.all(ExamProcedure), key=lambda one: one.place)),
    )


def forms(*, store: Reading, year: int) -> tuple[Form, ...]:
    """Forms in force in a school year."""
    return tuple(form for form in definitions(store=store).forms if is_in_force(form, year))


def elements(*, store: Reading, form: Id, year: int) -> tuple[DataElement, ...]:
    """What a form asks in a school year."""
    found = (element for element in store.all(DataElement, form=form) if element.is_in_force(year))
    return tuple(sorted(found, key=_by_place))


def calculations(*, store: Reading, year: int, form: Id | None = None) -> tuple[Calculation, ...]:
    """Calculations in force in a school year.

    Args:
        store: The file.
        year: School year (2025 = 2025/26).
        form: Only those that need an element of this form.
    """
    found = sorted((one for one in store.all(Calculation) if one.is_in_force(year)), key=_by_place)
    if form is None:
        return tuple(found)
    codes = {element.code for element in elements(store=store, form=form, year=year)}
    return tuple(one for one in found if codes & codes_of(one))


def is_in_force(form: Form, year: int) -> bool:
    """True when the form is filled for this school year."""
    return (form.since is None or form.since <= year) and (form.until is None or year <= form.until)


def codes_of(calculation: Calculation) -> frozenset[str]:
    """Codes of the quantities a calculation names; none of a formula that is not understood."""
    try:
        return frozenset(element.code for element in Formula.of(calculation).elements)
    except (FormulaError, ValueError):
        return frozenset()


def formula_view(*, calculation: Calculation, known: Definitions, year: int) -> FormulaView:
    """What a formula says, for showing beside its box while it is typed.

    Args:
        calculation: As typed so far.
        known: All definitions.
        year: School year whose elements count.
    """
    for field in _fields(calculation):
        found = expression_problem(getattr(calculation, field), known.elements, year)
        if found is not None:
            return FormulaView(problem=found[0], field=field, position=found[1])
    try:
        formula = Formula.of(calculation)
    except FormulaError as error:
        return FormulaView(problem=error.sentence, field="numerator", position=error.position)
    words = known.wording
    return FormulaView(
        printed=formula.printed(words.titles, subjects=words.subjects),
        criterion=formula.criterion(calculation.title, words.titles, subjects=words.subjects),
    )


def expression_problem(
    text: str, elements: Sequence[DataElement], year: int | None
) -> tuple[str, int | None] | None:
    """What is wrong with an expression: a sentence and its position; None when it is right.

    Args:
        text: The expression.
        elements: What may be named.
        year: School year in which it must be asked; None for any year.
    """
    if not text.strip():
        return "Впишите формулу: коды величин, числа и знаки + - * /.", 0
    try:
        tree = parse(text)
    except FormulaError as error:
        return error.sentence, error.position
    for element in sorted(elements_of(tree), key=lambda e: (e.code, e.subject, e.grade or 0)):
        years = [year] if year is not None else _years(elements, element.code)
        if not any(resolve(element, elements, y) for y in years):
            found = re.search(rf"\b{re.escape(element.code)}\b", text, re.ASCII)
            return f"{_unknown(element.code, elements)}.", found.start() if found else None
    return None


def printed_rule(rule: CheckRule, wording: Wording) -> str:
    """A check rule as a sentence: its own words, or its two sides printed."""
    if rule.sentence:
        return rule.sentence
    try:
        left, right = (printed_expression(parse(side), wording) for side in (rule.left, rule.right))
    except FormulaError:
        return f"{rule.left} {rule.relation} {rule.right}"
    return capital(f"{left} {RELATION_WORDS.get(rule.relation, rule.relation)} {right}")


def _unknown(code: str, elements: Sequence[DataElement]) -> str:
    if any(element.code == code for element in elements):
        return f"Величину «{code}» в этом году или с таким предметом и классом не собирают"
    return f"Величины с кодом «{code}» нет ни в одной форме: проверьте код или добавьте её в форму"


def _years(elements: Iterable[DataElement], code: str) -> list[int]:
    """Years that stand for all in which the quantity may be asked."""
    bounds = [(e.since, e.until) for e in elements if e.code == code]
    return [since if since is not None else until or 0 for since, until in bounds]


def _fields(calculation: Calculation) -> tuple[str, ...]:
    needs_two = calculation.type in (CalculationKind.SHARE, CalculationKind.CORRELATION)
    return ("numerator", "denominator") if needs_two else ("numerator",)


def _passports(store: Reading) -> tuple[Indicator, ...]:
    lines = {line.id: line.number for line in store.all(ActivityLine)}
    found = store.all(Indicator)
    return tuple(sorted(found, key=lambda one: (lines.get(one.line, 0), one.place)))


def _by_place(record: DataElement | Calculation) -> tuple[int, int, str]:
    """In the office's order, versions of one code from the oldest."""
    return (record.place, record.since or 0, record.code)
