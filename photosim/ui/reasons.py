"""What the layers below say in English sentences, in the user's language: the reasons people meet.

They know no Qt and answer a command line, too; so their sentences are known again here by their form. One that is not
known is shown as it is.
"""

import functools
import re
from typing import Final

from photosim.errors import PhotoError, PhotosimError, UserError
from photosim.ui.language import later, say, tr

_NAME: Final = re.compile(r"\\\{(\w+)\\\}")
_USUAL: Final = (
    # a photo
    later("the file is empty"),
    later("the file is truncated"),
    later("the file is damaged"),
    later("the file is gone"),
    later("no permission to read the file"),
    later("not enough memory to decode it"),
    later("the file cannot be read: {why}"),
    later("the picture has no pixels"),
    later("the photo is too large ({width} x {height} pixels)"),
    later("it is a folder, not a photo"),
    later("it is not a regular file"),
    later("it is not a photo in a known format"),
    later("HEIC photos need the optional package pillow-heif"),
    later("HEIC photos cannot be read by this program; save them as JPEG"),
    later("the library has no photo number {number}"),
    # folders
    later("cannot read the folder {folder}: {why}"),
    later("the folder {folder} does not exist"),
    later("the folder {folder} is not there"),
    later("{folder} is not a folder"),
    later("the folder {folder} is suddenly empty"),
    later("its photos are kept"),
    later("{folder} is no folder of the library"),
    later("{folder} is a file, not a folder"),
    later("there is no folder {folder}"),
    later("the folder {folder} was removed from the library"),
    later("to leave out a folder give its whole path; {rule} is neither that nor a name"),
    later("The disk with the library has only {n} MB left: {folder}"),
    later("The disk with the thumbnails has only {n} MB left: {folder}"),
    later("cannot create the folder {folder}: {why}"),
    later("the folder {folder} cannot be written"),
    later("the folder {folder} cannot be written: {why}"),
    # the system
    later("Permission denied"),
    later("No such file or directory"),
    later("Not a directory"),
    later("Is a directory"),
    later("Input/output error"),
    later("No space left on device"),
    later("Read-only file system"),
    later("Stale file handle"),
    # the library
    later("the disk is full: the library at {path} cannot grow; what was done so far is kept"),
    later(
        "the library at {path} is damaged ({error}); move that file away to start a new one, "
        "your photos are not touched"
    ),
    later("the library at {path} cannot be written"),
    later("the library at {path} cannot be opened: it is not a file, or its folder cannot be written"),
    later("another program is busy with the library at {path}; try again in a moment"),
    later("the library at {path} cannot be used: {error}"),
    later("the search index could not be built: {error}"),
    later("cannot save the window's settings to {file}: {why}"),
    # words
    later("type a word"),
    later("there is no word in {text}"),
    later("{word} is not among the {count} words known"),
    later("{text} may be {names}; say which"),
    later("did you mean {names}?"),
    later("there is no class, group or album called {text}"),
    later("there is no album called {text}"),
    later("the name of a class, a group or an album is missing"),
    later("the text is too long: {count} characters, at most {most} are looked at"),
    # how a text was understood
    later("nobody knows '{word}', taken for {meant}"),
    later("{word}: showing {names}"),
    later("{word}: the photos of the album"),
    later("{word}: the photos of the album and others like them"),
    later("{word}: photos like those of the album"),
    later("{word}: no photo"),
    later("no photo shows {word} (looked for {names})"),
    later("no photo shows all of it at once"),
    later("no photo shows anything near '{text}'"),
    later("no photo shows {word}"),
    later("{n} with all of it come first"),
    later("left out: {words}"),
    later("unknown: {words}"),
    later("only the beginning of the text was read"),
    later("the word is not known"),
    later("the words are not known"),
    later("the word is not known, only English ones are"),
    later("the words are not known, only English ones are"),
    # pictures on the web
    later("{host} takes longer than {n} seconds"),
    later("{host} does not give it ({why})"),
    later("{host} gives a web page, not a picture"),
    later("{host} gives more than {n} MB"),
    later("{host} cannot be reached ({why})"),
    later("{host} is busy ({why})"),
    later("{host} does not have it ({why})"),
    later("{url} is an address inside this network"),
    later("{url} is no web address"),
    later("{url} is not an https address"),
    # models
    later("the model {name} is in use; use another one first (photosim models use NAME)"),
    later("the model {name} comes with photosim and stays"),
    later("the model {name} is installed already"),
    later("there is a model {name} already; remove it first, or give the new one another name"),
    later("the model {name} failed: {why}"),
    later("the model {name} has no class weights"),
    later("the model {name} knows no classes, so tags and focus are off with it"),
    later("the model {name} has {n} classes without known names, so tags and focus are off with it"),
    later("the model {name} comes without class weights, so tags and focus are off with it"),
    later("{name} answers in the place of {other}: {why}"),
    later("its files are gone"),
    later("another photosim has changed the library to {other}; here {name} answers until the next start"),
    later("the library is changing to the model {other}; to stay with {name}: photosim models use {now}"),
    later("The model could not be changed."),
    later("install or import the model {name} again"),
    later("the model file {path} is gone"),
    later("the model file {path} is damaged"),
    later("the file of class weights {path} is gone"),
    later("{provider} is not in the installed {runtime}, which offers: {names}"),
    later("the model file {path} is damaged; install the model {name} again"),
    later("the model file {path} cannot be read: {why}"),
    later("the file {path} is no ONNX model, or it is damaged or cut off"),
    later("the file {path} is no ONNX model: it has no graph"),
    later("the file {path} is damaged or cut off"),
    later("the file {path} is cut off"),
    later("the file {path} is empty"),
    later("the file {path} cannot be read: {why}"),
    later("the file {path} is a web page, not a model; the download went wrong"),
    later("the file {path} only points to a model (Git LFS); download the model itself"),
    later("there is not enough room in {folder}: {needed} are needed, {free} are free"),
    later("{file} could not be downloaded: {problems}; nothing was installed"),
)


def reason(text: str) -> str:
    """A reason or message from the layers below in the user's language; as it is where it is none of the usual ones.

    The values in it (file names, numbers) stay, reasons inside it are translated, too; so is each line of several.
    """
    if "\n" in text:
        return "\n".join(reason(line) for line in text.split("\n"))
    for template, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return say(template, **{name: reason(value) for name, value in found.groupdict().items()})
    for between in ("; ", ": "):  # several, or what it is about before it
        if between in text:
            return between.join(reason(part) for part in text.split(between))
    return text


def told(error: Exception) -> str:
    """What went wrong, for people; a bug is told as one, its details are in the log."""
    return (
        reason(str(error))
        if isinstance(error, UserError)
        else tr("Something went wrong; the log file has the details.")
    )


def short(error: PhotosimError) -> str:
    """What is wrong with a photo whose name is beside it already; English, for `reason` to say."""
    return error.reason if isinstance(error, PhotoError) else str(error)


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each sentence with its form; the one that says most in its own words comes first."""
    ordered = sorted(_USUAL, key=lambda template: -len(re.sub(r"\{\w+\}", "", template)))
    return tuple((each, re.compile(_NAME.sub(r"(?P<\1>.+?)", re.escape(each)))) for each in ordered)
