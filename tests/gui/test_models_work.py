"""What is done on the page of models: installing, importing, removing, measuring."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from photosim.errors import ModelError
from photosim.ui.import_box import file_filter
from tests.gui.fake_library import FakeLibrary
from tests.gui.fake_models import INSTALLED_VGG16, VGG16
from tests.gui.model_cards import Make, Open, Settle, Show, buttons, texts, window_of

# -- installing


def test_install_shows_progress_and_offers_to_use(
    fake_library: Make, show: Show, gate: threading.Event, settle: Settle, qtbot: QtBot
) -> None:
    library = fake_library(100)
    page = show(library)
    desk = window_of(page).models.desk
    library.pace = 0.05
    card = page.cards["vgg16"]
    card.install.click()
    qtbot.waitUntil(lambda: "Downloading 221 MB of 553 MB" in card.work.text.text())
    assert "12.0 MB/s" in card.work.text.text()
    assert card.work.bar.value() in {399, 400}
    assert card.work.bar.maximum() == 1000
    assert buttons(card) == ["Cancel"]
    assert not page.import_box.choose.isEnabled()
    library.pace = 0
    qtbot.waitUntil(lambda: desk.state.task is None)
    settle(window_of(page))
    assert "Installed, 277 MB" in texts(card)
    assert buttons(card) == ["Use", "Remove"]
    messages = window_of(page).messages
    assert messages.text == "VGG16 is installed."
    messages._card.action.click()
    qtbot.waitUntil(lambda: library.used == "vgg16")
    settle(window_of(page))


def test_install_can_be_cancelled(fake_library: Make, show: Show, settle: Settle, qtbot: QtBot) -> None:
    library = fake_library(100)
    page = show(library)
    library.pace = 0.05
    card = page.cards["vgg16"]
    card.install.click()
    qtbot.waitUntil(lambda: "Downloading" in card.work.text.text())
    card.work.cancel.click()
    assert card.work.text.text() == "Stopping…"
    assert not card.work.cancel.isVisible()
    qtbot.waitUntil(lambda: buttons(card) == ["Install"])
    settle(window_of(page))
    assert library.infos["vgg16"] == VGG16
    assert card.problem.isHidden()
    assert window_of(page).messages.text == ""


def test_install_that_fails_says_why_and_can_be_tried_again(
    fake_library: Make, show: Show, settle: Settle, qtbot: QtBot
) -> None:
    library = fake_library(100)

    def no_network(name: str) -> None:
        raise ModelError("cannot reach github.com: there is no network")

    library.hooks["install_model"] = no_network
    page = show(library)
    card = page.cards["vgg16"]
    card.install.click()
    qtbot.waitUntil(lambda: not card.problem.isHidden())
    settle(window_of(page))
    assert card.problem.text() == "Cannot reach github.com: there is no network."
    assert buttons(card) == ["Install"]
    del library.hooks["install_model"]
    card.install.click()
    assert card.problem.isHidden()
    qtbot.waitUntil(lambda: buttons(card) == ["Use", "Remove"])
    settle(window_of(page))


def test_bug_in_an_install_is_told_as_one(fake_library: Make, show: Show, settle: Settle, qtbot: QtBot) -> None:
    library = fake_library(10)

    def bug(name: str) -> None:
        raise ZeroDivisionError

    library.hooks["install_model"] = bug
    page = show(library)
    page.cards["vgg16"].install.click()
    qtbot.waitUntil(lambda: "log file" in page.cards["vgg16"].problem.text())
    settle(window_of(page))


def test_download_blocks_neither_queries_nor_indexing(
    fake_library: Make, show: Show, gate: threading.Event, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    library = fake_library(100)
    library.hooks["install_model"] = lambda name: gate.wait(20)
    page = show(library)
    window = window_of(page)
    page.cards["vgg16"].install.click()
    qtbot.waitUntil(lambda: "install_model" in library.calls)
    window.pages.open_photo(3)
    qtbot.waitUntil(lambda: window.pages.matches.rowCount() > 0)
    library.to_find = 100
    window.indexing.add_folder(tmp_path)
    qtbot.waitUntil(lambda: len(library.ids) == 200 and not window.indexing.state.running)
    assert window.models.desk.state.task is not None
    gate.set()
    qtbot.waitUntil(lambda: window.models.desk.state.task is None)
    settle(window)


# -- a file of the user's own


def test_import_takes_a_description_beside_the_file(
    fake_library: Make, show: Show, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    library = fake_library(100)
    given: list[object] = []
    library.hooks["import_model"] = lambda *args: given.extend(args)
    page = show(library)
    file = tmp_path / "resnet.onnx"
    file.write_bytes(b"a network")
    (tmp_path / "resnet.json").write_text("{}")
    window_of(page).models.desk.import_file(file)
    qtbot.waitUntil(lambda: "resnet" in page.cards)
    settle(window_of(page))
    assert given == [file, tmp_path / "resnet.json", None]
    assert window_of(page).messages.text == "resnet is installed."
    assert page.import_box.problem.isHidden()
    assert not page.import_box.name.isVisible()


def test_import_button_opens_a_dialog_for_models(
    fake_library: Make, show: Show, settle: Settle, tmp_path: Path
) -> None:
    library = fake_library(10)
    page = show(library)
    window = window_of(page)
    page.import_box.choose.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.nameFilters() == file_filter().split(";;")
    for ending in ("onnx", "pth", "h5"):
        assert f"*.{ending}" in dialog.nameFilters()[0]
    dialog.fileSelected.emit(str(tmp_path / "mine.onnx"))
    dialog.close()
    settle(window)
    assert "mine" in library.infos


def test_import_that_fails_can_be_tried_under_another_name(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(installed)
    box = page.import_box
    box.choose.setFocus()
    window_of(page).models.desk.import_file(tmp_path / "vgg16.pth")
    assert window_of(page).focusWidget() is box.work.cancel
    qtbot.waitUntil(box.problem.isVisible)
    settle(window_of(page))
    assert window_of(page).focusWidget() is box.name  # where the way out is
    assert box.problem.text() == "There is a model called vgg16 already."
    assert box.file.text() == "vgg16.pth"
    box.name.setText(" mine ")
    qtbot.keyClick(box.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "mine" in page.cards)
    settle(window_of(page))
    assert not box.problem.isVisible()
    assert not box.retry.isVisible()


def test_models_of_one_title_are_told_apart(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    installed.infos["first"] = replace(INSTALLED_VGG16, name="first", title="second")
    page = show(installed)
    assert page.cards["vgg16"].title.text() == "VGG16"
    window_of(page).models.desk.import_file(tmp_path / "second.onnx")
    qtbot.waitUntil(lambda: "second" in page.cards)
    settle(window_of(page))
    assert window_of(page).messages.text == "second (second) is installed."
    assert page.cards["first"].title.text() == "second (first)"
    assert page.cards["second"].use.accessibleName() == "Use second (second)"
    installed.hooks["import_model"] = lambda *_: installed.infos.pop("second")
    window_of(page).models.desk.import_file(tmp_path / "second.onnx")  # told apart as it is now, not as it was
    settle(window_of(page))
    assert window_of(page).messages.text == "second (second) is installed."


def test_import_that_fails_can_be_left(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(installed)
    box = page.import_box
    window_of(page).models.desk.import_file(tmp_path / "vgg16.pth")
    qtbot.waitUntil(box.close_file.isVisible)
    box.close_file.click()
    assert not box.problem.isVisible()
    assert not box.file.isVisible()
    assert box.choose.isEnabled()
    settle(window_of(page))


def test_import_can_be_cancelled(
    fake_library: Make, show: Show, settle: Settle, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    library = fake_library(10)
    page = show(library)
    window = window_of(page)

    def import_model(*_: Any, cancel: Any, **__: Any) -> Any:
        gate.wait(20)
        cancel.raise_if_cancelled()

    library.import_model = import_model  # type: ignore[assignment, method-assign]
    window.models.desk.import_file(tmp_path / "mine.onnx")
    assert page.import_box.work.isVisible()
    assert "mine.onnx" in page.import_box.work.text.text()
    page.import_box.work.cancel.click()
    gate.set()
    qtbot.waitUntil(page.import_box.choose.isVisible)
    settle(window)
    assert not page.import_box.problem.isVisible()


# -- removing


def test_removal_is_asked_about_with_what_it_costs(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot
) -> None:
    installed.seen["vgg16"] = 100
    installed.infos["vgg16"] = replace(INSTALLED_VGG16, photos_per_second=0.5)
    page = show(installed)
    card = page.cards["vgg16"]
    assert buttons(card) == ["Use", "Free vectors", "Remove"]
    card.remove.click()
    asked = card.question.text()
    assert "its files (277 MB)" in asked
    assert "vectors of 100 photos (410 kB)" in asked
    assert "100 photos would have to be looked at again, which takes 3 min or more" in asked
    assert buttons(card) == ["Remove", "Keep"]
    assert card.keep.hasFocus()
    assert "remove_model" not in installed.calls
    qtbot.keyClick(card.keep, Qt.Key.Key_Escape)  # answers the question, does not leave the page
    assert page.isVisible()
    assert buttons(card) == ["Use", "Free vectors", "Remove"]
    assert card.remove.hasFocus()
    card.remove.click()
    card.confirm.setFocus()
    card.confirm.click()
    assert page._area.hasFocus()  # not on a button of another model, which Space would press
    qtbot.waitUntil(lambda: buttons(card) == ["Install"])
    settle(window_of(page))
    assert page._area.hasFocus()
    assert "vgg16" not in installed.seen
    assert window_of(page).messages.text == "VGG16 is removed: 277 MB less on this disk."


def test_vectors_alone_can_go(installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot) -> None:
    installed.seen["vgg16"] = 100
    page = show(installed)
    card = page.cards["vgg16"]
    card.free.click()
    assert "Delete the vectors of 100 photos (410 kB)?" in card.question.text()
    assert "100 photos would have to be looked at again." in card.question.text()
    card.keep.click()
    assert card.free.hasFocus()
    card.free.click()
    card.confirm.click()
    qtbot.waitUntil(lambda: buttons(card) == ["Use", "Remove"])
    settle(window_of(page))
    assert installed.infos["vgg16"].state == "installed"
    assert window_of(page).messages.text == "The vectors of VGG16 are deleted: 410 kB less on this disk."


def test_imported_model_that_is_removed_leaves_the_page(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot
) -> None:
    installed.infos["mine"] = replace(INSTALLED_VGG16, name="mine", title="Mine")
    page = show(installed)
    page.cards["mine"].remove.click()
    page.cards["mine"].confirm.click()
    qtbot.waitUntil(lambda: "mine" not in page.cards)
    settle(window_of(page))
    assert list(page.cards) == ["efficientnet-lite0", "vgg16"]


def test_removal_that_fails_says_why(installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot) -> None:
    def refuse(name: str, vectors_only: bool) -> None:
        raise ModelError("an indexing run is under way")

    installed.hooks["remove_model"] = refuse
    page = show(installed)
    card = page.cards["vgg16"]
    card.remove.click()
    card.confirm.click()
    qtbot.waitUntil(card.problem.isVisible)
    settle(window_of(page))
    assert card.problem.text() == "An indexing run is under way."
    assert buttons(card) == ["Use", "Remove"]


def test_nothing_is_removed_while_photos_are_looked_at(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    installed.seen["vgg16"] = 50
    installed.hooks["index"] = lambda *_: gate.wait(20)
    page = show(installed)
    card = page.cards["vgg16"]
    window_of(page).indexing.add_folder(tmp_path)
    assert not card.remove.isEnabled()
    assert not card.free.isEnabled()
    assert "pause" in card.remove.toolTip()
    gate.set()
    qtbot.waitUntil(lambda: not window_of(page).indexing.state.running)
    settle(window_of(page))
    assert card.remove.isEnabled()
    assert card.free.isEnabled()


# -- speed


def test_unknown_speed_is_measured_once_the_page_is_seen(
    installed: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot, gate: threading.Event
) -> None:
    installed.infos["vgg16"] = replace(INSTALLED_VGG16, photos_per_second=None)
    installed.hooks["measure_speed"] = lambda name: gate.wait(20)
    window = open_window(installed, index=False)
    settle(window)
    assert "measure_speed" not in installed.calls
    window.models.open_page()
    qtbot.waitUntil(lambda: "measure_speed" in installed.calls)
    card = window.models.page.cards["vgg16"]
    assert "measuring its speed" in texts(card)
    gate.set()
    qtbot.waitUntil(lambda: "5.7 photos a second here" in texts(card))
    settle(window)
    assert installed.calls.count("measure_speed") == 1


def test_speed_is_not_measured_while_indexing_runs(
    installed: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot, gate: threading.Event, tmp_path: Path
) -> None:
    installed.infos["vgg16"] = replace(INSTALLED_VGG16, photos_per_second=None)
    installed.hooks["index"] = lambda *_: gate.wait(20)
    window = open_window(installed, index=False)
    window.indexing.add_folder(tmp_path)
    qtbot.waitUntil(lambda: "index" in installed.calls)
    window.models.open_page()
    qtbot.waitUntil(lambda: "models" in installed.calls and not window.models.busy)
    assert window.models.desk.state.measuring == ""
    assert "measure_speed" not in installed.calls
    gate.set()
    qtbot.waitUntil(lambda: "5.7 photos a second here" in texts(window.models.page.cards["vgg16"]))
    settle(window)


def test_speed_that_cannot_be_measured_is_tried_once(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot
) -> None:
    installed.infos["vgg16"] = replace(INSTALLED_VGG16, photos_per_second=None)

    def fail(name: str) -> None:
        raise ModelError("the network cannot be run")

    installed.hooks["measure_speed"] = fail
    page = show(installed)
    window = window_of(page)
    window.tools.back.trigger()
    window.models.open_page()
    settle(window)
    assert installed.calls.count("measure_speed") == 1
    assert window.messages.text == ""
