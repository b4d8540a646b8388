"""Holds a finished list of parts against CycloneDX's own schema:

    python -m installer.making.check_sbom FILE

Needs the environment of `./check`, not the one that packages are built in.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(words: list[str] | None = None) -> int:
    """1 when the list is not CycloneDX 1.6."""
    (file,) = words if words is not None else sys.argv[1:]
    complaint = complaint_of(Path(file).read_text("utf-8"))
    print(complaint or f"{file} keeps to CycloneDX 1.6")
    return int(bool(complaint))


def complaint_of(content: str) -> str:
    """What the schema has against a list; empty when it is right."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(content)
    return "" if wrong is None else str(wrong.data)[:2000]


if __name__ == "__main__":
    sys.exit(main())
