"""What computes: the choice, the fallback and what is told of it, with made answers at onnxruntime's door."""

import ctypes
import importlib.util
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from photosim.assets import bundled_models_folder
from photosim.embed import providers, sessions
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.providers import ProviderReport, RuntimeBuild, kinds_to_try, runtime_build
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import ModelSpec
from photosim.errors import ModelError
from tests.made_runtime import COREML, CPU, CUDA, DIRECTML, Machine

NO_CARD = (
    "/src/cuda_call.cc:154 std::enable_if_t<THRW> onnxruntime::CudaCall(int) [with ERRTYPE = cudaError] "
    "CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 ; hostname=somebodys-pc ; file=/src/cuda.cc ; line=1"
)


@pytest.fixture
def spec() -> ModelSpec:
    return find_model(DEFAULT_MODEL, [bundled_models_folder()])


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Machine]:
    def make(*offered: str) -> Machine:
        return Machine(*offered).installed(monkeypatch)

    return make


@pytest.fixture(autouse=True)
def _ask_anew() -> Iterator[None]:
    runtime_build.cache_clear()
    yield
    runtime_build.cache_clear()


def report_of(spec: ModelSpec, provider: str = "auto") -> ProviderReport:
    with OnnxEmbedder(spec, provider=provider) as embedder:
        return embedder.report


