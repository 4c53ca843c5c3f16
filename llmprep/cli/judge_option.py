"""The `--judge` option, and the LLM judge behind it where one is set up."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from llmprep.config import Settings
    from llmprep.practice.session import LlmJudge


class JudgeName(StrEnum):
    """Who grades free answers."""

    auto = "auto"
    rubric = "rubric"
    llm = "llm"
    self = "self"


JudgeChoice = Annotated[
    JudgeName,
    typer.Option(
        "--judge",
        help="Who grades free answers: rubric (offline), llm (endpoint), self (you), auto (llm if set up).",
    ),
]


def llm_judge(name: JudgeName, settings: Settings) -> LlmJudge | None:
    """The judge to ask after the offline grade; None where the offline grade stands."""
    return None
