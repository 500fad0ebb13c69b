"""Whom one knows: the user's own eight words, colleagues compared by telephone, the policy of passwords."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from quality_desktop.services.exchange import policy, senders
from quality_desktop.services.exchange.senders import SenderCard
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.desk import desk_of
from quality_desktop.ui.exchange.row_list import RowList
from quality_desktop.ui.models.figure_table import FigureColumn
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.messages import Answer
from quality_desktop.ui.widgets.naming import named

_HINT: Final = (
    "Каждый пакет подписан ключом этого компьютера. Прочитайте эти восемь слов коллеге по телефону: "
    "если у него показаны те же, пакет действительно от вас."
)
_NOBODY: Final = (
    "Пока никто не сверен. Когда примете пакет нового отправителя, сверьте слова и отметьте "
    "«запомнить»."
)


class SendersPage(QWidget):
    """Own words above, known senders below.

    Attributes:
        model: The known senders.
        may_seal: Packages may be closed with a password.
    """

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sendersPage")
        self._operations = operations
        self._environment = environment
        self._desk = desk_of(environment)
        self.own = named(QLabel(wordWrap=True), "ownWords", "Ваши восемь слов")
        self.own.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.own.font()
        font.setBold(True)
        self.own.setFont(font)
        self.rows: RowList[SenderCard] = RowList(
            "Сверенные отправители", _columns(), key=lambda one: one.key, parent=self
        )
        self.model, self.grid = self.rows.model, self.rows.grid
        self.nobody = named(QLabel(_NOBODY, wordWrap=True), "sendersNobody")
        self.forget = named(QPushButton("Забыть…", autoDefault=False), "forgetSender")
        self.may_seal = named(
            QCheckBox("В районе можно закрывать пакеты &паролем программы"), "maySeal"
        )
        self._lay_out()
        self.grid.place_changed.connect(self._follow)
        self.forget.clicked.connect(self._on_forget)
        self.may_seal.clicked.connect(self._on_policy)

    def refresh(self) -> None:
        """Ask for everything again."""
        desk = self._desk

        def ask(store: Store) -> tuple[SenderCard, tuple[SenderCard, ...], bool]:
            own = senders.own_card(desk=desk, author=store.author)
            return own, senders.known(desk=desk), policy.may_seal(store=store)

        self._operations.ask(ask, lambda answer: self._show(*answer), owner=self)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.may_seal, 1)
        below.addWidget(self.forget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(named(QLabel(_HINT, wordWrap=True), "sendersHint"))
        layout.addWidget(self.own)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.nobody)
        layout.addLayout(below)

    def _show(self, own: SenderCard, known: tuple[SenderCard, ...], may_seal: bool) -> None:
        self.own.setText(own.spoken)
        self.rows.show(known)
        self.nobody.setVisible(not known)
        self.may_seal.setChecked(may_seal)
        self._follow()

    def _follow(self) -> None:
        self.forget.setEnabled(self.grid.currentIndex().isValid())

    def _on_forget(self) -> None:
        card, desk = self.rows.chosen, self._desk
        if card is None:
            return
        key = card.key
        answers = (
            Answer(key="leave", text="Оставить", is_safe=True),
            Answer(key="forget", text="Забыть"),
        )
        question = f"Больше не узнавать отправителя «{card.name}»?"
        details = "Его следующий пакет придёт как от нового: слова нужно будет сверить снова."
        if self._environment.messages.ask(self, question, answers, details=details) == "forget":
            self._operations.ask(
                lambda _store: senders.forget(desk=desk, key=key),
                lambda _: self.refresh(),
                owner=self,
            )

    def _on_policy(self, is_allowed: bool) -> None:
        self._operations.do(
            lambda store: policy.set_may_seal(store=store, may_seal=is_allowed),
            then=lambda _changes: self.refresh(),
            owner=self,
        )


def _columns() -> tuple[FigureColumn[SenderCard], ...]:
    return (
        FigureColumn(key="name", title="Отправитель", width=200, text=lambda one: one.name),
        FigureColumn(key="host", title="Компьютер", width=150, text=lambda one: one.host),
        FigureColumn(key="words", title="Слова ключа", width=460, text=lambda one: one.spoken,
                     tooltip=lambda one: one.spoken),
    )  # fmt: skip
