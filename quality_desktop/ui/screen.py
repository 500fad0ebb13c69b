"""Whether there is a screen to open the window on; Qt itself ends the process when there is none."""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from typing import Final

from quality_desktop.domain.errors import QualityError

_REAL_SCREENS: Final = frozenset({"xcb", "wayland", "wayland-egl"})
_LOCAL_DISPLAY: Final = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
_X_PORT: Final = 6000
_PATIENCE_S: Final = 1.0


def require_screen(variables: Mapping[str, str], platform: str) -> None:
    """Refuse to start where no window can be shown.

    Args:
        variables: Environment variables of the process.
        platform: A value of ``sys.platform``; only Linux is asked, elsewhere a screen is certain.

    Raises:
        QualityError: There is no screen, or it does not answer.
    """
    if platform != "linux" or _is_drawn_elsewhere(variables.get("QT_QPA_PLATFORM", "")):
        return
    if variables.get("WAYLAND_DISPLAY"):
        return
    display = variables.get("DISPLAY", "")
    if not display:
        raise QualityError(
            "Окно открыть нельзя: нет экрана. Войдите на компьютер с рабочим столом или "
            "используйте команды, их список покажет quality-desktop --help."
        )
    if not _answers(display):
        raise QualityError(
            f"Окно открыть нельзя: экран «{display}» не отвечает. Проверьте переменную DISPLAY или "
            "используйте команды, их список покажет quality-desktop --help."
        )


def _is_drawn_elsewhere(choice: str) -> bool:
    """True when Qt was told to draw into memory or the like: «offscreen», «vnc:port=5901»."""
    names = {part.partition(":")[0] for part in choice.split(";") if part}
    return not names <= _REAL_SCREENS


def _answers(display: str) -> bool:
    """False only when an X server of this machine is named and nobody listens there."""
    local = _LOCAL_DISPLAY.fullmatch(display)
    if local is None:
        return True
    number = int(local[1])
    path = f"/tmp/.X11-unix/X{number}"  # where every X server listens
    places: tuple[tuple[socket.AddressFamily, str | tuple[str, int]], ...] = (
        (socket.AF_UNIX, f"\0{path}"),
        (socket.AF_UNIX, path),
        (socket.AF_INET, ("localhost", _X_PORT + number)),
    )
    return any(_is_listening(family, address) for family, address in places)


def _is_listening(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as caller:
        caller.settimeout(_PATIENCE_S)
        try:
            caller.connect(address)
        except (OSError, OverflowError):  # a display like «:99999» has no port
            return False
    return True
