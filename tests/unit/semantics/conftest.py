"""The real resources, read once."""

import pytest

from photosim.assets import bundled_resources_folder
from photosim.semantics.classes import Taxonomy
from photosim.semantics.wordnet import WordNet
from photosim.semantics.words import WordVectors


@pytest.fixture(scope="session")
def wordnet() -> WordNet:
    return WordNet.load(bundled_resources_folder())


@pytest.fixture(scope="session")
def taxonomy(wordnet: WordNet) -> Taxonomy:
    return Taxonomy.load(bundled_resources_folder(), wordnet.irregular)


@pytest.fixture(scope="session")
def words() -> WordVectors:
    return WordVectors.load(bundled_resources_folder())
