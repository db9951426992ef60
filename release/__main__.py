"""`python -m release STEP`: one step of making a release."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final

from release.product import ReleaseError


def _build() -> None:
    from release.bundle import build  # noqa: PLC0415 - each step loads what it needs
    from release.licences import write_notice  # noqa: PLC0415

    build()
    write_notice()


def _smoke() -> None:
    from release.smoke import smoke  # noqa: PLC0415 - likewise

    smoke()


def _start() -> None:
    from release.start_time import start_time  # noqa: PLC0415 - likewise

    start_time()


def _check() -> None:
    from release.guard import check  # noqa: PLC0415 - as above

    check()


def _sizes() -> None:
    from release.sizes import sizes  # noqa: PLC0415 - as above

    sizes()


_STEPS: Final[dict[str, tuple[Callable[[], None], str]]] = {
    "build": (_build, "the program, by PyInstaller"),
    "check": (_check, "whether the program holds what it needs and nothing else"),
    "sizes": (_sizes, "what the program weighs, by part"),
    "smoke": (_smoke, "the program used as a person would"),
    "start": (_start, "its time to the window, beside the source's"),
}


def main(arguments: Sequence[str]) -> int:
    """Run the steps that are named, in their order; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    parser.add_argument("steps", nargs="+", choices=_STEPS, metavar="STEP", help=", ".join(_STEPS))
    for step in parser.parse_args(arguments).steps:
        try:
            _STEPS[step][0]()
        except ReleaseError as error:
            print(f"release: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
