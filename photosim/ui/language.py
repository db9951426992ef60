"""Words in the user's language: Qt Linguist's translations, one context for the whole window.

English stands in the code. A message with values in it is translated before they are filled in, so that a language may
put them elsewhere: `tr("Look-alikes of {name}", name=...)`. Texts are looked up when they are shown, never at import:
the language can be changed while the window is open. `resources/make_translations.py` collects them by reading the
code, which is why they stand there literally.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

from photosim.assets import bundled_resources_folder

CONTEXT: Final = "photosim"
LANGUAGES: Final = {"en": "English", "de": "Deutsch"}
"""What the window speaks, by code, each in its own words."""
_SPOKEN_IN: Final = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedStates),
    "de": QLocale(QLocale.Language.German, QLocale.Country.Germany),
}
_loaded: list[QTranslator] = []


def apply(language: str = "") -> str:
    """Speak a language from now on: our texts, Qt's own, numbers, dates, the direction of reading.

    What has been shown already stays as it is; a window is built anew.

    Args:
        language: its code; empty for the first of the system's that there is, else English.

    Returns:
        The code of the language spoken.
    """
    system = QLocale.system()
    wanted = [language] if language else [name.split("-")[0] for name in system.uiLanguages()]
    chosen = next((code for code in wanted if code in LANGUAGES), "en")
    # The system's own way of writing numbers where it is of that language: Austria's, Britain's. The C locale has none.
    native = system.language() != QLocale.Language.C and system.name().split("_")[0] == chosen
    locale = system if native else _SPOKEN_IN[chosen]
    QLocale.setDefault(locale)
    _load_translators(chosen)
    QGuiApplication.setLayoutDirection(locale.textDirection())
    return chosen


def _load_translators(language: str) -> None:
    application = QCoreApplication.instance()
    while _loaded:
        if application is not None:
            application.removeTranslator(_loaded[-1])
        _loaded.pop()
    if application is None or language == "en":
        return
    ours = bundled_resources_folder() / "translations" / f"photosim_{language}.qm"
    qt = f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_{language}.qm"
    for file in (qt, str(ours)):
        translator = QTranslator(application)
        if translator.load(file):
            application.installTranslator(translator)
            _loaded.append(translator)


def tr(text: str, /, **values: object) -> str:
    """A text in the user's language, `{name}` in it replaced by the value of that name."""
    return say(text, **values)


def say(text: str, /, **values: object) -> str:
    """The same for a text that stands elsewhere, marked by `later`."""
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


def later(text: str) -> str:
    """The same text: marks one that is looked up when it is shown, by `say`."""
    return text


def figure(number: float, decimals: int = 0) -> str:
    """A number as people of that language write it: `1,204`, `1.204`, `0.5`."""
    locale = QLocale()
    return locale.toString(round(number)) if not decimals else locale.toString(float(number), "f", decimals)
