"""The formats of a question, as pydantic models: one class a kind.

They refuse unknown keys, are frozen once read, and give the JSON Schema that editors use. Where a
question was read from (`Question.where`) is filled in by the loader.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="kebab-case")]
Text = Annotated[str, Field(min_length=1)]
Level = Annotated[int, Field(ge=1, le=5, description="1 recall, 2 explain, 3 apply, 4 trade-off, 5 research depth.")]

Finite = Annotated[float, Field(allow_inf_nan=False)]
MOST_STEPS = 10**9

TOPICS = (
    "transformers", "attention", "positions", "tokenization", "pretraining", "scaling-laws", "data",
    "post-training", "alignment", "fine-tuning", "moe", "sampling", "prompting", "chain-of-thought", "rag",
    "embeddings", "hallucination", "evaluation", "inference", "kv-cache", "batching", "quantization",
    "hardware", "long-context", "multimodal", "diffusion", "safety", "agents", "system-design",
)  # fmt: skip
"""The topics of the built-in bank, in learning order; other banks may add their own."""


class Model(BaseModel):
    """Base of all formats: unknown keys refused, values frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Point(Model):
    """One thing that a complete free answer says."""

    id: Id
    says: Text
    weight: Annotated[int, Field(ge=1, le=3)] = 2
    match: tuple[Text, ...] = Field((), description="Patterns; any one of them earns the point.")


class RedFlag(Model):
    """One wrong claim that a free answer may make."""

    id: Id
    says: Text = Field(description="What is true instead; shown to the learner.")
    claim: str = Field("", description="The wrong claim itself, in a few words; shown to judges and authors.")
    match: tuple[Text, ...] = ()
    costs: Annotated[int, Field(ge=0, le=100)] = 20
    against: tuple[Id, ...] = Field(
        (), description="Points that the same slip loses; what they already cost is not taken twice."
    )


class QuestionBase(Model):
    """What every kind of question has."""

    id: Annotated[Id, Field(description="Stable and unique over all banks: history hangs on it. kebab-case")]
    topic: Id
    level: Level
    prompt: Annotated[Text, Field(description="Markdown; asks for everything that is graded.")]
    hint: str = Field("", description="One nudge, shown on request; lowers the rating.")
    answer: str = Field("", description="The model answer, shown after grading.")
    follow_ups: tuple[Id, ...] = Field((), description="Ids of questions that dig deeper from here.")
    probes: tuple[Text, ...] = Field((), description="Short follow-ups to ask oneself; not graded.")
    drill: str | None = Field(None, description="The coding drill that practises this.")
    sources: tuple[Text, ...] = Field((), description="Papers with sections, official documentation.")
    as_of: str | None = Field(None, description="YYYY-MM of facts that will age.")
    tags: tuple[Id, ...] = Field((), description="Concept tags, and `scenario` for design and debugging scenarios.")
    where: str = Field("", exclude=True, json_schema_extra={"readOnly": True})


class Free(QuestionBase):
    """Answered in prose, graded point by point."""

    kind: Literal["free"]
    points: tuple[Point, ...] = Field(min_length=1)
    red_flags: tuple[RedFlag, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Free:
        ids = [p.id for p in self.points] + [f.id for f in self.red_flags]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"point and red-flag ids must differ; used twice: {', '.join(twice)}")
        known = {p.id for p in self.points}
        for flag in self.red_flags:
            stray = [i for i in flag.against if i not in known]
            if stray:
                raise ValueError(f"red flag {flag.id}: `against` names no point of this question: {', '.join(stray)}")
        return self


class Option(Model):
    """One option of a choice question; wrong ones say why."""

    says: Text
    right: bool = False
    why: str = ""

    @model_validator(mode="after")
    def _wrong_options_teach(self) -> Option:
        if not self.right and not self.why:
            raise ValueError("a wrong option needs a `why`: what is wrong about it")
        return self


class Choice(QuestionBase):
    """Pick the right option, or all right options."""

    kind: Literal["choice"]
    options: tuple[Option, ...] = Field(min_length=2, max_length=8)

    @model_validator(mode="after")
    def _some_right_some_wrong(self) -> Choice:
        right = sum(o.right for o in self.options)
        if right == 0 or right == len(self.options):
            raise ValueError("a choice needs at least one right and one wrong option (`right: true`)")
        return self


