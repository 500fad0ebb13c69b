"""The two sides of the tab «Документы»: one paper as it prints, and the register of all."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from quality_desktop.services.register.entries import Way
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.documents.register import RegisterView
from quality_desktop.ui.widgets.view_switch import ViewSwitch

PAPER: Final = 0
REGISTER: Final = 1
_SIDES: Final = (("showPaper", "Документ"), ("showRegister", "Реестр"))


class DocumentsDeck(QWidget):
    """A switch above, the chosen side under it; the register is made when it is first wanted.

    Signals:
        paper_wanted: Id of a paper that was opened from the register.
    """

    paper_wanted = Signal(object)

    def __init__(
        self,
        paper_side: QWidget,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        """Show the side of one paper.

        Args:
            paper_side: That side.
            operations: Handed to the register.
            scope: Handed to the register.
            environment: Handed to the register.
            parent: Owner of the widget.
        """
        super().__init__(parent)
        self._handed = (operations, scope, environment)
        self._register: RegisterView | None = None
        self.switch = ViewSwitch(_SIDES)
        self.pages = QStackedWidget()
        self.pages.addWidget(paper_side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.switch)
        layout.addWidget(self.pages, 1)
        self.switch.chosen.connect(self._on_side_chosen)
        self.show_side(PAPER)

    @property
    def register(self) -> RegisterView:
        """The register, made at the first wish."""
        if self._register is None:
            self._register = RegisterView(*self._handed)
            self._register.paper_wanted.connect(self._open)
            self.pages.addWidget(self._register)
        return self._register

    def show_side(self, side: int) -> None:
        """Bring one paper or the register to the front."""
        widget = self.register if side == REGISTER else self.pages.widget(PAPER)
        self.switch.show_current(side)
        self.pages.setCurrentWidget(widget)

    def _on_side_chosen(self, side: int) -> None:
        """From the register one comes to the paper under the cursor."""
        entry = None if self._register is None else self._register.current
        is_left = side == PAPER and self.pages.currentWidget() is self._register
        if is_left and entry is not None and entry.way is Way.OUTGOING:
            self._open(entry.record)
        else:
            self.show_side(side)

    def _open(self, paper: object) -> None:
        self.show_side(PAPER)
        self.paper_wanted.emit(paper)
