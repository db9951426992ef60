"""What file managers, browsers and editors hand over, in the shapes they hand it over in."""

import base64
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from pytestqt.qtbot import QtBot

from photosim.errors import UserError
from photosim.library import Library
from photosim.ui import drop
from photosim.ui.history import Query
from photosim.ui.main_window import MainWindow
from tests.gui.doing import file_mime, names
from tests.gui.fake_library import FakeLibrary

Make = Callable[..., FakeLibrary]
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]

WEB = "https://pictures.example/deep/cat%20one.jpg?w=600"


@pytest.fixture(autouse=True)
def _temporary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The test's own files are no temporary ones, unless it puts them there."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temp"))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path / "Žofie's photo #1.jpg")


def make_photo(path: Path, colour: str = "red") -> Path:
    Image.new("RGB", (60, 40), colour).save(path)
    return path


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), "blue").save(buffer, "PNG")
    return buffer.getvalue()


def mime_of(**formats: str | bytes) -> QMimeData:
    """Formats by name, `_` for `/` and `__` for `-`."""
    mime = QMimeData()
    for name, content in formats.items():
        data = content.encode() if isinstance(content, str) else content
        mime.setData(name.replace("__", "-").replace("_", "/", 1), data)
    return mime


def source(dropped: drop.Dropped) -> object:
    assert dropped.problem == ""
    assert dropped.query is not None
    return dropped.query.source


# -- file managers


def shapes(url: str) -> dict[str, QMimeData]:
    dolphin = mime_of(text_uri__list=f"{url}\r\n", text_plain=url)
    dolphin.setData("application/x-kde4-urilist", url.encode())
    return {
        "any, Windows (CF_HDROP)": mime_of(text_uri__list=f"{url}\r\n"),
        "Dolphin": dolphin,
        "Dolphin, list of its own alone": mime_of(application_x__kde4__urilist=f"{url}\n"),
        "Nautilus, copied": mime_of(x__special_gnome__copied__files=f"copy\n{url}"),
        "Nautilus, cut, with text": mime_of(x__special_gnome__copied__files=f"cut\n{url}\0", text_plain=url),
        "Caja": mime_of(x__special_mate__copied__files=f"copy\n{url}"),
        "address as text": mime_of(text_plain=f"{url}\n"),
    }


@pytest.mark.parametrize("shape", list(shapes("")))
def test_file_from_a_file_manager(photo: Path, shape: str) -> None:
    mime = shapes(bytes(QUrl.fromLocalFile(str(photo)).toEncoded().data()).decode())[shape]
    assert drop.is_welcome(mime)
    assert source(drop.read(mime)) == photo


@pytest.mark.parametrize("form", ["{}", "  {}\n", '"{}"', "'{}'"])
def test_path_as_text(photo: Path, form: str) -> None:
    mime = QMimeData()
    mime.setText(form.format(photo))
    assert drop.is_welcome(mime)
    assert source(drop.read(mime)) == photo


def test_path_from_the_home_folder(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(photo.parent))
    monkeypatch.setenv("USERPROFILE", str(photo.parent))
    mime = QMimeData()
    mime.setText(f"~/{photo.name}")
    assert source(drop.read(mime)) == photo


def test_paths_one_a_line_are_several_photos(photo: Path, tmp_path: Path) -> None:
    other = make_photo(tmp_path / "b.png")
    mime = QMimeData()
    mime.setText(f"{photo}\n{other}\n")
    query = drop.read(mime).query
    assert query is not None
    assert query.photos == (photo, other)


