"""The parts of the window that are opened by an action and not before: each is imported and made when first wanted.

`connect` is called once, by the window; each part has a function of its own here, which knows how to make it and what
its signals lead to.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from photosim.core.photo import PhotoId
from photosim.ui import sides, theme
from photosim.ui.history import Place

if TYPE_CHECKING:
    from photosim.ui.duplicates_page import DuplicatesPage
    from photosim.ui.main_window import MainWindow
    from photosim.ui.settings_page import SettingsPage


def connect(window: "MainWindow") -> None:
    """Have actions open what they name."""
    commands = window.commands
    commands.connect_to("models", window.models.open_page)
    commands.connect_to("settings", lambda: window.pages.show_place(Place.SETTINGS, lambda: _settings(window)))
    commands.connect_to("duplicates", lambda: window.pages.show_place(Place.DUPLICATES, lambda: _duplicates(window)))
    commands.connect_to("compare", lambda: _compare(window, *window.acting.photos.chosen()[:2]))
    window.panel.compare_wanted.connect(lambda one, other: _compare(window, one, other))
    commands.connect_to("shortcuts", lambda: _show_shortcuts(window))
    commands.connect_to("about", lambda: _show_about(window))


def _settings(window: "MainWindow") -> "SettingsPage":
    from photosim.ui.settings_page import SettingsPage  # noqa: PLC0415 - when first wanted

    page = SettingsPage(window.library, window.runner, window.state.settings)
    page.changed.connect(lambda values: _remember(window, values))
    page.theme_changed.connect(lambda wanted: theme.choose(_application(), wanted))
    page.language_changed.connect(lambda _: window.rebuild_wanted.emit())
    page.speed_changed.connect(lambda speed: sides.set_speed(window, speed))
    page.provider_changed.connect(lambda _: window.indexing.open(rescan=False))
    window.status.speed_changed.connect(page.show_speed)
    page.folder_add_wanted.connect(window.choose_folder)
    page.models_wanted.connect(window.models.open_page)
    page.folder_removed.connect(window.indexing.remove_folder)
    page.rescan_wanted.connect(window.indexing.rescan)
    page.searches_forgotten.connect(window.sidebar.refresh)
    page.failed.connect(window.messages.show_error)
    window.indexing.counted.connect(lambda _: page.refresh_if_shown())
    return page


def _duplicates(window: "MainWindow") -> "DuplicatesPage":
    from photosim.ui.duplicates_page import DuplicatesPage  # noqa: PLC0415 - when first wanted

    page = DuplicatesPage(window.library, window.runner, window.loader, window.messages, window.undo)
    page.trash_wanted.connect(window.acting.files.trash)
    page.compare_wanted.connect(lambda one, other: _compare(window, one, other))
    for model in page.models.values():
        model.checks_changed.connect(window.acting.files.withdraw)
    page.counted.connect(window.sidebar.show_duplicates)
    window.acting.photos.changed.connect(page.refresh)
    window.indexing.finished.connect(
        lambda report: page.refresh() if report.added or report.updated or report.missing else None
    )
    window.indexing.switched.connect(lambda _: page.refresh())
    return page


def _compare(window: "MainWindow", left: PhotoId, right: PhotoId) -> None:
    from photosim.ui.compare import ComparePage  # noqa: PLC0415 - when first wanted

    def make() -> ComparePage:
        page = ComparePage(window.library, window.runner)
        page.trash_wanted.connect(window.acting.files.trash)
        page.gone.connect(lambda: _leave_comparing(window))
        window.acting.photos.changed.connect(page.refresh)
        return page

    window.pages.show_place(Place.COMPARE, make)
    page = window.pages.findChild(ComparePage)
    assert isinstance(page, ComparePage)
    page.compare(left, right)


def _leave_comparing(window: "MainWindow") -> None:
    """That a photo has gone may become known when the user has gone on."""
    if window.pages.page.place is Place.COMPARE:
        window.pages.back()


def _remember(window: "MainWindow", values: dict[str, Any]) -> None:
    window.state.set(**values)
    window.state.save(window)  # at once: who changes settings expects them to last


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication), "there is no window without"
    return application


def _show_shortcuts(window: "MainWindow") -> None:
    from photosim.ui.shortcuts import ShortcutSheet  # noqa: PLC0415 - a window opens without

    ShortcutSheet(window.commands, window).show()


def _show_about(window: "MainWindow") -> None:
    from photosim.ui.about import AboutBox  # noqa: PLC0415 - as above

    AboutBox(window.library, window.runner, window).show()
