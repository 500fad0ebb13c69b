"""Which records belong to a direction, a school, a school year: declared, so that a part can be sent.

A kind is listed with the field that leads to what it belongs to: to the direction or school itself,
or to a record of another listed kind. What a chosen record refers to travels along anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from quality_desktop.domain.at_risk.partnership import MeasureSchool, Partnership, PlanStep
from quality_desktop.domain.at_risk.profile import Recommendation, SchoolFactor
from quality_desktop.domain.at_risk.risk_lists import RiskEntry, RiskList
from quality_desktop.domain.collection.indicators import Band, Calculation, Target
from quality_desktop.domain.collection.monitoring import (
    Acceptance,
    CheckRule,
    Collection,
    DataElement,
    Form,
    Submission,
    Value,
)
from quality_desktop.domain.cycle import CardRow, Progress
from quality_desktop.domain.directions import Direction, DirectionLink
from quality_desktop.domain.directory import Person, School, SchoolYear
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.examination.exams import (
    ExamResult,
    NameMatch,
    exam_year_of,
    school_year_of,
)
from quality_desktop.domain.programme import (
    ActivityLine,
    CollectionMethod,
    Goal,
    Indicator,
    Programme,
    Task,
)
from quality_desktop.domain.records import Record
from quality_desktop.domain.register import Attachment, PaperAddressee
from quality_desktop.domain.responsibility import Assignment
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection

Fields = Mapping[type[Record], tuple[str, ...]]
"""Kind -> fields that lead to what its records belong to; any of them suffices."""

OF_DIRECTION: Final[Fields] = {
    Direction: ("id",),
    DirectionLink: ("earlier", "later"),
    Assignment: ("direction",),
    CardRow: ("direction",),
    Progress: ("direction",),
    Evidence: ("progress",),
    Programme: ("direction",),
    Goal: ("programme",),
    Task: ("programme",),
    CollectionMethod: ("programme",),
    ActivityLine: ("programme",),
    Indicator: ("line",),
    Calculation: ("indicator",),
    Band: ("calculation",),
    Target: ("calculation",),
    Form: ("direction",),
    DataElement: ("form",),
    CheckRule: ("form",),
    Collection: ("form",),
    Submission: ("collection",),
    Value: ("element",),
    Roadmap: ("direction",),
    RoadmapSection: ("roadmap",),
    RoadmapRow: ("roadmap",),
    Attachment: ("evidence", "row"),
}

OF_SCHOOL: Final[Fields] = {
    School: ("id",),
    SchoolYear: ("school",),
    Submission: ("school",),
    Value: ("school",),
    Acceptance: ("school",),
    ExamResult: ("school",),
    NameMatch: ("school",),
    RiskEntry: ("school",),
    SchoolFactor: ("school",),
    Recommendation: ("school",),
    Partnership: ("school", "partner"),
    PlanStep: ("partnership",),
    MeasureSchool: ("school",),
    PaperAddressee: ("school",),
    Attachment: ("addressee",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOf:
    """Where a record says of which year it is.

    Attributes:
        field: Its year, or the record that has it.
        is_calendar: The year is that of the exams, the second one of the school year.
    """

    field: str = "year"
    is_calendar: bool = False

    def stored(self, school_year: int) -> int:
        """What the field holds for a school year: 2025 for 2025/26."""
        return exam_year_of(school_year) if self.is_calendar else school_year

    def school_year(self, stored: int) -> int:
        """The school year of what the field holds."""
        return school_year_of(stored) if self.is_calendar else stored


_CALENDAR: Final = YearOf(is_calendar=True)

OF_PERIOD: Final[Mapping[type[Record], YearOf]] = {
    SchoolYear: YearOf(),
    Progress: YearOf(),
    Evidence: YearOf(field="progress"),
    Programme: YearOf(),
    Collection: YearOf(),
    Submission: YearOf(field="collection"),
    Value: YearOf(),
    Acceptance: YearOf(),
    Target: YearOf(),
    ExamResult: _CALENDAR,
    RiskList: _CALENDAR,
    RiskEntry: YearOf(field="list"),
    SchoolFactor: _CALENDAR,
    Recommendation: _CALENDAR,
    Partnership: _CALENDAR,
    PlanStep: YearOf(field="partnership"),
    Roadmap: _CALENDAR,
    RoadmapSection: YearOf(field="roadmap"),
    RoadmapRow: YearOf(field="roadmap"),
}

CONTACTS: Final[Mapping[type[Record], tuple[str, ...]]] = {
    Person: ("phone", "email", "note"),
    School: ("phone", "email"),
}
"""Fields that stay at home in a package without contacts."""
