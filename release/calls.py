"""Calls of the other programs that a release is made with: one that fails stops it."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from release.product import ROOT, ReleaseError


def run(call: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """Run a program in the checkout; what it says is seen.

    Args:
        call: the program and its words.
        environment: all of it, None for that of this process.

    Raises:
        ReleaseError: it is not installed, or failed.
    """
    _done(call, " ".join(call[:5]), environment, capture=False)


def said_by(call: Sequence[str | Path], failed: str) -> str:
    """Run a program in the checkout; returns what it said on standard output.

    Args:
        call: the program and its words.
        failed: what it means if it fails, for the message.

    Raises:
        ReleaseError: it is not installed, or failed; with what it said of that.
    """
    return _done(call, failed, None, capture=True)


def _done(call: Sequence[str | Path], what: str, environment: Mapping[str, str] | None, *, capture: bool) -> str:
    try:
        # Names of files come back as they are, whatever the locale.
        done = subprocess.run(
            call,
            cwd=ROOT,
            env=environment,
            capture_output=capture,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except FileNotFoundError as error:
        message = f"{call[0]} is not installed"
        raise ReleaseError(message) from error
    if done.returncode:
        message = f"{what}: {(done.stderr or '').strip() or f'status {done.returncode}'}"
        raise ReleaseError(message)
    return done.stdout or ""
