"""The list of controlled dates on paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.outline import compose_outline
from quality_desktop.documents.outline_facts import Facts, OfficeFacts, Shape
from quality_desktop.documents.outline_wording import read_outline
from quality_desktop.domain.controlled_dates import ControlledDate, DateState
from quality_desktop.services.deadlines.dates_view import STATE_WORDS, DatesView
from quality_desktop.services.forms.form_facts import district
from quality_desktop.services.office import forms_of_words
from quality_desktop.services.paperwork.printing import FORMATS, Folders, Written
from quality_desktop.writers import files

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_WORDING: Final = "deadline-list.toml"
_LONGEST: Final = 60
_SHORTEST: Final = 20
"""Fewer letters before the last space tell nothing of a name without spaces: it is cut inside a word."""
_HANGING: Final = re.compile(r"(?:[\s,–«(-]|\s\w{1,2}(?=\s|$))+$")
"""What a cut must not end with: «… взаимодействия в»."""
_KEY: Final = "Контроль сроков"
_SHAPE: Final = Shape(
    texts=("all", "open", "late"),
    dates=("today",),
    lists={"origins": Shape(texts=("short", "full"))},
    tables={"dates": ("number", "due", "what", "who", "origin", "state")},
)


def write(
    *,
    store: Store,
    view: DatesView,
    items: Sequence[ControlledDate],
    folder: Path,
    folders: Folders,
    progress: Callable[[int, int, str], None] | None = None,
) -> Written:
    """Write dates as a list on paper, DOCX and PDF.

    Args:
        store: The file.
        view: The day they are looked at.
        items: Which dates, in this order.
        folder: Where to.
        folders: Bundled folders.
        progress: Told how many formats are done, of how many, and which comes.

    Raises:
        QualityError: The file has no municipality, or the folder cannot be written.
    """
    composed = compose_outline(
        office=OfficeFacts(key=_KEY, municipality=district(store=store)),
        shape=_SHAPE,
        facts=_facts(view, items),
        wording=read_outline(folders.wording / _WORDING, _SHAPE),
        grammar=forms_of_words.grammar(store=store, language=folders.language),
    )
    written = files.save(
        composed.document, formats=FORMATS, folder=folder, fonts=folders.fonts, progress=progress
    )
    return Written(files=tuple(written), problems=composed.problems)


def _facts(view: DatesView, items: Sequence[ControlledDate]) -> Facts:
    shorter = _shortened({item.origin: None for item in items})
    states = [item.state(view.today) for item in items]
    late = states.count(DateState.OVERDUE)
    return Facts(
        texts={
            "all": str(len(items)),
            "open": str(len(items) - states.count(DateState.DONE)),
            "late": str(late) if late else "",
        },
        dates={"today": view.today},
        tables={"dates": [_row(item, view, shorter) for item in items]},
        lists={
            "origins": [
                Facts(texts={"short": short, "full": full}) for full, short in shorter.items()
            ]
        },
    )


def _shortened(origins: Iterable[str]) -> dict[str, str]:
    """Long origin -> its beginning: whole it would fill a column of every row. None is cut to another's."""
    found = {full: f"{_beginning(full)}…" for full in origins if len(full) > _LONGEST}
    counts = Counter(found.values())
    return {full: short for full, short in found.items() if counts[short] == 1}


def _beginning(full: str) -> str:
    cut = _HANGING.sub("", full[:_LONGEST].rpartition(" ")[0])
    return cut if len(cut) >= _SHORTEST else full[:_LONGEST].rstrip()


def _row(item: ControlledDate, view: DatesView, shorter: Mapping[str, str]) -> dict[str, str]:
    state = STATE_WORDS[item.state(view.today)]
    if item.is_done and item.done_on is not None:
        state = f"{state} {item.done_on:%d.%m.%Y}"
    moved = "" if item.moved_from is None else f" (перенесён с {item.moved_from:%d.%m.%Y})"
    return {
        "due": f"{item.due:%d.%m.%Y}{moved}",
        "what": item.what,
        "who": item.who,
        "origin": shorter.get(item.origin, item.origin),
        "state": state,
    }
