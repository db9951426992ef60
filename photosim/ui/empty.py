"""What stands where photos would be while there are none: why, and what can be done about it.

The texts are functions, for they are looked up in the user's language when they are shown. `library_text` and
`matches_text` choose the one that is true.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from photosim.library.views import Filter
from photosim.ui import words
from photosim.ui.history import Page
from photosim.ui.indexing import IndexingState
from photosim.ui.language import plural, tr
from photosim.ui.reasons import reason

if TYPE_CHECKING:
    from photosim.library.reports import FolderStatus


class Do(StrEnum):
    """What a button of an empty page does."""

    ADD_FOLDER = "add-folder"
    CLEAR_FILTER = "clear-filter"
    CLEAR_FOLDER = "clear-folder"
    """The folder of the filter; its tags stay."""
    CLEAR_FOCUS = "clear-focus"
    LOOK_AGAIN = "look-again"
    """Look through the folders of the library anew."""
    RESUME = "resume"
    MODELS = "models"


Button = tuple[Do, str]


class EmptyText(NamedTuple):
    """The words of one empty state; what is empty is left out.

    Attributes:
        title: what there is not.
        text: why, and what may help.
        buttons: what to do about it, the likeliest first.
        hint: about dropping, in a frame of its own.
        note: a smaller sentence at the end.
        icon: name of the picture above the title.
        bare: there is nothing to select and nothing to come: what is about photos may be hidden.
    """

    title: str
    text: str
    buttons: tuple[Button, ...] = ()
    hint: str = ""
    note: str = ""
    icon: str = ""
    bare: bool = False


def library_text(state: IndexingState, wanted: Filter, names: Mapping[str, str], total: int) -> EmptyText:
    """Why the library shows no photo.

    Args:
        state: what indexing is doing.
        wanted: what photos must fulfil to be shown.
        names: of the tags of that filter, by key.
        total: photos without the filter.
    """
    if wanted and total:
        away = _away(state.folders or (), wanted.folder)
        return offline(away, 0) if away else nothing_passes(wanted, names)
    if state.folders is None:
        return loading()
    if state.running and not state.switching:
        return searching_folders()
    return _no_photos(state, state.folders)


def _no_photos(state: IndexingState, folders: Sequence["FolderStatus"]) -> EmptyText:
    """Nobody is looking for photos, and there are none."""
    if not folders:
        return first_start()
    if state.low_disk:
        return low_disk(state.low_disk)
    away = [folder.path for folder in folders if not folder.online]
    if away:
        return offline(away, state.offline)
    return paused() if state.paused else no_photos()


def matches_text(page: Page, state: IndexingState) -> EmptyText:
    """Why a query has found nothing."""
    assert page.query is not None, "only answers have matches"
    text, wanted, focused = page.query.text, page.filter, page.query.takes_focus and page.query.focus is not None
    if text and page.understood:
        return nothing_found(text, page.understood, wanted, meant=bool(page.suggestions))
    if state.model_problem:
        return model_missing(state.model_problem)
    if state.low_disk:
        return low_disk(state.low_disk)
    if state.paused or state.failed:
        return not_looked_at()
    if wanted or focused:
        return no_matches_within(wanted, focused=focused)
    return not_yet() if text else no_matches()


def about(state: IndexingState) -> tuple[object, ...]:
    """What the texts of empty pages depend on; the same as long as none of them changes."""
    searching = state.running and not state.switching
    return searching, state.paused, state.failed, state.folders, state.low_disk, state.offline, state.model_problem


def _away(folders: Sequence["FolderStatus"], folder: Path | None) -> list[Path]:
    """The chosen folders above a folder that could not be read."""
    if folder is None:
        return []
    return [known.path for known in folders if not known.online and folder.is_relative_to(known.path)]


# -- the library


def first_start() -> EmptyText:
    """Nothing was added yet."""
    return EmptyText(
        tr("Find photos by how they look"),
        tr(
            "Choose a folder with photos. photosim looks at each of them once; from then on a click on any photo shows "
            "the ones that look like it."
        ),
        ((Do.ADD_FOLDER, tr("Choose a photo folder\N{HORIZONTAL ELLIPSIS}")),),
        hint=tr("You can also drop a photo or a folder here"),
        note=tr("Nothing leaves this computer. Your photos are read, never changed."),
        icon="library",
        bare=True,
    )


def no_photos() -> EmptyText:
    """The folders were looked through and are empty."""
    return EmptyText(
        tr("No photos here yet"),
        tr(
            "The folders of your library hold no photos that can be read. Photos that you put there appear after they "
            "were looked through again."
        ),
        (
            (Do.ADD_FOLDER, tr("Add another folder\N{HORIZONTAL ELLIPSIS}")),
            (Do.LOOK_AGAIN, tr("Look again")),
        ),
        hint=tr("You can also drop a folder here"),
        icon="folder",
        bare=True,
    )


def searching_folders() -> EmptyText:
    """The first photos are still to be found."""
    return EmptyText(tr("Looking for photos"), tr("They appear here as soon as they are found."), icon="search")


def loading() -> EmptyText:
    """For a blink."""
    return EmptyText("", "")


def offline(folders: Sequence[Path], photos: int) -> EmptyText:
    """Folders that could not be read: a drive that is not plugged in, a share that is not connected.

    Args:
        folders: which.
        photos: that are known below them, 0 if that is not known.
    """
    where = "\n".join(words.breakable(words.shown_name(words.shown_folder(folder))) for folder in folders[:3])
    title = plural("A folder is not there now", "{n} folders are not there now", len(folders))
    kept = (
        plural(
            "Its {n} photo is kept and comes back with the folder.",
            "The {n} photos in it are kept and come back with the folder.",
            photos,
        )
        if photos
        else tr("What the library knows of its photos is kept and comes back with the folder.")
    )
    help_ = tr("Connect the drive or the network share, then look again.")
    return EmptyText(title, f"{where}\n{kept}\n{help_}", ((Do.LOOK_AGAIN, tr("Look again")),), icon="offline")


def paused() -> EmptyText:
    """Nothing was found before the user stopped the search."""
    return EmptyText(
        tr("Indexing is paused"),
        tr("The folders of your library have not been looked through yet."),
        ((Do.RESUME, tr("Resume")),),
        icon="pause",
    )


def nothing_passes(wanted: Filter, names: Mapping[str, str]) -> EmptyText:
    """No photo passes the filter (any more)."""
    tags = words.listed([words.shown_name(names.get(key, key)) for key in wanted.tags])
    folder = words.shown_name(wanted.folder.name or str(wanted.folder)) if wanted.folder else ""
    clear = (Do.CLEAR_FILTER, clear_filter())
    if wanted.hidden and not (tags or folder):
        return EmptyText(
            tr("No hidden photos"), tr("Photos that you hide can be found here."), ((Do.CLEAR_FILTER, tr("Show all")),)
        )
    if tags and folder:
        text = tr("No photo in the folder {folder} shows {tags}.", folder=folder, tags=tags)
        return EmptyText(
            tr("No such photos"), text, ((Do.CLEAR_FOLDER, tr("Look in all folders")), clear), icon="filter"
        )
    text = tr("No photo shows {tags}.", tags=tags) if tags else tr("No photo is in the folder {folder}.", folder=folder)
    return EmptyText(tr("No such photos"), text, (clear,), icon="filter")


def clear_filter() -> str:
    """What takes the filter away."""
    return tr("Clear filter")


# -- answers


def looking() -> EmptyText:
    """Look-alikes are being looked for."""
    return EmptyText("", tr("Looking for look-alikes\N{HORIZONTAL ELLIPSIS}"))


def looking_for_word() -> EmptyText:
    """Photos of a word are being looked for."""
    return EmptyText("", tr("Looking for photos\N{HORIZONTAL ELLIPSIS}"))


def no_matches() -> EmptyText:
    """There is no other photo with a vector yet."""
    return EmptyText(
        tr("No look-alikes yet"),
        tr("No other photo has been looked at so far. This page fills as soon as some have been."),
    )


def not_yet() -> EmptyText:
    """There is no photo with tags yet."""
    return EmptyText(
        tr("No photos yet"), tr("No photo has been looked at so far. This page fills as soon as some have been.")
    )


def not_looked_at() -> EmptyText:
    """The same, and it will stay so until somebody resumes."""
    return EmptyText(
        tr("No photo has been looked at yet"),
        tr("Indexing is paused. This page fills once it goes on."),
        ((Do.RESUME, tr("Resume")),),
        icon="pause",
    )


def no_matches_within(wanted: Filter, *, focused: bool) -> EmptyText:
    """A filter or a focus leaves nothing of the look-alikes."""
    buttons: list[Button] = []
    if focused:
        buttons.append((Do.CLEAR_FOCUS, tr("Remove the focus")))
    if wanted:
        buttons.append((Do.CLEAR_FILTER, clear_filter()))
    return EmptyText(
        tr("No look-alikes here"),
        tr("No photo that looks like this one fulfils all that is asked for."),
        tuple(buttons),
        icon="filter",
    )


def nothing_found(text: str, understood: str, wanted: Filter, *, meant: bool) -> EmptyText:
    """A text found no photo.

    Args:
        text: what was searched for.
        understood: the library's own line about it.
        wanted: the filter that holds.
        meant: whether the header offers texts that may have been meant.
    """
    alone = not meant and not wanted
    return EmptyText(
        tr("No photos of {text}", text=words.quoted(text)),
        words.sentence(reason(understood)),
        ((Do.CLEAR_FILTER, tr("Look in all photos")),) if wanted else (),
        note=tr("Try another word for it, or a more general one: animal, building, food.") if alone else "",
        icon="search",
        bare=True,
    )


# -- what keeps the library from going on


def low_disk(problem: str) -> EmptyText:
    """There is hardly any room left.

    Args:
        problem: the library's own line about it.
    """
    why = words.sentence(reason(problem))
    text = tr("{problem} Indexing waits until there is room, and then goes on by itself.", problem=why)
    return EmptyText(tr("The disk is nearly full"), text, ((Do.RESUME, tr("Try again")),), icon="warning")


def model_missing(problem: str) -> EmptyText:
    """The library's model is not the one that answers.

    Args:
        problem: the library's own line about it.
    """
    return EmptyText(
        tr("The model of this library is missing"),
        words.sentence(reason(problem)),
        ((Do.MODELS, tr("Models\N{HORIZONTAL ELLIPSIS}")),),
        icon="warning",
    )
