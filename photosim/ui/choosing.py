"""File dialogs that do not stop the event loop of the rest, and that begin where the last one ended."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from photosim.ui.window_state import WindowState


def choose(
    window: QWidget,
    state: WindowState,
    title: str,
    then: Callable[[Path], None],
    kinds: str = "",
) -> None:
    """Let the user choose a folder, or a file.

    Args:
        window: the dialog belongs to it.
        state: knows where the last one was chosen.
        title: of the dialog.
        then: is given what was chosen.
        kinds: Qt's filter of file names, for files; empty for a folder.
    """
    dialog = QFileDialog(window, title, state.settings.last_folder or str(Path.home()))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if kinds:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(kinds)
    else:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)

    def chosen(file: str) -> None:
        path = Path(file)
        state.set(last_folder=str(path.parent))
        then(path)

    dialog.fileSelected.connect(chosen)
    dialog.open()


def choose_several(window: QWidget, state: WindowState, title: str, then: Callable[[list[Path]], None]) -> None:
    """Let the user choose files, one or more; see `choose`."""
    dialog = QFileDialog(window, title, state.settings.last_folder or str(Path.home()))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)

    def chosen(files: list[str]) -> None:
        paths = [Path(file) for file in files]
        state.set(last_folder=str(paths[0].parent))
        then(paths)

    dialog.filesSelected.connect(chosen)
    dialog.open()
