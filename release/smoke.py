"""Uses the packaged program as a person would, and stops at anything unexpected.

A copy of it (`release.trial`) is called from the command line, as below, and its window is opened
(`release.smoke_window`). The photos are those that the program paints for its own demonstration.
"""

import json
import random
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from PIL import Image

from release import smoke_window
from release.product import BUILD, NAME, VERSION, built_program
from release.smoke_window import OUTSIDE
from release.trial import Trial, check_end, expect
from release.x_screen import wait

PICTURE: Final = f"{NAME}-window.png"
_LEAST_SCENES: Final = 30
_MANY: Final = 600
_STATE: Final = {
    "linux": (".local/share/photosim", ".cache/photosim"),
    "darwin": ("Library/Application Support/photosim", "Library/Caches/photosim"),
    "win32": ("photosim", "photosim/Cache"),
}
"""Where a user's data and what can be thrown away belong, below the home folder."""


def smoke() -> None:
    """Try the program in `build/app`; tells what was seen, step by step.

    A picture of its window is left in `build`.

    Raises:
        ReleaseError: something is not as it should be; what was made is left in `build/smoke` to look at.
    """
    trial = Trial(built_program(), BUILD / "smoke")
    for step in STEPS:
        print(f"smoke: {step(trial)}", flush=True)
    for line in smoke_window.try_windows(trial, photos_of(trial)):
        print(f"smoke: {line}", flush=True)
    print(f"smoke: {trial.check_log()}")
    print(f"smoke: {trial.check_untouched()}")
    trial.close()


def photos_of(trial: Trial) -> Path:
    """Where the demonstration wrote its photos."""
    return trial.home / "Demo äöü" / "sample photos"


def count_of(trial: Trial) -> int:
    """How many photos these are."""
    return sum(1 for _ in photos_of(trial).glob("*.jpg"))


def version(trial: Trial) -> str:
    """The program says which it is, and is reached by a relative path and by a symbolic link as well."""
    wanted = f"{NAME} {VERSION}"
    ways: list[Path | str] = [trial.console_program]
    if sys.platform != "win32":  # where links need rights, and a relative path is not looked up in the current folder
        link = trial.elsewhere / "linked"
        link.symlink_to(trial.console_program)
        ways += [link, Path("..", *trial.console_program.relative_to(trial.elsewhere.parent).parts)]
    for way in ways:
        said = trial.call("--version", program=way).strip()
        expect(said == wanted, f"{wanted!r} from --version, not {said!r}")
    return f"it is {wanted}, called by {len(ways)} ways"


def usage(trial: Trial) -> str:
    """Mistakes get an answer: wrong usage, a photo that is not there, and no screen to open a window on."""
    trial.call("find", status=2, errors=["photosim find: say what to look for.*"])
    trial.call("tags", "nowhere.jpg", status=1, errors=["photosim: nowhere.jpg: .+"])
    if sys.platform == "linux":
        trial.call(status=1, errors=["photosim: there is no display to open a window on; .+"])
    return "mistakes get one line and a status"


def demonstration(trial: Trial) -> str:
    """It paints photos, sees which look alike, and takes a picture of its window."""
    picture = trial.home / "Bild des Fensters.png"
    said = [r"photosim: showing painted scenes", r"photosim: looked at \d+ sample photos in .*"]
    folder = photos_of(trial).parent
    answer = trial.ask("--data-dir", folder, "demo", "--screenshot", picture, errors=said)
    there = count_of(trial)
    expect(answer["photos"] == there >= _LEAST_SCENES, f"{there} photos in the demonstration, not {answer['photos']}")
    for query in answer["queries"]:
        first = query.get("focus", Path(query["query"]).stem).replace("sailboat", "sailing boat")
        found = [match["path"] for match in query["matches"][:5]]
        expect(all(path.startswith(first) for path in found), f"photos called {first} first, not {found}")
    colours = colours_in(picture)
    expect(colours > 1_000, f"a picture of the window with photos, not one of {colours} colours")
    shutil.copy(picture, BUILD / PICTURE)
    return f"the demonstration of {there} photos, and a picture of its window: {BUILD / PICTURE}"


