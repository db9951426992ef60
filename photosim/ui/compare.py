"""The page on which two photos are compared: linked zoom, flipping, what they differ in, and the facts of both."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui import icons, words
from photosim.ui.compare_canvas import CompareCanvas, Mode
from photosim.ui.compare_facts import FactsTable
from photosim.ui.difference import FINE_SIDE, SCREEN_SIDE, Pair, load_pair
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.header import Header
from photosim.ui.jobs import JobRunner
from photosim.ui.language import figure, tr
from photosim.ui.lookalikes import Asker
from photosim.ui.reasons import reason
from photosim.ui.spacing import HALF, STEP, WIDE

_KEYS: Final = {Mode.SIDES: "1", Mode.FLIP: "2", Mode.DIFFERENCE: "3"}


class ComparePage(QWidget):
    """Shows two photos of the library.

    Signals:
        trash_wanted: the photo that is not kept (list of PhotoId).
        gone: one of the two has left the library: there is nothing to compare any more.
    """

    trash_wanted = Signal(object)
    gone = Signal()

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._ids: tuple[PhotoId, PhotoId] | None = None
        self._pair: Pair | None = None
        self._fine = False
        self.header, self.canvas, self.facts = Header(), CompareCanvas(), FactsTable()
        self.modes = {mode: QToolButton() for mode in Mode}
        self.larger, self.smaller, self.fit, self.swap = (QToolButton() for _ in range(4))
        self.keep = QPushButton(), QPushButton()
        self._names = ElidedLabel(), ElidedLabel()
        self._note = QLabel()
        self._asker = Asker(runner, "two photos", self)
        self._asker.answered.connect(self._show)
        self._asker.failed.connect(lambda error: self.canvas.show_words(words.sentence(reason(str(error)))))
        self._name()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.canvas)

    # -- assembling

    def _name(self) -> None:
        texts = {
            Mode.SIDES: (tr("Side by side"), tr("Both photos, zoomed and moved as one (1)")),
            Mode.FLIP: (tr("Flip"), tr("One photo in the other's place; Space changes them (2)")),
            Mode.DIFFERENCE: (tr("Difference"), tr("Only what they differ in, made stronger (3)")),
        }
        for mode, button in self.modes.items():
            text, tip = texts[mode]
            button.setText(text)
            button.setToolTip(tip)
            button.setCheckable(True)
        self.modes[Mode.SIDES].setChecked(True)
        for button, name, text in (
            (self.larger, "zoom-in", tr("Zoom in (+)")),
            (self.smaller, "zoom-out", tr("Zoom out (-)")),
        ):
            button.setIcon(icons.icon(name))
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.fit.setText(tr("Fit"))
        self.fit.setToolTip(tr("All of both photos (0)"))
        self.swap.setText(tr("Swap"))
        self.swap.setToolTip(tr("Left to right and right to left (X)"))
        for button in (*self.modes.values(), self.larger, self.smaller, self.fit, self.swap):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for keep, text, tip in zip(
            self.keep,
            (tr("Keep left"), tr("Keep right")),
            (tr("Move the right one to the trash (Ctrl+Left)"), tr("Move the left one to the trash (Ctrl+Right)")),
            strict=True,
        ):
            keep.setText(text)
            keep.setToolTip(tip)
        self._note.setObjectName("muted")

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(WIDE, HALF, WIDE, HALF)
        tools.setSpacing(HALF)
        for button in self.modes.values():
            tools.addWidget(button)
        tools.addSpacing(STEP)
        tools.addWidget(self._note)
        tools.addStretch(1)
        for button in (self.smaller, self.larger, self.fit, self.swap):
            tools.addWidget(button)
        ends = QHBoxLayout()
        ends.setContentsMargins(WIDE, STEP, WIDE, STEP)
        ends.setSpacing(STEP)
        for keep, name in zip(self.keep, self._names, strict=True):
            ends.addWidget(keep)
            ends.addWidget(name, 1)
        below = QWidget()
        lines = QVBoxLayout(below)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(ends)
        around = QHBoxLayout()
        around.setContentsMargins(WIDE - HALF, 0, WIDE, 0)
        around.addWidget(self.facts)
        lines.addLayout(around, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.canvas)
        split.addWidget(below)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([440, 220])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(tools)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        for mode, button in self.modes.items():
            button.clicked.connect(lambda _=False, mode=mode: self.set_mode(mode))
            self._key(_KEYS[mode], lambda mode=mode: self.set_mode(mode))
        self.larger.clicked.connect(lambda: self.canvas.zoom(1.5))
        self.smaller.clicked.connect(lambda: self.canvas.zoom(1 / 1.5))
        self.fit.clicked.connect(self.canvas.fit)
        self.swap.clicked.connect(self._swap)
        self._key("X", self._swap)
        for number, (keep, key) in enumerate(zip(self.keep, ("Ctrl+Left", "Ctrl+Right"), strict=True)):
            keep.clicked.connect(lambda _=False, number=number: self._keep(number))
            self._key(key, lambda number=number: self._keep(number))
        self.canvas.flipped.connect(lambda _: self._show_note())
        self.canvas.view_changed.connect(self._want_pixels)

    def _key(self, keys: str, do: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    # -- what is shown

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return self._asker.busy

    @property
    def ids(self) -> tuple[PhotoId, PhotoId] | None:
        """The two photos, left and right."""
        return self._ids

    def compare(self, left: PhotoId, right: PhotoId) -> None:
        """Show two photos."""
        self._ids, self._fine, self._pair = (left, right), False, None
        self.header.set_text(tr("Compare"), "")
        self.canvas.show_words(tr("Loading"))
        self.facts.show_sides(None)
        for keep in self.keep:
            keep.setEnabled(False)
        self._ask(SCREEN_SIDE)

    def refresh(self) -> None:
        """Photos have come or gone: see whether both are still there."""
        if self._ids is not None and self.isVisible():
            self._ask(FINE_SIDE if self._fine else SCREEN_SIDE)

    def showEvent(self, event: QShowEvent) -> None:
        """What has changed meanwhile."""
        super().showEvent(event)
        self.refresh()

    def _ask(self, side: int) -> None:
        if self._ids is not None:
            self._asker.ask(load_pair(self._library, self._ids, side))

    def _show(self, pair: Pair) -> None:
        self._pair = pair
        if not all(side.name for side in pair.sides):
            self.canvas.show_words(tr("One of the two photos is not in the library any more."))
            self.gone.emit()
            return
        left, right = pair.sides
        self.canvas.show_pair(pair)
        for label, side in zip(self._names, pair.sides, strict=True):
            label.set_text(words.shown_name(side.name))
        self.header.set_text(
            tr("{left} and {right}", left=words.shown_name(left.name), right=words.shown_name(right.name)),
            tr("Laid over each other by what they show") if pair.aligned else tr("They do not show the same scene"),
        )
        self.facts.show_sides(pair.sides)
        for keep, side, other in zip(self.keep, pair.sides, (right, left), strict=True):
            keep.setEnabled(True)
            keep.setAccessibleDescription(
                tr("Keeps {name}, moves {other} to the trash", name=side.name, other=other.name)
            )
        self._show_note()

    def _show_note(self) -> None:
        pair = self._pair
        if pair is None:
            self._note.setText("")
            return
        if self.canvas.mode is Mode.FLIP:
            text = words.shown_name(pair.sides[self.canvas.shown].name)
        elif self.canvas.mode is Mode.DIFFERENCE and not pair.difference.isNull():
            percent = figure(100 * pair.differing, 1)
            text = tr(
                "{percent} % of the pixels differ; differences are shown {times} times as strong",
                percent=percent,
                times=figure(pair.amplified, 1),
            )
        else:
            text = ""
        self._note.setText(text)

    # -- what the user does

    def set_mode(self, mode: Mode) -> None:
        """Show them in another way."""
        for other, button in self.modes.items():  # a button group would keep Tab from all but the checked one
            button.setChecked(other is mode)
        self.canvas.set_mode(mode)
        self._show_note()

    def _swap(self) -> None:
        if self._ids is not None:
            self.compare(self._ids[1], self._ids[0])

    def _keep(self, number: int) -> None:
        if self._ids is not None and self.keep[number].isEnabled():
            self.trash_wanted.emit([self._ids[1 - number]])

    def _want_pixels(self) -> None:
        """Somebody zooms in: have finer pictures, once."""
        if self._pair is not None and not self._fine and not self._asker.busy and self.canvas.wants_pixels:
            full = max(max(side.place.width(), side.place.height()) for side in self._pair.sides)
            self._fine = True
            if full > SCREEN_SIDE:
                self._ask(FINE_SIDE)
