"""Two copies of a file for the pictures of the exchange: the same words, times and order each time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar
from unittest import mock

from PySide6.QtWidgets import QWidget

from quality_desktop import paths
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Person, School
from quality_desktop.services.exchange import sending
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.storage.store import Store, Writer
from quality_desktop.ui.exchange.conflicts_window import ConflictsWindow
from quality_desktop.ui.exchange.receive_window import ReceiveWindow
from quality_desktop.ui.exchange.send_package import SendPackage
from tests.pictures.stage import Stage

_PEER: Final = "Петрова А.С."
_HOST: Final = "КАБ-7"
_WIDTH, _HEIGHT = 1000, 600
_LATER_NS: Final = 300_000_000_000
W = TypeVar("W", bound=QWidget)


def send_package(stage: Stage) -> bytes:
    """A package for a colleague, closed with five words."""
    dialog = _shown(stage, "send", SendPackage)
    dialog.resize(_WIDTH, dialog.minimumSizeHint().height())
    dialog.recipient.setEditText(_PEER)
    stage.settle()
    dialog.password.is_sealed.click()
    dialog.password.words.setText("полка фарфор команда заря штаб")
    dialog.path.setText("D:\\Обмен\\Ишимбайский район_Петрова_2026-05-18.qpack")
    stage.settle()
    picture = stage.take(dialog, (dialog.recipient, dialog.password, dialog.apply))
    dialog.close()
    return picture


def receive_packages(stage: Stage) -> bytes:
    """A colleague's package before it is taken in."""
    with mock.patch("platform.node", return_value=_HOST):
        package = _package(stage)
    window = _shown(stage, "receive", ReceiveWindow)
    window.look_at((package,))
    stage.settle()
    window.picker.said.setText("D:\\Почта\\Ишимбайский район_Иванова_2026-05-18.qpack")
    return stage.take(window, (window.files.accept, window.plan.tabs.tabBar(), window.apply))


def conflicts(stage: Stage) -> bytes:
    """What both wrote, side by side."""
    received = _shown(stage, "receive", ReceiveWindow)
    received.take()
    stage.settle()
    received.close()
    window = _shown(stage, "conflicts", ConflictsWindow)
    window.panel.choose(1)
    window.reason.setText("Позвонили: верный номер у Петровой")
    picture = stage.take(window, (window.panel, window.reason, window.list.rule))
    window.close()
    return picture


def _shown(stage: Stage, name: str, kind: type[W]) -> W:
    stage.window.exchange.show(name)
    stage.settle()
    found = stage.window.findChild(kind)
    if found is None:
        raise LookupError(f"there is no window {name!r}")
    found.resize(_WIDTH, _HEIGHT)
    stage.settle()
    return found


def _package(stage: Stage) -> Path:
    """Somebody else's copy, worked on a few minutes later, as a package."""
    file = stage.window.files.path
    if file is None:
        raise LookupError("no file is open")
    bundled, home = paths.bundled(), file.parent / "colleague"
    keys = home / "keys"
    keys.mkdir(parents=True)
    (keys / "own.key").write_bytes(bytes(range(32)))
    writer = Writer(author=_PEER, host=_HOST, program_version="0")
    desk = ExchangeDesk(keys=keys, words=bundled.exchange_words, migrations=bundled.migrations)
    stage.window.operations.do(lambda store: _back_up(store, home / "copy.quality"))
    stage.settle()
    stage.window.operations.do(_work("3", is_own=True))
    stage.settle()
    later = time.time_ns() + _LATER_NS
    target = home / "Ишимбайский район_Иванова_2026-05-18.qpack"
    with (
        mock.patch("time.time_ns", return_value=later),
        Store.open(home / "copy.quality", migrations=bundled.migrations, writer=writer) as store,
    ):
        _work("2", is_own=False)(store)
        sending.pack(store=store, desk=desk, target=target, recipient="Иванова М.П.")
    return target


def _back_up(store: Store, target: Path) -> Changes:
    store.back_up(target)
    return Changes()


def _work(start: str, *, is_own: bool) -> Callable[[Store], Changes]:
    def write(store: Store) -> Changes:
        with store.work("Звонки по списку") as work:
            people = (one for one in work.all(Person) if one.surname)
            person = min(people, key=lambda one: (one.surname, one.given))
            schools = sorted(work.all(School), key=lambda one: one.short_name)
            work.put(replace(person, phone=f"8 (34794) {start}-11-20"))
            work.put(replace(schools[0], email=f"school{start}@mail.example"))
            if not is_own:
                work.put(replace(schools[1], phone="8 (34794) 4-15-16"))
            return work.commit()

    return write
