"""Runs a network on onnxruntime: batches of pixels in, unit vectors and class scores out."""

import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from photosim.embed.providers import ProviderReport
from photosim.embed.sessions import OpenNetwork, first_line, open_network, runtime_errors
from photosim.embed.spec import ModelSpec
from photosim.errors import ModelError

FloatArray = NDArray[np.float32]


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

    @property
    def report(self) -> ProviderReport:
        """What was asked to compute, and what does."""

    @property
    def batch_size(self) -> int:
        """Photos a call that are fastest, as far as known yet."""

    def embed(self, batch: FloatArray) -> Embeddings:
        """Vectors and class scores for a batch, float32 (n, 3, size, size)."""

    def close(self) -> None:
        """Free the network's memory; nothing can be embedded afterwards."""


class OnnxEmbedder:
    """An `Embedder` on onnxruntime.

    The network is checked against its hash and loaded on first use, and so is onnxruntime.

    Args:
        spec: the model.
        threads: cores one call of `embed` may use; callers that embed in parallel want 1 each.
        provider: what is to compute, a `provider_names.Provider`; where that does not work, the processor does.
    """

    def __init__(self, spec: ModelSpec, threads: int = 1, provider: str = "auto") -> None:
        self._spec = spec
        self._threads = threads
        self._wanted = provider
        self._lock = threading.Lock()
        self._network: OpenNetwork | None = None
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
        return self._opened().provider

    @property
    def report(self) -> ProviderReport:
        """What was asked to compute, what does, and why that is not the same; opens the network.

        Raises:
            ModelError: as `embed`.
        """
        return self._opened().report

    @property
    def report_if_open(self) -> ProviderReport | None:
        """The same without opening the network, None while it is closed."""
        network = self._network
        return None if network is None else network.report

    @property
    def batch_size(self) -> int:
        """Photos a call that are fastest: the model's own number until the network is open, then the provider's."""
        network = self._network
        return self._spec.batch_size if network is None else network.batch_size

    def embed(self, batch: FloatArray) -> Embeddings:
        """Vectors and class scores for a batch.

        The network only ever sees batches of `batch_size` or of one: with shapes that vary, the memory
        of onnxruntime would grow (microsoft/onnxruntime#11118).

        Args:
            batch: float32 (n, 3, size, size) of `preprocess.prepare`.

        Raises:
            ModelError: the network is missing, damaged, not what its description says, or answers with values
                that are no numbers, or negative though not `signed`.
            RuntimeError: the embedder was closed.
        """
        network = self._opened()
        size = network.batch_size
        whole = len(batch) - len(batch) % size
        runs = [batch[start : start + size] for start in range(0, whole, size)]
        runs += [batch[start : start + 1] for start in range(whole, len(batch))]
        names = [name for name in (self._spec.embedding, self._spec.logits) if name]
        try:
            answers = [network.run(names, {self._spec.input: run}) for run in runs]
        except runtime_errors() as error:
            message = f"the model {self._spec.name} failed: {first_line(error)}"
            raise ModelError(message) from error
        return self._gather(answers)

    def _gather(self, answers: list[list[FloatArray]]) -> Embeddings:
        """One result of the runs, checked."""
        spec = self._spec
        shapes = [(spec.dimension,), (spec.classes,)] if spec.logits else [(spec.dimension,)]
        if any([one.shape[1:] for one in answer] != shapes for answer in answers):
            message = f"the model {spec.name} is not what its description says: its answers are of another length"
            raise ModelError(message)
        vectors = np.concatenate([np.empty((0, spec.dimension), np.float32), *(answer[0] for answer in answers)])
        logits = None
        if spec.logits:
            logits = np.concatenate([np.empty((0, spec.classes), np.float32), *(answer[1] for answer in answers)])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or (logits is not None and not np.isfinite(logits).all()):
            message = f"the model {spec.name} answers with values that are no numbers"
            raise ModelError(message)
        if not spec.signed and vectors.min(initial=0) < 0:
            message = f'the model {spec.name} answers with negative values; its description lacks "signed"'
            raise ModelError(message)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return Embeddings(vectors, logits)

    def close(self) -> None:
        """Free the network's memory once running calls are through; a later `embed` raises RuntimeError."""
        with self._lock:
            self._network, self._closed = None, True

    def __enter__(self) -> Self:
        """The embedder itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _opened(self) -> OpenNetwork:
        """The network, opened by the first caller while others wait."""
        with self._lock:
            if self._closed:
                message = "the embedder is closed"
                raise RuntimeError(message)
            if self._network is None:
                self._network = open_network(self._spec, self._threads, self._wanted)
            return self._network
