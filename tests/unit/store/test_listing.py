"""Lists of photos as the catalogue gives them, compared with plain Python."""

import os
import random
from array import array
from collections import Counter
from pathlib import Path

import pytest

from photosim.core.names import natural_key
from photosim.core.photo import FileStamp, PhotoId, PhotoState
from photosim.store import dates, listing, marks, photos, scans
from photosim.store.catalog import Catalog
from tests.catalogs import add_photos

NAMES = ("IMG_9.jpg", "img_10.JPG", "IMG_0100.jpg", "a%b.jpg", "a_b.jpg", "Ärger.jpg", "100!.jpg", "zoo.jpg")
FOLDERS = ("/photos", "/photos/2024", "/photos/2024/May", "/photos/2024-old", "/other/Ärger")


class Row:
    """What the test knows of a photo."""

    def __init__(self, photo_id: PhotoId, path: str, dice: random.Random) -> None:
        self.id = photo_id
        self.path = path
        self.state = dice.choice([PhotoState.OK] * 5 + [PhotoState.FAILED, PhotoState.MISSING, PhotoState.OFFLINE])
        self.hidden = dice.random() < 0.2
        self.taken = dice.choice([None, dice.randrange(10)])

    @property
    def shown(self) -> bool:
        return self.state in (PhotoState.OK, PhotoState.FAILED)

    def is_in(self, folder: str | None) -> bool:
        return folder is None or self.path.startswith(f"{folder}/")


@pytest.fixture
def rows(catalog: Catalog) -> list[Row]:
    """Forty photos in all states, some hidden, some with a date."""
    dice = random.Random(5)
    paths = [f"{folder}/{name}" for folder in FOLDERS for name in NAMES]
    dice.shuffle(paths)
    made = [Row(key, path, dice) for key, path in zip(add_photos(catalog, paths), paths, strict=True)]
    with catalog.writing() as connection:
        for row in made:
            photos.set_state(connection, [row.id], row.state)
        marks.set_hidden(connection, [row.id for row in made if row.hidden], hidden=True)
        dates.set_dates(connection, [(row.id, row.taken) for row in made])
    return made


@pytest.mark.parametrize("folder", [None, "/photos", "/photos/2024", "/nowhere"])
@pytest.mark.parametrize("hidden", [False, True])
class TestLists:
    def wanted(self, rows: list[Row], folder: str | None, hidden: bool) -> list[Row]:
        return [row for row in rows if row.shown and row.hidden == hidden and row.is_in(folder)]

    def test_ids(self, catalog: Catalog, rows: list[Row], folder: str | None, hidden: bool) -> None:
        with catalog.reading() as connection:
            found = listing.ids_of(connection, Path(folder) if folder else None, hidden=hidden)
        assert found.typecode == "q"
        assert found.tolist() == sorted(row.id for row in self.wanted(rows, folder, hidden))

    @pytest.mark.parametrize("descending", [False, True])
    def test_by_date(
        self, catalog: Catalog, rows: list[Row], folder: str | None, hidden: bool, descending: bool
    ) -> None:
        with catalog.reading() as connection:
            where = Path(folder) if folder else None
            ids, dates = listing.by_date(connection, where, hidden=hidden, descending=descending)
            first = listing.by_date(connection, where, hidden=hidden, descending=descending, first=3)
        expected = [((row.taken or 0), row.path.encode(), row.id) for row in self.wanted(rows, folder, hidden)]
        expected.sort(reverse=descending)
        assert (ids.typecode, dates.typecode) == ("q", "q")
        assert list(zip(ids, dates, strict=True)) == [(key, date) for date, _, key in expected]
        assert first == (ids[:3], dates[:3])

    @pytest.mark.parametrize("descending", [False, True])
    def test_by_name(
        self, catalog: Catalog, rows: list[Row], folder: str | None, hidden: bool, descending: bool
    ) -> None:
        with catalog.reading() as connection:
            found = listing.by_name(connection, Path(folder) if folder else None, hidden=hidden, descending=descending)
        expected = [
            (natural_key(Path(row.path).name), row.path.encode(), row.id, os.fspath(Path(row.path).parent))
            for row in self.wanted(rows, folder, hidden)
        ]
        assert found == [(key, parent) for _, _, key, parent in sorted(expected, reverse=descending)]


