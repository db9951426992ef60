"""The window and its menu entry know each other."""

import re
from pathlib import Path

import pytest

from photosim import app
from release.linux_files import DESKTOP_ENTRY
from release.product import IDENTIFIER
from tests.gui.x_desktop import Desktop, x_server


def test_window_names_the_menu_entry() -> None:
    assert f"{app.DESKTOP_FILE}.desktop" == DESKTOP_ENTRY.name
    assert app.DESKTOP_FILE == IDENTIFIER


@pytest.mark.xvfb
def test_windows_class_is_the_one_in_the_entry(tmp_path: Path) -> None:
    found = re.search(r"^StartupWMClass=(.*)$", DESKTOP_ENTRY.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    with x_server() as display:
        desktop = Desktop(display, tmp_path)
        try:
            desktop.start("-m", "photosim")
            window = desktop.window("^photosim$")
            assert window in desktop.do("search", "--onlyvisible", "--class", f"^{found[1]}$").split()
            assert not desktop.do("search", "--onlyvisible", "--class", "^photosi$")
        finally:
            desktop.close()
