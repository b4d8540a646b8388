"""Ways to spoil a bundle before it is sealed: its bytes, or a draft of it piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.exchange.forging import INFO, MANIFEST, Bag, list_again, sign_again
from tests.exchange.raw_zip import Part, build, parts_of
from xieshang_desktop.exchange.keys import VillageKeys


@dataclass
class Draft:
    """A bundle on its way to being spoiled: the files, how the ZIP is put together of them, and
    what is made right again at the end.
    """

    bag: Bag
    keys: VillageKeys
    relist: bool = True
    sign: bool = True
    change_parts: list[Callable[[list[Part]], None]] = field(default_factory=list)
    end: dict[str, int] = field(default_factory=dict)
    between: bytes = b""
    comment: bytes = b""

    def close(self) -> bytes:
        """The ZIP."""
        bag = list_again(self.bag) if self.relist else self.bag
        if self.sign and "bagit.txt" in bag and INFO in bag and MANIFEST in bag:
            bag = sign_again(bag, self.keys)
        parts = parts_of(bag)
        for change in self.change_parts:
            change(parts)
        return build(parts, end=self.end, between=self.between, comment=self.comment)


Spoil = Callable[[Random, Draft], None]


def spoil_bytes(chance: Random, content: bytes) -> bytes:
    """Bits flipped, bytes cut off, put in, doubled, swapped or blotted out, somewhere."""
    spoiled = bytearray(content)
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        size = len(spoiled)
        start = chance.randrange(size + 1)
        length = chance.choice([1, 2, 4, 16, 100, 1000])
        stretch = slice(start, start + length)
        way = chance.randrange(8)
        if way <= 2 and size:
            spoiled[chance.randrange(size)] ^= 1 << chance.randrange(8)
        elif way == 3:
            del spoiled[start:]
        elif way == 4:
            del spoiled[stretch]
        elif way == 5:
            spoiled[start:start] = chance.randbytes(length)
        elif way == 6:
            spoiled[start:start] = spoiled[stretch]
        else:
            blot = chance.choice([0, 0xFF, 0x20, 0x22])
            spoiled[stretch] = bytes([blot]) * len(spoiled[stretch])
    return bytes(spoiled)


def content_of(draft: Draft) -> str:
    """The name of the content file."""
    return next(n for n in draft.bag if n.startswith("data/") and n.endswith(("json", "jsonl")))
