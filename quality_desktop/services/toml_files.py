"""Catalogues and wordings: TOML that a person may have changed, refused with the name of the file."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from quality_desktop.domain.errors import QualityError


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; the tables are the caller's own.

    Raises:
        QualityError: It cannot be read or is not TOML.
    """
    try:
        return deepcopy(_parsed(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise QualityError(f"Файл {path.name} не читается ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QualityError(f"Файл {path.name} записан с ошибкой: {error}.") from error


@lru_cache(maxsize=64)
def _parsed(text: str) -> dict[str, Any]:
    """What a text says, remembered: it depends on the text alone, and only copies of it are handed out.

    Every question to a catalogue reads its file anew, because a person may have changed it; a copy of
    what is known already takes a tenth of the time of taking the text apart.
    """
    return tomllib.loads(text)
