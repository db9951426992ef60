"""How quick models are on this computer: measured once under the same conditions, kept in the cache."""

import json
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from photosim.core.threads import usable_cores
from photosim.embed.providers import runtime_build
from photosim.embed.spec import ModelSpec

_SECONDS: Final = 1.0


class Speeds:
    """Photos a second of each model, without decoding.

    Args:
        file: where they are kept, as JSON; whatever is wrong with it, it is only a cache.
        provider: what is to compute, an `embed.provider_names.Provider`.
    """

    def __init__(self, file: Path, provider: str) -> None:
        self._file = file
        self._provider = provider

    def known(self, spec: ModelSpec) -> float | None:
        """What was measured of this model with this provider, number of cores and onnxruntime; None if nothing was."""
        speed = self._read().get(self._key(spec))
        return float(speed) if isinstance(speed, int | float) and speed > 0 else None

    def measure(self, spec: ModelSpec) -> float:
        """Measure, and remember.

        Raises:
            ModelError: the model cannot be run.
        """
        speed = _measure(spec, self._provider, usable_cores())
        with suppress(OSError):
            self._write({**self._read(), self._key(spec): round(speed, 2)})
        return speed

    def _key(self, spec: ModelSpec) -> str:
        return f"{spec.identity} {self._provider} {usable_cores()} {runtime_build().text}"

    def _read(self) -> dict[str, object]:
        try:
            values = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}

    def _write(self, values: dict[str, object]) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{self._file.name}-", dir=self._file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(values, file, indent=1, sort_keys=True)
            Path(name).replace(self._file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _measure(spec: ModelSpec, provider: str, workers: int) -> float:
    """Embed random pixels for about a second on as many threads as indexing uses, one core each."""
    import numpy as np  # noqa: PLC0415 - takes long to import, and listing models needs none

    from photosim.embed.onnx import OnnxEmbedder  # noqa: PLC0415 - likewise

    side = spec.transform.size
    with OnnxEmbedder(spec, threads=1, provider=provider) as embedder:
        embedder.embed(np.zeros((1, 3, side, side), np.float32))  # opens the network
        size = embedder.batch_size
        batch = np.random.default_rng(0).standard_normal((size, 3, side, side), np.float32)

        def work(_: int) -> float:
            embedder.embed(batch)  # the first run of a thread takes longer
            start, photos = time.perf_counter(), 0
            while (seconds := time.perf_counter() - start) < _SECONDS:
                embedder.embed(batch)
                photos += size
            return photos / seconds

        with ThreadPoolExecutor(workers, "speed") as pool:
            return sum(pool.map(work, range(workers)))
