"""Two versions of a text side by side, and a third merged with what the others left alone."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

Piece = tuple[str, bool]
"""Words, and whether they differ from the other version."""

#: Characters of a changed place that are compared one by one; a longer one is marked as a whole.
_FINE = 2_000

#: Fewer unchanged characters between two changes are marked with them: else it looks like dust.
_DUST = 3

#: Stands for paragraphs that did not change.
_LEFT_OUT = "……\n"


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both versions as pieces; paragraphs without a change are left out."""
    old, new = _lines(before), _lines(after)
    left: list[Piece] = []
    right: list[Piece] = []
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for tag, a, b, c, d in changes:
        if tag == "equal":
            left.append((_LEFT_OUT, False))
            right.append((_LEFT_OUT, False))
        else:
            gone, come = "".join(old[a:b]), "".join(new[c:d])
            fine = max(len(gone), len(come)) <= _FINE
            found = _characters(gone, come) if fine else ([(gone, True)], [(come, True)])
            left += found[0]
            right += found[1]
    return _tidy(left), _tidy(right)


def merged(basis: str, mine: str, theirs: str) -> str:
    """`mine` with every change from `basis` to `theirs` at places where `mine` is as `basis` was,
    paragraph by paragraph. What was written in `mine` is never lost."""
    old, own, new = _lines(basis), _lines(mine), _lines(theirs)
    same = SequenceMatcher(None, old, own, autojunk=False).get_matching_blocks()
    result = list(own)
    for tag, a, b, c, d in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
        if tag == "equal":
            continue
        place = next((m for m in same if m.a <= a and b <= m.a + m.size), None)
        if place is not None and (place.size or not old):
            at = place.b + a - place.a
            result[at : at + b - a] = new[c:d]
    return "".join(result).removesuffix("\n")


def _lines(text: str) -> list[str]:
    """Paragraphs, each with its end: the last like the others."""
    return [f"{line}\n" for line in text.split("\n")] if text else []


def _characters(gone: str, come: str) -> tuple[list[Piece], list[Piece]]:
    left: list[Piece] = []
    right: list[Piece] = []
    codes = SequenceMatcher(None, gone, come, autojunk=False).get_opcodes()
    for at, (tag, a, b, c, d) in enumerate(codes):
        dust = 0 < at < len(codes) - 1 and b - a < _DUST
        left.append((gone[a:b], tag != "equal" or dust))
        right.append((come[c:d], tag != "equal" or dust))
    return left, right


def _tidy(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind together, no empty ones, no end of line behind the last."""
    found: list[Piece] = []
    for words, changed in pieces:
        if words and found and found[-1][1] == changed:
            found[-1] = (found[-1][0] + words, changed)
        elif words:
            found.append((words, changed))
    if found:
        found[-1] = (found[-1][0].removesuffix("\n"), found[-1][1])
    return tuple(piece for piece in found if piece[0])
