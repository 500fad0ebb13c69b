"""Bundled folders for the tests of papers about schools at risk."""

import pytest

from quality_desktop import paths
from quality_desktop.services.paperwork.printing import Folders


@pytest.fixture(scope="session")
def folders() -> Folders:
    bundled = paths.bundled()
    return Folders(
        wording=bundled.wording,
        reference=bundled.reference,
        language=bundled.language,
        fonts=bundled.fonts,
    )
