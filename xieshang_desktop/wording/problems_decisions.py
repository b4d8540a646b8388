"""Sentences for meetings that decide: who may, how many, how the vote was counted."""

from __future__ import annotations

from xieshang_desktop.domain import N_

DECISIONS: dict[str, tuple[str, str]] = {
    "cannot_count": (
        N_("无法计算：还没有写应到人数。"),
        N_("请在“准备”里按名册数一数，或者直接填写。"),
    ),
    "counting_not_allowed": (
        N_("这样的事项不能按户计算。"),
        N_("请把“怎样计算”改成按人：一人一票。"),
    ),
    "decision_rule_missing": (
        N_("程序里没有{body}在{day}的规定。"),
        N_("请查看日期和会议种类；更早的会议请按当时的纸质记录保存。"),
    ),
    "collective_elsewhere": (
        N_("涉及集体财产、成员权益的事项，{body}不能决定。"),
        N_("请提交农村集体经济组织成员大会，或者章程规定的成员代表大会。"),
    ),
    "collective_body": (
        N_("有事项涉及集体财产、成员权益，应当由农村集体经济组织成员大会决定。"),
        N_(
            "村里依法代行集体经济组织职能的，才可以由{body}决定：请在安排里写明代行的依据；"
            "要经全体三分之二以上同意。"
        ),
    ),
    "collective_unanswered": (
        N_("“{title}”是不是涉及集体财产、成员权益，还没有回答。"),
        N_("请打开这一项，选“涉及”或者“不涉及”；没有回答的不能表决。"),
    ),
    "members_missing": (
        N_("有事项涉及集体财产、成员权益，还没有写集体经济组织有多少成员。"),
        N_("请在安排里按成员名册填写；到会和同意都按成员人数算。"),
    ),
    "too_few_delegates": (
        N_("成员代表只有{of}人，至少要有{least}人。"),
        N_("见{law}：代表人数应当多于二十人；人数不够的，请开成员大会。"),
    ),
    "outcome_handed_over": (
        N_("这个协商结果已经提交给“{title}”了。"),
        N_("请在那次会议里办；要换会议的，先把它取消。"),
    ),
    "motions_missing": (N_("还没有表决事项。"), N_("请至少加一项，写清要决定什么。")),
    "motion_missing": (
        N_("表决事项没有写全。"),
        N_("请写名称，再写要决定的原话，念出来大家听得明白。"),
    ),
    "motion_voted": (
        N_("“{title}”已经表决过了。"),
        N_("记错了的，先撤回这次表决，再改或者重新表决。"),
    ),
    "entitled_missing": (
        N_("还没有写应到多少。"),
        N_("按名册数一数，或者直接填写，并写明数字从哪里来。"),
    ),
    "too_few_representatives": (
        N_("组成人员{of}人里，代表只有{some}人，不到{share}。"),
        N_("见{law}；请核对组成人员。"),
    ),
    "too_few_women": (
        N_("组成人员{of}人里，妇女代表只有{some}人，不到{share}。"),
        N_("见{law}；请核对组成人员。"),
    ),
    "party_study_missing": (
        N_("还没有写党组织研究讨论的日期。"),
        N_("重要事项应当先经党组织研究讨论，见{law}；不是重要事项的，去掉那个勾。"),
    ),
    "party_study_late": (
        N_("党组织研究讨论的日期{day}在开会以后。"),
        N_("应当先研究讨论，再开会决定。"),
    ),
    "decision_notice_missing": (N_("还没有记下哪天通知的。"), N_("通知发出以后，按“已通知”。")),
    "decision_notice_late": (
        N_("应当提前{days}日通知，最迟是{deadline}，现在来不及了。"),
        N_("见{law}，没有例外；请把会议往后改。"),
    ),
    "decision_notice_short": (
        N_("应当提前{days}日通知，最迟是{deadline}，现在来不及了。"),
        N_("请把会议往后改；确有特殊情况的，写明原因再通知。"),
    ),
    "steps_out_of_order": (
        N_("“{step}”的日期比前一步还早。"),
        N_("四议两公开一步接一步，请核对日期。"),
    ),
    "steps_too_close": (
        N_("“{step}”离前一步不到{days}日。"),
        N_("这是本地规则里的数字，请核对日期。"),
    ),
    "group_missing": (N_("还没有选是哪个村民小组。"), N_("请选一个小组。")),
    "decision_begun": (
        N_("已经有人签到或者已经开会，会议种类、日期、怎样计算、应到和其他安排不能再改。"),
        N_("还没有开会的，先把签到撤回再改；已经开会的，只能补记录人和监督意见。"),
    ),
    "decision_other_day": (
        N_("通知的开会日期是{day}，不是今天，不能宣布开会。"),
        N_("到那天再宣布；要改日期的，先改安排，再重新通知。"),
    ),
    "motion_voted_on": (
        N_("这一项已经表决过，内容和每个人的表态不能再改。"),
        N_("记错了的，先撤回这次表决，再重新表决。"),
    ),
    "motion_after_notice": (
        N_("“{title}”没有在通知里写明，这次会议不能表决。"),
        N_("要审议的事项应当提前十日通知，见《农村集体经济组织法》第二十七条；请另行通知开会。"),
    ),
    "vote_closed": (N_("会议已经结束，表决结果不能再改。"), N_("归档以后，可以写更正。")),
    "was_at_vote": (
        N_("表决的时候这个人在场，签到和表决权不能再改。"),
        N_("记错了的，先撤回那次表决，改好签到，再重新表决。"),
    ),
    "under_eighteen": (
        N_("{name}不满十八周岁，没有表决权。"),
        N_("可以列席；出生日期写错了的，先在“名册”里改正。"),
    ),
    "household_missing": (
        N_("名册里没有写{name}是哪一户的，不能代表一户表决。"),
        N_("先在“名册”里把户补上，再签到。"),
    ),
    "secret_motion": (
        N_("“{title}”定的是无记名投票，不能记下每个人的表态，也不能举手。"),
        N_("要换表决方式的，先在“准备”里改这一项。"),
    ),
    "rest_missing": (
        N_("实到{present}，只数到{counted}，其余的没有说明。"),
        N_("请重新数一遍；没有表态或者没有交票的，在“其余的”里写明。"),
    ),
    "decision_over": (N_("“{title}”已经不能这样改了。"), N_("归档以后，只能写更正。")),
    "decision_not_open": (
        N_("“{title}”没有在开。"),
        N_("开会以后才能表决；先在“准备”里宣布开会。"),
    ),
    "decision_not_held": (N_("“{title}”还没有开。"), N_("开会以后才有会议记录。")),
    "decision_not_closed": (N_("“{title}”还没有散会。"), N_("先宣布散会，再归档。")),
    "decision_unvoted": (
        N_("“{title}”还没有表决。"),
        N_("到会人数不够或者延后的，在“会议记录”里写明未表决的原因，再归档。"),
    ),
    "no_quorum": (
        N_("应到{expected}，实到{present}，需要{needed}，还差{missing_number}，不能表决。"),
        N_("依据：{law}。等人到齐，或者改期再开。"),
    ),
    "more_than_entitled": (
        N_("有表决权的到了{present}，比应到的{expected}还多。"),
        N_("请核对应到人数，或者把没有表决权的改成列席。"),
    ),
    "nobody_present": (N_("有表决权的人一个还没有到。"), N_("先在“到会”里签到。")),
    "more_votes_than_present": (
        N_("三样加起来是{votes}，比实到的{present}还多。"),
        N_("请重新举手，再数一遍。"),
    ),
    "counts_differ": (
        N_("两位计票人数的不一样，这次不算。"),
        N_("请重新举手，两人各数一遍，数到一样为止。"),
    ),
    "counters_missing": (N_("计票要有两个人。"), N_("请写两位计票人的姓名，不能是同一个人。")),
    "number_below_zero": (N_("数字不能小于零。"), N_("请核对以后重新填。")),
    "ballots_beyond_present": (
        N_("发出的票{issued}张，比在场有表决权的{present}还多。"),
        N_("请核对到会人数和发票数。"),
    ),
    "ballots_beyond_issued": (
        N_("收回的票{returned}张，比发出的{issued}张还多，这次投票无效。"),
        N_("请重新发票、重新投票。"),
    ),
    "ballots_not_adding_up": (
        N_("同意、不同意、弃权、无效加起来是{total}张，和收回的{returned}张对不上。"),
        N_("请两位计票人重新数票。"),
    ),
    "roll_call_unfinished": (N_("还有{number}人没有应答。"), N_("把在场的人都叫到，再结束唱名。")),
    "not_entitled": (N_("这个人不在场，或者没有表决权。"), N_("先在“到会”里看一看。")),
    "already_in_room": (N_("{name}已经在场。"), N_("要记离场，按 F4。")),
    "not_in_room": (N_("这个人不在场。"), N_("先签到。")),
    "household_represented": (
        N_("这一户已经有人代表了。"),
        N_("一户一票；换人的，先让原来的代表离场或者改成列席。"),
    ),
    "decision_not_sealed": (N_("会议记录还没有归档。"), N_("没有归档的，直接改就行。")),
    "decision_nothing_passed": (
        N_("这次会议没有通过的事项。"),
        N_("有事项通过以后，才有决议可以公布。"),
    ),
    "decision_posted_before": (
        N_("{day}会议还没有开。"),
        N_("决议在会后公布，请填开会当天或以后的日期。"),
    ),
}
