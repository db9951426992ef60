"""What a search can be focused on and the library filtered by: classes, groups and learnt albums, by name."""

from collections.abc import Sequence
from typing import Final

from photosim.errors import UnknownLabelError
from photosim.library.reports import Label
from photosim.semantics.classes import Group, ImageClass, Named, Taxonomy

GROUP: Final = "group:"
ALBUM: Final = "album:"
_SUGGESTIONS: Final = 5
_QUOTED: Final = 60


class Labels:
    """All labels of one library at one time; never changed.

    Numbers are those of `Membership`: classes as in the network's output, then groups, then albums.

    Args:
        taxonomy: classes and groups; None for a model that has other classes or none.
        albums: names of the albums learnt.

    Attributes:
        all: in the order a filter would show them: groups before their parts and their classes, albums last.
        keys: by number.
    """

    def __init__(self, taxonomy: Taxonomy | None, albums: Sequence[str]) -> None:
        self.taxonomy = taxonomy
        self.albums = tuple(albums)
        named: list[Named] = [] if taxonomy is None else [*taxonomy.classes, *taxonomy.groups]
        self.keys = (*map(key_of, named), *(ALBUM + name for name in albums))
        self.all = (
            *([] if taxonomy is None else [_label(taxonomy, one) for one in _in_order(taxonomy)]),
            *(Label(ALBUM + name, name, "album", None, "") for name in albums),
        )
        self._by_key = {label.key: label for label in self.all}
        self._numbers = {key: number for number, key in enumerate(self.keys)}
        self._by_album = {name.casefold(): ALBUM + name for name in reversed(albums)}

    @property
    def class_count(self) -> int:
        """Classes of the network; their labels come first."""
        return 0 if self.taxonomy is None else len(self.taxonomy.classes)

    @property
    def first_album(self) -> int:
        """The number of the first album; their labels come last."""
        return len(self.keys) - len(self.albums)

    def number(self, text: str) -> int:
        """The number of a label, by key or by what people type.

        Raises:
            UnknownLabelError: as `find`.
        """
        return self._numbers[self.find(text).key]

    def classes_of(self, label: Label) -> tuple[int, ...]:
        """The classes meant by a class or a group."""
        assert self.taxonomy is not None
        number = self._numbers[label.key]
        if number < self.class_count:
            return (number,)
        return self.taxonomy.groups[number - self.class_count].classes

    def album_of(self, label: Label) -> int:
        """The place of an album among the albums."""
        return self._numbers[label.key] - self.first_album

    def name(self, number: int) -> str:
        """The name for people of a label."""
        return self._by_key[self.keys[number]].name

    def find(self, text: str) -> Label:
        """The label of a key, a name, a word for a class or group, a wnid, a class index or an album.

        A class or group goes before an album of the same name, which "album:NAME" always means.

        Raises:
            UnknownLabelError: there is none, or there are several.
        """
        if text in self._by_key:
            return self._by_key[text]
        if not any(character.isalnum() for character in text):
            message = "the name of a class, a group or an album is missing"
            raise UnknownLabelError(message)
        hits = () if self.taxonomy is None else self.taxonomy.find(text)
        if len(hits) == 1:
            return self._by_key[key_of(hits[0])]
        if hits:
            names = tuple(hit.name for hit in hits)
            message = f"{_quoted(text)} may be {' or '.join(names)}; say which"
            raise UnknownLabelError(message, names)
        album = self._by_album.get(" ".join(text.removeprefix(ALBUM).split()).casefold())
        if album is not None:
            return self._by_key[album]
        raise self._unknown(text)

    def _unknown(self, text: str) -> UnknownLabelError:
        near = () if self.taxonomy is None else self.taxonomy.nearest(text, _SUGGESTIONS)
        wanted = text.casefold()
        albums = [name for name in self.albums if len(wanted) < 100 and wanted in name.casefold()]
        suggestions = tuple(dict.fromkeys([*albums, *near]))[:_SUGGESTIONS]
        ending = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        kinds = "album" if self.taxonomy is None else "class, group or album"
        return UnknownLabelError(f"there is no {kinds} called {_quoted(text)}{ending}", suggestions)


def key_of(named: Named) -> str:
    """`Label.key` of a class or a group."""
    return named.wnid if isinstance(named, ImageClass) else GROUP + named.name


def _in_order(taxonomy: Taxonomy) -> list[Named]:
    """Each group, then its parts, then the classes directly in it."""
    found: list[Named] = []

    def add(group: Group) -> None:
        found.append(group)
        for part in taxonomy.groups:
            if part.parent == group.name:
                add(part)
        found.extend(one for one in taxonomy.classes if one.group == group.name)

    for group in taxonomy.groups:
        if group.parent is None:
            add(group)
    return found


def _label(taxonomy: Taxonomy, named: Named) -> Label:
    above = [group.name for group in taxonomy.above(named)]
    kind = "class" if isinstance(named, ImageClass) else "group"
    parent = GROUP + above[0] if above else None
    return Label(key_of(named), named.name, kind, parent, ", ".join(reversed(above)))


def _quoted(text: str) -> str:
    """A text in a message: one line, not too long."""
    line = " ".join(text.split())
    return repr(line if len(line) <= _QUOTED else line[:_QUOTED] + "...")
