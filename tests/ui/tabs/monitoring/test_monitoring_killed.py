"""Every cell that was entered survives a kill of the program: tried with a real process."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.services.district_file import files
from quality_desktop.services.entry import monitoring
from tests.services.monitoring_form import ELEMENTS, FORM, NAMES, SCHOOLS, YEAR, fill, number
from tests.ui.conftest import WRITER

pytestmark = [pytest.mark.gui, pytest.mark.slow]
ROOT = Path(__file__).parents[4]
EDITS = 5

# The program itself: the real tab over the real file. It types a cell, says so when the file has
# it, goes on with the next one and would run for ever.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from quality_desktop import paths
from quality_desktop.services.district_file import files
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.look import Look
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.monitoring.values import MonitoringValues
from quality_desktop.ui.widgets.messages import Messages
from tests.services.monitoring_form import ELEMENTS, NAMES, SCHOOLS, YEAR
from tests.ui.conftest import WRITER

file, user = Path(sys.argv[1]), Path(sys.argv[2])
application = QApplication([])
bundled = paths.bundled()
known = {name: getattr(bundled, name) for name in (
    "fonts", "wording", "site_style", "language", "reference", "forms", "samples", "migrations",
    "help", "parts", "exchange_words")}
environment = Environment(
    **known, backups=user, keys=user, user_folder=user, preferences=Preferences(user / "settings.toml"),
    look=Look(application, bundled.icons), messages=Messages())
operations = Operations()
view = MonitoringValues(operations, Scope(YEAR), environment)
edits = iter(range(1, 1000))

def type_next(*_):
    number = next(edits)
    index = view.pane.model.index_of(SCHOOLS[NAMES[number % 4]], ELEMENTS["high"])
    view.pane.model.setData(index, str(100 + number))

def tell(_moment):
    print("saved", flush=True)
    type_next()

def start():
    view.show()
    view.pane.model.modelReset.connect(type_next)

operations.saved.connect(tell)
operations.open(
    lambda: files.open_file(path=file, migrations=bundled.migrations, writer=WRITER), start,
    title="Открытие")
application.exec()
"""


@pytest.fixture
def filled_file(_made_files, tmp_path):
    path = Path(shutil.copy(_made_files(None), tmp_path / f"small{files.SUFFIX}"))
    migrations = paths.bundled().migrations
    with files.open_file(path=path, migrations=migrations, writer=WRITER) as store:
        fill(store)
    return path


def test_every_saved_cell_is_there_after_the_program_was_killed(filled_file, tmp_path):
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
    }
    user = tmp_path / "user"
    user.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(filled_file), str(user)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=tmp_path,
    ) as program:
        assert program.stdout is not None
        told = [program.stdout.readline().strip() for _ in range(EDITS)]
        program.kill()
        assert program.wait() == -signal.SIGKILL if os.name == "posix" else program.wait()
    assert told == ["saved"] * EDITS

    migrations = paths.bundled().migrations
    with files.open_file(path=filled_file, migrations=migrations, writer=WRITER) as store:
        assert store.check() == []
        grid = monitoring.grid(store=store, form=FORM, year=YEAR)
    place = [element.id for element in grid.elements].index(ELEMENTS["high"])
    answers = {row.school.id: row.cells[place].answer for row in grid.rows}
    wanted = {NAMES[n % 4]: 100 + n for n in range(1, EDITS + 1)}
    for name, digits in wanted.items():
        # The edit after the last one told may be in the file as well: it was being written.
        assert answers[SCHOOLS[name]] in (number(digits), number(digits + 4))
