"""How quick models are here: measured once, and kept for as long as it holds."""

import json
import threading
from typing import Any

import pytest

from photosim.assets import bundled_models_folder
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import ModelSpec
from photosim.errors import ModelError
from photosim.library import speeds
from photosim.library.manager import ModelManager
from photosim.paths import AppPaths
from tests import standins

BUILT_IN = find_model(DEFAULT_MODEL, [bundled_models_folder()])


class TestSpeed:
    @pytest.fixture(autouse=True)
    def _short(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(speeds, "_SECONDS", 0.05)

    def test_measured_once_and_kept(
        self, manager: ModelManager, paths: AppPaths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = standins.installed(paths.models, "mine")
        assert manager.known_speed(BUILT_IN) is None
        speed = manager.measure_speed(BUILT_IN)
        assert speed > 1
        assert ModelManager(paths).known_speed(BUILT_IN) == pytest.approx(speed, rel=0.01)
        assert manager.known_speed(other) is None
        manager.measure_speed(other)
        assert manager.known_speed(other) is not None
        assert manager.known_speed(BUILT_IN) == pytest.approx(speed, rel=0.01)
        assert [path.name for path in paths.cache.iterdir()] == ["speeds.json"]

    def test_only_under_the_same_conditions(
        self, manager: ModelManager, paths: AppPaths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        manager.measure_speed(BUILT_IN)
        assert ModelManager(paths, "cuda").known_speed(BUILT_IN) is None
        monkeypatch.setattr(speeds, "usable_cores", lambda: 64)
        assert manager.known_speed(BUILT_IN) is None

    def test_as_many_threads_as_indexing_uses(self, manager: ModelManager, monkeypatch: pytest.MonkeyPatch) -> None:
        threads: set[str] = set()
        opened: list[int] = []
        embed, init = OnnxEmbedder.embed, OnnxEmbedder.__init__

        def noted(embedder: OnnxEmbedder, batch: Any) -> Any:
            threads.add(threading.current_thread().name)
            return embed(embedder, batch)

        def made(embedder: OnnxEmbedder, spec: ModelSpec, threads: int = 1, provider: str = "auto") -> None:
            opened.append(threads)
            init(embedder, spec, threads, provider)

        monkeypatch.setattr(OnnxEmbedder, "embed", noted)
        monkeypatch.setattr(OnnxEmbedder, "__init__", made)
        monkeypatch.setattr(speeds, "usable_cores", lambda: 3)
        monkeypatch.setattr(speeds, "_SECONDS", 0.3)
        manager.measure_speed(BUILT_IN)
        assert opened == [1]
        assert len({name for name in threads if name.startswith("speed")}) == 3

    @pytest.mark.parametrize("content", ["", "{", "[]", '{"%s": "quick"}', '{"%s": -1}'])
    def test_a_damaged_file_counts_for_nothing(self, manager: ModelManager, paths: AppPaths, content: str) -> None:
        paths.cache.mkdir(parents=True)
        (paths.cache / "speeds.json").write_text(content.replace("%s", manager._speeds._key(BUILT_IN)))
        assert manager.known_speed(BUILT_IN) is None
        manager.measure_speed(BUILT_IN)
        assert list(json.loads((paths.cache / "speeds.json").read_text())) == [manager._speeds._key(BUILT_IN)]

    def test_a_model_that_cannot_be_run(self, manager: ModelManager, paths: AppPaths) -> None:
        spec = standins.installed(paths.models, "mine")
        spec.path.write_bytes(b"")
        with pytest.raises(ModelError, match="damaged"):
            manager.measure_speed(spec)
        assert manager.known_speed(spec) is None
