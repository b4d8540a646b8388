"""The kinds of topics that the program ships with."""

from __future__ import annotations

import json
from functools import cache

from xieshang_desktop import resources


@cache
def kinds() -> tuple[tuple[str, str], ...]:
    """The taxonomy of topics: (key, label)."""
    data = json.loads(resources.path("taxonomy.json").read_text("utf-8"))
    listed = data["kinds"] if isinstance(data, dict) else data
    return tuple((kind["key"], kind["label"]) for kind in listed)


def kind_words(key: str) -> str:
    """The label of one kind; empty for none."""
    return dict(kinds()).get(key, "")
