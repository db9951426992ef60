"""Tags: what a photo shows, and which photos show something."""

import threading
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from photosim.core.photo import Region
from photosim.embed.spec import ModelSpec
from photosim.errors import UserError
from photosim.library.ability import why_no_tags
from photosim.library.albums import AlbumReader, Albums, AlbumTable
from photosim.library.labels import Labels
from photosim.library.reports import Tag
from photosim.semantics import albums as learnt
from photosim.semantics.certainty import (
    SHOWN,
    Grouping,
    Membership,
    certain_group,
    find_members,
    make_membership,
)
from photosim.semantics.classes import Taxonomy
from photosim.store.catalog import Catalog
from photosim.store.passing import Passing
from photosim.store.tags import TagReader, TagTable

if TYPE_CHECKING:
    from photosim.library.knowledge import Knowledge
    from photosim.library.looks import Look, Looks, Query


@dataclass(frozen=True, slots=True, eq=False)
class _Members:
    """Who shows what, and what that was worked out from."""

    tags: TagTable
    albums: Albums
    album_table: AlbumTable | None
    rows: NDArray[np.int32]
    labels: NDArray[np.int32]
    photo_ids: NDArray[np.int64]
    membership: Membership


class Tagging:
    """Tags and the filter of one library; safe from any thread.

    Args:
        spec: the model.
        looks: sees photos.
        tags: the stored tags of all photos.
        albums: what was learnt.
        taxonomy: gives classes and groups when they are first needed.
    """

    def __init__(
        self,
        spec: ModelSpec,
        looks: "Looks",
        tags: TagReader,
        albums: AlbumReader,
        taxonomy: Callable[[], Taxonomy],
    ) -> None:
        self.off = why_no_tags(spec)
        self.albums = albums
        self.reader = tags
        self._looks = looks
        self._taxonomy = taxonomy
        self._lock = threading.Lock()
        self._members_lock = threading.Lock()  # who asks for names does not wait for the counting of many photos
        self._labels: tuple[Albums, Labels] | None = None
        self._grouping: Grouping | None = None
        self._members: _Members | None = None

    def labels(self) -> Labels:
        """All labels there are now."""
        return self.labels_of(self.albums.albums())

    def labels_of(self, albums: Albums) -> Labels:
        """All labels there are with these albums."""
        with self._lock:
            if self._labels is None or self._labels[0] is not albums:
                taxonomy = None if self.off else self._taxonomy()
                if taxonomy is not None and self._grouping is None:
                    members = [group.classes for group in taxonomy.groups]
                    self._grouping = Grouping.of(members, len(taxonomy.classes))
                self._labels = albums, Labels(taxonomy, albums.names)
            return self._labels[1]

    def tags(self, image: "Query", k: int, region: Region | None) -> list[Tag]:
        """See `Library.tags`."""
        albums = self.albums.albums()
        if self.off and not albums.names:
            raise UserError(self.off)
        labels = self.labels_of(albums)
        look = self._looks.look(image, region)
        own = None  # of a part of a photo only what it shows is known
        if albums.names and look.itself and region is None:
            own = self.albums.own_album(albums, look.itself[0])
        found = [*_album_tags(look, albums, labels, own), *self._class_tags(look, labels)]
        return sorted(found, key=lambda tag: (not tag.shown, -tag.probability))[:k]

    def _class_tags(self, look: "Look", labels: Labels) -> list[Tag]:
        """The likeliest classes; a group before them where it is certain and none of them is."""
        if labels.taxonomy is None or self._grouping is None or not len(look.classes):
            return []
        classes = [labels.taxonomy.classes[one] for one in look.classes.tolist()]
        tags = [
            Tag(one.name, one.wnid, sure, sure >= SHOWN, one.wnid)
            for one, sure in zip(classes, look.probabilities.tolist(), strict=True)
        ]
        if tags[0].shown:
            return tags
        sums = self._grouping.sums(look.classes[None], look.probabilities[None])[0]
        group = certain_group(sums, self._grouping.sizes)
        if group is None:
            return tags
        number = labels.class_count + group
        return [Tag(labels.name(number), "", float(sums[group]), True, labels.keys[number]), *tags]

    def counts(self, chosen: Sequence[str], within: Passing | None) -> dict[str, int]:
        """See `Library.tag_counts`."""
        members, labels = self._current()
        having = members.membership.having([labels.number(text) for text in chosen])
        if within is not None:
            having &= within.having(members.photo_ids)
        counts = members.membership.counts(having)
        return {labels.keys[number]: int(counts[number]) for number in np.flatnonzero(counts)}

    def tagged(self, chosen: Sequence[str], within: Passing | None) -> "array[int]":
        """Ids, ascending, 64-bit ("q"), of the photos that show all of the chosen labels."""
        members, labels = self._current()
        having = members.membership.having([labels.number(text) for text in chosen])
        if within is not None:
            having &= within.having(members.photo_ids)
        return array("q", members.photo_ids[having].tobytes())

    def _current(self) -> tuple[_Members, Labels]:
        albums = self.albums.albums()
        if self.off and not albums.names:
            raise UserError(self.off)
        labels, tags = self.labels_of(albums), self.reader.table()
        album_table = self.albums.table(albums) if albums.names else None
        with self._members_lock:
            old = self._members
            if old is None or (old.tags, old.albums, old.album_table) != (tags, albums, album_table):
                self._members = self._work_out(labels, tags, albums, album_table)
            assert self._members is not None
            return self._members, labels

    def _work_out(self, labels: Labels, tags: TagTable, albums: Albums, album_table: AlbumTable | None) -> _Members:
        """Who shows what; classes and groups only of photos that are new at the end of the table."""
        rows, numbers = self._shown(tags)
        photo_ids, all_rows, all_numbers = tags.photo_ids, rows, numbers
        if album_table is not None:
            photo_ids = np.union1d(photo_ids, album_table.photo_ids)
            shown, ranks = np.nonzero(album_table.probabilities >= learnt.SHOWN)
            places = np.searchsorted(photo_ids, album_table.photo_ids[shown]).astype(np.int32)
            all_rows = np.concatenate([np.searchsorted(photo_ids, tags.photo_ids).astype(np.int32)[rows], places])
            album_numbers = album_table.albums[shown, ranks].astype(np.int32) + np.int32(labels.first_album)
            all_numbers = np.concatenate([numbers, album_numbers])
        membership = make_membership(all_rows, all_numbers, len(labels.keys), len(photo_ids))
        return _Members(tags, albums, album_table, rows, numbers, photo_ids, membership)

    def _shown(self, tags: TagTable) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        if self._grouping is None:
            return np.empty(0, np.int32), np.empty(0, np.int32)
        old, done = self._members, 0
        if old is not None and _begins_with(tags, old.tags):
            done = len(old.tags.photo_ids)
        rows, numbers = find_members(tags.classes[done:], tags.probabilities[done:], self._grouping)
        if old is None or not done:
            return rows, numbers
        return np.concatenate([old.rows, rows + np.int32(done)]), np.concatenate([old.labels, numbers])


