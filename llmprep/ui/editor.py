"""Opening the learner's editor on a text."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from llmprep.errors import Exit, UserError

FALLBACKS = ("sensible-editor", "nano", "vim", "vi", "notepad")


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """$VISUAL or $EDITOR with its options, else an editor that is there. Raises UserError for none."""
    named = environment.get("VISUAL") or environment.get("EDITOR")
    if named:
        return shlex.split(named)
    found = next((path for name in FALLBACKS if (path := shutil.which(name))), None)
    if found is None:
        raise UserError(
            "no editor was found",
            lines=["set EDITOR, for example: export EDITOR=nano"],
            exit_status=Exit.UNAVAILABLE,
        )
    return [found]


def open_in_editor(path: Path) -> None:
    """Let the learner edit a file; returns when the editor ends. Raises UserError where that fails."""
    command = editor_command(os.environ)
    try:
        done = subprocess.run([*command, str(path)], check=False)
    except OSError as error:
        raise UserError(
            f"the editor {command[0]!r} cannot be started: {error.strerror or error}",
            lines=["set EDITOR to one that can"],
            exit_status=Exit.UNAVAILABLE,
        ) from error
    if done.returncode:
        raise UserError(f"the editor {command[0]!r} ended with status {done.returncode}; nothing was taken over")


def edit_text(text: str = "", *, suffix: str = ".md") -> str:
    """What the learner makes of a text in their editor."""
    with tempfile.TemporaryDirectory(prefix="llmprep-") as folder:
        path = Path(folder, f"answer{suffix}")
        path.write_text(text, encoding="utf-8")
        open_in_editor(path)
        return path.read_text(encoding="utf-8", errors="replace").strip()
