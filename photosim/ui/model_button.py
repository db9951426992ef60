"""The button at the right end of the status bar: which model answers, what runs it, and the way to the others."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from photosim.ui import icons, words
from photosim.ui.language import tr
from photosim.ui.reasons import reason

if TYPE_CHECKING:
    from photosim.library.reports import LibraryStatus

_WIDEST = 240  # logical pixels of text; a title can be of any length


class ModelButton(QToolButton):
    """Says `EfficientNet-Lite0 - CPU`, in a warning colour where something is not as it was hoped for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelButton")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a tool button is passed over by Tab otherwise
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the text
        self.setIconSize(QSize(12, 12))
        self.hide()

    def show_library(self, status: "LibraryStatus") -> None:
        """Tell which model is in use, and what is wrong with that."""
        runs_on = status.provider or ""
        text = words.SEPARATOR.join(filter(None, (words.shown_name(status.model_title), runs_on)))
        self.setText(
            self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDEST).replace("&", "&&"),
        )
        problems = [reason(problem) for problem in (status.model_problem, status.provider_problem) if problem]
        about = tr("{model}: the model that looks at your photos", model=text)
        self.setToolTip("\n".join([about, *problems]))
        self.setAccessibleName(tr("Model: {model}", model=text))
        self.setAccessibleDescription(" ".join(problems))
        if problems != self.property("problems"):
            self.setProperty("problems", problems)
            self.setObjectName("modelProblem" if problems else "modelButton")
            self.style().unpolish(self)  # the colour goes by the object's name
            self.style().polish(self)
        if self.isHidden():
            self._draw_icon()
            self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.text():
            self._draw_icon()

    def _draw_icon(self) -> None:
        self.setIcon(icons.icon("down", self.palette()))
