"""A made computer behind onnxruntime's door: what it offers and how it fails; sums are done by the real one."""

import threading
import time
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

CPU: Final = "CPUExecutionProvider"
CUDA: Final = "CUDAExecutionProvider"
COREML: Final = "CoreMLExecutionProvider"
DIRECTML: Final = "DmlExecutionProvider"

_RealSession = onnxruntime.InferenceSession


class Machine:
    """A made computer: what its onnxruntime offers, and how each provider answers; sums are done by the real one.

    Attributes:
        offered: what the build has.
        silent: providers that onnxruntime goes on without.
        raising: what opening on a provider raises.
        failing: what the first run on a provider raises.
        opened: providers, options and session options of every session, in order.
        batches: photos of every run.
        most_at_once: runs that were under way at the same time.
    """

    def __init__(self, *offered: str) -> None:
        self.offered = [*offered, CPU]
        self.silent: set[str] = set()
        self.raising: dict[str, Exception] = {}
        self.failing: dict[str, Exception] = {}
        self.opened: list[tuple[str, dict[str, str], Any]] = []
        self.batches: list[int] = []
        self.most_at_once = 0
        self._under_way = 0
        self._lock = threading.Lock()

    def installed(self, monkeypatch: pytest.MonkeyPatch) -> Self:
        """Be the computer of this test."""
        monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: self.offered)
        monkeypatch.setattr(onnxruntime, "InferenceSession", self.open)
        return self

    def open(self, path: Path, options: Any, providers: list[Any], enable_fallback: int) -> "MadeSession":
        assert enable_fallback == 0
        assert providers[-1] == CPU
        name, settings = (CPU, {}) if providers[0] == CPU else providers[0]
        self.opened.append((name, settings, options))
        if name in self.raising:
            raise self.raising[name]
        real = _RealSession(path, options, providers=[CPU])
        return MadeSession(self, real, CPU if name in self.silent else name)

    def begin(self, count: int) -> None:
        with self._lock:
            self.batches.append(count)
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)

    def end(self) -> None:
        with self._lock:
            self._under_way -= 1


class MadeSession:
    def __init__(self, machine: Machine, real: Any, name: str) -> None:
        self.machine, self.real, self.name = machine, real, name
        self.get_inputs, self.get_outputs = real.get_inputs, real.get_outputs

    def get_providers(self) -> list[str]:
        return list(dict.fromkeys([self.name, CPU]))

    def run(self, names: list[str], feed: dict[str, NDArray[np.float32]]) -> object:
        [batch] = feed.values()
        self.machine.begin(len(batch))
        try:
            if self.name in self.machine.failing:
                raise self.machine.failing[self.name]
            time.sleep(0.01)  # so that others can come in between
            return self.real.run(names, feed)
        finally:
            self.machine.end()
