"""The loader on broken files: each gives a photo or a PhotoError with a short reason, on any thread."""

import errno
import io
import os
import random
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from photosim.core import decode
from photosim.core.decode import load_photo
from photosim.errors import PhotoError
from tests.made_photos import FORMATS, corners_photo, encode, exif_bytes, photo_of_noise, png
from tests.support import as_anybody, permissions_count, run


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"hello, this is a text and not a photo", "not a photo"),
        (b"%PDF-1.7 ..........................", "not a photo"),
        (b"\xff\xd8\xff\xe0", "damaged|truncated"),
        (png(0, 0), "damaged"),
        (png(50_000, 50_000), "too large"),
        (png(2**31 - 1, 2**31 - 1), "too large"),
        (png(64, 64), "truncated"),
        (b"RIFF\xff\xff\xff\xffWEBPVP8 ", "truncated"),
        (b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0", "damaged"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "truncated"),
        (b"BM" + b"\0" * 60, "damaged"),
        (b"GIF89a\0\0\0\0", "damaged|truncated"),
        (b"II*\0\xff\xff\xff\xff", "damaged|truncated"),
    ],
)
def test_reasons_for_broken_files(data: bytes, reason: str) -> None:
    with pytest.raises(PhotoError, match=reason) as caught:
        load_photo(data, short_side=224)
    assert "\n" not in caught.value.reason
    assert len(caught.value.reason) < 80


@pytest.mark.parametrize("kind", FORMATS)
def test_truncated_files_are_failures(kind: str) -> None:
    data = encode(photo_of_noise(320, 240), kind)
    for share in (0.3, 0.6, 0.9):
        with pytest.raises(PhotoError, match=r"^the file is truncated$"):
            load_photo(data[: int(len(data) * share)], short_side=64)


def test_pixel_limit_is_checked_before_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode(photo_of_noise(400, 300), "PNG")
    assert load_photo(data, short_side=None, max_pixels=120_000).width == 400
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    with pytest.raises(PhotoError, match=r"too large \(400 x 300 pixels\)"):
        load_photo(data, short_side=None, max_pixels=119_999)


def test_between_pillows_limit_and_ours_no_warning() -> None:
    # 100 megapixels: Pillow alone would warn, and warnings are errors here.
    data = encode(Image.new("L", (10_000, 10_000), 200))
    photo = load_photo(data, short_side=100)
    assert (photo.width, photo.height) == (10_000, 10_000)
    assert photo.image.size == (125 * 10, 125 * 10) or min(photo.image.size) >= 100


def test_damaged_exif_does_not_cost_the_photo() -> None:
    exif = exif_bytes(6)
    data = encode(corners_photo(), exif=exif)
    start, end = data.index(exif) + len(b"Exif\0\0"), data.index(exif) + len(exif)
    for seed in range(300):
        generator = random.Random(seed)
        damaged = bytearray(data)
        for _ in range(generator.randint(1, 12)):
            damaged[generator.randrange(start, end)] = generator.randrange(256)
        photo = load_photo(bytes(damaged), short_side=None)
        assert sorted(photo.image.size) == [64, 96]


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(PhotoError, match="gone"):
        load_photo(tmp_path / "missing.jpg", short_side=None)
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(PhotoError, match=r"gone|not a photo"):
        load_photo(tmp_path / "file" / "below.jpg", short_side=None)
    with pytest.raises(PhotoError, match="folder"):
        load_photo(tmp_path, short_side=None)
    with pytest.raises(PhotoError, match=r"cannot be read|gone"):
        load_photo(tmp_path / ("x" * 300), short_side=None)
    with pytest.raises(PhotoError):
        load_photo(Path("nul\0byte"), short_side=None)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(PhotoError, match="not a regular file"):
        load_photo(tmp_path / "pipe.jpg", short_side=None)


@pytest.mark.skipif(not permissions_count(), reason="permissions cannot be taken away here")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.jpg"
    path.write_bytes(encode(corners_photo()))
    path.chmod(0)
    code = (
        "import sys\nfrom pathlib import Path\nfrom photosim.core.decode import load_photo\n"
        "from photosim.errors import PhotoError\n"
        "try:\n    load_photo(Path(sys.argv[1]), short_side=None)\n"
        "except PhotoError as error:\n    print(error.reason, error.passing)\n"
    )
    answer = run(as_anybody([sys.executable, "-c", code, str(path)]))
    assert answer.stdout.strip() == b"no permission to read the file True"


def test_system_errors_get_their_reason() -> None:
    assert decode._reason(PermissionError(13, "Permission denied")) == "no permission to read the file"
    assert decode._reason(OSError(5, "Input/output error")) == "the file cannot be read: Input/output error"
    assert decode._reason(MemoryError()) == "not enough memory to decode it"


