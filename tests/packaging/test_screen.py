"""The system packages of the set-up are enough for a real screen."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
application = QApplication([])
view = QPdfView(None)
view.show()
application.processEvents()
print(application.platformName(), view.isVisible(), QPrinter().isValid())
"""


@pytest.mark.xvfb
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="X is the screen of Linux")
def test_a_window_opens_on_an_x_screen(find_tool):
    result = subprocess.run(
        [find_tool("xvfb-run"), "--auto-servernum", sys.executable, "-c", PROGRAM],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.split() == ["xcb", "True", "True"], result.stderr
