"""What `photosim.library` gives out by name."""

import sys

import pytest

from photosim import library
from tests.support import program_environment, run


def test_answers_are_loaded_when_they_are_named() -> None:
    script = (
        "import sys, photosim.library\n"
        "assert 'photosim.library.reports' not in sys.modules\n"
        "from photosim.library import *\n"
        "assert IndexReport.__module__ == Tag.__module__ == 'photosim.library.reports'\n"
    )
    done = run([sys.executable, "-c", script], environment=program_environment())
    assert done.returncode == 0, done.stderr


def test_no_other_names_are_given_out() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        library.nothing  # noqa: B018
