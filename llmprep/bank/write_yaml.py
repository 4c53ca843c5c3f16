"""Questions written as bank files: YAML as an author would write it, long texts as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from llmprep.bank.exchange import plain
from llmprep.bank.model import Question
from llmprep.bank.where import EXPONENT
from llmprep.errors import UserError

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and writes texts of several lines as `|` blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    block = "\n" in text and not any(line != line.rstrip() for line in text.split("\n"))
    style = "|" if block else "'" if EXPONENT.fullmatch(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def bank_yaml(topic: str, questions: Iterable[Question]) -> str:
    """One bank file of these questions, all of this topic; reading it gives the same questions."""
    entries = []
    for question in questions:
        if question.topic != topic:
            raise ValueError(f"{question.id} is of topic {question.topic}, not {topic}")
        entries.append({name: value for name, value in plain(question).items() if name != "topic"})
    document: dict[str, Any] = {"topic": topic, "questions": entries}
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def write_bank(questions: Sequence[Question], folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write `folder/<topic>.yaml` for each topic; the files written.

    Raises UserError, before anything is written, where such a file exists already and may not be replaced;
    and where the folder cannot be written to.
    """
    topics = dict.fromkeys(question.topic for question in questions)
    files = {topic: folder / f"{topic}.yaml" for topic in topics}
    there = [file for file in files.values() if file.exists()]
    if there and not overwrite:
        raise UserError(
            f"{folder} has such files already: {', '.join(file.name for file in there)}",
            lines=["choose another folder with --to, or replace them with --overwrite"],
        )
    texts = {topic: bank_yaml(topic, [q for q in questions if q.topic == topic]) for topic in topics}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for topic, file in files.items():
            file.write_text(texts[topic], encoding="utf-8")
    except OSError as error:
        raise UserError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return list(files.values())
