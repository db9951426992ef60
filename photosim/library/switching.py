"""Getting another model ready to answer: it looks at every photo, is sorted, and learns the user's albums.

Nothing the model in use has is touched, and all that is done is kept: a switch that is stopped, by whatever, goes on
from there. It is for the caller to hold the right to index and, at the end, to use the model.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.core.pace import Pace
from photosim.errors import Cancelled, UserError
from photosim.library.indexer import IndexRun, parts_of
from photosim.library.learning import learn
from photosim.library.serving import Serving
from photosim.store.catalog import Catalog
from photosim.store.models import has_albums


@dataclass(frozen=True, slots=True)
class Prepared:
    """How far a model was brought.

    Attributes:
        ready: whether it can answer now.
        embedded: photos it has looked at.
        failed: photos that could not be read.
        seconds: wall-clock time.
        cancelled: whether somebody asked to stop.
        problems: one line each for what did not work on the way.
    """

    ready: bool
    embedded: int
    failed: int
    seconds: float
    cancelled: bool
    problems: tuple[str, ...]


def prepare_model(
    catalog: Catalog,
    now: Serving,
    wished: Serving,
    is_wanted: Callable[[], bool],
    progress: ProgressCallback | None,
    cancel: CancelToken,
    pace: Pace,
) -> Prepared:
    """Bring a model as far as the one in use.

    Args:
        catalog: the open catalogue; the caller holds `Catalog.indexing`.
        now: the model in use.
        wished: the other one.
        is_wanted: whether the user still wants it; another program may have been told otherwise meanwhile.
        progress: called on this thread, at most four times a second.
        cancel: stops within a batch of photos.
        pace: how much of the computer that takes.

    Raises:
        LibraryError: the catalogue cannot be written.
        ModelError: the model cannot be run.
    """

    def check() -> None:
        cancel.raise_if_cancelled()
        if not is_wanted():
            raise Cancelled

    start = time.monotonic()
    tally, cancelled = IndexRun(parts_of(catalog, wished, pace), progress, cancel).catch_up(check)
    problems = list(tally.problems)
    if tally.unreachable and not cancelled:
        problems.append(
            f"{tally.unreachable:,} photos lie in folders that are not there now: {now.spec.title} goes on answering; "
            f"choose {wished.spec.name} again to change without them"
        )
    elif not cancelled:
        try:
            check()
            _learn_albums(catalog, now, wished, progress, cancel)
        except Cancelled:
            cancelled = True
        except UserError as error:
            problems.append(f"your albums are not learnt with {wished.spec.title}: {error}")
    ready, seconds = not cancelled and not tally.unreachable, round(time.monotonic() - start, 3)
    return Prepared(ready, tally.embedded, tally.failed, seconds, cancelled, tuple(problems))


def _learn_albums(
    catalog: Catalog, now: Serving, wished: Serving, progress: ProgressCallback | None, cancel: CancelToken
) -> None:
    """Learn the user's albums, if any were learnt with the model in use and none with the other one.

    Raises:
        Cancelled: `cancel` was set; nothing is learnt.
        UserError: too few folders have enough photos.
    """
    with catalog.reading() as connection:
        wanted = has_albums(connection, now.model_id) and not has_albums(connection, wished.model_id)
    if wanted:
        learn(catalog, wished.spec, wished.model_id, progress, cancel)
