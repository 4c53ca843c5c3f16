"""Backup and restore: everything comes back, and nothing is destroyed on the way."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from llmprep.errors import UserError
from llmprep.store.backup import FORMAT, MANIFEST, restore_backup, write_backup
from llmprep.store.log import FILE_NAME, Log

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def filled(home: Path, count: int = 3) -> Log:
    log = Log.open(home / FILE_NAME)
    for n in range(count):
        log.append("answer", f"q{n}", {"score": 10.0 * n}, at=NOW)
    return log


def test_a_backup_restores_events_settings_and_interviews_elsewhere(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    with filled(home) as log:
        log.append("undo", "q1", {"event": 2}, at=NOW)
        (home / "config.toml").write_text("daily_new = 3\n")
        (home / "interviews" / "s1").mkdir(parents=True)
        (home / "interviews" / "s1" / "softmax.py").write_text("x = 1\n")
        made = write_backup(log, tmp_path / "all.zip", NOW)
        events = log.events()
    assert made.events == 4
    restored = restore_backup(tmp_path / "all.zip", other, NOW)
    assert (restored.events, restored.kept, restored.created) == (4, None, NOW.isoformat())
    with Log.open(other / FILE_NAME) as log:
        assert log.events() == events
        assert log.append("answer", "next", at=NOW) == 5
    assert (other / "config.toml").read_text() == "daily_new = 3\n"
    assert (other / "interviews" / "s1" / "softmax.py").read_text() == "x = 1\n"


def test_what_was_there_before_is_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with filled(home, 2) as log:
        write_backup(log, tmp_path / "old.zip", NOW)
        log.append("answer", "later", at=NOW)
    first = restore_backup(tmp_path / "old.zip", home, NOW)
    second = restore_backup(tmp_path / "old.zip", home, NOW)
    assert first.kept is not None
    assert second.kept is not None
    assert first.kept != second.kept
    with Log.open(first.kept) as kept:
        assert [e.item for e in kept.events()] == ["q0", "q1", "later"]
    with Log.open(home / FILE_NAME) as log:
        assert [e.item for e in log.events()] == ["q0", "q1"]


def test_a_damaged_database_can_be_replaced_by_a_backup_and_stays(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with filled(home) as log:
        write_backup(log, tmp_path / "good.zip", NOW)
    (home / FILE_NAME).write_bytes(b"ruined" * 1000)
    restored = restore_backup(tmp_path / "good.zip", home, NOW)
    assert restored.kept is not None
    assert restored.kept.read_bytes() == b"ruined" * 1000
    with Log.open(home / FILE_NAME) as log:
        assert len(log.events()) == 3


def test_a_backup_overwrites_only_when_told(tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    target.write_text("precious")
    with filled(tmp_path / "home") as log:
        with pytest.raises(UserError, match="exists already"):
            write_backup(log, target, NOW)
        assert target.read_text() == "precious"
        write_backup(log, target, NOW, overwrite=True)
        with pytest.raises(UserError, match="cannot be written"):
            write_backup(log, tmp_path / "nowhere" / "b.zip", NOW)
    assert zipfile.is_zipfile(target)


def corrupted(tmp_path: Path, what: str) -> Path:
    with filled(tmp_path / "source") as log:
        write_backup(log, tmp_path / "good.zip", NOW)
    with zipfile.ZipFile(tmp_path / "good.zip") as good:
        parts = {name: good.read(name) for name in good.namelist()}
    if what == "text":
        bad = tmp_path / "bad.zip"
        bad.write_text("no zip at all")
        return bad
    if what == "newer":
        parts[MANIFEST] = json.dumps({"format": FORMAT + 1, "llmprep": "9.0"}).encode()
    if what == "no manifest":
        del parts[MANIFEST]
    if what == "ruined database":
        parts[FILE_NAME] = b"SQLite format 3\0" + b"\x07" * 4096
    if what == "climbing names":
        parts["interviews/../../escaped.txt"] = b"out"
        parts["../escaped.txt"] = b"out"
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content)
    return bad


@pytest.mark.parametrize(
    ("what", "message"),
    [("text", "is no llmprep backup"), ("newer", "newer llmprep"), ("no manifest", "is no llmprep backup"),
     ("ruined database", "its database is damaged")],
)  # fmt: skip
def test_a_file_that_is_no_sound_backup_changes_nothing(tmp_path: Path, what: str, message: str) -> None:
    bad = corrupted(tmp_path, what)
    home = tmp_path / "home"
    filled(home, 1).close()
    with pytest.raises(UserError, match=message):
        restore_backup(bad, home, NOW)
    with Log.open(home / FILE_NAME) as log:
        assert len(log.events()) == 1
    assert [f.name for f in home.iterdir() if "before" in f.name] == []


def test_a_backup_writes_nothing_outside_of_the_data_directory(tmp_path: Path) -> None:
    restore_backup(corrupted(tmp_path, "climbing names"), tmp_path / "a" / "home", NOW)
    assert list(tmp_path.rglob("escaped.txt")) == []


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no such file"):
        restore_backup(tmp_path / "nothing.zip", tmp_path, NOW)
