"""The event log: durable, append-only, shared by processes, and honest about a file it cannot use."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llmprep.errors import UserError
from llmprep.store.log import FILE_NAME, Event, Log
from llmprep.store.migrations import MIGRATIONS, migrate

NOW = datetime(2026, 11, 24, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / FILE_NAME


def test_an_event_comes_back_as_it_was_appended(path: Path) -> None:
    with Log.open(path) as log:
        id = log.append("answer", "kv-cache", {"text": "naïve ✓", "score": 66.7}, at=NOW, session="s1")
    with Log.open(path) as log:
        assert log.events() == [Event(id, NOW, "answer", "kv-cache", "s1", {"text": "naïve ✓", "score": 66.7})]
        assert log.event(id) == log.events()[0]
        assert log.event(id + 1) is None


def test_events_can_be_chosen_by_kind_item_and_id(path: Path) -> None:
    with Log.open(path) as log:
        first = log.append("answer", "a", at=NOW)
        log.append("skip", "a", at=NOW)
        third = log.append("answer", "b", at=NOW)
        assert [e.id for e in log.events(["answer"])] == [first, third]
        assert [e.kind for e in log.events(item="a")] == ["answer", "skip"]
        assert [e.id for e in log.events(("answer", "skip"), after_id=first + 1)] == [third]
        assert log.events([]) == []


def test_times_are_kept_in_utc_and_naive_ones_are_refused(path: Path) -> None:
    with Log.open(path) as log:
        log.append("skip", "a", at=NOW.astimezone(timezone(timedelta(hours=9))))
        assert log.events()[0].at == NOW
        with pytest.raises(ValueError, match="time zone"):
            log.append("skip", "a", at=datetime(2026, 1, 1))


def test_the_default_log_lies_in_the_data_directory(home: Path) -> None:
    with Log.open() as log:
        assert log.path == home / FILE_NAME


def test_events_are_never_changed_or_removed(path: Path) -> None:
    Log.open(path).append("answer", "a", at=NOW)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE event SET item = 'b'")
    with pytest.raises(sqlite3.IntegrityError, match="never removed"):
        connection.execute("DELETE FROM event")


@pytest.mark.parametrize("kind", ["undo", "override", "regrade"])
def test_an_undo_speaks_about_an_event_that_exists(path: Path, kind: str) -> None:
    with Log.open(path) as log:
        answer = log.append("answer", "a", at=NOW)
        log.append(kind, "a", {"event": answer}, at=NOW)
        with pytest.raises(sqlite3.IntegrityError):
            log.append(kind, "a", {"event": 99}, at=NOW)
        with pytest.raises(sqlite3.IntegrityError):
            log.append(kind, "a", {}, at=NOW)
        assert len(log.events()) == 2


def test_the_file_is_in_wal_mode_and_checks_foreign_keys(path: Path) -> None:
    log = Log.open(path)
    pragma = lambda name: log._connection.execute(f"PRAGMA {name}").fetchone()[0]
    assert (pragma("journal_mode"), pragma("foreign_keys"), pragma("user_version")) == (
        "wal",
        1,
        len(MIGRATIONS),
    )


def _write(path: Path, name: str, count: int) -> None:
    with Log.open(path) as log:
        for n in range(count):
            log.append("answer", name, {"n": n}, at=NOW)


def test_two_processes_write_at_once_and_nothing_is_lost(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, name, 60)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Log.open(path) as log:
        for name in ("a", "b"):
            assert [e.payload["n"] for e in log.events(item=name)] == list(range(60))


_KILLED = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from llmprep.store.log import Log
log = Log.open(Path(sys.argv[1]))
for n in range(5):
    print(log.append("answer", "a", {"n": n}, at=datetime.now(UTC)), flush=True)
os.kill(os.getpid(), 9)
"""


