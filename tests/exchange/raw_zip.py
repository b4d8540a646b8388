"""ZIP files put together by hand, so that every field of them can lie."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")

#: Fields that both headers of a member have, in their order.
SHARED = ("needed", "flags", "method", "time", "date", "crc", "packed", "size", "named", "extra")
#: Those of the central one alone.
OWN = ("comment", "disk", "internal", "external", "offset")


@dataclass
class Part:
    """One member: `lies` replace fields of both headers, `local` and `central` of one."""

    name: bytes
    content: bytes
    deflated: bool = False
    lies: dict[str, int] = field(default_factory=dict)
    local: dict[str, int] = field(default_factory=dict)
    central: dict[str, int] = field(default_factory=dict)
    made_by: int = 3 << 8 | 20
    extra: bytes = b""
    comment: bytes = b""
    before: bytes = b""
    after: bytes = b""
    #: The data as it stands in the file, when it is not what the content deflates to.
    packed: bytes | None = None


def deflate(content: bytes) -> bytes:
    """As members are packed."""
    deflater = zlib.compressobj(1, zlib.DEFLATED, -15)
    return deflater.compress(content) + deflater.flush()


def build(
    parts: list[Part],
    *,
    end: dict[str, int] | None = None,
    between: bytes = b"",
    comment: bytes = b"",
) -> bytes:
    """The ZIP of these; `end` replaces fields of the last record, `between` stands before the
    central directory.
    """
    whole = bytearray()
    directory = bytearray()
    for part in parts:
        whole += part.before
        packed = part.packed
        if packed is None:
            packed = deflate(part.content) if part.deflated else part.content
        fields = {
            "needed": 20,
            "flags": 0,
            "method": 8 if part.deflated else 0,
            "time": 0,
            "date": 33,
            "crc": zlib.crc32(part.content),
            "packed": len(packed),
            "size": len(part.content),
            "named": len(part.name),
            "extra": len(part.extra),
            "comment": len(part.comment),
            "disk": 0,
            "internal": 0,
            "external": 0o100644 << 16,
            "offset": len(whole),
            **part.lies,
        }
        local = {**fields, **part.local}
        whole += LOCAL.pack(b"PK\3\4", *(local[name] for name in SHARED))
        whole += part.name + part.extra + packed + part.after
        central = {**fields, **part.central}
        directory += CENTRAL.pack(
            b"PK\1\2", part.made_by, *(central[name] for name in (*SHARED, *OWN))
        )
        directory += part.name + part.extra + part.comment
    whole += between
    last = {
        "disk": 0,
        "first": 0,
        "here": len(parts),
        "count": len(parts),
        "length": len(directory),
        "start": len(whole),
        "comment": len(comment),
        **(end or {}),
    }
    return bytes(whole + directory + END.pack(b"PK\5\6", *last.values()) + comment)


def parts_of(bag: dict[str, bytes], deflated: bool = True) -> list[Part]:
    """Honest members for the files of a bag."""
    return [Part(name.encode(), content, deflated) for name, content in bag.items()]
