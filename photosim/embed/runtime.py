"""Loading onnxruntime: late, because it takes long, and silenced, because it reports to its maker."""

import os
from functools import cache
from types import ModuleType


@cache
def load_onnxruntime() -> ModuleType:
    """The module `onnxruntime`, loaded by the first caller.

    From 1.29 on its official builds tell Microsoft about every process, session and model, unless a variable is set
    before it is loaded (https://github.com/microsoft/onnxruntime/pull/27379). Nothing here leaves the computer.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415 - late on purpose

    # Fatal only: a provider that cannot be had is written to stderr otherwise; `sessions` finds out and tells.
    onnxruntime.set_default_logger_severity(4)
    onnxruntime.disable_telemetry_events()  # Windows' event tracing, which the variable does not reach
    module: ModuleType = onnxruntime
    return module
