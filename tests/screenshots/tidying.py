"""The pages and states that are about keeping order: duplicates, skipped and hidden photos, the trash, export."""

from collections.abc import Callable
from typing import Final

from photosim.library.views import Filter
from tests.screenshots.about_photos import named, select
from tests.screenshots.stage import Stage, settle


def duplicates(stage: Stage) -> None:
    with stage.window() as window:
        window.commands.get("duplicates").trigger()
        settle(window)
        stage.save(window, "duplicates")


def skipped(stage: Stage) -> None:
    with stage.window() as window:
        window.commands.get("skipped").trigger()
        settle(window)
        stage.save(window, "skipped")


def hidden(stage: Stage) -> None:
    with stage.window() as window:
        select(window, *named(window, "Textures")[:3])
        window.commands.get("hide").trigger()
        settle(window)
        stage.save(window, "hidden-with-undo")
        window.pages.set_filter(Filter(hidden=True), {})
        settle(window)
        stage.save(window, "hidden")


def trash(stage: Stage) -> None:
    """The photos come back: the library's next pictures need them."""
    with stage.window() as window:
        select(window, *named(window, "Launch day")[:2])
        window.commands.get("trash").trigger()
        settle(window)
        stage.save(window, "trash-asks")
        window.commands.get("trash").trigger()
        settle(window)
        stage.save(window, "trash-with-undo")
        window.commands.get("undo").trigger()
        settle(window)
        stage.save(window, "trash-undone")


STATES: Final[dict[str, Callable[[Stage], None]]] = {
    "duplicates": duplicates,
    "skipped": skipped,
    "hidden": hidden,
    "trash": trash,
}
