"""What the page of settings is made of: cards with a heading, controls with a name and a line of help, lists."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from photosim.library.reports import FolderStatus
from photosim.ui import icons, spacing, words
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.language import plural, tr
from photosim.ui.work_row import WrappedLabel


class Card(QFrame):
    """A heading and what belongs below it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(title)
        heading = QLabel(title)
        heading.setObjectName("section")
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(spacing.WIDE, spacing.WIDE, spacing.WIDE, spacing.WIDE)
        self.lines.setSpacing(spacing.STEP)
        self.lines.addWidget(heading)

    def add(self, control: QWidget, name: str, text: str = "") -> WrappedLabel:
        """A control below its name, with a line of help; returns that line."""
        if name:
            label = QLabel(name)
            label.setBuddy(control)
            self.lines.addSpacing(spacing.HALF)
            self.lines.addWidget(label)
            control.setAccessibleName(name)
        row = QHBoxLayout()
        row.addWidget(control)
        row.addStretch(1)
        self.lines.addLayout(row)
        return self.add_help(text, control)

    def add_help(self, text: str, control: QWidget | None = None) -> WrappedLabel:
        """A line of help, read out with the control it is about."""
        line = WrappedLabel("muted")
        line.show_text(text)
        self.lines.addWidget(line)
        if control is not None:
            control.setAccessibleDescription(text)
        return line


class Choice(QComboBox):
    """One of several values.

    Signals:
        chosen: the value (str) that the user has picked.
    """

    chosen = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str]], current: str, parent: QWidget | None = None) -> None:
        """Build the box.

        Args:
            choices: values and what to call them.
            current: the value now.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel scrolls the page, it changes nothing in passing
        self.show_choices(choices, current)
        self.activated.connect(lambda row: self.chosen.emit(self.itemData(row)))

    def show_choices(self, choices: Iterable[tuple[str, str]], current: str) -> None:
        """Offer other values."""
        self.clear()
        for value, name in choices:
            self.addItem(name, value)
        self.setCurrentIndex(max(0, self.findData(current)))

    def wheelEvent(self, event: QEvent) -> None:
        """Left to the page."""
        event.ignore()


class Choices(QWidget):
    """One of a few values that need a sentence each.

    Signals:
        chosen: the value (str) that the user has picked.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str, str]], current: str, parent: QWidget | None = None
    ) -> None:
        """Build the buttons.

        Args:
            name: what is chosen, for screen readers.
            choices: values, what to call them and what they mean.
            current: the value now.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(spacing.HALF)
        for value, title, text in choices:
            button = self.buttons[value] = QRadioButton(title)
            button.setAccessibleDescription(text)
            button.setChecked(value == current)
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            line = WrappedLabel("muted")
            line.show_text(text)
            line.setContentsMargins(spacing.BROAD + spacing.HALF, 0, 0, spacing.HALF)
            lines.addWidget(button)
            lines.addWidget(line)


class _Row(QWidget):
    """A picture, a name, a note, and a button at the end."""

    def __init__(self, name: str, note: str, icon: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture, self._name, self._note = QLabel(), ElidedLabel(), QLabel(note)
        self._name.set_text(name)
        self._name.setMinimumWidth(60)
        self._note.setObjectName("muted")
        self._note.setVisible(bool(note))
        self.remove = QPushButton(tr("Remove"))
        self.remove.setObjectName("quiet")
        self.remove.setAccessibleName(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing.STEP)
        row.addWidget(self._picture)
        row.addWidget(self._name, 1)
        row.addWidget(self._note)
        row.addWidget(self.remove)
        self._draw_icon()

    def _draw_icon(self) -> None:
        colour = self.palette().placeholderText().color()
        self._picture.setPixmap(icons.pixmap(self._icon, colour, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        """Icons in the new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()


class FolderRow(QWidget):
    """A folder of the library; it asks before it is taken out.

    Signals:
        removed: the user is sure.
    """

    removed = Signal()

    def __init__(self, folder: FolderStatus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = words.shown_folder(folder.path)
        count = plural("{n} photo", "{n} photos", folder.photos)
        note = count if folder.online else tr("{count}, not there now", count=count)
        self.row = _Row(name, note, "folder" if folder.online else "offline", tr("Remove the folder {name}", name=name))
        self._question = WrappedLabel()
        self._question.show_text(
            plural(
                "Its photo leaves the library, and what is known of it is forgotten. The file stays where it is.",
                "Its {n} photos leave the library, and what is known of them is forgotten. "
                "The files stay where they are.",
                folder.photos,
            )
        )
        self.sure, self.keep = QPushButton(tr("Remove from the library")), QPushButton(tr("Keep"))
        self.sure.setObjectName("destructive")
        self.sure.setAccessibleName(tr("Remove the folder {name} from the library", name=name))
        self.keep.setAccessibleName(tr("Keep the folder {name}", name=name))
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(spacing.BROAD + spacing.HALF, 0, 0, spacing.STEP)
        asking.addWidget(self._question)
        buttons = QHBoxLayout()
        buttons.addWidget(self.sure)
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        asking.addLayout(buttons)
        self._asking.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.row)
        lines.addWidget(self._asking)
        self.row.remove.clicked.connect(lambda: self._ask(asked=True))
        self.keep.clicked.connect(lambda: self._ask(asked=False))
        self.sure.clicked.connect(self._remove)

    @property
    def asking(self) -> bool:
        """Whether a question waits for its answer."""
        return not self._asking.isHidden()

    def _ask(self, *, asked: bool) -> None:
        self._asking.setVisible(asked)
        self.row.remove.setEnabled(not asked)
        (self.keep if asked else self.row.remove).setFocus()

    def _remove(self) -> None:
        self._ask(asked=False)
        self.removed.emit()


def rule_row(rule: str, remove: Callable[[], None]) -> QWidget:
    """What is left out, and a button that lets it in again."""
    is_folder = Path(rule).is_absolute()
    name = words.shown_folder(Path(rule)) if is_folder else rule
    row = _Row(name, "", "folder" if is_folder else "filter", tr("Leave out {name} no longer", name=name))
    row.remove.clicked.connect(remove)
    return row


class Rows(QWidget):
    """Rows below each other, replaced as a whole; the keyboard stays near where it was."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows: list[QWidget] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(spacing.HALF)
        self.hide()

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show others."""
        focused = next((at for at, row in enumerate(self.rows) if row.isAncestorOf(self.focusWidget() or self)), None)
        had_focus = focused is not None and self.focusWidget() is not None and self.focusWidget().hasFocus()
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = list(rows)
        for row in self.rows:
            self._lines.addWidget(row)
        self.setVisible(bool(self.rows))
        if had_focus and focused is not None and self.rows:
            near = self.rows[min(focused, len(self.rows) - 1)]
            buttons = near.findChildren(QAbstractButton)
            if buttons:
                buttons[0].setFocus()
