"""Look-alikes by one thing in a photo: the cat, not the bottle beside it."""

import threading
from typing import TYPE_CHECKING

import numpy as np

from photosim.core.photo import Match, Region
from photosim.core.vectors import Vectors
from photosim.embed.classes import load_class_weights
from photosim.embed.spec import ModelSpec
from photosim.errors import UserError
from photosim.library.reports import FocusMethod
from photosim.library.tagging import Tagging
from photosim.semantics.focus import article_scores, focus_weights, focused
from photosim.store.passing import Passing

if TYPE_CHECKING:
    from photosim.library.looks import Looks, Queries


class Focusing:
    """Focused searches of one library; safe from any thread. The class weights are loaded with the first.

    Args:
        spec: the model.
        looks: sees and finds photos.
        tagging: knows the labels.
    """

    def __init__(self, spec: ModelSpec, looks: "Looks", tagging: Tagging) -> None:
        self._spec = spec
        self._looks = looks
        self._tagging = tagging
        self._lock = threading.Lock()
        self._weights: Vectors | None = None

    def similar(
        self,
        image: "Queries",
        k: int,
        focus: str,
        region: Region | None,
        method: FocusMethod,
        within: Passing | None,
    ) -> list[Match]:
        """See `Library.similar`."""
        albums = self._tagging.albums.albums()
        if self._tagging.off and not albums.names:
            raise UserError(self._tagging.off)
        labels = self._tagging.labels_of(albums)
        label = labels.find(focus)
        look = self._looks.look(image, region)
        if label.kind == "album":
            weights = albums.head.weights[labels.album_of(label)]
        else:
            classes = np.array(labels.classes_of(label), np.int64)
            weights = focus_weights(self._class_weights(), classes, look.classes, look.probabilities)
        searcher, left_out = self._looks.searcher, self._looks.left_out(look)
        if method == "query":
            found = searcher.query(focused(look.unit, weights), k, left_out, far=True, within=within)
        else:
            found = searcher.scored(lambda block: article_scores(block, look.unit, weights), k, left_out, within)
        return self._looks.matches(found, k)

    def _class_weights(self) -> Vectors:
        """Float32 (classes, d), read from the model's file by the first who asks.

        Raises:
            ModelError: the file is missing or damaged.
        """
        with self._lock:
            if self._weights is None:
                self._weights = load_class_weights(self._spec)
            return self._weights
