"""What was learnt survives, belongs to one model, and tells that it changed."""

import numpy as np

from photosim.store.albums import StoredAlbums, albums_version, forget_albums, load_albums, save_albums
from photosim.store.catalog import Catalog
from tests.catalogs import add_model


def learnt(names: tuple[str, ...], dimension: int = 4, seed: int = 0) -> StoredAlbums:
    rng = np.random.default_rng(seed)
    weights = rng.normal(0, 1, (len(names), dimension)).astype(np.float32)
    biases = rng.normal(0, 1, len(names)).astype(np.float32)
    return StoredAlbums(names, tuple(range(9, 9 + len(names))), weights, biases, 12.5, 0.3, 0.875)


def save(catalog: Catalog, model: int, albums: StoredAlbums) -> int:
    with catalog.writing() as connection:
        save_albums(connection, model, albums)
        return albums_version(connection)


def load(catalog: Catalog, model: int, dimension: int = 4) -> StoredAlbums | None:
    with catalog.reading() as connection:
        return load_albums(connection, model, dimension)


def test_they_come_back_as_they_were(catalog: Catalog) -> None:
    model = add_model(catalog, 4)
    assert load(catalog, model) is None
    albums = learnt(("Grandma's garden", "Žofie", "b"))
    save(catalog, model, albums)
    found = load(catalog, model)
    assert found is not None
    np.testing.assert_array_equal(found.weights, albums.weights)
    np.testing.assert_array_equal(found.biases, albums.biases)
    rest = (found.names, found.photos, found.sharpness, found.rejection, found.accuracy)
    assert rest == (albums.names, (9, 10, 11), 12.5, 0.3, 0.875)


def test_each_model_has_its_own_and_the_last_learnt_count(catalog: Catalog) -> None:
    one, two = add_model(catalog, 4), add_model(catalog, 6, "other")
    first = save(catalog, one, learnt(("a", "b")))
    second = save(catalog, two, learnt(("c", "d", "e"), 6))
    third = save(catalog, one, learnt(("x", "y"), seed=1))
    assert first < second < third
    assert [albums.names for albums in (load(catalog, one), load(catalog, two, 6)) if albums] == [
        ("x", "y"),
        ("c", "d", "e"),
    ]
    with catalog.writing() as connection:
        forget_albums(connection, one)
        assert albums_version(connection) > third
    assert load(catalog, one) is None
    assert load(catalog, two, 6) is not None


def test_weights_of_another_length_count_as_none(catalog: Catalog) -> None:
    model = add_model(catalog, 4)
    save(catalog, model, learnt(("a", "b"), 5))
    assert load(catalog, model) is None
