"""The note beside the file: who has it, where, since when."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quality_desktop.storage.holder import (
    Holder,
    announce,
    busy,
    read_holder,
    side_file,
    withdraw,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "файл.quality"


def test_what_was_announced_is_read_until_it_is_withdrawn(path: Path):
    holder = Holder.now(user="Иванова А. П.", host="OO-03", version="0.1")
    announce(path, holder)
    assert side_file(path).name == "файл.quality.open"
    assert read_holder(path) == holder
    withdraw(path)
    withdraw(path)
    assert read_holder(path) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"user": 1}', b"\xff\xfe"])
def test_an_unreadable_note_is_no_note(content: bytes, path: Path):
    side_file(path).write_bytes(content)
    assert read_holder(path) is None
    assert "другой программой" in busy(path).sentence


def test_a_holder_of_today_is_named_with_the_hour(path: Path):
    announce(path, Holder.now(user="Иванова А. П.", host="OO-03", version="0.1"))
    now = datetime.now().astimezone()
    assert busy(path).sentence.startswith(
        f"Файл «файл.quality» уже открыт: Иванова А. П., компьютер OO-03, с {now:%H:}"
    )


def test_a_holder_of_yesterday_is_named_with_the_day(path: Path):
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    announce(
        path,
        Holder(user="А", host="Б", pid=1, since=yesterday.isoformat(), version="1"),
    )
    assert f"с {yesterday:%d.%m.%Y %H:%M}" in busy(path).sentence


def test_a_strange_time_is_shown_as_it_is(path: Path):
    announce(path, Holder(user="А", host="Б", pid=1, since="утром", version="1"))
    assert "с утром" in busy(path).sentence
