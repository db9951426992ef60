"""The page of near-duplicates: three kinds, each with its groups; what to give up is the user's choice alone.

Nothing is checked by itself, and nothing is moved but by a button that says how many. What can be done by the small
buttons above each group can be done by those of the bar below, for the group the keyboard is in.
"""

from collections.abc import Callable
from itertools import combinations
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from photosim.library import Library
from photosim.library.twins import NEAR, DuplicateGroup, Likeness
from photosim.ui import twin_words, words
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.empty import Do, EmptyText
from photosim.ui.empty_panel import EmptyPanel
from photosim.ui.flow import FlowLayout
from photosim.ui.header import Header
from photosim.ui.jobs import JobRunner, Pool
from photosim.ui.language import figure, plural, tr
from photosim.ui.message_bar import MessageBar
from photosim.ui.spacing import HALF, STEP, WIDE
from photosim.ui.thumb_loader import ThumbLoader
from photosim.ui.twin_finder import TwinFinder
from photosim.ui.twin_model import TwinModel
from photosim.ui.twin_view import TwinView
from photosim.ui.undo import UndoStack
from photosim.ui.work_row import WorkRow

_LOOSEST: Final = 900
_STRICTEST: Final = 995
"""Thresholds of the slider, in thousandths."""
_KINDS: Final = tuple(Likeness)


