"""Which photos a filter lets through, for lists and for searches."""

import threading
from array import array
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from photosim.library.late import Late
from photosim.library.views import Filter
from photosim.store.catalog import Catalog
from photosim.store.listing import ids_of
from photosim.store.marks import hidden_ids, hidings
from photosim.store.passing import Passing
from photosim.store.photos import epoch
from photosim.store.vectors import newest_vector_id

if TYPE_CHECKING:
    from photosim.library.tagging import Tagging

_KEPT: Final = 8


class Narrowing:
    """Works out filters of one library and remembers the last few; safe from any thread.

    Args:
        catalog: the open catalogue.
        tagging: knows what photos show.
    """

    def __init__(self, catalog: Catalog, tagging: "Late[Tagging]") -> None:
        self._catalog = catalog
        self._tagging = tagging
        self._lock = threading.Lock()
        self._known: OrderedDict[Filter, tuple[object, Passing | None]] = OrderedDict()

    def ids(self, chosen: Filter) -> "array[int]":
        """Ids, 64-bit ("q"), ascending, of the photos that are there and that a filter lets through.

        Raises:
            UnknownLabelError: one of its tags is no label.
            UserError: it has tags, and the model knows none.
        """
        if chosen.tags:
            return self._tagging().tagged(chosen.tags, self.passing(replace(chosen, tags=())))
        with self._catalog.reading() as connection:
            return ids_of(connection, chosen.folder, hidden=chosen.hidden)

    def passing(self, chosen: Filter) -> Passing | None:
        """The photos a search with that filter may answer with, None for all.

        Raises:
            UnknownLabelError: one of its tags is no label.
            UserError: it has tags, and the model knows none.
        """
        tagging = self._tagging() if chosen.tags else None
        with self._catalog.snapshot() as connection:
            now: object = (epoch(connection), hidings(connection), chosen and newest_vector_id(connection))
        if tagging is not None:
            now = (now, tagging.albums.albums())
        with self._lock:
            known = self._known.get(chosen)
            if known is not None and known[0] == now:
                self._known.move_to_end(chosen)
                return known[1]
        made = self._work_out(chosen)
        with self._lock:
            self._known[chosen] = now, made
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return made

    def _work_out(self, chosen: Filter) -> Passing | None:
        if chosen:
            return Passing.only(np.frombuffer(self.ids(chosen), np.int64))
        with self._catalog.reading() as connection:
            hidden = hidden_ids(connection)
        return Passing.without(hidden) if hidden else None
