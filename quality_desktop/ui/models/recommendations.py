"""The recommendations of a school as a table: addressee, text, how far it is, deadline, proof."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from quality_desktop.domain.at_risk.profile import Level, Recommendation, RecommendationStatus
from quality_desktop.services.school_profile.profile import LEVEL_WORDS
from quality_desktop.services.school_profile.recommendations import STATUS_WORDS, is_edited
from quality_desktop.ui.models.index import Index
from quality_desktop.ui.models.table_model import Column, TableModel
from quality_desktop.ui.widgets.date_edit import parse_date, shown_date

TEXT: Final = "text"
_SHORT: Final = MappingProxyType({Level.DEPUTY: "зам. директора"})
"""Words that are shorter in a narrow column than in a paper."""


def _is_open(one: Recommendation) -> bool:
    return not one.is_struck


def status_text(one: Recommendation) -> str:
    """«направлена» and the day under it."""
    if one.is_struck:
        return "вычеркнута"
    status = RecommendationStatus(one.status)
    days = {
        RecommendationStatus.SENT: one.sent,
        RecommendationStatus.ACKNOWLEDGED: one.acknowledged,
        RecommendationStatus.DONE: one.done,
    }
    return f"{STATUS_WORDS[status]}\n{shown_date(days.get(status))}".strip()


def basis_text(one: Recommendation) -> str:
    """What a recommendation rests on, and whether a person changed it."""
    basis = f"Основание: {one.cited}." if one.cited else "Написана управлением."
    is_changed = one.template is not None and is_edited(one)
    return f"{basis} Текст изменён управлением." if is_changed else basis


class RecommendationModel(TableModel[Recommendation]):
    """The struck ones stay, crossed out, so that they can be taken back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(
                    key="level",
                    title="Кому",
                    text=lambda one: _SHORT.get(Level(one.level), LEVEL_WORDS[Level(one.level)]),
                    width=110,
                ),
                Column(
                    key=TEXT,
                    title="Рекомендация",
                    text=lambda one: one.text,
                    is_editable=_is_open,
                    tooltip=basis_text,
                ),
                Column(key="status", title="Состояние", text=status_text, width=110),
                Column(
                    key="due",
                    title="Срок",
                    text=lambda one: shown_date(one.due),
                    parse=parse_date,
                    is_editable=_is_open,
                    width=90,
                ),
                Column(
                    key="proof",
                    title="Подтверждение",
                    text=lambda one: one.proof,
                    is_editable=_is_open,
                ),
            ),
            key=lambda one: one.id,
            parent=parent,
        )

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            font = QFont()
            font.setStrikeOut(self.rows[index.row()].is_struck)
            return font if font.strikeOut() else None
        return super().data(index, role)
