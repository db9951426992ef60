"""Icons: files of our own, drawn when painted, in the colours and at the fineness of where they are."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from photosim import assets
from photosim.ui import icons, theme
from photosim.ui.action_table import table

SOURCE = Path(assets.__file__).parent
FILES = sorted((assets.bundled_resources_folder() / "icons").glob("*.svg"))


@pytest.fixture
def from_right_to_left(qapp: QApplication) -> Iterator[None]:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(before)


def drawn(name: str, colour: str = "#ff0000", side: int = 20) -> QImage:
    return icons.pixmap(name, QColor(colour), side=side).toImage().convertToFormat(QImage.Format.Format_ARGB32)


def inked(image: QImage) -> list[QColor]:
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return [colour for colour in colours if colour.alpha() > 200]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_file_is_of_the_set(qapp: QApplication, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20"' in text
    assert 'stroke-width="1.5"' in text
    assert "#" not in text, "a colour of its own cannot follow the theme"
    ink = inked(drawn(file.stem, side=60))
    assert len(ink) > 30
    assert {colour.name() for colour in ink} == {"#ff0000"}


def test_every_icon_that_is_asked_for_is_there() -> None:
    asked = {spec.icon for spec in table() if spec.icon}
    for file in SOURCE.rglob("ui/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"icons.icon", "icons.pixmap"}:
                texts = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                asked.update(text for text in texts if isinstance(text, str))
    assert len(asked) > 20
    assert asked <= icons.names()


def test_directed_icons_are_there() -> None:
    assert icons.names() >= icons.DIRECTED


def test_unknown_icon_is_refused(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icons.icon("unicorn")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icon_is_as_fine_as_the_screen(qapp: QApplication, ratio: float) -> None:
    picture = icons.icon("search").pixmap(QSize(20, 20), ratio)
    assert picture.size() == QSize(20, 20) * ratio
    assert picture.devicePixelRatio() == ratio


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icon_is_painted_as_fine_as_what_it_is_painted_on(qapp: QApplication, ratio: float) -> None:
    picture = QPixmap(QSize(40, 40) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.translate(10, 10)
    icons.icon("search").paint(painter, 0, 0, 20, 20)
    painter.end()
    fine = icons.icon("search").pixmap(QSize(20, 20), ratio).toImage()
    start = round(10 * ratio)
    assert picture.toImage().copy(start, start, fine.width(), fine.height()) == fine


def test_icon_follows_the_colours_of_the_program(qapp: QApplication) -> None:
    icon = icons.icon("plus")
    told = []
    for scheme, colours in ((Qt.ColorScheme.Light, theme.LIGHT), (Qt.ColorScheme.Dark, theme.DARK)):
        theme.apply(qapp, scheme)
        ink = inked(icon.pixmap(QSize(40, 40), 1.0).toImage())
        assert {colour.name() for colour in ink} == {colours.text}
        told.append(len(inked(icon.pixmap(QSize(40, 40), 1.0, QIcon.Mode.Disabled).toImage())))
    assert told == [0, 0], "a disabled icon is faint"


def test_directed_icon_is_mirrored_where_reading_is(qapp: QApplication, from_right_to_left: None) -> None:
    mirrored, same = drawn("back", side=40), drawn("check")
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    plain = drawn("back", side=40)
    assert centre(plain) < 20 < centre(mirrored)
    assert centre(plain) + centre(mirrored) == pytest.approx(39, abs=0.5)
    assert same == drawn("check")


def centre(image: QImage) -> float:
    """Mean column of what is drawn."""
    columns = [x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 200]
    return sum(columns) / len(columns)


def test_program_icon_is_drawn_from_its_file(qapp: QApplication) -> None:
    image = icons.window_icon().pixmap(QSize(64, 64), 1.0).toImage()
    assert image.size() == QSize(64, 64)
    assert len({colour.name() for colour in inked(image)}) > 4


def test_nothing_is_loaded_before_an_icon_is_painted() -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from PySide6.QtCore import QSize\n"
        "from photosim.ui import icons\n"
        "application = QApplication(['photosim', '-platform', 'offscreen'])\n"
        "read = []\n"
        "icons._read = lambda *asked, usual=icons._read: read.append(asked[0]) or usual(*asked)\n"
        "icon = icons.icon('search', application.palette())\n"
        "assert read == []\n"
        "assert not icon.pixmap(QSize(20, 20)).isNull()\n"
        "assert read == ['search']\n"
        "assert 'PySide6.QtSvg' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=SOURCE.parent)


def test_icons_are_drawn_while_photos_are_decoded() -> None:
    """Qt looks for readers of pictures under a lock of its own: who holds it must not wait for Python's."""
    code = (
        "import faulthandler, io, threading\n"
        "faulthandler.dump_traceback_later(40, exit=True)\n"
        "from types import SimpleNamespace\n"
        "from PIL import Image\n"
        "from PySide6.QtGui import QColor\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from photosim.ui import icons, thumb_loader\n"
        "application = QApplication(['photosim', '-platform', 'offscreen'])\n"
        "file = io.BytesIO()\n"
        "Image.new('RGB', (300, 200)).save(file, 'JPEG')\n"
        "thumbnail, drawn = SimpleNamespace(jpeg=file.getvalue(), error=None), threading.Event()\n"
        "def decode():\n"
        "    while not drawn.is_set():\n"
        "        assert thumb_loader._decode(thumbnail, 128)[0].width() == 128\n"
        "decoding = [threading.Thread(target=decode) for _ in range(2)]\n"
        "[thread.start() for thread in decoding]\n"
        "for _ in range(1000):\n"
        "    assert icons._read('close', QColor('red'), 20).width() == 20\n"
        "drawn.set()\n"
        "[thread.join() for thread in decoding]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=SOURCE.parent)
