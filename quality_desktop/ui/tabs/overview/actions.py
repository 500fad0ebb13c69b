"""What can be done with controlled dates: met, put off, taken out, printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.services.deadlines import controlled
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.overview.list_page import DatesList

_TABLES: Final = "Таблицы Excel (*.xlsx)"
_CALENDARS: Final = "Календарь для почтовой программы (*.ics)"


class OverviewActions(QObject):
    """Actions of the tab «Обзор».

    Attributes:
        tool_row: The main actions.
    """

    def __init__(
        self, tab: Tab, dates: DatesList, chosen: Callable[[], tuple[ControlledDate, ...]]
    ) -> None:
        """Make the actions.

        Args:
            tab: The tab, which dialogs belong to.
            dates: The list of dates.
            chosen: The dates that actions are about; none while the month is in front.
        """
        super().__init__(tab)
        self._tab = tab
        self._dates = dates
        self._chosen = chosen
        self.done = tab.new_action("Выполнено", "circle-check", Shortcut.MARK_DONE)
        self.postpone = tab.new_action("Перенести…", "arrow-forward-up")
        self.calendar = tab.new_action("Рабочие дни…", "calendar")
        self.export = tab.new_action("В Excel…", "device-floppy")
        self.save_days = tab.new_action("В календарь почты…", "calendar-down")
        self.print_list = tab.new_action("Печать списка…", "printer", Shortcut.PRINT)
        self.refresh = tab.new_action("Обновить", "refresh", Shortcut.REFRESH)
        self.export.setToolTip("Сохранить сроки, как они показаны, в файл Excel")
        self.save_days.setToolTip(
            "Сохранить показанные сроки файлом, который открывает почтовая программа"
        )
        self.calendar.setToolTip("Праздники, перенесённые выходные и рабочие субботы")
        self.tool_row: tuple[QAction, ...] = (
            self.done, self.postpone, self.print_list, self.save_days, self.export, self.calendar,
            self.refresh,
        )  # fmt: skip
        self.done.triggered.connect(self._mark)
        self.postpone.triggered.connect(self._put_off)
        self.calendar.triggered.connect(self._edit_calendar)
        self.export.triggered.connect(self._save_table)
        self.save_days.triggered.connect(self._save_calendar)
        self.print_list.triggered.connect(self._save_paper)
        self.refresh.triggered.connect(lambda: tab.refresh())
        self.follow()

    def follow(self) -> None:
        """Offer what fits the selected dates."""
        chosen = self._chosen()
        self.done.setEnabled(bool(chosen))
        self.postpone.setEnabled(bool(chosen))
        is_done = bool(chosen) and all(item.is_done for item in chosen)
        self.done.setText("Не выполнено" if is_done else "Выполнено")
        has_items = self._dates.view is not None and bool(self._dates.view.items)
        for action in (self.export, self.save_days, self.print_list):
            action.setEnabled(has_items)

    def _mark(self) -> None:
        items = self._chosen()
        if not items:
            return
        day = None if all(item.is_done for item in items) else date.today()
        self._tab.operations.do(
            lambda store: controlled.set_done(store=store, items=items, done_on=day),
            owner=self._tab,
        )

    def _put_off(self) -> None:
        from quality_desktop.ui.dialogs.postpone import PostponeDialog

        items, view = self._chosen(), self._dates.view
        if not items or view is None:
            return
        asked = PostponeDialog.ask(items, view.calendar, self._tab)
        if asked is not None:
            self._tab.operations.do(
                lambda store: controlled.postpone(
                    store=store, items=items, to=asked.to, note=asked.note
                ),
                owner=self._tab,
            )

    def _edit_calendar(self) -> None:
        from quality_desktop.ui.dialogs.work_calendar import WorkCalendarDialog

        WorkCalendarDialog(self._tab.operations, self._tab.environment, self._tab.window()).exec()

    def _save_table(self) -> None:
        from quality_desktop.services import table_export
        from quality_desktop.services.deadlines import dates_out

        view, path = self._dates.view, self._ask_where("Сохранить сроки в Excel", ".xlsx", _TABLES)
        if view is None or path is None:
            return
        sheet = dates_out.sheet(view, self._dates.shown)
        self._run(lambda: table_export.save(path=path, sheet=sheet))

    def _save_calendar(self) -> None:
        from quality_desktop.services.deadlines import dates_out

        path = self._ask_where("Сохранить сроки для почтовой программы", ".ics", _CALENDARS)
        if path is None:
            return
        items, made = self._dates.shown, datetime.now().astimezone()
        self._run(
            lambda: dates_out.save_calendar(
                path=path, items=items, name="Контроль сроков", made=made
            )
        )

    def _save_paper(self) -> None:
        from quality_desktop.services.deadlines import dates_paper
        from quality_desktop.services.paperwork.printing import Folders

        tab, environment = self._tab, self._tab.environment
        view, items = self._dates.view, self._dates.shown
        start = environment.preferences.folder_to_save
        folder = environment.messages.folder(tab, "Куда записать список (Word и PDF)", start)
        if view is None or folder is None:
            return
        environment.preferences.remember_folder(folder)
        folders = Folders(
            wording=environment.wording,
            reference=environment.reference,
            language=environment.language,
            fonts=environment.fonts,
        )
        tab.operations.run(
            lambda store, progress: dates_paper.write(
                store=store,
                view=view,
                items=items,
                folder=folder,
                folders=folders,
                progress=progress.report,
            ),
            lambda written: environment.messages.tell(
                tab, f"Записано: {written.files[0].stem} (Word и PDF).", f"Папка {folder}"
            ),
            title="Печать списка сроков",
            owner=tab,
        )

    def _ask_where(self, title: str, suffix: str, kinds: str) -> Path | None:
        environment = self._tab.environment
        folder = environment.preferences.folder_to_save
        path = environment.messages.file_to_save(
            self._tab, title, folder / f"Контроль сроков{suffix}", kinds
        )
        if path is not None:
            environment.preferences.remember_folder(path.parent)
        return path

    def _run(self, write: Callable[[], Path]) -> None:
        self._tab.operations.run(
            lambda _store, _progress: write(),
            lambda path: self._tab.environment.messages.tell(
                self._tab, f"Сохранено: {path.name}.", f"Папка {path.parent}"
            ),
            title="Сохранение сроков",
            owner=self._tab,
        )
