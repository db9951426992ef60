"""The lines of the sidebar: arranged by a worker, brought up to date without closing what the user opened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from photosim.library.reports import Label
from photosim.library.views import ALL, Filter, FolderNode
from photosim.ui.side_lines import (
    ALBUMS,
    HIDDEN,
    Kind,
    Lines,
    Section,
    folder_lines,
    no_lines,
    note_lines,
    search_lines,
    tag_lines,
    tidy_lines,
)
from photosim.ui.side_tree import SideRole, SideTree
from photosim.ui.tagging import Branch, arrange
from tests.gui.counting import python_calls

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
Shown = list[tuple[int, str, int | None]]


def every_line(model: SideTree, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    """All lines, from top to bottom."""
    above = parent or QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        yield index
        yield from every_line(model, index)


def shown(model: SideTree) -> Shown:
    """Depth, name and count of every line below a heading."""
    found: Shown = []
    for index in every_line(model):
        depth, above = -1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        if depth >= 0:
            found.append((depth, str(index.data()), index.data(SideRole.COUNT)))
    return found


def tag(model: SideTree, key: str) -> QModelIndex:
    return model.index_of(Section.TAGS, key)


@pytest.fixture
def model(qtmodeltester: ModelTester) -> SideTree:
    """A model under Qt's own consistency checks, from now to the end of the test."""
    made = SideTree()
    qtmodeltester.check(made)
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    made.modelReset.connect(lambda: pytest.fail("a reset closes what is open"))
    return made


def show(model: SideTree, counts: Mapping[str, int], chosen: Sequence[str] = ()) -> None:
    model.show(Section.TAGS, tag_lines(arrange(LABELS, counts, chosen)))


def node(path: str, photos: int, *children: FolderNode, online: bool = True, chosen: bool = False) -> FolderNode:
    return FolderNode(Path(path), Path(path).name, photos, online, chosen, children)


TREE = (
    node(
        "/p",
        12,
        node("/p/2024", 5),
        node("/p/2025", 7, node("/p/2025/Café", 2), node("/p/2025/May", 5)),
        chosen=True,
    ),
    node("/usb", 0, online=False, chosen=True),
)


# -- tags


def test_tree_has_what_photos_have_below_what_it_belongs_to(model: SideTree, qtmodeltester: ModelTester) -> None:
    show(model, {"n3": 2, "n2": 1, "group:dog": 3, "group:animal": 3, "n4": 7, "album:Garden": 5, "unknown": 9})
    assert shown(model) == [
        (0, "Albums", None),
        (1, "Garden", 5),
        (0, "animal", 3),
        (1, "dog", 3),
        (2, "Boxer", 1),
        (2, "pug", 2),
        (0, "fountain", 7),
    ]
    qtmodeltester.check(model)


def test_lines_come_go_and_change_in_place(model: SideTree) -> None:
    show(model, {"n3": 2, "group:dog": 2, "group:animal": 2})
    pug, dog = (QPersistentModelIndex(tag(model, key)) for key in ("n3", "group:dog"))
    show(model, {"n3": 2, "n2": 1, "group:dog": 3, "group:animal": 3, "n4": 1, "album:Garden": 1})
    assert (pug.data(), pug.row(), dog.data(), dog.row()) == ("pug", 1, "dog", 0)
    assert pug.parent() == dog
    show(model, {"n3": 1})
    assert shown(model) == [(0, "animal", 0), (1, "dog", 0), (2, "pug", 1)]
    assert (pug.row(), pug.data(SideRole.COUNT)) == (0, 1)
    show(model, {})
    assert shown(model) == []
    assert not pug.isValid()
    show(model, {"n3": 5})
    assert shown(model)[-1] == (2, "pug", 5)


def test_other_counts_alone_move_nothing(model: SideTree) -> None:
    show(model, {"n3": 2, "n2": 1, "group:dog": 3, "n4": 1})
    told: list[str] = []
    model.layoutChanged.connect(lambda: pytest.fail("nothing came or went"))
    model.repaint_wanted.connect(lambda: told.append("counted"))
    show(model, {"n3": 4, "n2": 2, "group:dog": 6, "n4": 1})
    assert told == ["counted"]
    assert shown(model)[2:4] == [(2, "Boxer", 2), (2, "pug", 4)]


def test_label_that_moves_to_another_group_moves(model: SideTree) -> None:
    def put(*branches: Branch) -> None:
        model.show(Section.TAGS, tag_lines(branches))

    put(Branch("a", "a", 1, (Branch("x", "x", 1, ()),)), Branch("b", "b", 1, ()))
    put(Branch("a", "a", 1, ()), Branch("b", "b", 1, (Branch("x", "x", 1, ()),)))
    assert shown(model) == [(0, "a", 1), (0, "b", 1), (1, "x", 1)]
    put(Branch("a", "renamed", 1, ()))
    assert shown(model) == [(0, "renamed", 1)]


def test_check_marks_follow_the_filter(model: SideTree) -> None:
    show(model, {"n3": 2, "n4": 1})
    told: list[str] = []
    model.dataChanged.connect(lambda index, _last, _roles: told.append(str(index.data())))
    model.want(Filter(tags=("n3",)))
    assert sorted(told) == ["animal", "dog", "pug"]  # groups that are closed tell that something in them is checked
    role = Qt.ItemDataRole.CheckStateRole
    states = [tag(model, key).data(role) for key in ("group:animal", "group:dog", "n3", "n4")]
    partly, on, off = Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked, Qt.CheckState.Unchecked
    assert states == [partly, partly, on, off]
    model.want(Filter(tags=("group:dog", "n3")))
    assert tag(model, "group:dog").data(role) == on
    model.want(ALL)
    assert {tag(model, key).data(role) for key in ("group:animal", "group:dog", "n3", "n4")} == {off}


