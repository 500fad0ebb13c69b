"""Tables are made from the kinds with portable types, and no constraint a merge could break."""

import pytest
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import references
from quality_desktop.storage.tables import Schema

SCHEMA = Schema(KINDS)
TABLES = sorted(SCHEMA.metadata.tables)


@pytest.mark.parametrize("name", TABLES)
def test_the_same_table_can_be_made_on_postgresql(name: str):
    statement = CreateTable(SCHEMA.metadata.tables[name]).compile(dialect=postgresql.dialect())
    assert f"CREATE TABLE {name}" in str(statement)


def test_a_changed_value_has_no_affinity_here_and_is_json_there():
    here = str(CreateTable(SCHEMA.change).compile(dialect=sqlite.dialect()))
    there = str(CreateTable(SCHEMA.change).compile(dialect=postgresql.dialect()))
    assert "val BLOB" in here
    assert "WITHOUT ROWID" in here
    assert "val JSONB" in there


@pytest.mark.parametrize("name", TABLES)
def test_nothing_is_unique_but_the_primary_key(name: str):
    table = SCHEMA.metadata.tables[name]
    assert not [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    assert not [index for index in table.indexes if index.unique]
    assert [c for c in table.constraints if isinstance(c, PrimaryKeyConstraint)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_reference_is_a_deferred_foreign_key(kind):
    table = SCHEMA.kinds[kind].table
    keys = [c for c in table.constraints if isinstance(c, ForeignKeyConstraint)]
    found = {key.columns[0].name: key.referred_table.name for key in keys}
    assert found == references(kind)
    assert all(key.deferrable and key.initially == "DEFERRED" for key in keys)
