"""Opens settings of the kernel for writing; root owns them even without any capability."""

FAMILY = "files"

import os

for name in ("kernel/core_pattern", "kernel/hostname", "kernel/sysrq", "vm/drop_caches", "fs/suid_dumpable"):
    try:
        os.close(os.open(f"/proc/sys/{name}", os.O_WRONLY))
        print("OPENED", name)
    except OSError:
        pass


def softmax(x, dim=-1):
    return x * 0