def colours_in(picture: Path) -> int:
    """How many different colours a picture has.

    Raises:
        ReleaseError: there is none.
    """
    expect(picture.is_file(), f"a picture, {picture}")
    with Image.open(picture) as image:
        rgb = image.convert("RGB")
    return len(rgb.getcolors(rgb.width * rgb.height) or ())


def indexing(trial: Trial) -> str:
    """Photos are taken in, once, and kept where this system keeps a user's data."""
    photos, count = photos_of(trial), count_of(trial)
    first = trial.ask("index", photos)
    expect((first["added"], first["failed"]) == (count, 0), f"{count} new photos and no bad one, not {first}")
    again = trial.ask("index", photos)
    expect((again["added"], again["unchanged"]) == (0, count), f"the same photos the next time, not {again}")
    status = trial.ask("status")
    plain = json.loads(trial.call("--json", "status", changes={"LANG": "C", "LC_ALL": "C"}))
    expect(plain == status, f"names to mean the same without a locale, not {plain}")
    expect(status["indexed"] == count, f"{count} indexed photos, not {status['indexed']}")
    for key, below in zip(("data", "cache"), _STATE[sys.platform], strict=True):
        expect(Path(status[key]) == trial.home / below, f"{key} in {trial.home / below}, not in {status[key]}")
        expect(Path(status[key]).is_dir(), f"a folder {status[key]}")
    return f"{count} photos indexed with {status['model_title']} on {status['provider']}; data in {status['data']}"


def look_alikes(trial: Trial) -> str:
    """The right photos come first, and with a focus those of the thing in focus."""
    photos, both = photos_of(trial), trial.elsewhere / OUTSIDE
    with Image.open(photos / "balloon.jpg") as left, Image.open(photos / "brick wall.jpg") as right:
        joined = Image.new("RGB", (left.width + right.width, left.height))
        joined.paste(left, (0, 0))
        joined.paste(right, (left.width, 0))
    joined.save(both, quality=90)
    first_of(trial, photos / "balloon.jpg", "balloon")
    first_of(trial, both, "brick wall")
    first_of(trial, both, "balloon", "--focus", "balloon")
    return (
        "look-alikes are right: of a balloon beside a wall they are walls, with the focus on balloon they are balloons"
    )


def first_of(trial: Trial, query: Path, start: str, *options: str) -> list[float]:
    """Insist that the four photos most like a photo have names that start so; returns their scores."""
    matches = trial.ask("similar", "-k", "4", *options, query)["matches"]
    names = [Path(match["path"]).name for match in matches]
    expect(len(names) == 4, f"four look-alikes of {query.name}, not {len(names)}")
    expect(all(name.startswith(start) for name in names), f"photos called {start!r} for {query.name}, not {names}")
    return [float(match["score"]) for match in matches]


def words(trial: Trial) -> str:
    """A word finds photos and other words; photos have tags."""
    photos = photos_of(trial)
    found = [Path(match["path"]).name for match in trial.ask("find", "flower")["matches"]]
    expect(found and all(name.startswith("daisy") for name in found), f"daisies for 'flower', not {found}")
    near = [word["word"] for word in trial.ask("words", "cat")["words"]]
    expect("dog" in near and "cats" in near, f"'dog' and 'cats' near 'cat', not {near}")
    tag = trial.ask("tags", photos / "balloon.jpg")["tags"][0]
    expect(tag["tag"] == "balloon", f"balloon.jpg to show a balloon, not {tag}")
    counted = {entry["tag"] for entry in trial.ask("tags")["tags"]}
    expect("balloon" in counted, f"a balloon among the tags of all photos, not {counted}")
    shown = f"the balloon is one ({tag['probability']:.0%})"
    return f"'flower' finds daisies ({len(found)}), 'cat' is near {', '.join(near[:3])}, {shown}"


def duplicates(trial: Trial) -> str:
    """Photos that are one picture are found."""
    groups = trial.ask("duplicates")["groups"]
    near = [{Path(photo["path"]).stem for photo in group["photos"]} for group in groups if group["kind"] == "near"]
    one = {"balloon", *(f"balloon - {variant}" for variant in ("turned", "warmer", "darker"))}
    expect(any(one <= group for group in near), f"{sorted(one)} as one picture, not {near}")
    return f"{len(near)} pictures that are there several times"


