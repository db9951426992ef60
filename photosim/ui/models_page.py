"""The page of models: those that are there or could be, each as a card, and what concerns all of them.

Nothing on it is modal: a download goes on while the user does something else, and what cannot be undone is asked about
in the card it concerns. Made when it is first opened.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from photosim.library.reports import ModelInfo
from photosim.ui import model_words, scrolled_page, spacing, words
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.header import Header
from photosim.ui.import_box import ImportBox
from photosim.ui.indexing import IndexingController, IndexingState
from photosim.ui.language import tr
from photosim.ui.model_card import ModelCard
from photosim.ui.models import ModelDesk, ModelsState, Overview
from photosim.ui.reasons import reason
from photosim.ui.work_row import WrappedLabel

_WIDEST: Final = 900  # logical pixels; longer lines do not read well
_ORDER: Final = {"built-in": 0, "installed": 0, "available": 1}


class ModelsPage(QWidget):
    """Shows what a `ModelDesk` knows and hands on what the user does.

    Signals:
        file_wanted: the user wants to choose a file to import.
    """

    file_wanted = Signal()

    def __init__(
        self, desk: ModelDesk, indexing: IndexingController, before: QWidget, parent: QWidget | None = None
    ) -> None:
        """Build the page.

        Args:
            desk: what is done with models.
            indexing: what changes them.
            before: what the keyboard goes through before it comes here.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self._desk, self._indexing, self._before = desk, indexing, before
        self.cards: dict[str, ModelCard] = {}
        self._ordered: list[str] = []
        self.header = Header()
        self.provider, self.provider_problem = WrappedLabel("muted"), WrappedLabel("warning")
        self.model_problem = WrappedLabel("danger")
        self.folder, self.import_box = ElidedLabel("muted"), ImportBox()
        self._story = WrappedLabel("muted")
        self._story.setText(
            tr(
                "A model looks at every photo once and turns it into numbers, its vector; photos with similar vectors "
                "look alike. The vectors of each model are kept beside those of the others, so going back to a model "
                "is instant."
            )
        )
        self._area = QScrollArea()
        self._lay_out()
        self.setFocusProxy(self._area)
        self.import_box.choose_wanted.connect(self.file_wanted)
        self.import_box.retry_wanted.connect(self._import_again)
        self.import_box.cancel_wanted.connect(desk.cancel_task)
        self.import_box.close_wanted.connect(desk.forget_file)
        desk.changed.connect(self._show)
        indexing.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for label in (self._story, self.model_problem, self.provider_problem):
            lines.addWidget(label)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        lines.addLayout(self._cards)
        lines.addWidget(self.import_box)
        lines.addSpacing(4)
        lines.addWidget(self.provider)
        lines.addWidget(self.folder)
        lines.addStretch(1)
        self._area.setAccessibleName(tr("Models"))
        scrolled_page.lay_out(self, self.header, self._area, column, name="models", top=spacing.STEP + spacing.HALF)

    # -- showing

    def _show(self, _: object = None) -> None:
        state, indexing = self._desk.state, self._indexing.state
        overview = state.overview
        self.header.set_text(tr("Models"), _summary(overview) if overview else "")
        self.import_box.show_state(state)
        if overview is None:
            return
        self._show_cards(_ordered(overview.models), state, indexing)
        status = overview.status
        self.model_problem.show_text(words.sentence(reason(status.model_problem)) if status.model_problem else "")
        self.provider_problem.show_text(model_words.provider_problem(status))
        self.provider.show_text(model_words.runs_on(status))
        self.folder.set_text(
            tr("Models are kept in {folder}", folder=words.shown_name(words.shown_folder(overview.folder))),
            str(overview.folder),
        )

    def _show_cards(self, models: Sequence[ModelInfo], state: ModelsState, indexing: IndexingState) -> None:
        """Cards are kept as long as their model is there, so that the keyboard stays where it is."""
        focused = self.window().focusWidget()
        held = next((card for card in self.cards.values() if focused and card.isAncestorOf(focused)), None)
        names = [model.name for model in models]
        for name in [name for name in self.cards if name not in names]:
            card = self.cards.pop(name)
            self._cards.removeWidget(card)
            card.deleteLater()
        for place, model in enumerate(models):
            if model.name not in self.cards:
                self._cards.insertWidget(place, self._make_card(model.name))
            elif self._cards.indexOf(self.cards[model.name]) != place:
                self._cards.insertWidget(place, self.cards[model.name])
            self.cards[model.name].show_model(model, state, indexing)
        if held is not None and focused is not None and not focused.isVisible():
            self._catch_keyboard(held)
        if names != self._ordered:
            self._ordered = names
            self._order_keyboard()

    def _catch_keyboard(self, card: ModelCard) -> None:
        """A button that was pressed has gone: the next one must not be another model's, where Space may be pressed."""
        focused = self.window().focusWidget()
        if focused is None or not card.isAncestorOf(focused):
            self._area.setFocus()

    def _make_card(self, name: str) -> ModelCard:
        card = self.cards[name] = ModelCard()
        card.use_wanted.connect(lambda: self._indexing.use_model(name))
        card.install_wanted.connect(lambda: self._desk.install(name))
        card.cancel_wanted.connect(self._desk.cancel_task)
        card.stay_wanted.connect(self._indexing.cancel_switch)
        card.removal_wanted.connect(lambda vectors_only: self._desk.remove(name, vectors_only=vectors_only))
        return card

    def _order_keyboard(self) -> None:
        """From top to bottom; what is made late would come last of all in the window."""
        if self.window() is not self._before.window():
            return  # not put in its place yet
        controls = [control for name in self._ordered for control in self.cards[name].controls]
        before = self._before
        for control in (self._area, *controls, *self.import_box.controls):
            QWidget.setTabOrder(before, control)
            before = control

    def _import_again(self, name: str) -> None:
        file = self._desk.state.file
        if file is not None:
            self._desk.import_file(file, name)

    # -- Qt's events

    def showEvent(self, event: QShowEvent) -> None:
        """What is shown is kept up to date."""
        super().showEvent(event)
        self._order_keyboard()
        self._desk.watch(shown=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not need not be."""
        super().hideEvent(event)
        self._desk.watch(shown=False)


def _ordered(models: Sequence[ModelInfo]) -> list[ModelInfo]:
    """What is there before what could be; as they come apart from that."""
    return sorted(models, key=lambda model: _ORDER[model.state])


def _summary(overview: Overview) -> str:
    # As the cards call it: models of one title are told apart there.
    used = next((model_words.title(model) for model in overview.models if model.in_use), overview.status.model_title)
    parts = [tr("{model} is in use", model=words.shown_name(used))]
    if overview.free_bytes is not None:
        parts.append(tr("{size} free on this disk", size=words.file_size(overview.free_bytes)))
    return words.SEPARATOR.join(parts)
