"""What stands on the pictures of the help: each scene is played in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from quality_desktop.ui.dialogs.help import HelpDialog
from quality_desktop.ui.dialogs.send_forms import SendForms
from quality_desktop.ui.dialogs.settings import SettingsDialog
from quality_desktop.ui.guidance import button_of
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.widgets.grid_view import GridView
from tests.pictures import exchange_scenes
from tests.pictures.stage import Stage

_UPPER: Final = QRect(0, 0, 1366, 736)
"""The window without its lowest line, which tells the time of saving."""

Scene = Callable[[Stage], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Scenes that are played in one window.

    Attributes:
        sample: The sample that is opened; empty for a window without a file.
        title: Name of its file.
        scenes: Name of the picture -> how it is taken.
    """

    sample: str
    title: str
    scenes: Mapping[str, Scene]


def first_questions(stage: Stage) -> bytes:
    """The very first start."""
    window = stage.show_empty()
    page = window.first_run
    page.questions.folder.line.setText("C:\\Users\\Иванова\\Documents")
    page.open.setFocus()
    marks = (
        page.questions.district,
        page.questions.author,
        page.questions.folder.line,
        page.sample,
    )
    return stage.take(window, marks, QRect(200, 20, 966, 480))


def overview(stage: Stage) -> bytes:
    """«Обзор» with the guide."""
    tab = stage.tab("overview")
    panel = _named(tab, "nextSteps")
    return stage.take(stage.window, (panel,), QRect(0, 0, 1366, 520))


def matrix(stage: Stage) -> bytes:
    """The responsibility matrix."""
    tab = stage.tab("matrix")
    tab.findChild(GridView).select_cell(2, 2)  # type: ignore[union-attr]
    return stage.take(stage.window, (_button(tab, "Заменить человека…"),), QRect(0, 0, 1366, 560))


def card(stage: Stage) -> bytes:
    """The board of the cycle."""
    tab = stage.tab("card")
    _action(tab, "Карта")  # both halves are shown at first
    stage.settle()
    return stage.take(
        stage.window,
        (_button(tab, "Приложить подтверждение…"), _button(tab, "Подтверждения…")),
        QRect(0, 0, 1366, 560),
    )


def values(stage: Stage) -> bytes:
    """Answers of schools."""
    tab = stage.tab("monitoring")
    _named(tab, "showValues").click()  # type: ignore[attr-defined]
    stage.settle()
    marks = [
        _button(tab, words) for words in ("Разослать формы…", "Прочитать ответы…", "Кто не сдал…")
    ]
    return stage.take(stage.window, marks, _UPPER)


def results(stage: Stage) -> bytes:
    """Results of works."""
    tab = stage.tab("monitoring")
    _named(tab, "showResults").click()  # type: ignore[attr-defined]
    stage.settle()
    return stage.take(
        stage.window, (_button(tab, "Загрузить результаты…"),), QRect(0, 0, 1366, 480)
    )


def indicators(stage: Stage) -> bytes:
    """Indicators of the programme."""
    tab = stage.tab("monitoring")
    _named(tab, "showIndicators").click()  # type: ignore[attr-defined]
    stage.settle()
    return stage.take(stage.window, (), QRect(0, 0, 1366, 560))


def send_forms(stage: Stage) -> bytes:
    """The dialog that writes a form for every school."""
    window = stage.window
    dialog = SendForms(window, window.operations, window.scope, window.environment)
    _named(dialog, "sendFolder").setText("D:\\Мониторинг\\Формы 2025-26")  # type: ignore[attr-defined]
    return _dialog(stage, dialog)


def risk_list(stage: Stage) -> bytes:
    """The list of schools at risk."""
    tab = stage.tab("risk")
    return stage.take(stage.window, (_button(tab, "Составить проект"),), _UPPER)


def risk_card(stage: Stage) -> bytes:
    """The card of a school."""
    tab = stage.tab("risk")
    grid = tab.findChild(GridView)
    grid.select_cell(1, 0)  # type: ignore[union-attr]
    stage.settle()
    _action(tab, "Карточка школы")
    stage.settle()
    _button(tab, "Составить").click()
    stage.settle()
    return stage.take(stage.window, (_button(tab, "Составить"), _button(tab, "К списку")), _UPPER)


