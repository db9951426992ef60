"""The real resources, read once."""

import pytest

from photosim.assets import bundled_resources_folder
from photosim.semantics.affinity import Affinities
from photosim.semantics.classes import Taxonomy
from photosim.semantics.related import RelatedClasses
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


@pytest.fixture(scope="session")
def related() -> RelatedClasses:
    return RelatedClasses.load(bundled_resources_folder())


@pytest.fixture(scope="session")
def affinities(taxonomy: Taxonomy, wordnet: WordNet, related: RelatedClasses, words: WordVectors) -> Affinities:
    return Affinities(taxonomy, wordnet, related, words)
