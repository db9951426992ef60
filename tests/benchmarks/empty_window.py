"""A program that shows an empty PySide6 window, prints a line once it is painted, and ends."""

import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from tests.benchmarks.display import prepare_display, tell_ready


class _Empty(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tell_ready()


def _main() -> int:
    prepare_display()
    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(_Empty())
    window.resize(1280, 800)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(_main())
