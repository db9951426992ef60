"""The words of the command line (DESIGN, section 3)."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from photosim import __version__
from photosim.core.pace import Speed
from photosim.core.photo import Region
from photosim.embed.provider_names import PROVIDERS

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - its type has no other name

METHODS = ("query", "article")
_GLOBALS_WITH_VALUE = ("--data-dir", "--model", "--provider")
_GLOBALS = (*_GLOBALS_WITH_VALUE, "--json")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Understand a command line; wrong usage ends the program with status 2, as argparse does."""
    whole, command = _with_command(list(arguments))
    return _parser(command).parse_args(whole)


def missing_query(options: argparse.Namespace) -> str | None:
    """What to say when a call lacks the query that it, or one of its options, is for; None if nothing is amiss."""
    missing = None
    match options.command:
        case "similar" if not options.images and not options.batch:
            missing = "name a photo, or give a list of them with --batch"
        case "similar" if options.together and options.region is not None:
            missing = "--region is a part of one photo, and --together makes one query of several"
        case "find" if not options.text and not options.batch:
            missing = "say what to look for, or give a list of texts with --batch"
        case "find" if options.region is not None and options.like is None:
            missing = "--region is a part of the photo given with --like"
        case "words" if options.vectors == "":
            missing = "name a file of word vectors, or 'built-in'"
        case "words" if not options.words and not options.batch and not options.vectors:
            missing = "give a word, or a list of them with --batch"
        case "tags" if options.filter and (options.images or options.batch):
            missing = "--filter looks through the library: give no photos with it"
        case "tags" if options.region is not None and not options.images and not options.batch:
            missing = "--region is a part of a photo: name one, or give a list of them with --batch"
    return missing


def _with_command(arguments: list[str]) -> tuple[list[str], str | None]:
    """`photosim`, `photosim FOLDER` and `photosim PHOTO` mean `photosim gui`; options before it stay there.

    Returns:
        The arguments with a command among them, and which it is; None where all are to be known, for their help or
        for what is wrong.
    """
    position, certain = 0, True
    while position < len(arguments) and arguments[position].startswith("-"):
        if arguments[position] in ("-h", "--help", "--version"):
            return arguments, None
        if arguments[position] == "--":
            break
        certain = certain and arguments[position].partition("=")[0] in _GLOBALS
        position += 2 if arguments[position] in _GLOBALS_WITH_VALUE else 1
    if position < len(arguments) and arguments[position] in _COMMANDS:
        return arguments, arguments[position] if certain else None
    return [*arguments[:position], "gui", *arguments[position:]], "gui" if certain else None


