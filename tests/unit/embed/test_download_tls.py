"""Downloading over TLS, with a certificate of the test's own."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from photosim.embed import download as downloading
from tests.downloads import CONTENT, LAST, WANTED, cancel_when, fetch, refusal, served, url_of
from tests.file_server import Answer, FileServer


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "_PAUSE_SECONDS", 0.0)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "downloads" / WANTED.sha256


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificate and key of 127.0.0.1 in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("certificate")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=photosim tests"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    both = folder / "both.pem"
    both.write_text((folder / "certificate.pem").read_text() + (folder / "key.pem").read_text())
    return both


class TestTls:
    @pytest.fixture
    def context(self, certificate: Path) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        return context

    def test_a_certificate_that_is_known(
        self, target: Path, certificate: Path, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with FileServer(CONTENT, [Answer(cut=300_000), LAST], context) as server:
            fetch(target, url_of(server))
        assert len(server.requests) == 2

    def test_one_that_is_not(self, target: Path, context: ssl.SSLContext) -> None:
        with FileServer(CONTENT, [LAST], context) as server:
            assert "cannot be trusted (self-signed certificate" in refusal(target, url_of(server))
        assert server.requests == []

    def test_a_silent_server_is_left_at_once(
        self, target: Path, certificate: Path, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with FileServer(CONTENT, [Answer(cut=300_000, hang=True)], context) as server:
            cancel_when(target, 300_000, url_of(server))

    def test_a_server_without_tls(self, target: Path) -> None:
        with served() as server:
            message = refusal(target, url_of(server).replace("http:", "https:"))
        assert "cannot be reached (no TLS: " in message
