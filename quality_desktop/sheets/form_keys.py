"""Keys by which the workbook of a form is known again, whatever a school did to it.

The same truth stands in three places, because each survives other damage:

* a hidden column and a hidden row beside the answers hold a key for every row and every column; they travel
  with the rows and columns, and with a sheet that was copied into another workbook;
* defined names point to every cell that is to be answered; a spreadsheet moves them with the cells;
* a very hidden sheet holds the list of what was asked and digests of the texts of the protected cells.

Keys are not a protection against ill will. They tell honest damage from honest answers.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.records import Id

PREFIX = "qd1:"
"""Every key begins so; a newer layout of workbooks would count on."""

KEY_SHEET = "qd_keys"
FORM_NAME = "qd_form"
HEADINGS = "row"
"""How the labels of rows with the headings of a block begin."""

_ELEMENT_NAME = "qd_e_"
_FORM, _ROW, _COLUMN, _LABEL, _SENDER, _HIDDEN = "f:", "r:", "c:", "t:", "s:", "k:"
_NOTHING = "-"
_CHUNK = 30_000  # a cell holds 32,767 characters
_UNSEEN = re.compile("[\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ROW_KEY = re.compile("qd1:r:(?:[0-9a-f]{32}|-)(?:,(?:[0-9a-f]{32}|-))*")
_REFERENCE = re.compile(r"(?P<sheet>.+)!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]{1,7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMeta:
    """Whose answer to what a workbook is.

    Attributes:
        form: Id of the form.
        code: Code of the form.
        version: Version of the form the workbook was made from.
        year: School year.
        school: Id of the school.
        municipality: Id of the municipality that asked.
    """

    form: Id
    code: str
    version: int
    year: int
    school: Id
    municipality: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenFacts:
    """What the very hidden sheet remembers.

    Attributes:
        meta: Whose answer to what.
        school_code: Code of the school as it was written.
        school_name: Name of the school as it was written.
        municipality_name: Name of the municipality that asked.
        texts: Key of a row -> ``text_digest`` of its protected cells.
        whole: ``whole_digest`` of all of them in the order of the sheet.
        hints: Key of a row -> ``text_digest`` of its answers of the year before, where it has them; None in a
            workbook that was made before this was kept.
        kinds: Element, in hexadecimal, -> ``kind_of`` when the workbook was made; in the order of the form.
    """

    meta: FormMeta
    school_code: str
    school_name: str
    municipality_name: str
    texts: Mapping[str, str]
    whole: str
    kinds: Mapping[str, str]
    hints: Mapping[str, str] | None = None


def is_key(text: object) -> bool:
    """True for the value of a cell that holds a key."""
    return isinstance(text, str) and text.startswith(PREFIX)


def row_key(elements: Sequence[str | None]) -> str:
    """Key of a row of answers.

    Args:
        elements: Element of every answer column in hexadecimal, None where nothing is asked.
    """
    return f"{PREFIX}{_ROW}{','.join(_NOTHING if each is None else each for each in elements)}"


def elements_of_row(text: str) -> tuple[str | None, ...] | None:
    """What ``row_key`` was made of; None for other or damaged keys."""
    if _ROW_KEY.fullmatch(text) is None:
        return None
    parts = text[len(PREFIX) + len(_ROW) :].split(",")
    return tuple(None if each == _NOTHING else each for each in parts)


def column_key(name: str) -> str:
    """Key of a column: «number», «title», «a0» … «why», «hint», «remark»."""
    return f"{PREFIX}{_COLUMN}{name}"


def column_of(text: str) -> str | None:
    """Name of the column that a key marks."""
    return _after(text, _COLUMN)


def label_key(name: str) -> str:
    """Key of a row that only says something: identity of the school, headings of a block."""
    return f"{PREFIX}{_LABEL}{name}"


def label_of(text: str) -> str | None:
    """Name of the row that only says something."""
    return _after(text, _LABEL)


def sender_key(name: str) -> str:
    """Key of a row about who filled the form: «name», «phone»."""
    return f"{PREFIX}{_SENDER}{name}"


def sender_of(text: str) -> str | None:
    """What a row about the sender holds."""
    return _after(text, _SENDER)


def meta_key(meta: FormMeta) -> str:
    """Key of the whole sheet, in its corner."""
    return f"{PREFIX}{_FORM}{_compact(_plain(meta))}"


def meta_of(text: str) -> FormMeta | None:
    """Whose answer to what the sheet is; None for other or damaged keys."""
    rest = _after(text, _FORM)
    try:
        return None if rest is None else _meta(json.loads(rest))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def hidden_cells(facts: HiddenFacts) -> list[str]:
    """Cells of the first column of the very hidden sheet, from the top."""
    text = _compact(
        {
            **_plain(facts.meta),
            "code": facts.school_code,
            "name": facts.school_name,
            "municipality": facts.municipality_name,
            "texts": dict(facts.texts),
            "whole": facts.whole,
            "kinds": dict(facts.kinds),
            **({} if facts.hints is None else {"hints": dict(facts.hints)}),
        }
    )
    chunks = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    return [f"{PREFIX}{_HIDDEN}{_digest(text)}", *(f"{PREFIX}{chunk}" for chunk in chunks)]


def begins_hidden_cells(text: object) -> bool:
    """True for the first of ``hidden_cells``."""
    return isinstance(text, str) and text.startswith(PREFIX + _HIDDEN)


def hidden_facts(cells: Sequence[str]) -> HiddenFacts | None:
    """What the very hidden sheet remembers; None when it is another sheet or was changed."""
    seal = _after(cells[0], _HIDDEN) if cells else None
    text = "".join(cell.removeprefix(PREFIX) for cell in cells[1:])
    if seal is None or seal != _digest(text):
        return None
    try:
        data = json.loads(text)
        return HiddenFacts(
            meta=_meta(data),
            school_code=str(data["code"]),
            school_name=str(data["name"]),
            municipality_name=str(data["municipality"]),
            texts=_texts(data["texts"]),
            whole=str(data["whole"]),
            kinds=_texts(data["kinds"]),
            hints=_texts(data["hints"]) if "hints" in data else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def element_name(element: str) -> str:
    """Defined name of the cell that an element, in hexadecimal, is answered in."""
    return f"{_ELEMENT_NAME}{element}"


def place_of(reference: str) -> tuple[str, int, int] | None:
    """Sheet, row and column from 0 of a defined name that refers to one cell."""
    found = _REFERENCE.fullmatch(reference.lstrip("="))
    if found is None:
        return None
    sheet = found["sheet"]
    if len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    column = 0
    for letter in found["column"]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return sheet, int(found["row"]) - 1, column - 1


def kind_of(element: DataElement) -> str:
    """What must stay the same for an old workbook to answer an element of today."""
    return "/".join(
        (
            element.code,
            element.procedure,
            element.subject,
            "" if element.grade is None else str(element.grade),
            element.type,
            str(element.decimals),
            _digest(element.options)[:8] if element.options else "",
        )
    )


def text_digest(parts: Sequence[object]) -> str:
    """What the texts of protected cells are compared by: a saved copy may differ in spaces only."""
    texts = (" ".join(str(part).split()) for part in parts if part is not None)
    text = unicodedata.normalize("NFC", " | ".join(text for text in texts if text))
    return _digest(_UNSEEN.sub("", text))[:16]


def whole_digest(texts: Sequence[object]) -> str:
    """What all texts of the protected cells are compared by at once; a difference may be one of spaces."""
    return _digest("\n".join(str(text) for text in texts))[:16]


def _after(text: str, kind: str) -> str | None:
    start = PREFIX + kind
    return text[len(start) :] if text.startswith(start) else None


def _plain(meta: FormMeta) -> dict[str, object]:
    return {
        "f": meta.form.hex,
        "c": meta.code,
        "v": meta.version,
        "y": meta.year,
        "s": meta.school.hex,
        "m": meta.municipality.hex,
    }


def _meta(data: Mapping[str, object]) -> FormMeta:
    return FormMeta(
        form=_id(data["f"]),
        code=str(data["c"]),
        version=_whole(data["v"]),
        year=_whole(data["y"]),
        school=_id(data["s"]),
        municipality=_id(data["m"]),
    )


def _texts(data: object) -> dict[str, str]:
    """The object of a JSON text, when it holds nothing but texts."""
    if not isinstance(data, dict) or not set(map(type, data.values())) <= {str}:
        raise TypeError(data)
    return data


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _id(text: object) -> Id:
    if not isinstance(text, str) or len(text) != 32:
        raise ValueError(text)
    return Id(UUID(hex=text))


def _compact(data: object) -> str:
    # Plain ASCII, so that no cleaning of texts on the way back can touch it.
    return json.dumps(data, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
