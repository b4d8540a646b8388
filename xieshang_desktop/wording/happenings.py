"""The history of a topic or a meeting in sentences, from the entries' kinds and facts."""

from __future__ import annotations

from gettext import gettext
from typing import Any

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.terms import OutcomeKind, StepKind

_KINDS = {
    "topic_collected": N_("{proposer} 提出"),
    "topic_changed": N_("修改议题内容"),
    "topic_screened": N_("完成筛选"),
    "topic_accepted": N_("审定议题，列入协商"),
    "topic_refused": N_("不列入：{reason}"),
    "topic_merged": N_("合并到 {reason}"),
    "topic_closed": N_("议题办结"),
    "proposer_answered": N_("已答复提出人"),
    "step_done": N_("“{step}”完成"),
    "step_skipped": N_("跳过“{step}”：{skipped_reason}"),
    "research_recorded": N_("{researchers} 调研"),
    "option_added": N_("提出办法：{text}"),
    "option_changed": N_("修改办法：{text}"),
    "option_shifted": N_("调整办法的次序"),
    "mood_written": N_("记下会场气氛"),
    "participant_chosen": N_("确定参加人 {times} 人"),
    "participant_removed": N_("调整参加人"),
    "meeting_planned": N_("会议定下"),
    "meeting_changed": N_("修改会议安排"),
    "meeting_cancelled": N_("取消会议：{notice_reason}"),
    "meeting_opened": N_("会议开始"),
    "meeting_adjourned": N_("休会"),
    "meeting_resumed": N_("复会"),
    "meeting_entered": N_("补录会议"),
    "sitting_begun": N_("在{place}开始一场"),
    "sitting_added": N_("补记一场：{place}"),
    "recorder_changed": N_("换人记录：{recorder}"),
    "slip_handed_out": N_("发出意见表 {times} 份"),
    "statement_taken": N_("登记书面意见 {times} 条"),
    "statement_withdrawn": N_("撤回书面意见"),
    "meeting_closed": N_("会议结束"),
    "meeting_sealed": N_("纪要由两位召集人确认归档"),
    "item_added": N_("列入会议议程"),
    "item_moved": N_("调整议程次序"),
    "item_removed": N_("移出会议议程"),
    "item_changed": N_("修改会议议程"),
    "item_put_off": N_("这次没议，留到下次会议"),
    "item_begun": N_("会上开始商议"),
    "item_ended": N_("会上议到这里"),
    "item_resumed": N_("会上接着商议"),
    "speech_rules_set": N_("定下发言规则"),
    "notice_issued": N_("发出会议通知"),
    "result_notice_issued": N_("写好结果公示"),
    "implementation_notice_issued": N_("写好落实情况公示"),
    "notice_posted": N_("在{place}张贴"),
    "posting_removed": N_("公示期满，撤下"),
    "outcome_routed": N_("协商结果：{outcome}"),
    "effect_recorded": N_("记下效果：{effect}"),
    "task_given": N_("交办 {times} 项"),
    "task_done": N_("办结：{text}"),
    "task_extended": N_("延期：{text}"),
    "task_changed": N_("调整办理人：{text}"),
    "submission_prepared": N_("准备上报 {addressee}"),
    "submission_handed_in": N_("上报 {addressee}"),
    "submission_answered": N_("{addressee} 答复"),
    "decision_planned": N_("提交会议决定：{title}"),
    "decision_changed": N_("修改决定会议的安排"),
    "decision_entered": N_("补录决定会议：{title}"),
    "decision_put_forward": N_("补录的时间改了"),
    "decision_cancelled": N_("取消决定会议：{cancel_reason}"),
    "decision_notice_issued": N_("通知召开决定会议"),
    "decision_opened": N_("决定会议开始"),
    "decision_closed": N_("决定会议结束"),
    "decision_sealed": N_("决定会议记录归档"),
    "undone": N_("已撤销"),
}


def happening_words(kind: str, facts: dict[str, Any], times: int = 1) -> str:
    """One line of the history."""
    known = {name: _readable(name, value) for name, value in facts.items()}
    if "kind" in facts and kind.startswith("step_"):
        known["step"] = StepKind(facts["kind"]).words
    if kind in {"outcome_routed", "effect_recorded"}:
        known["outcome"] = OutcomeKind(facts["kind"]).words
    sentence = gettext(_KINDS.get(kind, kind))
    return sentence.format_map(_Known(known | {"times": str(times)}))


class _Known(dict[str, str]):
    """A payload that was erased leaves its words out."""

    def __missing__(self, name: str) -> str:
        return ""


def _readable(name: str, value: object) -> str:
    return "" if value is None else str(value)
