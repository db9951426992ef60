"""`python -m release.extra NAME`: what an extra of photosim asks for, one requirement a line.

So its tools can be installed without photosim itself.
"""

import sys
import tomllib

from release.product import ROOT


def requirements(extra: str) -> list[str]:
    """What an extra asks for, as pip reads it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [str(line) for line in project["optional-dependencies"][extra]]


if __name__ == "__main__":
    print("\n".join(requirements(sys.argv[1])))
