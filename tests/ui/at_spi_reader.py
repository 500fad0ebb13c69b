"""Reads a running program as a screen reader does, over AT-SPI, and writes what it was told as JSON.

Run by the system's Python, which has the bindings of AT-SPI: at_spi_reader.py OUT TITLE COMMAND...
Starts the command, waits for the window whose title begins with TITLE, turns to every page of its tabs, and
writes for each tab the elements that can be seen: role, name, what else describes it, whether keys reach it.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")

from gi.repository import Atspi  # type: ignore[import-not-found]  # noqa: E402

PATIENCE_S = 60
GLANCE_S = 0.15
CELLS = 12
"""Of a table enough cells are read to hear how it speaks."""


def seen(element: Any) -> Iterator[Any]:
    """An element that can be seen, and everything in it that can."""
    if not element.get_state_set().contains(Atspi.StateType.SHOWING):
        return
    yield element
    count = element.get_child_count()
    if element.get_role() in (Atspi.Role.TABLE, Atspi.Role.TREE_TABLE, Atspi.Role.LIST):
        count = min(count, CELLS)
    for number in range(count):
        child = element.get_child_at_index(number)
        if child is not None:
            yield from seen(child)


def told(element: Any) -> dict[str, object]:
    """What a screen reader is told of an element."""
    labels = [
        relation.get_target(0).get_name()
        for relation in element.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
    ]
    return {
        "role": element.get_role_name(),
        "name": element.get_name().strip(),
        "description": " ".join([element.get_description(), *labels]).strip(),
        "focusable": element.get_state_set().contains(Atspi.StateType.FOCUSABLE),
    }


def let_go_on(program: subprocess.Popen[bytes]) -> None:
    """Let the program work for a moment; there is nothing to read when it has ended."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        sys.exit(f"The program ended with {program.wait(GLANCE_S)}")


def wait_for_window(title: str, program: subprocess.Popen[bytes]) -> Any:
    """The window of the program, once it has its title."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE_S:
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(number)
            for place in range(application.get_child_count() if application else 0):
                window = application.get_child_at_index(place)
                if window is not None and window.get_name().startswith(title):
                    return window
        let_go_on(program)
    sys.exit(f"No window «{title}»")


def standing_still(window: Any, program: subprocess.Popen[bytes]) -> list[dict[str, object]]:
    """Everything that can be seen, once two looks tell the same."""
    begun, before = time.monotonic(), None
    while time.monotonic() - begun < PATIENCE_S:
        try:
            now = [told(element) for element in seen(window)]
        except gi.repository.GLib.Error:  # an element went while it was asked
            now = None
        if now is not None and now == before:
            return now
        before = now
        let_go_on(program)
    sys.exit("The window never stands still")


def main(out: Path, title: str, command: list[str]) -> None:
    """Read the window tab by tab."""
    Atspi.init()
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        window = wait_for_window(title, program)
        standing_still(window, program)
        bar = next(each for each in seen(window) if each.get_role() == Atspi.Role.PAGE_TAB_LIST)
        tabs = [bar.get_child_at_index(number) for number in range(bar.get_child_count())]
        pages = [tab for tab in tabs if tab.get_role() == Atspi.Role.PAGE_TAB]
        read = {}
        for tab in pages:
            tab.get_action_iface().do_action(0)
            read[tab.get_name()] = standing_still(window, program)
        out.write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
    finally:
        program.kill()
        program.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