class DuplicatesPage(QWidget):
    """Lists groups; looks for them whenever it is shown, which is quick unless there are new photos.

    Signals:
        trash_wanted: photos to be moved to the trash (list of PhotoId).
        compare_wanted: two photos to be seen side by side (PhotoId, PhotoId).
        counted: how many groups there are (int), None once that is not known any more.
    """

    trash_wanted = Signal(object)
    compare_wanted = Signal(object, object)
    counted = Signal(object)

    def __init__(
        self,
        library: Library,
        runner: JobRunner,
        loader: ThumbLoader,
        messages: MessageBar,
        undo: UndoStack,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._runner = library, runner
        self._loader, self._messages, self._undo = loader, messages, undo
        self._known = False
        self.finder = TwinFinder(library, runner, self)
        self.models = {kind: TwinModel(loader, self) for kind in _KINDS}
        self.views = {kind: TwinView(model) for kind, model in self.models.items()}
        self.header, self.tabs, self.empty, self.work = Header(), QTabBar(), EmptyPanel(), WorkRow()
        self._story = ElidedLabel("muted")
        self.strictness, self._strict = QSlider(Qt.Orientation.Horizontal), QLabel(tr("Strictness"))
        self.all_but_best, self.none = QPushButton(tr("Select all but the best")), QPushButton(tr("Select none"))
        self.best, self.compare = QPushButton(tr("All but the best of this group")), QPushButton(tr("Compare"))
        self.apart, self.trash = QPushButton(tr("Not duplicates")), QPushButton()
        self._place, self._warning = QLabel(), QLabel()
        self._views = QStackedWidget()
        self._make_views()
        self._name()
        self._lay_out()
        self._connect()
        self._show_work()
        self._show_kind()

    # -- assembling

    def _make_views(self) -> None:
        for kind, view in self.views.items():
            view.setAccessibleName(twin_words.kind_name(kind))
            view.visible_changed.connect(lambda view=view: self._loader.want(view, *view.wanted_ids()))
            self._loader.ready.connect(view.thumb_changed)
            view.group_changed.connect(lambda _: self._show_group())
            view.wanted.connect(self._do)
            view.menu_wanted.connect(self._show_menu)
            self.models[kind].checks_changed.connect(self._show_checks)
            self._views.addWidget(view)
            self.tabs.addTab(twin_words.kind_name(kind))
        self._views.addWidget(self.empty)

    def _name(self) -> None:
        self.header.set_text(tr("Near-duplicates"), "")
        self._story.cut_at_end()
        self.tabs.setAccessibleName(tr("Kinds of duplicates"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.strictness.setRange(_LOOSEST, _STRICTEST)
        self.strictness.setSingleStep(5)
        self.strictness.setPageStep(10)
        self.strictness.setFixedWidth(120)
        self.strictness.setValue(round(1000 * NEAR))
        self.strictness.setAccessibleName(tr("Strictness"))
        self.strictness.setToolTip(tr("How alike two pictures must be to count as one"))
        self._strict.setObjectName("muted")
        self._warning.setObjectName("warning")
        self._place.setObjectName("muted")
        self.trash.setObjectName("destructive")
        self.all_but_best.setToolTip(tr("In every group of this page, all photos but the one suggested to be kept"))
        self.best.setToolTip(tr("In the group the keyboard is in (B)"))
        self.compare.setToolTip(tr("The current photo beside the one suggested to be kept (Enter)"))
        self.apart.setToolTip(tr("Never show the photos of this group as duplicates of each other again"))

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(WIDE, STEP, WIDE, STEP)
        above.setSpacing(STEP)
        line = QHBoxLayout()
        line.setSpacing(STEP)
        line.addWidget(self.tabs)
        line.addStretch(1)
        line.addWidget(self._strict)
        line.addWidget(self.strictness)
        tools = QHBoxLayout()
        tools.setSpacing(STEP)
        tools.addWidget(self._story, 1)
        for button in (self.all_but_best, self.none):
            tools.addWidget(button)
        above.addLayout(line)
        above.addLayout(tools)
        above.addWidget(self.work)
        below = QWidget()
        below.setObjectName("statusBar")
        below.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        flow = FlowLayout(gap=STEP)
        for part in (self._place, self.best, self.compare, self.apart):
            flow.addWidget(part)
        self._place.setMinimumHeight(self.best.sizeHint().height())
        bar = QHBoxLayout(below)
        bar.setContentsMargins(WIDE, HALF, WIDE, HALF)
        bar.setSpacing(STEP)
        bar.addLayout(flow, 1)
        bar.addWidget(self._warning)
        bar.addWidget(self.trash)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(above)
        layout.addWidget(self._views, 1)
        layout.addWidget(below)
        self._below = below

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _: self._show_kind())
        self.strictness.valueChanged.connect(self._be_strict)
        self.work.cancelled.connect(self.finder.cancel)
        self.finder.changed.connect(self._show_work)
        self.finder.found.connect(self.show_groups)
        self.finder.failed.connect(self._messages.show_error)
        self.empty.pressed.connect(lambda _: self.finder.look())
        self.all_but_best.clicked.connect(lambda: self.model.check_all_but_best(range(len(self.model.groups))))
        self.none.clicked.connect(lambda _: self.model.check_none())
        self.trash.clicked.connect(lambda: self.trash_wanted.emit(self.model.checked))
        for button, does in ((self.best, "best"), (self.compare, "compare"), (self.apart, "apart")):
            button.clicked.connect(lambda _=False, does=does: self._do(does, self.view.current_group))

    # -- what is shown

    @property
    def kind(self) -> Likeness:
        """The kind shown."""
        return _KINDS[self.tabs.currentIndex()]

    @property
    def model(self) -> TwinModel:
        """The groups shown."""
        return self.models[self.kind]

    @property
    def view(self) -> TwinView:
        """Where they are."""
        return self.views[self.kind]

    @property
    def busy(self) -> bool:
        """Whether groups are still to come."""
        return self.finder.busy

    def refresh(self) -> None:
        """Photos have come or gone: look again, as soon as somebody looks."""
        if self.isVisible():
            self.finder.look_soon()
        else:
            self.counted.emit(None)

    def showEvent(self, event: QShowEvent) -> None:
        """What has changed meanwhile."""
        super().showEvent(event)
        self.finder.look()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The keyboard goes to the groups."""
        (self.view if self.model.groups else self.tabs).setFocus(reason)

    def show_groups(self, groups: tuple[DuplicateGroup, ...]) -> None:
        """Show what was found; the kind shown stays unless it is empty at first and another is not."""
        first, self._known = not self._known, True
        for kind, model in self.models.items():
            model.show_groups([group for group in groups if group.likeness is kind])
        if first and not self.model.groups:
            full = next((place for place, kind in enumerate(_KINDS) if self.models[kind].groups), 0)
            self.tabs.setCurrentIndex(full)
        self._show_counts()
        self._show_kind()

    def _show_counts(self) -> None:
        groups = [group for model in self.models.values() for group in model.groups]
        for place, kind in enumerate(_KINDS):
            count = len(self.models[kind].groups)
            name = twin_words.kind_name(kind)
            self.tabs.setTabText(place, tr("{name} ({n})", name=name, n=figure(count)) if self._known else name)
        self.header.set_text(tr("Near-duplicates"), twin_words.summary(groups))
        self.counted.emit(len(groups))

    def _show_kind(self) -> None:
        kind, there = self.kind, bool(self.model.groups)
        self._story.set_text(twin_words.kind_story(kind))
        self._strict.setVisible(kind is Likeness.NEAR)
        self.strictness.setVisible(kind is Likeness.NEAR)
        self._views.setCurrentWidget(self.view if there else self.empty)
        self._below.setVisible(there)
        for button in (self.all_but_best, self.none):
            button.setVisible(there)
        if not there:
            self.empty.set_text(self._empty_text())
        self._show_checks()
        self._show_group()

    def _empty_text(self) -> EmptyText:
        if self.finder.busy:
            return EmptyText(tr("Looking for duplicates"), tr("You can go on with other things meanwhile."))
        if not self._known:
            look = ((Do.LOOK_AGAIN, tr("Look for duplicates")),)
            return EmptyText(tr("Not looked for yet"), tr("The search was stopped. It goes on where it was."), look)
        return EmptyText(twin_words.nothing(self.kind), "", icon="duplicates")

    def _show_work(self) -> None:
        progress = self.finder.progress
        if self.finder.busy and progress is not None:
            self.work.show_work(
                words.progress(progress), progress.done, progress.total, tr("Stop looking for duplicates")
            )
        else:
            self.work.hide()
        if not self.model.groups:
            self.empty.set_text(self._empty_text())

    def _show_checks(self) -> None:
        checked, lost = len(self.model.checked), self.model.groups_checked_whole
        self.trash.setEnabled(checked > 0)
        self.none.setEnabled(checked > 0)
        self.trash.setText(
            plural("Move {n} photo to the trash", "Move {n} photos to the trash", checked)
            if checked
            else tr("Move to trash")
        )
        self._warning.setVisible(lost > 0)
        self._warning.setText(
            plural("Nothing is kept of {n} group", "Nothing is kept of {n} groups", lost) if lost else ""
        )

    def _show_group(self) -> None:
        group = self.view.current_group
        there = group >= 0
        self._place.setText(
            tr("Group {number} of {n}", number=figure(group + 1), n=figure(len(self.model.groups)))
            if there
            else tr("No group chosen")
        )
        for button in (self.best, self.compare, self.apart):
            button.setEnabled(there)

    # -- what the user does

    def _be_strict(self, value: int) -> None:
        self.finder.threshold = value / 1000
        self.finder.look_soon()

    def _do(self, does: str, group: int) -> None:
        if not 0 <= group < len(self.model.groups):
            return
        if does == "best":
            self.model.check_all_but_best([group])
        elif does == "compare":
            self._compare(group)
        else:
            self._tell_apart(self.model.groups[group])

    def _compare(self, group: int) -> None:
        """The photo suggested to be kept, and the current one or the next best."""
        photos = [twin.photo_id for twin in self.model.groups[group].photos]
        row = self.view.currentIndex().row()
        current = self.model.twin(row).photo_id if row >= 0 else photos[0]
        other = current if current in photos[1:] else photos[1]
        self.compare_wanted.emit(photos[0], other)

    def _tell_apart(self, group: DuplicateGroup) -> None:
        """The photos of a group are no duplicates of each other, from now on and until that is taken back."""
        pairs = [(int(one.photo_id), int(other.photo_id)) for one, other in combinations(group.photos, 2)]
        library = self._library
        told = tr("The photos of this group are not shown as duplicates any more.")

        def take_back() -> None:
            self._messages.withdraw(told)
            self._write(lambda: library.forget_told_apart(pairs, "duplicate"), self.finder.look)

        def done() -> None:
            deed = self._undo.push(tr("Undo telling photos of a group apart"), take_back)
            self._messages.show_undo(told, lambda: self._undo.undo(deed))
            self.finder.look()

        ids = [int(twin.photo_id) for twin in group.photos]

        def tell() -> None:
            for place, one in enumerate(ids[:-1]):
                library.tell_apart(one, ids[place + 1 :], "duplicate")

        self._write(tell, done)

    def _write(self, work: Callable[[], object], done: Callable[[], None]) -> None:
        job = self._runner.start(Pool.QUERY, "photos told apart", lambda _: work())
        job.done.connect(lambda _: done())
        job.failed.connect(self._messages.show_error)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = self.view.current_group
        for button, does in ((self.best, "best"), (self.compare, "compare"), (self.apart, "apart")):
            menu.addAction(button.text()).triggered.connect(lambda _=False, does=does: self._do(does, group))
        menu.popup(place)
