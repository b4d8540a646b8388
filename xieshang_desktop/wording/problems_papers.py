"""Sentences for papers: faces, texts of forms, what may be printed."""

from __future__ import annotations

from xieshang_desktop.domain import N_

PAPERS: dict[str, tuple[str, str]] = {
    "answer_no_number": (
        N_("“{words}”不是 {least} 到 {most} 之间的整数。"),
        N_("请改成一个数，或者空着。"),
    ),
    "announcement_empty": (
        N_("{kind}还没有正文。"),
        N_("请在“正文”里写要告诉大家的话，一段一行；写了，这里就有。"),
    ),
    "year_unreadable": (
        N_("“{words}”不是年份。"),
        N_("请写四位数字，例如2026。"),
    ),
    "period_unreadable": (
        N_("“{words}”不是年、季度、月份或者起止日期。"),
        N_("请写成 2026、2026-Q1、2026-03 或者 2026-03-10/2026-05-20。"),
    ),
    "period_backwards": (
        N_("开始日期 {first} 在结束日期 {last} 之后。"),
        N_("请把两个日期对调。"),
    ),
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
    "form_text_braces": (
        N_("文书“{paper}”的“{name}”里，括号没有配好对：{words}"),
        N_("请把花括号和方括号补成对，或者换回原来的文件。"),
    ),
    "form_text_unknown_field": (
        N_("文书“{paper}”的“{name}”里有一个不认识的空格：{field}"),
        N_("请把它改掉，或者换回原来的文件。"),
    ),
    "meeting_not_begun": (
        N_("“{title}”还没有开始，没有意见可以写进意见书。"),
        N_("等会上谈过了再印；会前可以印议程和议题说明。"),
    ),
    "nobody_invited": (
        N_("没有可以印的人。"),
        N_("请先到会议的“准备”里邀请，或者换一下“印哪些人”。"),
    ),
    "pdf_unreadable": (
        N_("这份文书的 PDF 打不开。"),
        N_("请回到会议重新打印；要是已经归档，请从备份里找回来。"),
    ),
    "not_corrected": (
        N_("这份纪要没有更正。"),
        N_("要更正，请到会议的“纪要”里写更正；没有更正就印“纪要”。"),
    ),
    "proof_unreadable": (
        N_("看不懂这个核验码。"),
        N_("核验码是16位数字和字母，印在文书第一页下边；也可以用扫码枪扫旁边的二维码。"),
    ),
    "proof_unknown": (
        N_("本机没有这份记录：{shown}"),
        N_("请看看有没有输错。外村的文书，要到那个村或者乡镇去核对。"),
    ),
    "forms_folder_missing": (
        N_("找不到这个文件夹：{folder}"),
        N_("请到设置的“文书”里另选一个，或者点“用自带的格式”。"),
    ),
    "forms_folder_empty": (
        N_("这个文件夹里没有文书格式：{folder}"),
        N_("文书格式是 .toml 文件，名字要和自带的一样，例如 notice.toml。"),
    ),
}
