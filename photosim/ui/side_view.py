"""The tree of the sidebar: one list of lines for the eye, the keyboard and screen readers."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCursor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QFrame, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from photosim.ui import icons, theme
from photosim.ui.language import figure, tr
from photosim.ui.mirrored import mirrored
from photosim.ui.own_viewport import give_viewport
from photosim.ui.photo_model import AnyIndex
from photosim.ui.side_lines import DUPLICATES, SKIPPED, Kind, Line, Section
from photosim.ui.side_rows import RowPictures
from photosim.ui.side_tree import SideRole, SideTree
from photosim.ui.spacing import HALF, STEP

_BOX: Final = 14
"""Side of a check box, and of an icon."""
_INDENT: Final = 12
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select})
_CENTRE: Final = Qt.AlignmentFlag.AlignVCenter
_ICONS: Final = {DUPLICATES: "duplicates", SKIPPED: "skipped"}


class SideView(QTreeView):
    """Shows a `SideTree`.

    Signals:
        pressed_line: the user clicked on a line or pressed Enter or Space on it (`Section`, `Line`).
        extra_pressed: the same for the small icon at its end, or Delete (`Section`, `Line`).
        menu_wanted: a menu for a line, at a place of the screen (`Section`, `Line`, QPoint).
    """

    pressed_line = Signal(object, object)
    extra_pressed = Signal(object, object)
    menu_wanted = Signal(object, object, QPoint)

    def __init__(self, model: SideTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._tree = model
        self._pictures = RowPictures()
        self._pointer = QPoint(-1, -1)
        self.setObjectName("tagTree")
        self.setAccessibleName(tr("Folders, tags and searches"))
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(_INDENT)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        model.repaint_wanted.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Find out where the pointer is, once for all lines."""
        viewport = self.viewport()
        self._pointer = viewport.mapFromGlobal(QCursor.pos()) if viewport.underMouse() else QPoint(-1, -1)
        super().paintEvent(event)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Lines that neither keyboard nor pointer is at look as they did a frame ago."""
        row, line = options.rect, self._tree.line(index)
        if line is None or index == self.currentIndex() or row.top() <= self._pointer.y() <= row.bottom():
            super().drawRow(painter, options, index)
            return
        ratio = self.devicePixelRatioF()
        look = (
            line,
            self._tree.is_marked(line),
            self._tree.check_state(line),
            self.isExpanded(index),
            (row.width(), row.height(), ratio),
            (options.state, options.direction, options.palette.cacheKey(), options.font.key()),
        )

        def paint(upon: QPainter) -> None:
            moved = QStyleOptionViewItem(options)
            moved.rect = QRect(0, 0, row.width(), row.height())
            super(SideView, self).drawRow(upon, moved, index)

        ground = theme.colour(theme.colours(self.palette()).window)
        picture = self._pictures.picture(index.internalId(), look, row.size(), ratio, ground, paint)
        painter.drawPixmap(row.topLeft(), picture)

    def act(self, index: AnyIndex, *, extra: bool = False) -> bool:
        """Do what a line is for; whether it is for anything."""
        line = self._tree.line(index)
        if line is None or line.kind is Kind.NOTE:
            return False
        section = self._tree.section_of(index)
        if extra and extra_icon(section, line):
            self.extra_pressed.emit(section, line)
        elif line.kind is Kind.HEADING:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.pressed_line.emit(section, line)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space do what a click does, Delete what the small icon does; the rest is Qt's."""
        index = self.currentIndex()
        if event.key() in _ENTER and index.isValid():
            event.setAccepted(self.act(index))
        elif event.key() == Qt.Key.Key_Delete and index.isValid() and self._deletes(index):
            event.setAccepted(self.act(index, extra=True))
        else:
            super().keyPressEvent(event)

    def _deletes(self, index: AnyIndex) -> bool:
        line = self._tree.line(index)
        return line is not None and line.kind is Kind.SEARCH

    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not self.viewport().rect().contains(place) or not index.isValid():
            index = self.currentIndex()  # asked for with the keyboard
            place = self.visualRect(index).center()
        line = self._tree.line(index)
        if line is not None:
            self.menu_wanted.emit(self._tree.section_of(index), line, self.viewport().mapToGlobal(place))

    def place_of_current(self) -> int | None:
        """Where on the viewport the current line is, None if it is not in view."""
        rect = self.visualRect(self.currentIndex())
        return rect.top() if rect.isValid() and self.viewport().rect().intersects(rect) else None

    def put_current(self, top: int | None) -> None:
        """Scroll so that the current line is where it was before lines above it came or went."""
        rect = self.visualRect(self.currentIndex())
        if top is not None and rect.isValid() and rect.top() != top:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + rect.top() - top)


