"""Text as a page can take it: no control or direction characters, accents composed.

Han characters are never normalised: that would exchange rare forms in names.
"""

from __future__ import annotations

import re
import unicodedata

from xieshang_desktop.domain.names import JOINER

#: Stands for what is no character at all; no face is asked for it, so it prints as 〓.
BROKEN = "\ufffd"

_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2061-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_SPACES = re.compile("[\t\xa0\u2002-\u200a\u202f]")
_ACCENTED = re.compile("[\u0041-\u02ff][\u0300-\u036f]+")
_SUSPECT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u0300-\u036f\u061c\u180e\u2002-\u200f\u2028-\u202f"
    "\u2061-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def clean(text: str) -> str:
    """The text with line breaks as `\\n` and without anything that has no place on paper."""
    if not _SUSPECT.search(text):
        return text
    text = _BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _SURROGATES.sub(BROKEN, text)
    return _ACCENTED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def one_line(text: str) -> str:
    """The text cleaned, in one line."""
    return " ".join(clean(text).split("\n")).strip()


def unbroken(name: str) -> str:
    """A name that stays on one line, unless it is longer than a line."""
    return JOINER.join(one_line(name).replace(JOINER, ""))
