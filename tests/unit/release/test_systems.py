"""What Windows and macOS are told about the program, and that nothing imports Qt too early."""

import plistlib
import re
import subprocess
import sys

import pytest

from photosim import __version__
from release import mac_bundle
from release.__main__ import _STEPS
from release.product import IDENTIFIER, ROOT, ReleaseError
from release.windows_program import version_facts


class TestWindows:
    def test_the_version_is_photosims(self) -> None:
        facts = version_facts("photosim")
        assert facts.texts["ProductVersion"] == facts.texts["FileVersion"] == __version__
        assert facts.texts["OriginalFilename"] == "photosim.exe"
        assert ".".join(map(str, facts.numbers)).startswith(__version__)

    @pytest.mark.parametrize(
        ("version", "numbers"),
        [
            ("1.2.3", (1, 2, 3, 0)),
            ("2.0", (2, 0, 0, 0)),
            ("0.1.0rc1", (0, 1, 0, 0)),
            ("1.2.3.4.5", (1, 2, 3, 4)),
            ("1.99999", (1, 65535, 0, 0)),
        ],
    )
    def test_four_numbers(self, version: str, numbers: tuple[int, ...]) -> None:
        facts = version_facts("photosim", version)
        assert facts.numbers == numbers
        assert facts.texts["FileVersion"] == version

    def test_a_version_without_numbers_is_refused(self) -> None:
        with pytest.raises(ReleaseError, match="does not start with a number"):
            version_facts("photosim", "unknown")

    def test_the_two_programs_are_told_apart(self) -> None:
        window, line = version_facts("photosim").texts, version_facts("photosim-cli").texts
        assert window["FileDescription"] != line["FileDescription"]
        assert line["OriginalFilename"] == "photosim-cli.exe"


class TestMacOs:
    def test_the_list_is_one_that_macos_reads(self) -> None:
        read = plistlib.loads(plistlib.dumps(mac_bundle.info_plist()))
        assert read["CFBundleIdentifier"] == IDENTIFIER
        assert read["CFBundleShortVersionString"] == __version__
        assert read["NSHighResolutionCapable"] is True
        assert read["LSApplicationCategoryType"] == "public.app-category.photography"
        assert tuple(map(int, read["LSMinimumSystemVersion"].split("."))) >= (13, 0)

    def test_photos_and_folders_are_opened_but_never_taken_over(self) -> None:
        kinds = mac_bundle.info_plist()["CFBundleDocumentTypes"]
        assert [kind["LSItemContentTypes"] for kind in kinds] == [["public.image"], ["public.folder"]]
        assert {(kind["CFBundleTypeRole"], kind["LSHandlerRank"]) for kind in kinds} == {("Viewer", "Alternate")}

    def test_every_folder_that_macos_guards_is_asked_for_in_words(self) -> None:
        told = {key: value for key, value in mac_bundle.info_plist().items() if key.endswith("UsageDescription")}
        assert set(told) == {
            "NSDesktopFolderUsageDescription",
            "NSDocumentsFolderUsageDescription",
            "NSDownloadsFolderUsageDescription",
            "NSNetworkVolumesUsageDescription",
            "NSRemovableVolumesUsageDescription",
        }
        assert all("photos" in words and words.endswith(".") for words in told.values())

    def test_only_what_python_needs_is_entitled(self) -> None:
        entitled = plistlib.loads(mac_bundle.ENTITLEMENTS.read_bytes())
        assert entitled == {
            "com.apple.security.cs.allow-unsigned-executable-memory": True,
            "com.apple.security.cs.disable-library-validation": True,
        }


def test_the_start_of_the_program_loads_no_qt() -> None:
    """On Windows onnxruntime goes first; `load_qt` sees to it, so nothing before that may import Qt."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import release.start; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "photosim.__main__" in done.stdout
    assert "PySide6" not in done.stdout
    for file, first in (("app.py", "\nload_qt()"), ("ui/plain_import.py", " load_onnxruntime()")):
        text = (ROOT / "photosim" / file).read_text(encoding="utf-8")
        loading = re.search("^ *(from|import) PySide6", text, re.MULTILINE)
        assert loading is not None
        assert text.index(first) < loading.start()


def test_the_specification_is_python_and_asks_first_whether_all_is_there() -> None:
    text = (ROOT / "build_app.spec").read_text(encoding="utf-8")
    compile(text, "build_app.spec", "exec")
    assert text.index("contents.check_complete(") < text.index("Analysis(")
    assert "runtime_hooks" not in text


def test_the_story_of_the_release_tells_of_every_module() -> None:
    folder = ROOT / "release"
    told = set(re.findall(r"`(\w+)`", (folder / "__init__.py").read_text(encoding="utf-8")))
    modules = {file.stem for file in folder.glob("*.py") if not file.stem.startswith("__")}
    assert modules <= told
    assert told <= modules | set(_STEPS)
