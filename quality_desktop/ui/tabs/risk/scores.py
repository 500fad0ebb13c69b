"""Primary scores of a school in a work, as a figure of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.screening.objectivity import ObjectivityView
from quality_desktop.services.screening.objectivity_figure import score_figure
from quality_desktop.services.screening.objectivity_spread import ScoreSpread, score_spread
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.risk_objectivity import ObjectivityLine
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.chart_view import ChartView

if TYPE_CHECKING:
    from quality_desktop.charts.picture import Picture, Size

_HEIGHT_PART: Final = 0.45
"""In the window the whole figure is seen without scrolling."""
_PAPER_DPI: Final = 300
NO_SCORES: Final = (
    "Выберите работу вверху и школу в таблице. Распределение первичных баллов есть только у работ, "
    "загруженных из файлов с баллами учеников."
)


class ScoresChart(ChartView):
    """Follows the school under the cursor and the chosen work."""

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__(operations, environment, parent)
        self._asker = operations
        self._folders = environment
        self._wanted: tuple[object, ...] = ()

    def show_scores(
        self, view: ObjectivityView | None, line: ObjectivityLine | None, work: Work | None
    ) -> None:
        """Ask for the scores of a school and draw them."""
        if view is None or line is None or work is None:
            self._wanted = ()
            self.show_nothing(NO_SCORES)
            return
        self._wanted = (line.key, work, view.year)
        wanted, year, school, reference = self._wanted, view.year, line.key, self._folders.reference

        def ask(store: Store) -> ScoreSpread | None:
            return score_spread(
                store=store, school=school, work=work, year=year, reference=reference
            )

        def answer(found: ScoreSpread | None) -> None:
            if wanted == self._wanted:  # otherwise the answer to an older question
                self._show_spread(found, view, line)

        self._asker.ask(ask, answer, owner=self)

    def _show_spread(
        self, found: ScoreSpread | None, view: ObjectivityView, line: ObjectivityLine
    ) -> None:
        figure = None
        if found is not None:
            figure = score_figure(found, school=line.name, signs=line.row.signs, words=view.words)
        if figure is None:
            self.show_nothing(NO_SCORES)
            return
        fonts = self._folders.fonts

        def draw(size: Size) -> Picture:
            from quality_desktop.charts.distribution import distribution

            is_of_window = size.dpi < _PAPER_DPI and size.height is None
            low = replace(size, height=size.width * _HEIGHT_PART) if is_of_window else size
            return distribution(figure, size=low, fonts=fonts)

        self.show_figure(draw)
