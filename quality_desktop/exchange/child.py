"""The process that judges received files: it may die or be killed, and takes nothing of the office with it.

Its parent sends one JSON request a line and gets a reply of eight bytes of length and JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from quality_desktop.children import end_with_parent, limit_memory
from quality_desktop.exchange.judging import Judged, Task, judge
from quality_desktop.exchange.refusing import Reason, RefusedError

LENGTH_BYTES: Final = 8
MEMORY_BYTES: Final = 512 * 1024 * 1024
_TOO_LARGE: Final = "для чтения файла не хватило отведённой памяти: проверьте, тот ли это файл"


def serve() -> None:
    """Answer requests until the parent closes its end."""
    end_with_parent()
    limit_memory(MEMORY_BYTES)
    for line in sys.stdin.buffer:
        reply = json.dumps(_answer(json.loads(line))).encode("ascii")
        sys.stdout.buffer.write(len(reply).to_bytes(LENGTH_BYTES, "big") + reply)
        sys.stdout.buffer.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        judged = judge(
            Task(
                path=Path(request["path"]),
                folder=Path(request["folder"]),
                passwords=tuple(request["passwords"]),
                version=request["version"],
                seconds=request["seconds"],
                with_outside_edits=request["with_outside_edits"],
            )
        )
        return _told(judged)
    except RefusedError as error:
        return {"refused": error.sentence, "reason": error.reason.value}
    except FileNotFoundError:
        return _refusal("файла нет на этом месте: выберите его снова")
    except OSError as error:
        return _refusal(f"файл не читается или нет места для его проверки ({error.strerror})")
    except MemoryError:
        return _refusal(_TOO_LARGE)
    except BaseException:  # noqa: BLE001 - the parent logs it and refuses the file
        import traceback  # only bugs need it

        return {"failed": traceback.format_exc()}


def _told(judged: Judged) -> dict[str, Any]:
    told = asdict(judged)
    told["manifest"] = None if judged.manifest is None else judged.manifest.to_bytes().decode()
    return told


def _refusal(sentence: str) -> dict[str, Any]:
    return {"refused": sentence, "reason": Reason.REFUSED.value}
