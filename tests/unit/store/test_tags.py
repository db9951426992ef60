"""All photos' tags in memory: complete, up to date, and the same whether read from a generation or from SQLite."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from photosim.core.photo import PhotoId, PhotoState
from photosim.store.building import build_generation
from photosim.store.catalog import Catalog
from photosim.store.photos import set_state
from photosim.store.tags import TagReader, TagTable
from photosim.store.vectors import Records, load_tags
from tests.catalogs import add_model, add_vectors, like_embeddings, tag_bytes

DIMENSION = 16
TEN = tuple((class_, 0.5 / (class_ + 1)) for class_ in range(10))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index" / "model-1"


@pytest.fixture
def model(catalog: Catalog) -> int:
    return add_model(catalog, DIMENSION)


@pytest.fixture
def reader(catalog: Catalog, model: int, root: Path) -> TagReader:
    return TagReader(catalog, model, root)


def add(catalog: Catalog, model: int, first: int, count: int) -> list[PhotoId]:
    """Photos whose likeliest class is their number."""
    rows = like_embeddings(count, DIMENSION, seed=first)
    return add_vectors(catalog, model, rows, [tag_bytes((first + n, 0.5), (7, 0.25)) for n in range(count)])


def build(catalog: Catalog, model: int, root: Path) -> Path:
    with catalog.reading() as connection:
        return build_generation(connection, model, root, threads=1)


def change(catalog: Catalog, ids: list[PhotoId], state: PhotoState) -> None:
    with catalog.writing() as connection:
        set_state(connection, ids, state)


def best(table: TagTable) -> dict[int, int]:
    """The likeliest class by photo."""
    assert (np.diff(table.photo_ids) > 0).all()
    assert len(table.photo_ids) == len(table.classes) == len(table.probabilities)
    return dict(zip(table.photo_ids.tolist(), table.classes[:, 0].tolist(), strict=True))


def numbered(ids: list[PhotoId], first: int) -> dict[int, int]:
    return {photo_id: first + number for number, photo_id in enumerate(ids)}


def test_types_and_values(catalog: Catalog, model: int, reader: TagReader) -> None:
    add_vectors(catalog, model, like_embeddings(2, DIMENSION), [tag_bytes(*TEN), tag_bytes((65535, 1.0))])
    table = reader.table()
    assert [str(a.dtype) for a in (table.photo_ids, table.classes, table.probabilities)] == [
        "int64",
        "uint16",
        "float32",
    ]
    assert table.classes.tolist() == [list(range(10)), [65535, *[0] * 9]]
    np.testing.assert_allclose(table.probabilities[0], [p for _, p in TEN], rtol=1e-3)
    assert table.probabilities[1].tolist() == [1.0, *[0.0] * 9]
    with pytest.raises(ValueError, match="read-only"):
        table.classes[0, 0] = 1


def test_empty(reader: TagReader) -> None:
    table = reader.table()
    assert table.photo_ids.shape == (0,)
    assert table.classes.shape == table.probabilities.shape == (0, 10)


@pytest.mark.parametrize("stored", [None, b"", b"\1\2\3", b"\0" * 44])
def test_photos_without_usable_tags_are_left_out(
    catalog: Catalog, model: int, reader: TagReader, root: Path, stored: bytes | None
) -> None:
    ids = add_vectors(catalog, model, like_embeddings(2, DIMENSION), [stored, tag_bytes((3, 0.5))])
    assert best(reader.table()) == {ids[1]: 3}
    build(catalog, model, root)
    assert best(TagReader(catalog, model, root).table()) == {ids[1]: 3}


def test_the_same_table_until_something_changes(catalog: Catalog, model: int, reader: TagReader) -> None:
    ids = add(catalog, model, 100, 5)
    table = reader.table()
    assert reader.table() is table
    more = add(catalog, model, 200, 3)
    assert best(reader.table()) == numbered(ids, 100) | numbered(more, 200)
    assert best(table) == numbered(ids, 100)


def test_other_models_do_not_count(catalog: Catalog, model: int, reader: TagReader) -> None:
    ids = add(catalog, model, 100, 5)
    table = reader.table()
    add(catalog, add_model(catalog, DIMENSION, "other"), 500, 5)
    assert reader.table() is table
    assert best(table) == numbered(ids, 100)


def test_photos_go_and_come_back(catalog: Catalog, model: int, reader: TagReader) -> None:
    ids = add(catalog, model, 100, 5)
    reader.table()
    change(catalog, ids[1:3], PhotoState.OFFLINE)
    assert sorted(best(reader.table())) == [ids[0], *ids[3:]]
    more = add(catalog, model, 200, 2)
    change(catalog, ids[1:3], PhotoState.OK)
    assert best(reader.table()) == numbered(ids, 100) | numbered(more, 200)


def test_a_photo_that_changed_has_its_new_tags(catalog: Catalog, model: int, reader: TagReader) -> None:
    ids = add(catalog, model, 100, 5)
    reader.table()
    with catalog.writing() as connection:
        connection.execute("DELETE FROM vectors WHERE photo_id = ?", (ids[0],))
        connection.execute(
            "INSERT INTO vectors (model_id, photo_id, data, tags) VALUES (?, ?, x'01', ?)",
            (model, ids[0], tag_bytes((999, 1.0))),
        )
        connection.execute("UPDATE counters SET value = value + 1 WHERE name = 'epoch'")
    assert best(reader.table()) == numbered(ids, 100) | {ids[0]: 999}


def test_a_generation_and_what_is_newer(catalog: Catalog, model: int, root: Path) -> None:
    away, ids = add(catalog, model, 50, 2), add(catalog, model, 100, 40)
    change(catalog, away, PhotoState.MISSING)
    build(catalog, model, root)
    change(catalog, away, PhotoState.OK)
    change(catalog, ids[:3], PhotoState.MISSING)
    newer = add(catalog, model, 300, 4)
    reader = TagReader(catalog, model, root)
    expected = numbered(away, 50) | numbered(ids, 100) | numbered(newer, 300)
    assert best(reader.table()) == {key: value for key, value in expected.items() if key not in ids[:3]}
    change(catalog, ids[:3], PhotoState.OK)
    assert best(reader.table()) == expected


def test_what_a_generation_holds_is_not_read_again(
    catalog: Catalog, model: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(catalog, model, 100, 40)
    build(catalog, model, root)
    newer = add(catalog, model, 300, 4)
    read: list[int] = []

    def load(connection: sqlite3.Connection, ids: Iterable[int]) -> Records:
        wanted = list(ids)
        read.extend(wanted)
        return load_tags(connection, wanted)

    monkeypatch.setattr("photosim.store.tags.load_tags", load)
    reader = TagReader(catalog, model, root)
    assert len(reader.table().photo_ids) == 44
    assert len(read) == 4
    change(catalog, newer[:2], PhotoState.OFFLINE)
    assert len(reader.table().photo_ids) == 42
    assert len(read) == 4


@pytest.mark.parametrize("name", ["tags.npy", "rows.npy", "meta.json"])
def test_a_damaged_generation_costs_time_only(catalog: Catalog, model: int, root: Path, name: str) -> None:
    ids = add(catalog, model, 100, 40)
    file = build(catalog, model, root) / name
    file.write_bytes(file.read_bytes()[:-30])
    assert best(TagReader(catalog, model, root).table()) == numbered(ids, 100)
