"""Sentences for papers: faces, texts of forms, what may be printed."""

from __future__ import annotations

from xieshang_desktop.domain import N_

PAPERS: dict[str, tuple[str, str]] = {
    "distinction_too_long": (
        N_("为分清重名，最多印身份证号的后四位，这里有 {length} 位。"),
        N_("请改短再打印。"),
    ),
    "font_missing": (
        N_("找不到字体文件：{file}"),
        N_("请到设置的“文书”里另选一个仿宋，或者点“用自带的”。"),
    ),
    "font_unusable": (
        N_("这个字体文件不能用来印文书：{file}"),
        N_("要 TrueType 字体（.ttf）。请另选一个，或者用自带的。"),
    ),
    "form_text_unreadable": (
        N_("文书的固定文字看不懂：{file}"),
        N_("请把改过的这个文件换回原来的，或者重新安装程序。"),
    ),
    "form_text_unknown_field": (
        N_("文书“{paper}”的“{name}”里有一个不认识的空格：{field}"),
        N_("请把它改掉，或者换回原来的文件。"),
    ),
    "printer_failed": (
        N_("打印机没有接下这份文书。"),
        N_("请看看打印机开了没有、有没有纸，再打一次；也可以先“保存”。"),
    ),
    "pdf_unreadable": (
        N_("这份文书的 PDF 打不开。"),
        N_("请回到会议重新打印；要是已经归档，请从备份里找回来。"),
    ),
}
