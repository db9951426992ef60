"""The menu of models: those that could be used now, the one in use marked, and the way to all of them."""

from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from photosim.library.reports import ModelInfo
from photosim.ui import model_words, words
from photosim.ui.indexing import IndexingController, IndexingState
from photosim.ui.language import plural, tr
from photosim.ui.models import Overview

_LONGEST = 60  # characters of a title


def build_menu(parent: QWidget, overview: Overview, indexing: IndexingController, manage: QAction) -> QMenu:
    """A menu that deletes itself once it is closed.

    Args:
        parent: Qt's owner.
        overview: what there is.
        indexing: tells of a change of model that is not through, and is told which model is wanted.
        manage: opens the page of models; the last line.
    """
    menu = QMenu(parent)
    menu.setLayoutDirection(QGuiApplication.layoutDirection())  # the parent may have one of its own
    menu.aboutToHide.connect(menu.deleteLater)
    group = QActionGroup(menu)
    models = [model for model in overview.models if model.usable or model.in_use]
    for model in models:
        action = menu.addAction(_line(model, overview, indexing.state).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(model.in_use)
        group.addAction(action)
        action.triggered.connect(lambda *_, model=model: _choose(model, indexing))
    menu.addSeparator()
    menu.addAction(manage)
    return menu


def _choose(model: ModelInfo, indexing: IndexingController) -> None:
    """To choose the model in use says something only while it is about to be replaced."""
    wanted = indexing.state.switch.name if indexing.state.switch else None
    if model.in_use:
        if wanted is not None:
            indexing.cancel_switch()
    elif model.name != wanted or indexing.state.failed:
        indexing.use_model(model.name)


def _line(model: ModelInfo, overview: Overview, indexing: IndexingState) -> str:
    title = model_words.title(model)
    if len(title) > _LONGEST:
        title = f"{title[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    if indexing.switch is not None and indexing.switch.name == model.name:
        return words.SEPARATOR.join((title, tr("switching")))
    missing = overview.status.indexed - model.photos
    if missing > 0 and not model.in_use:
        return words.SEPARATOR.join(
            (title, plural("{n} photo to look at first", "{n} photos to look at first", missing))
        )
    return title
