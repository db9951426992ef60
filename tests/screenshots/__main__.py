"""Takes all pictures: `python -m tests.screenshots [--out DIR] [--only NAME...]`.

Each look (light, dark, larger, finer) is a process of its own, because Qt reads the scale factor when it starts.
"""

import argparse
import html
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at the window."""

    scheme: str
    size: str = "1280x800"
    scale: int = 1
    only: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """What the names of its pictures end in."""
        size = "" if self.size == "1280x800" else self.size
        scale = "" if self.scale == 1 else f"{self.scale}00%"
        return "-".join(filter(None, (size, scale)))


_SOME: Final = ("library", "look-alikes", "viewer", "duplicates", "settings")
LOOKS: Final = (
    Look("light"),
    Look("dark"),
    Look("light", "1920x1080", only=_SOME),
    Look("dark", "1280x800", 2, only=_SOME),
)


def _main() -> int:
    options = _options()
    os.environ.update(QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8", LANGUAGE="en")
    options.out.mkdir(parents=True, exist_ok=True)
    if options.child:
        from tests.screenshots.shoot import shoot  # noqa: PLC0415 - Qt reads its environment when it is imported

        width, height = map(int, options.size.split("x"))
        shoot(Path(options.child), options.out, options.scheme, (width, height), options.suffix, tuple(options.only))
        return 0
    for old in options.out.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="photosim screenshots ") as base:
        for look in LOOKS:
            _child(look, base, options)
    _write_page(options.out)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description="Take pictures of the window.")
    parser.add_argument("--out", type=Path, default=PROJECT / "build" / "screenshots", help="where to put them")
    parser.add_argument("--only", nargs="*", default=[], help="names of states, instead of all")
    for hidden in ("--child", "--scheme", "--size", "--suffix"):
        parser.add_argument(hidden, default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _child(look: Look, base: str, options: argparse.Namespace) -> None:
    only = [name for name in options.only or look.only if not look.only or name in look.only]
    if look.only and not only:
        return
    arguments = ["--child", base, "--out", options.out, "--scheme", look.scheme, "--size", look.size]
    subprocess.run(
        [sys.executable, "-m", "tests.screenshots", *map(str, arguments), "--suffix", look.suffix, "--only", *only],
        cwd=PROJECT,
        # The trash is below the data home on Linux: the user's own is not for this.
        env={**os.environ, "QT_SCALE_FACTOR": str(look.scale), "XDG_DATA_HOME": str(Path(base) / "data home")},
        check=True,
    )


def _write_page(out: Path) -> None:
    """All pictures on one page, side by side."""
    figures = "\n".join(
        f'<figure><a href="{name}"><img src="{name}" loading="lazy"></a><figcaption>{name[:-4]}</figcaption></figure>'
        for name in (html.escape(file.name, quote=True) for file in sorted(out.glob("*.png")))
    )
    style = "body{font:14px sans-serif;background:#888}figure{display:inline-block;margin:8px}img{width:620px}"
    page = f"<!doctype html><meta charset=utf-8><title>photosim</title><style>{style}</style>\n{figures}\n"
    (out / "index.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(_main())
