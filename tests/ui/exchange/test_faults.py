"""A full disk, a lack of memory and a stick that was pulled out, met in the windows of exchange."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from quality_desktop.domain.directory import School
from quality_desktop.services.exchange import sending
from quality_desktop.storage import disk as storage_disk
from quality_desktop.storage import merging
from quality_desktop.storage.failures import explained
from quality_desktop.storage.session import Session
from quality_desktop.ui.exchange.receive_window import ReceiveWindow
from quality_desktop.ui.exchange.send_package import SendPackage
from tests.faults.small_disk import small_disk
from tests.ui.drivers import Driver, find, only

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("me")]


class ReceiveDriver(Driver):
    """«Получить» and the hands that use it."""

    widget: ReceiveWindow


class SendDriver(Driver):
    """«Отправить» and the hands that use it."""

    widget: SendPackage


def schools(window) -> list[str]:
    found: list[str] = []
    window.operations.ask(
        lambda store: [school.short_name for school in store.all(School)],
        found.extend,
        owner=window.window,
    )
    window.settle()
    return found


@pytest.fixture
def look_at(qtbot, join, empty_file, tmp_path) -> Callable[..., ReceiveDriver]:
    """Looks in «Получить» at what a colleague sent, who has added a school."""
    boris = join("Борис", empty_file)
    boris.add_school("СОШ № 77")
    boris.store.back_up(tmp_path / "копия Бориса.quality")

    def look(window) -> ReceiveDriver:
        window.window.exchange.show("receive")
        driver = ReceiveDriver(qtbot, find(window.window, ReceiveWindow), window.operations)
        driver.settle()
        driver.widget.look_at((tmp_path / "копия Бориса.quality",))
        driver.settle()
        return driver

    return look


def test_a_merge_on_a_full_disk_is_refused_and_goes_in_when_there_is_room(
    make_window, look_at, empty_file, tmp_path
):
    with small_disk(tmp_path / "диск", megabytes=3) as disk:
        path = Path(shutil.copy(empty_file, disk.folder / "район.quality"))
        window = make_window(path, only("directory"))
        receive = look_at(window)
        ballast = disk.fill(leaving=0)
        receive.click("exchangeApply")
        assert "Ничего не принято" in receive.widget.outcome.text()
        assert "едостаточно места" in receive.widget.remarks.text()
        assert schools(window) == []
        ballast.unlink()
        look_at(window).click("exchangeApply")
        assert schools(window) == ["СОШ № 77"]
        window.window.files.close()
        window.settle()


def test_a_merge_without_memory_is_said_and_can_be_repeated(
    make_window, look_at, empty_file, monkeypatch
):
    """Simulated at the call: the window itself has to go on."""

    def starved(session: Session, *_: object) -> NoReturn:
        with explained(session.path):
            raise MemoryError
        raise AssertionError

    window = make_window(empty_file, only("directory"))
    receive = look_at(window)
    monkeypatch.setattr(merging, "merge", starved)
    receive.click("exchangeApply")
    assert "Ничего не принято" in receive.widget.outcome.text()
    assert "не хватило памяти" in receive.widget.remarks.text().lower()
    assert schools(window) == []
    monkeypatch.undo()
    look_at(window).click("exchangeApply")
    assert schools(window) == ["СОШ № 77"]


def test_a_package_for_a_stick_that_was_pulled_out_is_never_said_to_be_ready(
    make_window, qtbot, empty_file, messages, tmp_path, monkeypatch
):
    """The moment of pulling is chosen at the call; the disk is really gone."""
    with small_disk(tmp_path / "флешка", megabytes=3) as disk:

        def pulled(source: Path, target: Path) -> None:
            disk.pull_out()
            storage_disk.replace(source, target)

        monkeypatch.setattr(sending, "replace", pulled)
        window = make_window(empty_file, only("directory"))
        window.window.exchange.show("send")
        dialog = SendDriver(qtbot, find(window.window, SendPackage), window.operations)
        dialog.settle()
        dialog.widget.path.setText(str(disk.folder / "пакет.qpack"))
        dialog.click("exchangeApply")
        assert "готов" not in dialog.widget.outcome.text()
        said = " ".join([dialog.widget.outcome.text(), *messages.refusals])
        assert "проверьте путь и подключение диска" in said
