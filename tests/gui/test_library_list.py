"""The library's list: asked for on a worker, sorted and filtered, kept up to date without getting in the way."""

import threading
from array import array
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from photosim.errors import LibraryError
from photosim.library.views import Filter, Listing, Order, SortKey
from photosim.ui import library_list
from photosim.ui.jobs import JobRunner, Pool
from photosim.ui.library_list import LibraryList
from photosim.ui.library_page import LibraryPage
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.thumb_loader import ThumbLoader
from photosim.ui.view_controls import SortButton
from tests.gui.fake_library import FakeLibrary
from tests.gui.grids import Source

BY_NAME = Order(SortKey.NAME, descending=False)


@pytest.fixture(autouse=True)
def _short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_list, "REST_MS", 80)


@pytest.fixture
def library(fake_library: Callable[..., FakeLibrary]) -> FakeLibrary:
    return fake_library(200)


@pytest.fixture
def model(qtbot: QtBot) -> PhotoListModel:
    return PhotoListModel(Source())


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner(cores=2)
    yield made
    qtbot.waitUntil(lambda: not made.busy())


@pytest.fixture
def listed(library: FakeLibrary, runner: JobRunner, model: PhotoListModel) -> LibraryList:
    return LibraryList(library, runner, model)  # type: ignore[arg-type]


