"""What views of exam results show before there are any: a sentence and the button that loads them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quality_desktop.services.risk_schools.risk_board import NO_RESULTS
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.empty_state import EmptyState

_LOAD = "Загрузить результаты…"


class NoResults(EmptyState):
    """The button is there when results are what is missing."""

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", _LOAD, parent)
        self._operations = operations
        self._scope = scope
        self._environment = environment
        self.activated.connect(self._load)

    def show_problem(self, sentence: str, *, about: str = "") -> None:
        """Say why nothing is shown.

        Args:
            sentence: Why.
            about: What the view is for.
        """
        self.show_sentence(" ".join(filter(None, (about, sentence))))
        self.button.setVisible(sentence == NO_RESULTS)

    def _load(self) -> None:
        from quality_desktop.ui.dialogs.load_results import LoadResults

        LoadResults.ask(self.window(), self._operations, self._scope, self._environment)