class TestChoice:
    @pytest.mark.parametrize(
        ("wanted", "offered", "expected"),
        [
            ("auto", [CPU], ["cpu"]),
            ("auto", ["AzureExecutionProvider", CPU], ["cpu"]),
            ("auto", [CPU, DIRECTML, COREML, CUDA], ["cuda", "coreml", "directml", "cpu"]),
            ("auto", ["TensorrtExecutionProvider", CUDA, CPU], ["cuda", "cpu"]),
            ("cpu", [CUDA, CPU], ["cpu"]),
            ("coreml", [CUDA, COREML, CPU], ["coreml", "cpu"]),
            ("cuda", [CPU], ["cpu"]),
            ("abacus", [CUDA, CPU], ["cpu"]),
        ],
    )
    def test_order(self, wanted: str, offered: list[str], expected: list[str]) -> None:
        assert [kind.name for kind in kinds_to_try(wanted, offered)] == expected

    @pytest.mark.parametrize(
        ("offered", "active"),
        [((CUDA, COREML), "CUDA"), ((DIRECTML, COREML), "CoreML"), ((DIRECTML,), "DirectML"), ((), "CPU")],
    )
    def test_the_best_is_used(
        self, spec: ModelSpec, machine: Callable[..., Machine], offered: tuple[str, ...], active: str
    ) -> None:
        computer = machine(*offered)
        with OnnxEmbedder(spec) as embedder:
            reports = [embedder.report_if_open, embedder.report, embedder.report_if_open]
            assert reports == [None, *[ProviderReport("auto", active)] * 2]
            assert embedder.provider == computer.opened[-1][0]
        assert len(computer.opened) == 1

    def test_what_is_forced_is_used(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        machine(CUDA, DIRECTML)
        assert report_of(spec, "directml") == ProviderReport("DirectML", "DirectML")
        assert report_of(spec, "cpu") == ProviderReport("CPU", "CPU")


class TestFallback:
    def test_a_silent_one_is_found_and_the_systems_reason_told(
        self, spec: ModelSpec, machine: Callable[..., Machine], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """The provider's library is there and cannot be loaded, as without CUDA's own libraries."""
        machine(CUDA).silent = {CUDA}
        monkeypatch.setattr(onnxruntime, "__file__", str(tmp_path / "__init__.py"))
        (tmp_path / "capi").mkdir()
        name = "onnxruntime_providers_cuda.dll" if os.name == "nt" else "libonnxruntime_providers_cuda.so"
        (tmp_path / "capi" / name).write_bytes(b"no library")
        report = report_of(spec)
        assert (report.wanted, report.active) == ("auto", "CPU")
        assert report.problem is not None
        assert report.problem.startswith("CUDA does not work here: ")
        assert report.problem.endswith("; CPU is used")
        assert name in report.problem
        assert "\n" not in report.problem

    def test_a_silent_one_without_any_reason(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        machine(COREML).silent = {COREML}
        problem = report_of(spec, "coreml").problem
        assert problem is not None
        assert "did not say why" in problem

    def test_a_missing_driver_is_called_so(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        def refuse(path: str) -> None:
            message = "libcuda.so.1: cannot open shared object file: No such file or directory"
            raise OSError(message)

        monkeypatch.setattr(ctypes, "CDLL", refuse)
        monkeypatch.setattr(onnxruntime, "__file__", str(tmp_path / "__init__.py"))
        (tmp_path / "capi").mkdir()
        for name in ("onnxruntime_providers_cuda.dll", "libonnxruntime_providers_cuda.so"):
            (tmp_path / "capi" / name).touch()
        told = sessions._why_silent(providers.KINDS[0])
        assert told.startswith("the NVIDIA driver is missing (libcuda.so.1")

    def test_one_that_raises(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        machine(CUDA).raising = {CUDA: RuntimeError(NO_CARD)}
        expected = "CUDA does not work here: no CUDA-capable device is detected; CPU is used"
        assert report_of(spec) == ProviderReport("auto", "CPU", expected)
        assert report_of(spec, "cuda") == ProviderReport("CUDA", "CPU", expected)

    def test_one_whose_first_run_fails(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        """As on a card that is too old or has too little memory: opening it works."""
        computer = machine(CUDA)
        computer.failing = {CUDA: RuntimeError("CUDNN failure 3: no kernel image is available; GPU=0 ; line=7")}
        with OnnxEmbedder(spec) as embedder:
            answer = embedder.embed(np.zeros((1, 3, 224, 224), np.float32))
            assert embedder.report.problem == "CUDA does not work here: no kernel image is available; CPU is used"
        assert answer.vectors.shape == (1, spec.dimension)

    def test_the_next_best_is_tried(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        computer = machine(CUDA, DIRECTML)
        computer.raising = {CUDA: RuntimeError("first line\nsecond line")}
        report = report_of(spec)
        assert report == ProviderReport("auto", "DirectML", "CUDA does not work here: first line; DirectML is used")
        assert [name for name, _, _ in computer.opened] == [CUDA, DIRECTML]

    @pytest.mark.parametrize("wanted", ["cuda", "directml"])
    def test_one_that_is_not_offered(self, spec: ModelSpec, machine: Callable[..., Machine], wanted: str) -> None:
        computer = machine(COREML)
        report = report_of(spec, wanted)
        assert report.active == "CPU"
        assert report.problem == (
            f"{report.wanted} is not in the installed {runtime_build().text}, which offers: CoreML, CPU; CPU is used"
        )
        assert [name for name, _, _ in computer.opened] == [CPU]

    def test_one_that_nobody_knows(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        machine()
        problem = report_of(spec, "abacus").problem
        assert problem is not None
        assert problem.startswith("there is no provider 'abacus'")

    def test_a_wrong_model_is_no_fault_of_the_provider(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        machine(CUDA)
        wrong = replace(spec, embedding="pooled")
        with OnnxEmbedder(wrong) as embedder, pytest.raises(ModelError, match="no input or output 'pooled'"):
            _ = embedder.provider


class TestSettings:
    def test_batches(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        """Both sizes are tried at the start, so that what cannot be done shows before photos are looked at."""
        computer = machine(CUDA)
        batch = np.zeros((35, 3, 224, 224), np.float32)
        with OnnxEmbedder(spec) as embedder:
            assert embedder.batch_size == spec.batch_size
            assert len(embedder.embed(batch).vectors) == 35
            assert embedder.batch_size == 32
        assert sorted(computer.batches[:2]) == [1, 32]
        assert computer.batches[2:] == [32, 1, 1, 1]

    def test_apples_chips_take_the_models_own_batches(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        computer = machine(COREML)
        with OnnxEmbedder(spec) as embedder:
            assert embedder.provider == COREML
            assert embedder.batch_size == spec.batch_size
        assert computer.opened[0][1] == {"ModelFormat": "MLProgram"}

    @pytest.mark.parametrize(("provider", "at_once"), [(DIRECTML, 1), (CUDA, 4)])
    def test_directml_runs_one_at_a_time(
        self, spec: ModelSpec, machine: Callable[..., Machine], provider: str, at_once: int
    ) -> None:
        computer = machine(provider)
        meeting = threading.Barrier(4)

        def embed(_: int) -> None:
            meeting.wait()
            embedder.embed(np.zeros((2, 3, 224, 224), np.float32))

        with OnnxEmbedder(spec) as embedder, ThreadPoolExecutor(4) as pool:
            assert embedder.provider == provider
            list(pool.map(embed, range(4)))
        assert (computer.most_at_once == 1) == (at_once == 1)

    def test_directml_keeps_no_memory_pattern(self, spec: ModelSpec, machine: Callable[..., Machine]) -> None:
        computer = machine(DIRECTML)
        report_of(spec)
        options = computer.opened[0][2]
        assert not options.enable_mem_pattern
        assert options.execution_mode == onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        report_of(spec, "cpu")
        assert computer.opened[1][2].enable_mem_pattern


class TestPreloading:
    @pytest.fixture(autouse=True)
    def _anew(self) -> Iterator[None]:
        sessions._preload_cuda.cache_clear()
        yield
        sessions._preload_cuda.cache_clear()

    @pytest.mark.parametrize("there", [True, False])
    def test_nvidias_packages_are_loaded_without_a_word(
        self,
        spec: ModelSpec,
        machine: Callable[..., Machine],
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
        there: bool,
    ) -> None:
        called: list[int] = []

        def preload() -> None:
            called.append(1)
            print("Failed to load libcudnn.so.9")

        found = ModuleSpec("nvidia", None) if there else None
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)
        monkeypatch.setattr(onnxruntime, "preload_dlls", preload, raising=False)
        machine(CUDA)
        for _ in range(2):
            assert report_of(spec).active == "CUDA"
        assert report_of(spec, "cpu").active == "CPU"
        assert called == [1] * there
        assert capfd.readouterr() == ("", "")


def install(folder: Path, name: str, version: str, told: str | None = None) -> None:
    """What pip leaves behind of a package that is an onnxruntime."""
    record = folder / f"{name}-{version}.dist-info" / "RECORD"
    record.parent.mkdir()
    record.write_text("onnxruntime/__init__.py,sha256=abc,1\n")
    capi = folder / "onnxruntime" / "capi"
    capi.mkdir(parents=True, exist_ok=True)
    if told is not None:
        (capi / "build_and_package_info.py").write_text(told)


class TestBuild:
    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        found = ModuleSpec("onnxruntime", None, origin=str(tmp_path / "onnxruntime" / "__init__.py"))
        monkeypatch.setattr(providers, "find_spec", lambda name: found)
        return tmp_path

    def test_the_one_that_is_installed_here(self) -> None:
        build = runtime_build()
        assert build.text == f"onnxruntime {onnxruntime.__version__}"
        assert build.problem is None

    def test_files_tell_which_it_is(self, folder: Path) -> None:
        told = "package_name = 'onnxruntime-gpu'\n__version__ = '1.31.1'\ncuda_version = '13.0'\n"
        install(folder, "onnxruntime_gpu", "1.31.1", told)
        assert runtime_build() == RuntimeBuild("onnxruntime-gpu 1.31.1 for CUDA 13.0")

    def test_two_at_once_are_a_problem(self, folder: Path) -> None:
        install(folder, "onnxruntime", "1.30.0", "package_name = 'onnxruntime'\n__version__ = '1.30.0'\n")
        install(folder, "onnxruntime_gpu", "1.31.1")
        build = runtime_build()
        assert build.text == "onnxruntime 1.30.0"
        assert build.problem is not None
        assert "onnxruntime and onnxruntime-gpu are installed at once" in build.problem
        assert "pip uninstall -y onnxruntime onnxruntime-gpu" in build.problem

    def test_something_beside_it_is_no_second_one(self, folder: Path) -> None:
        install(folder, "onnxruntime_directml", "1.24.0")
        other = folder / "onnxruntime_extensions-0.14.dist-info" / "RECORD"
        other.parent.mkdir()
        other.write_text("onnxruntime_extensions/__init__.py,sha256=abc,1\n")
        assert runtime_build() == RuntimeBuild("onnxruntime-directml 1.24.0")

    def test_a_bundle_that_keeps_no_files(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        packed = ModuleSpec("onnxruntime", None, origin=str(tmp_path / "base.zip" / "onnxruntime" / "__init__.py"))
        monkeypatch.setattr(providers, "find_spec", lambda name: packed)
        assert runtime_build() == RuntimeBuild("onnxruntime")

    @pytest.mark.parametrize("spec", [None, ModuleSpec("onnxruntime", None, origin=None)])
    def test_none_or_only_a_part(self, spec: ModuleSpec | None, monkeypatch: pytest.MonkeyPatch) -> None:
        """The latter is what pip leaves of two builds when one is uninstalled."""
        monkeypatch.setattr(providers, "find_spec", lambda name: spec)
        build = runtime_build()
        assert build.text == "no onnxruntime"
        assert build.problem is not None
        assert "pip install --force-reinstall" in build.problem
        runtime_build.cache_clear()
        monkeypatch.setattr(sys, "frozen", True, raising=False)  # there is no pip in the packaged program
        build = runtime_build()
        assert build.problem == "it is missing or incomplete; install photosim again"

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            ("", "is installed in part only"),
            ("raise ImportError('DLL load failed')", r"cannot be loaded \(DLL load failed"),
        ],
    )
    def test_one_that_cannot_be_loaded(self, tmp_path: Path, content: str, expected: str) -> None:
        (tmp_path / "onnxruntime.py").write_text(content)
        code = (
            "import sys\n"
            f"sys.path.insert(0, {str(tmp_path)!r})\n"
            "from photosim.embed.runtime import load_onnxruntime\n"
            "from photosim.errors import ModelError\n"
            "try:\n"
            "    load_onnxruntime()\n"
            "except ModelError as error:\n"
            "    print(error)\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
        assert re.match(f"onnxruntime {expected}.*; run: pip install --force-reinstall", done.stdout)

    def test_it_loads_nothing(self) -> None:
        code = (
            "import json, sys\n"
            "from photosim.embed.providers import runtime_build\n"
            "text = runtime_build().text\n"
            "print(json.dumps([text, sorted({'numpy', 'onnxruntime', 'PIL'} & set(sys.modules))]))\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
        assert json.loads(done.stdout) == [f"onnxruntime {onnxruntime.__version__}", []]