def test_an_acknowledged_event_survives_kill_9(path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", _KILLED, str(path)], capture_output=True, text=True)
    assert died.returncode == -9
    with Log.open(path) as log:
        assert [e.id for e in log.events()] == [int(line) for line in died.stdout.split()]


def test_a_newer_schema_is_refused_and_left_alone(path: Path) -> None:
    Log.open(path).append("answer", "a", at=NOW)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(UserError, match="newer llmprep") as caught:
        Log.open(path)
    assert "pip install --upgrade" in caught.value.lines[0]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
    assert connection.execute("SELECT count(*) FROM event").fetchone() == (1,)


def test_migrations_run_once_in_order_and_a_failing_one_leaves_the_old_schema() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)

    def add(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE extra (n INTEGER) STRICT")

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half_done (n INTEGER) STRICT")
        raise RuntimeError("power cut")

    assert migrate(connection, (*MIGRATIONS, add)) == len(MIGRATIONS) + 1
    assert migrate(connection, (*MIGRATIONS, add)) == len(MIGRATIONS) + 1
    with pytest.raises(RuntimeError, match="power cut"):
        migrate(connection, (*MIGRATIONS, add, fail))
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert "extra" in tables
    assert "half_done" not in tables
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)


@pytest.mark.parametrize(
    "content", [b"this is a shopping list, not a database\n" * 200, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_damaged_file_is_explained_and_kept_byte_for_byte(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(UserError, match="damaged or is no llmprep database") as caught:
        Log.open(path)
    assert "left as it is" in caught.value.lines[0]
    assert path.read_bytes() == content


def test_a_damaged_page_inside_is_explained(path: Path) -> None:
    with Log.open(path) as log:
        for n in range(400):
            log.append("answer", "a", {"text": "x" * 300, "n": n}, at=NOW)
        log._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xa5" * (size // 3))
    with Log.open(path) as log, pytest.raises(UserError, match="damaged"):
        log.events()


def test_a_data_directory_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UserError, match="cannot be used") as caught:
        Log.open(tmp_path / "taken" / FILE_NAME)
    assert "LLMPREP_HOME" in caught.value.lines[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_directory_is_explained(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match=r"cannot be (used|written)"):
            Log.open(tmp_path / FILE_NAME)
    finally:
        tmp_path.chmod(0o700)


def test_a_read_only_file_is_explained(path: Path) -> None:
    log = Log.open(path)
    log._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(UserError, match="cannot be written"):
        log.append("answer", "a", at=NOW)


def test_a_full_disk_is_explained_and_what_was_there_stays(path: Path) -> None:
    log = Log.open(path)
    log.append("answer", "a", at=NOW)
    pages = log._connection.execute("PRAGMA page_count").fetchone()[0]
    log._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError, match="full"):
        log.append("answer", "a", {"text": "x" * 100_000}, at=NOW)
    assert len(log.events()) == 1


def _append_beyond_the_limit(path: Path) -> None:
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    log = Log.open(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        log.append("answer", "a", {"text": "x" * 1_000_000}, at=NOW)
    except UserError as error:
        os._exit(0 if "full" in error.message or "damaged" in error.message else 3)
    os._exit(4)


def test_a_write_that_the_system_refuses_is_an_error_for_people(path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_append_beyond_the_limit, args=(path,))
    process.start()
    process.join()
    assert process.exitcode == 0
    with Log.open(path) as log:
        assert log.events() == []


def test_a_copy_holds_everything_and_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    with Log.open(path) as log:
        log.append("answer", "a", at=NOW)
        log.copy_to(tmp_path / "copy.db")
        with pytest.raises(UserError, match="exists already"):
            log.copy_to(tmp_path / "copy.db")
        with Log.open(tmp_path / "copy.db") as copy:
            assert copy.events() == log.events()


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payloads=st.lists(st.dictionaries(st.text(max_size=6), _json, max_size=4), max_size=4))
def test_any_payload_round_trips(tmp_path: Path, payloads: list[dict[str, object]]) -> None:
    with Log.open(tmp_path / "round.db") as log:
        start = max((e.id for e in log.events()), default=0)
        for payload in payloads:
            log.append("note", "x", payload, at=NOW)
        assert [e.payload for e in log.events(after_id=start)] == payloads
