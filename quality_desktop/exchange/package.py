"""The package: a zip of manifest, log and signature that ends with a digest of itself.

The digest stands in the comment of the archive, so that ordinary tools still open it and every
damaged bit is noticed, also in fields of the archive that no reader looks at.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quality_desktop.exchange import manifest as manifests
from quality_desktop.exchange.keys import SIGNATURE_BYTES, OwnKey, is_signed
from quality_desktop.exchange.manifest import Manifest
from quality_desktop.exchange.refusing import SEND_AGAIN, SEND_PACKAGE_AGAIN, RefusedError, damaged

SUFFIX: Final = ".qpack"
MANIFEST: Final = "manifest.json"
_FIRST_NAME: Final = 30
"""Where the name of the first member of an archive stands."""
LOG: Final = "log.db"
SIGNATURE: Final = "manifest.sig"
MOST_PACKED_BYTES: Final = 128 * 1024 * 1024
"""Also closed with a password or in an archive: the judging process holds it in memory twice."""
MOST_LOG_BYTES: Final = 1024 * 1024 * 1024
_MOST_RATIO: Final = 200
_PIECE: Final = 1 << 20
_FOR_PASSWORD: Final = 1 << 20  # more than closing with a password adds
_COMMENT: Final = b"qpack sha256 "
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # of the members: the moment stands in the manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A package whose manifest and log agree.

    Attributes:
        manifest: What it says.
        is_signed: The owner of the key in the manifest signed it; otherwise nobody did.
    """

    manifest: Manifest
    is_signed: bool


def packed(manifest: Manifest, log: Path, key: OwnKey | None) -> bytes:
    """Write a package.

    Args:
        manifest: What to say; its part about the log must be true.
        log: The log.
        key: Who signs.
    """
    told = manifest.to_bytes()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(_member(MANIFEST), told)
        if key is not None:
            archive.writestr(_member(SIGNATURE), key.sign(told))
        with log.open("rb") as source, archive.open(_member(LOG), "w") as target:
            while piece := source.read(_PIECE):
                target.write(piece)
        archive.comment = _COMMENT + bytes(64)
    written = content.getvalue()
    body = written[:-64]
    return body + hashlib.sha256(body).hexdigest().encode()


def is_takeable(content: bytes) -> bool:
    """Whether a receiver takes a package as large as this, also when it is closed with a password."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        is_too_large = _is_too_large(archive.getinfo(LOG))
    return len(content) <= MOST_PACKED_BYTES - _FOR_PASSWORD and not is_too_large


def _is_too_large(log: zipfile.ZipInfo) -> bool:
    most = min(MOST_LOG_BYTES, _MOST_RATIO * max(log.compress_size, _PIECE))
    return log.file_size > most


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def names_in(content: bytes) -> tuple[str, ...]:
    """Names of the members of an archive, in its order; empty when it is none.

    Raises:
        RefusedError: It has more members than anybody would send.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = tuple(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return ()
    if len(names) > 1_000:
        raise RefusedError("в архиве слишком много файлов: пришлите только пакет обмена")
    return names


def is_package(content: bytes) -> bool:
    """Whether an archive is meant as a package: by its members, not by its name."""
    names = set(names_in(content))
    return bool(names & {MANIFEST, LOG}) and "[Content_Types].xml" not in names


def was_package(content: bytes) -> bool:
    """Whether an archive begins or ends as a package does, whatever became of the rest of it."""
    name = content[_FIRST_NAME : _FIRST_NAME + len(MANIFEST)]
    return name == MANIFEST.encode() or content.endswith(_COMMENT, 0, -64)


def opened(content: bytes, log: Path) -> Opened:
    """Read a package: digest, members, manifest, signature; the log last, and only when it agrees.

    Args:
        content: The package.
        log: Where to put the log.

    Raises:
        RefusedError: Damaged, changed, or not what its manifest says; no file is left then.
    """
    _require_whole(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _judge_members(archive)
            told = _small(archive, MANIFEST, manifests.MOST_BYTES)
            found = manifests.from_bytes(told)
            signed = _is_signed(archive, told, found)
            _unpack_log(archive, found, log)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    return Opened(manifest=found, is_signed=signed)


def _require_whole(content: bytes) -> None:
    view = memoryview(content)  # no second copy of the whole
    body, told = view[:-64], view[-64:]
    is_ended = content.endswith(_COMMENT, 0, -64)
    if not is_ended or not hmac.compare_digest(
        hashlib.sha256(body).hexdigest().encode(), bytes(told)
    ):
        raise RefusedError(
            f"пакет повреждён или изменён при пересылке (контрольная сумма не сходится): {SEND_AGAIN}"
        )


def _judge_members(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if MANIFEST not in names:
        raise RefusedError(f"в пакете нет описания ({MANIFEST}): {SEND_PACKAGE_AGAIN}")
    if LOG not in names:
        raise RefusedError(f"в пакете нет журнала изменений ({LOG}): {SEND_PACKAGE_AGAIN}")
    extra = sorted(set(names) - {MANIFEST, LOG, SIGNATURE})
    if extra or len(names) != len(set(names)):
        what = f"«{extra[0][:60]}»" if extra else "один файл дважды"
        raise RefusedError(
            f"в пакете есть лишнее ({what}): не принимайте его и сообщите отправителю"
        )
    if not all(_is_readable(member) for member in archive.infolist()):
        raise RefusedError(f"пакет упакован не программой: {SEND_PACKAGE_AGAIN}")


def _is_readable(member: zipfile.ZipInfo) -> bool:
    """Whether it is packed as the program packs: no password, no other method."""
    return not member.flag_bits & 1 and member.compress_type == zipfile.ZIP_DEFLATED


def _small(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with archive.open(name) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise RefusedError(f"«{name}» в пакете неправдоподобно велик: не принимайте пакет")
    return content


def _is_signed(archive: zipfile.ZipFile, told: bytes, found: Manifest) -> bool:
    if SIGNATURE not in archive.namelist():
        return False
    signature = _small(archive, SIGNATURE, SIGNATURE_BYTES)
    if not is_signed(told, signature, bytes.fromhex(found.origin.key)):
        raise RefusedError(
            "подпись пакета не сходится с его содержанием: пакет изменили после отправки, не "
            "принимайте его и позвоните отправителю"
        )
    return True


def _unpack_log(archive: zipfile.ZipFile, found: Manifest, log: Path) -> None:
    member = archive.getinfo(LOG)
    if member.file_size != found.log.size:
        raise RefusedError(f"размер журнала в пакете не тот, что в описании: {SEND_PACKAGE_AGAIN}")
    if _is_too_large(member):
        raise RefusedError("журнал в пакете неправдоподобно велик: не принимайте пакет")
    digest = hashlib.sha256()
    try:
        with archive.open(member) as source, log.open("xb") as target:
            left = found.log.size
            while piece := source.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise damaged()
                digest.update(piece)
                target.write(piece)
        if not hmac.compare_digest(digest.hexdigest(), found.log.sha256):
            raise RefusedError(
                f"журнал в пакете не тот, что в описании (сумма не сходится): {SEND_PACKAGE_AGAIN}"
            )
    except BaseException:
        log.unlink(missing_ok=True)
        raise
