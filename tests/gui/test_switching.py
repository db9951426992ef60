"""Changing the model from the window: at once, in the background, and what the new model cannot do."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from photosim.core.cancel import Progress
from photosim.core.photo import PhotoId
from photosim.library.reports import SwitchState
from photosim.ui import words
from photosim.ui.history import Focus, Query
from photosim.ui.main_window import MainWindow
from photosim.ui.side_lines import Section
from tests.gui.fake_library import FakeLibrary
from tests.gui.fake_models import BUILT_IN, INSTALLED_VGG16
from tests.gui.steps import Steps

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def library(installed: FakeLibrary) -> FakeLibrary:
    """100 photos, none of which VGG16 has looked at; a switch takes four steps."""
    return installed


# -- through


def test_model_that_knows_the_photos_answers_at_once(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.seen["vgg16"] = 100
    window = open_window(library, index=False)
    settle(window)
    window.pages.open_photo(3)
    settle(window)
    window.pages.open_photo(4)
    settle(window)
    asked = library.calls.count("similar")
    counted = library.calls.count("tag_counts")
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16" and not window.indexing.state.running)
    settle(window)
    assert window.messages.text == (
        "VGG16 answers now. The vectors of EfficientNet-Lite0 are kept; going back is instant."
    )
    assert window.status.model.text() == "VGG16 · CPU"
    assert library.calls.count("similar") == asked + 1  # the page shown, again
    assert library.calls.count("tag_counts") > counted
    assert "index" in library.calls  # for the few photos VGG16 may not have looked at
    assert window.pages.history.current.query is not None
    assert window.pages.history.current.query.source == 4
    window.tools.back.trigger()  # a page of before: its answer is the old model's, and asked for anew
    settle(window)
    assert library.calls.count("similar") == asked + 2
    assert window.pages.matches.rowCount() > 0


def test_old_model_answers_until_the_new_one_has_looked_at_all(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: "25 of 100" in window.status.text)
    assert window.status.text == "Switching to VGG16: 25 of 100 · 5.7 photos/s · 2 min left"
    assert (window.status._bar.value(), window.status._bar.maximum()) == (25, 100)
    assert window.status._button.text() == "Pause"
    assert window.status.failed.isHidden()  # one photo failed, as it did with the old model: no news
    assert window.status.model.text() == "EfficientNet-Lite0 · CPU"
    window.pages.open_photo(3)
    qtbot.waitUntil(lambda: window.pages.matches.rowCount() > 0)
    steps.take()
    qtbot.waitUntil(lambda: "50 of 100" in window.status.text)
    assert library.used == BUILT_IN.name
    assert window.messages.text == ""
    asked = library.calls.count("similar")
    steps.free()
    qtbot.waitUntil(lambda: library.used == "vgg16" and not window.indexing.state.running)
    settle(window)
    assert window.messages.text.startswith("VGG16 answers now.")
    assert window.status.text == "100 photos"
    assert window.indexing.state.switch is None
    assert library.calls.count("similar") == asked + 1
    window.indexing.use_model(BUILT_IN.name)
    qtbot.waitUntil(lambda: library.used == BUILT_IN.name)
    settle(window)
    assert window.messages.text.startswith("EfficientNet-Lite0 answers now. The vectors of VGG16 are kept")


def test_models_of_one_title_are_told_apart(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.infos["mine"] = replace(INSTALLED_VGG16, name="mine")
    library.seen |= {"vgg16": 100, "mine": 100}
    library.used = "mine"
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16")
    settle(window)
    assert window.messages.text.startswith("VGG16 (vgg16) answers now. The vectors of VGG16 (mine) are kept;")


def test_page_shows_the_switch(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    window.models.open_page()
    settle(window)
    card = window.models.page.cards["vgg16"]
    card.use.click()
    qtbot.waitUntil(lambda: "25 of 100" in card.work.text.text())
    assert card.work.text.text().endswith("\nEfficientNet-Lite0 answers until then.")
    assert [button.text() for button in card.controls if button.isVisible()] == ["Cancel"]
    window.status._button.click()
    steps.take()
    qtbot.waitUntil(lambda: not window.indexing.state.running)
    settle(window)
    assert card.work.text.text().startswith("Switching is paused: 25 of 100 photos looked at")
    assert window.status.text == "Paused · Switching to VGG16: 25 of 100"
    window.status._button.click()
    steps.free()
    qtbot.waitUntil(lambda: library.used == "vgg16" and not window.indexing.state.running)
    settle(window)
    assert not card.work.isVisible()
    assert card._badge.isVisible()
    old = window.models.page.cards[BUILT_IN.name]
    assert [button.text() for button in old.controls if button.isVisible()] == ["Use", "Free vectors"]


# -- what the new model cannot do


def test_pages_lose_their_focus_with_a_model_without_classes(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.infos["vgg16"] = replace(INSTALLED_VGG16, classes=0)
    library.seen["vgg16"] = 100
    dog = next(label for label in library.made if label.kind == "class")
    window = open_window(library, index=False)
    settle(window)
    window.sidebar.choose(("group:animal",))
    settle(window)
    window.pages.open_query(Query(PhotoId(5), "five", focus=Focus(dog.key, dog.name)))
    settle(window)

    library.hooks["choose_model"] = lambda name: setattr(library, "off", "VGG16 knows no classes")
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16")
    settle(window)
    assert library.focuses[-1] is None
    query = window.pages.history.current.query
    assert query is not None
    assert query.focus is None
    assert window.pages.matches.rowCount() > 0
    assert window.pages.header.parts == []
    assert window.focus.text() == ""
    assert not window.focus.isEnabled()
    assert window.sidebar.model.index_of(Section.TAGS, "note").data() == "Not with this model"
    assert not window.sidebar.model.index_of(Section.TAGS, "group:animal").isValid()
    assert window.sidebar.filter.tags == ()
    assert window.messages.text.startswith("VGG16 answers now.")
    window.tools.back.trigger()
    settle(window)
    assert window.pages.header.note == "100 photos"


def test_panel_is_asked_anew(library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    library.seen["vgg16"] = 100
    window = open_window(library, index=False)
    settle(window)
    window.pages.photo_grid.setCurrentIndex(window.pages.photos.index(2))
    settle(window)
    tags, similar = library.calls.count("tags"), library.calls.count("similar")
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16")
    settle(window)
    assert library.calls.count("tags") == tags + 1
    assert library.calls.count("similar") > similar  # the run's end asks once more if the first answer was slow
    assert window.pages.photo_grid.currentIndex().row() == 2


# -- words


def test_switch_in_words() -> None:
    switch = SwitchState("vgg16", "VGG16", 312, 1000)
    assert words.switching(switch) == "Switching to VGG16: 312 of 1,000"
    assert words.switching(switch, Progress("looking", 0, 688)) == "Switching to VGG16: 312 of 1,000"
    state = Progress("looking", 100, 688, 3, 5.7, 103.0)
    assert words.switching(switch, state) == "Switching to VGG16: 412 of 1,000 · 5.7 photos/s · 2 min left"
    assert words.switching(switch, Progress("sorting")) == "Switching to VGG16 · sorting the search index"
    assert words.done_of(None) == (0, 0)
    assert words.done_of(Progress("scanning", 5)) == (0, 0)
    assert words.done_of(Progress("looking", 5, 9)) == (5, 9)


def test_long_words_can_be_broken() -> None:
    assert words.breakable("a short text, an-address-with/places/to/break/at-and-so-on") == (
        "a short text, an-address-with/places/to/break/at-and-so-on"
    )
    broken = words.breakable(f"see {'x' * 60} there")
    assert broken.replace("\N{ZERO WIDTH SPACE}", "") == f"see {'x' * 60} there"
    assert max(map(len, broken.replace("\N{ZERO WIDTH SPACE}", " ").split())) <= 12
