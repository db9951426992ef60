"""The window in the user's language: texts, numbers, reasons, direction."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from photosim.ui import language, menus, words
from photosim.ui.actions import Actions
from photosim.ui.language import figure, plural, tr
from photosim.ui.reasons import reason


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    yield
    language.apply("en")


def speak_as(monkeypatch: pytest.MonkeyPatch, locale: QLocale, languages: list[str]) -> None:
    """Have the system speak that."""

    class System(QLocale):
        def uiLanguages(self, separator: object = None) -> list[str]:
            return languages

    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: System(locale)))


def test_texts_are_german(qapp: QApplication) -> None:
    assert language.apply("de") == "de"
    assert tr("Settings") == "Einstellungen"
    assert tr("in {folder}", folder="Fotos") == "in Fotos"
    assert language.apply("en") == "en"
    assert tr("Settings") == "Settings"


def test_plural_has_the_forms_of_the_language(qapp: QApplication) -> None:
    assert [words.count(n) for n in (0, 1, 2, 1204)] == ["0 photos", "1 photo", "2 photos", "1,204 photos"]
    language.apply("de")
    assert [words.count(n) for n in (0, 1, 2, 1204)] == ["0 Fotos", "1 Foto", "2 Fotos", "1.204 Fotos"]


def test_text_that_is_not_translated_stays(qapp: QApplication) -> None:
    language.apply("de")
    assert language.say("no such text anywhere") == "no such text anywhere"
    assert [plural("{n} gnu", "{n} gnus", n) for n in (1, 2)] == ["1 gnu", "2 gnus"]


@pytest.mark.parametrize(
    ("locale", "languages", "spoken", "number"),
    [
        (QLocale(QLocale.Language.German, QLocale.Country.Austria), ["de-AT", "de"], "de", "1.204"),
        (QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), ["en-GB"], "en", "1,204"),
        (QLocale(QLocale.Language.French, QLocale.Country.France), ["fr-FR", "fr"], "en", "1,204"),
        (QLocale(QLocale.Language.French, QLocale.Country.Switzerland), ["fr-CH", "de-CH"], "de", "1.204"),
        (QLocale(QLocale.Language.C), ["C"], "en", "1,204"),
        (QLocale(QLocale.Language.C), [], "en", "1,204"),
    ],
    ids=["austria", "britain", "france", "swiss", "c", "none"],
)
def test_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, locale: QLocale, languages: list[str], spoken: str, number: str
) -> None:
    speak_as(monkeypatch, locale, languages)
    assert language.apply("") == spoken
    written = figure(1204)
    if locale.territory() == QLocale.Country.Austria:  # a narrow space where the system's own way is known
        assert written == locale.toString(1204)
    else:
        assert written == number
    assert tr("Settings") == {"en": "Settings", "de": "Einstellungen"}[spoken]


def test_chosen_language_goes_before_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_as(monkeypatch, QLocale(QLocale.Language.German, QLocale.Country.Germany), ["de-DE"])
    assert language.apply("en") == "en"
    assert (tr("Settings"), figure(1204)) == ("Settings", "1,204")


def test_qt_speaks_it_too(qapp: QApplication) -> None:
    language.apply("de")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    language.apply("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_direction_of_reading_is_set(qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    language.apply("de")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("the file is truncated", "die Datei ist abgeschnitten"),
        ("the photo is too large (40000 x 9000 pixels)", "das Foto ist zu groß (40000 x 9000 Bildpunkte)"),
        (
            "cannot read the folder /media/Fotos: Permission denied; its photos are kept",
            "der Ordner /media/Fotos kann nicht gelesen werden: keine Berechtigung; die Fotos darin bleiben erhalten",
        ),
        (
            "the file is empty\nthe folder /a {b} is suddenly empty; its photos are kept",
            "die Datei ist leer\nder Ordner /a {b} ist plötzlich leer; die Fotos darin bleiben erhalten",
        ),
        (
            "The disk with the library has only 312 MB left: /data/a b",
            "Das Laufwerk mit der Bibliothek hat nur noch 312 MB frei: /data/a b",
        ),
        (
            "to leave out a folder give its whole path; a/b is neither that nor a name",
            "um einen Ordner auszulassen, den ganzen Pfad angeben; a/b ist weder das noch ein Name",
        ),
        ("/a b is a file, not a folder", "/a b ist eine Datei, kein Ordner"),
        ("/a/b c.jpg: the file is damaged", "/a/b c.jpg: die Datei ist beschädigt"),
        (
            "nobody knows 'catt', taken for cat; cat: showing tabby, lynx; no photo shows all of it at once",
            "„catt“ ist unbekannt, gelesen als cat; cat: zu sehen sind tabby, lynx; kein Foto zeigt alles zugleich",
        ),
        ("something nobody thought of", "something nobody thought of"),
        ("", ""),
    ],
)
def test_reasons_from_below_are_translated(qapp: QApplication, english: str, german: str) -> None:
    assert reason(english) == english
    language.apply("de")
    assert reason(english) == german


def test_figures_are_written_as_people_do(qapp: QApplication) -> None:
    assert (words.file_size(3_400_000), words.rate(5.72), words.time_left(1020)) == ("3.4 MB", "5.7", "17 min left")
    language.apply("de")
    assert (words.file_size(3_400_000), words.rate(5.72), words.time_left(1020)) == ("3,4 MB", "5,7", "noch 17 min")
    assert words.listed(["Hund", "Katze", "Maus"]) == "Hund, Katze und Maus"
    assert words.quoted("Hund") == "„Hund“"


@pytest.mark.parametrize("code", list(language.LANGUAGES))
def test_letters_of_a_menu_are_its_own(qtbot: QtBot, code: str) -> None:
    """Alt and a letter opens a menu, then the letter alone chooses a line of it."""
    language.apply(code)
    bar = QMenuBar()
    commands = Actions(bar)
    menus.fill_bar(bar, commands)
    qtbot.addWidget(bar)
    opened = [bar, *bar.findChildren(QMenu)]
    assert len(opened) > 6
    for menu in opened:
        texts = [action.text() for action in menu.actions() if action.text()]
        letters = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
        assert len(letters) == len(texts)
        assert [letter for letter, times in Counter(letters).items() if times > 1] == [], texts
