"""Colours and style of the window, light and dark, in one place.

Fusion with a palette of our own instead of the native styles: they disagree on how far an application may colour
its views (and the plain X11 and offscreen platforms have none), so one calm look everywhere that can be tested beats
four that cannot. File dialogs, menus and the light or dark choice still come from the system. Text reaches a
contrast of 4.5:1 on every ground it is put on (WCAG 2.2, 1.4.3); a test checks the table below.
"""

import functools
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Colours:
    """One colour scheme, as `#rrggbb`.

    Attributes:
        window: ground of tool bar, panels and status bar.
        grid: ground behind the photos.
        text: ordinary text.
        muted: less important text.
        line: borders between areas.
        field: ground of buttons and of thumbnails that are not there yet.
        hover: ground of a photo or button under the pointer.
        selected: ground of a selected photo.
        accent: frame of a selected photo, progress bar, default button.
        on_accent: text on `accent`.
        danger: text about something that failed.
        warning: text about something that is not as good as it could be.
        notice: ground of the message bar.
    """

    window: str
    grid: str
    text: str
    muted: str
    line: str
    field: str
    hover: str
    selected: str
    accent: str
    on_accent: str
    danger: str
    warning: str
    notice: str


LIGHT = Colours(
    window="#f4f4f6",
    grid="#fcfcfd",
    text="#1c1c1f",
    muted="#5c5f66",
    line="#dedee3",
    field="#ebebef",
    hover="#ececf1",
    selected="#d8e5fb",
    accent="#2563d0",
    on_accent="#ffffff",
    danger="#b3261e",
    warning="#8a5200",
    notice="#fff2d6",
)
DARK = Colours(
    window="#26262a",
    grid="#1c1c1f",
    text="#ededf0",
    muted="#a8a9b1",
    line="#3a3a40",
    field="#323237",
    hover="#303036",
    selected="#2b4068",
    accent="#82aefc",
    on_accent="#0d1b33",
    danger="#ff9b91",
    warning="#f0b95c",
    notice="#463a1c",
)


