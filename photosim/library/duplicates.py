"""Photos that are (nearly) one, by content, by pixels, by moment."""

from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.library.judging import make_group
from photosim.library.same_files import SameFiles
from photosim.library.tally import Reporter
from photosim.library.views import DuplicateGroup, Likeness
from photosim.paths import AppPaths
from photosim.store.catalog import Catalog
from photosim.store.pairs import told_apart, twin_rows


class Duplicates:
    """Finds them in one library; one thread at a time.

    Args:
        paths: where what was compared is kept.
        catalog: the open catalogue.
    """

    def __init__(self, paths: AppPaths, catalog: Catalog) -> None:
        self._paths = paths
        self._catalog = catalog
        self._same = SameFiles(catalog)

    def find(
        self,
        identity: str,
        model_id: int,
        threshold: float | None,
        progress: ProgressCallback | None,
        cancel: CancelToken | None,
    ) -> tuple[DuplicateGroup, ...]:
        """See `Library.duplicates`."""
        cancel, reporter = cancel or CancelToken(), Reporter(progress)
        same = self._same.groups(reporter, cancel)
        with self._catalog.reading() as connection:
            apart = told_apart(connection)
            rows = twin_rows(connection, (photo_id for group in same for photo_id in group))
        groups = []
        for ids in same:
            members = [rows[photo_id] for photo_id in ids if photo_id in rows]
            if len(members) > 1:
                groups.append(make_group(Likeness.SAME, members, {}, 1.0))
        return tuple(groups)
