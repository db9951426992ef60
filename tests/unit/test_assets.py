"""Bundled files are found in a checkout, a wheel and a frozen program, in that order of trust."""

import sys
from pathlib import Path

import pytest

from photosim import assets
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
