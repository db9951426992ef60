"""Headings and the tree of folders, compared with plain Python."""

import calendar
import os
import random
from array import array
from datetime import UTC, datetime
from pathlib import Path

import pytest

from photosim.library.arranging import by_folder, folder_tree, month_sections
from photosim.library.views import FolderNode, Section

DAY = 86_400


def key_of(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m")


class TestMonths:
    @pytest.mark.parametrize("descending", [False, True])
    def test_like_grouping_by_month(self, descending: bool) -> None:
        dice = random.Random(3)
        dates = sorted((dice.randrange(DAY, 1_900_000_000) for _ in range(500)), reverse=descending)
        expected: list[Section] = []
        for row, seconds in enumerate(dates):
            if not expected or expected[-1].key != key_of(seconds):
                expected.append(Section(row, key_of(seconds)))
        assert month_sections(dates) == tuple(expected)

    def test_edges_of_a_month(self) -> None:
        first = calendar.timegm((2024, 3, 1, 0, 0, 0))
        found = month_sections([first - 1, first, first + 31 * DAY - 1, first + 31 * DAY])
        assert found == (Section(0, "2024-02"), Section(1, "2024-03"), Section(3, "2024-04"))

    def test_no_date_is_known(self) -> None:
        assert month_sections([-1, 0, DAY - 1, DAY, 31 * DAY]) == (
            Section(0, "1969-12"),
            Section(1, ""),
            Section(3, "1970-01"),
            Section(4, "1970-02"),
        )

    def test_times_beyond_any_calendar(self) -> None:
        assert [section.key for section in month_sections([-(10**12), 1_714_745_229, 10**12, 10**15])][:2] == [
            "",
            "2024-05",
        ]

    def test_nothing(self) -> None:
        assert month_sections([]) == ()


def paths(*names: str) -> list[str]:
    return [os.fspath(Path(name)) for name in names]


class TestByFolder:
    def test_folders_in_order_and_photos_in_the_order_they_come_in(self) -> None:
        a9, a10, inner, other = paths("/p/a9", "/p/a10", "/p/a9/in", "/p/b")
        photos = [(5, a10), (4, other), (9, a9), (1, inner), (2, a9), (7, a10)]
        ids, sections = by_folder(photos, descending=False)
        assert ids == array("q", [9, 2, 1, 5, 7, 4])
        assert sections == (Section(0, a9), Section(2, inner), Section(3, a10), Section(5, other))
        ids, sections = by_folder(photos, descending=True)
        assert [section.key for section in sections] == [other, a10, inner, a9]
        assert ids == array("q", [4, 5, 7, 1, 9, 2])

    def test_nothing(self) -> None:
        assert by_folder([], descending=False) == (array("q"), ())


def flat(nodes: tuple[FolderNode, ...]) -> dict[str, tuple[int, bool, bool]]:
    found: dict[str, tuple[int, bool, bool]] = {}
    for node in nodes:
        found[os.fspath(node.path)] = (node.photos, node.online, node.chosen)
        found |= flat(node.children)
    return found


class TestTree:
    def test_counts_with_folders_inside(self) -> None:
        root, year, may, june, deep = paths("/p", "/p/2024", "/p/2024/5", "/p/2024/06", "/p/x/y/z")
        [top] = folder_tree([(Path(root), True)], [(may, 3), (root, 1), (june, 4), (deep, 2)])
        assert (top.name, top.photos, top.chosen) == ("p", 10, True)
        assert [child.name for child in top.children] == ["2024", "x"]
        assert [(child.name, child.photos) for child in top.children[0].children] == [("5", 3), ("06", 4)]
        assert flat((top,))[year] == (7, True, False)
        assert set(flat((top,))) == {root, year, may, june, deep, *paths("/p/x", "/p/x/y")}

    def test_like_counting_one_by_one(self) -> None:
        dice = random.Random(8)
        parts = ["a", "b", "c"]
        folders = {os.fspath(Path("/p", *dice.choices(parts, k=dice.randrange(5)))) for _ in range(60)}
        counts = {folder: dice.randrange(1, 9) for folder in folders}
        found = flat(folder_tree([(Path("/p"), True)], counts.items()))
        for path, (photos, _, _) in found.items():
            inside = [count for folder, count in counts.items() if Path(path) in (Path(folder), *Path(folder).parents)]
            assert photos == sum(inside) > 0
        assert folders <= set(found)

    def test_chosen_folders_inside_others_offline_ones_and_empty_ones(self) -> None:
        root, inner, deep, away, empty = (Path(each) for each in ("/p", "/p/in", "/p/in/deep", "/away", "/empty"))
        tree = folder_tree(
            [(root, True), (inner, False), (away, False), (empty, True)], [(os.fspath(deep), 2), (os.fspath(root), 1)]
        )
        assert flat(tree) == {
            os.fspath(away): (0, False, True),
            os.fspath(empty): (0, True, True),
            os.fspath(root): (3, True, True),
            os.fspath(inner): (2, False, True),
            os.fspath(deep): (2, False, False),
        }
        assert [node.name for node in tree] == ["away", "empty", "p"]

    def test_folders_of_one_name_are_told_by_their_paths(self) -> None:
        tree = folder_tree([(Path("/a/Pictures"), True), (Path("/b/Pictures"), True), (Path("/c/Photos"), True)], [])
        assert [node.name for node in tree] == [*paths("/a/Pictures", "/b/Pictures"), "Photos"]

    def test_the_whole_disk(self) -> None:
        [top] = folder_tree([(Path(os.sep), True)], [(os.fspath(Path("/p")), 2), (os.sep, 1)])
        assert (top.name, top.photos) == (os.sep, 3)
        assert [child.name for child in top.children] == ["p"]

    def test_photos_of_no_chosen_folder_are_nobodys(self) -> None:
        [top] = folder_tree([(Path("/p"), True)], [(os.fspath(Path("/q")), 2), (os.fspath(Path("/p2")), 2)])
        assert (top.photos, top.children) == (0, ())
