"""Queries on folders, photos and vectors."""

import os
from pathlib import Path

import numpy as np
import pytest

from photosim.core.photo import PhotoId, PhotoState
from photosim.core.vectors import VectorForm
from photosim.store import models, photos, vectors
from photosim.store.catalog import Catalog
from tests.catalogs import add_model, add_photos, add_vectors, vector_of


def test_folders_are_kept_once_in_order_with_whether_they_are_online(catalog: Catalog) -> None:
    with catalog.writing() as connection:
        for name in ("/b", "/a", "/b", "/caf\udce9"):
            photos.add_folder(connection, Path(name))
        photos.set_online(connection, Path("/b"), online=False)
        expected = [(Path("/a"), True), (Path("/b"), False), (Path("/caf\udce9"), True)]
        assert photos.list_folders(connection) == expected


@pytest.mark.skipif(os.sep != "/", reason="paths are written the POSIX way")
@pytest.mark.parametrize("folder", ["/photos", "/", "/caf\udce9", "/photos/\udcff"])
def test_below_takes_what_is_inside_and_nothing_beside(folder: str) -> None:
    low, high = photos.below(folder)
    base = folder.rstrip("/")
    for inside in ("/a.jpg", "/\x01", "/sub/deep/b.jpg", "/\udcff\udcff\udcff", "/\U0010ffff"):
        assert low <= photos.path_bytes(base + inside) < high
    for outside in ("", "-2/a.jpg", ".jpg", "0", "\udcff"):
        if base:
            assert not low <= photos.path_bytes(base + outside) < high


def test_counts(catalog: Catalog) -> None:
    ids = add_photos(catalog, [f"/photos/{number}.jpg" for number in range(6)] + ["/other/a.jpg"])
    with catalog.writing() as connection:
        photos.set_state(connection, ids[:1], PhotoState.MISSING)
        photos.set_state(connection, ids[1:3], PhotoState.OFFLINE)
        photos.mark_failed(connection, ids[3], "the file is damaged", None, retry=False)
        assert photos.count_states(connection) == {"ok": 3, "failed": 1, "missing": 1, "offline": 2}
        assert photos.count_below(connection, Path("/photos")) == 3
        assert photos.expects_photos(connection, Path("/photos"))
        assert not photos.expects_photos(connection, Path("/nowhere"))
        assert photos.shown_ids(connection).tolist() == ids[3:]
        assert photos.shown_ids(connection, after=ids[4]).tolist() == ids[5:]
        photos.set_state(connection, ids, PhotoState.MISSING)
        assert not photos.expects_photos(connection, Path("/photos"))
        assert photos.shown_ids(connection).typecode == "q"


def test_find_by_id_takes_more_ids_than_a_statement_may_have_and_leaves_out_strangers(catalog: Catalog) -> None:
    ids = add_photos(catalog, [f"/photos/{number:05d}.jpg" for number in range(1203)])
    with catalog.reading() as connection:
        found = photos.find_by_id(connection, [*ids, 999_999, -1], 1)
        assert sorted(found) == ids
        assert photos.find_by_id(connection, [], 1) == {}


def test_find_by_id_takes_what_shown_ids_gives(catalog: Catalog) -> None:
    ids = add_photos(catalog, ["/photos/a.jpg", "/photos/b.jpg"])
    with catalog.reading() as connection:
        assert sorted(photos.find_by_id(connection, photos.shown_ids(connection), 1)) == ids


def test_pending_pages_go_on_where_the_last_ended(catalog: Catalog) -> None:
    model = add_model(catalog, 4)
    names = [f"/photos/{number:03d}.jpg" for number in range(25)]
    ids = add_photos(catalog, names)
    with catalog.writing() as connection:
        vectors.store_vector(connection, model, ids[4], np.zeros(4, np.uint8), None)
        photos.set_state(connection, [ids[7]], PhotoState.MISSING)
        photos.mark_failed(connection, ids[9], "the file is damaged", None, retry=False)
        seen: list[PhotoId] = []
        after: str | None = None
        while page := photos.pending(connection, model, Path("/photos"), after, 6):
            seen += [one.id for one in page]
            after = page[-1].path
        assert seen == [key for key in ids if key not in (ids[4], ids[7], ids[9])]
        assert photos.count_pending(connection, model, Path("/photos")) == len(seen)
        assert photos.count_pending(connection, model) == len(seen)
        assert photos.count_pending(connection, model, Path("/other")) == 0


