"""Sentences for written and online consultation, sittings, joint and past meetings."""

from __future__ import annotations

from xieshang_desktop.domain import N_

FORMS: dict[str, tuple[str, str]] = {
    "resumes_in_past": (
        N_("复会的时间已经过去了。"),
        N_("请写以后的日期和时间；还没定，就空着。"),
    ),
    "meeting_not_adjourned": (
        N_("“{title}”没有休会，不用复会。"),
        N_("会议在进行就接着开；要停下来，请先“休会”。"),
    ),
    "held_on_paper": (
        N_("“{title}”是补录的会，不能照现在的时间进行。"),
        N_("议程、发言计时、休会和换记录人都不用记；另外谈过一场的，用“补记一场”。"),
    ),
    "meeting_not_cancelled": (
        N_("“{title}”没有取消，不能出取消通知。"),
        N_("真的不开了，请先在“准备”里取消会议。"),
    ),
    "sitting_times_wrong": (
        N_("这一场的时间不对。"),
        N_("结束要晚于开始，也不能晚于现在。请照当时的时间写。"),
    ),
    "sitting_before_meeting": (
        N_("这一场早于会议开始的时间（{at}）。"),
        N_("请核对日期和时间；开始得更早的，用“补录会议”另记一次。"),
    ),
    "sittings_overlap": (
        N_("这一场和在{place}的那一场（{at}开始）时间重叠。"),
        N_("一个记录里各场不能同时进行，请核对时间。"),
    ),
    "slips_due_past": (
        N_("交回日期 {day} 已经过去了。"),
        N_("请写今天或者以后的日子。"),
    ),
    "nobody_chosen": (
        N_("没有要发意见表的人，选中的人都发过了。"),
        N_("请另外选人；发过的，等交回后登记。"),
    ),
    "statement_empty": (
        N_("还没有写意见。"),
        N_("请把对方说的记下来，照原话，一两句也行。"),
    ),
    "taken_by_missing": (
        N_("没有写记录人。"),
        N_("电话里、上门听到的，要写明是谁记下的。"),
    ),
    "statement_in_future": (
        N_("意见的时间晚于现在。"),
        N_("请核对日期；要是电脑的时间不对，请先改准。"),
    ),
    "household_heard": (
        N_("这一户已经由{name}发表意见。"),
        N_("按户计的会，一户一个声音。确实要换人，请先撤回原来的。"),
    ),
    "item_asked_about": (
        N_("“{title}”已经发过意见表或者登记过书面意见，不能去掉。"),
        N_("确实不议了，请先在“书面意见”里撤回，再去掉这一项。"),
    ),
    "answers_known": (
        N_("表里的意见以前都导入过，没有新的。"),
        N_("不用再导入。要是选错了文件，请另选一个。"),
    ),
    "no_answer_column": (
        N_("“{path}”里找不到写意见的一列。"),
        N_("请看表头有没有“意见”或者“建议”这样的标题，改好再导入。"),
    ),
    "past_meeting_to_come": (
        N_("这次会议还没有开完，不能补录。"),
        N_("没开的会，请用“安排会议”；开过的，请核对日期和时间。"),
    ),
    "end_to_come": (
        N_("结束的时间还没有到。"),
        N_("请写会议真正散会的日期和时间。"),
    ),
    "ends_before_begin": (
        N_("会议结束的时间早于开始。"),
        N_("请照当时的记录写几点开始、几点结束。"),
    ),
    "notice_day_unknown": (
        N_("没有写哪天发的会议通知。"),
        N_("请照当时的通知写日期；查不到的，写明情况。"),
    ),
    "topic_after_meeting": (
        N_("“{title}”是{day}提出的，晚于开会那天。"),
        N_("照当时的记录，在议题里把提出的日期改对，再补录。"),
    ),
    "research_after_meeting": (
        N_("“{title}”的调研记在{day}，晚于开会那天。"),
        N_("照当时的记录，在议题里把会前调研的日期补上，再补录。"),
    ),
    "notice_after_meeting": (
        N_("通知的日期（{day}）晚于开会那天。"),
        N_("请照当时的通知核对日期。"),
    ),
    "recorder_missing": (
        N_("没有写从现在起谁记录。"),
        N_("请写接着记录的人的姓名。"),
    ),
    "recorder_same": (
        N_("现在就是{name}在记录。"),
        N_("不用换；换成别人，请写他的姓名。"),
    ),
}
