"""Every keyboard shortcut of the window, in one place, with its name for the user."""

from __future__ import annotations

from enum import Enum

from PySide6.QtGui import QKeySequence


class Shortcut(Enum):
    """A key combination and what it does.

    Attributes:
        keys: The combination as Qt writes it.
        title: What it does, in Russian.
        is_local: Works inside a grid or an editor; Qt has no window-wide action for it.
    """

    keys: str
    title: str
    is_local: bool

    NEW = ("Ctrl+N", "Новый файл", False)
    OPEN = ("Ctrl+O", "Открыть файл", False)
    SAVE_COPY = ("Ctrl+Shift+S", "Сохранить копию файла", False)
    CLOSE_FILE = ("Ctrl+W", "Закрыть файл", False)
    QUIT = ("Ctrl+Q", "Выход", False)
    UNDO = ("Ctrl+Z", "Отменить последнее действие", False)
    REDO = ("Ctrl+Y", "Вернуть отменённое", False)
    CUT = ("Ctrl+X", "Вырезать", False)
    COPY = ("Ctrl+C", "Копировать", False)
    PASTE = ("Ctrl+V", "Вставить", False)
    FIND = ("Ctrl+F", "Найти в таблице", False)
    LARGER = ("Ctrl+=", "Крупнее", False)
    SMALLER = ("Ctrl+-", "Мельче", False)
    USUAL_SIZE = ("Ctrl+0", "Обычный размер", False)
    HELP = ("F1", "Справка по этой вкладке", False)
    SAVE_PAPER = ("Ctrl+S", "Сохранить документ в DOCX и PDF", False)
    PRINT = ("Ctrl+P", "Печать документа", False)
    ADD = ("Ins", "Добавить строку", False)
    REMOVE = ("Ctrl+Del", "Удалить строку", False)
    REFRESH = ("F5", "Обновить вкладку", False)
    NEXT_TAB = ("Ctrl+PgDown", "Следующая вкладка", False)
    PREVIOUS_TAB = ("Ctrl+PgUp", "Предыдущая вкладка", False)
    PROBLEMS = ("F8", "Перейти к списку замечаний и обратно", False)
    EDIT_CELL = ("F2", "Править ячейку", True)
    CLEAR_CELLS = ("Del", "Очистить ячейки", True)
    FILL_DOWN = ("Ctrl+D", "Заполнить вниз", True)
    CELL_BELOW = ("Return", "Ячейка ниже", True)
    CELL_RIGHT = ("Tab", "Ячейка правее", True)
    FINISH_TEXT = ("Ctrl+Return", "Закончить правку длинного текста", True)
    MOVE_UP = ("Alt+Up", "Переместить строку или имя выше", True)
    MOVE_DOWN = ("Alt+Down", "Переместить строку или имя ниже", True)
    LEAVE = ("Esc", "Отменить правку, закрыть окно поиска", True)

    def __init__(self, keys: str, title: str, is_local: bool) -> None:
        self.keys = keys
        self.title = title
        self.is_local = is_local

    @property
    def sequence(self) -> QKeySequence:
        """The combination for an action."""
        return QKeySequence(self.keys)

    @property
    def shown(self) -> str:
        """The combination as keyboards and menus write it."""
        return (
            self.keys.replace("Return", "Enter")
            .replace("Up", "↑")
            .replace("Down", "↓")
            .replace("Pg↓", "PgDn")
            .replace("Pg↑", "PgUp")
        )