def extra_icon(section: Section, line: Line) -> str:
    """The small icon at the end of a line, empty for none."""
    if line.kind is Kind.SEARCH:
        return "close"
    if line.kind is Kind.HEADING and not line.key:
        return {Section.FOLDERS: "plus", Section.SEARCHES: "trash"}.get(section, "")
    return ""


class _Delegate(QStyledItemDelegate):
    """A check mark or icon, the name, and the count quietly at the end."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """One line, from where reading begins to where it ends."""
        tree, line = index.model(), index.data(SideRole.LINE)
        assert isinstance(tree, SideTree)
        assert isinstance(line, Line)
        section = tree.section_of(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        check = index.data(Qt.ItemDataRole.CheckStateRole)
        _Painter(painter, option, marked=tree.is_marked(line), check=check).paint(section, line)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        """All lines are equally high."""
        return QSize(60, max(option.fontMetrics.height(), _BOX) + STEP)

    def editorEvent(self, event: QEvent, model: QObject, option: QStyleOptionViewItem, index: AnyIndex) -> bool:  # noqa: ARG002
        """The whole line is a button, and its small icon another one."""
        view = self.parent()
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        if event.button() != Qt.MouseButton.LeftButton or not isinstance(view, SideView):
            return False
        extra = extra_place(QRect(option.rect), option.direction).contains(event.position().toPoint())
        return view.act(index, extra=extra)


def extra_place(row: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Where the small icon of a line is pressed."""
    place = QRect(row.right() - 24, row.top(), 25, row.height())
    return mirrored(direction, row, place)


