"""What works on this machine and what does not, and how to mend it: one function a check, no printing.

Nothing here imports torch: the device is looked for in a process of its own.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from llmprep import __version__
from llmprep.errors import UserError

Status = Literal["ok", "warn", "fail"]
TORCH_TIMEOUT_S = 120
LOW_SPACE_BYTES = 200 * 2**20
NEEDED = ("torch", "numpy", "scipy", "hypothesis", "safetensors", "fsrs", "openai", "tiktoken", "pint", "rapidfuzz",
          "prompt_toolkit", "plotext", "typer", "rich", "pydantic")  # fmt: skip
_TORCH = """
import json, torch
mps = getattr(torch.backends, "mps", None)
gpu = torch.cuda.get_device_name(0) if torch.cuda.is_available() else ""
print(json.dumps({"version": torch.__version__, "cuda": torch.cuda.is_available(), "gpu": gpu,
                  "built_for": torch.version.cuda, "mps": bool(mps and mps.is_available()),
                  "threads": torch.get_num_threads()}))
"""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, and what to do where it is not well."""

    name: str
    status: Status
    says: str
    remedy: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "status": self.status,
            "says": self.says,
            "remedy": self.remedy,
            **({"details": dict(self.details)} if self.details else {}),
        }


def versions() -> Finding:
    """Python, llmprep and the libraries it stands on."""
    found: dict[str, str] = {}
    missing: list[str] = []
    for name in NEEDED:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    says = f"llmprep {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    if missing:
        return Finding(
            "versions", "fail", f"{says}; missing: {', '.join(missing)}", f"pip install {' '.join(missing)}", found
        )
    return Finding("versions", "ok", says, details=found)


def data() -> Finding:
    """Whether the data directory can be used, and what is in it."""
    from llmprep.store.log import Log

    try:
        with Log.open() as log:
            events, path = len(log.events()), log.path
    except UserError as error:
        return Finding("data", "fail", error.message, "; ".join(error.lines))
    size = sum(f.stat().st_size for f in path.parent.glob(f"{path.name}*"))
    free = shutil.disk_usage(path.parent).free
    says = f"{path} ({events} events, {size / 2**10:,.0f} KiB)"
    details = {"path": str(path), "events": events, "bytes": size, "free_bytes": free}
    if free < LOW_SPACE_BYTES:
        return Finding("data", "warn", f"{says}; only {free / 2**20:.0f} MiB are free", "free some space", details)
    return Finding("data", "ok", says, details=details)


def settings() -> Finding:
    """The config files that are in force."""
    from llmprep.config import config_files, load_settings

    try:
        load_settings()
    except UserError as error:
        return Finding("settings", "fail", error.message, "; ".join(error.lines))
    there = [str(p) for p in config_files() if p.exists()]
    return Finding("settings", "ok", ", ".join(there) or f"defaults; {config_files()[0]} would be read")


def content() -> Finding:
    """Whether questions and drills can be read."""
    from llmprep.cli.options import open_bank, open_catalogue

    try:
        questions, drills = open_bank(None), open_catalogue(None)
    except UserError as error:
        return Finding(
            "content", "fail", f"{error.message}: {error.lines[0] if error.lines else ''}", "llmprep bank check"
        )
    counts = {"questions": len(questions), "topics": len(questions.topics), "drills": len(drills.drills)}
    says = f"{len(questions)} questions on {len(questions.topics)} topics, {len(drills.drills)} drills"
    return Finding("content", "ok", says, details=counts)


