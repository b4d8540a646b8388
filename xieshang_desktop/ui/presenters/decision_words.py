"""Words that all pages of a meeting that decides share: its state, its rule, what it lacks."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from xieshang_desktop.domain.decision import DecisionMeeting, Vote
from xieshang_desktop.domain.decision_rules import DecisionRule
from xieshang_desktop.domain.terms_decision import Counting, DecisionBody, DecisionState
from xieshang_desktop.services.decision_file import DecisionLine, Quorum
from xieshang_desktop.services.decision_words import law_words, sources_words
from xieshang_desktop.ui.presenters.meeting_words import Chip, when_words
from xieshang_desktop.wording.facts import listed

#: Parts of the page, in the order of the work.
TABS = ("plan", "door", "vote", "record")

STATE_CHIPS = {
    DecisionState.PLANNED: "waiting",
    DecisionState.OPEN: "attention",
    DecisionState.CLOSED: "waiting",
    DecisionState.SEALED: "done",
    DecisionState.CANCELLED: "neutral",
}


def state_chip(meeting: DecisionMeeting) -> Chip:
    """The state of a meeting."""
    return Chip(meeting.state.words, STATE_CHIPS[meeting.state])


def tab_words() -> tuple[tuple[str, str], ...]:
    """The tabs as shown."""
    return tuple(zip(TABS, (_("准备"), _("到会"), _("表决"), _("会议记录")), strict=True))


def first_tab(meeting: DecisionMeeting) -> str:
    """Where the work stands."""
    return {
        DecisionState.OPEN: "vote",
        DecisionState.CLOSED: "record",
        DecisionState.SEALED: "record",
    }.get(meeting.state, "plan")


def facts_line(meeting: DecisionMeeting, today: date) -> str:
    """2026年村民代表会议　今天 09:00　村部."""
    return "　".join((meeting.title, when_words(meeting.starts, today), meeting.place))


def measured(number: int, counting: Counting) -> str:
    """37 人, 120 户."""
    words = _("{0} 户") if counting is Counting.HOUSEHOLDS else _("{0} 人")
    return words.format(number)


def rule_words(rule: DecisionRule) -> str:
    """Who must be there and how many must agree, and where that stands."""
    parts = []
    if rule.quorum:
        ways = {
            Counting.PEOPLE: _("{share}的人到会"),
            Counting.HOUSEHOLDS: _("{share}的户有代表到会"),
        }
        told = (ways[q.counting].format(share=q.share.words) for q in rule.quorum)
        parts.append(_("{0}才能开会").format(_("，或者").join(told)))
    else:
        parts.append(_("法律没有规定到会人数"))
    agree = agree_words(rule)
    parts.append(_("{0}同意才算通过").format(agree))
    custom = rule.body is DecisionBody.PARTY_MEMBERS
    party = _("《中国共产党支部工作条例（试行）》第十一条，未核；上级要求更多人到会的，照上级的")
    unchecked = party if custom else _("当时的法律文本，未核")
    source = sources_words(rule) or unchecked
    return _("{0}。依据：{1}").format(_("，").join(parts), source)


def agree_words(rule: DecisionRule) -> str:
    """到会人员过半数, 全体成员三分之二以上."""
    return _("{of}{share}").format(of=rule.electorate.words, share=rule.agree.words)


def quorum_words(quorum: Quorum, meeting: DecisionMeeting) -> tuple[str, str]:
    """Whether a vote may be taken now, and the colour of the strip."""
    counting = meeting.counting
    if quorum.expected <= 0:
        return _("还没有写应到多少，不能计算。"), "waiting"
    if quorum.needed is None:
        return _("法律没有规定到会人数；同意的要够数。"), "neutral"
    need = measured(quorum.needed, counting)
    if quorum.missing:
        short = measured(quorum.missing, counting)
        law = law_words(quorum.rule) or quorum.rule.custom
        said = _("应到 {of}，实到 {here}，需要 {need}，还差 {short}，不能表决。依据：{law}。")
        of, here = measured(quorum.expected, counting), measured(quorum.present, counting)
        return said.format(of=of, here=here, need=need, short=short, law=law), "attention"
    spare = quorum.present - quorum.needed
    if spare == 0:
        return _("需要 {need}，刚好够；走一个就不能表决。").format(need=need), "waiting"
    more = measured(spare, counting)
    return _("需要 {need}，多 {more}，可以表决。").format(need=need, more=more), "done"


def quorum_lines(
    quorum: Quorum, meeting: DecisionMeeting, left: int
) -> tuple[tuple[str, str], ...]:
    """The figures under the big number; `left` went home."""
    needed = _("没有规定") if quorum.needed is None else ""
    if quorum.needed is not None:
        needed = measured(quorum.needed, meeting.counting)
    more = ((_("线上、委托"), quorum.absent), (_("离场"), left))
    return (
        (_("需要"), needed),
        (_("还差"), measured(quorum.missing, meeting.counting)),
        (_("妇女"), _("{0} 人").format(quorum.women)),
        (_("列席"), _("{0} 人").format(quorum.sitting_in)),
        *((label, _("{0} 人").format(number)) for label, number in more if number),
    )


def count_line(vote: Vote) -> str:
    """同意 30、不同意 5、弃权 2."""
    count = vote.count
    return listed(
        (
            _("同意 {0}").format(count.agree),
            _("不同意 {0}").format(count.disagree),
            _("弃权 {0}").format(count.abstain),
        )
    )


def line_words(line: DecisionLine) -> str:
    """2026年村民代表会议（2026-01） · 已归档，1 项通过."""
    meeting = line.meeting
    told = _("{0}（{1}） · {2}").format(meeting.title, meeting.number, meeting.state.words)
    if not line.voted:
        return told
    if line.passed:
        return _("{0}，{1} 项通过").format(told, line.passed)
    return _("{0}，没有通过").format(told)


def passed_chip(vote: Vote | None) -> Chip:
    """Whether a motion passed."""
    if vote is None:
        return Chip(_("未表决"), "neutral")
    return Chip(_("通过"), "done") if vote.passed else Chip(_("未通过"), "attention")
