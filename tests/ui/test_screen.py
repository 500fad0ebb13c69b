"""Without a screen the program says so, where Qt would end the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.ui.screen import require_screen

ROOT = Path(__file__).parents[2]
NOBODY = ":6549"


def test_without_a_screen_the_start_is_refused():
    with pytest.raises(QualityError, match="нет экрана"):
        require_screen({}, "linux")
    with pytest.raises(QualityError, match="нет экрана"):
        require_screen({"DISPLAY": "", "QT_QPA_PLATFORM": "xcb"}, "linux")


@pytest.mark.skipif(sys.platform != "linux", reason="X is the screen of Linux")
@pytest.mark.parametrize("display", [NOBODY, f"{NOBODY}.0", f"unix{NOBODY}", ":99999"])
def test_a_screen_of_this_machine_that_does_not_answer_is_named(display: str):
    with pytest.raises(QualityError, match=f"«{display}» не отвечает"):
        require_screen({"DISPLAY": display}, "linux")


@pytest.mark.parametrize(
    "variables",
    [
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "vnc:port=5901"},
        {"QT_QPA_PLATFORM": "xcb;minimal"},
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"DISPLAY": "far.example:0"},
    ],
)
def test_a_screen_that_cannot_be_asked_is_left_to_qt(variables: dict[str, str]):
    require_screen(variables, "linux")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_always_have_a_screen(platform: str):
    require_screen({}, platform)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")
@pytest.mark.parametrize("extra", [{}, {"DISPLAY": NOBODY}])
def test_the_program_without_a_screen_ends_with_one_sentence(tmp_path: Path, extra: dict[str, str]):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    variables = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "quality_desktop"],
        cwd=tmp_path,
        env={**variables, "PYTHONPATH": str(ROOT), **extra},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("Окно открыть нельзя: ")
