"""ICC profiles made on the spot (ICC.1:2001-04, version 2), so that tests need nobody's files."""

import struct
from collections.abc import Callable, Mapping, Sequence

import numpy as np

D50 = (0.9642, 1.0, 0.8249)
_TO_D50 = {  # of colours under D65, by Bradford's method (ICC.1:2022, annex E)
    "x": (1.0478112, 0.0228866, -0.0501270),
    "y": (0.0295424, 0.9904844, -0.0170491),
    "z": (-0.0092345, 0.0150436, 0.7521316),
}
SRGB = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
DISPLAY_P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
ADOBE_RGB = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))
_D65 = (0.3127, 0.3290)

Tags = Mapping[bytes, bytes]


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(x, y, z)


def _gamma(value: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))


def _name(text: str) -> bytes:
    ascii_text = text.encode() + b"\0"
    made = b"desc\0\0\0\0" + struct.pack(">I", len(ascii_text)) + ascii_text
    return made + bytes(4 + 4 + 2 + 1 + 67)


def profile(space: bytes, kind: bytes, tags: Tags, connection: bytes = b"XYZ ") -> bytes:
    """A profile of a colour space (`RGB `, `GRAY`, `CMYK`) and a device class (`mntr`, `prtr`)."""
    table, body = struct.pack(">I", len(tags)), b""
    begin = 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        padded = value + bytes(-len(value) % 4)
        table += name + struct.pack(">II", begin + len(body), len(value))
        body += padded
    size = begin + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"test", 0x02400000, kind, space, connection)
    head += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(*D50)
    return head.ljust(128, b"\0") + table + body


def rgb_profile(name: str, primaries: Sequence[tuple[float, float]], gamma: float = 2.2) -> bytes:
    """A monitor's profile from the xy of its red, green and blue, with white D65."""
    columns = np.array([(x / y, 1.0, (1 - x - y) / y) for x, y in primaries]).T
    white = np.array((_D65[0] / _D65[1], 1.0, (1 - sum(_D65)) / _D65[1]))
    to_d50 = np.array([_TO_D50[axis] for axis in "xyz"])
    matrix = to_d50 @ (columns * np.linalg.solve(columns, white))
    tags = {b"desc": _name(name), b"wtpt": _xyz(*D50)}
    for place, colour in enumerate((b"r", b"g", b"b")):
        tags[colour + b"XYZ"] = _xyz(*matrix[:, place])
        tags[colour + b"TRC"] = _gamma(gamma)
    return profile(b"RGB ", b"mntr", tags)


def grey_profile(name: str, gamma: float) -> bytes:
    """Grey with a curve of its own."""
    return profile(b"GRAY", b"mntr", {b"desc": _name(name), b"wtpt": _xyz(*D50), b"kTRC": _gamma(gamma)})


def cmyk_profile(name: str, lab_of: Callable[[float, float, float, float], tuple[float, float, float]]) -> bytes:
    """A printer's profile: a table (`mft1`) of two points an ink, in Lab (L 0..100, a and b -128..127).

    Args:
        name: of the profile.
        lab_of: the colour that inks of 0..1 give.
    """
    points = [(c, m, y, k) for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
    values = b""
    for inks in points:
        light, a, b = lab_of(*inks)
        values += bytes((round(light * 2.55), round(a) + 128, round(b) + 128))
    straight = bytes(range(256))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    table += straight * 4 + values + straight * 3
    return profile(b"CMYK", b"prtr", {b"desc": _name(name), b"wtpt": _xyz(*D50), b"A2B0": table}, b"Lab ")