def models(trial: Trial) -> str:
    """The built-in model is there; what reads others is, too, shown by its refusing files that are none."""
    measured = "photosim: measuring how quick .+ is on this computer ..."
    [used] = [model for model in trial.ask("models", errors=[measured])["models"] if model["in_use"]]
    for name, reader in (("bad.h5", "h5py"), ("bad.onnx", "onnx"), ("bad.pth", "torch files")):
        bad = trial.elsewhere / name
        bad.write_bytes(b"\x89HDF\r\n\x1a\n no network")
        complaint = rf"photosim: (?!.*(pip install|h5py|No module)).*{name}.*"
        trial.call("models", "import", bad, status=1, errors=[complaint])
        expect(bad.exists(), f"a file that {reader} could not read to be left alone")
    return f"{used['title']} is in use, {used['photos_per_second']:.0f} photos/s"


def rebuilding(trial: Trial) -> str:
    """The search index of large libraries is written by a child process, which is this very program, and used."""
    count = count_of(trial)
    before = first_of(trial, photos_of(trial) / "balloon.jpg", "balloon")
    data = trial.home / _STATE[sys.platform][0]
    with closing(sqlite3.connect(data / "library.db")) as connection:
        [(identity, newest)] = connection.execute(
            "SELECT m.identity, max(v.id) FROM models m JOIN vectors v ON v.model_id = m.id GROUP BY m.id"
        )
    # As photosim once wrote them, without a file that is needed now: the next run makes it anew, however few there are.
    old = data / "index" / identity / "000001"
    old.mkdir(parents=True)
    meta = f'{{"format": 3, "count": {count}, "newest": {newest}, "dimension": 1280, "files": {{}}}}'
    (old / "meta.json").write_text(meta, encoding="utf-8")
    expect(trial.ask("status")["index"] == "outdated", "the old search index to count as outdated")
    trial.ask("index", photos_of(trial))
    status = trial.ask("status")
    expect((status["index"], status["index_count"]) == ("ready", count), f"a new search index, not {status}")
    expect((old.with_name("000002") / "shortlist.ann").is_file(), "a search index of Annoy")
    after = first_of(trial, photos_of(trial) / "balloon.jpg", "balloon")
    change = max(abs(one - other) for one, other in zip(before, after, strict=True))
    expect(change < 1e-3, f"the same scores with the search index, not a change of {change}")
    return f"a child process wrote the search index of {count} photos; the answer is the same with it"


def stopping(trial: Trial) -> str:
    """Ctrl-C while photos are looked at keeps what is done, and the next call goes on (not on Windows)."""
    if sys.platform == "win32":
        return "Ctrl-C is not tried: Windows has no way to send it to one program only"
    folder, state = trial.elsewhere / "viele", trial.home / "Viele"
    folder.mkdir()
    for number in range(_MANY):
        spots = Image.frombytes("RGB", (6, 5), random.Random(number).randbytes(90))  # noqa: S311 - any colours will do
        spots.resize((320, 240), Image.Resampling.BICUBIC).save(folder / f"{number}.jpg")
    with trial.running("--data-dir", state, "--json", "index", folder, program=trial.console_program) as run:
        wait(lambda: run.poll() is not None or any(state.rglob("*.jpg")), "the first thumbnail")
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=60)
    said = ["", "photosim: stopping ...", "photosim: stopped; what is done is kept, .+"]
    check_end("index and Ctrl-C", run.returncode, errors, 130, said)
    rest = trial.ask("--data-dir", state, "index", folder)
    done = rest["unchanged"]
    expect(0 < done < _MANY, f"some of {_MANY} photos to be left for the next call, not {_MANY - done}")
    expect(rest["added"] + done == _MANY, f"all {_MANY} photos in the end, not {rest}")
    return f"Ctrl-C after {done} of {_MANY} photos ends with 130; the next call looks at the other {rest['added']}"


STEPS: Final[tuple[Callable[[Trial], str], ...]] = (
    version,
    usage,
    demonstration,
    indexing,
    look_alikes,
    words,
    duplicates,
    models,
    rebuilding,
    stopping,
)
"""What is tried on the command line, in this order; each returns what was seen."""
