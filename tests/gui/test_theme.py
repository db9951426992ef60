"""Colours that can be told apart by everybody, and a ring around what has the keyboard."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from photosim.settings import Theme
from photosim.ui import spacing, theme

SPACING = {"setSpacing", "addSpacing", "setContentsMargins", "setHorizontalSpacing", "setVerticalSpacing"}
SCHEMES = {"light": theme.LIGHT, "dark": theme.DARK, "high-light": theme.HIGH_LIGHT, "high-dark": theme.HIGH_DARK}
GROUNDS = ("window", "grid", "field", "hover", "selected", "notice")
TEXTS = ("text", "muted", "danger", "warning")


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, WCAG 2.2."""

    def luminance(name: str) -> float:
        channels = [int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(name: str, ground: str) -> None:
    colours = SCHEMES[name]
    for text in TEXTS:
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5, text
    if ground != "selected":  # links and quiet buttons stand on all others
        assert contrast(colours.accent, getattr(colours, ground)) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_controls_stand_out_from_every_ground(name: str, ground: str) -> None:
    colours = SCHEMES[name]
    for control in ("outline", "accent"):  # borders, slots, handles; rings, frames, bars
        assert contrast(getattr(colours, control), getattr(colours, ground)) >= 3, control


@pytest.mark.parametrize(("plain", "high"), [("light", "high-light"), ("dark", "high-dark")])
def test_strong_contrast_is_stronger(plain: str, high: str) -> None:
    assert all(contrast(getattr(SCHEMES[high], text), SCHEMES[high].window) >= 7 for text in TEXTS)
    assert contrast(SCHEMES[high].line, SCHEMES[high].window) > contrast(SCHEMES[plain].line, SCHEMES[plain].window)


def test_strong_contrast_is_put_on(qapp: QApplication) -> None:
    theme.apply(qapp, Qt.ColorScheme.Dark, high_contrast=True)
    assert theme.colours(qapp.palette()) is theme.HIGH_DARK
    theme.apply(qapp, Qt.ColorScheme.Light, high_contrast=True)
    assert theme.colours(qapp.palette()) is theme.HIGH_LIGHT
    assert theme.HIGH_LIGHT.text in qapp.styleSheet()


@pytest.mark.parametrize(("chosen", "colours"), [("dark", theme.DARK), ("light", theme.LIGHT)])
def test_chosen_theme_holds_whatever_the_system_is(qapp: QApplication, chosen: Theme, colours: theme.Colours) -> None:
    theme.choose(qapp, chosen)
    assert theme.colours(qapp.palette()) is colours
    theme.choose(qapp, chosen)
    assert theme.colours(qapp.palette()) is colours


def test_theme_is_the_systems_again(qapp: QApplication) -> None:
    theme.choose(qapp, "system")
    before = theme.colours(qapp.palette())
    theme.choose(qapp, "light" if before is theme.DARK else "dark")
    assert theme.colours(qapp.palette()) is not before
    theme.choose(qapp, "system")
    assert theme.colours(qapp.palette()) is before


def test_theme_follows_the_system_live(qapp: QApplication) -> None:
    theme.follow_system(qapp)
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    known = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark  # the offscreen platform may not care
    assert not known or theme.colours(qapp.palette()) is theme.DARK
    theme.choose(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.colours(qapp.palette()) is theme.LIGHT, "a choice outlasts what the system does"
    theme.choose(qapp, "system")


def named(kind: Callable[[], QWidget], name: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        widget = kind()
        widget.setObjectName(name)
        return widget

    return make


CONTROLS: dict[str, Callable[[], QWidget]] = {
    "button": lambda: QPushButton("Go"),
    "primary": named(lambda: QPushButton("Go"), "primary"),
    "quiet": named(lambda: QPushButton("Go"), "quiet"),
    "chip": named(lambda: QPushButton("Go"), "chip"),
    "destructive": named(lambda: QPushButton("Go"), "destructive"),
    "tool": QToolButton,
    "removable": named(QToolButton, "removable"),
    "model": named(QToolButton, "modelButton"),
    "line": QLineEdit,
    "text": QPlainTextEdit,
    "choice": QComboBox,
    "check": lambda: QCheckBox("Yes"),
    "radio": lambda: QRadioButton("Yes"),
    "slider": lambda: QSlider(Qt.Orientation.Horizontal),
    "list": named(QListView, "list"),
}


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark], ids=["light", "dark"])
@pytest.mark.parametrize("kind", CONTROLS)
def test_ring_shows_what_has_the_keyboard(qapp: QApplication, qtbot: QtBot, kind: str, scheme: Qt.ColorScheme) -> None:
    theme.apply(qapp, scheme)
    colours = theme.DARK if scheme == Qt.ColorScheme.Dark else theme.LIGHT
    window, control, other = QWidget(), CONTROLS[kind](), QPushButton("Else")
    layout = QVBoxLayout(window)
    for widget in (control, other):
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = ring(control, colours, kind)
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    assert ring(control, colours, kind) > before + control.height() // 2


def ring(control: QWidget, colours: theme.Colours, kind: str) -> int:
    """Pixels of the ring's colour along the edge."""
    image: QImage = control.grab().toImage()
    wanted = colours.text if kind == "primary" else colours.accent
    width, height = image.width(), image.height()
    edge = [(x, y) for x in range(width) for y in range(height) if min(x, y, width - 1 - x, height - 1 - y) < 2]
    return sum(image.pixelColor(x, y).name() == wanted for x, y in edge)


def test_everything_stands_on_the_grid_of_eight() -> None:
    """And small things on its half; hairlines of one or two pixels are free."""
    off = [
        f"{file.name}:{call.lineno}: {ast.unparse(call)}"
        for file in sorted(Path(theme.__file__).parent.glob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in SPACING
        for length in call.args
        if isinstance(length, ast.Constant) and length.value > 2 and length.value % spacing.HALF
    ]
    assert off == []
    steps = (spacing.HALF, spacing.STEP, spacing.WIDE, spacing.BROAD)
    assert [step % 4 for step in steps] == [0] * 4
    assert sorted(steps) == list(steps)
