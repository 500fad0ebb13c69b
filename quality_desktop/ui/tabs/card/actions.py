"""Actions of the card tab: overrides, states of the board, proofs, what is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from quality_desktop.domain.cycle import Progress, Status
from quality_desktop.domain.evidence import Evidence
from quality_desktop.services.cycle import cycle, ready_card
from quality_desktop.services.cycle.cycle import StateChange
from quality_desktop.ui.dialogs.evidence import EvidenceDialog
from quality_desktop.ui.models.board_cell import STATUS_ICONS, STATUS_WORDS
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.card.proof_opener import ProofOpener
from quality_desktop.ui.tabs.card.side import CardSide
from quality_desktop.ui.tabs.card.tables import CardTables


class CardActions(QObject):
    """What can be done with the card and the board besides typing into them.

    Attributes:
        tool_row: The main actions.
        opener: Opens what proves a position.
    """

    def __init__(self, tab: Tab, tables: CardTables, panel: CardSide) -> None:
        super().__init__(tab)
        self._tab = tab
        self._tables = tables
        self.opener = ProofOpener(tab)
        self._make(tab)
        self._connect(tables, panel)

    def _make(self, tab: Tab) -> None:
        self.change = tab.new_action("Изменить ячейку", "pencil", hint="Изменить ячейку (F2)")
        self.attach = tab.new_action("Приложить подтверждение…", "paperclip")
        self.register = tab.new_action(
            "Подтверждения…",
            "file-certificate",
            hint="Все подтверждения года, очередь на сайт, готовность и страницы для сайта",
        )
        self.restore = tab.new_action("Вернуть общую", "arrow-back-up")
        self.fill = tab.new_action(
            "Заполнить пустое готовым текстом",
            "text-plus",
            hint="Вписать начальный текст в пустые ячейки общей карты; написанное останется",
        )
        self.by_position = tab.new_action("9 позиций", "list-check")
        self.show_card = tab.new_action("Карта", "table")
        self.show_board = tab.new_action("Ход цикла", "checklist")
        self.restore.setToolTip("Вернуть этому разделу направления текст общей карты")
        self.by_position.setToolTip("Показать девять позиций вместо шести разделов")
        self.tool_row = (
            self.change,
            self.attach,
            self.register,
            self.restore,
            self.by_position,
            self.show_card,
            self.show_board,
        )
        for action in (self.by_position, self.show_card, self.show_board):
            action.setCheckable(True)
        self.show_card.setChecked(True)
        self.show_board.setChecked(True)

    def _connect(self, tables: CardTables, panel: CardSide) -> None:
        self.change.triggered.connect(self._edit_current)
        self.attach.triggered.connect(self._attach_to_current)
        self.register.triggered.connect(self._show_register)
        self.restore.triggered.connect(self._restore)
        self.fill.triggered.connect(self._fill)
        tables.empty_card.filling_wanted.connect(self._fill)
        self.by_position.toggled.connect(tables.board_model.show_by_position)
        self.show_card.toggled.connect(self._on_halves_chosen)
        self.show_board.toggled.connect(self._on_halves_chosen)
        panel.attach_requested.connect(self._attach)
        panel.open_requested.connect(self.opener.open)
        panel.edit_requested.connect(self._edit_proof)
        panel.detach_requested.connect(self._detach)
        for grid, opener in (
            (tables.board_grid, self._open_board_menu),
            (tables.card_grid, self._open_card_menu),
        ):
            grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            grid.customContextMenuRequested.connect(opener)

    def follow_selection(self) -> None:
        """Offer what can be done with the chosen cell."""
        tables = self._tables
        states = tables.board_model.states(tables.board_grid.currentIndex())
        self.attach.setEnabled(tables.is_board_chosen and bool(states))
        row = tables.current_row
        self.restore.setEnabled(row is not None and row.is_own and not tables.is_board_chosen)

    def show_halves(self) -> None:
        """Tell by the actions which halves are shown."""
        for action, half in (
            (self.show_card, self._tables.card_half),
            (self.show_board, self._tables.board_half),
        ):
            action.blockSignals(True)
            action.setChecked(not half.isHidden())
            action.blockSignals(False)

    def _on_halves_chosen(self) -> None:
        if not (self.show_card.isChecked() or self.show_board.isChecked()):
            # Something is always shown: folding the last half unfolds the other one.
            other = self.show_board if self.sender() is self.show_card else self.show_card
            other.setChecked(True)
            return
        self._tables.card_half.setVisible(self.show_card.isChecked())
        self._tables.board_half.setVisible(self.show_board.isChecked())

    def _edit_current(self) -> None:
        grid = self._tables.board_grid if self._tables.is_board_chosen else self._tables.card_grid
        grid.setFocus()
        grid.edit(grid.currentIndex())

    def _show_register(self) -> None:
        from quality_desktop.ui.dialogs.evidence_register import EvidenceRegister

        tab = self._tab
        EvidenceRegister.ask(tab.window(), tab.operations, tab.scope, tab.environment)

    def _restore(self) -> None:
        row = self._tables.current_row
        if row is None or row.row.direction is None:
            return
        stage, direction = row.stage.id, row.row.direction
        self._tab.operations.do(
            lambda store: cycle.drop_override(store=store, stage=stage, direction=direction),
            owner=self._tab,
        )

    def _fill(self) -> None:
        tab, reference = self._tab, self._tab.environment.reference
        tab.operations.do(
            lambda store: ready_card.fill_common_card(store=store, reference=reference),
            refused=lambda sentence: tab.environment.messages.refuse(tab, sentence),
            owner=tab,
        )

    def _attach_to_current(self) -> None:
        tables = self._tables
        states = tables.board_model.states(tables.board_grid.currentIndex())
        if states:
            self._ask_proof(states)

    def _attach(self, state: Progress) -> None:
        self._ask_proof((state,))

    def _edit_proof(self, state: Progress, proof: Evidence) -> None:
        self._ask_proof((state,), proof)

    def _ask_proof(self, states: tuple[Progress, ...], proof: Evidence | None = None) -> None:
        board = self._tables.board
        if board is None:
            return
        positions = {position.id: position for position in board.positions}
        answer = EvidenceDialog.ask(
            self._tab, self._tab.environment, states, positions, proof=proof
        )
        if answer is not None:
            self._tab.operations.do(
                lambda store: cycle.attach(
                    store=store, state=answer.state, proof=answer.proof, keep=answer.keep
                ),
                refused=lambda words: self._tab.environment.messages.refuse(self._tab, words),
                owner=self._tab,
            )

    def _detach(self, proof: Evidence) -> None:
        self._tab.operations.do(
            lambda store: cycle.detach(store=store, proof=proof.id), owner=self._tab
        )

    def _open_board_menu(self, spot: QPoint) -> None:
        tab, tables = self._tab, self._tables
        index = tables.board_grid.currentIndex()
        menu = QMenu(tab)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if tables.board_model.states(index):
            for status, word in STATUS_WORDS.items():
                action = menu.addAction(word[:1].upper() + word[1:])
                tab.environment.look.dress(action, STATUS_ICONS[status])
                action.triggered.connect(self._marker(status))
            menu.addSeparator()
            menu.addActions([self.change, self.attach])
        menu.popup(tables.board_grid.viewport().mapToGlobal(spot))

    def _open_card_menu(self, spot: QPoint) -> None:
        grid = self._tables.card_grid
        menu = QMenu(self._tab)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.change, self.restore, self.fill])
        menu.addSeparator()
        for text, icon, act in (
            ("Копировать", "copy", grid.copy),
            ("Вставить", "clipboard", grid.paste),
        ):
            action = menu.addAction(text)
            self._tab.environment.look.dress(action, icon)
            action.triggered.connect(act)
        menu.popup(grid.viewport().mapToGlobal(spot))

    def _marker(self, status: Status) -> Callable[[], None]:
        def mark() -> None:
            model = self._tables.board_model
            cells = [
                (model.states(index), StateChange(status=status))
                for index in self._tables.board_grid.selectedIndexes()
                if model.states(index)
            ]
            if cells:
                model.edited.emit(cells, f"Ход цикла: {STATUS_WORDS[status]}")

        return mark
