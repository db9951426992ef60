"""The list of photos: ids in, rows out, cheap at any size."""

from array import array
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from photosim.core.photo import Match, Photo, PhotoId, PhotoState
from photosim.ui.photo_model import PhotoListModel, Role, ThumbEntry, ThumbState
from tests.gui.counting import python_calls


class Source:
    """Entries given by the test."""

    def __init__(self) -> None:
        self.entries: dict[int, ThumbEntry] = {}

    def entry(self, photo_id: PhotoId) -> ThumbEntry | None:
        return self.entries.get(photo_id)


def photo(photo_id: int, name: str) -> Photo:
    return Photo(PhotoId(photo_id), Path("/photos") / name, 10, 1, PhotoState.OK, None, 4, 3, indexed=True)


def ids(*values: int) -> "array[int]":
    return array("q", values)


@pytest.fixture
def model(qtmodeltester: ModelTester) -> PhotoListModel:
    """A model under Qt's own consistency checks, from now to the end of the test."""
    made = PhotoListModel(Source())
    qtmodeltester.check(made)
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    return made


def test_rows_follow_ids(model: PhotoListModel, qtmodeltester: ModelTester) -> None:
    model.append(ids(3, 5, 9))
    assert model.rowCount() == 3
    assert [model.row_of(i) for i in (3, 5, 9, 1, 4, 10)] == [0, 1, 2, None, None, None]
    assert [model.index(row).data(Role.PHOTO_ID) for row in range(3)] == [3, 5, 9]
    qtmodeltester.check(model)


def test_appending_inserts_rows_and_never_resets(model: PhotoListModel) -> None:
    inserted: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    model.modelReset.connect(lambda: pytest.fail("reset while photos come in"))
    model.append(ids(1, 2, 3))
    model.append(ids(9, 4))
    model.append(ids())
    model.sync(ids(1, 2, 3, 9, 4, 5))  # only more of the same
    assert inserted == [(0, 2), (3, 4), (5, 5)]
    assert model.ids.tolist() == [1, 2, 3, 9, 4, 5]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1, 2, 3, 4, 5], [1, 3, 5]),
        ([1, 3, 5], [5, 2, 3, 4, 1]),
        ([1, 2, 3], []),
        ([], [6, 4]),
        ([2, 4, 6, 8], [9, 8, 5, 4, 1]),
    ],
)
def test_sync_says_that_views_keep_their_place(model: PhotoListModel, before: list[int], after: list[int]) -> None:
    kept: list[bool] = []
    model.modelAboutToBeReset.connect(lambda: kept.append(model.keeps_view))
    model.append(array("q", before))
    model.sync(array("q", after))
    assert model.ids.tolist() == after
    assert [model.row_of(i) for i in after] == list(range(len(after)))
    assert all(kept)
    model.replace(array("q", before))
    assert model.ids.tolist() == before
    assert kept[-1] is False


def test_matches_keep_their_order_and_scores(model: PhotoListModel, qtmodeltester: ModelTester) -> None:
    matches = tuple(Match(Path("x"), score, PhotoId(i)) for i, score in ((9, 0.9), (2, 0.5), (5, -0.1)))
    model.show_matches(matches)
    assert [model.index(row).data(Role.SCORE) for row in range(3)] == [0.9, 0.5, -0.1]
    assert [model.row_of(i) for i in (9, 2, 5, 3)] == [0, 1, 2, None]
    qtmodeltester.check(model)


def test_state_picture_and_tool_tip_come_from_the_entry(model: PhotoListModel, qapp: object) -> None:
    source = model._source
    assert isinstance(source, Source)
    model.append(ids(1, 2, 3))
    pixmap = QPixmap(4, 3)
    source.entries = {
        2: ThumbEntry(pixmap, None, photo(2, "cat.jpg")),
        3: ThumbEntry(None, "the file is truncated", photo(3, "bad.jpg")),
    }
    rows = [model.index(row) for row in range(3)]
    assert [row.data(Role.STATE) for row in rows] == [ThumbState.LOADING, ThumbState.READY, ThumbState.FAILED]
    assert [row.data(Role.THUMB) is None for row in rows] == [True, False, True]
    tips = [row.data(Qt.ItemDataRole.ToolTipRole) for row in rows]
    assert tips == [None, "cat.jpg", "bad.jpg\nCannot be shown: the file is truncated"]


def test_thumbnail_of_a_photo_that_left_is_ignored(model: PhotoListModel) -> None:
    changed: list[QModelIndex] = []
    model.dataChanged.connect(lambda first, _last, _roles: changed.append(first))
    model.append(ids(1, 2))
    model.sync(ids(1))
    model.thumb_changed(2)
    assert not changed
    model.thumb_changed(1)
    assert [index.row() for index in changed] == [0]


def _calls_for(count: int) -> int:
    """Python and C function calls that handling a list of that many photos takes."""
    model = PhotoListModel(Source())
    many = array("q", range(1, count + 1))

    def handle() -> None:
        model.append(many)
        model.row_of(count - 1)
        model.append(many)
        model.sync(many)
        model.sync(many[1:])

    return python_calls(handle)


def test_a_million_rows_cost_no_loop(qapp: object) -> None:
    _calls_for(10)  # what is imported on first use does not count
    assert _calls_for(1_000_000) == _calls_for(1_000)
