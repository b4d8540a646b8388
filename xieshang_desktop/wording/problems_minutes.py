"""Sentences for minutes and their text modules."""

from __future__ import annotations

from xieshang_desktop.domain import N_

MINUTES: dict[str, tuple[str, str]] = {
    "section_needed": (
        N_("“{heading}”不能从纪要里拿掉。"),
        N_("这一项有议题和协商结果，纪要必须写。文字可以改短。"),
    ),
    "facts_gone": (
        N_("会议记录里已经没有“{heading}”这一项。"),
        N_("您写的文字还在。不要了，可以拿掉这一段。"),
    ),
    "module_chosen": (
        N_("纪要里已经有“{name}”这一段。"),
        N_("直接在那一段里写就行。"),
    ),
    "module_gone": (
        N_("没有叫“{name}”的文字模块。"),
        N_("可能已经删掉了。请另选一个。"),
    ),
    "module_name_missing": (
        N_("请给这个模块起个名字。"),
        N_("名字就是纪要里这一段的标题，如“会前学习”。"),
    ),
    "module_name_long": (
        N_("名字太长了，最多 {most} 个字。"),
        N_("名字就是纪要里这一段的标题，短一些好找。"),
    ),
    "module_empty": (
        N_("这个模块还没有文字。"),
        N_("写好文字再存。"),
    ),
    "clarity_note_missing": (
        N_("请写明“{question}”哪里没做到。"),
        N_("写一句就行，这句话只用来改进工作，不印进纪要。"),
    ),
}
