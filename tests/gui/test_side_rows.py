"""Lines of the sidebar are painted from pictures of them, which are never out of date."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFont, QImage, QPalette
from pytestqt.qtbot import QtBot

from photosim.library.views import Filter
from photosim.ui import side_view, theme
from photosim.ui.side_lines import Kind, Line, Lines, Section
from photosim.ui.side_rows import RowPictures
from photosim.ui.side_tree import SideTree
from photosim.ui.side_view import SideView

DOG, CAT = "dog", "cat"


def tags(dogs: int = 3) -> Lines:
    """Two labels under a heading."""
    heading = Line(Kind.HEADING, "", "Tags", first=1, size=2)
    dog = Line(Kind.TAG, DOG, "dog", "dog", dogs, row=0)
    cat = Line(Kind.TAG, CAT, "cat", "cat", 5, row=1)
    return Lines((heading, dog, cat), {DOG: 1, CAT: 2})


@pytest.fixture
def view(qtbot: QtBot) -> SideView:
    model = SideTree()
    made = SideView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(220, 200)
    model.show(Section.TAGS, tags())
    made.expandAll()
    made.show()
    return made


def tree(view: SideView) -> SideTree:
    model = view.model()
    assert isinstance(model, SideTree)
    return model


def shown(view: SideView) -> QImage:
    return view.viewport().grab().toImage()


def without_kept(view: SideView, monkeypatch: pytest.MonkeyPatch) -> QImage:
    with monkeypatch.context() as patch:
        patch.setattr(view, "_pictures", RowPictures())
        return shown(view)


def mark(view: SideView) -> None:
    tree(view).want(Filter(tags=(CAT,)))


def count(view: SideView) -> None:
    tree(view).show(Section.TAGS, tags(dogs=40))


def close(view: SideView) -> None:
    view.collapseAll()


def widen(view: SideView) -> None:
    view.resize(300, 200)


def enlarge(view: SideView) -> None:
    font = QFont(view.font())
    font.setPointSizeF(font.pointSizeF() * 1.3)
    view.setFont(font)


def darken(view: SideView) -> None:
    palette = QPalette(view.palette())
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
        palette.setColor(role, theme.colour(theme.DARK.window))
    view.setPalette(palette)


def choose(view: SideView) -> None:
    view.setCurrentIndex(tree(view).index_of(Section.TAGS, DOG))


@pytest.mark.parametrize("change", [mark, count, close, widen, enlarge, darken, choose])
def test_a_kept_picture_is_as_one_painted_anew(
    view: SideView, change: Callable[[SideView], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(view)
    change(view)
    after = shown(view)
    assert after != before
    assert after == without_kept(view, monkeypatch)


def test_lines_are_painted_once(view: SideView, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    paint = side_view._Painter.paint

    def note(self: side_view._Painter, section: Section, line: Line) -> None:
        if line.key:  # not the heading, where the keyboard is
            painted.append(line.key)
        paint(self, section, line)

    monkeypatch.setattr(side_view._Painter, "paint", note)
    view.resize(view.width(), view.height() + 7)
    first = shown(view)
    assert painted == []  # as they were when the window came
    tree(view).want(Filter(tags=(DOG,)))
    assert shown(view) != first
    assert painted == [DOG]


def test_few_pictures_are_kept(view: SideView) -> None:
    pictures, ground = RowPictures(), theme.colour(theme.LIGHT.window)
    for number in range(1000):
        pictures.picture(number, "look", view.size(), 1.0, ground, lambda _: None)
    assert len(pictures._kept) <= 256
