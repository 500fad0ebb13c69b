"""Who signed a Windows file, and whether it is as it was signed.

The chain of certificates is judged by OpenSSL against ``roots.pem`` at a moment when the signer's
certificate was in force; its time stamp is not examined, because the archive that the files come from is
pinned by its own hash anyway.
"""

from __future__ import annotations

import hashlib
import struct
import subprocess
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography.x509 import Certificate, load_pem_x509_certificates
from cryptography.x509.oid import NameOID

ROOTS: Final = Path(__file__).with_name("roots.pem")
_SECURITY: Final = 4  # the entry of a PE file's table of directories that leads to the signature
_HASHES: Final = {20: "sha1", 32: "sha256", 48: "sha384"}


class SignatureError(Exception):
    """The file is not as somebody we trust signed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signed:
    """A signature (PKCS #7, DER) and the bytes that it signs."""

    der: bytes
    content: bytes


def signer_of(path: Path) -> str:
    """The organisation that signed a program, a library or a catalogue of hashes.

    Raises:
        SignatureError: There is no signature, it does not fit the file, or its chain leads to no known root.
    """
    data = path.read_bytes()
    if data[:2] == b"MZ":
        der = _signature_of_program(data, path.name)
        signed = _signed(der, path.name)
        if _promised_digest(signed.content) != _digest_of_program(data, signed.content):
            raise SignatureError(f"{path.name}: changed after it was signed")
    else:
        signed = _signed(data, path.name)
    return _trusted(signed, path.name)


def signed_content(path: Path) -> bytes:
    """What a catalogue says; ask who signed it first."""
    return _signed(path.read_bytes(), path.name).content


def _signature_of_program(data: bytes, name: str) -> bytes:
    start, _size = struct.unpack_from("<II", data, _security_entry(data))
    if not start:
        raise SignatureError(f"{name}: not signed")
    (length,) = struct.unpack_from("<I", data, start)
    return data[start + 8 : start + length]


def _security_entry(data: bytes) -> int:
    """Where the table of directories tells the place of the signature (PE32+ only)."""
    header = struct.unpack_from("<I", data, 0x3C)[0] + 24
    return int(header + 112 + 8 * _SECURITY)


def _digest_of_program(data: bytes, content: bytes) -> bytes:
    """The hash of a program without its checksum, the place of the signature and the signature."""
    entry = _security_entry(data)
    checksum = struct.unpack_from("<I", data, 0x3C)[0] + 24 + 64
    (start,) = struct.unpack_from("<I", data, entry)
    found = hashlib.new(_HASHES[len(_promised_digest(content))])
    found.update(data[:checksum] + data[checksum + 4 : entry] + data[entry + 8 : start])
    return found.digest()


def _promised_digest(content: bytes) -> bytes:
    """The hash inside SpcIndirectDataContent: a sequence whose last part is algorithm and digest."""
    _data, (start, end) = _parts(content, 0, len(content))
    *_algorithm, (start, end) = _parts(content, start, end)
    return content[start:end]


def _signed(der: bytes, name: str) -> _Signed:
    """Take ContentInfo { type, [0] SignedData { version, hashes, { type, [0] content }, … } } apart."""
    try:
        start, end = _value(der, 0)
        der = der[:end]  # the table of signatures is padded
        _type, explicit = _parts(der, start, end)
        ((start, end),) = _parts(der, *explicit)
        _version, _hashes, inner, *_rest = _parts(der, start, end)
        _type, explicit = _parts(der, *inner)
        ((start, end),) = _parts(der, *explicit)
    except (ValueError, IndexError) as error:
        raise SignatureError(f"{name}: the signature cannot be read") from error
    return _Signed(der=der, content=der[start:end])


def _parts(der: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Where the contents of the values between two places stand (X.690, definite lengths)."""
    found = []
    while start < end:
        found.append(_value(der, start))
        start = found[-1][1]
    if start > end:
        raise ValueError("a value is longer than what holds it")
    return found


def _value(der: bytes, start: int) -> tuple[int, int]:
    """Where the content of the value at a place begins and ends."""
    length, head = der[start + 1], start + 2
    if length & 0x80:
        size = length & 0x7F
        length = int.from_bytes(der[head : head + size], "big")
        head += size
    return head, head + length


def _trusted(signed: _Signed, name: str) -> str:
    """The organisation whose key made the signature; other certificates in it prove nothing."""
    with tempfile.TemporaryDirectory() as folder:
        signature, content = Path(folder, "signature"), Path(folder, "content")
        signature.write_bytes(signed.der)
        content.write_bytes(signed.content)
        verify = (
            *("openssl", "smime", "-verify", "-inform", "DER", "-in", signature, "-binary"),
            *("-content", content, "-out", "/dev/null", "-signer", Path(folder, "signer")),
        )
        # First who signed, for the moment at which the chain is judged; then whether we trust them.
        leaf = _signer(verify, ("-noverify",), name)
        roots = ("-CAfile", ROOTS, "-no-CApath", "-no-CAstore", "-purpose", "any")
        leaf = _signer(verify, (*roots, "-attime", _in_force(leaf)), name)
    return str(leaf.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value)


def _signer(verify: Sequence[str | Path], how: Sequence[str | Path], name: str) -> Certificate:
    """Verify a signature; OpenSSL tells whose key made it in the last file of the command.

    Raises:
        SignatureError: It is not good, or several signed.
    """
    done = subprocess.run([*verify, *how], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SignatureError(f"{name}: {done.stderr.strip()}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # old certificates break rules that came later
        signers = load_pem_x509_certificates(Path(verify[-1]).read_bytes())
    if len(signers) != 1:
        raise SignatureError(f"{name}: {len(signers)} signers instead of one")
    return signers[0]


def _in_force(leaf: Certificate) -> str:
    moment: datetime = leaf.not_valid_before_utc + timedelta(days=1)
    return str(int(moment.timestamp()))
