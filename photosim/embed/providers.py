"""What can compute: NVIDIA cards by CUDA, Apple's chips by CoreML, Windows' cards by DirectML, and any processor.

Which of them an onnxruntime has is settled when it is built, whether they work only when a network is opened
(https://onnxruntime.ai/docs/execution-providers/). Nothing here loads onnxruntime.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from photosim.embed.provider_names import PROVIDERS
from photosim.embed.runtime import install_again


@dataclass(frozen=True, slots=True)
class ProviderKind:
    """One way to compute.

    Attributes:
        name: what the user types.
        label: what the user reads.
        id: onnxruntime's name.
        options: given to onnxruntime with it.
        batch_size: photos a run, None for the model's own number, which is the best for processors.
        alone: one run at a time and no memory patterns
            (https://onnxruntime.ai/docs/execution-providers/DirectML-ExecutionProvider.html).
    """

    name: str
    label: str
    id: str
    options: Mapping[str, str] = field(default_factory=dict)
    batch_size: int | None = None
    alone: bool = False

    @property
    def is_cpu(self) -> bool:
        """Whether this is the processor, which always works."""
        return self.name == "cpu"


CPU: Final = ProviderKind("cpu", "CPU", "CPUExecutionProvider")

KINDS: Final = (
    # The search for the quickest convolution that is the default takes seconds at every start.
    ProviderKind("cuda", "CUDA", "CUDAExecutionProvider", {"cudnn_conv_algo_search": "HEURISTIC"}, batch_size=32),
    ProviderKind("coreml", "CoreML", "CoreMLExecutionProvider", {"ModelFormat": "MLProgram"}),
    # Less than CUDA: the card's memory is shared with the screen.
    ProviderKind("directml", "DirectML", "DmlExecutionProvider", batch_size=16, alone=True),
    CPU,
)
"""In the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """What was asked to compute, and what does.

    Attributes:
        wanted: "auto" or a label ("CUDA").
        active: a label.
        problem: why it is not what was hoped for, in one line; None if it is.
    """

    wanted: str
    active: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class RuntimeBuild:
    """The onnxruntime that is installed.

    Attributes:
        text: its name and version ("onnxruntime-gpu 1.31.1 for CUDA 13.0").
        problem: what is wrong with it, in one line; None if nothing is.
    """

    text: str
    problem: str | None = None


def kinds_to_try(wanted: str, offered: Sequence[str]) -> tuple[ProviderKind, ...]:
    """The ways to compute worth a try, in order; the processor is always the last.

    Args:
        wanted: a `Provider`; another word is like one that is not offered.
        offered: onnxruntime's names of what the installed build has.
    """
    return tuple(kind for kind in KINDS if kind.is_cpu or (wanted in ("auto", kind.name) and kind.id in offered))


def label_of(wanted: str) -> str:
    """How a `Provider` is written for people."""
    return next((kind.label for kind in KINDS if kind.name == wanted), wanted)


def why_not_offered(wanted: str, offered: Sequence[str]) -> str | None:
    """One line if what is asked for by name is not in the installed onnxruntime, else None."""
    if wanted == "auto" or any(kind.name == wanted and (kind.is_cpu or kind.id in offered) for kind in KINDS):
        return None
    there = ", ".join(kind.label for kind in KINDS if kind.id in offered)
    if wanted not in PROVIDERS:
        return f"there is no provider {wanted!r}; the installed {runtime_build().text} offers: {there}"
    return f"{label_of(wanted)} is not in the installed {runtime_build().text}, which offers: {there}"


@cache
def runtime_build() -> RuntimeBuild:
    """Which onnxruntime is installed, without loading it.

    Several packages (onnxruntime, onnxruntime-gpu, onnxruntime-directml, ...) put their files into the same folder.
    The folder's own word counts, because it came with the files that won.
    """
    try:
        spec = find_spec("onnxruntime")
    except ValueError:  # it was put into `sys.modules` by hand
        spec = None
    if spec is None or spec.origin is None:  # a folder without its main file is found, too
        return RuntimeBuild("no onnxruntime", f"it is missing or incomplete; {install_again()}")
    folder = Path(spec.origin).parent
    packages = _packages_in(folder)
    text = _told_by_its_files(folder) or " and ".join(map(" ".join, packages)) or "onnxruntime"
    if len(packages) < 2:
        return RuntimeBuild(text)
    names = [name for name, _ in packages]
    problem = (
        f"{' and '.join(names)} are installed at once and overwrite each other's files; "
        f"run: pip uninstall -y {' '.join(names)}, then: pip install ONE of them"
    )
    return RuntimeBuild(text, problem)


def _packages_in(folder: Path) -> list[tuple[str, str]]:
    """Name and version of the packages whose files lie in this folder, sorted: read from what pip keeps beside it."""
    found = []
    for record in sorted(folder.parent.glob("onnxruntime*.dist-info/RECORD")):
        with suppress(OSError, UnicodeDecodeError):
            if f"{folder.name}/__init__.py," in record.read_text(encoding="utf-8"):
                name, _, version = record.parent.name.removesuffix(".dist-info").partition("-")
                found.append((name.replace("_", "-"), version))
    return found


def _told_by_its_files(folder: Path) -> str | None:
    """What the installed files say of themselves; None where they are packed, as in a bundle."""
    try:
        told = (folder / "capi" / "build_and_package_info.py").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    values = dict(re.findall(r"^(\w+) *= *['\"]([^'\"]*)['\"]", told, re.MULTILINE))
    if "package_name" not in values or "__version__" not in values:
        return None
    cuda = f" for CUDA {values['cuda_version']}" if values.get("cuda_version") else ""
    return f"{values['package_name']} {values['__version__']}{cuda}"