def test_pending_tells_what_was_seen_before(catalog: Catalog) -> None:
    model = add_model(catalog, 4)
    seen, refused = add_photos(catalog, ["/photos/a.jpg", "/photos/b.jpg"])
    with catalog.writing() as connection:
        connection.execute("UPDATE photos SET width = 0, height = 0 WHERE id = ?", (refused,))
        first, second = photos.pending(connection, model, Path("/photos"), None, 10)
        assert (first.id, first.seen_before, first.same_content) == (seen, True, True)
        # Its content is known, but nobody could make a picture of it: for the user it is new.
        assert (second.id, second.seen_before, second.same_content) == (refused, False, False)


def test_a_failed_photo_is_not_indexed_whatever_vectors_it_has(catalog: Catalog) -> None:
    model = add_model(catalog, 4)
    [photo_id] = add_vectors(catalog, model, np.ones((1, 4), np.uint8))
    with catalog.writing() as connection:
        assert photos.find_by_id(connection, [photo_id], model)[photo_id].indexed
        assert not photos.find_by_id(connection, [photo_id], model + 1)[photo_id].indexed
        photos.mark_failed(connection, photo_id, "the file is damaged", None, retry=False)
        photo = photos.find_by_id(connection, [photo_id], model)[photo_id]
        assert (photo.indexed, photo.state, photo.error) == (False, PhotoState.FAILED, "the file is damaged")


class TestVectors:
    def test_two_models_never_meet(self, catalog: Catalog) -> None:
        one, two = add_model(catalog, 4, "one"), add_model(catalog, 8, "two")
        assert one != two
        assert add_model(catalog, 4, "one") == one
        [photo_id] = add_vectors(catalog, one, np.full((1, 4), 7, np.uint8))
        with catalog.writing() as connection:
            assert vector_of(connection, two, photo_id) is None
            vectors.store_vector(connection, two, photo_id, np.full(8, 9, np.uint8), None)
            assert vector_of(connection, one, photo_id) is not None
            assert [len(vectors.live_ids(connection, model)[0]) for model in (one, two)] == [1, 1]
            assert [models.count_live(connection, model) for model in (one, two)] == [1, 1]
            assert models.find_model(connection, "three") is None

    def test_live_ids_leave_out_who_is_not_there(self, catalog: Catalog) -> None:
        model = add_model(catalog, 4)
        ids = add_vectors(catalog, model, np.ones((5, 4), np.uint8))
        with catalog.writing() as connection:
            photos.set_state(connection, [ids[1]], PhotoState.MISSING)
            photos.set_state(connection, [ids[2]], PhotoState.OFFLINE)
            vector_ids, photo_ids = vectors.live_ids(connection, model)
            assert photo_ids.tolist() == [ids[0], ids[3], ids[4]]
            assert vector_ids.tolist() == sorted(vector_ids.tolist())
            later, photos_later = vectors.live_ids_after(connection, model, int(vector_ids[1]))
            assert (later.tolist(), photos_later.tolist()) == ([vector_ids[2]], [ids[4]])
            assert vectors.newest_vector_id(connection) == vector_ids[2]
            assert models.count_live(connection, model) == 3

    def test_rows_come_in_the_order_asked_for(self, catalog: Catalog) -> None:
        model = add_model(catalog, 3)
        rows = np.arange(12, dtype=np.uint8).reshape(4, 3)
        add_vectors(catalog, model, rows)
        with catalog.reading() as connection:
            vector_ids, _ = vectors.live_ids(connection, model)
            picked = [int(vector_ids[place]) for place in (3, 0, 2)]
            np.testing.assert_array_equal(vectors.load_vectors(connection, picked, VectorForm(3))[0], rows[[3, 0, 2]])
            assert vectors.load_vectors(connection, [], VectorForm(3))[0].shape == (0, 3)

    def test_provider(self, catalog: Catalog) -> None:
        model = add_model(catalog, 4)
        with catalog.writing() as connection:
            assert models.last_provider(connection, model) is None
            for run in (models.ProviderRun("CPU", "CUDA", "no card"), models.ProviderRun("CUDA", "auto")):
                models.set_provider(connection, model, run)
                assert models.last_provider(connection, model) == run