def test_branch_of_albums_cannot_be_checked(model: SideTree) -> None:
    show(model, {"album:Garden": 5})
    albums = tag(model, ALBUMS)
    assert albums.data(Qt.ItemDataRole.CheckStateRole) is None
    assert not albums.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert tag(model, "album:Garden").flags() & Qt.ItemFlag.ItemIsUserCheckable


# -- folders, and the rest


def test_folders_say_their_photos_and_whether_they_are_there(model: SideTree, qtmodeltester: ModelTester) -> None:
    model.show(Section.FOLDERS, folder_lines(TREE))
    assert shown(model) == [
        (0, "p", 12),
        (1, "2024", 5),
        (1, "2025", 7),
        (2, "Café", 2),
        (2, "May", 5),
        (0, "usb", 0),
    ]
    usb = model.line(model.index_of(Section.FOLDERS, str(Path("/usb"))))
    assert usb is not None
    assert not usb.online
    assert "not there now" in usb.spoken
    assert "come back" in usb.tip
    qtmodeltester.check(model)


def test_folder_of_the_filter_is_told_to_screen_readers(model: SideTree) -> None:
    model.show(Section.FOLDERS, folder_lines(TREE))
    index = model.index_of(Section.FOLDERS, str(Path("/p/2024")))
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(spoken) == "2024, 5 photos"
    model.want(Filter(folder=Path("/p/2024")))
    assert index.data(spoken) == "2024, 5 photos, shown alone"
    assert model.is_marked(index.data(SideRole.LINE))


def test_sections_without_lines_are_left_out(model: SideTree) -> None:
    def headings() -> list[str]:
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    assert headings() == []
    model.show(Section.TIDY, tidy_lines(None, 0, 0))
    model.show(Section.SEARCHES, search_lines(["snow", "beach", "snow"]))
    assert headings() == ["Tidy up", "Recent searches"]
    snow = QPersistentModelIndex(model.index_of(Section.SEARCHES, "snow"))
    model.show(Section.FOLDERS, folder_lines(TREE))
    assert headings() == ["Folders", "Tidy up", "Recent searches"]
    assert snow.data() == "snow"
    assert snow.parent().row() == 2
    model.show(Section.SEARCHES, no_lines())
    assert headings() == ["Folders", "Tidy up"]
    assert not snow.isValid()


def test_figures_that_are_not_known_are_not_shown(model: SideTree) -> None:
    model.show(Section.TIDY, tidy_lines(None, 3, 0))
    assert shown(model) == [(0, "Near-duplicates", None), (0, "Skipped", 3), (0, "Hidden", None)]
    model.show(Section.TIDY, tidy_lines(12, 0, 1204))
    assert [count for _, _, count in shown(model)] == [12, None, 1204]
    hidden = model.line(model.index_of(Section.TIDY, HIDDEN))
    assert hidden is not None
    assert hidden.spoken == "Hidden, 1,204 photos"
    assert hidden.kind is Kind.HIDDEN


def test_names_from_disk_stay_on_one_line(model: SideTree) -> None:
    model.show(Section.FOLDERS, folder_lines([node("/p/new\nline\x07", 1)]))
    model.show(Section.SEARCHES, search_lines(["two\n words"]))
    names = [name for _, name, _ in shown(model)]
    assert names == ["new\N{REPLACEMENT CHARACTER}line\N{REPLACEMENT CHARACTER}", "two words"]
    assert model.index_of(Section.SEARCHES, "two\n words").isValid()  # searched for again as it was


def test_note_does_nothing(model: SideTree) -> None:
    model.show(Section.TAGS, note_lines("Tags", "Not with this model", "the model knows no classes"))
    line = model.line(model.index(0, 0, model.index(0, 0)))
    assert line is not None
    assert line.kind is Kind.NOTE
    assert "knows no classes" in line.spoken


def test_screen_reader_hears_name_and_count(model: SideTree) -> None:
    show(model, {"n4": 1204, "album:Garden": 1})
    assert tag(model, "n4").data(Qt.ItemDataRole.AccessibleTextRole) == "fountain, 1,204 photos"
    assert tag(model, "album:Garden").data(Qt.ItemDataRole.AccessibleTextRole) == "Garden, 1 photo"
    assert model.index(5, 0, QModelIndex()).data() is None


# -- cost


def _many(folders: int, photos: int) -> Lines:
    years = tuple(
        node(
            f"/p/{year}",
            photos,
            *(node(f"/p/{year}/{event}", photos) for event in range(folders // 10)),
        )
        for year in range(10)
    )
    return folder_lines([node("/p", photos, *years, chosen=True)])


def test_new_counts_of_many_folders_cost_no_more_than_those_of_few(qapp: object) -> None:
    def calls(folders: int) -> int:
        model = SideTree()
        model.show(Section.FOLDERS, _many(folders, 1))
        again = _many(folders, 2)
        return python_calls(lambda: model.show(Section.FOLDERS, again, same_places=True))

    assert calls(5000) == calls(50)


def test_folders_that_come_cost_no_more_where_many_are_closed(qapp: object) -> None:
    def calls(folders: int) -> int:
        model = SideTree()
        model.show(Section.FOLDERS, _many(folders, 1))
        kept = QPersistentModelIndex(model.index_of(Section.FOLDERS, str(Path("/p/7"))))
        again = _many(folders + 10, 1)
        made: Callable[[], object] = lambda: model.show(Section.FOLDERS, again, same_places=False)  # noqa: E731
        count = python_calls(made)
        assert kept.data() == "7"
        return count

    assert calls(5000) == calls(50)
