"""What the facade answers with: frozen dataclasses that any thread and any front end may hold."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from photosim.core.photo import Match, PhotoId

FocusMethod = Literal["query", "article"]
"""How a search is focused: our weighing of the query alone, or the article's of both sides, which is slower."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one indexing run did. Every photo found is counted once, in added, updated, moved, unchanged or failed.

    Attributes:
        added: photos new to the library.
        updated: photos whose content changed.
        moved: photos found again under another name or in another folder; their vectors were kept.
        missing: photos this run found gone from a folder it could read; they are kept and come back by themselves.
        unchanged: photos as they were, those that came back included.
        failed: photos that cannot be read; each keeps its reason.
        seconds: wall-clock time of the run.
        photos_per_second: photos embedded a second while embedding, 0.0 if none were.
        cancelled: whether the run was stopped before its end; the rest is done by the next run.
        unusable_folders: how many of the given folders could not be used at all.
        problems: one line each for folders that were left out, whole or in part: missing, unreadable, suddenly empty.
    """

    added: int
    updated: int
    moved: int
    missing: int
    unchanged: int
    failed: int
    seconds: float
    photos_per_second: float
    cancelled: bool = False
    unusable_folders: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """A folder the user chose.

    Attributes:
        path: absolute path.
        online: whether the last scan could read it and found what was expected.
        photos: photos of the library below it that are there.
    """

    path: Path
    online: bool
    photos: int


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What is in the library.

    Attributes:
        photos: all photos known.
        indexed: of these, there and with a vector of the model in use.
        pending: there and waiting for one.
        failed: there and unreadable.
        missing: gone from a folder that could be read.
        offline: in a folder that could not be read.
        model: name of the model in use.
        model_title: the same for people.
        dimension: length of its vectors.
        provider: what runs it, as last used ("CPU"); None before the first run.
        provider_wanted: what was asked for then ("auto", "CUDA"); None before the first run.
        provider_problem: why what runs it is not what was hoped for, in one line; None if it is.
        runtime: which onnxruntime is installed, for people.
        model_problem: why the library's own model is not the one in use, in one line; None if it is.
        switch: a change of model that is not through, None if there is none.
        index: state of the search index: "exact" (small library, none needed), "ready" or "outdated".
        index_count: vectors in the search index.
        folders: the user's folders.
        database: the catalogue's file.
        data: folder of catalogue and search index.
        cache: folder of thumbnails.
        hidden: photos that are there and that the user hid.
    """

    photos: int
    indexed: int
    pending: int
    failed: int
    missing: int
    offline: int
    model: str
    model_title: str
    dimension: int
    provider: str | None
    index: str
    index_count: int
    folders: tuple[FolderStatus, ...]
    database: Path
    data: Path
    cache: Path
    provider_wanted: str | None = None
    provider_problem: str | None = None
    runtime: str = ""
    model_problem: str | None = None
    switch: "SwitchState | None" = None
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture of one photo.

    Attributes:
        photo_id: whose it is.
        jpeg: the picture, upright, longest side 320 pixels at most; None if the photo cannot be read.
        error: the reason then.
    """

    photo_id: PhotoId
    jpeg: bytes | None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo decoded for the screen.

    Attributes:
        width: pixels.
        height: pixels.
        rgb: 8-bit red, green, blue, row by row, 3 * width * height bytes.
        full_width: pixels of the upright photo in its file.
        full_height: pixels of the upright photo in its file.
    """

    width: int
    height: int
    rgb: bytes | memoryview
    full_width: int
    full_height: int


@dataclass(frozen=True, slots=True)
class Tag:
    """One thing a photo is thought to show.

    Attributes:
        name: for people ("Egyptian cat", "Grandma's garden").
        wnid: its WordNet number ("n02124075"); empty for a group and for an album the user taught.
        probability: 0..1.
        shown: certain enough to be shown without being asked for.
        key: names it to `similar`, `tagged` and `tag_counts`: `Label.key`.
    """

    name: str
    wnid: str
    probability: float
    shown: bool
    key: str


