"""Words to be read over the telephone: fingerprints of keys and passphrases."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

_BITS: Final = 10
FINGERPRINT_WORDS: Final = 8
"""80 bits of the digest of a key: nobody can make a second key with the same words."""
PASSPHRASE_WORDS: Final = 5
"""50 bits by chance; with the cost of one guess (see ``sealing``) that is decades of computing."""


def read_words(path: Path) -> tuple[str, ...]:
    """The list of words that comes with the program.

    Args:
        path: A text file with one word a line; 1024 of them. No two differ in one letter only.
    """
    words = tuple(path.read_text(encoding="utf-8").split())
    if len(words) != 1 << _BITS:
        msg = f"{path.name} must hold {1 << _BITS} words"
        raise ValueError(msg)
    return words


def spoken(digest: bytes, words: tuple[str, ...]) -> tuple[str, ...]:
    """The first bits of a digest in words."""
    size = FINGERPRINT_WORDS * _BITS
    number = int.from_bytes(digest[: size // 8], "big")
    return tuple(
        words[number >> (size - _BITS * place) & (1 << _BITS) - 1]
        for place in range(1, FINGERPRINT_WORDS + 1)
    )


def new_passphrase(words: tuple[str, ...]) -> str:
    """A password that is easy to dictate and made by chance only."""
    return " ".join(secrets.choice(words) for _ in range(PASSPHRASE_WORDS))


def folded(password: str) -> str:
    """A password as it is used: people write passphrases with capitals, «ё», hyphens and spaces."""
    return " ".join(password.lower().replace("ё", "е").replace("-", " ").split())
