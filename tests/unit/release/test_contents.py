"""What goes into the packaged program: nothing is forgotten, and a release of an incomplete checkout is refused."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from photosim.core.formats import PHOTO_SUFFIXES
from photosim.ui.language import LANGUAGES
from release import contents
from release.product import ROOT, ReleaseError

Break = Callable[[Path], object]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("models", "resources"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def test_this_checkout_is_complete() -> None:
    contents.check_complete(ROOT)


def test_a_copy_is_complete(checkout: Path) -> None:
    contents.check_complete(checkout)


@pytest.mark.parametrize(
    "name",
    [
        "LICENSE",
        "NOTICE",
        "models/efficientnet-lite0.json",
        "models/efficientnet-lite0-classes.npy",
        "models/efficientnet-lite0.LICENSE.txt",
        "resources/WordNet.LICENSE.txt",
        "resources/imagenet_classes.json",
        "resources/related_classes.npz",
        "resources/wordnet_nouns.npz",
        "resources/words.npy",
        "resources/words.txt",
        "resources/photosim.svg",
        "resources/icons/search.svg",
        "resources/translations/photosim_de.qm",
    ],
)
def test_without_any_of_these_it_is_refused(checkout: Path, name: str) -> None:
    (checkout / name).unlink()
    with pytest.raises(ReleaseError, match=rf"^{re.escape(name)} is missing$"):
        contents.check_complete(checkout)
    (checkout / name).touch()
    with pytest.raises(ReleaseError, match=rf"^{re.escape(name)} is empty$"):
        contents.check_complete(checkout)


def _replace(name: str, old: str, new: str) -> Break:
    def change(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


SPEC = "models/efficientnet-lite0.json"


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda root: (root / "models/efficientnet-lite0.onnx").unlink(), "there is no model in models/"),
        (lambda root: (root / "models/other.onnx").write_bytes(b"x"), "models/other.json is missing"),
        (lambda root: (root / SPEC).write_text("{"), f"{SPEC} is no description of a model"),
        (lambda root: (root / SPEC).write_text("[]"), f"{SPEC} is no description of a model"),
        (_replace(SPEC, '"bytes": 9', '"bytes": 8'), "models/efficientnet-lite0.onnx is of 9327494 bytes"),
        (_replace(SPEC, '"file": "eff', '"file": "eeff'), "models/eefficientnet-lite0.onnx is missing"),
        (_replace("NOTICE", "models/efficientnet-lite0.onnx", "it"), "NOTICE says nothing about models/eff.*onnx"),
        (_replace("NOTICE", "resources/words.npy", "it"), "NOTICE says nothing about resources/words.npy"),
        (_replace("NOTICE", "resources/wordnet_nouns.npz", "it"), "NOTICE says nothing about resources/wordnet"),
    ],
)
def test_what_does_not_fit_is_refused(checkout: Path, change: Break, refusal: str) -> None:
    change(checkout)
    with pytest.raises(ReleaseError, match=refusal):
        contents.check_complete(checkout)


def test_all_models_and_resources_go_in_and_no_source() -> None:
    there = {f"{place}/{Path(source).name}" for source, place in contents.data_files()}
    spec = json.loads((ROOT / SPEC).read_text(encoding="utf-8"))
    assert {f"models/{spec['file']}", SPEC, f"models/{spec['class_weights']}"} <= there
    assert {"models/efficientnet-lite0.LICENSE.txt", "resources/WordNet.LICENSE.txt", "./LICENSE", "./NOTICE"} <= there
    assert {"resources/translations/photosim_de.qm", "resources/icons/controls/check-dark.svg"} <= there
    assert "onnxruntime/capi/build_and_package_info.py" in there
    assert not {"resources/everyday_names.txt", "resources/imagenet_wnids.txt"} & there  # other files are made of them
    assert [name for name in there if name.endswith((".py", ".ts", ".pyc"))] == [
        "onnxruntime/capi/build_and_package_info.py"
    ]


def test_every_resource_the_code_names_is_demanded() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "photosim").rglob("*.py"))
    files = [
        file for file in (ROOT / "resources").iterdir() if file.is_file() and file.name in code and file.suffix != ".py"
    ]
    assert len(files) >= 5
    assert {file.name for file in files} <= set(contents._RESOURCES)


def test_languages_are_those_of_the_window() -> None:
    assert {"en", *contents.languages()} == set(LANGUAGES)


def test_documents_are_what_it_opens_without_a_decoder_of_heic() -> None:
    assert {".jpg", ".png", ".avif", ".tiff"} < set(contents.DOCUMENT_TYPES) < PHOTO_SUFFIXES
    assert not {".heic", ".heif", ".hif"} & set(contents.DOCUMENT_TYPES)


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_nothing_photosim_imports_is_left_out(platform: str) -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "photosim").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import) ([\w.]+)", code, re.MULTILINE)) - {"pillow_heif"}
    out = contents.left_out(platform)
    assert {"PySide6.QtCore", "PySide6.QtNetwork"} <= imported
    assert not {name for name in imported if any(f"{name}.".startswith(f"{module}.") for module in out)}
    assert {"PySide6.QtQml", "pillow_heif", "tkinter", "scipy"} <= set(out)


def test_windows_own_folders_are_asked_for_there() -> None:
    assert "platformdirs.windows" in contents.left_out("linux")
    assert "platformdirs.windows" not in contents.left_out("win32")


def test_a_part_of_qt_that_is_used_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"QtCore", "QtGui", "QtWidgets", "QtNetwork"} <= contents.qt_modules()
    monkeypatch.setattr(contents, "qt_modules", lambda: frozenset({"QtNetwork"}))
    assert "PySide6.QtNetwork" not in contents.left_out("linux")
    assert "PySide6.QtQml" in contents.left_out("linux")
