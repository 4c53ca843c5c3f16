"""Which drills there are: metadata only, without torch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from llmprep.errors import UserError, unknown

T = TypeVar("T")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DrillFile(BaseModel):
    """The format of `drill.yaml`; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    topic: str
    level: Annotated[int, Field(ge=1, le=5)]
    minutes: Annotated[int, Field(ge=1, le=240)]
    entry: tuple[str, ...] = Field(min_length=1, description="Signatures of the functions or classes that are called.")
    forbidden: tuple[str, ...] = ()
    hints: tuple[str, ...] = Field(min_length=3, max_length=3)
    follow_ups: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    requires: tuple[str, ...] = Field((), description="Drills whose skills this one uses.")
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drill:
    """One drill: its metadata and its folder."""

    meta: DrillFile
    folder: Path

    @property
    def id(self) -> str:
        return self.meta.id

    @property
    def title(self) -> str:
        return self.meta.title

    @property
    def topic(self) -> str:
        return self.meta.topic

    @property
    def level(self) -> int:
        return self.meta.level

    @property
    def minutes(self) -> int:
        return self.meta.minutes

    @property
    def entries(self) -> tuple[str, ...]:
        """The names that a submission must define."""
        return tuple(e.partition("(")[0].removeprefix("class ").strip() for e in self.meta.entry)

    @cached_property
    def prompt(self) -> str:
        return self._read("prompt.md")

    @cached_property
    def starter(self) -> str:
        return self._read("starter.py")

    @cached_property
    def reference(self) -> str:
        return self._read("reference.py")

    def _read(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except OSError as error:
            raise UserError(f"{self.folder / name}: cannot be read: {error.strerror}") from error


class Catalogue:
    """All drills by id, in the order of topic and level of their folders' names."""

    def __init__(self, drills: Iterable[Drill]) -> None:
        self.drills = {d.id: d for d in drills}

    def get(self, name: str) -> Drill:
        """A drill by id, dashes or underscores. Raises UserError with the nearest matches."""
        drill = self.drills.get(name.strip().casefold().replace("-", "_"))
        if drill is None:
            raise unknown("drill", name, self.drills, see="llmprep drill list")
        return drill

    def path(self) -> list[Drill]:
        """An order in which each drill uses what the ones before it taught: easy ones first, prerequisites before."""
        done: dict[str, Drill] = {}

        def visit(drill: Drill, trail: frozenset[str]) -> None:
            if drill.id in done or drill.id in trail:
                return
            needs = [self.drills[r] for r in drill.meta.requires if r in self.drills]
            for need in sorted(needs, key=lambda d: (d.level, d.id)):
                visit(need, trail | {drill.id})
            done[drill.id] = drill

        for drill in sorted(self.drills.values(), key=lambda d: (d.level, d.topic, d.id)):
            visit(drill, frozenset())
        return list(done.values())


def builtin_drills_dir() -> Path:
    """Where the drills that come with llmprep are: in the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "content" / "drills"
    return installed if installed.is_dir() else package.parent / "drills"


def load_drills(dirs: Sequence[Path] = ()) -> Catalogue:
    """Every drill of these folders (the built-in ones when none is given). Raises UserError with all faults at once."""
    found: list[Drill] = []
    faults: list[str] = []
    seen: dict[str, Path] = {}
    for root in dirs or (builtin_drills_dir(),):
        if not root.is_dir():
            faults.append(f"{root}: is not a folder of drills")
            continue
        for path in sorted(root.glob("*/drill.yaml")):
            try:
                drill = Drill(read_drill(path), path.parent)
            except UserError as error:
                faults.extend((error.message, *error.lines))
                continue
            if drill.id in seen:
                faults.append(f"{path}: the id {drill.id!r} is taken by {seen[drill.id]}")
            seen[drill.id] = path
            found.append(drill)
    if faults:
        raise UserError("the drills cannot be read", lines=faults)
    return Catalogue(found)


def read_drill(path: Path) -> DrillFile:
    """One drill.yaml. Raises UserError that names file, field and remedy."""
    meta = read_checked(path, DrillFile.model_validate)
    if meta.id != path.parent.name:
        raise UserError(f"{path}: id is {meta.id!r}, but the folder is called {path.parent.name!r}")
    return meta


def read_checked(path: Path, validate: Callable[[Any], T], prefix: str = "") -> T:
    """A YAML file that pydantic validates. Raises UserError with every fault: file, `prefix` and field, and what is wrong."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UserError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error
    try:
        return validate(data)
    except ValidationError as error:
        faults = [f"{path}: {prefix}{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors()]
        raise UserError(faults[0], lines=faults[1:]) from error
