"""What the user is shown of a bug: a report to copy."""

import platform
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosim import __version__
from photosim.ui import spacing
from photosim.ui.language import tr


def report(trace: str) -> str:
    """What a developer needs to know, and nothing of the user's beyond the paths in the traceback."""
    return (
        f"photosim {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()} {platform.machine()}\n\n{trace}"
    )


class CrashDialog(QDialog):
    """A report to copy; the program goes on behind it, and keeps the keyboard."""

    def __init__(self, text: str, log_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(tr("photosim: something went wrong"))
        self.resize(720, 460)
        self._report = text
        label = QLabel(
            tr(
                "Something went wrong inside photosim. Your photos and what is known of them are safe, and you can go "
                "on. If it happens again, please report it with the text below; it is also in {folder}.",
                folder=log_folder,
            )
        )
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(tr("Report"))
        self.text.setAccessibleDescription(label.text())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = QPushButton(tr("Copy the report"))
        self.open_log = QPushButton(tr("Open the log folder"))
        for button in (self.copy, self.open_log):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        self.open_log.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder))))
        self.open_log.setVisible(log_folder.is_dir())
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(spacing.WIDE, spacing.WIDE, spacing.WIDE, spacing.WIDE)
        layout.setSpacing(spacing.WIDE)
        for widget in (label, self.text, buttons):
            layout.addWidget(widget)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copy.setText(tr("Copied"))