def device(run: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run) -> Finding:
    """Which device drills run on, asked of torch in another process."""
    try:
        done = run([sys.executable, "-c", _TORCH], capture_output=True, text=True, timeout=TORCH_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("device", "fail", f"torch did not start: {error}", "pip install --force-reinstall torch")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return Finding("device", "fail", f"torch cannot be imported: {last}", "pip install --force-reinstall torch")
    found = json.loads(done.stdout.strip().splitlines()[-1])
    torch = f"torch {found['version']}"
    if found["cuda"]:
        return Finding("device", "ok", f"cuda: {found['gpu']} ({torch})", details=found)
    if found["mps"]:
        return Finding("device", "ok", f"mps: Apple GPU ({torch})", details=found)
    from llmprep.drills.device import nvidia_driver

    if nvidia_driver():
        why = "is a build without CUDA" if not found["built_for"] else "finds no usable GPU"
        return Finding(
            "device", "warn", f"cpu; an NVIDIA driver is loaded, but {torch} {why}",
            "install a CUDA build: https://pytorch.org/get-started/locally", found,
        )  # fmt: skip
    return Finding(
        "device", "ok", f"cpu, {found['threads']} threads ({torch}); no GPU, and none is needed", details=found
    )


def isolation() -> Finding:
    """How a submission is kept from the rest of the machine, and how to have it kept better."""
    from llmprep.drills.sandbox import PROMISES, bubblewrap_problem, choose, sandlock_problem

    chosen = choose("auto")
    details = {"isolation": chosen}
    if chosen == "sandlock":
        return Finding("isolation", "ok", f"sandlock: {PROMISES[chosen]}", details=details)
    better = sandlock_problem() or "sandlock is ready"
    if chosen == "bubblewrap":
        return Finding("isolation", "ok", f"bubblewrap: {PROMISES[chosen]}", f"optional, sandlock: {better}", details)
    if sys.platform != "linux":
        remedy = "sandlock and bubblewrap need Linux; here, check only code that you trust"
    else:
        remedy = f"either of two would confine it: {better}; or {bubblewrap_problem() or 'bubblewrap is ready'}"
    return Finding("isolation", "warn", f"limits only: {PROMISES[chosen]}", remedy, details)


def judge(environment: Mapping[str, str]) -> Finding:
    """Whether an LLM judge is set up. Nothing is sent."""
    from llmprep.config import load_settings

    try:
        chosen = load_settings()
    except UserError as error:
        return Finding("judge", "fail", error.message, "; ".join(error.lines))
    key = bool(environment.get("OPENAI_API_KEY"))
    if chosen.judge_model and (chosen.judge_url or key):
        where = chosen.judge_url or "api.openai.com"
        return Finding(
            "judge", "ok", f"{chosen.judge_model} at {where}; `llmprep judge status` asks whether it answers"
        )
    return Finding(
        "judge", "warn", "none is set up; free answers are graded offline by their rubric",
        "optional: set LLMPREP_JUDGE_URL and LLMPREP_JUDGE_MODEL to an OpenAI-compatible endpoint",
    )  # fmt: skip


def terminal(environment: Mapping[str, str], columns: int, encoding: str) -> Finding:
    """Whether the terminal shows what is printed."""
    wrong = [] if encoding.casefold().replace("-", "") == "utf8" else [f"its encoding is {encoding}"]
    if columns < 60:
        wrong.append(f"it is only {columns} columns wide")
    colour = (
        "no colour (NO_COLOR)"
        if environment.get("NO_COLOR")
        else environment.get("COLORTERM") or environment.get("TERM", "")
    )
    if wrong:
        return Finding("terminal", "warn", "; ".join(wrong), "use a UTF-8 locale such as C.UTF-8 and a wider window")
    return Finding("terminal", "ok", f"{columns} columns, {encoding}, {colour or 'plain'}")


def editor(environment: Mapping[str, str]) -> Finding:
    """Which editor `:e` opens."""
    from llmprep.ui.editor import editor_command

    try:
        command = editor_command(environment)
    except UserError as error:
        return Finding("editor", "warn", error.message, "; ".join(error.lines))
    if not shutil.which(command[0]) and not Path(command[0]).exists():
        return Finding("editor", "warn", f"{command[0]} is not installed", "set EDITOR to an editor that is")
    return Finding("editor", "ok", " ".join(command))


def extras() -> Finding:
    """Optional parts."""
    wanted = {"genanki": "Anki export", "pandas": "review --optimize", "tqdm": "review --optimize"}
    missing = {name: what for name, what in wanted.items() if not _installed(name)}
    if missing:
        says = "missing: " + ", ".join(f"{name} ({what})" for name, what in missing.items())
        return Finding("extras", "warn", says, f"pip install {' '.join(missing)}")
    return Finding("extras", "ok", "Anki export and review --optimize are ready")


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def examine(columns: int, encoding: str) -> Sequence[Finding]:
    """Every check, in the order shown."""
    environment = os.environ
    return [
        versions(), data(), settings(), content(), device(), isolation(), judge(environment),
        terminal(environment, columns, encoding), editor(environment), extras(),
    ]  # fmt: skip
