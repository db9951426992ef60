"""What the palette of the window cannot say, as a Qt style sheet: areas, controls, and a ring around what has focus.

Object names are set by the widgets. Lengths come in steps of `spacing.HALF`.
"""

from typing import TYPE_CHECKING

from photosim.assets import bundled_resources_folder

if TYPE_CHECKING:
    from photosim.ui.theme import Colours


def style_sheet(c: "Colours") -> str:
    """The sheet in the colours of a scheme."""
    return _areas(c) + _buttons(c) + _fields(c) + _choices(c) + _bars(c)


def _areas(c: "Colours") -> str:
    """What controls stand on, and text."""
    return f"""
    QToolBar {{ background: {c.window}; border: 0; border-bottom: 1px solid {c.line}; padding: 4px 8px; spacing: 4px; }}
    QToolBar::separator {{ background: {c.line}; width: 1px; margin: 4px 8px; }}
    QToolTip {{ background: {c.field}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
    QSplitter::handle {{ background: {c.line}; }}
    QSplitter::handle:hover {{ background: {c.accent}; }}
    #header {{ background: {c.grid}; border-bottom: 1px solid {c.line}; }}
    #panel {{ background: {c.window}; }}
    #statusBar {{ background: {c.window}; border-top: 1px solid {c.line}; }}
    #messageBar {{ background: {c.notice}; border: 1px solid {c.line}; border-radius: 8px; }}
    #emptyPanel, #skippedPage, #skippedList {{ background: {c.grid}; }}
    #dropHint {{ border: 1px dashed {c.muted}; border-radius: 8px; padding: 16px 24px; color: {c.muted}; }}
    #dropHint[lit="true"] {{ border: 1px solid {c.accent}; background: {c.selected}; color: {c.text}; }}
    #muted {{ color: {c.muted}; }}
    #danger {{ color: {c.danger}; }}
    #warning {{ color: {c.warning}; }}
    #title {{ font-size: 20px; font-weight: 600; }}
    #section {{ font-size: 15px; font-weight: 600; }}
    #card {{ background: {c.window}; border: 1px solid {c.line}; border-radius: 8px; }}
    #keyCap {{ background: {c.field}; border: 1px solid {c.outline}; border-radius: 4px; padding: 0 6px; }}
    #badge {{ background: {c.accent}; color: {c.on_accent}; border-radius: 9px; padding: 0 9px;
        min-height: 18px; max-height: 18px; }}
    QScrollArea#modelsArea, QWidget#modelsPage, QScrollArea#settingsArea, QWidget#settingsPage {{
        background: {c.grid}; border: 0; }}
    """


def _buttons(c: "Colours") -> str:
    """What can be pressed. A ring of two pixels has its room kept free, so that nothing moves when it appears."""
    return f"""
    QToolButton {{ border: 2px solid transparent; border-radius: 6px; padding: 3px 6px; }}
    QToolButton:hover {{ background: {c.hover}; }}
    QToolButton:pressed, QToolButton:checked {{ background: {c.selected}; }}
    QToolButton:focus {{ border-color: {c.accent}; }}
    QToolButton:checked:disabled {{ background: transparent; }}
    QToolButton::menu-indicator {{ image: none; }}
    QPushButton {{ background: {c.field}; border: 1px solid {c.outline}; border-radius: 6px; padding: 4px 12px;
        outline: none; }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:pressed {{ background: {c.selected}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: 3px 11px; }}
    QPushButton:disabled {{ color: {c.muted}; border-color: {c.line}; }}
    QPushButton#primary {{ background: {c.accent}; color: {c.on_accent}; border: 2px solid {c.accent};
        padding: 8px 22px; }}
    QPushButton#primary:focus {{ border-color: {c.text}; }}
    QPushButton#primary:disabled {{ background: {c.field}; color: {c.muted}; border-color: {c.line}; }}
    QPushButton#chip {{ border-radius: 11px; padding: 2px 11px; min-height: 16px; }}
    QPushButton#chip:focus {{ padding: 1px 10px; }}
    QPushButton#chip:checked {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
    QPushButton#chip:checked:focus {{ border-color: {c.text}; }}
    QPushButton#destructive {{ color: {c.danger}; }}
    QPushButton#destructive:disabled {{ color: {c.muted}; }}
    QPushButton#quiet {{ background: transparent; border: 2px solid transparent; color: {c.accent}; padding: 1px 5px; }}
    QPushButton#quiet:hover {{ background: {c.hover}; }}
    QPushButton#quiet:focus {{ border-color: {c.accent}; }}
    QPushButton#quiet:disabled {{ color: {c.muted}; }}
    QPushButton#quietDanger {{ background: transparent; border: 2px solid transparent; color: {c.danger};
        padding: 1px 5px; }}
    QPushButton#quietDanger:hover {{ background: {c.hover}; }}
    QPushButton#quietDanger:focus {{ border-color: {c.accent}; }}
    QToolButton#modelButton, QToolButton#modelProblem {{ padding: 1px 5px; }}
    QToolButton#modelButton {{ color: {c.muted}; }}
    QToolButton#modelProblem {{ color: {c.warning}; }}
    QToolButton#removable {{ background: {c.selected}; border: 2px solid transparent; border-radius: 10px;
        padding: 1px 8px; }}
    QToolButton#removable:hover {{ background: {c.hover}; }}
    QToolButton#removable:focus {{ border-color: {c.accent}; }}
    """


