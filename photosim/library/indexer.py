"""One indexing run: scan -> compare -> look -> sort, each step resumable by simply running again."""

import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.core.names import can_be_named
from photosim.core.pace import Pace
from photosim.core.photo import PhotoState
from photosim.core.thumbs import ThumbnailCache
from photosim.embed.spec import ModelSpec
from photosim.errors import Cancelled, FolderError, LibraryError
from photosim.library.dating import date_photos
from photosim.library.looking import Looked, Looker, Unreadable
from photosim.library.rebuild import BuildTask, IndexBuild
from photosim.library.reports import IndexReport
from photosim.library.scanning import FolderScan, demand_chosen, has_content, leave_out, outermost, take_offline
from photosim.library.serving import Serving
from photosim.library.tally import Reporter, Tally
from photosim.store import photos
from photosim.store.catalog import Catalog
from photosim.store.generation import remove_others
from photosim.store.models import ProviderRun, count_live, set_provider
from photosim.store.search import Searcher
from photosim.store.state import IndexState, generations, index_state, longest
from photosim.store.vectors import store_vector

if TYPE_CHECKING:
    from photosim.embed.onnx import Embedder  # onnxruntime takes long to import; only who embeds waits for it

_COMMIT_SECONDS: Final = 2.0
_COMMIT_PHOTOS: Final = 256
_PAGE: Final = 512
_BUILD_PHOTOS: Final = 10_000
_LARGEST_TAIL: Final = 50_000


@dataclass(frozen=True, slots=True)
class IndexParts:
    """What an indexing run works with; all of it belongs to the library that runs it."""

    catalog: Catalog
    spec: ModelSpec
    embedder: "Embedder"
    model_id: int
    thumbnails: ThumbnailCache
    searcher: Searcher
    index_root: Path
    pace: Pace


def parts_of(catalog: Catalog, serving: Serving, pace: Pace) -> IndexParts:
    """What a run for one model works with."""
    looks = serving.looks()
    return IndexParts(
        catalog,
        serving.spec,
        looks.embedder,
        serving.model_id,
        looks.thumbnails,
        looks.searcher,
        looks.index_root,
        pace,
    )