def test_the_date_of_the_file_counts_where_no_other_is_known(catalog: Catalog, rows: list[Row]) -> None:
    undated = next(row for row in rows if row.shown and not row.hidden and row.taken is None)
    with catalog.writing() as connection:
        connection.execute("UPDATE photos SET mtime_ns = 1714745229999999999 WHERE id = ?", (undated.id,))
        ids, dates = listing.by_date(connection)
        assert (ids[0], dates[0]) == (undated.id, 1_714_745_229)


def test_more_photos_than_one_turn(catalog: Catalog) -> None:
    ids = add_photos(catalog, [f"/photos/{number:05}.jpg" for number in range(5_003)])
    with catalog.reading() as connection:
        assert listing.by_date(connection, descending=False)[0].tolist() == ids
        assert listing.ids_of(connection).tolist() == sorted(ids)


@pytest.mark.parametrize("folder", [None, Path("/photos")])
def test_the_list_by_date_is_read_from_its_index_alone(catalog: Catalog, folder: Path | None) -> None:
    asked: list[str] = []
    with catalog.reading() as connection:
        connection.set_trace_callback(asked.append)
        listing.by_date(connection, folder)
        connection.set_trace_callback(None)
        [query] = asked
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert any("photos_listed" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)


def test_counts(catalog: Catalog, rows: list[Row]) -> None:
    shown = Counter(row.hidden for row in rows if row.shown)
    with catalog.reading() as connection:
        assert listing.count_listed(connection) == shown[False]
        assert listing.count_listed(connection, hidden=True) == shown[True]
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM photos WHERE state IN ('ok', 'failed') AND hidden = 1"
        ).fetchall()
        assert "photos_hidden" in plan[0][3]


def test_folder_counts(catalog: Catalog, rows: list[Row]) -> None:
    with catalog.reading() as connection:
        found = dict(listing.folder_counts(connection))
    assert found == Counter(os.fspath(Path(row.path).parent) for row in rows if row.shown and not row.hidden)


@pytest.mark.parametrize("prefix", ["img_", "IMG_1", "a%", "a_", "ä", "Ärg", "100!", "z", "/", "photos", "", "é"])
def test_named(catalog: Catalog, rows: list[Row], prefix: str) -> None:
    with catalog.reading() as connection:
        found = listing.named(connection, prefix)
    assert found == {row.id for row in rows if Path(row.path).name.casefold().startswith(prefix.casefold())}


def test_failed_with_their_reasons(catalog: Catalog) -> None:
    ids = add_photos(catalog, ["/photos/b.jpg", "/photos/a.jpg", "/photos/c.jpg"])
    with catalog.writing() as connection:
        photos.mark_failed(connection, ids[0], "the file is truncated", b"1" * 16, retry=False)
        photos.mark_failed(connection, ids[1], "no permission", None, retry=True)
        assert list(listing.failed(connection)) == [
            (ids[1], Path("/photos/a.jpg"), "no permission"),
            (ids[0], Path("/photos/b.jpg"), "the file is truncated"),
        ]


def test_names_that_are_no_text(catalog: Catalog) -> None:
    path = os.fsdecode(b"/photos/caf\xe9/\xff.jpg")
    [photo_id] = add_photos(catalog, [path])
    with catalog.reading() as connection:
        assert listing.by_name(connection) == [(photo_id, os.fspath(Path(path).parent))]
        assert dict(listing.folder_counts(connection)) == {os.fspath(Path(path).parent): 1}


def test_photos_at_the_root_of_a_disk(catalog: Catalog) -> None:
    [photo_id] = add_photos(catalog, [f"{os.sep}a.jpg"])
    with catalog.reading() as connection:
        assert listing.by_name(connection) == [(photo_id, os.sep)]
        assert dict(listing.folder_counts(connection)) == {os.sep: 1}


