"""Sentences for people: every code has what happened and what to do."""

from __future__ import annotations

from gettext import gettext
from typing import NamedTuple

from xieshang_desktop.errors import Problem


class Words(NamedTuple):
    """What happened, and what to do about it."""

    sentence: str
    hint: str

    @property
    def together(self) -> str:
        """Both in one line."""
        sentence = self.sentence
        if self.hint and not sentence.endswith(("。", "？", "！", ".", "?", "!")):
            sentence += " "  # a path that can be copied
        return gettext("{sentence}{hint}").format(sentence=sentence, hint=self.hint)


def words_for(problem: Problem) -> Words:
    """The sentence and the hint for an expected failure."""
    from xieshang_desktop.wording.facts import readable  # not for the first page
    from xieshang_desktop.wording.problems import problems

    sentence, hint = problems()[problem.code]
    facts = {name: readable(name, value) for name, value in problem.facts.items()}
    return Words(gettext(sentence).format(**facts), gettext(hint).format(**facts))
