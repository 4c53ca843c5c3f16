"""The whole state as one file, and back again. What was there before is never destroyed.

A backup is a zip: `manifest.json`, the database (a consistent copy, even while others write), the user's
config.toml, and what was written in interviews.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from llmprep import __version__
from llmprep.errors import UserError
from llmprep.store.log import FILE_NAME, Log

FORMAT = 1
MANIFEST = "manifest.json"
CONFIG = "config.toml"
FOLDERS = ("interviews",)
LARGEST_BYTES = 4 * 2**30


@dataclass(frozen=True)
class Backup:
    """What a backup holds. kept: where the database that it replaced was put, after a restore."""

    path: Path
    events: int
    created: str
    kept: Path | None = None


def write_backup(log: Log, target: Path, now: datetime, *, overwrite: bool = False) -> Backup:
    """Write everything to `target`. Raises UserError where it exists (unless `overwrite`) or cannot be written."""
    if target.exists() and not overwrite:
        raise UserError(f"{target} exists already", lines=["give another name, or --overwrite"])
    home = log.path.parent
    created = now.isoformat(timespec="seconds")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".llmprep-backup-") as folder:
            copy = Path(folder, FILE_NAME)
            log.copy_to(copy)
            with Log.open(copy) as copied:
                events = len(copied.events())
            _single_file(copy)
            made = Path(folder, "backup.zip")
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
                manifest = {"format": FORMAT, "llmprep": __version__, "created": created, "events": events}
                bundle.writestr(MANIFEST, json.dumps(manifest))
                bundle.write(copy, FILE_NAME)
                if (home / CONFIG).is_file():
                    bundle.write(home / CONFIG, CONFIG)
                for file in _extra_files(home):
                    bundle.write(file, file.relative_to(home).as_posix())
            made.replace(target)
    except OSError as error:
        raise UserError(f"{target}: cannot be written: {error.strerror or error}") from error
    return Backup(target, events, created)


def _extra_files(home: Path) -> list[Path]:
    return sorted(f for name in FOLDERS for f in (home / name).rglob("*") if f.is_file() and not f.is_symlink())


def _single_file(database: Path) -> None:
    """Fold the write-ahead log in, so that the one file is all there is."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def restore_backup(source: Path, home: Path, now: datetime) -> Backup:
    """Put a backup in place of what is in `home`; the old database is kept beside it.

    Raises UserError, with nothing changed, where the file is no sound backup or a newer llmprep made it.
    """
    with tempfile.TemporaryDirectory(prefix="llmprep-restore-") as folder:
        manifest = _unpack(source, Path(folder))
        fresh = Path(folder, FILE_NAME)
        events = _checked(source, fresh)
        try:
            home.mkdir(parents=True, exist_ok=True)
            kept = _move_aside(home / FILE_NAME, now)
            (home / FILE_NAME).write_bytes(fresh.read_bytes())
            for file in sorted(Path(folder).rglob("*")):
                relative = file.relative_to(folder)
                if file.is_file() and relative.name not in (FILE_NAME, MANIFEST):
                    (home / relative).parent.mkdir(parents=True, exist_ok=True)
                    if (home / relative).exists() and (home / relative).read_bytes() != file.read_bytes():
                        _move_aside(home / relative, now)
                    (home / relative).write_bytes(file.read_bytes())
        except OSError as error:
            raise UserError(f"{home}: cannot be written: {error.strerror or error}") from error
    return Backup(source, events, str(manifest.get("created", "")), kept)


def _unpack(source: Path, folder: Path) -> dict[str, object]:
    """Unpack what a backup may hold, and nothing else."""
    broken = UserError(f"{source} is no llmprep backup", lines=["`llmprep backup FILE` writes one"])
    try:
        with zipfile.ZipFile(source) as bundle:
            names = bundle.namelist()
            if MANIFEST not in names or FILE_NAME not in names:
                raise broken
            if sum(i.file_size for i in bundle.infolist()) > LARGEST_BYTES:
                raise broken
            manifest: dict[str, object] = json.loads(bundle.read(MANIFEST))
            if int(str(manifest.get("format", 0))) > FORMAT:
                raise UserError(
                    f"{source} was made by a newer llmprep ({manifest.get('llmprep')})",
                    lines=["upgrade with `pip install --upgrade llmprep`"],
                )
            for name in names:
                parts = Path(name).parts
                allowed = name in (FILE_NAME, CONFIG) or (len(parts) > 1 and parts[0] in FOLDERS)
                if allowed and ".." not in parts and not name.endswith("/"):
                    bundle.extract(name, folder)
    except FileNotFoundError:
        raise UserError(f"{source}: there is no such file") from None
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError) as error:
        raise broken from error
    except OSError as error:
        raise UserError(f"{source}: cannot be read: {error.strerror or error}") from error
    return manifest


def _checked(source: Path, database: Path) -> int:
    """The number of events of a sound database."""
    try:
        with Log.open(database) as log:
            events = len(log.events())
        connection = sqlite3.connect(database)
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.close()
    except UserError as error:
        raise UserError(
            f"{source}: {error.message.replace(str(database), 'its database')}", lines=error.lines
        ) from error
    if not sound:
        raise UserError(f"{source}: its database is damaged; nothing was changed")
    _single_file(database)
    return events


def _move_aside(file: Path, now: datetime) -> Path | None:
    """Rename a file, and SQLite's companions of it, so that it stays; where to."""
    if not file.exists():
        return None
    stamp = f"{now:%Y%m%d-%H%M%S}"
    number = 0
    while (kept := file.with_name(f"{file.stem}-before-{stamp}{f'-{number}' if number else ''}{file.suffix}")).exists():
        number += 1
    for companion in ("-wal", "-shm"):
        beside = file.with_name(file.name + companion)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + companion))
    file.rename(kept)
    return kept
