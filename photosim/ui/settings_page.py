"""The page of settings: everything that can be set, applied at once; nothing on it needs to be confirmed but a loss."""

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosim.library import Library
from photosim.library.reports import FolderStatus
from photosim.settings import Settings
from photosim.ui import scrolled_page, spacing, words
from photosim.ui.header import Header
from photosim.ui.jobs import JobRunner
from photosim.ui.language import LANGUAGES, plural, tr
from photosim.ui.reasons import reason
from photosim.ui.settings_facts import Facts, FactsDesk
from photosim.ui.settings_rows import Card, Choice, Choices, FolderRow, Rows, rule_row

_WIDEST: Final = 760  # logical pixels; longer lines do not read well
_GIGABYTE: Final = 1_000_000_000
_LIMITS: Final = (1, 2, 4, 8, 16, 32, 64)


class SettingsPage(QWidget):
    """Shows what is set and hands on what the user changes.

    Signals:
        changed: fields of `Settings` with their new values, a mapping.
        theme_changed: the new theme.
        language_changed: the new language; the window is to be built anew.
        speed_changed: the new speed.
        provider_changed: another one runs models from now on.
        folder_add_wanted: the user wants to choose a folder of photos.
        folder_removed: the user is sure that a folder (Path) should leave the library.
        rescan_wanted: what is left out has changed.
        searches_forgotten: there are no recent searches any more.
        models_wanted: the user wants to see the models.
        failed: the exception.
    """

    changed = Signal(object)
    theme_changed = Signal(str)
    language_changed = Signal(str)
    speed_changed = Signal(str)
    provider_changed = Signal(str)
    folder_add_wanted = Signal()
    folder_removed = Signal(object)
    rescan_wanted = Signal()
    searches_forgotten = Signal()
    models_wanted = Signal()
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._facts = FactsDesk(library, runner, self)
        self._shown_folders: tuple[FolderStatus, ...] = ()
        self._excludes: tuple[str, ...] = ()
        self._shown_excludes: tuple[str, ...] = ()
        self._area = QScrollArea()
        cards = (
            self._folders(),
            self._left_out(),
            self._model(),
            self._speed(settings),
            self._look(settings),
            self._cache(),
            self._privacy(),
        )
        self._lay_out(cards)
        self.setFocusProxy(self._area)
        self._facts.changed.connect(self._show)
        self._facts.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether something asked for is still to come."""
        return self._facts.busy

    def refresh(self) -> None:
        """Ask anew for what the library says."""
        self._facts.refresh()

    def show_speed(self, speed: str) -> None:
        """The speed was chosen elsewhere."""
        self.speed.buttons[speed].setChecked(True)

    def refresh_if_shown(self) -> None:
        """The same while somebody looks."""
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What has changed meanwhile."""
        super().showEvent(event)
        self.refresh()

    # -- assembling

    def _lay_out(self, cards: tuple[Card, ...]) -> None:
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(spacing.WIDE)
        for card in cards:
            lines.addWidget(card)
        lines.addStretch(1)
        self.header = Header()
        self.header.set_text(tr("Settings"), tr("Changes hold at once"))
        self._area.setAccessibleName(tr("Settings"))
        scrolled_page.lay_out(self, self.header, self._area, column, name="settings", top=spacing.WIDE)

    def _folders(self) -> Card:
        card = Card(tr("Folders"))
        card.add_help(tr("Photos in these folders and in the folders below them belong to the library."))
        self.folders = Rows(tr("Folders of the library"))
        self.add_folder = QPushButton(tr("Add a folder…"))
        self.add_folder.clicked.connect(self.folder_add_wanted)
        card.lines.addWidget(self.folders)
        _add_buttons(card, self.add_folder)
        return card

    def _left_out(self) -> Card:
        card = Card(tr("Left out"))
        card.add_help(
            tr(
                "Hidden folders, recycle bins and the folders in which network drives keep thumbnails are always "
                "left out. Here you can leave out more: a folder with all that is below it, or every file and folder "
                "whose name fits a pattern, such as *.gif or screenshots."
            )
        )
        self.excludes = Rows(tr("Left out"))
        self.pattern = QLineEdit()
        self.pattern.setPlaceholderText(tr("A name or pattern"))
        self.pattern.setAccessibleName(tr("Name or pattern to leave out"))
        self.pattern.setMaximumWidth(280)
        self.add_pattern = QPushButton(tr("Leave out"))
        self.add_pattern.setAccessibleName(tr("Leave out this name or pattern"))
        self.exclude_folder = QPushButton(tr("Leave out a folder…"))
        self.add_pattern.setEnabled(False)
        self.pattern.textChanged.connect(lambda text: self.add_pattern.setEnabled(bool(text.strip())))
        self.pattern.returnPressed.connect(self._add_pattern)
        self.add_pattern.clicked.connect(self._add_pattern)
        self.exclude_folder.clicked.connect(self._choose_excluded)
        card.lines.addWidget(self.excludes)
        row = QHBoxLayout()
        row.addWidget(self.pattern, 1)
        row.addWidget(self.add_pattern)
        row.addStretch(1)
        card.lines.addLayout(row)
        _add_buttons(card, self.exclude_folder)
        return card

    def _model(self) -> Card:
        card = Card(tr("Model"))
        self.model = card.add_help(tr("The model looks at each photo and decides which ones look alike."))
        self.open_models = QPushButton(tr("Choose a model…"))
        self.open_models.clicked.connect(self.models_wanted)
        _add_buttons(card, self.open_models)
        self.provider = Choice([("auto", tr("The fastest that works"))], "auto")
        self.provider.chosen.connect(self._choose_provider)
        self.provider_note = card.add(self.provider, tr("Runs on"))
        return card

    def _speed(self, settings: Settings) -> Card:
        card = Card(tr("Speed"))
        card.add_help(tr("How much of the computer photosim takes while it looks at new photos."))
        choices = [(speed, name, tip) for speed, (name, tip) in words.speeds().items()]
        self.speed = Choices(tr("Speed"), choices, settings.speed)
        self.speed.chosen.connect(self._choose_speed)
        card.lines.addWidget(self.speed)
        return card

    def _look(self, settings: Settings) -> Card:
        card = Card(tr("Appearance"))
        themes = (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark")))
        self.theme = Choice(themes, settings.theme)
        self.theme.chosen.connect(self._choose_theme)
        card.add(self.theme, tr("Colours"))
        languages = [("", tr("As the system")), *LANGUAGES.items()]
        self.language = Choice(languages, settings.language)
        self.language.chosen.connect(self._choose_language)
        card.add(self.language, tr("Language"))
        return card

    def _cache(self) -> Card:
        card = Card(tr("Thumbnails"))
        self.limit = Choice((), "")
        self.limit.chosen.connect(self._choose_limit)
        self.cache_note = card.add(self.limit, tr("Room on disk"))
        self.clear_cache = QPushButton(tr("Clear"))
        self.clear_cache.setAccessibleName(tr("Clear the thumbnails"))
        self.clear_cache.clicked.connect(lambda: self._facts.change("clear cache", self._library.clear_cache))
        _add_buttons(card, self.clear_cache)
        card.add_help(
            tr("Small pictures are kept so that the library opens at once. They are made anew when they are gone."),
            self.clear_cache,
        )
        return card

    def _privacy(self) -> Card:
        card = Card(tr("Privacy"))
        card.add_help(
            tr(
                "Nothing leaves this computer. Your photos are only read, unless you move one to the trash. photosim "
                "goes to the network for two things, and only when told to: to download a model, and to fetch a "
                "picture dropped from a web page."
            )
        )
        self.forget = QPushButton(tr("Forget recent searches"))
        self.forget.clicked.connect(
            lambda: self._facts.change("forget searches", self._library.forget_searches, self.searches_forgotten.emit)
        )
        _add_buttons(card, self.forget)
        self.searches_note = card.add_help("")
        return card

    # -- showing

    def _show(self, facts: Facts) -> None:
        self._show_folders(facts.status.folders)
        if facts.excludes != self._shown_excludes:
            self._excludes = self._shown_excludes = facts.excludes
            self.excludes.show_rows([rule_row(rule, partial(self._let_in, rule)) for rule in facts.excludes])
        self._show_model(facts)
        self._show_cache(facts)
        self.forget.setEnabled(bool(facts.searches))
        searches = len(facts.searches)
        self.searches_note.show_text(
            plural("{n} search is remembered.", "{n} searches are remembered.", searches)
            if searches
            else tr("No search is remembered.")
        )
        self._order_keyboard()

    def _order_keyboard(self) -> None:
        """From top to bottom; rows are made later than what stands below them."""
        before: QWidget = self._area
        for control in (
            *_buttons_of(self.folders),
            self.add_folder,
            *_buttons_of(self.excludes),
            self.pattern,
            self.add_pattern,
            self.exclude_folder,
            self.open_models,
            self.provider,
            *self.speed.buttons.values(),
            self.theme,
            self.language,
            self.limit,
            self.clear_cache,
            self.forget,
        ):
            QWidget.setTabOrder(before, control)
            before = control

    def _show_folders(self, folders: tuple[FolderStatus, ...]) -> None:
        """A question that waits for its answer is not taken away by a new count."""
        same = [folder.path for folder in folders] == [folder.path for folder in self._shown_folders]
        asking = any(row.asking for row in self.folders.rows if isinstance(row, FolderRow))
        if folders == self._shown_folders or (same and asking):
            return
        self._shown_folders = folders
        rows = []
        for folder in folders:
            row = FolderRow(folder)
            row.removed.connect(partial(self.folder_removed.emit, folder.path))
            rows.append(row)
        self.folders.show_rows(rows)

    def _show_model(self, facts: Facts) -> None:
        status = facts.status
        self.model.show_text(
            tr(
                "{model} looks at each photo and decides which ones look alike.",
                model=words.shown_name(status.model_title),
            )
        )
        named = [("auto", tr("The fastest that works")), *facts.providers.items()]
        wanted = self._library.provider
        if wanted not in dict(named):
            named.append((wanted, wanted))
        self.provider.show_choices(named, wanted)
        if status.provider_problem:
            note = words.sentence(reason(status.provider_problem))
        elif status.provider:
            note = tr("Now: {provider} ({runtime})", provider=status.provider, runtime=status.runtime)
        else:
            note = tr("Not used yet ({runtime})", runtime=status.runtime)
        self.provider_note.show_text(note)
        self.provider.setAccessibleDescription(note)

    def _show_cache(self, facts: Facts) -> None:
        cache = facts.cache
        limits = sorted({*(limit * _GIGABYTE for limit in _LIMITS), cache.limit})
        named = [(str(limit), tr("Up to {n} GB", n=words.rate(limit / _GIGABYTE, 1))) for limit in limits]
        self.limit.show_choices(named, str(cache.limit))
        size = words.file_size(cache.size)
        note = plural(
            "{n} thumbnail, {size}, in {folder}",
            "{n} thumbnails, {size}, in {folder}",
            cache.files,
            size=size,
            folder=words.shown_folder(cache.folder),
        )
        self.cache_note.show_text(note)
        self.limit.setAccessibleDescription(note)
        self.clear_cache.setEnabled(cache.files > 0)

    # -- what the user does

    def _set(self, **values: Any) -> None:  # noqa: ANN401 - fields of `Settings`
        self.changed.emit(values)

    def _choose_theme(self, theme: str) -> None:
        self._set(theme=theme)
        self.theme_changed.emit(theme)

    def _choose_language(self, language: str) -> None:
        self._set(language=language)
        self.language_changed.emit(language)

    def _choose_speed(self, speed: str) -> None:
        self._set(speed=speed)
        self.speed_changed.emit(speed)

    def _choose_provider(self, provider: str) -> None:
        self._set(provider=provider)
        self._facts.change(
            "provider", lambda: self._library.use_provider(provider), lambda: self.provider_changed.emit(provider)
        )

    def _choose_limit(self, limit: str) -> None:
        self._facts.change("cache limit", lambda: self._library.set_cache_limit(int(limit)))

    def _add_pattern(self) -> None:
        text = self.pattern.text().strip()
        if text:
            self.pattern.clear()
            self._leave_out((*self._excludes, text))

    def _choose_excluded(self) -> None:
        dialog = QFileDialog(self, tr("Leave out a folder"), str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self._leave_out((*self._excludes, str(Path(folder)))))
        dialog.open()

    def _let_in(self, rule: str) -> None:
        self._leave_out(tuple(each for each in self._excludes if each != rule))

    def _leave_out(self, rules: tuple[str, ...]) -> None:
        unique = self._excludes = tuple(dict.fromkeys(rules))
        self._facts.change("excludes", lambda: self._library.set_excludes(unique), self.rescan_wanted.emit)


def _add_buttons(card: Card, *buttons: QPushButton) -> None:
    row = QHBoxLayout()
    row.setSpacing(spacing.STEP)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    card.lines.addLayout(row)


def _buttons_of(rows: Rows) -> list[QPushButton]:
    return [button for row in rows.rows for button in row.findChildren(QPushButton)]
