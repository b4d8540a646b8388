"""Whose binaries these are.

Each one bears a signature that osslsigncode follows to a root this system trusts, by a signer named
here, or its hash stands in `unsigned.sha256`.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from functools import cache
from pathlib import Path

PINS = Path(__file__).with_name("unsigned.sha256")
SIGNERS = {"Python Software Foundation", "The Qt Company Oy", "Microsoft Corporation"}
BINARIES = {".dll", ".exe", ".pyd"}
_ROOTS = "/etc/ssl/certs/ca-certificates.crt"


def listed(folder: Path, own: str) -> list[str]:
    """A line with hash, signer and name for every binary but our own; ValueError names those that
    nobody answers for."""
    pinned = pins(PINS.read_text("utf-8"))
    lines, unknown = [], []
    for file in sorted(f for f in folder.rglob("*") if f.suffix.lower() in BINARIES):
        name = file.relative_to(folder).as_posix()
        if name == own:
            continue
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        signer = signer_of(file)
        lines.append(f"{digest}  {signer or 'unsigned'}  {name}")
        if not signer and pinned.get(name) != digest:
            unknown.append(f"{digest}  {name}")
    if unknown:
        words = f"Not signed by anybody known, nor in {PINS.name} with this hash:"
        raise ValueError("\n".join([words, *unknown]))
    return lines


def pins(text: str) -> dict[str, str]:
    """SHA-256 by name."""
    return {name: digest for digest, name in (line.split("  ", 1) for line in text.splitlines())}


def signer_of(file: Path) -> str:
    """Who signed it, where signature, time stamp and both chains hold; else ""."""
    command = ["osslsigncode", "verify", *_offline(), "-CAfile", _ROOTS, "-TSA-CAfile", _ROOTS]
    done = subprocess.run(
        [*command, "-in", str(file)], capture_output=True, text=True, errors="replace"
    )
    return verified(done.returncode, done.stdout)


def verified(status: int, said: str) -> str:
    """The signer in what osslsigncode said, if all of it was good and the signer is known."""
    if status or "\nSucceeded" not in said:
        return ""
    found = re.search(r"Signer's certificate:\s.*?Subject: [^\n]*?CN=([^/\n]+)", said, re.DOTALL)
    name = found[1].strip() if found else ""
    return name if name in SIGNERS else ""


@cache
def _offline() -> tuple[str, ...]:
    """Lists of revoked certificates lie on the network: not asked for, where that can be said."""
    helped = subprocess.run(["osslsigncode", "verify", "--help"], capture_output=True, text=True)
    words = helped.stdout + helped.stderr
    return tuple(word for word in ("-ignore-crl",) if word in words)
