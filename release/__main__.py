"""`python -m release STEP`: one step of making a release."""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from typing import Final

from release.product import ReleaseError


def _build() -> None:
    from release.bundle import build  # noqa: PLC0415 - each step loads what it needs
    from release.notice import write_notice  # noqa: PLC0415

    build()
    write_notice()


def _smoke() -> None:
    from release.smoke import smoke  # noqa: PLC0415 - likewise

    smoke()


def _start() -> None:
    from release.start_time import start_time  # noqa: PLC0415 - likewise

    start_time()


def _papers() -> None:
    from release.sbom import write_bill  # noqa: PLC0415

    write_bill()


def _dist() -> None:
    from release.dist import make_and_try  # noqa: PLC0415

    make_and_try()


def _check() -> None:
    from release.guard import check  # noqa: PLC0415 - as above

    check()


def _sizes() -> None:
    from release.sizes import sizes  # noqa: PLC0415 - as above

    sizes()


def _package() -> None:
    from release.archives import package  # noqa: PLC0415 - as above

    package()


def _sums() -> None:
    from release.archives import write_sums  # noqa: PLC0415 - as above
    from release.product import DOWNLOADS  # noqa: PLC0415 - as above

    write_sums(DOWNLOADS)


_STEPS: Final[dict[str, tuple[Callable[[], None], str]]] = {
    "build": (_build, "the program, by PyInstaller, with the licences of what is in it"),
    "check": (_check, "whether the program holds what it needs and nothing else"),
    "smoke": (_smoke, "the program used as a person would"),
    "start": (_start, "its time to the window, beside the source's"),
    "package": (_package, "archives of it, for people to download"),
    "sizes": (_sizes, "what the program weighs, by part, and its archive"),
    "papers": (_papers, "its licences and bill of materials, to download; from build/publish-venv"),
    "sums": (_sums, "checksums of all downloads"),
    "dist": (_dist, "wheel and source archive, tried; from build/publish-venv"),
}


def main(arguments: Sequence[str]) -> int:
    """Run the steps that are named, in their order; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    parser.add_argument("steps", nargs="+", choices=_STEPS, metavar="STEP", help=", ".join(_STEPS))
    named = parser.parse_args(arguments).steps
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="backslashreplace"
            )  # odd names, where the system's own encoding has no such letter
    for step in named:
        try:
            _STEPS[step][0]()
        except ReleaseError as error:
            print(f"release: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
