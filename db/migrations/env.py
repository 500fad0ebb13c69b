"""How Alembic runs a migration: on the connection it is handed, inside its transaction."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,  # SQLite takes DDL back too, as long as the driver does not commit
    render_as_batch=True,
)
context.run_migrations()
