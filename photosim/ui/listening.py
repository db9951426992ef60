"""The window's ear: takes what a second start hands over (`photosim.handover`)."""

import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.handover import ACCEPTED, MOST_BYTES, address_of, decode
from photosim.paths import AppPaths

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)
_PATIENCE_MS: Final = 5000
_MOST_WAITING: Final = 8


class Listener(QObject):
    """One per program, at the place that belongs to a library.

    Signals:
        handed: what was handed over (a `Handed`).
    """

    handed = Signal(object)

    def __init__(self, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._server: QLocalServer | None = None

    def listen(self) -> None:
        """Begin. Only for the program that holds the `WindowClaim`: what it finds in its place was left by a crash."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - a window is shown without

        address = address_of(self._paths)
        if address is None:
            _log.warning("no place to listen at: a second start will open a window of its own")
            return
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(_MOST_WAITING)
        server.newConnection.connect(self._welcome)
        QLocalServer.removeServer(address)
        if server.listen(address):
            self._server = server
        else:
            _log.warning("a second start will open a window of its own: %s", server.errorString())
            server.deleteLater()

    def close(self) -> None:
        """Hear no more."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _welcome(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.setReadBufferSize(MOST_BYTES + 1)
            caller.disconnected.connect(caller.deleteLater)
            QTimer.singleShot(_PATIENCE_MS, caller, caller.abort)
            caller.readyRead.connect(lambda caller=caller: self._hear(caller))
            if caller.bytesAvailable():
                self._hear(caller)

    def _hear(self, caller: "QLocalSocket") -> None:
        """Take a line once it is whole; one line a caller."""
        if not caller.canReadLine():
            if caller.bytesAvailable() >= MOST_BYTES:
                _log.warning("a line that has no end was handed over")
                caller.abort()
            return
        handed = decode(bytes(caller.readLine().data()))
        if handed is None:
            _log.warning("something else than photos was handed over")
            caller.abort()
            return
        caller.readyRead.disconnect()
        # The caller goes when it has read that; to close a pipe of Windows first would take back what it has not read.
        caller.write(ACCEPTED)
        caller.flush()
        _log.info("paths handed over by a second start: %d", len(handed.paths))
        if handed.token:
            # Qt takes it from there when a window asks to come to the foreground, and then removes it.
            os.environ["XDG_ACTIVATION_TOKEN"] = handed.token
        try:
            self.handed.emit(handed)
        finally:
            with suppress(KeyError):
                del os.environ["XDG_ACTIVATION_TOKEN"]
