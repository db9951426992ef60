"""Takes the pictures of the documentation: `make pictures`, or `python -m docs.make_pictures [--out DIR]`.

All photos on them are scenes that photosim paints itself, so that they belong to nobody else.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, Literal

from PIL import Image

PROJECT: Final = Path(__file__).parents[1]
_SCHEMES: Final = ("light", "dark")
_COLORS: Final = (256, 128, 96, 64)
_MOST_BYTES: Final = 150_000


def _main() -> int:
    options = _options()
    os.environ.update(QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8", LANGUAGE="en", TZ="UTC")
    if options.child:
        _shoot(options.child, options.out, options.scheme)
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="photosim-") as base:
        # Each scheme is a process of its own, as anybody would start the program.
        # Folders are shown from the user's home on, which is where they are made.
        home = {**os.environ, "HOME": base, "USERPROFILE": base}
        call = [sys.executable, "-m", "docs.make_pictures", "--child", base, "--out", str(options.out.absolute())]
        for scheme in _SCHEMES:
            subprocess.run([*call, "--scheme", scheme], cwd=PROJECT, env=home, check=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m docs.make_pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=PROJECT / "docs" / "pictures", help="where to put them")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--scheme", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _shoot(base: Path, out: Path, scheme: Literal["light", "dark"]) -> None:
    from PySide6.QtCore import QSize  # noqa: PLC0415 - Qt reads its environment when it is imported
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from docs import album, scenes_of_window  # noqa: PLC0415
    from photosim.ui import language, theme  # noqa: PLC0415
    from tests.screenshots.stage import Stage  # noqa: PLC0415

    application = QApplication(["photosim"])
    language.apply("en")
    theme.choose(application, scheme)
    album.prepare(base)
    shots = base / scheme
    shots.mkdir()
    stage = Stage(base, shots, scheme, QSize(1280, 800))
    for shot in scenes_of_window.SHOTS[scheme]:
        shot(stage)
    for file in sorted(shots.glob("*.png")):
        _save_small(file, out / file.name)
        print(f"{file.name}: {(out / file.name).stat().st_size / 1000:.0f} kB", flush=True)


def _save_small(file: Path, target: Path) -> None:
    """With a palette, as large as fits: a third of the size, and hardly another picture."""
    with Image.open(file) as image:
        picture = image.convert("RGB")
    for colors in _COLORS:
        small = picture.quantize(colors, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(target, optimize=True)
        if target.stat().st_size <= _MOST_BYTES:
            break


if __name__ == "__main__":
    sys.exit(_main())
