"""Models in the window on the real library, with a small network in VGG16's place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from photosim.library import Library
from photosim.paths import AppPaths
from photosim.ui.main_window import MainWindow
from tests import standins
from tests.gui.doing import names
from tests.gui.test_window import id_of, make_photos
from tests.libraries import all_photos

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
BUILT_IN = "efficientnet-lite0"


@pytest.fixture
def vgg16(library: Library) -> str:
    """Name of a second model of `library`, which has looked at no photo yet."""
    return standins.installed(library.paths.models).name


def wait_for(window: MainWindow, library: Library, model: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: library.spec.name == model and not window.indexing.state.running, timeout=60_000)


def test_switch_and_back(library: Library, vgg16: str, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    window = open_window(library, index=False)
    settle(window)
    cat = id_of(library, "chelsea.png")
    window.pages.open_photo(cat)
    settle(window)
    before = [(match.photo_id, match.score) for match in window.pages.history.current.matches or ()]
    assert window.status.model.text().startswith("EfficientNet-Lite0")

    window.indexing.use_model(vgg16)
    wait_for(window, library, vgg16, qtbot)
    settle(window)
    assert window.messages.text == (
        "VGG16 answers now. The vectors of EfficientNet-Lite0 are kept; going back is instant."
    )
    assert window.status.model.text().startswith("VGG16")
    after = [(match.photo_id, match.score) for match in window.pages.history.current.matches or ()]
    assert after == [(match.photo_id, match.score) for match in library.similar(cat, k=200)]
    assert after != before
    assert len(after) == len(before) == 11
    assert library.status().indexed == 12
    assert library.status().failed == 1
    assert not window.sidebar.empty or window.sidebar.model.chosen == ()

    calls: list[str] = []
    window.indexing.changed.connect(lambda state: calls.append("switching") if state.switching else None)
    window.indexing.use_model(BUILT_IN)
    wait_for(window, library, BUILT_IN, qtbot)
    settle(window)
    assert calls == []  # nothing was to be looked at
    assert [(match.photo_id, match.score) for match in window.pages.history.current.matches or ()] == before
    assert names(library, window.pages.matches)[0] == "mirrored chelsea.jpg"


def test_switch_goes_on_after_closing_and_with_a_folder_in_between(
    pictures: Path, tmp_path: Path, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    make_photos(tmp_path / "many", pictures / "rocket.jpg", 60)
    make_photos(tmp_path / "more", pictures / "coffee.png", 5)
    paths = AppPaths.below(tmp_path / "new")
    standins.installed(paths.models)
    with Library.open(paths=paths) as library:
        assert library.index([tmp_path / "many"]).added == 60
        window = open_window(library, index=False)
        settle(window)
        window.indexing.use_model("vgg16")
        qtbot.waitUntil(lambda: "Switching to VGG16" in window.status.text, timeout=20_000)
        qtbot.waitUntil(
            lambda: bool(window.indexing.state.progress and window.indexing.state.progress.done), timeout=60_000
        )
        window.close()
        assert window.finished
        pending = library.pending_switch()
        assert pending is not None
        assert (pending.name, pending.total) == ("vgg16", 60)
        assert 0 < pending.done < 60
        done = pending.done
    with Library.open(paths=paths) as library:
        assert library.spec.name == BUILT_IN
        window = open_window(library)  # scans, then goes on
        qtbot.waitUntil(lambda: window.indexing.state.switching, timeout=20_000)
        pending = library.pending_switch()
        assert pending is not None
        assert pending.done >= done
        window.indexing.add_folder(tmp_path / "more")
        wait_for(window, library, "vgg16", qtbot)
        settle(window)
        assert window.pages.photos.rowCount() == 65
        assert library.status().indexed == 65
        window.indexing.use_model(BUILT_IN)
        wait_for(window, library, BUILT_IN, qtbot)
        settle(window)
        assert library.status().indexed == 65
        assert all(photo.indexed for photo in all_photos(library).values())
        window.close()


def test_model_whose_file_vanishes_on_the_way(
    library: Library, vgg16: str, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.indexing.pause()
    assert not library.choose_model(vgg16)
    window.indexing._list()
    settle(window)
    assert window.status.text == "Paused · Switching to VGG16: 0 of 12"
    (library.paths.models / vgg16 / f"{vgg16}.onnx").unlink()
    window.status._button.click()
    qtbot.waitUntil(lambda: vgg16 in window.messages.text, timeout=20_000)
    settle(window)
    assert library.spec.name == BUILT_IN
    assert library.pending_switch() is None
    assert window.status.text == "13 photos"
    window.pages.open_photo(id_of(library, "chelsea.png"))
    settle(window)
    assert names(library, window.pages.matches)[0] == "mirrored chelsea.jpg"


def test_own_model_that_is_gone_is_told_at_the_start(
    library: Library, vgg16: str, open_window: Open, settle: Settle, tmp_path: Path
) -> None:
    library.use_model(vgg16)
    (library.paths.models / vgg16 / f"{vgg16}.json").unlink()
    with Library.open(paths=library.paths) as again:
        window = open_window(again, index=False)
        settle(window)
        assert "efficientnet-lite0 answers in the place of vgg16" in window.messages.text
        assert window.status.model.objectName() == "modelProblem"
        assert "in the place of vgg16" in window.status.model.toolTip()
        assert window.pages.photos.rowCount() == 13
        window.close()
