"""The event log: the one module that opens SQLite.

An event is committed when `append` returns, and is never changed or removed afterwards. Two processes may
append at once. Whatever goes wrong with the file is a UserError that says what to do; the file stays.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from llmprep.errors import Exit, UserError
from llmprep.store.migrations import migrate

FILE_NAME = "llmprep.db"
BUSY_TIMEOUT_S = 20.0
_COLUMNS = "id, at, kind, item, session, payload"


@dataclass(frozen=True)
class Event:
    """One thing that happened. `at` is in UTC; `item` is a question or drill id, or empty."""

    id: int
    at: datetime
    kind: str
    item: str
    session: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


class Log:
    """All events of one learner."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path | None = None) -> Log:
        """Open the log, creating or upgrading it. Without a path: the one in the data directory.

        Raises UserError for a directory that cannot be written, a file that is no database or is
        damaged, and one that a newer llmprep wrote.
        """
        if path is None:
            from llmprep.config import data_dir

            path = data_dir() / FILE_NAME
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
            try:
                _prepare(connection)
                migrate(connection)
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Log:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(
        self,
        kind: str,
        item: str = "",
        payload: Mapping[str, Any] | None = None,
        *,
        at: datetime,
        session: str | None = None,
    ) -> int:
        """Add one event, durable when this returns; its id. `at` must know its time zone."""
        row = (_stamp(at), kind, item, session, _encode(payload or {}))
        insert = "INSERT INTO event (at, kind, item, session, payload) VALUES (?, ?, ?, ?, ?)"
        with _explained(self.path):
            return int(self._connection.execute(insert, row).lastrowid or 0)

    def events(self, kinds: Iterable[str] | None = None, item: str | None = None, after_id: int = 0) -> list[Event]:
        """Events in the order they were appended, of these kinds and this item, after this id."""
        conditions, values = ["id > ?"], [after_id]  # type: tuple[list[str], list[object]]
        if kinds is not None:
            wanted = list(kinds)
            conditions.append(f"kind IN ({', '.join('?' * len(wanted))})")
            values += wanted
        if item is not None:
            conditions.append("item = ?")
            values.append(item)
        query = f"SELECT {_COLUMNS} FROM event WHERE {' AND '.join(conditions)} ORDER BY id"
        with _explained(self.path):
            return [_event(row) for row in self._connection.execute(query, values)]

    def event(self, id: int) -> Event | None:
        """The event with this id, if there is one."""
        with _explained(self.path):
            row = self._connection.execute(f"SELECT {_COLUMNS} FROM event WHERE id = ?", (id,)).fetchone()
        return _event(row) if row else None

    def copy_to(self, path: Path) -> None:
        """A complete, consistent copy of the database at `path`, which must not exist yet."""
        if path.exists():
            raise UserError(f"{path} exists already", lines=["give another name, or move the old file away"])
        with _explained(path):
            target = sqlite3.connect(path)
            try:
                self._connection.backup(target)
            finally:
                target.close()


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL: an acknowledged answer survives a power cut, not only a killed process
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _stamp(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("an event's time must know its time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _encode(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace").decode()  # half a character, from a terminal that is not UTF-8


def _event(row: tuple[Any, ...]) -> Event:
    id, at, kind, item, session, payload = row
    return Event(id, datetime.fromisoformat(at), kind, item, session, json.loads(payload))


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn trouble with the file into a message that says what to do. Nothing is ever deleted here."""
    try:
        yield
    except OSError as error:
        raise UserError(
            f"the data directory {path.parent} cannot be used: {error.strerror or error}",
            lines=["make it writable, or set LLMPREP_HOME to another directory"],
            exit_status=Exit.MISUSE,
        ) from error
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _explain(path, str(error)) from error


def _explain(path: Path, reason: str) -> UserError:
    said = reason.casefold()
    if "locked" in said or "busy" in said:
        return UserError(
            f"{path} stayed locked for {BUSY_TIMEOUT_S:.0f} s",
            lines=["another llmprep is writing; close it and try again"],
        )
    if "full" in said:
        return UserError(
            f"the disk with {path} is full; the last entry was not saved",
            lines=["free some space and answer again; everything before it is safe"],
        )
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return UserError(
            f"{path} cannot be written ({reason})",
            lines=["make the file and its directory writable, or set LLMPREP_HOME to another directory"],
        )
    if "not a database" in said or "malformed" in said or "disk i/o" in said:
        return UserError(
            f"{path} is damaged or is no llmprep database ({reason})",
            lines=[
                "it was left as it is; move it away to start afresh, or put a backup in its place",
                f'most of it can often be saved: sqlite3 "{path}" .recover | sqlite3 rescued.db',
            ],
        )
    return UserError(f"{path}: {reason}", lines=["`llmprep doctor` checks the data directory"])
