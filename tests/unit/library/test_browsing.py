"""Lists, and what the user decides about photos, with the built-in model."""

import os
import shutil
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from photosim.core.pace import Speed
from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.library.views import ALL, Filter, Listing, Order, SortKey
from photosim.store.settings import set_setting
from tests.dated_home import NAMES, id_of, save_dated
from tests.libraries import all_photos, counts, stored_vectors
from tests.support import program_environment, run

SORTED = ("a.jpg", "IMG_9.jpg", "img_10.jpg", "Zoo.jpg")
BY_NAME = Order(SortKey.NAME, descending=False)
BY_FOLDER = Order(SortKey.FOLDER, descending=False)


class Usage(NamedTuple):
    """As `shutil.disk_usage` tells."""

    total: int
    used: int
    free: int


def names_of(library: Library, listing: Listing) -> list[str]:
    known = library.photos(listing.ids)
    return ["/".join(known[PhotoId(key)].path.parts[-2:]) for key in listing.ids]


class TestListing:
    def test_by_date_with_a_heading_for_each_month(self, home: Library) -> None:
        found = home.listing()
        dated = [f"{year}/{name}" for year in ("2024", "2023") for name in reversed(NAMES[:3])]
        assert names_of(home, found) == [*dated, "2024/a.jpg", "2023/a.jpg"]
        assert [section.key for section in found.sections] == [
            *("2024-03", "2024-02", "2024-01", "2023-03", "2023-02", "2023-01", "2020-09")
        ]
        assert [section.start for section in found.sections] == list(range(7))
        assert (found.order, found.filter, found.total) == (Order(), ALL, 8)
        oldest = home.listing(Order(descending=False))
        assert oldest.ids.tolist() == found.ids.tolist()[::-1]
        assert [section.start for section in oldest.sections] == [0, 2, 3, 4, 5, 6, 7]

    @pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process cannot be changed")
    def test_without_a_date_the_files_time_counts_on_the_clock_here(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A photo of New Year's Eve by its camera, and files written then and soon after; one of no calendar's year."""
        monkeypatch.setenv("TZ", "Etc/GMT-2")  # two hours ahead
        time.tzset()
        image = Image.new("RGB", (64, 48), "green")
        written = {"eve.jpg": 1_704_058_200, "new.jpg": 1_704_061_800, "far.jpg": 8_000_000_000}  # 21:30, 22:30 UTC
        (tmp_path / "p").mkdir()
        for number, (name, seconds) in enumerate(written.items()):
            image.resize((64 + number, 48)).save(tmp_path / "p" / name)
            os.utime(tmp_path / "p" / name, (seconds, seconds))
        save_dated(image, tmp_path / "p" / "dated.jpg", "2023:12:31 23:45:00")
        library.index([tmp_path / "p"])
        try:
            found = library.listing()
        finally:
            monkeypatch.undo()
            time.tzset()
        assert [name.rpartition("/")[2] for name in names_of(library, found)] == [
            *("far.jpg", "new.jpg", "dated.jpg", "eve.jpg")
        ]
        assert [section.key for section in found.sections] == ["2223-07", "2024-01", "2023-12"]

    def test_by_name(self, home: Library) -> None:
        found = home.listing(BY_NAME)
        expected = [
            f"{year}/{name}" for name in ("a.jpg", "IMG_9.jpg", "img_10.jpg", "Zoo.jpg") for year in (2023, 2024)
        ]
        assert names_of(home, found) == expected
        assert found.sections == ()
        assert home.listing(Order(SortKey.NAME)).ids.tolist() == found.ids.tolist()[::-1]

    def test_by_folder(self, home: Library, photos: Path) -> None:
        found = home.listing(BY_FOLDER)
        expected = [
            f"{year}/{name}" for year in (2023, 2024) for name in ("a.jpg", "IMG_9.jpg", "img_10.jpg", "Zoo.jpg")
        ]
        assert names_of(home, found) == expected
        assert [(one.start, one.key) for one in found.sections] == [
            (0, os.fspath(photos / "2023")),
            (4, os.fspath(photos / "2024")),
        ]

    @pytest.mark.parametrize("key", list(SortKey))
    def test_a_filter_leaves_the_order(self, home: Library, photos: Path, key: SortKey) -> None:
        every = home.listing(Order(key))
        found = home.listing(Order(key), Filter(folder=photos / "2024"))
        inside = set(home.filtered(Filter(folder=photos / "2024")))
        assert len(inside) == 4
        assert found.ids.tolist() == [one for one in every.ids if one in inside]
        assert found.total == 8

    def test_the_first_list_needs_no_numpy(self, home: Library) -> None:
        script = (
            "import sys; from photosim.library import Library\n"
            f"with Library.open({os.fspath(home.paths.data.parent)!r}) as library:\n"
            "    assert len(library.listing().ids) == 8; library.folder_tree(); library.skipped(); library.status()\n"
            "sys.exit('numpy' in sys.modules or 'PIL' in sys.modules)"
        )
        done = run([sys.executable, "-c", script], environment=program_environment())
        assert done.returncode == 0, done.stderr

    def test_type_ahead(self, home: Library) -> None:
        found = home.listing(BY_NAME)
        rows = [home.first_named("IMG", found, after) for after in range(-1, 8)]
        assert rows == [2, 2, 2, 3, 4, 5, 2, 2, 2]
        assert home.first_named("zo", found) == 6
        assert home.first_named("none", found) is None
        assert home.first_named("a", home.listing(BY_NAME, Filter(hidden=True))) is None

    def test_folder_tree(self, home: Library, photos: Path) -> None:
        [top] = home.folder_tree()
        assert (top.path, top.photos, top.online, top.chosen) == (photos, 8, True, True)
        assert [(child.name, child.photos) for child in top.children] == [("2023", 4), ("2024", 4)]

    @pytest.mark.parametrize("order", [Order(), BY_NAME, BY_FOLDER])
    def test_the_first_photos_only(self, home: Library, order: Order) -> None:
        every, some = home.listing(order), home.listing(order, first=3)
        rows = len(every.ids) if order is BY_FOLDER else 3
        assert some.ids == every.ids[:rows]
        assert (some.total, some.complete) == (len(every.ids), order is BY_FOLDER)
        assert every.complete
        assert some.sections == tuple(section for section in every.sections if section.start < rows)

    def test_a_filter_lets_all_its_photos_through_at_once(self, home: Library, photos: Path) -> None:
        wanted = Filter(folder=photos / "2024")
        assert home.listing(filter=wanted, first=1).ids == home.listing(filter=wanted).ids

    def test_newest_id(self, home: Library) -> None:
        assert home.newest_id() == max(home.photo_ids())


class TestTrash:
    def test_gone_at_once_and_back_without_another_look(self, home: Library, photos: Path) -> None:
        query, key = photos / "2023" / "a.jpg", id_of(home, "2024/Zoo.jpg")
        before, vectors = home.similar(query, 8), stored_vectors(home)
        home.forget_files([key])
        assert key not in home.photo_ids()
        assert home.similar(query, 8) == [one for one in before if one.photo_id != key]
        assert home.status().missing == 1
        home.files_returned([key])
        assert home.similar(query, 8) == before
        assert stored_vectors(home).keys() == vectors.keys()
        assert counts(home.index([photos])) == {"unchanged": 8}


class TestSkipped:
    def test_reasons_and_another_try(self, library: Library, folder: Path) -> None:
        (folder / "b.jpg").write_bytes(b"\xff\xd8\xff\xe0 no photo")
        (folder / "a.png").write_bytes(b"")
        assert library.index([folder]).failed == 2
        skipped = library.skipped()
        assert [(one.path.name, one.reason) for one in skipped] == [
            ("a.png", "the file is empty"),
            ("b.jpg", "the file is truncated"),
        ]
        library.retry([skipped[0].photo_id])
        assert [one.path.name for one in library.skipped()] == ["b.jpg"]
        assert (library.status().pending, library.status().failed) == (1, 1)
        assert library.index([folder]).failed == 2  # looked at, and no better
        library.retry()
        assert library.skipped() == ()
        assert library.index([folder]).failed == 2


class TestSearches:
    def test_newest_first_each_once(self, library: Library) -> None:
        assert library.recent_searches() == ()
        for text in ("cat", " red  car ", "", "dog", "CAT"):
            library.remember_search(text)
        assert library.recent_searches() == ("CAT", "dog", "red car")
        for number in range(30):
            library.remember_search(f"word {number}")
        assert library.recent_searches() == tuple(f"word {number}" for number in range(29, 9, -1))
        library.forget_searches()
        assert library.recent_searches() == ()

    def test_kept_and_never_in_the_way(self, tmp_path: Path) -> None:
        with Library.open(tmp_path) as library:
            library.remember_search("caf\udce9 \N{CAT FACE}")
        with Library.open(tmp_path) as library:
            assert library.recent_searches() == ("caf\udce9 \N{CAT FACE}",)
            for broken in ("{", '"x"', "[1, null]"):
                with library._catalog.writing() as connection:
                    set_setting(connection, "recent-searches", broken)
                assert library.recent_searches() == ()
            library.remember_search("cat")
            assert library.recent_searches() == ("cat",)


class TestLowDisk:
    def test_told_in_one_line(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        assert library.low_disk() is None or "MB left" in library.low_disk()  # type: ignore[operator]
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12 - 499_000_000, 499_000_000))
        assert library.low_disk() == f"The disk with the library has only 499 MB left: {library.paths.data}"
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, 10**12))
        assert library.low_disk() is None

    def test_the_thumbnails_may_lie_on_another_disk(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        library.paths.cache.mkdir(exist_ok=True)

        def free(folder: Path) -> Usage:
            return Usage(0, 0, 5 if folder == library.paths.cache else 10**12)

        monkeypatch.setattr(shutil, "disk_usage", free)
        assert library.low_disk() == f"The disk with the thumbnails has only 0 MB left: {library.paths.cache}"

    def test_a_disk_that_does_not_answer(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_: Path) -> None:
            raise PermissionError

        monkeypatch.setattr(shutil, "disk_usage", fail)
        assert library.low_disk() is None


@pytest.mark.parametrize("speed", ["eco", "normal", "fast"])
def test_every_speed_sees_every_photo(library: Library, folder: Path, speed: Speed) -> None:
    library.set_speed(speed)
    assert counts(library.index([folder])) == {"added": 10}
    assert all(photo.indexed for photo in all_photos(library).values())
