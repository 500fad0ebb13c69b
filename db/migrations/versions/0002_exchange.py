"""The second schema: the journal of exchanges, the rows that people may disagree about, closed periods.

Frozen once it is released, as every migration is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NAMES = {"pk": "pk_%(table_name)s"}


def upgrade() -> None:
    """Add two tables that belong to one copy of the file and are never sent, and a kind of records."""
    metadata = sa.MetaData(naming_convention=_NAMES)
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    sa.Table(
        "exchange",
        metadata,
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("peer", sa.Text, nullable=False),
        sa.Column("peer_site", sa.LargeBinary(16)),
        sa.Column("peer_key", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("origin", sa.LargeBinary(16)),
        sa.Column("first_tx", number),
        sa.Column("last_tx", number),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("conflicts", sa.Integer, nullable=False),
        sa.Column("joined", sa.LargeBinary),
        sa.Column("backup", sa.Text, nullable=False),
        sa.Column("undone_by", sa.LargeBinary(16)),
        sa.Column("note", sa.Text, nullable=False),
    )
    sa.Table(
        "dispute",
        metadata,
        sa.Column("row", sa.LargeBinary(16), primary_key=True),
        sa.Column("is_kept", sa.Boolean, nullable=False),
    )
    sa.Table(
        "period_lock",
        metadata,
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("year", sa.BigInteger, nullable=False),
        sa.Column("is_locked", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("changed_on", sa.Date),
        sqlite_with_rowid=False,
    )
    metadata.create_all(op.get_bind())
    op.add_column("municipality", sa.Column("seals_packages", sa.Boolean))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 2")
