"""换届交接: who takes over, and what is open on that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.services import unit
from xieshang_desktop.services.decision_table import cite_self_government
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.open_matters import matter_line, open_matters
from xieshang_desktop.services.succession import HANDED_WITHIN, Incoming, hand_over, is_late
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.wording.dates import date_words
from xieshang_desktop.wording.facts import listed


class OutgoingView(NamedTuple):
    """Who holds an office today."""

    rank: str
    heading: str
    name: str


class SubstituteView(NamedTuple):
    """Who stands in, for whom, since when; `serving` may be ended."""

    id: str
    words: str
    serving: bool


class SuccessionPresenter:
    """Handing over cannot be taken back by 撤销: old PINs are gone."""

    def __init__(self, desk: Desk, attempt: Attempt) -> None:
        self._desk, self._attempt = desk, attempt

    def today(self) -> date:
        """The day in Beijing."""
        return self._desk.today

    def outgoing(self) -> list[OutgoingView]:
        """Both offices."""
        serving = {each.rank: each.name for each in self._desk.convenors()}
        return [OutgoingView(r.value, r.words, serving.get(r, "")) for r in Rank]

    def matters(self) -> list[str]:
        """What is open, a line each."""
        return [matter_line(each) for each in open_matters(self._desk)]

    def counted(self) -> str:
        """How many there are of each kind."""
        kinds: dict[str, int] = {}
        for each in open_matters(self._desk):
            kinds[each.kind] = kinds.get(each.kind, 0) + 1
        if not kinds:
            return _("没有未办结的事项。")
        counts = (_("{0} {1} 件").format(kind, count) for kind, count in kinds.items())
        return _("还没办完的：{0}。").format(listed(counts))

    def late_words(self, elected: date | None, handed: date | None) -> str:
        """What to say when the law's days are over."""
        if elected is None or handed is None or not is_late(elected, handed):
            return ""
        law = cite_self_government(self._desk.unit.body, "handover", elected)
        asked = _("{0}要求十日内移交，").format(law) if law else ""
        return _("离选举已经超过 {0} 天。{1}请在说明里写明原因。").format(HANDED_WITHIN, asked)

    def hand_over(
        self,
        names: Mapping[str, tuple[str, str]],
        *,
        handed_on: date,
        elected_on: date | None,
        witness: str,
        note: str,
    ) -> bool:
        """`names` and titles by rank; an office without a name stays as it is."""
        incoming = [
            Incoming(rank=Rank(rank), name=name, title=title)
            for rank, (name, title) in names.items()
            if name.strip()
        ]
        return self._attempt(
            lambda: hand_over(
                self._desk,
                incoming,
                handed_on=handed_on,
                elected_on=elected_on,
                witness=witness,
                note=note,
            ),
            _("交接已记下，老口令作废"),
            final=True,
        )

    # ---- substitutes

    def substitutes(self) -> list[SubstituteView]:
        """Those who serve first, then those before."""
        today = self._desk.today
        found = sorted(unit.substitutes(self._desk), key=lambda c: not c.serves_on(today))
        return [SubstituteView(each.id, _called(each), each.until is None) for each in found]

    def name_substitute(self, rank: str, name: str, title: str, since: date) -> bool:
        """Somebody who stands in from a day on."""
        return self._attempt(
            lambda: unit.name_substitute(self._desk, Rank(rank), name, title, since),
            _("代理召集人已写上"),
        )

    def end_substitute(self, substitute_id: str) -> bool:
        """Nobody stands in any more."""
        return self._attempt(
            lambda: unit.end_substitute(self._desk, substitute_id), _("代理已结束")
        )


def _called(convenor: Convenor) -> str:
    who = f"{convenor.name} {convenor.title}".strip()
    since = date_words(convenor.since) if convenor.since else ""
    until = date_words(convenor.until) if convenor.until else ""
    words = _("{rank}的代理：{who}，{since}起")
    if until:
        words = _("{rank}的代理：{who}，{since}至{until}")
    return words.format(rank=convenor.rank.words, who=who, since=since, until=until)