def _parser(command: str | None) -> argparse.ArgumentParser:
    """Knows one command, None for all of them."""
    parser = argparse.ArgumentParser(
        prog="photosim",
        description="Find photos by how they look. Everything stays on this computer.",
        parents=[_global_options(default=None)],
    )
    parser.add_argument("--version", action="version", version=f"photosim {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    # The same options after the command; SUPPRESS keeps what was given before it.
    shared = _global_options(default=argparse.SUPPRESS)
    for name in COMMANDS if command is None else (command,):
        _COMMANDS[name](commands, shared)
    return parser


def _add_gui(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    gui = commands.add_parser("gui", parents=[shared], help="open the window (the default)")
    gui.add_argument(
        "opened",
        nargs="*",
        metavar="PATH",
        help="a photo folder to add, or photos, in the library or not, to show what looks like them",
    )


def _add_index(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    index = commands.add_parser("index", parents=[shared], help="look at new and changed photos in folders")
    index.add_argument("folders", nargs="+", metavar="FOLDER")
    index.add_argument(
        "--speed",
        choices=get_args(Speed),
        default="normal",
        help="eco: half the cores, behind everything else; fast: all, on equal terms (default: %(default)s)",
    )


def _add_similar(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    similar = commands.add_parser("similar", parents=[shared], help="photos that look like a photo")
    similar.add_argument("images", nargs="*", metavar="IMAGE", help="a photo, in the library or not")
    similar.add_argument("-k", type=_count, default=10, help="how many (default: 10)")
    similar.add_argument(
        "--focus", metavar="CLASS", help="only this counts: a class, an everyday name, a group, an album"
    )
    similar.add_argument(
        "--focus-method", choices=METHODS, default=METHODS[0], help="how focus weighs the photos (default: %(default)s)"
    )
    similar.add_argument(
        "--together", action="store_true", help="one answer for all photos: what looks like their mean"
    )
    _add_folder(similar)
    _add_region_and_batch(similar, "photo")


def _add_find(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    find = commands.add_parser("find", parents=[shared], help="photos that show what a text says")
    find.add_argument("text", nargs="*", metavar="TEXT", help="a word or a phrase")
    find.add_argument("-k", type=_count, default=20, help="how many at most (default: 20)")
    find.add_argument("--like", metavar="IMAGE", help="they should look like this photo, too")
    _add_folder(find)
    _add_region_and_batch(find, "text")


def _add_words(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    words = commands.add_parser("words", parents=[shared], help="words that mean nearly the same")
    words.add_argument("words", nargs="*", metavar="WORD", help="a word or, in quotes, a phrase")
    words.add_argument("-k", type=_count, default=10, help="how many (default: 10)")
    words.add_argument("--batch", metavar="FILE", help="read one word a line from FILE (- for standard input)")
    words.add_argument(
        "--vectors",
        metavar="FILE",
        help="from now on use the word vectors of this glove.*.txt; 'built-in' for those that came with photosim",
    )


def _add_tags(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    tags = commands.add_parser(
        "tags", parents=[shared], help="what photos show; without a photo, what the library shows"
    )
    tags.add_argument("images", nargs="*", metavar="IMAGE", help="a photo, in the library or not")
    tags.add_argument("-k", type=_count, default=5, help="how many a photo (default: 5)")
    tags.add_argument(
        "--filter",
        action="append",
        metavar="TAG",
        default=[],
        help="list the photos of the library with this tag, and the other tags they have; may be repeated",
    )
    _add_region_and_batch(tags, "photo")


def _add_duplicates(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    from photosim.cli.duplicates import JSON_HELP, KINDS  # noqa: PLC0415 - only this call needs it
    from photosim.library.twins import NEAR  # noqa: PLC0415 - likewise

    twins = commands.add_parser(
        "duplicates",
        parents=[shared],
        help="groups of photos that are (nearly) one",
        epilog=JSON_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    twins.add_argument(
        "--threshold",
        type=_share,
        metavar="T",
        help=f"how alike the pixels of one picture must be, 0..1; greater is stricter (default: {NEAR})",
    )
    twins.add_argument(
        "--kind", action="append", choices=KINDS, default=[], help="only groups of this kind; may be repeated"
    )


def _add_learn(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    learn = commands.add_parser(
        "learn", parents=[shared], help="learn the names of your albums, from the folders your photos are in"
    )
    learn.add_argument("--forget", action="store_true", help="forget what was learnt")


def _add_models(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    """The model manager, which has calls of its own."""
    from photosim.embed.spec import Storage  # noqa: PLC0415 - only this call needs it

    models = commands.add_parser(
        "models", parents=[shared], help="the networks that look at photos: list, install, use"
    )
    actions = models.add_subparsers(dest="action", metavar="ACTION")

    actions.add_parser("list", parents=[shared], help="what is built in, installed, or could be (the default)")

    install = actions.add_parser("install", parents=[shared], help="download a model and make it ready")
    install.add_argument("name", metavar="NAME")
    install.add_argument(
        "--mirror",
        action="append",
        metavar="URL",
        default=[],
        help="look for the file below this address first; may be repeated",
    )

    bring = actions.add_parser("import", parents=[shared], help="take a model from a file: ONNX, PyTorch, Keras")
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--name", dest="new_name", metavar="NAME", help="what to call it (default: as its content says)")
    bring.add_argument("--spec", metavar="SPEC.json", help="what cannot be read off the file, such as its transform")

    for call in (install, bring):
        call.add_argument(
            "--storage", choices=get_args(Storage), help="how to keep the weights (default: what suits the model)"
        )

    use = actions.add_parser("use", parents=[shared], help="look at all photos with another model, then answer with it")
    use.add_argument("name", metavar="NAME")

    remove = actions.add_parser("remove", parents=[shared], help="free the space of a model and what it saw")
    remove.add_argument("name", metavar="NAME")
    remove.add_argument("--vectors", action="store_true", help="only of what it saw; the model stays installed")


def _add_status(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    commands.add_parser("status", parents=[shared], help="how the library stands")


def _add_demo(commands: "_Commands", shared: argparse.ArgumentParser) -> None:
    demo = commands.add_parser(
        "demo", parents=[shared], help="try it with sample photos, without a library of your own"
    )
    demo.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="save a picture of the window instead of opening it"
    )


def _add_folder(call: argparse.ArgumentParser) -> None:
    call.add_argument("--folder", type=Path, metavar="DIR", help="only photos below this folder")


def _add_region_and_batch(call: argparse.ArgumentParser, what: str) -> None:
    call.add_argument("--region", type=_region, metavar="X,Y,W,H", help="only this part, in fractions of the photo")
    call.add_argument("--batch", metavar="FILE", help=f"read one {what} a line from FILE (- for standard input)")


def _global_options(default: str | None) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--data-dir", metavar="DIR", default=default, help="keep all state below this folder")
    options.add_argument("--model", metavar="NAME", default=default, help="the network that looks at photos")
    options.add_argument(
        "--provider",
        choices=PROVIDERS,
        default=default,
        help="what computes (default: auto, the fastest there is)",
    )
    options.add_argument(
        "--json", action="store_true", default=default or False, help="print JSON on standard output and nothing else"
    )
    return options


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        message = "must be 1 or more"
        raise argparse.ArgumentTypeError(message)
    return value


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        message = "must be a number from 0 to 1"
        raise argparse.ArgumentTypeError(message)
    return value


def _region(text: str) -> Region:
    try:
        x, y, width, height = (float(part) for part in text.split(","))
        return Region(x, y, width, height)
    except ValueError as error:
        message = f"{text!r}: a region is X,Y,W,H in fractions of the photo, inside 0..1 and not empty"
        raise argparse.ArgumentTypeError(message) from error


_COMMANDS: Final[dict[str, Callable[["_Commands", argparse.ArgumentParser], None]]] = {
    "gui": _add_gui,
    "index": _add_index,
    "similar": _add_similar,
    "find": _add_find,
    "words": _add_words,
    "tags": _add_tags,
    "duplicates": _add_duplicates,
    "learn": _add_learn,
    "models": _add_models,
    "status": _add_status,
    "demo": _add_demo,
}
COMMANDS: Final = tuple(_COMMANDS)
