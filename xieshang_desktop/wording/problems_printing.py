"""Sentences for printing a paper and for saving it as a file."""

from __future__ import annotations

from xieshang_desktop.domain import N_

PRINTING: dict[str, tuple[str, str]] = {
    "printer_failed": (
        N_("打印机没有接下这份文书。"),
        N_("请看看打印机开了没有、有没有纸，再打一次；也可以先“保存”。"),
    ),
    "print_pages_unreadable": (N_("页码写得看不懂。"), N_("请写成 1-3,5 这样。")),
    "print_page_missing": (N_("没有第 {page} 页，一共 {pages} 页。"), N_("请改一下页码。")),
    "picture_too_tall": (
        N_("这份文书有 {pages} 页，拼成一张长图太长了。"),
        N_("请存成 PDF 文件再发。"),
    ),
    "paper_no_room": (
        N_("放不下了，没有存成：{file}"),
        N_("请在盘里清理出一些地方，或者存到别的盘。"),
    ),
    "paper_open_elsewhere": (
        N_("“{file}”正在别的程序里打开着，不能替换它。"),
        N_("请先把它关掉，或者换个名字再存。"),
    ),
    "paper_place_gone": (
        N_("存放的地方找不到了：{folder}"),
        N_("要是U盘拔了，请插好再存；或者换一个文件夹。"),
    ),
}
