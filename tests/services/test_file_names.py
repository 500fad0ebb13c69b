"""Names of files that every system takes."""

import pytest

from quality_desktop.services.file_names import safe_name
from quality_desktop.writers.files import file_name

DEVICES = ["con", "PRN", "Aux", "nul", "com1", "LPT9", "nul.2026"]


@pytest.mark.parametrize("name", DEVICES)
def test_a_name_that_windows_takes_for_a_device_is_changed(name: str):
    for made in (safe_name(name), file_name(name)):
        assert made.split(".")[0] == f"{name.split('.')[0]}_"


@pytest.mark.parametrize("name", ["Конкурс", "console", "com10", "Приказ № 1048"])
def test_a_name_that_only_begins_like_a_device_stays(name: str):
    assert safe_name(name) == name
    assert file_name(name) == name


def test_signs_that_windows_forbids_go_and_dots_at_the_end_too():
    assert safe_name('Отчёт: "за год" <1/2>?. ') == "Отчёт за год 1 2"
