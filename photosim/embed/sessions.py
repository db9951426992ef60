"""Opening a network on the best that works, and finding out why something does not.

A provider can fail in three ways: opening the network raises; onnxruntime writes a line to stderr and goes on with the
processor (microsoft/onnxruntime#23372); or only the first run raises, as on a card that is too old. All three end on
the next best, with the reason told.
"""

import ctypes
import importlib.util
import io
import re
import sys
import threading
from contextlib import AbstractContextManager, nullcontext, redirect_stdout, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from photosim.embed.providers import (
    CPU,
    ProviderKind,
    ProviderReport,
    kinds_to_try,
    label_of,
    why_not_offered,
)
from photosim.embed.runtime import load_onnxruntime
from photosim.embed.spec import ModelSpec, sha256_of
from photosim.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, SessionOptions

FloatArray = NDArray[np.float32]

_CUDA_FAILURE = re.compile(r"(?:CUDA|CUDNN|CUBLAS)\w* failure \d+: *([^;]+)")


class OpenNetwork:
    """A network that is ready to run; any number of threads may run it at once.

    Attributes:
        report: what computes, and why nothing better does.
        provider: onnxruntime's name of what computes.
        batch_size: photos a run that are fastest on it.
    """

    def __init__(
        self, session: "InferenceSession", spec: ModelSpec, kind: ProviderKind, report: ProviderReport
    ) -> None:
        self._session = session
        self._turn: AbstractContextManager[Any] = threading.Lock() if kind.alone else nullcontext()
        self.report = report
        self.provider = kind.id
        self.batch_size = kind.batch_size or spec.batch_size

    def run(self, names: list[str], feed: dict[str, FloatArray]) -> list[FloatArray]:
        """The outputs of these names."""
        with self._turn:
            answer: list[FloatArray] = self._session.run(names, feed)
            return answer


def open_network(spec: ModelSpec, threads: int, wanted: str) -> OpenNetwork:
    """Check the network and open it on what is asked for, else on the processor.

    Args:
        spec: the model.
        threads: cores one run may use.
        wanted: a `provider_names.Provider`.

    Raises:
        ModelError: the network is missing, damaged or not what its description says.
    """
    if sha256_of(spec.path) != spec.sha256:
        message = f"the model file {spec.path} is damaged; install the model {spec.name} again"
        raise ModelError(message)
    offered = load_onnxruntime().get_available_providers()
    problems = list(filter(None, [why_not_offered(wanted, offered)]))
    for kind in kinds_to_try(wanted, offered):
        try:
            session = _open_on(kind, spec, threads)
        except runtime_errors() as error:
            if kind.is_cpu:
                message = f"the model file {spec.path} cannot be loaded: {first_line(error)}"
                raise ModelError(message) from error
            problems.append(f"{kind.label} does not work here: {_reason(error)}")
        else:
            problem = f"{'; '.join(problems)}; {kind.label} is used" if problems else None
            return OpenNetwork(session, spec, kind, ProviderReport(label_of(wanted), kind.label, problem))
    raise AssertionError  # the processor is always the last


def _open_on(kind: ProviderKind, spec: ModelSpec, threads: int) -> "InferenceSession":
    """A session that computes on this and nothing else, without onnxruntime's own fallback, which prints.

    Raises:
        ModelError: the network is not what its description says.
        Exception: one of `runtime_errors`.
    """
    session_class: type[InferenceSession] = load_onnxruntime().InferenceSession
    if kind.name == "cuda":
        _preload_cuda()
    # What a card cannot do is left to the processor, node by node.
    providers = [CPU.id] if kind.is_cpu else [(kind.id, dict(kind.options)), CPU.id]
    session = session_class(spec.path, _options(threads, kind), providers=providers, enable_fallback=0)
    _check_names(session, spec)
    if kind.is_cpu:
        return session
    if session.get_providers()[0] != kind.id:
        raise RuntimeError(_why_silent(kind))
    side = spec.transform.size
    for count in {1, kind.batch_size or spec.batch_size}:
        session.run([spec.embedding], {spec.input: np.zeros((count, 3, side, side), np.float32)})
    return session


def _check_names(session: "InferenceSession", spec: ModelSpec) -> None:
    names = {value.name for value in (*session.get_inputs(), *session.get_outputs())}
    for name in (spec.input, spec.embedding, spec.logits):
        if name is not None and name not in names:
            message = f"the model file {spec.path} has no input or output {name!r}"
            raise ModelError(message)


def _options(threads: int, kind: ProviderKind = CPU) -> "SessionOptions":
    """Quiet, and never more threads than asked for."""
    runtime = load_onnxruntime()
    options: SessionOptions = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads that spin would take the cores from the ones that decode.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The memory arena stays on: with two batch sizes it is flat, smaller, and saves a fifth of the time.
    options.log_severity_level = 4  # fatal only: everything else comes as an exception
    if kind.alone:
        options.enable_mem_pattern = False
        options.execution_mode = runtime.ExecutionMode.ORT_SEQUENTIAL
    return options


@cache
def _preload_cuda() -> None:
    """Load NVIDIA's libraries where they were installed as Python packages, which the system's loader does not find."""
    runtime = load_onnxruntime()
    if importlib.util.find_spec("nvidia") is None or not hasattr(runtime, "preload_dlls"):
        return
    with redirect_stdout(io.StringIO()), suppress(OSError, RuntimeError):  # it prints what it does not find
        runtime.preload_dlls()


def _why_silent(kind: ProviderKind) -> str:
    """Why onnxruntime went on without a provider: its library is loaded once more, to hear what the system says."""
    folder = Path(str(load_onnxruntime().__file__)).parent / "capi"
    stem = f"onnxruntime_providers_{kind.name}"
    library = folder / (f"{stem}.dll" if sys.platform == "win32" else f"lib{stem}.so")
    if library.is_file():
        try:
            ctypes.CDLL(str(library))
        except OSError as error:
            told = first_line(error)
            return f"the NVIDIA driver is missing ({told})" if re.search(r"libcuda\.|nvcuda\.", told) else told
    return "onnxruntime went on without it and did not say why"


def _reason(error: BaseException) -> str:
    """The part of an error that says what is wrong, without the code lines and the computer's name around it."""
    found = _CUDA_FAILURE.search(str(error))
    return found[1].strip() if found else first_line(error)


@cache
def runtime_errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises; its own errors share no base class but Exception."""
    load_onnxruntime()
    from onnxruntime.capi import onnxruntime_pybind11_state as states  # noqa: PLC0415 - loaded when first needed

    return (
        RuntimeError,
        ValueError,
        states.EPFail,
        states.EngineError,
        states.Fail,
        states.InvalidArgument,
        states.InvalidGraph,
        states.InvalidProtobuf,
        states.NoModel,
        states.NoSuchFile,
        states.NotImplemented,
        states.RuntimeException,
    )


def first_line(error: BaseException) -> str:
    """The messages of onnxruntime can be pages long."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
