"""The guide of the tab «Обзор»: asks what to do next whenever the file may have changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from quality_desktop.settings import Settings
from quality_desktop.ui.widgets.next_steps_panel import NextStepsPanel

if TYPE_CHECKING:
    from quality_desktop.services.next_steps.rules import Part
    from quality_desktop.services.next_steps.steps import NextStep
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.tab import Tab


class Guide(QObject):
    """Keeps the panel up to date; the panel is there only when there is an answer.

    The question needs the open file, so while the file is only shown it waits: the first picture
    of the window must not pay for it.

    Attributes:
        panel: The strip above the dates.
    """

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._part = tab.environment.settings.part
        self._is_stale = False
        self.panel = NextStepsPanel(tab.environment.look)
        self.panel.set_folded(tab.environment.settings.is_guide_folded)
        self.panel.hide()
        self.panel.place_wanted.connect(tab.place_wanted)
        self.panel.help_wanted.connect(tab.help_wanted)
        self.panel.folded.connect(self._remember)
        tab.operations.first_look.ended.connect(self._on_opened)
        tab.environment.preferences.changed.connect(self._on_settings)

    def refresh(self) -> None:
        """Ask what to do next, at once or when the file is open."""
        if self._tab.operations.first_look.is_under_way:
            self._is_stale = True
            return
        self._is_stale = False
        environment, year = self._tab.environment, self._tab.scope.year

        def ask(store: Store) -> tuple[NextStep, ...]:
            from quality_desktop.services.next_steps.steps import next_steps

            return next_steps(
                store=store,
                reference=environment.reference,
                year=year,
                today=date.today(),
                part=part_of(environment.settings),
            )

        self._tab.operations.ask(ask, self._show, owner=self)

    def _show(self, steps: tuple[NextStep, ...]) -> None:
        self.panel.show_steps(steps)
        self.panel.show()

    def _on_opened(self, is_as_shown: bool) -> None:
        if is_as_shown and self._is_stale:
            self.refresh()

    def _on_settings(self, settings: Settings) -> None:
        if settings.part != self._part:
            self._part = settings.part
            self.refresh()

    def _remember(self, is_folded: bool) -> None:
        self._tab.environment.preferences.apply(
            lambda settings: replace(settings, is_guide_folded=is_folded)
        )


def part_of(settings: Settings) -> Part | None:
    """What the user does in the office; None when the settings do not say, or not clearly."""
    from quality_desktop.services.next_steps.rules import Part

    return next((part for part in Part if part.value == settings.part), None)
