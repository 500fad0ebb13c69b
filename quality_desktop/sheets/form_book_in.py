"""Forms in a workbook that came back, found by their keys whatever the school did to the rest.

A sheet is a form when it holds the keys of ``form_keys``; its name, the order of sheets, moved rows and
columns do not matter. Where the key of a row is lost, a defined name may still point to the answer, and is
believed when the texts of that row are what was sent; where both speak and disagree, cells were shifted
against their rows and no answer of the row is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.form_cells import shown_value
from quality_desktop.sheets.form_found import AnswerRow, Finding, FoundForm
from quality_desktop.sheets.form_keys import (
    FormMeta,
    HiddenFacts,
    begins_hidden_cells,
    hidden_facts,
    is_key,
    label_key,
    meta_of,
    text_digest,
)
from quality_desktop.sheets.form_marks import SLOT, KeyCell, SheetKeys, SheetNames, key_cells, said
from quality_desktop.sheets.form_rows import RowFinder
from quality_desktop.sheets.form_strays import StrayCells

_KEPT_LAYOUTS = 8  # a batch holds a few forms, each in a version or two
_TOP = 12  # rows in which the name of the school may stand
_NO_KEYS = (
    "Из листа «{}» удалён скрытый столбец с ключами строк: какой ответ к какому показателю, сказать нельзя, "
    "и ни один не принят. Запишите школе форму заново и перенесите в неё ответы."
)


def find_forms(book: Book) -> tuple[FoundForm, ...]:
    """Forms of one workbook; as ``FormFinder.forms``."""
    return FormFinder().forms(book)


@dataclass(frozen=True, slots=True)
class _KnownRows:
    """Rows that were found on a sheet; the same keys and names on another one give the same."""

    keys: SheetKeys
    sheet: str
    names: Mapping[str, str]
    kinds: Mapping[str, str]
    rows: tuple[AnswerRow, ...]
    strays: StrayCells


class FormFinder:
    """Finds forms in the workbooks of a batch; what equal forms have in common is found out once."""

    def __init__(self) -> None:
        self._keys: dict[tuple[KeyCell, ...], SheetKeys] = {}
        self._rows: list[_KnownRows] = []
        self._spelled: Mapping[str, str] = {}
        self._names: Mapping[str, str] = {}

    def forms(self, book: Book) -> tuple[FoundForm, ...]:
        """Forms of a workbook in the order of its sheets; none when it holds no keys."""
        hidden = [facts for sheet in book.sheets if (facts := _hidden(sheet)) is not None]
        # A saved copy may spell names in capitals.
        if book.names != self._spelled:
            self._spelled = book.names
            self._names = {name.lower(): place for name, place in book.names.items()}
        names = self._names
        cells = [key_cells(sheet) for sheet in book.sheets]
        metas = [_meta(own) for own in cells]
        lost = [facts for facts in hidden if facts.meta not in metas]
        found = tuple(
            self._form(sheet, own, meta, names, hidden)
            for sheet, own, told in zip(book.sheets, cells, metas, strict=True)
            if (meta := told or _meta_by_names(sheet, names, lost)) is not None
        )
        if found or not hidden:
            return found
        shown = next((sheet for sheet in book.sheets if not sheet.is_hidden), book.sheets[0])
        return (_refused(shown, hidden[0]),)

    def _form(
        self,
        sheet: Sheet,
        cells: tuple[KeyCell, ...],
        meta: FormMeta,
        names: Mapping[str, str],
        hidden: Sequence[HiddenFacts],
    ) -> FoundForm:
        remembered = next((facts for facts in hidden if facts.meta == meta), None)
        keys = self._keys_of(cells)
        known = self._known_rows(keys, sheet, names, remembered)
        if known is not None:
            rows, findings, strays = known.rows, [], known.strays
        else:
            finder = RowFinder(sheet, keys, SheetNames(sheet.name, names), remembered)
            rows, findings = tuple(finder.rows()), finder.findings
            strays = StrayCells(keys, rows)
            if finder.is_plain:
                self._keep(_KnownRows(keys, sheet.name, names, _kinds(remembered), rows, strays))
        if not keys.rows and remembered is not None and not rows:
            return _refused(sheet, remembered)
        return _Form(sheet, meta, remembered, keys, rows, findings).found(strays)

    def _keys_of(self, cells: tuple[KeyCell, ...]) -> SheetKeys:
        own = tuple(cell for cell in cells if cell[:2] != (0, 0))  # the corner names the school
        corner = cells[0][2] if len(own) < len(cells) else ""
        if corner and meta_of(corner) is None:
            own = cells
        found = self._keys.get(own)
        if found is None:
            if len(self._keys) >= _KEPT_LAYOUTS:
                self._keys.clear()
                self._rows.clear()
            found = self._keys[own] = SheetKeys.of(own)
        return found

    def _known_rows(
        self,
        keys: SheetKeys,
        sheet: Sheet,
        names: Mapping[str, str],
        remembered: HiddenFacts | None,
    ) -> _KnownRows | None:
        kinds = _kinds(remembered)
        alike = (each for each in self._rows if each.keys is keys and each.sheet == sheet.name)
        return next((each for each in alike if each.names == names and each.kinds == kinds), None)

    def _keep(self, known: _KnownRows) -> None:
        self._rows = [known, *self._rows[: _KEPT_LAYOUTS - 1]]


def _kinds(remembered: HiddenFacts | None) -> Mapping[str, str]:
    return {} if remembered is None else remembered.kinds


def _meta(cells: Sequence[KeyCell]) -> FormMeta | None:
    return next((meta for *_, text in cells if (meta := meta_of(text)) is not None), None)


def _meta_by_names(
    sheet: Sheet, names: Mapping[str, str], lost: Sequence[HiddenFacts]
) -> FormMeta | None:
    """The form whose cells the names find here, when the column of keys was deleted."""
    pointed = SheetNames(sheet.name, names)
    return next((facts.meta for facts in lost if pointed.know_any_of(facts.kinds)), None)


def _hidden(sheet: Sheet) -> HiddenFacts | None:
    if not begins_hidden_cells(sheet.at(0, 0)):
        return None
    return hidden_facts([str(row[0]) for row in sheet.rows if is_key(row[0])])


def _refused(sheet: Sheet, remembered: HiddenFacts) -> FoundForm:
    return FoundForm(
        sheet=sheet,
        meta=remembered.meta,
        hidden=remembered,
        rows=(),
        why=None,
        remark=None,
        sender="",
        identity=remembered.school_name,
        is_identity_changed=False,
        findings=(),
        refusal=_NO_KEYS.format(sheet.name),
    )


class _Form:
    """Puts one form together."""

    def __init__(
        self,
        sheet: Sheet,
        meta: FormMeta,
        remembered: HiddenFacts | None,
        keys: SheetKeys,
        rows: tuple[AnswerRow, ...],
        findings: Sequence[Finding],
    ) -> None:
        self._sheet = sheet
        self._meta = meta
        self._remembered = remembered
        self._keys = keys
        self._rows = rows
        self._findings: list[Finding] = []
        self._of_rows = findings

    def found(self, strays: StrayCells) -> FoundForm:
        """The form."""
        keys, sheet = self._keys, self._sheet
        changed = keys.changed_rows(sheet, self._remembered)
        self._say_what_is_lost(changed)
        self._findings.extend(self._of_rows)
        self._findings.extend(strays.findings(sheet, self._remembered))
        identity_row, period_row = keys.labels.get("school"), keys.labels.get("period")
        return FoundForm(
            sheet=sheet,
            meta=self._meta,
            hidden=self._remembered,
            rows=tuple(self._with_changes(changed)) if changed else self._rows,
            why=keys.columns.get("why"),
            remark=keys.columns.get("remark"),
            sender=self._sender(),
            identity="" if identity_row is None else said(sheet, identity_row),
            is_identity_changed=(
                self._is_unsaid("school") if identity_row is None else identity_row in changed
            ),
            period="" if period_row is None else said(sheet, period_row),
            findings=tuple(self._findings),
        )

    def _with_changes(self, changed: frozenset[int]) -> Iterator[AnswerRow]:
        for row in self._rows:
            if row.row in changed:
                title = shown_value(self._keys.title(self._sheet, row.row))
                yield replace(row, is_changed=True, title=title)
            else:
                yield row

    def _is_unsaid(self, name: str) -> bool:
        """True when a line whose key is lost stands nowhere above the answers as it was sent."""
        wanted = None if self._remembered is None else self._remembered.texts.get(label_key(name))
        return wanted is not None and not any(
            text_digest([value]) == wanted
            for row in self._sheet.rows[:_TOP]
            for value in row
            if value is not None
        )

    def _say_what_is_lost(self, changed: frozenset[int]) -> None:
        keys = self._keys
        if self._remembered is None:
            self._say(
                "Служебный лист формы удалён или изменён: ответы узнаны по ключам строк, тексты "
                "показателей не сверены.",
                severity=Severity.WARNING,
            )
        elif not keys.rows:
            self._say(
                "Скрытый столбец с ключами строк удалён: ответы узнаны по именам ячеек, сверьте их.",
                severity=Severity.WARNING,
            )
        for row, column in keys.twice:
            self._say("Столбец формы скопирован: прочитан первый, уберите лишний.", row, column)
        for name, row in keys.labels.items():
            if row not in changed or name == "school":
                continue
            elements = keys.elements_under(name, self._sheet.height)
            self._say(
                f"Закрытый текст формы изменён: сейчас «{shown_value(said(self._sheet, row))}».",
                row,
                keys.columns.get("number", 0),
                severity=Severity.ERROR if elements else Severity.WARNING,
                elements=elements,
            )

    def _sender(self) -> str:
        column = self._keys.columns.get(f"{SLOT}0")
        if column is None:
            return ""
        senders = self._keys.senders
        rows = (senders[name] for name in ("name", "phone") if name in senders)
        texts = (shown_value(self._sheet.at(row, column)) for row in rows)
        return ", тел. ".join(text for text in texts if text)

    def _say(
        self,
        text: str,
        row: int | None = None,
        column: int = 0,
        *,
        severity: Severity = Severity.ERROR,
        elements: Sequence[str] = (),
    ) -> None:
        self._findings.append(
            Finding(
                text=text,
                sheet=self._sheet.name,
                row=row,
                column=column,
                severity=severity,
                elements=tuple(Id(UUID(hex=each)) for each in elements),
            )
        )
