"""The use cases: index folders, find look-alikes, tell how things stand.

`facade` holds `Library`, the one interface for the window, the command line and other programs; `browsing` is its part
for lists and for what people decide about photos, with `arranging` for headings and the tree of folders, `narrowing`
for filters and `views` for what is asked and answered. All that answers with one model is a `serving`, its parts made
`late`; `looks` is the one that needs pixels and vectors. `modelled` changes the model: `choice` says which it is,
`switching` gets another ready while the old one answers. `manager` keeps the computer's models (`inventory` lists
them, `speeds` measures), `shelf` adds what each takes of a library and `freeing` gives it back. `indexer` runs scan ->
compare -> look -> sort and counts what happened: `scanning` compares a folder with the catalogue, `dating` asks photos
seen before for their dates, `looking` decodes and embeds photos on all cores with a bounded number under way,
`rebuild` has a child process write the search index. `tagging` tells what photos show and filters by it, `labels`
names what can be shown, `focusing` searches by one thing in a photo. `learning` learns the user's folders
(`album_names` says which those are), `albums` applies what was learnt. `knowledge` keeps what is known about words and
classes once it has been read, `wording` answers with words, and `finding` finds photos by word. `cutting` says where
an answer ends, `fetching` gets one picture from the web when asked to. `reports` and `twins` name the answers.

May import: store, embed, semantics, core, errors, paths, assets; never Qt. Safe from any thread; one indexing run at a
time.
"""

from typing import TYPE_CHECKING, Any

from photosim.embed.runtime import load_onnxruntime
from photosim.library.facade import Library

if TYPE_CHECKING:
    from photosim.library.reports import (
        FolderStatus,
        Found,
        IndexReport,
        Label,
        LearnReport,
        LibraryStatus,
        ModelInfo,
        Picture,
        SwitchReport,
        SwitchState,
        Tag,
        Thumbnail,
        Word,
        WordsInfo,
    )

__all__ = [
    "FolderStatus",
    "Found",
    "IndexReport",
    "Label",
    "LearnReport",
    "Library",
    "LibraryStatus",
    "ModelInfo",
    "Picture",
    "SwitchReport",
    "SwitchState",
    "Tag",
    "Thumbnail",
    "Word",
    "WordsInfo",
    "load_onnxruntime",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the signature PEP 562 asks for
    """Load the answers' names on first use (PEP 562): a window is on the screen before it needs the first."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from photosim.library import reports  # noqa: PLC0415 - lazy on purpose

    return getattr(reports, name)
