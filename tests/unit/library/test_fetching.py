"""Fetching one picture from the web, from a server of this computer."""

import io
import threading
from collections.abc import Iterator

import pytest
from PIL import Image

from photosim.core.cancel import CancelToken
from photosim.errors import Cancelled, PhotoError, UserError
from photosim.library import fetching
from photosim.library.fetching import fetch_picture
from tests.file_server import Answer, FileServer

PICTURE = Answer(headers={"Content-Type": "image/jpeg"})


def jpeg(width: int = 60, height: int = 40) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def server() -> Iterator[FileServer]:
    with FileServer(jpeg(), [PICTURE]) as opened:
        yield opened


def test_picture_comes_upright_and_in_rgb() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    Image.new("L", (60, 40)).save(buffer, "JPEG", exif=exif)
    with FileServer(buffer.getvalue(), [PICTURE]) as server:
        image = fetch_picture(f"{server.url}/cat.jpg?size=large")
        assert (image.mode, image.size) == ("RGB", (40, 60))
        assert [path for path, _ in server.requests] == ["/cat.jpg?size=large"]


def test_redirect_inside_is_followed_for_an_address_inside(server: FileServer) -> None:
    server.answers = [Answer(302, b"", {"Location": "/there.jpg"}), PICTURE]
    assert fetch_picture(f"{server.url}/here.jpg").size == (60, 40)
    assert [path for path, _ in server.requests] == ["/here.jpg", "/there.jpg"]


def test_redirect_from_outside_leads_nowhere_inside(server: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server on the web may have this computer ask its own network."""
    monkeypatch.setattr(fetching, "_leads_inside", lambda host: host == "127.0.0.1")
    port = server.url.rpartition(":")[2]
    server.answers = [Answer(302, b"", {"Location": f"{server.url}/secret"}), PICTURE]
    with pytest.raises(UserError, match="inside this network"):
        fetch_picture(f"http://localhost:{port}/here.jpg")
    assert [path for path, _ in server.requests] == ["/here.jpg"]


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("10.0.0.1", True),
        ("192.168.1.7", True),
        ("169.254.169.254", True),
        ("::1", True),
        ("::ffff:192.168.0.1", True),
        ("0.0.0.0", True),
        ("93.184.216.34", False),
        ("2606:2800:220:1:248:1893:25c8:1946", False),
    ],
)
def test_addresses_inside_are_known(host: str, inside: bool) -> None:
    assert fetching._leads_inside(host) is inside


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(404, b"no"), r"^127\.0\.0\.1 does not give it \(404 "),
        (Answer(headers={"Content-Type": "text/html"}), "web page"),
        (Answer(body=b"<!doctype html><p>no"), "web page"),
        (Answer(302, b"", {"Location": "file:///etc/hostname"}), "not allowed"),
        (Answer(cut=0), "127"),
    ],
)
def test_what_is_no_picture_is_told_in_one_line(server: FileServer, answer: Answer, message: str) -> None:
    server.answers = [answer]
    with pytest.raises(UserError, match=message) as caught:
        fetch_picture(f"{server.url}/x")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("body", [b"no picture", jpeg(600, 400)[:-300], b""])
def test_what_cannot_be_read_names_the_host(server: FileServer, body: bytes) -> None:
    server.answers = [Answer(body=body)]
    with pytest.raises(PhotoError, match=r"The picture from 127\.0\.0\.1: "):
        fetch_picture(f"{server.url}/x.jpg")


@pytest.mark.parametrize("url", ["ftp://example.org/x.jpg", "file:///x.jpg", "http://", "nonsense", "http://a b/c"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(UserError, match="address"):
        fetch_picture(url)


def test_nobody_there() -> None:
    with FileServer(b"") as gone:
        url = gone.url
    with pytest.raises(UserError, match="cannot be reached"):
        fetch_picture(url)


def test_too_large_a_file_is_not_read_to_its_end(server: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 1_000_000)
    server.answers = [Answer(body=bytes(3_000_000))]
    with pytest.raises(UserError, match="more than 1 MB"):
        fetch_picture(server.url)


@pytest.mark.parametrize("cut", [0, 100])
def test_server_that_takes_too_long(server: FileServer, cut: int) -> None:
    server.answers = [Answer(cut=cut, hang=True)]
    with pytest.raises(UserError, match=r"longer|answer"):
        fetch_picture(server.url, seconds=0.6)


def test_cancelling_ends_it_while_nothing_comes(server: FileServer) -> None:
    server.answers = [Answer(cut=100, hang=True)]
    token = CancelToken()
    timer = threading.Timer(0.3, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        fetch_picture(server.url, token)
    timer.join()
