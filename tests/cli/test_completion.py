"""What the shell is offered for completion."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .conftest import environment


def complete(words: str) -> list[str]:
    env = environment() | {
        "_LLMPREP_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1),
    }  # fmt: skip
    code = "from llmprep.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("llmprep inter", ["interview"]),
        ("llmprep quiz --topic tokeniz", ["tokenization"]),
        ("llmprep review --topic kv", ["kv-cache"]),
        ("llmprep plan --focus attention,tokeniz", ["attention,tokenization"]),
        ("llmprep interview --role inf", ["infra"]),
        ("llmprep drill start soft", ["softmax"]),
        ("llmprep answer attention-scale", ["attention-scale-factor"]),
    ],
)
def test_commands_ids_and_topics_are_completed(words: str, offered: list[str], home: object) -> None:
    assert complete(words)[: len(offered)] == offered


def test_nothing_fits_nothing_is_offered(home: object) -> None:
    assert complete("llmprep quiz --topic zzz") == []
