"""Options that several commands share, and what they load."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from llmprep.bank.load import Bank
    from llmprep.drills.catalogue import Catalogue

BankDirs = Annotated[
    list[Path] | None, typer.Option("--bank", metavar="DIR", help="Also use the questions in this folder.")
]
DrillDirs = Annotated[
    list[Path] | None, typer.Option("--drills", metavar="DIR", help="Also use the drills in this folder.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else there.")]
Seed = Annotated[int | None, typer.Option("--seed", min=0, help="Fix what is drawn, to get the same again.")]


def open_bank(dirs: Sequence[Path] | None) -> Bank:
    """The built-in questions, those of the settings and those of `--bank`."""
    from llmprep.bank.load import load_bank
    from llmprep.config import load_settings

    return load_bank((*load_settings().bank_dirs, *(dirs or ())))


def open_catalogue(dirs: Sequence[Path] | None) -> Catalogue:
    """The built-in drills, those of the settings and those of `--drills`."""
    from llmprep.config import load_settings
    from llmprep.drills.catalogue import builtin_drills_dir, load_drills

    return load_drills((builtin_drills_dir(), *load_settings().drill_dirs, *(dirs or ())))