class TestDates:
    def test_pages_of_what_was_looked_at_and_never_asked(self, catalog: Catalog) -> None:
        paths = [f"/photos/{number}.jpg" for number in range(7)]
        ids = add_photos(catalog, [*paths, "/photos2/x.jpg"])
        with catalog.writing() as connection:
            connection.execute("UPDATE photos SET dated = 0")
            connection.execute("UPDATE photos SET width = 0 WHERE id = ?", (ids[3],))  # never looked at
            photos.mark_failed(connection, ids[4], "damaged", None, retry=False)
            dates.set_dates(connection, [(ids[5], None)])
            folder = Path("/photos")
            assert dates.count_undated(connection, folder) == 4
            first = dates.undated(connection, folder, None, 3)
            assert [key for key, _ in first] == [ids[0], ids[1], ids[2]]
            assert dates.undated(connection, folder, first[-1][1], 3) == [(ids[6], paths[6])]

    def test_a_look_records_the_date_and_new_content_forgets_it(self, catalog: Catalog) -> None:
        [photo_id] = add_photos(catalog, ["/photos/a.jpg"])
        stamp = FileStamp("/photos/a.jpg", 5, 5)
        with catalog.writing() as connection:
            assert photos.mark_looked_at(connection, photo_id, stamp, b"2" * 16, (4, 3), -86_400)
            assert listing.by_date(connection) == (array("q", [photo_id]), array("q", [-86_400]))
            scans.insert_copy(connection, FileStamp("/photos/b.jpg", 5, 5), photo_id)
            assert listing.by_date(connection)[1].tolist() == [-86_400] * 2
            scans.reset(connection, photo_id, stamp)
            assert connection.execute("SELECT taken, dated FROM photos ORDER BY id").fetchall() == [
                (None, 0),
                (-86_400, 1),
            ]

    def test_a_photo_that_left_meanwhile_is_not_recorded(self, catalog: Catalog) -> None:
        with catalog.writing() as connection:
            stamp = FileStamp("/photos/a.jpg", 5, 5)
            assert not photos.mark_looked_at(connection, PhotoId(9), stamp, b"2" * 16, (4, 3), None)


def test_moving_a_photo_gives_it_the_place_of_its_new_name(catalog: Catalog) -> None:
    ids = add_photos(catalog, ["/photos/a.jpg", "/photos/b.jpg", "/photos/c.jpg"])
    with catalog.writing() as connection:
        scans.move(connection, ids[0], FileStamp("/photos/B2.jpg", 1, 1))
        scans.insert_copy(connection, FileStamp("/photos/B10.jpg", 1, 1), ids[1])
        names = [key for key, _ in listing.by_name(connection)]
    assert names == [ids[1], ids[0], names[2], ids[2]]


class TestFolders:
    def test_a_removed_folder_takes_its_photos_but_those_of_another_one(self, catalog: Catalog) -> None:
        ids = add_photos(catalog, ["/p/a.jpg", "/p/in/b.jpg", "/p/inner.jpg", "/p2/c.jpg"])
        with catalog.writing() as connection:
            for folder in ("/p", "/p/in", "/p2"):
                photos.add_folder(connection, Path(folder))
            before = photos.epoch(connection)
            assert not photos.remove_folder(connection, Path("/p/elsewhere"))
            assert photos.epoch(connection) == before
            assert photos.remove_folder(connection, Path("/p"))
            assert photos.epoch(connection) > before
            assert listing.ids_of(connection).tolist() == [ids[1], ids[3]]
            assert [path for path, _ in photos.list_folders(connection)] == [Path("/p/in"), Path("/p2")]

    def test_a_folder_inside_another_one_leaves_its_photos_there(self, catalog: Catalog) -> None:
        ids = add_photos(catalog, ["/p/a.jpg", "/p/in/b.jpg"])
        with catalog.writing() as connection:
            photos.add_folder(connection, Path("/p"))
            photos.add_folder(connection, Path("/p/in"))
            assert photos.remove_folder(connection, Path("/p/in"))
            assert listing.ids_of(connection).tolist() == ids


@pytest.mark.parametrize("part", [1, 2, 3, 10, 100, 100_000])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 1000])
def test_numbers_are_the_same_in_parts(part: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(count)
    numbers = [dice.choice([-1, 1]) * dice.randrange(10 ** dice.randrange(1, 18)) for _ in range(count)]
    monkeypatch.setattr(listing, "_PART", part)
    text = ",".join(map(str, numbers)) or None
    assert listing._numbers(text) == array("q", numbers)
