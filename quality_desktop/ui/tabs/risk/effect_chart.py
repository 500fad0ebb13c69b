"""The figure of the view «Эффект»: before and after, beside similar schools."""

from __future__ import annotations

from quality_desktop.charts.figures import BeforeAfter
from quality_desktop.charts.picture import Picture, Size
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.chart_view import ChartView

_NOTHING = "Рисунка нет: у школ меры нет данных за оба года."


class EffectChart(ChartView):
    """Draws what it is given; the same numbers are drawn once."""

    def __init__(self, operations: Operations, environment: Environment) -> None:
        super().__init__(operations, environment)
        self._fonts = environment.fonts
        self._data: BeforeAfter | None = None
        self.show_effect(None)

    def show_effect(self, data: BeforeAfter | None) -> None:
        """Show the figure of another measure, or say that there is none."""
        if data is None:
            self._data = None
            self.show_nothing(_NOTHING)
            return
        if data == self._data:
            return
        self._data = data
        fonts = self._fonts

        def draw(size: Size) -> Picture:
            from quality_desktop.charts.before_after import before_after

            return before_after(data, size=size, fonts=fonts)

        self.show_figure(draw)
