"""Numbered steps from an empty file to the newest schema; `user_version` says how many were taken."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from importlib import resources

from llmprep.errors import UserError

Migration = Callable[[sqlite3.Connection], None]


def _create(connection: sqlite3.Connection) -> None:
    _run(connection, resources.files("llmprep.store").joinpath("schema.sql").read_text(encoding="utf-8"))


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Run several statements inside the open transaction (`executescript` would commit it)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


MIGRATIONS: tuple[Migration, ...] = (_create,)
"""Append only: a step that was released never changes."""


def migrate(connection: sqlite3.Connection, steps: Sequence[Migration] = MIGRATIONS) -> int:
    """Bring the open database up to date, all in one transaction, and return its version.

    Running it twice, or from two processes at once, does nothing more. Raises UserError for a database
    that a newer llmprep wrote, without touching it.
    """
    if _version(connection) == len(steps):
        return len(steps)
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # another process may have been faster
        if version > len(steps):
            raise UserError(
                f"the data was written by a newer llmprep (schema {version}; this one knows {len(steps)})",
                lines=["upgrade with `pip install --upgrade llmprep`; nothing was changed"],
            )
        for step in steps[version:]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return len(steps)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
