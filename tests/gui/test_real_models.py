"""Models in the window on the real library, with a small network in VGG16's place."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from photosim.embed import published
from photosim.library import Library
from photosim.paths import AppPaths
from photosim.ui.main_window import MainWindow
from photosim.ui.model_card import ModelCard
from tests import standins
from tests.file_server import Answer, FileServer
from tests.gui.doing import names
from tests.gui.test_window import id_of, make_photos
from tests.libraries import all_photos

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
BUILT_IN = "efficientnet-lite0"
MANY = 240
"""Photos: so many that a change of model is still on when the window has told of the first."""


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
    assert not window.sidebar.empty or window.sidebar.filter.tags == ()

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
    make_photos(tmp_path / "many", pictures / "rocket.jpg", MANY)
    make_photos(tmp_path / "more", pictures / "coffee.png", 5)
    paths = AppPaths.below(tmp_path / "new")
    standins.installed(paths.models)
    with Library.open(paths=paths) as library:
        assert library.index([tmp_path / "many"]).added == MANY
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
        assert (pending.name, pending.total) == ("vgg16", MANY)
        assert 0 < pending.done < MANY
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
        assert window.pages.photos.rowCount() == MANY + 5
        assert library.status().indexed == MANY + 5
        window.indexing.use_model(BUILT_IN)
        wait_for(window, library, BUILT_IN, qtbot)
        settle(window)
        assert library.status().indexed == MANY + 5
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


# -- the page


@pytest.fixture
def zoo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    """A server that has the one model that can be installed, a small stand-in for VGG16."""
    file = standins.zoo_file(tmp_path / "zoo")
    content = file.read_bytes()
    with FileServer(content) as server:
        model = replace(
            published.PUBLISHED[0],
            urls=(f"{server.url}/{file.name}",),
            bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        monkeypatch.setattr(published, "PUBLISHED", (model,))
        monkeypatch.delenv(published.MIRROR_VARIABLE, raising=False)
        yield server


def shown(card: ModelCard) -> list[str]:
    return [button.text() for button in card.controls if button.isVisible()]


def test_install_that_is_closed_goes_on_from_there(
    library: Library, zoo: FileServer, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    part = len(zoo.content) // 2
    zoo.answers = [Answer(cut=part, hang=True), Answer()]
    window = open_window(library, index=False)
    window.models.open_page()
    settle(window)
    card = window.models.page.cards["vgg16"]
    assert shown(card) == ["Install"]
    card.install.click()
    kept = library.paths.models / ".downloads" / f"{published.PUBLISHED[0].sha256}.part"
    qtbot.waitUntil(lambda: kept.is_file() and kept.stat().st_size == part, timeout=20_000)
    assert card.work.text.text().startswith("Downloading ")
    window.close()
    assert window.finished
    assert kept.stat().st_size == part
    with Library.open(paths=library.paths) as again:
        window = open_window(again, index=False)
        window.models.open_page()
        settle(window)
        card = window.models.page.cards["vgg16"]
        assert shown(card) == ["Install"]
        card.install.click()
        qtbot.waitUntil(lambda: window.messages.text == "VGG16 is installed.", timeout=60_000)
        settle(window)
        assert zoo.requests[-1][1]["range"] == f"bytes={part}-"
        assert shown(card) == ["Use", "Remove"]
        window.messages._card.action.click()
        wait_for(window, again, "vgg16", qtbot)
        settle(window)
        assert again.status().indexed == 12
        assert shown(card) == []
        window.close()


def test_download_without_network_says_so_on_the_card(
    library: Library, zoo: FileServer, open_window: Open, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    zoo.answers = [Answer(404)]
    window = open_window(library, index=False)
    window.models.open_page()
    settle(window)
    card = window.models.page.cards["vgg16"]
    card.install.click()
    qtbot.waitUntil(lambda: shown(card) == ["Install"] and not card.problem.isHidden(), timeout=60_000)
    settle(window)
    assert "404" in card.problem.text()


def test_import_use_free_and_remove(
    library: Library, zoo: FileServer, open_window: Open, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(library, index=False)
    window.models.open_page()
    settle(window)
    page = window.models.page
    broken = tmp_path / "page.onnx"
    broken.write_text("<!doctype html><title>Not found</title>")
    window.models.desk.import_file(broken)
    qtbot.waitUntil(page.import_box.problem.isVisible, timeout=60_000)
    assert "page.onnx" in page.import_box.problem.text().replace("\N{ZERO WIDTH SPACE}", "")
    page.import_box.close_file.click()
    window.models.desk.import_file(standins.torch_file(tmp_path))
    qtbot.waitUntil(lambda: "is installed" in window.messages.text, timeout=60_000)
    qtbot.waitUntil(lambda: page.cards["vgg16"]._abilities.text().endswith("here"), timeout=60_000)  # its speed
    settle(window)
    card = page.cards["vgg16"]
    card.use.click()
    wait_for(window, library, "vgg16", qtbot)
    settle(window)
    page.cards[BUILT_IN].use.click()
    wait_for(window, library, BUILT_IN, qtbot)
    settle(window)
    assert shown(card) == ["Use", "Free vectors", "Remove"]
    assert "Vectors of 12 photos" in card._vectors.text()
    card.free.click()
    card.confirm.click()
    qtbot.waitUntil(lambda: shown(card) == ["Use", "Remove"], timeout=60_000)
    settle(window)
    assert "The vectors of VGG16 are deleted" in window.messages.text
    card.remove.click()
    card.confirm.click()
    qtbot.waitUntil(lambda: "vgg16" in page.cards and shown(page.cards["vgg16"]) == ["Install"], timeout=60_000)
    settle(window)
    assert not (library.paths.models / "vgg16").exists()
    assert library.status().indexed == 12


def test_gui_thread_asks_the_library_nothing_about_models(
    library: Library,
    zoo: FileServer,
    open_window: Open,
    settle: Settle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    wanted = {
        *("models", "install_model", "import_model", "remove_model", "measure_speed"),
        *("choose_model", "pending_switch", "go_on_switching", "cancel_switch"),
    }
    used: set[tuple[str, int]] = set()
    for name in wanted:
        real = getattr(Library, name)

        def spy(self: Library, *args: object, _name: str = name, _real: Any = real, **kwargs: object) -> object:
            used.add((_name, threading.get_ident()))
            return _real(self, *args, **kwargs)

        monkeypatch.setattr(Library, name, spy)
    window = open_window(library, index=False)
    window.models.open_page()
    settle(window)
    desk = window.models.desk
    desk.install("vgg16")
    qtbot.waitUntil(lambda: "is installed" in window.messages.text, timeout=60_000)
    desk.import_file(standins.zoo_file(tmp_path, seed=1), "mine")
    qtbot.waitUntil(lambda: "mine" in window.models.page.cards, timeout=60_000)
    qtbot.waitUntil(lambda: any(name == "measure_speed" for name, _ in used), timeout=60_000)
    window.indexing.use_model("vgg16")
    wait_for(window, library, "vgg16", qtbot)
    window.indexing.cancel_switch()
    desk.remove("mine", vectors_only=False)
    qtbot.waitUntil(lambda: "mine" not in window.models.page.cards, timeout=60_000)
    settle(window)
    qtbot.waitUntil(lambda: desk.state.measuring == "", timeout=60_000)
    settle(window)
    assert {name for name, _ in used} == wanted
    assert [name for name, thread in used if thread == threading.get_ident()] == []
