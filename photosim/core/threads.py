"""How many cores this process may use."""

import os
import sys
from pathlib import Path

_CGROUP_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def usable_cores(quota_file: Path = _CGROUP_QUOTA) -> int:
    """Cores this process may run on, at least 1: affinity mask and container quota, not what the machine has.

    Args:
        quota_file: cgroup v2's `cpu.max`, "QUOTA PERIOD" in microseconds or "max PERIOD"
            (https://docs.kernel.org/admin-guide/cgroup-v2.html); ignored where there is none.
    """
    cores = _cores_by_affinity()
    try:
        quota, period = quota_file.read_text(encoding="ascii").split()
        if quota != "max":
            cores = min(cores, -(-int(quota) // int(period)))
    except (OSError, ValueError, ZeroDivisionError):
        pass  # no cgroup v2 here
    return max(1, cores)


def _cores_by_affinity() -> int:
    """The affinity mask where the system has one."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
