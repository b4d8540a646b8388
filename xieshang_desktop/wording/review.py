"""What a review found in the words of the screen: rules by their name, clocks that cannot be right.

Why a record was returned is read as it was written (`domain.review_words`).
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext
from gettext import gettext as _

from xieshang_desktop.domain import N_

#: What kind of fault a rule finds, for lists and their filters.
RULES: dict[str, str] = {
    "topic_refused_unanswered": N_("不列入的议题没有理由或答复"),
    "topic_merged_nowhere": N_("合并的议题没有去处"),
    "topic_closed_unanswered": N_("办结的议题没有答复提出人"),
    "topic_closed_early": N_("步骤没做完就办结"),
    "topic_unscreened": N_("没有筛选就列入协商"),
    "topic_not_open": N_("不宜协商的事列入协商"),
    "topic_step_skipped": N_("跳过步骤没有理由"),
    "step_not_skippable": N_("跳过了不能跳过的步骤"),
    "step_reason_missing": N_("跳过步骤没有理由"),
    "step_out_of_order": N_("步骤先后不对"),
    "step_without_research": N_("没有调研记录"),
    "step_without_discussion": N_("没有协商过"),
    "step_without_publicity": N_("没有张贴记录"),
    "posting_before_notice": N_("张贴早于公示写成"),
    "posting_removed_early": N_("公示期没有满"),
    "posting_removed_before": N_("公示期没有满"),
    "posting_without_proof": N_("没有张贴照片"),
    "meeting_one_convenor": N_("两位召集人是同一个人"),
    "meeting_cancelled_unexplained": N_("取消会议没有原因"),
    "meeting_unannounced": N_("开会没有通知"),
    "meeting_notice_late": N_("会议通知晚了"),
    "meeting_never_opened": N_("没有开会时间"),
    "meeting_without_agenda": N_("没有议程"),
    "meeting_never_closed": N_("没有散会时间"),
    "meeting_closed_before_opened": N_("散会早于开会"),
    "meeting_sealed_alone": N_("归档没有纪要"),
    "item_without_outcome": N_("议题没有协商结果"),
    "outcome_without_meeting": N_("有结果没有会议"),
    "outcome_undiscussed": N_("有结果没有议程"),
    "outcome_empty": N_("协商结果没有内容"),
    "consensus_without_points": N_("共识没有一致意见"),
    "consensus_without_task": N_("共识没有办理事项"),
    "task_incomplete": N_("办理事项没有责任人"),
    "task_done_unexplained": N_("办结没有结果"),
    "task_done_early": N_("办结早于议定"),
    "minutes_sealed_early": N_("会没开完就归档"),
    "minutes_one_confirmation": N_("只有一位召集人确认"),
    "minutes_unconfirmed": N_("没有召集人确认"),
    "confirmation_unexplained": N_("代为确认没有原因"),
    "minutes_haves_missing": N_("“五个有”不全"),
    "minutes_without_paper": N_("没有归档文本"),
    "attendance_person_unknown": N_("签到的人不明"),
    "confirmation_by_nobody": N_("确认的人不明"),
    "decision_never_opened": N_("决定会议没有开会时间"),
    "decision_without_record": N_("决定会议归档没有记录"),
    "decision_unsealed": N_("决定会议久不归档"),
    "decision_unposted": N_("决议没有按时公布"),
    "vote_without_basis": N_("表决没有应到和依据"),
    "vote_more_than_entitled": N_("实到比应到多"),
    "vote_beyond_present": N_("票数比实到多"),
    "ballots_wrong": N_("表决票对不上"),
    "vote_other_rule": N_("表决用错了规定"),
    "vote_unknown_rule": N_("不认识的规定"),
    "vote_other_expected": N_("表决的应到不对"),
    "vote_other_needed": N_("须同意的人数不对"),
    "vote_carried": N_("同意已够却记作未通过"),
    "vote_counting_not_allowed": N_("不能按户计算"),
    "vote_without_quorum": N_("到会不够就表决"),
    "vote_not_carried": N_("同意不够却记作通过"),
    "reference_missing": N_("所提的记录不在"),
    "number_twice": N_("编号重复"),
    "sealed_changed": N_("归档以后改动"),
}


def rule_words(code: str) -> str:
    """What kind of fault it is; a person's own reason has no rule."""
    return gettext(RULES[code]) if code else gettext("人工退回")


def clock_words(facts: Mapping[str, str | int]) -> list[str]:
    """From which entry on a village's clock was wrong, and that a PIN was reset, as an arrival's
    facts say."""
    sentences = {
        "clock_ahead": _("第 {number} 条记录起，村里电脑的时间比这里快 {days} 天"),
        "clock_set_back": _("第 {number} 条记录起，村里电脑的时间往回拨了 {days} 天"),
    }
    told = [
        sentence.format(number=facts[code], days=facts[f"{code}_days"])
        for code, sentence in sentences.items()
        if code in facts
    ]
    if "pin_reset" in facts:
        words = _("召集人的口令重设过 {times} 次（第 {number} 条记录起），请知悉")
        told.append(words.format(times=facts["pin_reset_times"], number=facts["pin_reset"]))
    return told
