"""What the user decided about photos, in the catalogue."""

import random

import pytest

from photosim.core.photo import PhotoId, PhotoState
from photosim.store import marks, photos
from photosim.store.catalog import Catalog
from photosim.store.settings import get_setting
from tests.catalogs import add_photos


@pytest.fixture
def ids(catalog: Catalog) -> list[PhotoId]:
    return add_photos(catalog, [f"/photos/{number}.jpg" for number in range(6)])


def states(catalog: Catalog, ids: list[PhotoId]) -> list[str]:
    with catalog.reading() as connection:
        found = photos.find_by_id(connection, ids, 1)
    return [found[key].state.value for key in ids]


class TestHidden:
    def test_hidden_and_shown_again(self, catalog: Catalog, ids: list[PhotoId]) -> None:
        with catalog.writing() as connection:
            before = marks.hidings(connection)
            marks.set_hidden(connection, ids[1:4], hidden=True)
            assert marks.hidings(connection) > before
            assert marks.hidden_ids(connection) == ids[1:4]
            assert photos.shown_ids(connection).tolist() == [ids[0], *ids[4:]]
            marks.set_hidden(connection, ids[2:], hidden=False)
            assert marks.hidden_ids(connection) == [ids[1]]


class TestRetry:
    @pytest.fixture
    def failed(self, catalog: Catalog, ids: list[PhotoId]) -> list[PhotoId]:
        with catalog.writing() as connection:
            for photo_id in ids[:3]:
                photos.mark_failed(connection, photo_id, "damaged", b"3" * 16, retry=False)
            photos.set_state(connection, [ids[5]], PhotoState.MISSING)
        return ids

    def test_some(self, catalog: Catalog, failed: list[PhotoId]) -> None:
        with catalog.writing() as connection:
            marks.retry(connection, [failed[1], failed[4], failed[5]])
            assert photos.find_by_id(connection, [failed[1]], 1)[failed[1]].error is None
        assert states(catalog, failed) == ["failed", "ok", "failed", "ok", "ok", "missing"]

    def test_all(self, catalog: Catalog, failed: list[PhotoId]) -> None:
        with catalog.writing() as connection:
            marks.retry(connection, None)
        assert states(catalog, failed) == ["ok"] * 5 + ["missing"]


def test_photos_come_back_as_they_were(catalog: Catalog, ids: list[PhotoId]) -> None:
    with catalog.writing() as connection:
        photos.mark_failed(connection, ids[0], "damaged", b"3" * 16, retry=False)
        photos.set_state(connection, ids[:2], PhotoState.MISSING)
        photos.set_state(connection, ids[2:3], PhotoState.OFFLINE)
        marks.bring_back(connection, ids[:4])
    assert states(catalog, ids) == ["failed", "ok", "ok", "ok", "ok", "ok"]  # a scan may have found the folder gone


class TestToldApart:
    def test_like_a_set_of_pairs(self, catalog: Catalog, ids: list[PhotoId]) -> None:
        dice = random.Random(2)
        expected: set[tuple[int, int]] = set()
        with catalog.writing() as connection:
            for _ in range(60):
                pairs = [(dice.choice(ids), dice.choice(ids)) for _ in range(3)]
                ordered = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
                if dice.random() < 0.6:
                    marks.tell_apart(connection, pairs, "look-alike")
                    expected |= ordered
                else:
                    marks.forget_told_apart(connection, pairs, "look-alike")
                    expected -= ordered
                assert marks.told_apart(connection, "look-alike") == expected
                one = dice.choice(ids)
                assert sorted(marks.told_apart_from(connection, one, "look-alike")) == sorted(
                    first + second - one for first, second in expected if one in (first, second)
                )
            assert marks.told_apart(connection, "duplicate") == set()

    def test_unknown_photos_are_left_out(self, catalog: Catalog, ids: list[PhotoId]) -> None:
        with catalog.writing() as connection:
            marks.tell_apart(connection, [(ids[0], 999), (998, 999), (ids[1], ids[0])], "duplicate")
            assert marks.told_apart(connection, "duplicate") == {(ids[0], ids[1])}
            photos.delete(connection, [ids[0]])
            assert marks.told_apart(connection, "duplicate") == set()


def test_excludes_replace_those_before_and_any_path_can_be_one(catalog: Catalog) -> None:
    odd = "/photos/caf\udce9"
    with catalog.writing() as connection:
        assert marks.list_excludes(connection) == ()
        assert get_setting(connection, marks.NEW_RULES) is None
        marks.set_excludes(connection, ["*.gif", odd, "*.gif"])
        assert marks.list_excludes(connection) == ("*.gif", odd)
        assert get_setting(connection, marks.NEW_RULES) is not None
        marks.set_excludes(connection, [])
        assert marks.list_excludes(connection) == ()
