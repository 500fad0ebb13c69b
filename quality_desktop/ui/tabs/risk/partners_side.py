"""The panel beside the partners of schools: why these two, what is odd, how far they are."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from quality_desktop.domain.figures import printed
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.partnership.partner_view import Helper, PartnerRow, PartnersView
from quality_desktop.services.partnership.partner_words import OWN_METHOD
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.side_panel import SidePanel

_MOST_HELPERS: Final = 12
_FARTHEST: Final = 2_000


class PartnersSide(SidePanel):
    """Follows the pair under the cursor.

    Signals:
        distance_typed: Metres between the two, or None.
        refused: Why a typed distance means nothing.
    """

    distance_typed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("partnersSide")
        self.distance: QLineEdit | None = None

    def show_nothing(self, view: PartnersView) -> None:
        """No pair is chosen: how partners are found."""
        self.clear()
        self.distance = None
        self.show_title("Партнёры", f"{view.year} год, слабые школы – {view.source}")
        self.add_text("Как подбираются", OWN_METHOD)
        self._add_helpers(view)

    def show_row(self, view: PartnersView, row: PartnerRow, metres: int | None) -> None:
        """Show a pair, or a school without a partner."""
        self.clear()
        self.distance = None
        if row.partner is None:
            self.show_title(school_name(row.school), "без партнёра")
        else:
            self.show_title(f"{school_name(row.school)} – {school_name(row.partner)}")
        if row.findings:
            self.add_text("Обратите внимание", row.findings)
        if row.record is not None:
            self.add_text("Почему эти школы", row.record.explanation.splitlines())
            self._add_distance(metres)
        self._add_helpers(view)

    def _add_distance(self, metres: int | None) -> None:
        line = named(QLineEdit(), "distance", "Расстояние между школами, км")
        line.setPlaceholderText("не указано")
        line.setText("" if metres is None else _kilometres(metres))
        line.setToolTip("Сколько километров между школами; по нему подбирают ближайшую")
        line.editingFinished.connect(lambda: self._on_typed(line, metres))
        self.distance = line
        self.add_widget("Расстояние, км", line)

    def _on_typed(self, line: QLineEdit, metres: int | None) -> None:
        try:
            found = _metres(line.text())
        except ValueError:
            self.refused.emit(f"«{line.text()}» – не расстояние: впишите километры, как 12,5.")
            return
        if found != metres:
            self.distance_typed.emit(found)

    def _add_helpers(self, view: PartnersView) -> None:
        strong = [one for one in view.helpers if one.strong_in]
        free = [one for one in strong if one.load < one.capacity]
        if not strong:
            self.add_text("Кто может помочь", "Сильных школ по результатам года не видно.")
            return
        lines = [_helper(view, one) for one in (free or strong)[:_MOST_HELPERS]]
        heading = "Кто ещё может помочь" if free else "Сильные школы, все заняты"
        rest = len(free or strong) - len(lines)
        if rest > 0:
            lines.append(f"И ещё {counted(rest, 'школа', 'школы', 'школ')}.")
        self.add_text(heading, lines)


def _helper(view: PartnersView, one: Helper) -> str:
    subjects = ", ".join(view.words.subject(code).lower() for code in one.strong_in)
    kind = "; резильентная" if one.is_resilient else ""
    return f"{school_name(one.school)}: {subjects}{kind}; помогает {one.load} из {one.capacity}"


def _kilometres(metres: int) -> str:
    return printed(Fraction(metres, 1000), 3).rstrip("0").rstrip(",")


def _metres(text: str) -> int | None:
    """Metres from kilometres as written; None for nothing.

    Raises:
        ValueError: It is no distance within a region.
    """
    clean = text.strip().replace(",", ".")
    if not clean:
        return None
    try:
        number = Decimal(clean)
    except InvalidOperation as error:
        raise ValueError from error
    if not number.is_finite() or not 0 <= number <= _FARTHEST:
        raise ValueError
    return round(number * 1000)
