"""Roadmaps («Планы и сроки»): headed sections of rows, dates kept as written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, reference, required_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap(Record):
    """A roadmap or another plan of activities.

    Attributes:
        title: Title as the appendix prints it, nominative.
        year: Calendar year of the plan: dates without a year are of this year.
        direction: Direction of quality management it serves; None for several.
        columns: Headings of the printed columns, one a line; empty for the usual ones.
    """

    kind: ClassVar[str] = "roadmap"

    title: str = ""
    year: int
    direction: Id | None = reference("direction")
    columns: str = ""
    note: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapSection(Record):
    """A headed section of a roadmap."""

    kind: ClassVar[str] = "roadmap_section"

    roadmap: Id = required_reference("roadmap")
    title: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapRow(Record):
    """An activity. Texts of several lines keep their lines.

    Attributes:
        section: None for a roadmap without sections.
        number: Number as printed; empty to be counted.
        participants: Who takes part.
        executors: Executors; co-executors are those after «/» where the paper writes them so.
        co_executors: Co-executors where they have a column or a line of their own.
        dates: Dates as written: «Май Август», «Январь – апрель, сентябрь – ноябрь».
        expected: Expected result.
        progress: ``planned`` | ``running`` | ``done`` | ``cancelled``.
        done_on: When it was done.
        progress_note: How it goes, in words.
        proof: Act, link or name of a file that shows it was done.
        source: Row of an earlier year that this one repeats.
    """

    kind: ClassVar[str] = "roadmap_row"

    roadmap: Id = required_reference("roadmap")
    section: Id | None = reference("roadmap_section")
    number: str = ""
    title: str = ""
    participants: str = ""
    executors: str = ""
    co_executors: str = ""
    dates: str = ""
    expected: str = ""
    progress: str = "planned"
    done_on: date | None = None
    progress_note: str = ""
    proof: str = ""
    source: Id | None = reference("roadmap_row")
    place: int = 0
