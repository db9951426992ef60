"""Windows on real and made-up libraries, and the check that every pool is idle afterwards."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from photosim.library import Library
from photosim.paths import AppPaths
from photosim.ui import jobs, language, main_window, sidebar, theme, thumb_loader
from photosim.ui.jobs import JobRunner
from photosim.ui.main_window import MainWindow
from photosim.ui.models_page import ModelsPage
from tests.gui.fake_library import FakeLibrary
from tests.gui.fake_models import INSTALLED_VGG16
from tests.gui.model_cards import Make, Open, Settle, Show
from tests.gui.steps import Steps

SAMPLES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png", "camera.png")


@pytest.fixture(autouse=True)
def _style(qapp: QApplication) -> None:
    theme.apply(qapp)
    language.apply("en")


@pytest.fixture(autouse=True)
def _no_long_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put off for a person's eyes would only make tests wait."""
    monkeypatch.setattr(main_window, "FIRST_COUNT_MS", 10)
    monkeypatch.setattr(sidebar, "REFRESH_MS", 10)
    monkeypatch.setattr(thumb_loader, "SETTLE_MS", 10)


@pytest.fixture(autouse=True)
def _idle_pools(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every job runner of the test has nothing left to do; the job that has is named."""
    runners: list[JobRunner] = []
    make = JobRunner.__init__

    def remember(self: JobRunner, *args: object, **kwargs: object) -> None:
        make(self, *args, **kwargs)  # type: ignore[arg-type]
        runners.append(self)

    monkeypatch.setattr(jobs.JobRunner, "__init__", remember)
    yield
    alive = [runner for runner in runners if isValid(runner)]
    busy = {name for runner in alive for name in runner.busy()}
    for runner in alive:
        runner.shutdown(5)
    assert not busy, f"jobs still there after the test: {sorted(busy)}"


@pytest.fixture(scope="session")
def indexed_base(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Path:
    """A folder with `Pictures` (12 photos and a broken one) and the state of a library that has indexed them."""
    base = tmp_path_factory.mktemp("indexed")
    pictures = base / "Pictures"
    pictures.mkdir()
    for name in SAMPLES:
        with Image.open(sample_photos / name) as image:
            rgb = image.convert("RGB")
        rgb.save(pictures / name)
        rgb.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(pictures / f"mirrored {Path(name).stem}.jpg")
    (pictures / "broken.jpg").write_bytes((pictures / "rocket.jpg").read_bytes()[:200])
    with Library.open(paths=AppPaths.below(base / "state")) as library:
        report = library.index([pictures])
    assert (report.added, report.failed) == (12, 1)
    return base


@pytest.fixture
def pictures(indexed_base: Path) -> Path:
    """The photos of `library`; not to be changed."""
    return indexed_base / "Pictures"


@pytest.fixture
def library(indexed_base: Path, tmp_path: Path) -> Iterator[Library]:
    """A real library of 13 photos, a copy of the test's own."""
    shutil.copytree(indexed_base / "state", tmp_path / "state")
    with Library.open(paths=AppPaths.below(tmp_path / "state")) as opened:
        yield opened


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    """Opens windows, and closes them before their library is closed."""
    windows: list[MainWindow] = []

    def make(library: Library | FakeLibrary, **start: Any) -> MainWindow:
        window = MainWindow(library)  # type: ignore[arg-type]
        windows.append(window)
        window.resize(1000, 700)
        with qtbot.waitExposed(window):
            window.show()
        window.start(**start)
        return window

    yield make
    for window in windows:
        window.close()
        assert window.finished
        window.deleteLater()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Waits until a window shows everything it wants to show."""

    def wait(window: MainWindow) -> None:
        calm = 0

        def check() -> bool:
            nonlocal calm
            calm = calm + 1 if window.settled else 0
            return calm >= 3

        qtbot.waitUntil(check, timeout=20_000)

    return wait


@pytest.fixture
def fake_library(tmp_path: Path) -> Callable[..., FakeLibrary]:
    """Makes libraries in memory."""
    return lambda *args, **kwargs: FakeLibrary(tmp_path / "fake", *args, **kwargs)


@pytest.fixture
def show(open_window: Open, settle: Settle) -> Show:
    """Opens a window on a library, and the page in it."""

    def open_page(library: FakeLibrary) -> ModelsPage:
        window = open_window(library, index=False)
        settle(window)
        window.models.open_page()
        settle(window)
        return window.models.page

    return open_page


@pytest.fixture
def installed(fake_library: Make) -> FakeLibrary:
    """A library of 100 photos that has VGG16, too, and has not looked at any photo with it."""
    library = fake_library(100)
    library.infos["vgg16"] = INSTALLED_VGG16
    return library


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a worker waits for; opened at the end, whatever happens."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def steps(installed: FakeLibrary) -> Iterator[Steps]:
    """Lets a change of models go on report by report; free at the end."""
    made = Steps(installed)
    yield made
    made.free()


@pytest.fixture
def own_photos(sample_photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of five small photos that a test may move and hide; the trash is the test's own, too."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    folder = tmp_path / "Photos"
    folder.mkdir()
    for name in SAMPLES[:5]:
        with Image.open(sample_photos / name) as image:
            small = image.convert("RGB")
            small.thumbnail((240, 240))
        small.save(folder / f"{Path(name).stem}.jpg")
    return folder


@pytest.fixture
def own_library(own_photos: Path, tmp_path: Path) -> Iterator[Library]:
    """A real library of `own_photos`."""
    with Library.open(paths=AppPaths.below(tmp_path / "own")) as opened:
        assert opened.index([own_photos]).added == 5
        yield opened


@pytest.fixture
def library_of() -> Iterator[Callable[[Path], Library]]:
    """Opens real libraries below a folder, and closes them."""
    opened: list[Library] = []

    def make(base: Path) -> Library:
        opened.append(Library.open(paths=AppPaths.below(base / "state of the library")))
        return opened[-1]

    yield make
    for library in opened:
        library.close()
