"""What the catalogue says about photos that may be one, and the table of pairs on disk."""

import os
import time
from pathlib import Path

import numpy as np

from photosim.core.photo import FileStamp, PhotoState
from photosim.store.catalog import Catalog
from photosim.store.marks import set_hidden
from photosim.store.pairfile import NAME, PairTable, load_pairs, save_pairs
from photosim.store.pairs import NOT_DATED, same_content, shown, twin_rows, vectors_of
from photosim.store.photos import mark_looked_at, set_state
from tests.catalogs import add_model, add_photos, add_vectors, like_embeddings


class TestPairs:
    def test_hidden_and_absent_photos_are_left_out(self, catalog: Catalog) -> None:
        model, other = add_model(catalog, 16), add_model(catalog, 16, "model-2")
        ids = add_vectors(catalog, model, like_embeddings(6, 16))
        add_vectors(catalog, other, like_embeddings(2, 16))
        with catalog.writing() as connection:
            set_hidden(connection, [ids[0]], hidden=True)
            set_state(connection, [ids[1]], PhotoState.MISSING)
            set_state(connection, [ids[2]], PhotoState.OFFLINE)
            connection.execute("UPDATE photos SET taken = 1000 WHERE id = ?", (ids[4],))
        with catalog.reading() as connection:
            photos = shown(connection, model)
            rows = twin_rows(connection, ids)
        assert photos.photo_ids.tolist() == ids[3:]
        assert photos.taken.tolist() == [NOT_DATED, 1000, NOT_DATED]
        assert (np.diff(photos.vector_ids) > 0).all()
        assert list(rows) == ids[3:]
        assert (rows[ids[4]].taken, rows[ids[5]].taken) == (1000, None)
        assert (rows[ids[3]].width, rows[ids[3]].height, rows[ids[3]].size) == (640, 480, 1000)

    def test_no_photos(self, catalog: Catalog) -> None:
        model = add_model(catalog, 16)
        with catalog.reading() as connection:
            assert len(shown(connection, model).photo_ids) == 0
            assert same_content(connection) == []
            assert len(vectors_of(connection, model, [])[0]) == 0

    def test_same_content(self, catalog: Catalog) -> None:
        ids = add_photos(catalog, [f"/photos/{number}.jpg" for number in range(7)])
        with catalog.writing() as connection:
            for photo_id, size, content in zip(ids, (5, 5, 5, 6, 7, 7, 7), b"aabaccc", strict=True):
                path = f"/photos/{photo_id}.jpg"
                mark_looked_at(connection, photo_id, FileStamp(path, size, 1), bytes([content]) * 16, (4, 3))
            set_hidden(connection, [ids[6]], hidden=True)
        with catalog.reading() as connection:
            assert same_content(connection) == [[ids[0], ids[1]], [ids[4], ids[5]]]

    def test_vectors_of(self, catalog: Catalog) -> None:
        model = add_model(catalog, 16)
        rows = like_embeddings(1200, 16)
        ids = add_vectors(catalog, model, rows)
        wanted = [*ids[::-1], 999_999]
        with catalog.reading() as connection:
            photos, found = vectors_of(connection, model, wanted)
        assert sorted(photos.tolist()) == ids
        for photo_id, row in zip(photos.tolist(), found, strict=True):
            assert (row == rows[ids.index(photo_id)]).all()


def a_table() -> PairTable:
    return PairTable(
        seen=np.arange(5),
        later=np.array([3, 4]),
        earlier=np.array([1, 2]),
        cosine=np.array([0.9, 0.8], np.float32),
        likeness=np.array([0.98, np.nan], np.float32),
        scene=np.array([0.99, np.nan], np.float32),
        sharp=np.array([3]),
        sharpness=np.array([12.5], np.float32),
    )


class TestPairFile:
    def test_what_was_saved_is_loaded(self, tmp_path: Path) -> None:
        save_pairs(tmp_path / "new", a_table(), 0.75)
        loaded = load_pairs(tmp_path / "new", 0.75)
        assert loaded.seen.tolist() == [0, 1, 2, 3, 4]
        assert np.array_equal(loaded.likeness, a_table().likeness, equal_nan=True)
        assert loaded.sharpness.tolist() == [12.5]
        assert [file.name for file in (tmp_path / "new").iterdir()] == [NAME]

    def test_of_another_floor_it_counts_as_none(self, tmp_path: Path) -> None:
        save_pairs(tmp_path, a_table(), 0.75)
        assert len(load_pairs(tmp_path, 0.7).seen) == 0

    def test_a_damaged_file_counts_as_none(self, tmp_path: Path) -> None:
        assert len(load_pairs(tmp_path, 0.75).seen) == 0
        save_pairs(tmp_path, a_table(), 0.75)
        whole = (tmp_path / NAME).read_bytes()
        for damaged in (b"", b"nothing", whole[:100], whole[: len(whole) // 2], whole[:-30]):
            (tmp_path / NAME).write_bytes(damaged)
            assert len(load_pairs(tmp_path, 0.75).seen) == 0

    def test_bytes_may_be_others(self, tmp_path: Path) -> None:
        save_pairs(tmp_path, a_table(), 0.75)
        whole = (tmp_path / NAME).read_bytes()
        for place in range(0, len(whole), 7):
            damaged = bytearray(whole)
            damaged[place] ^= 0xFF
            (tmp_path / NAME).write_bytes(damaged)
            loaded = load_pairs(tmp_path, 0.75)  # of a time stamp it may not matter
            assert loaded.seen.tolist() in ([], [0, 1, 2, 3, 4])

    def test_what_a_crash_left_goes_with_time(self, tmp_path: Path) -> None:
        for name, hours in (("old.tmp", 2), ("new.tmp", 0)):
            (tmp_path / name).write_bytes(b"half")
            os.utime(tmp_path / name, (time.time() - 3600 * hours,) * 2)
        save_pairs(tmp_path, a_table(), 0.75)
        assert {file.name for file in tmp_path.iterdir()} == {NAME, "new.tmp"}

    def test_columns_that_do_not_fit_count_as_none(self, tmp_path: Path) -> None:
        table = a_table()
        values = {name: getattr(table, name) for name in PairTable.__dataclass_fields__}
        np.savez(tmp_path / NAME, format=1, floor=0.75, **(values | {"cosine": values["cosine"][:1]}))
        assert len(load_pairs(tmp_path, 0.75).seen) == 0

    def test_a_place_that_cannot_be_written_is_no_error(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        save_pairs(tmp_path / "file", a_table(), 0.75)
