"""One photo as large as the window: zoom, pan, next and previous, slideshow, details; Esc or Space closes it."""

from array import array
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui import words
from photosim.ui.history import Query
from photosim.ui.jobs import JobRunner
from photosim.ui.language import figure, tr
from photosim.ui.reasons import reason as told_reason
from photosim.ui.slideshow import Slideshow
from photosim.ui.viewer_bar import STYLE, TimeLine, ViewerBar, dark_palette, make_button
from photosim.ui.viewer_canvas import Canvas
from photosim.ui.viewer_info import ViewerInfo
from photosim.ui.viewer_keys import STEP, deed_of
from photosim.ui.viewer_pictures import Shown, Source, ViewerPictures, key_of

_IDLE_MS: Final = 2500
_RESIZED_MS: Final = 150


class Viewer(QWidget):
    """An overlay on a window.

    Signals:
        closed: the photo last shown; its `PhotoId`, or None if it is not of the library.
        moved: the photo shown now (`PhotoId`), for the grid below to follow.
        look_alikes_wanted: a `Query`.
        action_wanted: id (str) of an action of the window on the photo shown: "full-screen".
        menu_wanted: where (`QPoint`, global) the user asks for the menu of the photo shown.
    """

    closed = Signal(object)
    moved = Signal(object)
    look_alikes_wanted = Signal(object)
    action_wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._below = parent
        self._sources: Sequence[Source] = ()
        self._row, self._step = 0, 1
        self._name = ""
        self._shown: Shown | None = None
        self._was_full_screen = False
        self.setObjectName("viewer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setPalette(dark_palette(self.palette()))
        self.setStyleSheet(STYLE)
        self.pictures = ViewerPictures(library, runner, self)
        self.slideshow = Slideshow(self)
        self.canvas, self.bar = Canvas(self), ViewerBar(self)
        self.before = make_button(self, "back", tr("Previous photo (Left)"), partial(self.step, -1))
        self.after = make_button(self, "forward", tr("Next photo (Right)"), partial(self.step, 1))
        for side in (self.before, self.after):
            side.setObjectName("side")
        self.line, self.info = TimeLine(self), ViewerInfo(library, runner, self)
        self._idle = QTimer(self, interval=_IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._hide_controls)
        self._resized = QTimer(self, interval=_RESIZED_MS, singleShot=True)
        self._resized.timeout.connect(self._want)
        self._connect()
        parent.installEventFilter(self)
        self.hide()

    def _connect(self) -> None:
        self.pictures.came.connect(self._show)
        self.pictures.pixels_came.connect(self._pixels_came)
        self.pictures.tile_came.connect(self.canvas.add_tile)
        self.canvas.view_changed.connect(self._view_changed)
        self.canvas.pressed.connect(self._touched)
        self.slideshow.due.connect(lambda: self.step(1, wrap=True))
        self.slideshow.changed.connect(self._show_slideshow)
        self.bar.wanted.connect(self._button_pressed)

    # -- opening, moving, closing

    def open(self, photos: Sequence[Source], row: int) -> None:
        """Show one of several photos.

        Args:
            photos: in the order of the page below; ids of the library, or a single photo from elsewhere.
            row: the one to begin with.
        """
        # Copied: the page's own list changes while photos come in.
        self._sources = _copied(photos)
        if self.isHidden():
            self._was_full_screen = self.window().isFullScreen()
            QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]
        self._cover()
        self.show()
        self.raise_()
        self.setFocus()
        self._go(row)
        self._wake()

    def open_query(self, query: Query) -> None:
        """Show the photo a page is about, which need not be of the library."""
        if query.source is not None:
            self._name = query.name
            self.open([query.source], 0)

    @property
    def current(self) -> "Source | None":
        """The photo shown, None while closed."""
        return self._sources[self._row] if self._sources else None

    @property
    def row(self) -> int:
        """Its place among those to be shown."""
        return self._row

    @property
    def busy(self) -> bool:
        """Whether anything is still to come."""
        return self.pictures.busy or self.info.busy or self._resized.isActive()

    def step(self, by: int, *, wrap: bool = False) -> None:
        """To another photo; at either end it stays unless it is to begin again."""
        row = self._row + by
        if wrap and self._sources:
            row %= len(self._sources)
        self._step = 1 if by > 0 else -1
        if 0 <= row < len(self._sources) and row != self._row:
            self._go(row)
        elif self.slideshow.playing:
            self.slideshow.photo_shown()  # the only one there is

    def go_to(self, row: int) -> None:
        """To the photo in a row; -1 is the last one."""
        self.step(row % max(1, len(self._sources)) - self._row)

    def _go(self, row: int) -> None:
        self._row, self._shown = row, None
        self.canvas.clear()
        source = self.current
        if isinstance(source, int):
            self._name = ""
            self.moved.emit(source)
        elif isinstance(source, Path):
            self._name = source.name
        self._show_place()
        self._want()
        self._ask_details()

    def _want(self) -> None:
        """Ask for the photo and its neighbours, the one ahead first."""
        source = self.current
        if source is None or self.isHidden():
            return
        rows = [self._row + self._step, self._row - self._step]
        near = [self._sources[row] for row in rows if 0 <= row < len(self._sources)]
        ratio = self.devicePixelRatioF()
        screen = QSize(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        self.pictures.want(source, near, screen, ratio)

    def forget(self, photos: Collection[PhotoId]) -> None:
        """Photos are gone, for they were moved to the trash or hidden: go on with the next one that is there."""
        gone = {photo for photo in self._sources if isinstance(photo, int) and photo in photos}
        if self.isHidden() or not gone:
            return
        here = self.current
        left = [photo for photo in self._sources if photo not in gone]
        before = sum(photo not in gone for photo in self._sources[: self._row])
        if not left:
            self.close_viewer()
            return
        self._sources = _copied(left)
        row = min(before, len(left) - 1)
        if here in gone:
            self._go(row)
        else:
            self._row = row
            self._show_place()

    def close_viewer(self) -> None:
        """Back to the window below, with the photo last shown."""
        if self.isHidden():
            return
        last = self.current
        QApplication.instance().focusChanged.disconnect(self._focus_changed)  # type: ignore[union-attr]
        self.slideshow.stop()
        self._idle.stop()
        self._resized.stop()
        self.info.drop()
        self.hide()
        self.unsetCursor()
        self._sources, self._shown = (), None
        self.pictures.close()
        self.canvas.clear()
        if self.window().isFullScreen() and not self._was_full_screen:
            self.action_wanted.emit("full-screen")
        self.closed.emit(last if isinstance(last, int) else None)

    # -- showing

    def _show(self, shown: Shown) -> None:
        current = self.current
        if current is None or key_of(shown.source) != key_of(current):
            return
        self._name = shown.name or self._name
        if shown.reason:
            self.canvas.clear(tr("This photo cannot be shown: {reason}", reason=told_reason(shown.reason)))
        else:
            self.canvas.show_image(shown.image, shown.photo)
        self._shown = shown
        self._show_place()
        if not shown.small:
            self.slideshow.photo_shown()
            self._view_changed()

    def _show_place(self) -> None:
        place = tr("{row} of {count}", row=figure(self._row + 1), count=figure(len(self._sources)))
        name = words.shown_name(self._name)
        self.bar.name.set_text(name)
        self.bar.place.setText(place if len(self._sources) > 1 else "")
        told = tr("Photo {name}, {place}", name=name, place=place)
        self.canvas.setAccessibleName(told)
        self.setAccessibleName(told)
        for button, there in ((self.before, self._row > 0), (self.after, self._row + 1 < len(self._sources))):
            button.setEnabled(there)
            button.setVisible(len(self._sources) > 1 and not self.bar.isHidden())

    def _view_changed(self) -> None:
        view = self.canvas.view
        if view is None:
            self.bar.zoom.setText("")
            return
        self.bar.zoom.setText(tr("{percent} %", percent=figure(view.scale * 100)))
        if self._shown is not None and not self._shown.small and self.canvas.wants_pixels:
            self.pictures.want_pixels()
            self.pictures.want_tiles(self.canvas.missing_tiles())

    def _pixels_came(self, width: int, height: int) -> None:
        self.canvas.set_pixels(width, height)
        self._view_changed()

    def _ask_details(self) -> None:
        if self.current is not None:
            self.info.ask(Query(self.current, self._name))

    def _show_slideshow(self) -> None:
        playing = self.slideshow.playing
        self.bar.set_playing(playing=playing)
        self.line.setVisible(playing)
        self.line.set_share(self.slideshow.progress)

    # -- what the user does

    def _button_pressed(self, name: str) -> None:
        if name == "play":
            self.toggle_slideshow()
            return
        self.slideshow.stop()
        deeds = {
            "close": self.close_viewer,
            "zoom-in": lambda: self.canvas.zoom(STEP),
            "zoom-out": lambda: self.canvas.zoom(1 / STEP),
            "look-alikes": self.show_look_alikes,
            "info": self.toggle_info,
            "full-screen": self.toggle_full_screen,
        }
        deeds[name]()

    def toggle_slideshow(self) -> None:
        """Play, or stop."""
        if self.slideshow.playing:
            self.slideshow.stop()
        else:
            self.canvas.fit()
            self.slideshow.start()

    def toggle_info(self) -> None:
        """Show or hide the details of the photo."""
        shown = self.info.isHidden()
        self.info.setVisible(shown)
        self.bar.buttons["info"].setChecked(shown)
        self._place_parts()
        self._ask_details()

    def show_look_alikes(self) -> None:
        """Close, and ask for a page of photos like this one."""
        source, name = self.current, self._name
        if source is not None:
            self.close_viewer()
            self.look_alikes_wanted.emit(Query(source, name))

    def toggle_full_screen(self) -> None:
        """As large as the screen, or as the window was; closing the viewer goes back to what was before."""
        self.action_wanted.emit("full-screen")
        self.bar.buttons["full-screen"].setChecked(self.window().isFullScreen())

    def _touched(self) -> None:
        """Any input stops a slideshow."""
        self.slideshow.stop()
        self._wake()

    # -- controls come and go

    def _wake(self) -> None:
        """The pointer moved, or a key was pressed: show the controls for a while."""
        if self.bar.isHidden():
            self.bar.show()
            self._show_place()
        self.unsetCursor()
        self._idle.start()

    def _hide_controls(self) -> None:
        """Nobody moves: nothing but the photo, unless somebody is at the controls."""
        focused = QApplication.focusWidget()
        at_controls = focused is not None and focused is not self and self.isAncestorOf(focused)
        at_bar = self.bar.rect().contains(self.bar.mapFromGlobal(QCursor.pos()))
        if self.isHidden() or at_controls or at_bar or not self.info.isHidden():
            return
        self.bar.hide()
        self.before.hide()
        self.after.hide()
        self.setCursor(Qt.CursorShape.BlankCursor)

    def _cover(self) -> None:
        self.setGeometry(self._below.rect())
        self._place_parts()

    def _place_parts(self) -> None:
        self.canvas.setGeometry(self.rect())
        height = self.bar.sizeHint().height()
        self.bar.setGeometry(0, 0, self.width(), height)
        right = 0
        if not self.info.isHidden():
            right = min(self.info.WIDTH, self.width() // 2)
            self.info.setGeometry(self.width() - right, height, right, self.height() - height)
        middle = (self.height() - 44) // 2
        self.before.setGeometry(QRect(12, middle, 44, 44))
        self.after.setGeometry(QRect(self.width() - right - 56, middle, 44, 44))
        self.line.setGeometry(0, self.height() - TimeLine.HEIGHT, self.width(), TimeLine.HEIGHT)
        for part in (self.bar, self.info, self.before, self.after, self.line):
            part.raise_()

    # -- Qt's events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the window at any time."""
        if event.type() == QEvent.Type.Resize and watched is self._below and not self.isHidden():
            self._cover()
            self._resized.start()
        return False

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Nothing below can be reached while it is covered."""
        if now is not None and now.window() is self.window() and now is not self and not self.isAncestorOf(now):
            self.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round among the controls."""
        self._wake()
        stops = [
            self,
            *self.bar.buttons.values(),
            self.before,
            self.after,
            self.info.details.text,
            self.info.details.copy,
        ]
        stops = [stop for stop in stops if stop is self or (stop.isVisible() and stop.isEnabled())]
        focused = QApplication.focusWidget()
        at = stops.index(focused) if focused in stops else 0
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def event(self, event: QEvent) -> bool:
        """Its keys are its own, whatever they mean to the window below."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and deed_of(self, event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `viewer_keys`."""
        deed = deed_of(self, event)
        if deed is None:
            super().keyPressEvent(event)
            return
        if deed != self.toggle_slideshow:
            self._touched()
        self._wake()
        deed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The buttons at the thumb go back and forward among the photos."""
        self._touched()
        if event.button() == Qt.MouseButton.BackButton:
            self.step(-1)
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.step(1)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the controls."""
        self._wake()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the photo."""
        self._touched()
        if isinstance(self.current, int):
            self.menu_wanted.emit(event.globalPos())
        event.accept()


def _copied(photos: Sequence[Source]) -> Sequence[Source]:
    """Photos of a library as compact as they come: a page may list 100,000."""
    if isinstance(photos, array):
        return photos[:]
    return tuple(photos)
