"""Embeddings as bytes."""

import numpy as np
import pytest

from photosim.core.vectors import VectorForm, Vectors, pack, row_norms, unpack


def activations(seed: int) -> Vectors:
    """Rows like a network's: not negative, about half of them zero, of any length."""
    rng = np.random.default_rng(seed)
    rows, columns = int(rng.integers(1, 40)), int(rng.integers(1, 1500))
    values = np.maximum(rng.normal(0.1, 1, (rows, columns)), 0) * 10.0 ** rng.integers(-6, 7, (rows, 1))
    return np.asarray(values, np.float32)


@pytest.mark.parametrize("seed", range(25))
def test_direction_survives(seed: int) -> None:
    vectors = activations(seed)
    packed = pack(vectors)
    unit = unpack(packed)
    assert (packed.dtype, unit.dtype) == (np.dtype(np.uint8), np.dtype(np.float32))
    assert packed.shape == unit.shape == vectors.shape
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
    there = lengths > 0
    assert (packed.max(axis=1)[there] == 255).all()
    cosine = np.einsum("ij,ij->i", vectors.astype(np.float64), unit)[there] / lengths[there]
    assert cosine.min(initial=1) > 0.9999
    np.testing.assert_allclose(np.linalg.norm(unit, axis=1)[there], 1, rtol=1e-5)
    assert not unit[~there].any()


@pytest.mark.parametrize("seed", range(10))
def test_scale_does_not_matter_and_packing_twice_changes_nothing(seed: int) -> None:
    vectors = activations(seed)
    packed = pack(vectors)
    np.testing.assert_array_equal(pack(vectors * np.float32(4)), packed)
    np.testing.assert_array_equal(pack(unpack(packed)), packed)


@pytest.mark.parametrize("count", [0, 1, 1023, 1024, 1025, 3000])
def test_norms_are_lengths(count: int) -> None:
    packed = np.random.default_rng(count).integers(0, 256, (count, 33), np.uint8)
    norms = row_norms(packed)
    assert norms.dtype == np.float32
    np.testing.assert_allclose(norms, np.sqrt((packed.astype(np.int64) ** 2).sum(axis=1)), rtol=1e-6)


def test_all_zero_rows_stay_zero() -> None:
    vectors = np.zeros((2, 4), np.float32)
    vectors[1, 2] = 0.5
    np.testing.assert_array_equal(pack(vectors), [[0, 0, 0, 0], [0, 0, 255, 0]])
    np.testing.assert_array_equal(unpack(pack(vectors)), [[0, 0, 0, 0], [0, 0, 1, 0]])


def test_no_rows() -> None:
    assert pack(np.empty((0, 7), np.float32)).shape == (0, 7)
    assert unpack(np.empty((0, 7), np.uint8)).shape == (0, 7)


@pytest.mark.parametrize("value", [-1e-9, -1, np.nan, np.inf, -np.inf])
def test_what_no_network_may_answer_is_refused(value: float) -> None:
    vectors = np.ones((3, 5), np.float32)
    vectors[1, 3] = value
    with pytest.raises(ValueError, match="finite and not negative"):
        pack(vectors)


@pytest.mark.parametrize("scale", [1e-38, 1e-30, 1e30])
def test_values_at_the_edge_of_float32_keep_their_direction(scale: float) -> None:
    vectors = np.array([[1, 2, 3, 0]], np.float32) * np.float32(scale)
    np.testing.assert_array_equal(pack(vectors), [[85, 170, 255, 0]])


class TestSigned:
    @pytest.mark.parametrize("seed", range(10))
    def test_direction_survives(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        vectors = (rng.normal(0, 1, (20, int(rng.integers(1, 1500)))) * 10.0 ** rng.integers(-6, 7, (20, 1))).astype(
            np.float32
        )
        packed = pack(vectors, signed=True)
        assert packed.dtype == VectorForm(1, signed=True).dtype == np.int8
        assert (np.abs(packed.astype(int)).max(axis=1) == 127).all()
        unit = unpack(packed)
        cosine = np.einsum("ij,ij->i", vectors, unit) / np.linalg.norm(vectors, axis=1)
        assert cosine.min() > 0.9995
        np.testing.assert_array_equal(pack(-vectors, signed=True), -packed)
        np.testing.assert_array_equal(pack(unit, signed=True), packed)
        np.testing.assert_allclose(row_norms(packed), np.linalg.norm(packed.astype(float), axis=1), rtol=1e-6)

    def test_extremes(self) -> None:
        vectors = np.array([[0, 0, 0], [-1, 1, 0], [-2, 1, 1], [0, 0, -1e30], [5, 5, 5]], np.float32)
        expected = [[0, 0, 0], [-127, 127, 0], [-127, 64, 64], [0, 0, -127], [127, 127, 127]]
        np.testing.assert_array_equal(pack(vectors, signed=True), expected)
        assert not unpack(pack(vectors, signed=True))[0].any()

    @pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
    def test_what_no_network_may_answer_is_refused(self, value: float) -> None:
        vectors = np.ones((3, 5), np.float32)
        vectors[1, 3] = value
        with pytest.raises(ValueError, match=r"must be finite$"):
            pack(vectors, signed=True)
