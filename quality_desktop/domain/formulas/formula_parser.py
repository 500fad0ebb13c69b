"""Expressions as they are written: ``over(2, vpr_two[math,5]) / graduates * 100``.

Nothing is ever evaluated as code: a text is cut into tokens and a tree is built of them, and
what is not understood is refused with its position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.formulas.formula_tree import (
    Binary,
    Element,
    Expression,
    Negative,
    Number,
    Operator,
    Over,
    constant_of,
    walk,
)

LONGEST = 2000
"""Characters of an expression."""
MOST_TOKENS = 400
DEEPEST = 40
"""Brackets, signs and functions within each other."""
MOST_YEARS = 10

_TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<sign>[-+*/()\[\],−–×·:÷])",
    re.ASCII,
)
_SAME_SIGN = {"−": "-", "–": "-", "×": "*", "·": "*", ":": "/", "÷": "/"}
_LONGEST_NUMBER = 15


class FormulaError(QualityError):
    """An expression is not understood.

    Attributes:
        position: Index of the letter where it stops being understood, from 0.
    """

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"Формула непонятна с {position + 1}-го знака: {reason}")
        self.position = position


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int

    @property
    def quoted(self) -> str:
        return f"«{self.text}»" if self.text else "конец формулы"


def parse(text: str) -> Expression:
    """The tree of an expression.

    Args:
        text: Elements by code (``vpr_two``), restricted to a subject or a grade in square
            brackets (``vpr_two[math,5]``), whole and decimal numbers with a point, ``+ - * /``,
            brackets, ``over(2, …)`` for the sum over this and the previous year.

    Raises:
        FormulaError: The text says something else; ``position`` tells where.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"она длиннее {LONGEST} знаков, разделите её.", LONGEST)
    reader = _Reader(_tokens(text))
    tree = reader.sum_of(0)
    reader.expect_end()
    return tree


def written(expression: Expression) -> str:
    """The text of an expression; ``parse`` reads the same tree from it."""
    return _written(expression, 0)


def _written(expression: Expression, around: int) -> str:
    match expression:
        case Number(value=value):
            return _written_number(value)
        case Element(code=code, subject=subject, grade=grade):
            parts = [subject] if subject else []
            parts += [] if grade is None else [str(grade)]
            return f"{code}[{','.join(parts)}]" if parts else code
        case Over(years=years, inner=inner):
            return f"over({years}, {_written(inner, 0)})"
        case Negative(inner=inner):
            return f"-{_written(inner, 3)}"
        case Binary(op=op, left=left, right=right):
            rank = 1 if op in "+-" else 2
            text = f"{_written(left, rank)} {op} {_written(right, rank + 1)}"
            return f"({text})" if rank < around else text


def _written_number(value: Fraction) -> str:
    scale = next(10**decimals for decimals in range(19) if 10**decimals % value.denominator == 0)
    whole, rest = divmod(value.numerator * scale // value.denominator, scale)
    return f"{whole}.{rest:0{len(str(scale)) - 1}}" if rest else str(whole)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise FormulaError(_unknown(text, position), position)
        word = found.group()
        tokens.append(_Token(found.lastgroup, _SAME_SIGN.get(word, word), position))
        position = found.end()
        follows = text[position : position + 1]
        if tokens[-1].kind == "number" and (follows.isalnum() or follows in ("_", ".")) and follows:
            raise FormulaError(f"после числа {word} стоит «{follows}».", position)
    if len(tokens) > MOST_TOKENS:
        raise FormulaError("она слишком длинная, разделите её.", tokens[MOST_TOKENS].position)
    return [*tokens, _Token("end", "", len(text))]


def _unknown(text: str, position: int) -> str:
    letter = text[position]
    if letter.isalpha():
        return (
            f"«{letter}» здесь не понимается: показатели называют кодом из строчных латинских букв."
        )
    return f"знак «{letter}» здесь не понимается."


class _Reader:
    """Reads tokens from the left; one method per level of binding."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _takes(self, sign: str) -> bool:
        if self._next.kind == "sign" and self._next.text == sign:
            self._at += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise FormulaError(
                f"ожидается «{sign}», а стоит {self._next.quoted}.", self._next.position
            )

    def expect_end(self) -> None:
        """Refuse what stands after a whole expression."""
        if self._next.kind != "end":
            raise FormulaError(
                f"{self._next.quoted} здесь лишнее: между величинами нужен знак +, -, * или /.",
                self._next.position,
            )

    def sum_of(self, depth: int) -> Expression:
        """A sum of products."""
        if depth > DEEPEST:
            raise FormulaError("слишком много скобок друг в друге.", self._next.position)
        left = self._product(depth)
        while self._next.kind == "sign" and self._next.text in "+-":
            op: Operator = "+" if self._take().text == "+" else "-"
            left = Binary(op, left, self._product(depth))
        return left

    def _product(self, depth: int) -> Expression:
        left = self._factor(depth)
        while self._next.kind == "sign" and self._next.text in "*/":
            sign = self._take()
            op: Operator = "*" if sign.text == "*" else "/"
            right = self._factor(depth)
            if op == "/" and constant_of(right) == 0:
                raise FormulaError("на ноль делить нельзя.", sign.position)
            left = Binary(op, left, right)
        return left

    def _factor(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise FormulaError("слишком много знаков подряд.", self._next.position)
        if self._takes("-"):
            return Negative(self._factor(depth + 1))
        if self._takes("("):
            inner = self.sum_of(depth + 1)
            self._expect(")")
            return inner
        token = self._take()
        if token.kind == "number":
            return Number(self._number(token))
        if token.kind == "name":
            return self._over(depth) if token.text == "over" else self._element(token)
        raise FormulaError(
            f"ожидается показатель или число, а стоит {token.quoted}.", token.position
        )

    @staticmethod
    def _number(token: _Token) -> Fraction:
        if len(token.text) > _LONGEST_NUMBER:
            raise FormulaError(f"число {token.text[:20]}… слишком длинное.", token.position)
        whole, _, rest = token.text.partition(".")
        return Fraction(int(whole + rest), 10 ** len(rest))

    def _over(self, depth: int) -> Over:
        self._expect("(")
        token = self._take()
        years = int(token.text) if token.kind == "number" and token.text.isdigit() else 0
        if not 2 <= years <= MOST_YEARS:
            raise FormulaError(
                f"в over( сначала пишут число лет, от 2 до {MOST_YEARS}.", token.position
            )
        self._expect(",")
        start = self._next.position
        inner = self.sum_of(depth + 1)
        self._expect(")")
        for part in walk(inner):
            if isinstance(part, Over):
                raise FormulaError("over( внутри over( не складывается.", start)
            if isinstance(part, Binary) and part.op == "/":
                raise FormulaError(
                    "внутри over( не делят: складывайте по годам числитель и знаменатель.", start
                )
        return Over(years, inner)

    def _element(self, name: _Token) -> Element:
        subject, grade = "", None
        if self._takes("["):
            while True:
                token = self._take()
                if token.kind == "name" and not subject and grade is None:
                    subject = token.text
                elif token.kind == "number" and token.text.isdigit() and grade is None:
                    grade = int(token.text[:_LONGEST_NUMBER])
                else:
                    raise FormulaError(
                        "в квадратных скобках пишут предмет и класс: [math,5].", token.position
                    )
                if self._takes("]"):
                    break
                self._expect(",")
        elif self._next.kind == "sign" and self._next.text == "(":
            raise FormulaError(f"функции «{name.text}» нет: есть только over(2, …).", name.position)
        return Element(name.text, subject, grade)