def colours(palette: QPalette) -> Colours:
    """The scheme a widget is shown in."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


@functools.cache
def colour(name: str) -> QColor:
    """A QColor of `#rrggbb`, made once."""
    return QColor(name)


def apply(application: QApplication, scheme: Qt.ColorScheme | None = None) -> None:
    """Style the whole program.

    Args:
        application: the program.
        scheme: light or dark; None asks the system and, where it does not know, looks at its palette.
    """
    scheme = scheme or application.styleHints().colorScheme()
    known = {Qt.ColorScheme.Light: LIGHT, Qt.ColorScheme.Dark: DARK}
    chosen = known.get(scheme) or colours(application.palette())
    if application.style().objectName() != "fusion":
        application.setStyle("Fusion")
    application.setPalette(_palette(chosen))
    application.setStyleSheet(_style_sheet(chosen))
    _ensure_font()


def follow_system(application: QApplication) -> None:
    """Style the program now and again whenever the system turns light or dark."""
    apply(application)
    application.styleHints().colorSchemeChanged.connect(lambda scheme: apply(application, scheme))


def _ensure_font() -> None:
    """On a machine without a single font (bare containers), use the one Pillow carries instead of empty boxes."""
    # `QFontDatabase.families` does not tell: it lists three generic names even where nothing is behind them.
    if QFontMetrics(QApplication.font()).inFont("a"):
        return
    from PIL import ImageFont  # noqa: PLC0415 - needed on such machines only

    font = ImageFont.load_default(12)
    data = getattr(font, "font_bytes", None)
    if isinstance(data, bytes):
        QFontDatabase.addApplicationFontFromData(data)


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(c.field), QColor(c.window))
    for where, name in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.grid),
        (role.AlternateBase, c.window),
        (role.Text, c.text),
        (role.Button, c.field),
        (role.ButtonText, c.text),
        (role.BrightText, c.danger),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Accent, c.accent),
        (role.Link, c.accent),
        (role.PlaceholderText, c.muted),
        (role.ToolTipBase, c.field),
        (role.ToolTipText, c.text),
        (role.Mid, c.line),
    ):
        palette.setColor(where, QColor(name))
    faded = QColor(c.muted)
    faded.setAlpha(130)
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, faded)
    return palette


def _style_sheet(c: Colours) -> str:
    """The few things a palette cannot say; object names are set by the widgets."""
    return _areas(c) + _controls(c)


def _areas(c: Colours) -> str:
    """What controls stand on, and text."""
    return f"""
    QToolBar {{ background: {c.window}; border: 0; border-bottom: 1px solid {c.line}; padding: 5px 8px; spacing: 4px; }}
    QToolBar::separator {{ background: {c.line}; width: 1px; margin: 5px 6px; }}
    QToolTip {{ background: {c.field}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
    QSplitter::handle {{ background: {c.line}; }}
    #header {{ background: {c.grid}; border-bottom: 1px solid {c.line}; }}
    #panel {{ background: {c.window}; }}
    #statusBar {{ background: {c.window}; border-top: 1px solid {c.line}; }}
    #messageBar {{ background: {c.notice}; border: 1px solid {c.line}; border-radius: 8px; }}
    #emptyPanel {{ background: {c.grid}; }}
    #dropHint {{ border: 1px dashed {c.muted}; border-radius: 8px; padding: 14px 22px; color: {c.muted}; }}
    #muted {{ color: {c.muted}; }}
    #danger {{ color: {c.danger}; }}
    #warning {{ color: {c.warning}; }}
    #card {{ background: {c.window}; border: 1px solid {c.line}; border-radius: 8px; }}
    #badge {{ background: {c.accent}; color: {c.on_accent}; border-radius: 9px; padding: 0 9px;
        min-height: 18px; max-height: 18px; }}
    QScrollArea#modelsArea, QWidget#modelsPage {{ background: {c.grid}; border: 0; }}
    """


def _controls(c: Colours) -> str:
    """What can be pressed, typed into and looked through."""
    return f"""
    QToolButton {{ border: 0; border-radius: 6px; padding: 5px 8px; }}
    QToolButton:hover, QToolButton:focus {{ background: {c.hover}; }}
    QToolButton:pressed, QToolButton:checked {{ background: {c.selected}; }}
    QToolButton:checked:disabled {{ background: transparent; }}
    QPushButton {{ background: {c.field}; border: 1px solid {c.line}; border-radius: 6px; padding: 4px 12px;
        outline: none; }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:pressed {{ background: {c.selected}; }}
    QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.muted}; }}
    QPushButton#primary {{ background: {c.accent}; color: {c.on_accent}; border: 2px solid {c.accent};
        padding: 8px 22px; }}
    QPushButton#primary:focus {{ border-color: {c.text}; }}
    QPushButton#chip {{ border-radius: 11px; padding: 2px 11px; min-height: 16px; }}
    QPushButton#chip:checked {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
    QPushButton#chip:checked:focus {{ border-color: {c.text}; }}
    QPushButton#destructive {{ color: {c.danger}; }}
    QPushButton#destructive:disabled {{ color: {c.muted}; }}
    QPushButton#quiet {{ background: transparent; border: 1px solid transparent; color: {c.accent}; padding: 2px 6px; }}
    QPushButton#quiet:hover {{ background: {c.hover}; }}
    QPushButton#quiet:focus {{ border-color: {c.accent}; }}
    QToolButton#modelButton, QToolButton#modelProblem {{ border: 1px solid transparent; padding: 2px 6px; }}
    QToolButton#modelButton {{ color: {c.muted}; }}
    QToolButton#modelProblem {{ color: {c.warning}; }}
    QToolButton#modelButton:focus, QToolButton#modelProblem:focus {{ border-color: {c.accent}; }}
    QToolButton#removable {{ background: {c.selected}; border: 1px solid transparent; border-radius: 9px;
        padding: 0 5px; }}
    QToolButton#removable:hover {{ background: {c.hover}; }}
    QToolButton#removable:focus {{ border-color: {c.accent}; }}
    QLineEdit {{ background: {c.grid}; border: 1px solid {c.line}; border-radius: 6px; padding: 4px 6px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus {{ border-color: {c.accent}; }}
    QLineEdit:disabled {{ background: {c.window}; }}
    QListView#choices {{ background: {c.grid}; border: 1px solid {c.line}; outline: 0; }}
    QListView#choices::item {{ padding: 4px 6px; }}
    QListView#choices::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QTreeView#tagTree {{ background: {c.window}; outline: 0; show-decoration-selected: 0; }}
    QProgressBar {{ background: {c.line}; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {c.muted}; border-radius: 3px; min-height: 36px; margin: 2px 3px; }}
    QScrollBar::handle:vertical:hover {{ background: {c.text}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
