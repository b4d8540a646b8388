"""What a person is found by: every key is the beginning of something people type at the door.

A key starts with `0` where it begins with the name, read as a surname is read, else with `1`. A
search is a range of the sorted keys; those with `0` come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, product

from xieshang_desktop.domain.names import map_old_gb18030
from xieshang_desktop.domain.pinyin import Readings, plain_letters, spell

#: Ways to read one name that are kept: three characters with two readings each have as many.
_MOST_WAYS = 8

#: Telephone tails by which people are found, beside the whole number.
_TAILS = (8, 4)

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LATIN = re.compile("[A-Za-z\u00c0-\u036f\u1e00-\u1eff]+")
_TONE_DIGIT = re.compile(r"(?<=[a-z])[1-5](?!\d)")
#: What is no part of a name; characters younger than Python's tables are.
_SILENT = re.compile("[^\\w\ue000-\uf8ff\U00020000-\U0010ffff]+|_")
_NO_DIGIT = re.compile(r"\D+")


def keys_of(name: str, phones: Sequence[str] = ()) -> tuple[str, ...]:
    """The keys of a person: name, pinyin and initials from every part of the name on; the surname
    with the initials of the rest; whole telephone numbers and their last 8 and 4 digits."""
    parts, read, surname, as_words = spell(name)
    keys: list[str] = []
    for sounds in _ways(read):
        keys += _keys(parts, sounds, surname)
    if as_words != read[:surname]:  # a surname that is read as a word, after all others
        for sounds in _ways((*as_words, *read[surname:])):
            ways = "".join(sounds), "".join([sound[:1] for sound in sounds])
            keys += ["1" + way for way in ways if "0" + way not in keys]
    for phone in phones:
        digits = _NO_DIGIT.sub("", phone)
        keys += ("1" + digits, *("1" + digits[-tail:] for tail in _TAILS))
    found = dict.fromkeys(keys)
    for silence in ("0", "1"):
        found.pop(silence, None)
    return tuple(found)


def normalise_query(text: str) -> str:
    """What was typed, or is still being composed, in the form of the keys: half width, lower case,
    no blanks, dots, apostrophes between syllables, hyphens or tones."""
    text = map_old_gb18030(text).translate(_HALF_WIDTH)
    text = _LATIN.sub(lambda found: plain_letters(found[0]), text).lower()
    return _TONE_DIGIT.sub("", _SILENT.sub("", text))


def _ways(read: Sequence[Readings]) -> Iterable[Readings]:
    """One sound for each part, the usual ones first; a part that nobody reads is silent."""
    return islice(product(*(readings or ("",) for readings in read)), _MOST_WAYS)


def _keys(parts: Sequence[str], sounds: Sequence[str], surname: int) -> list[str]:
    join = "".join
    letters = [sound[:1] for sound in sounds]
    keys = ["0" + join(parts), "0" + join(sounds)]
    last = len(parts) - 1
    if last > 0:  # a single letter begins the pinyin anyway
        keys.append("0" + join(letters))
    if surname < last:
        keys.append("0" + join(sounds[:surname]) + join(letters[surname:]))
    for place in range(1, last):
        keys += (
            "1" + join(parts[place:]),
            "1" + join(sounds[place:]),
            "1" + join(letters[place:]),
        )
    if last > 0:
        keys += ("1" + parts[last], "1" + sounds[last])
    return keys
