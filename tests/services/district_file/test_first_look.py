"""The first picture of the sample district is the one that the open file gives."""

import subprocess
import sys
from pathlib import Path

from quality_desktop import paths
from quality_desktop.domain.kinds import KINDS
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.district_file import first_look

ROOT = Path(paths.__file__).parents[1]
MIGRATIONS = paths.bundled().migrations


def test_every_record_of_the_sample_is_read_as_from_the_open_file(made_file, district):
    glance = first_look.take(path=made_file("ishimbay"), migrations=MIGRATIONS)
    assert glance is not None
    seen = {kind: glance.all(kind) for kind in KINDS}
    edition = responsibility.current_edition(store=glance)
    matrix = responsibility.view(store=glance, edition=edition.id)
    directions = responsibility.directions_of(store=glance, edition=edition.id)
    glance.close()
    assert seen == {kind: district.all(kind) for kind in KINDS}
    assert edition == responsibility.current_edition(store=district)
    assert matrix == responsibility.view(store=district, edition=edition.id)
    assert directions == responsibility.directions_of(store=district, edition=edition.id)


def test_a_file_that_is_not_there_gives_no_first_look(tmp_path):
    assert first_look.take(path=tmp_path / "нет.quality", migrations=MIGRATIONS) is None


def test_the_first_picture_needs_neither_the_database_toolkit_nor_what_only_later_pages_use():
    """Importing the toolkit takes as long as an empty window takes to paint; the rest adds up."""
    script = (
        "import sys\n"
        "from quality_desktop import app, cli\n"
        "from quality_desktop.services.cycle import responsibility\n"
        "from quality_desktop.services.district_file import first_look\n"
        "from quality_desktop.ui.tabs.matrix import tab as matrix\n"
        "from quality_desktop.ui.tabs.overview import tab as overview\n"
        "late = {'sqlalchemy', 'alembic', 'ctypes', 'html', 'PySide6.QtSvg', 'quality_desktop.cli.files'}\n"
        "late |= {'quality_desktop.documents.template', 'quality_desktop.language.engine'}\n"
        "print(*late & set(sys.modules))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == []
