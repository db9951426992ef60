"""photosim as its users start it, but for two things: a window closes once it shows all there is to show, and the model
that can be downloaded is a small file of the test, wherever `DOCS_MODEL` says (address, bytes, hash; blanks between).
"""

import os
import sys
from dataclasses import replace

from photosim.__main__ import run
from photosim.cli.parser import COMMANDS


def _close_when_settled() -> None:
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - most calls open no window

    from photosim.ui.main_window import MainWindow  # noqa: PLC0415

    usual = MainWindow.start

    def start(window: MainWindow, *arguments: object, **options: object) -> None:
        usual(window, *arguments, **options)  # type: ignore[arg-type]
        timer = QTimer(window, interval=50)
        calm: list[bool] = []

        def look() -> None:
            calm.append(window.settled and not window.indexing.state.running)
            if len(calm) > 5 and all(calm[-5:]):
                print(f"{window.windowTitle()}: {len(window.library.photo_ids())} photos")
                timer.stop()
                window.close()

        timer.timeout.connect(look)
        timer.start()

    MainWindow.start = start  # type: ignore[method-assign, assignment]


def _publish(told: str) -> None:
    from photosim.embed import published  # noqa: PLC0415

    address, size, digest = told.split()
    model = replace(published.find_published("vgg16"), urls=(address,), bytes=int(size), sha256=digest)
    others = [one for one in published.PUBLISHED if one.name != model.name]
    published.PUBLISHED = (model, *others)  # type: ignore[misc, assignment]


if __name__ == "__main__":
    command = next((word for word in sys.argv[1:] if not word.startswith("-")), "gui")
    if command not in COMMANDS or command == "gui":
        _close_when_settled()
    if "DOCS_MODEL" in os.environ and command == "models":
        _publish(os.environ["DOCS_MODEL"])
    run()
