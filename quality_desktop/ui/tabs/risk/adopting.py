"""The rule that is shown comes in force: the reason is asked, then it is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from quality_desktop.services.risk_schools import rule_adoption
from quality_desktop.services.risk_schools.risk_board import RiskBoard, WhatIf
from quality_desktop.services.risk_schools.risk_words import rule_in_words
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations


def ask_and_adopt(
    operations: Operations,
    environment: Environment,
    board: RiskBoard,
    what_if: WhatIf | None,
    *,
    then: Callable[[], None],
    owner: QWidget,
) -> None:
    """Put the rule that is shown in force, with a reason.

    Args:
        operations: The bridge to the file.
        environment: Shared objects.
        board: What is shown.
        what_if: The terms that are tried; None for the rule's own.
        then: Called when it is in force.
        owner: The widget that asks.
    """
    from quality_desktop.ui.dialogs.risk_decisions import ask_rule_reason

    if board.rule is None or board.view is None:
        return
    code = board.rule.code
    reason = ask_rule_reason(owner.window(), words=rule_in_words(board.view.terms))
    if reason is not None:
        operations.do(
            lambda store: rule_adoption.adopt(
                store=store, rule=code, what_if=what_if, reason=reason
            ),
            then=lambda _changes: then(),
            refused=lambda sentence: environment.messages.refuse(owner.window(), sentence),
            owner=owner,
        )
