"""What minutes lack, in words: one line, and behind it a row for each, with the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain import N_
from xieshang_desktop.services.minutes_missing import Missing, Weight
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField
from xieshang_desktop.wording.facts import listed

_SENTENCES = {
    "have_time": N_("没有开会时间"),
    "have_place": N_("没有开会地点"),
    "have_theme": N_("没有议题"),
    "have_measures": N_("没有协商结果或者办理措施"),
    "have_effect": N_("“{0}”待效果：办完以后再记"),
    "facts_changed": N_("{0}：写好以后，会议记录又改了"),
    "blanks": N_("{0}：还有空没填，{rest}"),
    "owner": N_("“{0}”有措施没有定谁来办"),
    "demand": N_("“{0}”有诉求还没回应：{rest}"),
    "research": N_("“{0}”没有调研记录，也没有写明原因"),
    "proposer": N_("还没有答复“{0}”的提出人{1}"),
    "convenor": N_("没有定{0}"),
    "recorder": N_("没有写谁记录的"),
    "unmarked": N_("{0} 位应到人员没有记到会、请假还是缺席"),
    "slips": N_("有 {0} 份意见表发出去还没有交回"),
    "nobody": N_("没有任何人的到会记录"),
    "supervision": N_("监督委员会有人到会，监督意见还没写"),
    "conformity": N_("没有写明谁核对过与政策法规是否一致"),
    "clarity": N_("“五个明确”还没自查：{all}"),
    "no_stakeholder": N_("没有利益相关方到会"),
    "few_speakers": N_("“{0}”只有 {1} 人发表意见"),
    "short_talk": N_("“{0}”只谈了 {1} 分钟"),
}
_BUTTONS = {
    "plan": N_("去准备"),
    "door": N_("去签到"),
    "hall": N_("去议事"),
    "statements": N_("去登记"),
    "recorder": N_("写记录人"),
    "section": N_("去这一段"),
    "module": N_("加上这一段"),
    "clarity": N_("去自查"),
    "topic": N_("去议题"),
}
_STATES = {
    Weight.MUST: "attention",
    Weight.SHOULD: "waiting",
    Weight.LATER: "ahead",
    Weight.LOOK: "ahead",
}


#: Characters of a title in a row.
_LONGEST = 18


class MissingRow(NamedTuple):
    """One line: its state, the sentence, where its button goes (`place:about`), the button."""

    state: str
    words: str
    key: str
    button: str


class MissingView(NamedTuple):
    """The one line with its state, and what unfolds: what is owed, and behind one more line what
    may come later."""

    words: str = ""
    state: str = "done"
    rows: tuple[MissingRow, ...] = ()
    rest: str = ""
    later: tuple[MissingRow, ...] = ()


def recorder_form() -> Ask:
    """Who kept the record."""
    name = AskField("name", "line", _("记录人"))
    return Ask("recorder", _("谁记录的？"), _("记下"), (name,))


def missing_view(missing: Sequence[Missing]) -> MissingView:
    """Everything that is missing; the line says how much stands in the way of sealing."""
    counts = {weight: sum(m.weight is weight for m in missing) for weight in Weight}
    parts, state = [], "done"
    if counts[Weight.MUST]:
        parts.append(_("还差 {0} 项才能确认").format(counts[Weight.MUST]))
        state = "attention"
    if counts[Weight.SHOULD]:
        parts.append(_("{0} 项还没补").format(counts[Weight.SHOULD]))
        state = "waiting" if state == "done" else state
    owed = [m for m in missing if m.weight in (Weight.MUST, Weight.SHOULD)]
    others = [m for m in missing if m not in owed]
    rest = _("{0} 处以后再补或者留意").format(len(others)) if others else ""
    return MissingView(
        words="，".join(parts) or rest or _("该有的都有了"),
        state=state if parts or not rest else "ahead",
        rows=tuple(map(_row, owed)),
        rest=rest,
        later=tuple(map(_row, others)),
    )


def _short(name: str) -> str:
    """A long title begins to be read, not to the end."""
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _row(missing: Missing) -> MissingRow:
    names = tuple(_short(name) for name in missing.names)
    sentence = _(_SENTENCES[missing.code]).format(*names, rest=listed(names[1:]), all=listed(names))
    return MissingRow(
        state=_STATES[missing.weight],
        words=sentence,
        key=f"{missing.place}:{missing.about}",
        button=_(_BUTTONS[missing.place]),
    )
