"""Names, keys and order of everything there is to focus on and filter by."""

import pytest

from photosim.assets import bundled_resources_folder
from photosim.errors import UnknownLabelError
from photosim.library.labels import Labels
from photosim.semantics.classes import Taxonomy

TAXONOMY = Taxonomy.load(bundled_resources_folder())
LABELS = Labels(TAXONOMY, ["Grandma's garden", "Oma"])


def test_every_class_group_and_album_once() -> None:
    keys = [label.key for label in LABELS.all]
    assert len(set(keys)) == len(keys) == 1000 + len(TAXONOMY.groups) + 2
    assert set(keys) == set(LABELS.keys)
    assert {label.kind for label in LABELS.all} == {"class", "group", "album"}


def test_groups_come_before_what_is_in_them() -> None:
    seen: set[str | None] = {None}
    for label in LABELS.all:
        assert label.parent in seen
        seen.add(label.key)
    assert [label.name for label in LABELS.all[-2:]] == ["Grandma's garden", "Oma"]


def test_numbers_are_those_of_the_network_then_groups_then_albums() -> None:
    assert LABELS.number("n02123045") == LABELS.number("tabby") == LABELS.number("281") == 281
    assert LABELS.number("group:animal") == 1000 == LABELS.class_count
    assert LABELS.number("Oma") == 1000 + len(TAXONOMY.groups) + 1
    assert LABELS.album_of(LABELS.find("oma")) == 1
    for number in (0, 281, 1000, 1003, len(LABELS.keys) - 1):
        assert LABELS.number(LABELS.keys[number]) == number
        assert LABELS.find(LABELS.keys[number]).name == LABELS.name(number)


def test_what_is_meant() -> None:
    assert LABELS.classes_of(LABELS.find("tabby")) == (281,)
    cats = LABELS.classes_of(LABELS.find("cat"))
    assert {281, 282, 283, 284, 285} <= set(cats)
    assert 151 not in cats
    tabby = LABELS.find("tabby")
    assert (tabby.kind, tabby.parent, tabby.detail) == ("class", "group:cat", "animal, cat")
    assert LABELS.find("animal").detail == ""


@pytest.mark.parametrize("text", ["grandma's garden", " GRANDMA'S  GARDEN ", "album:Grandma's garden"])
def test_albums_by_name(text: str) -> None:
    assert LABELS.find(text).key == "album:Grandma's garden"


def test_ambiguous() -> None:
    with pytest.raises(UnknownLabelError, match=r"'crane' may be .* or .*; say which") as caught:
        LABELS.find("crane")
    assert len(caught.value.suggestions) == 2
    assert {LABELS.find(name).kind for name in caught.value.suggestions} == {"class"}


@pytest.mark.parametrize(
    ("text", "suggestion"), [("tabbi", "tabby cat"), ("elefant", "elephant"), ("grandma", "Grandma's garden")]
)
def test_near_names_are_suggested(text: str, suggestion: str) -> None:
    with pytest.raises(UnknownLabelError, match="did you mean") as caught:
        LABELS.find(text)
    assert suggestion in caught.value.suggestions


@pytest.mark.parametrize("text", ["", " ", "...", "x" * 10_000, "\u732b", "\n\n", "1000", "n00000000", "\udcff"])
def test_nothing_is_meant(text: str) -> None:
    with pytest.raises(UnknownLabelError) as caught:
        LABELS.find(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_model_of_other_classes_has_albums_only() -> None:
    labels = Labels(None, ["Oma"])
    assert [label.key for label in labels.all] == ["album:Oma"]
    assert labels.number("oma") == 0
    with pytest.raises(UnknownLabelError, match="there is no album called 'cat'"):
        labels.find("cat")
