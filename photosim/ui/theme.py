"""Colours and style of the window, light and dark, in one place.

Fusion with a palette of our own instead of the native styles: they disagree on how far an application may colour
its views (and the plain X11 and offscreen platforms have none), so one calm look everywhere that can be tested beats
four that cannot. File dialogs, menus and the light or dark choice still come from the system. Text reaches a
contrast of 4.5:1 on every ground it is put on (WCAG 2.2, 1.4.3); a test checks the table below.
"""

import functools
from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from photosim.settings import Theme
from photosim.ui.style_sheet import style_sheet

Program = TypeVar("Program", bound=QApplication)


class Colours(NamedTuple):
    """One colour scheme, as `#rrggbb`.

    Attributes:
        window: ground of tool bar, panels and status bar.
        grid: ground behind the photos.
        text: ordinary text.
        muted: less important text.
        line: borders between areas; they carry no meaning and need no contrast.
        outline: borders of controls, what a slider runs in, handles of scroll bars.
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
    outline: str
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
    outline="#7f828a",
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
    muted="#adaeb6",
    line="#3a3a40",
    outline="#8b8c95",
    field="#323237",
    hover="#303036",
    selected="#2b4068",
    accent="#82aefc",
    on_accent="#0d1b33",
    danger="#ff9b91",
    warning="#f0b95c",
    notice="#463a1c",
)


HIGH_LIGHT = Colours(
    window="#ffffff",
    grid="#fefefe",
    text="#000000",
    muted="#2b2b2b",
    line="#6b6b6b",
    outline="#000000",
    field="#f0f0f0",
    hover="#e0e0e0",
    selected="#b8d4ff",
    accent="#0033a0",
    on_accent="#ffffff",
    danger="#8b0000",
    warning="#5c3500",
    notice="#fff0b8",
)
HIGH_DARK = Colours(
    window="#000000",
    grid="#010101",
    text="#ffffff",
    muted="#dcdcdc",
    line="#9a9a9a",
    outline="#ffffff",
    field="#161616",
    hover="#2a2a2a",
    selected="#002f7a",
    accent="#8fc0ff",
    on_accent="#000000",
    danger="#ffb3ab",
    warning="#ffd27a",
    notice="#3a2c00",
)
_KNOWN: Final = {int(known.window[1:], 16): known for known in (LIGHT, DARK, HIGH_LIGHT, HIGH_DARK)}
_CHOSEN: Final = "photosimTheme"
_STYLE: Final = "Fusion"
_STYLED: Final = "photosimStyled"


def _is_ours(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).rgb() & 0xFFFFFF in _KNOWN


def colours(palette: QPalette) -> Colours:
    """The scheme a widget is shown in; by its lightness for a palette that is none of ours."""
    window = palette.color(QPalette.ColorRole.Window)
    return _KNOWN.get(window.rgb() & 0xFFFFFF) or (DARK if window.lightness() < 128 else LIGHT)


@functools.cache
def colour(name: str) -> QColor:
    """A QColor of `#rrggbb`, made once."""
    return QColor(name)


def begin(make: Callable[[list[str]], Program], name: str) -> Program:
    """A program that begins with the style it is to have: changing it makes a class of Python, which takes 5 ms."""
    application = make([name, "-style", _STYLE])
    application.setProperty(_STYLED, True)
    return application


def apply(
    application: QApplication, scheme: Qt.ColorScheme | None = None, *, high_contrast: bool | None = None
) -> None:
    """Style the whole program.

    Args:
        application: the program.
        scheme: light or dark; None asks the system and, where it does not know, looks at its palette.
        high_contrast: whether to use as few and as strong colours as can be; None asks the system.
    """
    scheme = scheme or application.styleHints().colorScheme()
    dark = {Qt.ColorScheme.Light: False, Qt.ColorScheme.Dark: True}.get(scheme)
    if dark is None:
        dark = application.palette().color(QPalette.ColorRole.Window).lightness() < 128
    high = _wants_contrast(application) if high_contrast is None else high_contrast
    chosen = {(False, False): LIGHT, (True, False): DARK, (False, True): HIGH_LIGHT, (True, True): HIGH_DARK}[
        dark, high
    ]
    if application.property(_STYLED) is None:
        application.setProperty(_STYLED, True)
        application.setStyle(_STYLE)
    application.setPalette(_palette(chosen))
    application.setStyleSheet(style_sheet(chosen))
    _ensure_font()


def choose(application: QApplication, theme: Theme) -> None:
    """Be light or dark from now on, or as the system is; dialogs of the system come along where it can do that."""
    application.setProperty(_CHOSEN, theme)
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(theme, Qt.ColorScheme.Unknown)
    hints = application.styleHints()
    if scheme == Qt.ColorScheme.Unknown:
        hints.unsetColorScheme()
        if hints.colorScheme() == Qt.ColorScheme.Unknown and _is_ours(application.palette()):
            application.setPalette(application.style().standardPalette())  # ours must not answer for the system's
    else:
        hints.setColorScheme(scheme)
    _restyle(application)


def follow_system(application: QApplication, theme: Theme = "system") -> None:
    """Style the program now and again whenever the system turns light, dark or to strong contrast."""
    choose(application, theme)
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(lambda _: _restyle(application))
    if hasattr(hints, "accessibility"):  # Qt has it from 6.10 on
        hints.accessibility().contrastPreferenceChanged.connect(lambda _: _restyle(application))


def _restyle(application: QApplication) -> None:
    known = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    apply(application, known.get(application.property(_CHOSEN)))


def _wants_contrast(application: QApplication) -> bool:
    hints = application.styleHints()  # held on to: what it hands out does not outlive it in Python
    return hasattr(hints, "accessibility") and hints.accessibility().contrastPreference().name == "HighContrast"


def _ensure_font() -> None:
    """On a machine without a single font (bare containers), use the one Pillow carries instead of empty boxes."""
    # `QFontDatabase.families` does not tell: it lists three generic names even where nothing is behind them.
    if QFontMetrics(QApplication.font()).inFont("a"):
        return
    from PIL import ImageFont  # noqa: PLC0415 - needed on such machines only
    from PySide6.QtGui import QFontDatabase  # noqa: PLC0415 - likewise

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
