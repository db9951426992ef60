"""The menu of models in the status bar."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from photosim.errors import LibraryError
from photosim.ui.main_window import MainWindow
from tests.gui.fake_library import FakeLibrary
from tests.gui.fake_models import BUILT_IN, INSTALLED_VGG16
from tests.gui.steps import Steps, switching_to

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def library(installed: FakeLibrary) -> FakeLibrary:
    """100 photos, none of which VGG16 has looked at; a switch takes four steps."""
    return installed


def open_menu(window: MainWindow, qtbot: QtBot) -> QMenu:
    window.status.model.click()
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in window.findChildren(QMenu)))
    return next(menu for menu in window.findChildren(QMenu) if menu.isVisible())


def lines(menu: QMenu) -> list[tuple[str, bool]]:
    return [(line.text(), line.isChecked()) for line in menu.actions() if not line.isSeparator()]


def test_menu_offers_what_can_be_used(library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    library.infos["broken"] = replace(INSTALLED_VGG16, name="broken", title="Broken", problem="its file is gone")
    library.infos["later"] = replace(INSTALLED_VGG16, name="later", title="Later", state="available")
    library.infos["other"] = replace(INSTALLED_VGG16, name="other", title="VGG16")
    library.infos["long"] = replace(INSTALLED_VGG16, name="long", title="A & B " * 40)
    library.seen |= {"other": 100, "long": 100}
    window = open_window(library, index=False)
    settle(window)
    button = window.status.model
    assert button.text() == "EfficientNet-Lite0 · CPU"
    assert button.accessibleName() == "Model: EfficientNet-Lite0 · CPU"
    menu = open_menu(window, qtbot)
    *models, long, manage = lines(menu)
    assert models == [
        ("EfficientNet-Lite0", True),
        ("VGG16 (vgg16) · 100 photos to look at first", False),
        ("VGG16 (other)", False),
    ]
    assert long[0].startswith("A && B A && B A")
    assert len(long[0]) < 100
    assert manage == ("Manage models…", False)
    menu.actions()[2].trigger()
    menu.close()
    qtbot.waitUntil(lambda: library.used == "other")
    settle(window)
    assert not button.isDown()


def test_menu_opens_the_page_and_goes_by_keyboard(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    button = window.status.model
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in window.findChildren(QMenu)))
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    assert menu.activeAction().text() == "EfficientNet-Lite0"
    qtbot.keyClick(menu, Qt.Key.Key_Up)  # round to the last
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    settle(window)
    assert window.models.page.isVisible()


def test_choosing_the_model_in_use_cancels_a_switch(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: "25 of 100" in window.status.text)
    menu = open_menu(window, qtbot)
    assert lines(menu)[1] == ("VGG16 · switching", False)
    menu.actions()[1].trigger()  # is being switched to already
    assert switching_to(window) == "vgg16"
    menu.actions()[0].trigger()
    menu.close()
    steps.free()
    qtbot.waitUntil(lambda: library.wish is None and not window.indexing.state.running)
    settle(window)
    assert library.used == BUILT_IN.name


def test_list_of_models_that_fails_is_told(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise LibraryError("the catalogue is locked")

    library.hooks["models"] = fail
    window = open_window(library, index=False)
    settle(window)
    window.status.model.click()
    qtbot.waitUntil(lambda: window.messages.text == "The catalogue is locked.")
    settle(window)
    assert not window.status.model.isDown()


def test_fallback_of_the_provider_is_told_once(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    assert window.status.model.objectName() == "modelButton"
    library.provider_problem = "CUDA cannot be used: libcublas is missing"
    window.indexing._list()
    settle(window)
    assert window.messages.text == "CUDA cannot be used: libcublas is missing."
    assert window.status.model.objectName() == "modelProblem"
    assert "libcublas" in window.status.model.toolTip()
    window.messages.hide()
    library.provider_problem = None
    window.indexing._list()
    settle(window)
    assert window.status.model.objectName() == "modelButton"
    assert window.messages.text == ""
