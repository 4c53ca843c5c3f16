"""The drill grader's speed, as ratios to `python -c "import torch"` measured in the same run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from llmprep.drills.batch import How, grade_all
from llmprep.drills.catalogue import load_drills
from llmprep.drills.pool import Worker

MANY = 100
SEPARATE = 5
"""How many of the separate processes are really started; the rest is extrapolated."""


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def median(act: Callable[[], object], repeats: int = 5) -> float:
    return statistics.median(seconds(act) for _ in range(repeats))


def run(*args: str) -> None:
    subprocess.run([sys.executable, *args], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def line(what: str, value: float, aim: str) -> None:
    print(f"   {what:<62} {value:6.2f}   (aim {aim})", flush=True)


def main() -> None:
    catalogue = load_drills()
    drill = catalogue.get("attention")
    reference = drill.folder / "reference.py"
    run("-c", "import torch")  # the disk's cache is warm from here on
    torch_s = median(lambda: run("-c", "import torch"))
    print(f"   import torch takes {torch_s:.2f} s here; ratios to that:")
    check = ("-m", "llmprep", "drill", "check", "attention", str(reference), "--json", "--no-record")
    cold_s = median(lambda: run(*check))
    line("a cold `drill check attention`", cold_s / torch_s, "<= 1.3")

    from llmprep.drills.case_set import CaseSet
    from llmprep.drills.grade import grade_file
    from llmprep.drills.truth import Truth

    with Worker.start() as worker:
        truth = Truth(drill.folder)
        grade_file(drill, reference, worker, cases=CaseSet(truth))
        prepared = [CaseSet(truth) for _ in range(9)]
        for cases in prepared:  # as `drill watch` does while the learner types
            cases.prepare()
        warm_s = median(lambda: grade_file(drill, reference, worker, cases=prepared.pop()), repeats=9)
        line("a warm re-check of attention, as in `drill watch`", warm_s / torch_s, "<= 0.15")
        warm_s = median(lambda: grade_file(drill, reference, worker, cases=CaseSet(truth)), repeats=9)
        line("the same, drawing new cases included", warm_s / torch_s, "none")
        times = {}
        for other in catalogue.drills.values():
            own = Truth(other.folder)
            grade_file(other, other.folder / "reference.py", worker, cases=CaseSet(own))
            times[other.id] = median(
                lambda: grade_file(other, other.folder / "reference.py", worker, cases=CaseSet(own)), repeats=3
            )
        line(f"the median warm check over {len(times)} drills", statistics.median(times.values()) / torch_s, "<= 0.5")
        slowest = max(times, key=lambda id: times[id])
        line(f"the slowest warm check ({slowest})", times[slowest] / torch_s, "<= 5")

    with tempfile.TemporaryDirectory() as folder:
        for number in range(MANY):
            Path(folder, f"s{number:03}.py").write_bytes(reference.read_bytes())
        files = sorted(Path(folder).glob("*.py"))
        together_s = seconds(lambda: list(grade_all(drill, files, How())))
        apart_s = seconds(lambda: [run(*check) for _ in range(SEPARATE)]) * MANY / SEPARATE
        line(f"{MANY} separate processes over one worker for {MANY}", apart_s / together_s, ">= 20")


if __name__ == "__main__":
    main()
