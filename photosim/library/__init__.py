"""The use cases: index folders, find look-alikes, tell how things stand.

`facade` holds `Library`, the one interface for the window, the command line and other programs, and `looks` the part of
it that needs pixels and vectors. `indexer` runs scan -> compare -> look -> sort and counts what happened: `scanning`
compares a folder with the catalogue, `looking` decodes and embeds photos on all cores with a bounded number under way,
`rebuild` has a child process write the search index. `tagging` tells what photos show and filters by it, `labels` names
what can be shown, `focusing` searches by one thing in a photo. `learning` learns the user's folders (`album_names` says
which those are), `albums` applies what was learnt. `knowledge` keeps what is known about words and classes once it has
been read, `wording` answers with words, and `finding` finds photos by word. `reports` names the answers.

May import: store, embed, semantics, core, errors, paths, assets; never Qt. Safe from any thread; one indexing run at a
time.
"""

from photosim.embed.runtime import load_onnxruntime
from photosim.library.facade import Library
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
