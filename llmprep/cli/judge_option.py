"""The options that say who grades free answers, and the LLM judge behind them where one is set up."""

from __future__ import annotations

import os
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from llmprep.cli.learner import Desk
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
JudgeModel = Annotated[
    str | None, typer.Option("--judge-model", metavar="MODEL", help="The LLM judge's model; else judge_model is used.")
]
JudgeUrl = Annotated[
    str | None,
    typer.Option(
        "--judge-url", metavar="URL", help="Its OpenAI-compatible endpoint, such as http://localhost:11434/v1."
    ),
]
Votes = Annotated[
    int | None, typer.Option("--votes", min=1, max=15, help="How often the LLM judge is asked; the majority counts.")
]


def with_judge(settings: Settings, model: str | None, url: str | None, votes: int | None) -> Settings:
    """The settings with what the command line says about the LLM judge."""
    given = {"judge_model": model, "judge_url": url, "judge_votes": votes}
    return settings.model_copy(update={name: value for name, value in given.items() if value is not None})


def judged(desk: Desk, model: str | None, url: str | None, votes: int | None) -> Desk:
    """The desk, its settings changed by what the command line says about the LLM judge."""
    return replace(desk, settings=with_judge(desk.settings, model, url, votes))


def llm_judge(name: JudgeName, settings: Settings) -> LlmJudge | None:
    """The judge to ask after the offline grade; None where the offline grade stands.

    `auto` asks one only where a model and a way to reach it are set.
    """
    if name in (JudgeName.rubric, JudgeName.self):
        return None
    reachable = settings.judge_url or os.environ.get("OPENAI_BASE_URL") or os.environ.get("OPENAI_API_KEY")
    if name is JudgeName.auto and not (settings.judge_model and reachable):
        return None
    from llmprep.cli.asking_judge import AskingJudge

    return AskingJudge(settings)
