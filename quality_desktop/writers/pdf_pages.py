"""Pages: what stands on which page, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quality_desktop.writers.pdf_flow import SLACK, TextBlock
from quality_desktop.writers.pdf_tables import Grid
from quality_desktop.writers.styles import POINTS_PER_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quality_desktop.writers.pdf_flow import Flow
    from quality_desktop.writers.styles import PageSetup

_TAIL_LINES = 2  # lines of text that a signature keeps on its page
_WHOLE_TAIL = (
    8  # a last paragraph of so many lines goes with the signature whole, as word processors do
)


@dataclass(frozen=True, slots=True)
class PlacedFlow:
    """A piece and the distance of its top from the top of the text, pt."""

    flow: Flow
    top: float


@dataclass(slots=True)
class Page:
    """A page with its pieces."""

    setup: PageSetup
    flows: list[PlacedFlow] = field(default_factory=list)


class Paginator:
    """Fills the pages of one section from the top."""

    def __init__(self, setup: PageSetup) -> None:
        self._setup = setup
        self._room = setup.text_height * POINTS_PER_MM
        self._used = 0.0
        self._foot = 0.0
        self.pages = [Page(setup)]

    def fill(self, flows: Sequence[Flow], foot: Flow | None) -> None:
        """Place all pieces one under another, and the foot at the bottom of the last page."""
        self._foot = foot.height if foot is not None else 0.0
        for index, flow in enumerate(flows):
            following = flows[index + 1 :]
            tied = self._tied_height(following)
            if (
                not flow.is_tied_to_text
                and self._needed(flow, following, tied) > self._left + SLACK
            ):
                self._new_page()
            self._place(flow, tied)
        if foot is not None:
            if self._foot > self._left + SLACK:
                self._new_page()
            self.pages[-1].flows.append(PlacedFlow(foot, self._room - self._foot))

    @property
    def _left(self) -> float:
        return self._room - self._used

    def _needed(self, flow: Flow, following: Sequence[Flow], tied: float) -> float:
        """Height that must be free to begin a piece here."""
        if tied and flow.height + tied <= self._left + SLACK:
            return 0.0
        needed = flow.least
        keeper = flow
        for place, after in enumerate(following):
            if not keeper.is_kept_with_next:
                break
            needed += self._least_with_ties(after, following[place + 1 :])
            keeper = after
        return needed if needed <= self._room + SLACK else 0.0

    def _tied_height(self, following: Sequence[Flow]) -> float:
        """Height of what is tied to a piece; the last of it has the foot of the section under it."""
        count = _tied_count(following)
        height = sum(flow.height for flow in following[:count])
        return height + self._foot if count and count == len(following) else height

    def _least_with_ties(self, flow: Flow, following: Sequence[Flow]) -> float:
        """Smallest part of a piece on a page; a short last paragraph comes only whole with its signature."""
        tied = self._tied_height(following)
        if tied and isinstance(flow, TextBlock) and len(flow.lines) <= _WHOLE_TAIL:
            return flow.height + tied
        return flow.least

    def _place(self, flow: Flow, tied: float) -> None:
        """Place a piece, on as many pages as it needs; its last lines stay with what is tied to them."""
        rest: Flow | None = flow
        while rest is not None:
            room = self._left
            if tied and _ends_whole(rest) and rest.height + tied > room + SLACK:
                # At least the last rows go with what is tied to the table.
                room = min(room, rest.height - 2 * SLACK)
            if tied and isinstance(rest, TextBlock) and rest.height + tied > room + SLACK:
                room = min(room, rest.height - rest.after - _TAIL_LINES * rest.leading)
                if len(rest.lines) <= _WHOLE_TAIL and self.pages[-1].flows:
                    self._new_page()
                    continue
            is_empty = not self.pages[-1].flows
            head, rest = rest.split(room, is_forced=is_empty)
            if head is not None:
                self.pages[-1].flows.append(PlacedFlow(head, self._used))
                self._used += head.height
            if rest is not None:
                self._new_page()

    def _new_page(self) -> None:
        if self.pages[-1].flows:
            self.pages.append(Page(self._setup))
            self._used = 0.0


def _ends_whole(flow: Flow) -> bool:
    """True for a table whose last row is not split."""
    return isinstance(flow, Grid) and bool(flow.rows) and flow.rows[-1].is_whole


def _tied_count(flows: Sequence[Flow]) -> int:
    count = 0
    while count < len(flows) and flows[count].is_tied_to_text:
        count += 1
    return count
