"""The tree of the dialog «Показатели и формы»: forms with what they ask, indicators with formulas."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from quality_desktop.domain.collection.element_titles import place_of, title_of
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form
from quality_desktop.domain.programme import Indicator
from quality_desktop.services.folding import folded
from quality_desktop.services.indicators.definitions import Definitions, is_in_force, printed_rule
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.scope import shown_year

Definition = Form | DataElement | CheckRule | Calculation
"""What the tree shows and the panel edits."""

_KEY: Final = Qt.ItemDataRole.UserRole
_RECORD: Final = Qt.ItemDataRole.UserRole + 1
_ROW: Final = QSize(0, 22)
_NO_PASSPORT: Final = "Показатели управления"


@dataclass(frozen=True, slots=True)
class _Node:
    """A line of the tree before it is one."""

    key: Hashable
    text: str
    record: Definition | None = None
    children: tuple[_Node, ...] = ()


class DefinitionTree(QTreeWidget):
    """Forms and indicators of a school year; the choice stays with the code when versions change.

    Signals:
        chosen: The definition that is current now, or None on a heading.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("definitionTree")
        self.setAccessibleName("Формы и показатели")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._known: Definitions | None = None
        self._opened: set[Hashable] = {"forms", "calculations"}
        self._wanted: Hashable = None
        self.currentItemChanged.connect(lambda now, _before: self._on_current(now))
        self.itemExpanded.connect(lambda item: self._opened.add(item.data(0, _KEY)))
        self.itemCollapsed.connect(lambda item: self._opened.discard(item.data(0, _KEY)))

    @property
    def known(self) -> Definitions | None:
        """All definitions, shown or not; None until the file has told them."""
        return self._known

    @property
    def record(self) -> Definition | None:
        """The definition that is current."""
        item: QTreeWidgetItem | None = self.currentItem()
        found: Definition | None = None if item is None else item.data(0, _RECORD)
        return found

    def choose(self, record: Definition) -> None:
        """Make a definition current, now or when it is shown next."""
        self._wanted = key_of(record)
        self._select()

    def show_definitions(
        self, known: Definitions, *, year: int, text: str, all_years: bool
    ) -> None:
        """Show what is in force in a school year.

        Args:
            known: All definitions.
            year: School year.
            text: Only lines that hold this text.
            all_years: Also what is no longer, or not yet, in force.
        """
        self._known = known
        self.blockSignals(True)
        self.clear()
        shown = year if not all_years else None
        roots = (
            _Node("forms", "Формы", children=tuple(_forms(known, shown))),
            _Node("calculations", "Показатели", children=tuple(_indicators(known, shown))),
        )
        sought = [folded(word) for word in text.split()]
        for node in roots:
            kept = _filtered(node, sought)
            if kept is not None:
                self.addTopLevelItem(self._item(kept))
        self._restore(is_filtered=bool(sought))
        self.blockSignals(False)
        self._select()

    def _item(self, node: _Node) -> QTreeWidgetItem:
        item = QTreeWidgetItem([node.text])
        item.setToolTip(0, plain_tip(_full_name(node)))
        item.setSizeHint(0, _ROW)
        item.setData(0, _KEY, node.key)
        item.setData(0, _RECORD, node.record)
        item.addChildren([self._item(child) for child in node.children])
        return item

    def _restore(self, *, is_filtered: bool) -> None:
        for item in self._items():
            item.setExpanded(is_filtered or item.data(0, _KEY) in self._opened)

    def _select(self) -> None:
        found = next((item for item in self._items() if item.data(0, _KEY) == self._wanted), None)
        if found is None:
            self.clearSelection()
            self.chosen.emit(None)
            return
        self._expand_to(found)
        if self.currentItem() is found:
            self._on_current(found)
        else:
            self.setCurrentItem(found)
        self.scrollToItem(found)

    def _expand_to(self, item: QTreeWidgetItem) -> None:
        parent: QTreeWidgetItem | None = item.parent()
        while parent is not None:
            parent.setExpanded(True)
            parent = parent.parent()

    def _items(self) -> Iterator[QTreeWidgetItem]:
        waiting = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop(0)
            if item is not None:
                yield item
                waiting.extend(item.child(place) for place in range(item.childCount()))

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._wanted = item.data(0, _KEY)
        self.chosen.emit(self.record)


def key_of(record: Definition) -> Hashable:
    """What stays the same when a definition gets a new version."""
    match record:
        case DataElement():
            return ("element", record.code, record.procedure, record.subject, record.grade)
        case Calculation():
            return ("calculation", record.code)
        case Form() | CheckRule():
            return (record.kind, str(record.id))


def _forms(known: Definitions, year: int | None) -> Iterable[_Node]:
    subjects = {subject.code: subject.title for subject in known.subjects}
    for form in known.forms:
        if year is not None and not is_in_force(form, year):
            continue
        groups: dict[str, list[_Node]] = {}
        for element in known.elements_of(form.id, year):
            place = "" if element.group else place_of(element, subjects)
            text = f"{element.short_title or title_of(element)}{f' ({place})' if place else ''}"
            node = _Node(_key(element, year), text + _years(element, year), element)
            groups.setdefault(element.group or "Прочее", []).append(node)
        children = [
            _Node((form.code, group), group, children=tuple(nodes))
            for group, nodes in groups.items()
        ]
        rules = [
            _Node(key_of(rule), printed_rule(rule, known.wording), rule)
            for rule in known.rules
            if rule.form == form.id
        ]
        if rules:
            rules_node = _Node((form.code, "rules"), "Правила проверки", children=tuple(rules))
            children.append(rules_node)
        yield _Node(key_of(form), form.title or form.code, form, tuple(children))


def _indicators(known: Definitions, year: int | None) -> Iterable[_Node]:
    titles = {passport.id: passport for passport in known.passports}
    found: dict[Indicator | None, list[_Node]] = {passport: [] for passport in known.passports}
    found[None] = []
    for calculation in known.calculations:
        if year is None or calculation.is_in_force(year):
            passport = titles.get(calculation.indicator) if calculation.indicator else None
            text = calculation.title + _years(calculation, year)
            found[passport].append(_Node(_key(calculation, year), text, calculation))
    for passport, nodes in found.items():
        if nodes:
            title = _NO_PASSPORT if passport is None else passport.title
            key = "" if passport is None else str(passport.id)
            yield _Node(("passport", key), title, children=tuple(nodes))


def _key(record: DataElement | Calculation, year: int | None) -> Hashable:
    """With all years shown the versions of one code stand side by side."""
    return key_of(record) if year is not None else (record.kind, str(record.id))


def _years(record: DataElement | Calculation, year: int | None) -> str:
    if year is not None or (record.since is None and record.until is None):
        return ""
    parts = []
    if record.since is not None:
        parts.append(f"с {shown_year(record.since)}")
    if record.until is not None:
        parts.append(f"по {shown_year(record.until)}")
    return f" – {' '.join(parts)}"


def _filtered(node: _Node, sought: Sequence[str]) -> _Node | None:
    """The node with what holds all words; a heading that holds them keeps everything under it."""
    if not sought or all(word in _searched(node) for word in sought):
        return node
    children = tuple(
        kept for child in node.children if (kept := _filtered(child, sought)) is not None
    )
    return _Node(node.key, node.text, node.record, children) if children else None


def _full_name(node: _Node) -> str:
    """The title as the programme has it; a line shows its short form."""
    title = getattr(node.record, "title", "")
    return f"{node.text}\n{title}" if title and title not in node.text else node.text


def _searched(node: _Node) -> str:
    return folded(f"{_full_name(node)} {getattr(node.record, 'code', '')}")
