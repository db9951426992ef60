"""The side panel: the clicked photo large, what is known of it, and its look-alikes."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from photosim.core.photo import PhotoId, Region
from photosim.errors import UserError
from photosim.library import Library
from photosim.ui import words
from photosim.ui.chips import ChipRow, ChipText
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.history import Focus, Query
from photosim.ui.jobs import JobRunner
from photosim.ui.lookalikes import Answer, Asker, Subject, find_matches, load_subject
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.preview import Preview
from photosim.ui.tagging import PhotoTags, load_tags
from photosim.ui.thumb_loader import ThumbLoader

LOOKALIKES: Final = 30
PREVIEW_SIDE: Final = 1200
_PREVIEW_REST_MS: Final = 40
_MARGIN: Final = 12
_CELL: Final = 88  # logical pixels; three side by side at the panel's usual width
_LOOKALIKES_REST_MS: Final = 120


class SimilarPanel(QWidget):
    """Follows the selection.

    Signals:
        query_wanted: a `Query` whose look-alikes the user wants as a page.
        focus_wanted: the `Focus` the user wants for the photo shown, None for none.
    """

    query_wanted = Signal(object)
    focus_wanted = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._query: Query | None = None
        self._with_matches = True
        self._tags: PhotoTags | None = None
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.preview = Preview()
        self._name, self._details, self._folder = ElidedLabel(), _muted(), ElidedLabel("muted")
        self.chips, self._no_tags = ChipRow("Tags", checkable=True), _muted()
        self._heading, self._note = QLabel("Look-alikes"), _muted()
        self._hint = _muted("Select a photo to see its look-alikes.")
        self._box_hint = _muted("Drag a box on the picture to search for that part only.")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.grid = PhotoGrid(cell=_CELL, name="Look-alikes", ground=QPalette.ColorRole.Window)
        self.model = PhotoListModel(loader, self)
        self.grid.setModel(self.model)
        loader.serve(self.grid, self.model)
        self._lay_out()
        self._previews = Asker(runner, "preview", self, _PREVIEW_REST_MS)
        self._matches = Asker(runner, "look-alikes of the selected photo", self, _LOOKALIKES_REST_MS)
        self._tag_asker = Asker(runner, "tags of the selected photo", self, _LOOKALIKES_REST_MS)
        self._tag_asker.answered.connect(self._show_tags)
        self._tag_asker.failed.connect(self._show_failed_tags)
        self.chips.pressed.connect(self._chip_pressed)
        self._previews.answered.connect(self._show_subject)
        self._previews.failed.connect(self._show_failure)
        self._matches.answered.connect(self._show_answer)
        self._matches.failed.connect(self._show_failed_matches)
        self.preview.region_drawn.connect(self._ask_region)
        self.grid.photo_opened.connect(self._open)
        self.set_query(None)

    def _lay_out(self) -> None:
        bold = self._name.font()
        bold.setBold(True)
        self._name.setFont(bold)
        self._heading.setFont(bold)
        outer, layout = QVBoxLayout(self), QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addLayout(layout)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 0)
        layout.setSpacing(3)
        layout.addWidget(self._hint, 1)
        layout.addWidget(self.preview)
        layout.addSpacing(6)
        for label in (self._name, self._details, self._folder):
            layout.addWidget(label)
        layout.addSpacing(5)
        layout.addWidget(self._no_tags)
        layout.addWidget(self.chips)
        layout.addSpacing(10)
        layout.addWidget(self._box_hint)
        layout.addWidget(self._heading)
        layout.addWidget(self._note)
        outer.addWidget(self.grid, 1000)  # its cells have a margin of their own
        outer.addStretch(1)  # takes the room where there is no grid

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return self._previews.busy or self._matches.busy or self._tag_asker.busy

    def set_query(self, query: Query | None, *, with_matches: bool = True) -> None:
        """Show a photo.

        Args:
            query: the photo; None shows a hint.
            with_matches: list its look-alikes, too; not wanted where they are the page beside the panel.
        """
        same = query is not None and with_matches == self._with_matches and query.shows_same_as(self._query)
        self._query, self._with_matches = query, with_matches
        self._arrange()
        if query is None:
            for asker in (self._previews, self._tag_asker, self._matches):
                asker.drop()
            self._tags = None
            self.preview.clear()
            return
        self._name.set_text(words.shown_name(query.name))
        if not same:
            self._previews.ask(load_subject(self._library, query, PREVIEW_SIDE))
            self._tag_asker.ask(load_tags(self._library, query))
        elif self._tags is not None:
            self._show_chips(self._tags)
        self._matches.drop()
        if with_matches:
            self._note.setText("Looking for look-alikes\N{HORIZONTAL ELLIPSIS}")
            self._matches.ask(find_matches(self._library, query, LOOKALIKES))

    def refresh(self) -> None:
        """Ask again: more photos have been looked at since, perhaps this one, too."""
        if self._query is not None and not self._tag_asker.busy:
            self._tag_asker.ask(load_tags(self._library, self._query))
        if self._query is not None and self._with_matches:
            self._matches.ask(find_matches(self._library, self._query, LOOKALIKES))

    def renew(self) -> None:
        """Another model answers from now on: what was asked of the old one is of no use."""
        self._tag_asker.drop()
        self.refresh()

    def _arrange(self) -> None:
        shown = self._query is not None
        self._hint.setVisible(not shown)
        for part in (self.preview, self._name, self._details, self._folder):
            part.setVisible(shown)
        for widget in (self._heading, self._note, self.grid):
            widget.setVisible(shown and self._with_matches)
        self._box_hint.setVisible(shown and not self._with_matches)
        if not shown:
            self.chips.hide()
            self._no_tags.hide()
        self._fit_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the preview to the new size."""
        super().resizeEvent(event)
        self._fit_preview()

    def _fit_preview(self) -> None:
        """As high as the picture's proportions ask for, but leave room for what is below."""
        share = 0.45 if self._with_matches else 0.7
        width = self.width() - 2 * _MARGIN
        self.preview.setFixedHeight(max(100, min(round(self.height() * share), round(width / self.preview.aspect))))

    def _show_subject(self, subject: Subject) -> None:
        self.preview.show_image(subject.image, subject.query.region)
        self._fit_preview()
        parts = [f"{subject.width:,} \N{MULTIPLICATION SIGN} {subject.height:,}"]
        source = subject.query.source
        path = subject.photo.path if subject.photo else source if isinstance(source, Path) else None
        if subject.photo:
            parts.append(words.file_size(subject.photo.size))
        if path:
            self._name.set_text(words.shown_name(path.name), tip=str(path))
        self._details.setText(words.SEPARATOR.join(parts))
        self._folder.set_text(words.shown_name(words.shown_folder(path.parent)) if path else "Not in the library")

    def _show_failure(self, error: Exception) -> None:
        self.preview.clear(failed=True)
        self._details.setText(_reason(error))
        self._folder.set_text("")

    def _show_answer(self, answer: Answer) -> None:
        self.model.show_matches(answer.matches)
        if answer.indexed < answer.photos:
            note = f"{answer.indexed:,} of {words.count(answer.photos)} looked at so far"
        elif answer.matches:
            note = f"Closest of {words.count(answer.photos)}"
        else:
            note = "No other photos to compare with yet."
        focus = answer.query.focus
        self._note.setText(f"Focus: {focus.name}{words.SEPARATOR}{note}" if focus else note)

    def _show_failed_matches(self, error: Exception) -> None:
        self.model.show_matches(())
        self._note.setText(_reason(error))

    def _show_tags(self, tags: PhotoTags) -> None:
        self._tags = tags
        self._show_chips(tags)

    def _show_failed_tags(self, error: Exception) -> None:
        assert self._query is not None, "a question is dropped with its photo"
        self._show_tags(PhotoTags(self._query, (), (), _reason(error)))

    def _show_chips(self, tags: PhotoTags) -> None:
        """The tags, and what the look-alikes are narrowed to, so that it can always be taken away here."""
        focus = self._query.focus if self._query else None
        texts = [
            _chip(tag.key, tag.name, tag.probability, detail)
            for tag, detail in zip(tags.tags, tags.details, strict=True)
        ]
        if focus is not None and all(text.key != focus.key for text in texts):
            texts.insert(0, ChipText(focus.key, focus.name, "The look-alikes are narrowed to this"))
        self.chips.show_chips(texts, focus.key if focus else "")
        self.chips.setVisible(bool(texts))
        if texts:  # a chip that is new comes last of all in the window
            QWidget.setTabOrder(self.chips.chips[-1], self.grid)
        self._no_tags.setText(tags.nothing)
        self._no_tags.setVisible(bool(tags.nothing))

    def _chip_pressed(self, key: str) -> None:
        assert self._query is not None, "there are chips only where there is a photo"
        current, names = self._query.focus, {tag.key: tag.name for tag in self._tags.tags} if self._tags else {}
        self.focus_wanted.emit(None if current and current.key == key else Focus(key, names[key]))

    def _ask_region(self, region: Region) -> None:
        if self._query is not None:
            self.query_wanted.emit(Query(self._query.source, self._query.name, region, self._query.focus))

    def _open(self, photo_id: int) -> None:
        focus = self._query.focus if self._query else None
        name = self.model.name_of(photo_id, "this photo")
        self.query_wanted.emit(Query(PhotoId(photo_id), name, focus=focus))


def _chip(key: str, name: str, probability: float, detail: str) -> ChipText:
    certainty = f"{probability:.0%}"
    told = ", ".join(filter(None, (name, f"{certainty} certain", detail)))
    return ChipText(
        key,
        f"{name} {certainty}",
        f"{told}\nClick to narrow the look-alikes to this",
        told,
    )


def _muted(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, UserError) else "Something went wrong; the log file has the details."
