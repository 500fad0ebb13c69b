"""What a definition must keep before it is written; each refusal is one sentence for the user."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from quality_desktop.domain.collection.indicators import Band, Calculation, CalculationKind
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form, ValueType
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import decimal_number
from quality_desktop.domain.formulas.formula import elements_of, parse
from quality_desktop.services.indicators.definitions import (
    RELATION_WORDS,
    Definitions,
    codes_of,
    expression_problem,
    formula_view,
)

_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_RESERVED: Final = frozenset({"over"})
_MOST_DECIMALS: Final = 6
_CONDITION: Final = re.compile(r"\s*(>=|<=|==|>|<)\s*(-?\d{1,9}(?:\.\d{1,6})?)\s*", re.ASCII)


def require_form(form: Form, known: Definitions) -> None:
    """Refuse a form without a title, with a code that is taken or with years the wrong way round."""
    _require_code(form.code)
    _require(form.title.strip(), "Впишите название формы.")
    _require_years(form.since, form.until)
    if any(other.code == form.code and other.id != form.id for other in known.forms):
        raise QualityError(f"Форма с кодом «{form.code}» уже есть: выберите другой код.")


def require_element(element: DataElement, known: Definitions) -> None:
    """Refuse an element that could not be asked or that a formula could not tell from another."""
    _require_code(element.code)
    _require(element.title.strip(), "Впишите название величины: по нему печатаются формулы.")
    _require_years(element.since, element.until)
    if not 0 <= element.decimals <= _MOST_DECIMALS:
        raise QualityError(f"Знаков после запятой может быть от 0 до {_MOST_DECIMALS}.")
    if element.type == ValueType.CHOICE and not element.options.strip():
        raise QualityError("Впишите ответы, из которых выбирают, по одному на строке.")
    lowest, highest = element.lowest, element.highest
    if lowest is not None and highest is not None and lowest > highest:
        raise QualityError("Наименьшее число больше наибольшего: поменяйте их местами.")
    others = [e for e in known.elements if e.code == element.code and e.id != element.id]
    _require_same_quantity(element, others, known)
    for other in others:
        is_twin = _member(other) == _member(element) and _overlap(other, element)
        if is_twin:
            raise QualityError(
                f"Величина «{element.code}» с этим предметом и классом в эти годы уже есть: "
                "измените её или выберите другой код."
            )


def _require_same_quantity(
    element: DataElement, others: Sequence[DataElement], known: Definitions
) -> None:
    """Members of one code are added up, so they must be of one form and one kind of answer."""
    titles = {form.id: form.title for form in known.forms}
    for other in others:
        if other.form != element.form:
            raise QualityError(
                f"Код «{element.code}» уже занят в форме «{titles.get(other.form, '?')}»: "
                "выберите другой."
            )
        if _overlap(other, element) and other.type != element.type:
            raise QualityError(
                f"У величин с кодом «{element.code}» должен быть один вид ответа: их складывают."
            )


def require_calculation(calculation: Calculation, known: Definitions, year: int) -> None:
    """Refuse a calculation whose formula is not understood or that stands beside itself.

    Args:
        calculation: As it is to be written.
        known: All definitions.
        year: School year in which its quantities must be asked.
    """
    _require_code(calculation.code)
    _require(calculation.title.strip(), "Впишите, что считается: это печатается перед формулой.")
    _require_years(calculation.since, calculation.until)
    if not 0 <= calculation.decimals <= _MOST_DECIMALS:
        raise QualityError(f"Знаков после запятой может быть от 0 до {_MOST_DECIMALS}.")
    if calculation.factor < 1:
        raise QualityError("Множитель – целое число от 1: 100 для процентов.")
    view = formula_view(calculation=calculation, known=known, year=year)
    if view.problem:
        raise QualityError(view.problem)
    if calculation.condition and _CONDITION.fullmatch(calculation.condition) is None:
        raise QualityError("Условие для школы пишут знаком и числом: «>= 30».")
    for other in known.calculations:
        is_other = other.id != calculation.id and other.code == calculation.code
        if is_other and _overlap(other, calculation):
            raise QualityError(
                f"Показатель с кодом «{calculation.code}» в эти годы уже есть: "
                "измените годы или код."
            )
    _require_number_kind(calculation, known)


def _require_number_kind(calculation: Calculation, known: Definitions) -> None:
    codes = codes_of(calculation)
    texts = {e.code for e in known.elements if e.code in codes and not ValueType(e.type).is_number}
    is_list = calculation.type == CalculationKind.LIST
    if texts and not is_list:
        raise QualityError(
            f"«{min(texts)}» – не число: такую величину показывают перечнем, а не считают."
        )


def require_rule(rule: CheckRule, known: Definitions) -> None:
    """Refuse a rule that is not understood or that speaks of another form."""
    if rule.relation not in RELATION_WORDS:
        raise QualityError("Выберите знак сравнения.")
    own = {element.code for element in known.elements_of(rule.form)}
    named: set[str] = set()
    for side in (rule.left, rule.right):
        if not _is_constant(side):
            problem = expression_problem(side, known.elements, None)
            if problem is not None:
                raise QualityError(problem[0])
        named |= {element.code for element in elements_of(parse(side))}
    if not named:
        raise QualityError("В правиле нет ни одной величины формы.")
    if not named <= own:
        foreign = min(named - own)
        raise QualityError(f"«{foreign}» – из другой формы: правило видит только свою.")


def require_bands(bands: Iterable[Band]) -> None:
    """Refuse bands that leave a gap, overlap or do not say whose they are."""
    ordered = sorted(bands, key=lambda band: _bound(band.lower, Fraction(-(10**12))))
    if not ordered:
        return
    if ordered[0].lower or ordered[-1].upper:
        raise QualityError("Первая полоса начинается без нижней границы, последняя – без верхней.")
    for below, above in pairwise(ordered):
        if not below.upper or _bound(below.upper) != _bound(above.lower):
            raise QualityError(
                "Полосы должны идти без разрывов и без перекрытий: верхняя граница одной – "
                "нижняя граница следующей."
            )
        if _bound(above.lower) >= _bound(above.upper, Fraction(10**12)):
            raise QualityError("Верхняя граница полосы должна быть больше нижней.")
    for band in ordered:
        _require(band.source.strip(), "Укажите у каждой полосы, откуда она взята.")


def require_unused(element: DataElement, last: int, known: Definitions) -> None:
    """Refuse to retire an element that a calculation or a rule still needs afterwards."""
    left = [
        other
        for other in known.elements
        if other.code == element.code and other.id != element.id and _reaches(other, last + 1)
    ]
    if left:
        return
    for calculation in known.calculations:
        if element.code in codes_of(calculation) and _reaches(calculation, last + 1):
            raise QualityError(
                f"Величина нужна показателю «{calculation.title}»: сначала измените его формулу "
                "или завершите его."
            )


def _is_constant(text: str) -> bool:
    return re.fullmatch(r"\s*\d{1,9}(?:\.\d{1,6})?\s*", text, re.ASCII) is not None


def _bound(text: str, empty: Fraction = Fraction(0)) -> Fraction:
    try:
        number = decimal_number(text)
    except ValueError as error:
        raise QualityError(f"Граница полосы «{text}» – не число.") from error
    return empty if number is None else number


def _member(element: DataElement) -> tuple[str, str, int | None]:
    return element.procedure, element.subject, element.grade


def _overlap(one: DataElement | Calculation, other: DataElement | Calculation) -> bool:
    first = one.until is None or other.since is None or other.since <= one.until
    second = other.until is None or one.since is None or one.since <= other.until
    return first and second


def _reaches(record: DataElement | Calculation, year: int) -> bool:
    return record.until is None or record.until >= year


def _require_code(code: str) -> None:
    if _CODE.fullmatch(code) is None or code in _RESERVED:
        raise QualityError(
            "Код – латинские строчные буквы, цифры и подчёркивание, первая – буква: vpr_two."
        )


def _require_years(since: int | None, until: int | None) -> None:
    if since is not None and until is not None and since > until:
        raise QualityError("Первый год действия позже последнего: поменяйте их.")


def _require(text: str, sentence: str) -> None:
    if not text:
        raise QualityError(sentence)
