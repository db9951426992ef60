"""A window with a viewer over it, and hands for both."""

from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from photosim.ui.jobs import JobRunner
from photosim.ui.viewer import Viewer


class Stage:
    """A window with something to type into, and a viewer over it."""

    def __init__(self, library: Any, qtbot: QtBot, size: tuple[int, int] = (1000, 700)) -> None:
        self.library, self.qtbot = library, qtbot
        self.window = QMainWindow()
        self.below = QLineEdit()
        self.window.setCentralWidget(self.below)
        qtbot.addWidget(self.window)
        self.runner = JobRunner(self.window, cores=2)
        self.viewer = Viewer(library, self.runner, self.window)
        self.moved: list[int] = []
        self.closed: list[object] = []
        self.viewer.moved.connect(self.moved.append)
        self.viewer.closed.connect(self.closed.append)
        self.window.resize(*size)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def open(self, row: int = 0) -> None:
        self.viewer.open(self.library.ids, row)
        self.settle()

    def settle(self) -> None:
        calm = 0

        def check() -> bool:
            nonlocal calm
            calm = 0 if self.viewer.busy or self.runner.busy() else calm + 1
            return calm >= 2

        self.qtbot.waitUntil(check)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.viewer, key, modifier)
        self.settle()

    def shown(self) -> object:
        return self.viewer.current

    def playing(self) -> bool:
        return self.viewer.slideshow.playing

    def full_screen(self) -> bool:
        return self.window.isFullScreen()

    def scale(self) -> float:
        view = self.viewer.canvas.view
        assert view is not None
        return view.scale

    def wheel(self, turn: int, at: QPointF) -> None:
        canvas = self.viewer.canvas
        event = QWheelEvent(
            at,
            canvas.mapToGlobal(at),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas, event)
        self.settle()