@pytest.mark.parametrize("text", ["a cat", "/nowhere/at/all.jpg", "~nobody-of-that-name/x.jpg", "/" + "x" * 5000, "\0"])
def test_other_text_is_no_photo(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert not drop.is_welcome(mime)
    dropped = drop.read(mime)
    assert (dropped.query, dropped.folders, dropped.address) == (None, (), "")
    assert "no photo" in dropped.problem
    assert "\n" not in dropped.problem


def test_temporary_file_is_read_at_once_as_firefox_on_windows_needs(tmp_path: Path) -> None:
    passing = make_photo(tmp_path / "temp" / "image.bmp", "lime")
    dropped = drop.read(file_mime(passing))
    passing.unlink()
    picture = source(dropped)
    assert isinstance(picture, Image.Image)
    assert picture.getpixel((0, 0)) == (0, 255, 0)


def test_temporary_file_that_is_gone_is_told_in_one_line(tmp_path: Path) -> None:
    dropped = drop.read(file_mime(tmp_path / "temp" / "gone.png"))
    assert dropped.query is None
    assert dropped.problem.startswith("gone.png: ")
    assert "\n" not in dropped.problem


# -- several at once


def test_several_photos_are_one_query_and_the_rest_is_told(photo: Path, tmp_path: Path) -> None:
    other, text = make_photo(tmp_path / "b.webp"), tmp_path / "notes.txt"
    text.write_text("no photo")
    dropped = drop.read(file_mime(photo, text, other))
    assert dropped.query is not None
    assert dropped.query.photos == (photo, other)
    assert dropped.query.name == photo.name
    assert dropped.problem == "1 file is no photo."


def test_more_photos_than_a_query_bears(tmp_path: Path) -> None:
    many = [tmp_path / f"{number}.jpg" for number in range(drop.MOST_PHOTOS + 7)]
    dropped = drop.read(file_mime(*many))
    assert dropped.query is not None
    assert dropped.query.photos == tuple(many[: drop.MOST_PHOTOS])
    assert dropped.problem == f"Of {drop.MOST_PHOTOS + 7} photos the first {drop.MOST_PHOTOS} are searched with."


def test_folders_and_photos_together(photo: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    dropped = drop.read(file_mime(tmp_path / "one", photo, tmp_path / "two"))
    assert source(dropped) == photo
    assert dropped.folders == (tmp_path / "one", tmp_path / "two")


# -- browsers


def firefox(url: str = WEB, *, picture: bool = False) -> QMimeData:
    mime = QMimeData()
    mime.setData("text/x-moz-url", f"{url}\nA cat".encode("utf-16-le"))
    mime.setData("text/x-moz-url-data", url.encode("utf-16-le"))
    mime.setText(url)
    mime.setHtml(f'<img src="{url}" alt="A cat">')
    if picture:
        mime.setData("image/png", png())
    return mime


def chrome(picture: str = WEB, link: str = WEB) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(link)])
    mime.setHtml(f'<meta http-equiv="content-type" content="text/html"><a href="{link}"><img src="{picture}"/></a>')
    return mime


def test_picture_from_firefox_is_taken_and_its_address_left_alone() -> None:
    picture = source(drop.read(firefox(picture=True)))
    assert isinstance(picture, Image.Image)
    assert picture.size == (30, 20)


@pytest.mark.parametrize("mime", [firefox(), chrome(), chrome(link="https://elsewhere.example/page.html")])
def test_address_of_a_picture_is_told_and_not_fetched(mime: QMimeData) -> None:
    assert drop.is_welcome(mime)
    dropped = drop.read(mime)
    assert (dropped.address, dropped.query, dropped.problem) == (WEB, None, "")


def test_mozilla_address_alone() -> None:
    mime = QMimeData()
    mime.setData("text/x-moz-url", f"{WEB}\nA cat".encode("utf-16-le"))
    assert drop.is_welcome(mime)
    assert drop.read(mime).address == WEB


def test_picture_alone_as_on_macos() -> None:
    mime = QMimeData()
    image = QImage(40, 30, QImage.Format.Format_ARGB32)
    image.fill(0xFF00FF00)
    mime.setImageData(image)
    picture = source(drop.read(mime))
    assert isinstance(picture, Image.Image)
    assert (picture.mode, picture.size, picture.getpixel((1, 1))) == ("RGB", (40, 30), (0, 255, 0))


def enclosed() -> str:
    return f"data:image/png;base64,{base64.b64encode(png()).decode()}"


@pytest.mark.parametrize("form", ["text", "url", "page"])
def test_picture_inside_its_address(form: str) -> None:
    mime = QMimeData()
    if form == "text":
        mime.setText(enclosed())
    elif form == "url":
        mime.setUrls([QUrl(enclosed())])
    else:
        mime.setHtml(f"<p><img src='{enclosed()}'></p>")
    picture = source(drop.read(mime))
    assert isinstance(picture, Image.Image)
    assert picture.size == (30, 20)


@pytest.mark.parametrize(
    "broken", ["data:image/png;base64,AAAA", "data:image/png,", "data:,hello", "javascript:alert(1)"]
)
def test_address_with_nothing_in_it(broken: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(broken)])
    dropped = drop.read(mime)
    assert dropped.query is None
    assert "no photo" in dropped.problem


def test_broken_picture_data_is_no_photo() -> None:
    dropped = drop.read(mime_of(image_png=b"\x89PNG broken"))
    assert dropped.query is None
    assert dropped.problem


# -- in the window


@pytest.fixture
def fake(fake_library: Make) -> FakeLibrary:
    return fake_library(40)


