"""Catalogues and wordings: TOML that a person may have changed, refused with the name of the file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from quality_desktop.domain.errors import QualityError


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        QualityError: It cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise QualityError(f"Файл {path.name} не читается ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QualityError(f"Файл {path.name} записан с ошибкой: {error}.") from error
