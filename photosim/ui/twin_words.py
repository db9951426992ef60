"""Groups of duplicates in words."""

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QTimeZone

from photosim.library.twins import DuplicateGroup, Likeness, Twin
from photosim.ui import words
from photosim.ui.language import figure, plural, tr


def kind_name(kind: Likeness) -> str:
    """What the tab of a kind is called."""
    names = {
        Likeness.SAME: tr("Same files"),
        Likeness.NEAR: tr("Near-identical"),
        Likeness.BURST: tr("Bursts"),
    }
    return names[kind]


def kind_story(kind: Likeness) -> str:
    """What the groups of a kind are."""
    stories = {
        Likeness.SAME: tr("Files that hold the same bytes. Whichever is kept, nothing is lost."),
        Likeness.NEAR: tr(
            "One picture saved anew: in another size, format or quality, slightly cut, brightened or marked."
        ),
        Likeness.BURST: tr("Shots of one moment: they look alike, but each is a picture of its own."),
    }
    return stories[kind]


def nothing(kind: Likeness) -> str:
    """That there is no group of a kind."""
    texts = {
        Likeness.SAME: tr("No two files hold the same bytes."),
        Likeness.NEAR: tr("No picture was found saved twice. A lower strictness may find more."),
        Likeness.BURST: tr("No shots of one moment were found."),
    }
    return texts[kind]


def spare_bytes(group: DuplicateGroup) -> int:
    """Bytes of all but the photo suggested to be kept."""
    return sum(twin.size for twin in group.photos if not twin.best)


def heading(group: DuplicateGroup) -> str:
    """The line above a group."""
    return plural("{n} photo", "{n} photos", len(group.photos))


def heading_note(group: DuplicateGroup) -> str:
    """What is less important in that line."""
    parts = []
    if group.likeness is not Likeness.SAME:
        parts.append(tr("{percent} % alike", percent=figure(int(100 * group.least))))
    if group.likeness is not Likeness.BURST:
        parts.append(tr("{size} could be freed", size=words.file_size(spare_bytes(group))))
    return words.SEPARATOR.join(parts)


def summary(groups: Sequence[DuplicateGroup]) -> str:
    """What all groups come to."""
    if not groups:
        return ""
    parts = [plural("{n} group", "{n} groups", len(groups))]
    spare = sum(spare_bytes(group) for group in groups if group.likeness is not Likeness.BURST)
    if spare:
        parts.append(tr("{size} could be freed", size=words.file_size(spare)))
    return words.SEPARATOR.join(parts)


def size_in_pixels(twin: Twin) -> str:
    """Width and height: `4,032 x 3,024`, but with the right sign."""
    return tr("{width} \N{MULTIPLICATION SIGN} {height}", width=figure(twin.width), height=figure(twin.height))


def taken(twin: Twin) -> str:
    """When it was taken, by the clock of its camera; empty if nobody knows."""
    if twin.taken is None:
        return ""
    moment = QDateTime.fromSecsSinceEpoch(twin.taken, QTimeZone.utc())
    locale = QLocale()
    clock = f"{moment.time().hour():02}:{moment.time().minute():02}:{moment.time().second():02}"
    return f"{locale.toString(moment.date(), QLocale.FormatType.ShortFormat)} {clock}"


def facts(twin: Twin, sharpest: float) -> tuple[str, str]:
    """The two lines below a photo: pixels and bytes, date and sharpness."""
    first = words.SEPARATOR.join((size_in_pixels(twin), words.file_size(twin.size)))
    return first, words.SEPARATOR.join(filter(None, (taken(twin), sharpness(twin, sharpest))))


def sharpness(twin: Twin, sharpest: float) -> str:
    """How sharp it is beside the sharpest of its group; empty where that is not known."""
    if not sharpest or not twin.sharpness:
        return ""
    return tr("sharpness {percent} %", percent=figure(round(100 * twin.sharpness / sharpest)))


def spoken(group: DuplicateGroup, twin: Twin) -> str:
    """All of it, for a screen reader."""
    first, second = facts(twin, max(other.sharpness for other in group.photos))
    kept = tr("suggested to keep") if twin.best else ""
    return ", ".join(filter(None, (words.shown_name(twin.path.name), kept, first, second)))
