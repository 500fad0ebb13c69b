"""All proofs of a year with their way to the website, and how ready every direction is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.norms import Norm, norm_of
from quality_desktop.domain.cycle import Position, Progress
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.evidence import Evidence, Form, Freshness, Publishing
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import Attachment, StoredFile
from quality_desktop.services.cycle.responsibility import directions_of
from quality_desktop.services.school_profile.norms import norms
from quality_desktop.services.table_export import Cell, ExportColumn, ExportSheet

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

FRESH_MONTHS: Final = "evidence.fresh_months"
"""Code of the norm that says for how many months a proof is fresh."""
FORMS: Final = {Form.ACT: "акт", Form.LINK: "ссылка", Form.FILE: "файл"}
STATES: Final = {
    Publishing.NONE: "не размещается",
    Publishing.READY: "ждёт размещения",
    Publishing.PUBLISHED: "размещено",
}
_FRESHNESS: Final = {
    Freshness.FRESH: "",
    Freshness.STALE: "пора проверить",
    Freshness.UNKNOWN: "без даты",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFile:
    """A file kept beside a proof: its attachment and its name."""

    attachment: Id
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRow:
    """A line of the register.

    Attributes:
        state: The position of the direction in its year.
        files: What is kept inside the office's file.
    """

    proof: Evidence
    state: Progress
    direction: Direction
    position: Position
    files: tuple[ProofFile, ...]
    freshness: Freshness

    @property
    def form_words(self) -> str:
        """«ссылка»."""
        return FORMS[Form(self.proof.form)]

    @property
    def state_words(self) -> str:
        """«ждёт размещения»."""
        return STATES[Publishing(self.proof.publishing)]

    @property
    def freshness_words(self) -> str:
        """«пора проверить»; nothing for what is fresh."""
        return _FRESHNESS[self.freshness]

    @property
    def number(self) -> str:
        """Number of the act, also where it was written together with its date."""
        is_act = self.proof.form == Form.ACT
        return self.proof.number or (self.proof.locator if is_act else "")

    @property
    def place(self) -> str:
        """Where it can be seen: the page it is published on, else what it is."""
        own = "" if self.proof.form == Form.ACT else self.proof.locator
        return self.proof.address or own or ", ".join(file.name for file in self.files)

    @property
    def lacks_file(self) -> bool:
        """A paper or file that is nowhere but on somebody's disk or shelf."""
        return self.proof.form != Form.LINK and not self.files and not self.proof.address

    @property
    def late_words(self) -> str:
        """«на 3 дн. позже срока 10.12.2025»: it was handed over after its position was due."""
        due, day = self.state.due, self.proof.handed_over
        if due is None or day is None or day <= due:
            return ""
        return f"на {(day - due).days}\u00a0дн. позже срока {due:%d.%m.%Y}"

    @property
    def searched(self) -> str:
        """Everything it is looked for by."""
        files = " ".join(file.name for file in self.files)
        parts = (self.proof.title, self.number, self.place, files, self.direction.code)
        return " ".join((*parts, self.direction.title, self.position.title))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessRow:
    """How ready a direction is.

    Attributes:
        counts: Proofs and public ones of every position; None where it is not asked of it.
    """

    direction: Direction
    counts: tuple[tuple[int, int] | None, ...]

    @property
    def proved(self) -> int:
        """Positions with any proof."""
        return sum(1 for count in self.counts if count is not None and count[0])

    @property
    def asked(self) -> int:
        """Positions that are to be proved."""
        return sum(1 for count in self.counts if count is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRegister:
    """The proofs of a year.

    Attributes:
        fresh: The norm of freshness; its figure is a number of months.
        months: That number.
    """

    year: int
    today: date
    positions: tuple[Position, ...]
    rows: tuple[ProofRow, ...]
    readiness: tuple[ReadinessRow, ...]
    fresh: Norm
    months: int

    @property
    def waiting(self) -> tuple[ProofRow, ...]:
        """The operator's queue: what is ready and not published yet."""
        return tuple(row for row in self.rows if row.proof.publishing == Publishing.READY)


def register(
    *, store: Store, edition: Id, year: int, today: date, reference: Path
) -> ProofRegister:
    """Read the register of a year.

    Args:
        store: The file.
        edition: Edition of the directions.
        year: Year of the cycle.
        today: Day by which freshness is judged.
        reference: Folder of the catalogues.

    Raises:
        QualityError: The norm of freshness is no number.
    """
    known = norms(store=store, reference=reference)
    months = int(norm_of(known, FRESH_MONTHS, today.year))
    fresh = next(one for one in known if one.code == FRESH_MONTHS and one.is_in_force(today.year))
    directions = directions_of(store=store, edition=edition)
    positions = tuple(sorted(store.all(Position), key=lambda one: one.number))
    rows = _rows(
        store,
        directions=directions,
        positions=positions,
        states={one.id: one for one in store.all(Progress, year=year)},
        fresh=lambda proof: proof.freshness(today=today, months=months),
    )
    return ProofRegister(
        year=year,
        today=today,
        positions=positions,
        rows=tuple(rows),
        readiness=_readiness(directions, positions, rows),
        fresh=fresh,
        months=months,
    )


def _rows(
    store: Store,
    *,
    directions: Sequence[Direction],
    positions: Sequence[Position],
    states: Mapping[Id, Progress],
    fresh: Callable[[Evidence], Freshness],
) -> list[ProofRow]:
    """Lines in the order of directions, positions and dates."""
    places = {one.id: (n, one) for n, one in enumerate(directions)}
    numbers = {one.id: one for one in positions}
    files = _files(store)
    rows = [
        ProofRow(
            proof=proof,
            state=state,
            direction=places[state.direction][1],
            position=numbers[state.position],
            files=files.get(proof.id, ()),
            freshness=fresh(proof),
        )
        for proof in store.all(Evidence)
        if (state := states.get(proof.progress)) is not None
        and state.direction in places
        and state.position in numbers
    ]
    rows.sort(
        key=lambda row: (
            places[row.direction.id][0],
            row.position.number,
            row.proof.dated or date.min,
            row.proof.id.bytes,
        )
    )
    return rows


def sheets(*, found: ProofRegister, rows: Sequence[ProofRow]) -> tuple[ExportSheet, ExportSheet]:
    """The register as it is seen, and the table of readiness, for Excel."""
    titles = (
        "Направление", "Позиция", "Название", "Номер", "Дата", "Вид", "Где", "Файл внутри",
        "На сайте", "Размещено", "Проверено", "Передано оператору", "Опоздание",
        "Свежесть",
    )  # fmt: skip
    note = (
        f"На {found.today:%d.%m.%Y}. «Пора проверить» – прошло больше {found.months} мес. "
        "с даты документа, размещения или проверки."
    )
    year = f"{found.year}/{(found.year + 1) % 100:02} учебный год"
    proofs = ExportSheet(
        title="Подтверждения",
        heading=f"Подтверждения, {year}",
        columns=tuple(ExportColumn(title=title) for title in titles),
        rows=tuple(_line(row) for row in rows),
        notes=(note,),
    )
    readiness = ExportSheet(
        title="Готовность",
        heading=f"Сколько подтверждений у каждой позиции, {year}",
        columns=(
            ExportColumn(title="Направление"),
            *(
                ExportColumn(title=f"{one.number}. {one.title}", decimals=0)
                for one in found.positions
            ),
            ExportColumn(title="Позиций с подтверждением", decimals=0),
        ),
        rows=tuple(
            (
                f"{row.direction.code} {row.direction.title}",
                *(None if count is None else count[0] for count in row.counts),
                row.proved,
            )
            for row in found.readiness
        ),
        notes=("Пустая клетка: позиция не входит в неполный цикл направления.",),
    )
    return proofs, readiness


def _line(row: ProofRow) -> tuple[Cell, ...]:
    proof = row.proof
    return (
        f"{row.direction.code} {row.direction.title}",
        f"{row.position.number}. {row.position.title}",
        proof.title,
        row.number,
        proof.dated,
        row.form_words,
        row.place,
        ", ".join(file.name for file in row.files),
        row.state_words,
        proof.published_on,
        proof.checked_on,
        proof.handed_over,
        row.late_words,
        row.freshness_words,
    )


def _readiness(
    directions: Sequence[Direction], positions: Sequence[Position], rows: Sequence[ProofRow]
) -> tuple[ReadinessRow, ...]:
    counts: dict[tuple[Id, Id], tuple[int, int]] = {}
    for row in rows:
        key = row.direction.id, row.position.id
        number, public = counts.get(key, (0, 0))
        is_public = row.proof.publishing == Publishing.PUBLISHED
        counts[key] = number + 1, public + is_public
    return tuple(
        ReadinessRow(
            direction=direction,
            counts=tuple(
                counts.get((direction.id, one.id), (0, 0))
                if one.in_short_track or direction.track != "short"
                else None
                for one in positions
            ),
        )
        for direction in directions
    )


def _files(store: Store) -> Mapping[Id, tuple[ProofFile, ...]]:
    """Names of kept files by proof; their bytes are read only where a name is not known."""
    found: dict[Id, tuple[ProofFile, ...]] = {}
    for one in sorted(store.all(Attachment), key=lambda a: (a.place, a.id)):
        if one.evidence is not None:
            name = one.title
            if not name:
                file = store.get(StoredFile, one.file)
                name = "" if file is None else file.name
            found[one.evidence] = (
                *found.get(one.evidence, ()),
                ProofFile(attachment=one.id, name=name),
            )
    return found
