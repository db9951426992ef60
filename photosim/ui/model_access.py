"""The ways to models from the window: the menu of the status bar, the page, and what is told when something changes.

What they need is imported and made when it is first asked for; a window opens without.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction

from photosim.library import Library
from photosim.ui import words
from photosim.ui.history import Place
from photosim.ui.indexing import IndexingController, IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.language import tr
from photosim.ui.message_bar import MessageBar
from photosim.ui.pages import Pages
from photosim.ui.reasons import reason
from photosim.ui.status import StatusBar

if TYPE_CHECKING:
    from photosim.library.reports import LibraryStatus, ModelInfo
    from photosim.ui.models import ModelDesk, Overview
    from photosim.ui.models_page import ModelsPage
    from photosim.ui.switching import Switched


class ModelAccess(QObject):
    """One per window.

    Attributes:
        manage: opens the page of models.

    Signals:
        file_wanted: the user wants to choose a file (the filter of the dialog, what to do with the file).
    """

    file_wanted = Signal(str, object)

    def __init__(
        self,
        library: Library,
        runner: JobRunner,
        indexing: IndexingController,
        pages: Pages,
        status: StatusBar,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._runner = library, runner
        self._indexing, self._pages, self._messages = indexing, pages, messages
        self._button = status.model
        self._desk: ModelDesk | None = None
        self._page: ModelsPage | None = None
        self._menu_wanted = False
        self._known: Overview | None = None
        self._told: LibraryStatus | None = None
        self._offered = "", ""  # the model that was offered to be used, and in which words
        self.manage = QAction(tr("Manage models…"), self)
        self.manage.triggered.connect(self.open_page)
        self._button.clicked.connect(self.open_menu)
        indexing.changed.connect(self._withdraw_offer)
        indexing.counted.connect(self._tell_problems)
        indexing.switched.connect(self._tell_switched)

    @property
    def desk(self) -> "ModelDesk":
        """What is done with models."""
        if self._desk is None:
            from photosim.ui.models import ModelDesk  # noqa: PLC0415 - a window opens without

            self._desk = ModelDesk(self._library, self._runner, self._indexing, self)
            self._desk.changed.connect(self._show_menu)
            self._desk.installed.connect(self._offer)
            self._desk.removed.connect(self._messages.show_notice)
            self._desk.failed.connect(self._fail)
        return self._desk

    @property
    def page(self) -> "ModelsPage":
        """The page of models."""
        if self._page is None:
            from photosim.ui.models_page import ModelsPage  # noqa: PLC0415 - as above

            self._page = ModelsPage(self.desk, self._indexing, before=self._pages.match_grid)
            self._page.file_wanted.connect(self._choose_file)
        return self._page

    @property
    def busy(self) -> bool:
        """Whether something asked for is still to come."""
        return self._menu_wanted or bool(self._desk and self._desk.busy)

    def open_page(self) -> None:
        """Show all models."""
        self._pages.show_place(Place.MODELS, lambda: self.page)

    def open_menu(self) -> None:
        """Show the menu, once it is known what belongs in it."""
        self._menu_wanted = True
        self._known = self.desk.state.overview
        self._button.setDown(True)
        self.desk.refresh()

    def _show_menu(self) -> None:
        overview = self.desk.state.overview
        if not self._menu_wanted or overview is None or overview is self._known:
            return
        from photosim.ui.model_menu import build_menu  # noqa: PLC0415 - as above

        self._menu_wanted = False
        indexing = self._indexing
        menu = build_menu(self._button, overview, indexing, self.manage)
        menu.aboutToHide.connect(lambda: self._button.setDown(False))
        size, corner = menu.sizeHint(), self._button.rect().topRight()
        menu.popup(self._button.mapToGlobal(corner - QPoint(size.width(), size.height() + 2)))
        menu.setActiveAction(next((line for line in menu.actions() if line.isChecked()), self.manage))

    def _fail(self, error: Exception) -> None:
        self._menu_wanted = False
        self._button.setDown(False)
        self._messages.show_error(error)

    def _choose_file(self) -> None:
        from photosim.ui.import_box import file_filter  # noqa: PLC0415 - as above

        self.file_wanted.emit(file_filter(), self.desk.import_file)

    # -- telling

    def _offer(self, info: "ModelInfo") -> None:
        text = tr("{model} is installed.", model=words.shown_name(info.title))
        self._offered = info.name, text
        self._messages.ask(text, tr("Use it"), lambda: self._indexing.use_model(info.name))

    def _withdraw_offer(self, state: IndexingState) -> None:
        """The user has come to the new model in another way."""
        name, text = self._offered
        if name and state.switch is not None and state.switch.name == name:
            self._offered = "", ""
            self._messages.withdraw(text)

    def _tell_switched(self, switched: "Switched") -> None:
        now, before = words.shown_name(switched.now), words.shown_name(switched.before)
        self._messages.show_notice(
            tr("{now} answers now. The vectors of {before} are kept; going back is instant.", now=now, before=before)
        )

    def _tell_problems(self, status: "LibraryStatus") -> None:
        """Once each: the button in the status bar and the page go on showing them."""
        before, self._told = self._told, status
        problem = status.model_problem
        if before is not None and before.model_problem and not problem:
            self._messages.withdraw(words.sentence(reason(before.model_problem)))
        if problem and (before is None or before.model_problem != problem):
            self._messages.ask(words.sentence(reason(problem)), tr("Models…"), self.open_page)
        elif before is not None and status.provider_problem not in {None, before.provider_problem}:
            self._messages.show_notice(words.sentence(reason(str(status.provider_problem))))
