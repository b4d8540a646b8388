"""Papers that collect: topics, notes, opinions, ballots, satisfaction; most are filled by hand.

What is not known is empty, and the paper has room to write it. Choices come as words with their
boxes (`☐党政点题　☑群众出题`), which the printing draws.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Paper

#: Boxes before a choice: open, and ticked.
OPEN_BOX, TICKED_BOX = "☐", "☑"


class CardPaper(Paper, frozen=True, kw_only=True):
    """A paper that is cut into cards, all alike. `cards` is how many are wanted, 0 for a sheet of
    them; from `first_number` on they are numbered, 0 for no numbers."""

    PAGE: ClassVar[str] = "card-a6"
    NUMBERED: ClassVar[bool] = False

    cards: int = 0
    first_number: int = 0


class TopicForm(Paper, frozen=True, kw_only=True):
    """议题征集表."""

    FORM: ClassVar[str] = "topic_form"

    number: str = ""
    proposed_on: str = ""
    topic: str = ""
    proposer: str = ""
    group: str = ""
    sources: str
    classes: str
    scopes: str
    households: str = ""
    background: str = ""
    factors: str
    decision: str
    reason: str = ""
    answered_on: str = ""


class NoteSheet(Paper, frozen=True, kw_only=True):
    """民情记录: one thing told; `topic` is the one that came of it."""

    FORM: ClassVar[str] = "note_sheet"

    told_on: str = ""
    channels: str
    teller: str = ""
    group: str = ""
    text: str = ""
    recorder: str = ""
    handling: str = ""
    handled_on: str = ""
    topic: str = ""


class OpinionCard(CardPaper, frozen=True, kw_only=True):
    """意见卡; `named` ones have a line for name and group."""

    FORM: ClassVar[str] = "opinion_card"

    topic: str = ""
    named: bool = False


class BallotLine(msgspec.Struct, frozen=True, kw_only=True):
    """One matter, or one candidate, with the boxes of the three choices."""

    what: str
    agree: str = OPEN_BOX
    disagree: str = OPEN_BOX
    abstain: str = OPEN_BOX


class Ballot(CardPaper, frozen=True, kw_only=True):
    """A ballot of a meeting that decides, never of a consultation: `body` says which. It asks about
    `matters` or about `candidates`, and names no voter."""

    FORM: ClassVar[str] = "ballot"

    body: str
    day: str = ""
    matters: tuple[BallotLine, ...] = ()
    candidates: tuple[BallotLine, ...] = ()
    remark: str = ""


class SatisfactionSlip(CardPaper, frozen=True, kw_only=True):
    """满意度测评票, without a name."""

    FORM: ClassVar[str] = "satisfaction_slip"

    topic: str
    carried_out: str = ""
