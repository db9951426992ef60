"""About photosim: version, what looks at the photos and runs it, where everything is kept, and whose work it is."""

from typing import Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosim import __version__
from photosim.assets import licence_files
from photosim.library import Library
from photosim.library.reports import LibraryStatus
from photosim.ui import icons
from photosim.ui.jobs import JobRunner, Pool
from photosim.ui.language import tr
from photosim.ui.licences import LicencesBox
from photosim.ui.reasons import reason

_ICON: Final = 64
_WIDTH: Final = 520


class AboutBox(QDialog):
    """Blocks nothing; deletes itself once it is closed."""

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About photosim"))
        self.setMinimumWidth(_WIDTH)
        picture, title, self._facts = QLabel(), QLabel(tr("photosim {version}", version=__version__)), QLabel()
        picture.setPixmap(icons.window_icon().pixmap(_ICON, _ICON))
        large = title.font()
        large.setPointSizeF(large.pointSizeF() * 1.4)
        large.setBold(True)
        title.setFont(large)
        claim = QLabel(tr("Finds the photos on this computer that look alike. Nothing leaves the computer."))
        claim.setWordWrap(True)
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._facts.setAccessibleName(tr("About this installation"))
        rights = QLabel(tr("Made of the work of many people; their names and licences are under Licences."))
        rights.setWordWrap(True)
        rights.setObjectName("muted")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = self._buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._facts.text()))
        if files := licence_files():
            licences = self._buttons.addButton(tr("Licences"), QDialogButtonBox.ButtonRole.ActionRole)
            # Of the window, not of this box: it stays when this one is closed.
            licences.clicked.connect(lambda: LicencesBox(files, parent).show())
        self._buttons.rejected.connect(self.reject)
        words = QVBoxLayout()
        words.setSpacing(8)
        for label in (title, claim, self._facts, rights):
            words.addWidget(label)
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addWidget(self._buttons)
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        runner.start(Pool.QUERY, "about", lambda _: library.status()).done.connect(self._show_status)

    def _show_status(self, status: LibraryStatus) -> None:
        lines = [
            tr("photosim {version}, Qt {qt}", version=__version__, qt=qVersion()),
            tr("Model: {model}", model=status.model_title),
            tr("Runs on: {provider}", provider=status.provider or tr("not started yet")),
            *map(reason, filter(None, (status.model_problem, status.provider_problem))),
            tr("Library: {folder}", folder=str(status.data)),
            tr("Thumbnails: {folder}", folder=str(status.cache)),
        ]
        self._facts.setText("\n".join(lines))
        self.adjustSize()
