"""The derived search files: reproducible, verified, and never trusted when in doubt."""

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from photosim.core.photo import PhotoState
from photosim.core.vectors import VectorForm
from photosim.store.building import build_generation
from photosim.store.catalog import Catalog
from photosim.store.generation import open_newest, remove_others
from photosim.store.mapped import MappedRows
from photosim.store.photos import set_state
from photosim.store.state import newest_summary
from photosim.store.vectors import live_ids
from tests.catalogs import add_model, add_vectors, like_embeddings

DIMENSION = 32
LONG = 2_060
FILES = [
    "matrix",
    "reduced",
    "factors.npy",
    "rows.npy",
    "tags.npy",
    "norms.npy",
    "projection.npz",
    "shortlist.ann",
    "meta.json",
]


@pytest.fixture
def model(catalog: Catalog) -> int:
    model = add_model(catalog, DIMENSION)
    add_vectors(catalog, model, like_embeddings(300, DIMENSION))
    return model


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index" / "model-1"


def build(catalog: Catalog, model: int, root: Path) -> Path:
    with catalog.reading() as connection:
        return build_generation(connection, model, root, threads=1)


def test_it_holds_all_live_vectors(catalog: Catalog, model: int, root: Path) -> None:
    with catalog.writing() as connection:
        set_state(connection, live_ids(connection, model)[1][5:6], PhotoState.MISSING)
        vector_ids, photo_ids = live_ids(connection, model)
    folder = build(catalog, model, root)
    assert sorted(file.name for file in folder.iterdir()) == sorted(FILES)
    generation = open_newest(root, VectorForm(DIMENSION))
    assert generation is not None
    assert generation.folder == folder
    np.testing.assert_array_equal(generation.vector_ids, vector_ids)
    np.testing.assert_array_equal(generation.photo_ids, photo_ids)
    assert len(photo_ids) == 299
    rows = np.delete(like_embeddings(300, DIMENSION), 5, axis=0)
    assert isinstance(generation.kept, MappedRows)
    np.testing.assert_array_equal(generation.kept.array, rows)
    np.testing.assert_allclose(generation.norms, np.linalg.norm(rows.astype(float), axis=1), rtol=1e-6)
    assert newest_summary(root).count == 299


def test_one_thread_gives_the_same_files_each_time(catalog: Catalog, model: int, root: Path) -> None:
    first, second = build(catalog, model, root), build(catalog, model, root)
    assert first != second
    for name in FILES:
        if name != "projection.npz":  # a zip file carries the time
            assert (first / name).read_bytes() == (second / name).read_bytes() or name == "meta.json"


