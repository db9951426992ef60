"""Packed vectors as the catalogue keeps them: lean and plain, with signs and without, whole and damaged."""

from collections.abc import Callable

import numpy as np
import pytest

from photosim.core.vectors import Packed, VectorForm
from photosim.store.blobs import from_blobs, to_blob

LENGTHS = [2_049, 2_055, 2_056, 4_096, 5_001]


def some_rows(form: VectorForm, share: float, count: int = 20, seed: int = 0) -> Packed:
    """Random rows of which that share is not zero."""
    rng = np.random.default_rng(seed)
    low = -127 if form.signed else 0
    values = rng.integers(low, 128 if form.signed else 256, (count, form.dimension))
    return np.where(rng.random(values.shape) < share, values, 0).astype(form.dtype)


def assert_come_back(rows: Packed, form: VectorForm) -> None:
    found, whole = from_blobs([to_blob(row) for row in rows], form)
    assert found.dtype == form.dtype
    np.testing.assert_array_equal(found, rows)
    assert whole.all()


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("dimension", [1, 7, 1_280, 2_048, *LENGTHS])
@pytest.mark.parametrize("share", [0.01, 0.22, 0.5, 0.87, 0.88, 1])
def test_they_come_back(dimension: int, share: float, *, signed: bool) -> None:
    form = VectorForm(dimension, signed)
    assert_come_back(some_rows(form, share), form)


@pytest.mark.parametrize("dimension", LENGTHS)
def test_extremes(dimension: int) -> None:
    for form, values in ((VectorForm(dimension), (0, 1, 255)), (VectorForm(dimension, signed=True), (-127, 0, 127))):
        rows = np.zeros((2 * dimension + len(values), dimension), form.dtype)
        rows[np.arange(dimension), np.arange(dimension)] = values[-1]  # one that is not zero, wherever it is
        rows[np.arange(dimension) + dimension, np.arange(dimension)] = values[0] or values[1]
        for place, value in enumerate(values):
            rows[2 * dimension + place] = value  # all the same
        assert_come_back(rows[:: max(1, dimension // 50)], form)
        assert_come_back(rows[-3:], form)


def test_long_ones_with_zeros_are_lean() -> None:
    sizes = {share: len(to_blob(some_rows(VectorForm(4_096), share, 1)[0])) for share in (0, 0.22, 0.5, 0.9)}
    assert sizes[0] == 512
    assert 512 + 800 < sizes[0.22] < 512 + 1_000
    assert 512 + 1_900 < sizes[0.5] < 512 + 2_200
    assert sizes[0.9] == 4_096
    assert len(to_blob(some_rows(VectorForm(2_048), 0.1, 1)[0])) == 2_048


def test_old_and_new_ones_together() -> None:
    """What was written before there were lean ones is read as it was; a reader takes either."""
    form = VectorForm(4_096)
    rows = some_rows(form, 0.3, 700)
    blobs = [row.tobytes() if place % 3 else to_blob(row) for place, row in enumerate(rows)]
    assert len({len(blob) for blob in blobs}) > 2
    found, whole = from_blobs(blobs, form)
    np.testing.assert_array_equal(found, rows)
    assert whole.all()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda blob: b"",
    "cut": lambda blob: blob[:-1],
    "longer": lambda blob: blob + b"\x07",
    "only bits": lambda blob: blob[:257],
    "cut bits": lambda blob: blob[:200],
    "a bit more": lambda blob: bytes([blob[0] | 0x10]) + blob[1:],
    "a bit beyond the last number": lambda blob: blob[:256] + bytes([blob[256] | 1]) + blob[257:] + b"\x07",
    "too long": lambda blob: bytes(3_000),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("alone", [True, False])
def test_a_damaged_one_is_all_zero_and_told(damage: Callable[[bytes], bytes], *, alone: bool) -> None:
    form = VectorForm(2_055)
    rows = some_rows(form, 0.3, 300)
    rows[7, :8] = 0
    rows[7, 100:] = 5
    rows[7, 500:2_000] = 0
    blobs = [damage(to_blob(rows[7]))] if alone else [to_blob(row) for row in rows]
    if not alone:
        blobs[7] = damage(blobs[7])
    found, whole = from_blobs(blobs, form)
    damaged = 0 if alone else 7
    assert not found[damaged].any()
    assert np.flatnonzero(~whole).tolist() == [damaged]
    if not alone:
        np.testing.assert_array_equal(np.delete(found, 7, axis=0), np.delete(rows, 7, axis=0))


def test_none() -> None:
    rows, whole = from_blobs([], VectorForm(4_096))
    assert (rows.shape, whole.shape) == ((0, 4_096), (0,))
