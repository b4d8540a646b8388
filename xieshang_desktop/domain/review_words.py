"""Why a record is returned 退回, in the words of the record and its slip: Chinese in every language
of the screen, for the village reads it as it was written."""

from __future__ import annotations

from typing import Final

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.review import Finding

#: One sentence for each rule, with the finding's facts filled in.
REASONS: Final[dict[str, str]] = {
    "topic_refused_unanswered": "议题不列入协商，没有写明理由，或者没有答复提出人",
    "topic_merged_nowhere": "议题已合并，没有写明合并到哪一个议题",
    "topic_closed_unanswered": "议题已办结，还没有答复提出人",
    "topic_closed_early": "议题已办结，这些步骤还没有完成：{steps}",
    "topic_unscreened": "议题列入了协商，没有筛选意见",
    "topic_not_open": "议题不宜协商（{reason}），却列入了协商",
    "topic_step_skipped": "议题已经协商，这些步骤没有做，也没有写明跳过的理由：{steps}",
    "step_not_skippable": "“{step}”这一步不能跳过",
    "step_reason_missing": "跳过“{step}”没有写明理由",
    "step_out_of_order": "“{step}”记作完成，前一步“{before}”还没有完成",
    "step_without_research": "“专题调研”记作完成，没有调研记录",
    "step_without_discussion": "“组织协商”记作完成，没有开过会，或者会上没有结果",
    "step_without_publicity": "“公示结果”记作完成，没有张贴记录",
    "posting_before_notice": "张贴日期早于公示写成的日期（{issued_on}）",
    "posting_removed_early": "公示期没有满就撤下了：应不少于{days}日，只公示了{hung}日",
    "posting_removed_before": "公示期最后一天是休息日，应顺延到{removable_on}以后撤下",
    "posting_without_proof": "按本地规则，公示应当有张贴照片，没有附上",
    "meeting_one_convenor": "第一召集人和第二召集人是同一个人",
    "meeting_cancelled_unexplained": "会议取消，没有写明原因",
    "meeting_unannounced": "会议开了，没有发过通知",
    "meeting_notice_late": "会议通知发得晚：{notice_on}发出，按规则不迟于{until}，没有写明原因",
    "meeting_never_opened": "会议没有开始时间",
    "meeting_without_agenda": "会议开了，没有议程",
    "meeting_never_closed": "会议没有结束时间",
    "meeting_closed_before_opened": "会议的结束时间早于开始时间",
    "meeting_sealed_alone": "会议已归档，没有确认过的纪要",
    "item_without_outcome": "会议已结束，这个议题没有协商结果",
    "outcome_without_meeting": "有协商结果，会议却没有开，或者没有这次会议",
    "outcome_undiscussed": "有协商结果，会议议程里却没有这个议题",
    "outcome_empty": "协商结果没有内容",
    "consensus_without_points": "达成共识，没有写明大家一致同意的意见",
    "consensus_without_task": "达成共识，没有定下办理事项、责任人和时限",
    "task_incomplete": "办理事项没有写明内容或者责任人",
    "task_done_unexplained": "办理事项记作办结，没有写明结果或者日期",
    "task_done_early": "办结日期早于议定日期（{decided_on}）",
    "minutes_sealed_early": "纪要已确认，会议还没有结束归档",
    "minutes_one_confirmation": "会议纪要只有一位召集人确认",
    "minutes_unconfirmed": "会议纪要归档，没有召集人确认",
    "confirmation_unexplained": "纪要由别人代为确认，没有写明原因",
    "minutes_haves_missing": "会议纪要归档，“五个有”还缺：{missing}",
    "minutes_without_paper": "会议纪要归档，没有留下归档的文本",
    "attendance_person_unknown": "签到的人不在名册里，也不在来宾里",
    "confirmation_by_nobody": "确认纪要的人不是登记的召集人",
    "decision_never_opened": "决定会议已结束，没有开始时间",
    "decision_without_record": "决定会议归档，没有留下归档的会议记录",
    "decision_unsealed": "{closed_on}散会的决定会议，会议记录一直没有归档",
    "decision_unposted": "{closed_on}通过的决议，一个季度了还没有张贴公布",
    "vote_without_basis": "表决没有写应到、实到和依据",
    "vote_more_than_entitled": "表决时实到{present}，比应到{expected}还多",
    "vote_beyond_present": "同意、不同意、弃权加起来是{total}，比实到{present}还多",
    "ballots_wrong": "表决票对不上：发出{issued}、收回{returned}、无效{invalid}，三样意见共{total}",
    "vote_other_rule": "表决没有按{day}当天有效的规定计算",
    "vote_unknown_rule": "表决写了一条不认识的规定，请核对村里和乡镇的程序版本",
    "vote_other_expected": "表决时应到写成{expected}，会议登记的是{entitled}",
    "vote_other_needed": "须同意的人数写成{told}，按规定是{needed}",
    "vote_carried": "同意{agree}，已够要求的{needed}，却记作未通过",
    "vote_counting_not_allowed": "这样的事项不能按户计算",
    "vote_without_quorum": "到会人数不够就表决了：应到{expected}，实到{present}，至少要{needed}",
    "vote_not_carried": "同意{agree}，不到要求的{needed}，却记作通过",
    "reference_missing": "提到的{what}不在交来的记录里",
    "number_twice": "编号{number}用了两次",
    "sealed_changed": "会议归档以后又改动了这条记录",
}

#: What records are called on a slip.
NOUNS: Final[dict[str, str]] = {
    "unit": "本室情况",
    "convenor": "召集人",
    "person": "人员",
    "household": "户",
    "role_held": "任职",
    "topic": "议题",
    "step": "步骤",
    "research": "调研",
    "participant": "协商主体",
    "meeting": "会议",
    "agenda_item": "议程",
    "invitation": "邀请",
    "attendance": "签到",
    "signature": "签名",
    "opinion": "意见",
    "speech": "发言",
    "statement": "书面意见",
    "point": "要点",
    "measure": "措施",
    "minutes": "纪要",
    "minutes_section": "纪要段落",
    "confirmation": "纪要确认",
    "correction": "纪要更正",
    "outcome": "协商结果",
    "task": "办理事项",
    "submission": "上报事项",
    "notice": "通知、公示",
    "posting": "张贴记录",
    "attachment": "附件",
    "note": "民情记录",
    "planned_activity": "年度计划",
    "instruction": "下发件",
    "reply": "答复",
    "returned": "退回",
    "decision_meeting": "决定会议",
    "presence": "决定会议到会",
    "motion": "表决事项",
    "vote": "表决结果",
    "voice": "唱名意见",
    "decision_posting": "决议张贴",
    "decision_correction": "决定会议更正",
}

#: Characters of a record's own words in its title.
_LONGEST: Final = 60


def reason_of(finding: Finding) -> str:
    """Why the record is returned."""
    return REASONS[finding.code].format(**finding.facts)


def noun_words(noun: str) -> str:
    """What a kind of record is called; another one is a 记录."""
    return NOUNS.get(noun, "记录")


def title_of(noun: str, record: Record | None) -> str:
    """What a record is called on a slip, as in 议题：东沟组道路硬化; its kind alone where nothing
    else of it is known here."""
    words = ""
    for name in ("number", "title", "heading", "text", "name"):
        value = getattr(record, name, "")
        if value and isinstance(value, str):
            words = f"{words} {value}".strip()
            if name != "number":
                break
    words = " ".join(words.split())[:_LONGEST]
    return f"{noun_words(noun)}：{words}" if words else noun_words(noun)
