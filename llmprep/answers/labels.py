"""Labelled answers: what people really say, with a fair human's verdicts. They test the graders.

Files whose name contains `heldout` are the part that is not looked at while patterns are written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from llmprep.bank.model import Id, Model, Text
from llmprep.errors import UserError

HELD_OUT = "heldout"


class LabelledAnswer(Model):
    """One answer with the ids of the points it meets and of the red flags it raises."""

    text: Text
    style: str = ""
    met: tuple[Id, ...] = ()
    flags: tuple[Id, ...] = ()
    note: str = ""


class QuestionLabels(Model):
    """The labelled answers of one question."""

    question: Id
    answers: Annotated[tuple[LabelledAnswer, ...], Field(min_length=1)]


class LabelFile(Model):
    """One file of labelled answers."""

    labels: tuple[QuestionLabels, ...]


@dataclass(frozen=True)
class Labelled:
    """One labelled answer, the question it answers, and where it was read."""

    question: str
    text: str
    met: frozenset[str]
    flags: frozenset[str]
    style: str
    held_out: bool
    where: str


def label_files(roots: Iterable[Path]) -> list[Path]:
    """The label files of banks: `labels/*.yaml` beside the questions, in order."""
    found: set[Path] = set()
    for root in roots:
        if root.is_dir():
            found.update(p for p in root.rglob("labels/*.y*ml") if p.is_file())
    return sorted(found)


def read_labels(files: Iterable[Path]) -> list[Labelled]:
    """All labelled answers of these files. Raises UserError with every fault of the first broken file."""
    from llmprep.bank.where import BrokenYaml, parse

    out: list[Labelled] = []
    for file in files:
        try:
            document = parse(file.read_text(encoding="utf-8"))
            read = LabelFile.model_validate(document.data)
        except BrokenYaml as error:
            raise UserError(f"{file}:{error.line}: {error.message}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"{file}: cannot be read: {error}") from None
        except ValidationError as error:
            lines = [f"{file}:{document.line(e['loc'])}: {_field(e['loc'])}: {e['msg']}" for e in error.errors()]
            raise UserError(f"{file} holds labels that cannot be read", lines=lines) from None
        for i, entry in enumerate(read.labels):
            for j, answer in enumerate(entry.answers):
                line = document.line(("labels", i, "answers", j))
                out.append(
                    Labelled(
                        entry.question, answer.text, frozenset(answer.met), frozenset(answer.flags),
                        answer.style, HELD_OUT in file.name, f"{file}:{line}",
                    )
                )  # fmt: skip
    return out


def _field(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in loc)
