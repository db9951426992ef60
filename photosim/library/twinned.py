"""The part of `Library` that is about photos that are (nearly) one."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.library.modelled import ModelledLibrary
from photosim.paths import AppPaths

if TYPE_CHECKING:
    from photosim.library.duplicates import Duplicates
    from photosim.library.twins import DuplicateGroup


class TwinsLibrary(ModelledLibrary):
    """Duplicates and near-duplicates; safe from any thread, also while photos are being indexed."""

    def __init__(self, paths: AppPaths, model: str | None, provider: str) -> None:
        super().__init__(paths, model, provider)
        self._twins: Duplicates | None = None
        self._finding_twins = threading.Lock()

    def duplicates(
        self,
        threshold: float | None = None,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> tuple["DuplicateGroup", ...]:
        """Groups of photos that are (nearly) one: same files, one picture saved anew, shots of one moment.

        Nothing is changed. Left out are hidden photos, those whose files are not there now, and pairs that were told
        apart. What was compared is kept in the data folder, so that the next call only looks at what is new. A second
        call waits for the first.

        Args:
            threshold: how alike the pixels of near-identical photos must be, 0..1, greater is stricter; None for what
                was measured to be best.
            progress: called on this thread, at most four times a second.
            cancel: stops it soon; the next call goes on from there.

        Returns:
            First the groups of the same bytes, then of one picture, then of one moment, largest files first; a photo
            is in one group of each kind at most, and of photos of the same bytes only one is in the other two.

        Raises:
            Cancelled: `cancel` was set.
            LibraryError: the catalogue cannot be read.
        """
        from photosim.library.duplicates import Duplicates  # noqa: PLC0415 - lazy on purpose, see `late`

        serving = self._serving
        looks, folder = serving.looks(), self.paths.index_of(serving.spec.identity)
        with self._finding_twins:
            if self._twins is None:
                self._twins = Duplicates(self._catalog)
            return self._twins.find(
                serving.model_id, folder, lambda photo: looks.thumbnail(photo).jpeg, threshold, progress, cancel
            )

    def collapse(self, ids: Sequence[int]) -> tuple[int, ...]:
        """Fold a result: for each photo the row of the one above it that it looks nearly the same as.

        Args:
            ids: photos in the order they are shown.

        Returns:
            A row for each of them: its own for a photo that stays, else a lower one, that of a photo that stays.
        """
        from photosim.library.collapsing import collapse  # noqa: PLC0415 - lazy on purpose, see `late`

        return collapse(self._catalog, self._model_id, ids)
