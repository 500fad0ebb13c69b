"""Every keyboard shortcut of the window, in one place, with its name for the user."""

from __future__ import annotations

from enum import Enum

from PySide6.QtGui import QKeySequence


class Shortcut(Enum):
    """A key combination and what it does.

    Attributes:
        keys: The combination as Qt writes it.
        title: What it does, in Russian.
    """

    keys: str
    title: str

    NEW = ("Ctrl+N", "Новый файл")
    OPEN = ("Ctrl+O", "Открыть файл")
    SAVE_COPY = ("Ctrl+Shift+S", "Сохранить копию файла")
    CLOSE_FILE = ("Ctrl+W", "Закрыть файл")
    QUIT = ("Ctrl+Q", "Выход")
    UNDO = ("Ctrl+Z", "Отменить последнее действие")
    REDO = ("Ctrl+Y", "Вернуть отменённое")
    CUT = ("Ctrl+X", "Вырезать")
    COPY = ("Ctrl+C", "Копировать")
    PASTE = ("Ctrl+V", "Вставить")
    FIND = ("Ctrl+F", "Найти в таблице")
    HISTORY = ("Ctrl+H", "История изменений: выбранной записи или всего файла")
    LARGER = ("Ctrl+=", "Крупнее")
    SMALLER = ("Ctrl+-", "Мельче")
    USUAL_SIZE = ("Ctrl+0", "Обычный размер")
    HELP = ("F1", "Справка по этой вкладке")
    SETTINGS = ("Ctrl+,", "Настройки")
    HELP_BACK = ("Alt+Left", "Справка: назад")
    HELP_FORWARD = ("Alt+Right", "Справка: вперёд")
    SAVE_PAPER = ("Ctrl+S", "Сохранить документ в DOCX и PDF")
    PRINT = ("Ctrl+P", "Печать документа")
    ADD = ("Ins", "Добавить строку")
    REMOVE = ("Ctrl+Del", "Удалить строку или документ")
    MARK_DONE = ("Ctrl+E", "Отметить срок выполненным")
    REFRESH = ("F5", "Обновить вкладку")
    NEXT_TAB = ("Ctrl+PgDown", "Следующая вкладка")
    PREVIOUS_TAB = ("Ctrl+PgUp", "Предыдущая вкладка")
    PROBLEMS = ("F8", "Перейти к списку замечаний и обратно")
    # Keys of grids and editors: no action has them, the list of keys names them for the user.
    EDIT_CELL = ("F2", "Править ячейку")
    CLEAR_CELLS = ("Del", "Очистить ячейки")
    FILL_DOWN = ("Ctrl+D", "Заполнить вниз")
    CELL_BELOW = ("Return", "Ячейка ниже")
    CELL_RIGHT = ("Tab", "Ячейка правее")
    LEAVE_TABLE = ("F6", "Из таблицы к соседнему полю (с Shift – к предыдущему)")
    FINISH_TEXT = ("Ctrl+Return", "Закончить правку длинного текста")
    MOVE_UP = ("Alt+Up", "Переместить строку или имя выше")
    MOVE_DOWN = ("Alt+Down", "Переместить строку или имя ниже")
    LEAVE = ("Esc", "Отменить правку, закрыть окно поиска")

    def __init__(self, keys: str, title: str) -> None:
        self.keys = keys
        self.title = title

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
            .replace("Left", "←")
            .replace("Right", "→")
            .replace("Pg↓", "PgDn")
            .replace("Pg↑", "PgUp")
        )
