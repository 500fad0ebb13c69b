"""A cell of the progress board: its words, its icon, and reading such words back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from quality_desktop.domain.cycle import Progress, StageState, Status
from quality_desktop.services.cycle.cycle import StateChange
from quality_desktop.ui.widgets.date_edit import parse_date, shown_date

STATUS_WORDS: Final = {
    Status.NOT_STARTED: "не начато",
    Status.STARTED: "в работе",
    Status.DONE: "сделано",
    Status.NOT_NEEDED: "не требуется",
}
STATUS_ICONS: Final = {
    Status.NOT_STARTED: "circle",
    Status.STARTED: "circle-half",
    Status.DONE: "circle-check",
    Status.NOT_NEEDED: "ban",
}
_DATE: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCell:
    """A cell of the board.

    Attributes:
        where: «1.2, Мониторинг».
        state: State of its positions; without positions the cell is no part of the cycle.
        proofs: How many proofs are attached.
    """

    where: str
    state: StageState
    proofs: int

    @property
    def is_part(self) -> bool:
        """The cell belongs to the direction's cycle."""
        return bool(self.state.positions)

    @property
    def word(self) -> str:
        """«сделано», «просрочено»."""
        if not self.is_part:
            return "—"
        return "просрочено" if self.state.is_overdue else STATUS_WORDS[self.state.status]

    @property
    def icon(self) -> str:
        """Name of its icon; empty for a cell outside the cycle."""
        if not self.is_part:
            return ""
        return "alert-triangle" if self.state.is_overdue else STATUS_ICONS[self.state.status]

    @property
    def dates(self) -> str:
        """«до 05.07.2021» or the date it was done."""
        if self.state.status == Status.DONE:
            return shown_date(self.state.done)
        return f"до {shown_date(self.state.due)}" if self.state.due else ""

    @property
    def text(self) -> str:
        """What is copied: «сделано 05.07.2021», «не начато до 15.09.2026»."""
        word = STATUS_WORDS[self.state.status] if self.is_part else "—"
        return f"{word} {self.dates}".strip()

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        if not self.is_part:
            return f"{self.where}: не входит в неполный цикл"
        proofs = f", подтверждений {self.proofs}" if self.proofs else ""
        dates = f" {self.dates}" if self.dates else ""
        return f"{self.where}: {self.word}{dates}{proofs}"


def parse_state(text: str) -> StateChange:
    """Read a typed or pasted state: «сделано 05.07.2021», «до 15.09.2026», a date alone; empty resets.

    Raises:
        ValueError: The text is none of these; a Russian sentence says what can be written.
    """
    folded = " ".join(text.casefold().replace("ё", "е").split())
    if not folded:
        return StateChange(status=Status.NOT_STARTED)
    if folded == "—":
        raise ValueError("сюда ничего не пишут: раздел не входит в неполный цикл.")
    match = _DATE.search(folded)
    day = parse_date(match.group()) if match else None
    rest = (folded[: match.start()] + folded[match.end() :] if match else folded).strip(" ,.")
    is_due = rest == "до" or rest.endswith((" до", ", до"))
    word = rest.removesuffix("до").strip(" ,") if is_due else rest
    status = next((known for known, shown in STATUS_WORDS.items() if shown == word), None)
    if word == "просрочено" or (status is None and not word and day):
        return StateChange(due=day) if day else StateChange(status=Status.NOT_STARTED)
    if status is None:
        words = ", ".join(STATUS_WORDS.values())
        raise ValueError(f"«{text}» не состояние: напишите {words} и дату.")
    if status is Status.DONE:
        return StateChange(status=status, done=day) if day else StateChange(status=status)
    return StateChange(status=status, due=day) if day else StateChange(status=status)


def state_text(state: Progress) -> str:
    """«сделано 05.07.2021», «в работе, до 15.09.2026» of one position."""
    word = STATUS_WORDS[Status(state.status)]
    if state.status == Status.DONE:
        return f"{word} {shown_date(state.done)}".strip()
    return f"{word}, до {shown_date(state.due)}" if state.due else word
