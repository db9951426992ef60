"""Runs a network on onnxruntime: batches of pixels in, unit vectors and class scores out."""

import threading
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from photosim.embed.runtime import load_onnxruntime
from photosim.embed.spec import ModelSpec, sha256_of
from photosim.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, SessionOptions

FloatArray = NDArray[np.float32]

_CPU = "CPUExecutionProvider"
_CUDA = "CUDAExecutionProvider"


@dataclass(frozen=True, slots=True)
class Embeddings:
    """What a network says about n photos.

    Attributes:
        vectors: float32 (n, dimension), each of length 1; a network's all-zero answer stays zero and is
            thereby unlike everything.
        logits: float32 (n, classes), None for a network without classes.
    """

    vectors: FloatArray
    logits: FloatArray | None


class Embedder(Protocol):
    """Turns prepared pixels into vectors; any number of threads may call it at once."""

    @property
    def spec(self) -> ModelSpec:
        """The model."""

    @property
    def provider(self) -> str:
        """What computes, e.g. "CPUExecutionProvider"."""

    def embed(self, batch: FloatArray) -> Embeddings:
        """Vectors and class scores for a batch, float32 (n, 3, size, size)."""

    def close(self) -> None:
        """Free the network's memory; nothing can be embedded afterwards."""


class OnnxEmbedder:
    """An `Embedder` on onnxruntime: CUDA where onnxruntime offers it and it works, else the CPU.

    The network is checked against its hash and loaded on first use, and so is onnxruntime.

    Args:
        spec: the model.
        threads: cores one call of `embed` may use; callers that embed in parallel want 1 each.
    """

    def __init__(self, spec: ModelSpec, threads: int = 1) -> None:
        self._spec = spec
        self._threads = threads
        self._lock = threading.Lock()
        self._session: InferenceSession | None = None
        self._closed = False

    @property
    def spec(self) -> ModelSpec:
        """The model."""
        return self._spec

    @property
    def provider(self) -> str:
        """What really computes, which may not be what was hoped for; opens the network.

        Raises:
            ModelError: as `embed`.
        """
        return str(self._opened().get_providers()[0])

    def embed(self, batch: FloatArray) -> Embeddings:
        """Vectors and class scores for a batch.

        The network only ever sees batches of `spec.batch_size` or of one: with shapes that vary, the memory
        of onnxruntime would grow (microsoft/onnxruntime#11118).

        Args:
            batch: float32 (n, 3, size, size) of `preprocess.prepare`.

        Raises:
            ModelError: the network is missing, damaged, not what its description says, or answers with values
                that are no numbers.
            RuntimeError: the embedder was closed.
        """
        session, size = self._opened(), self._spec.batch_size
        whole = len(batch) - len(batch) % size
        runs = [batch[start : start + size] for start in range(0, whole, size)]
        runs += [batch[start : start + 1] for start in range(whole, len(batch))]
        names = [name for name in (self._spec.embedding, self._spec.logits) if name]
        try:
            answers = [session.run(names, {self._spec.input: run}) for run in runs]
        except _runtime_errors() as error:
            message = f"the model {self._spec.name} failed: {_first_line(error)}"
            raise ModelError(message) from error
        return self._gather(answers)

    def _gather(self, answers: list[list[FloatArray]]) -> Embeddings:
        """One result of the runs, checked."""
        spec = self._spec
        vectors = np.concatenate([np.empty((0, spec.dimension), np.float32), *(answer[0] for answer in answers)])
        logits = None
        if spec.logits:
            logits = np.concatenate([np.empty((0, spec.classes), np.float32), *(answer[1] for answer in answers)])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or (logits is not None and not np.isfinite(logits).all()):
            message = f"the model {spec.name} answers with values that are no numbers"
            raise ModelError(message)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return Embeddings(vectors, logits)

    def close(self) -> None:
        """Free the network's memory once running calls are through; a later `embed` raises RuntimeError."""
        with self._lock:
            self._session, self._closed = None, True

    def __enter__(self) -> Self:
        """The embedder itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _opened(self) -> "InferenceSession":
        """The session, opened by the first caller while others wait."""
        with self._lock:
            if self._closed:
                message = "the embedder is closed"
                raise RuntimeError(message)
            if self._session is None:
                self._session = _open_session(self._spec, self._threads)
            return self._session


def _open_session(spec: ModelSpec, threads: int) -> "InferenceSession":
    """Check and load the network.

    Raises:
        ModelError: it is missing, damaged or not what its description says.
    """
    if sha256_of(spec.path) != spec.sha256:
        message = f"the model file {spec.path} is damaged; install the model {spec.name} again"
        raise ModelError(message)
    try:
        session = _fastest_session(spec, threads)
    except _runtime_errors() as error:
        message = f"the model file {spec.path} cannot be loaded: {_first_line(error)}"
        raise ModelError(message) from error
    names = {value.name for value in (*session.get_inputs(), *session.get_outputs())}
    for name in (spec.input, spec.embedding, spec.logits):
        if name is not None and name not in names:
            message = f"the model file {spec.path} has no input or output {name!r}"
            raise ModelError(message)
    return session


def _fastest_session(spec: ModelSpec, threads: int) -> "InferenceSession":
    """On CUDA if that can be had, else on the CPU; without onnxruntime's own fallback, which prints."""
    session: type[InferenceSession] = load_onnxruntime().InferenceSession
    if _CUDA in load_onnxruntime().get_available_providers():
        try:
            return session(spec.path, _options(threads), providers=[_CUDA, _CPU], enable_fallback=0)
        except _runtime_errors():
            pass  # no usable card or driver: `provider` tells
    return session(spec.path, _options(threads), providers=[_CPU], enable_fallback=0)


def _options(threads: int) -> "SessionOptions":
    """Quiet, and never more threads than asked for."""
    options: SessionOptions = load_onnxruntime().SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads that spin would take the cores from the ones that decode.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The memory arena stays on: with two batch sizes it is flat, smaller, and saves a fifth of the time.
    options.log_severity_level = 4  # fatal only: everything else comes as an exception
    return options


@cache
def _runtime_errors() -> tuple[type[Exception], ...]:
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


def _first_line(error: BaseException) -> str:
    """The messages of onnxruntime can be pages long."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
