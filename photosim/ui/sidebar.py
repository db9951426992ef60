"""The sidebar: tags with counts; those checked are the filter of the library."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from photosim.library import Library
from photosim.library.views import Filter
from photosim.ui import theme
from photosim.ui.jobs import JobRunner
from photosim.ui.lookalikes import Asker
from photosim.ui.photo_model import AnyIndex
from photosim.ui.tag_tree import TagRole, TagTreeModel
from photosim.ui.tagging import ALBUMS, TagOverview, load_overview

USUAL_WIDTH: Final = 210
REFRESH_MS: Final = 1000
"""The least time between two counts while photos come in; each takes some milliseconds from a click that waits."""
_MARGIN: Final = 12
_GAP: Final = 8
_BOX: Final = 14  # side of a check box
_INSET: Final = 4
_RIGHT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class Sidebar(QWidget):
    """Knows how many photos have which tags, and keeps the filter.

    Attributes:
        empty: whether there is nothing to show (yet).
        asked: whether anything was counted so far, or is being counted.

    Signals:
        filter_changed: what the user wants to see: a `Filter` and the names of its tags by key (dict of str).
        place_wanted: the user wants a page about something else (`Place`): near-duplicates, skipped photos.
        text_wanted: a search to be done again (str).
        folder_add_wanted: the user wants to choose a folder.
        folder_removed: a folder is to leave the library; the user has said so (`Path`).
        rescan_wanted: the user wants a folder looked through again (`Path`), None for all.
        asked_back: something to be confirmed first: (question str, button str, what to do: a function).
        told: the `TagOverview`, whenever a new one has come.
        failed: the exception that kept it from coming.
    """

    filter_changed = Signal(object, object)
    place_wanted = Signal(object)
    text_wanted = Signal(str)
    folder_add_wanted = Signal()
    folder_removed = Signal(object)
    rescan_wanted = Signal(object)
    asked_back = Signal(str, str, object)
    told = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._opened: set[str] = {ALBUMS}
        self.empty = True
        self.asked = False
        self._problem = ""
        self.model = TagTreeModel(self)
        self.view = TagView()
        self.view.setModel(self.model)
        self.clear = QPushButton("Clear filter")
        self.clear.setObjectName("quiet")
        self.clear.clicked.connect(self.clear_filter)
        self._asker = Asker(runner, "tags of the library", self)
        self._asker.answered.connect(self._show)
        self._asker.failed.connect(self._fail)
        self._later = QTimer(self, interval=REFRESH_MS, singleShot=True)
        self._later.timeout.connect(self._ask_again)
        self.model.chosen_changed.connect(self._chosen)
        self.model.layoutChanged.connect(self._open_again)
        self.model.counted.connect(self.view.viewport().update)
        self.view.expanded.connect(lambda index: self._opened.add(index.data(TagRole.KEY)))
        self.view.collapsed.connect(lambda index: self._opened.discard(index.data(TagRole.KEY)))
        self._lay_out()

    def _lay_out(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel("Tags")
        bold = title.font()
        bold.setBold(True)
        title.setFont(bold)
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, 0, _GAP, 0)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, _GAP, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self._head_height = self.clear.sizeHint().height()
        title.setFixedHeight(self._head_height)
        self.clear.hide()

    @property
    def busy(self) -> bool:
        """Whether counts are still to come."""
        return self._asker.busy or self._later.isActive()

    def ask(self) -> None:
        """Count now; an older count that is still under way is not waited for."""
        self._later.stop()
        self.asked = True
        self._asker.ask(load_overview(self._library, self.model.chosen))

    def refresh(self) -> None:
        """Count again soon: photos have come in or gone. Many calls a second make one count."""
        if not self._later.isActive():
            self._later.start()

    def _ask_again(self) -> None:
        if self._asker.busy:  # a count that takes long while photos pour in would be replaced for ever
            self._later.start()
        else:
            self.ask()

    def clear_filter(self) -> None:
        """Check nothing."""
        self.model.choose(())
        self._chosen()

    def choose(self, keys: tuple[str, ...]) -> None:
        """Check these lines and no others."""
        self.model.choose(keys)
        self._chosen()

    @property
    def filter(self) -> Filter:
        """What the user wants to see."""
        return Filter(self.model.chosen)

    def show_filter(self, wanted: Filter) -> None:
        """Show what holds for the page; nothing is told."""
        if wanted != self.filter:
            self.model.choose(wanted.tags)
            self.clear.setVisible(bool(wanted))
            self.ask()

    def _chosen(self) -> None:
        names = dict(zip(self.model.chosen, self.model.chosen_names, strict=True))
        self.filter_changed.emit(self.filter, names)
        self.clear.setVisible(bool(self.model.chosen))
        self.ask()

    def _show(self, overview: TagOverview) -> None:
        self._problem = ""
        place = self.view.place_of_current()
        self.model.show(overview.branches)
        if overview.chosen != self.model.chosen:  # a label has left the library's knowledge
            self.model.choose(overview.chosen)
        self.view.put_current(place)
        self.clear.setVisible(bool(self.model.chosen))
        self.empty = not overview.branches
        self.told.emit(overview)

    def _fail(self, error: Exception) -> None:
        """Told once: the next count may fail for the same reason a second later."""
        if str(error) != self._problem:
            self._problem = str(error)
            self.failed.emit(error)

    def _open_again(self) -> None:
        """Lines that come back are as open as they were."""
        for index in map(self.model.index_of, tuple(self._opened)):
            self.view.setExpanded(index, True)


class TagView(QTreeView):
    """The tree. A click anywhere on a line, Space or Enter checks it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tagTree")
        self.setAccessibleName("Tags")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setItemDelegate(_Lines(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter checks like Space; the rest is Qt's."""
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            toggle(index)
            event.accept()
        else:
            super().keyPressEvent(event)

    def place_of_current(self) -> int | None:
        """Where on the viewport the current line is, None if it is not in view."""
        rect = self.visualRect(self.currentIndex())
        return rect.top() if rect.isValid() and self.viewport().rect().intersects(rect) else None

    def put_current(self, top: int | None) -> None:
        """Scroll so that the current line is where it was before lines above it came or went."""
        rect = self.visualRect(self.currentIndex())
        if top is not None and rect.isValid() and rect.top() != top:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + rect.top() - top)


class _Lines(QStyledItemDelegate):
    """Check mark and name at the left, the count quietly at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        colours = theme.colours(option.palette)
        row = QRect(option.rect).adjusted(0, 0, -_GAP // 2, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, row, option.state, colours)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            painter.setPen(theme.colour(colours.text))
            painter.drawText(row.adjusted(_INSET, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), index.data())
            painter.restore()
            return
        box = QRect(row.left() + _INSET, row.center().y() - _BOX // 2, _BOX, _BOX)
        _paint_check(painter, QRectF(box), colours, checked=state == Qt.CheckState.Checked)
        count = f"{index.data(TagRole.COUNT):,}"
        right = row.right() - _INSET - option.fontMetrics.horizontalAdvance(count)
        painter.setPen(theme.colour(colours.muted))
        painter.drawText(row.adjusted(0, 0, -_INSET, 0), _RIGHT, count)
        place = QRect(box.right() + _GAP, row.top(), right - _GAP - box.right() - _GAP, row.height())
        name = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, place.width())
        painter.setPen(theme.colour(colours.text))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), name)
        painter.restore()

    def _paint_ground(self, painter: QPainter, row: QRect, state: QStyle.StateFlag, c: theme.Colours) -> None:
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if focused or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(theme.colour(c.accent), 1) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(c.hover))
            painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        """All lines are equally high."""
        return QSize(60, max(option.fontMetrics.height(), _BOX) + 8)

    def editorEvent(self, event: QEvent, model: QObject, option: QStyleOptionViewItem, index: AnyIndex) -> bool:  # noqa: ARG002
        """The whole line is its check box."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            return event.button() == Qt.MouseButton.LeftButton and toggle(index)
        if isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Select}:
            return toggle(index)
        return False


def _paint_check(painter: QPainter, box: QRectF, c: theme.Colours, *, checked: bool) -> None:
    """A check box that is seen on both grounds, which Qt's own is not in the dark."""
    painter.setPen(QPen(theme.colour(c.accent if checked else c.muted), 1))
    painter.setBrush(theme.colour(c.accent if checked else c.grid))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if checked:
        painter.setPen(QPen(theme.colour(c.on_accent), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        left, top, side = box.left(), box.top(), box.width()
        corners = ((0.25, 0.52), (0.43, 0.7), (0.76, 0.32))
        painter.drawPolyline(QPolygonF([QPointF(left + x * side, top + y * side) for x, y in corners]))


def toggle(index: AnyIndex) -> bool:
    """Check or uncheck a line; whether it can be."""
    state = index.data(Qt.ItemDataRole.CheckStateRole)
    if state is None:
        return False
    checked = state == Qt.CheckState.Checked
    model = index.model()
    assert isinstance(model, TagTreeModel)
    return model.setData(
        index, Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    )
