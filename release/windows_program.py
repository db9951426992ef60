"""What Windows is told about the program: the version resource that Explorer shows under Properties."""

import re
from dataclasses import dataclass

from release.product import NAME, SUMMARY, VERSION, ReleaseError


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """Values of https://learn.microsoft.com/windows/win32/menurc/versioninfo-resource.

    Attributes:
        numbers: four numbers below 65536; builds before a release have the numbers of that release.
        texts: by the names of string-name statements.
    """

    numbers: tuple[int, int, int, int]
    texts: dict[str, str]


def version_facts(program: str, version: str = VERSION) -> VersionFacts:
    """The version resource of a program.

    Args:
        program: name of its file without ending.
        version: of photosim.

    Raises:
        ReleaseError: the version does not start with numbers.
    """
    found = re.match(r"\d+(?:\.\d+)*", version)
    if not found:
        message = f"the version {version!r} does not start with a number"
        raise ReleaseError(message)
    numbers = [min(int(part), 65535) for part in found[0].split(".")][:4]
    major, minor, patch, build = numbers + [0] * (4 - len(numbers))
    texts = {
        "CompanyName": f"The {NAME} maintainers",
        "FileDescription": NAME if program == NAME else f"{NAME}, for the command line",
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": f"The {NAME} maintainers; MIT licence",
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": version,
        "Comments": SUMMARY,
    }
    return VersionFacts((major, minor, patch, build), texts)
