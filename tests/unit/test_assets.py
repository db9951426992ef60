"""Bundled files are found in a checkout, a wheel and a frozen program, in that order of trust."""

import sys
from pathlib import Path

import pytest

from photosim import __version__, assets
from photosim.errors import UserError


def test_checkout() -> None:
    assert (assets.bundled_models_folder() / "efficientnet-lite0.onnx").is_file()


def test_wheel_then_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "photosim"
    monkeypatch.setattr(assets, "__file__", str(package / "assets.py"))
    with pytest.raises(UserError, match="'models' of photosim is missing"):
        assets.bundled_models_folder()
    (tmp_path / "models").mkdir()
    assert assets.bundled_models_folder() == tmp_path / "models"
    (package / "bundled" / "models").mkdir(parents=True)
    assert assets.bundled_models_folder() == package / "bundled" / "models"


def test_packaged_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not assets.frozen()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert assets.frozen()


def test_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert assets.bundled_resources_folder() == tmp_path / "resources"


def test_licences_of_a_checkout() -> None:
    assert [file.name for file in assets.licence_files()] == ["LICENSE", "NOTICE"]
    assert "MIT License" in assets.licence_files()[0].read_text(encoding="utf-8")


def test_licences_of_an_installed_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the package lies its metadata; what else lies there is of others."""
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "photosim" / "assets.py"))
    assert assets.licence_files() == ()
    (tmp_path / "LICENSE").touch()
    folder = tmp_path / f"photosim-{__version__}.dist-info" / "licenses"
    folder.mkdir(parents=True)
    (folder / "LICENSE").touch()
    (folder / "NOTICE").touch()
    assert assets.licence_files() == (folder / "LICENSE", folder / "NOTICE")


@pytest.mark.parametrize("home", ["photosim", "photosim.app/Contents/Resources"])
def test_licences_of_a_packaged_program(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The long list lies beside the program; in a bundle of macOS among the resources."""
    program = tmp_path / ("photosim/photosim" if home == "photosim" else "photosim.app/Contents/MacOS/photosim")
    inner = tmp_path / "inner"
    for folder in (program.parent, inner, tmp_path / home):
        folder.mkdir(parents=True, exist_ok=True)
    (inner / "LICENSE").touch()
    (tmp_path / home / assets.THIRD_PARTY).touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(inner), raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert [file.resolve() for file in assets.licence_files()] == [
        inner / "LICENSE",
        tmp_path / home / assets.THIRD_PARTY,
    ]
