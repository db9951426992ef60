"""`photosim duplicates`: groups of photos that are (nearly) one."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from photosim.cli.commands import long_work
from photosim.cli.opening import open_library
from photosim.cli.output import print_json
from photosim.cli.progress import megabytes
from photosim.cli.streams import STOPPED, one_line, say, write
from photosim.errors import Cancelled
from photosim.library.twins import DuplicateGroup, Likeness, Twin

KINDS: Final = tuple(kind.value for kind in Likeness)
JSON_HELP: Final = """\
kinds: same = the same bytes; near = one picture saved anew (other size, format or
quality, slightly cut or brightened); burst = shots of one moment. The photo to keep
comes first; nothing is ever deleted.

--json prints one object: {"groups": [{"kind": "same" | "near" | "burst", "least":
how alike the least alike are (0..1), "photos": [{"path", "width", "height", "size":
bytes, "taken": "YYYY-MM-DDTHH:MM:SS" or null, "sharpness", "best": suggested to be
kept}]}], "groups_count", "photos": in groups, "spare_bytes": of those not suggested
to be kept, bursts aside}
"""
_TITLES: Final = {
    Likeness.SAME: "Same files",
    Likeness.NEAR: "One picture saved anew",
    Likeness.BURST: "Shots of one moment",
}


def duplicates(options: argparse.Namespace) -> int:
    """`photosim duplicates`: groups of the kinds asked for, the photo to keep first in each."""
    with open_library(options) as library:
        try:
            with long_work() as (bar, cancel):
                found = library.duplicates(options.threshold, bar, cancel)
        except Cancelled:
            say("photosim: stopped; what was compared is kept, the same call goes on from there")
            return STOPPED
    groups = [group for group in found if not options.kind or group.likeness in options.kind]
    _print_groups(groups, as_json=options.json)
    return 0


def _print_groups(groups: Sequence[DuplicateGroup], *, as_json: bool) -> None:
    photos = len({twin.photo_id for group in groups for twin in group.photos})
    spare = sum(
        twin.size for group in groups if group.likeness is not Likeness.BURST for twin in group.photos if not twin.best
    )
    if as_json:
        listed = [_as_json(group) for group in groups]
        print_json({"groups": listed, "groups_count": len(groups), "photos": photos, "spare_bytes": spare})
        return
    for kind, title in _TITLES.items():
        some = [group for group in groups if group.likeness is kind]
        if some:
            write(f"{title}: {len(some):,} {'group' if len(some) == 1 else 'groups'}")
        for group in some:
            write("")
            for twin in group.photos:
                write(f"  {'keep' if twin.best else '    '}  {_facts(twin)}  {one_line(str(twin.path))}")
        if some:
            write("")
    write(
        f"{len(groups):,} groups, {photos:,} photos, {megabytes(spare)} could be freed" if groups else "No duplicates"
    )


def _facts(twin: Twin) -> str:
    return f"{f'{twin.width} x {twin.height}':>13}  {_bytes(twin.size):>9}  {_date(twin) or '':19}"


def _bytes(size: int) -> str:
    return megabytes(size) if size >= 1e6 else f"{size / 1000:,.0f} kB"


def _date(twin: Twin) -> str | None:
    """When it was taken, by the clock of its camera."""
    if twin.taken is None:
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=twin.taken)).replace(tzinfo=None).isoformat()


def _as_json(group: DuplicateGroup) -> dict[str, Any]:
    photos = [
        {
            "path": str(twin.path),
            "width": twin.width,
            "height": twin.height,
            "size": twin.size,
            "taken": _date(twin),
            "sharpness": twin.sharpness,
            "best": twin.best,
        }
        for twin in group.photos
    ]
    return {"kind": group.likeness.value, "least": group.least, "photos": photos}
