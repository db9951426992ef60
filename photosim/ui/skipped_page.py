"""The page of photos that could not be read: which, why, and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from photosim.library import Library
from photosim.library.reports import Skipped
from photosim.ui import icons
from photosim.ui.empty import EmptyText
from photosim.ui.empty_panel import EmptyPanel
from photosim.ui.flow import FlowLayout
from photosim.ui.header import Header
from photosim.ui.jobs import JobRunner
from photosim.ui.language import plural, tr
from photosim.ui.lookalikes import Asker
from photosim.ui.skipped_model import SkippedDelegate, SkippedModel, as_text
from photosim.ui.spacing import STEP, WIDE
from photosim.ui.work_row import WrappedLabel


class SkippedPage(QWidget):
    """Lists them.

    Signals:
        retry_wanted: photos to look at again (tuple of PhotoId), None for all.
        shown_in_folder: files to be shown in the file manager (tuple of Path).
        copied: what was copied, in words (str).
        failed: the exception that kept the list from coming.
    """

    retry_wanted = Signal(object)
    shown_in_folder = Signal(object)
    copied = Signal(str)
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("skippedPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._library = library
        self._listed = False
        self.model, self.view = SkippedModel(self), _List()
        self.header, self._text = Header(), WrappedLabel("muted")
        self.retry_all, self.retry = QPushButton(tr("Retry all")), QPushButton(tr("Retry selected"))
        self.reveal, self.copy = QPushButton(tr("Show in folder")), QPushButton(tr("Copy reasons"))
        self.empty = EmptyPanel()
        self._asker = Asker(runner, "skipped photos", self)
        self._asker.answered.connect(self._show)
        self._asker.failed.connect(self.failed)
        self._connect()
        self._lay_out()
        self.setFocusProxy(self.view)
        self._enable()

    def _connect(self) -> None:
        delegate = SkippedDelegate(self.view)
        self.view.setModel(self.model)
        self.view.setItemDelegate(delegate)
        delegate.retry_pressed.connect(lambda photo: self.retry_wanted.emit((photo.photo_id,)))
        self.view.selectionModel().selectionChanged.connect(self._enable)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.activated.connect(lambda _: self._reveal())
        self.view.copy_wanted.connect(self._copy)
        self.retry_all.clicked.connect(lambda: self.retry_wanted.emit(None))
        self.retry.clicked.connect(self._retry)
        self.reveal.clicked.connect(self._reveal)
        self.copy.clicked.connect(self._copy)

    def _lay_out(self) -> None:
        self.header.set_text(tr("Skipped photos"), "")
        buttons = FlowLayout()
        for button in (self.retry_all, self.retry, self.reveal, self.copy):
            buttons.addWidget(button)
        full = QWidget()
        lines = QVBoxLayout(full)
        lines.setContentsMargins(WIDE, STEP, WIDE, STEP)
        lines.setSpacing(STEP)
        lines.addWidget(self._text)
        lines.addLayout(buttons)
        lines.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)

    # -- filling

    @property
    def busy(self) -> bool:
        """Whether the list is still to come."""
        return self._asker.busy

    def refresh(self) -> None:
        """A run has ended: list them anew, as soon as somebody looks."""
        if self.isVisible():
            self._asker.ask(lambda _: self._library.skipped())

    def showEvent(self, event: QShowEvent) -> None:
        """What has changed meanwhile."""
        super().showEvent(event)
        self.refresh()

    def _show(self, photos: tuple[Skipped, ...]) -> None:
        if photos != self.model.photos or not self._listed:
            self._listed = True
            kept = {photo.photo_id for photo in self.chosen}
            at, top = self.view.currentIndex().row(), self.view.verticalScrollBar().value()
            self.model.show(photos)
            self._select([row for row, photo in enumerate(photos) if photo.photo_id in kept], at)
            self.view.verticalScrollBar().setValue(top)
        self.header.set_text(tr("Skipped photos"), plural("{n} photo", "{n} photos", len(photos)) if photos else "")
        self._text.setText(_about(len(photos)))
        had = self.view.hasFocus()
        self.empty.set_text(_none())
        self._stack.setCurrentIndex(0 if photos else 1)
        if had and photos:
            self.view.setFocus()
        self._enable()

    def _select(self, rows: Sequence[int], at: int) -> None:
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.model.index(row), self.model.index(row))
        selection = self.view.selectionModel()
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        current = rows[0] if rows else min(at, self.model.rowCount() - 1)
        if current >= 0:
            selection.setCurrentIndex(self.model.index(current), QItemSelectionModel.SelectionFlag.NoUpdate)

    # -- what is done with them

    @property
    def chosen(self) -> tuple[Skipped, ...]:
        """The photos selected, from top to bottom."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return tuple(self.model.photos[row] for row in rows)

    def _enable(self) -> None:
        some = self.view.selectionModel().hasSelection()
        for button in (self.retry, self.reveal, self.copy):
            button.setEnabled(some)

    def _retry(self) -> None:
        if self.chosen:
            self.retry_wanted.emit(tuple(photo.photo_id for photo in self.chosen))

    def _reveal(self) -> None:
        if self.chosen:
            self.shown_in_folder.emit(tuple(photo.path for photo in self.chosen))

    def _copy(self) -> None:
        chosen = self.chosen
        if chosen:
            QGuiApplication.clipboard().setText(as_text(chosen))
            self.copied.emit(plural("The reason is copied.", "{n} reasons are copied.", len(chosen)))

    def _show_menu(self, place: QPoint) -> None:
        if not self.chosen:
            return
        menu = QMenu(self)
        for icon, text, do in (
            ("refresh", tr("Retry"), self._retry),
            ("reveal", tr("Show in folder"), self._reveal),
            ("copy", tr("Copy reasons"), self._copy),
        ):
            menu.addAction(icons.icon(icon, menu.palette()), text).triggered.connect(do)
        menu.aboutToHide.connect(menu.deleteLater)
        rect = self.view.visualRect(self.view.currentIndex())
        if not self.view.viewport().rect().contains(place):  # asked for with the keyboard
            place = rect.center()
        menu.popup(self.view.viewport().mapToGlobal(place))


class _List(QListView):
    """The list itself.

    Signals:
        copy_wanted: Ctrl+C.
    """

    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("skippedList")
        self.setAccessibleName(tr("Skipped photos"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the reasons; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)


def _about(photos: int) -> str:
    return plural(
        "{n} photo could not be read. It is left as it is, and looked at again once its file changes.",
        "{n} photos could not be read. They are left as they are, and looked at again once their files change.",
        photos,
    )


def _none() -> EmptyText:
    return EmptyText(tr("No photo is skipped"), tr("Every photo of the library could be read."), icon="check")
