"""Sentences for what the procedure, the law or a form says no to."""

from __future__ import annotations

from xieshang_desktop.domain.terms import N_

RULES: dict[str, tuple[str, str]] = {
    "agenda_empty": (N_("这次会议还没有议程。"), N_("请先加上至少一个议题。")),
    "already_confirmed": (N_("{rank}已经确认过这份纪要。"), N_("等另一位召集人确认后就归档。")),
    "already_set_up": (
        N_("这个文件夹里已经有一个议事室的资料。"),
        N_("请直接打开它，或者另选一个文件夹。"),
    ),
    "already_signed_in": (N_("这位已经签到了：{at}。"), N_("签错了人，可按 Ctrl+Z 撤销。")),
    "answer_missing": (N_("还没有写答复。"), N_("请写一两句话，告诉提出人结果怎样。")),
    "convenor_missing": (N_("这次会议还没有{rank}。"), N_("请在会议的“准备”里选好两位召集人。")),
    "correction_empty": (N_("还没有写更正内容。"), N_("请写明哪一处、改成什么。")),
    "date_in_future": (
        N_("{day}还没有到。"),
        N_("请填今天或以前的日期；如果今天的日期不对，请先校正电脑时钟。"),
    ),
    "due_in_past": (N_("{day}已经过去了。"), N_("请写今天或以后的期限。")),
    "effect_missing": (N_("还没有写效果。"), N_("请写一句群众看得见的变化。")),
    "five_haves_missing": (N_("“五个有”还差：{missing}。"), N_("补齐后再请召集人确认。")),
    "first_convenor_missing": (N_("还没有写第一召集人。"), N_("一般是村（社区）党组织负责人。")),
    "gone": (N_("要找的内容已经不在了。"), N_("可能刚被撤销，请回到清单再打开。")),
    "item_without_topic": (N_("“{title}”不是协商议题，不需要写结果。"), N_("只给议题写协商结果。")),
    "loop_open": (N_("这件事还没有办完。"), N_("五步都完成，并且答复了提出人，才能办结。")),
    "measure_incomplete": (N_("办理措施没有写全。"), N_("请写清做什么、谁来做、什么时候做完。")),
    "measure_missing": (
        N_("“{title}”达成了共识，但没有办理措施。"),
        N_("请至少写一条：做什么、谁来做、什么时候做完。"),
    ),
    "meeting_in_past": (N_("{day}已经过去了。"), N_("请选今天或以后的日子。")),
    "meeting_not_closed": (N_("“{title}”还没有散会。"), N_("先在“议事”里结束会议，再写纪要。")),
    "meeting_not_open": (
        N_("“{title}”还没有开始，或者已经结束。"),
        N_("请在“议事”里先点“开始会议”。"),
    ),
    "meeting_over": (N_("“{title}”已经不能这样改了。"), N_("会议开过以后，只能更正纪要。")),
    "meeting_title_missing": (N_("还没有写会议名称。"), N_("例如：第三次协商议事会。")),
    "meeting_unknown": (
        N_("没有编号为“{name}”的会议。"),
        N_("先用 meetings 看看有哪些会议，或写 latest。"),
    ),
    "merge_impossible": (N_("不能合并到“{title}”。"), N_("请选一个还在收集或协商中的议题。")),
    "not_open": (N_("这件事不在协商范围内。"), N_("可以选“不列入”，并告诉提出人为什么。")),
    "not_sealed": (N_("纪要还没有归档，不用更正。"), N_("直接改正文就行。")),
    "not_set_up": (N_("议事室还没有设立。"), N_("打开窗口，回答三个问题就好。")),
    "not_signed_in": (N_("这位还没有签到。"), ""),
    "nothing_to_publish": (
        N_("这个议题还没有可以公示的结果。"),
        N_("协商达成共识或提交上级以后再公示。"),
    ),
    "notice_late": (
        N_("通知晚了：应提前 {days} 天，最晚 {deadline} 发出。"),
        N_("可以改期；确有急事，请写明原因后再发。"),
    ),
    "notice_missing": (N_("“{title}”还没有发会议通知。"), N_("请先在“准备”里发出通知。")),
    "opinion_empty": (N_("还没有写意见。"), N_("一句话就行。")),
    "outcome_empty": (N_("还没有写协商结果。"), N_("请用一两句话写清楚。")),
    "outcome_missing": (
        N_("“{title}”还没有写协商结果。"),
        N_("请选：达成共识、持续协商，或提交上级。"),
    ),
    "outcome_needs_points": (
        N_("“{title}”还没有一条大家都同意的意见。"),
        N_("先写下一条达成一致的意见，再选“达成共识”。"),
    ),
    "owner_missing": (N_("还没有写谁来办。"), N_("请写单位或人名。")),
    "place_missing": (N_("还没有写地点。"), N_("例如：村委会二楼会议室。")),
    "point_empty": (N_("还没有写内容。"), N_("一句话就行。")),
    "posting_too_early": (
        N_("公示还没有满期，最早 {removable_on} 可以撤下。"),
        N_("到期那天工作台会提醒。"),
    ),
    "profile_unknown": (N_("没有名为“{profile}”的规则。"), N_("请在设置里另选一套。")),
    "proposer_missing": (N_("还没有写是谁提出的。"), N_("以后要给提出人答复。")),
    "reason_missing": (N_("还没有写原因。"), N_("一句话就行。")),
    "refusal_needs_reason_and_answer": (
        N_("不列入要有原因，也要答复提出人。"),
        N_("两处都写上再保存。"),
    ),
    "research_empty": (N_("调研记录没有写全。"), N_("请写清谁去调研、看到了什么。")),
    "research_missing": (
        N_("“{title}”还不能讨论：先调研，后发言。"),
        N_("请补调研记录，或写明跳过的原因。"),
    ),
    "result_missing": (N_("还没有写办理结果。"), N_("一句话就行。")),
    "satisfaction_range": (N_("满意度应在 0 到 100 之间。"), N_("请填百分数。")),
    "screening_reason_missing": (N_("“{criterion}”还没有写理由。"), N_("每一项写一句话。")),
    "sealed": (
        N_("纪要已由两位召集人确认归档，不能再改。"),
        N_("发现差错，请用“更正”，会另编号记下。"),
    ),
    "skip_needs_reason": (N_("跳过“{step}”要写明原因。"), N_("原因会写进纪要。")),
    "speaker_missing": (N_("还没有写是谁说的。"), N_("从到会的人里选，或者直接写名字。")),
    "step_not_ready": (N_("“{step}”还差：{missing}。"), N_("补上后再确认这一步。")),
    "step_not_skippable": (
        N_("“{step}”不能跳过。"),
        N_("只有“确定主体”和“专题调研”可以写明原因跳过。"),
    ),
    "submission_incomplete": (N_("上报内容没有写全。"), N_("请写清报给谁、报什么。")),
    "submission_not_handed_in": (N_("还没有报上去，不能记答复。"), N_("先点“已经上报”。")),
    "task_done": (N_("“{text}”已经办结。"), ""),
    "text_empty": (N_("内容是空的。"), N_("要去掉它，请用“删去”。")),
    "title_missing": (N_("还没有写名称。"), N_("用一句话说清是什么事。")),
    "topic_decided": (N_("“{title}”已经定了：{state}。"), N_("不能再改筛选意见。")),
    "topic_not_accepted": (N_("“{title}”还没有审定。"), N_("先完成第一步“确立议题”。")),
    "undo_nothing": (N_("没有可以撤销的。"), ""),
    "undo_too_late": (N_("之后又改动过，不能再撤销这一步。"), N_("请直接改成要的样子。")),
    "unit_name_missing": (N_("还没有写村（社区）和议事室的名称。"), N_("名称会印在文书上。")),
    "practice_there": (
        N_("“{folder}”里已经有资料。"),
        N_("要重造练习村，请加 --fresh；要丢掉，请用 --remove。"),
    ),
    "not_a_practice": (N_("“{folder}”不是练习村，没有动它。"), N_("真实资料不会被这样丢掉。")),
}
