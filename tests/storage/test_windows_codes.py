"""Errors of Windows are simulated here: its number is put into the error that Python would raise."""

import errno
from pathlib import Path

import pytest

from quality_desktop.domain.errors import FileBusyError, NoSpaceError, QualityError
from quality_desktop.storage.failures import explained
from quality_desktop.storage.refusals import DiskFailedError, FileGoneError


class WindowsOSError(OSError):
    """On Windows every OSError has this field."""

    def __init__(self, winerror: int, number: int) -> None:
        super().__init__(number, "from Windows")
        self.winerror = winerror


@pytest.mark.parametrize(
    ("winerror", "number", "expected"),
    [
        (112, errno.ENOSPC, NoSpaceError),
        (39, errno.EINVAL, NoSpaceError),
        (32, errno.EACCES, FileBusyError),  # open in Excel
        (33, errno.EACCES, FileBusyError),
        (59, errno.EINVAL, FileGoneError),  # the share went away in the middle
        (64, errno.EINVAL, FileGoneError),
        (21, errno.EACCES, FileGoneError),  # the stick was pulled out
        (1117, errno.EINVAL, DiskFailedError),
        (123, errno.EINVAL, QualityError),
        (206, errno.ENOENT, QualityError),
    ],
)
def test_an_error_of_windows_is_one_sentence_of_its_own_sort(
    winerror: int, number: int, expected: type[QualityError], tmp_path: Path
):
    path = tmp_path / "Район.quality"
    with pytest.raises(QualityError) as caught, explained(path):
        raise WindowsOSError(winerror, number)
    assert type(caught.value) is expected
    assert path.name in caught.value.sentence


def test_what_windows_tells_no_more_of_than_python_is_explained_as_everywhere(tmp_path: Path):
    with pytest.raises(FileGoneError), explained(tmp_path / "Район.quality"):
        raise WindowsOSError(2, errno.ENOENT)