def flip_a_byte(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0x40
    file.write_bytes(data)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def lengthen(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")


def empty(file: Path) -> None:
    file.write_bytes(b"")


DAMAGES: list[Callable[[Path], None]] = [flip_a_byte, cut, lengthen, empty, Path.unlink]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_one_is_passed_over_for_the_one_before(
    catalog: Catalog, model: int, root: Path, name: str, damage: Callable[[Path], None]
) -> None:
    older = build(catalog, model, root)
    newer = build(catalog, model, root)
    if name == "meta.json" and damage in (flip_a_byte, lengthen):
        (newer / name).write_text("[1, 2", encoding="utf-8")  # a white space may change
    else:
        damage(newer / name)
    generation = open_newest(root, VectorForm(DIMENSION))
    assert generation is not None
    assert generation.folder == older


def test_damaged_ones_alone_are_none(catalog: Catalog, model: int, root: Path) -> None:
    cut(build(catalog, model, root) / "matrix")
    assert open_newest(root, VectorForm(DIMENSION)) is None
    assert open_newest(root.with_name("never-built"), VectorForm(DIMENSION)) is None


@pytest.mark.parametrize("meta", ["null", "7", "[]", "{}", '"text"', "", '{"format": 1}', "\udcff"])
def test_any_meta_is_survived(catalog: Catalog, model: int, root: Path, meta: str) -> None:
    folder = build(catalog, model, root)
    (folder / "meta.json").write_text(meta, encoding="utf-8", errors="surrogateescape")
    assert open_newest(root, VectorForm(DIMENSION)) is None
    assert newest_summary(root).count == 0


@pytest.mark.parametrize(("key", "value"), [("format", 2), ("dimension", 31), ("model", "other"), ("count", 301)])
def test_another_form_is_not_opened(catalog: Catalog, model: int, root: Path, key: str, value: object) -> None:
    folder = build(catalog, model, root)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps(meta | {key: value}), encoding="utf-8")
    if key == "format":
        assert newest_summary(root).count == 0  # so that another one is built
    assert open_newest(root, VectorForm(DIMENSION)) is None


def test_another_models_is_not_opened(catalog: Catalog, model: int, root: Path) -> None:
    folder = build(catalog, model, root)
    other = root.with_name("model-2")
    shutil.copytree(folder, other / folder.name)
    assert open_newest(other, VectorForm(DIMENSION)) is None
    assert open_newest(root, VectorForm(DIMENSION + 1)) is None


def test_half_made_folders_are_ignored_then_removed(catalog: Catalog, model: int, root: Path) -> None:
    folder = build(catalog, model, root)
    half = shutil.copytree(folder, root / "new-abc123")
    (half / "meta.json").unlink()
    generation = open_newest(root, VectorForm(DIMENSION))
    assert generation is not None
    assert generation.folder == folder
    remove_others(root, folder)
    assert list(root.iterdir()) == [folder]
    remove_others(root, None)
    assert list(root.iterdir()) == []
    remove_others(root.with_name("never-built"), None)


def test_a_failed_build_leaves_nothing(
    catalog: Catalog, model: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left on the device")

    monkeypatch.setattr("photosim.store.building.os.fsync", no_space)
    with pytest.raises(OSError, match="no space left"):
        build(catalog, model, root)
    assert list(root.iterdir()) == []


def test_nothing_to_build_from_leaves_nothing(catalog: Catalog, root: Path) -> None:
    for dimension in (DIMENSION, LONG):
        with pytest.raises(ValueError, match="need at least one array"):
            build(catalog, add_model(catalog, dimension, f"empty {dimension}"), root)
        assert list(root.iterdir()) == []


def test_a_damaged_vector_is_left_out(catalog: Catalog, model: int, root: Path) -> None:
    with catalog.writing() as connection:
        connection.execute("UPDATE vectors SET data = x'0102' WHERE id = 7")
    build(catalog, model, root)
    generation = open_newest(root, VectorForm(DIMENSION))
    assert generation is not None
    assert generation.vector_ids.tolist() == [number for number in range(1, 301) if number != 7]


def test_numbers_go_on(catalog: Catalog, model: int, root: Path) -> None:
    (root / "000041").mkdir(parents=True)
    assert build(catalog, model, root).name == "000042"
    assert newest_summary(root).count == 300


@pytest.mark.parametrize("count", [1, 2, 40])
def test_few_vectors_of_many_numbers(catalog: Catalog, root: Path, count: int) -> None:
    model = add_model(catalog, 200, "wide")
    add_vectors(catalog, model, like_embeddings(count, 200))
    with catalog.reading() as connection:
        build_generation(connection, model, root, threads=1)
    generation = open_newest(root, VectorForm(200))
    assert generation is not None
    assert len(generation.vector_ids) == count


def test_rows_are_the_same_before_and_after_a_large_file_is_let_go(
    catalog: Catalog, model: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(catalog, model, root)
    generation = open_newest(root, VectorForm(DIMENSION))
    assert generation is not None
    assert isinstance(generation.kept, MappedRows)
    positions = np.array([0, 7, 250])
    expected = generation.kept.rows(positions).copy()
    monkeypatch.setattr("photosim.store.mapped._LARGE", 0)
    for _ in range(20):
        np.testing.assert_array_equal(generation.kept.rows(positions), expected)