class _Painter:
    """Paints one line; all places are reckoned from left to right and turned round at the end."""

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, *, marked: bool, check: Qt.CheckState | None
    ) -> None:
        self._painter, self._option, self._marked, self._check = painter, option, marked, check
        self._colours = theme.colours(option.palette)
        self._row = QRect(option.rect)
        from PySide6.QtWidgets import QStyle  # noqa: PLC0415 - takes long, see `mirrored`

        state = option.state
        self._focused = bool(state & QStyle.StateFlag.State_HasFocus)
        self._hovered = bool(state & QStyle.StateFlag.State_MouseOver)

    def paint(self, section: Section, line: Line) -> None:
        """Ground, mark, name, figure."""
        self._paint_ground(line)
        left = self._row.left() + HALF
        right = self._row.right() - STEP - 1
        right = self._paint_end(section, line, right)
        left = self._paint_mark(line, left)
        colours = self._colours
        quiet = line.kind is Kind.NOTE or not line.online
        self._text(line.name, left, right, colours.muted if quiet else colours.text, bold=self._is_bold(line))

    def _is_bold(self, line: Line) -> bool:
        return (line.kind is Kind.HEADING and not line.key) or (self._marked and line.kind is not Kind.TAG)

    def _paint_ground(self, line: Line) -> None:
        c = self._colours
        chosen = self._marked and line.kind is not Kind.TAG
        if not (self._focused or self._hovered or chosen):
            return
        ground = QRectF(self._row).adjusted(1, 1, -HALF - 1, -1)
        ground = QRectF(mirrored(self._option.direction, self._row, ground.toRect()))
        self._painter.setPen(QPen(theme.colour(c.accent), 2) if self._focused else Qt.PenStyle.NoPen)
        self._painter.setBrush(theme.colour(c.selected if chosen else c.hover))
        self._painter.drawRoundedRect(ground, 4, 4)

    def _paint_end(self, section: Section, line: Line, right: int) -> int:
        """What stands at the end; where the name must end."""
        extra = extra_icon(section, line)
        if extra and (self._hovered or self._focused):
            self._icon(extra, right - _BOX + 1, self._colours.text)
            return right - _BOX - STEP
        if not line.online:
            text = tr("not there")
        elif line.figure is not None:
            text = figure(line.figure)
        else:
            return right
        width = self._option.fontMetrics.horizontalAdvance(text)
        self._text(text, right - width, right + 1, self._colours.muted)
        return right - width - STEP

    def _paint_mark(self, line: Line, left: int) -> int:
        """Check box or icon; where the name begins."""
        if line.kind is Kind.TAG:
            _paint_check(self._painter, QRectF(self._square(left)), self._colours, self._check)
            return left + _BOX + STEP
        name = _icon_of(line)
        if not name:
            return left
        self._icon(name, left, self._colours.muted)
        return left + _BOX + STEP

    def _square(self, left: int) -> QRect:
        place = QRect(left, self._row.center().y() - _BOX // 2 + 1, _BOX, _BOX)
        return mirrored(self._option.direction, self._row, place)

    def _icon(self, name: str, left: int, colour: str) -> None:
        ratio = self._painter.device().devicePixelRatioF()
        self._painter.drawPixmap(
            self._square(left).topLeft(), icons.pixmap(name, theme.colour(colour), ratio, side=_BOX)
        )

    def _text(self, text: str, left: int, right: int, colour: str, *, bold: bool = False) -> None:
        """One line of text, cut at its end where it does not fit."""
        font, metrics = self._option.font, self._option.fontMetrics
        if bold:
            font = QFont(font)
            font.setBold(True)
            metrics = QFontMetrics(font)
        place = QRect(left, self._row.top(), max(0, right - left), self._row.height())
        direction = self._option.direction
        from PySide6.QtWidgets import QStyle  # noqa: PLC0415 - as above

        start = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft | _CENTRE)
        self._painter.setFont(font)
        self._painter.setPen(theme.colour(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self._painter.drawText(mirrored(direction, self._row, place), int(start), shown)


def _icon_of(line: Line) -> str:
    if line.kind is Kind.FOLDER:
        return "folder" if line.online else "offline"
    if line.kind is Kind.PAGE:
        return _ICONS[line.key]
    return {Kind.HIDDEN: "hide", Kind.SEARCH: "recent"}.get(line.kind, "")


_STROKES: Final = {
    Qt.CheckState.Checked: ((0.25, 0.52), (0.43, 0.7), (0.76, 0.32)),
    Qt.CheckState.PartiallyChecked: ((0.28, 0.5), (0.72, 0.5)),
}


def _paint_check(painter: QPainter, box: QRectF, c: theme.Colours, state: Qt.CheckState | None) -> None:
    """A check box that is seen on both grounds, which Qt's own is not in the dark."""
    checked = state == Qt.CheckState.Checked
    painter.setPen(QPen(theme.colour(c.accent if checked else c.outline), 1))
    painter.setBrush(theme.colour(c.accent if checked else c.grid))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    corners = _STROKES.get(state) if state else None
    if corners:
        colour = theme.colour(c.on_accent if checked else c.accent)
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        left, top, side = box.left(), box.top(), box.width()
        painter.drawPolyline(QPolygonF([QPointF(left + x * side, top + y * side) for x, y in corners]))
