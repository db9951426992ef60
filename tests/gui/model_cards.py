"""Reading the page of models, as its tests want it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from photosim.ui.main_window import MainWindow
from photosim.ui.model_card import ModelCard
from photosim.ui.models_page import ModelsPage
from tests.gui.fake_library import FakeLibrary

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
Make = Callable[..., FakeLibrary]
Show = Callable[[FakeLibrary], ModelsPage]


def texts(card: QWidget) -> str:
    """All that a card says, in order."""
    return "\n".join(label.text() for label in card.findChildren(QLabel) if not label.isHidden()).replace("\xa0", " ")


def buttons(card: ModelCard) -> list[str]:
    return [button.text() for button in card.controls if button.isVisible()]


def window_of(page: ModelsPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window
