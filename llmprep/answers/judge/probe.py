"""One tiny call that tells whether a model answers, and in which form it can be asked for verdicts."""

from __future__ import annotations

import time
from typing import Any

from llmprep.answers.judge.client import complete
from llmprep.answers.judge.dialect import Dialect
from llmprep.answers.judge.endpoint import Endpoint

_QUESTION = [{"role": "user", "content": 'Reply with the JSON object {"ready": true} and nothing else.'}]
_SCHEMA = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}


def probe(endpoint: Endpoint) -> dict[str, Any]:
    """What was found: seconds, structured output (schema, json or plain), tokens. Raises JudgeFault."""
    begin = time.monotonic()
    completion = complete(endpoint, _QUESTION, dialect=Dialect(), schema=_SCHEMA)
    return {
        "seconds": round(time.monotonic() - begin, 2),
        "output": completion.dialect.mode,
        "temperature": completion.dialect.temperature,
        "seed": completion.dialect.seed,
        "tokens": (completion.prompt_tokens or 0) + (completion.completion_tokens or 0),
    }
