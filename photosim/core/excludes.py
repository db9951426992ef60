"""What the user wants left out of scans."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterable
from fnmatch import translate
from typing import Final

from photosim.core.names import can_be_named
from photosim.errors import UserError

_FOLDS: Final = sys.platform == "darwin"
"""There capitals and the spelling of accents tell no folders apart, and `os.path.normcase` does not know."""


class Excludes:
    """Rules by which files and folders are left out; safe from any thread.

    A rule is an absolute path, which leaves out that folder and all in it, or a pattern of names such as `*.gif` or
    `Trash`, which leaves out every file and folder called like that, capitals or not. What the user chose to scan is
    never left out itself.

    Args:
        rules: as `normal_rules` gives them.
    """

    def __init__(self, rules: Iterable[str]) -> None:
        rules = tuple(rules)
        self._places = frozenset(_place(rule) for rule in rules if os.path.isabs(rule))  # noqa: PTH117
        patterns = [translate(_folded(rule)) for rule in rules if not os.path.isabs(rule)]  # noqa: PTH117
        self._names = re.compile("|".join(patterns)) if patterns else None

    def __bool__(self) -> bool:
        """Whether there are any rules."""
        return bool(self._places or self._names)

    def leaves_out(self, path: str, name: str) -> bool:
        """Whether a file or folder is left out by itself.

        Args:
            path: absolute path of it.
            name: last part of that.
        """
        if self._names is not None and self._names.match(_folded(name)):
            return True
        return bool(self._places) and _place(path) in self._places

    def covers(self, path: str, root: str) -> bool:
        """Whether a scan of the folder `root` would come across the file at `path` but for these rules."""
        while len(path) > len(root) and path != root:
            folder, name = os.path.split(path)
            if self.leaves_out(path, name):
                return True
            if folder == path:
                break
            path = folder
        return False


def normal_rules(rules: Iterable[str]) -> tuple[str, ...]:
    """Rules as they are kept: trimmed, paths without ".." and a separator at the end, each once.

    Raises:
        UserError: one is neither an absolute path nor a name.
    """
    normal: dict[str, None] = {}
    for given in rules:
        rule = given.strip()
        if not rule:
            continue
        if not can_be_named(rule):
            message = f"no file can be called {rule!a}"
            raise UserError(message)
        if os.path.isabs(rule):  # noqa: PTH117
            rule = os.path.normpath(rule)
        elif os.sep in rule or "/" in rule:
            message = f"to leave out a folder give its whole path; {rule} is neither that nor a name"
            raise UserError(message)
        normal[rule] = None
    return tuple(normal)


def _place(path: str) -> str:
    """A path as the system compares them."""
    return _folded(path) if _FOLDS else os.path.normcase(path)


def _folded(name: str) -> str:
    """Names compare without capitals, and however accents are spelled."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name.casefold())
