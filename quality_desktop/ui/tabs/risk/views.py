"""Which views the tab «Школы риска» has, in the user's order; a view is imported when it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope

ViewFactory = Callable[[Operations, Scope, Environment], QWidget]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskViewEntry:
    """A view under the switch.

    Attributes:
        title: Name on the switch.
        name: Object name of its button.
        build: Imports its module and makes it.
    """

    title: str
    name: str
    build: ViewFactory


def risk_views() -> tuple[RiskViewEntry, ...]:
    """The views in order; the first one is the list."""
    return (
        RiskViewEntry(title="Список", name="showList", build=_list),
        RiskViewEntry(title="Карта результатов", name="showHeat", build=_heat),
        RiskViewEntry(title="Динамика", name="showYears", build=_years),
        RiskViewEntry(title="Социальный контекст", name="showContext", build=_context),
        RiskViewEntry(title="Объективность", name="showObjectivity", build=_objectivity),
        RiskViewEntry(title="Партнёры", name="showPartners", build=_partners),
        RiskViewEntry(title="Эффект", name="showEffect", build=_effect),
    )


def _list(operations: Operations, scope: Scope, environment: Environment) -> QWidget:
    from quality_desktop.ui.tabs.risk.list import RiskListView

    return RiskListView(operations, scope, environment)


def _heat(operations: Operations, scope: Scope, environment: Environment) -> QWidget:
    from quality_desktop.ui.tabs.risk.heat import RiskHeatView

    return RiskHeatView(operations, scope, environment)


def _years(operations: Operations, scope: Scope, environment: Environment) -> QWidget:
    from quality_desktop.ui.tabs.risk.years import RiskYearsView

    return RiskYearsView(operations, scope, environment)


def _context(operations: Operations, scope: Scope, environment: Environment) -> QWidget:
    from quality_desktop.ui.tabs.risk.context import RiskContextView

    return RiskContextView(operations, scope, environment)


def _partners(operations: Operations, scope: Scope, environment: Environment) -> QWidget:
    from quality_desktop.ui.tabs.risk.partners import RiskPartnersView

    return RiskPartnersView(operations, scope, environment)


def _effect(operations: Operations, scope: Scope, environment: Environment) -> QWidget:
    from quality_desktop.ui.tabs.risk.effect import RiskEffectView

    return RiskEffectView(operations, scope, environment)


def _objectivity(operations: Operations, scope: Scope, environment: Environment) -> QWidget:
    from quality_desktop.ui.tabs.risk.objectivity import RiskObjectivityView

    return RiskObjectivityView(operations, scope, environment)
