"""A picture of the table: for each row with a comparison, how far ours is from it, and where the target lies."""

import math
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from tests.benchmarks.rows import Row, figure

_LINE: Final = 34
_TEXT: Final = 620
_BARS: Final = 520
_DECADES: Final = 2
_INK, _PALE, _GOOD, _BAD = "#1f2430", "#c8ccd4", "#3b7dd8", "#c8503c"


def draw(rows: list[Row], file: Path) -> None:
    """Save the ratios ours / other on a logarithmic scale from 1/100 to 100, red where the target is not met."""
    shown = [(row, row.ratio) for row in rows if row.ratio]
    picture = Image.new("RGB", (_TEXT + _BARS + 40, _LINE * (len(shown) + 2)), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(15)
    for decade in range(-_DECADES, _DECADES + 1):
        x = _x(10.0**decade)
        pen.line((x, _LINE, x, picture.height - 8), _PALE)
        pen.text((x, 8), f"{10.0**decade:g}", _INK, font, anchor="ma")
    pen.text((12, 8), "ours / the other", _INK, font)
    for line, (row, ratio) in enumerate(shown, 1):
        y = line * _LINE + _LINE // 2
        text = f"{row.measure}: {figure(row.ours)} {row.unit}"
        pen.text((12, y), text, _INK, font, anchor="lm")
        left, right = sorted((_x(1), _x(ratio)))
        pen.rectangle((left, y - 8, right, y + 8), _BAD if row.met is False else _GOOD)
        if row.target is not None and row.target.of == "ratio":
            x = _x(row.target.value)
            pen.line((x, y - 13, x, y + 13), _INK, 2)
    picture.save(file)


def _x(ratio: float) -> int:
    share = (math.log10(ratio) + _DECADES) / (2 * _DECADES)
    return _TEXT + round(_BARS * min(1, max(0, share)))
