"""Which models can be fetched, and from where."""

import re
from collections.abc import Sequence

import pytest

from photosim.embed.published import MIRROR_VARIABLE, PUBLISHED, addresses, find_published
from photosim.embed.web import is_this_computer
from photosim.errors import ModelError


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", 1),
        ("127.0.0.1", 1),
        ("127.1.2.3", 1),
        ("::1", 1),
        ("10.0.0.1", 0),
        ("localhost.example.com", 0),
    ],
)
def test_this_computer(host: str, expected: int) -> None:
    assert is_this_computer(host) == bool(expected)


class TestPublished:
    def test_what_is_published(self) -> None:
        assert [model.name for model in PUBLISHED] == ["vgg16", "vgg16-int8"]
        for model in PUBLISHED:
            assert find_published(model.name) is model
            assert re.fullmatch(r"[0-9a-f]{64}", model.sha256)
            assert len(set(model.urls)) == len(model.urls) >= 2
            assert all(url.startswith("https://") and url.endswith(f"/{model.file}") for url in model.urls)

    def test_an_unknown_one(self) -> None:
        with pytest.raises(ModelError, match="no model 'vgg19' can be downloaded; there are: vgg16, vgg16-int8"):
            find_published("vgg19")

    def test_mirrors_come_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        model = PUBLISHED[0]
        assert addresses(model) == model.urls
        monkeypatch.setenv(MIRROR_VARIABLE, "https://b.example/ http://localhost:1")
        found: Sequence[str] = addresses(model, ["https://a.example/models/"])
        assert found[:3] == (
            f"https://a.example/models/{model.file}",
            f"https://b.example/{model.file}",
            f"http://localhost:1/{model.file}",
        )
        assert found[3:] == model.urls

    @pytest.mark.parametrize("mirror", ["http://a.example", "/srv/models", "ftp://a.example"])
    def test_a_mirror_that_cannot_be_used(self, mirror: str) -> None:
        with pytest.raises(ModelError, match="the mirror cannot be used"):
            addresses(PUBLISHED[0], [mirror])