def _album_tags(look: "Look", albums: Albums, labels: Labels, own: int | None) -> list[Tag]:
    """The album a photo lies in, if any, and the likeliest other one, if that is more likely than none."""
    if not albums.names:
        return []
    probabilities = albums.head.probabilities(look.unit[None])[0]
    sure = {} if own is None else {own: 1.0}
    best = int(probabilities.argmax())
    if best != own and probabilities[best] >= learnt.SHOWN:
        sure[best] = float(probabilities[best])
    return [
        Tag(albums.names[place], "", probability, True, labels.keys[labels.first_album + place])
        for place, probability in sure.items()
    ]


def _begins_with(table: TagTable, old: TagTable) -> bool:
    """Whether a table is another one with more photos at its end."""
    count = len(old.photo_ids)
    return (
        len(table.photo_ids) >= count
        and np.array_equal(table.photo_ids[:count], old.photo_ids)
        and np.array_equal(table.classes[:count], old.classes)
        and np.array_equal(table.probabilities[:count], old.probabilities)
    )


def open_tagging(catalog: Catalog, spec: ModelSpec, model_id: int, looks: "Looks", knowledge: "Knowledge") -> Tagging:
    """The tagging of a library; classes and albums are read when first needed."""
    return Tagging(
        spec,
        looks,
        TagReader(catalog, model_id, looks.index_root),
        AlbumReader(catalog, model_id, spec.dimension, looks.searcher),
        lambda: knowledge.taxonomy,
    )
