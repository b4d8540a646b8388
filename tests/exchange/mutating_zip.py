"""Tricks of the ZIP format, played on a draft."""

from __future__ import annotations

from random import Random

from tests.exchange.mutating import Draft, Spoil
from tests.exchange.raw_zip import Part, deflate

#: A real bomb: more than a small bag may unpack to, in a few kilobytes.
_BOMB = Part(b"data/files/bomb", b"", True, packed=deflate(bytes(70 * 2**20)))
_BOMB_SIZE = 70 * 2**20


_NAMES = [
    *(b"../up", b"/etc/passwd", b"data/../../up", b"data/./a", b"data//a", b"data/", b"", b"."),
    *(b"C:/a", b"data\\..\\a", b"CON:", b"a b", b"a\0b", b"a\nb", b"~/a", b"data/files/../../x"),
    *("名册".encode(), "名册".encode("gbk"), b"\xff\xfe", b"x" * 101, b"data/" + b"d/" * 60 + b"x"),
]
_LIES = [0, 1, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 2**31 - 1, 100, 65_536]


def zip_name(chance: Random, draft: Draft) -> None:
    """A name that leads elsewhere or cannot be read, of one more member or of one there is."""
    name = chance.choice(_NAMES)

    def change(parts: list[Part]) -> None:
        if chance.random() < 0.5:
            parts.insert(chance.randrange(len(parts) + 1), Part(name, b"x"))
        else:
            chance.choice(parts).name = name

    draft.change_parts.append(change)


def zip_twice(chance: Random, draft: Draft) -> None:
    """One name twice, perhaps in other letters."""

    def change(parts: list[Part]) -> None:
        part = chance.choice(parts)
        name = chance.choice([part.name, part.name.upper(), part.name.title()])
        content = chance.choice([part.content, b"other"])
        parts.insert(chance.randrange(len(parts) + 1), Part(name, content))

    draft.change_parts.append(change)


def zip_link(chance: Random, draft: Draft) -> None:
    """A member that is a link, a folder or a device."""
    kind = chance.choice([0o120777, 0o40755, 0o10644, 0o20644, 0o60644, 0o140644])

    def change(parts: list[Part]) -> None:
        part = chance.choice(parts)
        if chance.random() < 0.3:
            part.made_by, part.lies["external"] = chance.choice([0, 10 << 8]), 0x10
        else:
            part.lies["external"] = kind << 16

    draft.change_parts.append(change)


def zip_field(chance: Random, draft: Draft) -> None:
    """A field of one header or of both that says something else, four gigabytes for instance."""
    where = chance.choice(["lies", "local", "central"])
    names = ["flags", "method", "crc", "packed", "size", "named", "extra", "time", "date", "needed"]
    if where != "local":
        names += ["offset", "comment", "disk"]
    name = chance.choice(names)
    wide = name in ("crc", "packed", "size", "offset")
    value = chance.choice(_LIES) if wide else chance.choice([1, 8, 9, 12, 14, 0x41, 0x800, 0xFFFF])
    draft.change_parts.append(
        lambda parts: getattr(chance.choice(parts), where).update({name: value})
    )


def zip_end(chance: Random, draft: Draft) -> None:
    """A last record that lies about number, place or size."""
    name = chance.choice(["disk", "first", "here", "count", "length", "start", "comment"])
    wide = name in ("length", "start")
    draft.end[name] = chance.choice(_LIES if wide else [0, 1, 3, 20_001, 20_001, 0xFFFF])
    if name in ("here", "count") and chance.random() < 0.5:
        draft.end["here"] = draft.end["count"] = draft.end[name]


def zip_more(chance: Random, draft: Draft) -> None:
    """Comments, extra fields (also those of ZIP64), descriptors, and bytes that nobody lists."""
    extra = chance.choice([b"\x99\x00\x02\x00ab", b"\x01\x00\x10\x00" + b"\xff" * 16, b"x"])
    way = chance.randrange(7)
    stuff = chance.choice([b"\0", b"hidden", b"PK\x07\x08" + bytes(12), chance.randbytes(40)])

    def change(parts: list[Part]) -> None:
        part = chance.choice(parts)
        if way == 0:
            part.extra = extra
        elif way == 1:
            part.comment = b"hello"
        elif way == 2:
            part.before = stuff
        elif way == 3:
            part.after = stuff
        elif way == 4:
            part.packed = (part.packed or deflate(part.content)) + stuff
            part.deflated = True

    draft.change_parts.append(change)
    if way == 5:
        draft.between = stuff
    elif way == 6:
        draft.comment = stuff


def zip_bomb(chance: Random, draft: Draft) -> None:
    """Far more inside than outside, said openly or hidden behind a small size."""
    size = chance.choice([_BOMB_SIZE, _BOMB_SIZE, 2**31, 2**32 - 1, 5, 0, 70_000])
    lies = {"size": size, "crc": chance.choice([0, 1])}

    def change(parts: list[Part]) -> None:
        bomb = Part(_BOMB.name, b"", True, lies=lies, packed=_BOMB.packed)
        if chance.random() < 0.5:
            part = chance.choice(parts)
            bomb.name = part.name
            parts.remove(part)
        parts.append(bomb)

    draft.change_parts.append(change)


def zip_over(chance: Random, draft: Draft) -> None:
    """Two members over the same bytes, or members in another order than they are listed."""

    def change(parts: list[Part]) -> None:
        one, other = chance.sample(parts, 2)
        if chance.random() < 0.5:
            one.central["offset"] = chance.randrange(500)
        else:
            one.central["offset"], other.central["offset"] = other.lies.get("offset", 0), 0

    draft.change_parts.append(change)


ZIP: list[Spoil] = [zip_name, zip_twice, zip_link, zip_field, zip_end, zip_more, zip_bomb, zip_over]
