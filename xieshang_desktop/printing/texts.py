"""The fixed words of papers: data that a township can replace, not code."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from xieshang_desktop import resources
from xieshang_desktop.errors import BadInput

_FIELD = re.compile(r"\{(\w+)\}")


class Texts:
    """The words of one paper by name. A township's file needs only the words it changes."""

    def __init__(self, paper: str, words: dict[str, str]) -> None:
        self._paper = paper
        self._words = words

    def __call__(self, name: str, /, **facts: str) -> str:
        """The words `name` with `{facts}` filled in. Raises BadInput `form_text_unknown_field` when
        the file asks for a fact that this paper has not."""

        def fact(match: re.Match[str]) -> str:
            if match[1] not in facts:
                raise BadInput(
                    "form_text_unknown_field", paper=self._paper, name=name, field=match[1]
                )
            return facts[match[1]]

        return _FIELD.sub(fact, self._words[name])


def texts(paper: str, folder: Path | None = None) -> Texts:
    """The words of `paper`, from `folder` where it has them, else as shipped.
    Raises BadInput `form_text_unreadable`."""
    words = dict(_read(resources.path("papers", f"{paper}.toml"), 0))
    own = folder / f"{paper}.toml" if folder else None
    if own and own.is_file():
        words.update(_read(own, own.stat().st_mtime_ns))
    return Texts(paper, words)


@lru_cache(maxsize=32)
def _read(file: Path, _changed: int) -> dict[str, str]:
    try:
        words = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput("form_text_unreadable", file=file.name) from error
    if not all(isinstance(text, str) for text in words.values()):
        raise BadInput("form_text_unreadable", file=file.name)
    return words
