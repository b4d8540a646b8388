"""What was answered to the questions of a paper, as builders read it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import drafting
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import PaperKind

_ANSWERS = "answers"


class Answers:
    """Answers by the names of the questions; one that was not given is empty."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given

    def text(self, name: str, instead: str = "") -> str:
        """The words, or `instead`."""
        return self._given.get(name, "").strip() or instead

    def lines(self, name: str) -> tuple[str, ...]:
        """The words line by line, without empty ones."""
        return tuple(filter(None, map(str.strip, self.text(name).splitlines())))

    def ticked(self, name: str) -> bool:
        """Whether the box is ticked."""
        return self.text(name) == "1"

    def number(self, name: str, instead: int, *, least: int = 0, most: int) -> int:
        """A whole number, `instead` where none was given.

        BadInput `answer_no_number` outside of `least` to `most`.
        """
        words = self.text(name)
        if not words:
            return instead
        if not words.isdecimal() or not least <= int(words[:9]) <= most:
            raise BadInput("answer_no_number", words=words[:20], least=least, most=most)
        return int(words)


def kept_answers(desk: Desk, kind: PaperKind, object_id: str) -> dict[str, str]:
    """What was answered the last time this paper was about to be printed."""
    text = drafting.kept(desk, _draft(kind, object_id), _ANSWERS).get(_ANSWERS, "")
    return dict(json.loads(text)) if text else {}


def keep_answers(desk: Desk, kind: PaperKind, object_id: str, answers: Mapping[str, str]) -> None:
    """Keep them, without an entry: they belong to the paper, not to the records."""
    given = {name: words for name, words in answers.items() if words}
    text = json.dumps(given, ensure_ascii=False) if given else ""
    drafting.keep(desk, _draft(kind, object_id), _ANSWERS, text)


def _draft(kind: PaperKind, object_id: str) -> str:
    return f"paper:{kind.value}:{object_id}"
