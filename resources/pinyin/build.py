"""Makes readings.txt from the dictionary of pypinyin (a tool of the checks, not of the program).

    .venv/bin/python resources/pinyin/build.py

The program reads the text file in a millisecond; the dictionary itself needs 0.2 s and 57 MB.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

FILE = Path(__file__).with_name("readings.txt")

#: Readings of one character that are kept: more only swell the table of search keys.
MOST = 3
#: A reading counts when at least this share of the character's uses in the phrases has it.
SHARE = 0.03
#: Readings of a character that no phrase uses: the dictionary lists those of old books as well.
UNUSED = 2

#: Characters in people's names that the dictionary does not know.
ADDED = {"𠮷": "ji"}

#: 〇, unified ideographs with extensions A to H, compatibility ideographs; no private use.
HAN = (
    (0x3007, 0x3007),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def uses() -> dict[str, Counter[str]]:
    """How often the phrases of the dictionary read a character in which way."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        if len(phrase) == len(readings):
            for character, reading in zip(phrase, readings, strict=True):
                found[character][to_normal(reading[0])] += 1
    return found


def readings_of(code: int, used: Counter[str]) -> list[str]:
    """The readings in use, without tones and with v for ü, the most common first."""
    listed = [to_normal(reading).replace("ê", "e") for reading in PINYIN_DICT[code].split(",")]
    common = [
        reading
        for reading, times in used.most_common(MOST)
        if reading in listed and times >= SHARE * used.total()
    ]
    return common or list(dict.fromkeys(listed))[:UNUSED]


def make() -> str:
    """The file's text: a line for each set of readings, then the characters that have it."""
    used = uses()
    characters: dict[str, str] = defaultdict(str)
    for code in sorted(PINYIN_DICT):
        if any(first <= code <= last for first, last in HAN):
            readings = readings_of(code, used[chr(code)])
            characters[" ".join(readings)] += chr(code)
    for character, reading in ADDED.items():
        characters[reading] += character
    return "".join(f"{readings}\t{characters[readings]}\n" for readings in sorted(characters))


if __name__ == "__main__":
    FILE.write_text(make(), "utf-8")
