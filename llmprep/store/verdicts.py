"""Verdicts of the LLM judge, kept so that the same answer is never paid for twice; and what servers understand.

A file of its own beside the event log: it may be deleted at any time. It never holds a key.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE_NAME = "verdicts.db"
BUSY_TIMEOUT_S = 5.0
_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS verdict (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value)))
    STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dialect (server TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value)))
    STRICT, WITHOUT ROWID;
"""


class Verdicts:
    """The cache. Trouble with its file never reaches the learner: it is then as if nothing were cached."""

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path | None = None) -> Verdicts:
        """Open or create the cache, by default in the data directory. A damaged file is set aside."""
        if path is None:
            from llmprep.config import data_dir

            path = data_dir() / FILE_NAME
        for _ in range(2):
            connection = None
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if version > _VERSION:
                    connection.close()
                    return cls(None)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(_SCHEMA)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
                return cls(connection)
            except (sqlite3.Error, OSError) as error:
                if connection is not None:
                    connection.close()
                damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
                if not damaged:
                    return cls(None)
                try:
                    path.replace(path.with_suffix(".damaged"))
                except OSError:
                    return cls(None)
        return cls(None)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def __enter__(self) -> Verdicts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, key: str) -> dict[str, Any] | None:
        """A verdict that was kept under this key."""
        return self._read("verdict", "key", key)

    def put(self, key: str, value: Mapping[str, Any]) -> None:
        """Keep a verdict."""
        self._write("verdict", key, value)

    def dialect(self, server: str) -> dict[str, Any] | None:
        """What was found out about a server and model."""
        return self._read("dialect", "server", server)

    def remember_dialect(self, server: str, value: Mapping[str, Any]) -> None:
        """Keep what was found out about a server and model."""
        self._write("dialect", server, value)

    def _read(self, table: str, column: str, key: str) -> dict[str, Any] | None:
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(f"SELECT value FROM {table} WHERE {column} = ?", (key,)).fetchone()
            value = json.loads(row[0]) if row else None
        except (sqlite3.Error, ValueError):
            return None
        return value if isinstance(value, dict) else None

    def _write(self, table: str, key: str, value: Mapping[str, Any]) -> None:
        if self._connection is None:
            return
        try:
            text = json.dumps(value, ensure_ascii=True)
            self._connection.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (key, text))
        except sqlite3.Error:
            return


def verdict_key(**parts: object) -> str:
    """The key of everything that a verdict depends on."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
