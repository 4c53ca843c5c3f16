"""`make bench`: every benchmark of this folder, one after the other. Each prints ratios measured in one run."""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path


def main(names: list[str]) -> int:
    """Run the benchmarks named (all of them when none is)."""
    found = sorted(p.stem for p in Path(__file__).parent.glob("bench_*.py"))
    unknown = [n for n in names if f"bench_{n}" not in found]
    if unknown:
        print(f"no benchmark is called {', '.join(unknown)}; there are: {', '.join(n[6:] for n in found)}")
        return 2
    for stem in found:
        if names and stem[6:] not in names:
            continue
        print(f"== {stem[6:]}", flush=True)
        start = time.perf_counter()
        importlib.import_module(f"tests.bench.{stem}").main()
        print(f"   ({time.perf_counter() - start:.0f} s)\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
