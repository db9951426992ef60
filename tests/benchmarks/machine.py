"""What the figures were measured on."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import psutil

import photosim
from photosim.core.threads import usable_cores

_PACKAGES: Final = ("annoy", "hnswlib", "numpy", "onnxruntime", "pillow", "PySide6_Essentials", "scikit-image")


def facts() -> dict[str, Any]:
    """Processor, memory, system, versions and how busy the machine is, fit for JSON."""
    return {
        "cores": usable_cores(),
        "cpu": _processor(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "photosim": photosim.__version__,
        "packages": {name: _version(name) for name in _PACKAGES},
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
