"""Loading onnxruntime: late, because it takes long, and silenced, because it reports to its maker."""

import os
from functools import cache
from types import ModuleType
from typing import Final

from photosim.assets import frozen
from photosim.errors import ModelError

_PIP: Final = "run: pip install --force-reinstall --no-deps onnxruntime, or onnxruntime-gpu for NVIDIA cards"


def install_again() -> str:
    """What to do about an onnxruntime that is missing or damaged."""
    return "install photosim again" if frozen() else _PIP


@cache
def load_onnxruntime() -> ModuleType:
    """The module `onnxruntime`, loaded by the first caller.

    From 1.29 on its official builds tell Microsoft about every process, session and model, unless a variable is set
    before it is loaded (https://github.com/microsoft/onnxruntime/pull/27379). Nothing here leaves the computer.

    Raises:
        ModelError: it is not there, or only a part of it, as after uninstalling one of two packages that share files.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime  # noqa: PLC0415 - late on purpose
    except ImportError as error:
        message = f"onnxruntime cannot be loaded ({str(error).splitlines()[0]}); {install_again()}"
        raise ModelError(message) from error
    if not hasattr(onnxruntime, "InferenceSession"):
        message = f"onnxruntime is installed in part only; {install_again()}"
        raise ModelError(message)
    # Fatal only: a provider that cannot be had is written to stderr otherwise; `sessions` finds out and tells.
    onnxruntime.set_default_logger_severity(4)
    onnxruntime.disable_telemetry_events()  # Windows' event tracing, which the variable does not reach
    module: ModuleType = onnxruntime
    return module
