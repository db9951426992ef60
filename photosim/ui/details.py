"""What a photo's file says about it, in words: lines that can be selected and copied."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from photosim.errors import PhotosimError
from photosim.library import Library
from photosim.ui import words
from photosim.ui.history import Query
from photosim.ui.jobs import JobContext
from photosim.ui.language import figure, tr
from photosim.ui.reasons import short

if TYPE_CHECKING:
    from photosim.library.reports import Details

_CAMERA_TIME: Final = "yyyy-MM-dd HH:mm:ss"


@dataclass(frozen=True, slots=True, eq=False)
class PhotoDetails:
    """Details of one photo.

    Attributes:
        query: the photo.
        details: None if its file cannot be reached.
        reason: why not.
    """

    query: Query
    details: "Details | None"
    reason: str = ""


def load_details(library: Library, query: Query) -> Callable[[JobContext], PhotoDetails]:
    """The worker's part."""

    def work(context: JobContext) -> PhotoDetails:
        assert query.source is not None, "a text has no file"
        context.token.raise_if_cancelled()
        try:
            return PhotoDetails(query, library.details(query.source))
        except PhotosimError as error:
            return PhotoDetails(query, None, short(error))

    return work


def rows(details: "Details", tags: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Names and values of what is known; what the file does not tell is left out.

    Args:
        details: from the library.
        tags: names of what the photo shows.
    """
    size = ""
    if details.width and details.height:
        megapixels = figure(details.width * details.height / 1e6, 1)
        size = tr(
            "{width} \N{MULTIPLICATION SIGN} {height} pixels, {megapixels} megapixels",
            width=figure(details.width),
            height=figure(details.height),
            megapixels=megapixels,
        )
    kind = ", ".join(filter(None, (details.file_format, words.file_size(details.size) if details.size else "")))
    told = (
        (tr("File"), words.shown_name(details.path.name) if details.path else ""),
        (tr("Folder"), words.shown_name(words.shown_folder(details.path.parent)) if details.path else ""),
        (tr("Taken"), _date(details.taken)),
        (tr("Changed"), "" if details.taken == details.modified else _date(details.modified)),
        (tr("Size"), size),
        (tr("Kind"), kind),
        (tr("Camera"), details.camera),
        (tr("Lens"), details.lens),
        (tr("Exposure"), details.exposure),
        (tr("Place"), details.place),
        (tr("Colours"), details.colours),
        (tr("Tags"), ", ".join(tags)),
    )
    return [(name, value) for name, value in told if value]


def as_text(lines: Sequence[tuple[str, str]]) -> str:
    """The same to be pasted somewhere else."""
    return "\n".join(f"{name}: {value}" for name, value in lines)


def summary(details: "Details") -> str:
    """The most wanted of it in one line: when it was taken, and by what."""
    return words.SEPARATOR.join(filter(None, (_date(details.taken), details.camera)))


def _date(text: str) -> str:
    """As people of that language write it."""
    when = QDateTime.fromString(text, _CAMERA_TIME)
    if not when.isValid():
        return text
    locale = QLocale()
    day = locale.toString(when.date(), QLocale.FormatType.LongFormat)
    return f"{day}, {locale.toString(when.time(), QLocale.FormatType.ShortFormat)}"


class DetailsText(QTextEdit):
    """Lines of names and values as high as they need; any of it can be selected with mouse or keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, str]] = []
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setStyleSheet("QTextEdit { border: 0; padding: 0; background: transparent; }")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A path has no spaces to break at.
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Details"))
        self.viewport().setAutoFillBackground(False)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show names and values."""
        if list(lines) != self._lines:
            self._lines = list(lines)
            self._write()

    def _write(self) -> None:
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        made = "".join(
            f'<tr><td style="padding-right: 12px; color: {muted}">{_escaped(name)}</td><td>{_escaped(value)}</td></tr>'
            for name, value in self._lines
        )
        self.setHtml(f'<table cellspacing="0" cellpadding="1">{made}</table>')
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Names are in a colour of the palette, which the text does not follow by itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._lines:
            self._write()

    def _fit(self) -> None:
        self.document().setTextWidth(max(1, self.viewport().width()))
        height = round(self.document().size().height()) + 2
        if height != self.height():
            self.setFixedHeight(max(1, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines at another width."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(60, 10)


class DetailsView(QWidget):
    """The lines, and a button that copies them.

    Signals:
        copied: the text (str) now in the clipboard.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, str]] = []
        self.text, self.copy = DetailsText(), QPushButton(tr("Copy details"))
        self.copy.setObjectName("quiet")
        self.copy.clicked.connect(self.copy_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text)
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What is shown."""
        return tuple(self._lines)

    def show_details(self, details: "Details", tags: Sequence[str] = (), *, named: bool = False) -> None:
        """Show a photo's details.

        Args:
            details: from the library.
            tags: names of what the photo shows.
            named: the name of its file is to be read beside them already; it is copied all the same.
        """
        self._show(rows(details, tags), first=int(named and details.path is not None))

    def show_reason(self, reason: str) -> None:
        """Show why there are none."""
        self._show([(tr("Details"), reason)])
        self.copy.hide()

    def _show(self, lines: list[tuple[str, str]], first: int = 0) -> None:
        self._lines = lines
        self.text.show_lines(lines[first:])
        self.copy.setVisible(bool(lines))

    def copy_all(self) -> None:
        """Put all lines into the clipboard, as text."""
        text = as_text(self._lines)
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
