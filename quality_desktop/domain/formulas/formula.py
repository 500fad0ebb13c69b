"""The formula of a calculation: one object that computes and that prints itself in Russian.

It computes over any columns that can be added and multiplied: one school with exact fractions
here, all schools at once in ``analysis``. Absences travel with the numbers:

* where a class took no part in an exam, it is left out of numerator and denominator alike;
* members of a quantity, and the parts of a sum, that are not applicable («не участвовали», «нет
  класса») are skipped; when all are, the sum is not applicable;
* one unknown part («н/д» or an empty cell) makes the whole unknown, never zero;
* a product or a quotient with a part that is not applicable is not applicable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from quality_desktop.domain.collection.indicators import Calculation, CalculationKind
from quality_desktop.domain.figures import printed_exactly
from quality_desktop.domain.formulas.formula_columns import (
    C,
    Figure,
    FigureState,
    Quantity,
    Ratio,
    Source,
    divided,
    evaluate,
    figure_of,
)
from quality_desktop.domain.formulas.formula_parser import FormulaError, parse, written
from quality_desktop.domain.formulas.formula_print import Wording, over_years, printed_expression
from quality_desktop.domain.formulas.formula_tree import (
    Binary,
    Element,
    Expression,
    Negative,
    Number,
    Over,
    elements_of,
    resolve,
    years_back,
)

__all__ = [
    "Binary",
    "Element",
    "Expression",
    "Figure",
    "FigureState",
    "Formula",
    "FormulaError",
    "Negative",
    "Number",
    "Over",
    "Quantity",
    "Ratio",
    "Source",
    "elements_of",
    "evaluate",
    "figure_of",
    "parse",
    "resolve",
    "written",
    "years_back",
]


@dataclass(frozen=True, slots=True)
class Formula:
    """The formula of a calculation.

    Attributes:
        type: What it gives for a school.
        numerator: The only expression of a count, yes/no or list; first series of a correlation.
        denominator: Second series of a correlation.
        factor: 100 for percent; a count is never multiplied.
    """

    type: CalculationKind
    numerator: Expression
    denominator: Expression | None = None
    factor: int = 1

    @classmethod
    def of(cls, calculation: Calculation) -> Formula:
        """The formula that a record describes.

        Raises:
            FormulaError: An expression is not understood, or one is missing.
        """
        kind = CalculationKind(calculation.type)
        needs_two = kind in (CalculationKind.SHARE, CalculationKind.CORRELATION)
        numerator = parse(calculation.numerator)
        denominator = parse(calculation.denominator) if needs_two else None
        if kind is CalculationKind.LIST and not isinstance(numerator, Element):
            raise FormulaError("перечень берут из одного показателя, без действий.", 0)
        for expression in (numerator, denominator):
            if expression is not None and not elements_of(expression):
                raise FormulaError("в ней нет ни одного показателя.", 0)
        factor = calculation.factor if kind is CalculationKind.SHARE else 1
        return cls(kind, numerator, denominator, factor)

    @property
    def elements(self) -> frozenset[Element]:
        """The elements that it names."""
        other = frozenset[Element]() if self.denominator is None else elements_of(self.denominator)
        return elements_of(self.numerator) | other

    @property
    def years_back(self) -> int:
        """How many earlier years it needs."""
        other = 0 if self.denominator is None else years_back(self.denominator)
        return max(years_back(self.numerator), other)

    def compute(self, source: Source[C]) -> Ratio[C]:
        """The figure as numerator and denominator, without the factor.

        Raises:
            ValueError: A correlation has two series and a list has no number.
        """
        if self.type in (CalculationKind.CORRELATION, CalculationKind.LIST):
            msg = f"{self.type} is no figure of a school"
            raise ValueError(msg)
        if self.denominator is None:
            return evaluate(self.numerator, source)
        joint = source.jointly(self.elements)
        return divided(evaluate(self.numerator, joint), evaluate(self.denominator, joint))

    def series(self, source: Source[C]) -> tuple[Ratio[C], Ratio[C]]:
        """The two series of a correlation."""
        second = self.numerator if self.denominator is None else self.denominator
        first_source, second_source = (
            source.jointly(elements_of(one)) for one in (self.numerator, second)
        )
        return evaluate(self.numerator, first_source), evaluate(second, second_source)

    def printed(
        self,
        titles: Mapping[str, str],
        *,
        subjects: Mapping[str, str] | None = None,
        times: str = " × ",
    ) -> str:
        """The formula as programmes print it: «(число … / общее количество …) × 100».

        Args:
            titles: Code of a quantity -> its title.
            subjects: Code of a subject -> its title.
            times: Sign of multiplication with its spaces; the orders have ``*`` without.
        """
        return self._printed(Wording(titles=titles, subjects=subjects or {}, times=times))

    def criterion(
        self,
        title: str,
        titles: Mapping[str, str],
        *,
        subjects: Mapping[str, str] | None = None,
        times: str = " × ",
    ) -> str:
        """The line of a programme's table: «доля … = (число … / …) × 100».

        A yes/no is its title with «(да/нет)»; a count, a list or a correlation is its title
        alone. Years that the title names are not repeated in the formula.
        """
        if self.type is CalculationKind.YES_NO:
            return title if title.endswith("(да/нет)") else f"{title} (да/нет)"
        if self.type is not CalculationKind.SHARE:
            return title
        wording = Wording(titles=titles, subjects=subjects or {}, times=times)
        return f"{title} = {self._printed(replace(wording, without_years=self._says_years(title)))}"

    def _printed(self, wording: Wording) -> str:
        first = self.numerator
        if self.denominator is None:
            return printed_expression(first, wording)
        if self.type is CalculationKind.CORRELATION:
            series = (printed_expression(e, wording) for e in (first, self.denominator))
            return " и ".join(series)
        divided = printed_expression(Binary("/", first, self.denominator), wording)
        if self.factor == 1:
            return divided
        return f"({divided}){wording.times}{printed_exactly(Fraction(self.factor))}"

    def _says_years(self, title: str) -> bool:
        spans = {
            expression.years if isinstance(expression, Over) else None
            for expression in (self.numerator, self.denominator)
        }
        (span,) = spans if len(spans) == 1 else (None,)
        return span is not None and over_years(span) in title
