"""The paper docs/bundle-format.md and the code say the same."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import msgspec

import xieshang_desktop.exchange
from xieshang_desktop.domain.entry import Header
from xieshang_desktop.exchange import container, manifest, seal
from xieshang_desktop.exchange.keys import SEAL_KEY, SIGN_KEY, SIGN_PUBLIC

PACKAGE = Path(xieshang_desktop.exchange.__path__[0])
PAPER = (PACKAGE.parent.parent / "docs" / "bundle-format.md").read_text("utf-8")


def section(number: int) -> str:
    return PAPER.split(f"\n## {number}. ")[1].split("\n## ")[0]


def refusals() -> dict[int, set[str]]:
    """The codes of section 8 by the number of the step."""
    found: dict[int, set[str]] = {}
    step = 0
    for row in section(8).splitlines():
        if row.startswith("|") and (code := re.search(r"`([a-z_]+)` \|$", row)):
            number = row.split("|")[1].strip()
            step = int(number) if number else step
            found.setdefault(step, set()).add(code[1])
    return found


def test_every_refusal_of_the_paper_is_in_the_code_and_the_other_way_round() -> None:
    """But for step 9, which is the reader's."""
    in_code = {
        node.value
        for path in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch("bundle_[a-z_]+|invitation_code_wrong", node.value)
    }
    of_the_world = {"bundle_empty", "bundle_too_much", "bundle_cancelled", "bundle_unreadable"}
    steps = refusals()
    assert sorted(steps) == list(range(1, 11))
    of_the_reader = steps.pop(9)
    of_the_paper = set().union(*steps.values())
    assert of_the_paper == in_code - of_the_world
    assert of_the_reader.isdisjoint(of_the_paper)


def test_the_labels_of_the_paper_are_those_of_the_code_in_their_order() -> None:
    rows = [line.split("|")[1] for line in section(4).splitlines() if line.startswith("| `Xie")]
    labels = [label for row in rows for label in re.findall("`(Xieshang-[A-Za-z-]+)`", row)]
    fields = msgspec.structs.fields(manifest.BundleInfo)
    assert labels == [field.encode_name for field in fields]


def test_the_members_of_the_header_are_named() -> None:
    named = set(re.findall("`([a-z_]+)`", section(5)))
    assert {field.encode_name for field in msgspec.structs.fields(Header)} <= named


def test_the_files_and_limits_are_named() -> None:
    for name in (manifest.DECLARATION, manifest.INFO, manifest.MANIFEST, manifest.TAG_MANIFEST):
        assert f"`{name}`" in section(4)
    for name in (SIGN_KEY, SIGN_PUBLIC, SEAL_KEY):
        assert f"`{name}`" in section(7)
    assert seal.HEADER_LIMIT == 16 * 1024
    assert "16 KiB" in section(2)
    assert f"{container.MEMBERS_LIMIT:,} members" in section(8)
    assert container.SIZE_LIMIT == 2**31
    assert "2 GiB (2^31)" in section(8)
    assert f"{container.NAME_LIMIT} characters" in section(3)
