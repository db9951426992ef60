"""Running the demonstration: a window where there is a display, else a table and a picture of the same window."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from photosim.assets import frozen
from photosim.cli.display import has_display
from photosim.cli.output import print_json, print_matches
from photosim.cli.progress import ProgressBar
from photosim.cli.streams import say
from photosim.demo.samples import BESIDE, sample_folder, write_samples
from photosim.errors import FolderError
from photosim.library import Library
from photosim.paths import AppPaths

_SCREENSHOT: Final = "photosim-demo.png"
_MATCHES: Final = 6
_REAL_PHOTOS: Final = "; for real photos: pip install 'photosim[demo]'"


def run_demo(
    screenshot: Path | None = None,
    *,
    data_dir: str | None = None,
    model: str | None = None,
    provider: str | None = None,
    as_json: bool = False,
) -> int:
    """Write sample photos, index them and show what looks like what.

    Args:
        screenshot: save a picture of the window here instead of opening it, and beside it one for each focus; also
            done, as `photosim-demo.png` in the current folder, where there is no display.
        data_dir: keep photos and library below this folder; None for a temporary one that is removed at the end.
        model: as for `Library.open`.
        provider: likewise; None for the best there is.
        as_json: print JSON.

    Returns:
        The exit status.

    Raises:
        UserError: a folder cannot be written, or the model is unknown.
    """
    with ExitStack() as stack:
        base = Path(data_dir or stack.enter_context(_temporary_folder()))
        photos = base / "sample photos"
        if sample_folder() is None:
            say(f"photosim: showing painted scenes{'' if frozen() else _REAL_PHOTOS}")
        try:
            photos.mkdir(parents=True, exist_ok=True)
            queries = [photos / name for name in write_samples(photos)]
        except OSError as error:
            message = f"cannot write the sample photos to {photos}: {error.strerror or error}"
            raise FolderError(message) from error
        paths = AppPaths.below(base)
        with Library.open(paths=paths, model=model, provider=provider or "auto") as library:
            _index(library, photos)
            if screenshot is not None or not has_display():
                _show_without_display(library, queries, (screenshot or Path(_SCREENSHOT)).absolute(), as_json=as_json)
                return 0
        from photosim.app import run_window  # noqa: PLC0415 - only here is Qt needed

        return run_window(paths, [queries[0].absolute()], model, provider)


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    # On Windows the search files may still be mapped for a moment when it is removed.
    return tempfile.TemporaryDirectory(prefix="photosim-demo-", ignore_cleanup_errors=True)


def _index(library: Library, photos: Path) -> None:
    bar = ProgressBar()
    try:
        report = library.index([photos], bar)
    finally:
        bar.clear()
    found = report.added + report.updated + report.unchanged
    say(f"photosim: looked at {found} sample photos in {report.seconds:.1f} s")


def _show_without_display(library: Library, queries: list[Path], file: Path, *, as_json: bool) -> None:
    """A table of look-alikes on standard output, and pictures of the window."""
    from photosim.app import screenshot  # noqa: PLC0415 - only here is Qt needed

    both = {queries[0].with_name(name): focuses for name, focuses in BESIDE.items()}
    focused = [(photo, focus) for photo, focuses in both.items() if photo.exists() for focus in focuses]
    asked: list[tuple[Path, str | None]] = [*((query, None) for query in dict.fromkeys(queries)), *focused]
    answers = [(query, focus, library.similar(query, _MATCHES, focus)) for query, focus in asked]
    screenshot(library, queries[0], file)
    pictures = [file]
    for query, thing in focused:
        pictures.append(file.with_stem(f"{file.stem}-{thing.replace(' ', '-').lower()}"))
        screenshot(library, query, pictures[-1], focus=thing)
    if as_json:
        listed = [
            {
                "query": query.name,
                **({"focus": focus} if focus else {}),
                "matches": [{"path": match.path.name, "score": match.score} for match in matches],
            }
            for query, focus, matches in answers
        ]
        print_json(
            {
                "photos": len(library.photo_ids()),
                "queries": listed,
                "screenshot": str(file),
                "screenshots": [str(picture) for picture in pictures],
            }
        )
        return
    for query, focus, matches in answers:
        named = [type(match)(Path(match.path.name), match.score, match.photo_id) for match in matches]
        print_matches(f"{query.name}, focus: {focus}" if focus else query.name, named, as_json=False)
    print("The window, as pictures:", *pictures, sep="\n  ")
