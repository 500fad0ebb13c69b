"""Making the tables of a new file and bringing older files up to date, by Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from quality_desktop.storage.connection import Link


def upgrade(path: Path, migrations: Path, *, is_new: bool = False) -> None:
    """Run the migrations that a file lacks, all in one transaction.

    Args:
        path: A new file, or a copy of an older one; never the live file.
        migrations: Folder of the migrations.
        is_new: Create the file.

    Raises:
        FileRefusedError: The migrated file does not hold together.
    """
    link = Link(path, mode="rwc" if is_new else "rw")
    try:
        # Tables are rebuilt under other names meanwhile; references are checked before the commit.
        link.driver.execute("PRAGMA foreign_keys=OFF")
        with link.transaction() as connection:
            _run(connection, migrations)
            if link.driver.execute("PRAGMA foreign_key_check").fetchone():
                msg = "a migration broke references"
                raise RuntimeError(msg)
    finally:
        link.close()


def _run(connection: Connection, migrations: Path) -> None:
    # Alembic is needed once in the life of a file; the window must open without it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations.absolute()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
