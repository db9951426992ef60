"""The program's icon is drawn in every size and kind that a system wants."""

from pathlib import Path

import pytest
from PIL import Image
from PIL.IcoImagePlugin import IcoImageFile

from release import icons
from release.product import ReleaseError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("icons") / "new"
    icons.write_icons(made)
    return made


@pytest.mark.parametrize("size", icons.SIZES)
def test_png_of_each_size(folder: Path, size: int) -> None:
    with Image.open(folder / f"photosim-{size}.png") as image:
        assert (image.format, image.size, image.mode) == ("PNG", (size, size), "RGBA")
        corners = [image.getpixel(place) for place in ((0, 0), (size - 1, 0), (0, size - 1))]
        assert [corner[3] for corner in corners if isinstance(corner, tuple)] == [0, 0, 0]
        middle = image.getpixel((size // 2, size * 3 // 8))
        assert isinstance(middle, tuple)
        assert middle[3] == 255
        assert middle[2] > 2 * middle[0]  # the blue photo in front


def test_ico_for_windows(folder: Path) -> None:
    with Image.open(folder / "photosim.ico") as image:
        assert image.format == "ICO"
        assert image.info["sizes"] == {(size, size) for size in (16, 20, 24, 32, 40, 48, 64, 256)}


def test_small_pictures_are_drawn_and_not_scaled(folder: Path) -> None:
    with Image.open(folder / "photosim.ico") as image, Image.open(folder / "photosim-16.png") as drawn:
        assert isinstance(image, IcoImageFile)
        image.size = (16, 16)
        image.load()
        assert image.convert("RGBA").tobytes() == drawn.tobytes()


def test_icns_for_macos(folder: Path) -> None:
    with Image.open(folder / "photosim.icns") as image:
        assert image.format == "ICNS"
        assert {(512, 512, 2), (256, 256, 1), (128, 128, 1), (32, 32, 2), (16, 16, 2)} <= set(image.info["sizes"])
        assert image.size == (1024, 1024)


def test_the_drawing_itself(folder: Path) -> None:
    assert (folder / "photosim.svg").read_bytes() == icons._SOURCE.read_bytes()


@pytest.mark.qt_log_ignore("Cannot read file")
def test_without_the_drawing_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = tmp_path / "photosim.svg"
    drawing.write_text("<svg")
    monkeypatch.setattr(icons, "_SOURCE", drawing)
    monkeypatch.setattr(icons, "ROOT", tmp_path)
    with pytest.raises(ReleaseError, match=r"photosim\.svg cannot be drawn"):
        icons.write_icons(tmp_path / "icons")
