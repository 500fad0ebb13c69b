"""The card of a school as a workbook: results, risk profile, recommendations, years."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from quality_desktop.domain.at_risk.profile import Level, RecommendationStatus
from quality_desktop.services import table_export
from quality_desktop.services.risk_schools.risk_dynamics import STANDING_WORDS
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.school_profile.profile import LEVEL_WORDS
from quality_desktop.services.school_profile.recommendations import STATUS_WORDS
from quality_desktop.services.school_profile.school_card import (
    SchoolCard,
    list_in_words,
    standing_in_words,
)
from quality_desktop.services.table_export import ExportColumn, ExportSheet


def save(*, path: Path, card: SchoolCard) -> Path:
    """Write the workbook.

    Raises:
        QualityError: The file cannot be written.
    """
    return table_export.save_all(path=path, sheets=sheets(card))


def sheets(card: SchoolCard) -> list[ExportSheet]:
    """The tables of a card; what is struck is left out, as in the paper."""
    return [_results(card), _profile(card), _recommendations(card), _years(card)]


def _heading(card: SchoolCard, title: str) -> str:
    return f"{school_name(card.school)}, {card.year} год: {title}"


def _results(card: SchoolCard) -> ExportSheet:
    return ExportSheet(
        title="Результаты",
        heading=_heading(card, "результаты оценочных процедур"),
        columns=(
            ExportColumn(title="Процедура"),
            ExportColumn(title="Низких результатов", decimals=0),
            ExportColumn(title="Участников", decimals=0),
            ExportColumn(title="Доля, %", decimals=1),
            ExportColumn(title="Низкий результат"),
            ExportColumn(title="Интервал 95 %"),
            ExportColumn(title="Примечание"),
        ),
        rows=tuple(
            (
                one.title,
                one.low,
                one.participants,
                Fraction(100 * one.low, one.participants),
                "да" if one.is_low else "нет",
                one.interval,
                one.note,
            )
            for one in card.results
        ),
        notes=(
            f"{standing_in_words(card)}.",
            f"{list_in_words(card)}.",
            f"Правило: {card.rule}.",
            f"Результат и условия: {card.context}.",
        ),
    )


def _profile(card: SchoolCard) -> ExportSheet:
    return ExportSheet(
        title="Профиль риска",
        heading=_heading(card, "профиль риска"),
        columns=tuple(
            ExportColumn(title=title)
            for title in ("Фактор", "Значимость", "Кем определена", "Основание", "Типовые меры")
        ),
        rows=tuple(
            (
                row.factor.title,
                row.shown,
                "по данным" if row.said is None else "управление",
                "\n".join(row.cited) if row.said is None else row.said.note,
                "\n".join(m.text for m in row.measures) if row.is_relevant else "",
            )
            for row in card.profile.rows
        ),
        notes=("Границы признаков – собственные границы программы: повод посмотреть, не вывод.",),
    )


def _recommendations(card: SchoolCard) -> ExportSheet:
    titles = ("Кому", "Рекомендация", "Основание", "Состояние", "Срок", "Подтверждение")
    return ExportSheet(
        title="Рекомендации",
        heading=_heading(card, "адресные рекомендации"),
        columns=tuple(ExportColumn(title=title) for title in titles),
        rows=tuple(
            (
                LEVEL_WORDS[Level(one.level)],
                one.text,
                one.cited,
                STATUS_WORDS[RecommendationStatus(one.status)],
                "" if one.due is None else f"{one.due:%d.%m.%Y}",
                one.proof,
            )
            for one in card.recommendations
            if not one.is_struck
        ),
    )


def _years(card: SchoolCard) -> ExportSheet:
    titles = (
        "Год", "По правилу", "Основания", "Утверждённые списки", "Партнёры", "Меры",
        "Рекомендаций", "Выполнено",
    )  # fmt: skip
    numbers = frozenset({"Год", "Рекомендаций", "Выполнено"})
    return ExportSheet(
        title="По годам",
        heading=_heading(card, "по годам"),
        columns=tuple(
            ExportColumn(title=title, decimals=0 if title in numbers else None) for title in titles
        ),
        rows=tuple(
            (
                year.year,
                STANDING_WORDS[year.case.standing],
                "\n".join(year.reasons),
                "\n".join(year.lists),
                "\n".join(year.partners),
                "\n".join(year.measures),
                year.recommendations,
                year.done,
            )
            for year in card.timeline
        ),
    )