def risk_heat(stage: Stage) -> bytes:
    """Schools and works by colour."""
    tab = stage.tab("risk")
    _named(tab, "showHeat").click()  # type: ignore[attr-defined]
    stage.settle()
    return stage.take(stage.window, (), QRect(0, 0, 1366, 560))


def order(stage: Stage) -> bytes:
    """The order as it will be printed."""
    tab = stage.tab("documents")
    _named(tab, "showPaper").click()  # type: ignore[attr-defined]
    stage.settle()
    stage.pause()
    marks = [_button(tab, words) for words in ("Новый документ", "Сохранить DOCX и PDF…", "Реестр")]
    return stage.take(stage.window, marks, _UPPER)


def register(stage: Stage) -> bytes:
    """The register of papers."""
    tab = stage.tab("documents")
    _named(tab, "showRegister").click()  # type: ignore[attr-defined]
    stage.settle()
    return stage.take(stage.window, (), QRect(0, 0, 1366, 420))


def people(stage: Stage) -> bytes:
    """People with the forms of their names."""
    tab = stage.tab("directory")
    tab.choose_section(2)  # type: ignore[attr-defined]
    stage.settle()
    found = [grid for grid in tab.findChildren(GridView) if grid.isVisible()]
    found[0].select_cell(13, 0)
    return stage.take(stage.window, (), QRect(0, 0, 1366, 560))


def settings(stage: Stage) -> bytes:
    """What the program remembers about its user."""
    dialog = SettingsDialog(stage.environment, stage.window)
    dialog.folder.line.setText("C:\\Users\\Иванова\\Documents")
    dialog.district.setText("Ишимбайский район")
    return _dialog(stage, dialog)


def search(stage: Stage) -> bytes:
    """The help finds words in any form."""
    from quality_desktop.services.help.book import read_book

    book = read_book(stage.environment.help)
    dialog = HelpDialog(book, stage.environment.look, stage.window)
    dialog.resize(1000, 560)
    dialog.show_page("overview")
    dialog.show()
    dialog.query.setText("перенести сроки")
    stage.settle()
    dialog.results.choose_first()
    return _dialog(stage, dialog)


def roadmap(stage: Stage) -> bytes:
    """A roadmap with its strip of months."""
    tab = stage.tab("roadmap")
    return stage.take(stage.window, (_button(tab, "Загрузить из файла…"),), QRect(0, 0, 1366, 480))


ACTS: Final = (
    Act(sample="", title="", scenes=MappingProxyType({"first-questions": first_questions})),
    Act(
        sample="ishimbay",
        title="Ишимбайский район",
        scenes=MappingProxyType(
            {
                "overview": overview,
                "matrix": matrix,
                "card": card,
                "values": values,
                "results": results,
                "indicators": indicators,
                "send-forms": send_forms,
                "risk-list": risk_list,
                "risk-card": risk_card,
                "risk-heat": risk_heat,
                "order": order,
                "register": register,
                "people": people,
                "settings": settings,
                "search": search,
            }
        ),
    ),
    Act(
        sample="ishimbay",
        title="Ишимбайский район – обмен",
        scenes=MappingProxyType(
            {
                "send-package": exchange_scenes.send_package,
                "receive": exchange_scenes.receive_packages,
                "conflicts": exchange_scenes.conflicts,
            }
        ),
    ),
    Act(
        sample="chelyabinsk",
        title="Челябинская область",
        scenes=MappingProxyType({"roadmap": roadmap}),
    ),
)


def names() -> Iterator[str]:
    """Names of all pictures."""
    return (name for act in ACTS for name in act.scenes)


def _dialog(stage: Stage, dialog: QDialog, cut: QRect | None = None) -> bytes:
    dialog.show()
    stage.settle()
    picture = stage.take(dialog, (), cut)
    dialog.close()
    dialog.deleteLater()
    return picture


def _named(owner: QWidget, name: str) -> QWidget:
    found = owner.findChild(QWidget, name)
    if found is None:
        raise LookupError(f"{owner.objectName()} has no {name!r}")
    return found


def _button(tab: QWidget, words: str) -> QAbstractButton:
    found = button_of(tab, words)
    if found is None:
        raise LookupError(f"there is no button «{words}»")
    return found


def _action(tab: Tab, words: str) -> None:
    for action in tab.actions():
        if action.text().replace("&", "") == words:
            action.trigger()
            return
    raise LookupError(f"there is no action «{words}»")
