"""Model descriptions: what is read, what is refused and with which words, what makes vectors comparable."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from photosim.assets import bundled_models_folder
from photosim.embed.registry import DEFAULT_MODEL, available_models, find_model
from photosim.embed.spec import ModelSpec, sha256_of
from photosim.errors import ModelError


def values() -> dict[str, Any]:
    path = bundled_models_folder() / f"{DEFAULT_MODEL}.json"
    loaded = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def write(folder: Path, content: object, name: str = DEFAULT_MODEL) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_the_built_in_model() -> None:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    assert (spec.dimension, spec.classes) == (1280, 1000)
    assert spec.transform.size % 32 == 0
    assert spec.path.stat().st_size == spec.bytes <= 10_000_000
    assert sha256_of(spec.path) == spec.sha256
    assert spec.class_weights_path is not None
    assert sha256_of(spec.class_weights_path) == spec.class_weights_sha256
    assert "Apache" in spec.licence


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sha256": None}, "'sha256' is missing"),
        ({"transform": None}, "'transform' is missing"),
        ({"colour": 3}, "unknown entry 'colour'"),
        ({"dimension": "1280"}, "'dimension' is '1280', not int"),
        ({"dimension": True}, "'dimension' is True"),
        ({"signed": 1}, "'signed' is 1, not bool"),
        ({"dimension": 0}, "at least 1"),
        ({"batch_size": -1}, "at least 1"),
        ({"sha256": "abc"}, "64 hex digits"),
        ({"name": "other"}, "'name' is 'other', but the file is"),
        ({"file": "../../etc/passwd"}, "without a folder"),
        ({"class_weights_sha256": None}, "go together"),
        ({"logits": None}, "go together"),
        ({"classes": 70000}, "65535"),
        ({"transform.size": 224.5}, "'size' is 224.5, not int"),
        ({"transform.crop": 0}, "'crop'"),
        ({"transform.crop": 1.5}, "'crop'"),
        ({"transform.aspect_limit": 0.5}, "'aspect_limit'"),
        ({"transform.filter": "nearest"}, "one of bilinear, bicubic, lanczos"),
        ({"transform.mean": [1, 2]}, "'mean'"),
        ({"transform.mean": [1, 2, "3"]}, "'mean'"),
        ({"transform.std": [1, 0, 1]}, "'std'"),
        ({"transform.std": [1, float("inf"), 1]}, "'std'"),
        ({"transform.wide": 1}, "unknown entry 'wide'"),
    ],
)
def test_wrong_entries_are_named(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    content = values()
    for key, value in change.items():
        *outer, inner = key.split(".")
        target = content[outer[0]] if outer else content
        if value is None:
            target.pop(inner)
        else:
            target[inner] = value
    with pytest.raises(ModelError) as caught:
        ModelSpec.read(write(tmp_path, content))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"3", b"\xff\xfe", b"[" * 100_000])
def test_files_that_are_no_description(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "model.json"
    path.write_bytes(text)
    with pytest.raises(ModelError, match="not usable"):
        ModelSpec.read(path)


def test_missing_description(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not usable"):
        ModelSpec.read(tmp_path / "model.json")


def test_model_without_classes(tmp_path: Path) -> None:
    content = values()
    for key in ("logits", "classes", "class_weights", "class_weights_sha256"):
        del content[key]
    spec = ModelSpec.read(write(tmp_path, content))
    assert (spec.logits, spec.classes, spec.class_weights_path) == (None, 0, None)


def test_identity_is_stable_over_what_does_not_matter(tmp_path: Path) -> None:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    content = values()
    content["transform"]["mean"] = [float(value) for value in content["transform"]["mean"]]
    content["title"], content["licence"], content["batch_size"] = "Another", "another", 3
    other = ModelSpec.read(write(tmp_path, dict(reversed(content.items()))))
    assert other.identity == spec.identity
    assert spec.identity.startswith("efficientnet-lite0-")
    assert spec.identity == Path(spec.identity).name


def test_identity_changes_with_what_matters() -> None:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    transform = spec.transform
    others = [
        replace(spec, sha256="0" * 64),
        replace(spec, decode_short_side=1000),
        replace(spec, embedding="logits"),
        replace(spec, transform=replace(transform, size=256)),
        replace(spec, transform=replace(transform, aspect_limit=None)),
        replace(spec, transform=replace(transform, crop=0.5)),
        replace(spec, transform=replace(transform, filter="bilinear")),
        replace(spec, transform=replace(transform, mean=(0.0, 0.0, 0.0))),
        replace(spec, transform=replace(transform, channels="BGR")),
    ]
    identities = {spec.identity, *(other.identity for other in others)}
    assert len(identities) == len(others) + 1


def test_models_are_found_in_order(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    content = values()
    write(first, content | {"title": "First"})
    write(second, content | {"title": "Second"})
    write(second / "vgg16", content | {"name": "vgg16"}, "vgg16")
    write(second / "vgg16", {}, "notes")
    (second / "folder.json").mkdir()
    folders = [tmp_path / "absent", first, second]
    assert available_models(folders) == (DEFAULT_MODEL, "vgg16")
    assert find_model(DEFAULT_MODEL, folders).title == "First"
    assert find_model("vgg16", folders).folder == second / "vgg16"


@pytest.mark.parametrize("name", ["resnet", "", "../secret", "a/b", "A", ".", "nul\0"])
def test_unknown_model_lists_the_known(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match=r"unknown model .*; known models: efficientnet-lite0$"):
        find_model(name, [bundled_models_folder(), tmp_path])


def test_no_models_at_all(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="known models: none"):
        find_model(DEFAULT_MODEL, [tmp_path])


@pytest.mark.parametrize("signed", [True, False])
def test_whether_vectors_can_be_negative_is_read(tmp_path: Path, signed: bool) -> None:
    assert ModelSpec.read(write(tmp_path, values() | {"signed": signed})).signed is signed
