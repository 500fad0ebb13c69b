"""Tables made from the record kinds, and the tables of the change log.

One generic translation serves all kinds: a kind is a table, a field is a column, a reference
is a deferred foreign key. Types are portable, so the same tables can be made on PostgreSQL.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType
from typing_extensions import override

from quality_desktop.domain.merge import Cell
from quality_desktop.domain.records import Id, Record
from quality_desktop.domain.whole_values import TOGETHER
from quality_desktop.storage.columns import column_codes, kind_number
from quality_desktop.storage.reading import Scalar

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class IdType(TypeDecorator[UUID]):
    """An id as its 16 bytes."""

    impl = LargeBinary(16)
    cache_ok = True

    @override
    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    @override
    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Id | None:
        return None if value is None else Id(UUID(bytes=value))


class AnyValue(UserDefinedType[Cell]):
    """A value kept bit for bit: on SQLite only BLOB (or no type at all) has no affinity."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Type name in DDL."""
        return "BLOB"


@compiles(AnyValue, "postgresql")
def _any_value_on_postgresql(_type: AnyValue, _compiler: object, **_: object) -> str:
    # By name only: importing that dialect would delay every start of the window.
    return "JSONB"


@dataclass(frozen=True, slots=True, eq=False)
class KindTable:
    """A kind of records and its table; there is one of each in a schema.

    Attributes:
        kind: Class of the records.
        table: Its table; columns stand in the order of the fields, ``id`` first.
        names: Names of the fields, ``id`` first.
        number: Number of the kind in the change log.
        codes: Field name -> column code.
        values_of: Record -> its values in the order of the columns.
        defaults: Column code -> what the file holds in a row older than the column.
        together: Codes of columns that are one value only together: a change of one of them writes
            them all, so that a merge cannot put a value together that nobody wrote.
    """

    kind: type[Record]
    table: Table
    names: tuple[str, ...]
    number: int
    codes: Mapping[str, int]
    values_of: Callable[[Record], tuple[Scalar, ...]]
    defaults: Mapping[int, Cell]
    together: tuple[int, ...]

    def decode(self, name: str, stored: Cell) -> Scalar:
        """Turn a value as the file holds it into the value of a field."""
        if stored is None:
            return None
        kind = self.table.c[name].type
        if isinstance(kind, IdType) and isinstance(stored, bytes):
            return UUID(bytes=stored)
        if isinstance(kind, Date) and isinstance(stored, str):
            return date.fromisoformat(stored)
        if isinstance(kind, Boolean):
            return bool(stored)
        return stored  # type: ignore[return-value]  # text and numbers are stored as they are

    def encode(self, value: Scalar) -> Cell:
        """Turn a value of a field into what the file holds."""
        if isinstance(value, UUID):
            return value.bytes
        if isinstance(value, bool):
            return int(value)
        return value.isoformat() if isinstance(value, date) else value

    def key(self, stored: bytes) -> Id:
        """The id of a record from its bytes."""
        return Id(UUID(bytes=stored))

    def stored_row(self, values: Mapping[int, Cell]) -> tuple[Cell, ...]:
        """A row without its id as the table must hold it, from values by column code."""
        return tuple(
            values[code] if code in values else self.defaults[code] for code in self.codes.values()
        )


class Schema:
    """All tables of the file.

    Attributes:
        kinds: Class of the records -> their table.
        columns: Names of every table and column, also those of the log.
        by_number: Number of a kind -> its table.
        targets: Code of a column that refers to other records -> number of their kind.
        reference_codes: Those columns.
        reference_places: Number of a kind -> where in a row without its id the references
            stand, and to which kinds they lead.
    """

    def __init__(self, kinds: Iterable[type[Record]]) -> None:
        self.metadata = MetaData(naming_convention=_NAMES)
        self.tx, self.change, self.site = _log_tables(self.metadata)
        self.exchange, self.dispute = _merge_tables(self.metadata)
        self.kinds: dict[type[Record], KindTable] = {
            kind: _kind_table(kind, self.metadata) for kind in kinds
        }
        self.columns = frozenset(
            (table.name, column.name)
            for table in self.metadata.tables.values()
            for column in table.columns
        )
        self.by_number = {found.number: found for found in self.kinds.values()}
        self.targets = {
            found.codes[key.parent.name]: kind_number(key.column.table.name)
            for found in self.kinds.values()
            for key in found.table.foreign_keys
        }
        self.reference_codes = frozenset(self.targets)
        self.reference_places = {
            number: tuple(
                (place, self.targets[code])
                for place, code in enumerate(found.codes.values())
                if code in self.targets
            )
            for number, found in self.by_number.items()
        }


