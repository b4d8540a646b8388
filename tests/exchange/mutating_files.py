"""Files, lists and signatures of a draft that are not as they should be."""

from __future__ import annotations

import hashlib
from random import Random

from tests.exchange.forging import INFO, MANIFEST, SIGNATURE, TAGS, list_again
from tests.exchange.mutating import Draft, Spoil, content_of, spoil_bytes
from xieshang_desktop.exchange import minisign


def file_bytes(chance: Random, draft: Draft) -> None:
    """The bytes of any file."""
    name = chance.choice(sorted(draft.bag))
    draft.bag[name] = spoil_bytes(chance, draft.bag[name])
    draft.sign = "tag" not in name
    draft.relist = name.startswith("data/") and chance.random() < 0.7


def file_encoding(chance: Random, draft: Draft) -> None:
    """Text in another encoding or with other line ends."""
    name = chance.choice([INFO, "bagit.txt", MANIFEST, TAGS, SIGNATURE, content_of(draft)])
    text = draft.bag[name].decode()
    draft.bag[name] = chance.choice(
        [
            text.encode("utf-16"),
            text.encode("utf-8-sig"),
            text.encode("gb18030"),
            text.replace("\n", "\r\n").encode(),
            text.rstrip("\n").encode(),
            text.encode().replace(b"\xe6", b"\xff"),
        ]
    )
    draft.sign = "tag" not in name
    draft.relist = name != MANIFEST


def file_gone(chance: Random, draft: Draft) -> None:
    """A file less; listed or not."""
    name = chance.choice(sorted(draft.bag))
    draft.relist = chance.random() < 0.5
    draft.sign = chance.random() < 0.8 and "tag" not in name
    if draft.sign and chance.random() < 0.5:
        draft.bag = {**draft.bag}
    del draft.bag[name]


def file_more(chance: Random, draft: Draft) -> None:
    """A file too many; listed or not."""
    digest = hashlib.sha256(b"more").hexdigest()
    name = chance.choice(
        [
            *("readme.txt", "autorun.inf", "data/more.jsonl", "data/files/x", f"data/{digest}"),
            *(f"data/files/{'0' * 64}", f"data/files/{digest}", "data/receipt.json"),
        ]
    )
    draft.bag[name] = b"more"
    draft.relist = chance.random() < 0.6


def file_long(chance: Random, draft: Draft) -> None:
    """A small file that is not small."""
    name, size = chance.choice(
        [("bagit.txt", 70_000), (INFO, 70_000), (SIGNATURE, 5_000), (TAGS, 2**22 + 9)]
    )
    draft.bag[name] += b"\n" * size
    draft.sign = "tag" not in name


def list_lie(chance: Random, draft: Draft) -> None:
    """A manifest that leaves out, repeats, invents or misnames."""
    name = chance.choice([MANIFEST, MANIFEST, TAGS])
    rows = list_again(draft.bag)[name].splitlines(keepends=True)
    place = chance.randrange(len(rows))
    row = rows[place]
    rows[place] = chance.choice(
        [
            b"",
            row * 2,
            row.upper(),
            row.replace(b"  ", b" "),
            row.replace(b"  ", b" *"),
            row[:-1] + b"x\n",
            b"0" * 64 + row[64:],
            row + b"1" * 64 + b"  data/lost\n",
            row + b"1" * 64 + b"  ../up\n",
            row[64:66] + row[66:-1] + b"  " + row[:64] + b"\n",
        ]
    )
    draft.bag[name] = b"".join(rows)
    draft.relist = False
    draft.sign = name == MANIFEST
    if name == TAGS:
        sign_tags(draft)


def sign_tags(draft: Draft) -> None:
    """A right signature over whatever the tag manifest says."""
    signature = minisign.sign(draft.keys.sign, draft.bag[TAGS], "forged")
    draft.bag[SIGNATURE] = signature.encode()


def signature_lie(chance: Random, draft: Draft) -> None:
    """A signature of nobody known, of somebody else, of another kind, or of something else."""
    draft.sign = draft.relist = False
    way = chance.randrange(5)
    key = draft.keys.sign
    if way == 0:
        key = minisign.new_signing_key(chance.randbytes(32), chance.randbytes(8))
    elif way == 1:
        key = minisign.new_signing_key(chance.randbytes(32), key.key_id)
    signed = draft.bag[TAGS] + (b"\n" if way == 2 else b"")
    text = minisign.sign(key, signed, "forged")
    lines = text.split("\n")
    if way == 3:
        lines[1] = f"RWQ{lines[1][3:]}"
    elif way == 4:
        lines[2] += " later"
    draft.bag[SIGNATURE] = "\n".join(lines).encode()


FILES: list[Spoil] = [
    *(file_bytes, file_bytes, file_encoding, file_gone, file_more, file_long),
    *(list_lie, list_lie, signature_lie),
]