@pytest.mark.parametrize("kind", FORMATS)
def test_random_damage_never_escapes(kind: str) -> None:
    """Each damaged file gives a photo or a PhotoError; anything else fails this test."""
    images = [photo_of_noise(64, 48)]
    if kind in {"PNG", "GIF", "TIFF"}:
        images += [images[0].quantize(16), images[0].convert("L")]
    if kind in {"PNG", "WEBP"}:
        images.append(images[0].convert("RGBA"))
    outcomes = set()
    for number, image in enumerate(images):
        options = {} if kind in {"BMP", "GIF"} else {"exif": exif_bytes(6)}
        data = encode(image, kind, **options)
        for seed in range(400 // len(images)):
            outcomes.add(_survives(_damaged(data, seed * 10 + number)))
    assert False in outcomes, "the damage was too light to test anything"


def _damaged(data: bytes, seed: int) -> bytes:
    """Bytes changed, mostly near the front where the structure is; cut, doubled or swapped blocks."""
    generator = random.Random(seed)
    damaged = bytearray(data)
    reach = len(data) if seed % 3 else min(len(data), 200)
    for _ in range(generator.choice((1, 2, 5, 30))):
        damaged[generator.randrange(reach)] = generator.choice((0, 1, 127, 128, 255, generator.randrange(256)))
    if seed % 5 == 0:
        start = generator.randrange(len(damaged))
        del damaged[start : start + generator.randrange(1, 64)]
    if seed % 7 == 0:
        start = generator.randrange(len(damaged))
        damaged[start:start] = generator.randbytes(generator.randrange(1, 64))
    return bytes(damaged)


def _survives(data: bytes) -> bool:
    try:
        photo = load_photo(data, short_side=16, max_pixels=2_000_000)
    except PhotoError:
        return False
    assert photo.image.mode == "RGB"
    return True


def test_many_threads_decode_the_same(tmp_path: Path) -> None:
    paths = []
    for kind in FORMATS:
        path = tmp_path / f"photo.{kind.lower()}"
        path.write_bytes(encode(photo_of_noise(320, 240), kind))
        paths.append(path)
    wanted = [load_photo(path, short_side=100).image.tobytes() for path in paths]
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(load_photo, path, short_side=100) for _ in range(6) for path in paths]
        assert [job.result().image.tobytes() for job in jobs] == wanted * 6


def test_set_up_from_many_threads_registers_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "_formats", ())
    calls = []
    original = decode._load_decoders

    def load_decoders() -> tuple[str, ...]:
        calls.append(1)
        return original()

    monkeypatch.setattr(decode, "_load_decoders", load_decoders)
    barrier = threading.Barrier(8)

    def start(_: int) -> tuple[str, ...]:
        barrier.wait()
        return decode._set_up_pillow()

    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(start, range(8)))
    assert len(results) == len(calls) == 1


def test_warnings_of_pillow_do_not_leak() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        data = encode(corners_photo(), "TIFF", exif=exif_bytes(3))
        for seed in range(100):
            _survives(_damaged(data, seed * 3))
    assert caught == []


def test_heic_without_its_decoder_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode(corners_photo(), "HEIF")
    formats = tuple(name for name in decode._set_up_pillow() if name != "HEIF")
    monkeypatch.setattr(decode, "_formats", formats)
    with pytest.raises(PhotoError, match="pillow-heif"):
        load_photo(data, short_side=None)
    monkeypatch.setattr(sys, "frozen", True, raising=False)  # nothing can be added to the packaged program
    with pytest.raises(PhotoError, match="HEIC photos cannot be read by this program; save them as JPEG"):
        load_photo(data, short_side=None)


class _FailingDisk(io.BytesIO):
    """A file whose disk cannot be read beyond the header."""

    def read(self, size: int | None = -1) -> bytes:
        if size is None or size < 0 or self.tell() + size > 2_000:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


def test_a_failing_disk_may_recover_and_a_damaged_file_will_not() -> None:
    data = encode(photo_of_noise(320, 240))
    with pytest.raises(PhotoError, match="cannot be read") as failing:
        load_photo(_FailingDisk(data), short_side=None)
    assert failing.value.passing
    with pytest.raises(PhotoError, match="truncated") as truncated:
        load_photo(data[:3_000], short_side=None)
    assert not truncated.value.passing


def test_large_photos_are_decoded_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    large, small = (encode(photo_of_noise(width, 100), "PNG") for width in (300, 100))
    monkeypatch.setattr(decode, "_LARGE", 20_000)
    with ThreadPoolExecutor(1) as pool:
        with decode._one_large_photo:
            assert load_photo(small, short_side=None).width == 100
            waiting = pool.submit(load_photo, large, short_side=None)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        assert waiting.result(timeout=10).width == 300
