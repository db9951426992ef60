"""The tag tree: arranged from labels and counts, brought up to date without closing what the user opened."""

from collections.abc import Callable, Mapping, Sequence

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from photosim.library.reports import Label
from photosim.ui.tag_tree import TagRole, TagTreeModel
from photosim.ui.tagging import ALBUMS, Branch, arrange
from tests.gui.counting import python_calls
from tests.gui.fake_tags import made_labels

LABELS = (
    Label("group:animal", "animal", "group", None, ""),
    Label("group:dog", "dog", "group", "group:animal", "animal"),
    Label("group:cat", "cat", "group", "group:animal", "animal"),
    Label("n3", "pug", "class", "group:dog", "animal, dog"),
    Label("n2", "Boxer", "class", "group:dog", "animal, dog"),
    Label("n1", "tabby cat", "class", "group:cat", "animal, cat"),
    Label("n4", "fountain", "class", None, ""),
    Label("album:Garden", "Garden", "album", None, ""),
)
Lines = list[tuple[int, str, int]]


def lines(model: TagTreeModel) -> Lines:
    """Depth, name and count of every line."""
    found = []
    for index in model.lines():
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        found.append((depth, str(index.data()), int(index.data(TagRole.COUNT))))
    return found


@pytest.fixture
def model(qtmodeltester: ModelTester) -> TagTreeModel:
    """A model under Qt's own consistency checks, from now to the end of the test."""
    made = TagTreeModel()
    qtmodeltester.check(made)
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    made.modelReset.connect(lambda: pytest.fail("a reset closes what is open"))
    return made


def show(model: TagTreeModel, counts: Mapping[str, int], chosen: Sequence[str] = ()) -> None:
    model.show(arrange(LABELS, counts, chosen))


def test_tree_has_what_photos_have_below_what_it_belongs_to(model: TagTreeModel, qtmodeltester: ModelTester) -> None:
    show(model, {"n3": 2, "n2": 1, "group:dog": 3, "group:animal": 3, "n4": 7, "album:Garden": 5, "unknown": 9})
    assert lines(model) == [
        (0, "Albums", 0),
        (1, "Garden", 5),
        (0, "animal", 3),
        (1, "dog", 3),
        (2, "Boxer", 1),
        (2, "pug", 2),
        (0, "fountain", 7),
    ]
    qtmodeltester.check(model)


def test_group_without_a_count_is_there_for_what_is_below_it(model: TagTreeModel) -> None:
    show(model, {"n1": 4})
    assert lines(model) == [(0, "animal", 0), (1, "cat", 0), (2, "tabby cat", 4)]


def test_lines_come_go_and_change_in_place(model: TagTreeModel) -> None:
    show(model, {"n3": 2, "group:dog": 2, "group:animal": 2})
    pug, dog = (QPersistentModelIndex(model.index_of(key)) for key in ("n3", "group:dog"))
    show(model, {"n3": 2, "n2": 1, "group:dog": 3, "group:animal": 3, "n4": 1, "album:Garden": 1})
    assert (pug.data(), pug.row(), dog.data(), dog.row()) == ("pug", 1, "dog", 0)
    assert pug.parent() == dog
    show(model, {"n3": 1})
    assert lines(model) == [(0, "animal", 0), (1, "dog", 0), (2, "pug", 1)]
    assert (pug.row(), pug.data(TagRole.COUNT)) == (0, 1)
    show(model, {})
    assert lines(model) == []
    assert not pug.isValid()
    show(model, {"n3": 5})
    assert lines(model)[-1] == (2, "pug", 5)


def test_other_counts_alone_move_nothing(model: TagTreeModel) -> None:
    show(model, {"n3": 2, "n2": 1, "group:dog": 3, "n4": 1})
    told: list[str] = []
    model.layoutChanged.connect(lambda: pytest.fail("nothing came or went"))
    model.counted.connect(lambda: told.append("counted"))
    show(model, {"n3": 4, "n2": 2, "group:dog": 6, "n4": 1})
    assert told == ["counted"]
    assert lines(model)[2:4] == [(2, "Boxer", 2), (2, "pug", 4)]


def test_nothing_new_tells_nothing(model: TagTreeModel) -> None:
    counts = {"n3": 2, "group:dog": 2, "n4": 1}
    show(model, counts)
    told: list[str] = []
    for signal in (model.rowsInserted, model.rowsRemoved, model.dataChanged, model.layoutChanged, model.counted):
        signal.connect(lambda *_: told.append("something"))
    show(model, counts)
    assert told == []


def test_label_that_moves_to_another_group_moves(model: TagTreeModel) -> None:
    model.show((Branch("a", "a", 1, (Branch("x", "x", 1, ()),)), Branch("b", "b", 1, ())))
    model.show((Branch("a", "a", 1, ()), Branch("b", "b", 1, (Branch("x", "x", 1, ()),))))
    assert lines(model) == [(0, "a", 1), (0, "b", 1), (1, "x", 1)]
    model.show((Branch("a", "renamed", 1, ()),))
    assert lines(model) == [(0, "renamed", 1)]


def test_checking_tells_and_is_kept_where_no_photo_is_left(model: TagTreeModel) -> None:
    told: list[tuple[str, ...]] = []
    model.chosen_changed.connect(lambda: told.append(model.chosen))
    show(model, {"n3": 2, "n4": 1})
    for key in ("n4", "n3"):
        assert model.setData(model.index_of(key), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert told == [("n4",), ("n4", "n3")]
    assert model.chosen_names == ("fountain", "pug")
    show(model, {"n4": 1}, model.chosen)
    assert lines(model) == [(0, "animal", 0), (1, "dog", 0), (2, "pug", 0), (0, "fountain", 1)]
    assert model.index_of("n3").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    model.choose(("n4", "never heard of"))
    assert model.chosen == ("n4",)
    assert model.index_of("n3").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert len(told) == 2  # choosing by program is no choice of the user


def test_branch_of_albums_cannot_be_checked(model: TagTreeModel) -> None:
    show(model, {"album:Garden": 5})
    albums = model.index_of(ALBUMS)
    assert albums.data(Qt.ItemDataRole.CheckStateRole) is None
    assert not albums.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.setData(albums, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert model.index_of("album:Garden").flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_screen_reader_hears_name_and_count(model: TagTreeModel) -> None:
    show(model, {"n4": 1204, "album:Garden": 1})
    assert model.index_of("n4").data(Qt.ItemDataRole.AccessibleTextRole) == "fountain, 1,204 photos"
    assert model.index_of("album:Garden").data(Qt.ItemDataRole.AccessibleTextRole) == "Garden, 1 photo"
    assert model.index(5, 0, QModelIndex()).data() is None


def _calls_for(classes_a_group: int, action: Callable[[TagTreeModel, tuple[Branch, ...]], None]) -> int:
    labels = made_labels(classes_a_group)
    counts = {label.key: 3 for label in labels}
    model = TagTreeModel()
    model.show(arrange(labels, counts, ()))
    again = arrange(labels, {**counts, "group:dog": 4}, ())
    return python_calls(lambda: action(model, again))


def test_counting_again_costs_a_few_calls_a_label(qapp: object) -> None:
    def show_again(model: TagTreeModel, branches: tuple[Branch, ...]) -> None:
        model.show(branches)

    few, many = (_calls_for(count, show_again) for count in (10, 100))
    assert (many - few) / (len(made_labels(100)) - len(made_labels(10))) < 15
