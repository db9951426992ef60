"""Where the packaged program starts."""

import os
import sys
from multiprocessing import freeze_support
from pathlib import Path
from typing import Final

from photosim.__main__ import run

_CERTIFICATES: Final = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, Red Hat
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # macOS, Alpine
)


def _find_certificates() -> None:
    """Let downloads trust what this computer trusts.

    OpenSSL in the bundle looks where the computer it was built on keeps certificates. Windows is asked by Python.
    """
    if sys.platform == "win32" or {"SSL_CERT_FILE", "SSL_CERT_DIR"} & os.environ.keys():
        return
    found = next((file for file in _CERTIFICATES if Path(file).is_file()), None)
    if found:
        os.environ["SSL_CERT_FILE"] = found


def _spare_other_programs() -> None:
    """Let programs that this one opens, as a file manager, use their own libraries, not those of the bundle.

    PyInstaller's loader points the variable at the bundle and keeps what was there before; this process has read it.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    freeze_support()  # a child that `multiprocessing` starts is this very program; here it becomes the child
    _find_certificates()
    _spare_other_programs()
    run()