class IndexRun:
    """One run over some folders; used once, on one thread.

    Args:
        parts: the library's parts.
        progress: called on this thread, at most four times a second.
        cancel: stops the run within a batch; what is done is kept.
    """

    def __init__(self, parts: IndexParts, progress: ProgressCallback | None, cancel: CancelToken) -> None:
        self._parts = parts
        self._catalog = parts.catalog
        self._cancel = cancel
        self._reporter = Reporter(progress)
        self._tally = Tally()
        self._roots: list[Path] = []
        self._build: IndexBuild | None = None
        self._since_build = 0
        self._scanned = True

    def run(self, folders: Sequence[Path | str] | None) -> IndexReport:
        """Index the given folders, or all folders of the library.

        Raises:
            FolderError: none of the given folders can be used.
            LibraryError: the catalogue cannot be written, or another run is under way.
            ModelError: the model cannot be run.
        """
        start = time.monotonic()
        with self._catalog.indexing():
            cancelled = self._stopped_in(lambda: self._scan_and_date(folders), self._sort_meanwhile)
            self._tally.left_over = self._count_pending()
        return self._tally.report(time.monotonic() - start, cancelled=cancelled)

    def catch_up(self, check: Callable[[], None]) -> tuple[Tally, bool]:
        """Look at all photos of the library that wait, without a scan: another model has seen them before.

        The caller holds `Catalog.indexing`.

        Args:
            check: called after every commit; raises `Cancelled` to stop.

        Returns:
            The counts, and whether the run was stopped.

        Raises:
            LibraryError: the catalogue cannot be written.
            ModelError: the model cannot be run.
        """
        self._scanned = False
        self._roots = outermost(photos_roots(self._catalog))
        # Nobody asks this model anything yet, so one sorting at the end is enough.
        return self._tally, self._stopped_in(check, lambda _: check())

    def _stopped_in(self, begin: Callable[[], None], after_commit: Callable[[int], None]) -> bool:
        """Begin, look at what waits, sort; whether somebody asked to stop meanwhile."""
        try:
            begin()
            self._look_at_all(after_commit)
            with self._noting_problems():
                self._sort()
        except Cancelled:
            return True
        finally:
            if self._build is not None:
                self._build.stop()
        return False

    @contextmanager
    def _noting_problems(self) -> Iterator[None]:
        """A search index that cannot be built costs speed; the photos are stored and the answers stay right."""
        try:
            yield
        except LibraryError as error:
            self._tally.problems.append(str(error))

    def _scan_and_date(self, folders: Sequence[Path | str] | None) -> None:
        self._scan_all(folders)
        date_photos(self._catalog, self._roots, self._reporter, self._cancel)

    def _scan_all(self, folders: Sequence[Path | str] | None) -> None:
        """Compare every folder with the catalogue; those that could be used are the run's roots."""
        known, excludes = photos_roots(self._catalog), leave_out(self._catalog)
        chosen = known if folders is None else _spelled_as_known(folders, known)
        for root in outermost(chosen):
            self._reporter.tell("scanning", self._tally.found)
            try:
                self._check(root)
                with self._catalog.writing() as connection:
                    if folders is None:
                        demand_chosen(connection, root)
                    photos.add_folder(connection, root)
                FolderScan(self._catalog, root, self._tally, self._reporter, self._cancel, excludes).run()
            except FolderError as error:
                if folders is not None and len(chosen) == 1:
                    raise
                self._tally.unusable += 1
                self._tally.problems.append(str(error))
            else:
                self._roots.append(root)
                self._note_inner(root, known)
        if folders and not self._roots:
            raise FolderError("; ".join(self._tally.problems))

    def _count_pending(self) -> int:
        """Photos in the run's roots that wait for a vector."""
        with self._catalog.reading() as connection:
            return sum(photos.count_pending(connection, self._parts.model_id, root) for root in self._roots)

    def _check(self, root: Path) -> None:
        """Refuse what is no folder; the photos of a known one that is not there now are offline."""
        if not can_be_named(os.fspath(root)):
            message = f"there is no folder {root}"
            raise FolderError(message)
        what = _why_no_folder(root)
        if what is None:
            return
        with self._catalog.writing() as connection:
            kept = take_offline(connection, root)
        raise FolderError(f"{what} now; its photos are kept" if kept else what)

    def _note_inner(self, root: Path, known: Sequence[Path]) -> None:
        """The user's folders inside a scanned one were scanned with it."""
        with self._catalog.writing() as connection:
            for folder in known:
                if root in folder.parents:
                    photos.set_online(connection, folder, online=_why_no_folder(folder) is None)

    def _look_at_all(self, after_commit: Callable[[int], None]) -> None:
        """Embed every photo that waits in the run's roots.

        Args:
            after_commit: told how many photos were committed.
        """
        parts, total = self._parts, self._count_pending()
        self._reporter.tell("looking", 0, total, now=True)
        if not total:
            return
        start = time.monotonic()
        looker = Looker(parts.embedder, parts.spec, parts.thumbnails, parts.pace, self._cancel)
        batches = looker.look(self._pending(), total)
        done = failed = 0
        waiting: list[Looked | Unreadable] = []
        committed = start
        try:
            for results in batches:
                waiting.extend(results)
                done += len(results)
                failed += sum(isinstance(result, Unreadable) for result in results)
                if len(waiting) >= _COMMIT_PHOTOS or time.monotonic() - committed >= _COMMIT_SECONDS:
                    self._commit(waiting)
                    count, waiting, committed = len(waiting), [], time.monotonic()
                    after_commit(count)
                self._reporter.tell("looking", done, total, failed)
        finally:
            batches.close()  # waits for the workers
            self._commit(waiting)
            self._tally.embed_seconds = time.monotonic() - start
        self._reporter.tell("looking", done, total, failed, now=True)
        self._cancel.raise_if_cancelled()

    def _pending(self) -> Iterator[photos.Pending]:
        """Photos that wait, read from the catalogue a page at a time."""
        for root in self._roots:
            last: str | None = None
            while True:
                with self._catalog.reading() as connection:
                    page = photos.pending(connection, self._parts.model_id, root, last, _PAGE)
                if not page:
                    break
                yield from page
                last = page[-1].path

    def _commit(self, results: Sequence[Looked | Unreadable]) -> None:
        """Vectors, tags and photo rows together or not at all."""
        if not results:
            return
        report = self._parts.embedder.report
        with self._catalog.writing() as connection:
            for result in results:
                if isinstance(result, Looked):
                    key, content = result.pending.id, result.content
                    if photos.mark_looked_at(connection, key, result.stamp, content, result.size, result.taken):
                        store_vector(connection, self._parts.model_id, key, result.vector, result.tags)
                elif result.gone:
                    there = self._folders_are_there(result.pending.path)
                    self._tally.unreachable += not there
                    state = PhotoState.MISSING if there else PhotoState.OFFLINE
                    photos.set_state(connection, [result.pending.id], state)
                else:
                    # Without a scan the file's time is not known to be the recorded one, by which a later scan would
                    # see that the file is another one again.
                    retry = result.retry or not self._scanned
                    photos.mark_failed(connection, result.pending.id, result.reason, result.content, retry=retry)
            run = ProviderRun(report.active, report.wanted, report.problem)
            set_provider(connection, self._parts.model_id, run)
        self._count(results)

    def _folders_are_there(self, path: str) -> bool:
        """Whether a file that is gone left its folders behind, and not an empty one; if not, the disk went."""
        parents = Path(path).parents
        return parents[0].is_dir() and all(has_content(root) for root in self._roots if root in parents)

    def _count(self, results: Sequence[Looked | Unreadable]) -> None:
        for result in results:
            if isinstance(result, Looked):
                self._tally.embedded += 1
                if not result.pending.same_content:  # else only another model looks at what was seen before
                    self._tally.updated += result.pending.seen_before
                    self._tally.added += not result.pending.seen_before
            elif result.gone:
                self._tally.found -= 1
                self._tally.missing.add(result.pending.id)
            else:
                self._tally.failed += 1

    def _sort_meanwhile(self, committed: int) -> None:
        """During a long run, keep the search index within reach of it, so that queries stay quick and memory flat."""
        self._since_build += committed
        if self._build is not None:
            if not self._build.running:
                with self._noting_problems():
                    self._use_build()
        elif self._since_build >= _BUILD_PHOTOS:
            self._since_build = 0
            state = self._index_state()
            if state.tail >= min(
                max(_BUILD_PHOTOS, state.count // 4), longest(_LARGEST_TAIL, self._parts.spec.dimension)
            ):
                self._build = IndexBuild(self._task())

    def _sort(self) -> None:
        """At the end of a run, have a new search index built if enough has changed."""
        if self._build is not None:
            self._reporter.tell("sorting", 0, now=True)
            self._use_build()
        if self._index_state().name != "outdated":
            return
        with self._catalog.reading() as connection:
            live = count_live(connection, self._parts.model_id)
        if not live:  # all photos of a large library have gone: there is nothing to sort
            self._parts.searcher.close()
            remove_others(self._parts.index_root, None)
            return
        self._reporter.tell("sorting", 0, now=True)
        self._build = IndexBuild(self._task())
        self._use_build()

    def _use_build(self) -> None:
        """Wait for the child process and search in what it wrote."""
        parts, build = self._parts, self._build
        assert build is not None
        self._build = None
        build.finish(self._cancel)
        parts.searcher.take_newest()
        remove_others(parts.index_root, next(reversed(generations(parts.index_root)), None))

    def _index_state(self) -> IndexState:
        with self._catalog.reading() as connection:
            return index_state(connection, self._parts.model_id, self._parts.index_root)

    def _task(self) -> BuildTask:
        parts = self._parts
        return BuildTask(
            os.fspath(self._catalog.path),
            parts.model_id,
            os.fspath(parts.index_root),
            parts.pace.workers,
            parts.pace.niceness,
        )


def photos_roots(catalog: Catalog) -> list[Path]:
    """The user's folders, in order of path."""
    with catalog.reading() as connection:
        return [folder for folder, _ in photos.list_folders(connection)]


def _spelled_as_known(folders: Sequence[Path | str], known: Sequence[Path]) -> list[Path]:
    """Absolute paths; a folder known by another spelling (upper case, a link) keeps the known or the first one."""
    chosen: list[Path] = []
    for given in folders:
        folder = Path(os.path.abspath(given))  # noqa: PTH100 - resolve() would follow the user's own links
        chosen.append(next((other for other in (*known, *chosen) if _same(other, folder)), folder))
    return chosen


def _same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except (OSError, ValueError):
        return False


def _why_no_folder(path: Path) -> str | None:
    """One line if a path is no folder that can be reached, else None."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            return None
    except (FileNotFoundError, NotADirectoryError):
        return f"there is no folder {path}"
    except OSError as error:
        return f"cannot read the folder {path}: {error.strerror or error}"
    return f"{path} is a file, not a folder"
