"""Sentences for the hall: the floor, the agenda, options, sound files."""

from __future__ import annotations

from xieshang_desktop.domain import N_

HALL: dict[str, tuple[str, str]] = {
    "agenda_done": (N_("议程都议完了。"), N_("可以散会，或者再加一项议程。")),
    "answer_empty": (N_("还没有写怎么回应。"), N_("一句话就行；一时答不了的，写明什么时候答复。")),
    "dissent_unnamed": (
        N_("这条保留意见没有留名字，只能单独列着。"),
        N_("发言人又愿意留名的，请重新记一条，再删去这一条。"),
    ),
    "floor_asked_already": (
        N_("{name} 已经在等着发言，或者正在发言。"),
        N_("等这一次说完再举手。"),
    ),
    "item_begun": (
        N_("“{title}”已经议过，或者已经有人写了意见，要留在这次议程上。"),
        N_("没议完的，协商结果选“持续协商”。"),
    ),
    "item_has_result": (
        N_("“{title}”已经写了协商结果。"),
        N_("有协商结果的只能是“交流讨论”。"),
    ),
    "item_topic_public": (
        N_("“{title}”是协商议题，不能列为内部议程。"),
        N_("协商的事项和结果要公示。只在会上说、不公示的，另列一项其他事项。"),
    ),
    "item_minutes_wrong": (N_("计划时间请写 1 到 {most} 分钟。"), N_("不定时间就空着。")),
    "mark_outside": (N_("录音里没有这个时间。"), N_("请写从录音开头算起的几分几秒。")),
    "mark_time_wrong": (
        N_("看不懂时间“{text}”。"),
        N_("请写几分几秒，例如：12:30 或者 12分30秒。"),
    ),
    "no_item_before": (N_("前面还没有议过的议程。"), N_("按 F8 开始下一项。")),
    "nobody_waits": (N_("没有人等着发言。"), N_("先在“谁要发言”里写上名字，回车。")),
    "not_speaking": (N_("{name} 现在没有在发言。"), N_("请看名单里现在是谁在发言。")),
    "not_waiting": (N_("{name} 不在等候发言的名单里。"), N_("要发言的，请再举一次手。")),
    "option_empty": (N_("还没有写是什么办法。"), N_("一句话就行，好处和难处可以后补。")),
    "recording_changing": (
        N_("“{file}”读的时候内容变了。"),
        N_("录音停下来、存好以后再加。"),
    ),
    "recording_empty": (N_("“{file}”里没有内容。"), N_("请在手机或录音笔上听一听，再传一次。")),
    "recording_gone": (N_("“{file}”读不出来。"), N_("U盘或者手机可能拔掉了，请再连上试试。")),
    "recording_kind": (
        N_("“{file}”不是能收的录音。"),
        N_("能收 mp3、m4a、wav、ogg、amr、aac 文件。"),
    ),
    "recording_there": (N_("“{file}”已经在这里了。"), N_("同一份录音不用加两次。")),
    "recording_too_large": (
        N_("“{file}”太大了，一份录音不超过 {most} MB。"),
        N_("请用手机上的录音软件剪成几段，再一段一段加。"),
    ),
    "speech_rules_wrong": (
        N_("发言规则写得不对。"),
        N_("每次发言 1 到 {minutes} 分钟，每项议程 1 到 {times} 次。"),
    ),
    "speech_times_used": (
        N_("{name} 在这项议程上已经发言 {times} 次。"),
        N_("主持人同意的，可以再说一次。"),
    ),
    "statement_named": (
        N_("这条意见是书面提的，登记里写着是谁。"),
        N_("本人不愿留名的，请在书面意见里去掉这一份，再在这里记一条不留名的。"),
    ),
}
