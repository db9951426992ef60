"""Photos made on the spot, so that tests need none of anybody's."""

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image

from photosim.core import decode

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 40), (40, 50, 210), (255, 255, 255)
FORMATS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95, "subsampling": 0},
    "MPO": {"quality": 95, "subsampling": 0},
    "PNG": {},
    "WEBP": {"lossless": True},
    "TIFF": {},
    "BMP": {},
    "GIF": {},
    "AVIF": {"quality": 95, "subsampling": "4:4:4"},
    "HEIF": {"quality": 95, "chroma": 444},
}


def corners_photo(width: int = 96, height: int = 64) -> Image.Image:
    """Red top left, green top right, blue bottom right, white bottom left."""
    image = Image.new("RGB", (width, height), WHITE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (width // 2, height // 2, width, height))
    return image


def encode(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    decode._set_up_pillow()  # registers HEIF
    buffer = io.BytesIO()
    image.save(buffer, kind, **FORMATS.get(kind, {}) | options)
    return buffer.getvalue()


def exif_bytes(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "a camera"
    return exif.tobytes()


def photo_of_noise(width: int, height: int) -> Image.Image:
    noise = np.random.default_rng(3).integers(0, 255, (height // 4, width // 4, 3), np.uint8)
    return Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)


def png(width: int, height: int, body: bytes = b"", bits: int = 8) -> bytes:
    """An RGB PNG that claims a size, with compressed scan lines that need not keep the promise."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, bits, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
