"""The side panel: the clicked photo large, what is known of it, and its look-alikes.

A box drawn on the picture narrows the look-alikes in the panel to that part, at once and while it is being drawn; they
become a page when the user asks for it. Where the page shown lists the look-alikes of the photo itself, the panel lists
those of the part.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from photosim.core.photo import PhotoId, Region
from photosim.library import Library
from photosim.library.views import ALL
from photosim.ui import words
from photosim.ui.chips import ChipRow, ChipText
from photosim.ui.details_section import DetailsSection
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.history import Focus, Query
from photosim.ui.jobs import JobRunner
from photosim.ui.language import figure, tr
from photosim.ui.live import Follower
from photosim.ui.lookalikes import Answer, Asker, Subject, find_matches, load_subject
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.preview import Preview
from photosim.ui.reasons import reason, told
from photosim.ui.several import SeveralPhotos, list_photos
from photosim.ui.tagging import PhotoTags, load_tags
from photosim.ui.thumb_loader import ThumbLoader

LOOKALIKES: Final = 30
PREVIEW_SIDE: Final = 1200
_PREVIEW_REST_MS: Final = 40
_MARGIN: Final = 12
_CELL: Final = 88  # logical pixels; three side by side at the panel's usual width
_LEAST_LIST: Final = 208  # two rows of them; in a lower window the panel is scrolled
_LOOKALIKES_REST_MS: Final = 120


class SimilarPanel(QWidget):
    """Follows the selection.

    Attributes:
        within: what the look-alikes it lists must fulfil: the filter of the page beside it.

    Signals:
        query_wanted: a `Query` whose look-alikes the user wants as a page.
        focus_wanted: the `Focus` the user wants for the photo shown, None for none.
        viewer_wanted: the `Query` whose photo the user wants to see large.
        compare_wanted: two photos (of `Query.photos`) the user wants to see side by side.
    """

    query_wanted = Signal(object)
    focus_wanted = Signal(object)
    viewer_wanted = Signal(object)
    compare_wanted = Signal(object, object)

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._query: Query | None = None
        self._region: Region | None = None  # in the box; that of the query until the user draws another
        self._with_matches = True
        self.within = ALL
        self._tags: PhotoTags | None = None
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.preview = Preview()
        self._name, self._details, self._folder = ElidedLabel(), _muted(), ElidedLabel("muted")
        self.details = DetailsSection(library, runner)
        self.several = SeveralPhotos()
        self.chips, self._no_tags = ChipRow(tr("Tags"), checkable=True), _muted()
        self._heading, self._note = QLabel(), _muted()
        self.as_page = QPushButton(tr("Show as a page"))
        self._box_hint = _muted(tr("Drag a box on the picture to search for that part only."))
        self.grid = PhotoGrid(cell=_CELL, name=tr("Look-alikes"), ground=QPalette.ColorRole.Window)
        self.model = PhotoListModel(loader, self)
        self.grid.setModel(self.model)
        loader.serve(self.grid, self.model)
        self._lay_out()
        self._previews = Asker(runner, "preview", self, _PREVIEW_REST_MS)
        self._matches = Asker(runner, "look-alikes of the selected photo", self, _LOOKALIKES_REST_MS)
        self._part = Follower(runner, "look-alikes of a part", self)
        self._tag_asker = Asker(runner, "tags of the selected photo", self, _LOOKALIKES_REST_MS)
        self._connect()
        self.set_query(None)

    def _connect(self) -> None:
        self._tag_asker.answered.connect(self._show_tags)
        self._tag_asker.failed.connect(self._show_failed_tags)
        self.chips.pressed.connect(self._chip_pressed)
        self._previews.answered.connect(self._show_subject)
        self._previews.failed.connect(self._show_failure)
        for asker in (self._matches, self._part):
            asker.answered.connect(self._show_answer)
            asker.failed.connect(self._show_failed_matches)
        self.preview.region_changed.connect(self._follow_box)
        self.preview.region_settled.connect(self._settle_box)
        self.preview.region_opened.connect(self._open_part)
        self.preview.opened.connect(lambda: self.viewer_wanted.emit(self._query))
        self.as_page.clicked.connect(lambda: self._open_part(self._region))
        self.several.look_alikes_wanted.connect(lambda: self.query_wanted.emit(self._query))
        self.several.compare_wanted.connect(self._compare)
        self.grid.photo_opened.connect(self._open)
        self.details.opened.connect(lambda _: self._arrange())

    def _lay_out(self) -> None:
        bold = self._name.font()
        bold.setBold(True)
        self._name.setFont(bold)
        self._heading.setFont(bold)
        self.as_page.setObjectName("quiet")
        self.as_page.setToolTip(tr("Make the photos that look like this part the page"))
        inside, heading = QWidget(), QHBoxLayout()
        outer, layout = QVBoxLayout(inside), QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addLayout(layout)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 0)
        layout.setSpacing(4)
        layout.addWidget(self.several)
        layout.addWidget(self.preview)
        layout.addSpacing(8)
        for part in (self._name, self._details, self._folder, self.details):
            layout.addWidget(part)
        layout.addSpacing(4)
        layout.addWidget(self._no_tags)
        layout.addWidget(self.chips)
        layout.addSpacing(8)
        layout.addWidget(self._box_hint)
        heading.addWidget(self._heading, 1)
        heading.addWidget(self.as_page)
        layout.addLayout(heading)
        layout.addWidget(self._note)
        outer.addWidget(self.grid, 1000)  # its cells have a margin of their own
        outer.addStretch(1)  # takes the room where there is no grid
        self.grid.setMinimumHeight(_LEAST_LIST)
        self._area = _scrolled(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return any(part.busy for part in (self._previews, self._matches, self._part, self._tag_asker, self.details))

    def set_query(self, query: Query | None, *, with_matches: bool = True) -> None:
        """Show a photo.

        Args:
            query: the photo, or several; None shows nothing.
            with_matches: list its look-alikes, too; not wanted where they are the page beside the panel.
        """
        same = query is not None and with_matches == self._with_matches and query.shows_same_as(self._query)
        self._query, self._with_matches = query, with_matches
        if not same:
            self._region = query.region if query else None
            self._part.drop()
        self._arrange()
        self._matches.drop()
        if query is None or query.more:
            self._show_no_photo(query)
            return
        self._name.set_text(words.shown_name(query.name))
        if not same:
            self._previews.ask(load_subject(self._library, query, PREVIEW_SIDE))
            self._tag_asker.ask(load_tags(self._library, query))
            self.details.set_query(query)
        elif self._tags is not None:
            self._show_chips(self._tags)
        self._ask_matches()

    def _show_no_photo(self, query: Query | None) -> None:
        """Nothing, or several photos, which are listed themselves."""
        for asker in (self._previews, self._tag_asker):
            asker.drop()
        self._tags = None
        self.preview.clear()
        self.details.set_query(None)
        if query is not None:
            self.several.show_query(query, with_matches=self._with_matches)
            list_photos(self.model, query)

    @property
    def _asked(self) -> Query:
        """What the list in the panel answers: the photo, or the part of it in the box."""
        assert self._query is not None, "there is nothing to ask without a photo"
        return replace(self._query, region=self._region)

    @property
    def _has_own_part(self) -> bool:
        """Whether the box is another one than that of the page."""
        return self._query is not None and self._region != self._query.region

    @property
    def _lists(self) -> bool:
        return self._with_matches or self._has_own_part

    def _ask_matches(self) -> None:
        if self._lists:
            self._note.setText(tr("Looking for look-alikes\N{HORIZONTAL ELLIPSIS}"))
            self._matches.ask(find_matches(self._library, self._asked, LOOKALIKES, self.within))

    def refresh(self) -> None:
        """Ask again: more photos have been looked at since, perhaps this one, too."""
        if self._query is None or self._query.more:
            return
        if not self._tag_asker.busy:
            self._tag_asker.ask(load_tags(self._library, self._asked))
        if self._lists:
            self._matches.ask(find_matches(self._library, self._asked, LOOKALIKES, self.within))

    def renew(self) -> None:
        """Another model answers from now on: what was asked of the old one is of no use."""
        self._tag_asker.drop()
        self._part.drop()
        self.refresh()

    # -- the box

    def _follow_box(self, region: Region | None) -> None:
        """It is being drawn: the list keeps up with the hand, as fast as it can be answered."""
        if self._query is None:
            return
        self._region = region
        self._arrange()
        self._matches.drop()
        if self._lists:
            self._part.ask(find_matches(self._library, self._asked, LOOKALIKES, self.within))
        else:
            self._part.drop()

    def _settle_box(self, _region: Region | None) -> None:
        """It is drawn: say what that part shows, too."""
        if self._query is not None:
            self._tag_asker.ask(load_tags(self._library, self._asked))

    def _open_part(self, region: Region | None) -> None:
        if self._query is not None:
            self.query_wanted.emit(replace(self._query, region=region))

    def _compare(self) -> None:
        assert self._query is not None, "it is offered for two photos only"
        self.compare_wanted.emit(*self._query.photos[:2])

    # -- arranging

    def _arrange(self) -> None:
        query = self._query
        one, several = query is not None and not query.more, query is not None and bool(query.more)
        self.several.setVisible(several)
        for part in (self.preview, self._name, self._details, self._folder, self.details):
            part.setVisible(one)
        self._folder.setVisible(one and not self.details.is_open)  # the details tell it, too
        lists = one and self._lists
        for widget in (self._heading, self._note):
            widget.setVisible(lists)
        self.grid.setVisible(lists or several)
        self.as_page.setVisible(lists and self._has_own_part)
        self._heading.setText(tr("Look-alikes of this part") if self._region else tr("Look-alikes"))
        self._box_hint.setVisible(one and not lists)
        if not one:
            self.chips.hide()
            self._no_tags.hide()
        self._fit_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the preview to the new size."""
        super().resizeEvent(event)
        self.details.fit(self.height())
        self._fit_preview()

    def _fit_preview(self) -> None:
        """As high as the picture's proportions ask for, but leave room for what is below."""
        share = 0.45 if self._lists else 0.7
        width = self._area.viewport().width() - 2 * _MARGIN
        self.preview.setFixedHeight(max(100, min(round(self.height() * share), round(width / self.preview.aspect))))

    # -- what came

    def _show_subject(self, subject: Subject) -> None:
        self.preview.show_image(subject.image, self._region)
        self._fit_preview()
        size = tr(
            "{width} \N{MULTIPLICATION SIGN} {height}", width=figure(subject.width), height=figure(subject.height)
        )
        parts = [size]
        source = subject.query.source
        path = subject.photo.path if subject.photo else source if isinstance(source, Path) else None
        if subject.photo:
            parts.append(words.file_size(subject.photo.size))
        if path:
            self._name.set_text(words.shown_name(path.name), tip=str(path))
        self._details.setText(words.SEPARATOR.join(parts))
        self._folder.set_text(words.shown_name(words.shown_folder(path.parent)) if path else tr("Not in the library"))

    def _show_failure(self, error: Exception) -> None:
        self.preview.clear(failed=True)
        self._details.setText(told(error))
        self._folder.set_text("")

    def _show_answer(self, answer: Answer) -> None:
        self.model.show_matches(answer.matches)
        if answer.indexed < answer.photos:
            note = tr(
                "{indexed} of {photos} looked at so far",
                indexed=figure(answer.indexed),
                photos=words.count(answer.photos),
            )
        elif answer.matches and self.within:
            note = tr("Closest of the photos the filter shows")
        elif answer.matches:
            note = tr("Closest of {photos}", photos=words.count(answer.photos))
        else:
            note = (
                tr("The filter shows no other photos.") if self.within else tr("No other photos to compare with yet.")
            )
        focus = answer.query.focus
        self._note.setText(f"{tr('Focus: {name}', name=focus.name)}{words.SEPARATOR}{note}" if focus else note)

    def _show_failed_matches(self, error: Exception) -> None:
        self.model.show_matches(())
        self._note.setText(told(error))

    def _show_tags(self, tags: PhotoTags) -> None:
        self._tags = tags
        self._show_chips(tags)
        self.details.set_tags([] if tags.nothing else [tag.name for tag in tags.tags])

    def _show_failed_tags(self, error: Exception) -> None:
        assert self._query is not None, "a question is dropped with its photo"
        self._show_tags(PhotoTags(self._query, (), (), told(error)))

    def _show_chips(self, tags: PhotoTags) -> None:
        """The tags, and what the look-alikes are narrowed to, so that it can always be taken away here."""
        focus = self._query.focus if self._query else None
        texts = [
            _chip(tag.key, tag.name, tag.probability, detail)
            for tag, detail in zip(tags.tags, tags.details, strict=True)
        ]
        if focus is not None and all(text.key != focus.key for text in texts):
            texts.insert(0, ChipText(focus.key, focus.name, tr("The look-alikes are narrowed to this")))
        self.chips.show_chips(texts, focus.key if focus else "")
        self.chips.setVisible(bool(texts))
        self._no_tags.setText(reason(tags.nothing))
        self._no_tags.setVisible(bool(tags.nothing))

    def _chip_pressed(self, key: str) -> None:
        assert self._query is not None, "there are chips only where there is a photo"
        current, names = self._query.focus, {tag.key: tag.name for tag in self._tags.tags} if self._tags else {}
        self.focus_wanted.emit(None if current and current.key == key else Focus(key, names[key]))

    def _open(self, photo_id: int) -> None:
        focus = self._query.focus if self._query else None
        name = self.model.name_of(photo_id, tr("this photo"))
        self.query_wanted.emit(Query(PhotoId(photo_id), name, focus=focus))


def _chip(key: str, name: str, probability: float, detail: str) -> ChipText:
    certainty = tr("{percent}%", percent=figure(probability * 100))
    told = ", ".join(filter(None, (name, tr("{certainty} certain", certainty=certainty), detail)))
    return ChipText(
        key,
        f"{name} {certainty}",
        tr("{told}\nClick to narrow the look-alikes to this", told=told),
        told,
    )


def _muted(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _scrolled(inside: QWidget) -> QScrollArea:
    """Scrolled up and down where the window is low."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area
