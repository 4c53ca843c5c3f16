"""What the worker process is given: its program, its environment, the files it may read."""

from __future__ import annotations

import json
import os
import site
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).parent
PARTS = {"_llmprep_execute": "execute.py", "_llmprep_framing": "framing.py", "_llmprep_confine": "confine.py"}
ALWAYS_READABLE = (
    "/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/proc/cpuinfo", "/proc/meminfo",
    "/sys/devices/system/cpu", "/dev/urandom", "/dev/null", "/dev/zero",
)  # fmt: skip
CUDA_READABLE = ("/dev", "/proc", "/sys", "/etc", "/opt", "/run/nvidia-persistenced")


def program(control_fd: int) -> str:
    """The text that the worker's interpreter runs; it holds the sources it needs, and reads none of llmprep."""
    parts = {name: (HERE / file).read_text(encoding="utf-8") for name, file in PARTS.items()}
    worker = (HERE / "worker.py").read_text(encoding="utf-8")
    return "\n".join(
        (
            "import os, socket, sys, types",
            "sys.modules['llmprep'] = None",
            # An editable install would put the checkout, with the references in it, on the path.
            "sys.path[:] = [p for p in sys.path if 'site-packages' in p or not os.path.isdir(p + '/llmprep')]",
            f"parts = {json.dumps(parts)}",
            "for name, text in parts.items():",
            "    module = sys.modules[name] = types.ModuleType(name)",
            "    exec(compile(text, name + '.py', 'exec'), vars(module))",
            "worker = types.ModuleType('worker')",
            f"exec(compile({json.dumps(worker)}, 'worker.py', 'exec'), vars(worker))",
            f"worker.main(socket.socket(fileno={control_fd}))",
        )
    )


def clean_environment(home: Path) -> dict[str, str]:
    """The environment of the worker: these variables and no others, so that no key of the caller gets there."""
    chosen = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Large blocks go back to the system when they are freed: peaks of memory can then be read from outside.
        "MALLOC_MMAP_THRESHOLD_": "131072",
        "MALLOC_TRIM_THRESHOLD_": "131072",
    }
    for name in ("CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH", "SYSTEMROOT"):
        if name in os.environ:
            chosen[name] = os.environ[name]
    return chosen


def site_packages() -> list[Path]:
    """The folders that hold installed packages."""
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()}
    return [Path(p) for p in sorted(paths) if Path(p).is_dir()]


def readable_paths(device: str = "cpu") -> list[str]:
    """What a confined submission may read: Python, the installed packages except llmprep, and a little of the system."""
    paths = [p for p in ALWAYS_READABLE]
    folders = site_packages()
    for folder in folders:
        paths += [
            str(p) for p in folder.iterdir() if "llmprep" not in p.name.casefold() and p.suffix != ".pth"
        ]
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}:
        paths += _tree_without(Path(prefix), folders)
    if device != "cpu":
        paths += CUDA_READABLE
    return sorted({p for p in paths if os.path.exists(p)})


def _tree_without(root: Path, holes: list[Path]) -> list[str]:
    """Paths that cover a folder except some folders below it, which are covered one by one."""
    below = [h for h in holes if h != root and root in h.parents]
    if root in holes:
        return []
    if not below:
        return [str(root)]
    covered: list[str] = []
    for entry in root.iterdir():
        covered += _tree_without(entry, holes) if entry.is_dir() and not entry.is_symlink() else [str(entry)]
    return covered


def wrapped_in_bwrap(command: list[str], home: Path) -> list[str]:
    """The command inside bubblewrap: the same files, no network, its own temporary folder."""
    binds: list[str] = []
    for path in readable_paths():
        if not path.startswith("/dev/"):
            binds += ["--ro-bind", path, path]
    return [
        "bwrap", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent", "--new-session",
        *binds, "--dev", "/dev", "--bind", str(home), str(home), "--chdir", str(home), "--", *command,
    ]  # fmt: skip
