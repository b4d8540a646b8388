"""The to-do list in words: what is due, and what its button says."""

from __future__ import annotations

from datetime import date
from gettext import gettext
from typing import NamedTuple

from xieshang_desktop.domain import N_
from xieshang_desktop.wording.dates import short_date

_KINDS = {
    "notice_due": (N_("发会议通知：{title}"), N_("写通知")),
    "meeting_coming": (N_("开会：{title}"), N_("看准备")),
    "meeting_running": (N_("正在开会：{title}"), N_("回到议事")),
    "meeting_resumes": (N_("休会，等复会：{title}"), N_("去复会")),
    "slips_due": (N_("收回意见表：{title}"), N_("去登记")),
    "minutes_due": (N_("写纪要并请两位召集人确认：{title}"), N_("写纪要")),
    "decision_notice_due": (N_("发决定会议的通知：{title}"), N_("去通知")),
    "decision_coming": (N_("开会决定：{title}"), N_("看准备")),
    "decision_running": (N_("决定会议进行中：{title}"), N_("去表决")),
    "decision_record_due": (N_("决定会议的记录还没归档：{title}"), N_("去归档")),
    "task_due": (N_("办理：{title}"), N_("看办理")),
    "posting_may_come_down": (N_("公示期满可撤下：{title}"), N_("看公示")),
    "screening_due": (N_("筛选议题：{title}"), N_("去筛选")),
    "continue_due": (N_("继续协商，等下次会议：{title}"), N_("看议题")),
    "result_due": (N_("张贴结果公示：{title}"), N_("去公示")),
    "answer_due": (N_("答复提出人：{title}"), N_("写答复")),
    "effect_due": (N_("记下效果：{title}"), N_("记效果")),
    "implementation_due": (N_("落实情况还没公示：{title}"), N_("去公示")),
    "implementation_may_come_down": (N_("落实情况公示期满可撤下：{title}"), N_("看公示")),
    "close_due": (N_("可以办结：{title}"), N_("看议题")),
    "submission_due": (N_("上报：{title}"), N_("去上报")),
    "instruction_due": (N_("乡镇下发：{title}"), N_("去看")),
    "return_open": (N_("乡镇退回：{title}"), N_("去看")),
    "receipt_missing": (N_("{title} 个协商包没有等到乡镇回执"), N_("去交换")),
    "reply_due": (N_("等上级答复：{title}"), N_("看办理")),
}


#: Their day is no deadline: nobody is late.
_WAITING = {
    "posting_may_come_down",
    "implementation_may_come_down",
    "meeting_coming",
    "meeting_running",
    "decision_coming",
    "decision_running",
}


class TodoWords(NamedTuple):
    """The sentence, the button, and how the day is said."""

    sentence: str
    button: str
    when: str
    overdue: bool


def todo_words(kind: str, title: str, due: date | None, today: date) -> TodoWords:
    """One line of the to-do list."""
    sentence, button = _KINDS[kind]
    waiting = kind in _WAITING
    overdue = due is not None and due < today and not waiting
    return TodoWords(
        gettext(sentence).format(title=title), gettext(button), _when(due, today, overdue), overdue
    )


def _when(due: date | None, today: date, overdue: bool) -> str:
    if due is None:
        return gettext(N_("随时"))
    days = (due - today).days
    if days == 0:
        return gettext(N_("今天"))
    if overdue:
        return gettext(N_("逾期 {0} 天")).format(-days)
    if days == 1:
        return gettext(N_("明天"))
    return short_date(due)
