"""Qt's enumerations, made the quick way, are what `enum` makes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_DESCRIBE = """
import enum, json, sys
from xieshang_desktop.ui import quick_enums
if sys.argv[1] == "quick":
    quick_enums.install()
from PySide6 import QtCore, QtGui, QtNetwork, QtWidgets

def shown(kind):
    facts = [repr(kind), kind.__module__, kind.__qualname__, [repr(base) for base in kind.__mro__]]
    facts += [[name, repr(member), member.value] for name, member in kind.__members__.items()]
    facts += [repr(list(kind)), [repr(kind(member.value)) for member in kind]]
    facts += [sorted(set(dir(kind)))]
    if issubclass(kind, enum.Flag) and len(kind.__members__):
        every = kind(0)
        for member in kind:
            every |= member
        facts += [every.value, [part.name for part in every], (~every).value]
        facts += [kind._flag_mask_, kind._singles_mask_, kind._all_bits_, repr(kind._boundary_)]
    return facts

found = {}
for module in (QtCore, QtGui, QtNetwork, QtWidgets):
    for name in sorted(dir(module)):
        owner = getattr(module, name)
        for part in [owner, *(getattr(owner, inner, None) for inner in sorted(dir(owner)))]:
            if isinstance(part, enum.EnumMeta) and part.__module__.startswith("PySide6"):
                found[f"{part.__module__}.{part.__qualname__}"] = shown(part)
json.dump(found, sys.stdout)
"""


def described(way: str) -> dict[str, list[object]]:
    asked = [sys.executable, "-c", _DESCRIBE, way]
    said = subprocess.run(asked, capture_output=True, check=True, text=True)
    found: dict[str, list[object]] = json.loads(said.stdout)
    return found


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="left to enum itself")
def test_every_enumeration_of_qt_is_the_same() -> None:
    slow, quick = described("slow"), described("quick")
    assert len(slow) > 400
    assert quick.keys() == slow.keys()
    for name, facts in slow.items():
        assert quick[name] == facts, name
