"""The password around a package: what is read is whole, in order and to its end, or nothing is.

Layout: a header (magic, cost of scrypt, salt, beginning of the nonces, key verifier), chunks of
AES-256-GCM, the SHA-256 of all before it. Every chunk is bound to the header, to its place and to
being the last one or not. The digest at the end needs no key: it tells damage from a wrong password
at once. It protects against accidents only; against people the tags of the chunks do.

The office's own certified tool is what the law asks for where a channel must be guarded; this layer
is a second line and is never called protection in what a user reads.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quality_desktop.exchange.refusing import Reason, RefusedError, damaged
from quality_desktop.exchange.words import folded

MAGIC: Final = b"QPKSEAL1"
CHUNK_BYTES: Final = 64 * 1024
_TAG_BYTES: Final = 16
_COST: Final = 17  # scrypt N = 2**17, r = 8, p = 1: 128 MiB and half a second
_LEAST_COST: Final = 14  # what an older program may have written
_R: Final = 8
_P: Final = 1
_HEADER: Final = struct.Struct(">8sBBBx16s7s16s")
_DIGEST_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    cost: int
    salt: bytes
    prefix: bytes
    verifier: bytes = bytes(16)

    def pack(self) -> bytes:
        return _HEADER.pack(MAGIC, self.cost, _R, _P, self.salt, self.prefix, self.verifier)


def seal(plain: bytes, password: str, *, cost: int = _COST) -> bytes:
    """Close a package with a password.

    Args:
        plain: The package.
        password: Not empty; capitals, «ё», hyphens and double spaces make no difference.
        cost: Binary logarithm of the cost of scrypt.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # only who seals waits for it

    header = _Header(cost=cost, salt=os.urandom(16), prefix=os.urandom(7))
    key, proof = _keys(password, header)
    head = _Header(
        cost=cost, salt=header.salt, prefix=header.prefix, verifier=_verifier(proof, header)
    ).pack()
    cipher = AESGCM(key)
    parts = [head]
    for nonce, start, end in _chunks(header.prefix, len(plain), CHUNK_BYTES):
        parts.append(cipher.encrypt(nonce, plain[start:end], head))
    sealed = b"".join(parts)
    return sealed + hashlib.sha256(sealed).digest()


def unseal(sealed: bytes, password: str | None) -> bytes:
    """Open what ``seal`` closed; nothing is returned before every byte has been judged.

    Raises:
        RefusedError: Damaged, cut, put together anew, of hostile parameters; or the password is
            missing or wrong.
    """
    header, head, body = _judge(sealed)
    if not password:
        raise RefusedError("пакет закрыт паролем: введите пароль", Reason.NEEDS_PASSWORD)
    key, proof = _keys(password, header)
    if not hmac.compare_digest(_verifier(proof, header), header.verifier):
        raise RefusedError(
            "пароль не подходит: уточните его у отправителя по телефону", Reason.WRONG_PASSWORD
        )
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(key)
    opened = io.BytesIO()  # joining parts would hold the whole once more
    try:
        for nonce, start, end in _chunks(header.prefix, len(body), CHUNK_BYTES + _TAG_BYTES):
            opened.write(cipher.decrypt(nonce, body[start:end], head))
    except InvalidTag as error:
        raise RefusedError(
            "части пакета подменены или переставлены: не принимайте пакет и сообщите отправителю"
        ) from error
    return opened.getvalue()


def _judge(sealed: bytes) -> tuple[_Header, bytes, memoryview]:
    least = _HEADER.size + _TAG_BYTES + _DIGEST_BYTES
    end = len(sealed) - _DIGEST_BYTES
    if len(sealed) < least:
        raise damaged()
    view = memoryview(sealed)
    if not hmac.compare_digest(hashlib.sha256(view[:end]).digest(), bytes(view[end:])):
        raise damaged()
    head = bytes(view[: _HEADER.size])
    _, cost, r, p, salt, prefix, verifier = _HEADER.unpack(head)
    if not _LEAST_COST <= cost <= _COST or (r, p) != (_R, _P):
        raise RefusedError(
            "пакет требует для пароля неоправданно много памяти: программа таких не делает, "
            "не принимайте его"
        )
    header = _Header(cost=cost, salt=salt, prefix=prefix, verifier=verifier)
    return header, head, view[_HEADER.size : end]


def _keys(password: str, header: _Header) -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    derived = Scrypt(salt=header.salt, length=64, n=1 << header.cost, r=_R, p=_P).derive(
        folded(password).encode()
    )
    return derived[:32], derived[32:]


def _verifier(proof: bytes, header: _Header) -> bytes:
    """Tells the right password without touching the body."""
    told = _Header(cost=header.cost, salt=header.salt, prefix=header.prefix).pack()
    return hmac.digest(proof, told, "sha256")[:16]


def _chunks(prefix: bytes, total: int, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Nonce, beginning and end of every chunk; the nonce tells its place and whether it is the last."""
    count = max(1, -(-total // size))
    for number in range(count):
        is_last = number == count - 1
        nonce = prefix + number.to_bytes(4, "big") + bytes([is_last])
        yield nonce, number * size, min(total, (number + 1) * size)
