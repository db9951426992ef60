"""Comparing found files with the catalogue."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosim.core.photo import FileStamp, PhotoId, PhotoState
from photosim.store import scans
from photosim.store.catalog import Catalog
from photosim.store.marks import bring_back
from photosim.store.photos import epoch, find_by_id, find_by_path, mark_failed, set_state
from photosim.store.vectors import store_vector
from tests.catalogs import add_model, add_photos, vector_of

ROOT = Path("/photos")
VECTOR = np.arange(4, dtype=np.uint8)


@pytest.fixture
def model(catalog: Catalog) -> int:
    return add_model(catalog, 4)


@pytest.fixture
def connection(catalog: Catalog, model: int) -> Iterator[sqlite3.Connection]:
    with catalog.writing() as connection:
        scans.begin(connection)
    with catalog.writing() as connection:
        yield connection


def stamp(path: str, size: int = 1000, mtime_ns: int = 1) -> FileStamp:
    return FileStamp(path, size, mtime_ns)


def with_vector(catalog: Catalog, model: int, path: str) -> PhotoId:
    [photo_id] = add_photos(catalog, [path])
    with catalog.writing() as connection:
        store_vector(connection, model, photo_id, VECTOR, b"tags")
    return photo_id


def state_of(connection: sqlite3.Connection, photo_id: PhotoId, model: int = 1) -> PhotoState:
    return find_by_id(connection, [photo_id], model)[photo_id].state


class TestRecord:
    def test_new_files_are_told_in_order_of_path(self, catalog: Catalog, model: int) -> None:
        add_photos(catalog, ["/photos/known.jpg"])
        with catalog.writing() as connection:
            scans.begin(connection)
            files = [stamp("/photos/z.jpg", 5), stamp("/photos/known.jpg"), stamp("/photos/a.jpg", 1000)]
            newcomers = scans.record(connection, files)
            assert newcomers == [
                scans.Newcomer(stamp("/photos/a.jpg", 1000), same_size=True),
                scans.Newcomer(stamp("/photos/z.jpg", 5), same_size=False),
            ]
            assert scans.count_found(connection) == 3

    def test_begin_forgets_the_scan_before(self, catalog: Catalog) -> None:
        with catalog.writing() as connection:
            scans.begin(connection)
            scans.record(connection, [stamp("/photos/a.jpg")])
        with catalog.writing() as connection:
            scans.begin(connection)
            assert scans.count_found(connection) == 0

    def test_a_name_that_is_no_text_comes_back(self, connection: sqlite3.Connection) -> None:
        name = "/photos/caf\udce9\n\U0001f431.jpg"
        [newcomer] = scans.record(connection, [stamp(name)])
        scans.insert_new(connection, [newcomer.stamp])
        assert newcomer.stamp.path == name
        assert find_by_path(connection, name) is not None


class TestTwins:
    def test_move_keeps_id_and_vector(self, catalog: Catalog, model: int) -> None:
        photo_id = with_vector(catalog, model, "/photos/a.jpg")
        with catalog.writing() as connection:
            before = epoch(connection)
            [twin] = scans.twins(connection, 1000, photo_id.to_bytes(16, "big"))
            assert twin == scans.Twin(photo_id, "/photos/a.jpg", PhotoState.OK, failed=False)
            set_state(connection, [photo_id], PhotoState.MISSING)
            scans.move(connection, photo_id, stamp("/photos/b.jpg", mtime_ns=7))
            assert find_by_path(connection, "/photos/a.jpg") is None
            assert find_by_path(connection, "/photos/b.jpg") == photo_id
            assert state_of(connection, photo_id) is PhotoState.OK
            np.testing.assert_array_equal(vector_of(connection, model, photo_id), VECTOR)
            assert epoch(connection) > before

    def test_a_copy_has_a_row_and_a_vector_of_its_own(self, catalog: Catalog, model: int) -> None:
        first = with_vector(catalog, model, "/photos/a.jpg")
        with catalog.writing() as connection:
            scans.insert_copy(connection, stamp("/photos/b.jpg", mtime_ns=7), first)
            second = find_by_path(connection, "/photos/b.jpg")
            assert second is not None
            assert second != first
            np.testing.assert_array_equal(vector_of(connection, model, second), VECTOR)
            photo = find_by_id(connection, [second], model)[second]
            assert (photo.mtime_ns, photo.width, photo.height, photo.indexed) == (7, 640, 480, True)
            scans.reset(connection, first, stamp("/photos/a.jpg", 999))
            assert vector_of(connection, model, second) is not None

    def test_a_copy_of_an_unreadable_photo_is_unreadable_and_one_of_a_missing_photo_is_there(
        self, catalog: Catalog, model: int
    ) -> None:
        broken, gone = add_photos(catalog, ["/photos/broken.jpg", "/photos/gone.jpg"])
        with catalog.writing() as connection:
            mark_failed(connection, broken, "the file is truncated", b"b" * 16, retry=False)
            set_state(connection, [gone], PhotoState.MISSING)
            scans.insert_copy(connection, stamp("/photos/1.jpg"), broken)
            scans.insert_copy(connection, stamp("/photos/2.jpg"), gone)
            copies = [find_by_path(connection, path) for path in ("/photos/1.jpg", "/photos/2.jpg")]
            photos = find_by_id(connection, [key for key in copies if key], model)
            assert [(photo.state, photo.error) for photo in photos.values()] == [
                (PhotoState.FAILED, "the file is truncated"),
                (PhotoState.OK, None),
            ]


class TestChanged:
    def test_size_or_time(self, catalog: Catalog, model: int) -> None:
        same, longer, touched = add_photos(catalog, [f"/photos/{name}.jpg" for name in ("same", "longer", "touched")])
        with catalog.writing() as connection:
            scans.begin(connection)
            found = [
                stamp("/photos/same.jpg"),
                stamp("/photos/longer.jpg", 1001),
                stamp("/photos/touched.jpg", 1000, 2),
            ]
            scans.record(connection, found)
            changes = {change.id: change for change in scans.changed(connection)}
            assert set(changes) == {longer, touched}
            assert changes[touched].content == touched.to_bytes(16, "big")
            assert changes[longer].stamp == found[1]
            scans.touch(connection, touched, changes[touched].stamp)
            scans.reset(connection, longer, changes[longer].stamp)
            assert scans.changed(connection) == []
            assert same not in changes

    def test_reset_drops_the_vectors_and_the_reason(self, catalog: Catalog, model: int) -> None:
        photo_id = with_vector(catalog, model, "/photos/a.jpg")
        with catalog.writing() as connection:
            mark_failed(connection, photo_id, "the file is damaged", None, retry=True)
            scans.reset(connection, photo_id, stamp("/photos/a.jpg", 5, 6))
            photo = find_by_id(connection, [photo_id], model)[photo_id]
            assert (photo.state, photo.error, photo.size, photo.mtime_ns) == (PhotoState.OK, None, 5, 6)
            assert vector_of(connection, model, photo_id) is None


class TestGoneAndBack:
    def test_what_was_not_found_inside_the_folder(self, catalog: Catalog, model: int) -> None:
        paths = ["/photos/here.jpg", "/photos/sub/gone.jpg", "/photos-2/other.jpg", "/photos.jpg", "/photos/lost.jpg"]
        here, gone, _, _, lost = add_photos(catalog, paths)
        with catalog.writing() as connection:
            set_state(connection, [lost], PhotoState.MISSING)
            scans.begin(connection)
            scans.record(connection, [stamp("/photos/here.jpg")])
            assert list(scans.gone(connection, ROOT)) == [(gone, "/photos/sub/gone.jpg", PhotoState.OK)]
            assert here

    def test_returned_photos_are_as_they_were(self, catalog: Catalog, model: int) -> None:
        back, broken, away = add_photos(catalog, ["/photos/back.jpg", "/photos/broken.jpg", "/photos/away.jpg"])
        with catalog.writing() as connection:
            mark_failed(connection, broken, "the file is damaged", None, retry=False)
            set_state(connection, [back, away], PhotoState.MISSING)
            set_state(connection, [broken], PhotoState.OFFLINE)
            scans.begin(connection)
            scans.record(connection, [stamp("/photos/back.jpg"), stamp("/photos/broken.jpg")])
            before = epoch(connection)
            returned = scans.returned(connection)
            assert returned == [(back, "/photos/back.jpg"), (broken, "/photos/broken.jpg")]
            bring_back(connection, (photo_id for photo_id, _ in returned))
            assert epoch(connection) > before
            states = [state_of(connection, key) for key in (back, broken, away)]
            assert states == [PhotoState.OK, PhotoState.FAILED, PhotoState.MISSING]
            again = epoch(connection)
            assert scans.returned(connection) == []
            bring_back(connection, [])
            assert epoch(connection) == again

    def test_only_passing_failures_wait_again(self, catalog: Catalog, model: int) -> None:
        passing, lasting = add_photos(catalog, ["/photos/a.jpg", "/photos/b.jpg"])
        with catalog.writing() as connection:
            mark_failed(connection, passing, "no permission to read the file", None, retry=True)
            mark_failed(connection, lasting, "the file is damaged", None, retry=False)
            scans.begin(connection)
            scans.record(connection, [stamp("/photos/a.jpg"), stamp("/photos/b.jpg")])
            scans.retry_failed(connection)
            assert [state_of(connection, key) for key in (passing, lasting)] == [PhotoState.OK, PhotoState.FAILED]
            assert scans.count_found_failed(connection) == 1

    def test_offline_takes_the_folders_photos_out_and_leaves_the_missing(self, catalog: Catalog, model: int) -> None:
        inside, missing, outside = add_photos(catalog, ["/photos/a.jpg", "/photos/b.jpg", "/other/c.jpg"])
        with catalog.writing() as connection:
            set_state(connection, [missing], PhotoState.MISSING)
            scans.set_offline(connection, ROOT)
            states = [state_of(connection, key) for key in (inside, missing, outside)]
            assert states == [PhotoState.OFFLINE, PhotoState.MISSING, PhotoState.OK]
