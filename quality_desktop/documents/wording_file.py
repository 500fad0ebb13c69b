"""A file of wordings, read: the words of papers lie in TOML beside the program."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from quality_desktop.domain.errors import QualityError


def read_wording_file(path: Path) -> dict[str, Any]:
    """Read what a file of wordings holds; whether it makes sense is for the reader of its kind to say.

    Raises:
        QualityError: The file is missing or is not TOML; the sentence names it.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise QualityError(f"Нет файла формулировок {path.name} ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QualityError(f"Файл формулировок {path.name} записан с ошибкой: {error}.") from error
