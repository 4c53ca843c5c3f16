"""`bank new`: a commented, working example of a question of each kind, to be written over."""

from __future__ import annotations

from importlib.resources import files

from llmprep.bank.model import KINDS

HEADER = """\
# A file of questions, all of one topic. Put it into a folder of its own and try it:
#   llmprep bank check --dir FOLDER            finds what is wrong, with file and line
#   llmprep quiz --bank FOLDER                 asks it
# Editors complete and check it with the schema that `llmprep bank schema` prints.
"""


def template(kind: str, topic: str) -> str:
    """A bank file with one example of this kind, as YAML with comments; it passes `bank check` as it is."""
    if kind not in KINDS:
        raise ValueError(f"no kind of question is called {kind!r}")
    body = (files("llmprep.bank") / "templates" / f"{kind}.yaml").read_text(encoding="utf-8")
    return f"{HEADER}topic: {topic}\nquestions:\n{body}"
