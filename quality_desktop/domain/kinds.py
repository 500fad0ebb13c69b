"""All kinds of records, parents before the kinds that need them."""

from __future__ import annotations

from quality_desktop.domain.at_risk.context import ContextComponent, ContextIndex
from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.at_risk.partnership import (
    Measure,
    MeasureSchool,
    Partnership,
    PlanStep,
    SchoolDistance,
)
from quality_desktop.domain.at_risk.profile import (
    FactorMeasure,
    FactorSign,
    Recommendation,
    RecommendationTemplate,
    RiskFactor,
    SchoolFactor,
)
from quality_desktop.domain.at_risk.risk import RiskCriterion, RiskRule
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
from quality_desktop.domain.collection.period_locks import PeriodLock
from quality_desktop.domain.cycle import CardRow, Position, Progress, Stage
from quality_desktop.domain.deadlines import DeadlineMark, Holiday
from quality_desktop.domain.directions import Direction, DirectionGroup, DirectionLink, Edition
from quality_desktop.domain.directory import (
    Inflection,
    Letterhead,
    Municipality,
    Person,
    School,
    SchoolYear,
    Team,
    TeamMember,
    Unit,
)
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.examination.exams import (
    ColumnMapping,
    ExamProcedure,
    ExamResult,
    NameMatch,
    Subject,
)
from quality_desktop.domain.paper_kinds import PaperField, PaperKind, PaperPart, PaperParty
from quality_desktop.domain.paperwork import Appendix, ClauseEdit, Paper, PaperDeadline
from quality_desktop.domain.programme import (
    ActivityLine,
    CollectionMethod,
    Goal,
    Indicator,
    Programme,
    Task,
)
from quality_desktop.domain.records import Record
from quality_desktop.domain.register import (
    Attachment,
    IncomingPaper,
    IssuedPaper,
    NumberPattern,
    PaperAddressee,
    PaperLink,
    StoredFile,
)
from quality_desktop.domain.responsibility import Assignment
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection

KINDS: tuple[type[Record], ...] = (
    Municipality,
    Letterhead,
    Unit,
    Person,
    Inflection,
    School,
    SchoolYear,
    Team,
    TeamMember,
    Edition,
    DirectionGroup,
    Direction,
    DirectionLink,
    Assignment,
    Stage,
    Position,
    CardRow,
    Progress,
    Evidence,
    Programme,
    Goal,
    Task,
    CollectionMethod,
    ActivityLine,
    Indicator,
    Roadmap,
    RoadmapSection,
    RoadmapRow,
    PaperKind,
    Paper,
    PaperPart,
    PaperField,
    PaperParty,
    PaperAddressee,
    IncomingPaper,
    PaperLink,
    IssuedPaper,
    NumberPattern,
    StoredFile,
    Attachment,
    DeadlineMark,
    Holiday,
    Appendix,
    PaperDeadline,
    ClauseEdit,
    ExamProcedure,
    Subject,
    Form,
    DataElement,
    CheckRule,
    Collection,
    Submission,
    Value,
    Acceptance,
    Calculation,
    Band,
    Target,
    ExamResult,
    NameMatch,
    ColumnMapping,
    RiskRule,
    RiskCriterion,
    RiskList,
    RiskEntry,
    Norm,
    ContextIndex,
    ContextComponent,
    RiskFactor,
    FactorSign,
    FactorMeasure,
    SchoolFactor,
    RecommendationTemplate,
    Recommendation,
    SchoolDistance,
    Partnership,
    PlanStep,
    Measure,
    MeasureSchool,
    PeriodLock,
)
"""Unit and Person refer to each other; references are deferred to the end of a transaction."""


def kinds_by_name() -> dict[str, type[Record]]:
    """Kind name -> its class."""
    return {kind.kind: kind for kind in KINDS}
