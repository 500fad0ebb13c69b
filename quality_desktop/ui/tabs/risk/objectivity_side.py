"""The panel beside objectivity: reasons to check, markers, works beside the register."""

from __future__ import annotations

from collections.abc import Sequence

from quality_desktop.services.screening.objectivity import (
    MARKER_WORDS,
    ObjectivityView,
    PairCorrelation,
    SchoolObjectivity,
)
from quality_desktop.ui.models.risk_objectivity import ObjectivityLine
from quality_desktop.ui.widgets.side_panel import SidePanel


class ObjectivitySide(SidePanel):
    """Follows the row of the table."""

    def show_line(
        self,
        view: ObjectivityView | None,
        line: ObjectivityLine | None,
        correlations: Sequence[PairCorrelation] | None,
    ) -> None:
        """Show a school, or the district when none is selected.

        Args:
            view: What the table shows.
            line: The row under the cursor.
            correlations: Over the schools of the district; None while they are being computed.
        """
        self.clear()
        if view is None:
            self.show_title("")
            return
        if line is not None:
            self.show_title(line.name, f"{view.year} год")
            self._show_school(view, line.row)
        else:
            self.show_title("Район", f"{view.year} год")
        if correlations is None:
            self.add_text("Корреляция по школам района", "Считается…")
        elif correlations:
            told = [f"{one.short}: {one.shown} (школ: {one.schools})" for one in correlations]
            self.add_text("Корреляция по школам района", told)

    def _show_school(self, view: ObjectivityView, row: SchoolObjectivity) -> None:
        signs = "\n\n".join(sign.text for sign in row.signs)
        nothing = (
            "Данных для поиска признаков нет или участников слишком мало."
            if row.marked is None and not row.together.agreement.whole
            else "Не найдено."
        )
        self.add_text("Поводы проверить", signs or nothing)
        markers = [f"{code} – {MARKER_WORDS[state]}" for code, state in row.markers.items()]
        past = [
            f"{year} год: {'нет данных' if count is None else count}"
            for year, count in row.history.items()
        ]
        self.add_text("Маркеры", [", ".join(markers), *past])
        works = [
            f"{view.words.title(*one.work, view.year)}: "
            f"понизили {one.shown(one.agreement.lowered)}, "
            f"подтвердили {one.shown(one.agreement.confirmed)}, "
            f"повысили {one.shown(one.agreement.raised)}"
            for one in row.works
            if one.work is not None
        ]
        if works:
            self.add_text("Отметки за работу и в журнале", "\n\n".join(works))
