"""Packages for tests, made with small logs and, where asked for, with mistakes."""

import hashlib
import io
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from quality_desktop.exchange import package
from quality_desktop.exchange.clean_log import digest_of
from quality_desktop.exchange.keys import OwnKey
from quality_desktop.exchange.manifest import LogPart, Manifest, Office, Origin
from quality_desktop.storage.log_files import CHANGE_COLUMNS, TX_COLUMNS, new_log


def small_log(source: Path, target: Path) -> Path:
    """The log of a file, as packages carry it."""
    with closing(new_log(target)) as log, closing(sqlite3.connect(source)) as file:
        for table, columns in (("tx", TX_COLUMNS), ("change", CHANGE_COLUMNS)):
            rows = file.execute(f"SELECT {columns} FROM {table}").fetchall()
            places = ", ".join("?" * len(columns.split(",")))
            log.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)
        log.commit()
    return target


def run(path: Path, script: str) -> None:
    """Change a database beside the program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.executescript(script)


def manifest_of(log: Path, key: OwnKey, **changed: object) -> Manifest:
    """A true manifest of a log, but for what is changed."""
    with closing(sqlite3.connect(log)) as connection:
        (transactions,) = connection.execute("SELECT count(*) FROM tx").fetchone()
        (changes,) = connection.execute("SELECT count(*) FROM change").fetchone()
        digest = digest_of(connection)
    content = log.read_bytes()
    told = Manifest(
        package="0a" * 16,
        program="0.1",
        schema=1,
        made_ms=1_795_000_000_000,
        office=Office(family="0b" * 16, municipalities=(), name="Ишимбайский район"),
        origin=Origin(name="Иванова А. П.", host="OO-03", site="0c" * 16, key=key.public.hex()),
        recipient="",
        base=None,
        received=(),
        chosen="",
        is_partial=False,
        has_contacts=True,
        log=LogPart(
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            digest=digest,
            transactions=transactions,
            changes=changes,
        ),
    )
    return replace(told, **changed)  # type: ignore[arg-type]


def with_members(members: dict[str, bytes]) -> bytes:
    """An archive with these members and a right digest at its end."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.comment = b"qpack sha256 " + bytes(64)
    return with_digest(content.getvalue())


def with_digest(content: bytes) -> bytes:
    """An archive whose comment has room for a digest, with the right one."""
    body = content[:-64]
    return body + hashlib.sha256(body).hexdigest().encode()


def members_of(content: bytes) -> dict[str, bytes]:
    """Members of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(log: Path, key: OwnKey) -> bytes:
    """A right package."""
    return package.packed(manifest_of(log, key), log, key)
