"""A day that stays the same, so that pictures taken today and in a year are the same.

Install it before the program is imported: whoever imports ``date`` afterwards gets the fixed one.
Libraries that are compiled against the real class come first.
"""

from __future__ import annotations

import datetime
import importlib
import platform
import time

_REAL_DATE = datetime.date
_REAL_DATETIME = datetime.datetime
NOW = _REAL_DATETIME(2026, 5, 18, 10, 15)


class _AnyDate(type):
    """Real dates are instances of the fixed class, too."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _REAL_DATE)


class _AnyMoment(type):
    """Real moments are instances of the fixed class, too."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _REAL_DATETIME)


class _FixedDate(_REAL_DATE, metaclass=_AnyDate):
    """A date whose today never comes to an end."""

    @classmethod
    def today(cls) -> _FixedDate:
        return cls(NOW.year, NOW.month, NOW.day)


class _FixedMoment(_REAL_DATETIME, metaclass=_AnyMoment):
    """A moment that does not pass."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> _FixedMoment:
        return cls(*NOW.timetuple()[:6], tzinfo=tz)

    @classmethod
    def today(cls) -> _FixedMoment:
        return cls.now()


def stop() -> None:
    """Let every module that is imported from now on see the same day."""
    for compiled in ("pandas", "scipy.stats", "matplotlib.figure"):
        importlib.import_module(compiled)
    seconds = NOW.timestamp()
    time.time = lambda: seconds
    time.time_ns = lambda: int(seconds) * 1_000_000_000
    datetime.date = _FixedDate  # type: ignore[misc]
    datetime.datetime = _FixedMoment  # type: ignore[misc]
    platform.node = lambda: "КАБ-12"  # whose computer it is stands on pictures, too
