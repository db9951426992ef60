"""The 1,000 classes: all there, each in one group, and found by what people call them."""

import json
import shutil
from pathlib import Path

import pytest

from photosim.assets import bundled_resources_folder
from photosim.errors import UserError
from photosim.semantics.classes import Group, ImageClass, Named, Taxonomy
from photosim.semantics.spelling import key_of
from photosim.semantics.words import WordVectors


def names(taxonomy: Taxonomy, text: str) -> list[str]:
    return [named.name for named in taxonomy.find(text)]


def test_all_classes_in_order(taxonomy: Taxonomy) -> None:
    wnids = (bundled_resources_folder() / "imagenet_wnids.txt").read_text(encoding="ascii").split()
    assert len(set(wnids)) == 1000
    assert [each.wnid for each in taxonomy.classes] == wnids
    assert [each.index for each in taxonomy.classes] == list(range(1000))
    assert taxonomy.classes[284].name == "Siamese cat"
    for each in taxonomy.classes:
        assert each.lemmas
        assert each.gloss
        assert each.path[-1] == "n00001740"  # entity
        assert set(each.path) <= taxonomy.lemmas.keys()


def test_names_are_told_apart(taxonomy: Taxonomy) -> None:
    everything: list[Named] = [*taxonomy.classes, *taxonomy.groups]
    keys = [key_of(named.name) for named in everything]
    assert len(set(keys)) == len(keys)


def test_groups_are_a_small_tree_that_holds_every_class_once(taxonomy: Taxonomy) -> None:
    assert 80 <= len(taxonomy.groups) <= 180
    seen: set[str] = set()
    for group in taxonomy.groups:
        assert group.parent is None or group.parent in seen  # hence no circles
        seen.add(group.name)
        assert group.classes == tuple(sorted(set(group.classes)))
        above = list(taxonomy.above(group))
        assert len(above) == group.depth <= 3
        assert all(set(group.classes) <= set(each.classes) for each in above)
    tops = [index for group in taxonomy.groups if group.parent is None for index in group.classes]
    assert sorted(tops) == list(range(1000))
    for each in taxonomy.classes:
        holding = {group.name for group in taxonomy.groups if each.index in group.classes}
        assert holding == {group.name for group in taxonomy.above(each)}


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("tabby cat", ["cat", "animal"]),
        ("Egyptian cat", ["cat", "animal"]),
        ("tiger", ["wild cat", "animal"]),
        ("golden retriever", ["retriever", "gun dog", "dog", "animal"]),
        ("minivan", ["car", "vehicle"]),
        ("hot dog", ["fast food", "food"]),
        ("espresso", ["drink", "food"]),
        ("sandbar", ["beach", "landscape", "nature"]),
        ("daisy", ["flower", "plant", "nature"]),
        ("crane (bird)", ["wading bird", "bird", "animal"]),
        ("crane (machine)", ["work machine", "vehicle"]),
        ("running shoe", ["shoe", "clothing"]),
        ("Cardigan corgi", ["sheepdog", "dog", "animal"]),
        ("cardigan", ["coat or sweater", "clothing"]),
        ("church", ["place of worship", "building"]),
        ("bridegroom", ["person"]),
    ],
)
def test_groups_of_some_classes(taxonomy: Taxonomy, name: str, groups: list[str]) -> None:
    [found] = taxonomy.find(name)
    assert isinstance(found, ImageClass)
    assert [group.name for group in taxonomy.above(found)] == groups


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tabby", "tabby cat"),
        ("TABBIES", "tabby cat"),
        ("Egyptian cat", "Egyptian cat"),
        ("egyptian cats", "Egyptian cat"),
        ("n02124075", "Egyptian cat"),
        ("285", "Egyptian cat"),
        ("Hot-Dogs", "hot dog"),
        ("hotdog", "hot dog"),
        ("teddybear", "teddy bear"),
        ("jack o lantern", "jack-o'-lantern"),
        ("yellow lady\u2019s slipper", "yellow lady's slipper"),
        ("consomm\u00e9", "consomme"),
        ("geese", "goose"),
        ("cats", "cat"),
        ("kittens", "cat"),
        ("automobile", "car"),
        ("bunnies", "rabbit or hare"),
        ("glasses", "jewelry and glasses"),
        ("puma", "cougar"),
        ("sneaker", None),
    ],
)
def test_found_by_what_people_type(taxonomy: Taxonomy, text: str, name: str | None) -> None:
    assert names(taxonomy, text) == ([] if name is None else [name])


