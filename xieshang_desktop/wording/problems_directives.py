"""Sentences about what the township returns, accepts and sends down, and what a village does with
it."""

from __future__ import annotations

from xieshang_desktop.domain import N_

DIRECTIVES: dict[str, tuple[str, str]] = {
    "accepted_already": (
        N_("这条记录线已经采信到第 {number} 条。"),
        N_("发现问题的记录，请逐条退回。"),
    ),
    "directive_acknowledged": (
        N_("村里已于{day}收到，不能撤回。"),
        N_("不再需要办理的，请选“办结”。"),
    ),
    "directive_closed": (N_("这一件已于{day}办结。"), ""),
    "directive_file_gone": (N_("读不出文件“{file}”。"), N_("请看它还在不在，再选一次。")),
    "directive_file_large": (
        N_("文件“{file}”太大，一个文件不超过 {most} 兆字节。"),
        N_("请压缩或者拆开后再发。"),
    ),
    "directive_files_many": (N_("一次最多附 {most} 个文件。"), N_("请分几次下发。")),
    "directive_no_letter": (N_("“{title}”不是督办函。"), ""),
    "directive_file_missing": (N_("还没有选文件。"), N_("请点“选文件…”，选一个 .toml 文件。")),
    "directive_text_missing": (N_("还没有写内容。"), N_("请写上内容，或者附上文件。")),
    "directive_villages_none": (N_("还没有选村（社区）。"), N_("请至少选一个。")),
    "directives_full": (
        N_("给“{name}”的下发件太多，还没有收到回音。"),
        N_("请等村里收到以前的，再发新的。"),
    ),
    "done_before_decided": (
        N_("办结日期早于议定日期（{decided_on}）。"),
        N_("请改成议定以后的日期。"),
    ),
    "form_unknown": (N_("没有叫“{form}”的文书格式。"), N_("请看文件名和自带的是否一样。")),
    "instruction_done": (N_("这一件已于{day}办完。"), ""),
    "instruction_is_topic": (N_("已经列为议题 {number}《{title}》。"), ""),
    "instruction_no_form": (N_("“{title}”不是文书格式。"), ""),
    "instruction_no_profile": (N_("“{title}”不是议事规则。"), ""),
    "instruction_no_topic": (N_("“{title}”不是党政点题。"), N_("请书面回复，或者记为办完。")),
    "letter_about_many": (
        N_("针对一条记录的督办函，只能发给一个村（社区）。"),
        N_("请只选记录所在的那一个。"),
    ),
    "letter_about_wrong": (N_("督办函不能针对这类记录。"), N_("请选议题、办理事项或者退回。")),
    "profile_below_law": (
        N_("规则里公示只有 {days} 日，法律规定不少于 {floor} 日。"),
        N_("请改正后再发。"),
    ),
    "profile_id_taken": (N_("规则代号“{profile}”是自带规则的。"), N_("请换一个代号。")),
    "profile_unreadable": (N_("看不懂这份规则。"), N_("请对照自带的规则检查各项。")),
    "return_settled": (N_("这条退回已于{day}了结。"), ""),
    "returns_none": (N_("“{name}”没有退回的记录。"), ""),
    "text_too_long": (N_("写得太长，不能超过 {most} 个字。"), N_("请写短些，或者用附件。")),
    "village_not_enrolled": (N_("“{name}”还没有登记，或者已经停用。"), N_("请先完成登记。")),
}
