"""Facts of a paper that is composed part by part, and the shape that says which facts it may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quality_desktop.documents.template import Vocabulary
from quality_desktop.domain.directory import Letterhead, Municipality, Person
from quality_desktop.domain.errors import Problem
from quality_desktop.language.cases import Case

PLAIN = frozenset({""})
CASES = frozenset(case.value for case in Case)
DATES = frozenset({"numeric", "requisite", "running"})
SIGNED = "signed"
"""Form of a person: «Л.И. Мастрюкова», as in a signature."""
CALLED = "called"
"""Form of a person: «Людмила Ивановна», as in a greeting; empty when it is not known in full."""
TITLED = "titled"
"""Form of a position: «Начальник отдела», as at the beginning of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the wording of a kind of paper may name. Every name is a condition too.

    Attributes:
        texts: Finished texts and numbers.
        dates: Dates, printed as ``numeric``, ``requisite`` or ``running``.
        people: People: ``{head:dat}``, ``{head.position:dat}``, ``{head:signed}``;
            ``{head.position:titled}`` begins with a capital letter. ``{head:called}`` is name and
            patronymic, where ``head.man`` or ``head.woman`` holds.
        organisations: Names of organisations: ``{organisation:gen}``.
        lists: What an element of a list adds.
        tables: Table -> its columns.
        figures: Figures.
    """

    texts: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    lists: Mapping[str, Shape] = field(default_factory=dict)
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figures: tuple[str, ...] = ()

    @property
    def vocabulary(self) -> Vocabulary:
        """The names for the language of wording."""
        fields: dict[str, frozenset[str]] = dict.fromkeys(self.texts, PLAIN)
        fields.update(dict.fromkeys(self.dates, DATES))
        fields.update(dict.fromkeys(self.organisations, CASES))
        for name in self.people:
            fields[name] = CASES | {SIGNED, CALLED}
            fields[f"{name}.position"] = CASES | {TITLED}
        flags = {*fields, *self.tables, *self.figures}
        flags.update(f"{name}.{gender}" for name in self.people for gender in ("man", "woman"))
        return Vocabulary(
            fields=fields,
            flags=frozenset(flags),
            lists={name: shape.vocabulary for name, shape in self.lists.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFacts:
    """A drawn figure.

    Attributes:
        image: PNG without transparency.
        width: Width on paper, mm.
        height: Height on paper, mm.
        title: What it shows, for the caption.
        alt: The same in words.
    """

    image: bytes = field(repr=False)
    width: float
    height: float
    title: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """An organisation whose name is declined.

    Attributes:
        name: Nominative.
        place: Where a form of it can be written in.
    """

    name: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Answers to a shape; a name without an answer is empty.

    Attributes:
        tables: Table -> rows: column -> text; a row of ``group`` alone is a heading over all columns.
            The column ``number`` is counted where a row does not give it.
        figures: Figure -> its parts in order: a long one takes several pages.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, date | None] = field(default_factory=dict)
    people: Mapping[str, Person | None] = field(default_factory=dict)
    organisations: Mapping[str, OrganisationFacts] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Facts]] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    figures: Mapping[str, Sequence[FigureFacts]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """Requisites of a paper of the office.

    Attributes:
        key: Name of its files.
        letterhead: Form of paper; None prints the name of the office.
        signatory: Who signs; None leaves a line to sign over.
        controller: Who controls execution; None means the signatory.
        executor: Who prepared it; None prints no mark.
        number: Registration number; empty leaves a place.
        dated: Date of the paper; None leaves a place.
        months: Names of months by the code of a language.
        is_draft: The paper bears the mark of a draft.
        problems: What could not be gathered.
    """

    key: str
    municipality: Municipality
    letterhead: Letterhead | None = None
    signatory: Person | None = None
    controller: Person | None = None
    executor: Person | None = None
    number: str = ""
    dated: date | None = None
    months: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_draft: bool = False
    problems: tuple[Problem, ...] = ()


OFFICE = Vocabulary(
    fields={
        "district": CASES,
        "region": CASES,
        "office": CASES,
        "office.term": CASES | PLAIN,
        "email": PLAIN,
        "phone": PLAIN,
        "number": PLAIN,
        "dated": DATES,
        "signatory": CASES | {SIGNED},
        "signatory.position": CASES | {TITLED},
        "controller": CASES | {SIGNED},
        "controller.position": CASES | {TITLED},
        "appendix": PLAIN,
    },
    flags=frozenset(
        {
            "email", "phone", "number", "dated", "office.term", "region", "appendix.numbered",
            "signatory", "signatory.position", "controller", "controller.position",
        }
    ),
)  # fmt: skip
"""What every wording may name besides its own facts. ``{appendix}`` is the number of the appendix
that is being printed; elsewhere a text names the appendix by the key of it: ``{appendix.low}``."""
