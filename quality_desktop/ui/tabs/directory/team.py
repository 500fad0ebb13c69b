"""Section «Команда»: the municipal team, the act that approved it, the check of its composition."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from quality_desktop.domain.directory import Team, TeamMember
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id
from quality_desktop.services.office import directory_edit
from quality_desktop.services.office.directory import DirectoryView, TeamView
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.office.directory_fields import FIELDS
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.directory.form import RecordForm
from quality_desktop.ui.tabs.directory.page import PANEL_WIDTH, GridHost, Section
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.side_panel import SidePanel

_WIDTHS = (150, 340, 240)
_NEW_TITLE = "Муниципальная команда по качеству образования"


class TeamSection(Section):
    """Members in order, the act, and what the rules ask for."""

    title = "Команда"
    icon = "users-group"
    kinds = (Team.kind, TeamMember.kind)
    can_add = True
    can_paste = True
    can_move = True

    def __init__(self, operations: Operations, environment: Environment) -> None:
        super().__init__(operations, environment)
        self._teams: tuple[TeamView, ...] = ()
        self.host = GridHost(self, TeamMember.kind, "Новый участник", "Участники команды")
        self.host.remember_widths(TeamMember.kind, _WIDTHS)
        self.host.grid.row_changed.connect(self.changed_here)
        self.choice = named(QComboBox(), "teamChoice", "Команда")
        self.choice.activated.connect(lambda _index: self._show_team())
        what, when = FIELDS[Team.kind][:2], FIELDS[Team.kind][2:]
        self.forms = (
            RecordForm(what, environment.look, label_width=120),
            RecordForm(when, environment.look, label_width=70),
        )
        for form in self.forms:
            form.entered.connect(self._on_entered)
        self.panel = SidePanel()
        self.panel.show_title("Проверка состава")
        self.found = self.panel.add_text("Состав", "")
        self.source = self.panel.add_text("Основание", "")
        self.empty = EmptyState(
            "Здесь записывают муниципальную команду: руководителя отдела, методистов, руководителей школ и "
            "детских садов с лучшими практиками ВСОКО – и акт, которым она утверждена.",
            "Создать команду",
        )
        self.empty.activated.connect(self.add)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._work())
        self._stack.addWidget(self.empty)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    @property
    def team(self) -> Team | None:
        """The team that is shown."""
        number = max(self.choice.currentIndex(), 0)
        return self._teams[number].team if number < len(self._teams) else None

    def show_view(self, view: DirectoryView) -> None:
        """Show the chosen team, or how to make one."""
        chosen = self.team
        self._teams = view.teams
        self._view = view
        self.choice.clear()
        self.choice.addItems([found.team.title or "Команда без названия" for found in view.teams])
        keys = [found.team.id for found in view.teams]
        if chosen is not None and chosen.id in keys:
            self.choice.setCurrentIndex(keys.index(chosen.id))
        self.choice.setVisible(len(keys) > 1)
        self._stack.setCurrentIndex(0 if keys else 1)
        self._show_team()
        self.changed_here.emit()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the cells that findings are about."""
        self.host.show_problems(problems)

    def jump_to(self, kind: str, record: Id | None, field: str) -> None:
        """Select the member or the field a finding is about."""
        keys = [found.team.id for found in self._teams]
        owner = record if kind == Team.kind else self._owner_of(record)
        if owner in keys and owner != (self.team and self.team.id):
            self.choice.setCurrentIndex(keys.index(owner))
            self._show_team()
        if kind == TeamMember.kind and record is not None:
            self.host.go_to(record, field)
        elif field:
            next(form for form in self.forms if field in form.lines).go_to(field)
        elif self._teams:
            self.host.grid.select_cell(self.host.model.rowCount() - 1, 0)

    def add(self) -> None:
        """Make the team, or start a new member."""
        if self.team is not None:
            self.host.grid.start_new()
            return
        edits = [RowEdit(record=None, values={"title": _NEW_TITLE})]
        self.do(lambda store: directory_edit.write(store=store, kind=Team.kind, edits=edits))

    def remove(self) -> None:
        """Take the selected members out of the team; without any, remove an empty team."""
        team = self.team
        if self.host.selected():
            self.host.remove()
        elif team is not None and not self.host.model.rows.records:
            key = team.id
            self.do(lambda store: directory_edit.remove(store=store, kind=Team.kind, records=[key]))

    def paste(self) -> None:
        """Paste members."""
        if self.team is None:
            return
        if not self.host.grid.currentIndex().isValid():
            self.host.grid.select_cell(self.host.model.rowCount() - 1, 0)
        self.host.grid.paste()

    def move_rows(self, by: int) -> None:
        """Move the current member in the order."""
        self.host.move(by)

    def count(self) -> int | None:
        """Members of all teams."""
        return sum(len(found.members) for found in self._teams) if self._teams else None

    def _work(self) -> QWidget:
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)
        line = QHBoxLayout()
        line.setSpacing(16)
        for form, share in zip(self.forms, (3, 2), strict=True):
            line.addWidget(form, share)
        column.addLayout(line)
        column.addSpacing(8)
        column.addWidget(self.host.grid, 1)
        return PanelSplitter(work, self.panel, share=0.38, most=PANEL_WIDTH)

    def _show_team(self) -> None:
        team = self.team
        if team is None:
            return
        found = next(view for view in self._teams if view.team.id == team.id)
        is_same = self.host.within == team.id
        self.host.within = team.id
        if not is_same:
            self.host.model.show_records((), self._view.catalogue)
        self.host.model.show_records(found.members, self._view.catalogue, reorder=True)
        for form in self.forms:
            form.show_record(team, self._view.catalogue)
        self._show_rules(found)

    def _show_rules(self, found: TeamView) -> None:
        """Every requirement with a sign and a word, so that the sign never stands alone."""
        rules, total = found.rules, len(found.members)
        lines = [
            _checked(
                rules.least <= total <= rules.most,
                f"{rules.least}–{rules.most} человек: сейчас {total}",
            )
        ]
        for word in self._view.catalogue.words["team_member.role"]:
            count = sum(member.role == word.value for member in found.members)
            if word.value in rules.roles:
                lines.append(_checked(count > 0, f"{word.text}: {count or 'нет'}"))
        act = found.team.act_number.strip() and found.team.act_date
        lines.append(_checked(bool(act), f"акт об утверждении: {'есть' if act else 'не указан'}"))
        self.found.setText("\n".join(lines))
        self.source.setText(rules.source)

    def _owner_of(self, member: Id | None) -> Id | None:
        return next(
            (found.team.id for found in self._teams for m in found.members if m.id == member), None
        )

    def _on_entered(self, name: str, value: object) -> None:
        team = self.team
        if team is not None:
            edits = [RowEdit(record=team.id, values={name: value})]
            self.do(lambda store: directory_edit.write(store=store, kind=Team.kind, edits=edits))


def _checked(is_met: bool, text: str) -> str:
    return f"{'✓' if is_met else '✗'}  {text}"
