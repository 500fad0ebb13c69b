"""The menu bar: everything the window can do, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from quality_desktop.settings import Settings, Theme
from quality_desktop.ui import edit_actions
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.file_actions import FileActions
from quality_desktop.ui.menu_bar_style import MenuBarStyle
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.shortcuts import Shortcut

_THEMES = {
    Theme.SYSTEM: ("Как в системе", "brightness"),
    Theme.LIGHT: ("Светлая", "sun"),
    Theme.DARK: ("Тёмная", "moon"),
}

_Windows = tuple[tuple[str, str, str, Shortcut | None], ...]
"""Text, name in ``ui/exchange/windows``, icon and keys."""
_EXCHANGE: _Windows = (
    ("Отпр&авить…", "send", "send", None),
    ("Полу&чить…", "receive", "inbox", None),
    ("&Журнал обменов…", "journal", "package", None),
)
_RECORDS: _Windows = (
    ("&История изменений…", "history", "history", Shortcut.HISTORY),
    ("Рас&хождения…", "conflicts", "arrows-diff", None),
    ("&Двойные записи…", "duplicates", "arrows-join", None),
    ("&Закрытые периоды…", "periods", "lock", None),
)


class Menus(QObject):
    """Menus and their actions.

    Attributes:
        menus: The menus of the bar, from left to right.
        recent: The menu of recent files.
        undo: «Отменить: …».
        redo: «Вернуть: …».

    Signals:
        find_wanted: «Найти…».
        exchange_wanted: Name of a window of ``ui/exchange/windows``.
        refresh_wanted: «Обновить вкладку».
        problems_wanted: «Перейти к замечаниям».
        tab_step_wanted: +1 for the next tab, -1 for the one before.
        help_wanted, help_pdf_wanted, shortcuts_wanted, about_wanted: Pages of «Справка».
    """

    find_wanted = Signal()
    exchange_wanted = Signal(str)
    refresh_wanted = Signal()
    problems_wanted = Signal()
    tab_step_wanted = Signal(int)
    help_wanted = Signal()
    help_pdf_wanted = Signal()
    shortcuts_wanted = Signal()
    about_wanted = Signal()

    def __init__(
        self,
        bar: QMenuBar,
        operations: Operations,
        environment: Environment,
        files: FileActions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bar = bar
        bar.setStyle(MenuBarStyle(bar))
        self._environment = environment
        self._files = files
        self._window = window
        self._of_file: list[QAction] = []
        self.menus: list[QMenu] = []
        self._icons: dict[QAction, str] = {}
        self._build_file_menu()
        self._build_edit_menu(operations)
        self._build_view_menu()
        self._build_help_menu()
        operations.undo_state_changed.connect(self._show_undo_state)
        environment.preferences.changed.connect(self._show_recent)
        self._show_recent(environment.settings)
        self._show_undo_state(None, None)
        self.show_file_open(False)

    def show_file_open(self, is_open: bool) -> None:
        """Enable what needs an open file."""
        for action in self._of_file:
            action.setEnabled(is_open)

    def _build_file_menu(self) -> None:
        menu = self._add_menu("&Файл")
        self._add(menu, "&Новый…", self._files.new, "file-plus", Shortcut.NEW)
        self._add(menu, "&Открыть…", self._files.choose, "folder-open", Shortcut.OPEN)
        self.recent = menu.addMenu("Не&давние")
        menu.addSeparator()
        self._add_windows(menu, _EXCHANGE)
        menu.addSeparator()
        copy, check = self._files.save_copy, self._files.check
        self._add_of_file(menu, "Сохранить &копию как…", copy, "copy", Shortcut.SAVE_COPY)
        copies = self._files.show_copies
        self._add_of_file(menu, "&Резервные копии…", copies, "versions")
        self._add_of_file(menu, "&Проверить файл", check, "file-check")
        menu.addSeparator()
        self._add(menu, "На&стройки…", self._show_settings, "settings", Shortcut.SETTINGS)
        menu.addSeparator()
        self._add_of_file(menu, "&Закрыть файл", self._files.close, "x", Shortcut.CLOSE_FILE)
        self._add(menu, "В&ыход", self._window.close, "logout", Shortcut.QUIT)

    def _build_edit_menu(self, operations: Operations) -> None:
        menu = self._add_menu("&Правка")
        self.undo = self._add(menu, "", operations.undo, "arrow-back-up", Shortcut.UNDO)
        self.redo = self._add(menu, "", operations.redo, "arrow-forward-up", Shortcut.REDO)
        menu.addSeparator()
        self._add(menu, "Вы&резать", edit_actions.cut, "cut", Shortcut.CUT)
        self._add(menu, "&Копировать", edit_actions.copy, "copy", Shortcut.COPY)
        self._add(menu, "&Вставить", edit_actions.paste, "clipboard", Shortcut.PASTE)
        menu.addSeparator()
        self._add_of_file(menu, "&Найти…", self.find_wanted.emit, "search", Shortcut.FIND)
        menu.addSeparator()
        self._add_windows(menu, _RECORDS)

    def _build_view_menu(self) -> None:
        menu = self._add_menu("&Вид")
        look, preferences = self._environment.look, self._environment.preferences
        themes = menu.addMenu("&Тема")
        themes.aboutToShow.connect(lambda: self._dress(themes))
        group = QActionGroup(self)
        for theme, (title, icon) in _THEMES.items():
            action = self._add(themes, title, partial(preferences.choose_theme, theme), icon)
            action.setCheckable(True)
            action.setChecked(look.theme is theme)
            group.addAction(action)
        menu.addSeparator()
        larger, smaller = lambda: preferences.zoom_by(1), lambda: preferences.zoom_by(-1)
        self._add(menu, "&Крупнее", larger, "zoom-in", Shortcut.LARGER)
        self._add(menu, "&Мельче", smaller, "zoom-out", Shortcut.SMALLER)
        usual = lambda: preferences.zoom_by(-look.zoom)  # noqa: E731 - beside the two above
        self._add(menu, "&Обычный размер", usual, "zoom-reset", Shortcut.USUAL_SIZE)
        menu.addSeparator()
        problems, refresh = self.problems_wanted.emit, self.refresh_wanted.emit
        self._add_of_file(menu, "&Замечания", problems, "list-check", Shortcut.PROBLEMS)
        self._add_of_file(menu, "Обно&вить вкладку", refresh, "refresh", Shortcut.REFRESH)
        step = self.tab_step_wanted.emit
        self._add_of_file(menu, "&Следующая вкладка", lambda: step(1), "", Shortcut.NEXT_TAB)
        self._add_of_file(menu, "&Предыдущая вкладка", lambda: step(-1), "", Shortcut.PREVIOUS_TAB)

    def _build_help_menu(self) -> None:
        menu = self._add_menu("&Справка")
        self._add(menu, "&Справка", self.help_wanted.emit, "help", Shortcut.HELP)
        save = self.help_pdf_wanted.emit
        self._add(menu, "Сохранить справку в &PDF…", save, "device-floppy")
        self._add(menu, "Сочетания &клавиш", self.shortcuts_wanted.emit, "keyboard")
        menu.addSeparator()
        self._add(menu, "&О программе", self.about_wanted.emit, "info-circle")

    def _show_settings(self) -> None:
        from quality_desktop.ui.dialogs.settings import SettingsDialog

        SettingsDialog(self._environment, self._window).exec()

    def _add_menu(self, title: str) -> QMenu:
        menu = self._bar.addMenu(title)
        menu.aboutToShow.connect(lambda: self._dress(menu))
        self.menus.append(menu)
        return menu

    def _dress(self, menu: QMenu) -> None:
        """Icons are drawn when a menu is first opened, not while the window starts."""
        for action in menu.actions():
            if icon := self._icons.pop(action, ""):
                self._environment.look.dress(action, icon)

    def _add(
        self,
        menu: QMenu,
        text: str,
        slot: Callable[[], object],
        icon: str,
        shortcut: Shortcut | None = None,
    ) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _checked=False: slot())
        if icon:
            self._icons[action] = icon
        if shortcut is not None:
            action.setShortcut(shortcut.sequence)
            action.setObjectName(f"action-{shortcut.name.lower()}")
        menu.addAction(action)
        return action

    def _add_of_file(
        self,
        menu: QMenu,
        text: str,
        slot: Callable[[], object],
        icon: str,
        shortcut: Shortcut | None = None,
    ) -> None:
        self._of_file.append(self._add(menu, text, slot, icon, shortcut))

    def _add_windows(self, menu: QMenu, windows: _Windows) -> None:
        for text, name, icon, shortcut in windows:
            show = partial(self.exchange_wanted.emit, name)
            self._add_of_file(menu, text, show, icon, shortcut)

    def _show_undo_state(self, undo: str | None, redo: str | None) -> None:
        self.undo.setText(f"&Отменить: {_escaped(undo)}" if undo else "&Отменить")
        self.undo.setEnabled(undo is not None)
        self.redo.setText(f"В&ернуть: {_escaped(redo)}" if redo else "В&ернуть")
        self.redo.setEnabled(redo is not None)

    def _show_recent(self, settings: Settings) -> None:
        self.recent.clear()
        self.recent.setEnabled(bool(settings.recent_files))
        for number, name in enumerate(settings.recent_files, start=1):
            path = Path(name)
            lead = f"&{number} " if number < 10 else ""
            text = f"{lead}{_escaped(path.stem)} — {_escaped(str(path.parent))}"
            self.recent.addAction(text, lambda path=path: self._files.open(path))


def _escaped(text: str) -> str:
    """A text of the user in a menu, where «&» would underline a letter."""
    return text.replace("&", "&&")
