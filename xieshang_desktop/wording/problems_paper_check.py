"""Sentences for files that the check of papers can't look at."""

from __future__ import annotations

from xieshang_desktop.domain import N_

PAPER_CHECK: dict[str, tuple[str, str]] = {
    "paper_file_missing": (
        N_("没有这个文件，或者打不开：{file}"),
        N_("请看看名字和位置写对了没有。"),
    ),
    "paper_no_pdf": (
        N_("这个文件不是 PDF，或者已经损坏。"),
        N_("请换本程序写出的 PDF 再查。"),
    ),
    "paper_locked": (
        N_("这个 PDF 加了密码，查不了。"),
        N_("请换没有密码的文件再查。"),
    ),
    "paper_too_large": (
        N_("这个 PDF 太大，不像是文书。"),
        N_("请把文书单独存成一个 PDF 再查。"),
    ),
}
