"""Two photos on one frame: side by side in two panes, one after the other, or what they differ in.

Both panes show the same part of the frame: zoom and place are one for all that is shown.
"""

from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from photosim.ui import theme, words
from photosim.ui.difference import Pair
from photosim.ui.language import tr
from photosim.ui.reasons import reason
from photosim.ui.zoom_canvas import GROUND, PIXELS_FROM, ZoomCanvas, write

_LINE: Final = QColor(110, 110, 116)
_GAP: Final = 4
_STEP: Final = 64.0


class Mode(Enum):
    """How two photos are shown; the value is that of the setting."""

    SIDES = "sides"
    FLIP = "flip"
    DIFFERENCE = "difference"


class CompareCanvas(ZoomCanvas):
    """Shows a `Pair`.

    Signals:
        flipped: the other one of the two is shown now (0 or 1).
    """

    flipped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: Pair | None = None
        self._pixmaps: list[QPixmap] = []
        self._difference = QPixmap()
        self.mode, self.shown = Mode.SIDES, 0
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(tr("Two photos"))

    # -- what is shown

    def show_words(self, text: str) -> None:
        """No photos; words in their place."""
        self._pair, self.view, self._words = None, None, text
        self.update()

    def show_pair(self, pair: Pair) -> None:
        """Show two photos; finer pictures of the same two keep zoom and place."""
        known = self._pair is not None and self._ids(self._pair) == self._ids(pair)
        size = max(1.0, pair.frame.width()), max(1.0, pair.frame.height())
        self._pair = pair
        self._pixmaps = [QPixmap.fromImage(side.image) for side in pair.sides]
        self._difference = QPixmap.fromImage(pair.difference)
        if not known or self.view is None or self.view.photo != size:
            self._show_whole(size)
            self.shown = 0
        self._tell()
        self._changed()

    @staticmethod
    def _ids(pair: Pair) -> tuple[int, int]:
        return int(pair.sides[0].photo_id), int(pair.sides[1].photo_id)

    def set_mode(self, mode: Mode) -> None:
        """Show them in another way; what is in the middle stays there."""
        if mode is not self.mode:
            self.mode = mode
            self._fit_screen()
            self._tell()

    def flip(self) -> None:
        """Show the other one."""
        if self.mode is Mode.FLIP:
            self.shown = 1 - self.shown
            self._tell()
            self.update()
            self.flipped.emit(self.shown)

    def _tell(self) -> None:
        """What is seen, for those who cannot see it."""
        if self._pair is None:
            return
        names = [side.name for side in self._pair.sides]
        texts = {
            Mode.SIDES: tr("{left} beside {right}", left=names[0], right=names[1]),
            Mode.FLIP: names[self.shown],
            Mode.DIFFERENCE: tr("Difference of {left} and {right}", left=names[0], right=names[1]),
        }
        self.setAccessibleDescription(texts[self.mode])

    @property
    def wants_pixels(self) -> bool:
        """Whether the pictures are too coarse for the zoom."""
        if self._pair is None or self.view is None:
            return False
        for side, pixmap in zip(self._pair.sides, self._pixmaps, strict=True):
            if not pixmap.isNull() and self.view.scale * side.place.width() > pixmap.width() * 1.02:
                return True
        return False

    def panes(self) -> list[QRectF]:
        """Where pictures are shown: two places side by side, or one."""
        whole = QRectF(self.rect())
        if self.mode is not Mode.SIDES:
            return [whole]
        width = (whole.width() - _GAP) / 2
        return [QRectF(0, 0, width, whole.height()), QRectF(width + _GAP, 0, width, whole.height())]

    # -- Qt's events

    def event(self, event: QEvent) -> bool:
        """The frame of the focus comes and goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, plus and minus zoom, 0 shows all, Space shows the other one."""
        steps = {
            Qt.Key.Key_Left: (_STEP, 0.0),
            Qt.Key.Key_Right: (-_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, _STEP),
            Qt.Key.Key_Down: (0.0, -_STEP),
        }
        key = Qt.Key(event.key())
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and key in steps:
            self.pan(*steps[key])
        elif plain and key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            self.zoom(1 / 1.25 if key == Qt.Key.Key_Minus else 1.25)
        elif plain and key == Qt.Key.Key_0:
            self.fit()
        elif plain and key == Qt.Key.Key_Space and self.mode is Mode.FLIP:
            self.flip()
        else:
            super().keyPressEvent(event)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Each pane with its picture."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        if self._pair is None or self.view is None:
            write(painter, _inside(QRectF(self.rect())), self._words)
        else:
            panes = self.panes()
            for number, pane in enumerate(panes):
                painter.save()
                painter.setClipRect(pane)
                self._paint_pane(painter, pane, number if len(panes) == 2 else self.shown)
                painter.restore()
            if len(panes) == 2:
                painter.fillRect(QRectF(panes[0].right(), 0, _GAP, self.height()), _LINE)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(theme.colours(self.palette()).accent), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_pane(self, painter: QPainter, pane: QRectF, number: int) -> None:
        assert self._pair is not None
        assert self.view is not None
        if self.mode is Mode.DIFFERENCE:
            pixmap, place, why = self._difference, self._pair.difference_place, tr("There is nothing to compare.")
        else:
            side = self._pair.sides[number]
            pixmap, place, why = self._pixmaps[number], side.place, words.sentence(reason(side.reason))
        if pixmap.isNull():
            write(painter, _inside(pane), why)
            return
        ratio = self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.view.scale < PIXELS_FROM)
        left, top, right, bottom = self.view.place(place.left(), place.top(), place.right(), place.bottom())
        target = QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
        painter.drawPixmap(target.translated(pane.topLeft()), pixmap, QRectF(pixmap.rect()))


def _inside(pane: QRectF) -> QRectF:
    return pane.adjusted(24, 24, -24, -24)
