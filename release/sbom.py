"""The bill of materials, as CycloneDX 1.6 has it.

Made from what the build found (`component.LISTING`), outside the environment it is about: the program that checks it
against the schema must not be among what it lists.
"""

import json
import platform
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from photosim.assets import THIRD_PARTY
from release.archives import archive_name
from release.component import Component, generic_purl, read_listing
from release.product import DOWNLOADS, NAME, SUMMARY, VERSION, ReleaseError, built_folder
from release.tree import real_files, sha256


def write_bill() -> None:
    """Write the bill of what was built into `build/release`, checked against the schema; beside it the licences.

    Raises:
        ReleaseError: nothing was built, a file of it is gone, or the bill is not as the schema wants it.
    """
    name = archive_name(sys.platform, platform.machine()).removesuffix(".tar.xz").removesuffix(".zip")
    components = read_listing()
    system = name.removeprefix(f"{NAME}-{VERSION}-")
    folder = built_folder()
    there = {file.relative_to(folder).as_posix() for file in real_files(folder)}
    own = sorted(there.difference(*(one.files for one in components)))
    check_there(folder, components)
    made = bill(components, own, lambda place: sha256(folder / place), system, datetime.now(UTC))
    text = json.dumps(made, indent=2, ensure_ascii=False)
    check(text)
    DOWNLOADS.mkdir(parents=True, exist_ok=True)
    file = DOWNLOADS / f"{name}.cdx.json"
    file.write_text(text + "\n", encoding="utf-8")
    shutil.copyfile(folder / THIRD_PARTY, DOWNLOADS / f"{name}-{THIRD_PARTY}")
    files = len(own) + sum(len(one.files) for one in components)
    print(f"{file.name}: {len(components)} components, {files} files, valid")


def bill(
    components: Sequence[Component], own: Iterable[str], digest: Callable[[str], str], system: str, made: datetime
) -> dict[str, Any]:
    """The bill of materials, version 1.6, as JSON has it (https://cyclonedx.org/docs/1.6/json/).

    Args:
        components: all that is not ours.
        own: places of the files that are.
        digest: the SHA-256 of a file of the program, by its place; 64 hexadecimal digits.
        system: what it runs on, for its name.
        made: when, with a time zone.
    """
    root = generic_purl(NAME, VERSION)
    listed = [_component(one, digest) for one in components]
    ours = _files(own, digest)
    content = json.dumps([listed, ours], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{root}-{system}-{content}')}",
        "version": 1,
        "metadata": {
            "timestamp": made.isoformat(timespec="seconds"),
            "lifecycles": [{"phase": "post-build"}],
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": NAME,
                "version": VERSION,
                "description": f"{SUMMARY} ({system})",
                "licenses": [{"license": {"id": "MIT"}}],
                "purl": root,
                "components": ours,
            },
        },
        "components": listed,
        "dependencies": _dependencies(root, components),
    }


def _component(one: Component, digest: Callable[[str], str]) -> dict[str, Any]:
    parts = _files(one.files, digest)
    links = [{"type": "website", "url": one.home}] if one.home else []
    return {
        "type": one.kind,
        "bom-ref": one.key,
        "name": one.name,
        **({"version": one.version} if one.version else {}),
        "description": f"from {one.origin}",
        "licenses": [{"expression": one.licence}],
        "purl": one.purl,
        **({"externalReferences": links} if links else {}),
        **({"components": parts} if parts else {}),
    }


def _files(places: Iterable[str], digest: Callable[[str], str]) -> list[dict[str, Any]]:
    return [
        {"type": "file", "name": place, "hashes": [{"alg": "SHA-256", "content": digest(place)}]} for place in places
    ]


def _dependencies(root: str, components: Iterable[Component]) -> list[Mapping[str, Any]]:
    """What needs what, as far as the packages say; all else is needed by the program."""
    known = {one.key: one for one in components}
    wanted = {key for one in known.values() for key in one.needs}
    first = sorted(key for key in known if key not in wanted)
    return [
        {"ref": root, "dependsOn": first},
        *({"ref": key, "dependsOn": sorted(one.needs)} for key, one in sorted(known.items())),
    ]


def check_there(folder: Path, components: Iterable[Component]) -> None:
    """Look whether what the build found is still there.

    Args:
        folder: of the program.
        components: what was found.

    Raises:
        ReleaseError: a file of one is gone.
    """
    gone = [place for one in components for place in one.files if not (folder / place).is_file()]
    if gone:
        message = f"{gone[0]} is missing; build the program anew"
        raise ReleaseError(message)


def check(text: str) -> None:
    """Hold a bill against the strict schema of version 1.6.

    Raises:
        ReleaseError: it does not fit; the first error is named.
    """
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415 - only in the environment that publishes
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415

    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        message = f"the bill of materials is not as its schema wants it: {error}"
        raise ReleaseError(message)
