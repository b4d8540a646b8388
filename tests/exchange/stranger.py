"""A reader that a stranger wrote from docs/bundle-format.md alone, with Python's own modules and
libsodium: what the program takes, it must take too, and find the same in it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from typing import NamedTuple

from nacl.signing import VerifyKey

_CONTENT = {
    "entries": "data/entries.jsonl",
    "receipt": "data/receipt.json",
    "directives": "data/directives.json",
    "enrolment": "data/enrolment.json",
}
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NUMBER = "[1-9][0-9]{0,15}"
_TIME = r"(19[7-9]\d|[2-8]\d{3}|9[0-8]\d\d|99[0-8]\d|999[0-8])-\d\d-\d\d[Tt ].*([+-]\d\d:\d\d|[Zz])"
_FORMS = {
    "Format": "1",
    "Kind": "entries|receipt|directives|enrolment",
    "Unit": _UUID,
    "Unit-Name": ".+",
    "Line": "[0-9a-f]{8}",
    "First": _NUMBER,
    "Last": _NUMBER,
    "Previous": "[0-9a-f]{64}",
    "Device": ".+",
    "Program": ".+",
    "Schema": "1",
    "Laptop-Clock": _TIME,
}


class Found(NamedTuple):
    """What a bundle holds: labels, entries as they stand or the message, files by name."""

    info: dict[str, str]
    rows: list[dict[str, object]]
    message: object
    files: dict[str, bytes]


def read(clear: bytes, publics: dict[str, tuple[str, str]]) -> Found:
    """The content; AssertionError if anything is not as the paper says. `publics` are units and
    second lines of `.pub` files by key id.
    """
    with zipfile.ZipFile(io.BytesIO(clear)) as box:
        names = box.namelist()
        assert len(names) == len({name.lower() for name in names})
        bag = {name: box.read(name) for name in names}
    info = _info(bag)
    kind = info["Kind"]
    content = bag[_CONTENT[kind]]
    _signed(bag, info, content, publics)
    tags = _listed(bag["tagmanifest-sha256.txt"])
    assert tags.keys() == {"bag-info.txt", "bagit.txt", "manifest-sha256.txt"}
    listed = _listed(bag["manifest-sha256.txt"])
    top = {*tags, "tagmanifest-sha256.txt", "tagmanifest-sha256.txt.minisig"}
    assert {*listed, *top} == set(bag)
    for name, digest in {**tags, **listed}.items():
        assert hashlib.sha256(bag[name]).hexdigest() == digest
    files = {name: bag[name] for name in listed if name != _CONTENT[kind]}
    assert not files or kind in ("entries", "directives")
    for name in files:
        assert name == f"data/files/{listed[name]}"
    if kind == "entries":
        return Found(info, _entries(content, info), None, files)
    message = json.loads(content.decode())
    if kind != "enrolment" or message["step"] == "rotation":
        assert str(message["number"]) == info["First"]
    return Found(info, [], message, files)


def _info(bag: dict[str, bytes]) -> dict[str, str]:
    assert bag["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    text = bag["bag-info.txt"].decode()
    assert text.endswith("\n")
    pairs = [row.split(": ", 1) for row in text[:-1].split("\n")]
    assert len({pair[0] for pair in pairs}) == len(pairs)
    info = {label.removeprefix("Xieshang-"): value for label, value in pairs if "Xies" in label}
    for label, form in _FORMS.items():
        assert re.fullmatch(form, info[label], re.DOTALL), label
    if "Addressee" in info:
        assert re.fullmatch(_UUID, info["Addressee"])
    return info


def _signed(
    bag: dict[str, bytes],
    info: dict[str, str],
    content: bytes,
    publics: dict[str, tuple[str, str]],
) -> None:
    lines = bag["tagmanifest-sha256.txt.minisig"].decode().split("\n")
    assert lines[0].startswith("untrusted comment: ")
    assert lines[2].startswith("trusted comment: ")
    packed = base64.b64decode(lines[1])
    assert packed[:2] == b"ED"
    key_id = f"{int.from_bytes(packed[2:10], 'little'):X}"
    if key_id in publics:
        unit, line = publics[key_id]
        assert unit == info["Unit"]
    else:
        line = json.loads(content)["keys"]["sign"]
    public = base64.b64decode(line)
    assert public[2:10] == packed[2:10]
    key = VerifyKey(public[10:])
    signed = hashlib.blake2b(bag["tagmanifest-sha256.txt"]).digest()
    key.verify(signed, packed[10:])
    comment = lines[2].removeprefix("trusted comment: ").encode()
    key.verify(packed[10:] + comment, base64.b64decode(lines[3]))


def _listed(content: bytes) -> dict[str, str]:
    rows = content.decode("ascii").split("\n")
    assert rows.pop() == ""
    pairs = [re.fullmatch("([0-9a-f]{64})  (.+)", row) for row in rows]
    listed = {pair[2]: pair[1] for pair in pairs if pair}
    assert len(listed) == len(rows)
    return listed


def _entries(content: bytes, info: dict[str, str]) -> list[dict[str, object]]:
    texts = content.decode().split("\n")
    assert texts.pop() == ""
    number, previous = int(info["First"]), info["Previous"]
    rows = []
    for text in texts:
        row = json.loads(text)
        header = json.loads(row["header"])
        assert (header["unit"], header["line"]) == (info["Unit"], info["Line"])
        assert (header["number"], header["previous"]) == (number, previous)
        assert type(header["number"]) is int
        assert re.fullmatch(_TIME, header["at"])
        assert header["schema"] == 1
        previous = hashlib.sha256(row["header"].encode()).hexdigest()
        assert row["hash"] == previous
        for payload in ("record", "private"):
            salt = row[f"{payload}_salt"]
            assert (row[payload] is None) == (salt is None)
            if salt is not None:
                assert re.fullmatch("[0-9a-f]{32}", salt)
                assert isinstance(json.loads(row[payload]), dict)
                salted = bytes.fromhex(salt) + row[payload].encode()
                assert hashlib.sha256(salted).hexdigest() == header[f"{payload}_hash"]
        number += 1
        rows.append(row)
    assert number - 1 == int(info["Last"])
    return rows