@dataclass(frozen=True, slots=True)
class Label:
    """Something a search can be focused on and the library filtered by.

    Attributes:
        key: stays the same from version to version: a wnid, "group:" or "album:" and a name.
        name: for people.
        kind: "class" (one of the model's), "group" (several of them) or "album" (taught from the user's folders).
        parent: key of the group it belongs to, None at the top.
        detail: where it belongs, for telling equal names apart ("animal, bird"); empty at the top.
    """

    key: str
    name: str
    kind: str
    parent: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word near another.

    Attributes:
        word: lower case.
        score: cosine similarity of the word vectors, -1..1.
    """

    word: str
    score: float


@dataclass(frozen=True, slots=True)
class WordsInfo:
    """The word vectors in use.

    Attributes:
        name: for people: "built-in" or the name of the user's file.
        source: the user's file, None for the built-in ones.
        count: words.
        dimension: length of their vectors.
        problem: why the user's own are not in use, in one line; None if all is well.
    """

    name: str
    source: Path | None
    count: int
    dimension: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a text found.

    Attributes:
        query: the text.
        understood: in one line what is shown, or why nothing is: never empty.
        suggestions: texts that may have been meant, best first; none when the text was understood.
        matches: photos, best first; scores 0..1 order them and are no cosine similarity.
    """

    query: str
    understood: str
    suggestions: tuple[str, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class LearnReport:
    """What was learnt from the user's folders.

    Attributes:
        albums: name and number of photos of each album learnt, most photos first.
        left_out: the same for folders with too few photos.
        accuracy: share of held-out photos whose own album is thought the likeliest, 0..1.
        chance: the share that always naming the largest album would reach.
        seconds: wall-clock time.
    """

    albums: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, int], ...]
    accuracy: float
    chance: float
    seconds: float


ModelState = Literal["built-in", "installed", "available"]
"""Comes with photosim, was put there by the user, or could be downloaded."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model the user has or could have.

    Attributes:
        name: what the user types.
        title: for people.
        state: where it is.
        in_use: whether the library answers with it.
        dimension: numbers a photo.
        classes: how many it knows by name, 0 for a model that is for look-alikes only.
        storage: how its weights are kept: "fp32", "fp16" or "int8"; for one that is available, as it would be.
        licence: SPDX identifier of the weights.
        source: where the weights come from.
        file_bytes: its files on disk; for one that is available, what there is to download.
        photos: photos of this library that have a vector of it.
        vector_bytes: about what its vectors and search files take on disk.
        photos_per_second: embedded on this computer without decoding; None while that was never measured.
        problem: why it cannot be used, in one line; None if all is well.
    """

    name: str
    title: str
    state: ModelState
    in_use: bool
    dimension: int
    classes: int
    storage: str
    licence: str
    source: str
    file_bytes: int
    photos: int
    vector_bytes: int
    photos_per_second: float | None
    problem: str | None = None

    @property
    def usable(self) -> bool:
        """Whether it could be put to use now."""
        return self.state != "available" and self.problem is None

    @property
    def licence_known(self) -> bool:
        """Whether anything is known of the licence of its weights; "NOASSERTION" is SPDX's word for nothing."""
        return self.licence not in {"", "NOASSERTION"}


@dataclass(frozen=True, slots=True)
class SwitchState:
    """A change of model that is not through: the model in use goes on answering meanwhile.

    Attributes:
        name: of the model that is to be used.
        title: the same for people.
        done: photos that have a vector of it.
        total: photos that are there.
    """

    name: str
    title: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class SwitchReport:
    """What a call to change the model did.

    Attributes:
        model: the model in use now.
        switched: whether that is another one than before.
        embedded: photos looked at for it.
        failed: photos that could not be read.
        seconds: wall-clock time.
        cancelled: whether it was stopped before its end; the next call goes on from there.
        problems: one line each for what did not work on the way.
    """

    model: str
    switched: bool
    embedded: int
    failed: int
    seconds: float
    cancelled: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A photo that could not be read.

    Attributes:
        photo_id: its number.
        path: its file.
        reason: why, a short phrase.
    """

    photo_id: PhotoId
    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Details:
    """What a photo's file says about it; text is ready to be shown, and empty where the file says nothing.

    Attributes:
        path: None for a picture that is no file.
        width: pixels, upright.
        height: pixels, upright.
        size: bytes of the file, 0 if it is none.
        taken: when, by the camera: "2024-05-03 14:07:09"; empty if unknown.
        modified: when the file was last written, in the same form, local time.
        camera: maker and model, the maker said once.
        lens: its name.
        exposure: "1/250 s, f/2.8, ISO 400, 35 mm".
        place: latitude and longitude "48.13743° N, 11.57549° E".
        colours: name of the colour profile, empty for sRGB.
        file_format: "JPEG".
    """

    path: Path | None
    width: int
    height: int
    size: int
    taken: str
    modified: str
    camera: str
    lens: str
    exposure: str
    place: str
    colours: str
    file_format: str


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """The thumbnails on disk.

    Attributes:
        folder: where.
        files: how many.
        size: bytes they take.
        limit: bytes they may take before the oldest go.
    """

    folder: Path
    files: int
    size: int
    limit: int
