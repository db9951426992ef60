"""Queries that answer with some photos only, of several photos at once, and what the user left out of answers."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosim.core.photo import Region
from photosim.core.vectors import unpack
from photosim.errors import UserError
from photosim.library import Library
from photosim.library.views import Filter, Order, SortKey
from photosim.store.vectors import look_of
from tests.dated_home import id_of
from tests.libraries import counts
from tests.support import make_photos

BY_NAME = Order(SortKey.NAME, descending=False)


class TestWithin:
    def test_look_alikes_in_a_folder(self, home: Library, photos: Path) -> None:
        query = photos / "2023" / "a.jpg"
        inside = Filter(folder=photos / "2024")
        every = home.similar(query, 8)
        assert home.similar(query, 8, within=inside) == [one for one in every if one.path.parent.name == "2024"]
        assert len(home.similar(query, 3, within=inside)) == 3
        assert home.similar(query, 3, within=Filter(folder=photos / "202")) == []

    def test_new_and_moved_photos_count_at_once(self, home: Library, photos: Path, tmp_path: Path) -> None:
        other = tmp_path / "more"
        make_photos(other / "in", 2, first=40)
        inside = Filter(folder=other / "in")
        assert home.similar(photos / "2023" / "a.jpg", within=inside) == []
        home.index([other])
        assert len(home.similar(photos / "2023" / "a.jpg", within=inside)) == 2
        (other / "in" / "p040.jpg").rename(other / "p040.jpg")
        home.index([other])
        assert [one.path.name for one in home.similar(photos / "2023" / "a.jpg", within=inside)] == ["p041.jpg"]

    def test_a_tag_and_a_folder(self, home: Library, photos: Path) -> None:
        shown = home.tag_counts()
        key = max(shown, key=lambda one: shown[one])
        tagged = set(home.tagged([key]))
        for chosen in (Filter(tags=(key,)), Filter(tags=(key,), folder=photos / "2024")):
            ids = set(home.filtered(chosen))
            expected = tagged & set(home.filtered(Filter(folder=chosen.folder)))
            assert ids == expected == set(home.listing(BY_NAME, chosen).ids)
            found = {one.photo_id for one in home.similar(photos / "2023" / "a.jpg", 8, within=chosen)}
            assert found == expected - {id_of(home, "2023/a.jpg")}
            assert home.tag_counts((), chosen) == home.tag_counts((key,), Filter(folder=chosen.folder))

    def test_counts_in_a_folder_add_up(self, home: Library, photos: Path) -> None:
        parts = [home.tag_counts((), Filter(folder=photos / year)) for year in ("2023", "2024")]
        every = home.tag_counts()
        assert every
        assert all(every[key] == sum(part.get(key, 0) for part in parts) for key in every)

    def test_photos_of_a_word_in_a_folder(self, home: Library, photos: Path) -> None:
        labels = {label.key: label.name for label in home.labels()}
        name = labels[max(home.tag_counts(), key=home.tag_counts().__getitem__)]
        every = home.find(name, 8)
        for year in ("2023", "2024"):
            found = home.find_photos(name, 8, within=Filter(folder=photos / year)).matches
            assert {one.path for one in found} >= {one.path for one in every if one.path.parent.name == year}
            assert {one.path.parent.name for one in found} <= {year}
            like = home.find_photos(name, 8, photos / "2023" / "a.jpg", within=Filter(folder=photos / year)).matches
            assert {one.path.parent.name for one in like} <= {year}

    def test_an_unknown_tag_is_refused(self, home: Library, photos: Path) -> None:
        with pytest.raises(UserError, match="quux"):
            home.listing(filter=Filter(tags=("quux",)))
        with pytest.raises(UserError, match="quux"):
            home.similar(photos / "2023" / "a.jpg", within=Filter(tags=("quux",)))


class TestTogether:
    def test_like_the_mean_of_their_vectors(self, home: Library) -> None:
        units = {photo.id: photo.path for photo in home.photos(home.photo_ids()).values()}
        ids = [id_of(home, "2023/a.jpg"), id_of(home, "2024/Zoo.jpg")]
        with home._catalog.reading() as connection:
            rows = {key: look_of(connection, home._model_id, key) for key in units}
        vectors = {key: unpack(row[0][None])[0] for key, row in rows.items() if row is not None}
        mean = vectors[ids[0]] + vectors[ids[1]]
        scores = {key: float(mean @ one / np.linalg.norm(mean)) for key, one in vectors.items() if key not in ids}
        found = home.similar(ids, 10)
        assert [one.photo_id for one in found] == sorted(scores, key=lambda key: -scores[key])
        np.testing.assert_allclose([one.score for one in found], sorted(scores.values(), reverse=True), atol=1e-5)

    def test_one_of_several_is_that_one(self, home: Library, photos: Path) -> None:
        query = photos / "2023" / "a.jpg"
        assert home.similar([query], 5) == home.similar(query, 5) == home.similar((id_of(home, "2023/a.jpg"),), 5)

    def test_files_from_elsewhere_and_open_pictures(self, home: Library, photos: Path, tmp_path: Path) -> None:
        copy = shutil.copy(photos / "2024" / "Zoo.jpg", tmp_path / "elsewhere.jpg")
        with Image.open(copy) as image:
            mixed = home.similar([photos / "2023" / "a.jpg", image], 8)
        assert mixed[0].path == photos / "2024" / "Zoo.jpg"
        assert photos / "2023" / "a.jpg" not in [one.path for one in mixed]

    def test_with_focus_and_words(self, home: Library) -> None:
        ids = home.photo_ids()[:2]
        tag = home.tags(int(ids[0]))[0]
        assert len(home.similar(list(ids), 10, tag.key)) == 6
        found = home.find_photos(tag.name, 10, like=list(ids)).matches
        assert not {one.photo_id for one in found} & set(ids)

    @pytest.mark.parametrize(("several", "region"), [(0, None), (2, Region(0, 0, 0.5, 0.5))])
    def test_what_makes_no_sense(self, home: Library, several: int, region: Region | None) -> None:
        with pytest.raises(ValueError, match="a search wants a photo"):
            home.similar(list(home.photo_ids()[:several]), region=region)


class TestHidden:
    def test_hidden_photos_are_in_no_list_and_no_answer(self, home: Library, photos: Path) -> None:
        query, key = photos / "2023" / "a.jpg", id_of(home, "2024/Zoo.jpg")
        before, tags = home.similar(query, 8), home.tag_counts()
        words = next(tag.name for tag in home.tags(key))
        assert key in {one.photo_id for one in before}
        assert key in {one.photo_id for one in home.find(words, 8)}
        home.hide([key])
        assert home.similar(query, 8) == [one for one in before if one.photo_id != key]
        assert key not in {one.photo_id for one in home.find(words, 8)}
        assert key not in home.photo_ids()
        assert key not in home.listing().ids
        assert key not in home.filtered(Filter(folder=photos))
        assert all(key not in home.tagged([tag]) for tag in tags)
        assert sum(home.tag_counts().values()) <= sum(tags.values())
        assert (home.hidden_count(), home.status().hidden, home.listing().total) == (1, 1, 7)
        assert home.folder_tree()[0].photos == 7
        home.unhide([key])
        assert home.similar(query, 8) == before
        assert home.tag_counts() == tags
        assert home.hidden_count() == 0

    def test_the_page_of_hidden_photos(self, home: Library, photos: Path) -> None:
        keys = [id_of(home, "2024/Zoo.jpg"), id_of(home, "2023/Zoo.jpg")]
        home.hide(keys)
        hidden = Filter(hidden=True)
        assert home.listing(BY_NAME, hidden).ids.tolist() == keys[::-1]
        assert home.filtered(Filter(hidden=True, folder=photos / "2024")).tolist() == keys[:1]
        assert {one.photo_id for one in home.similar(photos / "2023" / "a.jpg", 8, within=hidden)} == set(keys)

    def test_they_stay_hidden_when_looked_at_again(self, home: Library, photos: Path) -> None:
        key = id_of(home, "2024/Zoo.jpg")
        home.hide([key])
        assert counts(home.index([photos])) == {"unchanged": 8}
        assert home.hidden_count() == 1

    def test_a_query_may_be_hidden(self, home: Library) -> None:
        key = id_of(home, "2024/Zoo.jpg")
        expected = home.similar(key, 8)
        home.hide([key])
        assert home.similar(key, 8) == expected


class TestToldApart:
    def test_no_look_alikes_of_each_other(self, home: Library, photos: Path) -> None:
        query = id_of(home, "2023/a.jpg")
        first, second, *others = home.similar(query, 8)
        home.tell_apart(query, [first.photo_id, second.photo_id], "look-alike")
        assert home.similar(query, 8) == others
        assert home.similar(query, 2) == others[:2]
        assert query not in {one.photo_id for one in home.similar(first.photo_id, 8)}
        assert second.photo_id in {one.photo_id for one in home.similar(first.photo_id, 8)}
        assert home.similar(query, 8, focus=home.tags(query)[0].key)
        assert first.photo_id not in {one.photo_id for one in home.similar([query, others[0].photo_id], 8)}
        home.forget_told_apart([(first.photo_id, query)], "look-alike")
        assert home.similar(query, 8) == [first, *others]

    def test_no_duplicates_may_be_look_alikes(self, home: Library) -> None:
        query = id_of(home, "2023/a.jpg")
        before = home.similar(query, 8)
        other = before[0].photo_id
        home.tell_apart(query, [other], "duplicate")
        assert home.told_apart("duplicate") == {(min(query, other), max(query, other))}
        assert home.told_apart("look-alike") == set()
        assert home.similar(query, 8) == before
