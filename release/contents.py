"""What goes into the packaged program: data files, modules, types of files; and that nothing of it is missing."""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from photosim.core.formats import HEIC_SUFFIXES, PHOTO_SUFFIXES
from release.product import ROOT, ReleaseError

HIDDEN: Final = ("h5py", "onnxruntime")
"""Modules that are imported late, where PyInstaller might not look."""

_NEVER_USED: Final = (
    "IPython",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PyInstaller",
    "_tkinter",
    "h5py.tests",
    "ml_dtypes.tests",
    "numpy.distutils",
    "numpy.f2py",
    "onnx.backend",
    "onnx.bin",
    "onnx.reference",
    "onnx.test",
    "onnxruntime.backend",
    "onnxruntime.datasets",
    "onnxruntime.quantization",
    "onnxruntime.tools",
    "onnxruntime.transformers",
    "pip",
    "pkg_resources",
    "psutil",
    "pydoc_data",
    "pytest",
    "readline",
    "rlcompleter",
    "scipy",
    "setuptools",
    "skimage",
    "tkinter",
    "turtle",
)
_PATENTED: Final = ("pillow_heif",)  # it carries decoders and encoders of HEVC; see README
_OTHER_QT: Final = ("QtNetwork", "QtOpenGL", "QtOpenGLWidgets", "QtPrintSupport", "QtQml", "QtQuick", "QtSql", "QtTest")

DOCUMENT_TYPES: Final = tuple(sorted(PHOTO_SUFFIXES - HEIC_SUFFIXES))
"""Endings of the files the packaged program opens; HEIC takes a package that is not in it."""

LICENCES: Final = ("LICENSE", "NOTICE")
"""Of photosim itself, and of all that comes with it."""
_RESOURCES: Final = (
    "imagenet_classes.json",
    "photosim.svg",
    "related_classes.npz",
    "wordnet_nouns.npz",
    "words.npy",
    "words.txt",
)
_LICENCE_OF: Final = {
    "imagenet_classes.json": "WordNet.LICENSE.txt",
    "related_classes.npz": "WordNet.LICENSE.txt",
    "wordnet_nouns.npz": "WordNet.LICENSE.txt",
    "words.npy": None,  # dedicated to the public; NOTICE gives the terms
    "words.txt": None,
}
"""What others made among the resources, and the file with its licence."""
_SOURCES: Final = re.compile(r".*\.(py|pyc|ts)|everyday_\w+\.txt|imagenet_wnids\.txt")
"""Files that others are made of, and that nothing reads at run time."""


def left_out(platform: str) -> tuple[str, ...]:
    """Modules that stay out on a system (`sys.platform`), though something photosim uses asks for them."""
    foreign = () if platform == "win32" else ("platformdirs.windows",)  # it asks for Windows' own libraries
    unused = tuple(f"PySide6.{name}" for name in _OTHER_QT if name not in qt_modules())
    return (*_NEVER_USED, *_PATENTED, *foreign, *unused)


def qt_modules() -> frozenset[str]:
    """Those parts of PySide6 that photosim imports, read from its code."""
    code = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "photosim").rglob("*.py")))
    return frozenset(re.findall(r"^\s*from PySide6\.(Qt\w+) import", code, re.MULTILINE))


def languages() -> tuple[str, ...]:
    """Codes of the languages besides English, read from the translations."""
    return tuple(file.stem.split("_")[1] for file in sorted((ROOT / "resources" / "translations").glob("*.ts")))


def data_files() -> list[tuple[str, str]]:
    """Files beside the code and the folders they go to: models, resources, licences.

    Raises:
        ReleaseError: onnxruntime is not installed.
    """
    files = [(ROOT / name, ".") for name in LICENCES]
    for folder in ("models", "resources"):
        files += [(file, file.relative_to(ROOT).parent.as_posix()) for file in _in(ROOT / folder)]
    files.append((_runtime_facts(), "onnxruntime/capi"))
    return [(str(file), folder) for file, folder in files]


def _in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and not _SOURCES.fullmatch(file.name))


def _runtime_facts() -> Path:
    """What onnxruntime says of itself, which `photosim status` reads as text."""
    spec = find_spec("onnxruntime")
    if spec is None or spec.origin is None:
        message = "onnxruntime is not installed"
        raise ReleaseError(message)
    return Path(spec.origin).parent / "capi" / "build_and_package_info.py"


def check_complete(root: Path) -> None:
    """Look whether a checkout holds all that a release needs.

    Args:
        root: the checkout.

    Raises:
        ReleaseError: a model, its description, a resource or a licence is missing, or is not of its size.
    """
    notice = _text(root, "NOTICE")
    _text(root, "LICENSE")
    models = sorted((root / "models").glob("*.onnx"))
    if not models:
        _refuse("there is no model in models/")
    for model in models:
        _check_model(root, model.stem, notice)
    for name in _RESOURCES:
        _check_resource(root, name, notice)
    for icon in ("controls/check-dark.svg", "photo.svg", "search.svg"):
        _text(root, f"resources/icons/{icon}")
    for source in sorted((root / "resources" / "translations").glob("*.ts")):
        _size(root, f"resources/translations/{source.stem}.qm")


def _check_model(root: Path, name: str, notice: str) -> None:
    described = f"models/{name}.json"
    try:
        spec = json.loads(_text(root, described))
        files = {spec["file"]: int(spec["bytes"]), **({spec["class_weights"]: 0} if "class_weights" in spec else {})}
    except (ValueError, KeyError, TypeError) as error:
        message = f"{described} is no description of a model"
        raise ReleaseError(message) from error
    for file, expected in files.items():
        found = _size(root, f"models/{file}")
        if expected and found != expected:
            _refuse(f"models/{file} is of {found} bytes; {described} says {expected}")
        _demand_notice(f"models/{file}", notice)
    licence = f"models/{name}.LICENSE.txt"
    _text(root, licence)
    _demand_notice(licence, notice)


def _check_resource(root: Path, name: str, notice: str) -> None:
    _size(root, f"resources/{name}")
    if name not in _LICENCE_OF:
        return
    _demand_notice(f"resources/{name}", notice)
    if licence := _LICENCE_OF[name]:
        _text(root, f"resources/{licence}")


def _demand_notice(name: str, notice: str) -> None:
    if name not in notice:
        _refuse(f"NOTICE says nothing about {name}")


def _text(root: Path, name: str) -> str:
    _size(root, name)
    return (root / name).read_text(encoding="utf-8")


def _size(root: Path, name: str) -> int:
    """Bytes of a file that must be there, and hold something."""
    file = root / name
    size = file.stat().st_size if file.is_file() else 0
    if not size:
        _refuse(f"{name} is {'empty' if file.exists() else 'missing'}")
    return size


def _refuse(message: str) -> None:
    raise ReleaseError(message)
