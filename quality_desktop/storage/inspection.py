"""Checks of the file itself: structure, references, and whether the tables are what the log says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.merge import INSERT, RowState, keep_referred
from quality_desktop.storage.header import APPLICATION_ID
from quality_desktop.storage.log import all_changes, kind_number_of, states
from quality_desktop.storage.soundness import is_of_the_disk
from quality_desktop.storage.tables import KindTable, Schema

_SHOWN = 100
"""Findings of one sort that are listed one by one."""


def inspect(connection: Connection, schema: Schema, version: int) -> list[Problem]:
    """All findings, the gravest first; empty when the file is sound.

    Args:
        connection: A transaction.
        schema: The program's tables.
        version: Version of the schema that the file must have.
    """
    found = [*_structure(connection), *_header(connection, version), *_foreign_objects(connection)]
    found = found or list(_log(connection))
    if found:
        return found  # such a file cannot be compared cell by cell
    found = list(_additions(connection, schema))
    return [
        *found,
        *_references(connection, schema),
        *_limited(list(_differences(connection, schema))),
    ]


def _structure(connection: Connection) -> Iterator[Problem]:
    findings = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
    if any(is_of_the_disk(str(told)) for told in findings):
        yield Problem(
            text="Диск не прочитал часть файла; сам файл, возможно, цел. Проверьте диск и его "
            "подключение и проверьте файл снова."
        )
    elif list(findings) != ["ok"]:
        yield Problem(text="Файл повреждён: возьмите последнюю исправную резервную копию.")


def _header(connection: Connection, version: int) -> Iterator[Problem]:
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if mark != APPLICATION_ID or number != version:
        yield Problem(text="В заголовке файла испорчена отметка программы или номер формата.")


def _foreign_objects(connection: Connection) -> Iterator[Problem]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') "
        "OR sql LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).scalars()
    for name in names:
        yield Problem(
            text=f"В файле есть посторонний объект «{name}»: его создала не программа. Восстановите файл "
            "в новый."
        )


_OWN_TABLE: Final = "alembic_version"
_WHAT_TO_DO: Final = (
    "его создала не программа, и коллеги такой файл не примут. Отправляйте пакеты обмена или "
    "восстановите файл в новый."
)


def _additions(connection: Connection, schema: Schema) -> Iterator[Problem]:
    """Tables, columns and indexes that do no harm here, but for which every colleague refuses the file."""
    tables, known = schema.metadata.tables, schema.columns
    indexes = {str(index.name) for table in tables.values() for index in table.indexes}
    objects = connection.exec_driver_sql(
        "SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index') "
        "ORDER BY name"
    ).all()
    for kind, name in objects:
        if kind == "table" and name not in tables and name != _OWN_TABLE:
            yield Problem(text=f"В файле есть посторонняя таблица «{name}»: её{_WHAT_TO_DO[3:]}")
        elif kind == "index" and name not in indexes:
            yield Problem(
                text=f"В файле есть посторонний указатель (индекс) «{name}»: {_WHAT_TO_DO}"
            )
    columns = connection.exec_driver_sql(
        "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c "
        "WHERE t.type = 'table' ORDER BY t.name, c.cid"
    ).all()
    for table, name in columns:
        if table in tables and (table, name) not in known:
            what = f"В таблице «{table}» есть посторонний столбец «{name}»"
            yield Problem(text=f"{what}: {_WHAT_TO_DO}")


def _log(connection: Connection) -> Iterator[Problem]:
    """Entries of the log that the program cannot have written."""
    is_list = "CASE WHEN json_valid(val) THEN json_type(val) = 'array' ELSE 0 END"
    strange = connection.exec_driver_sql(
        "SELECT count(*) FROM change WHERE typeof(id) <> 'blob' OR length(id) <> 16 "
        "OR typeof(\"row\") <> 'blob' OR length(\"row\") <> 16 OR typeof(col) <> 'integer' "
        "OR typeof(parents) NOT IN ('blob', 'null') OR length(parents) % 16 <> 0 "
        f"OR (col = {INSERT} AND NOT {is_list}) OR tx NOT IN (SELECT id FROM tx)"
    ).scalar_one()
    if strange:
        yield Problem(
            text="Журнал изменений испорчен помимо программы: возьмите последнюю исправную "
            f"резервную копию. Испорчено записей: {strange}."
        )


def _references(connection: Connection, schema: Schema) -> Iterator[Problem]:
    # PRAGMA foreign_key_check names rows by rowid, which our tables do not have.
    # Plain SQL, because putting a hundred statements together takes far longer than running them.
    for found in schema.kinds.values():
        name_of_table = found.table.name
        for key in found.table.foreign_keys:
            name, target = key.parent.name, key.column.table.name
            dangling = connection.exec_driver_sql(
                f'SELECT here.id FROM "{name_of_table}" AS here WHERE here."{name}" IS NOT NULL '
                f'AND NOT EXISTS (SELECT 1 FROM "{target}" AS there WHERE there.id = here."{name}")'
            )
            for row in dangling.scalars():
                text = "Запись ссылается на запись, которой нет в файле."
                yield Problem(text=text, place=f"{name_of_table}:{UUID(bytes=row)}:{name}")


def _differences(connection: Connection, schema: Schema) -> Iterator[Problem]:
    log = all_changes(connection)
    said = states(log)
    alive, _ = keep_referred(said, schema.reference_codes)
    by_kind: dict[int, dict[bytes, RowState]] = {}
    for row in alive:
        number = kind_number_of(log[row])
        if number is not None:
            by_kind.setdefault(number, {})[row] = said[row]
    for found in schema.kinds.values():
        yield from _differences_of_kind(connection, found, by_kind.get(found.number, {}))


def _differences_of_kind(
    connection: Connection, found: KindTable, said: Mapping[bytes, RowState]
) -> Iterator[Problem]:
    columns = ", ".join(f'"{name}"' for name in found.names)
    rows = connection.exec_driver_sql(f'SELECT {columns} FROM "{found.table.name}"').all()
    stored = {row[0]: tuple(row[1:]) for row in rows}
    for row in sorted(said.keys() | stored.keys()):
        if row not in stored:
            yield _finding(found, row, "Запись есть в журнале изменений, но пропала из таблицы.")
        elif row not in said:
            yield _finding(found, row, "Запись добавлена помимо программы: в журнале её нет.")
        else:
            expected = found.stored_row(said[row].values)
            for name, is_, must in zip(found.codes, stored[row], expected, strict=True):
                if (type(is_), is_) != (type(must), must):
                    text = "Значение изменено помимо программы: в журнале изменений другое."
                    yield _finding(found, row, text, name)


def _finding(found: KindTable, row: bytes, text: str, name: str = "") -> Problem:
    field = f":{name}" if name else ""
    return Problem(text=text, place=f"{found.table.name}:{UUID(bytes=row)}{field}")


def _limited(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= _SHOWN:
        return problems
    rest = len(problems) - _SHOWN
    text = f"Есть и другие расхождения таблиц с журналом изменений: {rest}."
    return [*problems[:_SHOWN], Problem(text=text)]
