"""The list of everything in a package:

    python -m installer.making.sbom FOLDER --system linux|windows --out FILE

CycloneDX 1.6 as JSON, the same bytes for the same folder and commit; the licence texts that it
names are laid into FOLDER/licences. Runs when the folder holds everything else. Fails, naming it,
when a file of the folder belongs to no part, a library is not the pinned one, or a part has no
licence text.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from installer.making import licences
from installer.making.parts import ROOT, Given, Part, Refused, arguments, given_from
from installer.making.parts import sha256 as hash_of

_OWN = "xieshang:"  # the names of our own properties begin so
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "xieshang-desktop/sbom")


def main(words: list[str] | None = None) -> int:
    """1 when the folder cannot be described."""
    parser = arguments(__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parsed = parser.parse_args(words)
    given = given_from(parsed)
    parsed.out.unlink(missing_ok=True)
    try:
        told = bill(licences.renew(given), given)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    content = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    parsed.out.write_text(content, "utf-8")
    inner = sum(len(c.get("components", ())) for c in told["components"])
    print(f"{len(told['components']) + 1} parts and {inner} inside them: {parsed.out}")
    return 0


def bill(parts: list[Part], given: Given) -> dict[str, Any]:
    """The whole list. Its number is made from its content, its time is the commit's."""
    program = next(part for part in parts if part.kind == "application")
    others = [part for part in parts if part is not program]
    own = _component(program, given)
    own["properties"] += [_property("commit", _commit()), _property("system", given.system)]
    told: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": _when(), "component": own},
        "components": [_component(part, given) for part in others],
        "dependencies": [
            {"ref": program.key, "dependsOn": [part.key for part in others]},
            *({"ref": part.key} for part in others),
        ],
    }
    content = json.dumps(told, sort_keys=True).encode()
    told["serialNumber"] = f"urn:uuid:{uuid.uuid5(_SPACE, hashlib.sha256(content).hexdigest())}"
    return told


def _component(part: Part, given: Given, owner: Part | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": part.kind,
        "bom-ref": f"{owner.key}/{part.key.removeprefix(f'{owner.key}/')}" if owner else part.key,
        "name": part.name,
        "properties": _properties(part, given.folder),
    }
    if part.version:
        told["version"] = part.version
    if part.purl:
        told["purl"] = part.purl
    if part.cpe:
        told["cpe"] = part.cpe
    if part.licence:
        told["licenses"] = [_licence(part.licence)]
    if part.hashes:
        told["hashes"] = [{"alg": "SHA-256", "content": each} for each in part.hashes]
    if part.inside:
        told["components"] = [_component(each, given, part) for each in part.inside]
    if part.files:
        told["evidence"] = {"occurrences": [{"location": file} for file in sorted(part.files)]}
    return told


def _properties(part: Part, folder: Path) -> list[dict[str, str]]:
    """How much of it is there, one hash over all its files (`sha256sum`'s lines, by path), and
    where its licence is to be read."""
    told = []
    if part.files:
        files = sorted(part.files)
        lines = "".join(f"{hash_of(folder / file)}  {file}\n" for file in files)
        told.append(_property("bytes", str(sum((folder / f).stat().st_size for f in files))))
        told.append(_property("files-sha256", hashlib.sha256(lines.encode()).hexdigest()))
    if part.modules:
        told.append(_property("modules", str(part.modules)))
    for name in licences.text_names(part):
        told.append(_property("licence-text", name))
    return told


def _property(name: str, value: str) -> dict[str, str]:
    return {"name": f"{_OWN}{name}", "value": value}


def _licence(said: str) -> dict[str, Any]:
    """An id of the SPDX list, an expression of such ids, or the name as it is told."""
    from cyclonedx.spdx import is_expression, is_supported_id

    if is_supported_id(said):
        return {"license": {"id": said}}
    if is_expression(said):
        return {"expression": said}
    return {"license": {"name": said}}


def _when() -> str:
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct")
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _commit() -> str:
    return _git("rev-parse", "HEAD")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
