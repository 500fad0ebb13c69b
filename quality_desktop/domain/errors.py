"""Failures that a person can do something about, and problems found in data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QualityError(Exception):
    """An expected failure: one Russian sentence that says what happened and what to do.

    Anything else that is raised is a bug and ends in a crash report.
    """

    @property
    def sentence(self) -> str:
        """The sentence for the user."""
        return str(self)


class FileRefusedError(QualityError):
    """The file cannot be opened: foreign, damaged or of a newer version."""


class FileDamagedError(FileRefusedError):
    """The file is cut short or spoilt; what is left can be brought over into a new one."""


class FileBusyError(QualityError):
    """Another user or another window holds the file."""


class FileReadOnlyError(QualityError):
    """The file or its folder cannot be written."""


class NoSpaceError(QualityError):
    """The disk is full; nothing was half-written."""


class Severity(StrEnum):
    """How much a finding matters.

    Attributes:
        HINT: An occasion to look again; the figures may well be right.
    """

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong in the data: a value to show beside its place, never an exception.

    Attributes:
        text: One Russian sentence.
        severity: An error must be mended before a paper is signed, a warning may stand.
        place: What the problem is about, in a form that a view can jump to (``kind:id`` of a
            record or ``kind:id:field``; cells have ``matrix:``, ``card:`` or ``board:`` and
            their coordinates); empty when it has no place.
    """

    text: str
    severity: Severity = Severity.ERROR
    place: str = ""
