"""States of the program: the first start, indexing, what is missing, settings, models, help and a bug."""

import shutil
import traceback
from collections.abc import Callable
from typing import Final
from unittest import mock

from PySide6.QtWidgets import QApplication, QDialog

from photosim import Library
from photosim.library.views import Filter
from photosim.paths import AppPaths
from photosim.store.settings import set_setting
from photosim.ui.crash_dialog import CrashDialog, report
from photosim.ui.menus import context_menu
from tests.scenes import save_versions
from tests.screenshots.about_photos import cat, select
from tests.screenshots.photos import OLD_DISK, SAMPLES
from tests.screenshots.stage import Stage, settle, wait

_NEARLY_NOTHING: Final = 200_000_000


def welcome(stage: Stage) -> None:
    with stage.window(state="nothing") as window:
        stage.save(window, "welcome")


def empty_folder(stage: Stage) -> None:
    folder = stage.base / "An empty folder"
    folder.mkdir(exist_ok=True)
    with stage.window(state="nothing", folder=folder) as window:
        wait(lambda: not window.indexing.state.running)
        settle(window)
        stage.save(window, "empty-folder")


def indexing(stage: Stage) -> None:
    many = stage.base / "Many"
    if not many.exists():
        for name in ("coffee", "rocket", "chelsea", "astronaut"):
            save_versions(many, SAMPLES, name, 150)
    with stage.window() as window:
        window.indexing.add_folder(many)
        wait(lambda: window.indexing.state.progress is not None and window.indexing.state.progress.done > 60)
        stage.save(window, "indexing")
        window.indexing.pause()
        wait(lambda: not window.indexing.state.running)
        settle(window)
        stage.save(window, "indexing-paused")


def offline(stage: Stage) -> None:
    disk = stage.base / OLD_DISK
    away = disk.rename(stage.base / "not there")
    try:
        with stage.window(index=True) as window:
            wait(lambda: not window.indexing.state.running)
            settle(window)
            stage.save(window, "offline-folder")
            window.pages.set_filter(Filter(folder=disk), {})
            settle(window)
            stage.save(window, "offline-folder-alone")
    finally:
        away.rename(disk)


def low_disk(stage: Stage) -> None:
    usage = shutil.disk_usage(stage.base)._replace(free=_NEARLY_NOTHING)
    with mock.patch.object(shutil, "disk_usage", return_value=usage), stage.window() as window:
        window.indexing.rescan()
        wait(lambda: window.messages.text)
        settle(window)
        stage.save(window, "low-disk-space")


def model_missing(stage: Stage) -> None:
    copy = stage.base / "lost"
    shutil.copytree(stage.base / "state", copy)
    with Library.open(paths=AppPaths.below(copy)) as library, library._catalog.writing() as connection:
        set_setting(connection, "model", "a-model-that-was-deleted")
    with stage.window(state="lost") as window:
        stage.save(window, "model-missing")
    shutil.rmtree(copy)


def pages(stage: Stage) -> None:
    with stage.window() as window:
        window.models.open_page()
        settle(window)
        stage.save(window, "models")
        window.commands.get("settings").trigger()
        settle(window)
        stage.save(window, "settings")


def dialogs(stage: Stage) -> None:
    """Boxes and menus of their own."""
    with stage.window() as window:
        for name in ("shortcuts", "about"):
            window.commands.get(name).trigger()
            settle(window)
            dialog = next(box for box in window.findChildren(QDialog) if box.isVisible())
            stage.save(dialog, name)
            dialog.close()
        select(window, cat(window))
        menu = context_menu(window, window.commands)
        menu.ensurePolished()
        menu.adjustSize()
        stage.save(menu, "context-menu")
    try:
        list[int]()[7]
    except IndexError:
        box = CrashDialog(report(traceback.format_exc()), stage.base / "log")
        box.show()
        QApplication.processEvents()
        stage.save(box, "crash-report")
        box.close()


STATES: Final[dict[str, Callable[[Stage], None]]] = {
    "welcome": welcome,
    "empty-folder": empty_folder,
    "indexing": indexing,
    "offline": offline,
    "low-disk-space": low_disk,
    "model-missing": model_missing,
    "settings": pages,
    "dialogs": dialogs,
}
