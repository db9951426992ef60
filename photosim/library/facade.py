"""`Library`: everything photosim can do, without a window."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.core.photo import Match, Photo, PhotoId, PhotoState, Region
from photosim.library.ability import why_no_tags
from photosim.library.browsing import BrowsingLibrary
from photosim.library.pictures import PicturesLibrary
from photosim.library.twinned import TwinsLibrary
from photosim.library.views import ALL, Filter
from photosim.paths import AppPaths
from photosim.store import photos
from photosim.store.listing import count_listed
from photosim.store.models import count_live, last_provider

if TYPE_CHECKING:
    from PIL.Image import Image

    from photosim.library.looks import Queries, Query
    from photosim.library.reports import (
        FocusMethod,
        FolderStatus,
        Found,
        IndexReport,
        Label,
        LearnReport,
        LibraryStatus,
        Tag,
        Word,
        WordsInfo,
    )


class Library(BrowsingLibrary, PicturesLibrary, TwinsLibrary):
    """A person's photos and what they look like. Made by `Library.open`; safe from any thread.

    Lists, filters and what the user decided about photos it has from `BrowsingLibrary`, what is about showing photos
    from `PicturesLibrary`, duplicates from `TwinsLibrary`; what it can do with models, such as changing to another one,
    from `ModelledLibrary`.
    """

    @classmethod
    def open(
        cls,
        data_dir: Path | str | None = None,
        model: str | None = None,
        *,
        paths: AppPaths | None = None,
        provider: str = "auto",
    ) -> Self:
        """Open a library, creating it on first use.

        Args:
            data_dir: all state below this folder; None for the environment variable `PHOTOSIM_DATA_DIR`, else
                the user's own places.
            model: name of the model for this opening; None for the library's own, which is the built-in one at first.
                If that cannot be used any more, the built-in one answers, and `status` says why.
            paths: instead of `data_dir`, all places one by one.
            provider: what is to run the model: "auto" for the best that works, "cpu", "cuda", "coreml" or "directml".
                Where one does not work, the processor does; `status` tells why.

        Raises:
            LibraryError: the data folder cannot be written, or the catalogue is corrupt or newer.
            ModelError: the model is unknown or damaged.
        """
        return cls(paths or AppPaths.resolve(data_dir), model or None, provider)

    def close(self) -> None:
        """Release files and the network. Running queries must have ended."""
        self._serving.close()
        self._catalog.close()

    def __enter__(self) -> Self:
        """Use as a context manager to close it in time."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def index(
        self,
        folders: Sequence[Path | str] | None = None,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> "IndexReport":
        """Look for new, changed and moved photos in folders and embed them.

        Args:
            folders: become folders of the library; None looks through all that are.
            progress: called on this thread, at most four times a second.
            cancel: stops the run soon; the report then says so, and the next run goes on from there.

        Raises:
            FolderError: none of the folders can be used.
            LibraryError: the catalogue cannot be written, or another run is under way.
            ModelError: the model cannot be run.
        """
        from photosim.library.indexer import IndexRun, parts_of  # noqa: PLC0415 - lazy on purpose, see `late`

        if isinstance(folders, str | Path):
            folders = [folders]
        cancel = cancel or CancelToken()
        parts = parts_of(self._catalog, self._serving, self._pace)
        report = IndexRun(parts, progress, cancel).run(folders)
        self.tidy_cache(cancel)
        return report

    def similar(
        self,
        image: "Queries",
        k: int = 10,
        focus: str | None = None,
        region: Region | None = None,
        method: "FocusMethod" = "query",
        within: Filter = ALL,
    ) -> list[Match]:
        """The k photos of the library that look most like a photo, best first; the photo itself is left out.

        So are photos the user hid, and those told apart from it as look-alikes.

        Args:
            image: a file in the library or not, an open picture, or a photo id; or several of these, then photos like
                the mean of what they look like are found.
            k: how many, at least 0.
            focus: a class, group or album (`label`) that alone counts in the photo; scores are then smaller.
            region: only that part of the photo counts.
            method: how to focus; "article" looks at every photo of the library.
            within: only photos that it lets through are found.

        Raises:
            NotIndexedError: nothing is indexed yet, or there is no photo with that id.
            PhotoError: the photo cannot be read.
            UnknownLabelError: nothing, or more than one thing, is called like `focus` or a tag of `within`.
            UserError: the model does not allow for focus or tags.
            ValueError: there is none among several photos, or a region with more than one.
        """
        serving = self._serving
        passing = serving.narrowing().passing(within)
        if focus is None:
            return serving.looks().similar(image, k, region, passing)
        return serving.focusing().similar(image, k, focus, region, method, passing)

    def fetch_picture(self, url: str, cancel: CancelToken | None = None) -> "Image":
        """The upright RGB picture at a web address, to search with; only for an address the user asked for.

        Raises:
            Cancelled: `cancel` was set.
            UserError: it cannot be had from there within 30 seconds and 64 MB, or is no picture.
        """
        from photosim.library.fetching import fetch_picture  # noqa: PLC0415 - see `late`

        return fetch_picture(url, cancel)

    def tagging_off(self) -> str | None:
        """Why tags of classes and focus on them are off with this model, in one line; None if they are on."""
        return why_no_tags(self.spec)

    def tags(self, image: "Query", k: int = 5, region: Region | None = None) -> list["Tag"]:
        """The k likeliest things a photo shows: first what is certain enough to be shown, then by probability.

        A learnt album is among them when the photo lies in its own folder, with probability 1, or when it is more
        likely than none; and a group when it is certain but no class is.

        Args:
            image: a file in the library or not, an open picture, or a photo id.
            k: how many, at least 0; a photo has ten classes at most.
            region: only that part of the photo counts.

        Raises:
            NotIndexedError: there is no photo with that id.
            PhotoError: the photo cannot be read.
            UserError: the model knows no classes, and no album is learnt.
        """
        return self._tagging.tags(image, k, region)

    def labels(self) -> tuple["Label", ...]:
        """All classes, groups and learnt albums: groups before their parts and classes, albums last."""
        return self._tagging.labels().all

    def label(self, text: str) -> "Label":
        """The label that is meant by a key, a name, a word for a class or group, a wnid, a class index or an album.

        Raises:
            UnknownLabelError: there is none, or there are several; it carries names that would be understood.
        """
        return self._tagging.labels().find(text)

    def tag_counts(self, chosen: Sequence[str] = (), within: Filter = ALL) -> dict[str, int]:
        """How many photos show each label, by `Label.key`, labels without photos left out.

        Args:
            chosen: only photos that show all of these labels are counted.
            within: of these only those that it lets through.

        Raises:
            UnknownLabelError: one is no label.
            UserError: the model knows no classes, and no album is learnt.
        """
        serving = self._serving
        return serving.tagging().counts(chosen, serving.narrowing().passing(within))

    def tagged(self, chosen: Sequence[str]) -> "array[int]":
        """Ids, ascending, of the photos that show all of the chosen labels. 64-bit ("q"), as a buffer.

        Raises:
            UnknownLabelError: one is no label.
            UserError: the model knows no classes, and no album is learnt.
        """
        serving = self._serving
        return serving.tagging().tagged(chosen, serving.narrowing().passing(ALL))

    def learn(self, progress: ProgressCallback | None = None, cancel: CancelToken | None = None) -> "LearnReport":
        """Learn the user's own folders as albums, in the place of those learnt before.

        From then on every photo in an album's own folder is of the album, and others may be by how they look. A photo
        that is moved is, once indexed, of the album it lies in then. After a folder was renamed, its photos are of the
        old name by their looks alone until the folders are learnt again.

        Args:
            progress: called on this thread, at most four times a second.
            cancel: stops before anything is changed.

        Raises:
            Cancelled: `cancel` was set.
            LibraryError: the catalogue cannot be written.
            UserError: fewer than two folders have enough photos.
        """
        from photosim.library.learning import learn  # noqa: PLC0415 - see `late`

        serving = self._serving
        return learn(self._catalog, serving.spec, serving.model_id, progress, cancel or CancelToken())

    def forget_learnt(self) -> None:
        """Forget all albums learnt with this model.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        from photosim.store.albums import forget_albums  # noqa: PLC0415 - see `late`

        with self._catalog.writing() as connection:
            forget_albums(connection, self._model_id)

    def find(self, text: str, k: int = 20, like: "Query | None" = None) -> list[Match]:
        """The k photos that best show what a text says; see `find_photos`, which also tells what was understood."""
        return list(self.find_photos(text, k, like).matches)

    def find_photos(
        self,
        text: str,
        k: int = 20,
        like: "Queries | None" = None,
        region: Region | None = None,
        within: Filter = ALL,
    ) -> "Found":
        """The k photos that best show what a text says, and what was understood of it.

        Any word or phrase: the name of a class, group or learnt album, or one that is near to some. There are fewer
        than k where fewer match. A text that nothing is near to, or that no photo shows, gives none and says why.

        Args:
            text: of any length; the first 32 words are read.
            k: how many, at least 0.
            like: a file, an open picture, or a photo id that the photos should look like, too; or several of these.
            region: only that part of `like` counts.
            within: only photos that it lets through are found.

        Raises:
            NotIndexedError: nothing is indexed yet, or there is no photo with that id.
            PhotoError: `like` cannot be read.
            UserError: there is no word in the text, or the model knows no classes and the text names no album.
            ValueError: there is none among several photos, or a region with more than one.
        """
        serving = self._serving
        return serving.finding().find(text, k, like, region, serving.narrowing().passing(within))

    def words(self, word: str, k: int = 10) -> list["Word"]:
        """The k words nearest in meaning to a word or a phrase, best first, without the words themselves.

        Raises:
            UnknownWordError: one of the words has no vector; carries what may have been meant.
            UserError: there is no word in it, or it is longer than 200 characters.
        """
        from photosim.library.wording import words_near  # noqa: PLC0415 - see `late`

        return words_near(self._knowledge, word, k)

    def suggest(self, text: str, k: int = 8) -> tuple[str, ...]:
        """What to offer while somebody types a search: texts that go on so and can find photos, then similar words.

        Made for every key: whatever the text, no error, and a few milliseconds once the words are loaded.
        """
        from photosim.library.wording import suggestions  # noqa: PLC0415 - see `late`

        return suggestions(self._knowledge, text, k)

    def use_words(self, file: Path | str | None, tell: Callable[[float], None] | None = None) -> "WordsInfo":
        """From now on, and at the next start, use the word vectors of a text file such as `glove.6B.300d.txt`.

        Args:
            file: read once, the file may go afterwards; None goes back to the built-in vectors.
            tell: told the share of the file that is done, 0..1, on this thread; may raise to stop.

        Raises:
            UserError: the file cannot be read or holds no word vectors; those in use stay in use.
            LibraryError: the data folder cannot be written, or another program is at this.
        """
        return self._knowledge.use_words(None if file is None else Path(file), tell)

    def words_info(self) -> "WordsInfo":
        """Which word vectors are in use."""
        return self._knowledge.words_info

    def folders(self) -> "tuple[FolderStatus, ...]":
        """The folders the user chose, in order of path."""
        from photosim.library.reports import FolderStatus  # noqa: PLC0415 - a window opens without

        with self._catalog.reading() as connection:
            return tuple(
                FolderStatus(folder, online, photos.count_below(connection, folder))
                for folder, online in photos.list_folders(connection)
            )

    def photos(self, ids: Iterable[int]) -> dict[PhotoId, Photo]:
        """What is known of these photos; unknown ids are left out."""
        with self._catalog.reading() as connection:
            return photos.find_by_id(connection, ids, self._model_id)

    def coverage(self) -> tuple[int, int]:
        """Photos that can be compared with, and photos that are there: the two figures of `status` a query wants."""
        with self._catalog.reading() as connection:
            return count_live(connection, self._model_id), photos.count_ok(connection)

    def status(self) -> "LibraryStatus":
        """How things stand."""
        from photosim.embed.providers import runtime_build  # noqa: PLC0415 - a window opens without
        from photosim.library.reports import LibraryStatus  # noqa: PLC0415 - a window opens without
        from photosim.store.state import index_state  # noqa: PLC0415 - a window opens without

        serving = self._serving
        with self._catalog.reading() as connection:
            states = photos.count_states(connection)
            indexed = count_live(connection, serving.model_id)
            last = last_provider(connection, serving.model_id)
            hidden = count_listed(connection, hidden=True)
            index = index_state(connection, serving.model_id, self.paths.index_of(serving.spec.identity))
        looks, build = serving.looks.made, runtime_build()
        run = (looks and looks.provider_report) or last
        return LibraryStatus(
            photos=sum(states.values()),
            indexed=indexed,
            pending=states[PhotoState.OK] - indexed,
            failed=states[PhotoState.FAILED],
            missing=states[PhotoState.MISSING],
            offline=states[PhotoState.OFFLINE],
            model=serving.spec.name,
            model_title=serving.spec.title,
            dimension=serving.spec.dimension,
            provider=run.active if run else None,
            index=index.name,
            index_count=index.count,
            folders=self.folders(),
            database=self.paths.database,
            data=self.paths.data,
            cache=self.paths.cache,
            provider_wanted=run.wanted if run else None,
            provider_problem=run.problem if run else None,
            runtime=f"{build.text}; {build.problem}" if build.problem else build.text,
            model_problem=self.model_problem(),
            switch=self._choice.switch_state(),
            hidden=hidden,
        )
