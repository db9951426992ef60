"""Words in the user's language: Qt Linguist's translations, one context for the whole window.

English stands in the code. A message with values in it is translated before they are filled in, so that a language may
put them elsewhere: `tr("Look-alikes of {name}", name=...)`. Texts are looked up when they are shown, never at import:
the language can be changed while the window is open.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

CONTEXT: Final = "photosim"


def tr(text: str, /, **values: object) -> str:
    """A text in the user's language, `{name}` in it replaced by the value of that name."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def plural(one: str, many: str, number: int, /, **values: object) -> str:
    """A text about so many things: `plural("{n} photo", "{n} photos", 3)`; `{n}` is the number as people write it.

    Other languages have other rules and more forms: their translations hang on the second text.
    """
    translated = QCoreApplication.translate(CONTEXT, many, None, number)
    if translated == many and number == 1:
        translated = one
    return translated.format(n=figure(number), **values)


def figure(number: float, decimals: int = 0) -> str:
    """A number as people of that language write it: `1,204`, `1.204`, `0.5`."""
    locale = QLocale()
    return locale.toString(round(number)) if not decimals else locale.toString(float(number), "f", decimals)
