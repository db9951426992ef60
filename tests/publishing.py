"""Publishing a stand-in: what photosim knows of the world's models becomes one small file on a server of a test."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import pytest

from photosim.embed import published
from photosim.embed.published import PublishedModel


def publish(monkeypatch: pytest.MonkeyPatch, content: bytes, urls: Sequence[str] = ()) -> PublishedModel:
    """Let `vgg16` be this file, at these addresses."""
    real = published.find_published("vgg16")
    digest = hashlib.sha256(content).hexdigest()
    model = replace(real, urls=tuple(urls), bytes=len(content), sha256=digest)
    others = [one for one in published.PUBLISHED if one.name != model.name]
    monkeypatch.setattr(published, "PUBLISHED", (model, *others))
    return model