def test_every_name_and_word_finds_what_it_names(taxonomy: Taxonomy) -> None:
    everything: list[Named] = [*taxonomy.classes, *taxonomy.groups]
    for named in everything:
        assert taxonomy.find(named.name) == (named,)
    for group in taxonomy.groups:
        for word in group.words:
            assert group in taxonomy.find(word), word
    for each in taxonomy.classes:
        assert taxonomy.find(each.wnid) == taxonomy.find(str(each.index)) == (each,)


def test_ambiguous_and_preferred_names(taxonomy: Taxonomy) -> None:
    assert sorted(names(taxonomy, "crane")) == ["crane (bird)", "crane (machine)"]
    assert names(taxonomy, "mushroom") == ["mushroom"]
    assert isinstance(taxonomy.find("mushroom")[0], Group)
    assert names(taxonomy, "cardigan") == ["cardigan"]


@pytest.mark.parametrize(
    "text", ["", "  ", "?!", "1000", "-1", "1.0", "99999999", "x" * 10_000, "cat " * 2500, "\u732b", "n02084071"]
)
def test_nothing_found(taxonomy: Taxonomy, text: str) -> None:
    assert taxonomy.find(text) == ()
    assert len(taxonomy.nearest(text, 5)) <= 5
    assert len(taxonomy.completions(text, 5)) <= 5


def test_indices(taxonomy: Taxonomy) -> None:
    assert taxonomy.indices(taxonomy.find("cat")[0]) == (281, 282, 283, 284, 285)
    assert taxonomy.indices(taxonomy.find("Siamese cat")[0]) == (284,)


def test_nearest_by_spelling_by_a_word_and_by_meaning(taxonomy: Taxonomy, words: WordVectors) -> None:
    assert taxonomy.nearest("tabyy", 3)[0] == "tabby cat"
    assert taxonomy.nearest("elefant", 3) == ("elephant",)
    assert taxonomy.nearest("siamese dog", 3)[0] == "dog"
    assert "sports car" in taxonomy.nearest("sports", 5)
    assert set(taxonomy.nearest("aircraft pilot", 2)) == {"aircraft or spacecraft", "aircraft carrier"}
    assert taxonomy.nearest("pianist", 3) == ()
    assert {"cello", "violin", "grand piano"} & set(taxonomy.nearest("pianist", 5, words))
    assert taxonomy.nearest("qwertzuiop", 5, words) == ()


def test_completions(taxonomy: Taxonomy) -> None:
    assert taxonomy.completions("egy", 5) == ("Egyptian cat",)
    assert taxonomy.completions("terr", 3)[0] == "terrier"
    assert "fire engine" in taxonomy.completions("eng", 10)
    assert taxonomy.completions("automob", 5) == ("automobile",)
    assert len(taxonomy.completions("c", 4)) == 4


@pytest.mark.parametrize("damage", ["missing", "cut", "order", "group"])
def test_a_damaged_file_says_so(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "imagenet_classes.json"
    if damage != "missing":
        shutil.copy(bundled_resources_folder() / file.name, file)
        table = json.loads(file.read_text(encoding="utf-8"))
        table["classes"][3]["group"] = "nowhere" if damage == "group" else table["classes"][3]["group"]
        table["classes"][3]["index"] = 4 if damage == "order" else 3
        text = json.dumps(table)
        file.write_text(text[:1000] if damage == "cut" else text, encoding="utf-8")
    with pytest.raises(UserError, match=r"imagenet_classes\.json is missing or damaged"):
        Taxonomy.load(tmp_path)
