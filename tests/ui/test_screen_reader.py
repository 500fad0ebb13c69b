"""What a screen reader hears of the window: the real program is read back over AT-SPI.

Defects found by it: cells of the headings of the matrix and the requisites of a paper had no name; a choice
told on Linux only what is chosen.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quality_desktop.ui.tab_list import tab_entries

READER = Path(__file__).with_name("at_spi_reader.py")
SYSTEM_PYTHON = "/usr/bin/python3"

Element = dict[str, str]

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is of Linux"),
]


@pytest.fixture(scope="module")
def heard(find_tool, tmp_path_factory) -> dict[str, list[Element]]:
    """For each tab, what can be seen of the window, as it is told to a screen reader."""
    bindings = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    if subprocess.run(bindings, capture_output=True, check=False).returncode != 0:
        find_tool("gir1.2-atspi-2.0")
    folder = tmp_path_factory.mktemp("heard")
    file, out = folder / "район.quality", folder / "heard.json"
    program = [sys.executable, "-m", "quality_desktop"]
    subprocess.run(
        [*program, "new", file, "--sample", "ishimbay"], check=True, stdout=subprocess.DEVNULL
    )
    done = subprocess.run(
        [
            *(find_tool("xvfb-run"), "--auto-servernum"),
            *(find_tool("dbus-run-session"), "--"),
            *(SYSTEM_PYTHON, READER, out, file.stem, *program, file),
        ],
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    read: dict[str, list[Element]] = json.loads(out.read_text(encoding="utf-8"))
    return read


def _reached_by_keys(heard: dict[str, list[Element]]) -> Iterator[tuple[str, Element]]:
    for tab, elements in heard.items():
        for element in elements:
            if element["focusable"]:
                yield tab, element


def test_every_tab_is_called_by_its_title(heard):
    assert list(heard) == [entry.title for entry in tab_entries()]


def test_everything_that_keys_reach_has_a_name(heard):
    nameless = [(tab, each["role"]) for tab, each in _reached_by_keys(heard) if not each["name"]]
    assert nameless == []


def test_a_choice_tells_what_is_chosen_and_what_for(heard):
    """Qt tells the chosen value as the name of a combo box; what it is for must stand beside it."""
    unclear = {
        (tab, each["name"])
        for tab, each in _reached_by_keys(heard)
        if each["role"] == "combo box" and not each["description"]
    }
    assert unclear == set()


def test_a_cell_is_read_with_the_title_of_its_column(heard):
    cells = [each["name"] for each in heard["Обзор"] if each["role"] == "table cell"]
    assert any(name.startswith("Срок: ") for name in cells)
    assert any(name.startswith("Что сделать: ") for name in cells)


def test_the_menus_are_read(heard):
    menus = [each["name"] for each in heard["Обзор"] if each["role"] == "menu item"]
    assert menus == ["Файл", "Правка", "Вид", "Справка"]
