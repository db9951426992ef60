"""Which model a library is to be answered by: two names in the catalogue, and what they mean.

One is the library's own model, the other the one it is to change to, if any.
"""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from photosim.assets import bundled_models_folder
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import ModelSpec
from photosim.errors import ModelError
from photosim.library.ability import why_unusable
from photosim.paths import AppPaths
from photosim.store.catalog import Catalog
from photosim.store.models import count_live, has_albums
from photosim.store.models import find_model as find_model_id
from photosim.store.photos import count_ok
from photosim.store.settings import get_setting, set_setting

if TYPE_CHECKING:
    from photosim.library.reports import SwitchState

_OWN: Final = "model"
_WISHED: Final = "next model"
_MAY_LACK: Final = 0.05


def find_usable(name: str, paths: AppPaths) -> ModelSpec:
    """The model of that name.

    Raises:
        ModelError: it is unknown, or damaged as far as the sizes of its files tell.
    """
    from photosim.library.inventory import find_installed  # noqa: PLC0415 - a window opens without

    spec = find_installed(name, model_folders(paths))
    problem = why_unusable(spec)
    if problem is not None:
        raise ModelError(problem)
    return spec


def model_folders(paths: AppPaths) -> list[Path]:
    """Where models are, the built-in ones first, so that nobody's takes their place."""
    return [bundled_models_folder(), paths.models]


class ModelChoice:
    """What a catalogue says of the library's model; safe from any thread, and right between programs.

    Args:
        catalog: the open catalogue.
        paths: where things are kept.
    """

    def __init__(self, catalog: Catalog, paths: AppPaths) -> None:
        self._catalog = catalog
        self._paths = paths

    def own(self) -> str:
        """The library's own model."""
        with self._catalog.reading() as connection:
            return get_setting(connection, _OWN) or DEFAULT_MODEL

    def own_id(self) -> int | None:
        """The number of that model in the catalogue, None if it cannot be used or has not looked at anything."""
        with self._catalog.reading() as connection:
            try:
                spec = find_usable(get_setting(connection, _OWN) or DEFAULT_MODEL, self._paths)
            except ModelError:
                return None
            return find_model_id(connection, spec.identity)

    def wished(self) -> str | None:
        """The model the library is to change to, None if there is none."""
        with self._catalog.reading() as connection:
            return get_setting(connection, _WISHED)

    def wish(self, name: str | None) -> None:
        """Remember which model the library is to change to; None forgets it."""
        with self._catalog.writing() as connection:
            set_setting(connection, _WISHED, name)

    def make_own(self, name: str) -> None:
        """Make a model the library's own, whatever was wished."""
        with self._catalog.writing() as connection:
            set_setting(connection, _WISHED, None)
            set_setting(connection, _OWN, name)

    def is_wanted(self, name: str) -> bool:
        """Whether a model is the wished one, or already the library's own because another program was quicker."""
        with self._catalog.reading() as connection:
            return _is_wanted(connection, name)

    def fulfil(self, name: str) -> bool:
        """Make a model the library's own if it is still wanted; returns whether it was."""
        with self._catalog.writing() as connection:
            if not _is_wanted(connection, name):
                return False
            set_setting(connection, _WISHED, None)
            set_setting(connection, _OWN, name)
            return True

    def give_up(self, name: str) -> None:
        """Drop the wish for a model, if it is still the wished one."""
        with self._catalog.writing() as connection:
            if get_setting(connection, _WISHED) == name:
                set_setting(connection, _WISHED, None)

    def switch_state(self) -> "SwitchState | None":
        """How far the wished model is, None if none is wished."""
        from photosim.library.reports import SwitchState  # noqa: PLC0415 - a window opens without

        with self._catalog.reading() as connection:
            name = get_setting(connection, _WISHED)
            if name is None:
                return None
            total = count_ok(connection)
            try:
                spec = find_model(name, model_folders(self._paths))
            except ModelError:
                return SwitchState(name, name, 0, total)  # who goes on with it is told why
            model_id = find_model_id(connection, spec.identity)
            done = 0 if model_id is None else count_live(connection, model_id)
            return SwitchState(name, spec.title, done, total)

    def is_ready(self, spec: ModelSpec, now: int) -> bool:
        """Whether a model can answer at once in the place of the one with the number `now`.

        It may lack as many photos as that one, or one in twenty. Of a large library its vectors must be sorted, and
        if albums were learnt with the other one, it must have some, too.
        """
        with self._catalog.snapshot() as connection:
            total = count_ok(connection)
            model_id = find_model_id(connection, spec.identity)
            if total == 0 or model_id == now:
                return True
            if model_id is None:
                return False
            lacking = total - count_live(connection, model_id)
            return (
                lacking <= max(total - count_live(connection, now), _MAY_LACK * total)
                and (has_albums(connection, model_id) or not has_albums(connection, now))
                and self._is_sorted(connection, model_id, spec)
            )

    def _is_sorted(self, connection: sqlite3.Connection, model_id: int, spec: ModelSpec) -> bool:
        from photosim.store.state import index_state  # noqa: PLC0415 - a window opens without

        return index_state(connection, model_id, self._paths.index_of(spec.identity)).name != "outdated"


def _is_wanted(connection: sqlite3.Connection, name: str) -> bool:
    wished = get_setting(connection, _WISHED)
    return wished == name or (wished is None and get_setting(connection, _OWN) == name)
