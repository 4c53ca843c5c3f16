"""Where data lives and what the user has set: environment, config files, defaults.

Later wins: defaults, the user's config.toml, llmprep.toml in the working directory (a folder of questions and drills
can carry its own), environment variables.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from llmprep.errors import UserError

APP = "llmprep"
LOCAL_FILE = "llmprep.toml"


class Price(BaseModel):
    """What a model costs, per million tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Annotated[float, Field(ge=0)]
    output: Annotated[float, Field(ge=0)]


class Settings(BaseModel):
    """Everything that can be set in a config file; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bank_dirs: tuple[Path, ...] = Field((), description="Folders of questions beside the built-in ones.")
    drill_dirs: tuple[Path, ...] = Field((), description="Folders of drills beside the built-in ones.")
    judge_model: str | None = Field(None, description="Model of the LLM judge.")
    judge_url: str | None = Field(None, description="Base URL of an OpenAI-compatible endpoint.")
    judge_votes: Annotated[int, Field(ge=1, le=15)] = 1
    judge_timeout_s: Annotated[float, Field(gt=0)] = 60.0
    prices: Mapping[str, Price] = Field(default_factory=dict, description="Model name -> price per 1e6 tokens.")
    daily_new: Annotated[int, Field(ge=0)] = 10
    daily_due: Annotated[int, Field(ge=1)] = 100
    target_retention: Annotated[float, Field(gt=0.5, lt=1)] = 0.9
    day_starts_at_hour: Annotated[int, Field(ge=0, le=12)] = 4


def data_dir() -> Path:
    """Where events and state live: LLMPREP_HOME, else the platform's user data directory. Not created here."""
    home = os.environ.get("LLMPREP_HOME")
    if home:
        return Path(home).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def cache_dir() -> Path:
    """Where things live that can be made again."""
    home = os.environ.get("LLMPREP_HOME")
    if home:
        return Path(home).expanduser() / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def config_files() -> list[Path]:
    """The config files that are read, in order; they need not exist."""
    home = os.environ.get("LLMPREP_HOME")
    if home:
        user = Path(home).expanduser() / "config.toml"
    else:
        import platformdirs

        user = Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.toml"
    return [user, Path.cwd() / LOCAL_FILE]


def load_settings() -> Settings:
    """The settings in force. Raises UserError that names file and key."""
    merged: dict[str, Any] = {}
    for path in config_files():
        merged |= _read(path)
    env = {
        "judge_model": os.environ.get("LLMPREP_JUDGE_MODEL"),
        "judge_url": os.environ.get("LLMPREP_JUDGE_URL"),
    }
    merged |= {k: v for k, v in env.items() if v}
    return Settings(**merged)


def key_may_go_to(url: str | None) -> bool:
    """Whether the API key may be sent to this judge.

    Not where only the working directory's config file names it: a folder of questions from strangers must
    not be able to send the learner's key to their server.
    """
    user, local = config_files()
    if url is None or url != _read(local).get("judge_url"):
        return True
    return url in (_read(user).get("judge_url"), os.environ.get("LLMPREP_JUDGE_URL"))


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error
    try:
        data = tomllib.loads(text)
        made = Settings(**data)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: is no TOML: {error}") from error
    except ValidationError as error:
        raise UserError(f"{path}: has settings that cannot be used", lines=_faults(path, error)) from error
    relative = {
        k: tuple(path.parent / p.expanduser() for p in getattr(made, k))
        for k in ("bank_dirs", "drill_dirs")
        if k in data
    }
    return data | relative


def _faults(path: Path, error: ValidationError) -> list[str]:
    import difflib

    lines = []
    for fault in error.errors():
        key = ".".join(map(str, fault["loc"]))
        if fault["type"] == "extra_forbidden":
            near = difflib.get_close_matches(key, Settings.model_fields, n=1)
            lines.append(f"{path}: unknown setting {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        else:
            lines.append(f"{path}: {key}: {fault['msg']}")
    return lines
