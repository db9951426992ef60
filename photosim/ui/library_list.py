"""What the library's grid lists: every photo, or those a filter lets through."""

from array import array
from bisect import bisect_right

from photosim.ui.photo_model import Ids, PhotoListModel


class LibraryList:
    """Feeds a model; while a filter is on, all ids are kept aside."""

    def __init__(self, model: PhotoListModel) -> None:
        self._model = model
        self._all: Ids | None = None

    @property
    def total(self) -> int:
        """Photos of the library, filtered or not."""
        return self._model.rowCount() if self._all is None else len(self._all)

    def append(self, new: Ids) -> None:
        """Photos were found; whether a filter lets them through is not known before they were looked at."""
        if self._all is None:
            self._model.append(new)
        else:
            self._all.extend(new[bisect_right(new, self._all[-1] if self._all else 0) :])

    def sync(self, ids: Ids) -> None:
        """The library as it is now."""
        if self._all is None:
            self._model.sync(ids)
        else:
            self._all = array("q", ids)

    def narrow(self, ids: "Ids | None", *, anew: bool) -> None:
        """Set or lift the filter.

        Args:
            ids: ascending ids of the photos it lets through, None for all.
            anew: it is another filter than before; else the view's place is kept as well as can be.
        """
        if ids is None:
            if self._all is not None:
                everything, self._all = self._all, None
                self._model.replace(everything)
            return
        if self._all is None:
            self._all = self._model.ids[:]
        if anew:
            self._model.replace(ids)
        else:
            self._model.sync(ids)