def test_list_comes_newest_first_with_months(
    library: FakeLibrary, listed: LibraryList, model: PhotoListModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(listed.changed) as told:
        listed.refresh()
    assert told.args is not None
    assert isinstance(told.args[0], Listing)
    assert model.ids.tolist() == list(range(1, 201))  # those of the made-up library are older the higher their number
    assert model.sections == library.listing().sections
    assert model.sections[0].start == 0
    assert listed.total == 200
    assert threading.get_ident() not in library.threads - {threading.get_ident()}


def test_other_orders_and_filters(
    library: FakeLibrary, listed: LibraryList, model: PhotoListModel, qtbot: QtBot
) -> None:
    for order in (Order(SortKey.TAKEN, descending=False), Order(SortKey.FOLDER), BY_NAME):
        with qtbot.waitSignal(listed.changed):
            listed.set_order(order)
        assert model.ids == library.listing(order).ids
        assert model.sections == library.listing(order).sections
        assert listed.order == order
    wanted = Filter(tags=(library.made[0].key,))
    with qtbot.waitSignal(listed.changed):
        listed.set_filter(wanted)
    assert model.ids == library.listing(BY_NAME, wanted).ids
    assert 0 < model.rowCount() < 200
    assert (listed.total, listed.filter, model.filter) == (200, wanted, wanted)


def test_headings_can_be_left_out(
    library: FakeLibrary, listed: LibraryList, model: PhotoListModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(listed.changed):
        listed.refresh()
    listed.set_headings(False)
    assert model.sections == ()
    with qtbot.waitSignal(listed.changed):
        listed.refresh()
    assert model.sections == ()
    listed.set_headings(True)
    assert model.sections == library.listing().sections


def test_many_wishes_become_few_lists(library: FakeLibrary, listed: LibraryList, qtbot: QtBot) -> None:
    for _ in range(50):
        listed.refresh()
        qtbot.wait(2)
    qtbot.waitUntil(lambda: not listed.busy)
    assert 2 <= library.calls.count("listing") <= 6  # at once, then every 80 ms, then once more for the last wish


def test_what_the_user_wants_does_not_wait(
    library: FakeLibrary, listed: LibraryList, model: PhotoListModel, qtbot: QtBot
) -> None:
    gate, asked = threading.Event(), list[object]()

    def slow(order: Order, _filter: Filter) -> None:
        asked.append(order)
        if len(asked) == 1:
            gate.wait(5)

    library.hooks["listing"] = slow
    shown: list[Order] = []
    listed.changed.connect(lambda listing: shown.append(listing.order))
    listed.refresh()
    qtbot.waitUntil(lambda: bool(asked))
    listed.set_order(Order(SortKey.FOLDER))
    listed.set_order(BY_NAME)
    gate.set()
    qtbot.waitUntil(lambda: not listed.busy)
    assert shown == [BY_NAME]  # neither the one that was overtaken nor the one never asked for
    assert model.ids == library.listing(BY_NAME).ids


def test_what_the_user_wants_goes_before_counts_that_wait(
    library: FakeLibrary, listed: LibraryList, runner: JobRunner, qtbot: QtBot
) -> None:
    gate, asked = threading.Event(), list[str]()
    runner.start(Pool.LISTS, "folders", lambda _: gate.wait(5))
    tags = runner.start(Pool.LISTS, "tags", lambda _: asked.append("tags"))
    library.hooks["listing"] = lambda *_: asked.append("list")
    listed.set_order(BY_NAME)
    with qtbot.waitSignal(tags.done):
        gate.set()
    assert asked == ["list", "tags"]


def test_photos_that_come_in_take_their_places(
    library: FakeLibrary, listed: LibraryList, model: PhotoListModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(listed.changed):
        listed.refresh()
    library.dates = {201: 1_900_000_000, 202: 1_000_000_000}
    library.ids = library.ids + array("q", [201, 202])
    with qtbot.waitSignal(listed.changed):
        listed.refresh()
    assert model.ids[0] == 201
    assert model.ids[-1] == 202


def test_nothing_moves_while_something_is_dragged(
    library: FakeLibrary, listed: LibraryList, model: PhotoListModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(listed.changed):
        listed.refresh()
    model.held = True
    library.ids = library.ids[:50]
    listed.refresh()
    qtbot.wait(250)
    assert model.rowCount() == 200
    assert listed.busy
    model.held = False
    qtbot.waitUntil(lambda: model.rowCount() == 50)


def test_failure_is_told_and_the_list_stays(
    library: FakeLibrary, listed: LibraryList, model: PhotoListModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(listed.changed):
        listed.refresh()

    def fail(*_: object) -> None:
        message = "the catalogue is gone"
        raise LibraryError(message)

    library.hooks["listing"] = fail
    with qtbot.waitSignal(listed.failed) as told:
        listed.set_order(BY_NAME)
    assert told.args is not None
    assert str(told.args[0]) == "the catalogue is gone"
    assert model.rowCount() == 200
    del library.hooks["listing"]
    with qtbot.waitSignal(listed.changed):
        listed.refresh()
    assert model.ids == library.listing(BY_NAME).ids


def test_sort_button_tells_what_was_chosen(qtbot: QtBot) -> None:
    button = SortButton()
    qtbot.addWidget(button)
    told: list[object] = []
    button.order_changed.connect(told.append)
    button.headings_changed.connect(told.append)
    actions = {action.text(): action for action in button.menu().actions() if action.text()}
    assert list(actions) == ["Date taken", "Name", "Folder", "Newest first", "Oldest first", "Headings"]
    assert [text for text, action in actions.items() if action.isChecked()] == [
        "Date taken",
        "Newest first",
        "Headings",
    ]
    actions["Oldest first"].trigger()
    actions["Name"].trigger()
    assert not actions["Headings"].isEnabled()  # there are none by name
    assert [action.text() for action in (actions["Newest first"], actions["Oldest first"])] == ["Z to A", "A to Z"]
    actions["Name"].trigger()  # as it is
    actions["Folder"].trigger()
    actions["Newest first"].trigger()
    actions["Headings"].trigger()
    folder = Order(SortKey.FOLDER, descending=False)
    assert told == [
        Order(SortKey.TAKEN, descending=False),
        BY_NAME,
        folder,
        Order(SortKey.FOLDER, descending=True),
        False,
    ]
    button.set_order(Order())
    button.set_headings(shown=True)
    assert len(told) == 5
    assert button.accessibleName() == "Sort"
    assert button.toolTip() == "Sorted by Date taken, Newest first"


def test_first_photos_are_shown_before_the_rest(
    library: FakeLibrary, listed: LibraryList, model: PhotoListModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_list, "FIRST_ROWS", 30)
    whole = library.listing(BY_NAME)
    counts: list[int] = []
    listed.changed.connect(lambda _: counts.append(model.rowCount()))
    with qtbot.waitSignal(listed.changed):
        listed.set_order(BY_NAME)
    assert (model.ids, listed.total) == (whole.ids[:30], 200)
    assert (listed.complete, listed.busy) == (False, True)
    with qtbot.waitSignal(listed.came):
        listed.refresh()  # is no reason for a third one
    assert model.ids == whole.ids
    assert listed.complete
    with qtbot.waitSignal(listed.changed):
        listed.set_order(Order(SortKey.TAKEN))
    assert counts == [30, 200, 200]


def test_an_order_wished_for_meanwhile_comes_whole(
    library: FakeLibrary, listed: LibraryList, model: PhotoListModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_list, "FIRST_ROWS", 30)
    with qtbot.waitSignal(listed.changed):
        listed.refresh()
    with qtbot.waitSignal(listed.changed):
        listed.set_order(BY_NAME)
    assert model.ids == library.listing(BY_NAME).ids
    assert listed.complete


def test_a_page_tells_how_many_photos_there_are_while_only_the_first_are_listed(
    library: FakeLibrary, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_list, "FIRST_ROWS", 30)
    runner = JobRunner(cores=2)
    page = LibraryPage(library, runner, ThumbLoader(library, runner))  # type: ignore[arg-type]
    qtbot.addWidget(page.grid)
    with qtbot.waitSignal(page.changed):
        page.set_order(BY_NAME)
    assert (page.model.rowCount(), page.count, page.stands) == (30, 200, False)
    qtbot.waitUntil(lambda: page.stands)
    assert (page.model.rowCount(), page.count) == (200, 200)
    qtbot.waitUntil(lambda: not runner.busy())