@pytest.fixture
def window(fake: FakeLibrary, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(fake, index=False)
    settle(made)
    return made


def test_picture_on_the_web_is_fetched_only_when_asked(window: MainWindow, fake: FakeLibrary, settle: Settle) -> None:
    window.take(chrome())
    settle(window)
    assert fake.fetched == []
    assert window.pages.page.is_library
    assert window.messages._card.action.text() == "Fetch this picture from pictures.example"
    window.messages._card.action.click()
    settle(window)
    assert fake.fetched == [WEB]
    query = window.pages.page.query
    assert query is not None
    assert query.source is fake.web
    assert window.pages.header.title == "Look-alikes of cat one.jpg"
    assert "Fetching" not in window.messages.text


def test_picture_that_cannot_be_fetched_is_told(window: MainWindow, fake: FakeLibrary, settle: Settle) -> None:

    def refuse(*_: object) -> None:
        raise UserError("pictures.example gives a web page, not a picture")

    fake.hooks["fetch_picture"] = refuse
    window.take(firefox())
    window.messages._card.action.click()
    settle(window)
    assert window.messages.text == "pictures.example gives a web page, not a picture."
    assert window.pages.page.query is None


def test_mean_of_several_photos_is_asked_for(
    window: MainWindow, fake: FakeLibrary, photo: Path, tmp_path: Path, settle: Settle
) -> None:
    asked: list[object] = []
    fake.hooks["similar"] = lambda image, *_: asked.append(image)
    other = make_photo(tmp_path / "b.jpg")
    window.take(file_mime(photo, other))
    settle(window)
    assert asked[0] == (photo, other)
    assert window.pages.header.title == "Look-alikes of 2 photos"
    assert window.pages.header.parts == [photo.name, "b.jpg"]


def test_folder_beside_photos_is_offered_while_they_are_searched_with(
    window: MainWindow, photo: Path, tmp_path: Path, settle: Settle
) -> None:
    (tmp_path / "Holidays").mkdir()
    window.take(file_mime(tmp_path / "Holidays", photo))
    settle(window)
    assert window.pages.header.title == f"Look-alikes of {photo.name}"
    assert window.messages.text == "Add the folder Holidays to the library?"
    wanted: list[Path] = []
    window.ways_in.folder_wanted.connect(wanted.append)
    window.messages._card.action.click()
    settle(window)
    assert wanted == [tmp_path / "Holidays"]
    assert tmp_path / "Holidays" in [folder.path for folder in window.library.folders()]


def test_several_folders_are_one_question(window: MainWindow, tmp_path: Path, settle: Settle) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    window.take(file_mime(tmp_path / "one", tmp_path / "two"))
    assert window.messages.text == "Add 2 folders to the library?"
    wanted: list[Path] = []
    window.ways_in.folder_wanted.connect(wanted.append)
    window.messages._card.action.click()
    settle(window)
    assert wanted == [tmp_path / "one", tmp_path / "two"]


def test_paths_given_by_a_dialog_or_another_program(window: MainWindow, photo: Path, settle: Settle) -> None:
    window.ways_in.take_paths([photo])
    settle(window)
    query = window.pages.page.query
    assert query is not None
    assert query.source == photo


@pytest.mark.parametrize("drag", [(True, "area", 0), (True, "tools", 1), (False, "area", 1)])
def test_own_photo_let_go_where_it_was_is_no_search(
    window: MainWindow, photo: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch, drag: tuple[bool, str, int]
) -> None:
    from_here, where, pages = drag
    part = window.pages.area if where == "area" else window.tools
    place = part.mapTo(window, part.rect().center())
    no_key = Qt.KeyboardModifier.NoModifier
    mime = file_mime(photo)  # an event does not keep it
    event = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, no_key)
    monkeypatch.setattr(event, "source", lambda: window.pages.photo_grid if from_here else None, raising=False)
    window.dropEvent(event)
    settle(window)
    assert len(window.pages.history._pages) == 1 + pages


# -- with the real library


@pytest.fixture
def real(library: Library, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(library, index=False)
    settle(made)
    return made


def test_photo_of_the_library_itself_is_known_and_left_out(real: MainWindow, pictures: Path, settle: Settle) -> None:
    real.take(file_mime(pictures / "rocket.jpg"))
    settle(real)
    shown = names(real.library, real.pages.matches)
    assert shown[0] == "mirrored rocket.jpg"
    assert "rocket.jpg" not in shown


def test_two_photos_find_what_is_like_both(real: MainWindow, pictures: Path, tmp_path: Path, settle: Settle) -> None:
    outside = Path(shutil.copy(pictures / "mirrored chelsea.jpg", tmp_path / "cat.jpg"))
    real.take(file_mime(pictures / "rocket.jpg", outside))
    settle(real)
    shown = names(real.library, real.pages.matches)
    assert set(shown[:3]) == {"mirrored rocket.jpg", "mirrored chelsea.jpg", "chelsea.png"}


def test_one_of_several_that_cannot_be_read_is_told(
    real: MainWindow, pictures: Path, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo at all")
    real.take(file_mime(pictures / "rocket.jpg", broken))
    settle(real)
    assert "broken.jpg" in real.messages.text
    assert "\n" not in real.messages.text
    assert real.pages.page.query is None  # back where the user was


def test_pasted_address_of_a_file(real: MainWindow, pictures: Path, settle: Settle) -> None:
    mime = QMimeData()
    mime.setText(str(pictures / "coffee.png"))
    real.take(mime, pasted=True)
    settle(real)
    query = real.pages.page.query
    assert isinstance(query, Query)
    assert query.source == pictures / "coffee.png"
    assert names(real.library, real.pages.matches)[0] == "mirrored coffee.jpg"
