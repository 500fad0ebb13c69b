"""Why a received file is not taken: one Russian sentence without the name of the file, and a code."""

from __future__ import annotations

from enum import StrEnum

from quality_desktop.domain.errors import FileRefusedError

SEND_AGAIN = "попросите отправителя прислать его ещё раз"
SEND_PACKAGE_AGAIN = "попросите отправителя прислать пакет ещё раз"


class Reason(StrEnum):
    """What a refused file can be asked for.

    Attributes:
        REFUSED: Nothing; another file is needed.
        NEEDS_PASSWORD: The password that closes it.
        WRONG_PASSWORD: Another password; the file itself is whole.
    """

    REFUSED = "refused"
    NEEDS_PASSWORD = "needs_password"
    WRONG_PASSWORD = "wrong_password"


class RefusedError(FileRefusedError):
    """A received file is not taken.

    Attributes:
        reason: What could be done about it.
    """

    def __init__(self, sentence: str, reason: Reason = Reason.REFUSED) -> None:
        super().__init__(sentence)
        self.reason = reason


def damaged(what: str = "пакет") -> RefusedError:
    """The bytes are not those that were sent.

    Args:
        what: What they were, masculine.
    """
    return RefusedError(f"{what} повреждён при пересылке: {SEND_AGAIN}")
