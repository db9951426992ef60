"""The parts of the window that are opened by an action and not before: each is imported and made when first wanted.

`connect` is called once, by the window; each part has a function of its own here, which knows how to make it and what
its signals lead to.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photosim.ui.main_window import MainWindow


def connect(window: "MainWindow") -> None:
    """Have actions open what they name."""
    commands = window.commands
    commands.connect_to("models", window.models.open_page)
    commands.connect_to("shortcuts", lambda: _show_shortcuts(window))
    commands.connect_to("about", lambda: _show_about(window))


def _show_shortcuts(window: "MainWindow") -> None:
    from photosim.ui.shortcuts import ShortcutSheet  # noqa: PLC0415 - a window opens without

    ShortcutSheet(window.commands, window).show()


def _show_about(window: "MainWindow") -> None:
    from photosim.ui.about import AboutBox  # noqa: PLC0415 - as above

    AboutBox(window.library, window.runner, window).show()
