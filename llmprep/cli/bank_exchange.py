"""`llmprep bank export` and `llmprep bank import`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from llmprep.cli.filters import Kinds, Levels, Tags, Topics
from llmprep.cli.options import AsJson, BankDirs, open_bank
from llmprep.cli.output import emit_json, err
from llmprep.errors import UserError

DECK = Path("llmprep.apkg")


class Format(StrEnum):
    """What a bank can be exported as; jsonl and csv can be imported again."""

    jsonl = "jsonl"
    csv = "csv"
    anki = "anki"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="jsonl and csv can be imported again.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Instead of stdout.")]
Source = Annotated[Path, typer.Argument(metavar="FILE", help="A .jsonl or .csv as `bank export` writes it.")]
Target = Annotated[
    Path | None, typer.Option("--to", metavar="DIR", help="The folder to write; by default FILE's name.")
]


def export(
    format: FormatOption = Format.jsonl,
    output: Output = None,
    topic: Topics = None,
    level: Levels = None,
    kind: Kinds = None,
    tag: Tags = None,
    bank: BankDirs = None,
) -> None:
    """Write the questions as JSON lines, as a table for spreadsheets, or as an Anki deck (llmprep.apkg)."""
    from llmprep.bank.exchange import to_csv, to_jsonl
    from llmprep.bank.find import select

    found = select(open_bank(bank), topic=topic, level=level, kind=kind, tag=tag)
    if format is Format.anki:
        from llmprep.bank.anki import write_deck

        path = output or DECK
        _say(f"{write_deck(found, path)} notes in {path}; import it with Anki's File > Import")
        return
    data = (to_jsonl(found) if format is Format.jsonl else to_csv(found)).encode()
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise UserError(f"{output}: cannot be written: {error.strerror or error}") from error
    _say(f"{len(found)} questions in {output}")


def import_(
    file: Source,
    to: Target = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files of that folder.")] = False,
    as_json: AsJson = False,
) -> None:
    """Turn JSON lines or a table into a folder of YAML, one file a topic; all of it or nothing."""
    from llmprep.bank.exchange import FORMATS, read_questions
    from llmprep.bank.write_yaml import write_bank

    format = file.suffix.casefold().lstrip(".")
    if format not in FORMATS:
        raise UserError(f"{file}: cannot tell what it holds", lines=["its name should end in .jsonl or .csv"])
    read = read_questions(_text(file), format, str(file))
    if read.faults:
        raise UserError(f"{file} has faults, so nothing was imported", lines=[str(f) for f in read.faults])
    if not read.questions:
        raise UserError(f"{file} holds no questions")
    folder = to or Path(file.stem)
    written = write_bank(read.questions, folder, overwrite=overwrite)
    if as_json:
        emit_json({"questions": len(read.questions), "files": [str(f) for f in written]})
        return
    _say(f"{len(read.questions)} questions in {len(written)} files of {folder}")
    taken = sorted(q.id for q in read.questions if q.id in open_bank(None))
    if taken:
        some = ", ".join(taken[:3]) + (", ..." if len(taken) > 3 else "")
        _say(f"{len(taken)} ids are taken by the bank in use ({some}): rename them to use both together")
    _say(f"try it: llmprep bank check --dir {folder}; llmprep quiz --bank {folder}")


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{file}: is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise UserError(f"{file}: cannot be read: {error.strerror or error}") from error


def _say(message: str) -> None:
    err().print(message, markup=False, soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add both commands to `llmprep bank`."""
    app.command("export")(export)
    app.command("import")(import_)
