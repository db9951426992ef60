"""Asking the library for photos and previews, so that only the newest question is answered.

A question is frozen on the GUI thread; an answer with an older number is thrown away, and a question that still
waits when a newer one comes is never put.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from photosim.core.photo import Match, Photo, PhotoId
from photosim.errors import NotIndexedError, UserError
from photosim.library import Library
from photosim.library.cutting import cut
from photosim.library.views import ALL, Filter
from photosim.ui.history import Query
from photosim.ui.jobs import Job, JobContext, JobRunner, Pool

if TYPE_CHECKING:
    from photosim.library.reports import Found, Picture


class Answer(NamedTuple):
    """Photos that a query asked for.

    Attributes:
        query: the question.
        matches: best first.
        indexed: photos that could be compared with.
        photos: photos of the library.
        understood: how the text of the query was understood, empty without one.
        suggestions: texts that may have been meant instead.
    """

    query: Query
    matches: tuple[Match, ...]
    indexed: int
    photos: int
    understood: str = ""
    suggestions: tuple[str, ...] = ()


class Subject(NamedTuple):
    """A photo made ready for the preview.

    Attributes:
        query: which one.
        image: the picture, upright.
        width: pixels of the photo in its file.
        height: pixels of the photo in its file.
        photo: what the catalogue says of it, None for a photo from elsewhere.
    """

    query: Query
    image: QImage
    width: int
    height: int
    photo: Photo | None


class Asker(QObject):
    """Puts one question at a time; a newer one replaces it.

    Args:
        runner: runs the questions' functions.
        name: of its jobs, for the log.
        parent: Qt parent.
        delay_ms: how long it rests before it puts a question that follows another so soon.
        pool: whose thread answers.

    Signals:
        answered: what the question's function returned.
        failed: the exception it raised.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        runner: JobRunner,
        name: str,
        parent: QObject | None = None,
        delay_ms: int = 0,
        pool: Pool = Pool.QUERY,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._name = name
        self._pool = pool
        self._generation = 0
        self._job: Job | None = None
        self._work: Callable[[JobContext], Any] | None = None
        # Holding an arrow key down changes the question faster than it can be answered: the first one is put at once,
        # those that follow wait for a rest.
        self._delay = QTimer(self, interval=delay_ms, singleShot=True)
        self._delay.timeout.connect(self._put)
        self._since = QElapsedTimer()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None or self._delay.isActive()

    def ask(self, work: Callable[[JobContext], Any]) -> None:
        """Put a question; an older one will not be answered any more."""
        self.drop()
        self._work = work
        hurried = self._since.isValid() and self._since.elapsed() < self._delay.interval()
        self._since.start()
        if hurried:
            self._delay.start()
        else:
            self._put()

    def drop(self) -> None:
        """Want no answer any more."""
        self._generation += 1
        self._delay.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _put(self) -> None:
        assert self._work is not None
        generation = self._generation
        job = self._job = self._runner.start(self._pool, self._name, self._work)
        job.done.connect(lambda result: self._end(generation, self.answered, result))
        job.failed.connect(lambda error: self._end(generation, self.failed, error))

    def _end(self, generation: int, signal: Any, value: object) -> None:  # noqa: ANN401 - a bound signal
        if generation == self._generation:
            self._job = None
            signal.emit(value)


def find_matches(
    library: Library, query: Query, count: int, within: Filter = ALL, *, whole: bool = False
) -> Callable[[JobContext], Answer]:
    """The worker's part of a question for photos.

    Args:
        library: what is asked.
        query: the question.
        count: how many photos.
        within: what they must fulfil.
        whole: with a focus, photos without the thing, too: whoever shows them cuts them off.
    """

    def work(context: JobContext) -> Answer:
        understood, suggestions = "", tuple[str, ...]()
        try:
            if query.text:
                found = _find_photos(library, query, count, within)
                matches, understood, suggestions = found.matches, found.understood, found.suggestions
            else:
                focus = query.focus.key if query.focus else None
                assert query.source is not None
                image = query.photos if query.more else query.source
                matches = tuple(library.similar(image, k=count, focus=focus, region=query.region, within=within))
                if focus and not whole:
                    matches = matches[: cut([match.score for match in matches], focused=True)]
        except NotIndexedError:
            if library.coverage()[0]:
                raise
            matches = ()  # nothing was looked at yet: an answer, and one that will get better
        context.token.raise_if_cancelled()
        indexed, there = library.coverage()
        return Answer(query, matches, indexed, there, understood, suggestions)

    return work


def _find_photos(library: Library, query: Query, count: int, within: Filter) -> "Found":
    """What a text finds; if nothing can be made of the text, that is an answer, too."""
    try:
        like = query.photos if query.more else query.source
        return library.find_photos(query.text, k=count, like=like, region=query.region, within=within)
    except UserError as error:
        if type(error) is not UserError:
            raise  # about the photo, the library or the model; one without a kind of its own is about the text
        from photosim.library.reports import Found  # noqa: PLC0415 - a window opens without

        return Found(query.text, str(error), (), ())


def load_subject(library: Library, query: Query, max_side: int) -> Callable[[JobContext], Subject]:
    """The worker's part of a preview.

    Args:
        library: where photos come from.
        query: the photo to show.
        max_side: longest side wanted, in device pixels.
    """

    def work(context: JobContext) -> Subject:
        source = query.source
        assert source is not None, "a text has no picture"
        photo = None
        if isinstance(source, int):
            photo = library.photos([PhotoId(source)]).get(PhotoId(source))
        context.token.raise_if_cancelled()
        picture = library.picture(source, max_side)
        return Subject(query, to_image(picture), picture.full_width, picture.full_height, photo)

    return work


def to_image(picture: "Picture") -> QImage:
    """A QImage that owns its pixels."""
    view = QImage(picture.rgb, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
    return view.convertToFormat(QImage.Format.Format_RGB32)