def _fields(c: "Colours") -> str:
    """What can be typed into and chosen from."""
    return f"""
    QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox {{ background: {c.grid}; border: 1px solid {c.outline};
        border-radius: 6px; padding: 4px 6px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus {{
        border: 2px solid {c.accent}; padding: 3px 5px; }}
    QLineEdit:disabled {{ background: {c.window}; border-color: {c.line}; }}
    QComboBox {{ background: {c.grid}; border: 1px solid {c.outline}; border-radius: 6px; padding: 4px 8px;
        min-height: 18px; }}
    QComboBox:hover {{ background: {c.hover}; }}
    QComboBox:focus {{ border: 2px solid {c.accent}; padding: 3px 7px; }}
    QComboBox:disabled {{ color: {c.muted}; border-color: {c.line}; }}
    QComboBox::drop-down {{ border: 0; width: 24px; }}
    QComboBox::down-arrow {{ image: url("{_image("down", c)}"); width: 16px; height: 16px; }}
    QComboBox QAbstractItemView {{ background: {c.grid}; border: 1px solid {c.outline}; outline: 0; padding: 4px;
        selection-background-color: {c.selected}; selection-color: {c.text}; }}
    QCheckBox, QRadioButton {{ spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 6px; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {c.outline};
        background: {c.grid}; }}
    QCheckBox::indicator {{ border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked, QRadioButton::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; }}
    QCheckBox::indicator:checked {{ image: url("{_image("check", c)}"); }}
    QRadioButton::indicator:checked {{ image: url("{_image("dot", c)}"); }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {c.line}; }}
    """


def _choices(c: "Colours") -> str:
    """Lists, trees and menus."""
    return f"""
    QListView#choices {{ background: {c.grid}; border: 1px solid {c.outline}; outline: 0; }}
    QListView#choices::item {{ padding: 4px 6px; }}
    QListView#choices::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QListView#list {{ background: {c.grid}; border: 1px solid {c.outline}; border-radius: 6px; padding: 4px;
        outline: 0; }}
    QListView#list:focus {{ border: 2px solid {c.accent}; padding: 3px; }}
    QListView#list::item {{ padding: 4px 8px; border-radius: 4px; }}
    QListView#list::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QTreeView#tagTree {{ background: {c.window}; outline: 0; show-decoration-selected: 0; }}
    QMenuBar {{ background: {c.window}; border-bottom: 1px solid {c.line}; padding: 0 4px; }}
    QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QMenu {{ background: {c.window}; border: 1px solid {c.outline}; padding: 4px; }}
    QMenu::item {{ padding: 4px 24px 4px 8px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.muted}; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::separator {{ background: {c.line}; height: 1px; margin: 4px 8px; }}
    """


def _bars(c: "Colours") -> str:
    """What shows how far: progress, sliders, scroll bars."""
    return f"""
    QProgressBar {{ background: {c.line}; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
    QSlider {{ border: 2px solid transparent; border-radius: 6px; min-height: 20px; }}
    QSlider:focus {{ border-color: {c.accent}; }}
    QSlider::groove:horizontal {{ background: {c.outline}; height: 4px; border-radius: 2px; margin: 0 4px; }}
    QSlider::handle:horizontal {{ background: {c.accent}; width: 14px; height: 14px; margin: -5px -4px;
        border-radius: 7px; }}
    QSlider::handle:horizontal:hover {{ background: {c.text}; }}
    QSlider::groove:horizontal:disabled, QSlider::handle:horizontal:disabled {{ background: {c.line}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {c.outline}; border-radius: 3px; min-height: 36px; margin: 2px 3px; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {c.outline}; border-radius: 3px; min-width: 36px; margin: 3px 2px; }}
    QScrollBar::handle:hover {{ background: {c.text}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def _image(name: str, c: "Colours") -> str:
    """A style sheet cannot colour a picture: each stands there on dark and on light ground."""
    on = c.on_accent if name != "down" else c.text
    kind = "light" if int(on[1:3], 16) > 127 else "dark"
    return (bundled_resources_folder() / "icons" / "controls" / f"{name}-{kind}.svg").as_posix()
