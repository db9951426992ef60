"""Every error photosim raises on purpose.

::

    PhotosimError
    +-- UserError               something the user can understand and mend: one clear line, exit status 1
    |   +-- FolderError         a folder that is missing, unreadable or not a folder
    |   +-- PhotoError          one photo that cannot be read; carries a short reason
    |   +-- ModelError          a model that is unknown, incomplete or damaged
    |   +-- LibraryError        the catalogue cannot be used: corrupt, newer, locked, disk full, not writable
    |   |   +-- BusyError       another program, or another thread, has what only one can have at a time
    |   +-- NotIndexedError     a query that needs an indexed library or photo and has none
    |   +-- UnknownLabelError   a class or group nobody knows by that name; carries the nearest ones
    |   +-- UnknownWordError    a word without a vector; carries the nearest ones
    +-- Cancelled               the caller asked to stop; work done so far is kept

Anything else that is raised is a bug and keeps its traceback.
"""


class PhotosimError(Exception):
    """Root of all errors photosim raises on purpose."""


class UserError(PhotosimError):
    """The user can understand and mend it; `str(error)` is one line made for reading."""


class FolderError(UserError):
    """A folder that is missing, unreadable or not a folder."""


class PhotoError(UserError):
    """One photo that cannot be read.

    Attributes:
        reason: a short phrase without the path, stored with the photo ("the file is truncated").
        passing: it may go away without a change of the file: no permission, no memory, a disk that did not answer.
    """

    def __init__(self, reason: str, path: str | None = None, *, passing: bool = False) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.reason = reason
        self.passing = passing


class ModelError(UserError):
    """A model that is unknown, incomplete or damaged."""


class LibraryError(UserError):
    """The catalogue cannot be used: corrupt, newer than this program, locked, disk full, not writable."""


class BusyError(LibraryError):
    """Another program, or another thread of this one, has what only one can have at a time."""


class NotIndexedError(UserError):
    """A query that needs an indexed library or photo and has none."""


class UnknownLabelError(UserError):
    """A class, group or album nobody knows by that name, or a name of several.

    Attributes:
        suggestions: names that would have been understood, nearest first.
    """

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class UnknownWordError(UserError):
    """A word without a vector.

    Attributes:
        suggestions: words that are spelt like it, nearest first.
    """

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class Cancelled(PhotosimError):  # noqa: N818 - not a failure, and the field's word for it
    """The caller asked to stop; work done so far is kept."""
