"""What interviewers for different roles ask about, in the order in which they tend to come."""

from __future__ import annotations

import random
from collections.abc import Sequence

from llmprep.errors import unknown

ROLES: dict[str, tuple[str, ...]] = {
    "research": (
        "transformers", "attention", "pretraining", "scaling-laws", "alignment", "post-training", "positions",
        "moe", "chain-of-thought", "evaluation", "data", "diffusion", "multimodal", "safety", "long-context",
    ),
    "applied": (
        "rag", "prompting", "fine-tuning", "evaluation", "hallucination", "sampling", "agents", "embeddings",
        "system-design", "tokenization", "chain-of-thought", "safety", "long-context", "data", "alignment",
    ),
    "infra": (
        "inference", "kv-cache", "batching", "attention", "quantization", "hardware", "moe", "long-context",
        "system-design", "transformers", "tokenization", "sampling", "scaling-laws",
    ),
}  # fmt: skip
CORE = ("transformers", "attention", "inference", "alignment", "rag", "fine-tuning", "sampling", "evaluation",
        "kv-cache", "tokenization", "pretraining", "scaling-laws", "hallucination", "prompting")  # fmt: skip
SWAP = 3
"""How far a topic may move from its place, so that no two interviews begin the same."""


def topic_order(role: str | None, known: Sequence[str], rng: random.Random) -> list[str]:
    """The topics of an interview in order: the role's, or the core ones, slightly shuffled; only known ones."""
    if role is not None and role not in ROLES:
        raise unknown("role", role, ROLES)
    wanted = ROLES[role] if role else CORE
    own = [t for t in wanted if t in known]
    places = {t: n + rng.uniform(0, SWAP) for n, t in enumerate(own)}
    return sorted(own, key=lambda t: places[t]) or list(known)
