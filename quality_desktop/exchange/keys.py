"""The user's own signing key, and what it signs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.disk import replace, temporary_beside

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
_FILE: Final = "own.key"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKey:
    """The key of this user on this computer.

    Attributes:
        public: What others know it by.
        sign: Signs bytes.
    """

    public: bytes
    sign: Callable[[bytes], bytes]


def own_key(folder: Path) -> OwnKey:
    """The user's key; made when there is none.

    Args:
        folder: Folder of the keys; made when absent.

    Raises:
        QualityError: The key cannot be read or kept.
    """
    path = folder / _FILE
    try:
        if path.exists():
            return _key_of(_private(path.read_bytes()))
        folder.mkdir(parents=True, exist_ok=True)
        private = _made()
        with temporary_beside(path) as fresh:
            _write_for_owner(fresh, private.private_bytes_raw())
            replace(fresh, path)
    except OSError as error:
        raise QualityError(
            f"Ключ подписи в папке «{folder}» не читается или не записывается: проверьте права "
            "на эту папку."
        ) from error
    return _key_of(private)


def fingerprint(public: bytes) -> bytes:
    """Digest by which a key is told over the telephone."""
    return hashlib.sha256(b"quality_desktop sender key" + public).digest()


def is_signed(content: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the owner of a key signed these bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(public) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _made() -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate()


def _private(content: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if len(content) != KEY_BYTES:
        raise QualityError(
            f"Файл ключа подписи «{_FILE}» испорчен: удалите его, программа сделает новый; "
            "получателям сообщите, что слова ключа изменились."
        )
    return Ed25519PrivateKey.from_private_bytes(content)


def _key_of(private: Ed25519PrivateKey) -> OwnKey:
    return OwnKey(public=private.public_key().public_bytes_raw(), sign=private.sign)


def _write_for_owner(path: Path, content: bytes) -> None:
    """Nobody else of the computer may read it; on Windows the user's folder is the user's own."""
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
