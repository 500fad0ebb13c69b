"""The history of a record of the directory in the words of its fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from quality_desktop.services.field_values import Catalogue, shown
from quality_desktop.services.office.directory_fields import FIELDS
from quality_desktop.storage.history import Action, HistoryEntry

_ACTIONS: Final = {
    Action.CREATED: "запись создана",
    Action.DELETED: "запись удалена",
    Action.RESTORED: "запись возвращена",
}
_MOST_LINES: Final = 12


def history_lines(entries: Iterable[HistoryEntry], catalogue: Catalogue) -> list[str]:
    """«05.07.2021 14:05, Иванова А.А.: Должность: «методист» → «инспектор»», newest first."""
    lines: list[str] = []
    for entry in entries:
        what = _what(entry, catalogue)
        if what:
            who = f", {entry.author}" if entry.author else ""
            lines.append(f"{entry.moment:%d.%m.%Y %H:%M}{who}: {what}")
        if len(lines) == _MOST_LINES:
            break
    return lines


def _what(entry: HistoryEntry, catalogue: Catalogue) -> str:
    if not entry.field:
        return _ACTIONS.get(entry.action, "")
    field = next((f for f in FIELDS.get(entry.kind, ()) if f.name == entry.field), None)
    if field is None or entry.before == entry.after or entry.action is Action.CREATED:
        return ""
    before, after = (shown(field, value, catalogue) for value in (entry.before, entry.after))
    if not before and not after:
        return ""
    return f"{field.title}: {_quoted(before)} → {_quoted(after)}"


def _quoted(text: str) -> str:
    return f"«{' '.join(text.split())}»" if text else "пусто"
