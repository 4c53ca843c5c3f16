"""Importing torch in the least time. Stands alone, as worker.py does, and is copied with it."""

import gc
import linecache
import os


def import_torch() -> None:
    """Import torch a sixth faster than a plain import does.

    Meanwhile nothing is collected (next to nothing of it is garbage), and `inspect` neither resolves the path of every
    module link by link nor looks again and again whether the files have changed, which is 15,000 file calls for nothing.
    What is there afterwards is never looked through for garbage again.
    """
    realpath, checkcache = os.path.realpath, linecache.checkcache
    os.path.realpath, linecache.checkcache = os.path.abspath, lambda *_: None  # type: ignore[assignment]
    collecting = gc.isenabled()
    gc.disable()
    try:
        import torch  # noqa: F401
    finally:
        os.path.realpath, linecache.checkcache = realpath, checkcache
        if collecting:
            gc.enable()
    gc.freeze()
