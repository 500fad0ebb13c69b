"""Which tabs the window has, in the user's order; a tab stands here when it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quality_desktop.ui.environment import Environment
    from quality_desktop.ui.operations import Operations
    from quality_desktop.ui.scope import Scope
    from quality_desktop.ui.tab import Tab

    TabFactory = Callable[[Operations, Scope, Environment], Tab]


@dataclass(frozen=True, slots=True, kw_only=True)
class TabEntry:
    """A tab that is built when it is first shown, so that start-up pays for one only.

    Attributes:
        title: Name on the tab.
        name: Object name of the tab.
        icon: Its icon.
        build: Imports its module and makes it.
        short: Name on the tab where all tabs need less room; the title when omitted.
    """

    title: str
    name: str
    icon: str
    build: TabFactory
    short: str = ""

    @property
    def shown_short(self) -> str:
        """What stands on a tab that has little room."""
        return self.short or self.title


def tab_entries() -> tuple[TabEntry, ...]:
    """The tabs in order."""
    return (
        TabEntry(title="Обзор", name="overview", icon="layout-dashboard", build=_overview),
        TabEntry(
            title="Матрица ответственности",
            short="Матрица",
            name="matrix",
            icon="users-group",
            build=_matrix,
        ),
        TabEntry(
            title="Технологическая карта", short="Карта", name="card", icon="timeline", build=_card
        ),
        TabEntry(title="Мониторинг", name="monitoring", icon="table", build=_monitoring),
        TabEntry(title="Школы риска", short="Риск", name="risk", icon="school", build=_risk),
        TabEntry(
            title="Планы и сроки", short="Планы", name="roadmap", icon="checklist", build=_roadmap
        ),
        TabEntry(title="Документы", name="documents", icon="file-text", build=_documents),
        TabEntry(title="Справочники", name="directory", icon="address-book", build=_directory),
    )


def _overview(operations: Operations, scope: Scope, environment: Environment) -> Tab:
    from quality_desktop.ui.tabs.overview.tab import OverviewTab

    return OverviewTab(operations, scope, environment)


def _matrix(operations: Operations, scope: Scope, environment: Environment) -> Tab:
    from quality_desktop.ui.tabs.matrix.tab import MatrixTab

    return MatrixTab(operations, scope, environment)


def _card(operations: Operations, scope: Scope, environment: Environment) -> Tab:
    from quality_desktop.ui.tabs.card.tab import CardTab

    return CardTab(operations, scope, environment)


def _monitoring(operations: Operations, scope: Scope, environment: Environment) -> Tab:
    from quality_desktop.ui.tabs.monitoring.tab import MonitoringTab

    return MonitoringTab(operations, scope, environment)


def _risk(operations: Operations, scope: Scope, environment: Environment) -> Tab:
    from quality_desktop.ui.tabs.risk.tab import RiskTab

    return RiskTab(operations, scope, environment)


def _roadmap(operations: Operations, scope: Scope, environment: Environment) -> Tab:
    from quality_desktop.ui.tabs.roadmap.tab import RoadmapTab

    return RoadmapTab(operations, scope, environment)


def _documents(operations: Operations, scope: Scope, environment: Environment) -> Tab:
    from quality_desktop.ui.tabs.documents.tab import DocumentsTab

    return DocumentsTab(operations, scope, environment)


def _directory(operations: Operations, scope: Scope, environment: Environment) -> Tab:
    from quality_desktop.ui.tabs.directory.tab import DirectoryTab

    return DirectoryTab(operations, scope, environment)
