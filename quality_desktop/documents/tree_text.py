"""A paper's tree as text and back: how a signed paper is kept for years.

The text names classes and fields of ``documents.model``. A field that a later version adds has its
default for older texts; a text with something that this version does not know is refused, because a
signed paper must never be printed with a part of it left out.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any, Final

from quality_desktop.documents import model
from quality_desktop.documents.model import Document
from quality_desktop.domain.errors import QualityError

_CLASS: Final = "is"
_BYTES: Final = "bytes"
_NODES: Mapping[str, type[Any]] = MappingProxyType(
    {
        name: node
        for name, node in vars(model).items()
        if isinstance(node, type) and is_dataclass(node)
    }
)


def to_text(document: Document) -> str:
    """The whole tree as text; the same tree always gives the same text."""
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Document:
    """The tree that ``to_text`` made a text of.

    Raises:
        QualityError: The text is damaged, or a newer version of the program made it.
    """
    try:
        found = _node(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _refused() from error
    if not isinstance(found, Document):
        raise _refused()
    return found


def fingerprint(text: str) -> str:
    """SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {_CLASS: type(value).__name__, **found}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode("ascii")}
    return value


def _node(value: object) -> object:
    if isinstance(value, list):
        return tuple(_node(one) for one in value)
    if not isinstance(value, dict):
        return value
    if set(value) == {_BYTES}:
        return base64.b64decode(value[_BYTES], validate=True)
    given = dict(value)
    node = _NODES[str(given.pop(_CLASS))]
    return node(**{name: _node(one) for name, one in given.items()})


def _refused() -> QualityError:
    return QualityError(
        "Сохранённый текст подписанного документа не читается: он повреждён или сделан более новой "
        "версией программы. Обновите программу или восстановите копию файла."
    )
