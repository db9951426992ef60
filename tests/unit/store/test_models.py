"""What a catalogue holds of each model, and giving it back."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from photosim.core.photo import FileStamp, PhotoId
from photosim.errors import LibraryError
from photosim.paths import AppPaths
from photosim.store.catalog import Catalog
from photosim.store.db import clear_errors, connect, transaction
from photosim.store.models import count_live, count_vectors, forget_vectors, list_uses
from photosim.store.photos import epoch, mark_failed, mark_looked_at, raise_epoch
from photosim.store.vectors import store_vector
from tests.catalogs import add_model, add_vectors, like_embeddings, vector_of


def file_bytes(catalog: Catalog) -> int:
    """Once all that was written is in the file itself."""
    catalog._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return catalog.path.stat().st_size


def photos_with_vectors_of(catalog: Catalog, dimension: int, count: int, identity: str) -> int:
    """Vectors of another model for the first photos there are."""
    model = add_model(catalog, dimension, identity)
    rows = np.random.default_rng(dimension).integers(0, 256, (count, dimension), np.uint8)
    with catalog.writing() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM photos ORDER BY id LIMIT ?", (count,))]
        for photo_id, row in zip(ids, rows, strict=True):
            store_vector(connection, model, PhotoId(photo_id), row, bytes(40))
    return model


@pytest.mark.parametrize("dimension", [256, 1280, 2048, 4096])
def test_the_space_a_model_takes_is_told_well_enough(catalog: Catalog, dimension: int) -> None:
    add_vectors(catalog, add_model(catalog, 8), like_embeddings(3_000, 8))
    before = file_bytes(catalog)
    photos_with_vectors_of(catalog, dimension, 3_000, "other")
    grown = file_bytes(catalog) - before
    with catalog.reading() as connection:
        uses = {use.identity: use for use in list_uses(connection)}
        assert list_uses(connection, "other") == [uses["other"]]
        assert list_uses(connection, "no such model") == []
    assert (uses["other"].photos, uses["other"].dimension) == (3_000, dimension)
    assert uses["other"].vector_bytes == pytest.approx(grown, rel=0.1)


def test_a_model_without_vectors_takes_none(catalog: Catalog) -> None:
    add_model(catalog, 8)
    with catalog.reading() as connection:
        [use] = list_uses(connection)
    assert (use.photos, use.vector_bytes) == (0, 0)


def test_vectors_are_dropped_in_parts_and_the_space_comes_back(catalog: Catalog) -> None:
    kept = add_model(catalog, 64)
    rows = like_embeddings(3_000, 64)
    ids = add_vectors(catalog, kept, rows)
    small = file_bytes(catalog)
    model = photos_with_vectors_of(catalog, 1280, 2_500, "other")
    large = file_bytes(catalog)
    dropped = []
    while True:
        with catalog.writing() as connection:
            dropped.append(forget_vectors(connection, model, 1_000))
        if not dropped[-1]:
            break
    assert dropped == [1_000, 1_000, 500, 0]
    assert file_bytes(catalog) == large
    assert catalog.free_bytes() == pytest.approx(large - small, rel=0.05)
    assert catalog.compact() is True
    assert file_bytes(catalog) <= small * 1.02
    assert catalog.free_bytes() == 0
    with catalog.reading() as connection:
        assert (count_live(connection, model), count_vectors(connection, model)) == (0, 0)
        assert count_live(connection, kept) == 3_000
        for photo_id, row in list(zip(ids, rows, strict=True))[::100]:
            found = vector_of(connection, kept, photo_id)
            assert found is not None
            assert np.array_equal(found, row)


def test_little_unused_space_stays_for_what_comes_next(catalog: Catalog) -> None:
    add_vectors(catalog, add_model(catalog, 1280), like_embeddings(2_000, 1280))
    model = photos_with_vectors_of(catalog, 1280, 200, "other")
    with catalog.writing() as connection:
        assert forget_vectors(connection, model, 1_000) == 200
    size = file_bytes(catalog)
    assert catalog.compact() is False
    assert file_bytes(catalog) == size
    photos_with_vectors_of(catalog, 1280, 150, "other")
    assert file_bytes(catalog) == size


def test_others_read_while_the_space_is_given_back(catalog: Catalog) -> None:
    """And who is in the middle of it sees what was there when it began."""
    model = add_model(catalog, 512)
    add_vectors(catalog, model, like_embeddings(2_000, 512))
    with catalog.writing() as connection:
        forget_vectors(connection, model, 1_500)
    begun, go_on, counts = threading.Event(), threading.Event(), []

    def read() -> None:
        with catalog.snapshot() as connection:
            counts.append(count_vectors(connection, model))
            begun.set()
            go_on.wait(30)
            counts.append(count_vectors(connection, model))

    thread = threading.Thread(target=read)
    thread.start()
    begun.wait(30)
    threading.Timer(0.2, go_on.set).start()
    assert catalog.compact()
    thread.join()
    assert counts == [500, 500]
    with catalog.reading() as connection:
        assert count_vectors(connection, model) == 500


def test_others_write_although_somebody_reads_for_long(catalog: Catalog) -> None:
    model = add_model(catalog, 512)
    add_vectors(catalog, model, like_embeddings(2_000, 512))
    with catalog.writing() as connection:
        forget_vectors(connection, model, 1_500)
    through, failures = threading.Event(), []

    def write() -> None:
        with closing(connect(catalog.path, busy_milliseconds=5_000)) as other:
            while not through.is_set():
                try:
                    with clear_errors(catalog.path), transaction(other):
                        raise_epoch(other)
                except LibraryError as error:
                    failures.append(error)

    thread = threading.Thread(target=write)
    with catalog.snapshot() as reader:
        assert count_vectors(reader, model) == 500
        thread.start()
        assert catalog.compact()
        through.set()
        thread.join()
        assert count_vectors(reader, model) == 500
    assert not failures


def test_a_large_log_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photosim.store.db._LARGEST_LOG", 100_000)
    catalog = Catalog(AppPaths.below(tmp_path))
    log = catalog.path.with_name(f"{catalog.path.name}-wal")
    with closing(catalog):
        catalog._writer.execute("PRAGMA wal_autocheckpoint = 10")
        with catalog.snapshot() as reader:
            epoch(reader)
            add_vectors(catalog, add_model(catalog, 512), like_embeddings(2_000, 512))
            assert log.stat().st_size > 1_000_000
        for _ in range(2):  # the first moves it into the database, the second begins it anew
            with catalog.writing() as connection:
                raise_epoch(connection)
        assert log.stat().st_size <= 100_000


def test_no_room_for_giving_space_back(catalog: Catalog) -> None:
    model = add_model(catalog, 512)
    add_vectors(catalog, model, like_embeddings(1_000, 512))
    with catalog.writing() as connection:
        forget_vectors(connection, model, 900)
    other = sqlite3.connect(catalog.path)
    other.execute("BEGIN IMMEDIATE")
    catalog._writer.execute("PRAGMA busy_timeout = 50")
    try:
        with pytest.raises(LibraryError, match="another program is busy"):
            catalog.compact()
    finally:
        other.close()
    with catalog.reading() as connection:
        assert count_vectors(connection, model) == 100


class TestOtherContent:
    """Two models, and a look by one of them that finds the file to be another one than the other model saw."""

    @pytest.fixture
    def models(self, catalog: Catalog) -> tuple[int, int]:
        return add_model(catalog, 8, "one"), add_model(catalog, 8, "two")

    @pytest.fixture
    def photo(self, catalog: Catalog, models: tuple[int, int]) -> PhotoId:
        [photo] = add_vectors(catalog, models[0], like_embeddings(1, 8))
        return photo

    def look(self, catalog: Catalog, photo: PhotoId, content: bytes) -> int:
        with catalog.writing() as connection:
            before = epoch(connection)
            mark_looked_at(connection, photo, FileStamp("/photos/x.jpg", 5, 5), content, (10, 10))
            return epoch(connection) - before

    def vectors(self, catalog: Catalog, models: tuple[int, int]) -> list[int]:
        with catalog.reading() as connection:
            return [count_vectors(connection, model) for model in models]

    def test_the_same_content(self, catalog: Catalog, models: tuple[int, int], photo: PhotoId) -> None:
        assert self.look(catalog, photo, photo.to_bytes(16, "big")) == 0
        assert self.vectors(catalog, models) == [1, 0]

    def test_another(self, catalog: Catalog, models: tuple[int, int], photo: PhotoId) -> None:
        assert self.look(catalog, photo, b"another") == 1
        assert self.vectors(catalog, models) == [0, 0]
        assert self.look(catalog, photo, b"another") == 0

    def test_a_failure_that_does_not_tell_the_content(
        self, catalog: Catalog, models: tuple[int, int], photo: PhotoId
    ) -> None:
        with catalog.writing() as connection:
            mark_failed(connection, photo, "permission denied", None, retry=True)
        assert self.vectors(catalog, models) == [1, 0]
        assert self.look(catalog, photo, photo.to_bytes(16, "big")) == 0
        assert self.vectors(catalog, models) == [1, 0]

    def test_a_failure_with_other_content(self, catalog: Catalog, models: tuple[int, int], photo: PhotoId) -> None:
        with catalog.writing() as connection:
            mark_failed(connection, photo, "the file is truncated", b"broken", retry=True)
        assert self.vectors(catalog, models) == [0, 0]