@cache
def schema_of(kinds: tuple[type[Record], ...]) -> Schema:
    """The tables of these kinds, told once: they are the same in every file, and nobody changes them."""
    return Schema(kinds)


def _log_tables(metadata: MetaData) -> tuple[Table, Table, Table]:
    number = BigInteger().with_variant(Integer(), "sqlite")  # an alias of the rowid on SQLite
    tx = Table(
        "tx",
        metadata,
        Column("id", number, primary_key=True),
        Column("uid", LargeBinary(16), nullable=False),
        Column("site", LargeBinary(16), nullable=False),
        Column("author", Text, nullable=False),
        Column("host", Text, nullable=False),
        Column("program", Text, nullable=False),
        Column("wall_ms", BigInteger, nullable=False),
        Column("kind", Text, nullable=False),
        Column("note", Text, nullable=False),
        Column("target", LargeBinary(16)),
    )
    change = Table(
        "change",
        metadata,
        Column("id", LargeBinary(16), primary_key=True),
        Column("row", LargeBinary(16), nullable=False),
        Column("col", Integer, nullable=False),
        Column("val", AnyValue()),
        Column("parents", LargeBinary),
        Column("tx", number, nullable=False),
        Index(None, "row", "col"),
        sqlite_with_rowid=False,
    )
    site = Table(
        "site",
        metadata,
        Column("id", LargeBinary(16), primary_key=True),
        Column("host", Text, nullable=False),
        Column("path", Text, nullable=False),
    )
    return tx, change, site


def _merge_tables(metadata: MetaData) -> tuple[Table, Table]:
    """Tables of this copy of the file alone: neither captured nor sent."""
    number = BigInteger().with_variant(Integer(), "sqlite")
    exchange = Table(
        "exchange",
        metadata,
        Column("id", LargeBinary(16), primary_key=True),
        Column("at_ms", BigInteger, nullable=False),
        Column("direction", Text, nullable=False),
        Column("peer", Text, nullable=False),
        Column("peer_site", LargeBinary(16)),
        Column("peer_key", Text, nullable=False),
        Column("file_name", Text, nullable=False),
        Column("fingerprint", Text, nullable=False),
        Column("origin", LargeBinary(16)),
        Column("first_tx", number),
        Column("last_tx", number),
        Column("changes", Integer, nullable=False),
        Column("conflicts", Integer, nullable=False),
        Column("joined", LargeBinary),
        Column("backup", Text, nullable=False),
        Column("undone_by", LargeBinary(16)),
        Column("note", Text, nullable=False),
    )
    dispute = Table(
        "dispute",
        metadata,
        Column("row", LargeBinary(16), primary_key=True),
        Column("is_kept", Boolean, nullable=False),
    )
    return exchange, dispute


def _kind_table(kind: type[Record], metadata: MetaData) -> KindTable:
    hints = get_type_hints(kind)
    names = tuple(f.name for f in fields(kind))
    table = Table(
        kind.kind,
        metadata,
        *(_column(f, hints[f.name]) for f in fields(kind)),
        sqlite_with_rowid=False,
    )
    known = column_codes(kind.kind)
    codes = {name: known[name] for name in names if name != "id"}
    return KindTable(
        kind=kind,
        table=table,
        names=names,
        number=kind_number(kind.kind),
        codes=types.MappingProxyType(codes),
        values_of=attrgetter(*names),
        defaults={codes[f.name]: _default(f) for f in fields(kind) if f.name != "id"},
        together=tuple(codes[name] for name in TOGETHER.get(kind.kind, ())),
    )


def _column(declared: Field[Any], hint: object) -> Column[Any]:
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    inner = next(option for option in options if option is not type(None))
    is_key = declared.name == "id"
    keys = []
    if "refers" in declared.metadata:
        keys.append(
            ForeignKey(f"{declared.metadata['refers']}.id", deferrable=True, initially="DEFERRED")
        )
    return Column(
        declared.name,
        _TYPES[inner](),
        *keys,
        primary_key=is_key,
        nullable=type(None) in options,
    )


_TYPES: Mapping[Any, Callable[[], TypeEngine[Any]]] = types.MappingProxyType(
    {Id: IdType, str: Text, int: BigInteger, bool: Boolean, date: Date}
)


def _default(declared: Field[Any]) -> Cell:
    value = None if declared.default is MISSING else declared.default
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value
