"""Which of the files PyInstaller finds go into the bundle."""

from collections.abc import Mapping, Sequence

import pytest

from release import qt_parts
from release.selection import Entry, select

LANGUAGES = ("de",)


def _binary(place: str) -> Entry:
    return place, f"/found/{place}", "BINARY"


def _places(
    entries: Sequence[Entry], platform: str = "linux", needs: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    asked = {f"/found/{place}": names for place, names in (needs or {}).items()}
    return [place for place, _, _ in select(entries, platform, LANGUAGES, lambda file: asked.get(file, ()))]


def test_plugins_that_are_used_stay_and_others_go() -> None:
    plugins = "PySide6/Qt/plugins"
    wanted = [
        f"{plugins}/platforms/libqxcb.so",
        f"{plugins}/platforms/libqwayland.so",
        f"{plugins}/platforms/libqoffscreen.so",
        f"{plugins}/platformthemes/libqgtk3.so",
        f"{plugins}/imageformats/libqsvg.so",
        f"{plugins}/iconengines/libqsvgicon.so",
    ]
    others = [
        f"{plugins}/platforms/libqeglfs.so",
        f"{plugins}/imageformats/libqpdf.so",
        f"{plugins}/tls/libqopensslbackend.so",
        f"{plugins}/xcbglintegrations/libqxcb-glx-integration.so",
        f"{plugins}/sqldrivers/libqsqlite.so",
    ]
    assert _places([_binary(place) for place in wanted + others]) == wanted


@pytest.mark.parametrize(
    ("platform", "wanted", "other"),
    [
        ("win32", "PySide6\\plugins\\platforms\\qwindows.dll", "PySide6\\plugins\\platforms\\qdirect2d.dll"),
        ("win32", "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll", "PySide6\\plugins\\tls\\qschannelbackend.dll"),
        ("win32", "PySide6\\QtCore.pyd", "PySide6\\opengl32sw.dll"),
        ("win32", "PySide6\\translations\\qtbase_de.qm", "PySide6\\translations\\qtbase_fr.qm"),
        (
            "darwin",
            "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
            "PySide6/Qt/plugins/permissions/libqdarwincamerapermission.dylib",
        ),
        ("linux", "PySide6/Qt/translations/qtbase_de.qm", "PySide6/Qt/translations/qt_help_de.qm"),
        ("linux", "PySide6/QtCore.abi3.so", "PySide6/Qt/qml/QtQuick/qmldir"),
    ],
)
def test_on_each_system(platform: str, wanted: str, other: str) -> None:
    assert _places([_binary(wanted), _binary(other)], platform) == [wanted]


def test_libraries_go_with_the_last_that_needs_them() -> None:
    core, network, kerberos = "PySide6/Qt/lib/libQt6Core.so.6", "PySide6/Qt/lib/libQt6Network.so.6", "libkrb5.so.3"
    tls, module = "PySide6/Qt/plugins/tls/libqopensslbackend.so", "PySide6/QtCore.abi3.so"
    entries = [_binary(place) for place in (core, network, kerberos, tls, module, "libssl.so.3")]
    entries.append(("python3.11/lib-dynload/_ssl.so", "/found/_ssl.so", "EXTENSION"))
    needs = {
        tls: ["libQt6Network.so.6"],
        network: ["libkrb5.so.3", "libQt6Core.so.6"],
        module: ["libQt6Core.so.6"],
        "_ssl.so": ["libssl.so.3"],
    }
    assert _places(entries, needs=needs) == [core, module, "libssl.so.3", "python3.11/lib-dynload/_ssl.so"]


def test_a_library_of_a_library_stays() -> None:
    entries = [_binary(place) for place in ("PySide6/QtGui.abi3.so", "libdbus-1.so.3", "libsystemd.so.0")]
    needs = {"PySide6/QtGui.abi3.so": ["libdbus-1.so.3"], "libdbus-1.so.3": ["libsystemd.so.0"]}
    assert len(_places(entries, needs=needs)) == 3


@pytest.mark.parametrize(
    "name", ["libstdc++.so.6", "libglib-2.0.so.0", "libfontconfig.so.1", "libX11.so.6", "libgtk-3.so.0", "libz.so.1"]
)
def test_what_every_desktop_has_is_left_to_it(name: str) -> None:
    entries = [_binary("PySide6/QtGui.abi3.so"), _binary(name)]
    assert _places(entries, needs={"PySide6/QtGui.abi3.so": [name]}) == ["PySide6/QtGui.abi3.so"]


@pytest.mark.parametrize("name", ["libxcb-cursor.so.0", "libxkbcommon.so.0", "libdbus-1.so.3", "libffi.so.8"])
def test_what_a_desktop_may_lack_is_brought(name: str) -> None:
    entries = [_binary("PySide6/QtGui.abi3.so"), _binary(name)]
    assert name in _places(entries, needs={"PySide6/QtGui.abi3.so": [name]})


@pytest.mark.parametrize("name", ["pillow.libs/libfreetype-57f805ba.so.6.20.6", "libpython3.11.so.1.0"])
def test_libraries_of_wheels_and_python_stay(name: str) -> None:
    assert _places([_binary(name)]) == [name]


def test_links_lead_somewhere() -> None:
    entries: list[Entry] = [
        _binary("PySide6/QtCore.abi3.so"),
        _binary("PySide6/Qt/lib/libQt6Core.so.6"),
        _binary("PySide6/Qt/lib/libQt6Qml.so.6"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("libQt6Qml.so.6", "PySide6/Qt/lib/libQt6Qml.so.6", "SYMLINK"),
    ]
    kept = _places(entries, needs={"PySide6/QtCore.abi3.so": ["libQt6Core.so.6"]})
    assert kept == ["PySide6/QtCore.abi3.so", "PySide6/Qt/lib/libQt6Core.so.6", "libQt6Core.so.6"]


def test_frameworks_stay_and_go_as_a_whole() -> None:
    def framework(name: str) -> list[Entry]:
        folder = f"PySide6/Qt/lib/{name}.framework"
        return [
            _binary(f"{folder}/Versions/A/{name}"),
            (f"{folder}/Versions/A/Resources/Info.plist", "/found/plist", "DATA"),
            (f"{folder}/Versions/Current", "A", "SYMLINK"),
            (f"{folder}/{name}", f"Versions/Current/{name}", "SYMLINK"),
        ]

    entries = [_binary("PySide6/QtCore.abi3.so"), *framework("QtCore"), *framework("QtNetwork")]
    needs = {"PySide6/QtCore.abi3.so": ["@rpath/QtCore.framework/Versions/A/QtCore"]}
    kept = _places(entries, "darwin", needs)
    assert not [place for place in kept if "QtNetwork" in place]
    assert {"PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore"} < set(kept)
    assert "PySide6/Qt/lib/QtCore.framework/Versions/A/Resources/Info.plist" in kept
    assert "PySide6/Qt/lib/QtCore.framework/Versions/Current" in kept


def test_names_of_libraries_on_windows_are_of_any_case() -> None:
    entries = [_binary(f"PySide6\\{name}") for name in ("QtCore.pyd", "Qt6Core.dll", "Qt6Network.dll", "MSVCP140.dll")]
    kept = _places(entries, "win32", {"PySide6\\QtCore.pyd": ["qt6core.dll"]})
    assert kept == ["PySide6\\QtCore.pyd", "PySide6\\Qt6Core.dll", "PySide6\\MSVCP140.dll"]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("PySide6/Qt/lib/libQt6Core.so.6", "Qt6Core"),
        ("PySide6/Qt6Quick.dll", "Qt6Quick"),
        ("PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui", "QtGui"),
        ("PySide6/Qt/lib/libicudata.so.73", "icudata"),
        ("PySide6/QtCore.abi3.so", None),
        ("PySide6/libpyside6.abi3.so.6.11", None),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", None),
        ("libcrypto.so.3", None),
    ],
)
def test_which_files_are_libraries_of_qt(place: str, name: str | None) -> None:
    assert qt_parts.library_of(place) == name
