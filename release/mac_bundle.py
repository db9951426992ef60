"""What macOS is told about the program: https://developer.apple.com/documentation/bundleresources/information-property-list."""

from typing import Any, Final

from release.product import IDENTIFIER, NAME, ROOT, VERSION

ENTITLEMENTS: Final = ROOT / "release" / "macos" / "entitlements.plist"
"""What the hardened runtime has to let Python do."""
OLDEST: Final = "14.0"
"""Of macOS: what onnxruntime is built for; Qt 6.11 and NumPy ask for less. Held to by the tags of their wheels."""
_WHY: Final = "photosim looks at the photos in the folders you choose. Nothing leaves your Mac."


def info_plist() -> dict[str, Any]:
    """What PyInstaller does not write into `Info.plist` by itself."""
    folders = ("Desktop", "Documents", "Downloads", "RemovableVolumes", "NetworkVolumes")
    return {
        "CFBundleDisplayName": NAME,
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": NAME,
        "CFBundleShortVersionString": VERSION,
        "CFBundleVersion": VERSION,
        # Alternate: offered under "Open With", never put in the place of what opens photos now.
        "CFBundleDocumentTypes": [_opens("Photo", "public.image"), _opens("Folder", "public.folder")],
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de"],
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSMinimumSystemVersion": OLDEST,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,  # dark where the system is dark
        "NSSupportsAutomaticGraphicsSwitching": True,
        **{f"NS{folder}{'' if folder.endswith('Volumes') else 'Folder'}UsageDescription": _WHY for folder in folders},
    }


def _opens(name: str, kind: str) -> dict[str, Any]:
    return {
        "CFBundleTypeName": name,
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Alternate",
        "LSItemContentTypes": [kind],
    }