class WrongFormula(Model):
    """A way in which people get a calculation wrong."""

    id: Id
    formula: Text
    says: Text


class Given(Model):
    """One drawn quantity: a list to draw from, or a range."""

    says: str = ""
    unit: str = ""
    one_of: tuple[Finite | int | str, ...] = ()
    low: Finite | None = None
    high: Finite | None = None
    step: Finite | None = None

    @model_validator(mode="after")
    def _list_or_range(self) -> Given:
        ranged = self.low is not None and self.high is not None
        if ranged == bool(self.one_of):
            raise ValueError("give either `one_of` or both `low` and `high`")
        if self.low is not None and self.high is not None:
            if not self.low < self.high:
                raise ValueError("`low` must be below `high`")
            if self.step is not None and self.step > 0 and (self.high - self.low) / self.step > MOST_STEPS:
                raise ValueError(f"there are more than {MOST_STEPS:,} steps from `low` to `high`; leave `step` out")
            if self.high - self.low == math.inf:
                raise ValueError("the range from `low` to `high` is too large")
        return self


class Numeric(QuestionBase):
    """A family of calculations: fresh values each time, one formula, known mistakes.

    The prompt (and the answer) name drawn values in braces: `{n_layers}`. `rows` draws whole rows of values
    together (real model configurations): `rows: [{model: Llama-3-8B, n_layers: 32}, ...]`.
    """

    kind: Literal["numeric"]
    given: dict[str, Given] = Field(default_factory=dict)
    rows: tuple[dict[str, Finite | int | str], ...] = ()
    derived: dict[str, Text] = Field(default_factory=dict, description="Named intermediate formulas, in order.")
    formula: Text
    unit: str = Field("", description="A pint unit, e.g. `MiB`, `byte`, `second`; empty for a plain number.")
    tolerance: Annotated[float, Field(ge=0, le=0.5)] = Field(0.02, description="Relative.")
    absolute: Annotated[float, Field(ge=0, allow_inf_nan=False)] = Field(
        0.0, description="Absolute tolerance, in `unit`."
    )
    mistakes: tuple[WrongFormula, ...] = ()

    @model_validator(mode="after")
    def _something_is_drawn(self) -> Numeric:
        if not self.given and not self.rows:
            raise ValueError("a numeric family needs `given` or `rows`")
        if len({frozenset(r) for r in self.rows}) > 1:
            raise ValueError("all `rows` must have the same keys")
        return self


class Order(QuestionBase):
    """Steps to put in order; listed here in the right order, shown shuffled."""

    kind: Literal["order"]
    steps: tuple[Text, ...] = Field(min_length=3, max_length=10)
    why: str = ""


class Gap(Model):
    """What one gap of a cloze accepts."""

    accepts: tuple[Text, ...] = Field(min_length=1)
    mistakes: dict[str, str] = Field(default_factory=dict, description="A wrong filling -> what it reveals.")

    @field_validator("mistakes", mode="before")
    @classmethod
    def _keys_are_text(cls, value: object) -> object:
        return {str(k): v for k, v in value.items()} if isinstance(value, dict) else value


class Cloze(QuestionBase):
    """A text with gaps, written `[[name]]` in the prompt."""

    kind: Literal["cloze"]
    gaps: dict[str, Gap] = Field(min_length=1)

    @model_validator(mode="after")
    def _gaps_match_the_prompt(self) -> Cloze:
        named = re.findall(r"\[\[([a-z0-9_-]+)\]\]", self.prompt)
        if sorted(set(named)) != sorted(self.gaps):
            raise ValueError(
                f"the prompt's gaps ({', '.join(named) or 'none'}) and `gaps` ({', '.join(self.gaps)}) must be the same"
            )
        return self


Question = Annotated[Free | Choice | Numeric | Order | Cloze, Field(discriminator="kind")]
KINDS = ("free", "choice", "numeric", "order", "cloze")


class BankFile(Model):
    """One YAML file of questions, all of one topic."""

    topic: Id
    questions: tuple[Question, ...] = Field(min_length=1)


def content_hash(question: Question) -> str:
    """12 hex digits that change with anything in the question, but not with the line it stands on."""
    content = json.dumps(question.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(content.encode(), digest_size=6).hexdigest()
