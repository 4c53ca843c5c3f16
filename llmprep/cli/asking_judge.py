"""Asking the LLM judge in the middle of a session: progress while waiting, one line where it fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from llmprep.answers.grade import Grade
from llmprep.answers.judge.faults import JudgeFault
from llmprep.bank.model import Free, Question
from llmprep.cli.output import err
from llmprep.config import key_may_go_to

if TYPE_CHECKING:
    from llmprep.config import Settings


class AskingJudge:
    """Grades by the model, or says in one line on stderr why it could not and gives None.

    After a fault that the next answer would meet too, the endpoint is left alone for the rest of the session.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.broken: JudgeFault | None = None

    def __call__(self, question: Question, text: str, hinted: bool) -> Grade | None:
        if not isinstance(question, Free) or self.broken is not None:
            return None
        from llmprep.answers.judge.judging import judge_answer
        from llmprep.store.verdicts import Verdicts

        try:
            with waiting(f"asking {self.settings.judge_model or 'the judge'} …"), Verdicts.open() as verdicts:
                return judge_answer(
                    question, text, self.settings, environment=os.environ, verdicts=verdicts, hinted=hinted,
                    key_may_go=key_may_go_to(self.settings.judge_url),
                )  # fmt: skip
        except JudgeFault as fault:
            err().print(fault.line(), style="yellow", markup=False)
            if fault.lasting:
                self.broken = fault
        except KeyboardInterrupt:
            err().print("LLM judge: stopped; the offline grade stands", style="yellow", markup=False)
        return None


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """A sign of life on stderr while a model thinks; nothing where no one watches."""
    console = err()
    if not console.is_terminal:
        yield
        return
    with console.status(words, spinner="dots"):
        yield
